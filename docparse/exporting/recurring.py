"""Recurrence rules of RFC 5545, section 3.3.10, in Chinese: those that docparse writes, and close relatives."""

from __future__ import annotations

import re
from collections.abc import Mapping

_EVERY = {"DAILY": "天", "WEEKLY": "周", "MONTHLY": "月", "YEARLY": "年"}
_EVERY_N = {"DAILY": "天", "WEEKLY": "周", "MONTHLY": "个月", "YEARLY": "年"}
_WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "一二三四五六日", strict=True))
_QUARTERLY = {"1,4,7,10": "首月", "2,5,8,11": "第二个月", "3,6,9,12": "末月"}
_KNOWN = {"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY"}
_RULE = re.compile(r"[A-Z]+=[A-Z0-9,-]+(?:;[A-Z]+=[A-Z0-9,-]+)*")


def in_words(rrule: str | None, quote: str) -> str:
    """A rule as an official says it: FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25 is 每季度末月25日前.

    Args:
        rrule: the rule, or None where the text says no more than 定期.
        quote: the text that the rule was read from; it says whether a day is the last one (前), and stands for a
            rule that is none of docparse's.
    """
    if rrule is None:
        return f"{quote}（未写明周期）"
    if not _RULE.fullmatch(rrule):
        return quote
    parts = dict(part.split("=", 1) for part in rrule.split(";"))
    if parts.get("FREQ") not in _EVERY or parts.keys() - _KNOWN:
        return quote
    every, days = _every(parts), _days(parts)
    if every.endswith("月") and days.startswith("月"):
        days = days.removeprefix("月")
    return every + days + ("前" if days and "前" in quote else "")


def _every(parts: Mapping[str, str]) -> str:
    frequency, step = parts["FREQ"], parts.get("INTERVAL", "1")
    months = parts.get("BYMONTH", "")
    if frequency == "YEARLY" and months in _QUARTERLY:
        return f"每季度{_QUARTERLY[months]}"
    if (frequency, step) in (("MONTHLY", "3"), ("MONTHLY", "6")):
        every = {"3": "每季度", "6": "每半年"}[step]
    else:
        every = f"每{_EVERY[frequency]}" if step == "1" else f"每{step}{_EVERY_N[frequency]}"
    return every + "、".join(f"{month}月" for month in months.split(",") if month)


def _days(parts: Mapping[str, str]) -> str:
    weekdays = [_WEEKDAYS.get(day, day) for day in parts.get("BYDAY", "").split(",") if day]
    days = [day for day in parts.get("BYMONTHDAY", "").split(",") if day]
    return "、".join(weekdays) + "、".join(_day(day) for day in days)


def _day(day: str) -> str:
    if day == "-1":
        return "月底"
    return f"倒数第{day[1:]}日" if day.startswith("-") else f"{day}日"
