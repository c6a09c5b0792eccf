"""outline(): from the upper documents, the region and its own documents to the plan. This file is its table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docparse.drafting import front, goals
from docparse.drafting.annexes import entries
from docparse.drafting.blanks import blank
from docparse.drafting.chapters import briefly, general_chapter, safeguard_chapter, task_chapters
from docparse.drafting.counterparts import Counterparts
from docparse.drafting.coverage import demanded
from docparse.drafting.demands import Demand, demands
from docparse.drafting.items import Desk
from docparse.drafting.layout import layout_chapter
from docparse.drafting.likeness import Likeness
from docparse.drafting.locality import Locality, locate
from docparse.drafting.merging import groups
from docparse.drafting.organisation import duties, filed_with, organisation, proposed
from docparse.drafting.plan import Plan, Project
from docparse.drafting.retelling import rewriter
from docparse.drafting.schedule import milestones
from docparse.drafting.short_forms import declared, short_forms
from docparse.errors import DocparseError
from docparse.records import Document


class NothingAsked(DocparseError):
    """Upper documents in which no section asks anything of the region."""


def outline(upper: Sequence[Document], region: str, bodies: Sequence[Document] = ()) -> Plan:
    """The plan by which `region` carries out the `upper` documents.

    `bodies` are documents of the region itself (its leading group, earlier plans): they confirm who answers for what.

    Raises:
        UnknownRegion: none of the documents names the region.
        NothingAsked: the upper documents have no section that asks anything of it.
        ValueError: there is no upper document.
    """
    if not upper:
        raise ValueError("a plan needs at least one upper document")
    place = locate(upper, region, bodies)
    asked = {id(document): demands(document, place) for document in upper}
    first = principal(upper, asked, place)
    ordered = [first, *(d for d in upper if d is not first)]
    found = [demand for document in ordered for demand in asked[id(document)]]
    if not any(demand.binds for demand in found):
        names = "、".join(Path(document.source.path).name for document in ordered)
        raise NothingAsked(
            f"{names}: no numbered section asks anything of {place.name}; number the headings (一、（一）)"
        )
    desk = _desk(ordered, found, place, bodies)

    told = duties([d for d in found if d.binds], desk.counterparts, desk.rewrite)
    bundles = groups([d for d in found if d.binds], first, desk.alike)
    rows = entries(ordered, place)
    chapters = tuple(
        briefly(chapter)
        for chapter in (
            general_chapter(desk, bundles),
            layout_chapter(desk, bundles, rows),
            *task_chapters(desk, bundles, rows),
            safeguard_chapter(desk, bundles),
        )
        if chapter and chapter.items
    )
    cited = front.basis(upper)
    subject = f"{place.name}{front.subject(first, place)}"
    return Plan(
        subject=subject,
        region=place.name,
        region_full=place.full,
        upper_scope=next(iter(place.groups), f"全{place.upper}"),
        period=first.meta.period,
        cover=front.cover(place, bodies, filed_with(told)),
        basis=cited,
        lead_in=front.lead_in(cited, place),
        chapters=declared(chapters, short_forms(ordered, desk.group)),
        group=desk.group or proposed(subject, chapters, place.own),
        duties=told,
        milestones=milestones(found, told, desk),
        projects=projects(place),
        demands=demanded(found),
    )


def projects(place: Locality) -> tuple[Project, ...]:
    """One empty row of 重点项目清单: no upper document names the district's projects."""
    hole = blank("项目名称", f"{place.own}级牵头单位", "上级文件未列项目")
    rest = {
        name: blank(what) for name, what in (("content", "建设内容"), ("place", "建设地点"), ("investment", "总投资"))
    }
    return (Project(name=hole, **rest, progress=blank("进度"), who=blank("责任单位")),)


def principal(upper: Sequence[Document], asked: dict[int, tuple[Demand, ...]], place: Locality) -> Document:
    """The document that the plan follows: one that allocates figures to the region, else the highest, else the latest."""

    def weight(document: Document) -> tuple[bool, int, str]:
        own = any(goals.is_own(t, d, place) for d in asked[id(document)] for t in goals.targets_in(d))
        rank, issued = front.rank(document)
        return own, -rank, issued

    return max(upper, key=weight)


def _desk(upper: Sequence[Document], found: Sequence[Demand], place: Locality, bodies: Sequence[Document]) -> Desk:
    ranks = ("national", "provincial", "municipal")
    offices = {a.name for d in upper for a in d.agencies if a.kind != "generic" and a.level in ranks}
    offices |= {b.name for d in upper for b in d.bodies if b.name.startswith(place.upper)}
    return Desk(
        place=place,
        upper=tuple(upper),
        counterparts=Counterparts.of(bodies, place),
        rewrite=rewriter(place, offices, (b.name for d in upper for b in d.bodies)),
        alike=Likeness.over([f"{d.heading}。{d.text}" for d in found]),
        group=organisation(bodies),
    )
