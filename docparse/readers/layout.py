"""From pages of glyphs and rules to blocks in reading order: what PDF, OFD and scans have in common."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from docparse.readers.aligned_tables import aligned_tables, is_header
from docparse.readers.lines import Glyph, centred, lines
from docparse.readers.ruled_tables import Piece, Ruling, piece, stitch
from docparse.source import Block, Line


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
    """The pages' lines and tables from top to bottom; a table over several pages is one."""
    blocks = [_blocks(page, number) for number, page in enumerate(pages, start=1)]
    scanned = {number for number, page in enumerate(pages, start=1) if page.sure}
    return tuple(_centred(stitch(blocks, [page.height for page in pages]), scanned))


def _blocks(page: LaidPage, number: int) -> list[Line | Piece]:
    """The lines and tables of one page; what stands in a table is no line."""
    outside, pieces = _taken_out(page.glyphs, page.tables, number)
    found = lines(outside, number)
    if any(map(is_header, found)):
        outside, aligned = _taken_out(outside, aligned_tables(outside), number)
        found, pieces = lines(outside, number), [*pieces, *aligned]
    return sorted([*(_surely(line, page.sure) for line in found), *pieces], key=_top)


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
    x0, top, x1, bottom = line.place.bbox or (0.0, 0.0, 0.0, 0.0)
    inside = [confidence for x, y, confidence in sure if x0 <= x <= x1 and top <= y <= bottom]
    return replace(line, place=replace(line.place, confidence=min(inside))) if inside else line


def _top(block: Line | Piece) -> float:
    if isinstance(block, Piece):
        return block.top
    return block.place.bbox[1] if block.place.bbox is not None else 0.0


def _centred(blocks: list[Block], scanned: Collection[int]) -> list[Block]:
    marked = iter(centred([b for b in blocks if isinstance(b, Line)], scanned))
    return [next(marked) if isinstance(b, Line) else b for b in blocks]
