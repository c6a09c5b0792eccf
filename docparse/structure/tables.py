"""Tables that stand in the lines of a file: rows with tabs, and tables flattened into one cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docparse.source import Block, Grid, Line, Place
from docparse.structure.blanks import repair, squash, strip_blanks, width
from docparse.structure.numbering import numbered
from docparse.structure.text import Paragraph

_ORDINALS = ("序号", "编号", "顺序")
_MOST_COLUMNS = 12
_AFTER_TABLE = re.compile(r"附\s?件|附\s?[：:注]|注[：:]|[（(]此件")


def with_grids(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with every table that stands in lines made a Grid.

    A row of tabs is a line that holds a tab between two words; two such lines in a row make a table. A flattened table
    is one whose header begins with 序号 and whose rows are numbered from 1, one cell a line.
    """
    result: list[Block] = []
    i = 0
    while i < len(blocks):
        found = _tabbed(blocks, i) or _flattened(blocks, i)
        if found is None:
            result.append(blocks[i])
            i += 1
        else:
            grid, i = found
            result.append(grid)
    return result


def _tabbed(blocks: Sequence[Block], start: int) -> tuple[Grid, int] | None:
    """A Grid of the rows that begin at `start` and hold tabs between words, and the index behind it."""
    first = blocks[start]
    if not isinstance(first, Line) or "\t" not in first.text:
        return None
    rows: list[tuple[str, ...]] = []
    places: list[Place] = []
    i = start
    while i < len(blocks):
        block = blocks[i]
        if not isinstance(block, Line) or (rows and block.text.count("\t") + 1 != len(rows[0])):
            break
        cells = tuple(block.text.strip(" \u3000\r").split("\t"))
        if len(cells) < 2 or not any(cells) or (not rows and not cells[0].strip()):
            break
        rows.append(cells)
        places.append(block.place)
        i += 1
    return (Grid(tuple(rows), tuple(places)), i) if len(rows) >= 2 else None


@dataclass(slots=True)
class _Cell:
    text: str
    place: Place
    marked: bool  # began with a tab, as flattened cells of word processors do


def _flattened(blocks: Sequence[Block], start: int) -> tuple[Grid, int] | None:
    """A Grid of a table of one cell a line whose header begins at `start`, and the index behind it."""
    first = blocks[start]
    if not isinstance(first, Line) or squash(first.text) not in _ORDINALS:
        return None
    cells, indices = _cells(blocks, start)
    columns = next((k for k, c in enumerate(cells[1 : _MOST_COLUMNS + 1], start=1) if squash(c.text) == "1"), 0)
    if columns < 2:
        return None
    rows = [cells[:columns]]
    at, number = columns, 1
    while at < len(cells) and squash(cells[at].text) == str(number):
        end = next(
            (
                k
                for k in range(at + 2, min(at + 2 * columns + 4, len(cells)))
                if squash(cells[k].text) == str(number + 1)
            ),
            None,
        )
        row = cells[at : end or at + columns]
        rows.append(_fitted(row, columns))
        at += len(row)
        number += 1
        if end is None:
            break
    if len(rows) < 2:
        return None
    grid = Grid(tuple(tuple(c.text for c in row) for row in rows), tuple(row[0].place for row in rows))
    return grid, indices[at - 1] + 1


def _cells(blocks: Sequence[Block], start: int) -> tuple[list[_Cell], list[int]]:
    """The non-blank lines from `start` on as cells, with the index of each one's last line.

    Where cells are marked by a tab, a line without one goes on with the cell before.
    """
    first = blocks[start]
    marked = isinstance(first, Line) and first.text.startswith("\t")
    cells: list[_Cell] = []
    indices: list[int] = []
    for i in range(start, len(blocks)):
        block = blocks[i]
        if not isinstance(block, Line):
            break
        text = strip_blanks(block.text)
        if not text:
            continue
        if len(cells) > 1 and numbered(text) and not text.isdigit():
            break
        if marked and not block.text.startswith("\t"):
            if width(text) > 40 or not cells or _AFTER_TABLE.match(text):
                break
            cells[-1] = _Cell(cells[-1].text + repair(text), cells[-1].place, True)
            indices[-1] = i
        else:
            cells.append(_Cell(repair(text), block.place, marked))
            indices.append(i)
    return cells, indices


def _fitted(row: Sequence[_Cell], columns: int) -> list[_Cell]:
    """The row with as many cells as the header: a surplus line goes on with the shortest cell before it that broke off."""
    cells = list(row)
    while len(cells) > columns:
        joints = [k for k in range(2, len(cells)) if cells[k - 1].text[-1:] not in "。；"]
        at = min(joints, key=lambda k: (-_openness(cells[k - 1].text), len(cells[k].text)), default=len(cells) - 1)
        cells[at - 1] = _Cell(cells[at - 1].text + cells[at].text, cells[at - 1].place, False)
        del cells[at]
    return cells + [_Cell("", row[0].place, False)] * (columns - len(cells))


def _openness(text: str) -> int:
    return 2 * (text.count("（") > text.count("）")) + (text[-1:] in "、，（—")


def grid_rows(paragraphs: Sequence[Paragraph]) -> dict[int, list[int]]:
    """The paragraphs' indices of each table, by the table's number."""
    groups: dict[int, list[int]] = {}
    for i, p in enumerate(paragraphs):
        if p.grid is not None:
            groups.setdefault(p.grid, []).append(i)
    return groups
