"""The administrative divisions of China by name (GB/T 2260, in `regions.tsv`), and by suffix where a name is unknown.

A region is named in full (永川区), short (永川, 恩施州) or with those above it (重庆市永川区).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from docparse.lexicon.tables import table
from docparse.records import Level

# Rank words → level, read at the end of a name that the table does not know; the first that fits decides.
_RANKS: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(r"(?:省|自治区|特别行政区)$"), "provincial"),  # 云中省; not 云中市
    (re.compile(r"(?:自治县|自治旗|林区|特区)$"), "county"),  # 云中侗族自治县; not 云中自治州
    (re.compile(r"(?:州|盟|地区)$"), "municipal"),  # 云中州, 云中地区; not 云中区
    (re.compile(r"(?:市|州|盟|地区).{2,8}市$"), "county"),  # 云江市南浦市; not 云中省云江市
    (re.compile(r"市$"), "municipal"),  # 云江市; not 云江市区
    (re.compile(r"[县区旗]$"), "county"),  # 南浦区, 南浦高新区; not 南浦镇
    (re.compile(r"(?:镇|乡|街道|苏木)$"), "township"),  # 石桥镇; not 石桥村
)
_RANK = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|[省市州盟县区旗])$")
_ABOVE = re.compile(r"^.*(?:省|自治区|市|州|盟|地区)(?=..)")
_ZONE = re.compile(
    r"(?:新区|高新区|经开区|开发区|产业区|园区|保税区|综保区|自贸区|试验区|示范区|度假区|合作区|先行区|功能区|管理区|名胜区)$"
)
_LONGEST = 40  # more characters than any chain of divisions has: keeps hostile names cheap
_LEVELS: tuple[Level, ...] = ("national", "provincial", "municipal", "county", "township")


@dataclass(frozen=True)
class Region:
    """A division; `parent` is the code of the one above it, None for provinces. `former`: renamed or merged since."""

    code: str
    name: str
    short: str
    level: Level
    parent: str | None
    former: bool


@cache
def all_regions() -> tuple[Region, ...]:
    """Every division, present and former, by code."""
    return tuple(
        Region(
            code=row["code"],
            name=row["name"],
            short=row["short"],
            level=cast(Level, row["level"]),
            parent=row["parent"] or None,
            former=bool(row["former"]),
        )
        for row in table("regions.tsv")
    )


@cache
def regions() -> Mapping[str, Region]:
    """Code → present division."""
    return MappingProxyType({r.code: r for r in all_regions() if not r.former})


@cache
def names() -> Mapping[str, tuple[Region, ...]]:
    """Name → the divisions that bear it, in full (永川区), short (永川) or with their rank alone (恩施州).

    Present ones stand before former ones, higher before lower.
    """
    found: defaultdict[str, list[Region]] = defaultdict(list)
    for region in sorted(all_regions(), key=lambda r: (r.former, _LEVELS.index(r.level))):
        for name in {region.name, region.short, region.short + region.name[-1]}:
            found[name].append(region)
    return MappingProxyType({name: tuple(bearers) for name, bearers in found.items()})


def by_name(name: str) -> tuple[Region, ...]:
    """The divisions that `name` can mean; several counties share one (朝阳区). () where none is known.

    A name that begins with divisions above (重庆市永川区, 广东省深圳市南山区) means only those within them.
    """
    if name in names():
        return names()[name]
    for cut in range(2, len(name) - 1 if len(name) <= _LONGEST else 0):
        above, last = name[:cut], name[cut:]
        if last in names() and (holders := by_name(above)):
            return tuple(r for r in names()[last] if any(h.code in _codes_above(r) for h in holders))
    return ()


def full_name(name: str, within: str | None) -> str | None:
    """The name by which official documents call a division, or None where that cannot be told.

    A district stands under its city and all divisions of a direct-administered municipality under this:
    ("永川区", "重庆市") → 重庆市永川区; counties and county-level cities stand alone: ("安吉", "浙江省") → 安吉县.
    Without `within`, a name that several divisions of a level share gives None. A place that the table does not know stands
    under an unknown `within` by the same rule: ("南浦区", "云江市") → 云江市南浦区.
    """
    found = by_name(name)
    if within is None:
        first = {_official(r) for r in found if (r.former, r.level) == (found[0].former, found[0].level)}
        return first.pop() if len(first) == 1 else None
    holders = by_name(within)
    for region in found:
        if region.name == within or any(h.code in _codes_above(region) for h in holders):
            return _official(region)
    if holders and found:
        return None
    return _compose(name, within)


def level_of(name: str) -> Level | None:
    """The level of a division, from the table or else from the rank word that ends its name.

    重庆市 → provincial, 云江市 → municipal, 云江市南浦区 → county, 石桥镇 → township; None without a rank word.
    """
    if known := by_name(name):
        return known[0].level
    return next((level for rank, level in _RANKS if rank.search(name)), None)


def short_name(name: str) -> str:
    """A place's name without its rank and those above: 恩施土家族苗族自治州 → 恩施, 云江市南浦区 → 南浦."""
    known = by_name(name)
    return known[0].short if known else _ABOVE.sub("", _RANK.sub("", name))


def is_zone(name: str) -> bool:
    """Whether `name` is a development zone or the like that acts as a region (云江高新区, 云江经开区)."""
    return bool(_ZONE.search(name)) and not by_name(name)


def _codes_above(region: Region) -> tuple[str, ...]:
    """The codes of the divisions that hold `region`, nearest first; a prefecture's code is the county's first four."""
    codes = []
    while region.parent:
        codes.append(region.parent)
        region = _by_code()[region.parent]
    return tuple(codes)


@cache
def _by_code() -> Mapping[str, Region]:
    """Code → division, the present one where a former shares its code."""
    return {r.code: r for r in sorted(all_regions(), key=lambda r: not r.former)}


def _official(region: Region) -> str:
    above = _by_code()[region.parent] if region.parent else None
    if above is None or region.name.endswith("市"):
        return region.name
    direct = above.level == "provincial" and above.name.endswith("市")
    return above.name + region.name if direct or region.name.endswith("区") else region.name


def _compose(name: str, within: str) -> str | None:
    """The full name of a place unknown to the table, by its rank and that of the place above."""
    level = level_of(name)
    if level is None or level == "provincial":
        return None
    below = name.endswith("区") or level == "township"
    return within + name if below and not name.startswith(within) else name
