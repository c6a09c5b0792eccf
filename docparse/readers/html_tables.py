"""HTML tables: which hold data and which only lay out a page, and data tables with their merged cells spelled out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from docparse.errors import UnreadableFile
from docparse.readers import limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_LAYOUT_SHARE = 0.8  # a cell with more of the table's text, in many paragraphs, is a page's main column
_LAYOUT_PARAGRAPHS = 10


def is_data_table(table: _Element) -> bool:
    """Whether the table holds data: two columns or more, no table inside, and no cell that is the page itself."""
    if table.find(".//table") is not None:
        return False
    rows = [list(cells(row)) for row in _rows(table)]
    if not any(len(row) > 1 for row in rows):
        return False
    weights = [(sum(map(len, cell.itertext())), cell) for row in rows for cell in row]
    heaviest, main = max(weights, key=lambda w: w[0])
    return heaviest < _LAYOUT_SHARE * sum(w for w, _ in weights) or len(main.findall(".//p")) < _LAYOUT_PARAGRAPHS


def _rows(table: _Element) -> Iterator[_Element]:
    """The table's rows, head first; <tr> may stand in a section, a form or right in the table."""
    return table.iterdescendants("tr")


def cells(row: _Element) -> Iterator[_Element]:
    return row.iterchildren("td", "th")


def spelled_out(table: _Element, text_of: Callable[[_Element], str], name: str) -> tuple[tuple[str, ...], ...]:
    """The table's rows, each as wide as the widest; a merged cell's text stands in every row and column it covers."""
    grid: dict[tuple[int, int], str] = {}
    rows = list(_rows(table))
    for r, row in enumerate(rows):
        column = 0
        for cell in cells(row):
            while (r, column) in grid:
                column += 1
            text = text_of(cell)
            across = _span(cell, "colspan", limits.CELL_SPAN)
            down = _span(cell, "rowspan", len(rows) - r)
            if len(grid) + across * down > limits.TABLE_CELLS:
                raise UnreadableFile(name, f"has a table of more than {limits.TABLE_CELLS} cells", "split it")
            grid |= {(r + i, column + j): text for i in range(down) for j in range(across)}
            column += across
    width = max((column + 1 for _, column in grid), default=0)
    if len(rows) * width > limits.TABLE_CELLS:
        raise UnreadableFile(name, f"has a table of more than {limits.TABLE_CELLS} cells", "split it")
    return tuple(tuple(grid.get((r, c), "") for c in range(width)) for r in range(len(rows)))


def _span(cell: _Element, attribute: str, most: int) -> int:
    """A colspan or rowspan; rowspan 0 means down to the table's end (HTML Standard §4.9.11)."""
    text = cell.get(attribute, "1").strip()
    if not text.isdecimal() or len(text) > 5:
        return 1
    return min(int(text) or (most if attribute == "rowspan" else 1), max(most, 1))
