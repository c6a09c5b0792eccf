"""Two versions of one document: what changed is found, what did not is not, and both directions mirror each other."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docparse.pipeline import extract
from docparse.readers import read
from docparse.records import Document
from docparse.results import RecordRevision, RevisionResult, SectionRevision
from docparse.revising import revisions
from docparse.revising.rewording import runs
from tests.matching.conftest import make_document

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
STEMS = sorted(path.stem for path in CORPORA.glob("*.txt"))
MIRROR = {"added": "dropped", "dropped": "added"}


@cache
def document(name: str) -> Document:
    return extract(CORPORA / f"{name}.txt")


@pytest.fixture(scope="module")
def revised() -> RevisionResult:
    return revisions(document("lanchuan-logistics-action"), document("versions/lanchuan-logistics-action-revised"))


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Document]:
    """A document of the corpus with stretches of its text replaced."""

    def edit(stem: str, *changes: tuple[str, str]) -> Document:
        text = (CORPORA / f"{stem}.txt").read_text(encoding="utf-8")
        for was, becomes in changes:
            assert text.count(was) == 1, was
            text = text.replace(was, becomes)
        file = tmp_path / f"{stem}.txt"
        file.write_text(text, encoding="utf-8")
        return extract(read(file))

    return edit


def section(result: RevisionResult, heading: str) -> SectionRevision:
    (found,) = [s for s in result.sections if s.heading == heading]
    return found


def changed(piece_owner: SectionRevision) -> list[tuple[str, str]]:
    return [(piece.op, piece.text) for piece in piece_owner.pieces if piece.op != "equal"]


# --- the second version of a plan ------------------------------------------------------------------------------------


def test_each_kind_of_change_of_a_section_is_found(revised: RevisionResult) -> None:
    by_kind = {
        kind: [s.heading for s in revised.sections if kind in s.changes] for kind in ("moved", "added", "dropped")
    }
    assert by_kind == {"moved": ["补齐冷链短板"], "added": ["守牢安全底线"], "dropped": ["深化区域协作"]}
    assert (section(revised, "补齐冷链短板").old, section(revised, "补齐冷链短板").new) == ("2.4.3", "2.1.3")
    reworded = [s.heading for s in revised.sections if s.changes == ["reworded"] and s.new]
    assert reworded == ["主要目标", "做强铁路物流基地", "县级共配中心", "清理规范收费", "砚溪区", "严格监测考核"]


def test_rewording_is_told_word_by_word(revised: RevisionResult) -> None:
    assert changed(section(revised, "主要目标")) == [("delete", "150"), ("insert", "160")]
    assert changed(section(revised, "做强铁路物流基地")) == [("insert", "和农产品批发市场")]


def test_records_that_are_not_as_they_were(revised: RevisionResult) -> None:
    told = {
        (r.kind, r.change): [x.note for x in revised.records if (x.kind, x.change) == (r.kind, r.change)]
        for r in revised.records
    }
    assert told["target", "changed"] == [
        "指标“A级物流企业”（150家）：数值由150家改为160家",
        "指标“集分拣、仓储、中转于一体的共同配送中心”（不低于1个）：时限由2026年6月30日改为2026年9月30日",
        "指标“A级物流企业”（40家）：数值由40家改为50家",
    ]
    assert [n.rpartition("：")[2] for n in told["deadline", "changed"]] == [
        "时限由2026年6月底前改为2026年9月底前",
        "时限由每季度末月20日前改为每季度末月15日前",
    ]
    (lead,) = told["assignment", "changed"]
    assert "牵头由市市场监管局改为市发展改革委" in lead
    assert {key for key in told if key[1] != "changed"} == {
        ("deadline", "added"), ("deadline", "dropped"), ("assignment", "added"), ("assignment", "dropped"),
    }  # fmt: skip


def test_the_head_is_compared(revised: RevisionResult) -> None:
    assert {f.field: f.new for f in revised.meta}["doc_number"] == "岚府办发〔2026〕22号"


def test_evidence_stands_at_its_place_in_both_versions(revised: RevisionResult) -> None:
    old, new = document("lanchuan-logistics-action"), document("versions/lanchuan-logistics-action-revised")
    for record in revised.records:
        for source, cited in ((old, record.old), (new, record.new)):
            assert cited is None or source.text[slice(*cited.span)] == cited.quote
    for found in revised.sections:
        for piece in found.pieces:
            assert piece.old is None or old.text[slice(*piece.old)] == piece.text
            assert piece.new is None or new.text[slice(*piece.new)] == piece.text
            assert {"equal": (True, True), "delete": (True, False), "insert": (False, True)}[piece.op] == (
                piece.old is not None,
                piece.new is not None,
            )


# --- people ----------------------------------------------------------------------------------------------------------


def members(result: RevisionResult) -> list[tuple[str, str]]:
    return [(record.change, record.note) for record in result.records if record.kind == "member"]


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ([("裴 南 区卫生健康局局长", "孟 溪 区卫生健康局局长")], [("replaced", "成员由裴南（区卫生健康局局长）改为孟溪（区卫生健康局局长）")]),
        ([("组 长：贺知遥 区委副书记、区政府区长", "组 长：闻人舒 区委书记")], [("replaced", "组长由贺知遥（区委副书记、区政府区长）改为闻人舒（区委书记）")]),
        ([("丁 遥 区市场监管局局长\n\n", "")], [("dropped", "不再列成员丁遥（区市场监管局局长）")]),
        ([("殷 川 区统计局局长", "殷 川 区统计局局长\n\n孟 溪 区应急局局长")], [("added", "新增成员孟溪（区应急局局长）")]),
        ([("尹 禾 区工信局党组书记", "尹 禾 区工信局局长")], [("changed", "尹禾：职务由区工信局党组书记改为区工信局局长")]),
    ],
)  # fmt: skip
def test_members(edits: list[tuple[str, str]], told: list[tuple[str, str]], edited: Callable[..., Document]) -> None:
    old = document("tonglu-data-leadgroup")
    assert members(revisions(old, edited("tonglu-data-leadgroup", *edits))) == told


# --- properties ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stem", STEMS)
def test_a_document_has_not_changed_from_itself(stem: str) -> None:
    result = revisions(document(stem), document(stem))
    assert (result.meta, result.sections, result.records, result.summary) == ([], [], [], {})


@pytest.mark.parametrize("stem", [stem for stem in STEMS if (CORPORA / f"{stem}.docx").exists()][:6])
def test_a_document_is_the_same_in_every_format(stem: str) -> None:
    """What only the page or the Word file brings along (running heads, wrapped lines, numbering) is no change."""
    for suffix in ("docx", "pdf"):
        result = revisions(document(stem), extract(CORPORA / f"{stem}.{suffix}"))
        assert (result.meta, result.sections, result.records) == ([], [], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lanchuan-logistics-action", "versions/lanchuan-logistics-action-revised"),
        ("lanchuan-logistics-action", "yanxi-logistics-scheme"),
        ("tonglu-data-leadgroup", "lanping-digital-leadgroup"),
    ],
)
def test_exchanged_versions_mirror(one: str, other: str) -> None:
    there, back = revisions(document(one), document(other)), revisions(document(other), document(one))
    assert sections(there) == mirrored_sections(back)
    assert records(there) == sorted(
        (kind, MIRROR.get(change, change), old, new) for kind, change, new, old in records(back)
    )


def records(result: RevisionResult) -> list[tuple[str, str, str, str]]:
    def quoted(record: RecordRevision) -> tuple[str, str]:
        return (record.old.quote if record.old else "", record.new.quote if record.new else "")

    return sorted((record.kind, record.change, *quoted(record)) for record in result.records)


def sections(result: RevisionResult) -> set[tuple[object, ...]]:
    """What is said of each section, without the order of deletions and insertions."""
    return {(tuple(s.changes), s.old, s.new, frozenset(changed(s))) for s in result.sections}


def mirrored_sections(result: RevisionResult) -> set[tuple[object, ...]]:
    mirror = {"insert": "delete", "delete": "insert"}
    return {
        (
            tuple(MIRROR.get(change, change) for change in s.changes),
            s.new,
            s.old,
            frozenset((mirror[op], text) for op, text in changed(s)),
        )
        for s in result.sections
    }


TASKS = {
    "建设冷链设施": "支持产地建设冷库和预冷车间，配备冷藏运输车辆。",
    "培育制茶工匠": "支持职业院校开设制茶专业，建立名师工作室。",
    "清理市场收费": "全面取消摊位管理费，公布收费清单。",
    "完善标准体系": "制定茶叶分级标准，推行质量追溯。",
    "拓展外销渠道": "组织企业参加展会，开行茶叶专列。",
}


def plan(tasks: list[str]) -> Document:
    numbers = "一二三四五"
    lines = [f"（{number}）{name}。{TASKS[name]}" for number, name in zip(numbers, tasks, strict=False)]
    return make_document("一、重点任务\n" + "\n".join(lines))


@settings(deadline=None)
@given(st.permutations(sorted(TASKS)))
def test_sections_in_another_order_have_moved_and_nothing_else(order: list[str]) -> None:
    there, back = revisions(plan(sorted(TASKS)), plan(order)), revisions(plan(order), plan(sorted(TASKS)))
    assert all(s.changes == ["moved"] for s in there.sections)
    assert bool(there.sections) == (order != sorted(TASKS))
    assert sections(there) == mirrored_sections(back)


@settings(deadline=None)
@given(st.sampled_from(sorted(TASKS)), st.permutations(sorted(TASKS)))
def test_the_other_sections_stay_where_one_moves(name: str, order: list[str]) -> None:
    rest = [task for task in order if task != name]
    for place in range(len(rest) + 1):
        result = revisions(plan([name, *rest]), plan([*rest[:place], name, *rest[place:]]))
        assert len(result.sections) <= place
        assert {change for s in result.sections for change in s.changes} <= {"moved"}


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(TASKS)), unique=True, min_size=1))
def test_what_is_left_out_is_dropped_and_the_rest_is_as_it_was(kept: list[str]) -> None:
    order = [task for task in sorted(TASKS) if task in kept]
    result = revisions(plan(sorted(TASKS)), plan(order))
    assert {(s.heading, *s.changes) for s in result.sections} == {(t, "dropped") for t in TASKS if t not in kept}


def test_a_section_under_another_heading_has_moved() -> None:
    old = make_document(
        "一、甲类工作\n（一）建设冷库。支持产地建设冷库。\n（二）开行专列。组织开行茶叶专列。\n二、乙类任务\n（一）制定标准。制定分级标准。"
    )
    new = make_document(
        "一、甲类工作\n（一）建设冷库。支持产地建设冷库。\n二、乙类任务\n（一）制定标准。制定分级标准。\n（二）开行专列。组织开行茶叶专列。"
    )
    assert [(s.heading, s.changes, s.old, s.new) for s in revisions(old, new).sections] == [
        ("开行专列", ["moved"], "1.2", "2.2")
    ]


@given(st.text("甲乙丙，。1", max_size=40), st.text("甲乙丙，。1", max_size=40))
def test_runs_give_both_texts_back_and_mirror(old: str, new: str) -> None:
    found = runs(old, new)
    assert "".join(text for op, text in found if op != "insert") == old
    assert "".join(text for op, text in found if op != "delete") == new
    assert all(text for _, text in found)
    back = runs(new, old)
    for ours, theirs in (("delete", "insert"), ("insert", "delete"), ("equal", "equal")):
        assert [text for op, text in found if op == ours] == [text for op, text in back if op == theirs]


def test_equal_texts_are_one_run() -> None:
    assert runs("建设冷库。", "建设冷库。") == [("equal", "建设冷库。")]


@settings(deadline=None, max_examples=25)
@given(st.text(st.characters(blacklist_categories=()), max_size=80), st.text(st.characters(blacklist_categories=()), max_size=80))  # fmt: skip
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    old, new = make_document("一、任务\n（一）" + one), make_document("一、任务\n（一）" + other)
    assert revisions(old, old).sections == []
    revisions(old, new)
