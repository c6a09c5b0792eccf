"""工作进度安排表: every rhythm, report and date that the upper documents state, and a blank for the years between."""

from __future__ import annotations

from collections.abc import Sequence

from docparse.drafting.demands import Demand, source_of
from docparse.drafting.goals import until
from docparse.drafting.items import Desk
from docparse.drafting.plan import Chapter, Duty, Goal, Milestone, Source, blank
from docparse.records import Deadline

_LAST = "9999"
_LEAST_WORDS = 6


def schedule(
    chapters: Sequence[Chapter], told: Sequence[Duty], found: Sequence[Demand], desk: Desk
) -> tuple[Milestone, ...]:
    """What falls due when: reports and rhythms first, then dates in order; no date is invented."""
    leads = _leads(chapters)
    rows = [_report(duty) for duty in told]
    seen = {duty.when for duty in told}
    for demand in (d for d in found if d.binds):
        for deadline in (d for d in demand.document.deadlines if demand.span[0] <= d.span[0] < demand.span[1]):
            if deadline.rrule and deadline.quote not in seen:
                seen.add(deadline.quote)
                rows.append(_rhythm(deadline, demand, leads, desk))
    own = [goal for chapter in chapters for item in chapter.items for goal in item.goals if goal.own]
    rows += [*_years_between(own, desk), *map(_goal, own)]
    return tuple(sorted(rows, key=lambda row: row.sort))


def _leads(chapters: Sequence[Chapter]) -> dict[tuple[str, str], str]:
    """(title, section) of each source → who leads the paragraph that answers it."""
    items = [inner for chapter in chapters for item in chapter.items for inner in item.walk()]
    return {
        (source.title, source.section): "、".join(o.name for o in item.lead or item.responsible)
        for item in items
        for source in item.sources
    }


def _report(duty: Duty) -> Milestone:
    when = duty.when or f"印发后{blank('具体时限')}"
    return Milestone(when=when, what=duty.what, who=duty.who, source=duty.source)


def _rhythm(deadline: Deadline, demand: Demand, leads: dict[tuple[str, str], str], desk: Desk) -> Milestone:
    source: Source = demand.source(deadline.id)
    what = desk.rewrite(deadline.action or "")
    if len(what) < _LEAST_WORDS:
        what = demand.heading
    return Milestone(when=deadline.quote, what=what, who=leads.get((source.title, source.section), ""), source=source)


def _goal(goal: Goal) -> Milestone:
    return Milestone(when=until(goal.by), what=goal.text, who=goal.who, source=goal.source, sort=goal.by or _LAST)


def _years_between(own: Sequence[Goal], desk: Desk) -> list[Milestone]:
    """One row for the yearly values, which no upper document states."""
    period = desk.upper[0].meta.period
    if not own or period is None or period.end <= period.start:
        return []
    office = f"{desk.place.own}政府办公室"
    return [
        Milestone(
            when=f"{period.start}—{period.end - 1}年",
            what=blank("分年度目标值", office, "上级文件只下达期末目标"),
            who=blank("责任单位", office, "上级文件未明确"),
            source=source_of(desk.upper[0], None),
            sort=str(period.start),
        )
    ]
