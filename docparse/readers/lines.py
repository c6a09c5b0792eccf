"""From a page's glyphs to its lines: which glyphs share a line, and where blanks stand between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from docparse.readers.characters import plain
from docparse.source import BBox, Line, Place

_ASCENT, _DESCENT = 0.88, 0.12  # of the em box of Chinese fonts, whose height is the font size
_SAME_LINE = 0.6  # share of the lower glyph's height; higher than what a head set between two lines reaches
_BLANK, _LATIN_BLANK = 0.3, 0.15  # gaps in em; the quarter em that typesetting puts between 第 and 14 is no blank
_FULL_BLANK = 0.75
_MOST_BLANKS = 40


class Glyph(NamedTuple):
    """One character as drawn: its box from advance widths, its baseline, its size; points, origin at the top left."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float


class _Row:
    """Runs of glyphs that share a line, with the vertical reach of their em boxes."""

    __slots__ = ("bottom", "glyphs", "top")

    def __init__(self, run: Sequence[Glyph]) -> None:
        self.glyphs = list(run)
        self.top, self.bottom = _reach(run[0])

    def holds(self, run: Sequence[Glyph]) -> bool:
        top, bottom = _reach(run[0])
        shared = min(self.bottom, bottom) - max(self.top, top)
        return shared >= _SAME_LINE * max(min(self.bottom - self.top, bottom - top), 0.01)

    def stands_between(self, above: _Row, below: _Row) -> bool:
        """Whether this row stands to the right of two others, in the middle: the 「文件」 of a head with two issuers."""
        if self.top >= above.bottom or below.top >= self.bottom:
            return False
        left = min(g.x0 for g in self.glyphs)
        return all(g.x1 <= left for row in (above, below) for g in row.glyphs if not g.text.isspace())

    def add(self, run: Sequence[Glyph]) -> None:
        self.glyphs += run
        top, bottom = _reach(run[0])
        self.top, self.bottom = min(self.top, top), max(self.bottom, bottom)


def _reach(glyph: Glyph) -> tuple[float, float]:
    return glyph.baseline - _ASCENT * glyph.size, glyph.baseline + _DESCENT * glyph.size


def lines(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """The glyphs as Lines from top to bottom, each from left to right; glyphs may come in any order."""
    return [line for row in _rows(glyphs) if (line := _line(row, page)) is not None]


def glyph_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each line, from top to bottom."""
    return [row.glyphs for row in _rows(glyphs)]


def _rows(glyphs: Iterable[Glyph]) -> list[_Row]:
    rows: list[_Row] = []
    for run in sorted(_runs(glyphs), key=lambda r: r[0].baseline):
        row = next((r for r in rows[:-4:-1] if r.holds(run)), None)
        if row is None:
            rows.append(_Row(run))
        else:
            row.add(run)
    rows.sort(key=attrgetter("top"))
    for i in range(1, len(rows) - 1):
        if rows[i].stands_between(rows[i - 1], rows[i + 1]):
            rows[i], rows[i + 1] = rows[i + 1], rows[i]
    return rows


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Stretches of glyphs that follow each other on one baseline."""
    runs: list[list[Glyph]] = []
    run: list[Glyph] = []
    line = size = 0.0
    for glyph in glyphs:
        _, _, _, baseline, own = glyph
        if own == size and abs(baseline - line) < 0.2 * size:
            run.append(glyph)
        else:
            run = [glyph]
            runs.append(run)
        line, size = baseline, own
    return runs


def _line(row: _Row, page: int) -> Line | None:
    glyphs = sorted(row.glyphs, key=attrgetter("x0"))
    inked = [g for g in glyphs if not g.text.isspace()]
    if not inked:
        return None
    bbox = (round(inked[0].x0, 2), round(row.top, 2), round(max([g.x1 for g in inked]), 2), round(row.bottom, 2))
    sizes = [g.size for g in inked]
    return Line(plain(_text(glyphs)).rstrip(), Place(page=page, bbox=bbox), size=max(set(sizes), key=sizes.count))


def _text(glyphs: Sequence[Glyph]) -> str:
    texts = [glyph.text for glyph in glyphs]
    least = _LATIN_BLANK * min([glyph.size for glyph in glyphs])
    gaps = [i for i, (last, glyph) in enumerate(pairwise(glyphs), start=1) if glyph.x0 - last.x1 >= least]
    for i in reversed(gaps):
        if blank := _between(glyphs[i - 1], glyphs[i]):
            texts.insert(i, blank)
    return "".join(texts)


def _between(last: Glyph, glyph: Glyph) -> str:
    """The blanks that the gap between two glyphs amounts to, besides those that the file has."""
    if last.text.isspace() or glyph.text.isspace():
        return ""
    gap = (glyph.x0 - last.x1) / max(glyph.size, last.size, 1.0)
    latin = last.text.isascii() and glyph.text.isascii()
    return _blank(gap) if gap >= (_LATIN_BLANK if latin else _BLANK) else ""


def _blank(gap: float) -> str:
    """A narrow gap is a blank, a wider one as many full-width blanks as fit; glyphs of a font that the file names but
    doesn't hold may be drawn a little wider than they are set.
    """
    return " " if gap < _FULL_BLANK else "\u3000" * min(round(gap), _MOST_BLANKS)


def centred(rows: Sequence[Line], scanned: Collection[int] = ()) -> list[Line]:
    """The lines with `centred` set where a line stands in the middle of its column, or of what all of them span, off both
    edges.

    Pages that were `scanned`, by number, lie each a little elsewhere under the glass: what counts there is what the page's
    own lines span.
    """
    groups: dict[int | None, list[BBox]] = {}
    for line in rows:
        if line.place.bbox is not None:
            groups.setdefault(line.place.page if line.place.page in scanned else None, []).append(line.place.bbox)
    edges = {key: (min(b[0] for b in boxes), max(b[2] for b in boxes)) for key, boxes in groups.items()}
    everywhere = (0.0, 0.0)
    return [
        replace(line, centred=True)
        if _is_centred(line, *(line.column or edges.get(page if page in scanned else None, everywhere)))
        else line
        for line in rows
        for page in (line.place.page,)
    ]


def _is_centred(line: Line, left: float, right: float) -> bool:
    """A margin of two em on the left is a paragraph's indent, whatever stands on the right."""
    box, em = line.place.bbox, line.size or 12.0
    if box is None:
        return False
    before, after = (box[0] - left) / em, (right - box[2]) / em
    return min(before, after) >= 1 and abs(before - after) < 1 and abs(before - 2) > 0.25
