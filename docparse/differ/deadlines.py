"""Time bounds of a requirement beside those of the lower document: dates, and duties that recur."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docparse.differ.comparing import later, later_in_year, month_day, occasions, times_a_year
from docparse.differ.scene import Scene, check, sentence_of
from docparse.matcher.holdings import reports
from docparse.matcher.likeness import dice
from docparse.records import Agency, Check, Deadline, Document

_SAME_ACTION = 0.25
_LONGEST_ACTION = 24
_FINE = ("month", "day", "quarter")
_OWN_BODY = re.compile(
    r"(?:向|报|报送|上报)(?P<body>(?![省市州区县])[^，。；向报]{0,12}?(?:专班|领导小组|指挥部)(?:办公室)?)"
)
_TO = re.compile(r"(?:向|报|报送|上报|抄送|报请|抄报)$")


def deadline_checks(scene: Scene) -> Iterable[Check]:
    """A check for each time bound that the requirement sets, beside those that are its targets'."""
    ends = {target.by for target in scene.demand.targets if target.by}
    for deadline in scene.upper.deadlines:
        if deadline.section != scene.demand.passage.section or not scene.asked(deadline):
            continue
        if deadline.kind == "recurring" and times_a_year(deadline) is not None:
            yield _recurring(scene, deadline)
        elif deadline.end is not None and not any(deadline.end.startswith(end) for end in ends):
            yield from _bounded(scene, deadline)


def _recurring(scene: Scene, deadline: Deadline) -> Check:
    wanted = times_a_year(deadline) or 0.0
    rated = [
        (
            (other in scene, times_a_year(other) == wanted, other.rrule == deadline.rrule, _likeness(deadline, other)),
            other,
        )
        for other in scene.lower.deadlines
        if other.kind == "recurring" and times_a_year(other) is not None and reports(deadline) == reports(other)
    ]
    rated = [(key, other) for key, other in rated if key[0] or key[-1] >= _SAME_ACTION]
    if not rated:
        yearly = wanted <= 1.0  # 每年 alone sets no date that could be missed
        return check(
            "deadline", deadline, None, "incomparable" if yearly else "absent", f"{_when(deadline)}：下级未作安排"
        )
    other = max(rated, key=lambda pair: pair[0])[1]
    given = times_a_year(other) or 0.0
    both = f"上级{_when(deadline)}，下级{_when(other)}"
    if reports(deadline) and (own := _own_recipients(scene.lower, other)):
        return check("deadline", deadline, other, "absent", f"{both}：下级只报{own}，未写明报上级")
    if given < wanted:
        return check("deadline", deadline, other, "weaker", f"{both}：次数减少")
    counts = occasions(deadline), occasions(other)
    if given == wanted and counts[0] and counts[1] and counts[1] < counts[0]:
        return check("deadline", deadline, other, "weaker", f"{both}：由{counts[0]}次减为{counts[1]}次")
    days = month_day(deadline), month_day(other)
    if given == wanted and later_in_year(deadline, other):
        return check("deadline", deadline, other, "later", f"{both}：时限推后")
    if given == wanted and days[0] is not None and days[1] is not None and days[1] > days[0] and wanted > 1:
        return check("deadline", deadline, other, "later", f"{both}：晚{days[1] - days[0]}日")
    return check("deadline", deadline, other, "met", f"{both}：已对应")


def _bounded(scene: Scene, deadline: Deadline) -> Iterable[Check]:
    """A bound to a date: compared with the lower bound on the most similar action; absence counts for exact dates."""
    rated = [
        (1.0 if other.end == deadline.end else _likeness(deadline, other), other)  # the same day will do
        for other in scene.lower.deadlines
        if other.end is not None and other.kind != "recurring" and other in scene
    ]
    likeness, other = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    if other is None or likeness < _SAME_ACTION:
        if deadline.precision not in _FINE:
            return
        other = _sooner(scene, deadline) or _put_off(scene, deadline)
        if other is None:
            yield check("deadline", deadline, None, "absent", f"{_when(deadline)}：下级未写明相应时限")
            return
    both = f"上级{_when(deadline)}，下级{_when(other)}"
    if later(deadline.end, other.end):
        yield check("deadline", deadline, other, "later", f"{both}：时限推后")
    else:
        yield check("deadline", deadline, other, "met", f"{both}：时限相符")


def _put_off(scene: Scene, deadline: Deadline) -> Deadline | None:
    """The one date of the best answer, where it is later than the one exact date of the requirement: of one matter."""
    asked, given = (
        [d for d in side if d.section == section and d.kind != "recurring" and d.end and d.precision in _FINE]
        for side, section in (
            (scene.upper.deadlines, deadline.section),
            (scene.lower.deadlines, scene.answers[0] if scene.answers else ""),
        )
    )
    return given[0] if asked == [deadline] and len(given) == 1 and later(deadline.end, given[0].end) else None


def _sooner(scene: Scene, deadline: Deadline) -> Deadline | None:
    """The one exact date of the best answer, where it lies in the year before the bound: what is done, is done by then."""
    exact = [
        other
        for other in scene.lower.deadlines
        if other.section in scene.answers[:1] and other.kind != "recurring" and other.end and other.precision in _FINE
    ]
    if len(exact) != 1 or later(deadline.end, exact[0].end):
        return None
    year = int(str(deadline.end)[:4]) - 1
    return exact[0] if str(exact[0].end) >= f"{year}{str(deadline.end)[4:]}" else None


def _own_recipients(document: Document, deadline: Deadline) -> str:
    """The bodies of the document's own level to which a duty reports, where it reports to no other; else ""."""
    begin, end = sentence_of(document.text, *deadline.span)
    found: list[Agency] = [
        agency
        for agency in document.agencies
        for mention in agency.mentions
        if begin <= mention[0] < end and _TO.search(document.text[max(mention[0] - 2, begin) : mention[0]])
    ]
    if not found and (body := _OWN_BODY.search(document.text, begin, end)):
        return body["body"]  # named without a level, 报专班办公室: of the document itself
    if not found or any(agency.level != document.meta.level or agency.kind == "generic" for agency in found):
        return ""
    return "、".join(dict.fromkeys(agency.name for agency in found))


def _when(deadline: Deadline) -> str:
    """The bound and the beginning of what it bounds: “每季度末月20日前”（报送工作进展）."""
    action = (deadline.action or "")[:_LONGEST_ACTION].strip("，、；。”’")
    return f"“{deadline.quote}”（{action}）" if action else f"“{deadline.quote}”"


def _likeness(one: Deadline, other: Deadline) -> float:
    return dice(one.action or one.quote, other.action or other.quote)
