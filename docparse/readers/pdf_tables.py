"""Ruled tables of a PDF: cells from the rules, text from the page's glyphs, and pieces of one table put together."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from docparse.readers.pdf_lines import Glyph, lines
from docparse.source import BBox, Block, Grid, Line, Place

_SNAP = 3.0  # points within which two rules are one
_MOST_OBJECTS = 20_000
_ENDS = "。；;！？"
_HEAD, _FOOT = 0.12, 0.88  # shares of the page's height: running heads stand above, page numbers below
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules of one table: column and row borders from left and top, and each cell's rectangle of indices."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]  # first column, first row, column and row behind the last

    @property
    def bbox(self) -> BBox:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def holds(self, glyph: Glyph) -> bool:
        x, y = _middle(glyph)
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


def may_have_table(boxes: Iterable[BBox]) -> bool:
    """Whether drawn paths with these bounds can rule a table: two rules each way, or a frame. Cheap."""
    across = down = frames = 0
    for x0, top, x1, bottom in boxes:
        width, height = abs(x1 - x0), abs(bottom - top)
        across += height <= _SNAP and width > 20
        down += width <= _SNAP and height > 8
        frames += width > 20 and height > 8
        if frames or (across > 1 and down > 1):
            return True
    return False


def rulings(data: bytes, numbers: Sequence[int]) -> dict[int, list[Ruling]]:
    """The ruled tables of the pages `numbers` (1-based), from top to bottom; frames of one column are none.

    pdfminer, on which pdfplumber stands, gives up on some files that pdfium reads; their tables then stay lines.
    """
    import pdfplumber
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    troubles = (PSException, MalformedPDFException, PdfminerException, LookupError, TypeError, ValueError)
    found: dict[int, list[Ruling]] = {}
    try:
        with pdfplumber.open(BytesIO(data), pages=list(numbers)) as document:
            for page in document.pages:
                if sum(map(len, page.objects.values())) <= _MOST_OBJECTS:
                    tables = [_ruling(table.cells, page.cropbox) for table in page.find_tables()]
                    found[page.page_number] = sorted((t for t in tables if len(t.xs) > 2), key=lambda t: t.ys[0])
                page.close()  # else its characters stay in memory
    except troubles as error:
        _log.warning("tables can't be told from lines on some pages (%s)", error)
    return found


def _ruling(cells: Sequence[Any], crop: tuple[float, ...]) -> Ruling:
    boxes = [(c[0] - crop[0], c[1] - crop[1], c[2] - crop[0], c[3] - crop[1]) for c in cells]
    xs = _borders(x for b in boxes for x in (b[0], b[2]))
    ys = _borders(y for b in boxes for y in (b[1], b[3]))
    return Ruling(
        xs, ys, tuple((_nearest(xs, b[0]), _nearest(ys, b[1]), _nearest(xs, b[2]), _nearest(ys, b[3])) for b in boxes)
    )


def _borders(values: Iterable[float]) -> tuple[float, ...]:
    borders: list[float] = []
    for value in sorted(values):
        if not borders or value - borders[-1] > _SNAP:
            borders.append(value)
    return tuple(borders)


def _nearest(borders: Sequence[float], value: float) -> int:
    at = bisect_right(borders, value)
    return at if at < len(borders) and borders[at] - value < _SNAP else max(at - 1, 0)


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, glyph.baseline - 0.35 * glyph.size


def grid(ruling: Ruling, glyphs: Iterable[Glyph], page: int) -> Grid:
    """The table with its text; a cell over several columns or rows stands in each of them."""
    owner: dict[tuple[int, int], int] = {}
    for number, (left, top, right, bottom) in enumerate(ruling.cells):
        for row in range(top, bottom):
            owner |= {(row, column): number for column in range(left, right)}
    inside: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        x, y = _middle(glyph)
        spot = (bisect_right(ruling.ys, y) - 1, bisect_right(ruling.xs, x) - 1)
        if spot in owner:
            inside.setdefault(owner[spot], []).append(glyph)
    texts = {n: _cell_text(lines(inside.get(n, ()), page), ruling.xs[c[2]]) for n, c in enumerate(ruling.cells)}
    columns = range(len(ruling.xs) - 1)
    rows = [
        tuple(texts.get(owner.get((row, column), -1), "") for column in columns) for row in range(len(ruling.ys) - 1)
    ]
    x0, x1 = round(ruling.xs[0], 2), round(ruling.xs[-1], 2)
    places = [Place(page=page, bbox=(x0, round(top, 2), x1, round(bottom, 2))) for top, bottom in pairwise(ruling.ys)]
    return Grid(tuple(rows), tuple(places))


def _cell_text(pieces: Sequence[Line], right: float) -> str:
    """The cell's lines as one: a full line runs on into the next, after a short one stands a blank."""
    text = pieces[0].text.strip() if pieces else ""
    for last, line in pairwise(pieces):
        room = right - (last.place.bbox or (0, 0, 0, 0))[2]
        latin = text[-1:].isascii() and line.text[:1].isascii()
        text += (" " if room > 3 * (last.size or 12) or latin else "") + line.text.strip()
    return text


# --- tables over several pages ---------------------------------------------------------------------------------------


def stitch(pages: Sequence[Sequence[Block]], heights: Sequence[float]) -> list[Block]:
    """The pages' blocks in one list, a table that runs over page ends as one Grid where it begins.

    A piece at the foot of a page and one at the head of the next belong together where their columns stand alike and
    only running heads and page numbers part them; a repeated header is dropped, and a row cut by the page end healed.
    """
    blocks: list[Block] = []
    open_at: int | None = None  # index in `blocks` of a Grid that reaches the foot of the page before
    bottom_row: Place | None = None
    for page, height in zip(pages, heights, strict=True):
        first = next((i for i, b in enumerate(page) if isinstance(b, Grid) or not _stands(b, 0, _HEAD * height)), None)
        head = page[first] if first is not None else None
        upper = blocks[open_at] if open_at is not None else None
        joined = False
        if (
            isinstance(head, Grid)
            and isinstance(upper, Grid)
            and open_at is not None
            and _alike(bottom_row, upper, head)
        ):
            blocks[open_at] = _joined(upper, head)
            joined = True
        base = len(blocks)
        rest = [b for b in page if not (joined and b is head)]
        blocks += rest
        last = next((b for b in reversed(page) if isinstance(b, Grid) or not _stands(b, _FOOT * height, height)), None)
        if not isinstance(last, Grid):
            open_at = None
        elif not (joined and last is head):
            open_at = base + max(i for i, b in enumerate(rest) if b is last)
        bottom_row = last.places[-1] if isinstance(last, Grid) else None
    return blocks


def _stands(block: Block, top: float, bottom: float) -> bool:
    box = block.place.bbox if isinstance(block, Line) else None
    return box is not None and top <= box[1] and box[3] <= bottom


def _alike(bottom_row: Place | None, upper: Grid, lower: Grid) -> bool:
    above, below = bottom_row.bbox if bottom_row else None, lower.places[0].bbox
    if above is None or below is None or len(upper.rows[0]) != len(lower.rows[0]):
        return False
    return abs(above[0] - below[0]) < 2 * _SNAP and abs(above[2] - below[2]) < 2 * _SNAP


def _joined(upper: Grid, lower: Grid) -> Grid:
    repeated = 0
    while repeated < min(3, len(lower.rows) - 1, len(upper.rows)) and lower.rows[repeated] == upper.rows[repeated]:
        repeated += 1
    rows, places = list(lower.rows[repeated:]), list(lower.places[repeated:])
    above = upper.rows[-1]
    if not rows or rows[0][0]:
        return Grid((*upper.rows, *rows), (*upper.places, *places))
    if _goes_on(above, rows[0]):
        healed = tuple(a + b for a, b in zip(above, rows[0], strict=True))
        return Grid((*upper.rows[:-1], healed, *rows[1:]), (*upper.places, *places[1:]))
    for number, row in enumerate(rows):  # a cell merged over the page end is empty below it
        if row[0]:
            break
        kept = next(i for i, cell in enumerate((*row, "x")) if cell)
        rows[number] = above[:kept] + row[kept:]
    return Grid((*upper.rows, *rows), (*upper.places, *places))


def _goes_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below, whose first cell is empty, is the rest of the one above and not a row of its own.

    Cells that were full above are empty below where a row was cut; where none is, one must have broken off openly.
    """
    cut = [a for a, b in zip(above, below, strict=True) if a and b]
    finished = any(a and not b for a, b in zip(above[1:], below[1:], strict=True))
    if any(a[-1] in _ENDS for a in cut):
        return False
    return bool(cut) and (finished or any(a[-1] in "、，（" or a.count("（") > a.count("）") for a in cut))
