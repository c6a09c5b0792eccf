"""The verdict on each requirement."""

from __future__ import annotations

from collections.abc import Sequence

from docparse.differ.checks import body_checks, checks
from docparse.differ.explaining import Said, explain
from docparse.differ.opposing import opposed
from docparse.differ.scene import Scene
from docparse.differ.series import names_another
from docparse.differ.targets import unanswered
from docparse.matcher import Comparison, applies
from docparse.matcher.links import LINKED
from docparse.matcher.passages import Passage, stance_words
from docparse.records import Addition, Check, DiffItem, Document, Status

COVERED = 0.75
"""The least score of the best link of a requirement that is covered; below it, and linked, it is partly so."""

_NEAREST = 4  # candidates among which a contradiction is looked for

_FULL = 0.22
"""The least mean likeness, over the clauses of a requirement, of the clause most like each, where it is covered.

Half of it will do where a section is about the requirement and about nothing else.
"""

_CLAIM, _ALIKE = 0.77, 0.25
"""An answer is given in passing where it claims less of its section than this, and its words are less alike than that."""

_FEW_WORDS = 0.15
"""A task is answered in part only by a section whose words, and whose characters, are less alike than this."""

_NOTHING = 0.05
"""The mean likeness of clauses below which a section answers by its heading alone."""

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
        answers = answers or _seats(comparison, Scene(upper, lower, demand, ()))
        made = checks(Scene(upper, lower, demand, answers))
        conflict = opposed(demand, answers, _near(comparison, number))
        if conflict is not None:
            status = "conflict"
        elif not answers:
            status = "missing"
        else:
            status = _status(comparison, number, made)
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


def _seats(comparison: Comparison, scene: Scene) -> tuple[Passage, ...]:
    """The lower sections that set up the bodies which a requirement asks for: they answer it in whatever words."""
    met = {check.lower for check in body_checks(scene) if check.verdict == "met"}
    sections = {body.section for body in scene.lower.bodies if body.id in met}
    return tuple(passage for passage in comparison.lower if passage.section in sections)


def _near(comparison: Comparison, number: int) -> list[Passage]:
    """The lower sections that come nearest to a requirement and do not answer it."""
    chosen = {scored.passage for scored in comparison.chosen[number]}
    nearest = [scored.passage for scored in comparison.scored[number][:_NEAREST]]
    return [comparison.lower[passage] for passage in nearest if passage not in chosen]


def _slight(comparison: Comparison, number: int) -> bool:
    """Whether a requirement is answered in passing, by sections about something else, or few of its clauses are."""
    values = [dict(zip(comparison.model.features, scored.values, strict=True)) for scored in comparison.chosen[number]]
    best = values[0]
    if comparison.demands[number].kind == "task" and max(best["words"], best["characters"]) < _FEW_WORDS:
        return True
    if names_another(comparison, number):
        return True
    passing = all(value["claim"] < _CLAIM for value in values)
    thin = answered(comparison, number) < (_FULL if passing else _FULL / 2)
    return (passing and best["words"] < _ALIKE) or (thin and best["figures"] <= 0)


def answered(comparison: Comparison, number: int) -> float:
    """How like, on average, the clauses that a requirement asks are to the clauses of its answers most like them."""
    pairings = [comparison.pairing(number, scored.passage) for scored in comparison.chosen[number]]
    best: list[float] = [max(likeness for _, _, likeness in rows) for rows in zip(*pairings, strict=True)]
    return sum(best) / len(best) if best else 0.0


def additions(comparison: Comparison, lower: Document) -> list[Addition]:
    """Lower tasks and measures that no requirement comes near: no candidate pair reaches the score of a link.

    The phases of a plan (实施步骤) say when its tasks are done, and are none.
    """
    kinds = [demand.kind for demand in comparison.demands]
    based = {s.passage for scored in comparison.scored for s in scored if s.score >= LINKED[kinds[s.demand]]}
    found, phases = [], stance_words("phase", "in")
    for number, passage in enumerate(comparison.lower):
        phase = any(word in heading for heading in (passage.heading, *passage.context) for word in phases)
        if number not in based and passage.leaf and passage.stance in ("task", "measure") and not phase:
            start, end = passage.span
            found.append(Addition(lower=passage.address, text=lower.text[start:end].strip()))
    return found


def _status(comparison: Comparison, number: int, made: Sequence[Check]) -> Status:
    """The likeness decides first; then what is set in figures, dates and bodies, which counts more than likeness."""
    demand, chosen = comparison.demands[number], comparison.chosen[number]
    score = chosen[0].score if chosen else 0.0
    targets = [check for check in made if check.kind == "target"]
    if demand.kind == "target" and targets and all(check.verdict == "absent" for check in targets):
        return "partial" if score >= COVERED else "missing"
    open_targets = bool(targets) and all(map(unanswered, targets))
    if open_targets and not _met(made):
        own = any(check.verdict == "absent" for check in targets)
        led = any(check.kind == "agency" and check.verdict == "met" for check in made)
        if (own and not led and score < COVERED) or answered(comparison, number) < _NOTHING:
            return "missing"  # like words, but none of what is to be reached
    short = open_targets or any(check.verdict in _FALLS_SHORT.get(check.kind, ()) for check in made)
    full = score >= COVERED or (demand.kind == "measure" and _met(made))  # measures share words with all measures
    if short or not full or _wrong_lead(made):
        return "partial"
    return "covered" if _met(made) or demand.encouraged or not _slight(comparison, number) else "partial"


def _met(made: Sequence[Check]) -> bool:
    """Whether a figure, a date or a body that is asked is there."""
    return any(c.kind != "agency" and c.verdict in ("met", "stronger") for c in made)


def _wrong_lead(made: Sequence[Check]) -> bool:
    """Whether the lower document names leads, and the counterpart of the upper lead is not one of them."""
    return any(c.kind == "agency" and c.verdict in ("absent", "weaker") and c.lower is not None for c in made)
