from __future__ import annotations

from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.records import Body


def bodies(reading: Reading, made: Records) -> list[Body]:
    return []
