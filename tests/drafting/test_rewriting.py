"""The rewriting rules, each by its own example and counter-example."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docparse.drafting.locality import Locality
from docparse.drafting.retelling import full_width, is_foreign, retell, rewriter, rows
from docparse.records import Document

PLACE = Locality(
    name="苇塘区", full="澜江市苇塘区", own="区", upper="市", groups=("澜西地区",), others=("青岑区", "云渡区")
)
REWRITE = rewriter(PLACE, ("市科技局", "市招商局"), ("澜西地区产业发展组",))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["rule"])
def test_each_rule_does_what_its_row_says(row: dict[str, str]) -> None:
    assert REWRITE(row["example"]) == row["result"]
    assert row["example"] != row["result"]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["rule"])
def test_each_rule_leaves_its_counter_example(row: dict[str, str]) -> None:
    one = [rule for rule in REWRITE.rules if rule.name == row["rule"]]
    assert [rule.pattern.sub(rule.becomes, row["unchanged"]) for rule in one] == [row["unchanged"]]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("落实《澜西地区发展规划》，支持澜西地区加快转型", "落实《澜西地区发展规划》，加快转型"),
        ("市政府设立澜西地区产业发展组", "市政府设立澜西地区产业发展组"),
        ("推动区域协调发展", "推动区域协调发展"),
        ("各区县（自治县）要制定方案", "制定方案"),
        ("县（区）要配套出台措施", "配套出台措施"),
        ("实行按季通报，各县（市、区）于每月5日前报送进展", "实行按季通报，于每月5日前报送进展"),
        ("支持有条件的企业在澜西地区设厂", "支持有条件的企业在我区设厂"),
        ("我市产业基础较好", "全市产业基础较好"),
    ],
)
def test_sentences(sentence: str, told: str) -> None:
    assert REWRITE(sentence) == told


def test_a_number_is_never_touched() -> None:
    assert REWRITE("各区县要确保合格率不低于98.5%、新增超300家") == "确保合格率不低于98.5%、新增超300家"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("建设生态圈,产融结合", "建设生态圈，产融结合"),
        ('培育"链主"企业;做强(含配套)环节', "培育“链主”企业；做强（含配套）环节"),
        ("每天8:00开放，补助1,000元", "每天8:00开放，补助1,000元"),
        ('发挥“磁吸效应"，推广过程系统(APC)', "发挥“磁吸效应”，推广过程系统（APC）"),
        ("采用CPU(GPU)架构", "采用CPU(GPU)架构"),
    ],
)
def test_marks_beside_chinese_are_chinese(text: str, told: str) -> None:
    assert full_width(text) == told


@pytest.mark.parametrize(
    ("sentence", "foreign"),
    [
        ("以济南为中心建设基地。", True),
        ("推动济南、烟台先行先试。", True),
        ("推动济南、青岛先行先试。", False),
        ("建设济南智能产业园等平台。", False),
        ("打造新型智慧城市。", False),
        ("在聊城市布局。", False),
    ],
)
def test_a_short_name_stands_for_a_place_or_in_another_name(sentence: str, foreign: bool) -> None:
    place = Locality("青岛市", "青岛市", "市", "省", (), (), ("济南", "烟台"))
    assert is_foreign(sentence, place) is foreign


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("市科技局会同市财政局、市教育局建立会商机制，定期会商。", ["建立会商机制，定期会商。"]),
        ("由市科技局牵头，市财政局配合，建立应急机制。", ["建立应急机制。"]),
        ("市科技局牵头制定中试平台管理细则。", ["制定中试平台管理细则。"]),
        ("此项工作由市科技局牵头负责。", []),
        ("市科技局负责统筹，各区具体落实。", []),
        ("2023年，全市检测平台达到12个，较上年增加3个。", []),
        ("2023年以来，检测平台加快建设。", ["2023年以来，检测平台加快建设。"]),
    ],
)
def test_what_the_bracket_says_anew_is_not_told(
    documents: Callable[[str], Document], sentence: str, told: list[str]
) -> None:
    text = (
        "澜江市人民政府办公室关于印发澜江市中试平台建设实施方案的通知\n各区人民政府，市政府有关部门：\n"
        "现将《澜江市中试平台建设实施方案》印发给你们，请认真贯彻执行。\n澜江市人民政府办公室\n2024年5月6日\n"
        f"澜江市中试平台建设实施方案\n一、重点任务\n（一）建设平台。{sentence}\n（二）壮大队伍。引进人才。\n"
    )
    document = documents(text)
    section = next(s for s in document.sections if s.heading == "建设平台")
    span = (section.heading_span[1] + 1, section.span[1])
    assert retell(document, span, PLACE, REWRITE) == told
