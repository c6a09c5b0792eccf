"""From recognised words to characters with places: their size, and the blanks between them that the recognition drops."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from docparse.readers.lines import Glyph
from docparse.readers.ocr import Word

EM_MIDDLE = 0.38  # of the em box above the baseline
_ALIKE = 0.12  # share by which sizes measured on a page's words vary
_FREE = 0.06  # em that a character leaves free on either side
_OPENING, _CLOSING = "（《“‘〔「", "，。、；：！？）》”’〕」"
_GAP = 0.42  # em without ink between two characters that says that a blank stands there; set solid they leave a quarter


def width_of(word: Word) -> float:
    return math.dist(word.corners[0], word.corners[1])


def middle_of(word: Word) -> tuple[float, float]:
    xs, ys = zip(*word.corners, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def height_of(word: Word) -> float:
    return math.dist(word.corners[0], word.corners[3])


def _cells(text: str) -> float:
    """The width of a text in em: a Chinese character 1, a Latin one a half."""
    return sum(0.5 if c < "\u0080" else 1.0 for c in text)


def glyphs_of(words: Sequence[Word], dark: Any, points: float) -> list[Glyph]:
    """The characters of a straight page's words, whose corners are in points; `dark` says which pixels hold ink, and
    `points` is a pixel's size.
    """
    words = [_fitted(word, dark, points) for word in words]
    gaps = [_gaps(word, dark, points) for word in words]
    sizes = [
        _measured_size(word, sum(end - start for start, end in found)) for word, found in zip(words, gaps, strict=True)
    ]
    body = median([round(size, 1) for size, word in zip(sizes, words, strict=True) for _ in word.text] or [0.0])
    return [
        glyph
        for word, found, size in zip(words, gaps, sizes, strict=True)
        for glyph in _glyphs(word, found, body if abs(size - body) <= _ALIKE * body else size)
    ]


def _measured_size(word: Word, blank: float) -> float:
    """The size of the word's letters: a long word's by its width less its blanks, a short one's by its height, which is
    less exact.
    """
    cells, width = _cells(word.text), width_of(word) - blank
    return width / cells if cells >= 5 else min(height_of(word) * 0.75, width / max(cells - 0.5, 0.5))


def _inked(word: Word, dark: Any, points: float) -> tuple[float, Any]:
    """The left edge of the word's box in points, and which columns of pixels from there on hold ink."""
    xs, ys = zip(*word.corners, strict=True)
    left, right, top, bottom = (max(round(v / points), 0) for v in (min(xs), max(xs), min(ys), max(ys)))
    inset = (bottom - top) // 8  # what the lines above and below reach in
    return left * points, dark[top + inset : max(bottom - inset, 1), left : max(right, 1)].sum(axis=0) > 1


def _fitted(word: Word, dark: Any, points: float) -> Word:
    """The word with its sides where its characters' em boxes end: the recognition's box is wider than its ink, and a bracket
    or stop at its end has its ink in one half of the em box.
    """
    import numpy as np

    left, inked = _inked(word, dark, points)
    columns = np.flatnonzero(inked)
    if not columns.size or not word.text:
        return word
    start, end = left + float(columns[0]) * points, left + float(columns[-1] + 1) * points
    opens, closes = word.text[0] in _OPENING, word.text[-1] in _CLOSING
    em = (end - start) / max(_cells(word.text) - 0.5 * (opens + closes) - 2 * _FREE, 0.5)
    start -= em * (_FREE + 0.5 * opens)
    end += em * (_FREE + 0.5 * closes)
    (_, y0), (_, y1), (_, y2), (_, y3) = word.corners
    return replace(word, corners=((start, y0), (end, y1), (end, y2), (start, y3)))


def _gaps(word: Word, dark: Any, points: float) -> list[tuple[float, float]]:
    """Where blanks stand in the word: left and right edge in points, less what characters leave free beside them.

    Beside a mark there may be as much white without a blank, so only gaps between other characters count.
    """
    import numpy as np

    em = _measured_size(word, 0.0)
    left, inked = _inked(word, dark, points)
    edges = np.flatnonzero(np.diff(inked.astype(np.int8))).tolist()
    found: list[tuple[float, float]] = []
    for start, end in pairwise(edges):
        if not inked[start + 1] and (end - start) * points >= _GAP * em:
            found.append((left + start * points + _FREE * em, left + end * points - _FREE * em))
    return _between_characters(word, found)


def _between_characters(word: Word, gaps: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The gaps with no mark on either side, by where the word's characters stand if they are set evenly beside the gaps."""
    kept = list(gaps)
    for gap in gaps:
        at = _index_at(word, kept, gap)
        around = word.text[max(at - 1, 0) : at + 1]
        if len(around) < 2 or not all(unicodedata.category(c)[0] in "LN" for c in around) or around.isascii():
            kept.remove(gap)
    return kept


def _index_at(word: Word, gaps: Sequence[tuple[float, float]], gap: tuple[float, float]) -> int:
    """How many of the word's characters stand before the gap."""
    left = min(x for x, _ in word.corners)
    blank = sum(end - start for start, end in gaps)
    em = max(width_of(word) - blank, 0.1) / max(_cells(word.text), 0.5)
    before = gap[0] - left - sum(end - start for start, end in gaps if end <= gap[0])
    ends = [_cells(word.text[:i]) * em for i in range(len(word.text) + 1)]
    return min(range(len(ends)), key=lambda i: abs(ends[i] - before))


def _glyphs(word: Word, gaps: Sequence[tuple[float, float]], size: float) -> list[Glyph]:
    """The word's characters, set evenly over its width beside its gaps."""
    xs = [x for x, _ in word.corners]
    left = min(xs)
    step = max(max(xs) - left - sum(end - start for start, end in gaps), 0.1) / max(_cells(word.text), 0.5)
    baseline = middle_of(word)[1] + EM_MIDDLE * size
    blanks = {_index_at(word, gaps, gap): gap[1] - gap[0] for gap in gaps}
    glyphs: list[Glyph] = []
    for i, char in enumerate(word.text):
        left += blanks.get(i, 0.0)
        end = left + step * _cells(char)
        glyphs.append(Glyph(char, left, end, baseline, round(size, 1)))
        left = end
    return glyphs
