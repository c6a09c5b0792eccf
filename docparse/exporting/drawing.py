"""What a drawing is made of, and how wide Chinese text runs: the template `drawing.svg.j2` only sets it down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_CLOSING = "、，。；：！？）》〉」』”’】〕"


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; (x, y) is the middle or, for `anchor` "start", the left end of its base line."""

    x: float
    y: float
    text: str
    style: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its text; `key` is the record that it shows ("bodies-0"), or ""."""

    x: float
    y: float
    width: float
    height: float
    style: str
    key: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    title: str
    width: float
    height: float
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]


def wrap(text: str, width: float, size: float, most: int = 99) -> list[str]:
    """`text` in lines no wider than `width` at a font `size`, at most `most` of them, the last cut with ….

    A character of the CJK or another wide script is as wide as the font is high, others little more than half. A
    mark that closes stays with what it closes, a little beyond the width.
    """
    lines, line, used = [], "", 0.0
    for character in " ".join(text.split()):
        advance = size * (0.58 if ord(character) < 0x2000 else 1)
        if line and used + advance > width and character not in _CLOSING:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + character, used + advance
    lines.append(line)
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]


def stacked(texts: Iterable[tuple[str, str, float]], x: float, y: float, anchor: str = "middle") -> tuple[Text, ...]:
    """Lines of text one below the other from `y` down; each is (text, style, line height)."""
    placed = []
    for text, style, height in texts:
        placed.append(Text(x, y + 0.75 * height, text, style, anchor))
        y += height
    return tuple(placed)
