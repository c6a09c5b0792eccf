"""What a Word style says of its paragraphs, through the chain of styles it is based on (ISO/IEC 29500-1 §17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"


def value(element: _Element | None, *path: str) -> str | None:
    """The w:val of the descendant at `path` (names without prefix), or None. A toggle without w:val is "1"."""
    found = None if element is None else element.find("/".join(W + step for step in path))
    return None if found is None else found.get(_VAL, "1")


def number(element: _Element | None, *path: str) -> int | None:
    """As `value`, as a whole number; None too where it is none."""
    text = value(element, *path)
    try:
        return None if text is None else int(text[:10])
    except ValueError:
        return None


def is_on(element: _Element | None, *path: str) -> bool:
    """Whether the toggle at `path` is set (§17.17.4)."""
    return value(element, *path) not in (None, "0", "false", "off")


@dataclass(frozen=True, slots=True)
class Format:
    """What a style or a paragraph itself states; None where it is silent."""

    alignment: str | None = None
    half_points: int | None = None
    outline: int | None = None  # 0-based
    num_id: str | None = None
    num_level: int | None = None


def stated(element: _Element | None) -> Format:
    """The format that a w:style, or anything with w:pPr and w:rPr below it, states itself."""
    return Format(
        alignment=value(element, "pPr", "jc"),
        half_points=number(element, "rPr", "sz"),
        outline=number(element, "pPr", "outlineLvl"),
        num_id=value(element, "pPr", "numPr", "numId"),
        num_level=number(element, "pPr", "numPr", "ilvl"),
    )


class Styles:
    """The styles part; every question is answered through `w:basedOn`."""

    def __init__(self, root: _Element | None) -> None:
        self._formats: dict[str, Format] = {}
        self._parents: dict[str, str | None] = {}
        self.default: str | None = None
        self._default_size = number(root, "docDefaults", "rPrDefault", "rPr", "sz")
        for style in () if root is None else root.iterfind(f"{W}style"):
            key = style.get(f"{W}styleId", "")
            self._formats[key], self._parents[key] = stated(style), value(style, "basedOn")
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self.default = key

    def chain(self, key: str | None) -> Iterator[tuple[str, Format]]:
        """The style `key` and those it is based on, nearest first; a circle ends where it closes."""
        seen: set[str] = set()
        while key is not None and key in self._formats and key not in seen:
            seen.add(key)
            yield key, self._formats[key]
            key = self._parents[key]

    def alignment(self, key: str | None) -> str | None:
        return next((f.alignment for _, f in self.chain(key) if f.alignment is not None), None)

    def half_points(self, key: str | None) -> int | None:
        return next((f.half_points for _, f in self.chain(key) if f.half_points is not None), self._default_size)

    def outline(self, key: str | None) -> int | None:
        return next((f.outline for _, f in self.chain(key) if f.outline is not None), None)

    def numbering(self, key: str | None) -> tuple[str, str, int | None] | None:
        """(style that states it, w:numId, level or None) of the nearest style that numbers its paragraphs."""
        return next(((k, f.num_id, f.num_level) for k, f in self.chain(key) if f.num_id is not None), None)
