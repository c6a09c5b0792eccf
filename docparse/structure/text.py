"""The structure step's result: repaired paragraphs, frozen into one text that every span refers to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from docparse.records import Meta, Part, Section, SourceEntry, Span, Table
from docparse.source import Place


class Label(StrEnum):
    """What a paragraph is for, where its form says so."""

    TITLE = "title"
    NUMBER = "number"
    ADDRESSEE = "addressee"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"
    COPY = "copy"
    IMPRINT = "imprint"
    INDEX = "index"
    ANNEX_LIST = "annex_list"
    ANNEX_MARK = "annex_mark"
    MEMBER = "member"
    ROW = "row"
    BODY = "body"


CLOSING = frozenset({Label.SIGNATURE, Label.DATE, Label.NOTE, Label.COPY, Label.IMPRINT, Label.ANNEX_LIST})
"""Labels that may end a part; a section does not run over them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A repaired paragraph. `pieces` says which place each stretch came from: (offset in `text`, place)."""

    text: str
    pieces: tuple[tuple[int, Place], ...]
    label: Label = Label.BODY
    grid: int | None = None  # which table it is a row of


@dataclass(frozen=True)
class StructuredText:
    """A document's frozen text with its tree; what extractors read.

    `starts[i]` is where paragraph i begins in `text`; paragraphs are joined by one "\n".
    """

    paragraphs: tuple[Paragraph, ...]
    meta: Meta
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    starts: tuple[int, ...] = field(repr=False)

    @cached_property
    def text(self) -> str:
        return "\n".join(p.text for p in self.paragraphs)

    def span(self, index: int) -> Span:
        """The span of paragraph `index`."""
        return self.starts[index], self.starts[index] + len(self.paragraphs[index].text)

    def paragraph_at(self, offset: int) -> int:
        """The index of the paragraph that holds `offset`."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    @cached_property
    def _section_starts(self) -> tuple[tuple[int, ...], tuple[Section, ...]]:
        ordered = tuple(sorted(self.sections, key=lambda s: (s.span[0], -s.span[1])))
        return tuple(s.span[0] for s in ordered), ordered

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds `offset`, or None."""
        starts, ordered = self._section_starts
        by_id = self.sections_by_id
        index = bisect_right(starts, offset) - 1
        section = ordered[index] if index >= 0 else None
        while section is not None and section.span[1] <= offset:
            section = by_id[section.parent] if section.parent else None
        return section

    @cached_property
    def sections_by_id(self) -> dict[str, Section]:
        return {s.id: s for s in self.sections}

    def source_map(self) -> list[SourceEntry]:
        """One entry a paragraph, more where it runs over pages or elements."""
        return [entry for i, p in enumerate(self.paragraphs) for entry in _entries(p, self.starts[i])]


def starts_of(paragraphs: Iterable[Paragraph]) -> tuple[int, ...]:
    """Where each paragraph begins once they are joined by one "\n"."""
    starts, at = [], 0
    for p in paragraphs:
        starts.append(at)
        at += len(p.text) + 1
    return tuple(starts)


def _entries(paragraph: Paragraph, start: int) -> Iterator[SourceEntry]:
    """Neighbouring pieces of one page, of one element or of following lines become one entry."""
    ends = [offset for offset, _ in paragraph.pieces[1:]] + [len(paragraph.text)]
    pieces = [
        ((start + offset, start + end), place) for (offset, place), end in zip(paragraph.pieces, ends, strict=True)
    ]
    for (page, element, row), group in groupby(pieces, lambda piece: (piece[1].page, piece[1].element, piece[1].row)):
        spans, places = zip(*group, strict=True)
        lines = [place.line for place in places if place.line is not None]
        yield SourceEntry(
            span=(spans[0][0], spans[-1][1]),
            page=page,
            bbox=_around([place.bbox for place in places if place.bbox]) if places[0].bbox else None,
            lines=(min(lines), max(lines)) if lines else None,
            element=element,
            row=row,
            confidence=min((p.confidence for p in places if p.confidence is not None), default=None),
        )


def _around(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    """The box that holds all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
