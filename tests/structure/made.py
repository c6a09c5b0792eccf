"""Sources made from text, for tests of the structure step and of what reads it."""

from __future__ import annotations

from docparse.readers import read_bytes
from docparse.source import Source
from docparse.structure import StructuredText, structure


def source(text: str) -> Source:
    """What the reader makes of a text file that holds `text`."""
    return read_bytes(text.encode("utf-8"), "made.txt")


def structured(text: str) -> StructuredText:
    return structure(source(text))
