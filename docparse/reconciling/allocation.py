"""Which targets of a document are totals, and how it allots them to the regions below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from docparse.differ.comparing import is_rate, same_change, side
from docparse.matcher.binding import region_names
from docparse.matcher.likeness import target_likeness
from docparse.reconciling.tables import allotted
from docparse.records import Document, Target
from docparse.results import Figure

SAME_INDICATOR = 0.5
"""How alike the indicators of a total and of a share are within one document, which may shorten the second (产值)."""

_ONE_THING = 0.9
_EACH = re.compile(r"^(?:每|各)|每个?(?:县（区）|区（县）|区县|县区|县市|市州|区|县|市|州|镇|园区|行政村)")
_EACH_OF_THEM = re.compile(r"[均各][^，。；、\n]*$")


@dataclass(frozen=True, slots=True)
class Part:
    """What the upper document allots to one region, or to several together; `times` where each of several is to reach it."""

    regions: tuple[str, ...]
    figure: Figure
    times: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """A target of the upper document with what it allots of it, or shares of what it never totals; as in `Reconciled`."""

    total: Figure | None
    kind: Literal["sum", "each"]
    shares: tuple[Part, ...]

    @property
    def measure(self) -> Target:
        """What is counted, and in which unit."""
        return (self.total or self.shares[0].figure).target


def allocations(upper: Document) -> Iterator[Allocation]:
    """Every target of `upper` that is no share of a region, with its shares, in the order of the text.

    A share belongs to the total that is most like it: by indicator, then by year, then by standing first in the text.
    Of several shares of one region for one total the most like it counts. Tables that allot tasks to regions follow,
    each column with the total that its own row states; then shares of several regions for which no total is stated.
    """
    named = [(target, _regions(upper, target)) for target in upper.targets]
    columns = list(allotted(upper))
    totals = [target for target, regions in named if not regions]
    named += [(target, regions) for column in columns for regions, target in column.shares]
    totalled = {target.id for column in columns if column.total for _, target in column.shares}
    shares: dict[str, list[tuple[float, Part]]] = {total.id: [] for total in totals}
    alone: list[Part] = []
    for target, regions in named:
        if not regions:
            continue
        part = Part(regions, figure(upper, 0, target), _times(upper, target, regions))
        found = _total_of(target, totals)
        if found is not None:
            shares[found.id].append((target_likeness(found, target), part))
        elif target.id not in totalled:
            alone.append(part)
    for total in totals:
        parts = _once(shares[total.id])
        kind: Literal["sum", "each"] = "each" if _binds_each(total, parts) else "sum"
        yield Allocation(figure(upper, 0, total), kind, parts)
    for column in columns:
        if column.total is not None:
            own = tuple(Part(regions, figure(upper, 0, target), 1) for regions, target in column.shares)
            yield Allocation(figure(upper, 0, column.total), "sum", own)
    yield from _without_total(alone)


def _without_total(parts: Sequence[Part]) -> Iterator[Allocation]:
    """Shares of one thing by one year for several regions; a share that has no fellow says nothing of an allocation."""
    groups: list[list[Part]] = []
    for part in parts:
        group = next((g for g in groups if _of_one_thing(g[0].figure.target, part.figure.target)), None)
        if group is None:
            groups.append([part])
        elif not {name for one in group for name in one.regions} & set(part.regions):
            group.append(part)
    for group in groups:
        if len(group) > 1:
            yield Allocation(None, "each" if is_rate(group[0].figure.target) else "sum", tuple(group))


def _of_one_thing(one: Target, other: Target) -> bool:
    alike = target_likeness(one, other) >= _ONE_THING and one.comparator == other.comparator
    return alike and one.by == other.by and one.rule == other.rule


def figure(document: Document, number: int, target: Target) -> Figure:
    """A target of the document with that place in the result, as evidence."""
    return Figure(document=number, section=document.address(target.section), target=target)


def _regions(upper: Document, target: Target) -> tuple[str, ...]:
    """The regions below that a target is for, () where it is for all of the upper region."""
    heading = next((s.heading for s in upper.sections if s.id == target.section), "")
    names = region_names(target.scope or "") or (region_names(heading) if target.scope is None else ())
    own = upper.meta.region or ""
    return () if any(own.endswith(name) for name in names) else names


def _total_of(share: Target, totals: Sequence[Target]) -> Target | None:
    rated = []
    for place, total in enumerate(totals):
        likeness = target_likeness(total, share)
        in_time = None in (total.by, share.by) or total.by == share.by
        if likeness >= SAME_INDICATOR and same_change(total, share) and in_time:
            rated.append(((round(likeness, 1), total.by == share.by, -place), total))
    return max(rated, key=lambda pair: pair[0])[1] if rated else None


def _once(rated: Sequence[tuple[float, Part]]) -> tuple[Part, ...]:
    """Of the parts that name a region twice, the best; in the order of the text."""
    kept: list[Part] = []
    taken: set[str] = set()
    for _, part in sorted(rated, key=lambda pair: -pair[0]):
        if not taken & set(part.regions):
            kept.append(part)
            taken.update(part.regions)
    return tuple(part for _, part in rated if part in kept)


def _binds_each(total: Target, parts: Sequence[Part]) -> bool:
    if is_rate(total) or _EACH.search(total.scope or "") or _EACH.search(total.quote):
        return True
    return side(total) == "ceiling" and not parts


def _times(upper: Document, target: Target, regions: Sequence[str]) -> int:
    """How often a share counts: 甲县、乙县均达到20家 is 20 for each."""
    before = upper.text[max(0, target.span[0] - 20) : target.span[1]]
    return len(regions) if len(regions) > 1 and _EACH_OF_THEM.search(before) else 1
