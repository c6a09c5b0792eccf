"""What a draft leaves open: each blank is closed, says what is missing, and stands out for the reviewer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docparse.formatting.blanks import blanks
from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Element, Form


def check_blanks(form: Form) -> Iterator[Departure]:
    """The blanks of paragraphs and tables."""
    for element in form.elements:
        for start, end in blanks(element.paragraph.text):
            words = element.paragraph.text[start:end]
            fault = _fault(words)
            if fault:
                yield departure("blank.open", element.paragraph, words, found=fault)
            elif not _stands_out(element, start, end):
                yield departure("blank.unmarked", element.paragraph, words)


def _fault(words: str) -> str | None:
    if words[0] not in "（(":
        return "没有写成（待补充：…）"
    if words[-1] not in "）)":
        return "的括号没有闭合"
    return None if re.fullmatch(r"[（(]待补充[：:].{2,}[）)]", words, re.DOTALL) else "没有写明所缺的内容"


def _stands_out(element: Element, start: int, end: int) -> bool:
    """Whether each of its runs is highlighted, shaded or coloured."""
    paragraph = element.paragraph
    offset = len(paragraph.text) - sum(len(run.text) for run in paragraph.runs)
    for run in paragraph.runs:
        first, offset = offset, offset + len(run.text)
        if first < end and start < offset and not run.type.marked and run.type.colour in (None, "auto", "000000"):
            return False
    return True
