"""Page numbers as footers print them: side, distance from the edge, marks around the number, type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from docparse.formatting.properties import Layout, Type
from docparse.formatting.runs import Run, RunReader
from docparse.formatting.styles import Styles
from docparse.readers.docx_styles import W

if TYPE_CHECKING:
    from lxml.etree import _Element

Side = Literal["left", "center", "right", "outside", "inside", ""]

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_CHARACTER = 280  # twips
_PAGE = re.compile(r"\s*PAGE\b", re.IGNORECASE)
_SIDES: dict[str, Side] = {
    "left": "left",
    "start": "left",
    "both": "left",
    "right": "right",
    "end": "right",
    "center": "center",
    "outside": "outside",
    "inside": "inside",
}


@dataclass(frozen=True, slots=True)
class PageNumber:
    """`side` is "" where a tab or a drawing puts the number in a place that can't be told; `before` and `after` stand
    around it. `distance` from the side is in characters, or None.
    """

    side: Side
    distance: float | None
    before: str
    after: str
    type: Type


def page_number(footer: _Element, styles: Styles) -> PageNumber | None:
    """The page number of a w:ftr: the first PAGE field in it, text boxes included; None where there is none."""
    reader = RunReader(styles)
    for paragraph in footer.iter(f"{W}p"):
        runs = list(reader.read(paragraph))
        at = [i for i, run in enumerate(runs) if _PAGE.match(run.field)]
        if at:
            return _read(paragraph, runs, at, styles)
    return None


def _read(paragraph: _Element, runs: list[Run], at: list[int], styles: Styles) -> PageNumber:
    layout = styles.layout(paragraph)
    before = "".join(run.text for run in runs[: at[0]])
    after = "".join(run.text for run in runs[at[-1] + 1 :])
    held = runs[at[-1]].type
    side = _side(paragraph, layout, tabbed="\t" in before + after)
    edge = after if side == "right" else before
    blanks = len(edge) - len(edge.rstrip() if side == "right" else edge.lstrip())
    indent = _indent(layout, side)
    plain = side in ("left", "right") and layout.frame is None and _anchor(paragraph) is None
    return PageNumber(side, indent + blanks if plain else None, before.strip(), after.strip(), held)


def _side(paragraph: _Element, layout: Layout, *, tabbed: bool) -> Side:
    anchor = _anchor(paragraph)
    if anchor is not None:
        return _SIDES.get(anchor.findtext(f"{_DRAWING}positionH/{_DRAWING}align", ""), "")
    if layout.frame:
        return _SIDES.get(layout.frame, "")
    return "" if tabbed or _in_drawing(paragraph) else _SIDES.get(layout.alignment or "left", "")


def _anchor(paragraph: _Element) -> _Element | None:
    return next(paragraph.iterancestors(f"{_DRAWING}anchor"), None)


def _in_drawing(paragraph: _Element) -> bool:
    return next(paragraph.iterancestors(f"{W}pict", f"{W}txbxContent"), None) is not None


def _indent(layout: Layout, side: Side) -> float:
    """Characters of 14 pt between the number and its side of the page."""
    chars, twips = (layout.right_chars, layout.right) if side == "right" else (layout.left_chars, layout.left)
    first = 0 if side == "right" else (layout.first_chars or 0) / 100 or (layout.first or 0) / _CHARACTER
    return first + (chars / 100 if chars else (twips or 0) / _CHARACTER)
