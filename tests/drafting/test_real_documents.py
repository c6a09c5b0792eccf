"""The draft of a real district, by the points of the drafting checklist that a program can check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docparse.differ import diff
from docparse.drafting.blanks import blanks, shortened
from docparse.drafting.outline import outline
from docparse.drafting.plan import Plan
from docparse.drafting.render import render
from docparse.pipeline import extract
from docparse.records import Document

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the real documents (../shared/corpora) are not here")
REGION = "永川区"


def real(prefix: str) -> Document:
    return extract(next(CORPORA.glob(f"{prefix}_*.txt")))


@pytest.fixture(scope="module")
def upper() -> list[Document]:
    return [real("003"), real("001")]


@pytest.fixture(scope="module")
def own() -> Document:
    return real("000")


@pytest.fixture(scope="module")
def plan(upper: list[Document], own: Document) -> Plan:
    return outline(upper, REGION, [own])


@pytest.fixture(scope="module")
def back(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Document:
    file = tmp_path_factory.mktemp("real") / "plan.docx"
    file.write_bytes(render(plan))
    return extract(file)


def test_1_no_requirement_is_missing(upper: list[Document], back: Document) -> None:
    for document in upper:
        assert diff(document, back).summary.get("missing", 0) == 0


def test_2_the_principal_headings_stand_verbatim_and_in_order(upper: list[Document], back: Document) -> None:
    tasks = next(s.id for s in upper[0].sections if s.heading == "重点任务")
    asked = [s.heading for s in upper[0].sections if s.parent == tasks]
    given = [s.heading for s in back.sections]
    assert len(asked) == 11
    assert [heading for heading in given if heading in asked] == asked


def test_3_and_4_only_the_regions_own_figures_are_targets(upper: list[Document], back: Document) -> None:
    allocated = {(t.indicator, t.value, t.unit, t.by) for t in upper[0].targets if t.scope == REGION}
    assert len(allocated) == 2
    assert {(t.indicator, t.value, t.unit, t.by) for t in back.targets} == allocated
    assert {t.scope for t in back.targets} == {REGION}


def test_5_every_blank_names_what_is_missing(back: Document) -> None:
    found = [back.text[start:end] for start, end in blanks(back.text)]
    assert back.text.count("待补充：") == len(found) > 30
    assert all(len(hole) > len("（待补充：）") + 1 for hole in found)
    spans = list(blanks(back.text))
    for target in back.targets:
        assert not any(start <= target.span[0] < end for start, end in spans)


def test_6_and_7_leads_are_counterparts_or_blanks(plan: Plan, back: Document, own: Document) -> None:
    known = (
        {a.canonical for a in own.agencies} | {b.name for b in own.bodies} | {"领导小组办公室", "承载园区", "有关镇街"}
    )
    for item in plan.tasks:
        assert len(re.findall("牵头单位：", item.responsibility)) == 1, item.heading
    for assignment in back.assignments:
        for party in (*assignment.lead, *assignment.support, *assignment.responsible, *assignment.implement):
            assert not party.name.startswith("市")
            assert party.name in known


def test_8_differing_and_missing_counterparts_are_noted(plan: Plan) -> None:
    offices = {o.upper: o for item in plan.tasks for o in (*item.lead, *item.support)}
    assert (offices["市金融监管局"].name, offices["市金融监管局"].state) == ("区金融办", "renamed")
    assert offices["市国资委"].state == "blank"
    assert offices["市金融监管局"].note
    assert offices["市国资委"].note


def test_9_a_misprint_is_repaired_and_reported(plan: Plan) -> None:
    item = next(i for i in plan.tasks if i.heading == "承接梯度转移")
    assert [o.name for o in item.lead] == ["区经济信息委"]
    assert [o.name for o in item.support] == ["区招商投资局"]
    assert any("四（四）原文存疑" in note for note in item.notes)


def test_10_deadlines_come_back_and_none_is_invented(upper: list[Document], back: Document) -> None:
    rules = {d.rrule for d in back.deadlines}
    asked = {d.rrule for document in upper for d in document.deadlines if d.rrule}
    assert asked <= rules
    assert {d.end for d in back.deadlines if d.kind == "by"} == {"2027-12-31"}


def test_11_the_table_of_tasks_says_what_the_text_says(plan: Plan, back: Document) -> None:
    rows = {row[1]: row for row in back.tables[0].rows}
    assert set(rows) == {item.heading for item in plan.tasks}
    for item in plan.tasks:
        assert rows[item.heading][3] == "、".join(shortened(o.name) for o in (*item.lead, *item.responsible))
        assert rows[item.heading][4] == "、".join(o.name for o in item.support)


def test_12_every_source_resolves(plan: Plan, upper: list[Document], own: Document) -> None:
    by_number = {d.meta.doc_number: d for d in (*upper, own)}
    for item in plan.tasks:
        assert item.sources
        for source in item.sources:
            document = by_number[source.number]
            assert source.section == "" or source.section in {document.address(s.id) for s in document.sections}


def test_13_the_basis_is_ordered_and_was_read(plan: Plan, upper: list[Document], back: Document) -> None:
    assert [b.number for b in plan.basis] == [d.meta.doc_number for d in upper]
    cited = {c.doc_number for c in back.citations if c.doc_number}
    assert cited <= {d.meta.doc_number for d in upper}


def test_15_no_person_is_copied(back: Document, own: Document) -> None:
    names = {m.name for m in own.members}
    assert len(names) > 20
    assert back.members == []
    assert not any(name in back.text for name in names if len(name) > 2)


def test_17_the_region_is_the_actor(plan: Plan) -> None:
    told = "".join(i.body for chapter in plan.chapters for item in chapter.items for i in item.walk())
    assert not re.search("支持渝西地区|引导渝西地区|我市|各区县要", told)


def test_no_other_district_is_named(plan: Plan, back: Document) -> None:
    for name in ("璧山", "铜梁", "合川", "江津", "潼南", "大足", "荣昌", "渝北", "涪陵", "北碚"):
        assert name not in back.text
