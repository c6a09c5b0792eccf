"""Which targets, time bounds and responsibilities are not as they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from docparse.matcher.likeness import dice, target_likeness
from docparse.records import Assignment, Deadline, Document, Record, Target
from docparse.results import Cited, FieldRevision, RecordChange, RecordKind, RecordRevision
from docparse.revising.pairing import surest
from docparse.wording import amount, day, quoted

SAME = 0.5
"""How alike records are of which one became the other, within a section that became another."""

_ROLES = {"lead": "牵头", "support": "配合", "responsible": "责任", "implement": "落实"}

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Versions:
    """Both versions; `became` names for each section of the old that of the new."""

    old: Document
    new: Document
    became: Mapping[str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Form(Generic[R]):
    """How records of a kind are compared: `words` say what one is about, `changes` in which fields two differ."""

    kind: RecordKind
    words: Callable[[R], str]
    likeness: Callable[[R, R], float]
    changes: Callable[[R, R], list[FieldRevision]]


def record_revisions(versions: Versions) -> Iterator[RecordRevision]:
    """Targets, time bounds and responsibilities that were added, dropped or changed, kind by kind."""
    old, new = versions.old, versions.new
    yield from _revised(versions, (old.targets, new.targets), _TARGETS)
    yield from _revised(versions, (old.deadlines, new.deadlines), _DEADLINES)
    yield from _revised(versions, (old.assignments, new.assignments), _ASSIGNMENTS)


def cited(document: Document, record: Record) -> Cited:
    return Cited(id=record.id, section=document.address(record.section), span=record.span, quote=record.quote)


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[FieldRevision]:
    """The fields whose values are not the same."""
    return [FieldRevision(field=f, old=old[f], new=new[f]) for f in old if old[f] != new[f]]


def _revised(versions: Versions, records: tuple[Sequence[R], Sequence[R]], form: _Form[R]) -> Iterator[RecordRevision]:
    before, after = records
    pairs = dict(surest(_rated(versions, records, form)))
    for n, one in enumerate(before):
        other = after[pairs[n]] if n in pairs else None
        changed = form.changes(one, other) if other is not None else []
        if other is None:
            yield _revision(versions, form.kind, one, None, [])
        elif changed:
            yield _revision(versions, form.kind, one, other, changed)
    kept = set(pairs.values())
    for m, other in enumerate(after):
        if m not in kept:
            yield _revision(versions, form.kind, None, other, [])


def _rated(
    versions: Versions, records: tuple[Sequence[R], Sequence[R]], form: _Form[R]
) -> Iterator[tuple[tuple[bool, float, int], int, int]]:
    """Pairs that could be one: alike within a section that became another, or of the very same words elsewhere."""
    inside: defaultdict[str | None, list[int]] = defaultdict(list)
    worded: defaultdict[str, list[int]] = defaultdict(list)
    for m, other in enumerate(records[1]):
        inside[other.section].append(m)
        worded[form.words(other)].append(m)
    for n, one in enumerate(records[0]):
        there = inside[versions.became[one.section]] if one.section in versions.became else []
        for m in there:
            other = records[1][m]
            like = form.likeness(one, other)
            if like >= SAME:
                yield (False, -round(like, 2), len(form.changes(one, other))), n, m
        for m in set(worded[form.words(one)]).difference(there):
            yield (True, -1.0, len(form.changes(one, records[1][m]))), n, m


def _revision(
    versions: Versions, kind: RecordKind, old: Record | None, new: Record | None, changed: list[FieldRevision]
) -> RecordRevision:
    if old is not None and new is not None:
        change: RecordChange = "changed"
        note = f"{_name(old)}：{told(changed)}"
    else:
        change = "dropped" if old is not None else "added"
        note = f"删去{_name(old)}" if old is not None else f"新增{_name(new)}"
    return RecordRevision(
        kind=kind,
        change=change,
        old=cited(versions.old, old) if old else None,
        new=cited(versions.new, new) if new else None,
        fields=changed,
        note=note,
    )


def told(changed: Sequence[FieldRevision]) -> str:
    """数值由达到150家改为达到120家；时限由2027年改为2028年."""
    return "；".join(f"{f.field}由{f.old or '（无）'}改为{f.new or '（无）'}" for f in changed)


def _name(record: Record | None) -> str:
    if isinstance(record, Target):
        return f"指标{quoted(record.indicator)}（{_value(record)}）"
    if isinstance(record, Assignment):
        return f"{quoted(record.task)}的分工"
    if isinstance(record, Deadline):
        return f"时限{quoted(record.quote)}" + (f"（{record.action}）" if record.action else "")
    return ""


# --- what is compared ------------------------------------------------------------------------------------------------


def _value(target: Target) -> str:
    """150家, 不低于1个, 基数的2倍."""
    return amount(target).removeprefix("达到")


def _of_targets(one: Target, other: Target) -> list[FieldRevision]:
    def told(target: Target) -> dict[str, str]:
        return {
            "数值": _value(target),
            "时限": day(target.by),
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


_TARGETS: _Form[Target] = _Form("target", lambda target: target.indicator, target_likeness, _of_targets)
_DEADLINES: _Form[Deadline] = _Form(
    "deadline", lambda deadline: deadline.action or deadline.quote, _same_action, _of_deadlines
)
_ASSIGNMENTS: _Form[Assignment] = _Form("assignment", lambda assignment: assignment.task, _same_task, _of_assignments)
