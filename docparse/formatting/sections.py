"""A section of a Word file: paper, margins, grid, page numbers (ISO/IEC 29500-1 §17.6). Lengths are in twips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docparse.formatting.properties import length
from docparse.readers.docx_styles import W, is_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SIDES = ("top", "right", "bottom", "left")
_LETTER, _MARGINS = (12240, 15840), (1440, 1440, 1440, 1440)  # where the file says nothing


@dataclass(frozen=True, slots=True)
class Section:
    """`paper` is (width, height), `margins` (top, right, bottom, left with the gutter), `footers` kind → relation.

    `pitch` and `character_space` (1/4096 pt) are those of the grid, where `grid` names one. `first_number` is set where
    the page numbers start anew.
    """

    paper: tuple[int, int] = _LETTER
    landscape: bool = False
    margins: tuple[int, int, int, int] = _MARGINS
    grid: str = ""
    pitch: int = 0
    character_space: int = 0
    continuous: bool = False
    footers: tuple[tuple[str, str], ...] = ()
    own_first_page: bool = False
    first_number: int | None = None
    number_format: str = ""


def section_of(properties: _Element | None) -> Section:
    """What a w:sectPr states."""
    if properties is None:
        return Section()
    size, margins = properties.find(f"{W}pgSz"), properties.find(f"{W}pgMar")
    grid, numbers = properties.find(f"{W}docGrid"), properties.find(f"{W}pgNumType")
    top, right, bottom, left = (_or(length(margins, side), 1440) for side in _SIDES)
    space = _or(length(grid, "charSpace"), 0)
    return Section(
        paper=(_or(length(size, "w"), _LETTER[0]), _or(length(size, "h"), _LETTER[1])),
        landscape=size is not None and size.get(f"{W}orient") == "landscape",
        margins=(abs(top), right, abs(bottom), left + _or(length(margins, "gutter"), 0)),
        grid="" if grid is None else grid.get(f"{W}type", ""),
        pitch=_or(length(grid, "linePitch"), 0),
        character_space=space - 2**32 if space >= 2**31 else space,  # Word writes some negative ones as unsigned
        continuous=value(properties, "type") == "continuous",
        footers=tuple(
            (reference.get(f"{W}type", "default"), reference.get(_RELATION, ""))
            for reference in properties.iterfind(f"{W}footerReference")
        ),
        own_first_page=is_on(properties, "titlePg"),
        first_number=length(numbers, "start"),
        number_format="" if numbers is None else numbers.get(f"{W}fmt", ""),
    )


def _or(found: int | None, otherwise: int) -> int:
    return otherwise if found is None else found
