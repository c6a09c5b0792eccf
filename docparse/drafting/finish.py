"""The last pass over a rendered .docx: what a template cannot know before the values stand in it.

Titles are broken by sense, 发文机关标志 is made to fit its line, the signature is centred over its date, source marks
become comments or footnotes, and blanks and unconfirmed bodies are highlighted. Word removes comments with one command
(审阅 → 删除文档中的所有批注): the text itself stays clean.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docparse.drafting import form
from docparse.drafting.blanks import blanks
from docparse.drafting.footnotes import Footnotes
from docparse.drafting.marks import Trace, taken
from docparse.drafting.paging import settle_imprint
from docparse.drafting.plan import Plan
from docparse.drafting.titles import length, title_lines
from docparse.records import Span

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_AUTHOR, _INITIALS = "依据", "依"
_FORMED = (form.TITLE, form.MASTHEAD, form.SIGNATURE)
_LARGEST_MASTHEAD = 62
_DATE = 7.5
"""Characters of a usual date (2023年12月20日)."""


def finish(rendered: bytes, plan: Plan, trace: Trace) -> bytes:
    """The .docx in its final form, the same bytes for the same plan, with its title as its only metadata."""
    import docx

    document = docx.Document(io.BytesIO(rendered))
    form.add_review_styles(document)
    doubtful = _unconfirmed(plan)
    footnotes = Footnotes(document)
    title = ""
    ids = {str(style.name): style.style_id for style in document.styles}
    forms = {style.style_id: style.name for style in document.styles if style.name in _FORMED}
    for paragraph in _paragraphs(document):
        notes = _take_marks(paragraph)
        formed = _formed(paragraph, forms.get(paragraph._p.style or ""))
        title = title or formed
        _highlight(paragraph, list(blanks(paragraph.text)), form.BLANK, ids)
        if doubtful:
            _highlight(paragraph, [m.span() for m in doubtful.finditer(paragraph.text)], form.UNCONFIRMED, ids)
        if notes and paragraph.runs and trace == "comments":
            _comment(document, paragraph, "\n".join(notes))
        elif notes and paragraph.runs and trace == "footnotes":
            footnotes.add(paragraph.runs[0], "；".join(notes))
    footnotes.close()
    settle_imprint(document)
    document.core_properties.title = title
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
    names = {o.name for item in plan.items for o in item.offices if o.state in ("unconfirmed", "suggested")}
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True)))) if names else None


# --- form that depends on the words ----------------------------------------------------------------------------------


def _formed(paragraph: Paragraph, style: str | None) -> str:
    """Gives a title, a 发文机关标志 or a signature the form that its words ask for; returns a title's words."""
    text = paragraph.text if style else ""
    if style == form.TITLE and paragraph.runs:
        _rewrite(paragraph, "\n".join(title_lines(text)))
        return text
    if style == form.MASTHEAD and paragraph.runs:
        from docx.shared import Pt

        largest = min(_LARGEST_MASTHEAD, int(form.WIDTH / 20 / max(length(text), 1)))
        paragraph.paragraph_format.line_spacing = Pt(largest)  # so that its place is that of its upper edge
        for run in paragraph.runs:
            run.font.size = Pt(largest)
    elif style == form.SIGNATURE:
        from docx.shared import Twips

        # 以成文日期为准居中: the date ends four characters from the edge
        right = max(0.0, 4 + (_DATE - length(text)) / 2)
        indent = paragraph.paragraph_format
        indent.right_indent = Twips(round(right * form.CHARACTER))
    return ""


def _rewrite(paragraph: Paragraph, text: str) -> None:
    first, *others = paragraph.runs
    first.text = text
    for run in others:
        run.text = ""


# --- marks and highlights --------------------------------------------------------------------------------------------


def _take_marks(paragraph: Paragraph) -> list[str]:
    """Removes the marks from the paragraph's runs and gives what they said."""
    found: list[str] = []
    for run in paragraph.runs:
        clean, said = taken(run.text)
        if said:
            run.text = clean
            found += said
    return found


def _comment(document: WordDocument, paragraph: Paragraph, text: str) -> None:
    """On the heading alone: behind a full line the comment's anchor would open an empty one."""
    comment = document.add_comment(paragraph.runs[:1], text, author=_AUTHOR, initials=_INITIALS)
    for attribute in [a for a in comment._comment_elm.attrib if str(a).endswith("}date")]:
        del comment._comment_elm.attrib[attribute]  # a draft does not depend on the hour it was made


def _highlight(paragraph: Paragraph, spans: list[Span], style: str, ids: dict[str, str]) -> None:
    """Gives each span a character style of its own, splitting runs at its ends; `ids` are those of the styles."""
    for start, end in spans:
        offset = 0
        for run in list(paragraph.runs):
            text = run.text
            first, last = max(start - offset, 0), min(end - offset, len(text))
            offset += len(text)
            if first < last:
                _restyle(run, (first, last), style, ids)


def _restyle(run: Run, span: Span, style: str, ids: dict[str, str]) -> None:
    from docx.enum.text import WD_COLOR_INDEX
    from docx.text.run import Run

    text, (start, end) = run.text, span
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
            if not copy.xpath("w:rPr/w:rStyle"):  # a heading keeps its font
                copy.style = ids[name]
            part.font.highlight_color = WD_COLOR_INDEX.YELLOW if name == form.BLANK else WD_COLOR_INDEX.BRIGHT_GREEN
    element.getparent().remove(element)
