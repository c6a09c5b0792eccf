"""Cited documents: 《…》 with the document number behind it."""

from __future__ import annotations

import re
from functools import cache

from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.records import Citation, Relation, Span
from docparse.structure.blanks import squash
from docparse.structure.front_matter import normal_number
from docparse.structure.labels import DOC_NUMBER
from docparse.structure.text import Label

_FRONT = frozenset({Label.TITLE, Label.NUMBER, Label.COPY, Label.IMPRINT})


@cache
def _behind() -> re.Pattern[str]:
    decree = r"[\u4e00-\u9fff]{2,20}(?:公告|令)(?:(?:19|20)\d{2}年)?第?\d{1,5}号"
    return re.compile(rf"\s?[（(]\s?({DOC_NUMBER}|{decree})")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        r"(?:根据|依据|按照|依照|遵照|为(?:深入|全面|认真|切实|进一步|坚决|更好)*(?:贯彻|落实)|贯彻(?:执行|实施|落实)?|落实(?:好)?|按)[^。；《》]{0,16}$"
    )


def find_citations(reading: Reading, made: Records) -> list[Citation]:
    """One record for each title that the document cites; later mentions of the same title are the same citation.

    A short name that the text defines for one (以下简称《指导意见》) or one without a document's form (《方案》) is none.
    """
    records: dict[tuple[str, str | None], Citation] = {}
    numbers: dict[str, str] = {}
    short: set[str] = set()
    for span in reading.titles:
        if reading.label_at(span[0]) in _FRONT:
            continue
        title = squash(reading.text[span[0] + 1 : span[1] - 1])
        if reading.text.endswith(("简称", "简称为"), max(span[0] - 4, 0), span[0]):
            short.add(title)
        if len(title) < 4 or len(title) > 120 or title in short:
            continue
        behind = _behind().match(reading.text, span[1])
        number = normal_number(behind[1]) if behind else None
        if number:
            numbers.setdefault(title, number)
        key = (title, None)
        if key in records and not (number and records[key].doc_number is None):
            continue
        whole = (span[0], behind.end() + _bracket(reading.text, behind.end())) if behind else span
        records[key] = Citation(
            id=records[key].id if key in records else f"c{len(records) + 1}",
            span=whole,
            quote=reading.text[whole[0] : whole[1]],
            section=reading.section_id(span[0]),
            rule="citation.title",
            title=title,
            doc_number=number or numbers.get(title),
            relation=_relation(reading, span),
        )
    return sorted(records.values(), key=lambda c: c.span)


def _bracket(text: str, end: int) -> int:
    """1 where the bracket around the number closes at `end`."""
    return 1 if text[end : end + 1] in ("）", ")") else 0


def _relation(reading: Reading, span: Span) -> Relation:
    """issues: the notice prints it; basis: the document rests on it; implements: a task carries it out."""
    text = reading.text
    start, end = reading.sentence_at(span[0])
    after = text[span[1] : min(end, span[1] + 60)]
    before = text[max(start, span[0] - 40) : span[0]]
    in_notice = any(p.kind == "notice" and p.span[0] <= span[0] < p.span[1] for p in reading.document.parts)
    title = squash(text[span[0] + 1 : span[1] - 1])
    if (
        in_notice
        and _bare(title) in _bare(reading.document.meta.title or "")
        and re.search("印发|发布|公布|下发|转发", text[start:end])
    ):
        return "issues"
    if _before().search(before) or _listed_basis(text, start, span[0]):
        lead = reading.section_at(span[0]) is None
        rests = re.match(r"[^。]{0,40}(?:要求|规定|精神|制定|有关)", after)
        return "basis" if lead or rests or re.search("(?:制定|编制|制订)本", text[span[1] : end]) else "implements"
    if re.search(r"(?:实施|执行|开展|推进)[^。；]{0,6}$", before):
        return "implements"
    return "mentions"


def _bare(title: str) -> str:
    """A title without its marks, which nest in another way where it is cited: 《〈报告〉分工》, 印发《报告》分工的通知."""
    return re.sub("[《》〈〉<>]", "", squash(title))


def _listed_basis(text: str, start: int, at: int) -> bool:
    """Whether the title goes on a list of bases: 根据《甲》《乙》."""
    head = re.sub(r"《[^《》]*》(?:[（(][^（()）]*[）)])?[、和及与，]?", "", text[start:at])
    return _before().search(head) is not None
