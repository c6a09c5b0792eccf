"""Drafts below a province: shares told by name, norms for each, offices inside a department, sections for others alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docparse.drafting.outline import outline
from docparse.drafting.plan import Item, Plan
from docparse.drafting.schedule import schedule
from docparse.records import Document

MEASURES = """溪川省农业农村厅
关于印发设施渔业提质若干措施的通知
溪农发〔2026〕9号
各设区市农业农村局，省水产技术中心：
现将《设施渔业提质若干措施》印发给你们，请认真贯彻执行。
溪川省农业农村厅
2026年2月3日
设施渔业提质若干措施
一、充分认识提质的重大意义
设施渔业是现代渔业的重要支撑。
二、提高养殖水平
（一）改造老旧池塘。到2028年，全省完成老旧池塘改造90万亩，其中汀洲市30万亩、苇桥市28万亩、岚湖市32万亩。（责任单位：厅渔业处）
（二）建设育种中心。苇桥市要在2027年9月底前建成省级育种中心。（责任单位：省农业农村厅）
（三）升级养殖设施。汀洲市、岚湖市要对2018年以前建成的围栏实施改造，面积分别不少于4万亩、3万亩。（责任单位：省农业农村厅）
（四）推广尾水治理。2026年11月底前，每个县（市、区）至少建成1个尾水治理示范点，面向养殖户开放。每个示范点年培训不少于200人次。（责任单位：省农业农村厅、省财政厅）
（五）落实扶持政策。出台池塘流转等政策。各设区市农业农村局要在2026年6月底前形成工作规程。（牵头单位：厅计财处；配合单位：省财政厅）
三、强化组织保障
（一）压实责任。各设区市农业农村局要成立工作专班，于2026年4月30日前制定工作方案报省农业农村厅备案。
（二）严格调度。各设区市农业农村局每月8日前报送上月工作数据，省农业农村厅按季度通报，对进度滞后的予以约谈。
（三）支持科研。省农业农村厅每年遴选渔业科研课题15项左右，择优给予补助。
"""


@pytest.fixture(scope="module")
def plan(documents: Callable[[str], Document]) -> Plan:
    return outline([documents(MEASURES)], "汀洲市")


@pytest.fixture(scope="module")
def items(plan: Plan) -> dict[str, Item]:
    return {item.heading: item for item in plan.items}


def test_a_share_is_told_with_what_it_is_a_share_of(items: dict[str, Item]) -> None:
    task = items["改造老旧池塘"]
    assert task.goal == "到2028年，完成老旧池塘改造30万亩。"
    (goal,) = task.goals
    assert (goal.own, goal.upper) == ("30万亩", "90万亩")


def test_a_share_that_names_its_measure_says_of_what(items: dict[str, Item]) -> None:
    (goal,) = items["升级养殖设施"].goals
    assert (goal.indicator, goal.told()) == ("围栏实施改造面积", "围栏实施改造面积不少于4万亩")


def test_a_norm_for_each_is_the_region_s_own(items: dict[str, Item]) -> None:
    task = items["推广尾水治理"]
    assert "每个示范点年培训不少于200人次" in task.goal
    assert "至少建成1个尾水治理示范点" in task.goal
    assert "（市、" not in task.text, "a bracket is not cut"


def test_an_office_inside_the_issuer_answers_through_it(items: dict[str, Item]) -> None:
    assert [o.name for o in items["改造老旧池塘"].responsible] == ["市农业农村局"]
    assert [o.name for o in items["落实扶持政策"].lead] == ["市农业农村局"]


def test_what_only_others_must_do_is_no_task(plan: Plan, items: dict[str, Item]) -> None:
    assert "建设育种中心" not in items
    (asked,) = [d for d in plan.demands if d.source.place.endswith("（二）") and d.reason]
    assert asked.reason == "该节只对其他地区作出安排"
    assert not any("充分认识" in heading for heading in [*items, *(c.heading for c in plan.chapters)])


def test_the_district_s_own_bureau_acts(items: dict[str, Item]) -> None:
    assert "市农业农村局要成立工作专班" in items["压实责任"].text
    assert items["严格调度"].text == "市农业农村局每月8日前报送上月工作数据。"
    assert "市农业农村局要在2026年6月底前形成工作规程" in items["落实扶持政策"].text


def test_the_province_s_own_figures_are_no_goals(plan: Plan, items: dict[str, Item]) -> None:
    assert items["支持科研"].text == ""
    assert not any("课题" in goal.indicator for goal in plan.goals)


def test_dated_steps_stand_in_the_schedule(plan: Plan) -> None:
    rows = {row.when: row.what for row in schedule(plan)}
    assert rows["2026年6月底前"] == "形成工作规程"
    assert rows["2026年4月30日前"].endswith("制定工作方案报省农业农村厅备案")


def test_no_schedule_at_all_is_a_blank_row(plan: Plan) -> None:
    bare = plan.model_copy(update={"duties": (), "milestones": (), "chapters": ()})
    (row,) = schedule(bare)
    assert row.when == "（待补充：时间节点）"


def test_a_prefecture_addresses_its_counties(plan: Plan) -> None:
    assert plan.cover.addressees == "各县（市、区）人民政府，市政府有关部门，有关单位"


def test_a_reason_is_given_once_in_a_chapter(plan: Plan) -> None:
    for chapter in plan.chapters:
        told = "".join(i.grip + i.responsibility for item in chapter.items for i in item.walk())
        assert told.count("上级文件未作规定") <= 1
        assert told.count("上级文件未明确牵头部门") <= 1


def test_a_document_without_title_is_cited_as_a_blank(documents: Callable[[str], Document]) -> None:
    document = documents("一、重点任务\n（一）修复湿地。各设区市要清理河道，济南市、青岛市先行先试。\n")
    made = outline([document], "青岛市")
    assert "《（待补充：上级文件标题）》" in made.lead_in


def test_other_prefectures_are_known_by_their_short_names(documents: Callable[[str], Document]) -> None:
    text = "山东省人民政府办公厅关于修复湿地的通知\n各市人民政府：\n一、重点任务\n（一）清理河道。支持济南、青岛设立专项资金。以济南为中心建设基地。\n"
    (task,) = outline([documents(text)], "青岛市").of_kind("tasks")
    assert task.text == "设立专项资金。"
