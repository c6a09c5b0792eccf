"""Whether a value stands in a text: numbers with their units, and years, however they are written."""

from __future__ import annotations

import re

from docparse.corpus.annotated import Annotated
from docparse.language.numerals import parse_number

_SPELLED = "[一二两三四五六七八九十百千零〇]+"
_AHEAD = {
    0: re.compile(r"[今本]年|(?<!\d)年[内底]|(?<![年\d])\d{1,2}月"),
    1: re.compile(r"[明次]年|[一1]年内"),
    2: re.compile(r"[两二2]年内"),
    3: re.compile(r"[三3]年内"),
}
"""Words that name a year by the year of issue: how many years after it."""


def stands_with_unit(value: float, unit: str, text: str) -> bool:
    """Whether the number stands in front of its unit: 95%, 百分之九十五, 3家, 三家."""
    if re.search(rf"(?<![\d.]){re.escape(str(value))}{re.escape(unit)}", text):
        return True
    if unit == "%" and value == 100 and "百分之百" in text:
        return True
    if unit == "%":
        return any(same(parse_number(f"百分之{m[1]}"), value / 100) for m in re.finditer(f"百分之({_SPELLED})", text))
    return any(same(parse_number(m[1]), value) for m in re.finditer(f"({_SPELLED}){re.escape(unit)}", text))


def same(one: float | None, other: float) -> bool:
    """Whether two numbers are equal but for what binary fractions lose."""
    return one is not None and abs(one - other) < 1e-9


def stands_in_a_row(document: Annotated, indicator: str, value: float, unit: str) -> bool:
    """Whether a table row holds the value in a cell, the indicator in another, and the unit in brackets behind it or apart."""
    number = re.compile(rf"[≥≤＞＜]?{re.escape(str(value))}")
    return any(
        any(number.fullmatch(cell) for cell in row)
        and any(cell.startswith(indicator) for cell in row)
        and any(cell in (unit, f"{indicator}（{unit}）") for cell in row)
        for table in document.records("tables")
        for row in table["rows"]
    )


def year_is_told(document: Annotated, year: str, text: str) -> bool:
    """Whether `text` or the document's title and period say this year, or words that count from its issue do."""
    meta = document.meta
    period = meta.get("period") or {}
    issued = str(meta.get("issued_on") or "")[:4]
    ahead = int(year) - int(issued) if issued else None
    return (
        year in text
        or year == str(period.get("end"))
        or f"{year}年" in str(meta.get("title"))
        or ("“十五五”期间" in text and year == "2030")
        or (ahead in _AHEAD and bool(_AHEAD[ahead].search(text)))
    )
