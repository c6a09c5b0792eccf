"""The names of agencies: the table is well formed and true to itself, and look-ups find what a reader would."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from string import Formatter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.lexicon.agencies import Tail, all_tails, framed, lookup, national, tail_of, tails
from docparse.lexicon.tables import table
from docparse.records import AgencyKind, Level

LEVELS = get_args(Level)


# --- the table -------------------------------------------------------------------------------------------------------


def test_cells_hold_what_their_columns_allow() -> None:
    kinds = set(get_args(AgencyKind)) - {"generic"}
    for t in all_tails():
        assert t.tail and t.full and t.function and t.source, t
        assert t.kind in kinds, t
        assert t.levels and set(t.levels) <= set(LEVELS), t
        assert tuple(sorted(t.levels, key=LEVELS.index)) == t.levels, t
        assert t.levels == ("national",) or "national" not in t.levels, t
        assert t.since is None or t.until is None or t.since <= t.until, t
        assert t.tail.count("{}") <= 1 and "{" not in t.full, t
        assert {field for _, field, _, _ in Formatter().parse(t.form) if field is not None} <= {
            "region",
            "short",
            "full",
        }, t


def test_functions_are_keys_of_lower_case_words() -> None:
    for t in all_tails():
        for function in t.functions:
            assert function.replace("-", "").isalpha() and function.islower() and function.isascii(), t


def test_a_merged_bureaus_other_functions_are_functions_of_their_own() -> None:
    known = {t.function for t in all_tails()}
    assert {f for t in all_tails() for f in t.also} <= known


def test_a_name_has_one_meaning_at_one_level_at_a_time() -> None:
    rows: defaultdict[tuple[str, bool], list[Tail]] = defaultdict(list)
    for t in all_tails():
        rows[t.tail, t.kind == "party"].append(t)
    for same in rows.values():
        for a, b in combinations(same, 2):
            apart = (a.until or 9999) < (b.since or 0) or (b.until or 9999) < (a.since or 0)
            assert a.levels != b.levels or apart, (a, b)


def test_rows_that_look_alike_are_not_written_twice() -> None:
    written = Counter((r["tail"], r["levels"], r["from"], r["kind"]) for r in table("agencies.tsv"))
    assert [row for row, count in written.items() if count > 1] == []


def test_who_took_over_is_a_body_of_the_table() -> None:
    ends = {t.full for t in all_tails()} | {t.tail for t in all_tails()}
    successors = {t.successor for t in all_tails() if t.successor}
    assert {s for s in successors if s not in ends and not any(e.endswith(s) or s.endswith(e) for e in ends)} == set()


def test_names_that_ended_say_when_and_why() -> None:
    for t in all_tails():
        if t.successor:
            assert t.until is not None, t


def test_covers_the_functions_of_government_and_party() -> None:
    assert len({t.function for t in all_tails()}) >= 80


COUNTERPARTS = (
    "development-and-reform economy-and-information education science-and-technology ethnic-and-religious-affairs "
    "public-security civil-affairs justice finance human-resources natural-resources ecology-and-environment "
    "housing-and-construction transport water agriculture commerce culture-and-tourism health veterans "
    "emergency-management audit foreign-affairs state-assets forestry market-regulation sports statistics "
    "medical-insurance data grain-and-reserves energy petition radio-and-television cultural-heritage "
    "intellectual-property traditional-medicine disease-control drug-administration tax customs meteorology "
    "government government-office government-facilities organization publicity united-front social-work "
    "political-and-legal-affairs cyberspace institutional-establishment reform-office rural-work discipline-inspection "
    "peoples-congress peoples-congress-office cppcc cppcc-office court procuratorate trade-union youth-league "
    "womens-federation science-association federation-of-disabled federation-of-industry-and-commerce red-cross "
    "returned-overseas-chinese literary-federation trade-promotion supply-and-marketing fire-and-rescue earthquake "
    "civil-air-defence taiwan-affairs party-school archives state-secrets"
).split()


@pytest.mark.parametrize("function", COUNTERPARTS)
def test_a_function_has_names_from_nation_to_county(function: str) -> None:
    levels = {level for t in all_tails() if t.function == function for level in t.levels}
    assert {"national", "provincial", "municipal", "county"} <= levels


# --- look-ups --------------------------------------------------------------------------------------------------------

FULL_NAMES = [  # (tail, level, year, after 市委, region) → full name
    ("经济信息委", "county", 2024, False, "云江市南浦区", "云江市南浦区经济和信息化委员会"),
    ("发展改革委", "county", 2024, False, "南浦区", "南浦区发展和改革委员会"),
    ("发改委", "municipal", 2024, False, "云江市", "云江市发展和改革委员会"),
    ("发改局", "county", 2024, False, "石河县", "石河县发展和改革局"),
    ("发展改革委", "national", 2024, False, "", "国家发展和改革委员会"),
    ("工信厅", "provincial", 2024, False, "云中省", "云中省工业和信息化厅"),
    ("经信厅", "provincial", 2024, False, "云中省", "云中省经济和信息化厅"),
    ("人社局", "county", 2024, False, "石河县", "石河县人力资源和社会保障局"),
    ("人力社保局", "municipal", 2024, False, "云江市", "云江市人力资源和社会保障局"),
    ("教委", "provincial", 2024, False, "重庆市", "重庆市教育委员会"),
    ("住建局", "municipal", 2024, False, "云中州", "云中州住房和城乡建设局"),
    ("住房城乡建设委", "provincial", 2024, False, "北京市", "北京市住房和城乡建设委员会"),
    ("政府办", "county", 2024, False, "石河县", "石河县人民政府办公室"),
    ("政府办公厅", "provincial", 2024, False, "云中省", "云中省人民政府办公厅"),
    ("金融办", "municipal", 2015, False, "云江市", "云江市金融工作办公室"),
    ("金融办", "municipal", 2024, True, "云江市", "中共云江市委金融委员会办公室"),
    ("金融监管局", "municipal", 2021, False, "云江市", "云江市地方金融监督管理局"),
    ("金融监管局", "provincial", 2026, False, "重庆市", "国家金融监督管理总局重庆监管局"),
    ("建设厅", "provincial", 2005, False, "云中省", "云中省建设厅"),
    ("建设厅", "provincial", 2020, False, "云中省", "云中省住房和城乡建设厅"),
    ("外办", "municipal", 2024, False, "云江市", "云江市人民政府外事办公室"),
    ("外办", "municipal", 2024, True, "云江市", "中共云江市委外事工作委员会办公室"),
    ("组织部", "county", 2024, True, "石河县", "中共石河县委组织部"),
    ("编办", "municipal", 2024, False, "云江市", "中共云江市委机构编制委员会办公室"),
    ("委办公室", "county", 2024, False, "石河县", "中共石河县委办公室"),
    ("纪委", "county", 2024, False, "石河县", "中国共产党石河县纪律检查委员会"),
    ("政协", "municipal", 2024, False, "云江市", "中国人民政治协商会议云江市委员会"),
    ("人大办", "county", 2024, False, "石河县", "石河县人民代表大会常务委员会办公室"),
    ("税务局", "county", 2024, False, "云江市南浦区", "国家税务总局云江市南浦区税务局"),
    ("残联", "county", 2024, False, "石河县", "石河县残疾人联合会"),
    ("法院", "county", 2024, False, "石河县", "石河县人民法院"),
    ("法院", "municipal", 2024, False, "云江市", "云江市人民法院"),
]


@pytest.mark.parametrize(("tail", "level", "year", "party", "region", "full"), FULL_NAMES)
def test_full_names(tail: str, level: Level, year: int, party: bool, region: str, full: str) -> None:
    found = lookup(tail, level=level, year=year, party=party)
    assert found is not None
    assert found.full_name(region) == full


FUNCTIONS = [  # names of one function at different levels and in different provinces
    ("development-and-reform", "发展和改革委员会 发展改革委 发改委 发改局 发展和改革局"),
    ("economy-and-information", "经济信息委 经信委 工信局 工业和信息化厅 经信局 经济和信息化局 科技工信局 科经局"),
    ("education", "教委 教育局 教育厅 教体局"),
    ("natural-resources", "自然资源和规划局 规划自然资源局 规划资源局 国土资源局 自规局"),
    ("culture-and-tourism", "文化旅游委 文旅局 文广旅体局 文广新局"),
    ("housing-and-construction", "住房城乡建委 住建局 住房城乡建设厅 建委"),
    ("city-management", "城管执法局 城市管理局 城市管理委 综合行政执法局"),
    ("government-services", "行政审批局 政务服务数据管理局 政务办 行政审批服务局"),
    ("data", "数据局 大数据局 大数据发展局 数据资源局"),
    ("emergency-management", "应急局 应急管理厅 安监局"),
    ("rural-revitalization", "乡村振兴局 扶贫办"),
    ("health", "卫生健康委 卫健局 卫计委 卫生局"),
    ("government-office", "人民政府办公厅 政府办公室 政府办 府办"),
    ("rural-work", "农办 农村工作领导小组办公室 农工办"),
    ("zone-committee", "管委会 高新区管委会 经开区管委会 新区管委会"),
]


@pytest.mark.parametrize(
    ("name", "function"), [(name, function) for function, names in FUNCTIONS for name in names.split()]
)
def test_functions_of_local_names(name: str, function: str) -> None:
    assert tails()[name].function == function


MERGED = [
    ("科技工信局", {"economy-and-information", "science-and-technology"}),
    ("文广旅体局", {"culture-and-tourism", "radio-and-television", "sports"}),
    ("教体局", {"education", "sports"}),
    ("自然资源和规划局", {"natural-resources", "planning"}),
    ("财政局", {"finance"}),
]


@pytest.mark.parametrize(("name", "functions"), MERGED)
def test_functions_of_merged_bureaus(name: str, functions: set[str]) -> None:
    assert set(tails()[name].functions) == functions


KINDS = [
    ("人民政府", "government"),
    ("财政局", "department"),
    ("发展改革委", "department"),
    ("组织部", "party"),
    ("安委会", "committee"),
    ("高新区管委会", "committee"),
    ("高新区", "park"),
    ("供电公司", "enterprise"),
    ("公积金中心", "institution"),
    ("总工会", "institution"),
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kinds(name: str, kind: AgencyKind) -> None:
    assert tails()[name].kind == kind


ENDINGS = [  # name → tail that ends it, the longest
    ("云江市南浦区发展改革委", "发展改革委"),
    ("云江市人大常委会办公室", "人大常委会办公室"),
    ("云江市人民政府办公室", "人民政府办公室"),
    ("云江高新区管委会", "高新区管委会"),
    ("国家发展改革委", "国家发展改革委"),
    ("云江市公安局南浦分局", None),
    ("领导小组办公室", None),
    ("各有关单位", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "tail"), ENDINGS)
def test_tail_of(name: str, tail: str | None) -> None:
    found = tail_of(name)
    assert (found.tail if found else None) == tail


NATIONAL = [
    ("教育部", "education"),
    ("国家发展改革委", "development-and-reform"),
    ("工业和信息化部", "economy-and-information"),
    ("国务院办公厅", "government-office"),
    ("税务总局", "tax"),
    ("国家数据局", "data"),
    ("中央组织部", "organization"),
    ("中央网信办", "cyberspace"),
    ("全国总工会", "trade-union"),
    ("国务院", "government"),
]


@pytest.mark.parametrize(("name", "function"), NATIONAL)
def test_national_names(name: str, function: str) -> None:
    assert national()[name].function == function


@pytest.mark.parametrize("name", ["发展改革委", "数据局", "国资委", "教育局", "市政府", "人民政府"])
def test_names_that_local_bodies_bear_are_not_national(name: str) -> None:
    assert name not in national()


@pytest.mark.parametrize(
    ("tail", "level"), [("教育部", "municipal"), ("教育局", "national"), ("无名局", None), ("", "county")]
)
def test_lookup_finds_nothing_on_the_wrong_side(tail: str, level: Level | None) -> None:
    assert lookup(tail, level=level) is None


def test_lookup_understands_a_name_beyond_its_years_and_levels() -> None:
    late = lookup("安监局", level="county", year=2025)
    high = lookup("便民服务中心", level="provincial")
    assert late is not None and not late.valid_in(2025)
    assert high is not None and "provincial" not in high.levels


YEARS = [
    ("安监局", 2017, True),
    ("安监局", 2022, False),
    ("数据局", 2022, False),
    ("数据局", 2024, True),
    ("卫计委", 2016, True),
    ("卫计委", 2012, False),
    ("财政局", 1999, True),
    ("乡村振兴局", 2019, False),
]


@pytest.mark.parametrize(("tail", "year", "valid"), YEARS)
def test_names_are_valid_in_their_years(tail: str, year: int, valid: bool) -> None:
    assert tails()[tail].valid_in(year) is valid


FRAMED = [
    ("人行{}支行", ("人行", "支行"), "石河县", "中国人民银行石河县支行"),
    ("团{}委", ("团", "委"), "云江市", "中国共产主义青年团云江市委员会"),
    ("国家税务总局{}税务局", ("国家税务总局", "税务局"), "云江市", "国家税务总局云江市税务局"),
    ("国网{}供电公司", ("国网", "供电公司"), "云江市", "国网云江市供电公司"),
    ("国家金融监督管理总局{}监管局", ("国家金融监督管理总局", "监管局"), "重庆市", "国家金融监督管理总局重庆监管局"),
    ("民盟{}委", ("民盟", "委"), "云江市", "中国民主同盟云江市委员会"),
]


@pytest.mark.parametrize(("tail", "frame", "region", "full"), FRAMED)
def test_names_that_hold_the_place_inside(tail: str, frame: tuple[str, str], region: str, full: str) -> None:
    assert framed()[tail].frame == frame
    assert framed()[tail].full_name(region) == full
    assert tail not in tails()


# --- properties ------------------------------------------------------------------------------------------------------


@given(st.text(alphabet="市区县委局办省政府发改经信教育厅云", max_size=12), st.sampled_from(sorted(tails())))
def test_every_tail_is_found_behind_any_text(text: str, tail: str) -> None:
    found = tail_of(text + tail)
    assert found is not None
    assert (text + tail).endswith(found.tail) and len(found.tail) >= len(tail)


@given(st.sampled_from(all_tails()), st.sampled_from(["云江市", "重庆市永川区", "石河县"]))
def test_a_full_name_names_the_place_and_the_body(tail: Tail, region: str) -> None:
    name = tail.full_name(region)
    assert tail.full in name
    assert "{" not in name
    assert tail.levels == ("national",) or any(part in name for part in (region, "云江", "永川", "石河"))
