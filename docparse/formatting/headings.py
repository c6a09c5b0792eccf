"""Numbers of headings: 一、（一）1.（1）, running on without gap (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Element, Form, Kind
from docparse.structure.numbering import Numbered

_NAMES = ("第一层", "第二层", "第三层", "第四层")


@cache
def _right() -> dict[str, re.Pattern[str]]:
    chinese = "[一二三四五六七八九十百]+"
    return {
        "one": re.compile(rf"{chinese}、"),
        "two": re.compile(rf"（{chinese}）"),
        "three": re.compile(r"\d+[.．]"),
        "four": re.compile(r"（\d+）"),
    }


def check_headings(form: Form) -> Iterator[Departure]:
    """Counts begin anew with each title; those below the first level also under each heading above them."""
    count = _Count()
    for element in form.elements:
        if element.kind in (Kind.TITLE, Kind.ANNEX_TITLE, Kind.ANNEX_MARK):
            count = _Count()
        elif element.number is not None:
            if not _right()[element.number.style].fullmatch(element.number.number):
                wanted = _written(element.number)
                yield departure("heading.marks", element.paragraph, found=element.number.number, wanted=wanted)
            yield from count.next(element, element.number)


def _written(number: Numbered) -> str:
    bare = re.sub(r"[（()）、.．\s]", "", number.number)
    return {"one": f"{bare}、", "two": f"（{bare}）", "three": f"{bare}.", "four": f"（{bare}）"}[number.style]


class _Count:
    """The last number of each level: under the heading above, and in the whole part.

    Some documents number their second level through all chapters, so either may go on.
    """

    def __init__(self) -> None:
        self._here: dict[int, Numbered] = {}
        self._through: dict[int, Numbered] = {}

    def next(self, element: Element, number: Numbered) -> Iterator[Departure]:
        level, value = number.level, int(number.value)
        before = [n for n in (self._here.get(level), self._through.get(level)) if n is not None]
        begins = value == 1 or (level > 2 and level not in self._here)  # a list may refer to one elsewhere
        if not begins and value - 1 not in [int(n.value) for n in before]:
            told = f"前一个是“{before[0].number}”" if before else "之前没有序数"
            name = _NAMES[level - 1]
            yield departure("heading.numbers", element.paragraph, name=name, found=number.number, before=told)
        elif value == 1 and level == 1 and level in self._here:
            yield departure(
                "heading.numbers", element.paragraph, name=_NAMES[0], found=number.number, before="已经用过"
            )
        self._here = {k: n for k, n in self._here.items() if k < level} | {level: number}
        self._through[level] = number
