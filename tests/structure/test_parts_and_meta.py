"""Notice, plan and annex told apart; front and end matter."""

from __future__ import annotations

import itertools

import pytest

from docparse.structure.front_matter import iso_date, normal_number, split_names
from tests.structure.made import structured

NOTICE = """南浦府办发〔2024〕12号
云江市南浦区人民政府办公室
关于印发南浦区数字经济发展行动计划
（2024—2026年）的通知
各镇人民政府、街道办事处，区政府各部门（单位），有关企业：
《南浦区数字经济发展行动计划（2024—2026年）》已经区政府同意，现印发给你们，请认真贯彻执行。
云江市南浦区人民政府办公室
2024年3月8日
（此件公开发布）
南浦区数字经济发展行动计划
（2024—2026年）
为加快发展，制定本计划。
一、主要目标
到2026年，建成平台3个。
附件：1.重点任务分工表
2.重点项目清单
附件1
重点任务分工表
序号\t任务\t责任单位
1\t建设平台\t区数据局
2\t引进企业\t区商务局
附件2
重点项目清单
一、建设类
甲项目。
抄送：区委办，区人大常委会办公室。
云江市南浦区人民政府办公室 2024年3月9日印发
"""


def test_parts() -> None:
    document = structured(NOTICE)
    assert [(p.kind, p.title) for p in document.parts] == [
        ("notice", "云江市南浦区人民政府办公室关于印发南浦区数字经济发展行动计划（2024—2026年）的通知"),
        ("plan", "南浦区数字经济发展行动计划（2024—2026年）"),
        ("annex", "重点任务分工表"),
        ("annex", "重点项目清单"),
    ]
    spans = [p.span for p in document.parts]
    assert spans[0][0] == 0
    assert spans[-1][1] == len(document.text)
    assert all(b[0] == a[1] + 1 for a, b in itertools.pairwise(spans))


def test_two_plans_in_one_notice() -> None:
    text = (
        "云江市人民政府关于印发云江市人才发展规划和云江市住房发展规划的通知\n各县人民政府：\n"
        "现将《云江市人才发展规划》和《云江市住房发展规划》印发给你们，请认真贯彻执行。\n云江市人民政府\n2024年5月6日\n"
        "云江市人才发展规划\n一、目标\n引进人才100名。\n云江市人民政府\n2024年5月6日\n云江市住房发展规划\n一、目标\n建设住房200套。\n"
    )
    document = structured(text)
    assert [p.kind for p in document.parts] == ["notice", "plan", "plan"]
    assert [(s.path, s.part) for s in document.sections] == [("1", "p2"), ("1", "p3")]


def test_meta() -> None:
    meta = structured(NOTICE).meta
    assert meta.title == "云江市南浦区人民政府办公室关于印发南浦区数字经济发展行动计划（2024—2026年）的通知"
    assert (meta.doc_number, meta.doc_type, meta.genre) == ("南浦府办发〔2024〕12号", "通知", "行动计划")
    assert meta.issuers == ["云江市南浦区人民政府办公室"]
    assert (meta.level, meta.region) == ("county", "云江市南浦区")
    assert meta.addressees == ["各镇人民政府", "街道办事处", "区政府各部门（单位）", "有关企业"]
    assert meta.cc == ["区委办", "区人大常委会办公室"]
    assert (meta.issued_on, meta.printed_on, meta.disclosure) == ("2024-03-08", "2024-03-09", "public")
    assert meta.period is not None
    assert (meta.period.start, meta.period.end) == (2024, 2026)


def test_meta_spans_quote_the_text() -> None:
    document = structured(NOTICE)
    quoted = {name: document.text[a:b] for name, (a, b) in document.meta.spans.items()}
    assert quoted["doc_number"] == "南浦府办发〔2024〕12号"
    assert quoted["issued_on"] == "2024年3月8日"
    assert quoted["disclosure"] == "此件公开发布"
    assert quoted["addressees"].startswith("各镇人民政府") and quoted["addressees"].endswith("有关企业")
    assert quoted["period"] == "2024—2026年"


@pytest.mark.parametrize(
    ("issuer", "region", "level"),
    [
        ("重庆市人民政府", "重庆市", "provincial"),
        ("云江市人民政府办公室", "云江市", "municipal"),
        ("云江市南浦区人民政府", "云江市南浦区", "county"),
        ("江西省发展和改革委员会", "江西省", "provincial"),
        ("国务院办公厅", None, "national"),
        ("财政部", None, "national"),
    ],
)
def test_region_and_level(issuer: str, region: str | None, level: str) -> None:
    meta = structured(f"{issuer}关于做好有关工作的通知\n有关单位：\n请认真落实。\n{issuer}\n2024年1月2日\n").meta
    assert (meta.region, meta.level) == (region, level)


@pytest.mark.parametrize(
    ("title", "doc_type", "genre"),
    [
        ("云江市人民政府关于加快发展冷链物流的实施意见", "意见", "实施意见"),
        ("云江市人民政府办公室关于成立云江市冷链物流工作领导小组的通知", "通知", "领导小组"),
        ("云江市商务局关于公布首批示范街区名单的通知", "通知", "名单"),
        ("云江市人民政府关于印发若干措施的通知", "通知", "若干措施"),
        ("云江市人民政府关于同意设立某某园区的批复", "批复", None),
        ("云江市人民政府关于印发冷链物流发展规划（2024—2030年）的通知", "通知", "规划"),
    ],
)
def test_type_and_genre(title: str, doc_type: str, genre: str | None) -> None:
    meta = structured(f"{title}\n各县人民政府：\n请认真贯彻执行。\n云江市人民政府\n2024年1月2日\n").meta
    assert (meta.title, meta.doc_type, meta.genre) == (title, doc_type, genre)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("云府办[2024] 3 号", "云府办〔2024〕3号"),
        ("云府办（2024）第3号", "云府办〔2024〕3号"),
        ("云府办﹝2024﹞66号", "云府办〔2024〕66号"),
        ("云府办〔2024〕3号", "云府办〔2024〕3号"),
    ],
)
def test_document_numbers(written: str, normal: str) -> None:
    assert normal_number(written) == normal


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024年3月8日", "2024-03-08"),
        ("二〇二四年三月八日", "2024-03-08"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("2024年2月30日", None),
        ("二月", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    assert iso_date(text) == iso


def test_names_inside_brackets_are_not_split() -> None:
    assert split_names("各县（市、区）人民政府，市政府各部门：") == ["各县（市、区）人民政府", "市政府各部门"]


def test_an_addressee_line_without_names_has_no_span() -> None:
    assert "addressees" not in structured(":").meta.spans


def test_a_plan_opens_at_the_title_that_the_notice_prints() -> None:
    """A draft whose date is still a blank has no closing, but its notice names the plan."""
    text = (
        "云江市人民政府办公室关于印发云江市冷链物流发展实施方案的通知\n各县人民政府：\n"
        "《云江市冷链物流发展实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。\n云江市人民政府办公室\n（待补充：成文日期）\n"
        "云江市冷链物流发展实施方案\n一、目标\n到2027年，建成冷库3座。\n"
    )
    assert [(p.kind, p.title) for p in structured(text).parts][1:] == [("plan", "云江市冷链物流发展实施方案")]


INDEXED = """关于同意设立云江示范园区的批复

索 引 号：01100/2025-0011
发文机关：云中省人民政府
成文日期：2025-05-28
文    号：云政函〔2025〕44号

云中省人民政府
关于同意设立云江现代物流示范园区的批复

云江市人民政府：
你市请示收悉。现批复如下：
一、同意设立云江现代物流示范园区。园区规划面积三十八平方公里，东至青崖河，西至省道，南至白石镇，北至云顶山，具体范围由你市按照国土空间规划划定并公布，做好与沿线城镇、产业和生态空间的衔接。
"""


def test_a_portals_index_gives_what_the_text_leaves_out() -> None:
    meta = structured(INDEXED).meta
    assert meta.title == "云中省人民政府关于同意设立云江现代物流示范园区的批复"
    assert (meta.doc_number, meta.issued_on, meta.issuers) == ("云政函〔2025〕44号", "2025-05-28", ["云中省人民政府"])
    text = structured(INDEXED).text
    assert [text[slice(*meta.spans[f])] for f in ("doc_number", "issued_on")] == ["云政函〔2025〕44号", "2025-05-28"]


def test_minutes_are_named_by_their_longer_title_and_dated_in_the_line_of_issue() -> None:
    text = "会议纪要\n\n〔2025〕第14期\n\n云江市人民政府办公室　　　2025年4月22日\n\n研究管网改造工作专题会议纪要\n\n4月17日，副市长主持召开会议。现纪要如下：\n一、会议议定改造任务。\n"
    meta = structured(text).meta
    assert (meta.title, meta.doc_type) == ("研究管网改造工作专题会议纪要", "纪要")
    assert (meta.issuers, meta.issued_on) == (["云江市人民政府办公室"], "2025-04-22")


def test_issuers_whose_blanks_are_gone() -> None:
    text = "教育部　公安部　市场监管总局\n关于加强托管服务管理的通知\n\n各省教育厅：\n现通知如下。\n\n教育部　公安部\n市场监管总局\n2024年9月3日\n"
    meta = structured(text).meta
    assert (meta.issuers, meta.level) == (["教育部", "公安部", "市场监管总局"], "national")


def test_a_number_in_brackets_below_the_title() -> None:
    text = (
        "云江市人民政府关于加快托育服务发展的若干意见（试行）\n（云政函[2025]39号）\n各县人民政府：\n现提出如下意见。\n"
    )
    meta = structured(text).meta
    assert (meta.title, meta.doc_number, meta.doc_type) == (
        "云江市人民政府关于加快托育服务发展的若干意见（试行）",
        "云政函〔2025〕39号",
        "意见",
    )


def test_a_first_line_without_a_titles_form() -> None:
    meta = structured("2026年重庆市永川区民生实事项目\n一、建设口袋公园\n建设公园3个。\n").meta
    assert (meta.title, meta.region, meta.level) == ("2026年重庆市永川区民生实事项目", "重庆市永川区", "county")
    assert structured("各镇要加强领导。\n一、建设口袋公园\n建设公园3个。\n").meta.title is None


def test_a_title_that_prints() -> None:
    text = "中共中央办公厅 国务院办公厅印发《农田建设实施方案》\n近日，两办印发了《农田建设实施方案》，并发出通知，要求各地区结合实际认真贯彻落实。\n一、总体要求\n做好。\n"
    meta = structured(text).meta
    assert meta.issuers == ["中共中央办公厅", "国务院办公厅"]
    assert (meta.level, meta.genre) == ("national", "实施方案")


def test_a_title_that_prints_in_two_lines() -> None:
    text = "中共湖北省委办公厅 湖北省人民政府办公厅\n\n印发《关于推进审批服务的实施意见》\n\n近日，两办印发了《关于推进审批服务的实施意见》，要求各地认真贯彻执行。\n\n一、总体要求\n\n做好。\n"
    meta = structured(text).meta
    assert meta.title == "中共湖北省委办公厅湖北省人民政府办公厅印发《关于推进审批服务的实施意见》"
    assert (meta.issuers, meta.doc_type, meta.region) == (
        ["中共湖北省委办公厅", "湖北省人民政府办公厅"],
        "意见",
        "湖北省",
    )


def test_issuers_of_whom_the_title_names_the_first() -> None:
    meta = structured("教育部等部门关于加强托管服务的通知\n各省教育厅：\n现通知如下。\n").meta
    assert (meta.issuers, meta.level) == (["教育部"], "national")


def test_a_portals_index_with_the_title() -> None:
    text = "索引号：0069/2015-00331\n分类：综合政务\n名称：云江市人民政府关于印发2025年工作方案的通知\n文号：云府〔2025〕8号\n发布日期：2025-05-06\n主题词：\n云府〔2025〕8号\n云江市人民政府关于印发2025年工作方案的通知\n各县人民政府：\n现印发给你们。\n"
    document = structured(text)
    assert document.parts[0].title == document.meta.title == "云江市人民政府关于印发2025年工作方案的通知"


def test_issuers_whose_place_the_title_leaves_out() -> None:
    red = "湖北省人民政府文件\n鄂政发〔2024〕9号\n省政府关于粮食储备的实施意见\n各市人民政府：\n现提出如下意见。\n"
    assert structured(red).meta.issuers == ["湖北省人民政府"]
    index = "索引号：0140/2011-00154分类：通知\n\n发布机构：湖北省人民政府发文日期：2024-11-20\n\n"
    meta = structured(index + "省政府关于工作分工的通知\n各市人民政府：\n现通知如下。\n").meta
    assert (meta.issuers, meta.issued_on, meta.genre) == (["湖北省人民政府"], "2024-11-20", "责任分工方案")
    plan = "省政府办公厅关于印发湖北省养老规划的通知\n各市人民政府：\n现印发给你们。\n"
    assert structured(plan).meta.issuers == ["湖北省人民政府办公厅"]
    assert structured("市政府关于加强管理的通知\n各县人民政府：\n现通知如下。\n").meta.issuers == ["市政府"]


def test_a_bureaus_whole_name_stands_under_the_text() -> None:
    text = "自治区水利厅关于开展检查的函\n\n各市水利局：\n\n现开展检查。\n\n宁夏回族自治区水利厅\n\n2024年3月8日\n"
    meta = structured(text).meta
    assert (meta.issuers, meta.region) == (["宁夏回族自治区水利厅"], "宁夏回族自治区")


def test_a_government_that_prints_by_its_short_name() -> None:
    text = "重庆市永川区政府印发关于做好创业工作的实施意见的通知\n各镇人民政府：\n现印发给你们。\n"
    assert structured(text).meta.issuers == ["重庆市永川区人民政府"]


def test_a_decree_is_its_governments() -> None:
    text = "重庆市永川区人民政府令第8号\n\n《道路管理办法》已经区政府同意，现予发布。\n\n区长　林牧\n\n二〇二四年五月三十日\n\n道路管理办法\n\n第一条　为加强管理，制定本办法。\n"
    meta = structured(text).meta
    assert (meta.issuers, meta.issued_on, meta.title) == (["重庆市永川区人民政府"], "2024-05-30", "道路管理办法")


def test_the_addressees_tell_the_rank_of_a_short_name() -> None:
    text = "各市、州人民政府，省政府各部门：\n现印发给你们。\n2022年8月3日\n湖北数字经济三年行动计划\n为推进建设，制定本计划。\n"
    meta = structured(text).meta
    assert (meta.region, meta.level) == ("湖北省", "provincial")


def test_many_sign_in_two_columns() -> None:
    pairs = "生态环境部　发展改革委\n财政部　能源局\n公安部　商务部\n交通运输部　水利部\n民政部　司法部\n教育部　林草局\n重庆市人民政府　湖北省人民政府\n"
    text = f"关于印发《清洁空气行动方案》的通知\n\n各市人民政府：\n现印发给你们。\n\n{pairs}2024年9月3日\n"
    meta = structured(text).meta
    assert meta.issuers == pairs.replace("\n", "　").split("　")[:-1]
    assert meta.level == "national"


def test_a_place_issues_nothing() -> None:
    meta = structured("湖北省关于推进秸秆利用的实施意见\n各市人民政府：\n现提出以下实施意见。\n").meta
    assert (meta.issuers, meta.region) == ([], "湖北省")


def test_issuers_whom_the_title_only_counts() -> None:
    head = "云江市教育局等三部门关于印发托育服务实施方案的通知\n\n各县人民政府：\n现印发给你们。\n\n"
    signed = structured(head + "云江市教育局\n云江市民政局\n云江市财政局\n2025年9月3日\n").meta
    assert signed.issuers == ["云江市教育局", "云江市民政局", "云江市财政局"]
    assert structured(head).meta.issuers == ["云江市教育局"]


def test_a_text_without_a_title_tells_its_kind_and_level() -> None:
    text = (
        "各市、县人民政府，省政府各部门：\n为推进改革，现提出如下实施意见。\n一、目标\n到2027年，全省建成平台30个。\n"
    )
    meta = structured(text).meta
    assert (meta.title, meta.doc_type, meta.genre, meta.level) == (None, "意见", "实施意见", "provincial")
    both = structured("为推进改革，特制定本实施方案。\n一、目标\n全省、全市共同推进。\n").meta
    assert (both.genre, both.level) == ("实施方案", None)


def test_the_imprint_tells_the_region_where_nobody_signs() -> None:
    text = "行道树更新攻坚行动方案\n\n为改善面貌，制定本方案。\n一、目标\n做好。\n重庆市永川区人民政府办公室　2025年8月18日印发\n"
    meta = structured(text).meta
    assert (meta.issuers, meta.region, meta.level) == ([], "重庆市永川区", "county")


@pytest.mark.parametrize(
    "head",
    [
        "云江市人民政府办公室关于成立工作领导小组的通知\n（云府办〔2008〕62号）\n",
        "云江市人民政府办公室关于成立工作领导小组的通知（云府办〔2008〕62号）\n",
    ],
)
def test_a_number_in_a_bracket_below_or_behind_the_title(head: str) -> None:
    made = structured(head + "各区县人民政府：\n经研究，现将有关事项通知如下。\n")
    assert (made.meta.title, made.meta.doc_number) == (
        "云江市人民政府办公室关于成立工作领导小组的通知",
        "云府办〔2008〕62号",
    )


def test_a_title_that_goes_on_behind_the_name_of_a_decision() -> None:
    text = (
        "关于落实云江市人民政府\n关于加快水利发展的决定\n有关措施分工的通知\n市政府各部门：\n现将有关事项通知如下。\n"
    )
    meta = structured(text).meta
    assert (meta.title, meta.doc_type) == ("关于落实云江市人民政府关于加快水利发展的决定有关措施分工的通知", "通知")
