"""Goals that stand in indicator tables (指标表): one row an indicator, one column a year or the goal."""

from __future__ import annotations

import re

from docparse.extractors.reading import Reading
from docparse.language.numerals import parse_number
from docparse.language.quantities import find_quantities
from docparse.records import Normalized, Number, Table, Target

_NAME = re.compile(r"(?:主要|核心|具体|分项|二级|三级)?指标(?:名称|内容)?|任务指标|目标名称|指标项")
_UNIT = re.compile(r"(?:计量)?单位")
_GOAL = re.compile(r"(?:(20\d\d)年(?:底|末)?(?:的?(?:目标值?|指标值?|预期))?|目标值?|规划值)(?:[（(].*[）)])?")
_BASE = re.compile(r"基期|基准|现状|完成|实际|现值|基数")


def table_targets(reading: Reading, count: int) -> list[Target]:
    """The goals of all indicator tables; ids go on from `count`."""
    records: list[Target] = []
    for table in reading.document.tables:
        columns = _columns(table.header)
        if columns is None:
            continue
        name_at, unit_at, goals = columns
        for (start, _), row in table.row_spans():
            for at, year in goals if row[name_at] else []:
                target = _target(reading, table, row, (name_at, unit_at, at, year), start, count + len(records))
                records += [target] if target else []
    return records


def _columns(header: list[str]) -> tuple[int, int | None, list[tuple[int, str | None]]] | None:
    """(indicator column, unit column, goal columns with their year), or None where it is no indicator table."""
    name = next((i for i, h in enumerate(header) if _NAME.fullmatch(h)), None)
    if name is None:
        return None
    unit = next((i for i, h in enumerate(header) if _UNIT.fullmatch(h)), None)
    found = [(i, m[1]) for i, h in enumerate(header) if (m := _GOAL.fullmatch(h)) and not _BASE.search(h)]
    stated = [g for g in found if not re.fullmatch(r"20\d\d年", header[g[0]])]
    goals = stated or found[-1:]  # of bare years the first are the base
    return (name, unit, goals) if goals else None


def _target(
    reading: Reading,
    table: Table,
    row: list[str],
    columns: tuple[int, int | None, int, str | None],
    start: int,
    count: int,
) -> Target | None:
    """The goal of one row that begins at `start`; `columns` are those of indicator, unit and goal, and the goal's year."""
    name_at, unit_at, goal_at, year = columns
    span = (start, start + len("\t".join(row)))
    cell = row[goal_at] if goal_at < len(row) else ""
    name, unit = row[name_at], row[unit_at] if unit_at is not None and unit_at < len(row) else ""
    inner = re.search(r"[（(]([^（()）]{1,10})[）)]$", name)
    if not unit and inner:
        name, unit = name[: inner.start()], inner[1]
    number = re.search(r"\d+(?:\.\d+)?(?![\d.])(?=[以左]|$|[（(])", cell)
    whole = cell[: number.end()] + unit + cell[number.end() :] if number else cell
    quantities = find_quantities(whole)
    value: Number | None = quantities[0].value if quantities else parse_number(cell.strip("≥≤><＞＜%"))
    if value is None or not name:
        return None
    first = quantities[0] if quantities else None
    sign = (
        "at_least"
        if cell[:1] in "≥>＞"
        else "at_most"
        if cell[:1] in "≤<＜"
        else first.comparator
        if first
        else "reach"
    )
    period = reading.document.meta.period
    return Target(
        id=f"t{count + 1}",
        span=span,
        quote=reading.text[span[0] : span[1]],
        section=table.section,
        rule="target.table",
        scope=None,
        indicator=name,
        comparator=sign,
        value=value,
        value_max=first.value_max if first else None,
        unit=first.unit if first else unit,
        normalized=Normalized(value=first.normalized[0], unit=first.normalized[1])
        if first and first.normalized
        else None,
        aspirational=False,
        by=year or (str(period.end) if period else None),
        baseline=None,
        parent=None,
    )
