"""How deep a section number stands: by its style, by the styles around it, or by its decimals."""

from __future__ import annotations

from collections.abc import Sequence

from docparse.structure.decimals import ROOTS
from docparse.structure.numbering import Numbered

_RANKS = ("volume", "chapter", "division", "article", "one", "two", "three", "four")
_HIGHEST = {"article": 2, "one": 3, "two": 3, "three": 4, "four": 5}  # in a text of chapters or articles


def levels(numbers: Sequence[Numbered]) -> list[int]:
    """The level of each number of a part, in order."""
    styles = {n.style for n in numbers}
    if styles & {"volume", "article"} or {"chapter", "one"} <= styles:
        return _ranked(numbers, styles)
    return _measured(numbers)


def _ranked(numbers: Sequence[Numbered], styles: set[str]) -> list[int]:
    """Levels where a text is built of 篇, 章, 节 or 条: each style that occurs stands below those above it."""
    found: dict[str, int] = {}
    for style in _RANKS:
        if style in styles:
            above = max(found.values(), default=0)
            found[style] = max(above + 1, _HIGHEST.get(style, 1) if "article" in styles else 1)
    found["box"] = max(3, 1 + max((found.get(s, 0) for s in ("volume", "chapter", "division")), default=0))
    return [found.get(n.style, n.level) for n in numbers]


def _measured(numbers: Sequence[Numbered]) -> list[int]:
    """Levels of plain styles: a decimal's is its depth below its chapter, and a plain number under a decimal stands
    below it.
    """
    result: list[int] = []
    chapters: dict[str, tuple[int, int]] = {}  # by value: rank and level
    root = (9, 9)  # rank and level of the chapter that is open
    depth, shift = 0, 0  # level of the last decimal, and by how much plain numbers below it are moved down
    for number in numbers:
        rank = 0 if number.style == "plain" else number.level
        level = number.level
        if number.style == "decimal":
            root = chapters.get(number.value.partition(".")[0], root)
            level = depth = root[1] + number.value.count(".")
            shift = -1
        elif number.style != "box" and depth and rank > root[0]:
            shift = max(depth + 1 - level, 0) if shift < 0 else shift
            level += shift
        elif number.style != "box":
            depth, shift = (0, 0) if rank else (1, -1)
            root = (9, 9) if rank else (0, 1)
        if number.style in ROOTS and not (depth and rank > root[0]):
            chapters[number.value] = (rank, level)
        result.append(level)
    return result
