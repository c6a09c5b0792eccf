"""A picture of a page as lines: seal and red rules taken out, the page set upright and straight, words put into lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any

from docparse.readers import limits, ocr
from docparse.readers.characters import folded
from docparse.readers.layout import LaidPage
from docparse.readers.ocr import Word
from docparse.readers.pdf_lines import Glyph

if TYPE_CHECKING:
    from PIL.Image import Image

    from docparse.readers.ocr import Picture

POINTS_PER_INCH = 72
_SEAL = (
    22.0,
    60.0,
)  # millimetres across: the seals of offices measure 38 to 45 (国发〔1999〕25号), stamps a little more
_RULE = (40.0, 3.0)  # a red rule is at least as long and at most as high, in millimetres
_RED, _REDNESS = 110, 45  # of 255: how bright the red of a red pixel is, and by how much above green and blue
_INK = 0.85  # of the brightness of red ink: what is brighter counts as paper
_GRAIN = 4  # red is looked for on a picture of every fourth pixel
_ALIKE = 0.12  # share by which sizes measured on a page's words vary
_READABLE = 0.7  # confidence of a page that stands upright
_EM_MIDDLE = 0.38  # of the em box above the baseline


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
    words, (width, height) = _upright(ocr.words(picture, name), picture, name)
    words = [w for w in words if not _is_mark(w, page)]
    lean = _lean(words)
    words = [_moved(w, page.points) for w in _turned(words, -lean, (width / 2, height / 2))]
    body = _body_size(words)
    glyphs = [glyph for word in words for glyph in _glyphs(word, body)]
    sure = [(*_middle(word), word.confidence) for word in words]
    return LaidPage(glyphs, height * page.points, (), sure)


def _is_mark(word: Word, page: ScannedPage) -> bool:
    xs, ys = zip(*word.corners, strict=True)
    for mark in page.marks:
        x, y = (mark.x0 + mark.x1) / 2 / page.points, (mark.baseline - _EM_MIDDLE * mark.size) / page.points
        if min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys):
            return True
    return False


# --- the picture -----------------------------------------------------------------------------------------------------


def without_red(picture: Picture, points: float) -> Picture:
    """The picture without its seals and red rules; red letters, such as those of a red head, stay.

    A seal hides the signature and date that it stands on, and a seal's own letters run in a circle.
    """
    import numpy as np
    from scipy import ndimage  # type: ignore[import-untyped]

    red = _is_red(picture[::_GRAIN, ::_GRAIN])
    if not red.any():
        return picture
    millimetre = POINTS_PER_INCH / 25.4 / points / _GRAIN  # in coarse pixels
    joined = ndimage.binary_dilation(red, iterations=max(round(millimetre), 1))
    labels, _ = ndimage.label(joined, structure=np.ones((3, 3)))
    result = picture
    for found in ndimage.find_objects(labels):
        height, width = ((side.stop - side.start) / millimetre for side in found)
        is_seal = _SEAL[0] <= min(height, width) and max(height, width) <= _SEAL[1] and 0.6 < height / width < 1.6
        is_rule = width >= _RULE[0] and height <= _RULE[1] + 2  # the joining made it two millimetres higher
        if is_seal or is_rule:
            if result is picture:
                result = picture.copy()
            rows, columns = (slice(side.start * _GRAIN, side.stop * _GRAIN) for side in found)
            area = result[rows, columns]
            ink = area[..., 0][_is_red(area)]
            if ink.size:
                # the red channel shows red ink almost as paper and black as black, also where one lies over the other
                paper = _INK * float(np.median(ink))
                grey = np.clip(area[..., 0] * (255 / paper), 0, 255).astype(np.uint8)
                area[...] = grey[..., None]
    return result


def _is_red(pixels: Picture) -> Any:
    red, others = pixels[..., 0], pixels[..., 1:].max(axis=-1)
    return (red > _RED) & (red.astype("int16") - others > _REDNESS)


def _upright(words: list[Word], picture: Picture, name: str) -> tuple[list[Word], tuple[int, int]]:
    """The words of the picture turned so that it reads best, and its width and height then.

    It is turned only where as it is it reads badly or from top to bottom: each turn is read anew.
    """
    import numpy as np

    height, width = picture.shape[:2]
    sideways = _is_sideways(words)
    if not words or (not sideways and _certainty(words) > _READABLE):
        return words, (width, height)
    tried = [(words, (width, height))]
    for turn in (1, 3) if sideways else (2,):
        turned = ocr.words(np.ascontiguousarray(np.rot90(picture, turn)), name)
        tried.append((turned, (height, width) if sideways else (width, height)))
    return max(tried, key=lambda found: sum(len(w.text) * (w.confidence - 0.5) for w in found[0]))


def _is_sideways(words: Sequence[Word]) -> bool:
    tall = sum(_height(w) > 2 * _width(w) for w in words)
    return tall > len(words) / 2


def _certainty(words: Sequence[Word]) -> float:
    return sum(w.confidence * len(w.text) for w in words) / max(sum(len(w.text) for w in words), 1)


def _lean(words: Sequence[Word]) -> float:
    """The angle at which most long words lean, in radians, clockwise."""
    angles = [
        math.atan2(w.corners[1][1] - w.corners[0][1], w.corners[1][0] - w.corners[0][0])
        for w in words
        if _width(w) > 5 * _height(w)
    ]
    return median(angles) if angles else 0.0


def _turned(words: Sequence[Word], angle: float, middle: tuple[float, float]) -> list[Word]:
    """The words turned about the page's middle."""
    cos, sin, (x0, y0) = math.cos(angle), math.sin(angle), middle

    def turned(x: float, y: float) -> tuple[float, float]:
        return x0 + (x - x0) * cos - (y - y0) * sin, y0 + (x - x0) * sin + (y - y0) * cos

    return [replace(w, corners=tuple(turned(*corner) for corner in w.corners)) for w in words]


# --- words -----------------------------------------------------------------------------------------------------------


def _width(word: Word) -> float:
    return math.dist(word.corners[0], word.corners[1])


def _middle(word: Word) -> tuple[float, float]:
    xs, ys = zip(*word.corners, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def _height(word: Word) -> float:
    return math.dist(word.corners[0], word.corners[3])


def _moved(word: Word, points: float) -> Word:
    """The word with its corners in points, and the widths of its marks folded."""
    corners = tuple((x * points, y * points) for x, y in word.corners)
    return Word(folded(word.text), corners, word.confidence)


def _cells(text: str) -> float:
    """The width of a text in em: a Chinese character 1, a Latin one a half."""
    return sum(0.5 if c < "\u0080" else 1.0 for c in text)


def _measured_size(word: Word) -> float:
    """The size of the word's letters: a long word's by its width, a short one's by its height, which is less exact."""
    cells = _cells(word.text)
    return _width(word) / cells if cells >= 5 else min(_height(word) * 0.75, _width(word) / max(cells - 0.5, 0.5))


def _body_size(words: Sequence[Word]) -> float:
    """The size of most of the page's letters, in points."""
    sizes = [round(_measured_size(w), 1) for w in words for _ in w.text]
    return median(sizes) if sizes else 0.0


def _glyphs(word: Word, body: float) -> list[Glyph]:
    """The word's characters, set evenly over its width, since the engine tells no more than where the word stands."""
    size = _measured_size(word)
    if abs(size - body) <= _ALIKE * body:
        size = body
    xs = [x for x, _ in word.corners]
    left, right = min(xs), max(xs)
    baseline = _middle(word)[1] + _EM_MIDDLE * size
    step = (right - left) / max(_cells(word.text), 0.5)
    glyphs: list[Glyph] = []
    for char in word.text:
        end = left + step * _cells(char)
        glyphs.append(Glyph(char, left, end, baseline, round(size, 1)))
        left = end
    return glyphs


def as_pixels(picture: Image) -> Picture:
    """The picture's pixels, made smaller where it is finer than the recognition gains by."""
    import numpy as np

    scale = limits.PICTURE_SIDE / max(*picture.size, 1)
    if scale < 1:
        picture = picture.resize((max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)))
    return np.array(picture)
