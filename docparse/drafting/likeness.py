"""How alike two passages are: cosine over character pairs, each weighed by how rare it is among the passages at hand."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_CJK = re.compile(r"[一-龥A-Za-z0-9]+")


def pairs(text: str) -> Counter[str]:
    """Counts of the character pairs inside runs of words; punctuation parts them."""
    return Counter(run[i : i + 2] for run in _CJK.findall(text) for i in range(len(run) - 1))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Rarity of each pair over a set of passages; words that all of them share weigh next to nothing."""

    passages: int
    holders: Counter[str]
    known: dict[str, dict[str, float]] = field(default_factory=dict, compare=False)
    """Texts that were weighed before: each is compared with many."""

    @classmethod
    def over(cls, passages: Iterable[str]) -> Likeness:
        seen = [set(pairs(p)) for p in passages]
        return cls(len(seen), Counter(pair for one in seen for pair in one))

    def __call__(self, a: str, b: str) -> float:
        """In [0, 1]; 1 for the same words, 0 for none in common."""
        u, v = self._vector(a), self._vector(b)
        return sum(weight * v[pair] for pair, weight in u.items() if pair in v)

    def _vector(self, text: str) -> dict[str, float]:
        """The weights of the text's pairs, of length 1; none for a text without any."""
        if text in self.known:
            return self.known[text]
        weights = {
            pair: (1 + math.log(count)) * math.log((1 + self.passages) / (0.5 + self.holders[pair]))
            for pair, count in pairs(text).items()
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values()))
        self.known[text] = {pair: weight / norm for pair, weight in weights.items()} if norm else {}
        return self.known[text]
