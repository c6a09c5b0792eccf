"""The picture of a page: seals and red rules taken out, black rules found."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from docparse.readers import limits
from docparse.source import BBox

if TYPE_CHECKING:
    from PIL.Image import Image

    from docparse.readers.ocr import Picture

POINTS_PER_INCH = 72
_SEAL = (
    22.0,
    60.0,
)  # millimetres across: the seals of offices measure 38 to 45 (国发〔1999〕25号), stamps a little more
_RULE = (40.0, 3.0)  # a red rule is at least as long and at most as high, in millimetres
_LONG = (12.0, 7.0)  # millimetres: the least length of a rule across and down, which no letter's stroke reaches
_DARK, _THICK = 150, 6.0  # of 255; points
_RED, _REDNESS = 110, 45  # of 255: how bright the red of a red pixel is, and by how much above green and blue
_INK = 0.85  # of the brightness of red ink: what is brighter counts as paper
_GRAIN = 4  # red is looked for on a picture of every fourth pixel


def as_pixels(picture: Image) -> Picture:
    """The picture's pixels, made smaller where it is finer than the recognition gains by."""
    import numpy as np

    scale = limits.PICTURE_SIDE / max(*picture.size, 1)
    if scale < 1:
        picture = picture.resize((max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)))
    return np.array(picture)


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


def straightened(picture: Picture, lean: float) -> Any:
    """Which pixels of the picture are dark once it is set straight: `lean` is the angle of its lines, clockwise."""
    import numpy as np
    from PIL import Image

    page = Image.fromarray(picture).convert("L").rotate(math.degrees(lean), Image.Resampling.BILINEAR, fillcolor=255)
    return np.asarray(page) < _DARK


def rules(dark: Any, points: float) -> list[BBox]:
    """The black rules among the dark pixels of a straight page, as boxes of no width or no height in points."""
    from scipy import ndimage

    found: list[BBox] = []
    for axis, least in ((1, _LONG[0]), (0, _LONG[1])):
        length = max(round(least * POINTS_PER_INCH / 25.4 / points), 3)
        mended = ndimage.maximum_filter1d(dark, 5, axis=axis)  # specks of white
        thick = ndimage.maximum_filter1d(mended, 3, axis=1 - axis)  # a rule that still leans by a pixel
        kept = ndimage.maximum_filter1d(ndimage.minimum_filter1d(thick, length, axis=axis), length, axis=axis)
        for rows, columns in ndimage.find_objects(ndimage.label(kept)[0]):
            y, x = (rows.start + rows.stop) / 2 * points, (columns.start + columns.stop) / 2 * points
            if axis == 1 and (rows.stop - rows.start) * points < _THICK:
                found.append((columns.start * points, y, columns.stop * points, y))
            elif axis == 0 and (columns.stop - columns.start) * points < _THICK:
                found.append((x, rows.start * points, x, rows.stop * points))
    return found
