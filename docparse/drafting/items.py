"""One paragraph of the plan from one bundle of demands: retold, with its goals, its offices, its blanks and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docparse.drafting.blanks import blank
from docparse.drafting.counterparts import Counterparts, roles
from docparse.drafting.demands import Demand
from docparse.drafting.goals import is_own, open_goal, own_goal, paired, targets_in
from docparse.drafting.likeness import Likeness
from docparse.drafting.locality import Locality
from docparse.drafting.merging import Bundle
from docparse.drafting.organisation import OFFICE_WORK, STEERING, under_group
from docparse.drafting.plan import Goal, Group, Item, Office, Source, until
from docparse.drafting.retelling import Rewriter, merged, retell
from docparse.drafting.themes import theme_of
from docparse.records import Document

_SAME_SENTENCE = 0.6


@dataclass(frozen=True, slots=True)
class Desk:
    """What every paragraph is written with: the region, the upper documents, the offices, the rules, the likeness."""

    place: Locality
    upper: tuple[Document, ...]
    counterparts: Counterparts
    rewrite: Rewriter
    alike: Likeness
    group: Group | None

    def told(self, demands: Sequence[Demand]) -> list[str]:
        """The sentences of several demands retold, each thing said once."""
        tellings = [retell(d.document, d.span, self.place, self.rewrite, own=d.own) for d in demands]
        return merged(tellings, lambda a, b: self.alike(a, b) >= _SAME_SENTENCE)

    def goals_of(self, demands: Sequence[Demand]) -> tuple[list[Goal], list[Goal]]:
        """The region's own goals and those of a wider scope, in the demands that bind the region."""
        own: list[Goal] = []
        wider: list[Goal] = []
        for demand in (d for d in demands if d.binds):
            lead, _, responsible = self.offices(demand)
            who = "、".join(o.name for o in (lead or responsible)[:1] if o.state != "blank")
            for target in targets_in(demand):
                if self.rewrite.is_upper(target.indicator):
                    continue  # what the upper level itself will do
                if is_own(target, demand, self.place):
                    own.append(own_goal(target, demand, self.place, who))
                elif not target.scope or target.scope not in self.place.others:
                    wider.append(open_goal(target, demand, self.place, self.rewrite, who))
        return own, wider

    def offices(self, demand: Demand) -> tuple[tuple[Office, ...], tuple[Office, ...], tuple[Office, ...]]:
        """Lead, support and responsible offices of the region for what the section, or the nearest above it, assigns."""
        document = demand.document
        by_id = {s.id: s for s in document.sections}
        section: str | None = demand.section.id
        while section is not None:
            stated = [a for a in document.assignments if a.section == section]
            if stated:
                return roles(stated, document, self.counterparts)
            section = by_id[section].parent if section in by_id else None
        return (), (), ()


def item(bundle: Bundle, desk: Desk) -> Item:
    """The paragraph that answers a bundle of demands."""
    lead, support, responsible = _offices(bundle, desk)
    support += _task_forces(bundle.head.heading, desk)
    own, wider = paired(*desk.goals_of(bundle.demands), desk.alike)
    text = "".join(under_group(s, desk.group) for s in desk.told(bundle.demands))
    who = "、".join(o.name for o in (lead or responsible)[:1] if o.state != "blank")
    return Item(
        heading=bundle.head.heading,
        text=text,
        grip=_grip(bundle.head.heading, who or f"{desk.place.own}级牵头单位"),
        goals=(*own, *wider),
        lead=lead,
        support=support,
        responsible=responsible,
        due=_due(bundle, (*own, *wider)),
        sources=tuple(source(d) for d in bundle.demands),
        notes=_notes(bundle, (*lead, *support, *responsible)),
    )


def _offices(bundle: Bundle, desk: Desk) -> tuple[tuple[Office, ...], tuple[Office, ...], tuple[Office, ...]]:
    """The offices of the first demand that names any; else the leading group's office, or a blank."""
    for demand in bundle.demands:
        lead, support, responsible = desk.offices(demand)
        if lead or responsible:
            return lead, support, responsible
    found, heading = desk.group, bundle.head.heading
    if found and found.office and (OFFICE_WORK.search(heading) or STEERING.search(heading)):
        return (Office(name=found.office, state="confirmed"),), (), ()
    hole = blank("牵头单位", f"{desk.place.own}政府办公室", "上级文件未明确牵头部门")
    return (Office(name=hole, state="blank"),), (), ()


def _task_forces(heading: str, desk: Desk) -> tuple[Office, ...]:
    """The district's task forces whose field the heading names; whether they take part is for a person to settle."""
    theme = theme_of(heading)
    forces = desk.group.task_forces if desk.group and theme else ()
    found = [force.name for force in forces if theme_of(force.name) == theme]
    note = "职能与“{}”相近，是否列为配合单位请核定"
    return tuple(Office(name=name, state="suggested", note=f"{name}{note.format(heading)}") for name in found)


def _grip(heading: str, who: str) -> str:
    """The blank for what only the district can name."""
    theme = theme_of(heading)
    return blank(theme.what if theme else "本级具体举措、载体和时间安排", who, "上级文件未作规定") + "。"


def _due(bundle: Bundle, goals: Sequence[Goal]) -> str:
    """The time limit of a task: of its goals, else of its own text, else of the plan's period, as 2027年."""
    dates = [goal.by for goal in goals if goal.by]
    for demand in bundle.demands:
        inside = (d for d in demand.document.deadlines if demand.span[0] <= d.span[0] < demand.span[1])
        dates += [d.end for d in inside if d.end and d.kind in ("by", "period")]
    if dates:
        return until(max(dates)).removeprefix("到")
    period = bundle.head.document.meta.period
    return f"{period.end}年" if period else ""


def source(demand: Demand) -> Source:
    """The demand's section with the ids of the records in it."""
    start, end = demand.span
    kinds = (demand.document.targets, demand.document.assignments, demand.document.deadlines)
    return demand.source(*(r.id for records in kinds for r in records if start <= r.span[0] < end))


def _notes(bundle: Bundle, offices: Sequence[Office]) -> tuple[str, ...]:
    """What to query: names that differ or are missing, and faults that the upper text has itself."""
    notes = [o.note for o in offices if o.note]
    for demand in bundle.demands:
        start, end = demand.section.span
        faults = [f.message for f in demand.document.findings if start <= f.span[0] < end and f.severity != "info"]
        notes += [f"{demand.source().label}原文存疑：{fault}" for fault in faults or _repairs(demand)]
    return tuple(dict.fromkeys(notes))


def _repairs(demand: Demand) -> list[str]:
    """Names that extraction read otherwise than they are printed, as where 市 stands in the wrong place."""
    told = []
    for assignment in (a for a in demand.document.assignments if a.section == demand.section.id):
        parties = (*assignment.lead, *assignment.support, *assignment.responsible)
        odd = [p.name for p in parties if not p.inherited and p.name not in assignment.quote]
        if odd:
            told.append(f"“{assignment.quote}”疑有错字，已按“{'、'.join(odd)}”理解")
    return told
