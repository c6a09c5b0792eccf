"""A picture of a page as characters and tables: recognised, set upright and straight."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from docparse.readers import ocr
from docparse.readers.characters import folded
from docparse.readers.layout import LaidPage
from docparse.readers.lines import Glyph
from docparse.readers.ocr import Word
from docparse.readers.ruled_tables import rulings_of
from docparse.readers.scan_picture import rules, straightened, without_red
from docparse.readers.scan_words import EM_MIDDLE, glyphs_of, height_of, middle_of, width_of

if TYPE_CHECKING:
    from docparse.readers.ocr import Picture

_READABLE = 0.7  # confidence of a page that stands upright


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A picture of a page: its pixels, its width and height in points, and the marks that a scanner's program printed over
    it, which are no text of the page.
    """

    picture: Picture
    size: tuple[float, float]
    marks: Sequence[Glyph] = ()

    @property
    def points(self) -> float:
        """Points a pixel."""
        return self.size[0] / max(int(self.picture.shape[1]), 1)


def scanned_page(page: ScannedPage, name: str) -> LaidPage:
    """The page's printed characters and ruled tables, set straight; `name` serves the error message only.

    Raises:
        MissingExtra: docparse was installed without its extra `ocr`.
    """
    picture = without_red(page.picture, page.points)
    words, picture = _upright(ocr.words(picture, name), picture, name)
    height, width = picture.shape[:2]
    words = [w for w in words if not _is_mark(w, page)]
    lean = _lean(words)
    words = [_moved(w, page.points) for w in _turned(words, -lean, (width / 2, height / 2))]
    dark = straightened(picture, lean)
    glyphs = glyphs_of(words, dark, page.points)
    sure = [(*middle_of(word), word.confidence) for word in words]
    return LaidPage(glyphs, height * page.points, rulings_of(rules(dark, page.points)), sure)


def _is_mark(word: Word, page: ScannedPage) -> bool:
    xs, ys = zip(*word.corners, strict=True)
    for mark in page.marks:
        x, y = (mark.x0 + mark.x1) / 2 / page.points, (mark.baseline - EM_MIDDLE * mark.size) / page.points
        if min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys):
            return True
    return False


def _upright(words: list[Word], picture: Picture, name: str) -> tuple[list[Word], Picture]:
    """The picture turned so that it reads best, and its words then.

    It is turned only where as it is it reads badly or from top to bottom: each turn is read anew.
    """
    import numpy as np

    sideways = _is_sideways(words)
    if not words or (not sideways and _certainty(words) > _READABLE):
        return words, picture
    tried = [(words, picture)]
    for turn in (1, 3) if sideways else (2,):
        turned = np.ascontiguousarray(np.rot90(picture, turn))
        tried.append((ocr.words(turned, name), turned))
    return max(tried, key=lambda found: sum(len(w.text) * (w.confidence - 0.5) for w in found[0]))


def _is_sideways(words: Sequence[Word]) -> bool:
    tall = sum(height_of(w) > 2 * width_of(w) for w in words)
    return tall > len(words) / 2


def _certainty(words: Sequence[Word]) -> float:
    return sum(w.confidence * len(w.text) for w in words) / max(sum(len(w.text) for w in words), 1)


def _lean(words: Sequence[Word]) -> float:
    """The angle at which most long words lean, in radians, clockwise."""
    angles = [
        math.atan2(w.corners[1][1] - w.corners[0][1], w.corners[1][0] - w.corners[0][0])
        for w in words
        if width_of(w) > 5 * height_of(w)
    ]
    return median(angles) if angles else 0.0


def _turned(words: Sequence[Word], angle: float, middle: tuple[float, float]) -> list[Word]:
    """The words turned about the page's middle."""
    cos, sin, (x0, y0) = math.cos(angle), math.sin(angle), middle

    def turned(x: float, y: float) -> tuple[float, float]:
        return x0 + (x - x0) * cos - (y - y0) * sin, y0 + (x - x0) * sin + (y - y0) * cos

    return [replace(w, corners=tuple(turned(*corner) for corner in w.corners)) for w in words]


def _moved(word: Word, points: float) -> Word:
    """The word with its corners in points, and the widths of its marks folded."""
    corners = tuple((x * points, y * points) for x, y in word.corners)
    return Word(folded(word.text), corners, word.confidence)
