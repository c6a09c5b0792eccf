"""The scores: how records pair, and what counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from docparse.errors import DocparseError
from docparse.evaluation import Tally, evaluate, evaluate_diff
from docparse.evaluation.likeness import alike, bare, dice, squash
from docparse.evaluation.matchers import MATCHERS, same_duty, same_finding, same_scope

# --- likeness and matchers -------------------------------------------------------------------------------------------


def test_squash_and_bare_fold_layout() -> None:
    assert squash(" ２０２６ 年　（试行） ") == "2026年(试行)"
    assert bare("“强基”、行动：——一期") == "强基行动一期"
    assert squash(None) == bare(None) == ""


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("云江市", "云江市", 1.0),
        ("", "", 1.0),
        ("云江", "", 0.0),
        ("甲乙丙", "甲乙丁", 0.5),
        ("甲", "甲乙", 0.0),
        ("甲，乙", "甲乙", 1.0),
    ],
)
def test_dice(one: str, other: str, expected: float) -> None:
    assert dice(one, other) == pytest.approx(expected)


def test_alike_when_one_holds_the_other() -> None:
    assert alike("规上企业数量", "企业数量", 0.99)
    assert not alike("规上企业数量", "", 0.1)
    assert not alike("甲乙丙", "甲乙丁", 0.51)


TARGET = {
    "section": "2", "indicator": "充电桩数量", "comparator": "reach", "value": 300, "value_max": None, "unit": "个", "by": "2026",
}  # fmt: skip
RULE = "FREQ=YEARLY;BYMONTH=3,6"

CASES: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("sections", {"path": "1.2", "heading": "培育企业"}, {"path": "1.2", "heading": "培育企业。"}, True),
    ("sections", {"path": "1.2", "heading": "培育企业"}, {"path": "1.3", "heading": "培育企业"}, False),
    ("sections", {"path": "1.2", "heading": "培育企业"}, {"path": "1.2", "heading": "建设平台"}, False),
    ("sections", {"path": "1", "heading": ""}, {"path": "1", "heading": ""}, True),
    ("agencies", {"name": "区 数据局"}, {"name": "区数据局"}, True),
    ("agencies", {"name": "区数据局"}, {"name": "数据局"}, False),
    ("members", {"name": "甲 某", "role": "组长", "titles": ["区长"]}, {"name": "甲某", "role": "组长", "titles": ["区长"]}, True),
    ("members", {"name": "甲某", "role": "组长", "titles": []}, {"name": "甲某", "role": "副组长", "titles": []}, False),
    ("members", {"name": "甲", "role": "", "titles": ["乙", "丙"]}, {"name": "甲", "role": "", "titles": ["丙", "乙"]}, False),
    ("bodies", {"name": "数字经济专班", "kind": "task_force"}, {"name": "南浦区数字经济专班", "kind": "task_force"}, True),
    ("bodies", {"name": "数字经济专班", "kind": "task_force"}, {"name": "数字经济专班", "kind": "office"}, False),
    ("targets", TARGET, TARGET, True),
    ("targets", TARGET, {**TARGET, "by": "2026-12-31", "comparator": "at_least", "indicator": "公共充电桩数量"}, True),
    ("targets", TARGET, {**TARGET, "comparator": "at_most"}, False),
    ("targets", TARGET, {**TARGET, "section": "3"}, False),
    ("targets", {**TARGET, "section": None}, {**TARGET, "section": "3"}, True),
    ("targets", TARGET, {**TARGET, "value": 301}, False),
    ("targets", TARGET, {**TARGET, "value_max": 400}, False),
    ("targets", TARGET, {**TARGET, "unit": "座"}, False),
    ("targets", TARGET, {**TARGET, "indicator": "营业收入"}, False),
    ("targets", TARGET, {**TARGET, "by": None}, False),
    ("deadlines", {"section": "1", "kind": "by", "end": "2026-06-30"}, {"section": "1", "kind": "by", "end": "2026-06-30"}, True),
    ("deadlines", {"section": "1", "kind": "by", "end": "2026-06-30"}, {"section": "2", "kind": "by", "end": "2026-06-30"}, False),
    ("deadlines", {"kind": "by", "end": "2026-06-30"}, {"kind": "period", "end": "2026-06-30"}, False),
    ("deadlines", {"kind": "period", "start": "2026-01-01"}, {"kind": "period", "start": "2026-02-01"}, False),
    ("deadlines", {"kind": "recurring", "rrule": RULE}, {"kind": "recurring", "rrule": "RRULE:BYMONTH=3,6;FREQ=YEARLY"}, True),
    ("deadlines", {"kind": "recurring", "rrule": RULE}, {"kind": "recurring", "rrule": None}, False),
    ("deadlines", {"kind": "recurring", "rrule": None}, {"kind": "recurring", "rrule": None, "start": "2020"}, True),
    ("deadlines", {"kind": "relative", "offset": "P30D"}, {"kind": "relative", "offset": "P30D", "end": "2026-01-01"}, True),
    ("deadlines", {"kind": "relative", "offset": "P30D"}, {"kind": "relative", "offset": "P1M"}, False),
    ("citations", {"title": "《办法》", "doc_number": None}, {"title": "办法", "doc_number": "云府发〔2020〕1号"}, True),
    ("citations", {"title": "办法", "doc_number": "云府发〔2020〕1号"}, {"title": "办法", "doc_number": None}, False),
    ("tables", {"header": ["序号"], "rows": [["1 "]]}, {"header": ["序 号"], "rows": [["1"]]}, True),
    ("tables", {"header": ["序号"], "rows": [["1"]]}, {"header": [], "rows": [["序号"], ["1"]]}, False),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "gold", "found", "expected"), CASES)
def test_matchers(kind: str, gold: dict[str, Any], found: dict[str, Any], expected: bool) -> None:
    assert MATCHERS[kind](gold, found) is expected


def test_every_matcher_has_a_case_for_and_one_against() -> None:
    assert {(kind, expected) for kind, _, _, expected in CASES} == {(k, e) for k in MATCHERS for e in (True, False)}


DUTY = {"section": "1", "role": "lead", "agency": "区数据局", "task": "培育软件企业"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"task": ""}, True),
        ({"task": "培育企业"}, True),
        ({"task": "建设智算中心"}, False),
        ({"role": "support"}, False),
        ({"section": "2"}, False),
        ({"agency": "区财政局"}, False),
    ],
)
def test_same_duty(change: dict[str, str], expected: bool) -> None:
    assert same_duty(DUTY, {**DUTY, **change}) is expected


def test_same_finding_and_scope() -> None:
    assert same_finding({"quote": "云江市市"}, {"quote": "在云江市市内"})
    assert same_finding({"quote": "在云江市市内"}, {"quote": "云江市市"})
    assert not same_finding({"quote": "甲"}, {"quote": ""})
    assert same_scope({"scope": "南浦区"}, {"scope": "云江市南浦区"})
    assert not same_scope({"scope": "南浦区"}, {"scope": None})


# --- tallies and the whole evaluation --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tally", "figures"),
    [
        (Tally(), (1.0, 1.0, 1.0)),
        (Tally(0, 2, 0), (0.0, 0.0, 0.0)),
        (Tally(0, 0, 2), (0.0, 1.0, 0.0)),
        (Tally(1, 1, 0), (1.0, 0.5, 2 / 3)),
        (Tally(3, 1, 1), (0.75, 0.75, 0.75)),
    ],
)
def test_tally(tally: Tally, figures: tuple[float, float, float]) -> None:
    assert (tally.precision, tally.recall, tally.f1) == pytest.approx(figures)


GOLD = {
    "meta": {"title": "通知", "issuers": ["甲", "乙"], "period": {"start": 2024, "end": 2026}, "cc": []},
    "sections": [{"path": "notice:1", "heading": "要求"}, {"path": "1", "heading": "目标"}, {"path": "annex1:1", "heading": "表"}],
    "agencies": [{"name": "区数据局"}, {"name": "区财政局"}, {"name": "各镇街", "kind": "generic"}, {"name": "区委", "optional": True}],
    "targets": [{**TARGET, "section": "1", "scope": "南浦区"}, {**TARGET, "section": "1", "value": 5, "scope": None}],
    "assignments": [{"section": "1", "task": "目标", "lead": ["区数据局"], "support": ["区财政局"]}],
    "findings": [{"quote": "错字"}, {"quote": "缺号", "optional": True}],
}  # fmt: skip
PREDICTION: dict[str, Any] = {
    "text": "区数据局牵头",
    "meta": {"title": "通知", "issuers": ["乙"], "period": {"end": 2026, "start": 2024}, "cc": ["丙"], "spans": {}},
    "parts": [{"id": "n", "kind": "notice"}, {"id": "p", "kind": "plan"}, {"id": "a", "kind": "annex"}],
    "sections": [
        {"id": "s1", "part": "n", "path": "1", "heading": "要求"},
        {"id": "s2", "part": "p", "path": "1", "heading": "目标"},
        {"id": "s3", "part": "a", "path": "1", "heading": "表"},
    ],
    "agencies": [
        {"name": "区数据局", "kind": "department", "span": [0, 4], "quote": "区数据局"},
        {"name": "区委", "kind": "party", "span": [0, 4], "quote": "区委"},
        {"name": "有关部门", "kind": "generic", "span": [0, 0], "quote": ""},
    ],
    "targets": [{**TARGET, "section": "s2", "scope": "全市"}],
    "assignments": [
        {"section": "s2", "task": "别的", "lead": [{"name": "区数据局"}, {"name": "区财政局"}]},
    ],
}


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    (tmp_path / "a.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "tally"),
    [
        ("meta", Tally(3, 1, 1)),
        ("sections", Tally(3, 0, 0)),
        ("agencies", Tally(1, 1, 0)),
        ("targets", Tally(1, 1, 0)),
        ("scopes", Tally(0, 1, 0)),
        ("assignments", Tally(1, 1, 1)),
        ("findings", Tally(0, 1, 0)),
    ],
)
def test_evaluate(gold_folder: Path, kind: str, tally: Tally) -> None:
    assert evaluate(gold_folder, {"a": PREDICTION}).kinds[kind] == tally


def test_only_annotated_kinds_are_scored(gold_folder: Path) -> None:
    evaluation = evaluate(gold_folder, {"a": {**PREDICTION, "members": [{"name": "甲"}]}})
    assert list(evaluation.kinds) == ["meta", "sections", "agencies", "targets", "scopes", "assignments", "findings"]


def test_tasks_tell_duties_of_one_section_apart(tmp_path: Path) -> None:
    gold = {"assignments": [{"section": "", "task": t, "lead": ["区数据局"]} for t in ("培育软件企业", "建设智算中心")]}
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    said = [{"task": "培育软件企业", "lead": ["区数据局"]}, {"task": "举办论坛", "lead": ["区数据局"]}]
    assert evaluate(tmp_path, {"a": {"assignments": said}}).kinds["assignments"] == Tally(1, 1, 1)


def test_optional_gold_leaves_the_record_to_required_gold(tmp_path: Path) -> None:
    gold = {"agencies": [{"name": "区委", "optional": True}, {"name": "区委"}]}
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    assert evaluate(tmp_path, {"a": {"agencies": [{"name": "区委"}]}}).kinds["agencies"] == Tally(1, 0, 0)


def test_errors_name_document_kind_and_record(gold_folder: Path) -> None:
    errors = evaluate(gold_folder, {"a": PREDICTION}).errors
    assert {str(e).split(":")[0] for e in errors} >= {"a meta extra", "a agencies missed", "a findings missed"}
    assert [e.record["name"] for e in errors if e.kind == "agencies"] == ["区财政局"]


def test_missing_prediction_counts_as_missed_and_is_named(gold_folder: Path) -> None:
    evaluation = evaluate(gold_folder, {})
    assert evaluation.unanswered == ("a",)
    assert evaluation.all.hits == 0
    assert evaluation.table().endswith("no prediction for a")


def test_table(gold_folder: Path) -> None:
    lines = evaluate(gold_folder, {"a": PREDICTION}).table().splitlines()
    assert lines[0].split() == ["kind", "P", "R", "F1", "hits", "missed", "extra"]
    assert lines[1].split() == ["meta", "0.750", "0.750", "0.750", "3", "1", "1"]
    assert lines[-2].split()[0] == "all"
    assert lines[-1].split()[:4] == ["grounded", "1", "of", "5"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "no gold"),
        ("{", "not readable"),
        ("[]", "must be a JSON object"),
        ('{"agencies": {}}', "agencies must be a list"),
        ('{"agencies": [{"kind": "department"}]}', r"agencies\[0\] has no 'name'"),
        ("[" * 100_000, "not readable"),
    ],
)
def test_bad_gold(tmp_path: Path, content: str | None, complaint: str) -> None:
    if content is not None:
        (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(DocparseError, match=complaint):
        evaluate(tmp_path, {})


# --- diffs -----------------------------------------------------------------------------------------------------------

LINKS = {
    "requirements": [
        {"upper": "1", "status": "covered", "lower": ["2"], "also": ["partial"]},
        {"upper": "2", "status": "missing", "lower": []},
        {"upper": "3", "status": "covered", "lower": ["4", "5"], "optional_lower": ["6"]},
        {"upper": "4", "status": "missing", "lower": [], "optional": True},
    ],
    "additions": ["9", "10"],
}


def test_evaluate_diff() -> None:
    items = [
        {"upper": "1", "status": "partial", "lower": ["3", "2"]},
        {"upper": "3.1", "status": "covered", "lower": ["6", "4"]},
        {"upper": "3.2", "status": "not_applicable", "lower": ["4", "7"]},
        {"upper": "30", "status": "missing", "lower": []},
        {"upper": "4", "status": "conflict", "lower": ["1"]},
    ]
    score = evaluate_diff(
        LINKS, {"items": items, "additions": [{"lower": "9", "text": ""}, {"lower": "8", "text": ""}]}
    )
    assert score.status_accuracy == pytest.approx(2 / 3)
    assert score.links == Tally(2, 1, 2)
    assert score.best_link == (1, 2)
    assert score.additions == Tally(1, 1, 1)
    assert [(v.upper, v.said) for v in score.errors] == [("1", "partial"), ("2", None), ("3", "covered")]
    assert score.table().splitlines()[0] == "status accuracy 2/3 = 0.667"


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["covered", "covered"], "covered"),
        (["covered", "missing"], "partial"),
        (["not_applicable", "missing"], "missing"),
        (["not_applicable", "not_applicable"], "partial"),
    ],
)
def test_several_items_answer_as_one(statuses: list[str], said: str) -> None:
    items = [{"upper": f"1.{n}", "status": status, "lower": []} for n, status in enumerate(statuses, 1)]
    gold = {"requirements": [{"upper": "1", "status": "covered", "lower": []}]}
    assert evaluate_diff(gold, {"items": items}).verdicts[0].said == said
