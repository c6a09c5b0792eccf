from __future__ import annotations

from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.records import Member


def members(reading: Reading, made: Records) -> list[Member]:
    return []
