"""Goals that a table says again: a cell of a division or schedule, or a row of indicators, repeats what the text sets."""

from __future__ import annotations

from collections.abc import Sequence

from docparse.extractors.bounds import within
from docparse.extractors.reading import Reading
from docparse.records import Target


def told_once(reading: Reading, goals: Sequence[Target]) -> list[Target]:
    """The goals without those in cells of tasks that restate a goal of the text or of an indicator table, which are the
    places of record, and without rows of an indicator table that the text tells; a goal that a cell alone states stays.
    Ids are counted anew.
    """
    if all(goal.rule == "target.clause" for goal in goals) and not reading.task_cells:
        return list(goals)
    in_cell = [within(reading.task_cells, goal.span[0]) for goal in goals]
    stated = [goal for goal, cell in zip(goals, in_cell, strict=True) if not cell]
    told = [goal for goal in stated if goal.rule != "target.table"]
    kept: list[Target] = []
    names: dict[str, str] = {}  # id as it was → id of the goal that stands for it
    again: list[tuple[str, str]] = []
    for goal, cell in zip(goals, in_cell, strict=True):
        places = stated if cell else told if goal.rule == "target.table" else []
        first = next((other for other in places if _same(goal, other)), None)
        if first is not None:
            again.append((goal.id, first.id))
            continue
        names[goal.id] = f"t{len(kept) + 1}"
        kept.append(goal)
    names |= {said: names[first] for said, first in again}
    return [g.model_copy(update={"id": names[g.id], "parent": names[g.parent] if g.parent else None}) for g in kept]


def _same(a: Target, b: Target) -> bool:
    """The same figure of the same indicator, in the same year where both say one; an indicator table's year is often that
    of the whole period.
    """
    year, other = (a.by or "")[:4], (b.by or "")[:4]
    return (
        (a.value, a.value_max, a.unit) == (b.value, b.value_max, b.unit)
        and (year == other or not year or not other or b.rule == "target.table")
        and (a.indicator in b.indicator or b.indicator in a.indicator)
    )
