"""On which page a draft ends, as far as that can be told without laying it out: 版记 belongs on the last even page.

Lines are exact and characters full, so that a page can be counted. A font that stands in for another draws digits
wider: where that would turn a page, the program that lays the text out finds the even page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docparse.drafting import form
from docparse.drafting.titles import length

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_UNCUT = re.compile(r"([“‘（《〈〔]*(?:[!-~]+|[^“‘（《〈〔])[！？”’）》〉〕]*(?:(?<=〕)[!-~]+)?)([，。、；：]?)")
_CELL_PADDING = 114
_RULE = 10
_SURE = 10
"""Pages up to which the count held against a program's own."""
_IMPRINT = 1700
"""Least height that 版记 of two lines asks for, with a line of air above it."""


def settle_imprint(document: WordDocument) -> None:
    """Leaves 版记 below the text where that surely ends on an even page with room for it; else it opens the next even page,
    which the program that lays the text out finds. A count is sure for few pages only, since slips of a line add up.
    """
    imprint = next((p for p in document.paragraphs if p.style and p.style.name == form.IMPRINT), None)
    if imprint is None:
        return
    page, left = _end(document, length)
    widest, least = _end(document, _wide)
    if page == widest <= _SURE and page % 2 == 0 and min(left, least) >= _IMPRINT:
        return
    carrier = imprint.insert_paragraph_before(style=form.END)
    last = document.sections[-1]
    carrier._p.get_or_add_pPr().append(deepcopy(last._sectPr))
    form.on_an_even_page(last)


def _wide(text: str) -> float:
    """`length` as fonts draw it that stand in for 仿宋_GB2312: wide digits, with air at both sides."""
    digits = sum(c.isascii() for c in text)
    return length(text) + (0.14 * digits + 0.4 if digits else 0)


def _end(document: WordDocument, measure: Callable[[str], float]) -> tuple[int, int]:
    """(page on which the text ends, twips that it leaves free there), its lines measured by `measure`."""
    from docx.table import Table

    names = {style.style_id: str(style.name) for style in document.styles}
    pages = _Pages()
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            _lay_table(block, pages, measure)
        elif (name := names.get(block._p.style or "", "")) not in (form.IMPRINT, form.END):
            _lay(block, form.look(name), pages, measure)
    return pages.number, pages.height - pages.used


class _Pages:
    """Fills pages from above."""

    height = form.PAPER[1] - form.MARGINS["top"] - form.MARGINS["bottom"]

    def __init__(self) -> None:
        self.number, self.used = 1, 0

    def turn(self, used: int = 0) -> None:
        self.number, self.used = self.number + 1, used

    def add(self, height: int, again: int = 0) -> None:
        """A piece that is not cut; `again` is the height of what stands at the head of each new page before it."""
        if self.used + height > self.height and self.used > again:
            self.turn(again)
        self.used += height


def _lay(paragraph: Paragraph, look: form.Look, pages: _Pages, measure: Callable[[str], float]) -> None:
    direct = paragraph.paragraph_format
    if direct.page_break_before and pages.used:
        pages.turn()
    before = look.before if direct.space_before is None else direct.space_before.twips
    after = look.after if direct.space_after is None else direct.space_after.twips
    pages.used += before
    for _ in range(_lines(paragraph.text, look, form.WIDTH, measure)):
        pages.add(look.line)
    pages.used += after


def _lines(text: str, look: form.Look, width: int, measure: Callable[[str], float]) -> int:
    """Lines of `text` in a column of `width` twips; a break begins a new one."""
    character = look.size * 10 + look.spacing
    indent = (look.indent or {}).get("firstLine", 0)
    return sum(_wrapped(piece, width / character, indent / character, measure) for piece in text.split("\n"))


def _wrapped(text: str, width: float, used: float, measure: Callable[[str], float]) -> int:
    """Lines of a paragraph in a column of `width` characters, of which the first line has `used` some.

    A bracket does not open at a line's end, a number is not cut, and a mark hangs over the end rather than begin a line.
    """
    lines = 1
    for piece, mark in _UNCUT.findall(text):
        if used + measure(piece) > width and used > 0:
            lines, used = lines + 1, 0
        used += measure(piece) + len(mark)
    return lines


def _lay_table(table: Table, pages: _Pages, measure: Callable[[str], float]) -> None:
    look = form.look(form.CELL)
    widths = [column.width.twips if column.width else form.WIDTH // len(table.columns) for column in table.columns]
    head = 0
    for number, row in enumerate(table._tbl.tr_lst):
        texts = ["".join(t.text or "" for t in cell.iter(_text())) for cell in row.tc_lst]
        lines = (_lines(text, look, width - _CELL_PADDING, measure) for text, width in zip(texts, widths, strict=False))
        height = max(lines, default=1) * look.line + _RULE
        if number == 0:
            head = height
        pages.add(height, head if number else 0)


def _text() -> Any:
    from docx.oxml.ns import qn

    return qn("w:t")
