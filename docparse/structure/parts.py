"""Parts: the notice that prints and issues, the plan that it carries, and the annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docparse.records import Part
from docparse.structure.blanks import squash
from docparse.structure.labels import NUMBERED_TITLE, named_titles
from docparse.structure.text import CLOSING, Label, Paragraph

_PLAN = re.compile(
    r"(?:计划|方案|规划|纲要|意见|措施|办法|细则|要点|规定|政策|预案|制度|条例|清单|标准|指南|规则|分工)(?:[（(].{1,20}[）)]){0,2}"
)


_LONGEST_HEAD = 40  # paragraphs, with a portal's index, among which a part's title stands


def divide(paragraphs: Sequence[Paragraph], starts: Sequence[int]) -> list[Part]:
    """The parts in order; they cover the text without gaps.

    An annex begins at its mark (附件2). A plan begins at a title that stands behind the closing of a notice, or opens
    the document where no notice does.
    """
    if not paragraphs:
        return []
    begins: list[tuple[int, str]] = [(0, "notice" if _is_notice(paragraphs) else "plan")]
    closed = False
    printed = {t for p in paragraphs[:10] for t in named_titles(p.text)}
    for i, p in enumerate(paragraphs):
        if p.label is Label.ANNEX_MARK:
            begins.append((i, "annex"))
        elif p.label is Label.TITLE and i > 0 and paragraphs[i - 1].label is not Label.ANNEX_MARK:
            opens = (closed or squash(p.text) in printed) and _opens_plan(begins[-1][1], p.text)
            begins += [(i, "plan")] if opens else []
        closed = closed or (p.label in (Label.DATE, Label.NOTE) and i > 2)
        closed = closed and not (p.label is Label.BODY and len(p.text) > 60)
    merged = [b for k, b in enumerate(begins) if k + 1 == len(begins) or begins[k + 1][0] > b[0]]
    ends = [starts[i] - 1 for i, _ in merged[1:]] + [starts[-1] + len(paragraphs[-1].text)]
    return [
        Part(id=f"p{k + 1}", kind=kind, title=_title(paragraphs, first, kind), span=(starts[first], end))
        for k, ((first, kind), end) in enumerate(zip(merged, ends, strict=True))
    ]


def _opens_plan(inside: str, title: str) -> bool:
    """Whether a title behind a closing opens a plan: always behind a notice, behind a plan where it names one."""
    return inside == "notice" or (inside == "plan" and _PLAN.search(title) is not None)


def _is_notice(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the document opens as an official document does: number, addressees, 关于…的通知, or a closing."""
    head = paragraphs[:8]
    if any(p.label in (Label.NUMBER, Label.ADDRESSEE) for p in head):
        return True
    if any(
        p.label is Label.TITLE and re.search(r"关于.+的?(?:通知|批复|意见|决定|函|通报|公告|通告|报告)", p.text)
        for p in head
    ):
        return True
    return any(p.label in CLOSING - {Label.ANNEX_LIST} for p in paragraphs)


def _title(paragraphs: Sequence[Paragraph], first: int, kind: str) -> str:
    """The part's title: its first title paragraph among the first lines, or for an annex the line behind its mark."""
    told = [p for p in paragraphs[first : first + _LONGEST_HEAD] if p.label is not Label.INDEX]
    for p in told[:8]:
        if p.label is Label.TITLE:
            return NUMBERED_TITLE.sub("", p.text)
    if kind == "annex" and first + 1 < len(paragraphs) and len(paragraphs[first + 1].text) <= 60:
        return paragraphs[first + 1].text
    return ""
