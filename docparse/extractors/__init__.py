"""Text and tree → records. One file a kind of record; an explicit tuple says which run, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from docparse.extractors.agencies import agencies
from docparse.extractors.assignments import assignments
from docparse.extractors.bodies import bodies
from docparse.extractors.citations import citations
from docparse.extractors.deadlines import deadlines
from docparse.extractors.findings import findings
from docparse.extractors.made import Records
from docparse.extractors.members import members
from docparse.extractors.reading import Reading
from docparse.extractors.targets import targets
from docparse.records import Record

__all__ = ["EXTRACTORS", "Extractor", "Records", "run"]


class Extractor(NamedTuple):
    """`make` reads the text and the records made before, and gives the records of `kind` in the order of the text."""

    kind: str
    make: Callable[[Reading, Records], Sequence[Record]]


EXTRACTORS: tuple[Extractor, ...] = (
    Extractor("citations", citations),
    Extractor("agencies", agencies),
    Extractor("bodies", bodies),
    Extractor("members", members),
    Extractor("assignments", assignments),
    Extractor("deadlines", deadlines),
    Extractor("targets", targets),
    Extractor("findings", findings),
)


def run(reading: Reading, extractors: Sequence[Extractor]) -> Records:
    """The records of all `extractors`, in their order."""
    records = Records()
    for extractor in extractors:
        records = records.plus(extractor.kind, extractor.make(reading, records))
    return records
