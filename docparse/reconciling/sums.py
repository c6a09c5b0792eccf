"""Exact arithmetic on targets, in the unit in which the total is written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from docparse.differ.comparing import side
from docparse.language.numerals import plain
from docparse.reconciling.allocation import Allocation
from docparse.records import Number, Target
from docparse.results import Share, Sum, SumVerdict

_PLACES = 4  # decimal places that are kept of a sum
_COUNTED = ("met", "short", "over", "aspirational", "counted")


def least(target: Target) -> Fraction:
    """The value in its base unit; the lower end of a range."""
    value = target.normalized.value if target.normalized is not None else target.value
    return Fraction(str(value))


def most(target: Target) -> Fraction:
    """The upper end of a range in the base unit; of one value, the value."""
    if target.value_max is None or not target.value:
        return least(target)
    return least(target) / Fraction(str(target.value)) * Fraction(str(target.value_max))


def in_unit_of(total: Target, amount: Fraction) -> Number:
    """An amount in base units in the unit in which `total` is written."""
    factor = least(total) / Fraction(str(total.value)) if total.value else Fraction(1)
    exact = amount / factor
    rounded = round(exact, _PLACES)
    return plain(Decimal(rounded.numerator) / Decimal(rounded.denominator))


def falls_short(asked: Target, amount: Fraction, *, beyond: bool = False) -> bool:
    """Whether an amount misses what is asked; 超过 is met by an equal amount only where that too is `beyond` it."""
    if side(asked) == "ceiling":
        return amount > least(asked)
    return amount < least(asked) or (asked.comparator == "more_than" and amount == least(asked) and not beyond)


def added(allocation: Allocation, rows: Sequence[Share], which: Literal["allotted", "pledged"]) -> Sum | None:
    """The sum of all shares of a total, or of all pledges that can be counted; None where fewer than two can be added.

    One pledge is a sum too where the upper document allots nothing: it is what the plans at hand come to.
    """
    if allocation.kind == "each":
        return None
    if which == "allotted":
        parts = [(part.figure.target, part.times, len(part.regions)) for part in allocation.shares]
        if sum(regions for *_, regions in parts) < 2:
            return None
    else:
        parts = [(f.target, 1, 1) for row in rows if row.standing in _COUNTED for f in row.pledged]
        if not parts:
            return None
    return _sum(allocation, parts)


def _sum(allocation: Allocation, parts: Sequence[tuple[Target, int, int]]) -> Sum:
    measure, total = allocation.measure, allocation.total.target if allocation.total else None
    low = sum((least(target) * times for target, times, _ in parts), Fraction(0))
    high = sum((most(target) * times for target, times, _ in parts), Fraction(0))
    hoped = sum((least(target) * times for target, times, _ in parts if target.aspirational), Fraction(0))
    beyond = any(target.comparator == "more_than" for target, *_ in parts)
    verdict: SumVerdict | None = None
    if total is not None:
        missed = falls_short(total, low, beyond=beyond)
        verdict = ("over" if side(total) == "ceiling" else "short") if missed else "met"
    return Sum(
        value=in_unit_of(measure, low),
        value_max=in_unit_of(measure, high) if high != low else None,
        aspirational=in_unit_of(measure, hoped),
        gap=in_unit_of(measure, low - least(total)) if total is not None else None,
        verdict=verdict,
        regions=sum(regions for *_, regions in parts),
    )
