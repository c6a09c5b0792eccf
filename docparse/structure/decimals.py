"""Decimal numbering, as emergency plans and standards use it: 1 总则, 1.1 编制目的, 2.1.3 …

A number such as 1.5 opens a paragraph by chance as well, so that one counts only where it continues a chain that
begins under a chapter: 2, 2.1, 2.1.1, 2.1.2, 2.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from docparse.structure.numbering import Numbered

ROOTS = frozenset({"plain", "chapter", "one", "three"})
"""Styles of chapters that decimals may stand below."""
_SKIP = 3  # numbers that a slip may leap over


@dataclass(slots=True)
class _Chain:
    """The numbers under one chapter: the last one below each number ("2.1" → 3)."""

    root: Numbered
    last: dict[str, int] = field(default_factory=dict)

    def takes(self, value: str) -> bool:
        """Whether `value` continues the chain, which then goes on from it."""
        above, _, number = value.rpartition(".")
        upper, _, parent = above.rpartition(".")
        known = above == self.root.value or self.last.get(upper) == int(parent)
        before = self.last.get(above, 0)
        if not known or not before < int(number) <= before + _SKIP:
            return False
        self.last[above] = int(number)
        return True


def chained(numbers: Sequence[Numbered]) -> list[bool]:
    """For each number of a part, in order, whether it stands: decimals in a chain, chapters without a mark (1 总则)
    that open one or follow such a chapter, and all others.
    """
    result: list[bool] = []
    chain: _Chain | None = None
    waiting: dict[str, Numbered] = {}  # chapters since the last decimal, by value
    chapter = 0  # the last chapter without a mark
    for k, number in enumerate(numbers):
        stands = True
        if number.style == "plain":
            stands = int(number.value) == chapter + 1 and (chapter > 0 or _opens(numbers, k))
            chapter += stands
        elif number.style == "decimal":
            opening = waiting.get(number.value.partition(".")[0]) if number.value.endswith(".1") else None
            if opening is not None and number.value.count(".") == 1:
                chain = _Chain(opening)
            stands = chain is not None and chain.takes(number.value)
            waiting = {} if stands else waiting
        if stands and number.style in ROOTS:
            waiting[number.value] = number
        result.append(stands)
    return result


def _opens(numbers: Sequence[Numbered], index: int) -> bool:
    """Whether the next decimal or chapter is the first one below the chapter at `index`."""
    following = next((n for n in numbers[index + 1 :] if n.style in ("plain", "decimal")), None)
    return following is not None and following.value == f"{numbers[index].value}.1"
