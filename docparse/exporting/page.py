"""One document as a page of HTML that is a whole in itself: it loads nothing, and runs no script but its own.

Everything that comes from the document is escaped by the templates; beyond that a Content Security Policy names the
page's own style and script by their hash, so that a browser runs nothing else and asks nobody for anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docparse.exporting.chart import charts
from docparse.exporting.drawing import Drawing
from docparse.exporting.duties import Matrix, matrix
from docparse.exporting.ledger import Sheet, meta_rows, sheets, source_rows
from docparse.exporting.marked_text import marks
from docparse.exporting.paragraphs import Block, blocks
from docparse.exporting.places import document_name, key_of
from docparse.exporting.timeline import Timeline, timeline
from docparse.records import Document
from docparse.resources import folder
from docparse.wording import number, word

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Content:
    """An entry of the table of contents; level 0 is a part of the document, which has no key."""

    level: int
    key: str
    number: str
    heading: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the templates show."""

    name: str
    meta: tuple[tuple[str, str, str], ...]
    places: frozenset[str]  # fields of the head that the text states
    source: tuple[tuple[str, str], ...]
    contents: tuple[Content, ...]
    blocks: tuple[Block, ...]
    sheets: tuple[Sheet, ...]
    matrix: Matrix | None
    timeline: Timeline | None
    charts: tuple[Drawing, ...]


def page(document: Document) -> bytes:
    """The document as a UTF-8 HTML file; a lone surrogate, which UTF-8 cannot hold, becomes a replacement character."""
    home = folder("templates") / "views"
    made = environment(home, escape=True)
    return sealed(made, "page.html.j2", (home / "page.css", home / "page.js"), {"page": _view(document)})


def sealed(made: Environment, template: str, trusted: tuple[Path, Path], values: Mapping[str, object]) -> bytes:
    """A page whose browser runs the `trusted` style and script and no other, and asks nobody for anything.

    The template sets down `style` and `script` as they are and the Content Security Policy `policy`, which names both
    by their hash; all other `values` are escaped. In UTF-8; what that cannot hold becomes a character reference.
    """
    style, script = (file.read_text(encoding="utf-8") for file in trusted)
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    html = made.get_template(template).render(style=style, script=script, policy=policy, **values)
    return html.encode("utf-8", "xmlcharrefreplace")


def environment(home: Path, *, escape: bool) -> Environment:
    """Jinja for the templates of this room: strict about names, and escaping unless told otherwise."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(home),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {"word": word, "number": number, "key_of": key_of}
    return made


def _view(document: Document) -> Page:
    return Page(
        name=document_name(document),
        meta=meta_rows(document),
        places=frozenset(document.meta.spans),
        source=source_rows(document),
        contents=tuple(_contents(document)),
        blocks=tuple(blocks(document, marks(document))),
        sheets=tuple(sheet.filled() for sheet in sheets(document)),
        matrix=matrix(document),
        timeline=timeline(document),
        charts=tuple(charts(document)),
    )


def _contents(document: Document) -> Iterator[Content]:
    """Parts, where there are several, with their sections below them."""
    entries: dict[str, list[Content]] = {part.id: [] for part in document.parts}
    for place, section in enumerate(document.sections):
        entry = Content(section.level, key_of("sections", place), section.number, section.heading)
        entries.setdefault(section.part, []).append(entry)
    for part in document.parts:
        if len(document.parts) > 1:
            yield Content(0, "", word("part", part.kind), part.title)
        yield from entries.pop(part.id, ())
    for rest in entries.values():
        yield from rest


def _digest(text: str) -> str:
    """The source expression of Content Security Policy Level 3, section 2.3.1, for an inline element's text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
