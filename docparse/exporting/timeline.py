"""Deadlines on an axis of time, and those without a date as lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from docparse.exporting.places import section_labels
from docparse.exporting.recurring import in_words
from docparse.records import Deadline, Document
from docparse.wording import day

_MOST_TICKS = 12
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # months from one tick to the next
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")


@dataclass(frozen=True, slots=True)
class Tick:
    """A stretch of the axis from `at`, `width` long, in percent; `year` where a year begins that `label` doesn't name."""

    at: float
    width: float
    label: str
    year: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A deadline: `number` is its place in `Document.deadlines`, `when` says in words when it falls.

    `start` and `end` are percent of the axis, alike for a single day, and 0 for what has no date.
    """

    number: int
    when: str
    quote: str
    action: str
    label: str
    start: float = 0
    end: float = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """`dated` in the order of time; `open` has no date that the text fixes; `issued` is percent of the axis, or None."""

    ticks: tuple[Tick, ...]
    dated: tuple[Entry, ...]
    recurring: tuple[Entry, ...]
    open: tuple[Entry, ...]
    issued: float | None


def timeline(document: Document) -> Timeline | None:
    """The deadlines of a document in time; None where it has none."""
    if not document.deadlines:
        return None
    labels = section_labels(document)

    def entry(number: int, when: str, start: float = 0, end: float = 0) -> Entry:
        found = document.deadlines[number]
        return Entry(number, when, found.quote, found.action or "", labels.get(found.section, ""), start, end)

    numbered = list(enumerate(document.deadlines))
    days = {n: found for n, deadline in numbered if (found := _days(deadline)) is not None}
    undated = [(n, deadline) for n, deadline in numbered if n not in days]
    issued = date_of(document.meta.issued_on)
    axis = _Axis.around([*(d for pair in days.values() for d in pair), *([issued] if issued else [])])
    in_time = sorted(days, key=lambda n: (days[n][1], days[n][0], n))
    return Timeline(
        ticks=tuple(axis.ticks()) if axis else (),
        dated=tuple(entry(n, _when(document.deadlines[n]), *map(axis.at, days[n])) for n in in_time if axis),
        recurring=tuple(entry(n, in_words(d.rrule, d.quote)) for n, d in undated if d.kind == "recurring"),
        open=tuple(entry(n, d.quote) for n, d in undated if d.kind != "recurring"),
        issued=axis.at(issued) if axis and issued else None,
    )


def date_of(iso: str | None) -> date | None:
    """A date of the contract; None where there is none or it is no date."""
    try:
        return date.fromisoformat(iso or "")
    except ValueError:
        return None


def _days(deadline: Deadline) -> tuple[date, date] | None:
    """First and last day, alike for one that is due on a day; None where the last is open."""
    start, end = date_of(deadline.start), date_of(deadline.end)
    if end is None:
        return None
    return (start if start is not None and start < end else end), end


def _when(deadline: Deadline) -> str:
    """The dates as exact as the text has them: 2027年底, 2025年6月30日, 2026年1月1日—2030年12月31日."""
    end = deadline.end or ""
    if deadline.kind == "period" and deadline.start:
        if deadline.precision == "year":
            return f"{deadline.start[:4]}—{end[:4]}年"
        return f"{day(deadline.start)}—{day(end)}"
    if deadline.precision == "year" and end.endswith("-12-31"):
        return f"{end[:4]}年底"
    return day(end)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Months `first` to `last`, counted as year × 12 + month − 1, in stretches of `step`."""

    first: int
    last: int
    step: int

    @classmethod
    def around(cls, days: list[date]) -> _Axis | None:
        if not days:
            return None
        first, last = (d.year * 12 + d.month - 1 for d in (min(days), max(days)))
        step = next((s for s in _STEPS if (last + 1 - first) / s <= _MOST_TICKS), _STEPS[-1])
        return cls(first - first % step, -(-(last + 1) // step) * step, step)

    def at(self, when: date) -> float:
        """Where a day ends on the axis, in percent."""
        return self._percent(when.year * 12 + when.month - 1 + when.day / 31 - self.first)

    def ticks(self) -> Iterator[Tick]:
        for month in range(self.first, self.last, self.step):
            year = f"{month // 12}年" if self.step < 12 and (month % 12 == 0 or month == self.first) else ""
            yield Tick(self._percent(month - self.first), self._percent(self.step), self._label(month), year)

    def _label(self, month: int) -> str:
        year, rest = divmod(month, 12)
        if self.step == 1:
            return f"{rest + 1}月"
        if self.step == 3:
            return _QUARTERS[rest // 3]
        if self.step == 6:
            return "上半年" if rest == 0 else "下半年"
        return f"{year}年" if self.step == 12 else f"{year}—{year + self.step // 12 - 1}年"

    def _percent(self, months: float) -> float:
        return round(100 * months / (self.last - self.first), 2)
