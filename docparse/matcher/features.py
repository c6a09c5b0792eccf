"""What a requirement and a lower section have in common, as numbers in [0, 1]."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docparse.matcher.candidates import Side, Sparse, View
from docparse.matcher.counterparts import any_counterpart
from docparse.matcher.passages import Passage
from docparse.matcher.requirements import Demand
from docparse.records import Agency, Assignment, Body, Document, Target

_SHORTEST_NOUN = 4
_NOUN_ALONE = 0.7  # the likeness of indicators of which one is the noun that ends the other

FEATURES = (
    "words",
    "characters",
    "matters",
    "contained",
    "coverage",
    "clause",
    "heading",
    "verbatim",
    "targets",
    "agencies",
    "bodies",
    "kind",
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """The records of one section that a match looks at."""

    targets: tuple[Target, ...] = ()
    bodies: tuple[Body, ...] = ()
    leads: tuple[Agency, ...] = ()


def holdings(document: Document) -> dict[str, Holdings]:
    """Section id → its own targets, bodies set up and leading agencies."""
    agencies = {agency.id: agency for agency in document.agencies}
    sections = {r.section for kind in (document.targets, document.bodies, document.assignments) for r in kind}
    return {
        section: Holdings(
            tuple(t for t in document.targets if t.section == section),
            tuple(b for b in document.bodies if b.section == section),
            leads((a for a in document.assignments if a.section == section), agencies),
        )
        for section in sections
        if section is not None
    }


def leads(assignments: Iterable[Assignment], agencies: dict[str, Agency]) -> tuple[Agency, ...]:
    """Who leads, or where nobody is said to lead, who is responsible; groups (有关部门) are nobody in particular."""
    parties = (party for a in assignments for party in (a.lead or a.responsible))
    known = (agencies[party.agency] for party in parties if party.agency in agencies)
    return tuple(agency for agency in known if agency.kind != "generic")


def compare(upper: Side, row: int, lower: Side, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
    """The text features of requirement `row` against the `chosen` lower passages: shape (len(chosen), 8)."""
    clause_rows, clause_starts = _rows(lower.clause_owner, chosen)
    block_rows, block_starts = _rows(lower.block_owner, chosen)

    def best(term: str, kind: str) -> NDArray[np.float64]:
        above, below = _views(upper, lower, term)
        asked, answers = above.wholes[row], below.blocks[block_rows]
        if kind == "contained":
            asked, answers = asked.multiply(asked), _present(answers)
        elif kind == "heading":
            asked = above.headings[row]
            asked, answers = asked.multiply(asked), _present(answers)
        greatest: NDArray[np.float64] = _maxima((asked @ answers.T).toarray(), block_starts)[0]
        return greatest

    asks = [ask for block in upper.texts[row].blocks for ask in block]
    per_clause = _maxima(_clauses(upper, row, lower, clause_rows), clause_starts)
    columns = [
        best("words", "cosine"),
        best("characters", "cosine"),
        best("matters", "cosine"),
        best("words", "contained"),
        per_clause.mean(axis=0),
        per_clause.max(axis=0),
        best("words", "heading"),
        np.array([sum(ask in lower.phrases[i] for ask in asks) for i in chosen]) / max(len(asks), 1),
    ]
    values: NDArray[np.float64] = np.clip(np.stack(columns, axis=1), 0.0, 1.0)
    return values


def clause_likeness(upper: Side, lower: Side, row: int, passage: int) -> NDArray[np.float64]:
    """Each clause of requirement `row` against each of the passage's, in [0, 1]; a heading stands for no clauses."""
    rows, _ = _rows(lower.clause_owner, np.array([passage]))
    asked = slice(*np.searchsorted(upper.clause_owner, (row, row + 1)))
    matters: NDArray[np.float64] = (upper.matters.clauses[asked] @ lower.matters.clauses[rows].T).toarray()
    return (2 * _clauses(upper, row, lower, rows) + matters) / 3


def record_features(demand: Demand, above: Holdings, chosen: Sequence[tuple[Passage, Holdings]]) -> NDArray[np.float64]:
    """The features from records, and the kind of section: shape (len(chosen), 4)."""
    rows = []
    for passage, below in chosen:
        targets = max((target_likeness(t, u) for t in above.targets for u in below.targets), default=0.0)
        agencies = any_counterpart(above.leads, below.leads)
        bodies = bool({b.kind for b in above.bodies} & {b.kind for b in below.bodies})
        rows.append((targets, float(agencies), float(bodies), float(passage.stance == demand.passage.stance)))
    return np.array(rows, dtype=np.float64).reshape(len(chosen), 4)


def target_likeness(upper: Target, lower: Target) -> float:
    """How alike two indicators are, in [0, 1]; 0 where their units measure different things."""
    if _dimension(upper) != _dimension(lower):
        return 0.0
    return max(dice(upper.indicator, lower.indicator), _same_noun(upper.indicator, lower.indicator))


def _same_noun(one: str, other: str) -> float:
    """How much of the shorter indicator is the noun that ends both: 区级配送中心, 集分拣于一体的配送中心 → 0.47."""
    shorter = min(len(one), len(other))
    tail = next((n for n in range(shorter) if one[-1 - n] != other[-1 - n]), shorter)
    return _NOUN_ALONE * tail / shorter if tail >= _SHORTEST_NOUN else 0.0


def _dimension(target: Target) -> str:
    return target.normalized.unit if target.normalized is not None else target.unit


def dice(one: str, other: str) -> float:
    """Share of common character pairs, in [0, 1]; 1 for equal strings."""
    if one == other:
        return 1.0
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other)]
    total = len(pairs[0]) + len(pairs[1])
    return 2 * len(pairs[0] & pairs[1]) / total if total else 0.0


def _clauses(upper: Side, row: int, lower: Side, clause_rows: NDArray[np.int64]) -> NDArray[np.float64]:
    asked = slice(*np.searchsorted(upper.clause_owner, (row, row + 1)))
    likeness: NDArray[np.float64] = np.zeros((asked.stop - asked.start, len(clause_rows)))
    for above, below in ((upper.words, lower.words), (upper.characters, lower.characters)):
        likeness += (above.clauses[asked] @ below.clauses[clause_rows].T).toarray() / 2
    return likeness


def _views(upper: Side, lower: Side, term: str) -> tuple[View, View]:
    return {
        "words": (upper.words, lower.words),
        "characters": (upper.characters, lower.characters),
        "matters": (upper.matters, lower.matters),
    }[term]


def _present(matrix: Sparse) -> Sparse:
    return (matrix > 0).astype(np.float64)


def _rows(owner: NDArray[np.int64], chosen: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows that belong to the chosen passages, and where each passage's rows begin among them."""
    begin, end = np.searchsorted(owner, chosen), np.searchsorted(owner, chosen, side="right")
    rows = np.concatenate([np.arange(b, e) for b, e in zip(begin, end, strict=True)] or [np.empty(0, dtype=np.int64)])
    return rows, np.cumsum([0, *(end - begin)])[:-1]


def _maxima(likeness: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """The greatest value of each run of columns."""
    return np.asarray(np.maximum.reduceat(likeness, starts, axis=1), dtype=np.float64)
