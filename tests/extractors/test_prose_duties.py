"""Duties told in running text, brackets of names alone, defaults, and divisions of duties, over provinces' ways of writing."""

from __future__ import annotations

import pytest

from docparse.extractors.clauses import find_clauses
from docparse.extractors.prose_duties import find_told
from tests.extractors.made import plan

L, S, R, IMPL = "lead", "support", "responsible", "implement"


def duties(text: str) -> list[tuple[str, str]]:
    clauses = find_clauses(text)
    told = find_told(text, clauses)
    return [(d.role, d.name.text) for c in sorted([*clauses, *told], key=lambda c: c.span) for d in c.duties]


def said(role: str, names: str) -> list[tuple[str, str]]:
    return [(role, name) for name in names.split()]


BRACKETS = [  # (text, duties): the lists of many provinces
    ("（省港澳办、云江海关按职责分工负责）", said(R, "省港澳办 云江海关")),
    (
        "（市前海管理局牵头，市中小企业服务局、各区政府（含新区管委会，下同）配合）",
        said(L, "市前海管理局") + said(S, "市中小企业服务局 各区政府"),
    ),
    ("（责任单位：省经信厅、省建设厅，各市、县（市、区）政府）", said(R, "省经信厅 省建设厅 各市、县（市、区）政府")),
    ("责任单位：市经信局、市治水办，各区、县（市）政府", said(R, "市经信局 市治水办 各区、县（市）政府")),
    ("（责任单位：各县〈市、区〉政府）", said(R, "各县〈市、区〉政府")),
    ("（自治区发展改革委、商务厅，各地（州、市）按职责分工负责）", said(R, "自治区发展改革委 商务厅 各地（州、市）")),
    (
        "（牵头单位：兵团农业农村局；配合单位：兵团财政局、各师市）",
        said(L, "兵团农业农村局") + said(S, "兵团财政局 各师市"),
    ),
    ("（责任单位：自治区林草局，各盟行政公署、市人民政府）", said(R, "自治区林草局 各盟行政公署 市人民政府")),
    ("责任单位：旗农牧和科技局，各苏木乡镇、国有林场", said(R, "旗农牧和科技局 各苏木乡镇 国有林场")),
    ("（旗区人民政府负责，市农牧局指导）", said(R, "旗区人民政府") + said(S, "市农牧局")),
    (
        "（省森工集团、北大荒集团，各市〔地〕政府〔行署〕按职责分工负责）",
        said(R, "省森工集团 北大荒集团 各市〔地〕政府〔行署〕"),
    ),
    ("（区科经委、区建管委、石桥镇负责）", said(R, "区科经委 区建管委 石桥镇")),
    ("（主责单位：市委社会工作部；协办单位：市交通委路政局）", said(L, "市委社会工作部") + said(S, "市交通委路政局")),
    ("（责任单位：省委深改办、省旅文厅、省资规厅，各市县政府）", said(R, "省委深改办 省旅文厅 省资规厅 各市县政府")),
    ("〔牵头单位：省商务厅；配合单位：省税务局（按照职责分工）〕", said(L, "省商务厅") + said(S, "省税务局")),
    ("（市发展改革委负责，除市税务局外的市级部门配合）", said(R, "市发展改革委") + said(S, "市级部门")),
    ("（牵头单位：市市场监管局（知识产权局））", said(L, "市市场监管局")),
    ("（责任单位：市公安局市城管局各县区政府）", said(R, "市公安局 市城管局 各县区政府")),
    ("（市场监管、公安、城管等部门负责）", said(R, "市场监管、公安、城管等部门")),
    ("（市公安局、市市场监管局按职责分工监管）", said(R, "市公安局 市市场监管局")),
    ("（自治区民政厅、住房城乡建设厅按分工推进）", said(R, "自治区民政厅 住房城乡建设厅")),
    ("（省生态环境厅负责，省海警局、云江海事局协助执法）", said(R, "省生态环境厅") + said(S, "省海警局 云江海事局")),
    ("由市发展改革委牵头，市教育局指导实施。", said(L, "市发展改革委") + said(S, "市教育局")),
    ("以市政府办公室牵头，市直各部门密切配合。", said(L, "市政府办公室") + said(S, "市直各部门")),
    ("由市交通运输局总牵头，市轨道集团协同推进。", said(L, "市交通运输局") + said(S, "市轨道集团")),
    ("由市数据局牵头，会同市财政局、市司法局开展工作。", said(L, "市数据局") + said(S, "市财政局 市司法局")),
    ("市经信局牵头，市商务局、市国资委为成员单位。", said(L, "市经信局") + said(S, "市商务局 市国资委")),
    ("牵头单位为市人社局，参加单位包括市公安局、市总工会。", said(L, "市人社局") + said(S, "市公安局 市总工会")),
    (
        "文化组，牵头单位县委宣传部，参加单位县文旅局、团县委，实现全覆盖。",
        said(L, "县委宣传部") + said(S, "县文旅局 团县委"),
    ),
    ("各盟市由交通运输部门牵头，建立保通机制。", said(L, "交通运输部门")),
    ("由县民政局负责，县医保局、县残联协助，每月走访。", said(R, "县民政局") + said(S, "县医保局 县残联")),
]


@pytest.mark.parametrize(("text", "expected"), BRACKETS)
def test_lists_of_many_provinces(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(duties(text)) == sorted(expected)


TOLD = [
    (
        "由市商务局承办，市财政局、公安局协办。",
        said(R, "市商务局") + said(S, "市财政局 公安局"),
    ),
    ("本预案适用于需由县人民政府负责处置的洪水灾害应对工作。", []),
    ("成员由市政府根据各部门承担任务确定。", []),
    ("由市商务局牵头制定实施细则。", said(L, "市商务局")),
    ("由区政府负责组织实施。", said(R, "区政府")),
    ("县林业局负责林地手续办理，县水利局负责河道清淤。", said(R, "县林业局 县水利局")),
    ("自治区交通运输厅负责统筹，各盟市具体落实。", said(R, "自治区交通运输厅") + said(IMPL, "各盟市")),
    ("区农业农村委、区绿化局分别负责固碳和增汇。", said(R, "区农业农村委 区绿化局")),
    ("由市住建局会同市城管局、市机关事务管理局推进改造。", said(R, "市住建局") + said(S, "市城管局 市机关事务管理局")),
    ("请市公安局商市司法局提出意见。", said(R, "市公安局") + said(S, "市司法局")),
    ("在市科技局指导下，由高新区管委会承担。", said(S, "市科技局") + said(R, "高新区管委会")),
    ("由各责任单位按职责推进。", said(R, "各责任单位")),
    ("加快建设。（市财政局、市教育局）", said(R, "市财政局 市教育局")),
    ("由市医院牵头，牵头医院原则上为二级甲等以上综合医院，成员单位覆盖全部乡镇卫生院。", said(L, "市医院")),
    ("（3）公安部负责维护治安秩序。", said(R, "公安部")),
    ("2.1.2财政部会同教育部核定经费。", said(R, "财政部") + said(S, "教育部")),
    ("第五条州交通运输局牵头组织考核，州财政局配合。", said(L, "州交通运输局") + said(S, "州财政局")),
    ("四、省水利厅要会同省林业局、省财政厅加强指导。", said(R, "省水利厅") + said(S, "省林业局 省财政厅")),
    ("由市财政局落实补助资金，市水利局负责上报项目。", said(R, "市财政局 市水利局")),
    ("请市公安局、市司法局简化审批手续。", said(R, "市公安局 市司法局")),
    ("教育部门负责统筹协调，市场监管部门负责登记。", said(R, "教育部门 市场监管部门")),
    ("加快建设。\n（市财政局、市教育局）\n", said(R, "市财政局 市教育局")),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_duties_told_in_running_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(duties(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "本办法由市商务局负责解释。",
        "发挥市科技局牵头抓总作用，加强协同。",
        "教育部门负责人出席。",
        "请各县区认真贯彻执行。",
        "请市财政局。",
        "所需费用由市财政局承担。",
        "由市商务局负责的项目加快建设。",
        "市商务局已负责该项工作。",
        "市商务局会同市财政局制定了《若干措施》。",
        "支持企业负责运营。",
        "由项目业主负责实施。",
        "市财政局主要负责人出席。",
        "申报主体承担全部责任。",
        "加快建设。（详见附件）",
        "加快建设。（市级、区级）",
        "领导小组由区财政局、区教委等为成员单位。",
        "建设平台\t由区数据局负责\t2026年",
    ],
)
def test_running_text_that_hands_out_nothing(text: str) -> None:
    assert duties(text) == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("以下任务各街镇均为实施主体，不逐项列明。", "各街镇"),
        ("以下各项任务均须各旗县人民政府抓好落实，不再在各条中单独注明。", "各旗县人民政府"),
    ],
)
def test_defaults_that_look_forward(sentence: str, name: str) -> None:
    body = f"一、任务\n{sentence}\n（一）甲事。做好。（责任单位：区商务局）\n（二）乙事。做好。（责任单位：区教委）\n"
    found = [[(p.name, p.inherited) for p in a.implement] for a in plan(body).assignments]
    assert found == [[(name, True)], [(name, True)]]


def test_a_default_that_looks_back() -> None:
    body = "一、任务\n（一）甲事。做好。（责任单位：区商务局）\n二、保障\n以上任务均须各镇街抓好落实，不再单独注明。\n（一）乙事。做好。（责任单位：区教委）\n"
    found = [(a.task, [p.name for p in a.implement]) for a in plan(body).assignments]
    assert found == [("甲事", ["各镇街"]), ("乙事", [])]


def test_a_default_for_the_rows_of_a_table() -> None:
    body = (
        "一、任务\n下表所列任务，各镇街均为落实单位，表内不再列出。\n任务\t牵头单位\n建设平台\t区数据局\n引进企业\t区商务局\n"
        "二、保障\n（一）甲事。做好。（责任单位：区教委）\n"
    )
    found = {a.task: [p.name for p in a.implement] for a in plan(body).assignments}
    assert found == {"建设平台": ["各镇街"], "引进企业": ["各镇街"], "甲事": []}


DIVISIONS = [
    ("二、职责分工\n（一）部门分工。区教委要加强指导。区财政局负责资金保障。\n", {"区教委", "区财政局"}),
    ("二、职责分工\n（一）区教委。负责人才培养。\n（二）云江职业大学。开展课程研发。\n", {"区教委", "云江职业大学"}),
    (
        "二、任务分工\n（一）教育部门：区教委负责人才培养。\n（二）财政部门：区财政局承担资金拨付。\n",
        {"区教委", "区财政局"},
    ),
    ("二、任务分工\n（一）领导小组职责。研究重大问题。\n（二）日常工作。按要求开展。\n", set()),
    ("二、工作要求\n（一）区教委。负责人才培养。\n", set()),
]


def test_a_body_that_a_heading_names_may_have_helpers() -> None:
    body = "一、目标\n做好。\n二、成员单位职责\n（一）区教委。会同区财政局、区医疗救治中心开展巡查。\n"
    found = [(a.support, a.responsible) for a in plan(body).assignments]
    assert {p.name for support, _ in found for p in support} == {"区财政局", "区医疗救治中心"}
    assert {p.name for _, who in found for p in who} == {"区教委"}


@pytest.mark.parametrize(("body", "names"), DIVISIONS)
def test_sections_that_divide_duties(body: str, names: set[str]) -> None:
    assert {p.name for a in plan("一、目标\n做好。\n" + body).assignments for p in a.responsible} == names


@pytest.mark.parametrize("number", ["第五条", "（二）", "1.", "6.2.1", "一是", "——", "③", ""])
@pytest.mark.parametrize(
    ("said", "lead", "responsible", "support"),
    [
        ("市数据局负责统筹项目建设。", [], ["市数据局"], []),
        ("由市数据局牵头，市财政局配合，建设平台。", ["市数据局"], [], ["市财政局"]),
        ("市数据局、市财政局分别负责。", [], ["市数据局", "市财政局"], []),
        ("市数据局会同市财政局制定细则。", [], ["市数据局"], ["市财政局"]),
    ],
)
def test_an_items_number_is_no_part_of_a_name(
    number: str, said: str, lead: list[str], responsible: list[str], support: list[str]
) -> None:
    (found,) = plan(f"一、建设任务\n加快建设。\n{number}{said}\n").assignments
    names = [[p.name for p in parties] for parties in (found.lead, found.responsible, found.support)]
    assert names == [lead, responsible, support]
    assert not found.quote.startswith(number or "\n")
    assert found.duties is None or number == "" or number not in found.duties


def test_a_dashed_item_sets_its_goals() -> None:
    found = plan("一、建设任务\n——建设孵化基地5个，年均培育企业20家以上。\n").targets
    assert [(t.quote, t.indicator) for t in found] == [("建设孵化基地5个", "基地"), ("年均培育企业20家以上", "企业")]
