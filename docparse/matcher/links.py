"""Scores of requirement and lower section, and which of them become links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from docparse.errors import LexiconError
from docparse.lexicon.tables import table
from docparse.matcher.candidates import Side, Text, candidates, vectorise
from docparse.matcher.features import FEATURES, Holdings, compare, holdings, record_features
from docparse.matcher.passages import Clause, Passage
from docparse.matcher.requirements import Demand
from docparse.records import Document, Link, Reason

LINKED = 0.5
"""The least score of a link."""

BESIDE = 0.72
"""A further link of one requirement scores at least this share of its best."""

MOST = 3
"""The most links of one requirement."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One requirement beside one lower passage (indices into demands and lower passages)."""

    demand: int
    passage: int
    score: float
    values: tuple[float, ...]


Sides: TypeAlias = tuple[Side, Side]


def sides(demands: Sequence[Demand], passages: Sequence[Passage]) -> Sides:
    """What is asked and what may answer it, as vectors."""
    above = [Text(d.passage.heading, (_texts(d.asks),)) for d in demands]
    return vectorise(above, [Text(p.heading, tuple(map(_texts, p.blocks))) for p in passages])


def _texts(clauses: Sequence[Clause]) -> tuple[str, ...]:
    return tuple(clause.text for clause in clauses)


def score(
    upper: tuple[Document, Sequence[Demand]], lower: tuple[Document, Sequence[Passage]], both: Sides
) -> list[list[Scored]]:
    """For each demand of `upper` its candidates among the passages of `lower`, best first; `both` are their vectors."""
    (upper_document, demands), (lower_document, passages) = upper, lower
    upper_holds, lower_holds, nothing = holdings(upper_document), holdings(lower_document), Holdings()
    found: list[list[Scored]] = []
    for row, chosen in enumerate(candidates(*both)):
        if not len(chosen):
            found.append([])
            continue
        seen = [(passages[i], lower_holds.get(passages[i].section, nothing)) for i in chosen]
        held = upper_holds.get(demands[row].passage.section, nothing)
        values = np.hstack([compare(both[0], row, both[1], chosen), record_features(demands[row], held, seen)])
        scores = probability(values)
        order = np.argsort(-scores, kind="stable")
        found.append([Scored(row, int(chosen[i]), float(scores[i]), tuple(map(float, values[i]))) for i in order])
    return found


def select(scored: Sequence[Scored]) -> list[Scored]:
    """Those of one requirement's candidates (best first) that answer it: many may, and one may answer many."""
    if not scored or scored[0].score < LINKED:
        return []
    least = max(LINKED, BESIDE * scored[0].score)
    return [s for s in scored[:MOST] if s.score >= least]


def link(scored: Scored, demand: Demand, passage: Passage, best: float) -> Link:
    """The contract's record; the best answer and those nearly as good implement, the others contribute."""
    weights = _weights()
    reasons = [
        Reason(feature=feature, value=round(value, 4), weight=weights[feature])
        for feature, value in zip(FEATURES, scored.values, strict=True)
        if value > 0
    ]
    return Link(
        upper=demand.passage.address,
        lower=passage.address,
        score=round(scored.score, 4),
        relation="implements" if scored.score >= 0.9 * best else "contributes",
        reasons=sorted(reasons, key=lambda r: -r.value * r.weight),
    )


def probability(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of feature values → scores in [0, 1]."""
    weights = _weights()
    vector = np.array([weights[feature] for feature in FEATURES])
    return np.asarray(1 / (1 + np.exp(-(weights["bias"] + values @ vector))), dtype=np.float64)


@cache
def _weights() -> Mapping[str, float]:
    weights: dict[str, Any] = {}
    for row in table("match_weights.tsv"):
        try:
            weights[row["feature"]] = float(row["weight"])
        except (KeyError, ValueError) as error:
            raise LexiconError(f"match_weights.tsv: {row}: the weight must be a number") from error
    if missing := {"bias", *FEATURES} - set(weights):
        raise LexiconError(f"match_weights.tsv: no weight for {', '.join(sorted(missing))}; add a row for each")
    return weights
