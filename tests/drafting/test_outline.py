"""outline() on the invented city: what the plan holds, and what it must not hold."""

from __future__ import annotations

import json
import re

import pytest

from docparse.drafting.blanks import blanks
from docparse.drafting.coverage import coverage
from docparse.drafting.outline import outline
from docparse.drafting.plan import Item, Plan
from docparse.drafting.schedule import schedule
from docparse.records import Document


def items(plan: Plan) -> dict[str, Item]:
    return {i.heading: i for chapter in plan.chapters for item in chapter.items for i in item.walk()}


def without_blanks(text: str) -> str:
    for start, end in reversed(list(blanks(text))):
        text = text[:start] + text[end:]
    return text


def test_the_document_that_allocates_figures_leads(plan: Plan) -> None:
    assert (plan.subject, plan.years) == ("苇塘区智能传感器产业提升", "（2024—2028年）")
    assert [basis.number for basis in plan.basis] == ["澜府办〔2024〕17号", "澜经信〔2023〕41号"]
    assert [i.heading for i in plan.of_kind("tasks")] == ["增强研发能力", "扩大招商引资", "推动产融结合"]


def test_own_figures_are_goals_and_wider_ones_are_blanks(plan: Plan) -> None:
    goals = items(plan)["主要目标"].goal
    assert "到2028年，苇塘区智能传感器企业数量达到180家，产值达到270亿元。" in goals
    task = items(plan)["扩大招商引资"]
    assert task.goal == "到2028年，引进传感器企业（待补充：我区目标数量，由区招商投资局提供；上级目标未分解到区）。"
    assert [(g.own, g.upper, g.scope) for g in plan.goals[:2]] == [
        ("达到180家", "达到600家", "澜西地区"),
        ("达到270亿元", "达到900亿元", "澜西地区"),
    ]


def test_no_other_district_and_no_person_appears(plan: Plan, group: Document) -> None:
    whole = json.dumps(plan.model_dump(), ensure_ascii=False)
    persons = [m.name for m in group.members]
    assert len(persons) == 7
    for name in ("青岑", "云渡", *persons):
        assert name not in whole
    for figure in ("220家", "410亿元", "200家", "220亿元"):
        assert figure not in whole


def test_every_number_of_the_text_stands_in_a_source(plan: Plan, action: Document, listing: Document) -> None:
    sources = action.text + listing.text
    for item in items(plan).values():
        for number in re.findall(r"\d+(?:\.\d+)?", without_blanks(item.body)):
            assert number in sources, item.heading


def test_the_region_acts_itself(plan: Plan) -> None:
    told = "".join(item.body for item in items(plan).values())
    assert not re.search("支持澜西|引导澜西|澜西地区|我市|各区要|有关区", told)
    assert "吸引配套企业在我区落户" in items(plan)["扩大招商引资"].text
    assert "积极争取市级按照三成的比例配套资金" in items(plan)["推动产融结合"].text
    assert not any(re.search("牵头|责任单位|不再重复", item.text) for item in items(plan).values())


@pytest.mark.parametrize(
    ("heading", "lead", "support"),
    [
        ("增强研发能力", ["区科技局"], ["区发展改革委", "区经济信息委"]),
        ("扩大招商引资", ["区招商投资局"], ["区经济信息委"]),
        ("推动产融结合", ["（待补充：区国资部门）"], ["区金融办"]),
        ("开展量化评比", ["区经济信息委"], []),
        ("坚持定期调度", ["领导小组办公室"], []),
    ],
)
def test_offices(plan: Plan, heading: str, lead: list[str], support: list[str]) -> None:
    item = items(plan)[heading]
    assert [o.name for o in item.lead] == lead
    assert [o.name for o in item.support] == support


def test_what_is_doubtful_is_noted(plan: Plan) -> None:
    assert any("市国资委" in note for note in plan.notes)
    assert any("区金融办" in note and "市金融监管局" in note for note in plan.notes)
    assert any("声学阵列" in note for note in plan.notes)


def test_one_default_clause_opens_the_tasks(plan: Plan) -> None:
    clauses = [i.heading for i in items(plan).values() if i.implement]
    assert clauses == ["增强研发能力"]
    assert "以下各项任务均需承载园区和有关镇街具体落实" in items(plan)["增强研发能力"].responsibility


def test_the_same_task_asked_twice_is_one_with_two_sources(plan: Plan) -> None:
    labels = [source.label for source in items(plan)["增强研发能力"].sources]
    assert labels == ["澜府办〔2024〕17号 四（一）", "澜经信〔2023〕41号 二（一）"]


def test_directions_and_carriers_are_the_regions_own(plan: Plan) -> None:
    directions = items(plan)["发展方向"]
    assert "热电堆" in directions.text
    assert "差压芯体" not in directions.text
    assert "声学阵列" in directions.grip
    assert "承载园区为芦湾产业园、苇塘软件谷，创建类型为专业型" in items(plan)["空间布局"].text
    assert "澜经信〔2023〕41号 附件第2行" in [s.label for s in items(plan)["空间布局"].sources]


def test_the_leading_group_is_not_founded_twice(plan: Plan) -> None:
    assert (plan.group.existing, plan.group.host) == (True, "区经济信息委")
    text = items(plan)["健全工作机制"].text
    assert text.startswith("苇塘区智能传感器产业发展领导小组（以下简称“领导小组”）统筹协调各项工作")
    assert "成立" not in text


def test_reports_and_rhythms(plan: Plan) -> None:
    report = next(duty for duty in plan.duties if duty.rrule)
    assert (report.to, report.who) == ("市经济信息委", "区经济信息委")
    assert report.rrule == "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=18"
    assert plan.cover.copies.startswith("市经济信息委；区委办")
    assert [row.when for row in schedule(plan) if row.by == "2028"] == ["到2028年", "到2028年"]


def test_every_source_resolves(plan: Plan, action: Document, listing: Document, group: Document) -> None:
    by_number = {d.meta.doc_number: d for d in (action, listing, group)}
    for item in items(plan).values():
        assert item.sources, item.heading
        for source in item.sources:
            document = by_number[source.number]
            known = {r.id for kind in (document.targets, document.assignments, document.deadlines) for r in kind}
            known |= {r.id for kind in (document.tables, document.bodies) for r in kind}
            assert source.section == "" or source.section in {document.address(s.id) for s in document.sections}
            assert set(source.records) <= known


def test_every_demand_is_answered_or_explained(plan: Plan) -> None:
    assert {row.status for row in coverage(plan)} == {"承接", "不涉及"}
    for row in coverage(plan):
        assert bool(row.place) == (row.status == "承接")
        assert bool(row.reason) == (row.status == "不涉及")
    assert len(plan.demands) == len({(row.source.title, row.source.section) for row in plan.demands})


def test_every_blank_names_what_is_missing(plan: Plan) -> None:
    for item in items(plan).values():
        text = item.body + item.responsibility
        found = list(blanks(text))
        assert text.count("待补充") == len(found)
        assert all(end - start > len("（待补充：）") + 1 for start, end in found)


def test_without_documents_of_the_region_names_are_marked(action: Document) -> None:
    plan = outline([action], "苇塘区")
    offices = items(plan)["增强研发能力"].lead
    assert [(o.name, o.state) for o in offices] == [("区科技局", "unconfirmed")]
    assert plan.cover.issuer == "澜江市苇塘区人民政府办公室"
    assert "（待补充：领导小组名称" in items(plan)["健全工作机制"].text


def test_the_plan_survives_its_json(plan: Plan) -> None:
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_a_plan_needs_an_upper_document() -> None:
    with pytest.raises(ValueError, match="at least one upper document"):
        outline([], "苇塘区")
