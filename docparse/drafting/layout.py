"""发展方向和空间布局: what the upper documents give the region to do, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docparse.drafting.annexes import Entry
from docparse.drafting.blanks import blank
from docparse.drafting.items import Desk, source
from docparse.drafting.merging import Bundle
from docparse.drafting.plan import Chapter, Item

_LISTING = re.compile(r"(?:发展|布局|打造|培育|建设)([^，。；]{2,80})")
_ENDING = re.compile(r"(?:等.{0,6}|（.{0,20}）)$")
_COUNTED = re.compile(r"等\d+[个类种项]")


def layout_chapter(desk: Desk, bundles: Sequence[Bundle], rows: Sequence[Entry]) -> Chapter | None:
    """The chapter, or None where the upper documents say nothing of directions or places."""
    items = tuple(filter(None, (_directions(desk, bundles, rows), _places(desk, bundles, rows))))
    return Chapter(kind="directions", heading="发展方向和空间布局", items=items) if items else None


def _directions(desk: Desk, bundles: Sequence[Bundle], rows: Sequence[Entry]) -> Item | None:
    """Of the directions that the upper documents describe, those that are the region's own.

    The region's own section decides; where there is none, the lists do; where neither speaks, all directions stand.
    What only a list names is left open: which of two documents holds is not for a draft to settle.
    """
    described = [b.head for b in bundles if b.head.kind == "directions"]
    listed = tuple(dict.fromkeys(word for row in rows for word in row.directions))
    terms = _terms("".join(b.head.text for b in bundles if b.head.own)) or set(listed)
    relevant = [d for d in described if not terms or any(term in d.text for term in terms)]
    told = desk.told(relevant)
    if terms:  # a sentence that counts all directions speaks for more than the region
        told = [s for s in told if any(term in s for term in terms) and not _COUNTED.search(s)]
    if not told:
        return None
    known = "".join([*terms, *(d.text for d in relevant)])
    unsettled = "、".join(word for word in listed if word not in known)
    hole = ""
    notes: tuple[str, ...] = ()
    if unsettled:
        why = "上级文件之间表述不一致，须报请核定"
        hole = blank(f"“{unsettled}”是否列为发展方向", f"{desk.place.own}级牵头单位", why) + "。"
        notes = (f"“{unsettled}”只见于名单，未见于上级文件对我{desk.place.own}方向的表述",)
    sources = dict.fromkeys([*(source(d) for d in relevant), *(row.source for row in rows if row.directions)])
    return Item(heading="发展方向", text="".join(told), grip=hole, sources=tuple(sources), notes=notes)


def _terms(text: str) -> set[str]:
    """The directions that a sentence such as 优先发展A、B、C等 lists."""
    found = {_ENDING.sub("", word) for run in _LISTING.findall(text) for word in run.split("、")}
    return {word for word in found if 2 <= len(word) <= 12}


def _places(desk: Desk, bundles: Sequence[Bundle], rows: Sequence[Entry]) -> Item | None:
    """空间布局: the region's own section and its rows in the lists."""
    stated = [b.head for b in bundles if b.head.kind == "layout"]
    listed = {d.section.parent for d in stated if d.own or d.shared}  # told place by place: only its own concerns it
    own = [d for d in stated if d.own or d.shared or d.section.id not in listed]
    text = "".join(desk.told(own)) + "".join(row.text for row in rows)
    if not text:
        return None
    shared = any("、" in row.carriers for row in rows)
    grip = blank("各承载园区的分工", f"{desk.place.own}级牵头单位", "名单未作划分") + "。" if shared else ""
    sources = dict.fromkeys([*(source(d) for d in own), *(row.source for row in rows)])
    return Item(heading="空间布局", text=text, grip=grip, sources=tuple(sources))
