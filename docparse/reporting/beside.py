"""What is marked in the two texts that stand beside each other: sentences that answer one another, and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docparse.exporting.marked_text import Mark
from docparse.matcher.likeness import dice
from docparse.matcher.passages import Clause, Passage, passages
from docparse.records import Deadline, DiffItem, DiffResult, Document, Target

_ANSWERS = 0.2
"""How alike a sentence below is to one above that it is shown to answer, by the pairs of characters that they share."""

_MOST = 60  # sentences of one section that are compared with each other


def marks_of_both(result: DiffResult, upper: Document, lower: Document) -> tuple[list[Mark], list[Mark]]:
    """Marks on the upper text and on the lower; a mark of one and its fellows on the other side have one key.

    "i3" covers the headings of requirement 3 and of the sections that answer it, "i3-2" its second sentence and the
    one that answers that, "c3-1" the numbers of its second check. `kind` is the requirement's status, "clause" or
    "open" for a sentence with and without an answer, or "number" with the verdict of the check.
    """
    above_places = {passage.address: passage for passage in reversed(passages(upper))}
    below_places = {passage.address: passage for passage in reversed(passages(lower))}
    records = _records(upper), _records(lower)
    above: list[Mark] = []
    below: list[Mark] = []
    for number, item in enumerate(result.items):
        passage = above_places.get(item.upper)
        answers = [below_places[address] for address in item.lower if address in below_places]
        if passage is None:
            continue
        above.append(_heading(passage, item, number))
        below += [_heading(answer, item, number) for answer in answers]
        for one, marks in zip(_sentences(item, number, passage, answers), (above, below), strict=True):
            marks += one
        for place, check in enumerate(item.checks):
            key = f"c{number}-{place}"
            for side, id, marks in ((0, check.upper, above), (1, check.lower, below)):
                if (span := records[side].get(id or "")) is not None:
                    marks.append(Mark(f"number {check.verdict}", key, 0, span))
    return _inside(above, upper), _inside(below, lower)


def _heading(passage: Passage, item: DiffItem, number: int) -> Mark:
    return Mark(f"head {item.status}", f"i{number}", 0, (passage.span[0], passage.heading_span[1]))


def _sentences(
    item: DiffItem, number: int, passage: Passage, answers: Sequence[Passage]
) -> tuple[list[Mark], list[Mark]]:
    """Each sentence above with the one below that is most like it."""
    if item.status == "not_applicable":
        return [], []
    above: list[Mark] = []
    below: dict[Any, Mark] = {}
    candidates = [clause for answer in answers for clause in answer.clauses[:_MOST]]
    for place, clause in enumerate(passage.clauses[:_MOST]):
        likeness, best = max(((dice(clause.text, c.text), c) for c in candidates), key=_first, default=(0.0, None))
        if best is None or likeness < _ANSWERS:
            above.append(Mark(f"open {item.status}", f"i{number}", 0, clause.span))
            continue
        key = f"i{number}-{place}"
        known = below.setdefault(best.span, Mark("clause", key, 0, best.span))
        above.append(Mark("clause", known.key, 0, clause.span))
    return above, list(below.values())


def _first(pair: tuple[float, Clause]) -> float:
    return pair[0]


def _records(document: Document) -> dict[str, tuple[int, int]]:
    found: Iterator[Target | Deadline] = iter([*document.targets, *document.deadlines])
    return {record.id: record.span for record in found}


def _inside(marks: Sequence[Mark], document: Document) -> list[Mark]:
    """Marks once each, without those that are empty or lie outside the text."""
    whole = len(document.text)
    return [mark for mark in dict.fromkeys(marks) if 0 <= mark.span[0] < mark.span[1] <= whole]
