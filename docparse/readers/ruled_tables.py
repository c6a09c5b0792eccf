"""Ruled tables of a page: cells from the rules, text from the page's glyphs, and pieces of one table put together."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from docparse.readers.lines import Glyph, lines
from docparse.source import BBox, Block, Grid, Line, Place

_SNAP = 3.0  # points within which two rules are one
_MOST_OBJECTS = 20_000
_MOST_RULES = 2_000  # on one page; pdfplumber holds each upright one against each level one
HEAD, FOOT = 0.12, 0.88  # shares of the page's height: running heads stand above, page numbers below
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules of one table: column and row borders from left and top, and which cell covers each (row, column).

    Cells are numbered; `rights` holds their right borders. Where rules leave a gap, no cell covers it.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: Mapping[tuple[int, int], int]
    rights: tuple[float, ...]

    def cell_of(self, glyph: Glyph) -> int | None:
        """The number of the cell that holds the glyph's middle."""
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.baseline - 0.35 * glyph.size
        return self.cells.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))


@dataclass(frozen=True, slots=True)
class Piece:
    """A table as it stands on one page; `full[c]` says whether the last row's cell c ends in a line without room, `follows`
    that its columns were found as those of a table without rules on the page before.
    """

    grid: Grid
    full: tuple[bool, ...]
    follows: bool = False

    @property
    def box(self) -> BBox:
        first, last = self.grid.places[0].bbox, self.grid.places[-1].bbox
        return (*first[:3], last[3]) if first is not None and last is not None else (0.0, 0.0, 0.0, 0.0)


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


def rulings_of(rules: Sequence[BBox]) -> list[Ruling]:
    """The tables that `rules`, boxes of no width or no height, enclose, from top to bottom; by pdfplumber's own steps."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    if not may_have_table(rules) or len(rules) > _MOST_RULES:
        return []
    edges = merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    tables = cells_to_tables(intersections_to_cells(edges_to_intersections(edges, _SNAP, _SNAP)))
    found = [_ruling(cells, (0.0, 0.0, 0.0, 0.0)) for cells in tables if len(cells) > 1]
    return sorted((t for t in found if len(t.xs) > 2), key=lambda t: t.ys[0])


def _edge(rule: BBox) -> dict[str, object]:
    x0, top, x1, bottom = rule
    box = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {**box, "object_type": "line", "orientation": "h" if x1 - x0 >= bottom - top else "v"}


def _ruling(found: Sequence[BBox], crop: BBox) -> Ruling:
    boxes = [(c[0] - crop[0], c[1] - crop[1], c[2] - crop[0], c[3] - crop[1]) for c in found]
    xs = _borders(x for b in boxes for x in (b[0], b[2]))
    ys = _borders(y for b in boxes for y in (b[1], b[3]))
    cells: dict[tuple[int, int], int] = {}
    for number, (x0, top, x1, bottom) in enumerate(boxes):
        columns = range(_nearest(xs, x0), _nearest(xs, x1))
        cells |= {(row, column): number for row in range(_nearest(ys, top), _nearest(ys, bottom)) for column in columns}
    return Ruling(xs, ys, cells, tuple(b[2] for b in boxes))


def _borders(values: Iterable[float]) -> tuple[float, ...]:
    borders: list[float] = []
    for value in sorted(values):
        if not borders or value - borders[-1] > _SNAP:
            borders.append(value)
    return tuple(borders)


def _nearest(borders: Sequence[float], value: float) -> int:
    at = bisect_right(borders, value)
    return at if at < len(borders) and borders[at] - value < _SNAP else max(at - 1, 0)


def piece(ruling: Ruling, glyphs: Iterable[Glyph], page: int) -> Piece:
    """The table with its text; a cell over several columns or rows stands in each of them."""
    inside: list[list[Glyph]] = [[] for _ in ruling.rights]
    for glyph in glyphs:
        if (number := ruling.cell_of(glyph)) is not None:
            inside[number].append(glyph)
    rows_of = [lines(cell, page) for cell in inside]
    texts = [_cell_text(rows, right) for rows, right in zip(rows_of, ruling.rights, strict=True)]
    columns = range(len(ruling.xs) - 1)
    numbers = [[ruling.cells.get((row, column)) for column in columns] for row in range(len(ruling.ys) - 1)]
    rows = tuple(tuple("" if n is None else texts[n] for n in row) for row in numbers)
    x0, x1 = round(ruling.xs[0], 2), round(ruling.xs[-1], 2)
    places = tuple(
        Place(page=page, bbox=(x0, round(top, 2), x1, round(bottom, 2))) for top, bottom in pairwise(ruling.ys)
    )
    ends = [(rows_of[n], ruling.rights[n]) if n is not None else ([], 0.0) for n in numbers[-1]]
    return Piece(Grid(rows, places), tuple(bool(rows) and _is_full(rows[-1], right) for rows, right in ends))


def _is_full(line: Line, right: float) -> bool:
    """Whether a cell's line reaches the border at `right`, but for the room of a word that didn't fit."""
    return right - (line.place.bbox or (0, 0, 0, 0))[2] <= 3 * (line.size or 12)


def _cell_text(rows: Sequence[Line], right: float) -> str:
    """The cell's lines as one: a full line runs on into the next, after a short one stands a blank."""
    text = rows[0].text.strip() if rows else ""
    for last, line in pairwise(rows):
        latin = text[-1:].isascii() and line.text[:1].isascii()
        text += (" " if latin or not _is_full(last, right) else "") + line.text.strip()
    return text


# --- tables over several pages ---------------------------------------------------------------------------------------


def stitch(pages: Sequence[Sequence[Line | Piece]], heights: Sequence[float]) -> list[Block]:
    """The pages' blocks in one list, a table that runs over page ends as one Grid where it begins.

    A piece at the foot of a page and one at the head of the next belong together where their columns stand alike and
    only running heads and page numbers part them; a repeated header is dropped, and a row cut by the page end healed.
    """
    blocks: list[Block] = []
    tables: dict[int, Piece] = {}  # what stands in `blocks` at an index, as it was on its last page
    foot: int | None = None  # index in `blocks` of the table at the foot of the page before
    for page, height in zip(pages, heights, strict=True):
        body = [b for b in page if isinstance(b, Piece) or not _is_margin(b, height)]
        for block in page:
            if isinstance(block, Line):
                blocks.append(block)
                continue
            upper = blocks[foot] if foot is not None else None
            if block is body[0] and foot is not None and isinstance(upper, Grid) and _alike(tables[foot], block):
                blocks[foot] = _joined(upper, block, tables[foot].full)
                tables[foot] = block
            else:
                tables[len(blocks)] = block
                blocks.append(block.grid)
        foot = next((i for i, b in tables.items() if body and b is body[-1]), None)
    return blocks


def _is_margin(line: Line, height: float) -> bool:
    box = line.place.bbox
    return box is not None and (box[3] <= HEAD * height or box[1] >= FOOT * height)


def _alike(upper: Piece, lower: Piece) -> bool:
    """Whether both have the same number of columns between the same outer borders."""
    if lower.follows:
        return len(upper.grid.rows[0]) == len(lower.grid.rows[0])
    above, below = upper.grid.places[-1].bbox, lower.grid.places[0].bbox
    if above is None or below is None or len(upper.grid.rows[0]) != len(lower.grid.rows[0]):
        return False
    return abs(above[0] - below[0]) < 2 * _SNAP and abs(above[2] - below[2]) < 2 * _SNAP


def _joined(upper: Grid, piece: Piece, full: Sequence[bool]) -> Grid:
    lower, repeated = piece.grid, 0
    while repeated < min(3, len(lower.rows) - 1, len(upper.rows)) and lower.rows[repeated] == upper.rows[repeated]:
        repeated += 1
    rows, places = list(lower.rows[repeated:]), list(lower.places[repeated:])
    above = upper.rows[-1]
    if rows[0][0] and above[0]:
        return Grid((*upper.rows, *rows), (*upper.places, *places))
    cut = [is_full for is_full, a, b in zip(full, above, rows[0], strict=True) if a and b]
    if (cut and all(cut)) or (piece.follows and not rows[0][0]):
        # the rest of a row that the page end cut in two: every cell that goes on broke off full, or no rule begins a row
        healed = tuple(a + b for a, b in zip(above, rows[0], strict=True))
        return Grid((*upper.rows[:-1], healed, *rows[1:]), (*upper.places, *places[1:]))
    for number, row in enumerate(rows):  # cells merged over the page end are empty below it
        if row[0]:
            break
        kept = next((i for i, cell in enumerate(row) if cell), len(row))
        rows[number] = above[:kept] + row[kept:]
    return Grid((*upper.rows, *rows), (*upper.places, *places))
