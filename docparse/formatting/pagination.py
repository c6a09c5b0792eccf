"""Page numbers: — 1 — in 14 pt 宋体, odd ones right and even ones left, one character in (GB/T 9704-2012, 7.5)."""

from __future__ import annotations

from collections.abc import Iterator

from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Form
from docparse.formatting.page_numbers import PageNumber
from docparse.formatting.typefaces import fits, size_name

_DASH = "—"
_POINTS = 14
_SIDES = {"right": "居右", "left": "居左", "center": "居中", "inside": "在内侧"}


def check_pagination(form: Form) -> Iterator[Departure]:
    """Sections without any number (a cover, the page of the imprint) are passed over where another section has one."""
    word = form.word
    numbered = [footers for footers in word.footers if any(footers.values())]
    if not numbered:
        yield departure("page_number.field")
        return
    for footers in dict.fromkeys((f.get("default"), f.get("even")) for f in numbered):
        odd, even = footers[0], footers[1] if word.odd_and_even else footers[0]
        yield from _sides(odd, even)
    for number in dict.fromkeys(n for footers in numbered for n in footers.values() if n):
        yield from _form(form, number)
    if word.sections[0].own_first_page and any(numbered[0].values()) and not word.footers[0].get("first"):
        yield departure("page_number.first")
    for i, section in enumerate(word.sections):
        if i and section.first_number is not None and any(word.footers[i - 1].values()):
            yield departure("page_number.restart", section=f"第{i + 1}节", found=section.first_number)
        if section.number_format == "numberInDash":
            yield departure("page_number.dashes", found="- 1 -")


def _sides(odd: PageNumber | None, even: PageNumber | None) -> Iterator[Departure]:
    """A frame that is aligned to the outside does for both."""
    if odd is None or even is None:
        yield departure("page_number.sides", found=f"{'单' if odd is None else '双'}页没有页码")
        return
    if odd.side not in ("right", "outside", ""):
        yield departure("page_number.sides", found=f"单页码{_SIDES[odd.side]}")
    elif odd == even and odd.side == "right":
        yield departure("page_number.sides", found="页脚没有分奇偶页，双页码也居右")
    elif even.side not in ("left", "outside", ""):
        yield departure("page_number.sides", found=f"双页码{_SIDES[even.side]}")


def _form(form: Form, number: PageNumber) -> Iterator[Departure]:
    if number.distance is not None and abs(number.distance - 1) > 0.25:
        page = "单页" if number.side == "right" else "双页"
        yield departure("page_number.indent", page=page, found=f"{number.distance:.1f}")
    if (number.before, number.after) != (_DASH, _DASH):
        yield departure("page_number.dashes", found=" ".join(filter(None, (number.before, "1", number.after))))
    font = form.word.name_of(number.type.western)
    if number.type.points != _POINTS or (font and not fits(font, "宋体")):
        yield departure("page_number.type", found=f"{size_name(number.type.points)}{font or ''}")
