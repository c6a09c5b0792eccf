"""The records of one section that a match looks at, and what two sections share in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from docparse.matcher.counterparts import any_counterpart
from docparse.matcher.likeness import target_likeness
from docparse.records import Agency, Assignment, Body, Citation, Document, Target


@dataclass(slots=True)
class Holdings:
    """What one section holds: its own targets, bodies set up, leading agencies and citations."""

    targets: list[Target] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    leads: list[Agency] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)


def holdings(document: Document) -> dict[str | None, Holdings]:
    """Section id → what it holds; sections without any of it are left out."""
    found: dict[str | None, Holdings] = defaultdict(Holdings)
    for target in document.targets:
        found[target.section].targets.append(target)
    for body in document.bodies:
        found[body.section].bodies.append(body)
    for citation in document.citations:
        found[citation.section].citations.append(citation)
    agencies = {agency.id: agency for agency in document.agencies}
    for assignment in document.assignments:
        found[assignment.section].leads.extend(leads([assignment], agencies))
    return dict(found)


def leads(assignments: Iterable[Assignment], agencies: dict[str, Agency]) -> tuple[Agency, ...]:
    """Who leads, or where nobody is said to lead, who is responsible; groups (有关部门) are nobody in particular."""
    parties = (party for a in assignments for party in (a.lead or a.responsible))
    known = (agencies[party.agency] for party in parties if party.agency in agencies)
    return tuple(agency for agency in known if agency.kind != "generic")


def shared(upper: Document, above: Holdings, below: Holdings) -> tuple[float, float, float, float]:
    """How alike the targets are, whether a lead below answers to one above, bodies of one kind, `upper` cited below."""
    targets = max((target_likeness(t, u) for t in above.targets for u in below.targets), default=0.0)
    agencies = any_counterpart(above.leads, below.leads)
    bodies = bool({b.kind for b in above.bodies} & {b.kind for b in below.bodies})
    cited = any(cites(citation, upper) for citation in below.citations)
    return targets, float(agencies), float(bodies), float(cited)


def cites(citation: Citation, upper: Document) -> bool:
    """Whether `citation` names `upper`: its number, or the title of the document or of a part of it."""
    if citation.doc_number and citation.doc_number == upper.meta.doc_number:
        return True
    title = citation.title.strip("《》")
    return bool(title) and title in (upper.meta.title, *(part.title for part in upper.parts))
