"""Dated deadlines stand on the axis in the order of time, the others in lists, and none is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.exporting.timeline import Timeline, timeline
from docparse.records import Deadline, Document, FileInfo, Meta


def made(*deadlines: dict[str, Any], issued: str | None = None) -> Timeline | None:
    """The timeline of deadlines of which only what matters is given."""
    bare = dict.fromkeys(("section", "start", "end", "precision", "rrule", "offset", "action"))
    rest = {"span": (0, 1), "quote": "限期", "rule": "r", "kind": "by"}
    records = [Deadline(**(bare | rest | {"id": f"d{n}"} | d)) for n, d in enumerate(deadlines)]
    empty = {kind: [] for kind in ("agencies", "members", "bodies", "targets", "assignments", "citations", "findings")}
    return timeline(
        Document(
            source=FileInfo(path="x", sha256="", media_type="", reader=""), text="x", source_map=[],
            meta=Meta(issued_on=issued), parts=[], sections=[], tables=[], deadlines=records, **empty,
        )
    )  # fmt: skip


def test_every_deadline_is_shown_once(document: Document) -> None:
    found = timeline(document)
    assert found is not None
    shown = [entry.number for entries in (found.dated, found.recurring, found.open) for entry in entries]
    assert sorted(shown) == list(range(len(document.deadlines)))
    assert [entry.end for entry in found.dated] == sorted(entry.end for entry in found.dated)


def test_no_deadlines_no_timeline() -> None:
    assert made() is None


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ({"end": "2027-12-31", "precision": "year"}, "2027年底"),
        ({"end": "2027-12-31", "precision": "day"}, "2027年12月31日"),
        ({"end": "2026-06-30", "precision": "month"}, "2026年6月30日"),
        ({"kind": "period", "start": "2026-01-01", "end": "2030-12-31", "precision": "year"}, "2026—2030年"),
        ({"kind": "period", "start": "2025-06-01", "end": "2028-05-31", "precision": "month"}, "2025年6月1日—2028年5月31日"),
        ({"kind": "relative", "end": "2025-10-18", "precision": "day", "offset": "P30D"}, "2025年10月18日"),
    ],
)  # fmt: skip
def test_dates_are_as_exact_as_the_text(deadline: dict[str, Any], expected: str) -> None:
    found = made(deadline)
    assert found is not None
    assert [entry.when for entry in found.dated] == [expected]


@pytest.mark.parametrize(
    ("deadline", "kind", "expected"),
    [
        ({"kind": "recurring", "rrule": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"}, "recurring", "每季度末月25日"),
        ({"kind": "recurring", "quote": "定期"}, "recurring", "定期（未写明周期）"),
        ({"kind": "relative", "offset": "P3Y"}, "open", "限期"),
        ({"kind": "by", "end": "no date"}, "open", "限期"),
    ],
)
def test_what_has_no_date_is_listed(deadline: dict[str, Any], kind: str, expected: str) -> None:
    found = made(deadline)
    assert found is not None
    assert [entry.when for entry in getattr(found, kind)] == [expected]
    assert (found.dated, found.ticks) == ((), ())


def test_a_period_is_a_bar_and_a_day_is_a_point() -> None:
    found = made(
        {"kind": "period", "start": "2026-01-01", "end": "2026-12-31"}, {"end": "2026-06-30"}, issued="2026-01-01"
    )
    assert found is not None
    assert [(entry.start < entry.end) for entry in found.dated] == [False, True]
    assert found.issued == found.dated[1].start


@pytest.mark.parametrize(
    ("first", "last", "labels", "years"),
    [
        ("2025-09-18", "2025-11-30", ["9月", "10月", "11月"], ["2025年", "", ""]),
        ("2025-02-01", "2026-12-31", ["一季度", "二季度", "三季度", "四季度"] * 2, ["2025年", "", "", "", "2026年", "", "", ""]),
        ("2025-09-18", "2030-12-31", ["下半年", *["上半年", "下半年"] * 5], None),
        ("2023-04-22", "2032-12-31", [f"{year}年" for year in range(2023, 2033)], [""] * 10),
        ("2021-01-01", "2035-12-31", [f"{y}—{y + 1}年" for y in range(2020, 2036, 2)], [""] * 8),
    ],
)  # fmt: skip
def test_the_axis_is_labelled_by_its_length(first: str, last: str, labels: list[str], years: list[str] | None) -> None:
    found = made({"end": last}, issued=first)
    assert found is not None
    assert [tick.label for tick in found.ticks] == labels
    assert years is None or [tick.year for tick in found.ticks] == years


@given(st.lists(st.tuples(st.dates(), st.dates()), min_size=1, max_size=20), st.none() | st.dates())
def test_everything_is_on_the_axis(days: list[tuple[date, date]], issued: date | None) -> None:
    found = made(
        *({"kind": "period", "start": start.isoformat(), "end": end.isoformat()} for start, end in days),
        issued=issued.isoformat() if issued else None,
    )
    assert found is not None
    assert len(found.dated) == len(days)
    assert all(0 <= entry.start <= entry.end <= 100 for entry in found.dated)
    assert found.issued is None or 0 <= found.issued <= 100
    assert sum(tick.width for tick in found.ticks) == pytest.approx(100, abs=1)
    assert len(found.ticks) < 110
