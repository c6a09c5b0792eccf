"""上级要求对照表: every section of the upper documents, and where the plan answers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from docparse.drafting.demands import Demand, numeral
from docparse.drafting.plan import Chapter, Demanded, Item, Plan, Source
from docparse.records import Frozen

_NOT_ASKED = ("background",)


class Coverage(Frozen):
    """A row of the table."""

    source: Source
    demand: str
    status: Literal["承接", "不涉及", "待研判"]
    place: str
    reason: str = ""


def demanded(found: Sequence[Demand]) -> tuple[Demanded, ...]:
    """What the documents ask, in their order; what the region need not answer says why."""
    return tuple(_asked(demand) for demand in found if demand.kind not in _NOT_ASKED)


def _asked(demand: Demand) -> Demanded:
    if not demand.binds:
        return Demanded(source=demand.source(), demand="（其他地区）", reason="该节只对其他地区作出安排")
    reason = "不在本地优先发展方向之内" if demand.kind == "directions" else ""
    return Demanded(source=demand.source(), demand=demand.heading, reason=reason)


def coverage(plan: Plan) -> tuple[Coverage, ...]:
    """One row for each demand; one that opens a list of sections is answered where the first of them is."""
    places = _places(plan.chapters)
    return tuple(_row(asked, places) for asked in plan.demands)


def _row(asked: Demanded, places: dict[tuple[str, str], str]) -> Coverage:
    title, section = asked.source.title, asked.source.section
    below = (place for (t, s), place in places.items() if t == title and section and s.startswith(f"{section}."))
    place = places.get((title, section)) or next(below, "")
    if place:
        return Coverage(source=asked.source, demand=asked.demand, status="承接", place=place)
    if asked.reason:
        return Coverage(source=asked.source, demand=asked.demand, status="不涉及", place="", reason=asked.reason)
    reason = "是否承接及承接方式须进一步研究"
    return Coverage(source=asked.source, demand=asked.demand, status="待研判", place="", reason=reason)


def places_of(chapters: Sequence[Chapter]) -> Iterator[tuple[str, Chapter | Item]]:
    """Every item and chapter with its place as an official names it, 三（二）1. or 三; a chapter after its items."""
    for number, chapter in enumerate(chapters, start=1):
        for index, item in enumerate(chapter.items, start=1):
            name = f"{numeral(number)}（{numeral(index)}）"
            yield name, item
            yield from ((f"{name}{n}.", inner) for n, inner in enumerate(item.items, start=1))
        yield numeral(number), chapter


def _places(chapters: Sequence[Chapter]) -> dict[tuple[str, str], str]:
    """(title, section address) of every source → the paragraph that answers it: in the last chapter that names it,
    the first that does.
    """
    found: dict[tuple[str, str], str] = {}
    within: dict[tuple[str, str], str] = {}
    for place, node in places_of(chapters):
        for source in node.sources:
            within.setdefault((source.title, source.section), place)
        if isinstance(node, Chapter):
            found |= within
            within = {}
    return found
