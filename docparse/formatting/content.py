"""The body of a Word file as paragraphs and tables, each with the properties that hold for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from docparse.formatting.properties import Layout, Type, borders_of
from docparse.formatting.runs import PAGE_BREAK, WRAPPERS, Run, RunReader
from docparse.formatting.sections import Section, section_of
from docparse.formatting.styles import Styles
from docparse.readers.docx_styles import W, is_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
_TAB = Run("\t", Type())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a row of a table with its cells parted by tabs.

    `element` is the 0-based ordinal among the paragraphs and tables of the body, `row` the 0-based row of a table, or
    None. `text` begins with the number that Word counts, which no run holds. `opens_page` says that it is the first to
    print anything behind a page break; `section` is the ordinal of its section.
    """

    element: int
    row: int | None
    text: str
    runs: tuple[Run, ...]
    layout: Layout
    style: str = ""
    opens_page: bool = False
    section: int = 0
    drawn: bool = False

    def pieces(self) -> Iterator[tuple[int, int, Run]]:
        """The runs with their first and last offset in `text`."""
        at = len(self.text) - sum(len(run.text) for run in self.runs)
        for run in self.runs:
            yield at, at + len(run.text), run
            at += len(run.text)

    @property
    def points(self) -> float:
        """The size of its first characters, 16 where it has none."""
        return next((r.type.points for r in self.runs if r.text.strip() and r.type.points), 16.0)


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `header` counts the rows that are repeated on each page; `borders` are its own and its cells'."""

    element: int
    rows: tuple[Paragraph, ...]
    header: int
    borders: tuple[tuple[str, int], ...]
    columns: int


Block: TypeAlias = Paragraph | Table


def content_of(
    body: _Element, styles: Styles, printed: Mapping[int, str]
) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """What the body holds, in order; `printed` are the first lines of its paragraphs with the numbers that Word counts."""
    walk = _Walk(styles, printed)
    elements = list(children(body))
    ends = [e.find(f"{W}pPr/{W}sectPr") for e in elements]
    sections = tuple(section_of(e) for e in (*(e for e in ends if e is not None), body.find(f"{W}sectPr")))
    blocks: list[Block] = []
    section = 0
    for ordinal, (element, end) in enumerate(zip(elements, ends, strict=True)):
        if element.tag == W + "p":
            blocks.append(walk.paragraph(element, ordinal, section))
        elif element.tag == W + "tbl":
            blocks.append(walk.table(element, ordinal, section))
        if end is not None:
            section += 1
            walk.fresh = walk.fresh or not sections[section].continuous
    return tuple(blocks), sections


def children(container: _Element) -> Iterator[_Element]:
    """The paragraphs, tables and rows right inside `container`, through content controls and insertions."""
    for child in container:
        if child.tag in WRAPPERS:
            yield from children(child)
        elif child.tag in (W + "p", W + "tbl", W + "tr"):
            yield child


class _Walk:
    """What is kept in mind from one element to the next: open fields, and whether the page is still `fresh`."""

    def __init__(self, styles: Styles, printed: Mapping[int, str]) -> None:
        self.fresh = True
        self._styles, self._printed = styles, printed
        self._runs = RunReader(styles)

    def paragraph(self, element: _Element, ordinal: int, section: int) -> Paragraph:
        runs = tuple(self._runs.read(element))
        text = "".join(run.text for run in runs)
        layout = self._styles.layout(element)
        drawn = next(element.iter(*_DRAWN), None) is not None
        before, broken, after = text.rpartition(PAGE_BREAK)
        opens = self.fresh or bool(layout.new_page) or (bool(broken) and not before.strip())
        self.fresh = not (after.strip() or drawn) and (opens or bool(broken))
        return Paragraph(
            element=ordinal,
            row=None,
            text=self._number(ordinal, text) + text.replace(PAGE_BREAK, ""),
            runs=tuple(replace(r, text=r.text.replace(PAGE_BREAK, "")) if PAGE_BREAK in r.text else r for r in runs),
            layout=layout,
            style=self._styles.name(element),
            opens_page=opens,
            section=section,
            drawn=drawn,
        )

    def _number(self, ordinal: int, text: str) -> str:
        """What Word counts in front of a paragraph: what its first line has before the text of its runs."""
        first = text.replace(PAGE_BREAK, "\n").partition("\n")[0]
        line = self._printed.get(ordinal, "")
        return line.removesuffix(first) if first and line.endswith(first) else ""

    def table(self, element: _Element, ordinal: int, section: int) -> Table:
        self.fresh = False
        style = value(element, "tblPr", "tblStyle")
        rows = [row for row in children(element) if row.tag == W + "tr" and row.find(f"{W}trPr/{W}del") is None]
        repeated = [is_on(row, "trPr", "tblHeader") for row in rows]
        borders = borders_of(element.find(f"{W}tblPr/{W}tblBorders")) or self._styles.borders(style)
        for cell in element.iter(f"{W}tcBorders"):
            borders += borders_of(cell) or ()
        return Table(
            element=ordinal,
            rows=tuple(self._row(row, ordinal, i, style, section) for i, row in enumerate(rows)),
            header=repeated.index(False) if False in repeated else len(repeated),
            borders=borders,
            columns=max((sum(1 for _ in row.iterchildren(f"{W}tc")) for row in rows), default=0),
        )

    def _row(self, row: _Element, ordinal: int, index: int, style: str | None, section: int) -> Paragraph:
        runs: list[Run] = []
        layout = Layout()
        for i, paragraph in enumerate(row.iter(f"{W}p")):
            if i == 0:
                layout = self._styles.layout(paragraph, style)
            else:
                runs.append(_TAB)
            runs += self._runs.read(paragraph, style)
        text = "".join(run.text for run in runs).replace(PAGE_BREAK, "")
        return Paragraph(ordinal, index, text, tuple(runs), layout, section=section)
