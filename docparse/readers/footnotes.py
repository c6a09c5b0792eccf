"""Footnotes of a page: small lines at its foot that open with a mark which stands in the text above.

They are put behind the line that refers to them, whole and without their mark, as in a Word document; there they part no
paragraph that runs over the page's end, and no mark is read as a digit of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from docparse.readers.lines import Glyph, glyph_rows, lines
from docparse.source import Line

_SMALL = 0.85  # size of a note's characters to that of the text, at most
_RAISED = 0.15  # em of the text by which a mark stands above it
_LOWER_HALF = 0.5


class _Mark(NamedTuple):
    """A reference: what it says, its characters, and how far down the line stands in which it does."""

    text: str
    glyphs: list[Glyph]
    baseline: float


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A mark, and a line that may open a note."""
    mark = r"[\[［〔(（]?\d{1,2}[\]］〕)）]?|[①-⑳]|\*{1,3}|※"
    return re.compile(mark), re.compile(f"(?:{mark}).*")


def with_footnotes(found: list[Line], glyphs: Sequence[Glyph], height: float, number: int) -> list[Line]:
    """The lines of page `number` with its footnotes behind the lines that refer to them; `found` itself where it has none.

    Args:
        found: the page's lines from top to bottom.
        glyphs: its characters outside tables.
        height: of the page, in points.
    """
    body = _body_size(found)
    first = _first_note(found, body, height)
    if first is None:
        return found
    top = (found[first].place.bbox or (0.0, height, 0.0, 0.0))[1]
    above = [g for g in glyphs if g.baseline < top]
    small = [line for line in found[first:] if _is_small(line, body)]
    notes = _notes(small, _marks(above, body))
    if not notes:
        return found
    gone = {id(glyph) for mark, _ in notes for glyph in mark.glyphs}
    text = lines([g._replace(text="") if id(g) in gone else g for g in above], number)  # no blank is to take their room
    result: list[Line] = []
    for line in text:
        result.append(line)
        result += [note for mark, note in notes if line is _line_of(mark, text)]
    return [*result, *(line for line in found[first:] if not _is_small(line, body))]


def _body_size(found: Sequence[Line]) -> float:
    """The size in which most of the page is set."""
    sizes: Counter[float] = Counter()
    for line in found:
        sizes[line.size or 0.0] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _is_small(line: Line, body: float) -> bool:
    return (line.size or body) <= _SMALL * body and len(line.text.strip()) > 1 and not _is_page_number(line.text)


def _is_page_number(text: str) -> bool:
    return re.fullmatch(r"[-—–－·第 ]*\d{1,4}[-—–－·页 ]*", text.strip()) is not None


def _first_note(found: Sequence[Line], body: float, height: float) -> int | None:
    """The index of the first of the small lines at the foot, if it opens with a mark."""
    _, opening = _forms()
    first = None
    for index in range(len(found) - 1, -1, -1):
        line = found[index]
        if line.place.bbox is None or line.place.bbox[1] < _LOWER_HALF * height:
            break
        if _is_small(line, body):
            first = index if opening.match(line.text.strip()) else first
        elif first is not None or not _is_page_number(line.text):
            break
    return first


def _marks(glyphs: Sequence[Glyph], body: float) -> list[_Mark]:
    """The references in the order of the text: small raised marks, and numbers in circles that open no item."""
    form, _ = _forms()
    found: list[_Mark] = []
    for row in glyph_rows(glyphs):
        row = sorted((g for g in row if not g.text.isspace()), key=lambda g: g.x0)
        usual = [g.baseline for g in row if g.size > _SMALL * body]
        line = max(set(usual), key=usual.count) if usual else 0.0
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end].size <= _SMALL * body and line - row[end].baseline >= _RAISED * body:
                end += 1
            before = row[start - 1].text if start else ""
            if end == start and "①" <= row[start].text <= "⑳" and before not in ("", *"。；：;:，、"):
                end += 1
            text = "".join(g.text for g in row[start:end])
            if text and form.fullmatch(text) and not (before.isascii() and before.isalpha()):  # km2 has no note
                found.append(_Mark(text, row[start:end], line))
            start = max(end, start + 1)
    return found


def _notes(small: Sequence[Line], marks: Sequence[_Mark]) -> list[tuple[_Mark, Line]]:
    """Each reference and its note as one Line; [] where the lines don't begin with the first that they could be of."""
    left = list(marks)
    notes: list[tuple[_Mark, Line]] = []
    for line in small:
        text = line.text.strip()
        at = next((i for i, mark in enumerate(left) if text.startswith(mark.text)), None)
        inside = notes and re.match(r"\d+[\d年月日.%％、]", text)  # a year or a figure that goes on
        if at is not None and not inside:
            rest = text.removeprefix(left[at].text).lstrip(" \u3000、.．")
            notes.append((left[at], replace(line, text=rest, note=True, centred=False)))
            left = left[at + 1 :]
        elif not notes:
            return []
        else:
            notes[-1] = (notes[-1][0], _joined(notes[-1][1], line))
    return notes


def _joined(note: Line, line: Line) -> Line:
    text = line.text.strip()
    seam = " " if note.text[-1:].isalpha() and note.text[-1:].isascii() and text[:1].isascii() else ""
    one, other = note.place.bbox, line.place.bbox
    box = (min(one[0], other[0]), one[1], max(one[2], other[2]), other[3]) if one and other else one
    return replace(note, text=note.text + seam + text, place=replace(note.place, bbox=box))


def _line_of(mark: _Mark, text: Sequence[Line]) -> Line | None:
    """The line in which the reference stands; where it was all that stood there, the last one above."""
    above = [line for line in text if line.place.bbox is not None and line.place.bbox[1] <= mark.baseline]
    return above[-1] if above else None
