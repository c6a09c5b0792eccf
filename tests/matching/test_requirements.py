"""What asks something of the level below, and whom it binds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from docparse.matcher.binding import bound, region_names, subject
from docparse.matcher.passages import passages, stance_of
from docparse.matcher.region_classes import region_classes
from docparse.matcher.requirements import demands

UPPER = """
一、总体要求
（一）指导思想。坚持高质量发展，全面推进茶产业提升。
（二）主要目标。到2028年，建成茶叶加工园区6个。
二、重点任务
（一）提升加工能力。支持茶企更新加工设备，建设标准化厂房。市农业局每年组织一次评审。（责任单位：市农业局牵头，市财政局参与）
（二）市级奖补。市级财政统筹安排资金，对获评园区予以奖励。
三、空间布局
（一）云溪区。重点发展茶饮料。
（二）石梁县、白苇县。重点发展绿茶初加工。
四、附则
本方案自印发之日起施行。
"""


@pytest.mark.parametrize(
    ("heading", "context", "stance"),
    [
        ("指导思想", ("总体要求",), "background"),
        ("坚持创新", ("基本原则", "总体要求"), "background"),
        ("充分认识建设的重要意义", (), "background"),
        ("夯实产业基础", ("重点任务",), "task"),
        ("主要目标", ("总体要求",), "target"),
        ("强化组织领导", ("保障措施",), "measure"),
        ("组成人员", (), "members"),
        ("发展方向", (), "direction"),
        ("附则", (), "formal"),
        ("做大产业规模", (), "task"),
    ],
)
def test_a_heading_says_what_a_section_is(heading: str, context: tuple[str, ...], stance: str) -> None:
    assert stance_of(heading, context) == stance


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("云溪区", ("云溪区",)),
        ("石梁县、白苇县和云溪区", ("石梁县", "白苇县", "云溪区")),
        ("重庆市永川区", ("重庆市永川区",)),
        ("青禾土家族自治县", ("青禾土家族自治县",)),
        ("培育特色园区", ()),
        ("建设示范区", ()),
        ("渝西地区", ()),
        ("各区县", ()),
        ("打造宜居城市", ()),
        ("云溪区加快发展", ()),
        ("", ()),
        ("区", ()),
        ("甲" * 5000 + "区", ()),
    ],
)
def test_regions_are_read_from_lists_of_them_only(text: str, names: tuple[str, ...]) -> None:
    assert region_names(text) == names


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        ("云溪区、石梁县要建立茶园台账", ("云溪区", "石梁县")),
        ("云溪区、石梁县等要建立茶园台账", ()),
        ("云溪区茶园面积较大", ()),
        ("各区县要建立茶园台账", ()),
    ],
)
def test_a_clause_orders_the_regions_that_open_it(clause: str, names: tuple[str, ...]) -> None:
    assert subject(clause) == names


@pytest.mark.parametrize(
    ("binds", "region", "concerned"),
    [
        (None, "岚江市云溪区", True),
        (["云溪区"], "岚江市云溪区", True),
        (["云溪"], "岚江市云溪区", True),
        (["石梁县", "白苇县"], "岚江市云溪区", False),
        (["岚江市"], "岚江市云溪区", True),
        (["石梁县"], None, True),
    ],
)
def test_a_requirement_concerns_those_it_names(binds: list[str] | None, region: str | None, concerned: bool) -> None:
    assert bound(binds, region) is concerned


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("沿江地区（云溪区、石梁县）是重点。", {"沿江地区": ("云溪区", "石梁县")}),
        ("支持沿江地区包括云溪区、石梁县等2个区县。", {"沿江地区": ("云溪区", "石梁县")}),
        ("云溪区、石梁县等2个区县（以下简称沿江地区）", {"沿江地区": ("云溪区", "石梁县")}),
        ("沿江地区（云溪区、石梁县等）", {}),
        ("云溪区、石梁县等3个区县（以下简称沿江地区）", {}),
        ("云溪区、石梁县等重点区县", {}),
        ("沿江地区（码头、航道）", {}),
        ("甲" * 5000, {}),
    ],
)
def test_regions_gathered_under_a_name(text: str, classes: dict[str, tuple[str, ...]]) -> None:
    assert region_classes(text) == classes


def test_a_class_stands_for_its_members(document: Callable[..., Any]) -> None:
    upper = document(
        "一、建设冷库。沿江地区（云溪区、石梁县）要建设冷库三座。\n二、修复护岸。支持沿江地区修复护岸。\n"
        "三、建设茶厂。有条件的区县要建设茶厂。\n四、推广茶园。推动沿江地区的茶园建设滴灌设施。"
    )
    members = ("云溪区", "石梁县")
    found = {d.passage.address: d.binds for d in demands(upper, passages(upper))}
    assert found == {"1": members, "2": members, "3": None, "4": None}


def test_what_asks_is_told_from_background_and_from_what_the_city_does_itself(
    document: Callable[..., Any], agency: Callable[..., Any]
) -> None:
    upper = document(UPPER, region="岚江市", level="municipal", agencies=[agency("市农业局", level="municipal")])
    found = {d.passage.address: d for d in demands(upper, passages(upper))}
    assert list(found) == ["1.2", "2.1", "3.1", "3.2"]
    assert [ask.text for ask in found["2.1"].asks] == ["支持茶企更新加工设备，建设标准化厂房"]
    assert [d.kind for d in found.values()] == ["target", "task", "task", "task"]
    assert [d.binds for d in found.values()] == [None, None, ("云溪区",), ("石梁县", "白苇县")]


def test_every_clause_stands_where_it_says(document: Callable[..., Any]) -> None:
    upper = document(UPPER)
    clauses = [clause for passage in passages(upper) for clause in passage.clauses]
    assert len(clauses) == 8
    assert all(upper.text[slice(*clause.span)] == clause.text for clause in clauses)


def test_a_section_with_others_below_asks_only_where_it_says_something_itself(document: Callable[..., Any]) -> None:
    upper = document("一、重点任务\n加快发展。\n（一）建设冷库。建设冷库三座。")
    assert [d.passage.address for d in demands(upper, passages(upper))] == ["1.1"]


def test_a_section_of_countless_clauses_stays_comparable(document: Callable[..., Any]) -> None:
    lower = document("一、任务\n建设冷库。\n" + "推动建设茶园冷库；" * 3000 + "\n修复护岸。")
    clauses = passages(lower)[0].clauses
    assert len(clauses) <= 401
    assert all(lower.text[slice(*clause.span)] == clause.text for clause in clauses)
    assert clauses[-1].text.endswith("修复护岸")


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("市级财政每年安排奖补资金。", False),
        ("市农业局牵头推进，加强与相关区县沟通。", False),
        ("园区处要指导各区县建设项目库。", False),
        ("我局将组织开展评审。", False),
        ("市农业局和有关区县政府建立项目库。", True),
        ("市级财政安排奖补资金，各区县要按比例配套建设。", True),
        ("街道办事处要建立台账。", True),
        ("市场主体要加强自律。", True),
        ("各区县要建立台账。", True),
    ],
)
def test_only_what_the_city_alone_does_is_not_asked(
    document: Callable[..., Any], agency: Callable[..., Any], sentence: str, asks: bool
) -> None:
    bodies = [agency("市农业局", level="municipal")]
    upper = document(f"一、任务\n（一）做好工作。{sentence}", region="岚江市", level="municipal", agencies=bodies)
    assert bool(demands(upper, passages(upper))) is asks


def test_who_answers_for_it_is_no_part_of_what_is_asked(document: Callable[..., Any]) -> None:
    upper = document(
        "一、建设冷库。各区县要建设冷库三座。牵头单位：市农业局；配合单位：市财政局、市茶业局。要推广滴灌设施。\n"
        "二、修复护岸。各区县要推进护岸修复（市水利局、市财政局按各自职责推进）。"
    )
    asks = [[ask.text for ask in d.asks] for d in demands(upper, passages(upper))]
    assert asks == [["各区县要建设冷库三座", "要推广滴灌设施"], ["各区县要推进护岸修复"]]


def test_where_the_city_acts_alone(document: Callable[..., Any], agency: Callable[..., Any]) -> None:
    upper = document(
        "一、报送进展。各区县要报送进展，由市农业局每年组织评审。市农业局和各区县要建设冷库。",
        level="municipal",
        region="岚江市",
        agencies=[agency("市农业局", level="municipal")],
    )
    (found,) = demands(upper, passages(upper))
    assert [upper.text[slice(*span)] for span in found.alone] == ["由市农业局每年组织评审"]
    assert len(found.asks) == 2


@pytest.mark.parametrize(
    ("text", "encouraged"),
    [
        ("鼓励有条件的区县出台茶园政策。倡导各区县建设冷库。", True),
        ("鼓励有条件的区县出台茶园政策。各区县要建设冷库。", False),
        ("支持沿江地区建设冷库。", False),  # the region is to do so with help from above
        ("鼓励茶企建设冷库。", False),  # the firm is encouraged, the region is to do so
    ],
)
def test_what_regions_are_encouraged_to_do(document: Callable[..., Any], text: str, encouraged: bool) -> None:
    upper = document(f"一、建设冷库。{text}")
    assert [demand.encouraged for demand in demands(upper, passages(upper))] == [encouraged]
