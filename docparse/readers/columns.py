"""Pages that are set in two columns, as gazettes are: told by the white between them and by lines that fill them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from docparse.readers.lines import Glyph, glyph_rows
from docparse.source import BBox, Line

_GUTTER = 1.0  # em of white between two columns
_FEWEST = 4  # lines of a column
_NARROWEST = 8.0  # em
_ROOM = 2.5  # em that a full line may leave: a mark moved down with the character before it
_INDENT = 2.0  # em, of a paragraph's first line
_FULL = 0.4  # share of a column's lines that are full, or that begin at its left edge or with a paragraph's indent
_ALIKE = 0.8  # width of the narrower column to that of the wider one
_LIKELY = 6  # places that are tried as the left edge of the right column
_APART = 1.5  # em of white, over both columns, between a band of them and a running head


class Band(NamedTuple):
    """A stretch of a page that is set in two columns: its top and bottom, and the edges of its columns, in points."""

    top: float
    bottom: float
    left: tuple[float, float]
    right: tuple[float, float]

    def column(self, x: float) -> tuple[float, float]:
        """The edges of the column in which a point that far from the left lies."""
        return self.left if x < (self.left[1] + self.right[0]) / 2 else self.right


class _Stretch(NamedTuple):
    """Characters of one line with no wide gap between them, or a table."""

    x0: float
    x1: float
    top: float
    bottom: float
    em: float


def may_have_columns(found: Sequence[Line]) -> bool:
    """Whether lines that were read across the page may be those of two columns. Cheap."""
    boxes = [line.place.bbox for line in found if line.place.bbox is not None]
    if len(boxes) < _FEWEST:
        return False
    middle = (min(b[0] for b in boxes) + max(b[2] for b in boxes)) / 2
    across = sum("\u3000" in line.text.strip() for line in found)
    return across >= _FEWEST or sum(b[0] > middle for b in boxes) >= _FEWEST


def bands(glyphs: Iterable[Glyph], tables: Iterable[BBox], known: Band | None = None) -> list[Band]:
    """The stretches of a page that are set in two columns, from top to bottom; `tables` are the boxes of what is no line.

    What lies across the white between the columns, a title or a wide table, ends a stretch. Columns are lines that fill
    them: those of a table, or names beside posts, do not; but where another page of the document has columns, the one
    `known`, whatever keeps within the same edges stands in columns.
    """
    stretches = [s for row in glyph_rows(glyphs) for s in _stretches(row)]
    things = sorted([*stretches, *(_Stretch(*_across(box), 0.0) for box in tables)], key=lambda s: s.top)
    if known is not None:
        start = known.right[0]
        within = (_known_band(group, known) or _band(group, start) for group in _groups(things, start))
        return [band for band in within if band is not None]
    tried = (
        [band for group in _groups(things, start) if (band := _band(group, start)) is not None]
        for start in _starts(stretches)
    )
    return max(tried, key=lambda found: sum(band.bottom - band.top for band in found), default=[])


def _starts(stretches: Sequence[_Stretch]) -> list[int]:
    """Where the right column may begin: where most lines do that don't begin on the left."""
    starts = Counter(round(s.x0) for s in stretches)
    least = min(starts, default=0) + _NARROWEST * _em(stretches)
    return [x for x, count in starts.most_common() if count > 1 and x > least][:_LIKELY]


def order(found: Sequence[Band], x: float, y: float) -> tuple[int, float]:
    """Where a point of a page comes in the order of reading: the stretch of the page, the left edge of its column (0 where it
    has none).
    """
    for i, band in enumerate(found):
        if y < band.top:
            return 2 * i, 0.0
        if y <= band.bottom:
            return 2 * i + 1, band.column(x)[0]
    return 2 * len(found), 0.0


def _across(box: BBox) -> tuple[float, float, float, float]:
    return box[0], box[2], box[1], box[3]


def _stretches(row: Iterable[Glyph]) -> list[_Stretch]:
    found: list[_Stretch] = []
    for glyph in sorted((g for g in row if not g.text.isspace()), key=lambda g: g.x0):
        top, bottom = glyph.baseline - glyph.size, glyph.baseline
        last = found[-1] if found else None
        if last is None or glyph.x0 - last.x1 >= _GUTTER * max(glyph.size, last.em):
            found.append(_Stretch(glyph.x0, glyph.x1, top, bottom, glyph.size))
        else:
            em = max(last.em, glyph.size)
            found[-1] = _Stretch(last.x0, max(last.x1, glyph.x1), min(last.top, top), max(last.bottom, bottom), em)
    return found


def _groups(things: Sequence[_Stretch], start: float) -> list[list[_Stretch]]:
    """The stretches of text between those that lie across the white before `start`, and between wide white."""
    groups: list[list[_Stretch]] = [[]]
    bottom = 0.0
    for thing in things:
        if groups[-1] and thing.top - bottom > _APART * (thing.em or groups[-1][-1].em):
            groups.append([])
        bottom = max(bottom, thing.bottom)
        if thing.x0 < start - 1 and thing.x1 > start - _GUTTER * thing.em / 2:
            groups.append([])
        elif thing.em:
            groups[-1].append(thing)
    return groups


def _band(group: Sequence[_Stretch], start: float) -> Band | None:
    """The two columns that the stretches fill, the right one beginning at `start`; None where they fill none."""
    columns = [s for s in group if s.x0 < start - 1], [s for s in group if s.x0 >= start - 1]
    if min(map(len, columns)) < _FEWEST:
        return None
    left, right = ((min(s.x0 for s in c), max(s.x1 for s in c)) for c in columns)
    widths = left[1] - left[0], right[1] - right[0]
    if min(widths) < max(_ALIKE * max(widths), _NARROWEST * _em(group)) or right[0] - left[1] < _GUTTER * _em(group):
        return None
    if not all(_is_filled(column, *edges) for column, edges in zip(columns, (left, right), strict=True)):
        return None
    return Band(min(s.top for s in group) - 1, max(s.bottom for s in group) + 1, left, right)


def _known_band(group: Sequence[_Stretch], known: Band) -> Band | None:
    if not any(s.x0 >= known.right[0] - 1 for s in group):
        return None
    if not all(s.x0 >= known.left[0] - s.em and s.x1 <= known.right[1] + s.em for s in group):
        return None
    return known._replace(top=min(s.top for s in group) - 1, bottom=max(s.bottom for s in group) + 1)


def _em(stretches: Sequence[_Stretch]) -> float:
    return median(s.em for s in stretches) if stretches else 1.0


def _is_filled(column: Sequence[_Stretch], left: float, right: float) -> bool:
    full = sum(right - s.x1 <= _ROOM * s.em for s in column)
    begun = sum(min(s.x0 - left, abs(s.x0 - left - _INDENT * s.em)) <= s.em / 2 for s in column)
    return min(full, begun) >= _FULL * len(column)
