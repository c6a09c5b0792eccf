"""Each proof can fail: a gold value that the text doesn't say is told, one that it says is not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from docparse.cli import app
from docparse.corpus import Annotated, check, read_corpus, slips

TEXT = """某港市人民政府文件
某港市人民政府关于成立渡口改造领导小组的通知（2026—2028年）
某政发〔2026〕8号
各区人民政府：
根据《某港市渡口条例》（某政发[2024]2号），决定成立渡口改造领导小组。
一、组成人员
组　长：卓　岸　市委副书记、市长
市交通局局长江一苇为成员。
- 1 -
二、目标
（一）近期。到2027年底，改造渡口百分之九十五，新增趸船3—5艘、渡轮两艘；今年培训300人。
（二）远期。每年6月30日前报市交通局，办公室设在市交通局。（市交通局牵头，各区配合）
以上各区任务不再逐一列出。
附表：指标（%）　2028年　达标率（%）　98
某港市人民政府
2026年2月3日
（此件公开发布）
"""

GOLD: dict[str, Any] = {
    "meta": {
        "title": "某港市人民政府关于成立渡口改造领导小组的通知（2026—2028年）",
        "doc_number": "某政发〔2026〕8号",
        "issuers": ["某港市人民政府"],
        "addressees": ["各区人民政府"],
        "region": "某港市",
        "issued_on": "2026-02-03",
        "period": {"start": 2026, "end": 2028},
        "disclosure": "public",
    },
    "sections": [
        {"path": "1", "number": "一、", "heading": "组成人员"},
        {"path": "2", "number": "二、", "heading": "目标"},
        {"path": "2.1", "number": "（一）", "heading": "近期"},
        {"path": "2.2", "number": "（二）", "heading": "远期"},
    ],
    "tables": [{"header": ["指标（%）", "2028年"], "rows": [["达标率（%）", "98"]]}],
    "agencies": [{"name": "市交通局", "kind": "department"}],
    "members": [
        {"name": "卓岸", "role": "组长", "titles": ["市委副书记", "市长"]},
        {"name": "江一苇", "role": "成员", "titles": ["市交通局局长"]},
    ],
    "bodies": [
        {"name": "渡口改造领导小组", "kind": "leading_group", "host": None, "parent": None},
        {"name": "办公室", "kind": "office", "host": "市交通局", "parent": "渡口改造领导小组"},
    ],
    "targets": [
        {"section": "2.1", "indicator": "改造渡口", "value": 95, "unit": "%", "by": "2027"},
        {"section": "2.1", "indicator": "趸船", "value": 3, "value_max": 5, "unit": "艘", "by": "2027"},
        {"section": "2.1", "indicator": "渡轮", "value": 2, "unit": "艘", "by": "2027"},
        {"section": "2.1", "indicator": "培训", "value": 300, "unit": "人", "by": "2026"},
        {"section": "2.2", "indicator": "达标率", "value": 98, "unit": "%", "by": "2028"},
    ],
    "deadlines": [
        {"section": "2.1", "kind": "by", "end": "2027-12-31", "quote": "到2027年底"},
        {
            "section": "2.2",
            "kind": "recurring",
            "rrule": "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30",
            "quote": "每年6月30日前",
        },
    ],
    "assignments": [{"section": "2.2", "task": "远期", "lead": ["市交通局"], "support": ["各区"]}],
    "citations": [{"title": "某港市渡口条例", "doc_number": "某政发〔2024〕2号", "relation": "basis"}],
    "findings": [{"code": "brackets", "section": None, "quote": "某政发[2024]2号"}],
}

DEFAULTS: dict[str, dict[str, Any]] = {
    "targets": {"scope": None, "comparator": "reach", "value_max": None, "aspirational": False},
    "deadlines": {"start": None, "end": None, "rrule": None},
    "assignments": {"lead": [], "support": [], "responsible": [], "implement": []},
}


def full_gold() -> dict[str, Any]:
    gold = copy.deepcopy(GOLD)
    for kind, fields in DEFAULTS.items():
        gold[kind] = [{**fields, **record} for record in gold[kind]]
    return gold


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "upper", TEXT, full_gold())
    return tmp_path


def write(folder: Path, name: str, text: str, gold: dict[str, Any]) -> None:
    (folder / "gold" / "links").mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "gold" / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")


def problems(folder: Path) -> str:
    return "\n".join(str(slip) for slip in check(read_corpus(folder)))


def test_gold_that_the_text_says_is_in_order(folder: Path) -> None:
    assert problems(folder) == ""


def put(kind: str, number: int, field: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def spoil(gold: dict[str, Any]) -> None:
        gold[kind][number][field] = value

    return spoil


def of_meta(field: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda gold: gold["meta"].update({field: value})


SPOILT = [
    (of_meta("title", "某港市人民政府的通知"), "meta: '某港市人民政府的通知'"),
    (of_meta("addressees", ["各县人民政府"]), "各县人民政府"),
    (of_meta("issued_on", "2026-02-04"), "2026年2月4日"),
    (of_meta("period", {"start": 2026, "end": 2030}), "does not say the period"),
    (of_meta("disclosure", None), "disclosure is None"),
    (put("sections", 1, "heading", "指标体系"), "sections[1]"),
    (put("sections", 1, "path", "1"), "stands twice"),
    (put("sections", 3, "path", "2.3"), "does not end in the number"),
    (put("sections", 3, "path", "4.2"), "no section above it"),
    (put("tables", 0, "rows", [["达标率（%）", "99"]]), "one after the other"),
    (put("tables", 0, "rows", [["达标率（%）"]]), "different lengths"),
    (put("agencies", 0, "name", "市港航局"), "市港航局"),
    (put("agencies", 0, "kind", None), "agencies[0]: kind is empty"),
    (put("members", 0, "role", ""), "members[0]: role is empty"),
    (put("members", 0, "titles", ["市长", "市委副书记"]), "members[0]"),
    (put("members", 1, "name", "江苇"), "members[1]"),
    (put("bodies", 1, "host", "市财政局"), "设在市财政局"),
    (put("bodies", 1, "parent", "指挥部"), "no body of this gold"),
    (put("targets", 0, "value", 96), "96% does not stand"),
    (put("targets", 1, "value_max", 6), "the range 3—6艘"),
    (put("targets", 2, "value", 4), "4艘 does not stand"),
    (put("targets", 3, "by", "2025"), "says 2025"),
    (put("targets", 3, "section", "1"), "targets[3]"),
    (put("targets", 4, "value", 97), "97% does not stand"),
    (put("targets", 0, "scope", "各县"), "'各县'"),
    (put("deadlines", 0, "end", "2028-12-31"), "is not of a year"),
    (put("deadlines", 1, "rrule", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=20"), "another day"),
    (put("deadlines", 1, "rrule", None), "what recurs has a rule"),
    (put("assignments", 0, "lead", ["市财政局"]), "市财政局"),
    (put("assignments", 0, "task", "中期"), "中期"),
    (put("citations", 0, "doc_number", "某政发〔2024〕3号"), "〔2024〕3号"),
    (put("findings", 0, "quote", "某政发【2024】2号"), "findings[0]"),
]


@pytest.mark.parametrize(("spoil", "told"), SPOILT, ids=[told for _, told in SPOILT])
def test_a_spoilt_value_is_told(folder: Path, spoil: Callable[[dict[str, Any]], None], told: str) -> None:
    gold = full_gold()
    spoil(gold)
    write(folder, "upper", TEXT, gold)
    assert told in problems(folder)


def test_an_assignment_needs_a_body(folder: Path) -> None:
    gold = full_gold()
    gold["assignments"][0] |= {"lead": [], "support": []}
    write(folder, "upper", TEXT, gold)
    assert "names no body" in problems(folder)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda gold: gold["targets"][0].pop("scope"), "targets[0]: has no 'scope'"),
        (lambda gold: gold["sections"][0].pop("number"), "sections[0]: has no 'number'"),
        (put("targets", 0, "by", 2027), "targets[0]: a field is not of the form"),
        (of_meta("issued_on", "3 February"), "meta: a field is not of the form"),
    ],
)
def test_a_field_that_is_missing_or_malformed_is_told(
    folder: Path, spoil: Callable[[dict[str, Any]], None], told: str
) -> None:
    gold = full_gold()
    spoil(gold)
    write(folder, "upper", TEXT, gold)
    assert told in problems(folder)


def test_a_clause_that_binds_all_tasks_gives_implementers_only() -> None:
    gold = full_gold()
    gold["assignments"] = [{**DEFAULTS["assignments"], "section": "2.1", "task": "近期", "implement": ["各区"]}]
    document = Annotated("a", "".join(TEXT.split()).replace("- 1 -", ""), gold)
    assert list(slips(document, "assignments")) == []
    gold["assignments"][0] |= {"implement": [], "lead": ["各区"]}
    assert list(slips(document, "assignments"))


# --- a folder ---------------------------------------------------------------------------------------------------------

LINKS: dict[str, Any] = {
    "requirements": [{"upper": "2.1", "kind": "task", "status": "covered", "lower": ["2.1"], "note": ""}],
    "additions": ["2.2"],
}


def with_lower(folder: Path, links: dict[str, Any]) -> str:
    """The problems of a pair whose lower document says other sentences."""
    text = TEXT.replace("某", "乙").replace("乙政发[2024]2号", "某政发〔2026〕8号").replace("决定", "县里")
    gold = json.loads(json.dumps(full_gold()).replace("\\u67d0", "\\u4e59"))
    gold["citations"][0]["doc_number"] = "某政发〔2026〕8号"
    gold["findings"] = []
    lines = {
        "到2027年底": "最晚到2027年底",
        "每年6月30日前报": "每年6月30日前送",
        "市交通局局长": "兼任市交通局局长",
        "以上": "前述",
    }
    for old, new in lines.items():
        text = text.replace(old, new)
    write(folder, "lower", text.replace("组　长", "领　导"), gold)
    file = folder / "gold" / "links" / "upper--lower.json"
    file.write_text(json.dumps(links, ensure_ascii=False), encoding="utf-8")
    return problems(folder)


def test_links_that_lead_somewhere_are_in_order(folder: Path) -> None:
    assert with_lower(folder, LINKS) == ""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"upper": "3"}, "'3' is no section of upper"),
        ({"status": "done"}, "'done' is no status"),
        ({"status": "missing"}, "is missing, but its lower sections are"),
        ({"lower": []}, "is covered, but its lower sections are"),
        ({"lower": ["5.1"]}, "'5.1' is no section of lower"),
        ({"lower": ["2.2"]}, "is an addition too"),
    ],
)
def test_links_that_lead_nowhere_are_told(folder: Path, change: dict[str, Any], told: str) -> None:
    links = {**LINKS, "requirements": [{**LINKS["requirements"][0], **change}]}
    assert told in with_lower(folder, links)


def test_a_sentence_in_two_documents_is_told_but_in_a_pair(folder: Path) -> None:
    write(folder, "other", TEXT, full_gold())
    assert "upper: repeats a sentence of other" in problems(folder)
    (folder / "gold" / "links" / "upper--other.json").write_text(json.dumps(LINKS), encoding="utf-8")
    assert "repeats" not in problems(folder)


def test_what_has_no_partner_is_told(folder: Path) -> None:
    (folder / "bare.txt").write_text("通知", encoding="utf-8")
    (folder / "gold" / "textless.json").write_text("{}", encoding="utf-8")
    (folder / "gold" / "links" / "upper--gone.json").write_text(json.dumps(LINKS), encoding="utf-8")
    told = problems(folder)
    assert "bare: has no gold" in told
    assert "textless: has gold but no text" in told
    assert "upper--gone: no document gone" in told


@pytest.mark.parametrize("content", ["[", "[]", '{"requirements": [{}]}', '{"requirements": 3}'])
def test_links_that_are_none_cost_no_other(folder: Path, content: str) -> None:
    (folder / "gold" / "links" / "upper--lower.json").write_text(content, encoding="utf-8")
    told = problems(folder)
    assert len(told.splitlines()) == 1 and "upper--lower" in told


def test_a_text_that_is_not_utf8_costs_no_other(folder: Path) -> None:
    (folder / "upper.txt").write_bytes("某港市人民政府".encode("gb18030"))
    assert "not readable as UTF-8" in problems(folder)


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_says_what_is_wrong_and_where(folder: Path) -> None:
    good = CliRunner().invoke(app, ["corpus", "check", str(folder)])
    assert good.exit_code == 0 and "1 documents, 0 pairs" in good.stdout
    gold = full_gold()
    gold["targets"][0]["value"] = 96
    write(folder, "upper", TEXT, gold)
    bad = CliRunner().invoke(app, ["corpus", "check", str(folder)])
    assert bad.exit_code == 1 and "upper: targets[0]: 96% does not stand in the text" in bad.stderr


def test_a_folder_without_a_corpus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no texts and no gold"):
        read_corpus(tmp_path)
