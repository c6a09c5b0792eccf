"""The matrix says what the assignments say, and a task has the time bounds of its own text."""

from __future__ import annotations

from collections import Counter

import pytest

from docparse.exporting import duties
from docparse.exporting.duties import ROLES, deadlines_of, matrix
from docparse.exporting.ledger import names
from docparse.exporting.places import section_labels
from docparse.records import Assignment, Document, Party, Section


def test_the_matrix_holds_every_part_of_every_body_once(document: Document) -> None:
    found = matrix(document)
    stated = Counter((n, role) for n, a in enumerate(document.assignments) for role in ROLES for _ in getattr(a, role))
    shown = (
        Counter((t.number, mark.role) for t in found.tasks for cell in t.cells for mark in cell) if found else Counter()
    )
    assert shown == stated
    if found:
        assert all(len(task.cells) == len(found.columns) for task in found.tasks)
        assert sum(column.leads for column in found.columns) == sum(len(a.lead) for a in document.assignments)


def test_a_body_is_one_column_under_whatever_name(plan: Document) -> None:
    agency = plan.agencies[0]
    parties = [Party(name=name, agency=agency.id) for name in ("甲局", "甲局（本级）")]
    tasks = [a.model_copy(update={"lead": [p], "support": []}) for a, p in zip(plan.assignments, parties, strict=False)]
    found = matrix(plan.model_copy(update={"assignments": tasks}))
    assert found is not None
    assert [(c.name, c.leads) for c in found.columns if c.leads] == [(agency.canonical, 2)]


def test_tasks_of_one_name_are_told_apart(plan: Document) -> None:
    found = matrix(plan)
    assert found is not None
    count = Counter(task.name for task in found.tasks)
    assert max(count.values()) > 1, "the corpus has a task with two clauses"
    assert all(bool(task.note) == (count[task.name] > 1) for task in found.tasks)


def test_there_is_no_matrix_of_nothing_or_of_too_much(plan: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    assert matrix(plan.model_copy(update={"assignments": []})) is None
    monkeypatch.setattr(duties, "MOST_CELLS", 5)
    assert matrix(plan) is None


def test_deadlines_of_a_task_stand_in_its_text(document: Document) -> None:
    spans = {section.id: section.span for section in document.sections}
    for assignment, numbers in zip(document.assignments, deadlines_of(document), strict=True):
        for number in numbers:
            deadline = document.deadlines[number]
            start, end = spans.get(assignment.section or "", assignment.span)
            assert start <= deadline.span[0] < end
            assert (
                not assignment.duties or assignment.duties not in document.text or deadline.quote in assignment.duties
            )


def test_two_tasks_of_a_section_share_no_deadline(plan: Document) -> None:
    found = [n for numbers in deadlines_of(plan) for n in numbers]
    assert found
    assert len(found) == len(set(found))


def test_names_of_a_role() -> None:
    parties = [
        Party(name="甲局", agency=None),
        Party(name="各县", agency=None, inherited=True),
        Party(name="乙局", agency="a1"),
    ]
    assert names(parties) == "甲局、乙局；各县（统一规定）"
    assert names(parties[1:2]) == "各县（统一规定）"
    assert names([]) == ""


@pytest.mark.parametrize(
    ("kinds", "numbers", "expected"),
    [
        (["plan"], ["三、", "（二）", "3."], "三（二）3"),
        (["plan"], ["一、", "2．"], "一、2"),
        (["notice", "plan"], ["一、"], "一"),
        (["annex"], ["一、", "（一）"], "附件·一（一）"),
        (["plan"], ["第二章", "第五条"], "第二章、第五条"),
    ],
)
def test_sections_are_named_as_an_official_does(
    kinds: list[str], numbers: list[str], expected: str, plan: Document
) -> None:
    parts = [{"id": f"p{n}", "kind": kind, "title": "", "span": (0, 1)} for n, kind in enumerate(kinds)]
    sections = [
        Section(
            id=f"s{n}", part=parts[-1]["id"], level=n + 1, number=number, path="", heading="", span=(0, 1),
            parent=f"s{n - 1}" if n else None, heading_span=(0, 0),
        )
        for n, number in enumerate(numbers)
    ]  # fmt: skip
    data = plan.model_dump() | {"parts": parts, "sections": [s.model_dump() for s in sections]}
    made = Document.model_validate(data)
    assert section_labels(made)[f"s{len(numbers) - 1}"] == expected
    assert section_labels(made)[None] == ""


def test_a_task_without_duties_has_the_deadlines_of_its_section(plan: Document) -> None:
    deadline = next(d for d in plan.deadlines if d.section)
    bare = Assignment(
        id="r", span=deadline.span, quote=deadline.quote, section=deadline.section, rule="r", task="x", duties=None
    )
    inside = [n for n, d in enumerate(plan.deadlines) if d.section == deadline.section]
    assert set(inside) <= set(deadlines_of(plan.model_copy(update={"assignments": [bare]}))[0])
