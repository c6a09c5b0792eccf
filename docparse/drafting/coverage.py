"""上级要求对照表: every section of the upper documents, and where the plan answers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docparse.drafting.demands import Demand, numeral
from docparse.drafting.plan import Chapter, Coverage, Item

_NOT_ASKED = ("background",)


def coverage(found: Sequence[Demand], chapters: Sequence[Chapter]) -> tuple[Coverage, ...]:
    """One row for each demand, in the order of the documents; what is not taken up says why."""
    places = dict(_places(chapters))
    for demand in reversed(found):  # what opens a list of sections is answered where the first of them is
        key = _key(demand)
        if key not in places and demand.binds:
            below = (_key(d) for d in found if d.document is demand.document and d.section.parent == demand.section.id)
            if answered := next((places[k] for k in below if k in places), ""):
                places[key] = answered
    return tuple(_row(demand, places) for demand in found if demand.kind not in _NOT_ASKED)


def _row(demand: Demand, places: dict[tuple[str, str], str]) -> Coverage:
    source = demand.source()
    if not demand.binds:
        reason = "该节只对其他地区作出安排"
        return Coverage(source=source, demand="（其他地区）", status="不涉及", place="", reason=reason)
    place = places.get(_key(demand), "")
    if place:
        return Coverage(source=source, demand=demand.heading, status="承接", place=place)
    if demand.kind == "directions":
        reason = "不在本地优先发展方向之内"
        return Coverage(source=source, demand=demand.heading, status="不涉及", place="", reason=reason)
    reason = "是否承接及承接方式须进一步研究"
    return Coverage(source=source, demand=demand.heading, status="待研判", place="", reason=reason)


def _key(demand: Demand) -> tuple[str, str]:
    source = demand.source()
    return source.title, source.section


def _places(chapters: Sequence[Chapter]) -> Iterator[tuple[tuple[str, str], str]]:
    """(title, section address) of every source → the paragraph that names it, as 三（二） or 三（二）1."""
    for number, chapter in enumerate(chapters, start=1):
        head = numeral(number)
        yield from (((s.title, s.section), head) for s in reversed(chapter.sources))
        for index, item in reversed(list(enumerate(chapter.items, start=1))):
            yield from _places_below(item, f"{head}（{numeral(index)}）")


def _places_below(item: Item, name: str) -> Iterator[tuple[tuple[str, str], str]]:
    for index, inner in enumerate(item.items, start=1):
        yield from (((s.title, s.section), f"{name}{index}.") for s in inner.sources)
    yield from (((s.title, s.section), name) for s in item.sources)
