"""Precision, recall and F1 per kind of record, over the documents of a gold folder."""

from __future__ import annotations

import json
import operator
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from docparse.errors import DocparseError
from docparse.evaluation.context import context
from docparse.evaluation.matchers import (
    MATCHERS,
    Item,
    Matcher,
    same_duty,
    same_finding,
    same_scope,
)
from docparse.evaluation.prediction import (
    addressed,
    duties,
    generic_optional,
    quoting,
    statements,
    wanted_duties,
    without_generic,
)
from docparse.gold import load_gold

KINDS = ("meta", *MATCHERS, "scopes", "assignments", "findings")
"""In the order in which tables print them."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of records found, missed, and said too much."""

    hits: int = 0
    misses: int = 0
    extras: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.hits + other.hits,
            self.misses + other.misses,
            self.extras + other.extras,
        )

    @property
    def precision(self) -> float:
        """Hits in all that was said; where nothing was said, 1.0 if nothing was to be said."""
        said = self.hits + self.extras
        return self.hits / said if said else float(self.misses == 0)

    @property
    def recall(self) -> float:
        """Hits in all that was to be said; 1.0 where that is nothing."""
        wanted = self.hits + self.misses
        return self.hits / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """A gold record that was missed, or a predicted one that the gold lacks; `context` shows it in its text, if it can."""

    document: str
    kind: str
    what: Literal["missed", "extra"]
    record: Item
    context: str = ""

    def __str__(self) -> str:
        return f"{self.document} {self.kind} {self.what}: {told(self.record)}"


_SAID_BY_RULES = frozenset({"id", "span", "mentions", "rule", "inferred", "confidence"})


def told(record: Item) -> str:
    """A record in a line for a person: its fields but for empty ones and those that only a prediction has.

    >>> told({"id": "a1", "span": [0, 4], "name": "市财政局", "kind": "department", "function": None})
    'name=市财政局 kind=department'
    """
    fields = {
        name: value for name, value in record.items() if name not in _SAID_BY_RULES and value not in (None, "", [])
    }
    return " ".join(
        f"{name}={value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for name, value in fields.items()
    )


@dataclass(frozen=True, slots=True)
class Pairing:
    """Gold and predicted records of one kind, paired one to one."""

    hits: Sequence[tuple[Item, Item]]
    misses: Sequence[Item]
    extras: Sequence[Item]

    def required_misses(self) -> list[Item]:
        return [gold for gold in self.misses if not gold.get("optional")]

    def tally(self) -> Tally:
        """The counts; an optional gold record counts neither when found nor when missed."""
        hits = sum(not gold.get("optional") for gold, _ in self.hits)
        return Tally(hits, len(self.required_misses()), len(self.extras))


@dataclass(frozen=True)
class Evaluation:
    """Scores by document and kind, from which all others are summed.

    `documents[name][kind]` is present where that document's gold annotates the kind. `unanswered` names the gold
    documents for which there was no prediction: all their records count as missed.
    """

    documents: Mapping[str, Mapping[str, Tally]]
    errors: tuple[Mistake, ...]
    quoting: tuple[int, int]
    unanswered: tuple[str, ...]

    @cached_property
    def kinds(self) -> dict[str, Tally]:
        """Tallies over all documents, one for each kind that any of them annotates, in the order of `KINDS`."""
        sums: dict[str, Tally] = {}
        for kind in KINDS:
            tallies = [scores[kind] for scores in self.documents.values() if kind in scores]
            if tallies:
                sums[kind] = sum(tallies, Tally())
        return sums

    @property
    def all(self) -> Tally:
        """Every record of every kind."""
        return sum(self.kinds.values(), Tally())

    def table(self) -> str:
        """A text table: one row a kind, then all kinds together, then how many records quote their text."""
        head = f"{'kind':<12} {'P':>6} {'R':>6} {'F1':>6}   {'hits':>4} {'missed':>6} {'extra':>5}"
        rows = [_row(kind, tally) for kind, tally in (*self.kinds.items(), ("all", self.all))]
        return "\n".join([head, *rows, self.tail()])

    def tail(self) -> str:
        """How many records quote their text, and which documents of the gold had no prediction."""
        good, total = self.quoting
        tail = [f"{'grounded':<12} {good} of {total} records quote the text"]
        if self.unanswered:
            tail.append(f"no prediction for {', '.join(self.unanswered)}")
        return "\n".join(tail)


def evaluate(
    gold: Path, predictions: Mapping[str, dict[str, Any]], *, documents: Collection[str] | None = None
) -> Evaluation:
    """Scores predictions against a folder of gold.

    Args:
        gold: folder of `<document>.json` in the gold format (`corpora/README.md`).
        predictions: contract JSON by document name, e.g. `{"plan-a": document.model_dump(mode="json")}`. Names
            without gold are ignored; gold without a prediction counts as missed.
        documents: the names that are scored; by default all that the folder has gold for.

    Raises:
        DocparseError: the folder holds no gold, or not that of a document which is to be scored; or a file of it is no gold.
    """
    files = sorted(gold.glob("*.json"))
    if not files:
        raise DocparseError(f"{gold}: no gold (*.json) in this folder")
    if documents is not None:
        if strange := sorted(set(documents) - {file.stem for file in files}):
            raise DocparseError(f"{gold}: has no gold for {', '.join(strange)}")
        files = [file for file in files if file.stem in documents]
    tallies: dict[str, dict[str, Tally]] = {}
    errors: list[Mistake] = []
    good = total = 0
    for file in files:
        prediction = predictions.get(file.stem, {})
        pairings = compare(load_gold(file), prediction)
        tallies[file.stem] = {kind: pairing.tally() for kind, pairing in pairings.items()}
        errors += _mistakes(file.stem, pairings, prediction)
        quoted, records = quoting(prediction)
        good, total = good + quoted, total + records
    unanswered = tuple(name for name in tallies if name not in predictions)
    return Evaluation(tallies, tuple(errors), (good, total), unanswered)


def compare(gold: Item, prediction: Item) -> dict[str, Pairing]:
    """Pairs one document's records, for each kind that its gold annotates."""
    found = addressed(prediction)
    found["agencies"] = without_generic(found["agencies"])
    pairings: dict[str, Pairing] = {}
    if "meta" in gold:
        pairings["meta"] = pair(statements(gold["meta"]), statements(prediction.get("meta") or {}), operator.eq)
    for kind, same in MATCHERS.items():
        if kind in gold:
            wanted = generic_optional(gold[kind]) if kind == "agencies" else gold[kind]
            pairings[kind] = pair(wanted, found[kind], same)
    if "targets" in pairings:
        pairings["scopes"] = _scopes(pairings["targets"])
    if "assignments" in gold:
        pairings["assignments"] = pair(wanted_duties(gold["assignments"]), duties(found["assignments"]), same_duty)
    if "findings" in gold:
        pairings["findings"] = _findings(gold["findings"], found["findings"])
    return pairings


def pair(gold: Iterable[Item], found: Iterable[Item], same: Matcher) -> Pairing:
    """Greedy one-to-one pairing in the order given; gold that must be found chooses before optional gold."""
    free = list(found)
    hits: list[tuple[Item, Item]] = []
    misses: list[Item] = []
    for record in sorted(gold, key=lambda record: bool(record.get("optional"))):
        place = next((i for i, candidate in enumerate(free) if same(record, candidate)), None)
        if place is None:
            misses.append(record)
        else:
            hits.append((record, free.pop(place)))
    return Pairing(hits, misses, free)


def _scopes(targets: Pairing) -> Pairing:
    """Of the targets found whose gold has a scope: is it said whom each binds?"""
    scoped = [(gold, found) for gold, found in targets.hits if gold.get("scope")]
    return Pairing(
        hits=[(gold, found) for gold, found in scoped if same_scope(gold, found)],
        misses=[gold for gold, found in scoped if not same_scope(gold, found)],
        extras=[],
    )


def _findings(gold: Iterable[Item], found: Sequence[Item]) -> Pairing:
    """Recall alone: one predicted finding may answer several, and one that the gold lacks is no error."""
    answers = [(record, next((f for f in found if same_finding(record, f)), None)) for record in gold]
    return Pairing(
        hits=[(record, answer) for record, answer in answers if answer is not None],
        misses=[record for record, answer in answers if answer is None],
        extras=[],
    )


def _mistakes(document: str, pairings: Mapping[str, Pairing], prediction: Item) -> list[Mistake]:
    def told(kind: str, what: Literal["missed", "extra"], records: Iterable[Item]) -> list[Mistake]:
        return [Mistake(document, kind, what, record, context(record, prediction)) for record in records]

    return [
        mistake
        for kind, pairing in pairings.items()
        for mistake in (*told(kind, "missed", pairing.required_misses()), *told(kind, "extra", pairing.extras))
    ]


def _row(kind: str, tally: Tally) -> str:
    figures = f"{tally.precision:6.3f} {tally.recall:6.3f} {tally.f1:6.3f}"
    return f"{kind:<12} {figures}   {tally.hits:4d} {tally.misses:6d} {tally.extras:5d}"
