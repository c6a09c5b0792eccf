"""Source marks: a template prints one behind a paragraph, and the last pass turns it into a comment, a footnote or nothing.

Word: comments and footnotes of Word's own (see `finish.py`). Markdown: HTML comments, or footnotes. HTML: a sign beside
the paragraph that shows its source when the mouse rests on it, or notes at the end; neither is part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from docparse.drafting.plan import Chapter, Goal, Item, Source

Trace: TypeAlias = Literal["comments", "footnotes", "none"]

# Private-use characters that no document needs; a template prints them around what is to become a note.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")


def mark(node: Item | Chapter | Goal) -> str:
    """The source mark of a paragraph, "" where nothing is to be said."""
    clean = origin(node).replace(_OPEN, "").replace(_CLOSE, "")
    return f"{_OPEN}{clean}{_CLOSE}" if clean else ""


def origin(node: Item | Chapter | Goal) -> str:
    """Where a paragraph and each of its goals come from, and what to query in it; "" where nothing is to be said."""
    if isinstance(node, Goal):
        return f"依据：{node.source.label}"
    told = [f"依据：{labels(node.sources)}"] if node.sources else []
    if isinstance(node, Item):
        told += [f"“{goal.text}{goal.own}”依据：{goal.source.label}" for goal in node.goals]
        told += [f"待核：{note}" for note in node.queries]
    return "。".join(told)


def labels(sources: Sequence[Source]) -> str:
    """Documents and sections, as an official cites them: 渝府办〔2023〕3号 四（一）、六（二）；…"""
    places: dict[str, list[str]] = {}
    for source in sources:
        known = places.setdefault(source.document, [])
        if source.place and source.place not in known:
            known.append(source.place)
    return "；".join(f"{document} {'、'.join(found)}".strip() for document, found in places.items())


def taken(text: str) -> tuple[str, list[str]]:
    """The text without its marks, and what they said."""
    return _MARK.sub("", text), _MARK.findall(text)


def resolved(text: str, suffix: str, trace: Trace) -> str:
    """A rendered .md or .html text with its marks turned into what `trace` asks."""
    if trace == "none":
        return _MARK.sub("", text)
    if trace == "comments":
        return _MARK.sub(_aside if suffix == ".html" else _remark, text)
    notes: list[str] = []

    def numbered(form: Callable[[int], str]) -> str:
        def note(match: re.Match[str]) -> str:
            notes.append(match[1])
            return form(len(notes))

        return _MARK.sub(note, text)

    if suffix == ".html":
        body = numbered(lambda n: f'<a class="source" href="#source-{n}" data-note="〔{n}〕"></a>')
        rows = "".join(f'<li id="source-{n}" data-note="{note}"></li>\n' for n, note in enumerate(notes, start=1))
        before, end, after = body.partition("</main>")
        return f'{before}{end}\n<ol class="sources">\n{rows}</ol>{after}'
    body = numbered(lambda n: f"[^{n}]")
    return body.rstrip("\n") + "\n\n" + "".join(f"[^{n}]: {note}\n" for n, note in enumerate(notes, start=1))


def _aside(match: re.Match[str]) -> str:
    return f'<span class="source" title="{match[1]}" data-note="〔依据〕"></span>'


def _remark(match: re.Match[str]) -> str:
    return f"<!-- {match[1].replace('--', '—')} -->"
