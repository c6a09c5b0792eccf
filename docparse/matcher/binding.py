"""Whom a requirement binds: the regions that a text names, and whether one of them is the region in question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docparse.lexicon.regions import by_name
from docparse.matcher.passages import stance_words

_REGION = r"[\u3400-\u9fff]{1,10}?(?:自治[县州旗]|林区|新区|[区县市州旗盟])"
_JOINED = r"[、和与及]"
_REGIONS = re.compile(rf"{_REGION}(?:{_JOINED}{_REGION})*")
_SUBJECT = re.compile(
    rf"^(?:请|由|(?P<urged>支持|鼓励|引导|推动))?(?P<names>{_REGION}(?:{_JOINED}{_REGION})*)(?P<open>等)?"
)
_ORDERED = ("要", "应", "须", "负责", "政府", "人民政府")
_ACTED_UPON = (
    "之间",
    "间",
    "等",
    "合作",
    "联动",
    "协同",
    "一体",
    "的",
    "至",
    "到",
    "与",
    "和",
    "及",
    "在内",
    "范围",
    "境内",
)
_LONGEST_LIST = 400  # characters; a longer heading or scope is no list of regions
_LONGEST_NAME = 5  # characters of a region that no table knows; 自治… may be longer

# What ends like a region and is none.
_GENERIC = frozenset(
    "山区 城区 郊区 市区 湖区 港区 矿区 林区 牧区 灾区 库区 新区 老区 区县 县区 县市 我市 全市 本市 各市 我区 全区 本区 各区 我县 全县 本县 各县"
    " 全州 各州 我州 相关区 有关区 相关县 有关县 相关市 有关市 重点区县".split()
)
_GENERIC_ENDS = tuple(
    "项目区 园区 景区 社区 片区 地区 街区 辖区 小区 厂区 校区 示范区 先导区 保税区 试验区 实验区 集聚区 功能区 保护区 合作区 服务区 核心区 主城区"
    " 中心城区 生活区 工业区 城市 都市 上市 超市 门市 夜市 楼市 股市 区县 县区 各区 各县 各市".split()
)


def region_names(text: str) -> tuple[str, ...]:
    """The regions that `text` lists where it is nothing but a list of them: "甲川区、乙水县" → both; else ()."""
    bare = text.strip("。：； \t\u3000")
    if len(bare) > _LONGEST_LIST or not _REGIONS.fullmatch(bare):
        return ()
    names = tuple(name for name in re.split(_JOINED, bare) if name)
    return names if all(map(_is_region, names)) else ()


def subject(clause: str) -> tuple[str, ...]:
    """The regions that a clause opens with and orders or urges to act: 甲川区、乙水县要…, 支持甲川区…; () for an open list
    (…等要). Several regions act whatever the verb is (甲川区、乙水县试行…), unless they are what is acted upon (甲川区、乙水县之间).
    """
    found = _SUBJECT.match(clause[:_LONGEST_LIST])
    if found is None or found["open"]:
        return ()
    names, rest = region_names(found["names"]), clause[found.end() :]
    acting = found["urged"] or rest.startswith(_ORDERED) or (len(names) > 1 and not rest.startswith(_ACTED_UPON))
    return names if acting else ()


def bound(binds: Sequence[str] | None, region: str | None) -> bool:
    """Whether a requirement for `binds` (None: for all) concerns `region` (重庆市永川区); an unknown region is concerned."""
    if binds is None or not region:
        return True
    return any(name in region or region in name or region.endswith(_short(name)) for name in binds)


def _is_region(name: str) -> bool:
    if name in _GENERIC:
        return False  # 全州 is a county too, but 全州 in a text says all of the prefecture
    if by_name(name):
        return True
    verbs = tuple(word for word in stance_words("ask", "text") if len(word) > 1)
    if (
        len(name) < 2
        or name.startswith(("各", "每", "有关", "相关"))
        or name.endswith(_GENERIC_ENDS)
        or name.startswith(verbs)
    ):
        return False
    return len(name) <= _LONGEST_NAME or "自治" in name


def _short(name: str) -> str:
    """A name without its rank word (永川); one of two characters stays whole (忠县)."""
    return name[:-1] if len(name) > 2 else name
