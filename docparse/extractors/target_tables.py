"""Goals that stand in indicator tables (指标表): one an indicator and year."""

from __future__ import annotations

import re
from dataclasses import replace

from docparse.extractors.indicator_tables import Column, Indicator, Layout, figure, indicator_tables, name_and_unit
from docparse.extractors.reading import Reading
from docparse.language.numerals import parse_number
from docparse.language.quantities import Quantity, find_quantities
from docparse.records import Comparator, Normalized, Number, Table, Target


def table_targets(reading: Reading, count: int) -> list[Target]:
    """The goals of all indicator tables; ids go on from `count`."""
    records: list[Target] = []
    wholes: dict[int, Target] = {}  # column → the goal that 其中 in the rows below details
    since = reading.since.year if reading.since else None
    for table, layout, row in indicator_tables(reading.document.tables, reading.text, since):
        for column in layout.goals:
            target, part = _target(reading, table, layout, row, column)
            if target is None:
                continue
            whole = wholes.get(column.at) if part else None
            target = target.model_copy(
                update={"id": f"t{count + len(records) + 1}", "parent": whole.id if whole else None}
            )
            records.append(target)
            if not part:
                wholes[column.at] = target
    return records


def _target(
    reading: Reading, table: Table, layout: Layout, row: Indicator, column: Column
) -> tuple[Target | None, bool]:
    """The goal of one indicator in one column, without id and parent; and whether it is a part of the one above."""
    if column.at >= len(row.cells) or layout.name >= len(row.cells) or len(set(row.cells)) == 1:
        return None, False
    cell = row.cells[column.at]
    name, unit, part = name_and_unit(layout, row.cells, column)
    sign, words = figure(cell, unit, growth=column.growth)
    quantity = next(iter(find_quantities(words)), None)
    value: Number | None = quantity.value if quantity else parse_number(words.strip("%"))
    if value is None or not name:
        return None, part
    start, end = row.spans[column.at]
    period = reading.document.meta.period
    return Target(
        id="",
        span=(start, end),
        quote=reading.text[start:end],
        section=table.section,
        rule="target.table",
        scope=None,
        indicator=name,
        comparator=_comparator(sign, quantity),
        value=value,
        value_max=quantity.value_max if quantity else None,
        unit=quantity.unit if quantity else unit,
        normalized=Normalized(value=quantity.normalized[0], unit=quantity.normalized[1])
        if quantity and quantity.normalized
        else None,
        aspirational="力争" in cell or "争取" in cell,
        by=column.year or (str(period.end) if period else None),
        baseline=_baseline(layout, row, replace(column, at=layout.base[0])) if layout.base else None,
        parent=None,
    ), part


def _comparator(sign: str, quantity: Quantity | None) -> Comparator:
    if sign and sign[0] in "≥≧":
        return "at_least"
    if sign and sign[0] in ">＞〉":
        return "more_than"
    if sign:
        return "at_most"
    return quantity.comparator if quantity else "reach"


def _baseline(layout: Layout, row: Indicator, column: Column) -> str | None:
    """The base as the table has it, its head first: 2024年 45.4亿元."""
    if layout.base is None or column.at >= len(row.cells):
        return None
    _, unit, _ = name_and_unit(layout, row.cells, replace(column, growth=False))
    sign, words = figure(row.cells[column.at], unit, growth=False)
    return f"{layout.base[1]} {sign}{words}" if re.search(r"[\d一二三四五六七八九十百]", words) else None
