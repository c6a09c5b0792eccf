"""Words, character sequences and matters of a text: what two sections can have in common."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from docparse.language.segmentation import new_tokenizer
from docparse.lexicon.tables import table, values
from docparse.resources import lexicon

_RUN = re.compile(r"[0-9A-Za-z\u3400-\u9fff]+")
_WORD = re.compile(r"[A-Za-z\u3400-\u9fff][0-9A-Za-z\u3400-\u9fff]+")


def words(text: str) -> list[str]:
    """The words of `text` of two or more characters, long ones also in their parts; numbers are left out."""
    return [word for word in _tokenizer().lcut_for_search(text) if _WORD.fullmatch(word)]


def segments(text: str) -> list[str]:
    """`text` cut into its words, none left out: "".join(segments(text)) == text."""
    return list(_tokenizer().lcut(text))


def characters(text: str) -> list[str]:
    """All sequences of two to four characters of `text` that no punctuation interrupts."""
    runs = _RUN.findall(text)
    return [run[i : i + n] for run in runs for n in (2, 3, 4) for i in range(len(run) - n + 1)]


def matters(text: str) -> Counter[str]:
    """How often `text` names each matter of the concepts table (招商引资, 人才队伍 …)."""
    names, owner, automaton = _matters()
    whole = text.encode("utf-8", "replace").decode("utf-8")  # the automaton takes no lone surrogate
    found = automaton.find_matches_as_indexes(whole, overlapping=True)
    return Counter(names[owner[pattern]] for pattern, _, _ in found)


def matter_names() -> tuple[str, ...]:
    return _matters()[0]


@cache
def others(term: str) -> tuple[str, ...]:
    """The other terms of the first matter that `term` names; () where it names none."""
    rows = (values(row["terms"]) for row in table("concepts.tsv"))
    return next((tuple(other for other in terms if other != term) for terms in rows if term in terms), ())


@cache
def _matters() -> tuple[tuple[str, ...], tuple[int, ...], Any]:
    from ahocorasick_rs import AhoCorasick

    rows = table("concepts.tsv")
    terms = [(term, number) for number, row in enumerate(rows) for term in values(row["terms"])]
    automaton = AhoCorasick([term for term, _ in terms])
    return tuple(row["concept"] for row in rows), tuple(number for _, number in terms), automaton


@cache
def _tokenizer() -> Any:
    """jieba with our own terms, built once."""
    tokenizer = new_tokenizer()
    for term in lexicon("terms.txt").read_text(encoding="utf-8").split():
        tokenizer.add_word(term)
    for row in table("concepts.tsv"):
        for term in values(row["terms"]):
            tokenizer.add_word(term)
    return tokenizer
