"""What each paragraph is for, by its form: title, number, addressees, signature, date, annex mark, imprint.

Works on the paragraphs' text alone, so that a document's repaired text gives the same labels again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from docparse.lexicon.tables import table, values
from docparse.structure.blanks import squash
from docparse.structure.numbering import numbered
from docparse.structure.text import Label, Paragraph

DOC_NUMBER = r"[\u4e00-\u9fffA-Z]{2,20}[〔\[﹝（(【]\s?(?:19|20)\d{2}\s?[〕\]﹞）)】]\s?第?\s?\d{1,5}\s?号"
DATE = r"(?:(?:19|20)\d{2}|[一二][一二三四五六七八九〇○零0]{3})年(?:\d{1,2}|十?[一二三四五六七八九十])月(?:\d{1,2}|[一二三]?十?[一二三四五六七八九十])日"
NUMBERED_TITLE = re.compile(rf"[（(]({DOC_NUMBER})[）)]$")
"""The document number in the bracket that ends a title: 关于…的通知（某政办发〔2021〕3号）."""
_TITLE_LINES = 7


@cache
def _forms() -> re.Pattern[str]:
    """Every form as an alternative, in order of precedence; the group that matches names the label."""
    forms = {
        Label.NUMBER: rf"{DOC_NUMBER}(?:签发人.*)?|[（(]{DOC_NUMBER}[）)]",
        Label.DATE: rf"(?:[\u4e00-\u9fff]{{2,30}}(?:政府|办公室|办公厅|委员会|领导小组|指挥部|[省市县区国]委|[局厅部院]))?[（(]?{DATE}[）)]?",
        Label.NOTE: r"[（(]?此件.{0,12}(?:公开|发布|发至|传达|登报).{0,10}[）)]?|[（(](?:主动|依申请|不予)公开[）)]|[（(]发至[^（()）]{1,14}[）)]",
        Label.COPY: r"(?:抄\s?送|抄\s?报|主\s?送)\s?[：:].+",
        Label.IMPRINT: rf".{{2,40}}{DATE}印发",
        Label.ANNEX_LIST: r"附\s?件\s?[：:].{2,}",
        Label.ANNEX_MARK: r"附\s?件\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[：:]?",
    }
    return re.compile("|".join(f"(?P<{label.name}>{form})" for label, form in forms.items()))


def label(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs with labels, and with title lines joined into one paragraph each."""
    formed = [p if (form := _form(p)) is p.label else replace(p, label=form) for p in paragraphs]
    merged = _with_opening(merge_titles(_with_index(formed)))
    merged = _with_addressee(_with_annex_lists(merged))
    return _with_signatures(merged)


_INDEX_HEAD = 24  # paragraphs among which a portal's index stands
_INDEX = re.compile(
    r"(?:索引号|信息索引号?|信息名称|文件名称|名称|标题|分类|关键词|(?:内容)?概述|主题分类|主题词|公文种类|信息分类|体裁分类|组配分类|服务对象|有效性|时效性|废止日期|公开(?:方式|形式|类别|日期)|发布(?:机构|日期|时间)"
    r"|发文(?:机关|单位|日期|字号|文号)|(?:成文|生成|生效|失效)日期|(?:公文)?文号|信息来源|浏览次数)[：:].{0,120}"
)


def _with_index(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The lines of a portal's index of documents (索引号：…), of which there are two at least."""
    found = [i for i, p in enumerate(paragraphs[:_INDEX_HEAD]) if p.label is Label.BODY and _INDEX.fullmatch(p.text)]
    if len(found) < 2:
        return paragraphs
    return [replace(p, label=Label.INDEX) if i in found else p for i, p in enumerate(paragraphs)]


def _form(paragraph: Paragraph) -> Label:
    if paragraph.label is not Label.BODY or len(paragraph.text) > 400:
        return paragraph.label
    match = _forms().fullmatch(paragraph.text)
    return Label[match.lastgroup] if match and match.lastgroup else Label.BODY


# --- titles ----------------------------------------------------------------------------------------------------------


@cache
def _title_ends() -> tuple[re.Pattern[str], re.Pattern[str]]:
    types = "|".join(r["doc_type"] for r in table("doc_types.tsv"))
    genres = "|".join(sorted({w for r in table("genres.tsv") for w in values(r["words"])}, key=len, reverse=True))
    tail = r"(?:[（(](?:[^（()）]{1,20})[）)]){0,2}"
    prints = "(?!.*关于印发).{4,60}(?:印发|发布|公布)《[^《》]{4,80}》"
    return (
        re.compile(rf"{prints}|.*(?:{types}){tail}"),
        re.compile(
            rf"{prints}|.*(?:{genres}|{types}|表|图|目录|制度|规则|细则|标准|指南|职责|安排|分工|规定|要求|组成人员){tail}"
        ),
    )


def merge_titles(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Title lines joined: the document's own title at its head, and the titles of parts behind a closing or annex mark."""
    result: list[Paragraph] = []
    i = 0
    issued: set[str] = set()
    boundary, at_head = True, True  # at_head: before the first title, heading or long paragraph
    while i < len(paragraphs):
        p = paragraphs[i]
        count = _title_length(paragraphs, i, issued, head=at_head) if boundary else int(_is_issued(p, issued))
        if count:
            joined = _join(paragraphs[i : i + count])
            result.append(joined)
            issued |= named_titles(joined.text)
            i, boundary, at_head = i + count, False, False
            continue
        result.append(p)
        issued |= named_titles(p.text) if len(issued) < 40 else set()
        at_head = at_head and i < 8 and "。" not in p.text and numbered(p.text) is None
        boundary = at_head or p.label in _BEFORE_TITLE
        i += 1
    return result


def _is_issued(paragraph: Paragraph, issued: set[str]) -> bool:
    """Whether a paragraph is, word for word, a title that the notice prints."""
    short = paragraph.label is Label.BODY and len(paragraph.text) <= 90 and "。" not in paragraph.text
    return short and squash(paragraph.text) in issued


_BEFORE_TITLE = frozenset(
    {Label.DATE, Label.NOTE, Label.IMPRINT, Label.ANNEX_MARK, Label.NUMBER, Label.COPY, Label.INDEX}
)


_ISSUED = re.compile(r"(?:印发|公布|发布|下达)(.{4,80}?)的(?:通知|通告|公告|函)")


def named_titles(text: str) -> set[str]:
    """Titles that a notice names: inside 《》, behind 印发 in a notice's title, and in a list of annexes."""
    titles = {squash(t) for t in re.findall(r"《([^《》]{4,80})》", text[:2000])} if "《" in text else set()
    issued = _ISSUED.search(text, 0, 300)
    if issued:
        titles |= {squash(issued[1]).strip("《》")}
    if text[0] == "附" and re.match(r"附\s?件\s?[：:]", text):
        titles |= {squash(t) for t in re.split(r"\d{1,2}[.．、]|附\s?件\s?[：:]", text[:500]) if len(t) > 3}
    return titles


def _title_length(paragraphs: Sequence[Paragraph], start: int, issued: set[str], *, head: bool) -> int:
    """How many paragraphs from `start` on make up a title; 0 where none begins here."""
    lines: list[str] = []
    ends, any_end = _title_ends()
    best = 0
    for p in paragraphs[start : start + _TITLE_LINES]:
        if p.label is not Label.BODY or len(p.text) > 90 or (numbered(p.text) and not lines):
            break
        if not lines and re.fullmatch(r"[\u4e00-\u9fff（）、]{4,40}文件", p.text):  # the red head is no title
            break
        if re.search(r"[。；：:;]|，.*，", p.text) or (lines and numbered(p.text)):
            break
        lines.append(p.text)
        whole = squash("".join(lines))
        if whole in issued:
            best = len(lines)
            break
        tail_only = re.fullmatch(r"[（(][^（()）]{2,20}[）)]", squash(p.text)) is not None
        if best and not tail_only and not (head and _TITLE_GOES_ON.fullmatch(squash(p.text))):
            break
        if (ends if head and "关于" in whole else any_end).fullmatch(whole) and not _is_list(whole):
            best = len(lines)
    return best


def _with_opening(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The first line as the title where no line has a title's form: short, without a stop, above a heading or the body."""
    first = next((i for i, p in enumerate(paragraphs[:_INDEX_HEAD]) if p.label is not Label.INDEX), 0)
    if first + 1 >= len(paragraphs) or any(p.label is Label.TITLE for p in paragraphs[first : first + 8]):
        return paragraphs
    opening, body = paragraphs[first : first + 2]
    named = opening.label is Label.BODY and re.fullmatch(r"[^，。；：？！:;\t]{6,60}(?<![、])", opening.text)
    spoken = body.label is Label.BODY and (numbered(body.text) or (len(body.text) > 30 and "。" in body.text))
    if not named or not spoken or numbered(opening.text):
        return paragraphs
    return [*paragraphs[:first], replace(opening, label=Label.TITLE), *paragraphs[first + 1 :]]


# 「关于落实某某决定」 and, in the next line, 「有关措施分工的通知」
_TITLE_GOES_ON = re.compile(r"(?!.*关于)[^，。：]{2,24}的(?:通知|函|批复|通告|通报)")


def _is_list(text: str) -> bool:
    return text.count("、") > 4


def _join(paragraphs: Sequence[Paragraph]) -> Paragraph:
    text, pieces = "", []
    for p in paragraphs:
        pieces += [(offset + len(text), place) for offset, place in p.pieces]
        text += p.text
    return Paragraph(text, tuple(pieces), Label.TITLE)


# --- addressees, annex lists, signatures -----------------------------------------------------------------------------


def _with_addressee(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The addressees: a paragraph that ends with a colon, before the body begins."""
    for i, p in enumerate(paragraphs[:12]):
        if p.label is Label.BODY and p.text[-1] in "：:" and "。" not in p.text and not numbered(p.text):
            if len(p.text) <= 600 and not re.search(r"[如以]下|下列|通知|事项", p.text[-8:]):
                return [*paragraphs[:i], replace(p, label=Label.ADDRESSEE), *paragraphs[i + 1 :]]
            return paragraphs
        if p.label is Label.BODY and len(p.text) > 60 and "。" in p.text:
            return paragraphs
    return paragraphs


def _with_annex_lists(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """「2.某某清单」 lines that go on with 「附件：1.某某表」."""
    result = list(paragraphs)
    for i, p in enumerate(result[1:], start=1):
        follows = result[i - 1].label is Label.ANNEX_LIST and p.label is Label.BODY
        if follows and re.fullmatch(r"\d{1,2}[.．、][^。；]{2,80}", p.text):
            result[i] = replace(p, label=Label.ANNEX_LIST)
    return result


_SIGNERS = 24  # lines of bodies that sign jointly


def _with_signatures(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The short lines that stand directly before a closing date, of a joint document one a body."""
    result = list(paragraphs)
    for i, p in enumerate(result):
        if p.label is not Label.DATE:
            continue
        for k in range(i - 1, max(i - 1 - _SIGNERS, -1), -1):
            line = result[k]
            if line.label is not Label.BODY or not _is_signature(line.text):
                break
            result[k] = replace(line, label=Label.SIGNATURE)
    return result


def _is_signature(text: str) -> bool:
    return len(text) <= 40 and not re.search(r"[。，；：、（）〔〕《》]", text) and not numbered(text)
