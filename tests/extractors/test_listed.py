"""Bodies that no table knows, in lists of others; and the level of bodies named with their place."""

from __future__ import annotations

import pytest

from docparse.extractors.listed import find_boards, find_listed
from docparse.extractors.mentions import find_mentions, is_group
from docparse.lexicon.agencies import national_meaning
from tests.extractors.made import document, plan

LISTS: list[tuple[str, list[str]]] = [
    (
        "成员由县委宣传部、县发改局、县地震监测服务中心、武警云渚中队等分管领导组成。",
        ["县地震监测服务中心", "武警云渚中队"],
    ),
    (
        "副组长由县应急管理局局长、县农业农村局局长、县种子监测中心主任担任。",
        ["县种子监测中心"],
    ),
    ("会同市公安局、市民政局、市矿山安全局开展检查。", ["市矿山安全局"]),
    (
        "市公安局、市民政局、市财政局、定远金城机场、定远火车站、定远军分区保障处等单位负责人为成员。",
        ["定远金城机场", "定远火车站", "定远军分区保障处"],
    ),
    (
        "共有3个下属单位：县渔业事务中心、县农技示范中心、县茶叶办公室。",
        ["县渔业事务中心", "县农技示范中心", "县茶叶办公室"],
    ),
    ("建设文化馆、市民活动中心、体育场、图书馆。", []),
    ("市公安局、市民政局、市级医院、市域养老院要配合。", []),
    ("推进市政道路、区域医疗中心、县道改造。", []),
]


@pytest.mark.parametrize(("sentence", "names"), LISTS)
def test_a_list_of_known_bodies_vouches_for_others(sentence: str, names: list[str]) -> None:
    assert [m.name for m in find_listed(sentence)] == names


def test_a_county_level_citys_bodies_are_a_countys() -> None:
    made = document(
        "义乌市人民政府关于印发《云渚管理办法》的通知\n\n各乡镇人民政府：\n现将办法印发给你们，由义乌市教育局负责解释。\n\n义乌市人民政府\n2024年3月8日\n"
    )
    assert {a.level for a in made.agencies if a.name in ("义乌市人民政府", "义乌市教育局")} == {"county"}


def test_a_committee_is_found_whatever_the_line_before_says() -> None:
    made = plan("一、撤销的机构\n现将名单通知如下。\n1.市城市风貌委员会\n主任：林牧\n")
    assert "市城市风貌委员会" in [a.name for a in made.agencies]


DIVIDED = """云江市河湖保护委员会各成员部门职责分工

成员部门要履行职责，分别做好以下工作：
市委宣传部：组织开展护河宣传。
市教育局：做好护河进校园。
"""


def test_a_text_without_headings_whose_title_divides_duties() -> None:
    duties = [(d.responsible[0].name, d.section) for d in document(DIVIDED).assignments]
    assert duties == [("市委宣传部", None), ("市教育局", None)]


def test_the_groups_of_a_list_that_says_who_leads_each() -> None:
    made = plan(
        "一、加强领导\n1.矿山督查组，由市水利局局长周川任组长。\n2.水上交通、渔船督查组，由市水利局副局长秦岭任组长。\n3.成立云渚领导小组，由市长任组长。\n"
    )
    assert [b.name for b in made.bodies if b.kind == "task_force"] == ["矿山督查组", "水上交通、渔船督查组"]


MENTIONED: list[tuple[str, list[str]]] = [
    (
        "包括省发展改革委、自然资源厅（省林业局）、水利厅，海关总署广东分署。",
        ["省发展改革委", "自然资源厅", "省林业局", "水利厅", "海关总署广东分署"],
    ),
    ("县公安局、定远生态环境局派员参加。", ["县公安局", "定远生态环境局"]),
    ("分管市财政局，领导市政府工作。", ["市财政局", "市政府"]),
    ("负责处理县委农办日常工作，设置县委农办秘书。", ["县委农办", "县委农办"]),
    ("由理县财政局负责。", ["理县财政局"]),
    ("市食安委办公室设在市市场监管局。", ["市食安委办公室", "市市场监管局"]),
    ("群岛新区建设部省际联席会议，新区规划建设部。", []),
    ("由建设部负责。", ["建设部"]),
    ("支持赣州综合保税区发展。", ["赣州综合保税区"]),
    ("按照国办发〔2024〕3号文件。", []),
    ("根据中共中央办公厅、国务院办公厅文件。", ["中共中央办公厅", "国务院办公厅"]),
]


@pytest.mark.parametrize(("sentence", "names"), MENTIONED)
def test_heads_of_lists_and_places_without_their_rank(sentence: str, names: list[str]) -> None:
    assert [m.name for m in find_mentions(sentence, national_text=False)] == names


def test_a_national_list_means_the_national_bureaus() -> None:
    made = document(
        "国务院办公厅关于成立林草普查领导小组的通知\n\n各省、自治区、直辖市人民政府：\n现将组成人员通知如下：\n组　长：林　牧　统计局局长\n成　员：陈　远　地震局副局长\n"
    )
    assert [(a.name, a.level) for a in made.agencies if a.name in ("统计局", "地震局")] == [
        ("统计局", "national"),
        ("地震局", "national"),
    ]


def test_a_group_named_with_and_without_工作_is_one() -> None:
    made = document(
        "南浦县人民政府办公室关于成立南浦县冷链工作领导小组的通知\n\n各乡镇人民政府：\n县政府决定成立南浦县冷链领导小组。\n"
    )
    assert [b.name for b in made.bodies] == ["南浦县冷链工作领导小组"]


def test_cities_whose_name_ends_with_州() -> None:
    made = document(
        "扬州市人民政府办公室关于加强冷链工作的通知\n\n各县（市、区）人民政府：\n由市商务局负责冷链工作。\n\n扬州市人民政府办公室\n2024年3月8日\n"
    )
    assert "扬州市商务局" in [a.full_name for a in made.agencies]


def test_an_empty_task_cell_goes_on_with_the_one_above() -> None:
    made = plan(
        "附件1\n重点任务分工表\n序号\t重点任务\t措施\t牵头单位\n1\t建设冷链\t新建冷库\t市商务局\n2\t\t培育企业\t市财政局\n"
    )
    assert [(a.task, [b.name for b in a.lead]) for a in made.assignments] == [
        ("建设冷链", ["市商务局"]),
        ("建设冷链", ["市财政局"]),
    ]


def test_a_party_committee_and_its_government_are_one_group() -> None:
    made = plan("一、冷链\n（责任单位：各县（市、区）党委和人民政府）\n")
    assert [b.name for a in made.assignments for b in a.responsible] == ["各县（市、区）党委和人民政府"]


def test_an_office_hosted_without_在() -> None:
    made = plan("一、组织\n成立云渚冷链领导小组。领导小组办公室设市商务局，负责日常工作。\n")
    assert [(b.name, b.host) for b in made.bodies if b.kind == "office"] == [("领导小组办公室", "市商务局")]


def test_second_name_boards() -> None:
    text = "规划建设部（区住建交通局）、市文旅局（市文物局）、市财政局（市直各部门）"
    assert [m.name for m in find_boards(text)] == ["区住建交通局", "市文物局"]


@pytest.mark.parametrize(
    ("name", "full"), [("林业局", "国家林业局"), ("法制办", "国务院法制办公室"), ("工程院", "中国工程院")]
)
def test_bare_names_of_national_bodies(name: str, full: str) -> None:
    meaning = national_meaning(name)
    assert meaning is not None and meaning.full == full


def test_a_title_with_marks_inside_is_the_one_that_is_issued() -> None:
    made = document(
        "南浦旗人民政府办公室关于印发2024年《政府工作报告》任务分工的通知\n\n各苏木乡镇人民政府：\n现将《2024年〈政府工作报告〉任务分工》印发给你们，请认真落实。\n"
    )
    assert [c.relation for c in made.citations] == ["issues"]


def agencies(body: str) -> dict[str, tuple[str | None, str | None]]:
    made = document(
        f"云江市人民政府办公室关于成立冷链领导小组的通知\n\n各县（市、区）人民政府：\n{body}\n\n云江市人民政府办公室\n2024年3月8日\n"
    )
    return {a.name: (a.level, a.full_name) for a in made.agencies}


def test_a_tail_that_is_part_of_a_longer_name_gives_no_full_name() -> None:
    found = agencies("组　长：林　牧　副市长\n成　员：陈　远　市城建规划局局长\n　　　　秦　岭　省城乡建设厅副厅长")
    assert (found["市城建规划局"], found["省城乡建设厅"]) == (("municipal", None), ("provincial", None))


def test_bodies_of_people_told_in_a_sentence() -> None:
    assert "市冷链物流促进站" in agencies("由市冷链物流促进站站长林牧任组长。")


def test_roles_one_behind_another_with_posts_in_brackets() -> None:
    made = plan("一、督导组\n组长：林牧（组织部副部长），副组长：陈远（市纪委常委）、秦岭（市政府督查室副主任）。\n")
    assert [(m.role, m.name, m.titles) for m in made.members] == [
        ("组长", "林牧", ["组织部副部长"]),
        ("副组长", "陈远", ["市纪委常委"]),
        ("副组长", "秦岭", ["市政府督查室副主任"]),
    ]


def bodies(sentence: str) -> list[tuple[str, str]]:
    return [(b.name, b.kind) for b in plan(f"一、组织领导\n（一）加强领导。{sentence}\n").bodies]


SET_UP = [
    (
        "成立云渚冷链领导小组，领导小组下设协调组、调查组、督导组等三个专项工作组。",
        [
            ("云渚冷链领导小组", "leading_group"),
            ("协调组", "task_force"),
            ("调查组", "task_force"),
            ("督导组", "task_force"),
        ],
    ),
    ("市应急委员会下设专家委员会。", [("专家委员会", "committee")]),
    ("设立8个专项应急指挥部。", [("专项应急指挥部", "leading_group")]),
    ("各区县要成立相应的领导机构。", []),
    ("将有关落实情况分别报送市抗旱指挥部成员单位。", []),
    ("领导小组下设两个工作组。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), SET_UP)
def test_bodies_set_below_others(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert bodies(sentence) == expected


def test_duties_under_成员单位及职责() -> None:
    made = plan("一、成员单位及职责\n市公安局：负责案件查处。\n湖南证监局：负责上市公司监管。\n")
    assert [(a.section, [b.name for b in a.responsible]) for a in made.assignments] == [
        ("s1", ["市公安局"]),
        ("s1", ["湖南证监局"]),
    ]


@pytest.mark.parametrize("name", ["州政府各局委", "市政府各委办局", "省级人民政府"])
def test_all_bureaus_are_a_group(name: str) -> None:
    assert is_group(name)


def test_all_districts_give_their_head_to_nobody() -> None:
    found = {m.name: m.shared for m in find_mentions("各县、区人民政府，经济开发区管委会", national_text=False)}
    assert found.get("经济开发区管委会", "") == ""


def test_a_party_office_named_in_full() -> None:
    made = document(
        "中共扬州市委社会工作部关于加强冷链工作的通知\n\n各县（市、区）党委：\n现通知如下。\n\n中共扬州市委社会工作部\n2024年3月8日\n"
    )
    assert [(a.full_name, a.level) for a in made.agencies if a.name == "中共扬州市委社会工作部"] == [
        ("中共扬州市委社会工作部", "municipal")
    ]


def test_a_national_name_below_is_not_the_national_body() -> None:
    found = agencies("由市商务局、供销总社负责。")
    assert found["供销总社"] == ("municipal", None)


def test_a_conference_named_with_and_without_实施_is_one() -> None:
    made = document(
        "云江市人民政府办公室关于建立云江市实施“冷链”工程联席会议制度的通知\n\n各县人民政府：\n市政府决定建立云江市“冷链”工程联席会议制度。\n"
    )
    assert len(made.bodies) == 1
