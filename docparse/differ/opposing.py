"""Finds where the lower document permits or does what the upper one forbids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docparse.matcher.likeness import dice
from docparse.matcher.passages import Passage, stance_words
from docparse.matcher.requirements import Demand

_SAME_MATTER = 0.3
_PART = 4  # characters: the shortest common run that shows that both speak of one thing


@dataclass(frozen=True, slots=True)
class Conflict:
    """The clause that forbids, the clause that permits, and the lower passage in which this stands."""

    upper: str
    lower: str
    passage: Passage


def opposed(demand: Demand, answers: Sequence[Passage]) -> Conflict | None:
    """The first clause of `answers` that permits what a clause of the demand forbids.

    "全面取消停车费" against "停车费按每车次收取": the upper clause holds a word of prohibition, the lower one a word of
    permission and none of prohibition, and both name one thing.
    """
    forbid, permit = stance_words("forbid", "text"), stance_words("permit", "text")
    forbidden = [(ask.text, thing) for ask in demand.asks for thing in _forbidden(ask.text, forbid)]
    for passage in answers if forbidden else ():
        for clause in passage.clauses:
            if any(word in clause.text for word in forbid) or not any(word in clause.text for word in permit):
                continue
            for ask, thing in forbidden:
                if _same_thing(thing, clause.text):
                    return Conflict(ask, clause.text, passage)
    return None


def _forbidden(clause: str, words: Sequence[str]) -> list[str]:
    """What stands behind each word of prohibition, up to the next comma."""
    parts = clause.split("，")
    return [part.split(word, 1)[1] for part in parts for word in words if word in part]


def _same_thing(thing: str, clause: str) -> bool:
    return any(
        dice(thing, part) >= _SAME_MATTER and _common_run(thing, part) >= _PART for part in re.split("，", clause)
    )


def _common_run(one: str, other: str) -> int:
    """Length of the longest run of characters that both hold, up to ten."""
    longest = 0
    for size in range(1, 11):
        if not any(one[i : i + size] in other for i in range(len(one) - size + 1)):
            break
        longest = size
    return longest
