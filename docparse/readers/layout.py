"""From pages of glyphs and rules to blocks in reading order: what PDF, OFD and scans have in common."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from docparse.readers.aligned_tables import aligned_tables, continued, is_header
from docparse.readers.columns import Band, bands, may_have_columns, order
from docparse.readers.footnotes import with_footnotes
from docparse.readers.lines import Glyph, centred, lines
from docparse.readers.ruled_tables import FOOT, HEAD, Piece, Ruling, piece, stitch
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
    sheets: list[_Sheet] = []
    for number, page in enumerate(pages, start=1):
        sheets.append(_sheet(page, number, sheets[-1].foot if sheets else None))
    known = [band for sheet in sheets for band in sheet.bands]
    if known:  # a page of names fills no columns, but stands in those of its neighbours
        widest = max(known, key=lambda band: band.bottom - band.top)
        sheets = [sheet._replace(bands=bands(sheet.glyphs, map(_box, sheet.pieces), widest)) for sheet in sheets]
    blocks = [_blocks(sheet, page) for sheet, page in zip(sheets, pages, strict=True)]
    scanned = {number for number, page in enumerate(pages, start=1) if page.sure}
    return tuple(_centred(stitch(blocks, [page.height for page in pages]), scanned))


class _Sheet(NamedTuple):
    """A page on its way: its tables, the glyphs outside them and their lines, its stretches in columns, and the table without
    rules at its foot.
    """

    number: int
    glyphs: list[Glyph]
    lines: list[Line]
    pieces: list[Piece]
    bands: list[Band]
    foot: Ruling | None


def _sheet(page: LaidPage, number: int, above: Ruling | None) -> _Sheet:
    """The page `number`; `above` is the table without rules at the foot of the page before it."""
    outside, pieces = _taken_out(page.glyphs, page.tables, number)
    found = lines(outside, number)
    aligned: list[Ruling] = []
    if above is not None and not pieces and (rest := continued(outside, above, HEAD * page.height)) is not None:
        outside, following = _taken_out(outside, [rest], number)
        pieces, aligned = [replace(piece, follows=True) for piece in following], [rest]
        found = lines(outside, number)
    if any(map(is_header, found)):
        own = aligned_tables(outside)
        outside, under = _taken_out(outside, own, number)
        found, pieces, aligned = lines(outside, number), [*pieces, *under], [*aligned, *own]
    parted = bands(outside, map(_box, pieces)) if may_have_columns(found) else []
    foot = aligned[-1] if aligned and not _anything_below(aligned[-1].ys[-1], found, pieces, page.height) else None
    return _Sheet(number, outside, found, pieces, parted, foot)


def _anything_below(bottom: float, found: Sequence[Line], pieces: Sequence[Piece], height: float) -> bool:
    """Whether the page goes on below a table's bottom, but for its foot."""
    tops = [*(_box(line)[1] for line in found), *(piece.box[1] for piece in pieces)]
    return any(bottom - 1 <= top < FOOT * height for top in tops)


def _blocks(sheet: _Sheet, page: LaidPage) -> list[Line | Piece]:
    """The lines and tables of one page in the order of reading; what stands in a table is no line."""
    if sheet.bands:
        found = _by_column(sheet.glyphs, sheet.bands, sheet.number)
    else:
        found = with_footnotes(sheet.lines, sheet.glyphs, page.height, sheet.number)
    if page.sure:
        found = [_surely(line, page.sure) for line in found]
    return _in_order(found, sheet.pieces, sheet.bands)


def _in_order(found: Sequence[Line], tables: Sequence[Piece], parted: Sequence[Band]) -> list[Line | Piece]:
    """The tables among the lines, which are in order: from top to bottom, column by column; a note has no place of its own."""
    placed: list[tuple[tuple[int, float, float], Line | Piece]] = []
    last = (0, 0.0, 0.0)
    for line in found:
        last = last if line.note else max(last, (*_order(parted, _box(line)), _box(line)[1]))
        placed.append((last, line))
    placed += [((*_order(parted, _box(table)), _box(table)[1]), table) for table in tables]
    return [block for _, block in sorted(placed, key=lambda entry: entry[0])]


def _by_column(glyphs: Sequence[Glyph], parted: Sequence[Band], number: int) -> list[Line]:
    """The lines of a page that is set in columns, each knowing the edges of its own."""
    groups: dict[tuple[int, float], list[Glyph]] = {}
    for glyph in glyphs:
        groups.setdefault(order(parted, glyph.x0, glyph.baseline), []).append(glyph)
    return [
        replace(line, column=parted[at // 2].column(_box(line)[0]) if at % 2 else None)
        for (at, _), group in sorted(groups.items())
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
