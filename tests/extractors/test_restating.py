"""Goals that a table of tasks restates, and those that it alone sets."""

from __future__ import annotations

from docparse.records import Document
from tests.extractors.made import plan

TABLE = "重点任务\t牵头单位\t完成时限\n建成服务站{}个\t区民政局\t2025年底前\n新增床位400张\t区民政局\t2025年底前\n"
TEXT = "一、主要任务\n（一）扩大供给。到2025年，建成服务站12个。（牵头单位：区民政局）\n"


def goals(document: Document) -> list[tuple[str, object, str, str | None]]:
    return [(t.id, t.value, t.unit, t.by) for t in document.targets]


def test_what_a_cell_restates_is_no_second_goal() -> None:
    assert goals(plan(TEXT + TABLE.format(12))) == [("t1", 12, "个", "2025"), ("t2", 400, "张", "2025")]


def test_another_figure_or_another_year_is_a_goal_of_its_own() -> None:
    assert [value for _, value, _, _ in goals(plan(TEXT + TABLE.format(15)))] == [12, 15, 400]
    later = TEXT.replace("到2025年", "到2027年")
    assert [value for _, value, _, _ in goals(plan(later + TABLE.format(12)))] == [12, 12, 400]


def test_another_indicator_is_a_goal_of_its_own() -> None:
    other = TEXT.replace("服务站", "老年食堂")
    assert [value for _, value, _, _ in goals(plan(other + TABLE.format(12)))] == [12, 12, 400]


def test_an_indicator_table_is_the_place_of_record() -> None:
    listed = "一、主要指标\n见下表。\n指标\t单位\t目标值\n服务站\t个\t12\n二、责任清单\n"
    found = plan(listed + TABLE.format(12)).targets
    assert [(t.rule, t.value) for t in found] == [("target.clause", 400), ("target.table", 12)]


def test_how_often_a_row_does_it_is_no_goal() -> None:
    rows = "时间节点\t工作内容\t责任单位\n每半年\t召开推进会1次\t区民政局\n每季度\t举办公益课堂2场次\t区民政局\n"
    assert not plan(f"一、任务\n抓好落实。\n{rows}").targets
