"""Which deadlines belong to which task, and who does what: the responsibility matrix."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias

from docparse.exporting.places import section_labels
from docparse.records import Assignment, Document, Party, Span
from docparse.wording import word

ROLES = ("lead", "support", "responsible", "implement")
_NOTE = 24  # characters

MOST_CELLS = 60_000
"""Beyond these a matrix can be read neither on a screen nor on paper; the list of duties says the same."""


def deadlines_of(document: Document) -> list[list[int]]:
    """For each assignment the positions in `document.deadlines` of the time bounds inside the text of its task.

    The text of a task is where `duties` stands in its section, or the whole section where the duties are not quoted.
    """
    starts = [deadline.span[0] for deadline in document.deadlines]
    order = sorted(range(len(starts)), key=starts.__getitem__)
    places = [starts[n] for n in order]
    spans = {section.id: section.span for section in document.sections}
    found = []
    for assignment in document.assignments:
        start, end = _task_span(document, assignment, spans.get(assignment.section or ""))
        found.append(order[bisect_left(places, start) : bisect_left(places, end)])
    return found


def _task_span(document: Document, assignment: Assignment, section: Span | None) -> Span:
    section = section or assignment.span
    if assignment.duties:
        start = document.text.find(assignment.duties, *section)
        if start >= 0:
            return start, start + len(assignment.duties)
    return section


# --- the matrix --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """One body's part in one task; `word` is 牵头, 配合, 责任 or 落实."""

    role: str
    word: str
    inherited: bool


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the matrix: `number` is the assignment's place in the document, `cells[c]` the marks of party c.

    `note` is how its text begins where several tasks have one name, else "".
    """

    number: int
    name: str
    label: str
    note: str
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One body with its full name where known, and how many tasks it leads and has a part in."""

    name: str
    full_name: str
    leads: int
    others: int


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[Column, ...]
    tasks: tuple[Task, ...]


_Key: TypeAlias = tuple[str, str]


def matrix(document: Document) -> Matrix | None:
    """Tasks by bodies, both in the order of the text; None where there is nothing to show or too much."""
    parts: list[dict[_Key, list[Mark]]] = []
    columns: dict[_Key, str] = {}
    for assignment in document.assignments:
        row: dict[_Key, list[Mark]] = {}
        for role in ROLES:
            for party in getattr(assignment, role):
                key = _key(party)
                columns.setdefault(key, party.name)
                row.setdefault(key, []).append(Mark(role, word("role", role), party.inherited))
        parts.append(row)
    if not columns or len(columns) * len(parts) > MOST_CELLS:
        return None
    labels, namesakes = section_labels(document), Counter(a.task for a in document.assignments)
    tasks = []
    for number, (a, row) in enumerate(zip(document.assignments, parts, strict=True)):
        note = _beginning(a.duties or "") if namesakes[a.task] > 1 else ""
        cells = tuple(tuple(row.get(key, ())) for key in columns)
        tasks.append(Task(number, a.task, labels.get(a.section, ""), note, cells))
    return Matrix(tuple(_column(document, key, name, parts) for key, name in columns.items()), tuple(tasks))


def _beginning(text: str) -> str:
    return text if len(text) <= _NOTE else text[:_NOTE] + "…"


def _key(party: Party) -> _Key:
    return ("agency", party.agency) if party.agency else ("name", party.name)


def _column(document: Document, key: _Key, name: str, parts: list[dict[_Key, list[Mark]]]) -> Column:
    agency = next((a for a in document.agencies if key == ("agency", a.id)), None)
    roles = [{mark.role for mark in row[key]} for row in parts if key in row]
    leads = sum("lead" in found for found in roles)
    shown, full = (agency.canonical, agency.full_name or "") if agency else (name, "")
    return Column(shown, full, leads, len(roles) - leads)
