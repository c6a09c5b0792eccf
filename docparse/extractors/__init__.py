"""Text and tree → records. One file a kind of record; an explicit tuple says which run, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from docparse.extractors.agencies import find_agencies
from docparse.extractors.assignments import find_assignments
from docparse.extractors.bodies import find_bodies
from docparse.extractors.citations import find_citations
from docparse.extractors.deadlines import find_deadlines
from docparse.extractors.findings import findings as find_findings
from docparse.extractors.made import Records
from docparse.extractors.members import find_members
from docparse.extractors.reading import Reading
from docparse.extractors.targets import find_targets
from docparse.records import Record

__all__ = ["EXTRACTORS", "Extractor", "Records", "run"]


class Extractor(NamedTuple):
    """`make` reads the text and the records made before, and gives the records of `kind` in the order of the text."""

    kind: str
    make: Callable[[Reading, Records], Sequence[Record]]


EXTRACTORS: tuple[Extractor, ...] = (
    Extractor("citations", find_citations),
    Extractor("agencies", find_agencies),
    Extractor("bodies", find_bodies),
    Extractor("members", find_members),
    Extractor("assignments", find_assignments),
    Extractor("deadlines", find_deadlines),
    Extractor("targets", find_targets),
    Extractor("findings", find_findings),
)


def run(reading: Reading, extractors: Sequence[Extractor]) -> Records:
    """The records of all `extractors`, in their order."""
    records = Records()
    for extractor in extractors:
        records = records.plus(extractor.kind, extractor.make(reading, records))
    return records
