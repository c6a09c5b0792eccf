"""Quantities in running text: numbers with their unit and the words that qualify them."""

from __future__ import annotations

from dataclasses import dataclass

from docparse.records import Comparator, Number, Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: `span` covers number, unit and qualifiers ("不少于30家", "70万辆以上"), `number` the numeral(s)
    with their 万/亿 when those belong to the numeral. `value` is as written (4000 in 4000亿元), `unit` as written
    (亿元, 万辆, 个百分点, %), `normalized` is (value in base unit, base unit): (400000000000, "元").
    """

    span: Span
    number: Span
    value: Number
    value_max: Number | None
    unit: str
    normalized: tuple[Number, str] | None
    comparator: Comparator
