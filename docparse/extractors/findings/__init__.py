"""What a careful reader would query: slips of pen, marks, numbers, dates, names and front matter.

Runs last, when all other records are made. findings.tsv says of each code how grave it is, how it is told, and why.
"""

from __future__ import annotations

from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.records import Finding


def findings(reading: Reading, made: Records) -> list[Finding]:
    return []
