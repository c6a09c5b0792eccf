"""The records of one section that a match looks at, and what two sections share in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from docparse.matcher.counterparts import any_counterpart, functions
from docparse.matcher.likeness import dimension, indicator_likeness
from docparse.records import Agency, Assignment, Body, Citation, Deadline, Document, Target

REPORTS = re.compile(
    r"报送|上报|报告|通报|备案|报[省市州盟区县旗]|汇报|抄送|报[^，。；]{0,12}(?:办公室|专班|领导小组|指挥部|委员会|[局厅委])"
)
"""Words of a duty to report: 报送进展, 将进展报专班办公室."""

R = TypeVar("R")

_FINE = ("month", "day", "quarter")


@dataclass
class Holdings:
    """What one section holds: its own targets, bodies set up, leading agencies, citations, time bounds."""

    targets: list[Target] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    leads: list[Agency] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)

    @cached_property
    def indicators(self) -> dict[str, list[str]]:
        """What the targets measure, by the unit that they measure it in."""
        found: dict[str, list[str]] = defaultdict(list)
        for target in self.targets:
            found[dimension(target)].append(target.indicator)
        return dict(found)


def holdings(document: Document) -> dict[str | None, Holdings]:
    """Section id → what it holds; sections without any of it are left out."""
    found: dict[str | None, Holdings] = defaultdict(Holdings)
    for target in document.targets:
        found[target.section].targets.append(target)
    for body in document.bodies:
        found[body.section].bodies.append(body)
    for citation in document.citations:
        found[citation.section].citations.append(citation)
    for deadline in document.deadlines:
        found[deadline.section].deadlines.append(deadline)
    agencies = {agency.id: agency for agency in document.agencies}
    for assignment in document.assignments:
        found[assignment.section].leads.extend(leads([assignment], agencies))
    return dict(found)


def leads(assignments: Iterable[Assignment], agencies: dict[str, Agency]) -> tuple[Agency, ...]:
    """Who leads, or where nobody is said to lead, who is responsible; groups without a matter (有关部门) are nobody in particular."""
    parties = (party for a in assignments for party in (a.lead or a.responsible))
    known = (agencies[party.agency] for party in parties if party.agency in agencies)
    return tuple(agency for agency in known if agency.kind != "generic" or functions(agency))


def shared(upper: Document, above: Holdings, below: Holdings) -> tuple[float, float, float, float, float]:
    """Likeness of targets, a lead below that answers to one above, bodies of one kind, like times, `upper` cited.

    Each but the last is in [-1, 1]: 0 where nothing of the kind is asked, -1 where it is and nothing answers.
    """
    targets = _measured(above.indicators, below.indicators)
    bodies = _answered(above.bodies, below.bodies, _same_kind)
    times = _answered(above.deadlines, below.deadlines, same_time)
    agencies = 0.0
    if above.leads and below.leads:
        agencies = 1.0 if any_counterpart(above.leads, below.leads) else -1.0
    cited = any(cites(citation, upper) for citation in below.citations)
    return targets, agencies, bodies, times, float(cited)


def _measured(asked: dict[str, list[str]], given: dict[str, list[str]]) -> float:
    if not asked or not given:
        return -1.0 if asked else 0.0
    pairs = ((one, other) for unit, ones in asked.items() for one in ones for other in given.get(unit, ()))
    return 2 * max((indicator_likeness(one, other) for one, other in pairs), default=0.0) - 1


def _answered(asked: Sequence[R], given: Sequence[R], alike: Callable[[R, R], float]) -> float:
    if not asked or not given:
        return -1.0 if asked else 0.0
    return 2 * max(alike(one, other) for one in asked for other in given) - 1


def _same_kind(one: Body, other: Body) -> float:
    return float(one.kind == other.kind)


def same_time(one: Deadline, other: Deadline) -> float:
    """1 for one day, month or recurring rule; 0.5 for two recurring duties to report; else 0."""
    if one.rrule and one.rrule == other.rrule and "BYMONTH" in one.rrule:
        return 1.0
    if one.end and one.end == other.end and one.precision in _FINE:
        return 1.0
    recurring = one.kind == other.kind == "recurring"
    return 0.5 if recurring and reports(one) and reports(other) else 0.0


def reports(deadline: Deadline) -> bool:
    """Whether what `deadline` bounds is a duty to report."""
    return bool(REPORTS.search(deadline.action or deadline.quote))


def cites(citation: Citation, upper: Document) -> bool:
    """Whether `citation` names `upper`: its number, or the title of the document or of a part of it."""
    if citation.doc_number and citation.doc_number == upper.meta.doc_number:
        return True
    title = citation.title.strip("《》")
    return bool(title) and title in (upper.meta.title, *(part.title for part in upper.parts))
