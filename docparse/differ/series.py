"""Headings in a series, 旅游产业提升工程 beside 金融产业提升工程 and 化工产业提升工程: the word in which one differs is its object."""

from __future__ import annotations

from functools import lru_cache

from docparse.matcher import Comparison
from docparse.matcher.words import others, segments

_SISTERS = 2  # headings that make a series with one
_ALIKE = 0.5  # share of a heading's words that its sisters have too


def names_another(comparison: Comparison, number: int) -> bool:
    """Whether a requirement is one of a series, and its answers name nothing of what tells it from its sisters.

    They answer the words that all of the series have; the object itself (旅游) is not spoken of.
    """
    here = comparison.demands[number].passage
    mine = _words(here.heading)
    sisters = [
        theirs
        for demand in comparison.demands
        if demand.passage is not here
        and demand.passage.context == here.context
        and len(mine & (theirs := _words(demand.passage.heading))) >= max(_ALIKE * len(mine), 2)
    ]
    object_words = mine.difference(*sisters) if len(sisters) >= _SISTERS else frozenset()
    if not object_words:
        return False
    answers = [comparison.lower[scored.passage] for scored in comparison.chosen[number]]
    said = "".join(text for p in answers for text in (p.heading, *p.context, *(clause.text for clause in p.clauses)))
    return not any(term in said for word in object_words for term in (word, *others(word)))


@lru_cache(maxsize=4096)
def _words(heading: str) -> frozenset[str]:
    return frozenset(word for word in segments(heading) if len(word) > 1)
