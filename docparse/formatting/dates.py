"""Dates as the standard wants them: 2023年4月2日, all Arabic, the year in full, no leading zeros (7.3.5.4, 7.4.3)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from docparse.structure.numbering import arabic

_CHINESE = "〇○零一二三四五六七八九"


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    digits = r"(\d{2,4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?"
    return re.compile(digits), re.compile(
        rf"([{_CHINESE}]{{4}})年([一二三四五六七八九十]{{1,3}})月([一二三四五六七八九十]{{1,3}})日"
    )


def find_date(text: str) -> tuple[str, date] | None:
    """The first date of `text` as written, and what it says; None where there is none, or no such day."""
    numeric, chinese = _forms()
    if match := numeric.search(text):
        year, month, day = (int(part) for part in match.groups())
        year += 2000 if year < 100 else 0
    elif match := chinese.search(text):
        year = int("".join(str(max(_CHINESE.index(c) - 2, 0)) for c in match[1]))
        month, day = int(arabic(match[2])), int(arabic(match[3]))
    else:
        return None
    try:
        return match[0], date(year, month, day)
    except ValueError:
        return None


def written(day: date) -> str:
    """A date in the form of the standard.

    >>> written(date(2023, 4, 2))
    '2023年4月2日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
