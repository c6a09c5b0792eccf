"""The note that lists the annexes, and the annexes themselves (GB/T 9704-2012, 7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Element, Form, Kind
from docparse.formatting.places import indent, is_aside
from docparse.structure.blanks import squash
from docparse.structure.numbering import arabic


@dataclass(frozen=True, slots=True)
class _Annex:
    """A number ("" for none), a title, and the element that states them."""

    number: str
    title: str
    element: Element


def check_annexes(form: Form) -> Iterator[Departure]:
    """The list, each mark, each title, and whether list and titles say the same."""
    lines = list(form.of(Kind.ANNEX_LIST))
    listed = [annex for line in lines for annex in _listed(line)]
    for i, line in enumerate(lines):
        yield from _list_line(line, first=i == 0, several=len(listed) > 1)
    for element in form.of(Kind.ANNEX_MARK):
        yield from _mark(element)
    for element in form.of(Kind.ANNEX_TITLE):
        if element.paragraph.layout.alignment != "center":
            yield departure("annex.title", element.paragraph)
    bound = list(_bound(form))
    if listed and bound:
        yield from _compared(listed, bound)


def _listed(line: Element) -> Iterator[_Annex]:
    """The annexes that a line of the list names: one, or several that stand behind each other."""
    text = re.sub(r"^附\s*件\s*[：:]?", "", line.text)
    pieces = re.split(r"(?:^|(?<=[\s；;]))(\d{1,2})\s*[.．、](?!\d)", text)
    if pieces[0].strip():
        yield _Annex("", pieces[0].strip(), line)
    for number, title in zip(pieces[1::2], pieces[2::2], strict=True):
        yield _Annex(str(int(number)), title.strip(), line)


def _list_line(line: Element, *, first: bool, several: bool) -> Iterator[Departure]:
    faults = []
    if line.text.startswith("附") and not re.match(r"附\s*件：", line.text):
        faults.append("“附件”之后没有全角冒号")
    if re.search(r"(?:^|[：:\s])\d{1,2}、", line.text):
        faults.append("序号应写作“1.”")
    if not several and re.match(r"附\s*件\s*[：:]\s*\d{1,2}\s*[.．、]", line.text):
        faults.append("只有一个附件，不编顺序号")
    if line.text[-1] in "。；，、;,.":
        faults.append("名称之后不加标点")
    if "《" in line.text:
        faults.append("名称不加书名号")
    if faults:
        yield departure("annex_list.form", line.paragraph, found="，".join(faults))
    begins = indent(line.paragraph)
    if first and (is_aside(line.paragraph) or abs(begins - 2) > 0.2):
        yield departure("annex_list.indent", line.paragraph, found=f"{begins:.1f}".removesuffix(".0"))


def _mark(element: Element) -> Iterator[Departure]:
    paragraph = element.paragraph
    number = _number(element)
    if not re.fullmatch(r"附\s*件\s*\d{0,2}", element.text):
        yield departure("annex.mark", paragraph, found=element.text, wanted=f"附件{number}")
    if is_aside(paragraph) or abs(indent(paragraph)) > 0.2:
        yield departure("annex.flush", paragraph)
    if not paragraph.opens_page:
        yield departure("annex.page", paragraph)


def _number(mark: Element) -> str:
    number = re.sub(r"[附件：:\s]", "", mark.text)
    return arabic(number) if number else ""


def _bound(form: Form) -> Iterator[_Annex]:
    """The annexes behind the text, with titles of several lines joined; "" for one that has none."""
    mark: Element | None = None
    title = ""
    for element in form.elements:
        if element.kind is Kind.ANNEX_MARK:
            if mark is not None:
                yield _Annex(_number(mark), title, mark)
            mark, title = element, ""
        elif element.kind is Kind.ANNEX_TITLE:
            title += element.text
    if mark is not None:
        yield _Annex(_number(mark), title, mark)


def _compared(listed: list[_Annex], bound: list[_Annex]) -> Iterator[Departure]:
    if len(listed) != len(bound):
        found = f"附件说明列有{len(listed)}个附件，文后有{len(bound)}个"
        yield departure("annex_list.titles", listed[0].element.paragraph, found=found)
        return
    for said, there in zip(listed, bound, strict=True):
        if said.number != there.number:
            found = f"附件说明的顺序号“{said.number or '无'}”与附件的“{there.number or '无'}”不一致"
            yield departure("annex_list.titles", there.element.paragraph, found=found)
        if there.title and _bare(said.title) != _bare(there.title):
            found = f"附件说明的“{said.title}”与附件标题“{there.title}”不一致"
            yield departure("annex_list.titles", there.element.paragraph, found=found)


def _bare(title: str) -> str:
    """A title without blanks and what the form of the list answers for."""
    return squash(title).rstrip("。；，").replace("《", "").replace("》", "")
