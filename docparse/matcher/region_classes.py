"""Regions that a document names together: 沿江地区（甲川区、乙水县）…, after which 沿江地区 stands for both."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docparse.matcher.binding import region_names

_KINDS = r"(?:地区|片区|区域|经济圈|都市圈|城市群|组团)"
_LED_BY = r"(?:支持|鼓励|引导|推动|加快|促进|其中|请|由|在|对|将|以)"
_CLASS = rf"(?<![\u3400-\u9fff])(?:{_LED_BY})?(?P<name>[\u3400-\u9fff]{{2,6}}?{_KINDS})"
_LIST = r"(?P<names>[\u3400-\u9fff]{2,12}(?:[、和与及][\u3400-\u9fff]{2,12})+)"
_COUNT = r"等(?P<count>\d{1,2})个(?:区县|县区|县市|区|县|市|旗)"
_LISTED = (
    # 沿江地区（甲川区、乙水县）, 沿江地区包括甲川区、乙水县; not 沿江地区（甲川区、乙水县等）
    re.compile(rf"{_CLASS}(?:（|包括|包含|是指){_LIST}(?:{_COUNT})?(?=[）。；，\n]|$)"),
    # 甲川区、乙水县等2个区县（以下简称沿江地区）; not 甲川区、乙水县等沿江地区, which may be examples
    re.compile(rf"{_LIST}(?:{_COUNT})?（以下(?:统称|简称)“?(?P<name>[\u3400-\u9fff]{{2,6}}{_KINDS})”?）"),
)
_ORDERED = ("要", "应", "须", "负责")
_ACTED_UPON = ("的", "之间", "与", "和", "及")
_BRACKET = re.compile(r"^（[^）]{0,200}）")
_URGED = ("支持", "鼓励", "引导", "推动", "请", "由")


def region_classes(text: str) -> dict[str, tuple[str, ...]]:
    """The names under which `text` gathers regions, each with all its members; a list that stays open (等) gives none."""
    found: dict[str, tuple[str, ...]] = {}
    for pattern in _LISTED:
        for match in pattern.finditer(text):
            names = region_names(match["names"])
            if names and (match["count"] is None or int(match["count"]) == len(names)):
                found.setdefault(match["name"], names)
    return found


def class_subject(clause: str, classes: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The members of the class that a clause orders or urges to act: 支持沿江地区…, 沿江地区要…; else ()."""
    led = next((word for word in _URGED if clause.startswith(word)), "")
    bare = clause[len(led) :]
    for name, members in classes.items():
        rest = _BRACKET.sub("", bare.removeprefix(name))
        if bare.startswith(name) and not rest.startswith(_ACTED_UPON) and (led or rest.startswith(_ORDERED)):
            return members
    return ()
