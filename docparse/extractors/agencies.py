from __future__ import annotations

from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.records import Agency


def agencies(reading: Reading, made: Records) -> list[Agency]:
    return []
