"""From pages of glyphs and rules to blocks in reading order: what PDF, OFD and scans have in common."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from docparse.readers.aligned_tables import aligned_tables, is_header
from docparse.readers.columns import Band, bands, may_have_columns, order
from docparse.readers.footnotes import with_footnotes
from docparse.readers.lines import Glyph, centred, lines
from docparse.readers.ruled_tables import Piece, Ruling, piece, stitch
from docparse.source import BBox, Block, Line


class LaidPage(NamedTuple):
    """A page: its glyphs in the order of the file, its height, and its ruled tables; points from the top left.

    `sure` is of pages whose text was recognised in a picture: where the middle of each word stands (x, y), and how sure
    it is.
    """

    glyphs: list[Glyph]
    height: float
    tables: Sequence[Ruling] = ()
    sure: Sequence[tuple[float, float, float]] = ()


def laid_out(pages: Sequence[LaidPage]) -> tuple[Block, ...]:
    """The pages' lines and tables in the order of reading; a table over several pages is one."""
    sheets = [_sheet(page, number) for number, page in enumerate(pages, start=1)]
    known = [band for sheet in sheets for band in sheet.bands]
    if known:  # a page of names fills no columns, but stands in those of its neighbours
        widest = max(known, key=lambda band: band.bottom - band.top)
        sheets = [sheet._replace(bands=bands(sheet.glyphs, map(_box, sheet.pieces), widest)) for sheet in sheets]
    blocks = [_blocks(sheet, page) for sheet, page in zip(sheets, pages, strict=True)]
    scanned = {number for number, page in enumerate(pages, start=1) if page.sure}
    return tuple(_centred(stitch(blocks, [page.height for page in pages]), scanned))


class _Sheet(NamedTuple):
    """A page on its way: its tables, the glyphs outside them and their lines, and its stretches in columns."""

    number: int
    glyphs: list[Glyph]
    lines: list[Line]
    pieces: list[Piece]
    bands: list[Band]


def _sheet(page: LaidPage, number: int) -> _Sheet:
    outside, pieces = _taken_out(page.glyphs, page.tables, number)
    found = lines(outside, number)
    if any(map(is_header, found)):
        outside, aligned = _taken_out(outside, aligned_tables(outside), number)
        found, pieces = lines(outside, number), [*pieces, *aligned]
    parted = bands(outside, map(_box, pieces)) if may_have_columns(found) else []
    return _Sheet(number, outside, found, pieces, parted)


def _blocks(sheet: _Sheet, page: LaidPage) -> list[Line | Piece]:
    """The lines and tables of one page in the order of reading; what stands in a table is no line."""
    if sheet.bands:
        found = _by_column(sheet.glyphs, sheet.bands, sheet.number)
    else:
        found = with_footnotes(sheet.lines, sheet.glyphs, page.height, sheet.number)
    if page.sure:
        found = [_surely(line, page.sure) for line in found]
    return _in_order([*found, *sheet.pieces], sheet.bands)


def _in_order(blocks: Sequence[Line | Piece], parted: Sequence[Band]) -> list[Line | Piece]:
    """The blocks from top to bottom, column by column; a note stays behind the line that it stands behind."""
    places: list[tuple[int, float, float]] = []
    for block in blocks:
        note = isinstance(block, Line) and block.note
        places.append(places[-1] if note and places else (*_order(parted, _box(block)), _box(block)[1]))
    return [blocks[i] for i in sorted(range(len(blocks)), key=places.__getitem__)]


def _by_column(glyphs: Sequence[Glyph], parted: Sequence[Band], number: int) -> list[Line]:
    """The lines of a page that is set in columns, each knowing the edges of its own."""
    groups: dict[tuple[int, float], list[Glyph]] = {}
    for glyph in glyphs:
        groups.setdefault(order(parted, glyph.x0, glyph.baseline), []).append(glyph)
    return [
        replace(line, column=parted[at // 2].column(_box(line)[0]) if at % 2 else None)
        for (at, _), group in groups.items()
        for line in lines(group, number)
    ]


def _order(parted: Sequence[Band], box: BBox) -> tuple[int, float]:
    return order(parted, box[0], (box[1] + box[3]) / 2)


def _taken_out(glyphs: list[Glyph], tables: Sequence[Ruling], number: int) -> tuple[list[Glyph], list[Piece]]:
    """The glyphs that stand in none of the tables, and the tables with their text."""
    pieces: list[Piece] = []
    for table in tables:
        inside = [g for g in glyphs if table.cell_of(g) is not None]
        if inside:
            glyphs = [g for g in glyphs if table.cell_of(g) is None]
            pieces.append(piece(table, inside, number))
    return glyphs, pieces


def _surely(line: Line, sure: Sequence[tuple[float, float, float]]) -> Line:
    """The line with the confidence of the least sure word that stands in it."""
    x0, top, x1, bottom = _box(line)
    inside = [confidence for x, y, confidence in sure if x0 <= x <= x1 and top <= y <= bottom]
    return replace(line, place=replace(line.place, confidence=min(inside))) if inside else line


def _box(block: Line | Piece) -> BBox:
    if isinstance(block, Piece):
        return block.box
    return block.place.bbox or (0.0, 0.0, 0.0, 0.0)


def _centred(blocks: list[Block], scanned: Collection[int]) -> list[Block]:
    marked = iter(centred([b for b in blocks if isinstance(b, Line)], scanned))
    return [next(marked) if isinstance(b, Line) else b for b in blocks]
