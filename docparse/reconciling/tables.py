"""Tables that allot a task to regions (任务分解表): a row for each region, a column for each thing, often a row of totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from docparse.language.numerals import plain
from docparse.language.units import units
from docparse.matcher.binding import region_names
from docparse.records import Document, Normalized, Number, Span, Table, Target

_ALLOTS = re.compile(r"任务|目标|计划|分解|分配|指标|安排|下达")
_NO_GOAL = re.compile(r"序号|编号|电话|邮编|备注|完成|现状|实际|基期|基数|已|上年|占比|得分|排名")
_TOTAL = re.compile(r"(?:合|总|共)\s*计|总数|总和|全[省市州盟县区旗]")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_IN_BRACKETS = re.compile(r"[（(]([^（()）]{1,8})[）)]")
_UNIT_OF_ALL = re.compile(r"单位[：:]\s*([^\s，；。）)]{1,6})")
_BARE = re.compile(r"^(?:(?:年度|本年|分解|下达|计划|建设|目标)*(?:任务|目标|计划|指标)?(?:数|数量|量)?|数量|小计)$")
_OF_TABLE = re.compile(
    r"^附[件表]\d*[：:]?|(?:年度|目标)?(?:任务)?(?:分解|分配|安排|计划|下达|任务)+表$|^.*[省市州盟县区旗](?=.{4})|20\d\d年度?"
)
_YEAR = re.compile(r"(20\d\d)年")
_FEWEST = 2  # regions that make an allocation


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that a table allots: the regions' shares, and the total where a row states it."""

    shares: tuple[tuple[tuple[str, ...], Target], ...]
    total: Target | None


def allotted(document: Document) -> Iterator[Column]:
    """Every column of every table of `document` that allots numbers to regions, each of which has one row.

    The targets are made here and quote their cell; their ids name table, row and column. A table that neither its
    caption nor its head calls a task, a plan or a goal is none, nor are columns of rates, which add up to nothing.
    """
    for table in document.tables:
        named = _regions(table)
        if named is None:
            continue
        where, regions, totals = named
        rows = dict.fromkeys(totals, ()) | regions
        for column, head in enumerate(table.header):
            if column == where or _NO_GOAL.search(head):
                continue
            made = {row: _target(document, table, (row, column), names) for row, names in rows.items()}
            shares = tuple((regions[row], found) for row in regions if (found := made[row]) is not None)
            if len(shares) >= _FEWEST:
                yield Column(shares, next((found for row in totals if (found := made[row]) is not None), None))


def _regions(table: Table) -> tuple[int, dict[int, tuple[str, ...]], list[int]] | None:
    """The column of regions, the regions of each row, and the rows of totals; None where the table allots nothing."""
    if not _ALLOTS.search(f"{table.caption or ''}{''.join(table.header)}"):
        return None
    for column in range(len(table.header)):
        cells = [row[column].strip() if column < len(row) else "" for row in table.rows]
        regions = {n: region_names(cell) for n, cell in enumerate(cells) if region_names(cell)}
        every = [name for names in regions.values() for name in names]
        totals = [
            n for n, row in enumerate(table.rows) if any(_TOTAL.fullmatch(cell.strip()) for cell in row[: column + 1])
        ]
        if len(every) >= _FEWEST and len(set(every)) == len(every) and len(regions) + len(totals) == len(cells):
            return column, regions, totals
    return None


def _target(document: Document, table: Table, place: tuple[int, int], regions: tuple[str, ...]) -> Target | None:
    """The number of the cell at (row, column) as a target of `regions`; None where it is none, or a rate."""
    row, column = place
    cell = table.rows[row][column] if column < len(table.rows[row]) else ""
    span = _span(document, table, row, column)
    found = _NUMBER.fullmatch(cell.strip())
    if found is None or span is None:
        return None
    unit = _unit(table, column)
    known = units().get(unit)
    if known is not None and known.kind == "ratio":
        return None
    value: Number = plain(Decimal(found.group().replace(",", "")))
    base = known.normalize(value) if known is not None else None
    return Target(
        id=f"{table.id}-{row + 1}-{column + 1}",
        span=span,
        quote=document.text[slice(*span)],
        section=table.section,
        rule="reconcile.table",
        scope="、".join(regions) or None,
        indicator=_indicator(table, column),
        comparator="reach",
        value=value,
        value_max=None,
        unit=unit,
        normalized=Normalized(value=base[0], unit=base[1]) if base else None,
        aspirational=False,
        by=_year(document, table, column),
        baseline=None,
        parent=None,
    )


def _span(document: Document, table: Table, row: int, column: int) -> Span | None:
    """Where the words of the cell stand; None where the text has others there."""
    (start, _), cells = next(islice(table.row_spans(), row, None))
    start += sum(len(cell) + 1 for cell in cells[:column])
    cell = cells[column]
    lead = len(cell) - len(cell.lstrip())
    span = (start + lead, start + lead + len(cell.strip()))
    return span if document.text[slice(*span)] == cell.strip() else None


def _unit(table: Table, column: int) -> str:
    """新建数（个）, else 单位：个 of the caption; "" where nothing says it."""
    inner = _IN_BRACKETS.search(table.header[column])
    if inner and not _YEAR.search(inner[1]):
        return inner[1]
    whole = _UNIT_OF_ALL.search(f"{table.caption or ''} {' '.join(table.header)}")
    return whole[1] if whole else ""


def _indicator(table: Table, column: int) -> str:
    """The head of the column, or what the table is about where the head only says 任务数."""
    head = _YEAR.sub("", _IN_BRACKETS.sub("", table.header[column])).strip()
    about = _OF_TABLE.sub("", _IN_BRACKETS.sub("", table.caption or "")).strip()
    return about if _BARE.match(head) and about else head


def _year(document: Document, table: Table, column: int) -> str | None:
    stated: Sequence[re.Match[str]] = [
        found for text in (table.header[column], table.caption or "") for found in _YEAR.finditer(text)
    ]
    period = document.meta.period
    return stated[0][1] if stated else str(period.end) if period else None
