"""Goals told from facts; scope, indicator, comparator, value, unit, deadline."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.made import document, plan


def goals(sentence: str) -> list[tuple[Any, ...]]:
    return [
        (t.scope, t.indicator, t.comparator, t.value, t.unit, t.by) for t in plan(f"一、主要目标\n{sentence}\n").targets
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2026年，全区规上企业达到120家。", [("全区", "规上企业", "reach", 120, "家", "2026")]),
        ("到2026年，引进企业超50家。", [(None, "企业", "more_than", 50, "家", "2026")]),
        ("到2026年，营业收入突破50亿元。", [(None, "营业收入", "more_than", 50, "亿元", "2026")]),
        ("2025年6月底前建成智算中心1座。", [(None, "智算中心", "reach", 1, "座", "2025-06-30")]),
        ("到2027年，打造10个左右特色产业集群。", [(None, "特色产业集群", "about", 10, "个", "2027")]),
        ("到2027年，推动40家传统企业完成转型。", [(None, "传统企业完成转型", "reach", 40, "家", "2027")]),
        (
            "到2027年，建成充电站55座、换电站25个。",
            [(None, "充电站", "reach", 55, "座", "2027"), (None, "换电站", "reach", 25, "个", "2027")],
        ),
        ("到2027年，流通率由35%提高到45%。", [(None, "流通率", "reach", 45, "%", "2027")]),
        (
            "到2026年、2027年，覆盖率分别达到60%、75%。",
            [(None, "覆盖率", "reach", 60, "%", "2026"), (None, "覆盖率", "reach", 75, "%", "2027")],
        ),
        ("到2027年，行政处罚率控制在3%以内。", [(None, "行政处罚率", "at_most", 3, "%", "2027")]),
        ("到2027年，90%的行政村实现通客车。", [("行政村", "实现通客车", "reach", 90, "%", "2027")]),
        ("到2027年，加快建设某某等9个二级节点。", [(None, "二级节点", "reach", 9, "个", "2027")]),
        (
            "到2027年，每个园区至少建成1个集检测、中试、孵化于一体的服务平台。",
            [("每个园区", "集检测、中试、孵化于一体的服务平台", "at_least", 1, "个", "2027")],
        ),
        ("到2027年，新建住宅装配率达到50%以上。", [(None, "新建住宅装配率", "at_least", 50, "%", "2027")]),
        ("到2027年，培育工程（技术）研究中心30家。", [(None, "工程（技术）研究中心", "reach", 30, "家", "2027")]),
        ("到2027年，产业规模实现倍增。", [(None, "产业规模", "multiply", 2, "倍", "2027")]),
        ("到2027年，服务业比重由18%提升至22%。", [(None, "服务业比重", "reach", 22, "%", "2027")]),
        (
            "2025年，全区新建基站2600个以上；到2026年，新建基站5000个。",
            [("全区", "基站", "at_least", 2600, "个", "2025"), ("全区", "基站", "reach", 5000, "个", "2026")],
        ),
        (
            "新修机耕路46公里、衬砌渠道58公里。",
            [(None, "机耕路", "reach", 46, "公里", None), (None, "衬砌渠道", "reach", 58, "公里", None)],
        ),
        (
            "到2026年，造林任务分解如下：云渚区3万亩、石棠县2万亩。",
            [("云渚区", "造林任务", "reach", 3, "万亩", "2026"), ("石棠县", "造林任务", "reach", 2, "万亩", "2026")],
        ),
        (
            "云渚区、石棠县要对老旧农田实施改造，面积分别不少于3万亩、2万亩。",
            [("云渚区", "改造", "at_least", 3, "万亩", None), ("石棠县", "改造", "at_least", 2, "万亩", None)],
        ),
        # what is told and not set
        ("对云渚镇早年建成的3万亩农田更换管道。", []),
        ("医保基金按不低于采购金额的30%提前预付。", []),
        ("区财政按每亩每年12元安排管护经费。", []),
        ("2023年，全区经济规模达到800亿元。", []),
        ("预计到2025年，渗透率将达到40%以上。", []),
        ("截至2023年底，全区已建成充电桩300个。", []),
        ("主要包含电池、电驱等5个总成。", []),
        ("对新认定企业给予50万元奖励。", []),
        ("区级财政按照40%的比例配套资金。", []),
        ("布局新一代800伏以上大功率充电站。", []),
        ("联席会议每半年召开1次全体会议。", []),
        ("自印发之日起5个工作日内报送。", []),
        ("统筹视频监控、全息感知两个平面的建设。", []),
        ("招收3岁以下婴幼儿。", []),
        ("贯彻《关于建设10个产业园的意见》。", []),
    ],
)
def test_goals(sentence: str, expected: list[tuple[Any, ...]]) -> None:
    assert goals(sentence) == expected


def test_a_detail_names_its_parent() -> None:
    whole, part = plan("一、目标\n到2026年，核心企业达到120家，其中规上企业不少于30家。\n").targets
    assert (part.indicator, part.comparator, part.parent) == ("规上企业", "at_least", whole.id)


def test_a_place_in_a_detail_is_its_scope() -> None:
    _, part = plan("一、目标\n到2026年，年产值2000亿元（其中东部片区800亿元）。\n").targets
    assert (part.scope, part.indicator, part.value) == ("东部片区", "年产值", 800)


def test_what_其中_opens_is_no_part_of_its_neighbour() -> None:
    years = plan("一、目标\n分批开工，其中2026年、2027年分别开工厂房50套、60套。\n").targets
    assert [(t.value, t.by, t.parent) for t in years] == [(50, "2026", None), (60, "2027", None)]


def test_hope_holds_from_its_word_on() -> None:
    first, second, third = plan("一、目标\n到2026年，企业达到120家，力争营业收入突破50亿元、利润达到5亿元。\n").targets
    assert [t.aspirational for t in (first, second, third)] == [False, True, True]


def test_hope_right_before_a_number_is_of_that_number_alone() -> None:
    goals = plan("一、目标\n到2026年，完成投资力争超过80亿元；新建管网30公里。\n").targets
    assert [t.aspirational for t in goals] == [True, False]


def test_the_number_of_a_text_without_a_date_tells_which_years_are_to_come() -> None:
    head = "云江市人民政府关于发展托育的意见\n（云政函[2025]39号）\n各县人民政府：\n一、目标\n"
    goals = document(head + "2026年，全市新建园所30个；县城建园率达到90%。\n").targets
    assert [t.by for t in goals] == ["2026", "2026"]
    assert not document(head + "2024年，全市新建园所30个。\n").targets


def test_how_things_are_asks_nothing_but_goals_beside_it_do() -> None:
    assert not plan("一、企业生产情况\n2026年目标任务为2亿元，10户企业每月完成1000万元。\n").targets
    both = plan("一、指导思想和发展目标\n到2026年，建成平台3个。\n二、报送工作情况\n2026年6月底前报送。\n")
    assert [t.value for t in both.targets] == [3]
    assert [d.end for d in both.deadlines if d.section == "s2"] == ["2026-06-30"]


def test_what_stands_above_the_first_heading_tells_the_year() -> None:
    text = "代表大会第五次会议公告（第2号）\n经投票表决，确定南浦区2026年民生实事项目。\n一、改善出行条件，新建公路30公里。\n"
    assert [t.by for t in document(text).targets] == ["2026"]
    assert [t.by for t in document(text.replace("2026年民生", "民生")).targets] == [None]


def test_a_goal_in_a_row_takes_the_year_of_its_own_cell() -> None:
    row = "序号\t主要任务\t细化措施\t牵头单位\n1\t节约用水\t健全体系。到2026年，用水总量控制在11亿立方米以内。\t区水利局\n2\t治理河道\t整治河道30公里。\t区水利局\n"
    goals = plan(f"一、任务分工\n{row}").targets
    assert [(t.indicator, t.by) for t in goals if t.value == 11] == [("用水总量", "2026")]


def test_the_opening_words_of_a_text_without_title_tell_the_year() -> None:
    text = "2026年，云江市治水工作要深入推进，建设幸福河湖。\n一、深入治污\n确保水质优良比例达到100%。\n"
    assert [t.by for t in document(text).targets] == ["2026"]


def test_whom_something_is_for_asks_nothing() -> None:
    made = plan("一、招生对象和范围\n（一）招生对象\n2026年6月11日前落户，产权占比100%的儿童。\n")
    assert not made.targets
    assert not made.deadlines


def test_the_titles_year_dates_what_has_none() -> None:
    text = "云江市2026年招生工作日程安排\n做好招生工作，现安排如下。\n一、报名\n5月6日前上报方案，自通知之日起5日内报名。\n"
    assert [(d.kind, d.end) for d in document(text).deadlines] == [("by", "2026-05-06"), ("relative", None)]
    assert [d.end for d in document(text.replace("2026年", "")).deadlines] == [None, None]


def test_the_heading_names_the_scope() -> None:
    (goal,) = plan("一、空间布局\n（一）河西镇、河东镇。重点发展加工业。到2027年，企业达到20家。\n").targets
    assert goal.scope == "河西镇、河东镇" or goal.scope is None
    (goal,) = plan("一、空间布局\n（一）江北县。重点发展加工业。到2027年，企业达到20家。\n").targets
    assert goal.scope == "江北县"


def test_a_list_takes_the_time_of_its_introduction() -> None:
    body = "一、主要目标\n到2026年，产业体系更加完善。\n——创新能力。建成平台5个以上。\n——集群发展。培育企业20家左右。\n"
    assert [t.by for t in plan(body).targets] == ["2026", "2026"]


def test_the_title_gives_the_year_where_nothing_else_does() -> None:
    text = "云江市数字政府2025年行动方案\n一、重点任务\n（一）强化服务。推动74项高频事项全面落地。\n"
    (goal,) = document(text).targets
    assert (goal.indicator, goal.by) == ("高频事项全面落地", "2025")


def test_numbers_in_the_background_are_no_goals() -> None:
    assert not plan("一、发展现状\n全区共有企业120家，产值达到50亿元。\n").targets


def test_indicator_tables() -> None:
    body = (
        "一、目标\n主要指标见下表。\n指标名称\t单位\t2023年\t2025年目标\t2027年目标\t属性\n"
        "核心产业占比\t%\t6.5\t8\t10以上\t预期性\n充电桩\t万个\t1.2\t1.8\t≥2.5\t预期性\n能耗\t%\t5\t4\t≤3\t约束性\n"
    )
    found = [(t.indicator, t.comparator, t.value, t.unit, t.by) for t in plan(body).targets]
    assert found == [
        ("核心产业占比", "reach", 8, "%", "2025"),
        ("核心产业占比", "at_least", 10, "%", "2027"),
        ("充电桩", "reach", 1.8, "万个", "2025"),
        ("充电桩", "at_least", 2.5, "万个", "2027"),
        ("能耗", "reach", 4, "%", "2025"),
        ("能耗", "at_most", 3, "%", "2027"),
    ]


def test_bare_years_keep_the_last_column_only() -> None:
    body = "一、目标\n指标\t2023年\t2027年\n产值（亿元）\t45.4\t50\n企业（家）\t30\t60\n"
    assert [(t.indicator, t.value, t.unit, t.by) for t in plan(body).targets] == [
        ("产值", 50, "亿元", "2027"),
        ("企业", 60, "家", "2027"),
    ]
