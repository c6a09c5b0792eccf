"""Links what an upper document asks to the sections of a lower document that answer it."""

from __future__ import annotations

from dataclasses import dataclass

from docparse.matcher.binding import bound
from docparse.matcher.features import clause_likeness
from docparse.matcher.links import Scored, Sides, link, score, select, sides
from docparse.matcher.passages import Clause, Passage, passages
from docparse.matcher.requirements import Demand, demands, requirement
from docparse.records import Document, Link, MatchResult

_TELLING = 12  # characters
_FAINT = 0.01

__all__ = ["Comparison", "compare", "match"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents beside each other.

    `scored[i]` are the candidates of `demands[i]`, best first (`Scored.passage` indexes `lower`);
    `chosen[i]` those among them that answer it, none where the demand binds other regions only.
    """

    demands: tuple[Demand, ...]
    lower: tuple[Passage, ...]
    scored: tuple[tuple[Scored, ...], ...]
    chosen: tuple[tuple[Scored, ...], ...]
    sides: Sides

    def pairing(self, demand: int, passage: int) -> list[tuple[Clause, str, float]]:
        """For each clause that demand asks: the clause, the text of the passage's most like it, how like in [0, 1].

        A passage without clauses answers with its heading. A clause of a few characters, which says little by
        itself, is taken only where no longer one is like the demand at all.
        """
        below = self.lower[passage]
        answers = [clause.text for clause in below.clauses] or [below.heading]
        likeness = clause_likeness(*self.sides, demand, passage)
        likeness[:, [len(answer) < _TELLING for answer in answers]] *= _FAINT
        best = likeness.argmax(axis=1)
        asks = self.demands[demand].asks
        return [(ask, answers[b], float(row[b])) for ask, b, row in zip(asks, best, likeness, strict=True)]

    def links(self) -> list[Link]:
        """The contract's links, requirement by requirement, best first."""
        return [
            link(scored, self.demands[scored.demand], self.lower[scored.passage], chosen[0].score)
            for chosen in self.chosen
            for scored in chosen
        ]


def compare(upper: Document, lower: Document) -> Comparison:
    """Finds the demands of `upper` and scores the sections of `lower` against them."""
    asked = demands(upper, passages(upper))
    below = tuple(p for p in passages(lower) if not p.silent and (p.leaf or p.blocks))
    both = sides(asked, below)
    scored = score((upper, asked), (lower, below), both)
    chosen = [
        select(found) if applies(demand, upper, lower) else [] for demand, found in zip(asked, scored, strict=True)
    ]
    return Comparison(asked, below, tuple(map(tuple, scored)), tuple(map(tuple, chosen)), both)


def applies(demand: Demand, upper: Document, lower: Document) -> bool:
    """Whether a demand concerns the region of `lower`; the upper document's own region is concerned by all of it."""
    return lower.meta.region == upper.meta.region or bound(demand.binds, lower.meta.region)


def match(upper: Document, lower: Document) -> MatchResult:
    """Requirements of `upper` and links to the sections of `lower` that answer them.

    Sections are named by their address (`Document.address`). A link's score is in [0, 1]; its reasons are the rows
    (feature, value in [0, 1], weight) whose weighted sum, with the bias, makes the score by a logistic function.
    """
    comparison = compare(upper, lower)
    return MatchResult(
        requirements=[requirement(upper, demand) for demand in comparison.demands],
        links=comparison.links(),
    )
