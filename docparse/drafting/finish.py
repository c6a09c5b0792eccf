"""The last pass over a rendered .docx: source marks become comments, blanks and unconfirmed bodies are highlighted.

Comments are a layer that Word removes with one command (审阅 → 删除文档中的所有批注): the text itself stays clean.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docparse.drafting.form import BLANK, UNCONFIRMED
from docparse.drafting.plan import Plan, blanks
from docparse.records import Span

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

# Private-use characters that no document needs; a template prints them around what is to become a comment.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_AUTHOR, _INITIALS = "依据", "依"


def mark(text: str) -> str:
    """A source mark as a template prints it, "" for nothing to say."""
    clean = text.replace(_OPEN, "").replace(_CLOSE, "")
    return f"{_OPEN}{clean}{_CLOSE}" if clean else ""


def finish(rendered: bytes, plan: Plan) -> bytes:
    """The .docx with comments for marks, highlights for what is open, and the plan's title as its only metadata."""
    import docx

    document = docx.Document(io.BytesIO(rendered))
    doubtful = _unconfirmed(plan)
    for paragraph in _paragraphs(document):
        notes = _take_marks(paragraph)
        _highlight(paragraph, list(blanks(paragraph.text)), BLANK)
        if doubtful:
            _highlight(paragraph, [m.span() for m in doubtful.finditer(paragraph.text)], UNCONFIRMED)
        if notes and paragraph.runs:
            # on the heading alone: behind a full line the comment's anchor would open an empty one
            comment = document.add_comment(paragraph.runs[:1], "\n".join(notes), author=_AUTHOR, initials=_INITIALS)
            for attribute in [a for a in comment._comment_elm.attrib if str(a).endswith("}date")]:
                del comment._comment_elm.attrib[attribute]  # a draft does not depend on the hour it was made
    document.core_properties.title = plan.title
    stream = io.BytesIO()
    document.save(stream)
    return _timeless(stream.getvalue())


def _timeless(package: bytes) -> bytes:
    """The package without the hour of its making, so that one plan always gives the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(member))
    return stream.getvalue()


def _paragraphs(document: WordDocument) -> Iterator[Paragraph]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block


def _unconfirmed(plan: Plan) -> re.Pattern[str] | None:
    items = (inner for chapter in plan.chapters for item in chapter.items for inner in item.walk())
    names = {o.name for i in items for o in (*i.lead, *i.support, *i.responsible) if o.state == "unconfirmed"}
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True)))) if names else None


def _take_marks(paragraph: Paragraph) -> list[str]:
    """Removes the marks from the paragraph's runs and gives what they said."""
    found: list[str] = []
    for run in paragraph.runs:
        if _OPEN in run.text:
            found += _MARK.findall(run.text)
            run.text = _MARK.sub("", run.text)
    return found


def _highlight(paragraph: Paragraph, spans: list[Span], style: str) -> None:
    """Gives each span a character style of its own, splitting runs at its ends."""
    for start, end in spans:
        offset = 0
        for run in list(paragraph.runs):
            text = run.text
            first, last = max(start - offset, 0), min(end - offset, len(text))
            offset += len(text)
            if first < last:
                _restyle(run, first, last, style)


def _restyle(run: Run, start: int, end: int, style: str) -> None:
    from docx.enum.text import WD_COLOR_INDEX
    from docx.text.run import Run

    text = run.text
    pieces = [(text[:start], None), (text[start:end], style), (text[end:], None)]
    element: Any = run._r
    for piece, name in pieces:
        if not piece:
            continue
        copy = deepcopy(element)
        element.addprevious(copy)
        part = Run(copy, run._parent)
        part.text = piece
        if name:
            part.style = name
            part.font.highlight_color = WD_COLOR_INDEX.YELLOW if name == BLANK else WD_COLOR_INDEX.BRIGHT_GREEN
    element.getparent().remove(element)
