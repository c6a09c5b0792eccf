"""Page furniture: page numbers, running heads and feet. They are left out of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from docparse.source import Block, Line
from docparse.structure.blanks import squash

_NEAR = 4  # non-blank lines around a page number within which a head or foot may stand
_EDGE = 0.12  # share of the page's height that may hold heads and feet, at the top and at the bottom


_DIGITS = re.compile(r"\d{1,4}|[ivxIVX]{1,5}")  # a bare number at the very edge of a page is its own


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    page_number = re.compile(
        r"[-－—–―_·.]{1,3}\d{1,4}[-－—–―_·.]{1,3}|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}页?|第[一二三四五六七八九十百]{1,4}页"
    )
    head = re.compile(r"[\u4e00-\u9fff（）()《》、]{4,40}(?:文件|发布|公报|印发|规章|行政规范性文件)")
    return page_number, head


def without_furniture(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without page numbers, and without heads and feet that stand beside them or repeat over pages.

    A line counts as a running head where it stands within four lines of a page number and either occurs there more
    than once or has the form of an office's 文件 / 发布 mark. The first page's red head, far from any page number,
    stays.
    """
    page_number, head = _patterns()
    keys = [squash(b.text) if isinstance(b, Line) else "" for b in blocks]
    solid = [i for i, key in enumerate(keys) if key]
    edges = _page_edges(blocks)
    numbers = {i for i in solid if page_number.fullmatch(keys[i])} | {i for i in edges if _DIGITS.fullmatch(keys[i])}
    near: set[int] = set()
    for at, i in enumerate(solid):
        if i in numbers:
            near.update(solid[max(at - _NEAR, 0) : at + _NEAR + 1])
    near |= edges
    often = Counter(keys[i] for i in near - numbers)
    drop = numbers | {
        i
        for i in near - numbers
        if len(keys[i]) <= 60
        and keys[i][-1:] not in "。；，、：:;,"
        and (head.fullmatch(keys[i]) or (often[keys[i]] > 2 and not keys[i].isdigit()))
    }
    everywhere = Counter(keys)
    drop = {i for i in drop if i in numbers or everywhere[keys[i]] > 2 or not _first_mark(i, solid, numbers)}
    return [b for i, b in enumerate(blocks) if i not in drop]


def _first_mark(index: int, solid: Sequence[int], numbers: set[int]) -> bool:
    """Whether the line opens the document: there an office's mark is the red head, not a running head."""
    return index == solid[0] and not any(n < index for n in numbers)


def _page_edges(blocks: Sequence[Block]) -> set[int]:
    """Lines in the outer eighth of a page's used height, where the reader gives boxes."""
    tops: dict[int, float] = {}
    for b in blocks:
        if isinstance(b, Line) and b.place.page is not None and b.place.bbox is not None:
            tops[b.place.page] = max(tops.get(b.place.page, 0.0), b.place.bbox[3])
    height = max(tops.values(), default=0.0)
    if not tops:
        return set()
    return {
        i
        for i, b in enumerate(blocks)
        if isinstance(b, Line)
        and b.place.bbox is not None
        and (b.place.bbox[3] < height * _EDGE or b.place.bbox[1] > height * (1 - _EDGE / 2))
    }
