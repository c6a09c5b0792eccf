"""How alike two phrases, and two indicators of targets, are."""

from __future__ import annotations

from functools import lru_cache

from docparse.records import Target

_SHORTEST_NOUN = 4
_NOUN_ALONE = 0.7  # the likeness of indicators of which one is the noun that ends the other


def dice(one: str, other: str) -> float:
    """Share of common character pairs, in [0, 1]; 1 for equal strings."""
    if one == other:
        return 1.0
    pairs = _pairs(one), _pairs(other)
    total = len(pairs[0]) + len(pairs[1])
    return 2 * len(pairs[0] & pairs[1]) / total if total else 0.0


def target_likeness(upper: Target, lower: Target) -> float:
    """How alike two indicators are, in [0, 1]; 0 where their units measure different things."""
    if dimension(upper) != dimension(lower):
        return 0.0
    return indicator_likeness(upper.indicator, lower.indicator)


def indicator_likeness(upper: str, lower: str) -> float:
    """How alike two indicators of one unit are, in [0, 1]."""
    return max(dice(upper, lower), _same_noun(upper, lower))


def dimension(target: Target) -> str:
    """The unit that a target's values are compared in."""
    return target.normalized.unit if target.normalized is not None else target.unit


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _same_noun(one: str, other: str) -> float:
    """How much of the shorter indicator is the noun that ends both: 区级配送中心, 集分拣于一体的配送中心 → 0.47."""
    shorter = min(len(one), len(other))
    tail = next((n for n in range(shorter) if one[-1 - n] != other[-1 - n]), shorter)
    return _NOUN_ALONE * tail / shorter if tail >= _SHORTEST_NOUN else 0.0
