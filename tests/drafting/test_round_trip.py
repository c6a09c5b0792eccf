"""A draft read again gives its plan back, and the upper documents find nothing missing in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docparse.differ import diff
from docparse.drafting.plan import Plan
from docparse.pipeline import extract
from docparse.records import Document

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


@pytest.fixture(scope="module")
def back(drafted: Path) -> Document:
    return extract(drafted)


def test_targets(back: Document) -> None:
    assert [(t.scope, t.indicator, t.value, t.unit, t.by) for t in back.targets] == [
        ("苇塘区", "智能传感器企业数量", 180, "家", "2028"),
        ("苇塘区", "产值", 270, "亿元", "2028"),
    ]


def test_assignments(back: Document, plan: Plan) -> None:
    def names(offices: object) -> list[str]:
        return [o.name for o in offices if "待补充" not in o.name]  # type: ignore[attr-defined]

    expected = {
        (i.heading, tuple(names(i.lead)), tuple(names(i.support)), tuple(names(i.responsible))) for i in plan.tasks
    }
    expected = {row for row in expected if any(row[1:])}
    found = [
        (a.task, tuple(p.name for p in a.lead), tuple(p.name for p in a.support), tuple(p.name for p in a.responsible))
        for a in back.assignments
    ]
    assert set(found) == expected
    assert len(found) == len(expected), "an annex table doubles an assignment of the text"


def test_the_default_clause_binds_every_task(back: Document, plan: Plan) -> None:
    tasks = {i.heading for i in plan.of_kind("tasks")}
    bound = {a.task for a in back.assignments if [p.name for p in a.implement] == ["承载园区", "有关镇街"]}
    assert bound == tasks


def test_rhythms(back: Document) -> None:
    rules = {d.rrule for d in back.deadlines if d.kind == "recurring"}
    assert {"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=18", "FREQ=MONTHLY;INTERVAL=3", "FREQ=YEARLY"} <= rules
    assert {d.end for d in back.deadlines if d.kind == "by"} == {"2028-12-31"}


def test_headings_and_citations(back: Document, plan: Plan) -> None:
    assert [s.heading for s in back.sections if s.level == 1] == [chapter.heading for chapter in plan.chapters]
    cited = [(c.title, c.doc_number) for c in back.citations if c.relation == "basis"]
    assert cited == [(b.title, b.number) for b in plan.basis]
    assert [t.caption for t in back.tables] == ["重点任务分工表", "主要指标分解表", "工作进度安排表", "重点项目清单"]


def test_front_and_end(back: Document) -> None:
    assert back.meta.region == "澜江市苇塘区"
    assert back.meta.cc[0] == "市经济信息委"
    assert (back.meta.issued_on, back.meta.printed_on, back.meta.disclosure) == (None, None, None)


@pytest.mark.parametrize("upper", ["action", "listing"])
def test_nothing_is_missing(back: Document, upper: str, request: pytest.FixtureRequest) -> None:
    result = diff(request.getfixturevalue(upper), back)
    assert result.summary.get("missing", 0) == 0, [i.upper for i in result.items if i.status == "missing"]
    assert result.summary.get("conflict", 0) == 0
    assert result.summary.get("covered", 0) > 3


@pytest.mark.parametrize(
    ("upper", "region"),
    [
        ("lanchuan-logistics-action", "砚溪区"),
        ("lanchuan-lowalt-plan", "桐麓区"),
        ("lanchuan-logistics-action", "白苇县"),
    ],
)
def test_drafts_from_the_invented_corpus_miss_nothing(upper: str, region: str, tmp_path: Path) -> None:
    from docparse.drafting import draft

    document = extract(CORPORA / f"{upper}.txt")
    file = tmp_path / "plan.docx"
    file.write_bytes(draft([document], region))
    result = diff(document, extract(file))
    assert result.summary.get("missing", 0) == 0, [i.upper for i in result.items if i.status == "missing"]
