"""What Word states of characters and paragraphs, one level at a time (ISO/IEC 29500-1 §17.3.1, §17.3.2).

A style, a run or a paragraph states some properties and leaves the others, None, to what it is based on. Lengths are in
twips (1/1440 inch), sizes in points.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from docparse.readers.docx_styles import W, is_on, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Font:
    """A font by name, by the theme's name for it, or by both: the theme wins, whatever the name says."""

    name: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Type:
    """Character properties. `spacing` is added behind each character; `marked` is a highlight or a shade."""

    east_asian: Font | None = None
    western: Font | None = None
    hint: str | None = None
    points: float | None = None
    spacing: int | None = None
    colour: str | None = None  # "auto", six hexadecimal digits, or the theme's name for it
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    marked: bool | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Paragraph properties. `first` is negative for a hanging indent; `…_chars` are hundredths of a character."""

    alignment: str | None = None
    left: int | None = None
    left_chars: int | None = None
    right: int | None = None
    right_chars: int | None = None
    first: int | None = None
    first_chars: int | None = None
    line: int | None = None
    line_rule: str | None = None
    before: int | None = None
    after: int | None = None
    new_page: bool | None = None
    snaps: bool | None = None  # to the section's grid
    borders: tuple[tuple[str, int], ...] | None = None  # (side, size in eighths of a point)
    frame: str | None = None  # how a frame is aligned across the page, "" where it doesn't say


P = TypeVar("P", Type, Layout)


def over(own: P, base: P) -> P:
    """What `own` states, and what `base` does where it is silent."""
    silent = {name: getattr(base, name) for name in own.__slots__ if getattr(own, name) is None}
    return replace(own, **silent) if silent else own


def type_of(properties: _Element | None) -> Type:
    """What a w:rPr states."""
    if properties is None or not len(properties):
        return Type()
    fonts = properties.find(f"{W}rFonts")
    half_points = number(properties, "sz")
    underline = value(properties, "u")
    return Type(
        east_asian=_font(fonts, "eastAsia", "eastAsiaTheme"),
        western=_font(fonts, "ascii", "asciiTheme"),
        hint=None if fonts is None else fonts.get(f"{W}hint"),
        points=None if half_points is None else half_points / 2,
        spacing=number(properties, "spacing"),
        colour=_colour(properties.find(f"{W}color")),
        bold=_toggle(properties, "b"),
        italic=_toggle(properties, "i"),
        underline=None if underline is None else underline != "none",
        marked=_marked(properties),
    )


def _font(fonts: _Element | None, name: str, theme: str) -> Font | None:
    if fonts is None:
        return None
    font = Font(fonts.get(W + name), fonts.get(W + theme))
    return font if any(astuple(font)) else None


def _colour(element: _Element | None) -> str | None:
    if element is None:
        return None
    return element.get(f"{W}themeColor") or element.get(f"{W}val", "auto").upper().replace("AUTO", "auto")


def _toggle(properties: _Element, name: str) -> bool | None:
    return None if properties.find(W + name) is None else is_on(properties, name)


def _marked(properties: _Element) -> bool | None:
    highlight, shade = value(properties, "highlight"), properties.find(f"{W}shd")
    if highlight is None and shade is None:
        return None
    fill = None if shade is None else shade.get(f"{W}fill")
    return highlight not in (None, "none") or fill not in (None, "auto", "FFFFFF")


def layout_of(properties: _Element | None) -> Layout:
    """What a w:pPr states. Where it states a first-line or hanging indent, the one replaces the other."""
    if properties is None or not len(properties):
        return Layout()
    indent, spacing = properties.find(f"{W}ind"), properties.find(f"{W}spacing")
    frame = properties.find(f"{W}framePr")
    return Layout(
        alignment=value(properties, "jc"),
        left=length(indent, "left", "start"),
        left_chars=length(indent, "leftChars", "startChars"),
        right=length(indent, "right", "end"),
        right_chars=length(indent, "rightChars", "endChars"),
        first=_first(indent, "firstLine", "hanging"),
        first_chars=_first(indent, "firstLineChars", "hangingChars"),
        line=length(spacing, "line"),
        line_rule=None if spacing is None else spacing.get(f"{W}lineRule"),
        before=length(spacing, "before"),
        after=length(spacing, "after"),
        new_page=_toggle(properties, "pageBreakBefore"),
        snaps=_toggle(properties, "snapToGrid"),
        borders=borders_of(properties.find(f"{W}pBdr")),
        frame=None if frame is None else frame.get(f"{W}xAlign", ""),
    )


def length(element: _Element | None, *names: str) -> int | None:
    """A whole number of the first attribute that there is; None where it is none."""
    text = None if element is None else next((v for n in names if (v := element.get(W + n)) is not None), None)
    try:
        return None if text is None else int(float(text[:12]))
    except (ValueError, OverflowError):
        return None


def _first(indent: _Element | None, forward: str, hanging: str) -> int | None:
    back = length(indent, hanging)
    return length(indent, forward) if back is None else -back


def borders_of(element: _Element | None) -> tuple[tuple[str, int], ...] | None:
    """The sides of a w:pBdr, w:tblBorders or w:tcBorders that have a line, with its size in eighths of a point."""
    if element is None:
        return None
    return tuple(
        (child.tag.removeprefix(W), length(child, "sz") or 0)
        for child in element
        if isinstance(child.tag, str) and child.get(f"{W}val") not in ("nil", "none", None)
    )
