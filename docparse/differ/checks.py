"""Targets, time bounds, leading agencies and bodies of a requirement, checked against the lower document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docparse.differ.deadlines import deadline_checks
from docparse.differ.scene import Scene, check
from docparse.differ.targets import bounded_figures, target_checks
from docparse.matcher.counterparts import any_counterpart, core
from docparse.matcher.holdings import leads
from docparse.matcher.likeness import dice
from docparse.matcher.requirements import names_lower
from docparse.records import Agency, Assignment, Body, Check, Document, Verdict

_SERVES = {
    "mechanism": ("mechanism", "leading_group", "task_force"),
    "task_force": ("task_force", "leading_group"),
}  # which kinds of body do the work of which
_MOST_NAMES = 4


def checks(scene: Scene) -> list[Check]:
    """All checks of one requirement: its targets, its other time bounds, its lead and the bodies it wants set up."""
    figures = [*target_checks(scene), *bounded_figures(scene)]
    return [*figures, *deadline_checks(scene), *agency_checks(scene), *body_checks(scene)]


def agency_checks(scene: Scene) -> Iterable[Check]:
    above = [a for a in scene.upper.assignments if a.section == scene.demand.passage.section]
    below = [a for a in scene.lower.assignments if a in scene]
    wanted = leads(above, _agencies(scene.upper))
    if not wanted or not scene.answers:
        return
    names = _list(wanted)
    given = leads(below, _agencies(scene.lower))
    first_above, first_below = above[0], below[0] if below else None
    if not given:
        verdict: Verdict = "absent" if scene.lower.assignments else "incomparable"
        yield check("agency", first_above, None, verdict, f"上级由{names}牵头：下级相应条目未写明牵头部门")
        return
    both = f"上级由{names}牵头，下级由{_list(given)}牵头"
    if fitting := [other for other in given if any_counterpart(wanted, (other,))]:
        note = f"上级由{names}牵头，下级由{_list(fitting)}牵头：部门对口"
        yield check("agency", first_above, first_below, "met", note)
    elif not any_counterpart(wanted, scene.lower.agencies):
        yield check("agency", first_above, first_below, "incomparable", f"{both}：下级文件未列对口部门，不能判断")
    elif any_counterpart(wanted, _named(below, _agencies(scene.lower))):
        yield check("agency", first_above, first_below, "weaker", f"{both}：对口部门仅为配合")
    else:
        yield check("agency", first_above, first_below, "absent", f"{both}：对口部门未列入")


def _list(agencies: Iterable[Agency]) -> str:
    names = list(dict.fromkeys(agency.name for agency in agencies))
    return "、".join(names[:_MOST_NAMES]) + ("等" if len(names) > _MOST_NAMES else "")


def _agencies(document: Document) -> dict[str, Agency]:
    return {agency.id: agency for agency in document.agencies}


def _named(assignments: Sequence[Assignment], agencies: dict[str, Agency]) -> list[Agency]:
    parties = (p for a in assignments for p in (*a.lead, *a.support, *a.responsible, *a.implement))
    return [agencies[p.agency] for p in parties if p.agency in agencies]


def body_checks(scene: Scene) -> Iterable[Check]:
    for body in scene.upper.bodies:
        if body.section != scene.demand.passage.section or not _wanted_below(scene, body):
            continue
        serving = [other for other in scene.lower.bodies if other.kind in _SERVES.get(body.kind, (body.kind,))]
        other = max(serving, key=lambda one: (one.kind == body.kind, dice(body.name, one.name)), default=None)
        if other is not None and (hosts := _other_host(scene, body, other)):
            yield check("body", body, other, "weaker", f"上级要求“{body.name}”设在{hosts[0]}，下级设在{hosts[1]}")
        elif other is not None:
            yield check("body", body, other, "met", f"上级要求设立“{body.name}”，下级已设“{other.name}”")
        elif re.search(rf"承担[^，。；\n]{{0,12}}{re.escape(body.name)}", scene.lower.text):
            yield check("body", body, None, "met", f"上级要求设立“{body.name}”，下级明确由已有机构承担")
        else:
            yield check("body", body, None, "absent", f"上级要求设立“{body.name}”：下级未设")


def _other_host(scene: Scene, upper: Body, lower: Body) -> tuple[str, str] | None:
    """Where both bodies have their seat, if the one below sits with no counterpart of the one above."""
    if not upper.host or not lower.host or core(upper.host) in lower.host:
        return None
    above, below = (
        [agency for agency in document.agencies if body.host in (agency.name, agency.canonical)]
        for document, body in ((scene.upper, upper), (scene.lower, lower))
    )
    return None if any_counterpart(above, below) else (upper.host, lower.host)


def _wanted_below(scene: Scene, body: Body) -> bool:
    """Whether the text tells the level below to set the body up, and doesn't set it up itself."""
    sentence = next((ask.sentence for ask in scene.demand.asks if ask.span[0] <= body.span[0] < ask.span[1]), None)
    return sentence is not None and any(names_lower(a.text) for a in scene.demand.asks if a.sentence == sentence)
