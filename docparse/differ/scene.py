"""What the checks of one requirement look at, and the record that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docparse.matcher.passages import Passage
from docparse.matcher.requirements import Demand, within
from docparse.records import Assignment, Body, Check, Deadline, Document, Target, Verdict

Checked = Target | Deadline | Body | Assignment


@dataclass(frozen=True, slots=True)
class Scene:
    """Both documents, the demand, and the lower passages that answer it, best first."""

    upper: Document
    lower: Document
    demand: Demand
    passages: tuple[Passage, ...]

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the sections that answer."""
        return tuple(passage.section for passage in self.passages)

    def __contains__(self, record: Checked) -> bool:
        return record.section in self.answers

    def nearness(self, record: Target) -> int:
        """The greater, the better the section of `record` answers the requirement; 0 where it doesn't."""
        return len(self.answers) - self.answers.index(record.section) if record.section in self.answers else 0

    def asked(self, record: Deadline | Body) -> bool:
        """Whether the record stands where something is asked of the level below."""
        asks = (ask.span for ask in self.demand.asks)
        return within(record.span, asks) and not within(record.span, self.demand.alone)

    def clauses(self) -> Iterator[str]:
        """The clauses of the passages that answer."""
        return (clause.text for passage in self.passages for clause in passage.clauses)


def check(kind: str, upper: Checked | None, lower: Checked | None, verdict: Verdict, note: str) -> Check:
    """The contract's record; `note` is Chinese and quotes what it speaks of."""
    ids = {side: None if record is None else record.id for side, record in (("upper", upper), ("lower", lower))}
    return Check.model_validate({"kind": kind, **ids, "verdict": verdict, "note": note})


def sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends in which text[start:end] stands."""
    begin = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    stop = re.compile("[。\n]").search(text, end)
    return begin, stop.start() if stop else len(text)
