"""Tables without rules between their columns: told by a row of heads, columns by the white that runs down between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from docparse.readers.lines import Glyph, glyph_rows
from docparse.readers.ruled_tables import Ruling
from docparse.source import Line

_GUTTER = 0.3  # em that must stay white between two columns from top to bottom; set solid, characters leave none
_FEWEST_ROWS = 3  # with the heads

_Cell = tuple[float, float]  # left and right edge of a stretch of characters


@cache
def _head() -> re.Pattern[str]:
    """The head of a column: 序号, 牵头单位, 完成时限; of a table that an office prints at least two are such."""
    return re.compile(
        r"序号|编号|类别|类型|备注|.{0,6}(?:名称|单位|部门|任务|事项|项目|内容|指标|目标值?|属性|时限|时间|措施|分工|地区|区县|"
        r"姓名|职务|数量|金额|年份|联系人|责任人|电话)(?:[（(].{1,6}[）)])?"
    )


def is_header(line: Line) -> bool:
    """Whether a line looks like the heads of three columns or more: 「序号　　任务　　牵头单位」."""
    cells = line.text.split()
    return len(cells) >= 3 and max(map(len, cells)) <= 12 and sum(bool(_head().fullmatch(c)) for c in cells) >= 2


def aligned_tables(glyphs: Sequence[Glyph]) -> list[Ruling]:
    """The tables among a page's characters whose columns no rule parts, from top to bottom."""
    rows = [_Row(row) for row in glyph_rows(glyphs)]
    rows = [row for row in rows if row.cells]
    found: list[Ruling] = []
    at = 0
    while at < len(rows):
        if rows[at].is_header:
            body, gutters = _body(rows[at:])
            starts = [row for i, row in enumerate(body) if i == 0 or row.cells[0][0] < gutters[0][0]]
            if len(starts) >= _FEWEST_ROWS:
                found.append(_ruling(body, starts, gutters))
                at += len(body)
                continue
        at += 1
    return found


def continued(glyphs: Sequence[Glyph], above: Ruling, below: float) -> Ruling | None:
    """The rest of the table `above`, which stood at the foot of the page before: the rows from `below` on, in points from the
    top, that keep to its columns; None where there are none.
    """
    body: list[_Row] = []
    gutters: Sequence[_Cell] = ()
    for row in (_Row(row) for row in glyph_rows(glyphs)):
        if not row.cells or row.bottom <= below:
            continue
        half = _GUTTER * row.size
        narrowed = _narrowed(gutters or [(x - half, x + half) for x in above.xs[1:-1]], row)
        outside = row.cells[0][0] < above.xs[0] - row.size or row.cells[-1][1] > above.xs[-1] + 2 * row.size
        if narrowed is None or outside or row.is_header or (body and row.top - body[-1].bottom > 3 * row.size):
            break
        gutters = narrowed
        body.append(row)
    if sum(len(row.cells) > 1 for row in body) < max(_FEWEST_ROWS - 1, len(body) / 2):
        return None
    return _ruling(body, [row for i, row in enumerate(body) if i == 0 or row.cells[0][0] < gutters[0][0]], gutters)


class _Row:
    """The characters of one line, its reach, its size, and its stretches that white parts."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        inked = sorted((g for g in glyphs if not g.text.isspace()), key=lambda g: g.x0)
        self.size = max((g.size for g in inked), default=1.0)
        self.top = min((g.baseline - 0.88 * g.size for g in inked), default=0.0)
        self.bottom = max((g.baseline + 0.12 * g.size for g in inked), default=0.0)
        self.cells: list[_Cell] = []
        texts: list[str] = []
        for glyph in inked:
            if self.cells and glyph.x0 - self.cells[-1][1] < _GUTTER * self.size:
                self.cells[-1] = (self.cells[-1][0], max(glyph.x1, self.cells[-1][1]))
                texts[-1] += glyph.text
            else:
                self.cells.append((glyph.x0, glyph.x1))
                texts.append(glyph.text)
        heads = sum(bool(_head().fullmatch(text)) for text in texts)
        self.is_header = len(texts) >= 3 and heads >= 2 and max(map(len, texts)) <= 12


def _body(rows: Sequence[_Row]) -> tuple[list[_Row], list[_Cell]]:
    """The rows from the heads on between whose columns white runs down, and that white."""
    gutters = [(left[1], right[0]) for left, right in pairwise(rows[0].cells)]
    body = [rows[0]]
    for row in rows[1:]:
        if row.top - body[-1].bottom > 3 * row.size or row.is_header:
            break
        narrowed = _narrowed(gutters, row)
        if narrowed is None:
            break
        gutters = narrowed
        body.append(row)
    return body, gutters


def _narrowed(gutters: Sequence[_Cell], row: _Row) -> list[_Cell] | None:
    """What stays white of the gutters beside the row's cells; None where a cell lies across one."""
    result = list(gutters)
    for left, right in row.cells:
        for i, (start, end) in enumerate(result):
            if left < end and right > start:  # the cell reaches in, from one side
                start, end = (max(start, right), end) if left + right < start + end else (start, min(end, left))
            result[i] = (start, end)
    return result if all(end - start >= _GUTTER * row.size for start, end in result) else None


def _ruling(body: Sequence[_Row], starts: Sequence[_Row], gutters: Sequence[_Cell]) -> Ruling:
    left, right = min(row.cells[0][0] for row in body), max(row.cells[-1][1] for row in body)
    xs = (left - 1, *((start + end) / 2 for start, end in gutters), right + 1)
    ys = (*(row.top - 1 for row in starts), body[-1].bottom + 1)
    columns, rows = range(len(xs) - 1), range(len(ys) - 1)
    cells = {(row, column): row * len(columns) + column for row in rows for column in columns}
    rights = tuple(xs[column + 1] for _ in rows for column in columns)
    return Ruling(xs, ys, cells, rights)
