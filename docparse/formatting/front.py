"""The head and what stands before the body: mark, number, title, addressees (GB/T 9704-2012, 7.2, 7.3.1, 7.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Element, Form, Kind, is_red
from docparse.formatting.places import indent, is_aside
from docparse.lexicon.tables import table
from docparse.structure.blanks import squash

_BLANK = r"（待补充[^（）]*）"
_LAWS = ("法", "条例", "规定", "办法", "细则", "规则", "准则", "章程")  # titles of law keep their 《》


@cache
def _number_faults() -> tuple[tuple[re.Pattern[str], str], ...]:
    return (
        (re.compile(r"[^〔]*[\[﹝（(【［]\s*\d{2,4}"), "的年份应用六角括号〔〕"),
        (re.compile(r".*第"), "不加“第”字"),
        (re.compile(r".*[〔\[﹝（(【［]\s*\d{2,3}\s*[^\d\s]"), "的年份应标全称"),
        (re.compile(r".*[〕\]﹞）)】］]\s*第?\s*0"), "的顺序号不编虚位"),
        (re.compile(r".*(?<!号)$"), "之后应加“号”字"),
        (re.compile(r".*\s"), "中不留空格"),
    )


def check_front(form: Form) -> Iterator[Departure]:
    """What is not there is not asked for."""
    yield from _head(form)
    for element in form.of(Kind.NUMBER):
        yield from _number(element)
    yield from _titles(form)
    for element in form.of(Kind.ADDRESSEE):
        if not element.text.endswith("："):
            yield departure("addressee.colon", element.paragraph)
        if is_aside(element.paragraph) or abs(indent(element.paragraph)) > 0.2:
            yield departure("addressee.flush", element.paragraph)
    yield from _first_page(form)


def _head(form: Form) -> Iterator[Departure]:
    for element in form.of(Kind.MARK):
        printed = [run for run in element.paragraph.runs if run.text.strip()]
        if not all(is_red(run.type.colour) for run in printed):
            yield departure("mark.colour", element.paragraph)
        if element.paragraph.layout.alignment != "center" and element.paragraph.layout.frame is None:
            yield departure("mark.centred", element.paragraph)
    for element in form.of(Kind.COPY_NUMBER):
        if not re.fullmatch(r"\d{6}", element.text):
            yield departure("copy_number.digits", element.paragraph, found=element.text)


def _number(element: Element) -> Iterator[Departure]:
    text = re.split(r"\s*签发人", element.text)[0]
    if not re.fullmatch(rf"[\u4e00-\u9fffA-Z]+〔(?:\d{{4}}|{_BLANK})〕(?:[1-9]\d*|{_BLANK})号", text):
        faults = [told for pattern, told in _number_faults() if pattern.match(text)]
        fault = "，".join(faults) or "不合“发文机关代字〔年份〕顺序号号”的形式"
        yield departure("number.form", element.paragraph, found=text, fault=fault)
    paragraph = element.paragraph
    upward = "签发人" in element.text or abs(indent(paragraph) - 1) < 0.2
    placed = is_aside(paragraph) or paragraph.layout.frame is not None  # that of a letter stands on the right (10.1)
    if not placed and not upward:
        yield departure("number.place", paragraph)


def _titles(form: Form) -> Iterator[Departure]:
    for element in form.of(Kind.TITLE):
        if element.paragraph.layout.alignment != "center" and element.paragraph.layout.frame is None:
            yield departure("title.centred", element.paragraph)
    printed = (e for e in form.elements if e.kind is not Kind.EMPTY)
    titles = [list(group) for kind, group in groupby(printed, lambda e: e.kind) if kind is Kind.TITLE]
    numbered = any(True for _ in form.of(Kind.NUMBER, Kind.ADDRESSEE))
    for i, lines in enumerate(titles):
        text = squash("".join(line.text for line in lines))
        fault = _mark_fault(text)
        if fault:
            yield departure("title.marks", lines[0].paragraph, text, found=fault)
        if i == 0 and ("关于" in text or numbered) and not _ends_with_type(text):
            yield departure("title.type", lines[-1].paragraph, text)


def _mark_fault(text: str) -> str | None:
    named = re.findall(r"《([^《》]{1,80})》", text)
    if any(not re.sub(r"（[^（）]*）$", "", title).endswith(_LAWS) for title in named):
        return "加了书名号"
    return "末尾有标点" if re.search(r"[。，；：、！]$", text) else None


def _ends_with_type(text: str) -> bool:
    bare = re.sub(r"(?:[（(][^（()）]{1,20}[）)]){1,2}$", "", text)
    return bare.endswith(("令", *(row["doc_type"] for row in table("doc_types.tsv"))))


def _first_page(form: Form) -> Iterator[Departure]:
    """Of a document with a number or addressees: a page break in front of its body."""
    printed = [e for e in form.elements if e.kind is not Kind.EMPTY]
    body = next((i for i, e in enumerate(printed) if e.kind in (Kind.BODY, Kind.HEADING)), 0)
    formal = any(e.kind in (Kind.NUMBER, Kind.ADDRESSEE) for e in printed[:body])
    if formal and any(e.paragraph.opens_page for e in printed[1 : body + 1]):
        yield departure("first_page.body", printed[body].paragraph)
