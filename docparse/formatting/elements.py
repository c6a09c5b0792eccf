"""What each paragraph of a Word file is: title, number, addressees, heading, annex mark, imprint …

By its words first, and by its place and form where words don't tell: a title that has lost its form must be known as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from docparse.formatting.blanks import without_blanks
from docparse.formatting.content import Paragraph, Table
from docparse.formatting.word import Word
from docparse.structure.blanks import squash
from docparse.structure.headings import heading_of
from docparse.structure.numbering import Numbered, numbered


class Kind(StrEnum):
    """The elements of a document; those of `format_elements.tsv` by the same names."""

    COPY_NUMBER = "copy_number"
    SECRECY = "secrecy"
    MARK = "mark"
    NUMBER = "number"
    TITLE = "title"
    SUBTITLE = "subtitle"  # a line in brackets below a title
    ADDRESSEE = "addressee"
    BODY = "body"
    HEADING = "heading"
    ANNEX_LIST = "annex_list"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"
    ANNEX_MARK = "annex_mark"
    ANNEX_TITLE = "annex_title"
    COPIES = "copies"
    IMPRINT = "imprint"
    CELL = "cell"
    EMPTY = "empty"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Element:
    """A paragraph and what it is. `number` is that of a heading, whose words end at `end` of the text."""

    kind: Kind
    paragraph: Paragraph
    number: Numbered | None = None
    end: int = 0

    @property
    def text(self) -> str:
        return self.paragraph.text.strip()


@dataclass(frozen=True, slots=True)
class Form:
    """A Word file with its elements in order; the rows of a table stand among them."""

    word: Word
    elements: tuple[Element, ...]
    tables: tuple[Table, ...]  # without that of the imprint
    imprint: Table | None

    def of(self, *kinds: Kind) -> Iterator[Element]:
        """The elements of these kinds."""
        return (e for e in self.elements if e.kind in kinds)


_CHINESE = "一二三四五六七八九十"
_BLANK = r"（待补充[^（）]*）"
_DAY = rf"(?:\d{{2,4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|[{_CHINESE}〇○零]{{4}}年[{_CHINESE}]{{1,3}}月[{_CHINESE}]{{1,3}}日|\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}})"
_TITLE_LENGTH = 80
_OPENING = r"(?:如下|通知|事项)[：:]$"  # how a notice comes to its first point
_LARGE = 18.0
_LONGEST_HEADING = 40
_ADDRESSEES = 600


@cache
def _by_words() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Kinds that a whole paragraph tells by its words; the first that fits decides."""
    return (
        (Kind.ANNEX_MARK, re.compile(rf"附\s*件\s*(?:\d{{1,2}}|[{_CHINESE}]{{1,3}})?\s*[：:]?")),
        (Kind.ANNEX_LIST, re.compile(r"附\s*件\s*(?:[：:].{2,}|[：:]?\s*1[.．、][^。]{2,})", re.DOTALL)),
        (Kind.COPIES, re.compile(r"(?:抄\s*送|抄\s*报|主\s*送)[\s：:].{2,}", re.DOTALL)),
        (Kind.IMPRINT, re.compile(r"[^。]{2,120}(?:日|）)\s*印\s*发(?:\s*[（(]?共印\S{1,8}份[）)]?)?")),
        (
            Kind.NOTE,
            re.compile(r"[（(]?(?:此件|联系人[：:]|公开属性)[^。]{0,60}[）)]?|[（(](?:主动|依申请|不予)公开[）)]"),
        ),
        (Kind.DATE, re.compile(rf"{_DAY}|（待补充[^（）]{{0,40}}日期[^（）]{{0,80}}）")),
    )


@cache
def _of_head() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Kinds that stand before the body alone."""
    year = rf"(?:\s*\d{{2,4}}\s*年?\s*|{_BLANK})"
    number = rf"[\u4e00-\u9fffA-Z]{{2,20}}\s*[〔\[﹝（(【［]{year}[〕\]﹞）)】］]\s*第?\s*(?:\d{{1,5}}|{_BLANK})\s*号?"
    return (
        (Kind.COPY_NUMBER, re.compile(r"\d{1,8}")),
        (Kind.SECRECY, re.compile(r"(?:绝密|机密|秘密)(?:[★\s].{0,12})?|特急|加急|平急|特提|急件")),
        (Kind.NUMBER, re.compile(rf"{number}(?:\s*签发人.*)?")),
        (Kind.MARK, re.compile(r"(?!.*关于)[\u4e00-\u9fff（）()\s]{4,60}文\s*件")),
    )


def form_of(word: Word) -> Form:
    """The file with its elements recognised."""
    found: list[Element] = []
    tables: list[Table] = []
    imprint: Table | None = None
    for block in word.blocks:
        if isinstance(block, Paragraph):
            found.append(_element(block))
        elif any(_element(row).kind in (Kind.COPIES, Kind.IMPRINT) for row in block.rows):
            imprint = block
            found += (_imprint_row(row) for row in block.rows)
        else:
            tables.append(block)
            found += (Element(Kind.CELL, row) for row in block.rows)
    body = _body_start(found)
    found = _with_head(found, body)
    found = _with_parts(found, body)
    found = _with_annex_lists(found)
    return Form(word, tuple(_with_signatures(found)), tuple(tables), imprint)


def _imprint_row(row: Paragraph) -> Element:
    element = _element(row)
    return element if element.kind in (Kind.COPIES, Kind.IMPRINT, Kind.EMPTY) else Element(Kind.OTHER, row)


def _element(paragraph: Paragraph) -> Element:
    """What a paragraph is by itself."""
    text = paragraph.text.strip()
    if not text:
        return Element(Kind.EMPTY, paragraph)
    if paragraph.style.lower().startswith(("toc", "caption", "题注")):
        return Element(Kind.OTHER, paragraph)
    for kind, pattern in _by_words():
        if len(text) <= 400 and pattern.fullmatch(text):
            return Element(kind, paragraph)
    number = numbered(text)
    if number is not None and number.style in ("one", "two", "three", "four"):
        return _heading(paragraph, text, number)
    boxed = number is not None and number.style == "box"
    aside = boxed or paragraph.layout.alignment in ("center", "right", "end") or paragraph.layout.frame is not None
    return Element(Kind.OTHER if aside else Kind.BODY, paragraph)


def _heading(paragraph: Paragraph, text: str, number: Numbered) -> Element:
    """A heading of its own or one that runs into its paragraph up to 。; a numbered paragraph that has none is body."""
    words, stop, _ = text.partition("。")
    if heading_of(text, number) is None or len(words) - number.end > _LONGEST_HEADING:
        return Element(Kind.BODY, paragraph, number)
    at = len(paragraph.text) - len(paragraph.text.lstrip())
    return Element(Kind.HEADING, paragraph, number, at + len(words + stop))


# --- the head --------------------------------------------------------------------------------------------------------


def _body_start(found: Sequence[Element]) -> int:
    """The index of the first paragraph that speaks in sentences, is a heading, or opens an annex."""
    ends = (Kind.HEADING, Kind.ANNEX_MARK, Kind.ANNEX_LIST, Kind.COPIES)
    return next((i for i, e in enumerate(found) if e.kind in ends or _is_sentence(e)), len(found))


def _is_sentence(element: Element) -> bool:
    return (
        element.kind in (Kind.BODY, Kind.OTHER)
        and re.search(rf"[。；]|{_OPENING}", without_blanks(element.text)) is not None
    )


def _with_head(found: list[Element], body: int) -> list[Element]:
    """Labels what stands before the body: red head, number, title, addressees."""
    result = [_of_the_head(e) if i < body else e for i, e in enumerate(found)]
    lines = [i for i in range(body) if result[i].kind in (Kind.BODY, Kind.OTHER) and _is_title_line(result[i])]
    formed = [i for i in lines if _looks_like_title(result[i].paragraph)] or lines[:1]
    number = next((i for i in range(body) if result[i].kind is Kind.NUMBER), -1)
    behind = any(i > number for i in formed)
    for i in formed:
        result[i] = replace(result[i], kind=Kind.MARK if i < number and behind else _title(result[i], Kind.TITLE))
    last = next((i for i in reversed(range(body)) if result[i].kind is not Kind.EMPTY), -1)
    titled = any(result[i].kind is Kind.TITLE for i in range(max(last, 0)))
    if titled and result[last].kind in (Kind.BODY, Kind.OTHER) and _names_bodies(result[last]):
        result[last] = replace(result[last], kind=Kind.ADDRESSEE)
    return result


def _of_the_head(element: Element) -> Element:
    if element.kind not in (Kind.BODY, Kind.OTHER):
        return element
    for kind, pattern in _of_head():
        if pattern.fullmatch(element.text):
            return replace(element, kind=kind)
    return replace(element, kind=Kind.MARK) if _is_red(element.paragraph) else element


def _is_red(paragraph: Paragraph) -> bool:
    printed = [run for run in paragraph.runs if run.text.strip()]
    return all(is_red(run.type.colour) for run in printed) and "关于" not in paragraph.text


def is_red(colour: str | None) -> bool:
    """Whether a colour (six hexadecimal digits) is a red of the head."""
    if colour is None or not re.fullmatch(r"[0-9A-F]{6}", colour):
        return False
    return int(colour[:2], 16) >= 0xA0 and max(int(colour[2:4], 16), int(colour[4:], 16)) <= 0x50


def _is_title_line(element: Element) -> bool:
    text = without_blanks(element.text)
    return (
        0 < len(text) <= _TITLE_LENGTH
        and not re.search(r"[。；：:]|，.*，", text)
        and text not in ("目录", "目 录", "目　录")
    )


def _title(element: Element, kind: Kind) -> Kind:
    return Kind.SUBTITLE if element.text[0] in "（(" and element.text[-1] in "）)" else kind


def _looks_like_title(paragraph: Paragraph) -> bool:
    return paragraph.layout.alignment == "center" or paragraph.points >= _LARGE


def _names_bodies(element: Element) -> bool:
    """Whether a paragraph reads as addressees: a list of bodies, with or without its colon."""
    text = without_blanks(element.text)
    if not 0 < len(text) <= _ADDRESSEES or re.search(_OPENING, text):
        return False
    return (
        text[-1] in "：:"
        or re.search(r"[、，].*(?:政府|部门|单位|机构|委|局|办|处|公司|院|校|中心)$", text) is not None
    )


# --- parts, annexes, signatures --------------------------------------------------------------------------------------


def _with_parts(found: list[Element], body: int) -> list[Element]:
    """Labels the titles of plans and annexes: lines that look like one on a new page or behind a closing line."""
    closing = (Kind.DATE, Kind.NOTE, Kind.ANNEX_MARK, Kind.IMPRINT)
    result = list(found)
    before = Kind.EMPTY  # the kind of the last element that prints anything
    for i in range(body, len(result)):
        element = result[i]
        if element.kind is Kind.EMPTY:
            continue
        if element.kind in (Kind.BODY, Kind.OTHER) and _is_title_line(element):
            kind = Kind.ANNEX_TITLE if before in (Kind.ANNEX_MARK, Kind.ANNEX_TITLE) else Kind.TITLE
            formed = _looks_like_title(element.paragraph)
            begins = before in closing or element.paragraph.opens_page
            goes_on = before in (Kind.TITLE, Kind.ANNEX_TITLE, Kind.SUBTITLE)
            if before is Kind.ANNEX_MARK or (formed and (begins or goes_on)):
                result[i] = replace(element, kind=_title(element, kind))
        before = result[i].kind
    return result


def _with_annex_lists(found: list[Element]) -> list[Element]:
    """Labels 「2.某某清单」 lines that go on with 「附件：1.某某表」, and an 「附件：」 whose list begins below it."""
    result = list(found)
    item = re.compile(r"\d{1,2}[.．、][^。；]{2,80}[。；，]?")
    for i, element in enumerate(result[:-1]):
        following = result[i + 1]
        listed = item.fullmatch(following.text) is not None and following.kind in (Kind.HEADING, Kind.BODY)
        if element.kind is Kind.ANNEX_MARK and element.text[-1] in "：:" and listed:
            result[i] = replace(element, kind=Kind.ANNEX_LIST)
        if result[i].kind is Kind.ANNEX_LIST and listed:
            result[i + 1] = replace(following, kind=Kind.ANNEX_LIST, number=None)
    return result


def _with_signatures(found: list[Element]) -> list[Element]:
    """Labels the one to six short lines that stand directly before a closing date."""
    result = list(found)
    for i, element in enumerate(result):
        if element.kind is not Kind.DATE:
            continue
        for k in range(i - 1, max(i - 7, -1), -1):
            line = result[k]
            if line.kind is Kind.EMPTY:
                continue
            if (
                line.kind not in (Kind.BODY, Kind.OTHER)
                or len(squash(line.text)) > 40
                or re.search(r"[。，；：、]", line.text)
            ):
                break
            result[k] = replace(line, kind=Kind.SIGNATURE)
    return result
