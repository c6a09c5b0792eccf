"""Whether one quantity or time bound satisfies another."""

from __future__ import annotations

import re
from typing import Literal

from docparse.language.units import units
from docparse.records import Deadline, Target

Side = Literal["floor", "ceiling"]

_TIMES = re.compile(r"(?P<count>\d{1,3})[次场期轮]")

_YEAR_PARTS = {"FREQ=DAILY": 365.0, "FREQ=WEEKLY": 52.0, "FREQ=MONTHLY": 12.0, "FREQ=YEARLY": 1.0}


def side(target: Target) -> Side:
    """Whether the target's value is the least or the most that is allowed."""
    return "ceiling" if target.comparator == "at_most" else "floor"


def amount(target: Target) -> float:
    """The value in its base unit; the lower end of a range."""
    return float(target.normalized.value if target.normalized is not None else target.value)


def is_rate(target: Target) -> bool:
    """Whether the target is a share or a rate, which means the same for a city and for a district."""
    unit = units().get(target.unit)
    return target.comparator == "multiply" or (unit is not None and unit.kind == "ratio")


def same_change(one: Target, other: Target) -> bool:
    """Whether both are levels to be reached, or both increases: 达到30家 and 新增30家 cannot be compared."""
    changes = ("increase_by", "multiply")
    return (one.comparator in changes) == (other.comparator in changes)


def later(upper: str | None, lower: str | None) -> bool:
    """Whether the bound `lower` ends after `upper`; dates are ISO, a year or month means its end."""
    return upper is not None and lower is not None and _end(lower) > _end(upper)


def times_a_year(deadline: Deadline) -> float | None:
    """How often a recurring deadline falls in a year; None where its rule doesn't say."""
    if deadline.rrule is None:
        return None
    parts = _rule(deadline)
    base = _YEAR_PARTS.get(f"FREQ={parts.get('FREQ', '')}")
    interval = parts.get("INTERVAL", "1")
    if base is None or not interval.isdecimal() or int(interval) == 0:
        return None
    if parts.get("FREQ") == "YEARLY" and parts.get("BYMONTH"):
        base *= len(parts["BYMONTH"].split(","))
    return base / int(interval)


def month_day(deadline: Deadline) -> int | None:
    """The day of the month on which a recurring deadline falls; None where it names none or several."""
    day = _rule(deadline).get("BYMONTHDAY", "")
    return int(day) if day.isdecimal() else None


def later_in_year(upper: Deadline, lower: Deadline) -> bool:
    """Whether a yearly deadline falls on a later day of the year than another; both must name one month."""
    days = []
    for deadline in (upper, lower):
        month = _rule(deadline).get("BYMONTH", "")
        if not month.isdecimal():
            return False
        days.append((int(month), month_day(deadline) or 31))
    return days[1] > days[0]


def occasions(deadline: Deadline) -> int | None:
    """How many times in each period something is to be done: 每年开展不少于4次检查 → 4; None where it is not said."""
    found = _TIMES.search(deadline.action or "")
    return int(found["count"]) if found else None


def _rule(deadline: Deadline) -> dict[str, str]:
    rule = (deadline.rrule or "").removeprefix("RRULE:")
    return {name: value for name, _, value in (part.partition("=") for part in rule.split(";"))}


def in_chinese(date: str | None) -> str:
    """ "2027" → 2027年, "2026-06-30" → 2026年6月30日, None → ""."""
    parts = (date or "").split("-")
    return "".join(str(int(p)) + mark if p.isdecimal() else p for p, mark in zip(parts, "年月日", strict=False))


def _end(date: str) -> str:
    return date if len(date) >= 10 else (date + "-12-31" if len(date) == 4 else date + "-31")
