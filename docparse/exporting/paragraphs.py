"""The text as it is set on a page: paragraphs, headings and tables of marked pieces."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from docparse.exporting.marked_text import Mark, Piece, pieces
from docparse.exporting.places import key_of
from docparse.records import Document, Span

Role: TypeAlias = Literal["title", "number", "sign", "heading", "body"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the text, or one row of a table.

    `role` says how it is set ("number" is the document number, "sign" who signs and when), `level` the depth of a
    heading, `page` the page of the file that begins with it; `cells` has one entry but in a table's row.
    """

    role: Role
    level: int
    page: int | None
    cells: tuple[tuple[Piece, ...], ...]

    @property
    def merged(self) -> bool:
        """Whether it is a row of one merged cell, which the text spells out once for each column."""
        words = {"".join(piece.text for piece in cell) for cell in self.cells}
        return len(self.cells) > 1 and len(words) == 1 and words != {""}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or the rows of a table whose key is "tables-0"."""

    table: str | None
    paragraphs: tuple[Paragraph, ...]


def blocks(document: Document, shown: Iterable[Mark]) -> list[Block]:
    """The whole text of a document in its order, with the marks that are to be `shown` on it."""
    text = document.text
    lines = _split(text, "\n")
    tables = _tables(document, lines)
    cells = {line: _split(text[slice(*line)], "\t", line[0]) if line[0] in tables else [line] for line in lines}
    cuts = {border for spans in cells.values() for span in spans for border in span}
    cut = list(pieces(text, shown, cuts))
    starts = [piece.start for piece in cut]

    def inside(span: Span) -> tuple[Piece, ...]:
        return tuple(cut[bisect_left(starts, span[0]) : bisect_left(starts, span[1])])

    styles, pages = _styles(document, lines), _pages(document, lines)
    rows: list[tuple[str | None, Paragraph]] = []
    for line in lines:
        role, level = styles.get(line, ("body", 0))
        paragraph = Paragraph(role, level, pages.get(line[0]), tuple(inside(span) for span in cells[line]))
        rows.append((tables.get(line[0]), paragraph))
    return list(_blocks(rows))


def _blocks(rows: Sequence[tuple[str | None, Paragraph]]) -> Iterator[Block]:
    for table, group in groupby(rows, key=lambda row: row[0]):
        paragraphs = tuple(paragraph for _, paragraph in group)
        if table is not None:
            yield Block(table, paragraphs)
        else:
            yield from (Block(None, (paragraph,)) for paragraph in paragraphs)


def _split(text: str, separator: str, start: int = 0) -> list[Span]:
    """The spans between separators, `start` being the place of the text's first character."""
    spans = []
    for part in text.split(separator):
        spans.append((start, start + len(part)))
        start += len(part) + len(separator)
    return spans


def _tables(document: Document, lines: Sequence[Span]) -> dict[int, str]:
    """Start of a line → key of the table that it is a row of; a caption above the rows is none."""
    starts = [start for start, _ in lines]
    found: dict[int, str] = {}
    for number, table in enumerate(document.tables):
        first, last = bisect_left(starts, table.span[0]), bisect_left(starts, table.span[1])
        for start, end in lines[first:last]:
            if "\t" in document.text[start:end]:
                found[start] = key_of("tables", number)
    return found


def _styles(document: Document, lines: Sequence[Span]) -> dict[Span, tuple[Role, int]]:
    """How lines other than plain ones are set, with the level of headings."""
    styles: dict[Span, tuple[Role, int]] = {}
    ends = dict(lines)
    for section in document.sections:
        start = section.span[0]
        if start in ends and section.heading and section.heading_span[1] >= ends[start] - 1:  # a final 。 may follow
            styles[start, ends[start]] = ("heading", section.level)
    titles = {part.title for part in document.parts}
    for start, end in lines:
        line = document.text[start:end]
        if line in titles and line:
            styles[start, end] = ("title", 0)
        elif len(line) > 2 and any(issuer.endswith(line) for issuer in document.meta.issuers):
            styles[start, end] = ("sign", 0)
    roles: Mapping[str, Role] = {"issued_on": "sign", "doc_number": "number", "title": "title"}
    for field, role in roles.items():
        span = document.meta.spans.get(field)
        if span is not None and ends.get(span[0]) == span[1]:
            styles[span] = (role, 0)
    return styles


def _pages(document: Document, lines: Sequence[Span]) -> dict[int, int]:
    """Start of a paragraph → its page, where it is the first that begins on that page."""
    pages = {entry.span[0]: entry.page for entry in reversed(document.source_map)}
    found: dict[int, int] = {}
    last = None
    for start, _ in lines:
        page = pages.get(start)
        if page is not None and page != last:
            found[start] = last = page
    return found
