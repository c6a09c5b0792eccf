"""The same thing asked twice becomes one paragraph with two sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docparse.drafting.demands import Demand
from docparse.drafting.likeness import Likeness
from docparse.drafting.themes import theme_of
from docparse.records import Document

SAME_TASK = 0.12
"""Least likeness of two tasks that are one, as `alike_demands` measures it."""

_BY_TEXT = 0.6
_ONE_THEME = 0.08
_WORK = ("tasks", "safeguards")


@dataclass(frozen=True, slots=True)
class Bundle:
    """One paragraph of the plan: the demand that gives it its heading, and those of other documents that ask the same."""

    head: Demand
    others: tuple[Demand, ...] = ()

    @property
    def demands(self) -> tuple[Demand, ...]:
        return (self.head, *self.others)


def groups(found: Sequence[Demand], principal: Document, alike: Likeness) -> tuple[Bundle, ...]:
    """The demands as bundles: those of the principal document in its order, then what only the others ask."""
    heads = [d for d in found if d.document is principal]
    joined: dict[str, list[Demand]] = {d.section.id: [] for d in heads}
    alone: list[Demand] = []
    for demand in (d for d in found if d.document is not principal):
        best = max(
            (h for h in heads if h.kind in _WORK and demand.kind in _WORK),
            key=lambda h: alike_demands(demand, h, alike),
            default=None,
        )
        if best is not None and alike_demands(demand, best, alike) >= SAME_TASK:
            joined[best.section.id].append(demand)
        else:
            alone.append(demand)
    return (*(Bundle(h, tuple(joined[h.section.id])) for h in heads), *(Bundle(d) for d in alone))


def alike_demands(a: Demand, b: Demand, alike: Likeness) -> float:
    """Likeness of two demands: mostly by text, some by heading, with a bonus where both headings have one theme."""
    theme = theme_of(a.heading)
    bonus = _ONE_THEME if theme is not None and theme == theme_of(b.heading) else 0.0
    return _BY_TEXT * alike(a.text, b.text) + (1 - _BY_TEXT) * alike(a.heading, b.heading) + bonus
