"""Links what an upper document asks to the sections of a lower document that answer it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docparse.matcher.binding import bound
from docparse.matcher.features import clause_likeness
from docparse.matcher.holdings import holdings
from docparse.matcher.links import Asked, Offered, Scored, ask, link, offer, score, select
from docparse.matcher.model import LinkModel, link_model
from docparse.matcher.passages import Clause, Passage, passages
from docparse.matcher.requirements import Demand, demands
from docparse.matcher.vectors import Side, weigh
from docparse.records import Document, Link, MatchResult

_TELLING = 12  # characters
_FAINT = 0.01

__all__ = ["Comparison", "asked", "compare", "match", "match_many", "offered"]


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
    sides: tuple[Side, Side]
    model: LinkModel

    def pairing(self, demand: int, passage: int) -> list[tuple[Clause, str, float]]:
        """For each clause that demand asks: the clause, the text of the passage's most like it, how like in [0, 1].

        A passage without clauses answers with its heading. A clause of a few characters, which says little by
        itself, is taken only where no longer one is like the demand at all.
        """
        below = self.lower[passage]
        answers = [clause.text for clause in below.clauses] or [below.heading]
        likeness = clause_likeness(*self.sides, demand, passage)
        telling = [_FAINT if len(answer) < _TELLING else 1.0 for answer in answers]
        best = (likeness * telling).argmax(axis=1)
        asks = self.demands[demand].asks
        return [(ask, answers[b], float(row[b])) for ask, b, row in zip(asks, best, likeness, strict=True)]

    def links(self) -> list[Link]:
        """The contract's links, requirement by requirement, best first."""
        return [
            link(scored, self.demands[scored.demand], self.lower[scored.passage], chosen[0].score, self.model)
            for chosen in self.chosen
            for scored in chosen
        ]


def asked(upper: Document) -> Asked:
    """What `upper` asks, made ready to be compared with any number of lower documents."""
    return ask(upper, demands(upper, passages(upper)))


def offered(lower: Document) -> Offered:
    """What `lower` says that may answer, made ready to be compared."""
    answering = [p for p in passages(lower) if not p.silent and (p.leaf or p.blocks)]
    return offer(lower, answering, holdings(lower))


def compare(upper: Document | Asked, lower: Document, model: LinkModel | None = None) -> Comparison:
    """Scores the sections of `lower` against the demands of `upper`, by the packaged model unless another is given."""
    above = upper if isinstance(upper, Asked) else asked(upper)
    below = offered(lower)
    sides = weigh(above.counts, below.counts)
    used = model or link_model()
    scored = score(above, below, sides, used)
    chosen = [
        select(found, demand, held, below.passages) if applies(demand, above.document, lower) else []
        for demand, held, found in zip(above.demands, above.holds, scored, strict=True)
    ]
    return Comparison(above.demands, below.passages, tuple(map(tuple, scored)), tuple(map(tuple, chosen)), sides, used)


def applies(demand: Demand, upper: Document, lower: Document) -> bool:
    """Whether a demand concerns the region of `lower`; the upper document's own region is concerned by all of it."""
    return lower.meta.region == upper.meta.region or bound(demand.binds, lower.meta.region)


def match(upper: Document, lower: Document, model: LinkModel | None = None) -> MatchResult:
    """Requirements of `upper` and links to the sections of `lower` that answer them.

    Sections are named by their address (`Document.address`). A link's score is a probability; its reasons are the
    rows (feature, value in [-1, 1], weight) whose weighted sum, with the bias, makes the score by a logistic function.
    Links are scored by the packaged model unless another is given.
    """
    return matched(asked(upper), lower, model)


def match_many(upper: Document, lowers: Iterable[Document], processes: int = 1) -> Iterator[MatchResult]:
    """`match` of one upper document with many lower ones, in their order; `upper` is read and counted once.

    `lowers` are taken a few at a time, so that any number of them can be matched in bounded memory.
    `processes`: more than one to spread the work over processes of their own, where the caller may be imported by them.
    """
    if processes > 1:
        from docparse.matcher.spreading import spread

        yield from spread(upper, lowers, processes)
        return
    above = asked(upper)
    for lower in lowers:
        yield matched(above, lower)


def matched(above: Asked, lower: Document, model: LinkModel | None = None) -> MatchResult:
    """The contract's record of one comparison."""
    return MatchResult(requirements=list(above.requirements), links=compare(above, lower, model).links())
