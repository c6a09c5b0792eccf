"""Short forms: a name that the plan shortens is given in full, with its short form, where it first stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docparse.drafting.plan import Chapter, Group, Item
from docparse.records import Document

_DECLARED = re.compile(r"（(?:以下)?简称[：:]?([“《]?)([^“”《》（），。；]{2,20})[”》]?）")

_ALONE = "(?<![^，。；、：“由向经报在请及和与的对受按])"
"""In front of a short form that is no end of a longer name (创建工作领导小组)."""


def declared(chapters: Sequence[Chapter], forms: Mapping[str, str]) -> tuple[Chapter, ...]:
    """The chapters with each short form of `forms` (short → full) declared at its first use, and nowhere else."""
    for short, full in forms.items():
        state = _Declaring(short, full)
        chapters = [_chapter(chapter, state) for chapter in chapters]
    return tuple(chapters)


def short_forms(upper: Sequence[Document], group: Group | None) -> dict[str, str]:
    """short → full: the region's leading group, and what the upper documents shorten, where its full name is certain."""
    found = {short: full for document in upper for short, full in _of(document)}
    if group:
        found["领导小组"] = group.name
    return found


def _of(document: Document) -> Iterator[tuple[str, str]]:
    """The names that end right before a declaration: titles in 《》, and bodies that the document is known to name."""
    ends = {a.span[1]: a.quote for a in (*document.agencies, *document.bodies)}
    ends |= {end: document.text[start:end] for a in document.agencies for start, end in a.mentions}
    for match in _DECLARED.finditer(document.text):
        quote, short = match[1], match[2]
        if document.text[: match.start()].endswith("》"):
            title = document.text[document.text.rfind("《", 0, match.start()) : match.start()]
            yield f"《{short}》" if quote == "《" else short, title
        elif full := ends.get(match.start()):
            yield short, full


class _Declaring:
    """Declares one short form in the first text that has it; drops what would declare it again."""

    def __init__(self, short: str, full: str) -> None:
        self.short, self.full = short, full
        self.done = False
        quoted = short if short.startswith("《") else f"“{short}”"
        self.declaration = f"（以下简称{quoted}）"

    def __call__(self, text: str) -> str:
        clean = _DECLARED.sub(lambda m: "" if m[2] in (self.short, self.short.strip("《》")) else m[0], text)
        if self.done:
            return clean
        alone = "" if self.short.startswith("《") else _ALONE
        first = re.search(f"{re.escape(self.full)}|{alone}{re.escape(self.short)}", clean)
        if first is None:
            return clean
        self.done = True
        return clean[: first.start()] + self.full + self.declaration + clean[first.end() :]


def _chapter(chapter: Chapter, state: _Declaring) -> Chapter:
    intro = state(chapter.intro)
    return chapter.model_copy(update={"intro": intro, "items": tuple(_item(item, state) for item in chapter.items)})


def _item(item: Item, state: _Declaring) -> Item:
    return item.model_copy(update={"text": state(item.text), "items": tuple(_item(i, state) for i in item.items)})
