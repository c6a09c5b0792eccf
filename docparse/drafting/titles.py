"""Breaks a title into lines by sense: whole words, and the shape of a trapezoid or a rhombus (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from docparse.drafting.blanks import blanks
from docparse.matcher.words import segments

MOST_LINES = 4
_OPENING, _CLOSING = "《〈（“‘", "》〉）”’，、。；：！？"
_PERIOD = re.compile(r"（[^（）]{2,16}）")
_ISSUER = re.compile(r"^[^《（]{4,20}?(?=关于)")
_PLACE = re.compile(
    r"(?:^|(?<=印发)|(?<=关于)|(?<=成立)|(?<=调整))[一-龥]{2,4}?(?:自治[区州县旗]|[省市区县州盟旗])(?![域块场民级])"
)
_CLINGING = re.compile(r"[的和与及等之、].*|.")
"""Words that begin no line: particles, and single characters, which are ends of names (区, 县) or halves of words."""

_PAUSES = ("关于", "（")
_SHORTEST = 4


def title_lines(text: str, width: int = 20) -> tuple[str, ...]:
    """The title in at most four lines of at most `width` characters; a title that fits stays one line.

    No word, no name of a body and no bracket is cut, and 的通知 never stands alone. Among what is left the best shape
    wins: lines that grow or shrink, or have their longest in the middle, broken where the title pauses.
    """
    if _drawn(text) <= width and not _ISSUER.match(text):
        return (text,)
    pieces = _pieces(text)
    if _drawn(text) > MOST_LINES * width:
        return tuple(_filled(pieces, width))
    shapes = [shape for count in range(2, MOST_LINES + 1) for shape in _partitions(pieces, count, width)]
    return min(shapes, key=_cost) if shapes else tuple(_filled(pieces, width))


def length(text: str) -> float:
    """Widths of a full character: Latin letters and digits count half."""
    return sum(0.5 if c.isascii() else 1 for c in text)


def _drawn(text: str) -> float:
    """The same with digits at six tenths of a character, as wide as the widest fonts draw them in a title."""
    return length(text) + sum(0.1 for c in text if c.isascii())


def _pieces(text: str) -> list[str]:
    """What no line break may cut: words with what clings to them, the body that issues, its place, brackets with a period, blanks."""
    whole = [*blanks(text), *(m.span() for form in (_ISSUER, _PERIOD, _PLACE) for m in form.finditer(text))]
    ends, offset = [], 0
    for word in segments(text):
        offset += len(word)
        if not any(start < offset < end for start, end in whole):
            ends.append(offset)
    joined: list[str] = []
    for start, end in pairwise([0, *ends]):
        piece = text[start:end]
        if joined and (piece[0] in _CLOSING or joined[-1][-1] in _OPENING or _CLINGING.fullmatch(piece)):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _partitions(pieces: Sequence[str], count: int, width: int) -> Iterator[tuple[str, ...]]:
    """The ways to lay the pieces in `count` lines of 4 to `width` characters."""
    if count == 1:
        line = "".join(pieces)
        if _SHORTEST <= _drawn(line) <= width:
            yield (line,)
        return
    for cut in range(1, len(pieces) - count + 2):
        line = "".join(pieces[:cut])
        if _drawn(line) > width:
            return
        if _drawn(line) >= _SHORTEST:
            yield from ((line, *rest) for rest in _partitions(pieces[cut:], count - 1, width))


def _cost(lines: tuple[str, ...]) -> float:
    """Small for an even, well-shaped block of few lines, broken at pauses."""
    widths = [_drawn(line) for line in lines]
    mean = sum(widths) / len(widths)
    uneven = sum(abs(w - mean) for w in widths) / len(widths)
    pauses = sum(line.startswith(_PAUSES) for line in lines[1:])
    return uneven + (0 if _shapely(widths) else 6) + 4 * len(lines) - 6 * pauses


def _shapely(widths: Sequence[float]) -> bool:
    """A trapezoid (lines grow, or shrink) or a rhombus (they grow, then shrink): never an hourglass, never a block."""
    steps = [b - a for a, b in pairwise(widths)]
    if not any(steps):
        return False
    turns = [grows for grows, _ in groupby(step > 0 for step in steps if step)]
    return len(turns) == 1 or turns == [True, False]


def _filled(pieces: Sequence[str], width: int) -> Iterator[str]:
    """As many pieces a line as fit, for a title that no four lines hold."""
    line = ""
    for piece in pieces:
        if line and _drawn(line + piece) > width:
            yield line
            line = ""
        line += piece
    yield line
