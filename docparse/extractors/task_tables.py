"""Which cells of a table of tasks say something of what is to be done, and which say by when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docparse.records import Span, Table
from docparse.structure.text import StructuredText

_TASK = re.compile(r".*(?:任务|事项|举措|措施|项目|内容|要求|目标|成果)(?:名称|清单|分解)?(?:[（(].*[）)])?")
_DUE = re.compile(r".*(?:时限|完成时间|时间节点|时间安排|时间要求|进度(?:安排|要求)?|完成期限)(?:[（(].*[）)])?")
_INDICATORS = re.compile(".*指标.*")


def due_cells(document: StructuredText) -> list[Span]:
    """Spans of the cells below 完成时限 and the like, in the order of the text."""
    return [cell for table in document.tables for cell in _cells(table, _DUE)]


def task_cells(document: StructuredText) -> list[Span]:
    """Spans of the cells that tell tasks, in tables that also say who does them or by when; not of indicator tables."""
    return [
        cell
        for table in document.tables
        if not any(_INDICATORS.fullmatch(h) for h in table.header)
        if any(re.search("单位|部门|时限|时间|责任|牵头", h) for h in table.header)
        for cell in _cells(table, _TASK)
    ]


def _cells(table: Table, header: re.Pattern[str]) -> Iterator[Span]:
    """Spans of the cells in the columns whose head matches `header`."""
    columns = {i for i, h in enumerate(table.header) if header.fullmatch(h)}
    for (start, _), row in table.row_spans() if columns else ():
        for at, cell in enumerate(row):
            if at in columns and cell:
                yield start, start + len(cell)
            start += len(cell) + 1
