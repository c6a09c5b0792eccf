"""What a region's own plan says to a target of the document above, and why it cannot be counted where it cannot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docparse.differ.comparing import later, same_change
from docparse.language.units import units
from docparse.matcher.binding import bound, region_names
from docparse.matcher.likeness import dice, target_likeness
from docparse.matcher.passages import stance_words
from docparse.reconciling.allocation import Allocation, figure
from docparse.records import Document, Target
from docparse.results import Figure, Obstacle
from docparse.wording import day

SAME_INDICATOR = 0.6
"""How alike an indicator of another document is that stands for the same thing."""

_SAME_WORDS = 0.8
_COUNT = re.compile(r"(?:总?数量?|总量|规模|任务|建设)+$")
_WHOLE = re.compile(r"^(?:全|我|本)?(?:省|市|州|盟|区|县|旗|域|镇|街道)$")
_NARROW = re.compile(
    r"^(?:每|各)|(?:园区|片区|示范区|开发区|高新区|新区|项目区|功能区|基地|街道|镇|乡|村|企业|学校|医院)$"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a region: `number` is its place among the documents of the result, `within` the upper region."""

    number: int
    document: Document
    within: str

    @property
    def region(self) -> str:
        """Its name within the upper region (砚溪区 for 岚川市砚溪区), or what the plan is called."""
        meta = self.document.meta
        region = meta.region or meta.title or self.document.source.path
        return region.removeprefix(self.within) or region

    def speaks_for(self, regions: tuple[str, ...]) -> bool:
        """Whether the plan is that of one of `regions`; one whose region is unknown speaks for none."""
        return self.document.meta.region is not None and bound(regions, self.document.meta.region)


@dataclass(frozen=True, slots=True)
class Pledge:
    """A target of the plan; with an obstacle it is not counted, and `why` says in Chinese why not."""

    figure: Figure
    obstacle: Obstacle | None
    why: str


def pledges(allocations: Sequence[Allocation], plan: Plan) -> dict[str, Pledge]:
    """What a plan says to each of the targets of the document above (by the id of the total).

    Each target of the plan answers one, and the surest pairs are taken first: what can be counted before what cannot,
    totals that are allotted before others, then by the likeness of the indicators, the year, and the place in the text.
    """
    rated = []
    for place, allocation in enumerate(allocations):
        for own_place, own in enumerate(plan.document.targets):
            if (found := _pledge(allocation, plan, own)) is not None:
                likeness, pledge = found
                in_time = own.by == allocation.measure.by
                key = pledge.obstacle is None, bool(allocation.shares), round(likeness, 1), in_time, -place, -own_place
                rated.append((key, allocation.measure.id, pledge))
    taken: dict[str, Pledge] = {}
    used: set[str] = set()
    for _, total, pledge in sorted(rated, key=lambda row: row[0], reverse=True):
        if total not in taken and pledge.figure.target.id not in used:
            taken[total] = pledge
            used.add(pledge.figure.target.id)
    return taken


def _pledge(allocation: Allocation, plan: Plan, own: Target) -> tuple[float, Pledge] | None:
    """A plan's target as the answer to a total or to the region's share of it, with its likeness; None if it is none."""
    region = plan.document.meta.region
    part = next((part for part in allocation.shares if plan.speaks_for(part.regions)), None)
    asked = [figure.target for figure in (allocation.total, part.figure if part else None) if figure is not None]
    likeness = max((_likeness(one, own) for one in asked), default=0.0)
    if likeness < SAME_INDICATOR or _of_others(own, region):
        return None
    return likeness, Pledge(figure(plan.document, plan.number, own), *_obstacle(asked[-1], own, region))


def same_measure(one: Target, other: Target) -> bool:
    """Whether the values count in one base unit; 个 is the measure word that can stand for any other (200个, 60处)."""
    bases = _base(one), _base(other)
    if bases[0] == bases[1]:
        return True
    counted = [units()[unit].kind == "count" for unit in (one.unit, other.unit) if unit in units()]
    return "个" in bases and counted == [True, True]


def _base(target: Target) -> str:
    return target.normalized.unit if target.normalized is not None else target.unit


def _likeness(asked: Target, own: Target) -> float:
    """As the matcher rates it within one unit; across units only words that are all but the same can tell.

    Indicators of one head noun are alike, others never: 物流总费用 is not 物流总额, however many characters they share.
    """
    if _head(asked.indicator) != _head(own.indicator):
        return 0.0
    if _base(asked) == _base(own):
        return target_likeness(asked, own)
    likeness = dice(asked.indicator, own.indicator)
    return likeness if likeness >= _SAME_WORDS else 0.0


def _head(indicator: str) -> str:
    """The last character of what is counted: of 企业数量 that of 企业."""
    return (_COUNT.sub("", indicator) or indicator)[-1:]


def _of_others(own: Target, region: str | None) -> bool:
    """Whether a plan's target is that of another region, which it mentions."""
    names = region_names(own.scope or "")
    return bool(names) and region is not None and not bound(names, region)


def _obstacle(asked: Target, own: Target, region: str | None) -> tuple[Obstacle | None, str]:
    if not same_measure(asked, own):
        return "unit", f"计量单位不同（上级为“{asked.unit}”，本级为“{own.unit}”）"
    if not same_change(asked, own):
        return "change", "口径不同（一为达到数，一为增加数）"
    if later(asked.by, own.by):
        return "year", f"年份不同（上级为{day(asked.by)}，本级为{day(own.by)}）"
    scope = own.scope or ""
    action = scope.startswith(stance_words("ask", "text"))  # 建设智慧园区 names what is done, not where
    whole = not scope or action or _WHOLE.match(scope) or (region is not None and region.endswith(scope))
    if not whole and _NARROW.search(scope) and not _NARROW.search(asked.scope or ""):
        return "scope", f"范围不同（本级仅为“{scope}”）"
    return None, ""
