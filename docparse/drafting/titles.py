"""Breaks a title into lines by sense: whole words, and the shape of a trapezoid or a rhombus (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, pairwise

from docparse.drafting.blanks import blanks
from docparse.matcher.words import segments

MOST_LINES = 4
_OPENING, _CLOSING = "《〈（“‘", "》〉）”’，、。；：！？"
_PERIOD = re.compile(r"（[^（）]{2,16}）")
_ISSUER = re.compile(r"^[^《（]{4,20}?(?=关于)")
_CLINGING = re.compile(r"[的和与及等之、].*|.")
"""Words that begin no line: particles, and single characters, which are ends of names (区, 县) or halves of words."""

_PAUSE_BEFORE = ("关于", "（")
_ENDING_NAMES = "省市区县州盟旗镇乡"


def title_lines(text: str, width: int = 20) -> tuple[str, ...]:
    """The title in at most four lines of at most `width` characters; a title that fits stays one line.

    No word, no name of a body and no bracket is cut, and 的通知 never stands alone. Among what is left the best shape
    wins: lines that grow or shrink, or have their longest in the middle, broken where the title pauses.
    """
    if length(text) <= width and not _ISSUER.match(text):
        return (text,)
    pieces = _pieces(text)
    shapes = [s for count in range(2, MOST_LINES + 1) for s in _partitions(pieces, count) if _fits(s, width)]
    return min(shapes, key=_cost) if shapes else tuple(_filled(pieces, width))


def _fits(lines: Sequence[str], width: int) -> bool:
    return all(4 <= length(line) <= width for line in lines) and not lines[-1].startswith("的")


def length(text: str) -> float:
    """Widths of a full character: Latin letters and digits count half."""
    return sum(0.5 if c.isascii() else 1 for c in text)


def _pieces(text: str) -> list[str]:
    """What no line break may cut: words with what clings to them, brackets with a period, blanks."""
    whole = [*blanks(text), *(m.span() for form in (_ISSUER, _PERIOD) for m in form.finditer(text))]
    ends, offset = [], 0
    for word in segments(text):
        offset += len(word)
        if not any(start < offset < end for start, end in whole):
            ends.append(offset)
    raw = [text[a:b] for a, b in zip([0, *ends], ends, strict=False) if a < b]
    joined: list[str] = []
    for piece in raw:
        if joined and (piece[0] in _CLOSING or joined[-1][-1] in _OPENING or _CLINGING.fullmatch(piece)):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _partitions(pieces: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    for cuts in combinations(range(1, len(pieces)), count - 1):
        bounds = [0, *cuts, len(pieces)]
        yield tuple("".join(pieces[a:b]) for a, b in pairwise(bounds))


def _cost(lines: tuple[str, ...]) -> float:
    """Small for an even, well-shaped block of few lines, broken at pauses and at whole words."""
    widths = [length(line) for line in lines]
    mean = sum(widths) / len(widths)
    uneven = sum(abs(w - mean) for w in widths) / len(widths)
    pauses = sum(line.startswith(_PAUSE_BEFORE) for line in lines[1:])
    doubtful = sum(segments(line)[-1][-1] not in _ENDING_NAMES and len(segments(line)[-1]) == 1 for line in lines[:-1])
    return uneven + (0 if _shapely(widths) else 6) + 4 * len(lines) - 6 * pauses + 3 * doubtful


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
        if line and length(line + piece) > width:
            yield line
            line = ""
        line += piece
    yield line
