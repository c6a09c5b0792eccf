"""People in running text and in tables, groups set up in a list, and the place before a body's name."""

from __future__ import annotations

import pytest

from docparse.extractors.appointments import is_person
from docparse.extractors.heads import head_before
from docparse.extractors.mentions import find_mentions
from tests.extractors.made import document, plan

APPOINTED: list[tuple[str, list[tuple[str, str, list[str]]]]] = [
    ("成立由区长林牧任组长的领导小组。", [("组长", "林牧", ["区长"])]),
    (
        "由副州长索朗次仁任组长，州水利局局长扎西任副组长，州水利局局长兼任办公室主任。",
        [("组长", "索朗次仁", ["副州长"]), ("副组长", "扎西", ["州水利局局长"])],
    ),
    (
        "领导小组组长由副市长林牧同志担任，副组长由市政府副秘书长陈远、市数据局局长方晓担任。",
        [("组长", "林牧", ["副市长"]), ("副组长", "陈远", ["市政府副秘书长"]), ("副组长", "方晓", ["市数据局局长"])],
    ),
    (
        "由区委常委、常务副区长林牧任组长，副区长欧阳晓任副组长。",
        [("组长", "林牧", ["区委常委", "常务副区长"]), ("副组长", "欧阳晓", ["副区长"])],
    ),
    ("增补林牧（区财政局局长）为领导小组成员。", [("成员", "林牧", ["区财政局局长"])]),
    (
        "由常务副区长林牧任总召集人、副区长欧阳晓任召集人。",
        [("总召集人", "林牧", ["常务副区长"]), ("召集人", "欧阳晓", ["副区长"])],
    ),
    ("免去陈远领导小组副组长职务。", []),
    ("陈远不再担任领导小组成员。", []),
    ("何青禾同志接替陈远同志担任领导小组副组长。", [("副组长", "何青禾", [])]),
    ("领导小组组长由陈远调整为林牧。", [("组长", "林牧", [])]),
    (
        "领导小组办公室主任由区商务局局长沈舟兼任，副主任由区财政局副局长何青禾兼任。",
        [("办公室主任", "沈舟", ["区商务局局长"]), ("办公室副主任", "何青禾", ["区财政局副局长"])],
    ),
    (
        "沈舟任办公室主任，何青禾、方晓任办公室副主任。",
        [("办公室主任", "沈舟", []), ("办公室副主任", "何青禾", []), ("办公室副主任", "方晓", [])],
    ),
    ("组长由区政府主要负责人担任，成员由各成员单位分管负责人担任。", []),
    ("由分管副区长任召集人。", []),
    ("各单位确定一名负责人为联络员。", []),
    ("区商务局为成员单位，区财政局局长为成员。", []),
    ("区商务局王磊为联络员。", [("联络员", "王磊", ["区商务局"])]),
    ("总指挥由县委书记巴图·那顺担任。", [("总指挥", "巴图·那顺", ["县委书记"])]),
    ("调整后，由林牧同志任组长，原组长陈远同志不再担任。", [("组长", "林牧", [])]),
    ("林牧同志任区食品安全委员会主任。", [("主任", "林牧", [])]),
    (
        "新增市水利局局长周川、市林业局局长秦岭为成员。",
        [("成员", "周川", ["市水利局局长"]), ("成员", "秦岭", ["市林业局局长"])],
    ),
    ("领导小组成员由张明调整为李华（区教育局局长）。", [("成员", "李华", ["区教育局局长"])]),
    ("林牧同志不再兼任办公室主任，由何青禾同志兼任。", []),
    ("市安委会成立以副市长林牧为组长的督查组。", [("组长", "林牧", ["副市长"])]),
    ("1.矿山督查组，由市矿山安全局陈远任组长。", [("组长", "陈远", ["市矿山安全局"])]),
    ("由市水利局周川处长任组长。", [("组长", "周川", ["市水利局处长"])]),
    ("由市水利局建设科科长任组长。", []),
    (
        "办公室主任由市民政局局长林牧兼任；副主任由市公安局副局长陈远，市妇联副主席、书记处书记傅秋兼任。",
        [
            ("办公室主任", "林牧", ["市民政局局长"]),
            ("办公室副主任", "陈远", ["市公安局副局长"]),
            ("办公室副主任", "傅秋", ["市妇联副主席", "书记处书记"]),
        ],
    ),
    (
        "由副市长林牧任组长，市水利局局长周川、市林业局副主任秦岭任副组长。",
        [
            ("组长", "林牧", ["副市长"]),
            ("副组长", "周川", ["市水利局局长"]),
            ("副组长", "秦岭", ["市林业局副主任"]),
        ],
    ),
    ("主任：市长。副主任：市政府秘书长。", []),
    ("企业负责人为第一责任人。", []),
    ("强化组长负责制，主任委员由专家担任。", []),
]


@pytest.mark.parametrize(("sentence", "people"), APPOINTED)
def test_people_whom_running_text_gives_a_role(sentence: str, people: list[tuple[str, str, list[str]]]) -> None:
    made = plan(f"一、组织领导\n（一）加强领导。{sentence}\n")
    assert [(m.role, m.name, m.titles) for m in made.members] == people
    assert all(made.text[slice(*m.span)] == m.quote for m in made.members)


FOUNDED: list[tuple[str, list[tuple[str, str]]]] = [
    ("成立区冷链工作专班，办公室设在区商务局。", [("区冷链工作专班", "task_force"), ("办公室", "office")]),
    ("建立由市政府分管领导牵头的联席会议制度。", [("联席会议", "mechanism")]),
    (
        "组建冷链物流工作推进小组，下设综合协调组、项目推进组、督查考核组。",
        [
            ("冷链物流工作推进小组", "leading_group"),
            ("综合协调组", "task_force"),
            ("项目推进组", "task_force"),
            ("督查考核组", "task_force"),
        ],
    ),
    (
        "市政府成立市冷链物流发展领导小组，领导小组办公室设在市商务局，由市商务局局长兼任办公室主任。",
        [("市冷链物流发展领导小组", "leading_group"), ("领导小组办公室", "office")],
    ),
    ("设立市冷链工作指挥部，统筹协调各项工作。", [("市冷链工作指挥部", "leading_group")]),
    ("建立市区两级联动机制。", [("市区两级联动机制", "mechanism")]),
    ("健全激励约束机制。", []),
    ("撤销原市冷链物流领导小组。", []),
    ("依托市冷链物流领导小组加强统筹。", []),
    ("各县区要参照成立相应机构。", []),
    ("组建冷链物流专家库。", []),
    ("建立健全部门协同、上下联动的工作推进机制。", [("部门协同、上下联动的工作推进机制", "mechanism")]),
    ("成立冷链物流产业链工作专班，实行链长制。", [("冷链物流产业链工作专班", "task_force")]),
    ("领导小组下设办公室，设在市商务局，市商务局主要负责同志任办公室主任。", [("办公室", "office")]),
]


@pytest.mark.parametrize(("sentence", "bodies"), FOUNDED)
def test_bodies_that_a_sentence_sets_up(sentence: str, bodies: list[tuple[str, str]]) -> None:
    assert [(b.name, b.kind) for b in plan(f"一、组织领导\n（一）加强领导。{sentence}\n").bodies] == bodies


def test_groups_that_a_list_sets_up() -> None:
    made = document(
        "关于成立南浦区冷链物流领导小组的通知\n各镇：\n经区政府同意，成立南浦区冷链物流领导小组。\n一、机构设置\n"
        "领导小组下设两个工作组。\n（一）基础设施组\n由区发展改革委牵头。\n（二）城乡建设组\n由区住建局牵头。\n二、工作要求\n（一）各工作组\n抓好落实。\n"
    )
    assert [b.name for b in made.bodies if b.kind == "task_force"] == ["基础设施组", "城乡建设组"]


def test_the_people_of_an_office_are_its_own() -> None:
    made = document(
        "一、组成人员\n经区政府同意，成立南浦区冷链物流领导小组。\n组　长：林　牧　区长\n二、办事机构\n"
        "领导小组办公室设在区商务局，承担日常工作，沈舟任办公室主任，何青禾任办公室副主任。\n"
    )
    names = {b.id: b.name for b in made.bodies}
    assert [(m.name, names[m.body or ""]) for m in made.members] == [
        ("林牧", "南浦区冷链物流领导小组"),
        ("沈舟", "领导小组办公室"),
        ("何青禾", "领导小组办公室"),
    ]


MEMBERS_TABLE = "职务\t姓名\t单位及职务\n组长\t林　牧\t区委书记\n\t陈远\t区委副书记、区长\n成员\t何青禾\t区财政局局长（兼）\n\t待定\t区教委主任\n"


def test_people_of_a_table() -> None:
    made = plan(f"一、组成人员\n名单如下。\n{MEMBERS_TABLE}")
    found = [(m.role, m.name, m.titles) for m in made.members]
    assert found[:3] == [
        ("组长", "林牧", ["区委书记"]),
        ("组长", "陈远", ["区委副书记", "区长"]),
        ("成员", "何青禾", ["区财政局局长（兼）"]),
    ]
    assert made.members[1].quote == "陈远\t区委副书记、区长"  # the empty cell above which its role stands is no part
    assert "区财政局" in {a.name for a in made.agencies}


def test_tables_of_other_people_list_no_members() -> None:
    assert not plan("一、联系方式\n如下。\n单位\t姓名\t电话\n区财政局\t林牧\t略\n区教委\t陈远\t略\n").members


def test_a_vacancy_does_not_end_the_list() -> None:
    made = document(
        "一、组成人员\n组　长：林　牧　区长\n成　员：何　禾　区财政局局长\n　　　　（待明确）　区教委主任\n　　　　万　俟　雪　区商务局局长\n"
        "　　　　沈　舟（女，区司法局局长）\n二、职责\n统筹协调。\n"
    )
    assert [(m.name, m.titles) for m in made.members] == [
        ("林牧", ["区长"]),
        ("何禾", ["区财政局局长"]),
        ("万俟雪", ["区商务局局长"]),
        ("沈舟", ["区司法局局长"]),
    ]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("林牧", True),
        ("欧阳晓", True),
        ("阿卜·林", True),
        ("市长", False),
        ("各单位", False),
        ("区财政局", False),
        ("成员", False),
    ],
)
def test_the_form_of_a_persons_name(text: str, person: bool) -> None:
    assert is_person(text) is person


HEADS = [  # (words before 财政局, head)
    ("请市", "市"),
    ("会议听取了市", "市"),
    ("报请区", "区"),
    ("移送县", "县"),
    ("会同县", "县"),
    ("推动自治区", "自治区"),
    ("推动兵团", "兵团"),
    ("请地区", "地区"),
    ("由盟", "盟"),
    ("请云江市南浦区", "云江市南浦区"),
    ("推动石河县", "石河县"),
    ("请重庆市永川区", "重庆市永川区"),
    ("由第八师石河子市", "第八师石河子市"),
    ("由云江临港新区", "云江临港新区"),
    ("列入市", "市"),
    ("各市", ""),
    ("全市", ""),
    ("城市", ""),
    ("加快", ""),
]


@pytest.mark.parametrize(("before", "head"), HEADS)
def test_the_place_before_a_bodys_name(before: str, head: str) -> None:
    text = f"工作要抓实，{before}财政局"
    assert head_before(text, len(text) - 3) == head


def test_a_documents_own_places_are_taken_as_they_stand() -> None:
    text = "大会表扬南浦区财政局"
    assert [m.name for m in find_mentions(text, national_text=False)] == ["区财政局"]
    assert [m.name for m in find_mentions(text, national_text=False, own=["南浦区"])] == ["南浦区财政局"]
