"""The divisions of China: the table is whole, known names are found, unknown ones are read by their rank word."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.lexicon import agencies
from docparse.lexicon import regions as divisions
from docparse.lexicon.regions import all_regions, by_name, full_name, is_zone, level_of, regions, short_name
from docparse.lexicon.tables import table
from docparse.records import Level

# --- the table -------------------------------------------------------------------------------------------------------


def test_every_division_stands_under_one_of_a_higher_level() -> None:
    ranks = {"provincial": 0, "municipal": 1, "county": 2}
    assert len(regions()) == sum(not r.former for r in all_regions())
    codes = {r.code: r for r in all_regions()}
    for region in all_regions():
        assert len(region.code) == 6 and region.code.isdigit(), region
        assert (region.parent is None) == (region.level == "provincial"), region
        if region.parent:
            assert ranks[codes[region.parent].level] < ranks[region.level], region
            assert region.code.startswith(codes[region.parent].code[:2]), region


def test_short_names_begin_the_names() -> None:
    for region in all_regions():
        assert 2 <= len(region.short) <= len(region.name) and region.name.startswith(region.short), region


def test_all_of_china_is_there() -> None:
    count = Counter(r.level for r in regions().values())
    assert count["provincial"] == 34
    assert 330 <= count["municipal"] <= 340
    assert 2800 <= count["county"] <= 2900


def test_tables_load_in_a_moment() -> None:
    def load() -> float:
        for cached in (table, agencies.all_tails, agencies._index, divisions.all_regions, divisions.names):
            cached.cache_clear()
        start = time.process_time()
        agencies.lookup("财政局")
        divisions.by_name("永川区")
        return time.process_time() - start

    assert min(load() for _ in range(3)) < 0.2  # 0.03 s on an idle core


# --- look-ups --------------------------------------------------------------------------------------------------------

MEANINGS = [  # name → codes
    ("重庆市永川区", {"500118"}),
    ("永川区", {"500118"}),
    ("永川", {"500118", "500383"}),  # 永川市 until 2006
    ("北京市朝阳区", {"110105"}),
    ("长春市朝阳区", {"220104"}),
    ("吉林省长春市朝阳区", {"220104"}),
    ("朝阳区", {"110105", "220104"}),
    ("恩施州", {"422800"}),
    ("内蒙古", {"150000"}),
    ("前郭尔罗斯县", {"220721"}),
    ("济源市", {"419001"}),
    ("临安市", {"330185"}),
    ("南浦区", set()),
    ("云江市南浦区", set()),
    ("重庆市朝阳区", set()),
    ("市", set()),
    ("", set()),
]


@pytest.mark.parametrize(("name", "codes"), MEANINGS)
def test_by_name(name: str, codes: set[str]) -> None:
    assert {r.code for r in by_name(name)} == codes


FULL = [  # (name, within) → full name
    ("永川区", "重庆市", "重庆市永川区"),
    ("永川", None, "重庆市永川区"),
    ("重庆市永川区", None, "重庆市永川区"),
    ("云阳", "重庆市", "重庆市云阳县"),
    ("朝阳区", None, None),
    ("朝阳区", "北京市", "北京市朝阳区"),
    ("朝阳区", "吉林省", "长春市朝阳区"),
    ("朝阳区", "重庆市", None),
    ("广东省深圳市南山区", None, "深圳市南山区"),
    ("安吉", "浙江省", "安吉县"),
    ("昆山市", "江苏省", "昆山市"),
    ("临安市", None, "临安市"),
    ("吉林", None, "吉林省"),
    ("广西", None, "广西壮族自治区"),
    ("恩施州", None, "恩施土家族苗族自治州"),
    ("重庆", None, "重庆市"),
    ("南浦区", "云江市", "云江市南浦区"),
    ("云江市南浦区", "云江市", "云江市南浦区"),
    ("石河县", "云江市", "石河县"),
    ("石桥镇", "石河县", "石河县石桥镇"),
    ("云江市", "云中省", "云江市"),
    ("南浦区", None, None),
    ("南浦", "云江市", None),
]


@pytest.mark.parametrize(("name", "within", "full"), FULL)
def test_full_name(name: str, within: str | None, full: str | None) -> None:
    assert full_name(name, within) == full


LEVELS = [
    ("重庆市", "provincial"),
    ("北京", "provincial"),
    ("云中省", "provincial"),
    ("云中壮族自治区", "provincial"),
    ("香港特别行政区", "provincial"),
    ("云江市", "municipal"),
    ("云中省云江市", "municipal"),
    ("云中自治州", "municipal"),
    ("云中州", "municipal"),
    ("云中盟", "municipal"),
    ("云中地区", "municipal"),
    ("深圳市", "municipal"),
    ("云江市南浦区", "county"),
    ("南浦区", "county"),
    ("石河县", "county"),
    ("石河苗族自治县", "county"),
    ("石河旗", "county"),
    ("云江市石河市", "county"),
    ("云中州石河市", "county"),
    ("昆山市", "county"),
    ("江苏省昆山市", "county"),
    ("临安市", "county"),
    ("济源市", "county"),
    ("重庆市永川区", "county"),
    ("神农架林区", "county"),
    ("石桥镇", "township"),
    ("石河县石桥乡", "township"),
    ("南浦区石桥街道", "township"),
    ("石桥村", None),
    ("财政局", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "level"), LEVELS)
def test_level_of(name: str, level: Level | None) -> None:
    assert level_of(name) == level


SHORT = [
    ("重庆市", "重庆"),
    ("重庆市永川区", "永川"),
    ("恩施土家族苗族自治州", "恩施"),
    ("内蒙古自治区", "内蒙古"),
    ("东区", "东区"),
    ("云江市", "云江"),
    ("云江市南浦区", "南浦"),
    ("云江", "云江"),
]


@pytest.mark.parametrize(("name", "short"), SHORT)
def test_short_name(name: str, short: str) -> None:
    assert short_name(name) == short


ZONES = [
    ("云江高新区", True),
    ("云江经开区", True),
    ("南浦新区", True),
    ("云江市高新技术产业开发区", True),
    ("云江工业园区", True),
    ("浦东新区", False),
    ("南浦区", False),
    ("云江市", False),
]


@pytest.mark.parametrize(("name", "zone"), ZONES)
def test_is_zone(name: str, zone: bool) -> None:
    assert is_zone(name) is zone


# --- properties ------------------------------------------------------------------------------------------------------


@given(st.sampled_from(sorted(regions().values(), key=lambda r: r.code)))
def test_a_division_is_found_by_its_full_name_under_its_province(region: divisions.Region) -> None:
    province = regions()[region.code[:2] + "0000"]
    full = full_name(region.name, province.name)
    assert full is not None and full.endswith(region.name)
    assert region.level in {r.level for r in by_name(full)}


@given(st.text(alphabet="云江南浦市区县州盟旗省自治地东朝阳", max_size=60))
def test_any_name_is_read_without_fail(name: str) -> None:
    assert level_of(name) in {None, "provincial", "municipal", "county", "township"}
    assert short_name(name) in name or not name
    full = full_name(name, "云江市")
    assert full is None or by_name(name) or full.endswith(name)


@pytest.mark.parametrize("name", ["东区" * 100_000, "市" * 1_000_000, "自治" * 100_000, "东区" * 20])
def test_hostile_names_take_no_time(name: str) -> None:
    start = time.process_time()
    level_of(name), short_name(name), full_name(name, "云江市"), is_zone(name)
    assert time.process_time() - start < 2
