"""Units of measure and count: the table `lexicon/units.tsv` and the pattern that finds them behind a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from docparse.errors import LexiconError
from docparse.language.numerals import plain, scale
from docparse.lexicon.tables import table, values
from docparse.records import Number

MULTIPLIER = "十百千万亿"


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the table: 1 `written` = `factor` `base`. `numerals` is "", "arabic", "qualified" or "scaled" (see
    the table's head)."""

    written: str
    base: str
    factor: Fraction
    kind: str
    numerals: str

    def normalize(self, value: Number, multiplier: str = "") -> tuple[Number, str]:
        """`value` times `multiplier` (万, 千万) in the base unit; fractions are rounded to 4 places."""
        exact = Fraction(value if isinstance(value, int) else str(value)) * scale(multiplier) * self.factor
        number = exact.numerator if exact.denominator == 1 else round(exact.numerator / exact.denominator, 4)
        return plain(Decimal(str(number))), self.base


@cache
def units() -> dict[str, Unit]:
    """The table by written form.

    Raises:
        LexiconError: a factor is no number.
    """
    found = {}
    for row in table("units.tsv"):
        try:
            factor = Fraction(row["factor"])
        except (ValueError, ZeroDivisionError) as error:
            raise LexiconError(f"units.tsv: unit {row['unit']}: factor {row['factor']!r} is no number") from error
        found[row["unit"]] = Unit(row["unit"], row["base"], factor, row["kind"], row["numerals"])
    return found


@cache
def unit_pattern() -> str:
    """An alternation of all units, longest first, each guarded against the words that it begins (家 but not 家庭)."""
    rows = sorted(table("units.tsv"), key=lambda row: -len(row["unit"]))
    return "(?:" + "|".join(re.escape(row["unit"]) + _guard(row["unit"], row["not_before"]) for row in rows) + ")"


def _guard(unit: str, not_before: str) -> str:
    words = [re.escape(word) for word in values(not_before)]
    if unit[-1].isascii() and unit[-1].isalpha():
        words.append("[A-Za-z0-9]")
    return f"(?!{'|'.join(words)})" if words else ""
