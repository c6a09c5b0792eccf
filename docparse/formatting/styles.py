"""Properties as they hold: defaults → table style → paragraph style → character style → what is stated on the spot.

ISO/IEC 29500-1 §17.7.2 gives the order, §17.7.3 how bold and italics of two styles cancel each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docparse.formatting.properties import Layout, Type, borders_of, layout_of, over, type_of
from docparse.readers.docx_styles import W, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEFAULT_POINTS = 10.0  # §17.3.2.38


@dataclass(frozen=True, slots=True)
class _Style:
    type: Type
    layout: Layout
    base: str | None


class Styles:
    """The styles part. Each style is resolved once, through those that it is based on; a circle ends where it closes."""

    def __init__(self, root: _Element | None) -> None:
        self._stated: dict[str, _Style] = {}
        self._resolved: dict[str, _Style] = {}
        self._types: dict[tuple[str | None, str | None, str | None], Type] = {}
        self._names: dict[str, str] = {}
        self._borders: dict[str, tuple[tuple[str, int], ...]] = {}
        self._default: dict[str, str] = {}
        defaults = None if root is None else root.find(f"{W}docDefaults")
        self._type = type_of(None if defaults is None else defaults.find(f"{W}rPrDefault/{W}rPr"))
        self._layout = layout_of(None if defaults is None else defaults.find(f"{W}pPrDefault/{W}pPr"))
        for style in () if root is None else root.iterfind(f"{W}style"):
            key, kind = style.get(f"{W}styleId", ""), style.get(f"{W}type", "paragraph")
            own_type, own_layout = type_of(style.find(f"{W}rPr")), layout_of(style.find(f"{W}pPr"))
            self._stated[key] = _Style(own_type, own_layout, value(style, "basedOn"))
            self._names[key] = value(style, "name") or key
            self._borders[key] = borders_of(style.find(f"{W}tblPr/{W}tblBorders")) or ()
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._default[kind] = key

    def layout(self, paragraph: _Element, table: str | None = None) -> Layout:
        """A paragraph's properties; `table` is the style of the table it stands in."""
        chain = self._of(self.style_of(paragraph)).layout
        inherited = over(chain, over(self._of(table).layout, self._layout))
        return over(layout_of(paragraph.find(f"{W}pPr")), inherited)

    def type(self, run: _Element, style: str | None, table: str | None = None) -> Type:
        """The properties of a run's characters; `style` is that of its paragraph."""
        own = run.find(f"{W}rPr")
        return over(type_of(own), self._styled(style, value(own, "rStyle"), table))

    def default_points(self) -> float:
        """The size of the default paragraph style, which a grid of characters counts from (§17.6.5)."""
        return self._styled(self._default.get("paragraph"), None, None).points or _DEFAULT_POINTS

    def _styled(self, paragraph: str | None, character: str | None, table: str | None) -> Type:
        """What styles and defaults make of a run's characters."""
        key = (paragraph, character, table)
        if key not in self._types:
            base, own = self._of(paragraph).type, self._of(character).type
            toggles = Type(bold=_cancelled(base.bold, own.bold), italic=_cancelled(base.italic, own.italic))
            held = over(toggles, over(own, over(base, over(self._of(table).type, self._type))))
            self._types[key] = over(held, Type(points=_DEFAULT_POINTS))
        return self._types[key]

    def name(self, paragraph: _Element) -> str:
        """The name of a paragraph's style, as Word shows it."""
        return self._names.get(self.style_of(paragraph) or "", "")

    def borders(self, table: str | None) -> tuple[tuple[str, int], ...]:
        """The lines that a table style itself states: (side, size in eighths of a point)."""
        return self._borders.get(table or "", ())

    def style_of(self, paragraph: _Element) -> str | None:
        """The id of a paragraph's style: its own, or the default one."""
        return value(paragraph, "pPr", "pStyle") or self._default.get("paragraph")

    def _of(self, key: str | None) -> _Style:
        """The style `key` with all that it inherits; nothing for a style that there is not."""
        chain: list[str] = []
        while key is not None and key in self._stated and key not in self._resolved and key not in chain:
            chain.append(key)
            key = self._stated[key].base
        nothing = _Style(Type(), Layout(), None)
        held = self._resolved.get(key or "", nothing)
        for link in reversed(chain):
            own = self._stated[link]
            held = self._resolved[link] = _Style(over(own.type, held.type), over(own.layout, held.layout), own.base)
        return held


def _cancelled(one: bool | None, other: bool | None) -> bool | None:
    """Two styles that both set a toggle unset it."""
    return None if one is None and other is None else bool(one) != bool(other)
