"""Says in Chinese, in one or two sentences, why a requirement has its status, quoting both documents."""

from __future__ import annotations

from dataclasses import dataclass

from docparse.differ.opposing import Conflict
from docparse.matcher import Comparison
from docparse.matcher.passages import Clause
from docparse.records import Check, Document, Status

_LONGEST_QUOTE = 60
_TELLING = 8  # characters from which a clause says something by itself
_ANSWERED = 0.3  # a clause below this likeness to its best answer is named as not answered
_GRAVITY = ("weaker", "later", "absent")


@dataclass(frozen=True, slots=True)
class Said:
    """All that an explanation draws on: the requirement is `comparison.demands[number]`."""

    upper: Document
    lower: Document
    comparison: Comparison
    number: int
    checks: tuple[Check, ...]
    conflict: Conflict | None


def explain(said: Said, status: Status) -> str:
    """One or two sentences; what stands in “” is quoted from the documents."""
    demand = said.comparison.demands[said.number]
    if status == "not_applicable":
        region = said.lower.meta.region or "下级"
        return f"本条只针对{'、'.join(demand.binds or ())}（“{_quote(_first(demand.asks))}”），不涉及{region}。"
    if status == "conflict" and said.conflict is not None:
        place = label(said.lower, said.conflict.passage.section)
        return (
            f"上级要求“{_quote(said.conflict.upper)}”，下级却写“{_quote(said.conflict.lower)}”（{place}），二者相抵触。"
        )
    if status == "missing":
        return _missing(said)
    return _answered(said, status)


def label(document: Document, section: str) -> str:
    """A section as an official names it: the numbers from the top as written, 三（二）3."""
    by_id = {s.id: s for s in document.sections}
    numbers: list[str] = []
    at: str | None = section
    while at is not None and at in by_id and len(numbers) < len(by_id):
        numbers.append(by_id[at].number.rstrip("、.．"))
        at = by_id[at].parent
    return "".join(reversed(numbers))


def _missing(said: Said) -> str:
    demand, scored = said.comparison.demands[said.number], said.comparison.scored[said.number]
    ask = f"上级要求“{_quote(_first(demand.asks))}”"
    notes = _notes(said)
    if notes:
        return f"{ask}，下级未作安排。{notes}"
    if not scored:
        return f"{ask}，下级未见对应内容。"
    nearest = said.comparison.lower[scored[0].passage]
    _, answer, _ = max(said.comparison.pairing(said.number, scored[0].passage), key=lambda row: row[2])
    return f"{ask}，下级未见对应内容；最接近的“{_quote(answer)}”（{label(said.lower, nearest.section)}）不足以对应。"


def _answered(said: Said, status: Status) -> str:
    chosen = said.comparison.chosen[said.number]
    if not chosen:  # the bodies that are asked for stand elsewhere
        told = "；".join(check.note for check in said.checks if check.verdict in ("met", *_GRAVITY))
        return f"{told}。"
    pairings = [said.comparison.pairing(said.number, s.passage) for s in chosen]
    ask, answer, _ = max(pairings[0], key=lambda row: row[2])
    place = label(said.lower, said.comparison.lower[chosen[0].passage].section)
    first = f"上级要求“{_quote(ask.text)}”，下级写有“{_quote(answer)}”（{place}）"
    notes = _notes(said)
    if status == "covered":
        return f"{first}，已有对应安排。"
    if notes:
        return f"{first}。{notes}"
    open_ask, likeness = min(
        ((rows[0][0], max(row[2] for row in rows)) for rows in zip(*pairings, strict=True)), key=lambda pair: pair[1]
    )
    if likeness < _ANSWERED and open_ask != ask:
        return f"{first}；“{_quote(open_ask.text)}”未见对应。"
    return f"{first}，只作了部分对应。"


def _notes(said: Said) -> str:
    grave = [check.note for check in said.checks if check.verdict in _GRAVITY and not _silent(check)]
    return "；".join(grave[:3]) + "。" if grave else ""


def _silent(check: Check) -> bool:
    """A lead that the lower document does not name is shown among the checks only."""
    return check.kind == "agency" and check.lower is None


def _first(asks: tuple[Clause, ...]) -> str:
    return next((ask.text for ask in asks if len(ask.text) >= _TELLING), asks[0].text)


def _quote(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "……"
