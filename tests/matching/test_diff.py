"""Verdicts on requirements, their explanations, and what the lower document adds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docparse.differ import diff
from docparse.differ.opposing import contradicts
from docparse.lexicon.tables import table
from docparse.records import DiffResult

UPPER = """
一、总体要求
（一）指导思想。坚持高质量发展，推动茶产业提升。
二、重点任务
（一）建设冷链设施。支持产地建设冷库和预冷车间，配备冷藏运输车辆。
（二）培育制茶工匠。支持职业院校开设制茶专业，完善津贴制度和住房待遇；建立名师工作室，发放创业贷款贴息；举办技能竞赛。
（三）清理市场收费。全面取消茶叶市场摊位管理费，公布收费清单。
（四）完善标准体系。制定茶叶分级标准，推行质量追溯和检验检测。
三、空间布局
（一）云溪区。重点发展绿茶精深加工，建设茶饮料产业园，到2027年，建成茶叶加工园区3个。
（二）石梁县。重点发展茶旅融合，打造茶园观光线路。
"""
LOWER = """
一、工作目标
到2027年，全区建成茶叶加工园区2个，绿茶精深加工和茶饮料产业园初具规模。
二、主要任务
（一）建设冷链设施。支持产地建设冷库和预冷车间，配备冷藏运输车辆。
（二）规范收费。茶叶市场摊位管理费按每月200元收取，公布收费清单。
（三）引导工匠成长。每年组织制茶工匠参加技能竞赛。
（四）整治河道。清理河道淤泥，修复护岸，种植水生植物。
"""


@pytest.fixture(scope="module")
def result(document: Callable[..., Any], target: Callable[..., Any]) -> DiffResult:
    parks = {"unit": "个", "by": "2027"}
    wanted = target("茶叶加工园区", 3, section="s8", normalized=(3, "个"), **parks)
    given = target("茶叶加工园区", 2, section="s0", normalized=(2, "个"), **parks)
    upper = document(UPPER, region="岚江市", level="municipal", targets=[wanted])
    return diff(upper, document(LOWER, region="岚江市云溪区", level="county", targets=[given]))


@pytest.mark.parametrize(
    ("upper", "status", "best"),
    [
        ("2.1", "covered", "2.1"),
        ("2.2", "partial", "2.3"),
        ("2.3", "conflict", "2.2"),
        ("2.4", "missing", None),
        ("3.1", "partial", "1"),
        ("3.2", "not_applicable", None),
    ],
)
def test_each_requirement_has_its_verdict(result: DiffResult, upper: str, status: str, best: str | None) -> None:
    item = next(item for item in result.items if item.upper == upper)
    assert (item.status, next(iter(item.lower), None)) == (status, best)


def test_the_summary_counts_every_item(result: DiffResult) -> None:
    assert sum(result.summary.values()) == len(result.items) == 6
    assert set(result.summary) == {"covered", "partial", "missing", "conflict", "not_applicable"}


@pytest.mark.parametrize(
    ("answer", "status"),
    [("推动旅游企业建设数字平台，开发智能产品。", "covered"), ("推动茶园企业建设数字平台，开发智能产品。", "partial")],
)
def test_what_a_series_of_headings_differs_in_must_be_named(
    document: Callable[..., Any], answer: str, status: str
) -> None:
    series = "".join(
        f"（{number}）{matter}产业数字提升行动。{matter}方面，推动企业建设数字平台，开发智能产品。\n"
        for number, matter in zip("一二三", ("旅游", "化工", "金融"), strict=True)
    )
    upper = document(f"一、任务\n{series}")
    lower = document(f"一、任务\n（一）建设数字平台。{answer}\n（二）修复护岸。种植水生植物。")
    assert {item.upper: item.status for item in diff(upper, lower).items}["1.1"] == status


def test_the_phases_of_a_plan_are_no_additions(document: Callable[..., Any]) -> None:
    upper = document("一、任务\n（一）清理收费。全面取消茶叶市场摊位管理费。")
    lower = document("一、实施步骤\n（一）动员阶段。播种水生植物。\n二、任务\n（一）修复护岸。种植水生植物。")
    assert [addition.lower for addition in diff(upper, lower).additions] == ["2.1"]


def test_what_has_no_basis_above_is_an_addition(result: DiffResult) -> None:
    assert [addition.lower for addition in result.additions] == ["2.4"]


@pytest.mark.parametrize(
    ("upper", "words"),
    [
        ("2.1", ["支持产地建设冷库和预冷车间", "二（一）"]),
        ("2.3", ["全面取消茶叶市场摊位管理费", "按每月200元收取", "相抵触"]),
        ("2.4", ["制定茶叶分级标准", "未见对应"]),
        ("3.1", ["3个", "2个", "低于上级要求"]),
        ("3.2", ["石梁县", "不涉及岚江市云溪区"]),
    ],
)
def test_an_explanation_says_why(result: DiffResult, upper: str, words: list[str]) -> None:
    said = next(item.explanation for item in result.items if item.upper == upper)
    assert all(word in said for word in words), said


def test_explanations_quote_the_documents(result: DiffResult) -> None:
    texts = re.sub(r"\s", "", UPPER + LOWER)
    for item in result.items:
        quotes = re.findall("“([^”]*?)(?:……)?”", item.explanation)
        assert quotes, item.explanation
        assert all(quote in texts for quote in quotes), item.explanation
        assert item.explanation.endswith("。") and item.explanation.count("。") <= 2


def test_an_alternative_fee_is_no_conflict(document: Callable[..., Any]) -> None:
    upper = document("一、任务\n（一）清理收费。全面取消茶叶市场摊位管理费。")
    lower = document("一、任务\n（一）清理收费。全面取消茶叶市场摊位管理费，检测服务可以收取成本。")
    assert [item.status for item in diff(upper, lower).items] == ["covered"]


numbered = st.lists(
    st.tuples(
        st.sampled_from(["一、", "（一）", "（二）", "1.", "（1）", ""]),
        st.text(alphabet="推动建设茶园冷库发展区县要取消，。；", max_size=25),
    ),
    max_size=8,
)


def written(lines: list[tuple[str, str]]) -> str:
    return "\n".join(number + text for number, text in lines)


@settings(deadline=None, max_examples=80)
@given(lines=numbered)
def test_a_document_covers_itself(document: Callable[..., Any], lines: list[tuple[str, str]]) -> None:
    one = document(written(lines), region="岚江市")
    result = diff(one, one)
    assert [item.upper for item in result.items if item.status != "covered"] == []


@settings(deadline=None, max_examples=80)
@given(upper=numbered, lower=numbered)
def test_any_two_documents_give_a_whole_result(
    document: Callable[..., Any], upper: list[tuple[str, str]], lower: list[tuple[str, str]]
) -> None:
    above, below = document(written(upper)), document(written(lower))
    result = diff(above, below)
    places = {below.address(section.id) for section in below.sections}
    assert len(result.items) == len(result.requirements) == sum(result.summary.values())
    for item in result.items:
        assert item.explanation.endswith("。") and set(item.lower) <= places
        assert bool(item.lower) == (item.status in ("covered", "partial", "conflict"))
    assert DiffResult.model_validate_json(result.model_dump_json()) == result


@pytest.mark.parametrize("row", table("oppositions.tsv"), ids=lambda row: row["opposition"])
def test_each_opposition_finds_its_example_and_no_more(row: dict[str, str]) -> None:
    upper, lower = row["example"].split("⇔")
    assert contradicts(upper, lower)
    assert not contradicts(upper, row["counter_example"])


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("不得擅自变更粮库选址", "粮库选址不得变更"),
        ("农机收费实行政府指导价", "烘干服务由合作社自主定价"),
        ("严禁要求农户垫付保费", "先行支付工程款"),
    ],
)
def test_what_agrees_or_is_of_another_matter_contradicts_nothing(upper: str, lower: str) -> None:
    assert not contradicts(upper, lower)
