"""Who steers the plan: the leading group that the district already has, and what is to be reported upwards."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docparse.drafting.blanks import blank
from docparse.drafting.counterparts import Counterparts
from docparse.drafting.demands import Demand, source_of
from docparse.drafting.plan import Chapter, Duty, Group, Post, TaskForce
from docparse.drafting.retelling import Rewriter, sentence_spans
from docparse.records import Agency, Document

STEERING = re.compile(r"组织(?:领导|实施|机构|保障)|(?:工作|推进|协调|领导)机制|领导小组|工作专班|统筹协调|加强领导")
"""Headings of the safeguards that speak of who steers the work."""

OFFICE_WORK = re.compile(r"责任|调度|考核|评比|评价|督查|督导|通报|监测|评估")
"""Headings of the safeguards that fall to the leading group's office where no department is named."""

_REPORT = re.compile(r"报送|上报|报告|抄送|备案")
_FOUNDS = re.compile(r"^(?:成立|组建|建立|设立)(?:由[^，。]{0,60}?的)?([^，。]{0,40}?(?:领导小组|专班|指挥部))，?")
_FILED = re.compile(r"抄送|备案")
_NOBODY = blank("姓名")


def organisation(bodies: Sequence[Document]) -> Group | None:
    """The leading group that the district's own documents set up, with its office and task forces; no persons."""
    for document in bodies:
        group = next((b for b in document.bodies if b.kind in ("leading_group", "committee") and not b.parent), None)
        if group is None:
            continue
        office = next((b for b in document.bodies if b.kind == "office"), None)
        seats = [m for m in document.members if m.body in (group.id, None)]
        return Group(
            name=group.name,
            existing=True,
            office=office.name if office else "",
            host=(office.host or "") if office else "",
            duties=group.duties or "",
            posts=tuple(Post(role=m.role, post="、".join(m.titles), name=_NOBODY) for m in seats),
            task_forces=_task_forces(document),
            sources=(source_of(document, None, (group.id,)),),
        )
    return None


def _task_forces(document: Document) -> tuple[TaskForce, ...]:
    tasks = {a.task: a for a in document.assignments}
    return tuple(
        TaskForce(
            name=force.name,
            lead=tuple(p.name for p in tasks[force.name].lead) if force.name in tasks else (),
            support=tuple(p.name for p in tasks[force.name].support) if force.name in tasks else (),
        )
        for force in document.bodies
        if force.kind == "task_force"
    )


def proposed(subject: str, chapters: Sequence[Chapter], place_own: str) -> Group:
    """A leading group for a district that has none: the bodies that answer for the plan's tasks, and blanks."""
    items = [inner for chapter in chapters for item in chapter.items for inner in item.walk()]
    named = dict.fromkeys(o.name for i in items for o in i.offices if o.state != "blank")
    chairs = [Post(role=role, post=blank("职务"), name=_NOBODY) for role in ("组长", "副组长")]
    members = [Post(role="成员", post=f"{name}主要负责人", name=_NOBODY) for name in named]
    office = f"{place_own}政府办公室"
    return Group(
        name=f"{subject}工作领导小组",
        existing=False,
        office="领导小组办公室",
        host=blank("办公室所在单位", office),
        duties=blank("领导小组职责", office, "上级文件未作规定") + "。",
        posts=(*chairs, *members),
    )


def steering_text(found: Group | None, place_own: str) -> str:
    """How the plan is steered, in one or two sentences; a blank where the district has no leading group yet."""
    if found is None:
        hole = blank("领导小组名称、组长和成员单位", f"{place_own}政府办公室", "本级文件未提供")
        return f"由{hole}统筹协调各项工作。"
    office = f"，领导小组办公室设在{found.host}，承担日常工作" if found.host else ""
    forces = "、".join(force.name for force in found.task_forces)
    return f"{found.name}统筹协调各项工作{office}" + (f"；{forces}按照职责分工推进" if forces else "") + "。"


def under_group(sentence: str, found: Group | None) -> str:
    """A demand to found a group, told as work of the group that exists: no second one is founded."""
    if found is None:
        return sentence
    return _FOUNDS.sub(lambda m: f"领导小组承担{m[1]}职责，", sentence)


def of_upper_group(sentence: str, upper: str) -> bool:
    """Whether a sentence is about the upper level's own group: whom it consists of, what stands under it."""
    return bool(
        re.match(
            rf"(?:成立|建立|组建|设立)全?{upper}|(?:{upper}[^，。]{{2,30}})?(?:领导小组|联席会议|专班)(?:办公室)?(?:下设|由)",
            sentence,
        )
    )


def duties(found: Sequence[Demand], counterparts: Counterparts, rewrite: Rewriter) -> tuple[Duty, ...]:
    """What the region must report or file with a body of the upper level, and how often."""
    told: list[Duty] = []
    for demand in found:
        for span in sentence_spans(demand.document, demand.span):
            for start, end in _clauses(demand.document.text, span):
                clause = demand.document.text[start:end]
                receiver = _receiver(demand.document, (start, end), counterparts.place.upper)
                if receiver is None or not _REPORT.search(clause):
                    continue
                inside = [d for d in demand.document.deadlines if start <= d.span[0] < end and (d.rrule or d.end)]
                when = next((d for d in inside if d.rrule), inside[0] if inside else None)
                office = counterparts.office(receiver.name, receiver)
                told.append(
                    Duty(
                        what=rewrite(clause.strip("，。； ")),
                        to=receiver.canonical,
                        when=when.quote if when else "",
                        by=(when.end or "") if when and not when.rrule else "",
                        rrule=when.rrule if when else None,
                        who=office.name if office else "",
                        source=demand.source(*([when.id] if when else [])),
                    )
                )
    return tuple(told)


def filed_with(told: Sequence[Duty]) -> tuple[str, ...]:
    """Whom the issued plan is copied to: those who ask that it be filed with them."""
    return tuple(dict.fromkeys(duty.to for duty in told if _FILED.search(duty.what)))


def _clauses(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    return [(span[0] + m.start(), span[0] + m.end()) for m in re.finditer(r"[^，；]+", text[slice(*span)])]


def _receiver(document: Document, span: tuple[int, int], upper: str) -> Agency | None:
    """The upper level's body after 向, 送 or 报 in the clause."""
    for agency in document.agencies:
        if agency.kind == "generic" or not agency.canonical.startswith(upper):
            continue
        for start, end in agency.mentions:
            if span[0] <= start and end <= span[1] and re.search(r"(?:向|送|报|报请)$", document.text[span[0] : start]):
                return agency
    return None
