"""Lists of people as offices lay them out: padded, wrapped, in columns, brackets and tables; and what is no member."""

from __future__ import annotations

import pytest

from tests.extractors.made import document

HEAD = "南浦府办发〔2024〕9号\n云江市南浦区人民政府办公室关于成立南浦区冷链物流发展领导小组的通知\n各镇人民政府：\n经区政府同意，成立南浦区冷链物流发展领导小组，现将组成人员通知如下：\n"
FOOT = "领导小组办公室设在区商务局。\n云江市南浦区人民政府办公室\n2024年3月8日\n"

LAYOUTS: list[tuple[str, str, list[tuple[str, str, list[str]]]]] = [
    (
        "a note between name and post",
        "组  长：林  牧（女）  区委副书记、区长\n        沈  舟（女，回族）  副区长\n",
        [("组长", "林牧", ["区委副书记", "区长"]), ("组长", "沈舟", ["副区长"])],
    ),
    (
        "roles on lines of their own",
        "组长\n林  牧　　　区长\n成  员\n沈  舟　　　区财政局局长\n欧阳晓　　　区商务局局长\n",
        [
            ("组长", "林牧", ["区长"]),
            ("成员", "沈舟", ["区财政局局长"]),
            ("成员", "欧阳晓", ["区商务局局长"]),
        ],
    ),
    (
        "roles without a colon",
        "组  长  林  牧  区长\n成  员  沈  舟  区财政局局长\n        方  晓  区商务局局长\n",
        [("组长", "林牧", ["区长"]), ("成员", "沈舟", ["区财政局局长"]), ("成员", "方晓", ["区商务局局长"])],
    ),
    (
        "posts that go on under where they begin",
        "组    长：林牧        区委常委、\n                      副区长\n成    员：沈舟        区发展和改革委员会党组书记、主\n"
        "                      任\n          方晓        区商务局局长\n",
        [
            ("组长", "林牧", ["区委常委", "副区长"]),
            ("成员", "沈舟", ["区发展和改革委员会党组书记", "主任"]),
            ("成员", "方晓", ["区商务局局长"]),
        ],
    ),
    (
        "people with their posts in brackets, one after another",
        "组长：林牧（区委书记）、沈舟（区委副书记、区长）\n成员：方晓（区财政局局长）、阿卜·林（区民族宗教局局长），以及区商务局主要负责人。\n",
        [
            ("组长", "林牧", ["区委书记"]),
            ("组长", "沈舟", ["区委副书记", "区长"]),
            ("成员", "方晓", ["区财政局局长"]),
            ("成员", "阿卜·林", ["区民族宗教局局长"]),
        ],
    ),
    (
        "names alone",
        "组长：林牧\n成员：沈舟、方晓、欧阳晓\n",
        [("组长", "林牧", []), ("成员", "沈舟", []), ("成员", "方晓", []), ("成员", "欧阳晓", [])],
    ),
    (
        "the post before the name",
        "组长：区委常委、副区长　林牧\n成员：区财政局局长　沈舟\n　　　区商务局局长　方晓\n",
        [
            ("组长", "林牧", ["区委常委", "副区长"]),
            ("成员", "沈舟", ["区财政局局长"]),
            ("成员", "方晓", ["区商务局局长"]),
        ],
    ),
    (
        "members by posts alone within the list, and a long name",
        "组长：林牧  副区长\n成员：各镇人民政府镇长\n      次仁多吉旺姆  区水务局局长\n      东屯、西屯等12个村党支部书记\n      方晓  区商务局局长\n",
        [("组长", "林牧", ["副区长"]), ("成员", "次仁多吉旺姆", ["区水务局局长"]), ("成员", "方晓", ["区商务局局长"])],
    ),
    (
        "a table with the role last",
        "序号\t姓名\t单位及职务\t领导小组职务\n1\t林  牧\t副区长\t组长\n2\t沈  舟\t区财政局局长\t成员\n3\t方  晓\t区商务局局长\t\n",
        [("组长", "林牧", ["副区长"]), ("成员", "沈舟", ["区财政局局长"]), ("成员", "方晓", ["区商务局局长"])],
    ),
    (
        "unit and post in two columns",
        "姓名\t单位\t职务\t组内职务\n林牧\t区政府\t副区长\t组长\n沈舟\t区财政局\t局长\t成员\n",
        [("组长", "林牧", ["区政府副区长"]), ("成员", "沈舟", ["区财政局局长"])],
    ),
    (
        "rows without a heading",
        "组长\t林  牧\t副区长\n副组长\t沈  舟\t区财政局局长\n成员\t方  晓\t区商务局局长\n",
        [("组长", "林牧", ["副区长"]), ("副组长", "沈舟", ["区财政局局长"]), ("成员", "方晓", ["区商务局局长"])],
    ),
    (
        "numbered under headings that are roles",
        "（一）组长\n林牧同志，局党组书记、局长\n（二）成员\n1.沈舟同志，局党组成员、副局长\n2.方晓，政策法规科科长\n",
        [
            ("组长", "林牧", ["局党组书记", "局长"]),
            ("成员", "沈舟", ["局党组成员", "副局长"]),
            ("成员", "方晓", ["政策法规科科长"]),
        ],
    ),
    (
        "a note behind the role, and people who hold a second role",
        "主任委员：林牧  某大学教授\n委员（按姓氏笔画排序）：\n沈舟  区法律援助中心主任\n秘书长：沈舟（兼）\n副秘书长：方晓（兼）  林牧（兼）\n",
        [
            ("主任委员", "林牧", ["某大学教授"]),
            ("委员", "沈舟", ["区法律援助中心主任"]),
            ("秘书长", "沈舟", []),
            ("副秘书长", "方晓", []),
            ("副秘书长", "林牧", []),
        ],
    ),
    (
        "groups told in a line each",
        "领导小组下设2个工作组：\n1.宣传引导组。组长：林牧；成员：区融媒体中心。负责宣传。\n2.巡查管控组。组长：沈舟（区应急管理局局长）；成员：各镇。负责巡查。\n",
        [("组长", "林牧", []), ("组长", "沈舟", ["区应急管理局局长"])],
    ),
]


@pytest.mark.parametrize(("lines", "members"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS])
def test_lists_in_their_layouts(lines: str, members: list[tuple[str, str, list[str]]]) -> None:
    made = document(HEAD + lines + FOOT)
    assert [(m.role, m.name, m.titles) for m in made.members] == members


@pytest.mark.parametrize(
    "line",
    [
        "成员\n单位要抓好落实。\n",
        "主任\n医师团队下沉。\n",
        "组长单位：区商务局\n",
        "成员：各镇人民政府、区级有关部门\n",
    ],
)
def test_what_names_nobody(line: str) -> None:
    assert document(HEAD + line + FOOT).members == []


def test_an_adjustment_of_several_bodies() -> None:
    made = document(
        "云江市南浦区人民政府办公室关于调整区安全生产委员会等机构组成人员的通知\n各镇人民政府：\n现调整如下：\n"
        "一、区安全生产委员会\n主任由区长林牧同志担任，副主任由副区长沈舟同志担任。新任区应急管理局局长方晓同志接替原局长何青禾同志任委员并兼任办公室主任。\n"
        "二、区食品安全委员会\n林牧（区长）任主任，区政府办公室副主任沈舟、区市场监管局局长欧阳晓任副主任。\n"
        "云江市南浦区人民政府办公室\n2024年3月8日\n"
    )
    assert [b.name for b in made.bodies] == ["区安全生产委员会", "区食品安全委员会"]
    assert {(m.role, m.name) for m in made.members} == {
        ("主任", "林牧"),
        ("副主任", "沈舟"),
        ("委员", "方晓"),
        ("副主任", "欧阳晓"),
    }
    assert "区应急管理局" in {a.name for a in made.agencies}


def test_a_group_that_its_heading_names() -> None:
    made = document(
        "云江市南浦区人民政府办公室关于组建产业链工作专班的通知\n各镇人民政府：\n现将有关事项通知如下：\n一、冷链装备专班\n牵头领导：林牧\n"
        "牵头部门：区商务局\n成员部门：区财政局、区科技局\n工作任务：引进企业3家。\n云江市南浦区人民政府办公室\n2024年3月8日\n"
    )
    assert "冷链装备专班" in [b.name for b in made.bodies]
    (duty,) = [a for a in made.assignments if a.support] or [None]
    assert duty is not None
    assert [p.name for p in duty.support] == ["区财政局", "区科技局"]


def test_lines_broken_at_the_page_width() -> None:
    """The rest of a post may look like a role (办公室主任) or like a member (…党工委书记)."""
    made = document(
        "一、组成人员\n组 长：林牧 区委副书记、区长\n副组长：沈舟 区委常委、副区长，南浦冷链物流产业\n园区党工委书记\n"
        "成 员：方晓 区发展和改革委员会主任、区国防动员\n办公室主任\n欧阳 晓 区商务局局长\n二、工作要求\n"
        "为确保工作取得实效，各成员单位要密切配合、通力协\n作，认真履行职责，定期向领导小组办公室报送工作进\n"
        "展情况和下一步打算，不得迟报漏报瞒报有关重要信息\n资料。\n"
    )
    assert [(m.role, m.name, m.titles) for m in made.members] == [
        ("组长", "林牧", ["区委副书记", "区长"]),
        ("副组长", "沈舟", ["区委常委", "副区长", "南浦冷链物流产业园区党工委书记"]),
        ("成员", "方晓", ["区发展和改革委员会主任", "区国防动员办公室主任"]),
        ("成员", "欧阳晓", ["区商务局局长"]),
    ]


def test_a_column_whose_cells_tell_their_roles() -> None:
    """The cells' clauses are the table's, and are not told a second time under the heading."""
    made = document(
        "云江市南浦区优化营商环境任务清单\n一、任务清单\n序号\t改革任务\t责任分工\n1\t企业开办\t牵头单位：区市场监管局 配合单位：区数据局、区税务局\n"
        "2\t获得电力\t区发展改革委、区商务局\n"
    )
    assert [
        (a.task, [p.name for p in a.lead], [p.name for p in a.support + a.responsible]) for a in made.assignments
    ] == [
        ("企业开办", ["区市场监管局"], ["区数据局", "区税务局"]),
        ("获得电力", [], ["区发展改革委", "区商务局"]),
    ]
