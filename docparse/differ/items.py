"""The verdict on each requirement."""

from __future__ import annotations

from collections.abc import Sequence

from docparse.differ.checks import checks
from docparse.differ.explaining import Said, explain
from docparse.differ.opposing import opposed
from docparse.differ.scene import Scene
from docparse.differ.targets import unanswered
from docparse.matcher import Comparison, applies
from docparse.matcher.features import FEATURES
from docparse.matcher.links import LINKED, Scored
from docparse.matcher.passages import Passage
from docparse.matcher.requirements import Demand
from docparse.records import Addition, Check, DiffItem, Document, Status

COVERED = 0.8
"""The least score of the best link of a requirement that is covered; below it, and linked, it is partly so."""

_NEAREST = 4  # candidates among which a contradiction is looked for

_FULL = 0.22
"""The least mean likeness, over the clauses of a requirement, of the clause most like each, where it is covered."""

_CLAIM, _ALIKE = 0.77, 0.25
"""An answer is given in passing where it claims less of its section than this, and its words are less alike than that."""

_FALLS_SHORT = {
    "target": ("weaker", "later", "absent"),
    "deadline": ("weaker", "later", "absent"),
    "body": ("absent", "weaker"),
}


def item(comparison: Comparison, number: int, upper: Document, lower: Document) -> DiffItem:
    """What becomes of requirement `number` in the lower document."""
    demand, chosen = comparison.demands[number], comparison.chosen[number]
    answers = tuple(comparison.lower[s.passage] for s in chosen)
    made: list[Check] = []
    conflict = None
    if not applies(demand, upper, lower):
        status: Status = "not_applicable"
    else:
        made = checks(Scene(upper, lower, demand, answers))
        conflict = opposed(demand, answers, _near(comparison, number))
        status = _status(demand, chosen, made, conflict is not None)
        if status == "covered" and not _met(made) and _slight(comparison, number):
            status = "partial"
    if status == "missing":
        answers = ()
    if conflict is not None and conflict.passage not in answers:
        answers = (conflict.passage, *answers)
    said = Said(upper, lower, comparison, number, tuple(made), conflict)
    return DiffItem(
        upper=demand.passage.address,
        heading=demand.passage.heading,
        status=status,
        lower=[passage.address for passage in answers],
        explanation=explain(said, status),
        checks=made,
    )


def _near(comparison: Comparison, number: int) -> list[Passage]:
    """The lower sections that come nearest to a requirement and do not answer it."""
    chosen = {scored.passage for scored in comparison.chosen[number]}
    nearest = [scored.passage for scored in comparison.scored[number][:_NEAREST]]
    return [comparison.lower[passage] for passage in nearest if passage not in chosen]


def _slight(comparison: Comparison, number: int) -> bool:
    """Whether a requirement is answered in passing, or few of its clauses and of its figures are."""
    best = dict(zip(FEATURES, comparison.chosen[number][0].values, strict=True))
    in_passing = best["claim"] < _CLAIM and best["words"] < _ALIKE
    return in_passing or (best["figures"] <= 0 and thin(comparison, number))


def thin(comparison: Comparison, number: int) -> bool:
    """Whether the clauses that a requirement asks are, on average, hardly like any clause of its answers."""
    pairings = [comparison.pairing(number, scored.passage) for scored in comparison.chosen[number]]
    best: list[float] = [max(likeness for _, _, likeness in rows) for rows in zip(*pairings, strict=True)]
    return sum(best) < _FULL * len(best)


def additions(comparison: Comparison, lower: Document) -> list[Addition]:
    """Lower tasks and measures that no requirement comes near: no candidate pair reaches the score of a link."""
    kinds = [demand.kind for demand in comparison.demands]
    based = {s.passage for scored in comparison.scored for s in scored if s.score >= LINKED[kinds[s.demand]]}
    found = []
    for number, passage in enumerate(comparison.lower):
        if number not in based and passage.leaf and passage.stance in ("task", "measure"):
            start, end = passage.span
            found.append(Addition(lower=passage.address, text=lower.text[start:end].strip()))
    return found


def _status(demand: Demand, chosen: Sequence[Scored], made: Sequence[Check], conflict: bool) -> Status:
    """The likeness decides first; then what is set in figures, dates and bodies, which counts more than likeness."""
    if conflict:
        return "conflict"
    targets = [check for check in made if check.kind == "target"]
    bodies = [check for check in made if check.kind == "body"]
    if demand.kind == "target" and targets and all(check.verdict == "absent" for check in targets):
        return "partial" if chosen and chosen[0].score >= COVERED else "missing"
    if not chosen:
        return "missing"
    open_targets = bool(targets) and all(map(unanswered, targets))
    own = any(check.verdict == "absent" for check in targets)
    led = any(check.kind == "agency" and check.verdict == "met" for check in made)
    if open_targets and own and not _met(made) and not led and chosen[0].score < COVERED:
        return "missing"  # like words, but none of what is to be reached
    short = open_targets or any(check.verdict in _FALLS_SHORT.get(check.kind, ()) for check in made)
    full = chosen[0].score >= COVERED or (bool(bodies) and demand.kind == "measure")
    return "covered" if full and not short and not _wrong_lead(made) else "partial"


def _met(made: Sequence[Check]) -> bool:
    """Whether a figure, a date or a body that is asked is there."""
    return any(c.kind != "agency" and c.verdict in ("met", "stronger") for c in made)


def _wrong_lead(made: Sequence[Check]) -> bool:
    """Whether the lower document names leads, and the counterpart of the upper lead is not one of them."""
    return any(c.kind == "agency" and c.verdict in ("absent", "weaker") and c.lower is not None for c in made)
