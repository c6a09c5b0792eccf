"""Section numbers as official documents write them: 一、（一）1.（1）, 第一篇, 第一章, 第一条, 专栏1, 1.1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

_CHINESE = "一二三四五六七八九十百零〇○"
_OPENINGS = frozenset(f"第专（(0123456789０１２３４５６７８９{_CHINESE}")
_MEASURED = (  # what makes a decimal at the head of a line a quantity
    r"\s?(?:[亿万千百十倍元吨亩米度斤升克年月日号版寸：:—–\-－~～至到%％‰℃]|个(?:百分|基)点|公[里斤顷开]|平方|立方|小时|分钟|毫|厘"
    r"|人(?:[/次，。、）]|均)|左右|以[上下内]|[，。；、）)]|[a-zA-Z]|$)"
)
_LONGEST = 16  # characters that a number and what decides on it can take
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's number: as written, its level (1 =「一、」… 4 =「（1）」), its value in Arabic, and where the words begin.

    `style` tells 篇, 章, 条, boxes and decimals from plain numbers.
    """

    number: str
    level: int
    value: str
    end: int
    style: str


@cache
def _patterns() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    n = f"[{_CHINESE}]{{1,5}}"
    return (
        ("volume", 1, re.compile(rf"第({n}|\d{{1,3}})\s?[篇编]\s?")),
        ("chapter", 1, re.compile(rf"第({n}|\d{{1,3}})\s?章\s?")),
        ("division", 2, re.compile(rf"第({n}|\d{{1,3}})\s?节\s?")),
        ("article", 2, re.compile(rf"第({n}|\d{{1,3}})\s?条(?![目件约款例])\s?")),
        ("box", 3, re.compile(r"专\s?栏\s?([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[：:、]?\s?")),
        ("one", 1, re.compile(rf"({n})\s?[、.．]\s?")),
        ("two", 2, re.compile(rf"[（(]\s?({n})\s?[）)][、.．]?\s?")),
        ("decimal", 2, re.compile(rf"([1-9]\d?(?:[.．][1-9]\d?){{1,4}})(?![\d.．%％‰]|{_MEASURED})[、.．]?\s?")),
        ("three", 3, re.compile(r"([0-9０-９]{1,3})\s?(?:[.．](?![0-9０-９])|、)\s?")),
        ("four", 4, re.compile(r"[（(]\s?([0-9０-９]{1,3})\s?[）)][、.．]?\s?")),
    )


def numbered(text: str) -> Numbered | None:
    """The section number that `text` begins with, or None.

    >>> numbered("（十二）完善设施。")
    Numbered(number='（十二）', level=2, value='12', end=4, style='two')
    """
    if not text or text[0] not in _OPENINGS:
        return None
    return _numbered(text[:_LONGEST])


@lru_cache(maxsize=1024)
def _numbered(text: str) -> Numbered | None:
    """The number that the first characters of a paragraph hold; the same ones come again and again."""
    for style, level, pattern in _patterns():
        match = pattern.match(text)
        if match:
            if style == "decimal":
                number = match[1].replace("．", ".")
                return Numbered(match[1], number.count(".") + 1, number, match.end(), style)
            value = arabic(match[1])
            if style == "box":
                return Numbered(f"专栏{value}", level, f"专栏{value}", match.end(), style)
            return Numbered(match[0].strip(), level, value, match.end(), style)
    return None


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(
        r"([1-9]\d?)\s?(?![年月日号时点亿万千百元个家项人次倍名台套件条级])(?=[\u4e00-\u9fff（(])[^。；，：！？\t]{2,24}"
    )


def plain_number(text: str) -> Numbered | None:
    """The number of a chapter's heading that nothing parts from its words: 「1总则」. Many lines look so (「3号线」), so
    that it counts only where decimals follow it.

    >>> plain_number("2组织机构和职责")
    Numbered(number='2', level=1, value='2', end=1, style='plain')
    """
    match = _plain().fullmatch(text) if text[:1].isdigit() and len(text) <= 30 else None
    if match is None:
        return None
    end = re.match(r"\d+\s?", text)
    return Numbered(match[1], 1, match[1], end.end() if end else match.end(1), "plain")


def arabic(number: str) -> str:
    """A section number in Arabic: 十二 → "12", ３ → "3"; numbers up to 999."""
    if number.isdigit():
        return str(int(number))
    total, digit = 0, 0
    for c in number:
        if c == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif c == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = digit * 10 + _DIGITS[c] if total == 0 and digit else _DIGITS[c]
    return str(total + digit)
