"""What an OFD page draws (GB/T 33190-2016 §7, §8, §11): its characters with their boxes, and its rules."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from docparse.readers import limits
from docparse.readers.lines import Glyph
from docparse.source import BBox

if TYPE_CHECKING:
    from lxml.etree import _Element

POINTS = 72 / 25.4  # in a millimetre, the unit of OFD
_LEVEL = 0.02  # radians by which a line of text may slope; what slopes more is a watermark
_RULE = 0.75  # millimetres; a filled path thinner than this is a rule
_MOST_DELTAS = 100_000
_DRAWING = re.compile(r"[SMLQBAC]|[-+.\dEe]+")
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


class Drawn(NamedTuple):
    """The glyphs of a page in the order of the file, and its rules as boxes of no width or no height; points from the top left."""

    glyphs: list[Glyph]
    rules: list[BBox]


class _Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f (§7.1, CTM)."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def under(self, outer: _Matrix) -> _Matrix:
        """This matrix applied first, then `outer`."""
        e, f = outer.point(self.e, self.f)
        return _Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )


def local(element: _Element) -> str:
    """The element's name without its namespace: writers differ in the year that theirs ends with."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """The numbers of an ST_Array; what is none ends it.

    >>> numbers("0 0 210.0 297")
    [0.0, 0.0, 210.0, 297.0]
    """
    found: list[float] = []
    for word in (text or "").split():
        try:
            value = float(word)
        except ValueError:
            break
        if not math.isfinite(value):
            break
        found.append(value)
    return found


def draw(layers: Iterable[_Element], units: dict[str, _Element], origin: tuple[float, float]) -> Drawn:
    """What `layers` draw, in their order.

    Args:
        layers: elements with page objects below them: Layer, PageBlock, Content.
        units: composite graphics by id, which a CompositeObject draws.
        origin: the left top corner of the page's PhysicalBox, in millimetres.
    """
    drawn = Drawn([], [])
    start = _Matrix(e=-origin[0], f=-origin[1])
    for layer in layers:
        for item, matrix in _objects(layer, units, start, depth=0):
            if local(item) == "TextObject":
                drawn.glyphs.extend(_glyphs(item, matrix))
            else:
                drawn.rules.extend(_rules(item, matrix))
    return drawn


def _objects(
    holder: _Element, units: dict[str, _Element], outer: _Matrix, depth: int
) -> Iterator[tuple[_Element, _Matrix]]:
    """(text or path object, from its own space to the page) for all that `holder` shows."""
    if depth > limits.OBJECT_DEPTH:
        return
    for item in holder:
        name = local(item)
        if item.get("Visible", "true").lower() == "false":
            continue
        if name in ("Layer", "PageBlock", "Content"):
            yield from _objects(item, units, outer, depth + 1)
        elif name in ("TextObject", "PathObject"):
            yield item, _place(item).under(outer)
        elif name == "CompositeObject" and (unit := units.get(item.get("ResourceID", ""))) is not None:
            yield from _objects(unit, units, _place(item).under(outer), depth + 1)


def _place(item: _Element) -> _Matrix:
    """From an object's own space to that of what holds it: its CTM, then its Boundary's corner (§8.5)."""
    ctm = numbers(item.get("CTM"))
    box = numbers(item.get("Boundary"))
    corner = _Matrix(e=box[0], f=box[1]) if len(box) == 4 else _Matrix()
    return (_Matrix(*ctm) if len(ctm) == 6 else _Matrix()).under(corner)


# --- characters ------------------------------------------------------------------------------------------------------


def _glyphs(item: _Element, matrix: _Matrix) -> Iterator[Glyph]:
    """The characters of a text object (§11.2, §11.3); text that doesn't run level is a watermark and left out."""
    if abs(math.atan2(matrix.b, matrix.a)) > _LEVEL:
        return
    size = (numbers(item.get("Size")) or [0.0])[0]
    stretch = (numbers(item.get("HScale")) or [1.0])[0] or 1.0
    # no offset says how wide the last character is: the object's box ends with it
    end = (numbers(item.get("Boundary"))[2:3] or [0.0])[0] if item.get("CTM") is None else 0.0
    x = y = 0.0
    for code in item:
        if local(code) != "TextCode":
            continue
        x = (numbers(code.get("X")) or [x])[0]
        y = (numbers(code.get("Y")) or [y])[0]
        text = code.text or ""
        steps, falls = deltas(code.get("DeltaX"), len(text) - 1), deltas(code.get("DeltaY"), len(text) - 1)
        for at, char in enumerate(text):
            width = size * stretch * (0.5 if char.isascii() else 1.0)
            if at < len(steps):
                step = steps[at]
                width = min(width, step) if step > 0 else width
            elif at == len(text) - 1 and 0.25 * size < end - x < size * stretch:
                step = width = end - x
            else:
                step = 0.0 if falls else width
            yield _glyph(char, matrix, x, y, width, size)
            x, y = x + step, y + (falls[at] if at < len(falls) else 0.0)


def _glyph(char: str, matrix: _Matrix, x: float, y: float, width: float, size: float) -> Glyph:
    left, baseline = matrix.point(x, y)
    right, _ = matrix.point(x + width, y)
    height = size * math.hypot(matrix.c, matrix.d)
    return Glyph(char, left * POINTS, right * POINTS, baseline * POINTS, round(height * POINTS, 2) or 1.0)


def deltas(text: str | None, most: int) -> list[float]:
    """Offsets between the characters of a TextCode; "g N V" stands for N times V (§11.3).

    >>> deltas("5.6 g 2 7.5 5.6", 9)
    [5.6, 7.5, 7.5, 5.6]
    """
    words = (text or "").split()
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) < min(most, _MOST_DELTAS):
        repeated = words[at] == "g"
        values = numbers(" ".join(words[at + 1 : at + 3] if repeated else words[at : at + 1]))
        if len(values) != (2 if repeated else 1):
            break
        found += [values[1]] * min(max(int(values[0]), 0), most) if repeated else values
        at += 3 if repeated else 1
    return found[: max(most, 0)]


# --- rules -----------------------------------------------------------------------------------------------------------


def _rules(item: _Element, matrix: _Matrix) -> Iterator[BBox]:
    """The level and upright lines of a path; a filled bar that is thin enough is one line."""
    corners = [_points(path, matrix) for path in _paths(item)]
    for path in corners:
        xs, ys = [x for x, _ in path], [y for _, y in path]
        if len(path) < 2:
            continue
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if min(width, height) < _RULE * POINTS:
            yield _line(min(xs), min(ys), max(xs), max(ys))
        elif item.get("Stroke", "true").lower() != "false":
            yield from (
                _line(*start, *end)
                for start, end in pairwise(path)
                if min(abs(start[0] - end[0]), abs(start[1] - end[1])) < _RULE * POINTS
            )


def _line(x0: float, y0: float, x1: float, y1: float) -> BBox:
    """The box of a rule between two points, without its thickness."""
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if x1 - x0 >= y1 - y0:
        return x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
    return (x0 + x1) / 2, y0, (x0 + x1) / 2, y1


def _points(path: Sequence[tuple[float, float]], matrix: _Matrix) -> list[tuple[float, float]]:
    return [(x * POINTS, y * POINTS) for x, y in (matrix.point(*p) for p in path)]


def _paths(item: _Element) -> Iterator[list[tuple[float, float]]]:
    """The sub-paths of AbbreviatedData as corners (§9.3); a path with curves is no rule and left out."""
    data = next((e.text for e in item if local(e) == "AbbreviatedData"), None) or ""
    words = _DRAWING.findall(data[: limits.PATH_CHARACTERS])
    path: list[tuple[float, float]] = []
    curved = False
    at = 0
    while at < len(words):
        sign, count = words[at], _ARGUMENTS.get(words[at], -1)
        values = numbers(" ".join(words[at + 1 : at + 1 + count])) if count >= 0 else []
        if len(values) != count:
            break
        if sign in "SM":
            if path and not curved:
                yield path
            path, curved = [(values[0], values[1])], False
        elif sign == "C":
            path += path[:1]
        else:
            curved = curved or sign != "L"
            path.append((values[-2], values[-1]))
        at += 1 + count
    if path and not curved:
        yield path
