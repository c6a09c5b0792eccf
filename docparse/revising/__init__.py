"""Says what changed from one version of a document to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docparse.records import Document
from docparse.results import FieldRevision, Party, RevisionResult, SectionChange, SectionRevision
from docparse.revising.members import member_revisions
from docparse.revising.pairing import moved, pairs
from docparse.revising.records import Versions, differing, record_revisions
from docparse.revising.rewording import alone, reworded
from docparse.revising.units import Unit, units

__all__ = ["revisions"]


def revisions(old: Document, new: Document) -> RevisionResult:
    """Sections moved, added, dropped and re-worded, records and facts of the head that are not as they were.

    A document against itself gives empty lists. With `old` and `new` exchanged the result is mirrored: what was added
    is dropped, insertions are deletions, the same sections have moved. A section that only has another number, because
    one before it came or went, has not changed.
    """
    before, after = units(old), units(new)
    same = pairs(before, after)
    versions = Versions(old, new, {before[one].section: after[other].section for one, other in same})
    sections = list(_sections(before, after, same))
    records = [*member_revisions(versions), *record_revisions(versions)]
    counts = Counter[str](change for section in sections for change in section.changes)
    counts.update(f"{record.kind}s_{record.change}" for record in records)
    return RevisionResult(
        documents=[Party.of(old), Party.of(new)],
        meta=_meta(old, new),
        sections=sections,
        records=records,
        summary=dict(sorted(counts.items())),
    )


def _sections(before: list[Unit], after: list[Unit], same: list[tuple[int, int]]) -> Iterator[SectionRevision]:
    """In the order of the new version; what was dropped stands behind what it stood behind in the old."""
    strayed = moved(same, before, after)
    became = {other: one for one, other in same}
    kept = {one for one, _ in same}
    dropped = [n for n in range(len(before)) if n not in kept]
    behind: dict[int, list[int]] = {}
    for n in dropped:
        anchor = next((other for one, other in reversed(same) if one < n), -1)
        behind.setdefault(anchor, []).append(n)
    for n in behind.get(-1, ()):
        yield from _dropped(before[n])
    for place, unit in enumerate(after):
        if place not in became:
            if unit.text:
                yield SectionRevision(
                    changes=["added"], old=None, new=unit.address, heading=unit.heading, pieces=alone(unit, "insert")
                )
        else:
            old = before[became[place]]
            changes: list[SectionChange] = ["moved"] if (became[place], place) in strayed else []
            changes += ["reworded"] if old.text != unit.text else []
            if changes:
                yield SectionRevision(
                    changes=changes,
                    old=old.address,
                    new=unit.address,
                    heading=unit.heading or old.heading,
                    pieces=reworded(old, unit),
                )
        for n in behind.get(place, ()):
            yield from _dropped(before[n])


def _dropped(unit: Unit) -> Iterator[SectionRevision]:
    if unit.text:
        yield SectionRevision(
            changes=["dropped"], old=unit.address, new=None, heading=unit.heading, pieces=alone(unit, "delete")
        )


def _meta(old: Document, new: Document) -> list[FieldRevision]:
    def told(document: Document) -> dict[str, str]:
        meta = document.meta
        period = f"{meta.period.start}—{meta.period.end}年" if meta.period else ""
        return {
            "title": meta.title or "",
            "doc_number": meta.doc_number or "",
            "issuers": "、".join(meta.issuers),
            "addressees": "、".join(meta.addressees),
            "issued_on": meta.issued_on or "",
            "period": period,
        }

    return differing(told(old), told(new))
