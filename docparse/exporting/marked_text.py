"""The document's text cut wherever a record begins or ends, so that every piece knows all records that cover it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from docparse.exporting.places import key_of
from docparse.records import RECORD_KINDS, Document, Meta, Span

DEEPEST = 12
"""Most marks on one piece, the innermost ones: a reader tells no more apart, and hostile nesting stays linear."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that belongs to a record, a heading or a fact of the head.

    `kind` is the record's kind, "heading" or "meta"; `key` is the same for all places of one record, "targets-0" for
    the first target; `turn` counts these places from 0.
    """

    kind: str
    key: str
    turn: int
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that no record's border cuts; `marks` cover it whole, the outermost first."""

    text: str
    start: int
    marks: tuple[Mark, ...]


# --- what is marked --------------------------------------------------------------------------------------------------


def marks(document: Document) -> list[Mark]:
    """All places of all records, headings and facts of the head; spans that lie outside the text are left out."""
    found = [*_record_marks(document), *_heading_marks(document), *_meta_marks(document)]
    return [mark for mark in found if 0 <= mark.span[0] < mark.span[1] <= len(document.text)]


def _record_marks(document: Document) -> Iterator[Mark]:
    for kind in RECORD_KINDS:
        for number, record in enumerate(getattr(document, kind)):
            spans = dict.fromkeys((record.span, *getattr(record, "mentions", ())))
            for turn, span in enumerate(spans):
                yield Mark(kind, key_of(kind, number), turn, span)


def _heading_marks(document: Document) -> Iterator[Mark]:
    """From the number to the heading's end; the number alone where there is no heading."""
    for number, section in enumerate(document.sections):
        end = max(section.heading_span[1], section.span[0] + len(section.number))
        yield Mark("heading", key_of("sections", number), 0, (section.span[0], min(end, section.span[1])))


def _meta_marks(document: Document) -> Iterator[Mark]:
    for field, span in document.meta.spans.items():
        if field in Meta.model_fields:
            yield Mark("meta", f"meta-{field}", 0, span)


# --- cutting ---------------------------------------------------------------------------------------------------------


def pieces(text: str, marks: Iterable[Mark], cuts: Iterable[int] = ()) -> Iterator[Piece]:
    """The text cut at every border of a mark and at `cuts`; joined, the pieces are the text.

    Marks lie inside the text and are not empty, as `marks` gives them.
    """
    ranked = sorted(marks, key=lambda mark: (mark.span[1] - mark.span[0], -mark.span[0]))  # shortest first
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for rank, mark in enumerate(ranked):
        opening.setdefault(mark.span[0], []).append(rank)
        closing.setdefault(mark.span[1], []).append(rank)
    borders = sorted({0, len(text), *opening, *closing, *cuts})
    active: list[int] = []
    for start, end in pairwise(borders):
        for rank in closing.get(start, ()):
            del active[bisect_left(active, rank)]
        for rank in opening.get(start, ()):
            insort(active, rank)
        yield Piece(text[start:end], start, tuple(ranked[rank] for rank in reversed(active[:DEEPEST])))
