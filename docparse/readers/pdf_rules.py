"""The rules drawn on a page of a PDF, by pdfium: the level and upright pieces of its paths."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docparse.source import BBox

_MOST_PIECES = 20_000
_SHORTEST = 3.0  # points; the ends of a rule that is drawn as a thin box are shorter
_LEAN = 0.5  # points by which the ends of a level piece may differ

_Point = tuple[float, float]


def rules(page: Any, paths: Iterable[Any]) -> list[BBox]:
    """The straight pieces of a page's paths, handles of pdfium, as boxes of no width or no height in points from the top
    left of the page as shown; at most 20,000.
    """
    shown = _shown(page)
    found: list[BBox] = []
    for path in paths:
        for start, end in _pieces(path):
            (x0, y0), (x1, y1) = shown(*start), shown(*end)
            if abs(y0 - y1) <= _LEAN and abs(x0 - x1) > _SHORTEST:
                found.append((min(x0, x1), y0, max(x0, x1), y0))
            elif abs(x0 - x1) <= _LEAN and abs(y0 - y1) > _SHORTEST:
                found.append((x0, min(y0, y1), x0, max(y0, y1)))
            if len(found) >= _MOST_PIECES:
                return found
    return found


def _pieces(path: Any) -> Iterator[tuple[_Point, _Point]]:
    """The straight pieces of one path, in PDF user space."""
    from pypdfium2 import raw

    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    begin: _Point | None = None
    last: _Point | None = None
    for i in range(min(raw.FPDFPath_CountSegments(path), _MOST_PIECES)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield last, point
        if raw.FPDFPathSegment_GetClose(segment) and begin is not None:
            yield point, begin
        last = point


def _shown(page: Any) -> Callable[[float, float], _Point]:
    """A function from a point in PDF user space to the same on the page as shown, from the top left."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, Callable[[float, float], _Point]] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation()]
