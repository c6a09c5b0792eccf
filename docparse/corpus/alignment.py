"""Where the records of a gold stand in the text: gold says what, this says from where to where.

Gold is written without spans, so that a person can write it; training and other tools of annotation need them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from docparse.language.quantities import find_quantities
from docparse.records import Document, Span

Record = dict[str, Any]

LABELS: Mapping[str, str] = {
    "agencies": "AGENCY",
    "members": "PERSON",
    "bodies": "BODY",
    "targets": "TARGET",
    "deadlines": "DEADLINE",
    "citations": "CITATION",
}
"""Kind of record → label of its spans. Of a target the number with its unit is marked, of a member the name."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A labelled stretch of a text, code points [start, end)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """A mark and the gold record that it is of: `gold[kind][index]`."""

    mark: Mark
    kind: str
    index: int


def align(document: Document, gold: Mapping[str, Any]) -> list[Aligned]:
    """Every place of every gold record that stands in the document's text as the gold writes it, in the order of the text.

    Names are marked wherever they stand outside titles, the longer before the shorter; a target or deadline once, in its
    section. What the text spells in another way (a body's name told in pieces) has no mark.
    """
    found = [
        Aligned(Mark(start, end, LABELS[kind]), kind, index)
        for kind in LABELS
        for index, (start, end) in _PLACES[kind](document, gold.get(kind) or [])
    ]
    return sorted(found, key=lambda a: (a.mark, a.index))


def places(text: str, names: Iterable[tuple[int, str]], *, shut: Iterable[Span] = ()) -> Iterator[tuple[int, Span]]:
    """Each name's index with every span where it stands, none inside another name's or inside `shut`."""
    wanted = sorted(((name, index) for index, name in names if name), key=lambda pair: -len(pair[0]))
    taken = bytearray(len(text))
    for start, end in shut:
        taken[start:end] = b"\1" * (end - start)
    for name, index in wanted:
        for match in re.finditer(re.escape(name), text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(name)
                yield index, match.span()


def quoted_titles(text: str) -> list[Span]:
    """Spans of 《…》, marks included, the innermost of nested ones."""
    return [match.span() for match in re.finditer("《[^《》\n]*》", text)]


def _named(field: str, document: Document, records: list[Record]) -> Iterator[tuple[int, Span]]:
    first: dict[str, int] = {}
    for index, record in enumerate(records):
        first.setdefault(str(record.get(field) or ""), index)
    pairs = ((index, name) for name, index in first.items())
    yield from places(document.text, pairs, shut=quoted_titles(document.text))


def _citations(document: Document, records: list[Record]) -> Iterator[tuple[int, Span]]:
    marked = [(index, f"《{record['title']}》") for index, record in enumerate(records)]
    for index, (start, end) in places(document.text, marked):
        yield index, (start + 1, end - 1)


def _deadlines(document: Document, records: list[Record]) -> Iterator[tuple[int, Span]]:
    sections, taken = _sections(document), bytearray(len(document.text))
    longest_first = sorted(enumerate(records), key=lambda pair: -len(pair[1].get("quote") or ""))
    for index, record in longest_first:
        start, end = sections.get(record.get("section"), (0, len(document.text)))
        quote = str(record.get("quote") or "")
        for match in re.finditer(re.escape(quote), document.text[start:end]) if quote else ():
            span = (start + match.start(), start + match.end())
            if not any(taken[slice(*span)]):
                taken[slice(*span)] = b"\1" * len(quote)
                yield index, span
                break


def _targets(document: Document, records: list[Record]) -> Iterator[tuple[int, Span]]:
    sections, quantities, taken = _sections(document), find_quantities(document.text), set[Span]()
    for index, record in enumerate(records):
        start, end = sections.get(record.get("section"), (0, len(document.text)))
        wanted = (record["value"], record.get("value_max"), record.get("unit"))
        for quantity in quantities:
            inside = start <= quantity.span[0] < end and quantity.span not in taken
            if inside and (quantity.value, quantity.value_max, quantity.unit) == wanted:
                taken.add(quantity.span)
                yield index, quantity.span
                break


def _sections(document: Document) -> dict[str | None, Span]:
    return {document.address(section.id): section.span for section in document.sections}


_PLACES: Mapping[str, Callable[[Document, list[Record]], Iterator[tuple[int, Span]]]] = {
    "agencies": partial(_named, "name"),
    "members": partial(_named, "name"),
    "bodies": partial(_named, "name"),
    "targets": _targets,
    "deadlines": _deadlines,
    "citations": _citations,
}
