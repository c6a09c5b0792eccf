"""Responsibility clauses: who does what, in all the forms that officials write."""

from __future__ import annotations

import pytest

from docparse.extractors.clauses import find_clauses
from docparse.extractors.names import looks_like_body, split_list
from docparse.lexicon.tables import table

LEAD, SUPPORT, RESPONSIBLE, IMPLEMENT = "lead", "support", "responsible", "implement"


def duties(text: str) -> list[tuple[str, str]]:
    return [(d.role, d.name.text) for c in find_clauses(text) for d in c.duties]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "（牵头单位：区数据局；配合单位：区财政局、区商务局）",
            [(LEAD, "区数据局"), (SUPPORT, "区财政局"), (SUPPORT, "区商务局")],
        ),
        ("（牵头单位：区数据局，配合单位：区财政局）", [(LEAD, "区数据局"), (SUPPORT, "区财政局")]),
        ("（责任单位：市科技局牵头，市教委参与）", [(LEAD, "市科技局"), (SUPPORT, "市教委")]),
        ("（责任单位：市科技局、市教委）", [(RESPONSIBLE, "市科技局"), (RESPONSIBLE, "市教委")]),
        (
            "（省工业和信息化厅、省商务厅按职责分工负责）",
            [(RESPONSIBLE, "省工业和信息化厅"), (RESPONSIBLE, "省商务厅")],
        ),
        ("（省大数据局牵头，省有关部门具体实施）", [(LEAD, "省大数据局"), (IMPLEMENT, "省有关部门")]),
        (
            "〔责任单位：省商务厅、省文化和旅游厅按职责分工负责〕",
            [(RESPONSIBLE, "省商务厅"), (RESPONSIBLE, "省文化和旅游厅")],
        ),
        ("[牵头单位:区卫健局;责任单位:各街道]", [(LEAD, "区卫健局"), (RESPONSIBLE, "各街道")]),
        ("【责任单位：区水利局】", [(RESPONSIBLE, "区水利局")]),
        ("责任单位：区科技和经信局", [(RESPONSIBLE, "区科技和经信局")]),
        (
            "（甲区、乙区、丙区政府具体落实）",
            [(IMPLEMENT, "甲区政府"), (IMPLEMENT, "乙区政府"), (IMPLEMENT, "丙区政府")],
        ),
        (
            "（南浦、北溪、东陵市政府负责）",
            [(RESPONSIBLE, "南浦市政府"), (RESPONSIBLE, "北溪市政府"), (RESPONSIBLE, "东陵市政府")],
        ),
        (
            "由市教委牵头，会同市财政局、市人力社保局组织实施。",
            [(LEAD, "市教委"), (SUPPORT, "市财政局"), (SUPPORT, "市人力社保局")],
        ),
        ("（市住房城乡建委会同有关单位负责）", [(RESPONSIBLE, "市住房城乡建委"), (SUPPORT, "有关单位")]),
        ("（市商务委、市文化旅游委分别负责）", [(RESPONSIBLE, "市商务委"), (RESPONSIBLE, "市文化旅游委")]),
        (
            "（市规划和自然资源局、市发展改革委和有关区政府负责）",
            [(RESPONSIBLE, "市规划和自然资源局"), (RESPONSIBLE, "市发展改革委"), (RESPONSIBLE, "有关区政府")],
        ),
        ("（市科技局牵头、市教委配合）", [(LEAD, "市科技局"), (SUPPORT, "市教委")]),
        (
            "（工业和信息化部、公安部、应急管理部按职责分工负责）",
            [(RESPONSIBLE, "工业和信息化部"), (RESPONSIBLE, "公安部"), (RESPONSIBLE, "应急管理部")],
        ),
        ("（省委组织部牵头）", [(LEAD, "省委组织部")]),
        (
            "（区商务局牵头，区应急局、区公安分局等部门配合）",
            [(LEAD, "区商务局"), (SUPPORT, "区应急局"), (SUPPORT, "区公安分局")],
        ),
        ("教育部为牵头单位。", [(LEAD, "教育部")]),
        (
            "牵头单位：区发改局　责任单位：云山经济开发区，各街道",
            [(LEAD, "区发改局"), (RESPONSIBLE, "云山经济开发区"), (RESPONSIBLE, "各街道")],
        ),
        ("牵头单位：区发改局责任单位：各街道", [(LEAD, "区发改局"), (RESPONSIBLE, "各街道")]),
        ("市商务局、市文旅局分别负责。", [(RESPONSIBLE, "市商务局"), (RESPONSIBLE, "市文旅局")]),
        ("区农业农村局负总责，各镇街抓落实。", [(RESPONSIBLE, "区农业农村局"), (IMPLEMENT, "各镇街")]),
        (
            "市住建局会同有关区县负责，各镇街具体落实。",
            [(RESPONSIBLE, "市住建局"), (SUPPORT, "有关区县"), (IMPLEMENT, "各镇街")],
        ),
        (
            "牵头部门为市科技局，配合部门为市教育局、市财政局。",
            [(LEAD, "市科技局"), (SUPPORT, "市教育局"), (SUPPORT, "市财政局")],
        ),
        ("（市数据局、各区县政府，排名第一的为牵头单位）", [(RESPONSIBLE, "市数据局"), (RESPONSIBLE, "各区县政府")]),
        ("（各部门分头负责）", [(RESPONSIBLE, "各部门")]),
        ("（牵头单位：（待补充：区国资部门）；配合单位：区财政局）", [(SUPPORT, "区财政局")]),
        ("责任单位：各成员单位", [(RESPONSIBLE, "各成员单位")]),
        ("以上工作由各区县政府负责，市级有关部门指导。", [(RESPONSIBLE, "各区县政府"), (SUPPORT, "市级有关部门")]),
        ("逐项明确责任领导、责任科室和责任人。", []),
        ("鼓励龙头企业牵头组建联盟。", []),
        ("（以下简称“领导小组”）", []),
        ("推动各项任务落实。", []),
        ("（主要负责人兼任）", []),
        ("请各责任单位抓好落实。", []),
        ("支持整车企业牵头开展攻关，", []),
    ],
)
def test_duties(text: str, expected: list[tuple[str, str]]) -> None:
    assert duties(text) == expected


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("（责任单位：市科技局。以下各项任务均需有关区政府具体落实，不再重复列出）", IMPLEMENT, "有关区政府"),
        ("（牵头单位：市科技局。以下各项任务均需各镇街配合，不再列出）", SUPPORT, "各镇街"),
        (
            "〔责任单位：省商务厅负责。具体任务均涉及相关市（州）人民政府，不再做分工，下同〕",
            IMPLEMENT,
            "相关市（州）人民政府",
        ),
    ],
)
def test_what_a_clause_sets_for_all_that_follow(text: str, role: str, name: str) -> None:
    (clause,) = find_clauses(text)
    assert [(d.role, d.name.text) for d in clause.defaults] == [(role, name)]


@pytest.mark.parametrize(
    "text",
    [
        "（责任单位：市科技局、市教委。列第一位的为牵头单位，其他为配合单位，下同）",
        "（市科技局、市教委负责，排名第一的为牵头单位）",
    ],
)
def test_the_first_leads(text: str) -> None:
    (clause,) = find_clauses(text)
    assert clause.first_leads
    assert [d.name.text for d in clause.duties] == ["市科技局", "市教委"]


def test_a_misplaced_level_mark_is_read_where_it_belongs() -> None:
    text = "（责任单位：市财政局市牵头，商务局参与）"
    (clause,) = find_clauses(text)
    assert [(d.role, d.name.text) for d in clause.duties] == [(LEAD, "市财政局"), (SUPPORT, "市商务局")]
    assert clause.misprint is not None
    assert text[slice(*clause.misprint)] == "市"


def test_spans_quote_the_names() -> None:
    text = "前文。（牵头单位：区数据局；配合单位：区财政局和区商务局）"
    (clause,) = find_clauses(text)
    assert text[slice(*clause.span)] == "牵头单位：区数据局；配合单位：区财政局和区商务局"
    assert [text[slice(*d.name.span)] for d in clause.duties] == ["区数据局", "区财政局", "区商务局"]


@pytest.mark.parametrize("row", [r for r in table("duties.tsv") if r["counter_example"]], ids=lambda r: r["word"])
def test_counter_examples_name_nobody_by_that_word(row: dict[str, str]) -> None:
    assert not [d for d in duties(row["counter_example"] + "。") if d[0] == row["role"]]


@pytest.mark.parametrize("row", [r for r in table("duties.tsv") if r["position"] == "other"], ids=lambda r: r["word"])
def test_labels_that_name_no_body_end_the_list(row: dict[str, str]) -> None:
    assert duties(f"（责任单位：市科技局；{row['example']}）") == [(RESPONSIBLE, "市科技局")]


@pytest.mark.parametrize(
    "row", [r for r in table("duties.tsv") if r["position"] != "other"], ids=lambda r: f"{r['word']}-{r['position']}"
)
def test_examples_give_their_role(row: dict[str, str]) -> None:
    text = row["example"] if row["position"] != "before" else f"市科技局牵头，{row['example']}推进"
    assert row["role"] in [role for role, _ in duties(f"（{text}）")]


@pytest.mark.parametrize(
    ("name", "is_body"),
    [
        ("区发展改革委", True),
        ("创新走廊公司", True),
        ("各镇街", True),
        ("加快建设", False),
        ("局", False),
        ("有关区政府", True),
        ("推进工作", False),
    ],
)
def test_the_form_of_a_name(name: str, is_body: bool) -> None:
    assert looks_like_body(name) is is_body


def test_names_with_brackets_stay_whole() -> None:
    assert [n.text for n in split_list("各县（市、区）政府、市直各部门", 0)] == ["各县（市、区）政府", "市直各部门"]


@pytest.mark.parametrize(
    "text", ["（" * 10_000, "、" * 200_000, "牵头单位：" * 20_000, "市科技局牵头，" * 20_000, "和" * 100_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    find_clauses(text)
