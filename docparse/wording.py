"""The contract's words in Chinese, from one table (`words.tsv`), and numbers as an official writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from docparse.lexicon.tables import read_table
from docparse.records import RECORD_KINDS, Number, Target

_INNER = str.maketrans("“”", "‘’")

KINDS = RECORD_KINDS
"""The kinds of records in the contract's order; `word("kind", k)` names them."""


@cache
def _words() -> Mapping[tuple[str, str], str]:
    rows = read_table(Path(__file__).with_name("words.tsv"))
    return {(row["field"], row["value"]): row["words"] for row in rows}


def word(field: str, value: str | None) -> str:
    """What an official reads for `value` of `field`: word("level", "county") == "县（区）级".

    "" for None; a value that may be any text (an unknown disclosure) stands for itself.
    """
    return "" if value is None else _words().get((field, value), value)


def number(value: Number) -> str:
    """A number in plain digits, never 1e+16: number(0.5) == "0.5"."""
    return format(Decimal(value if isinstance(value, int) else str(value)), "f")


def quoted(text: str) -> str:
    """A quotation in Chinese marks; marks inside it become single ones: quoted("“十五五”期间") == "“‘十五五’期间”"."""
    return f"“{text.translate(_INNER)}”"


def day(iso: str | None) -> str:
    """A year or a date: day("2027") == "2027年", day("2025-07-30") == "2025年7月30日"; what is neither stays."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)-(\d\d))?", iso or "")
    if found is None:
        return iso or ""
    year, month, date = found.groups()
    return f"{year}年" if month is None else f"{year}年{int(month)}月{int(date)}日"


def amount(target: Target) -> str:
    """What a target asks for: "达到4000亿元", "超过500家", "达到2—3个", "降低18%" for a negative increase."""
    value, words = target.value, word("comparator", target.comparator)
    if target.comparator == "increase_by" and value < 0:
        value, words = -value, "降低{}"
    shown = target if value == target.value else target.model_copy(update={"value": value})
    return words.replace("{}", quantity(shown))


def quantity(target: Target) -> str:
    """The number with its unit and no more: "4000亿元", "2—3个"."""
    most = "" if target.value_max is None else f"—{number(target.value_max)}"
    return f"{number(target.value)}{most}{target.unit}"
