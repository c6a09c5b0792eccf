"""Section numbers, their levels and values; headings and the tree."""

from __future__ import annotations

import pytest

from docparse.structure.numbering import arabic, numbered
from tests.structure.made import structured


@pytest.mark.parametrize(
    ("text", "number", "level", "value"),
    [
        ("一、总体要求", "一、", 1, "1"),
        ("十二、附则", "十二、", 1, "12"),
        ("一 、总体要求", "一 、", 1, "1"),
        ("（一）目标", "（一）", 2, "1"),
        ("(十一)目标", "(十一)", 2, "11"),
        ("1.任务", "1.", 3, "1"),
        ("3．任务", "3．", 3, "3"),
        ("12、任务", "12、", 3, "12"),
        ("（1）措施", "（1）", 4, "1"),
        ("(2)措施", "(2)", 4, "2"),
        ("第一章 总则", "第一章", 1, "1"),
        ("第二十三条 本办法", "第二十三条", 2, "23"),
        ("专栏2 重点项目", "专栏2", 3, "专栏2"),
        ("2.1.3 指挥机构", "2.1.3", 3, "2.1.3"),
        ("1．1指挥机构", "1．1", 2, "1.1"),
        ("第二篇 任务", "第二篇", 1, "2"),
    ],
)
def test_numbers(text: str, number: str, level: int, value: str) -> None:
    found = numbered(text)
    assert found is not None
    assert (found.number, found.level, found.value) == (number, level, value)


@pytest.mark.parametrize(
    "text",
    [
        "1.5万个",
        "2027年",
        "一批企业",
        "（2024—2027年）",
        "三网融合",
        "第一批名单",
        "3 个总成",
        "",
        "5G基站",
        "1.5亿元",
        "2.5%以上",
        "3.2左右",
        "1.8个百分点",
        "0.2次；推出集成事项",
    ],
)
def test_no_numbers(text: str) -> None:
    assert numbered(text) is None


@pytest.mark.parametrize(
    ("written", "value"), [("十", "10"), ("二十", "20"), ("一百零三", "103"), ("３", "3"), ("二一", "21")]
)
def test_arabic(written: str, value: str) -> None:
    assert arabic(written) == value


TREE = """云江市数字贸易实施方案

为加快发展，制定本方案。
一、总体要求
（一）指导思想。坚持改革创新。
（二）主要目标。到2027年，建成平台3个。
二、重点任务
（一）夯实基础
1．建设平台。建设公共服务平台，完善功能。
2．引育主体。引进企业20家。
（1）龙头企业。支持做大做强。
（2）中小企业。支持专精特新发展。
专栏1 重点项目
实施一批项目。
（二）优化环境：放宽准入，便利通关。
三、保障措施
加强领导。
"""


def test_the_heading_tree() -> None:
    found = [(s.path, s.heading) for s in structured(TREE).sections]
    assert found == [
        ("1", "总体要求"),
        ("1.1", "指导思想"),
        ("1.2", "主要目标"),
        ("2", "重点任务"),
        ("2.1", "夯实基础"),
        ("2.1.1", "建设平台"),
        ("2.1.2", "引育主体"),
        ("2.1.2.1", "龙头企业"),
        ("2.1.2.2", "中小企业"),
        ("2.1.专栏1", "重点项目"),
        ("2.2", "优化环境：放宽准入，便利通关"),
        ("3", "保障措施"),
    ]


def test_sections_nest_and_cover_what_is_below_them() -> None:
    document = structured(TREE)
    by_id = document.sections_by_id
    for section in document.sections:
        assert document.text[section.heading_span[0] : section.heading_span[1]] == section.heading
        if section.parent:
            parent = by_id[section.parent]
            assert parent.span[0] <= section.span[0] and section.span[1] <= parent.span[1]


def test_numbers_that_run_through_the_document_stay_as_written() -> None:
    text = "一、甲\n（一）一一\n1.任务一。做好。\n2.任务二。做好。\n（二）一二\n3.任务三。做好。\n"
    assert [s.path for s in structured(text).sections] == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.3"]


def test_articles_have_no_heading_and_hold_their_items() -> None:
    text = "第一章 总则\n第一条 为规范管理，制定本办法。\n第二条 申请人应当：\n（一）依法登记；\n（二）信用良好。\n第二章 附则\n第三条 本办法自印发之日起施行。\n"
    found = [(s.path, s.heading) for s in structured(text).sections]
    assert found == [
        ("1", "总则"),
        ("1.1", ""),
        ("1.2", ""),
        ("1.2.1", "依法登记"),
        ("1.2.2", "信用良好"),
        ("2", "附则"),
        ("2.3", ""),
    ]


def test_a_line_that_wraps_at_a_number_is_no_heading() -> None:
    text = "一、目标\n任务。\n5.其他情形。\n二、任务\n做好。\n"
    assert [s.path for s in structured(text).sections] == ["1", "2"]


EMERGENCY = """云江市防汛应急预案

目　录
1 总则
1.1 编制目的
1.2 工作原则
2 组织体系
2.1 指挥机构
3 附则

1 总则
1.1 编制目的
为做好防汛工作，制定本预案。
1.5亿元资金已经下达。
1.2 工作原则
（1）统一领导。市指挥部统一领导。
（2）分级负责。各县区负责。
2 组织体系
2.1 指挥机构
2.1.1 职责。统一指挥防汛工作。
2.1.2 办公室。设在市水利局。
（1）值守。24小时值守。
3 附则
本预案自印发之日起施行。
"""


def test_decimals_are_a_tree_and_the_table_of_contents_is_none() -> None:
    found = [(s.path, s.level, s.number, s.heading) for s in structured(EMERGENCY).sections]
    assert found == [
        ("1", 1, "1", "总则"),
        ("1.1", 2, "1.1", "编制目的"),
        ("1.2", 2, "1.2", "工作原则"),
        ("1.2.1", 4, "（1）", "统一领导"),
        ("1.2.2", 4, "（2）", "分级负责"),
        ("2", 1, "2", "组织体系"),
        ("2.1", 2, "2.1", "指挥机构"),
        ("2.1.1", 3, "2.1.1", "职责"),
        ("2.1.2", 3, "2.1.2", "办公室"),
        ("2.1.2.1", 4, "（1）", "值守"),
        ("3", 1, "3", "附则"),
    ]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("一、总则\n1.1 目的。做好。\n1.2 依据。依法。\n二、组织\n2.1 机构。设立。\n", "1 1.1 1.2 2 2.1"),
        ("1．总则\n1.1目的\n做好。\n2．组织\n2.1机构\n（1）设立。\n", "1 1.1 2 2.1 2.1.1"),
        ("一、任务\n（一）建设\n1.平台。做好。\n1.1 数据。做好。\n2.网络。做好。\n", "1 1.1 1.1.1 1.1.1.1 1.1.2"),
        (
            "1 总则\n1.1 目的\n1.1.1.1 漏号。\n1.3.1 无上级。\n1.2 原则\n一、公开\n（一）及时\n",
            "1 1.1 1.2 1.2.1 1.2.1.1",
        ),
        ("3号线。\n2.1平台。\n一、目标\n做好。\n", "1"),  # no chain: a line's number, a lone decimal
    ],
)
def test_decimals_stand_only_in_a_chain(text: str, paths: str) -> None:
    assert [s.path for s in structured(text).sections] == paths.split()


def test_volumes_hold_chapters_that_count_on() -> None:
    text = "第一篇 目标\n第一章 总体\n做好。\n专栏1 指标\n第二篇 任务\n第二章 农业\n第一节 产业\n一、粮食\n稳定。\n专栏2 工程\n第三章 交通\n"
    assert [s.path for s in structured(text).sections] == "1 1.1 1.1.专栏1 2 2.2 2.2.1 2.2.1.1 2.2.1.专栏2 2.3".split()
