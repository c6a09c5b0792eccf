"""What a draft leaves open: each blank is closed, says what is missing, and stands out for the reviewer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from docparse.formatting.blanks import blanks
from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Form
from docparse.formatting.properties import Type


def check_blanks(form: Form) -> Iterator[Departure]:
    """The blanks of paragraphs and tables."""
    for element in form.elements:
        paragraph = element.paragraph
        plain = [(first, last) for first, last, run in paragraph.pieces() if run.text and not _stands_out(run.type)]
        for start, end in blanks(paragraph.text):
            words = paragraph.text[start:end]
            fault = _fault(words)
            last = bisect_left(plain, (end, end)) - 1  # the last plain run that begins inside the blank or before it
            if fault:
                yield departure("blank.open", paragraph, words, found=fault)
            elif last >= 0 and plain[last][1] > start:
                yield departure("blank.unmarked", paragraph, words)


def _fault(words: str) -> str | None:
    if words[0] not in "（(":
        return "没有写成（待补充：…）"
    if words[-1] not in "）)":
        return "的括号没有闭合"
    return None if re.fullmatch(r"[（(]待补充[：:].{2,}[）)]", words, re.DOTALL) else "没有写明所缺的内容"


def _stands_out(held: Type) -> bool:
    """Whether characters are highlighted, shaded or coloured."""
    return bool(held.marked) or held.colour not in (None, "auto", "000000")
