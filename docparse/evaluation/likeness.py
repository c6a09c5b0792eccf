"""When two strings count as alike: layout never decides, punctuation seldom."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[，。；：、“”‘’《》〈〉（）()\[\]【】〔〕·,.;:\"'!?！？—\-]")


def squash(value: Any) -> str:
    """`value` as text with widths folded (NFKC) and all blanks dropped; "" for None."""
    return "" if value is None else _BLANKS.sub("", unicodedata.normalize("NFKC", str(value)))


def bare(value: Any) -> str:
    """As `squash`, with punctuation dropped as well."""
    return _MARKS.sub("", squash(value))


def dice(one: Any, other: Any) -> float:
    """Dice coefficient in [0, 1] over the character bigrams of the bare texts; 1.0 where both are empty.

    A text of one character counts as one gram.
    """
    a, b = bare(one), bare(other)
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    grams_a, grams_b = _grams(a), _grams(b)
    return 2 * (grams_a & grams_b).total() / (grams_a.total() + grams_b.total())


def alike(one: Any, other: Any, least: float) -> bool:
    """Whether the bare texts are equal, one holds the other (neither empty), or their Dice is at least `least`."""
    a, b = bare(one), bare(other)
    held = bool(a and b) and (a in b or b in a)
    return held or dice(a, b) >= least


def _grams(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(max(len(text) - 1, 1)))
