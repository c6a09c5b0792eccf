"""What a quarter asks: the dates and rhythms of the plan that fall due in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docparse.drafting.blanks import blank
from docparse.drafting.plan import Milestone, Plan
from docparse.drafting.schedule import schedule
from docparse.errors import DocparseError
from docparse.records import Frozen

_WRITTEN = re.compile(r"(20\d\d)(?:年)?\s*-?(?:[Qq]|第)?([1-4一二三四])(?:季度)?")
_NUMERALS = "一二三四"
_WITHIN_A_QUARTER = {"DAILY": 1, "WEEKLY": 1, "MONTHLY": 3}


class Quarter(Frozen):
    """A quarter as templates see it; `label` is in brackets: （2025年第三季度）. Where none was named, it is a blank and
    `due` holds every rhythm.

    `due` and `coming` are what falls due in it and in the one after.
    """

    label: str
    due: tuple[Milestone, ...]
    coming: tuple[Milestone, ...]


def quarter_of(plan: Plan, written: str) -> Quarter:
    """The quarter that `written` names (2025Q3, 2025年第三季度), or one to be filled in where it is "".

    Raises:
        DocparseError: `written` names no quarter.
    """
    rows = schedule(plan)
    if not written:
        rhythms = tuple(row for row in rows if row.rrule or not row.by)
        return Quarter(label=blank("年份和季度"), due=rhythms, coming=rhythms)
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        raise DocparseError(f"{written!r} is no quarter; write it as 2025Q3 or 2025年第三季度")
    year, number = int(match[1]), _NUMERALS.find(match[2]) + 1 or int(match[2])
    after = (year + 1, 1) if number == 4 else (year, number + 1)
    label = f"（{year}年第{_NUMERALS[number - 1]}季度）"
    return Quarter(label=label, due=_due(rows, year, number), coming=_due(rows, *after))


def _due(rows: Sequence[Milestone], year: int, number: int) -> tuple[Milestone, ...]:
    dated = ((row, _when(row, year, number)) for row in rows)
    return tuple(row.model_copy(update={"when": when}) for row, when in dated if when)


def _when(row: Milestone, year: int, number: int) -> str:
    """The row's time in the quarter, as an official writes it; "" where it does not fall due in it."""
    months = range(3 * number - 2, 3 * number + 1)
    if row.rrule:
        return _recurring(row, year, number)
    if not row.by:
        return row.when
    stated, _, rest = row.by.partition("-")
    month = int(rest[:2]) if rest[:2].isdigit() else 12
    return row.when if stated == str(year) and month in months else ""


def _recurring(row: Milestone, year: int, number: int) -> str:
    """A rhythm with its date where the rule states month and day: 每季度末月25日前（2025年9月25日）.

    What recurs once a year at no stated time is due in the last quarter.
    """
    parts = dict(part.partition("=")[::2] for part in (row.rrule or "").split(";"))
    months = [int(m) for m in parts.get("BYMONTH", "").split(",") if m.isdigit()]
    if months:
        falling = [m for m in months if (m + 2) // 3 == number]
        day = parts.get("BYMONTHDAY", "")
        dates = "、".join(f"{year}年{m}月{day}日" if day.isdigit() else f"{year}年{m}月" for m in falling)
        return f"{row.when}（{dates}）" if falling else ""
    interval = int(parts.get("INTERVAL", "1")) if parts.get("INTERVAL", "1").isdigit() else 1
    if interval <= _WITHIN_A_QUARTER.get(parts.get("FREQ", ""), 0):
        return row.when
    half_year = parts.get("FREQ") == "MONTHLY" and interval == 6 and number in (2, 4)
    return row.when if half_year or number == 4 else ""
