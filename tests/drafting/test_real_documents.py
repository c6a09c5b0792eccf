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
    return [real("003"), real("001"), real("002")]


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
    stated = {d.end for document in upper for d in document.deadlines}
    assert "2027-12-31" in {d.end for d in back.deadlines if d.kind == "by"} <= stated


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
    principal, listing, city = (d.meta.doc_number for d in upper)
    assert [b.number for b in plan.basis] == [city, principal, listing]
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


# --- the two figures that are told of a draft ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def beside() -> tuple[Document, Document]:
    """A plan of the city's for all districts, and how one of them answered it."""
    return real("002"), real("004")


def test_the_skeleton_anticipates_what_a_district_wrote(beside: tuple[Document, Document], tmp_path: Path) -> None:
    """Of the tasks in the third chapter of the real plan, the share that some section of the skeleton is linked to."""
    city, district = beside
    file = tmp_path / "plan.docx"
    file.write_bytes(render(outline([city], "渝北区")))
    parents = {s.parent for s in district.sections}
    tasks = {
        district.address(s.id)
        for s in district.sections
        if district.address(s.id).startswith("3.") and s.id not in parents
    }
    linked = {link.lower for link in diff(extract(file), district).links}
    assert len(tasks) == 15
    assert len(tasks & linked) / len(tasks) >= 0.7


def numbers(text: str) -> list[str]:
    """The numbers of a draft's text, without ordinals of its own and without what stands in blanks."""
    for start, end in reversed(list(blanks(text))):
        text = text[:start] + text[end:]
    text = re.sub(r"(?m)^(?:附件：?)?\d+(?:．|\t|$)", "", text)
    return re.findall(r"\d+(?:\.\d+)?", text)


@pytest.mark.parametrize(
    "template",
    [
        "implementation_plan",
        "action_plan",
        "forwarding_notice",
        "leading_group_notice",
        "task_ledger",
        "quarterly_report",
        "working_paper",
    ],
)
@pytest.mark.parametrize(
    ("upper", "region", "bodies"), [(("003", "001", "002"), "永川区", ("000",)), (("002",), "渝北区", ())]
)
def test_every_number_stands_in_a_source(
    upper: tuple[str, ...], region: str, bodies: tuple[str, ...], template: str, tmp_path: Path
) -> None:
    documents = [real(prefix) for prefix in (*upper, *bodies)]
    made = outline(documents[: len(upper)], region, documents[len(upper) :])
    file = tmp_path / "plan.docx"
    file.write_bytes(render(made, template=template))
    stated = {number for d in documents for number in numbers(d.text + (d.meta.issued_on or ""))}
    stated |= {"1", "2", "3", "4", "5", "6", "7"}  # levels of the sections that are cited
    last = str((made.period.end if made.period else 2023) - 1)  # the years between are the period's
    invented = set(numbers(extract(file).text)) - stated - {last}
    assert invented == set()
