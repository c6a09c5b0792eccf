"""Numerals of official Chinese: Arabic, Chinese, mixed, and the words for percentages, fractions and tenths.

cn2an reads most of these as well; it fails on ○, thousands separators, 百分之, 成 and 半, reads 五六 (five or six) as 56,
and takes 12 µs a numeral, so the grammar is our own and cn2an the tests' second opinion.
"""

from __future__ import annotations

import re
from decimal import Decimal

from docparse.language.width import fold
from docparse.records import Number

DIGITS = "〇○零一二两三四五六七八九"
"""Chinese digits; 〇 is also written ○ (a geometric circle) and 零."""

# Pattern fragments for other modules. Both are bounded and possessive, so they never backtrack; a longer run of digits
# is no number of a document. The Chinese one must begin with a digit or 十: a bare 百, 千, 万 or 亿 (千家万户) is no numeral.
ARABIC = r"(?<![\d.,])\d{1,15}+(?:,\d{3}){0,4}+(?:\.\d{1,10}+)?(?!\d)"
CHINESE = r"(?<![〇○零一二两三四五六七八九十百千万亿])[〇○零一二两三四五六七八九十][〇○零一二两三四五六七八九十百千万亿点]{0,19}+"

DASH = r"(?:[-‐‑–—―－~～〜∼]{1,2}|至|到)"
"""Between the ends of a range: 3—5家, 2023-2027年, 3至6月."""

_MAX_LENGTH = 64
_DIGIT = {c: max(0, i - 2) for i, c in enumerate("〇○零一二三四五六七八九")} | {"两": 2}
_UNIT = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_ARABIC = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MIXED_STEP = re.compile(r"(\d+(?:\.\d+)?)([十百千万亿]+)")
_FRACTION = re.compile(r"(.{1,20})分之(.{1,20})")
_PLACES = re.compile(r"[〇○零一二三四五六七八九]{3,}")


def parse_number(text: str) -> Number | None:
    """The number that `text` spells as a whole, or None where it is no numeral (or longer than 64 characters).

    百分之九十五 and 三成 are ratios of one (0.95, 0.3), 半 is 0.5. Two bare digits (五六) mean "five or six" and are no
    number. Whole numbers come as int, others as float.

    >>> [parse_number(t) for t in ("1.5万", "一万五千亿", "二○三五", "百分之九十五", "12,000", "五六")]
    [15000, 1500000000000, 2035, 0.95, 12000, None]
    """
    text = fold(text).strip()
    if not text or len(text) > _MAX_LENGTH:
        return None
    value = _exact(text)
    return None if value is None else plain(value)


def plain(value: Decimal) -> Number:
    """An int where the value is whole, else a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def _exact(text: str) -> Decimal | None:
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if text[0].isascii():
        return _mixed(text)
    if text == "半":
        return Decimal("0.5")
    if fraction := _FRACTION.fullmatch(text):
        return _fraction(fraction[1], fraction[2])
    if text.endswith("成") and (tenths := _chinese(text[:-1])) is not None:
        return tenths / 10
    return _chinese(text)


def _fraction(below: str, above: str) -> Decimal | None:
    whole, part = _exact("一" + below if below[0] in "百千万" else below), _exact(above)
    if not whole or part is None:
        return None
    return part / whole


def _mixed(text: str) -> Decimal | None:
    """Arabic digits followed by Chinese units: 1.5万, 30万亿, 1万5千."""
    total, end = Decimal(0), 0
    for step in _MIXED_STEP.finditer(text):
        if step.start() != end:
            return None
        end = step.end()
        total += Decimal(step[1]) * scale(step[2])
    return total if end == len(text) else None


def scale(units: str) -> int:
    """The product of a run of units: 万亿 → 10**12, 千万 → 10**7, "" → 1."""
    product = 1
    for unit in units:
        product *= _UNIT[unit]
    return product


def _chinese(text: str) -> Decimal | None:
    """A numeral of Chinese characters only, with 点 for the decimal point; two bare digits are none."""
    head, point, tail = text.partition("点")
    if point:
        whole, places = _integer(head), "".join(str(_DIGIT.get(c, "")) for c in tail.rstrip("万亿"))
        if whole is None or len(places) != len(tail.rstrip("万亿")) or not places:
            return None
        return Decimal(f"{whole}.{places}") * scale(tail[len(places) :])
    whole = _integer(text)
    return None if whole is None else Decimal(whole)


def _integer(text: str) -> int | None:
    """一万五千亿 and 二〇三五. A last digit without its unit takes the next smaller one (一万五 = 15000)."""
    if len(text) == 1 and text in _DIGIT:
        return _DIGIT[text]
    if _PLACES.fullmatch(text):
        return int("".join(str(_DIGIT[c]) for c in text))
    for char in "亿万千百十":
        head, found, tail = text.rpartition(char)
        if found:
            return _sum(head, _UNIT[char], tail)
    return None


def _sum(head: str, unit: int, tail: str) -> int | None:
    front = _integer(head) if head else (1 if unit == 10 else None)
    if len(tail) == 1 and unit > 10:
        rest = _DIGIT[tail] * unit // 10 if tail in _DIGIT else 10 if tail == "十" else None
    else:
        rest = _integer(tail.lstrip("〇○零")) if tail else 0
    limit = 10 if unit < 10**4 else 10**4 if unit == 10**4 else None  # 亿 may stand behind 万亿
    if front is None or rest is None or rest >= unit or (limit and front >= limit):
        return None
    return front * unit + rest
