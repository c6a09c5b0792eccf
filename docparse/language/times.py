"""Times in running text: points, periods, recurring rules and offsets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from docparse.records import Span


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression. Dates are ISO strings; fields as in `records.Deadline`.

    `kind` "date" is a plain date that bounds nothing by itself (2023年4月22日); the others are the contract's.
    """

    span: Span
    kind: Literal["by", "period", "recurring", "relative", "date"]
    start: date | None
    end: date | None
    precision: Literal["year", "quarter", "month", "day"] | None
    rrule: str | None = None
    offset: str | None = None
