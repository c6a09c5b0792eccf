"""Which targets, time bounds and responsibilities are not as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from docparse.differ.comparing import in_chinese
from docparse.matcher.likeness import dice, target_likeness
from docparse.records import Assignment, Deadline, Document, Record, Target
from docparse.results import Cited, FieldRevision, RecordKind, RecordRevision
from docparse.revising.pairing import surest

SAME = 0.5
"""How alike records are of which one became the other, within a section that became another; elsewhere _ELSEWHERE."""

_ELSEWHERE = 0.85
_ROLES = {"lead": "牵头", "support": "配合", "responsible": "责任", "implement": "落实"}

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Versions:
    """Both versions; `became` names for each section of the old that of the new."""

    old: Document
    new: Document
    became: Mapping[str | None, str | None]


def record_revisions(versions: Versions) -> Iterator[RecordRevision]:
    """Targets, time bounds and responsibilities that were added, dropped or changed, kind by kind."""
    old, new = versions.old, versions.new
    yield from _revised(versions, "target", (old.targets, new.targets), target_likeness, _of_targets)
    yield from _revised(versions, "deadline", (old.deadlines, new.deadlines), _same_action, _of_deadlines)
    yield from _revised(versions, "assignment", (old.assignments, new.assignments), _same_task, _of_assignments)


def cited(document: Document, record: Record) -> Cited:
    return Cited(id=record.id, section=document.address(record.section), span=record.span, quote=record.quote)


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[FieldRevision]:
    """The fields whose values are not the same."""
    return [FieldRevision(field=f, old=old[f], new=new[f]) for f in old if old[f] != new[f]]


def _revised(
    versions: Versions,
    kind: RecordKind,
    records: tuple[Sequence[R], Sequence[R]],
    likeness: Callable[[R, R], float],
    changes: Callable[[R, R], list[FieldRevision]],
) -> Iterator[RecordRevision]:
    before, after = records
    rated = []
    for n, one in enumerate(before):
        for m, other in enumerate(after):
            together = one.section in versions.became and versions.became[one.section] == other.section
            like = likeness(one, other)
            if like >= (SAME if together else _ELSEWHERE):
                key = not together, -round(like, 2), len(changes(one, other))
                rated.append((key, n, m))
    pairs = dict(surest(rated))
    for n, one in enumerate(before):
        if n not in pairs:
            yield RecordRevision(
                kind=kind, change="dropped", old=cited(versions.old, one), new=None, fields=[],
                note=f"删去{_name(one)}",
            )  # fmt: skip
        elif changed := changes(one, after[pairs[n]]):
            yield RecordRevision(
                kind=kind, change="changed", old=cited(versions.old, one), new=cited(versions.new, after[pairs[n]]),
                fields=changed, note=f"{_name(one)}：{told(changed)}",
            )  # fmt: skip
    for m, other in enumerate(after):
        if m not in pairs.values():
            yield RecordRevision(
                kind=kind, change="added", old=None, new=cited(versions.new, other), fields=[],
                note=f"新增{_name(other)}",
            )  # fmt: skip


def told(changed: Sequence[FieldRevision]) -> str:
    """数值由达到150家改为达到120家；时限由2027年改为2028年."""
    return "；".join(f"{f.field}由{f.old or '（无）'}改为{f.new or '（无）'}" for f in changed)


def _name(record: Record) -> str:
    if isinstance(record, Target):
        return f"指标“{record.indicator}”（{_amount(record)}）"
    if isinstance(record, Assignment):
        return f"“{record.task}”的分工"
    if isinstance(record, Deadline):
        return f"时限“{record.quote}”" + (f"（{record.action}）" if record.action else "")
    return f"“{record.quote}”"


# --- what is compared ------------------------------------------------------------------------------------------------

_BOUNDS = {
    "reach": "", "at_least": "不低于", "more_than": "超过", "at_most": "不超过", "about": "约", "increase_by": "增加",
    "multiply": "达到基数的",
}  # fmt: skip


def _amount(target: Target) -> str:
    top = "" if target.value_max is None else f"—{target.value_max}"
    return f"{_BOUNDS[target.comparator]}{target.value}{top}{target.unit}"


def _of_targets(one: Target, other: Target) -> list[FieldRevision]:
    def told(target: Target) -> dict[str, str]:
        return {
            "数值": _amount(target),
            "时限": in_chinese(target.by),
            "范围": target.scope or "",
            "力度": "力争" if target.aspirational else "约束性要求",
        }

    return differing(told(one), told(other))


def _of_deadlines(one: Deadline, other: Deadline) -> list[FieldRevision]:
    """Compared by what they mean, so that 2027年底前 and 到2027年底 are one; told in the words of the text."""
    if _when(one) == _when(other):
        return []
    return [FieldRevision(field="时限", old=one.quote, new=other.quote)]


def _when(deadline: Deadline) -> str:
    """A bound that counts from the date of issue is its length, not the day on which it falls."""
    return deadline.rrule or deadline.offset or f"{deadline.start}/{deadline.end}"


def _of_assignments(one: Assignment, other: Assignment) -> list[FieldRevision]:
    changed = []
    for role, word in _ROLES.items():
        old, new = ([party.name for party in getattr(a, role)] for a in (one, other))
        if set(old) != set(new):
            changed.append(FieldRevision(field=word, old="、".join(old), new="、".join(new)))
    return changed


def _same_action(one: Deadline, other: Deadline) -> float:
    return dice(one.action or one.quote, other.action or other.quote)


def _same_task(one: Assignment, other: Assignment) -> float:
    """By what is to be done, or by its name alone; a section has mostly one clause."""
    return max(dice(one.task, other.task), dice(one.duties or one.task, other.duties or other.task))
