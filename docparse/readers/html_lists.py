"""The numbers that a browser puts before the items of an ordered list (HTML Standard §4.4.5, §15.3.7)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from docparse.readers.docx_numbering import spell

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHINESE = "cjk-ideographic|simp-chinese-informal|trad-chinese-informal"
_OPENING = 12  # characters of an item that show whether it has a number of its own
_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "none": "none",
} | dict.fromkeys(_CHINESE.split("|"), "chineseCounting")


class Lists:
    """Counts the items of a page's ordered lists. Ask `marker` for each element once, in the order of the page."""

    def __init__(self) -> None:
        self._last: dict[_Element, int] = {}

    def marker(self, element: _Element) -> str:
        """What stands before a list item: "3.", "三、"; "" before any other element, and where the item's text has its
        own number.
        """
        parent = element.getparent()
        if element.tag != "li" or parent is None or parent.tag != "ol":
            return ""
        before = self._last.get(parent, _integer(parent.get("start"), 1) - 1)
        number = self._last[parent] = _integer(element.get("value"), before + 1)
        form = _form(element) or _form(parent) or "decimal"
        if form == "none" or _own_number().match(_opening(element)):
            return ""
        return spell(number, form) + ("、" if form == "chineseCounting" else ".")


def _opening(item: _Element) -> str:
    """The first characters of an item, without blanks before them."""
    text = ""
    for piece in item.itertext():
        text = (text + str(piece)).lstrip()
        if len(text) > _OPENING:
            break
    return text


def _form(element: _Element) -> str | None:
    style = re.search(r"list-style(?:-type)?\s?:([^;]{0,60})", element.get("style", "").lower())
    named = next((word for word in style[1].split() if word in _STYLES), None) if style else None
    return _STYLES[named] if named else _TYPES.get(element.get("type", ""))


def _integer(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else default


@cache
def _own_number() -> re.Pattern[str]:
    return re.compile(
        r"[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})\s?[）)、.．]|第[\d一二三四五六七八九十百]{1,4}[章节条]|[①-⑳]"
    )
