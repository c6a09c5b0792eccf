"""The words that tell a goal from a fact, by their sense."""

from __future__ import annotations

from functools import cache

from docparse.lexicon.tables import table


@cache
def words_of(sense: str) -> tuple[str, ...]:
    """The words of one sense of `goal_words.tsv`, longest first."""
    return tuple(sorted((r["word"] for r in table("goal_words.tsv") if r["sense"] == sense), key=len, reverse=True))
