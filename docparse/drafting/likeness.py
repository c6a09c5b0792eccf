"""How alike two passages are: cosine over character pairs, each weighed by how rare it is among the passages at hand."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_CJK = re.compile(r"[一-龥A-Za-z0-9]+")


def pairs(text: str) -> Counter[str]:
    """Counts of the character pairs inside runs of words; punctuation parts them."""
    return Counter(run[i : i + 2] for run in _CJK.findall(text) for i in range(len(run) - 1))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Rarity of each pair over a set of passages; words that all of them share weigh next to nothing."""

    passages: int
    holders: Counter[str]

    @classmethod
    def over(cls, passages: Iterable[str]) -> Likeness:
        seen = [set(pairs(p)) for p in passages]
        return cls(len(seen), Counter(pair for one in seen for pair in one))

    def __call__(self, a: str, b: str) -> float:
        """In [0, 1]; 1 for the same words, 0 for none in common."""
        u, v = self._vector(a), self._vector(b)
        dot = sum(weight * v[pair] for pair, weight in u.items() if pair in v)
        norm = math.sqrt(sum(w * w for w in u.values()) * sum(w * w for w in v.values()))
        return dot / norm if norm else 0.0

    def _vector(self, text: str) -> dict[str, float]:
        return {
            pair: (1 + math.log(count)) * math.log((1 + self.passages) / (0.5 + self.holders[pair]))
            for pair, count in pairs(text).items()
        }
