"""工作进度安排表: every rhythm, report and date that the upper documents state, and a blank for the years between."""

from __future__ import annotations

from collections.abc import Sequence

from docparse.drafting.blanks import blank
from docparse.drafting.demands import Demand, source_of
from docparse.drafting.goals import is_own, targets_in
from docparse.drafting.items import Desk
from docparse.drafting.plan import Duty, Goal, Milestone, Plan, Source, until
from docparse.records import Deadline

_LAST = "9999"
_LEAST_WORDS = 6


def milestones(found: Sequence[Demand], told: Sequence[Duty], desk: Desk) -> tuple[Milestone, ...]:
    """The rhythms and dated steps that the documents state beside the reports, and the years between, for which they
    state nothing.
    """
    seen = {duty.when for duty in told}
    rows = []
    for demand in (d for d in found if d.binds):
        for deadline in (d for d in demand.document.deadlines if demand.span[0] <= d.span[0] < demand.span[1]):
            if deadline.quote not in seen and (deadline.rrule or _is_step(deadline, demand)):
                seen.add(deadline.quote)
                what = desk.rewrite(deadline.action or "")
                rows.append(
                    Milestone(
                        when=deadline.quote,
                        what=what if len(what) >= _LEAST_WORDS else demand.heading,
                        by=(deadline.end or "") if not deadline.rrule else "",
                        rrule=deadline.rrule,
                        source=demand.source(deadline.id),
                    )
                )
    allocated = any(is_own(t, d, desk.place) for d in found if d.binds for t in targets_in(d))
    return (*rows, *(_years_between(desk) if allocated else ()))


def _is_step(deadline: Deadline, demand: Demand) -> bool:
    """Whether the deadline dates a step of the work: not a goal, which has its row, nor the end of the period."""
    if deadline.kind != "by" or not deadline.end or deadline.precision == "year":
        return False
    text = demand.document.text
    start = max(text.rfind(mark, 0, deadline.span[0]) for mark in "。；\n") + 1
    end = min((at for mark in "。；\n" if (at := text.find(mark, deadline.span[1])) >= 0), default=len(text))
    return not any(start <= t.span[0] < end for t in demand.document.targets)


def _years_between(desk: Desk) -> tuple[Milestone, ...]:
    """One row for the yearly values, which no upper document states."""
    period = desk.upper[0].meta.period
    if period is None or period.end <= period.start:
        return ()
    office = f"{desk.place.own}政府办公室"
    row = Milestone(
        when=f"{period.start}—{period.end - 1}年",
        what=blank("分年度目标值", office, "上级文件只下达期末目标"),
        who=blank("责任单位", office, "上级文件未明确"),
        by=str(period.start),
        source=source_of(desk.upper[0], None),
    )
    return (row,)


def schedule(plan: Plan) -> tuple[Milestone, ...]:
    """What falls due when: reports and rhythms first, then dates in order; no date is invented."""
    leads = {
        (source.title, source.section): "、".join(o.name for o in item.lead or item.responsible)
        for item in plan.items
        for source in item.sources
    }
    rows = [*map(_report, plan.duties), *plan.milestones, *(_goal(g) for g in plan.goals if g.own)]
    nobody = blank("责任单位")
    named = [
        row if row.who else row.model_copy(update={"who": leads.get((row.source.title, row.source.section)) or nobody})
        for row in rows
    ]
    return tuple(sorted(named, key=lambda row: row.by)) or (_open(plan),)


def _open(plan: Plan) -> Milestone:
    """A row for the drafter, where the upper documents state no time at all."""
    basis = plan.basis[0]
    what = blank("工作内容、责任单位和时间", why="上级文件未规定时间")
    return Milestone(when=blank("时间节点"), what=what, source=Source(title=basis.title, number=basis.number))


def _report(duty: Duty) -> Milestone:
    when = duty.when or f"印发后{blank('具体时限')}"
    return Milestone(when=when, what=duty.what, who=duty.who, by=duty.by, rrule=duty.rrule, source=duty.source)


def _goal(goal: Goal) -> Milestone:
    what = f"{goal.text}{goal.own}{goal.rest}"
    return Milestone(when=until(goal.by), what=what, who=goal.who, by=goal.by or _LAST, source=goal.source)
