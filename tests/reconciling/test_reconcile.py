"""Totals against their allocation and against the plans of regions: documents of the corpus, altered ones, one line a case."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docparse.pipeline import extract
from docparse.readers import read
from docparse.reconciling import reconcile
from docparse.records import Document, Meta, Target
from docparse.results import Reconciled, ReconcileResult
from tests.matching.conftest import make_document, make_target

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


@cache
def document(stem: str) -> Document:
    return extract(CORPORA / f"{stem}.txt")


@pytest.fixture
def altered(tmp_path: Path) -> Callable[..., Document]:
    """A document of the corpus in which one stretch of the text reads otherwise."""

    def alter(stem: str, was: str, becomes: str) -> Document:
        text = (CORPORA / f"{stem}.txt").read_text(encoding="utf-8")
        assert text.count(was) == 1
        file = tmp_path / f"{stem}.txt"
        file.write_text(text.replace(was, becomes), encoding="utf-8")
        return extract(read(file))

    return alter


def item(result: ReconcileResult, indicator: str, value: float) -> Reconciled:
    """The total of that value whose indicator holds these words."""
    totals = [(i, i.total.target) for i in result.items if i.total is not None]
    (found,) = [i for i, target in totals if target.value == value and indicator in target.indicator]
    return found


# --- documents of the corpus -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "indicator", "total", "shares"),
    [
        ("lanchuan-lowalt-plan", "低空经济规模", 300, [90, 75, 55, 40, 22, 18]),
        ("lanchuan-lowalt-plan", "起降场站", 200, [60, 48, 36, 26, 18, 12]),
        ("lanchuan-logistics-action", "物流业营业收入", 700, [260, 210, 180, 50]),
        ("lanchuan-logistics-action", "A级物流企业", 150, [40, 40, 45, 25]),
        ("yunlu-farmland-list", "高标准农田", 13.5, [3.8, 2.6, 2.4, 2.2, 2.5]),
    ],
)
def test_an_allocation_comes_to_its_total(stem: str, indicator: str, total: float, shares: list[float]) -> None:
    found = item(reconcile(document(stem)), indicator, total)
    assert [row.allotted and row.allotted.target.value for row in found.shares] == shares
    assert found.allotted is not None
    assert (found.allotted.value, found.allotted.gap, found.allotted.verdict) == (total, 0, "met")
    assert "与总数一致" in found.explanation


def test_every_share_is_quoted_from_its_document() -> None:
    upper, lower = document("lanchuan-logistics-action"), document("yanxi-logistics-scheme")
    result = reconcile(upper, [lower])
    figures = [f for i in result.items for row in i.shares for f in (i.total, row.allotted, *row.pledged) if f]
    assert len(figures) > 30
    for figure in figures:
        source = (upper, lower)[figure.document]
        assert source.text[slice(*figure.target.span)] == figure.target.quote
        assert figure.section == source.address(figure.target.section)


def test_an_altered_share_is_found(altered: Callable[..., Document]) -> None:
    one = altered("lanchuan-logistics-action", "A级物流企业达到45家", "A级物流企业达到40家")
    found = item(reconcile(one), "A级物流企业", 150)
    assert found.allotted is not None
    assert (found.allotted.value, found.allotted.gap, found.allotted.verdict) == (145, -5, "short")
    assert "比总数少5家" in found.explanation


def test_who_is_short_and_by_how_much() -> None:
    result = reconcile(document("lanchuan-logistics-action"), [document("yanxi-logistics-scheme")])
    found = item(result, "A级物流企业", 150)
    rows = {row.regions[0]: row for row in found.shares}
    assert (rows["砚溪区"].standing, rows["砚溪区"].gap) == ("short", -4)
    assert rows["桐麓区"].standing == "no_plan"
    assert "砚溪区计划36家，比分解数40家少4家" in found.explanation
    assert item(result, "物流业营业收入", 700).shares[0].standing == "met"


def test_a_target_below_answers_one_above() -> None:
    """Both totals speak of A级物流企业: 150 in all, 54 new ones; the plan pledges 36 and 14."""
    result = reconcile(document("lanchuan-logistics-action"), [document("yanxi-logistics-scheme")])
    pledged = [
        row.pledged[0].target.value
        for total in (150, 54)
        for row in item(result, "A级物流企业", total).shares
        if row.pledged
    ]
    assert pledged == [36, 14]


def test_a_rate_binds_each_region() -> None:
    result = reconcile(document("lanchuan-logistics-action"), [document("yanxi-logistics-scheme")])
    found = item(result, "大宗货物铁路、水路运输比例", 55)
    assert (found.kind, found.allotted, found.pledged) == ("each", None, None)
    assert [(row.standing, row.gap) for row in found.shares] == [("short", -5)]
    assert "少5个百分点" in found.explanation


# --- one line a case -------------------------------------------------------------------------------------------------

COUNT = {"normalized": None}


def made(region: str, *targets: Target) -> Document:
    numbered = [t.model_copy(update={"id": f"t{n}"}) for n, t in enumerate(targets)]
    return make_document("一、目标\n到2027年。", region=region, level="county", targets=numbered)


def firms(value: float, scope: str | None = None, **fields: object) -> Target:
    return make_target("规上企业数量", value, "家", scope=scope, by=str(fields.pop("by", "2027")), **fields)


CITY = made("岚川市", firms(100, "全市"), firms(60, "甲川区"), firms(40, "乙水县"))


@pytest.mark.parametrize(
    ("pledge", "standing", "gap", "obstacle"),
    [
        (firms(60), "met", 0, None),
        (firms(70), "met", 10, None),
        (firms(50), "short", -10, None),
        (firms(60, comparator="at_least"), "met", 0, None),
        (firms(58, value_max=65), "short", -2, None),
        (firms(60, aspirational=True), "aspirational", 0, None),
        (firms(50, aspirational=True), "short", -10, None),
        (firms(60, by=2028), "incomparable", None, "year"),
        (firms(60, by=2026), "met", 0, None),
        (firms(60, "高新园区"), "incomparable", None, "scope"),
        (firms(60, "全区"), "met", 0, None),
        (firms(60, "甲川区"), "met", 0, None),
        (firms(60, "丙山县"), "absent", None, None),
        (firms(10, comparator="increase_by"), "incomparable", None, "change"),
        (make_target("规上企业数量", 60, "个", by="2027"), "met", 0, None),
        (make_target("规上企业数量", 60, "万元", by="2027", normalized=(600000, "元")), "incomparable", None, "unit"),
        (make_target("农产品加工基地", 60, "家", by="2027"), "absent", None, None),
    ],
)  # fmt: skip
def test_a_pledge_beside_its_share(pledge: Target, standing: str, gap: int | None, obstacle: str | None) -> None:
    (found,) = reconcile(CITY, [made("岚川市甲川区", pledge)]).items
    row = found.shares[0]
    assert (row.regions, row.standing, row.gap, row.obstacle) == (["甲川区"], standing, gap, obstacle)
    if obstacle:
        assert "不可比" in row.note


def test_plans_of_all_regions_are_added_up() -> None:
    plans = [made("岚川市甲川区", firms(55)), made("岚川市乙水县", firms(42))]
    (found,) = reconcile(CITY, plans).items
    assert found.pledged is not None
    assert (found.pledged.value, found.pledged.gap, found.pledged.regions) == (97, -3, 2)
    assert "合计97家，比总数少3家" in found.explanation
    assert "甲川区计划55家，比分解数60家少5家" in found.explanation


def test_the_hoped_for_part_of_a_sum_is_told() -> None:
    plans = [made("岚川市甲川区", firms(60)), made("岚川市乙水县", firms(40, aspirational=True))]
    (found,) = reconcile(CITY, plans).items
    assert found.pledged is not None
    assert (found.pledged.value, found.pledged.aspirational) == (100, 40)
    assert "其中40家为力争数" in found.explanation and "乙水县数值相当，但只写“力争”" in found.explanation


def test_units_are_added_in_one_base() -> None:
    def output(value: float, unit: str, factor: int, scope: str | None = None) -> Target:
        return make_target("产值", value, unit, scope=scope, by="2027", normalized=(int(value * factor), "元"))

    city = made("岚川市", output(1.5, "亿元", 10**8, "全市"), output(9000, "万元", 10**4, "甲川区"), output(0.6, "亿元", 10**8, "乙水县"))  # fmt: skip
    (found,) = reconcile(city).items
    assert found.allotted is not None
    assert (found.allotted.value, found.allotted.gap) == (1.5, 0)


def test_a_ceiling_is_passed_by_more() -> None:
    def use(value: float, scope: str | None = None) -> Target:
        return make_target("能源消费量", value, "吨", scope=scope, comparator="at_most", by="2027")

    city = made("岚川市", use(100, "全市"), use(60, "甲川区"), use(50, "乙水县"))
    (found,) = reconcile(city, [made("岚川市甲川区", use(70)), made("岚川市乙水县", use(40))]).items
    assert found.allotted is not None and found.pledged is not None
    assert (found.allotted.verdict, found.allotted.gap) == ("over", 10)
    assert [row.standing for row in found.shares] == ["over", "met"]
    assert "超出上限10吨" in found.explanation


def test_beyond_a_bound_is_not_at_it() -> None:
    city = made("岚川市", firms(100, "全市", comparator="more_than"), firms(60, "甲川区"), firms(40, "乙水县"))
    (found,) = reconcile(city).items
    assert found.allotted is not None
    assert (found.allotted.verdict, found.allotted.gap) == ("short", 0)
    assert "超过" in found.explanation


def test_heads_that_differ_are_no_answer() -> None:
    city = made("岚川市", make_target("社会物流总额", 100, "元", by="2027", scope="全市"))
    assert reconcile(city, [made("岚川市甲川区", make_target("社会物流总费用", 13, "元", by="2027"))]).items == []


def test_shares_without_a_total_are_compared_too() -> None:
    city = made("岚川市", firms(60, "甲川区"), firms(40, "乙水县"), make_target("加氢站", 1, "座", scope="甲川区"))
    (found,) = reconcile(city, [made("岚川市甲川区", firms(50)), made("岚川市丙山县", firms(9))]).items
    assert found.total is None and found.measure.indicator == "规上企业数量"
    assert found.allotted is not None
    assert (found.allotted.value, found.allotted.gap, found.allotted.verdict) == (100, None, None)
    assert [(row.regions, row.standing, row.gap) for row in found.shares] == [
        (["甲川区"], "short", -10),
        (["乙水县"], "no_plan", None),
    ]
    assert "未写明总数" in found.explanation and "甲川区计划50家，比分解数60家少10家" in found.explanation


def test_what_no_plan_takes_up_is_listed() -> None:
    city = made("岚川市", make_target("铁路专用线", 5, "条", by="2027", scope="全市"))
    result = reconcile(city, [made("岚川市甲川区", firms(3))])
    assert [figure.target.indicator for figure in result.unanswered] == ["铁路专用线"]


def test_a_plan_without_a_region_goes_by_its_title() -> None:
    plan = made("", firms(30)).model_copy(update={"meta": Meta(title="某园区工作方案")})
    (found,) = reconcile(CITY, [plan]).items
    assert found.shares[-1].regions == ["某园区工作方案"]


@settings(deadline=None)
@given(st.lists(st.decimals(0, 10**6, places=2), min_size=2, max_size=6))
def test_sums_are_exact(values: list[object]) -> None:
    numbers = [float(str(value)) for value in values]
    names = ["甲川区", "乙水县", "丙山县", "丁河区", "戊林县", "己田区"]
    city = made("岚川市", firms(10**7, "全市"), *(firms(v, n) for v, n in zip(numbers, names, strict=False)))
    (found,) = reconcile(city).items
    assert found.allotted is not None
    assert Fraction(str(found.allotted.value)) == sum(Fraction(str(n)) for n in numbers)
    assert Fraction(str(found.allotted.gap)) == Fraction(str(found.allotted.value)) - 10**7


@settings(deadline=None)
@given(st.permutations(range(2)))
def test_the_order_of_the_plans_does_not_matter(order: list[int]) -> None:
    plans = [made("岚川市甲川区", firms(55)), made("岚川市乙水县", firms(42))]
    (found,) = reconcile(CITY, [plans[n] for n in order]).items
    assert [(row.regions, row.gap) for row in found.shares] == [(["甲川区"], -5), (["乙水县"], 2)]
