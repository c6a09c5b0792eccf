"""Tables of division of labour."""

from __future__ import annotations

import pytest

from tests.extractors.made import plan

TABLE = (
    "附件\n重点任务分工表\n序号\t重点任务\t主要内容\t牵头单位\t配合单位\t完成时限\n"
    "1\t建设平台\t建成公共服务平台\t区数据局\t区财政局、区商务局\t2025年6月底前\n"
    "2\t引进企业\t招引龙头企业\t区商务局\t\t持续推进\n"
    "3\t培育人才\t—\t区委组织部、区人社局\t各镇街\t2026年底前\n"
)


def test_rows_are_assignments() -> None:
    made = plan("一、任务\n抓好落实。\n" + TABLE)
    found = [(a.task, a.duties, [p.name for p in a.lead], [p.name for p in a.support]) for a in made.assignments]
    assert found == [
        ("建设平台", "建成公共服务平台", ["区数据局"], ["区财政局", "区商务局"]),
        ("引进企业", "招引龙头企业", ["区商务局"], []),
        ("培育人才", "—", ["区委组织部", "区人社局"], ["各镇街"]),
    ]
    assert {a.rule for a in made.assignments} == {"assignment.table"}
    assert all(made.text[slice(*a.span)] == a.quote for a in made.assignments)
    ids = {a.id: a.name for a in made.agencies}
    assert ids[made.assignments[0].lead[0].agency or ""] == "区数据局"
    assert [d.end for d in made.deadlines if d.end] == ["2025-06-30", "2026-12-31"]


def test_a_table_that_repeats_the_text_adds_nothing() -> None:
    body = "一、任务\n（一）建设平台。建成平台。（牵头单位：区数据局；配合单位：区财政局、区商务局）\n"
    made = plan(body + TABLE)
    assert [(a.task, a.rule) for a in made.assignments] == [
        ("建设平台", "assignment.bracket"),
        ("引进企业", "assignment.table"),
        ("培育人才", "assignment.table"),
    ]


def test_cells_may_hold_a_clause() -> None:
    made = plan(
        "一、任务\n抓好落实。\n工作任务\t责任单位\n建设平台\t区数据局牵头，区财政局配合\n引进企业\t区商务局、区财政局\n"
    )
    assert [
        ([p.name for p in a.lead], [p.name for p in a.support], [p.name for p in a.responsible])
        for a in made.assignments
    ] == [
        (["区数据局"], ["区财政局"], []),
        ([], [], ["区商务局", "区财政局"]),
    ]


def test_other_tables_divide_no_labour() -> None:
    assert not plan("一、任务\n抓好落实。\n序号\t单位\t数量\n1\t区数据局\t3\n2\t区商务局\t5\n").assignments


MATRICES = [
    (
        "任务\t区教委\t区财政局\t各镇街\n建设平台\t★\t√\t√\n引进企业\t√\t★\t\n",
        [("建设平台", ["区教委"], ["区财政局", "各镇街"], []), ("引进企业", ["区财政局"], ["区教委"], [])],
    ),
    (
        "序号\t重点任务\t区教委\t区财政局\n1\t建设平台\t牵头\t配合\n2\t引进企业\t\t牵头\n",
        [("建设平台", ["区教委"], ["区财政局"], []), ("引进企业", ["区财政局"], [], [])],
    ),
    (
        "任务\t区教委\t区财政局\n建设平台\t√\t√\n引进企业\t\t√\n",
        [("建设平台", [], [], ["区教委", "区财政局"]), ("引进企业", [], [], ["区财政局"])],
    ),
    ("指标\t区教委\t区财政局\n企业\t3\t5\n平台\t2\t1\n", []),
]


@pytest.mark.parametrize(("table", "expected"), MATRICES)
def test_matrices_of_tasks_and_bodies(table: str, expected: list[tuple[str, list[str], list[str], list[str]]]) -> None:
    made = plan(f"一、任务\n抓好落实。\n{table}")
    found = [
        (a.task, [p.name for p in a.lead], [p.name for p in a.support], [p.name for p in a.responsible])
        for a in made.assignments
    ]
    assert [(task, lead, sorted(support), who) for task, lead, support, who in found] == [
        (task, lead, sorted(support), who) for task, lead, support, who in expected
    ]


def test_any_column_names_the_task_beside_columns_of_roles() -> None:
    made = plan(
        "一、场景\n如下。\n序号\t场景名称\t领域\t牵头单位\n1\t建设平台\t交通\t区数据局\n2\t引进企业\t商贸\t区商务局\n"
    )
    assert [(a.task, [p.name for p in a.lead]) for a in made.assignments] == [
        ("建设平台", ["区数据局"]),
        ("引进企业", ["区商务局"]),
    ]


def test_an_indicator_is_no_task() -> None:
    made = plan("一、目标\n主要指标见下表。\n指标\t单位\t2027年目标\t责任单位\n企业数量\t家\t150\t区商务局\n")
    assert not made.assignments
    assert [(t.indicator, t.value, t.unit) for t in made.targets] == [("企业数量", 150, "家")]


SCHEDULE = "时间节点\t工作内容\t责任单位\n每季度\t报送工作动态\t区商务局\n2025年底前\t建成平台3个\t区数据局\n"


def test_a_schedule_divides_work_that_the_text_gives_to_nobody() -> None:
    alone = plan(f"一、任务\n抓好落实。\n{SCHEDULE}")
    assert [(a.task, [p.name for p in a.responsible]) for a in alone.assignments] == [
        ("报送工作动态", ["区商务局"]),
        ("建成平台3个", ["区数据局"]),
    ]
    beside = plan(f"一、任务\n（一）建设平台。建成平台3个。（牵头单位：区数据局）\n{SCHEDULE}")
    assert [(a.task, a.rule) for a in beside.assignments] == [("建设平台", "assignment.bracket")]


def test_bodies_before_a_colon_have_the_role_that_follows_it() -> None:
    made = plan("一、职责分工\n区公安分局：牵头登记和执法。\n区水利局：负责巡河。\n区城市管理局：配合查处占道经营。\n")
    roles = [
        ([p.name for p in a.lead], [p.name for p in a.responsible], [p.name for p in a.support])
        for a in made.assignments
    ]
    assert roles == [(["区公安分局"], [], []), ([], ["区水利局"], []), ([], [], ["区城市管理局"])]
