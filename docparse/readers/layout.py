"""From pages of glyphs and rules to blocks in reading order: what PDF and OFD have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from docparse.readers.pdf_lines import Glyph, centred, lines
from docparse.readers.pdf_tables import Piece, Ruling, piece, stitch
from docparse.source import Block, Line


class LaidPage(NamedTuple):
    """A page: its glyphs in the order of the file, its height, and its ruled tables; points from the top left."""

    glyphs: list[Glyph]
    height: float
    tables: Sequence[Ruling] = ()


def laid_out(pages: Sequence[LaidPage]) -> tuple[Block, ...]:
    """The pages' lines and tables from top to bottom; a table over several pages is one."""
    blocks = [_blocks(page, number) for number, page in enumerate(pages, start=1)]
    return tuple(_centred(stitch(blocks, [page.height for page in pages])))


def _blocks(page: LaidPage, number: int) -> list[Line | Piece]:
    """The lines and tables of one page; what stands in a table is no line."""
    outside = page.glyphs
    pieces: list[Piece] = []
    for table in page.tables:
        inside = [g for g in outside if table.cell_of(g) is not None]
        if inside:
            outside = [g for g in outside if table.cell_of(g) is None]
            pieces.append(piece(table, inside, number))
    return sorted([*lines(outside, number), *pieces], key=_top)


def _top(block: Line | Piece) -> float:
    if isinstance(block, Piece):
        return block.top
    return block.place.bbox[1] if block.place.bbox is not None else 0.0


def _centred(blocks: list[Block]) -> list[Block]:
    marked = iter(centred([b for b in blocks if isinstance(b, Line)]))
    return [next(marked) if isinstance(b, Line) else b for b in blocks]
