"""Scores of requirement and lower section, and which of them become links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from docparse.learned.encoder import Encoder
from docparse.matcher.candidates import candidates, likeness
from docparse.matcher.features import record_features, text_features
from docparse.matcher.holdings import Holdings, holdings
from docparse.matcher.meaning import meaning
from docparse.matcher.model import LinkModel
from docparse.matcher.passages import Clause, Passage
from docparse.matcher.requirements import Demand, requirement, within
from docparse.matcher.vectors import Counts, Side, Text, count
from docparse.records import Document, Link, Requirement

LINKED = {"task": 0.55, "target": 0.55, "assignment": 0.34, "measure": 0.34}
"""The least score of a link, by the kind of requirement.

Measures and duties are asked and answered in the words of administration, which stand everywhere and so weigh little.
"""

BESIDE = 0.6
"""A further link of one requirement scores at least this share of its best."""

MOST = 3
"""The most links of one requirement."""

KEPT = 8
"""How many candidates of one requirement are kept, the best."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One requirement beside one lower passage (indices into demands and lower passages)."""

    demand: int
    passage: int
    score: float
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An upper document made ready to be compared: what it asks, as the contract says it too, its terms counted, what each
    demand holds.
    """

    document: Document
    demands: tuple[Demand, ...]
    requirements: tuple[Requirement, ...]
    counts: Counts
    holds: tuple[Holdings, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """A lower document made ready: the passages that may answer, their terms counted, what its sections hold."""

    document: Document
    passages: tuple[Passage, ...]
    counts: Counts
    holds: dict[str | None, Holdings]


def ask(document: Document, demands: Sequence[Demand]) -> Asked:
    """An upper document made ready, with what it asks."""
    texts = [Text(d.passage.heading, (_texts(d.asks),), d.passage.context) for d in demands]
    held = holdings(document)
    holds = tuple(_of_others(held.get(d.passage.section, Holdings()), d) for d in demands)
    told = tuple(requirement(document, demand) for demand in demands)
    return Asked(document, tuple(demands), told, count(texts), holds)


def _of_others(held: Holdings, demand: Demand) -> Holdings:
    """What a section holds without what stands in clauses of the issuing level alone: no plan below answers that."""
    return replace(
        held,
        targets=list(demand.targets),
        bodies=[body for body in held.bodies if not within(body.span, demand.alone)],
        deadlines=[deadline for deadline in held.deadlines if not within(deadline.span, demand.alone)],
    )


def offer(document: Document, passages: Sequence[Passage], holds: dict[str | None, Holdings]) -> Offered:
    """A lower document made ready, with those of its passages that may answer and what they hold."""
    texts = [Text(p.heading, tuple(map(_texts, p.blocks)), p.context) for p in passages]
    return Offered(document, tuple(passages), count(texts), holds)


def _texts(clauses: Sequence[Clause]) -> tuple[str, ...]:
    return tuple(clause.text for clause in clauses)


def features_of(
    upper: Asked, lower: Offered, sides: tuple[Side, Side], encoder: Encoder | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The candidates of each demand (demands × candidates, indices of passages) and their features (× len(FEATURES)).

    With an encoder one feature more, the likeness in meaning.
    """
    shared = likeness(*sides)
    chosen = candidates(shared)
    texts = text_features(*sides, shared, chosen)
    nothing = Holdings()
    seen = [(passage, lower.holds.get(passage.section, nothing)) for passage in lower.passages]
    records = [
        record_features(upper.document, (demand, holds), [seen[i] for i in row])
        for demand, holds, row in zip(upper.demands, upper.holds, chosen, strict=True)
    ]
    found = [texts, np.array(records).reshape(*chosen.shape, -1)]
    if encoder is not None:
        alike = meaning(encoder, sides[0].texts, sides[1].texts)
        found.append(np.take_along_axis(alike, chosen, axis=1)[:, :, np.newaxis])
    return chosen, np.concatenate(found, axis=2)


def score(upper: Asked, lower: Offered, sides: tuple[Side, Side], model: LinkModel) -> list[list[Scored]]:
    """For each demand of `upper` its candidates among the passages of `lower`, best first; `sides` are their vectors."""
    if not upper.demands or not lower.passages:
        return [[] for _ in upper.demands]
    chosen, values = features_of(upper, lower, sides, model.encoder)
    values = model.levelled(values)
    scores = model.probability(values)
    order = np.argsort(-scores, axis=1, kind="stable")[:, :KEPT]
    kept = (
        np.take_along_axis(chosen, order, axis=1),
        np.take_along_axis(scores, order, axis=1),
        np.take_along_axis(values, order[:, :, np.newaxis], axis=1),
    )
    return [
        [Scored(row, passage, found, tuple(of)) for passage, found, of in zip(*columns, strict=True)]
        for row, columns in enumerate(zip(*(array.tolist() for array in kept), strict=True))
    ]


def select(candidates: Sequence[Scored], demand: Demand, held: Holdings, passages: Sequence[Passage]) -> list[Scored]:
    """Those of one requirement's candidates (best first) that answer it: many may, and one may answer many.

    A list of members, in which many words of offices stand, answers only who asks for a body to be set up.
    """
    scored = [s for s in candidates if held.bodies or passages[s.passage].stance != "members"]
    linked = LINKED[demand.kind]
    if not scored or scored[0].score < linked:
        return []
    least = max(linked, BESIDE * scored[0].score)
    return [s for s in scored[:MOST] if s.score >= least]


def link(scored: Scored, demand: Demand, passage: Passage, best: float, model: LinkModel) -> Link:
    """The contract's record; the best answer and those nearly as good implement, the others contribute."""
    rows = [
        (feature, round(value, 4), round(weight, 4))
        for feature, value, weight in zip(model.features, scored.values, model.weights.tolist(), strict=True)
        if value
    ]
    rows.sort(key=lambda row: -row[1] * row[2])
    return Link.model_validate(  # at once, as the reasons of thousands of links are many
        {
            "upper": demand.passage.address,
            "lower": passage.address,
            "score": round(scored.score, 4),
            "relation": "implements" if scored.score >= 0.9 * best else "contributes",
            "reasons": [{"feature": feature, "value": value, "weight": weight} for feature, value, weight in rows],
        }
    )
