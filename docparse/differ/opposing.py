"""Finds where the lower document permits or does what the upper one forbids, or lays down the opposite.

What is opposed to what is a table (`oppositions.tsv`), so that a contradiction is found in other words too: 垫付 is
forbidden above, 先行支付 is asked below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from docparse.lexicon.tables import table
from docparse.matcher.passages import Passage, stance_words
from docparse.matcher.requirements import Demand
from docparse.matcher.words import words

_TELLING = 3  # characters of a word that shows by itself that both clauses speak of one matter
_RUN = 4  # characters of a common run that does
_ENDS = re.compile(r"[，：]")


@dataclass(frozen=True, slots=True)
class Conflict:
    """The clause that asks, the clause that contradicts it, and the lower passage in which this stands."""

    upper: str
    lower: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Opposition:
    """One row of the table."""

    sense: Literal["forbidden", "instead"]
    upper: re.Pattern[str]
    lower: re.Pattern[str]
    permission: bool


def opposed(demand: Demand, answers: Sequence[Passage], others: Sequence[Passage] = ()) -> Conflict | None:
    """The first clause of `answers`, else of `others`, that contradicts a clause of the demand on the same matter.

    A section that answers the demand speaks of the same matter if one word shows it, any other if more does.
    """
    for passages, least in ((answers, 1), (others, 2)):
        for passage in passages:
            for clause in passage.clauses:
                for ask in demand.asks:
                    if contradicts(ask.text, clause.text, least):
                        return Conflict(ask.text, clause.text, passage)
    return None


def contradicts(upper: str, lower: str, least: int = 2) -> bool:
    """Whether a row of the table opposes the lower clause to the upper one, and they share a matter.

    `least`: how many words they share beside the opposed ones; one of three characters, or a run of four, is enough.
    """
    return any(
        _same_matter((upper, above), (lower, below), least)
        for opposition in oppositions()
        for above in _asked(opposition, upper)
        for below in _given(opposition, lower)
    )


@cache
def oppositions() -> tuple[Opposition, ...]:
    """The table, compiled."""
    return tuple(
        Opposition(
            "forbidden" if row["sense"] == "forbidden" else "instead",
            re.compile(row["upper"]),
            re.compile(row["lower"]),
            row["permission"] == "yes",
        )
        for row in table("oppositions.tsv")
    )


def _asked(opposition: Opposition, clause: str) -> Iterator[str]:
    """The word of the upper clause that the opposition turns on: behind a prohibition, or laid down without one."""
    forbidding = _forbidding()
    for found in opposition.upper.finditer(clause):
        phrase = _ENDS.split(clause[: found.start()])[-1]
        forbidden = forbidding.search(phrase) is not None
        if forbidden == (opposition.sense == "forbidden"):
            yield found.group()


def _given(opposition: Opposition, clause: str) -> Iterator[str]:
    """The word by which the lower clause contradicts; none where it agrees, or needs to permit and doesn't."""
    agreed = (found for found in opposition.upper.finditer(clause) if not _negated(clause[: found.start()]))
    if opposition.sense == "instead" and any(agreed):
        return  # it lays down the same, and something else beside
    for found in opposition.lower.finditer(clause):
        before = _ENDS.split(clause[: found.start()])[-1]
        if _forbidding().search(before) or _negated(before):
            continue
        if not opposition.permission or any(word in clause for word in stance_words("permit", "text")):
            yield found.group()


def _negated(before: str) -> bool:
    return before.endswith(("不", "未", "免"))


@cache
def _forbidding() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, stance_words("forbid", "text"))))


def _same_matter(upper: tuple[str, str], lower: tuple[str, str], least: int) -> bool:
    above, below = (clause.replace(word, "，") for clause, word in (upper, lower))
    both = frozenset(words(above)) & frozenset(words(below)) - _general()
    if len(both) >= least or any(len(word) >= _TELLING for word in both):
        return True
    runs = {above[i : i + _RUN] for i in range(len(above) - _RUN + 1)}
    return any(run in below and run.isalpha() for run in runs)


@cache
def _general() -> frozenset[str]:
    """Words that every document has: they show no common matter."""
    return frozenset(word for sense in ("ask", "lower", "forbid", "permit") for word in stance_words(sense, "text"))
