"""Targets, time bounds, leading agencies and bodies of a requirement, checked against the lower document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docparse.differ.comparing import amount, in_chinese, is_rate, later, month_day, same_change, side, times_a_year
from docparse.matcher.binding import bound, region_names
from docparse.matcher.counterparts import any_counterpart
from docparse.matcher.holdings import leads
from docparse.matcher.likeness import dice, target_likeness
from docparse.matcher.requirements import Demand, names_lower
from docparse.records import Agency, Assignment, Body, Check, Deadline, Document, Target, Verdict

SAME_INDICATOR = 0.5
"""How alike two indicators are that are compared, in a section that answers the requirement; elsewhere _ELSEWHERE."""

_ELSEWHERE = 0.7
_SAME_ACTION = 0.25
_EACH = re.compile(r"(?:每个?|各)(?:县（区）|区（县）|区县|县区|市县|市州|区|县|市|州|镇|园区|行政村)")
_OF_WHOLE = re.compile(r"占(?:全国|全省|全区|全市|全州|全县)")  # a share in the whole cannot be each district's
_REPORTS = re.compile(r"报送|上报|报告|通报|备案|报市|报省|报区|报县|汇报|抄送")
_SERVES = {
    "mechanism": ("mechanism", "leading_group", "task_force"),
    "task_force": ("task_force", "leading_group"),
}  # which kinds of body do the work of which
_MOST_NAMES = 4
_LONGEST_ACTION = 24
_FINE = ("month", "day", "quarter")


@dataclass(frozen=True, slots=True)
class Scene:
    """What the checks of one requirement look at: both documents and the lower sections that answer it (ids, best first)."""

    upper: Document
    lower: Document
    demand: Demand
    answers: tuple[str, ...]

    def __contains__(self, record: Target | Deadline | Body | Assignment) -> bool:
        return record.section in self.answers

    def nearness(self, record: Target) -> int:
        """The greater, the better the section of `record` answers the requirement; 0 where it doesn't."""
        return len(self.answers) - self.answers.index(record.section) if record.section in self.answers else 0


def checks(scene: Scene) -> list[Check]:
    """All checks of one requirement: its targets, its other time bounds, its lead and the bodies it wants set up."""
    return [*_targets(scene), *_deadlines(scene), *_agency(scene), *_bodies(scene)]


# --- targets ----------------------------------------------------------------------------------------------------------


def _targets(scene: Scene) -> Iterable[Check]:
    for target in scene.demand.targets:
        if not bound(region_names(target.scope or "") or None, scene.lower.meta.region):
            continue
        answer = _answer(scene, target)
        if answer is None:
            own = _is_own(scene, target)
            note = "下级未提出该项指标" if own else "上级为全域指标，未分解到本级，下级亦未提出"
            yield _check("target", target, None, "absent" if own else "incomparable", f"{_say(target)}：{note}")
        else:
            verdict, note = compare_targets(target, answer, own=_is_own(scene, target))
            yield _check("target", target, answer, verdict, f"上级{_say(target)}，下级{_say(answer)}：{note}")


def _answer(scene: Scene, target: Target) -> Target | None:
    """The lower target that is most like: by indicator, year, section, and of several for one indicator by value."""
    rated = []
    for other in scene.lower.targets:
        likeness = target_likeness(target, other)
        if likeness >= (SAME_INDICATOR if other in scene else _ELSEWHERE) and same_change(target, other):
            same_value = amount(target) == amount(other)
            near = round(likeness, 1), other.by == target.by, scene.nearness(other), same_value, likeness
            rated.append((near, other))
    return max(rated, key=lambda pair: pair[0])[1] if rated else None


def _is_own(scene: Scene, target: Target) -> bool:
    """Whether the value binds the lower region itself: a rate, a ceiling, a value for each, or one for it alone."""
    region = scene.lower.meta.region
    if side(target) == "ceiling":
        return True
    if region == scene.upper.meta.region or (is_rate(target) and not _OF_WHOLE.search(target.indicator)):
        return True
    if scene.demand.binds is not None and len(scene.demand.binds) == 1 and bound(scene.demand.binds, region):
        return True
    if target.scope and region and target.scope in region and target.scope not in (scene.upper.meta.region or ""):
        return True
    start, end = target.span
    clause = re.split("[。；\n]", scene.upper.text[:start])[-1] + scene.upper.text[start:end]
    return bool(_EACH.search(clause))


def compare_targets(upper: Target, lower: Target, *, own: bool) -> tuple[Verdict, str]:
    """Verdict on a lower target of the same indicator, and why in Chinese.

    `own`: the upper value binds the lower region itself. Otherwise it is a total to which the lower value adds, and
    only the time can fall short.
    """
    if later(upper.by, lower.by):
        return "later", f"完成时限由{in_chinese(upper.by)}推后到{in_chinese(lower.by)}"
    if side(upper) != side(lower) and amount(upper) != amount(lower):
        return "incomparable", "一为下限、一为上限"
    lead = amount(lower) - amount(upper)
    if side(upper) == "ceiling":
        lead = -lead
    if lead < 0 and not own:
        return "incomparable", "上级为全域指标，下级为自定份额，数值不直接比较"
    if lead < 0:
        return "weaker", "低于上级要求" if side(upper) == "floor" else "宽于上级要求"
    if lower.aspirational and not upper.aspirational:
        return "weaker", "数值相当，但改为“力争”"
    return ("stronger", "高于上级要求") if lead > 0 else ("met", "与上级要求一致")


def _say(target: Target) -> str:
    by = f"（到{in_chinese(target.by)}）" if target.by else ""
    top = f"—{target.value_max}" if target.value_max is not None else ""
    return f"“{target.indicator}”{target.value}{top}{target.unit}{by}"


# --- time bounds ------------------------------------------------------------------------------------------------------


def _deadlines(scene: Scene) -> Iterable[Check]:
    ends = {target.by for target in scene.demand.targets if target.by}
    for deadline in scene.upper.deadlines:
        if deadline.section != scene.demand.passage.section or not _asked(scene, deadline):
            continue
        if deadline.kind == "recurring" and times_a_year(deadline) is not None:
            yield _recurring(scene, deadline)
        elif deadline.end is not None and not any(deadline.end.startswith(end) for end in ends):
            yield from _bounded(scene, deadline)


def _asked(scene: Scene, record: Deadline | Body) -> bool:
    """Whether the record stands in a clause that asks something of the level below."""
    return any(ask.span[0] <= record.span[0] < ask.span[1] for ask in scene.demand.asks)


def _recurring(scene: Scene, deadline: Deadline) -> Check:
    wanted = times_a_year(deadline) or 0.0
    rated = [
        ((other in scene, times_a_year(other) == wanted, _likeness(deadline, other)), other)
        for other in scene.lower.deadlines
        if other.kind == "recurring" and times_a_year(other) is not None and _both_report(deadline, other)
    ]
    rated = [(key, other) for key, other in rated if key[0] or key[2] >= _SAME_ACTION]
    if not rated:
        yearly = wanted <= 1.0  # 每年 alone sets no date that could be missed
        return _check(
            "deadline", deadline, None, "incomparable" if yearly else "absent", f"{_when(deadline)}：下级未作安排"
        )
    other = max(rated, key=lambda pair: pair[0])[1]
    given = times_a_year(other) or 0.0
    both = f"上级{_when(deadline)}，下级{_when(other)}"
    if given < wanted:
        return _check("deadline", deadline, other, "weaker", f"{both}：次数减少")
    days = month_day(deadline), month_day(other)
    if given == wanted and days[0] is not None and days[1] is not None and days[1] > days[0]:
        return _check("deadline", deadline, other, "later", f"{both}：晚{days[1] - days[0]}日")
    return _check("deadline", deadline, other, "met", f"{both}：已对应")


def _bounded(scene: Scene, deadline: Deadline) -> Iterable[Check]:
    """A bound to a date: compared with the lower bound on the most similar action; absence counts for exact dates."""
    rated = [
        (_likeness(deadline, other), other)
        for other in scene.lower.deadlines
        if other.end is not None and other.kind != "recurring" and other in scene
    ]
    rated = [
        (1.0 if other.end == deadline.end else likeness, other) for likeness, other in rated
    ]  # the same day will do
    likeness, other = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    if other is None or likeness < _SAME_ACTION:
        if deadline.precision in _FINE:
            yield _check("deadline", deadline, None, "absent", f"{_when(deadline)}：下级未写明相应时限")
        return
    both = f"上级{_when(deadline)}，下级{_when(other)}"
    if later(deadline.end, other.end):
        yield _check("deadline", deadline, other, "later", f"{both}：时限推后")
    else:
        yield _check("deadline", deadline, other, "met", f"{both}：时限相符")


def _when(deadline: Deadline) -> str:
    """The bound and the beginning of what it bounds: “每季度末月20日前”（报送工作进展）."""
    action = (deadline.action or "")[:_LONGEST_ACTION].strip("，、；。”’")
    return f"“{deadline.quote}”（{action}）" if action else f"“{deadline.quote}”"


def _likeness(one: Deadline, other: Deadline) -> float:
    return dice(one.action or one.quote, other.action or other.quote)


def _both_report(one: Deadline, other: Deadline) -> bool:
    return bool(_REPORTS.search(one.action or one.quote)) == bool(_REPORTS.search(other.action or other.quote))


# --- agencies and bodies ----------------------------------------------------------------------------------------------


def _agency(scene: Scene) -> Iterable[Check]:
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
        yield _check("agency", first_above, None, verdict, f"上级由{names}牵头：下级相应条目未写明牵头部门")
        return
    both = f"上级由{names}牵头，下级由{_list(given)}牵头"
    if fitting := [other for other in given if any_counterpart(wanted, (other,))]:
        note = f"上级由{names}牵头，下级由{_list(fitting)}牵头：部门对口"
        yield _check("agency", first_above, first_below, "met", note)
    elif any_counterpart(wanted, _named(below, _agencies(scene.lower))):
        yield _check("agency", first_above, first_below, "weaker", f"{both}：对口部门仅为配合")
    else:
        yield _check("agency", first_above, first_below, "absent", f"{both}：对口部门未列入")


def _list(agencies: Iterable[Agency]) -> str:
    names = list(dict.fromkeys(agency.name for agency in agencies))
    return "、".join(names[:_MOST_NAMES]) + ("等" if len(names) > _MOST_NAMES else "")


def _agencies(document: Document) -> dict[str, Agency]:
    return {agency.id: agency for agency in document.agencies}


def _named(assignments: Sequence[Assignment], agencies: dict[str, Agency]) -> list[Agency]:
    parties = (p for a in assignments for p in (*a.lead, *a.support, *a.responsible, *a.implement))
    return [agencies[p.agency] for p in parties if p.agency in agencies]


def _bodies(scene: Scene) -> Iterable[Check]:
    for body in scene.upper.bodies:
        if body.section != scene.demand.passage.section or not _wanted_below(scene, body):
            continue
        serving = [other for other in scene.lower.bodies if other.kind in _SERVES.get(body.kind, (body.kind,))]
        other = max(serving, key=lambda one: (one.kind == body.kind, dice(body.name, one.name)), default=None)
        if other is not None:
            yield _check("body", body, other, "met", f"上级要求设立“{body.name}”，下级已设“{other.name}”")
        elif re.search(rf"承担[^，。；\n]{{0,12}}{re.escape(body.name)}", scene.lower.text):
            yield _check("body", body, None, "met", f"上级要求设立“{body.name}”，下级明确由已有机构承担")
        else:
            yield _check("body", body, None, "absent", f"上级要求设立“{body.name}”：下级未设")


def _wanted_below(scene: Scene, body: Body) -> bool:
    """Whether the text tells the level below to set the body up, and doesn't set it up itself."""
    sentence = next((ask.sentence for ask in scene.demand.asks if ask.span[0] <= body.span[0] < ask.span[1]), None)
    return sentence is not None and any(names_lower(a.text) for a in scene.demand.asks if a.sentence == sentence)


def _check(
    kind: str, upper: Target | Deadline | Body | Assignment, lower: object, verdict: Verdict, note: str
) -> Check:
    below = lower.id if isinstance(lower, Target | Deadline | Body | Assignment) else None
    return Check.model_validate({"kind": kind, "upper": upper.id, "lower": below, "verdict": verdict, "note": note})
