from __future__ import annotations

from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.records import Deadline


def deadlines(reading: Reading, made: Records) -> list[Deadline]:
    return []
