"""Agencies, members, bodies, deadlines, assignments and citations of made documents."""

from __future__ import annotations

import pytest

from docparse.extractors.mentions import body_of_post, find_mentions, is_group
from tests.extractors.made import document, plan


def names(text: str, *, national: bool = False) -> list[str]:
    return [m.name for m in find_mentions(text, national_text=national)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由市经济信息委牵头", ["市经济信息委"]),
        ("报请区政府办公室印发", ["区政府办公室"]),
        ("经区政府同意", ["区政府"]),
        ("区委宣传部、区发展改革委、财政局", ["区委宣传部", "区发展改革委", "财政局"]),
        ("云江市南浦区人民政府", ["云江市南浦区人民政府"]),
        ("南浦区经济信息委", ["南浦区经济信息委"]),
        ("市规划和自然资源局", ["市规划和自然资源局"]),
        ("省人力资源社会保障厅", ["省人力资源社会保障厅"]),
        ("国家发展改革委、教育部", ["国家发展改革委", "教育部"]),
        ("抄送市经济信息委备案", ["市经济信息委"]),
        ("与市财政局联合印发", ["市财政局"]),
        ("完善城市管理体制", []),
        ("体育教育部门要加强指导", []),
        ("全市财政局长会议", []),
        ("各市财政局", []),
        ("公开政府信息", []),
        ("政府引导基金", []),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_national_documents_name_ministries_bare() -> None:
    assert names("由发展改革委、财政部、税务总局牵头", national=True) == ["发展改革委", "财政部", "税务总局"]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("各镇街", True),
        ("区级有关部门", True),
        ("有关区政府", True),
        ("各成员单位", True),
        ("区财政局", False),
        ("区政府", False),
        ("省有关部门", True),
    ],
)
def test_groups(name: str, group: bool) -> None:
    assert is_group(name) is group


@pytest.mark.parametrize(
    ("post", "body"),
    [
        ("区教委主任", "区教委"),
        ("区政府常务副区长", "区政府"),
        ("区新城党工委书记", "区新城党工委"),
        ("市财政局党组书记", "市财政局"),
        ("区教委", "区教委"),
    ],
)
def test_the_body_of_a_post(post: str, body: str) -> None:
    assert body_of_post(post) == body


def test_agencies_are_spelled_out() -> None:
    found = {
        a.name: a
        for a in plan(
            "一、任务\n（一）建设平台。抓好落实。（牵头单位：区数据局；配合单位：区发展改革委、财政局）\n"
        ).agencies
    }
    assert found["财政局"].canonical == "区财政局"
    assert found["区数据局"].full_name == "云江市南浦区数据局"
    assert (found["区发展改革委"].level, found["区发展改革委"].function) == ("county", "development-and-reform")
    assert found["各镇人民政府"].kind == "generic"


def test_mentions_quote_the_text() -> None:
    made = plan("一、任务\n由区数据局牵头，区数据局要加强调度。\n")
    agency = next(a for a in made.agencies if a.name == "区数据局")
    assert [made.text[slice(*m)] for m in agency.mentions] == ["区数据局", "区数据局"]


GROUP = """南浦府办发〔2024〕9号
云江市南浦区人民政府办公室关于成立南浦区冷链物流发展领导小组的通知
各镇人民政府：
经区政府同意，成立南浦区冷链物流发展领导小组（以下简称“领导小组”）。
一、组成人员
组 长：林 牧 区委副书记、区政府区长
副组长：陈 远 区委常委、区政府副区长
成 员：何青禾 区政府办公室主任
沈 舟 区财政局局长（兼）
沈 舟 区商务局局长
二、工作机构
领导小组办公室设在区商务局，由区商务局局长兼任办公室主任。领导小组办公室下设2个工作专班：设施建设工作专班、招商引资工作专班。
三、主要职责
设施建设工作专班。由区发展改革委牵头，区财政局配合。负责统筹设施布局。
招商引资工作专班。由区商务局牵头，区财政局、区文化旅游委配合。负责招引企业。
云江市南浦区人民政府办公室
2024年3月8日
"""


def test_members_in_order_with_their_posts() -> None:
    made = document(GROUP)
    assert [(m.role, m.name, m.titles) for m in made.members] == [
        ("组长", "林牧", ["区委副书记", "区政府区长"]),
        ("副组长", "陈远", ["区委常委", "区政府副区长"]),
        ("成员", "何青禾", ["区政府办公室主任"]),
        ("成员", "沈舟", ["区财政局局长（兼）"]),
        ("成员", "沈舟", ["区商务局局长"]),
    ]
    assert {m.body for m in made.members} == {made.bodies[0].id}


@pytest.mark.parametrize(
    ("lines", "members"),
    [
        (
            "组长：林牧，副市长\n副组长：陈远，市政府副秘书长；方晓，市数据局局长\n",
            [("林牧", ["副市长"]), ("陈远", ["市政府副秘书长"]), ("方晓", ["市数据局局长"])],
        ),
        (
            "组长：林牧（市委常委、副市长）\n成员：陈远（市数据局）\n",
            [("林牧", ["市委常委", "副市长"]), ("陈远", ["市数据局"])],
        ),
        (
            "召集人：林 牧 副市长\n成 员：欧阳·阿卜 市民族宗教委主任\n",
            [("林牧", ["副市长"]), ("欧阳·阿卜", ["市民族宗教委主任"])],
        ),
    ],
)
def test_member_lines(lines: str, members: list[tuple[str, list[str]]]) -> None:
    assert [(m.name, m.titles) for m in document(f"一、组成人员\n{lines}二、职责\n统筹协调。\n").members] == members


def test_bodies_with_parent_and_host() -> None:
    made = document(GROUP)
    ids = {b.id: b.name for b in made.bodies}
    assert [(b.name, b.kind, ids.get(b.parent or ""), b.host) for b in made.bodies] == [
        ("南浦区冷链物流发展领导小组", "leading_group", None, None),
        ("领导小组办公室", "office", "南浦区冷链物流发展领导小组", "区商务局"),
        ("设施建设工作专班", "task_force", "领导小组办公室", None),
        ("招商引资工作专班", "task_force", "领导小组办公室", None),
    ]
    assert made.bodies[1].head == "区商务局局长"
    assert made.bodies[2].duties == "负责统筹设施布局。"


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("成立由分管领导任组长，各有关部门参与的招商专班。", "招商专班", "task_force"),
        ("组建由行业专家组成的跨行业专家咨询委员会。", "跨行业专家咨询委员会", "committee"),
        ("建立由分管副区长任召集人的全区产业发展协调机制。", "全区产业发展协调机制", "mechanism"),
        ("各镇要成立工作专班，抓好落实。", "工作专班", "task_force"),
    ],
)
def test_founding(sentence: str, name: str, kind: str) -> None:
    assert [(b.name, b.kind) for b in plan(f"一、保障\n{sentence}\n").bodies] == [(name, kind)]


@pytest.mark.parametrize(
    "sentence", ["建立健全激励机制。", "完善跟踪监测机制。", "发挥领导小组作用。", "落实市委工作机制要求。"]
)
def test_nothing_founded(sentence: str) -> None:
    assert not plan(f"一、保障\n{sentence}\n").bodies


def test_task_forces_are_tasks_of_their_own() -> None:
    found = [
        (a.task, [p.name for p in a.lead], [p.name for p in a.support], a.duties) for a in document(GROUP).assignments
    ]
    assert found == [
        ("设施建设工作专班", ["区发展改革委"], ["区财政局"], "负责统筹设施布局。"),
        ("招商引资工作专班", ["区商务局"], ["区财政局", "区文化旅游委"], "负责招引企业。"),
    ]


def test_several_clauses_bound_their_own_sentences() -> None:
    body = "一、任务\n（一）优化服务。推进通办。（区数据局牵头）加强证照应用。（区司法局牵头）\n"
    found = [(a.task, a.duties, [p.name for p in a.lead]) for a in plan(body).assignments]
    assert found == [("优化服务", "推进通办。", ["区数据局"]), ("优化服务", "加强证照应用。", ["区司法局"])]


def test_defaults_bind_the_tasks_of_the_chapter_that_follow() -> None:
    body = (
        "一、任务\n（一）甲事。做好。（责任单位：区商务局）\n（二）乙事。做好。（责任单位：区数据局。以下各项任务均需各镇街具体落实，不再重复列出）\n"
        "（三）丙事。做好。（责任单位：区教委）\n二、保障\n（一）丁事。做好。（责任单位：区司法局）\n"
    )
    found = [(a.task, [(p.name, p.inherited) for p in a.implement]) for a in plan(body).assignments]
    assert found == [("甲事", []), ("乙事", [("各镇街", False)]), ("丙事", [("各镇街", True)]), ("丁事", [])]


def test_the_order_rule_makes_leads() -> None:
    body = "一、任务\n（一）甲事。做好。（责任单位：区商务局、区教委。列首位的为牵头单位，其他为配合单位，下同）\n（二）乙事。做好。（责任单位：区数据局、区财政局）\n"
    found = [([p.name for p in a.lead], [p.name for p in a.support], a.responsible) for a in plan(body).assignments]
    assert found == [(["区商务局"], ["区教委"], []), (["区数据局"], ["区财政局"], [])]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2025年6月底前建成平台。", [("by", "2025-06-30", None)]),
        ("每季度末月25日前报送进展。", [("recurring", None, "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25")]),
        ("定期开展评估，定期通报。", [("recurring", None, None)]),
        ("自印发之日起30日内制定方案。", [("relative", "2024-04-07", None)]),
        ("预计到2025年，渗透率提高。", []),
        ("2024年上半年完成编制，三季度末验收。", [("by", "2024-06-30", None), ("by", "2024-09-30", None)]),
        ("分阶段推进：全面实施（2025年4月至2026年10月）。", [("period", "2026-10-31", None)]),
        ("从2026年起，每年10月15日前发布案例。", [("recurring", None, "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=15")]),
        ("通关时间压缩至24小时以内。", []),
        ("落实《云江市发展规划（2021—2025年）》要求。", []),
    ],
)
def test_deadlines(sentence: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [(d.kind, d.end, d.rrule) for d in plan(f"一、任务\n{sentence}\n").deadlines] == expected


def test_a_deadline_bounds_the_clause_behind_it() -> None:
    (deadline,) = plan("一、任务\n到2026年，全区企业达到120家，产值翻番。\n").deadlines
    assert deadline.action == "全区企业达到120家"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "根据《云江市冷链规划》（云府发〔2023〕9号），制定本方案。",
            [("云江市冷链规划", "云府发〔2023〕9号", "basis")],
        ),
        (
            "按照《云江市冷链规划》《云江市物流条例》要求，制定本方案。",
            [("云江市冷链规划", None, "basis"), ("云江市物流条例", None, "basis")],
        ),
        ("参照《云江市冷链规划》执行。", [("云江市冷链规划", None, "mentions")]),
        ("贯彻《云江市〈冷链规划〉分工方案》。", [("云江市〈冷链规划〉分工方案", None, "basis")]),
        ("（以下简称《方案》）", []),
        (
            "根据《云江市冷链工作意见》（云府发〔2023〕9号，以下简称《指导意见》），按照《指导意见》要求，制定本方案。",
            [("云江市冷链工作意见", "云府发〔2023〕9号", "basis")],
        ),
    ],
)
def test_citations(sentence: str, expected: list[tuple[str, str | None, str]]) -> None:
    found = [
        (c.title, c.doc_number, c.relation)
        for c in plan(sentence + "\n一、任务\n做好。\n").citations
        if c.relation != "issues"
    ]
    assert found == expected


def test_the_plan_that_a_notice_prints_is_issued() -> None:
    assert [(c.title, c.relation) for c in plan("一、任务\n做好。\n").citations] == [
        ("南浦区产业发展实施方案", "issues")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "2026年是全面实施规划的开局之年。",
        "今年以来，各地已发放消费券。",
        "一、2026年主要目标\n发展更快。",
        "24小时内可能出现强降雨的，启动响应。",
        "实现30分钟内可达。",
        "每年不足规定标准的，扣0.5分。",
        "“十三五”期间，产值年均增长6%。",
    ],
)
def test_times_that_bound_nothing(sentence: str) -> None:
    assert not plan(f"一、任务\n{sentence}\n").deadlines


def test_next_year_behind_a_yearly_rule_comes_every_year() -> None:
    found = plan("一、任务\n区政府每年11月20日前完成自评。区教委应当在次年1月31日前完成考核。\n").deadlines
    assert [d.rrule for d in found] == [
        "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20",
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31",
    ]


def test_the_day_of_printing_dates_what_has_no_year() -> None:
    text = "行道树更新攻坚行动方案\n\n为改善面貌，制定本方案。\n一、目标\n全年新建公园3个。\n9月底前完成更新。\n重庆市永川区人民政府办公室　2025年8月18日印发\n"
    made = document(text)
    assert [d.end for d in made.deadlines] == ["2025-09-30"]
    assert [t.by for t in made.targets] == ["2025"]
