"""A Document as rows of the library's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from docparse.library.schema import RECORD_COLUMNS
from docparse.records import Assignment, Document, DutyRole, Target

Row: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = dict[str, list[Row]]
_ROLES: tuple[DutyRole, ...] = ("lead", "support", "responsible", "implement")


def rows_of(document: Document, key: str) -> Rows:
    """Table -> rows with the columns of `schema.ROW_COLUMNS`; `key` is the document's id in the library."""
    address = {section.id: document.address(section.id) for section in document.sections}
    rows: Rows = {kind: list(_records(document, kind, key, address)) for kind in RECORD_COLUMNS}
    rows["parties"] = list(_parties(document, key))
    rows["paragraphs"] = list(_paragraphs(document, key))
    return rows


def facts_of(document: Document) -> dict[str, Any]:
    """What the table of documents says of one, but for how it got there."""
    meta, source = document.meta, document.source
    return {
        "reader": source.reader,
        "media_type": source.media_type,
        "pages": source.pages,
        "title": meta.title,
        "doc_number": meta.doc_number,
        "doc_type": meta.doc_type,
        "genre": meta.genre,
        "issuers": "、".join(meta.issuers),
        "level": meta.level,
        "region": meta.region,
        "issued_on": meta.issued_on,
    }


def _records(document: Document, kind: str, key: str, address: dict[str, str]) -> Iterator[Row]:
    names = [column.partition(":")[0] for column in RECORD_COLUMNS[kind].split()]
    special = _SPECIAL.get(kind, {})
    for ordinal, record in enumerate(getattr(document, kind)):
        section = record.id if kind == "sections" else record.section
        first, last = record.span
        quote = document.text[record.heading_span[0] : record.heading_span[1]] if kind == "sections" else record.quote
        rule = None if kind == "sections" else record.rule
        own = (special[name](record) if name in special else getattr(record, name) for name in names)
        yield (key, ordinal, record.id, address.get(section or "", ""), first, last, quote, rule, *own)


_SPECIAL: dict[str, dict[str, Callable[[Any], Any]]] = {
    "agencies": {"mentions": lambda agency: len(agency.mentions)},
    "members": {"titles": lambda member: "、".join(member.titles)},
    "targets": {
        "normalized": lambda target: _normalized(target, "value"),
        "normalized_unit": lambda target: _normalized(target, "unit"),
        "aspirational": lambda target: int(target.aspirational),
    },
}


def _normalized(target: Target, field: str) -> Any:
    return getattr(target.normalized, field) if target.normalized is not None else None


def _parties(document: Document, key: str) -> Iterator[Row]:
    agencies = {agency.id: agency for agency in document.agencies}
    ordinal = 0
    for number, assignment in enumerate(document.assignments):
        for role in _ROLES:
            for party in _of(assignment, role):
                agency = agencies.get(party.agency or "")
                known = (agency.full_name, agency.function) if agency else (None, None)
                yield (key, ordinal, number, role, party.name, *known, int(party.inherited))
                ordinal += 1


def _of(assignment: Assignment, role: DutyRole) -> list[Any]:
    parties: list[Any] = getattr(assignment, role)
    return parties


def _paragraphs(document: Document, key: str) -> Iterator[Row]:
    first = 0
    for ordinal, text in enumerate(document.text.split("\n")):
        yield (key, ordinal, first, text)
        first += len(text) + 1
