"""Who joined, left, was replaced or has another post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docparse.matcher.likeness import dice
from docparse.records import Document, Member
from docparse.results import RecordChange, RecordRevision
from docparse.revising.pairing import Pair, surest
from docparse.revising.records import Versions, cited, differing, told

SAME_POST = 0.6
"""How alike the titles of two people are of whom one took the other's place."""

_ORDINARY = "成员"


def member_revisions(versions: Versions) -> Iterator[RecordRevision]:
    """First by name, in the same body before another; who is left on both sides in one body, role and post is replaced."""
    old, new = versions.old, versions.new
    bodies = _bodies(old), _bodies(new)
    same = dict(_by_name(old.members, new.members, bodies))
    left = [n for n in range(len(old.members)) if n not in same]
    joined = [m for m in range(len(new.members)) if m not in same.values()]
    instead = dict(_by_post(versions, left, joined, bodies))
    for n, one in enumerate(old.members):
        if n in same:
            other = new.members[same[n]]
            changed = differing(_fields(one, bodies[0]), _fields(other, bodies[1]))
            if changed:
                yield _revision(versions, one, other, f"{one.name}：{told(changed)}", "changed")
        elif n in instead:
            other = new.members[instead[n]]
            yield _revision(versions, one, other, f"{one.role}由{_said(one)}改为{_said(other)}", "replaced")
        else:
            yield _revision(versions, one, None, f"不再列{one.role}{_said(one)}", "dropped")
    for m in joined:
        if m not in instead.values():
            yield _revision(
                versions, None, new.members[m], f"新增{new.members[m].role}{_said(new.members[m])}", "added"
            )


def _bodies(document: Document) -> Mapping[str | None, str]:
    return {body.id: body.name for body in document.bodies}


def _by_name(
    old: Sequence[Member], new: Sequence[Member], bodies: tuple[Mapping[str | None, str], Mapping[str | None, str]]
) -> list[Pair]:
    """Two people of one name are told apart by their posts."""
    rated = []
    for n, one in enumerate(old):
        for m, other in enumerate(new):
            if one.name == other.name:
                apart = bodies[0].get(one.body, "") != bodies[1].get(other.body, "")
                rated.append(((apart, one.role != other.role, -_same_post(one, other)), n, m))
    return surest(rated)


def _by_post(
    versions: Versions,
    left: Sequence[int],
    joined: Sequence[int],
    bodies: tuple[Mapping[str | None, str], Mapping[str | None, str]],
) -> list[Pair]:
    """In one body and role by the likeness of their titles; the one head that went by the one that came."""
    before, after = versions.old.members, versions.new.members
    places = [(bodies[0].get(before[n].body, ""), before[n].role) for n in left]
    others = [(bodies[1].get(after[m].body, ""), after[m].role) for m in joined]
    rated = []
    for n, place in zip(left, places, strict=True):
        for m, other in zip(joined, others, strict=True):
            if place != other:
                continue
            post = _same_post(before[n], after[m])
            alone = place[1] != _ORDINARY and places.count(place) == others.count(other) == 1
            if post >= SAME_POST or alone:
                rated.append((-post, n, m))
    return surest(rated)


def _same_post(one: Member, other: Member) -> float:
    return dice("、".join(one.titles), "、".join(other.titles)) if one.titles and other.titles else 0.0


def _fields(member: Member, bodies: Mapping[str | None, str]) -> Mapping[str, str]:
    return {"机构": bodies.get(member.body, ""), "角色": member.role, "职务": "、".join(member.titles)}


def _said(member: Member) -> str:
    return member.name + (f"（{'、'.join(member.titles)}）" if member.titles else "")


def _revision(
    versions: Versions, old: Member | None, new: Member | None, note: str, change: RecordChange
) -> RecordRevision:
    bodies = _bodies(versions.old), _bodies(versions.new)
    return RecordRevision(
        kind="member",
        change=change,
        old=cited(versions.old, old) if old else None,
        new=cited(versions.new, new) if new else None,
        fields=differing(_fields(old, bodies[0]), _fields(new, bodies[1])) if old and new else [],
        note=note,
    )
