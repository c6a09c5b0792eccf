"""Indicator tables in the layouts that plans print them in: each row of a case is indicator|comparator|value|unit|by|baseline."""

from __future__ import annotations

import pytest

from tests.extractors.made import plan

CASES = {
    "unit column": (
        "指标名称\t单位\t2023年\t2025年目标\t2027年目标\t属性\n充电桩\t万个\t1.2\t1.8\t≥2.5\t预期性\n能耗\t%\t5\t4\t≤3\t约束性",
        [
            "充电桩|reach|1.8|万个|2025|2023年 1.2万个",
            "充电桩|at_least|2.5|万个|2027|2023年 1.2万个",
            "能耗|reach|4|%|2025|2023年 5%",
            "能耗|at_most|3|%|2027|2023年 5%",
        ],
    ),
    "unit in the name's brackets": (
        "指标\t2023年\t2027年\n产值（亿元）\t45.4\t50\n绿化覆盖率（%）\t41\t>43",
        ["产值|reach|50|亿元|2027|2023年 45.4亿元", "绿化覆盖率|more_than|43|%|2027|2023年 41%"],
    ),
    "unit in the goal's head": (
        "序号\t指标\t2023年实际（万吨）\t2027年目标（万吨）\n1\t粮食产量\t21\t22以上\n2\t水产品产量\t4\t5左右",
        ["粮食产量|at_least|22|万吨|2027|2023年实际（万吨） 21万吨", "水产品产量|about|5|万吨|2027|2023年实际（万吨） 4万吨"],
    ),
    "several years to come without a word for goal": (
        "指标\t单位\t2023年\t2025年\t2027年\n标准厂房\t万平方米\t30\t45\t80\n工业投资\t亿元\t12\t15\t20",
        [
            "标准厂房|reach|45|万平方米|2025|2023年 30万平方米",
            "标准厂房|reach|80|万平方米|2027|2023年 30万平方米",
            "工业投资|reach|15|亿元|2025|2023年 12亿元",
            "工业投资|reach|20|亿元|2027|2023年 12亿元",
        ],
    ),
    "serial numbers and merged categories": (
        "序号\t类别\t指标\t单位\t2023年基数\t2027年目标值\t属性\n1\t创新驱动\t研发投入强度\t%\t2.1\t2.8\t预期性\n"
        "2\t创新驱动\t高新技术企业\t家\t60\t120\t预期性\n3\t绿色发展\t单位能耗降低\t%\t—\t[13.5]\t约束性",
        [
            "研发投入强度|reach|2.8|%|2027|2023年基数 2.1%",
            "高新技术企业|reach|120|家|2027|2023年基数 60家",
            "单位能耗降低|reach|13.5|%|2027|-",
        ],
    ),
    "levels of indicators": (
        "一级指标\t二级指标\t单位\t现状值\t目标值\n设施\t停车泊位\t个\t9000\t15000\n服务\t办件满意率\t%\t96\t98以上",
        ["停车泊位|reach|15000|个|-|现状值 9000个", "办件满意率|at_least|98|%|-|现状值 96%"],
    ),
    "a category in a row of its own": (
        "指标\t单位\t2023年\t2027年目标\n一、经济发展\t一、经济发展\t一、经济发展\t一、经济发展\n1.外贸进出口总额\t亿元\t30\t50\n"
        "二、民生福祉\t二、民生福祉\t二、民生福祉\t二、民生福祉\n2.养老床位\t张\t800\t1,200",
        ["外贸进出口总额|reach|50|亿元|2027|2023年 30亿元", "养老床位|reach|1200|张|2027|2023年 800张"],
    ),
    "a growth of the year beside the goal": (
        "指标\t单位\t2023年\t2027年目标\t年均增长（%）\n服务业增加值\t亿元\t70\t100\t8以上\n游客接待量\t万人次\t300\t400\t7.5",
        [
            "服务业增加值|reach|100|亿元|2027|2023年 70亿元",
            "服务业增加值|at_least|8|%|-|2023年 70亿元",
            "游客接待量|reach|400|万人次|2027|2023年 300万人次",
            "游客接待量|increase_by|7.5|%|-|2023年 300万人次",
        ],
    ),
    "a head of two rows": (
        "指标\t单位\t2023年\t2027年\t2027年\t属性\n指标\t单位\t2023年\t目标值\t年均增速\t属性\n数字经济规模\t亿元\t40\t80\t12%\t预期性",
        ["数字经济规模|reach|80|亿元|2027|2023年 40亿元", "数字经济规模|increase_by|12|%|2027|2023年 40亿元"],
    ),
    "totals of the plan's years in square brackets": (
        "指标\t单位\t2023年\t2024—2027年累计\n城镇新增就业\t万人\t1.1\t[4.8]\n保障性住房\t套\t200\t〔≥1500〕",
        ["城镇新增就业|reach|4.8|万人|2027|2023年 1.1万人", "保障性住房|at_least|1500|套|2027|2023年 200套"],
    ),
    "goals in words": (
        "指标\t单位\t2023年\t2027年目标\n电商交易额\t亿元\t20\t翻一番\n窗口受理率\t%\t80\t百分之百\n群众满意度\t\t—\t持续提升\n公园\t个\t五\t十二",
        ["电商交易额|multiply|2|倍|2027|2023年 20亿元", "窗口受理率|reach|100|%|2027|2023年 80%", "公园|reach|12|个|2027|2023年 五个"],
    ),
    "ranges and signs in the cells": (
        "指标\t计量单位\t2027年目标\n社区食堂\t家\t20—25\n空气质量优良率\t%\t≥92%\n细颗粒物浓度\t微克/立方米\t＜30\n工伤发生率\t‰\t不高于2",
        [
            "社区食堂|reach|20—25|家|2027|-",
            "空气质量优良率|at_least|92|%|2027|-",
            "细颗粒物浓度|at_most|30|微克/立方米|2027|-",
            "工伤发生率|at_most|2|‰|2027|-",
        ],
    ),
    "a part of the indicator above": (
        "指标\t单位\t2027年目标\n公共充电桩\t个\t3000\n其中：快充桩\t个\t900\n换电站\t座\t12",
        ["公共充电桩|reach|3000|个|2027|-", "快充桩|reach|900|个|2027|-", "换电站|reach|12|座|2027|-"],
    ),
    "years as rows": (
        "年份\t高标准农田（万亩）\t冷链库容（万立方米）\n2023年\t20\t3\n2025年\t26\t5\n2027年\t30\t8以上",
        [
            "高标准农田|reach|26|万亩|2025|2023年 20万亩",
            "高标准农田|reach|30|万亩|2027|2023年 20万亩",
            "冷链库容|reach|5|万立方米|2025|2023年 3万立方米",
            "冷链库容|at_least|8|万立方米|2027|2023年 3万立方米",
        ],
    ),
    "indicators as columns": (
        "指标\t技能培训\t创业贷款\n单位\t人次\t万元\n2023年完成\t500\t900\n2027年目标\t2000\t3000",
        ["技能培训|reach|2000|人次|2027|2023年完成 500人次", "创业贷款|reach|3000|万元|2027|2023年完成 900万元"],
    ),
    "continued, its head said again": (
        "指标\t单位\t2027年目标\n村卫生室\t个\t90\n托位\t个\t1600\n续表\n指标\t单位\t2027年目标\n体育公园\t个\t6\n骨干河道\t公里\t44",
        ["村卫生室|reach|90|个|2027|-", "托位|reach|1600|个|2027|-", "体育公园|reach|6|个|2027|-", "骨干河道|reach|44|公里|2027|-"],
    ),
    "continued without its head": (
        "指标\t单位\t2027年目标\n村卫生室\t个\t90\n托位\t个\t1600\n续表\n体育公园\t个\t6\n骨干河道\t公里\t44",
        ["村卫生室|reach|90|个|2027|-", "托位|reach|1600|个|2027|-", "体育公园|reach|6|个|2027|-", "骨干河道|reach|44|公里|2027|-"],
    ),
    "a five-year plan's end as head": (
        "指标\t单位\t2023年\t“十四五”末\t“十五五”目标\n轨道交通里程\t公里\t0\t18\t40",
        ["轨道交通里程|reach|18|公里|2025|2023年 0公里", "轨道交通里程|reach|40|公里|2030|2023年 0公里"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", CASES)
def test_layouts(layout: str) -> None:
    table, expected = CASES[layout]
    found = plan(f"一、主要目标\n主要指标见下表。\n{table}\n").targets
    said = [
        f"{t.indicator}|{t.comparator}|{t.value}{f'—{t.value_max}' if t.value_max is not None else ''}|{t.unit}|{t.by or '-'}|{t.baseline or '-'}"
        for t in found
    ]
    assert said == expected
    assert {t.rule for t in found} == {"target.table"}


NOT_TABLES_OF_GOALS = [
    "指标\t计算方法\n床位使用率\t使用床日数除以100\n平均住院日\t3天以内的不计",
    "企业\t2023年\t2027年\n甲公司\t20\t30\n乙公司\t40\t50",
    "指标\t2021年\t2022年实际\n产值（亿元）\t30\t40",
    "一级指标\t分值\n设施完善\t20分\n服务优良\t30分",
]


@pytest.mark.parametrize("table", NOT_TABLES_OF_GOALS)
def test_tables_that_set_no_goals(table: str) -> None:
    assert not [t for t in plan(f"一、背景\n见下表。\n{table}\n").targets if t.rule == "target.table"]


def test_a_part_names_the_whole() -> None:
    whole, part, other = plan(
        "一、主要目标\n见下表。\n指标\t单位\t2027年目标\n公共充电桩\t个\t3000\n其中：快充桩\t个\t900\n换电站\t座\t12\n"
    ).targets
    assert (part.parent, whole.parent, other.parent) == (whole.id, None, None)


def test_what_text_and_table_both_say_is_one_goal() -> None:
    found = plan(
        "一、主要目标\n到2027年，全区建成公共充电桩3000个。\n指标\t单位\t2027年目标\n公共充电桩\t个\t3000\n换电站\t座\t12\n"
    ).targets
    assert [(t.value, t.by) for t in found] == [(3000, "2027"), (12, "2027")]
