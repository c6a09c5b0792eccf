"""What falls due in a quarter."""

from __future__ import annotations

import io

import docx
import pytest

from docparse.drafting.plan import Duty, Milestone, Plan, Source
from docparse.drafting.quarters import quarter_of
from docparse.drafting.render import Edition, render
from docparse.errors import DocparseError

SOURCE = Source(title="通知", number="澜府办〔2024〕17号")


def with_row(plan: Plan, **fields: str) -> Plan:
    row = Milestone(when="时间", what="事项", source=SOURCE, **fields)
    return plan.model_copy(update={"milestones": (row,), "duties": (), "chapters": ()})


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"rrule": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=18"}, {1, 2, 3, 4}),
        ({"rrule": "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=15"}, {4}),
        ({"rrule": "FREQ=YEARLY;BYMONTH=1,7"}, {1, 3}),
        ({"rrule": "FREQ=YEARLY"}, {4}),
        ({"rrule": "FREQ=MONTHLY"}, {1, 2, 3, 4}),
        ({"rrule": "FREQ=MONTHLY;INTERVAL=3"}, {1, 2, 3, 4}),
        ({"rrule": "FREQ=MONTHLY;INTERVAL=6"}, {2, 4}),
        ({"rrule": "FREQ=WEEKLY;BYDAY=MO"}, {1, 2, 3, 4}),
        ({"by": "2025"}, {4}),
        ({"by": "2025-06-30"}, {2}),
        ({"by": "2026-06-30"}, set()),
        ({}, {1, 2, 3, 4}),
    ],
)
def test_due(plan: Plan, fields: dict[str, str], due: set[int]) -> None:
    found = {n for n in (1, 2, 3, 4) if quarter_of(with_row(plan, **fields), f"2025Q{n}").due}
    assert found == due


def test_a_rhythm_shows_its_date(plan: Plan) -> None:
    rule = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=18"
    quarter = quarter_of(with_row(plan, rrule=rule), "2025年第四季度")
    assert quarter.label == "（2025年第四季度）"
    assert [row.when for row in quarter.due] == ["时间（2025年12月18日）"]
    assert [row.when for row in quarter.coming] == ["时间（2026年3月18日）"]


@pytest.mark.parametrize(
    "written", ["2025Q3", "2025-Q3", "2025q3", " 2025年第三季度 ", "2025年三季度", "2025年第3季度"]
)
def test_ways_to_write_a_quarter(plan: Plan, written: str) -> None:
    assert quarter_of(plan, written).label == "（2025年第三季度）"


@pytest.mark.parametrize("written", ["2025", "Q3", "2025Q5", "第三季度", "1925Q1", "2025年第五季度", "x" * 1000])
def test_no_quarter_is_one_line(plan: Plan, written: str) -> None:
    with pytest.raises(DocparseError, match="is no quarter; write it as 2025Q3") as raised:
        quarter_of(plan, written)
    assert "\n" not in str(raised.value)


def test_without_a_quarter_every_rhythm_is_listed(plan: Plan) -> None:
    quarter = quarter_of(plan, "")
    assert quarter.label == "（待补充：年份和季度）"
    assert {row.rrule for row in quarter.due} >= {"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=18", "FREQ=YEARLY"}


def test_what_is_reported_once_falls_due_once(plan: Plan) -> None:
    duty = Duty(what="制定方案报市科技局备案", to="市科技局", when="2025年4月30日前", by="2025-04-30", source=SOURCE)
    dated = plan.model_copy(update={"milestones": (), "duties": (duty,), "chapters": ()})
    assert [len(quarter_of(dated, f"2025Q{n}").due) for n in (1, 2, 3, 4)] == [0, 1, 0, 0]


def test_a_quarter_without_anything_due_says_so(plan: Plan) -> None:
    none, edition = with_row(plan, by="2026-06-30"), Edition(quarter="2025Q1")
    word, text, page = (
        render(none, template="quarterly_report", suffix=suffix, edition=edition)
        for suffix in (".docx", ".md", ".html")
    )
    tables = docx.Document(io.BytesIO(word)).tables
    assert [[c.text for c in row.cells] for t in tables for row in t.rows].count(["", "无", "", "", ""]) == 2
    assert text.decode("utf-8").count("|  | 无 |  |  |  |") == 2
    assert page.decode("utf-8").count("<td>无</td>") == 2
