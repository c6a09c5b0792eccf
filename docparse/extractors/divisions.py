"""Divisions of labour: tables (任务分工表) and sections that say body by body who does what (职责分工)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from docparse.extractors.clauses import Duty, marked, parse_clause
from docparse.extractors.mentions import is_group
from docparse.extractors.names import Name, looks_like_body, split_list
from docparse.extractors.reading import Reading
from docparse.lexicon.agencies import tail_of
from docparse.lexicon.tables import table
from docparse.records import DutyRole, Span, Table

_TASK = re.compile(
    r"(?:重点|主要|具体|目标|工作|改革)?(?:任务|事项|举措|措施|项目)(?:名称|清单|分解|要求)?|重点工作|工作要求"
)
_NO_TASK = re.compile(
    r"序\s?号|编\s?号|类\s?别|领\s?域|单位|单位名称|部门|机构|姓名|联系.*|责任人.*|.*(?:时限|时间|节点|领导|区域|区县)"
)
_NUMBER = re.compile(r"[序编]\s?号")
_WHEN = re.compile(r".*(?:时限|时间|节点|阶段)")
_INDICATOR = re.compile(r".*指标(?:名称|内容)?")
_CONTENT = re.compile(r"(?:主要|具体|工作)?(?:内容|措施|要求|举措)")


@cache
def _columns_of_roles() -> dict[str, DutyRole]:
    return {r["word"]: cast(DutyRole, r["role"]) for r in table("duties.tsv") if r["position"] == "label"}


def division_rows(reading: Reading) -> Iterator[tuple[Table, Span, str, str | None, list[Duty]]]:
    """(table, span of the row, task, content, duties) for every row of every table of division that names somebody."""
    for found in reading.document.tables:
        columns = _columns(found.header)
        if columns is None:
            yield from _marked_rows(found)
            continue
        task_at, content_at, roles = columns
        task = ""
        for span, row in found.row_spans():
            duties = [d for at, role in roles for d in _duties(row, at, role, span[0])]
            task = row[task_at] or (task if row[0] else "")  # a cell left empty goes on with the one above
            if duties and task and len(set(row)) > 1:
                content = row[content_at] if content_at is not None else None
                yield found, span, task, content or None, duties


def is_schedule(found: Table) -> bool:
    """Whether the table says when first, and then what and who (时间节点, 工作内容, 责任单位)."""
    first = next((h for h in found.header if h and not _NUMBER.fullmatch(h)), "")
    return _WHEN.fullmatch(first) is not None


_STRONG, _WEAK = "★▲●◆■◎☆", "√✓○△□"


def _marked_rows(found: Table) -> Iterator[tuple[Table, Span, str, str | None, list[Duty]]]:
    """The rows of a matrix of tasks and bodies, whose cells hold marks (★ leads, √ supports; √ alone: responsible) or
    words (牵头, 配合).
    """
    bodies = {i: h for i, h in enumerate(found.header) if _answers(h)}
    tasks = [i for i, h in enumerate(found.header) if h and i not in bodies and not _NO_TASK.fullmatch(h)]
    cells = [row[i].strip() for row in found.rows for i in bodies if i < len(row)]
    if len(bodies) < 2 or not tasks or not all(c in _marks() or c in ("", "-", "—", "/") for c in cells):
        return
    weak: DutyRole = "support" if any(c in _STRONG for c in cells if c) else "responsible"
    at = found.span[0] + sum(len(h) + 1 for h in found.header[: min(bodies)])
    places: dict[int, Name] = {}
    for i in range(min(bodies), len(found.header)):
        places[i] = Name(found.header[i], (at, at + len(found.header[i])))
        at += len(found.header[i]) + 1
    for span, row in found.row_spans():
        said = [(i, _marks().get(row[i].strip())) for i in bodies if i < len(row)]
        duties = [Duty(role or weak, places[i]) for i, role in said if role or row[i].strip() in (*_WEAK,)]
        if duties and row[tasks[0]]:
            yield found, span, row[tasks[0]], None, duties


@cache
def _marks() -> dict[str, DutyRole | None]:
    """Mark or word of a cell → role; None for a weak mark, whose sense the other marks decide."""
    words: dict[str, DutyRole | None] = {w: r for w, r in _columns_of_roles().items() if len(w) <= 4}
    words |= {"负责": "responsible", "落实": "implement"}
    return words | dict.fromkeys(_STRONG, "lead") | dict.fromkeys(_WEAK)


def _columns(header: Sequence[str]) -> tuple[int, int | None, list[tuple[int, DutyRole]]] | None:
    """(task column, content column, columns of roles), or None where the table divides no labour."""
    roles = [(i, role) for i, h in enumerate(header) if (role := _role(h)) is not None]
    tasks = [i for i, h in enumerate(header) if _TASK.fullmatch(h)] or [
        i for i, h in enumerate(header) if h and i not in dict(roles) and not _NO_TASK.fullmatch(h)
    ]
    if not roles or not tasks or _INDICATOR.fullmatch(header[tasks[0]]):
        return None  # who answers for an indicator does no task of that name
    contents = [i for i, h in enumerate(header) if i != tasks[0] and _CONTENT.fullmatch(h)]
    return tasks[0], contents[0] if contents else None, roles


def _role(header: str) -> DutyRole | None:
    name = re.sub(r"[（(][^（()）]*[）)]|\s", "", header)
    return "responsible" if _DIVIDED.fullmatch(name) else _columns_of_roles().get(name)


_DIVIDED = re.compile("(?:责任|职责|任务|工作|部门|单位)分工")  # a column whose cells tell their roles themselves


def _duties(row: Sequence[str], at: int, role: DutyRole, start: int) -> list[Duty]:
    """The bodies of one cell: names alone, or a clause of their own (某局牵头，某局配合)."""
    cell = row[at] if at < len(row) else ""
    offset = start + sum(len(c) + 1 for c in row[:at])
    if not cell or re.fullmatch(r"[-—/\\无√★]+", cell):
        return []
    if re.search("牵头|配合|参与|[：:]", cell):
        clause = parse_clause(cell, offset, bracketed=True)
        if clause is not None:
            return list(clause.duties)
    return [marked(Duty(role, n)) for n in split_list(cell, offset) if _is_name(n.text)]


def _is_name(text: str) -> bool:
    """Whether a cell's item names somebody, and is no blank to fill."""
    return 2 <= len(text) <= 40 and "待补充" not in text and "待定" not in text


# --- body by body ----------------------------------------------------------------------------------------------------

_DIVIDES = re.compile(
    r"(?:职[责能]|任务|部门|工作|责任|组织)分工|(?:部门|单位|机构|工作|主要)(?:(?:及|和)其?)?职责|职责(?:任务|划分)"
)
_CLAUSE = re.compile(r"[^。；\n]+")
_DOES = re.compile(
    r"([^，。；：\n\t]{2,30}?)(?:：|要?(?:具体|主要|牵头)?(?:负责|承担)|(?:按照?职[责能](?:分工)?)?(?:要(?!素)|应当?(?!急)|须)(?=[\u4e00-\u9fff]))"
)
_ENTRY = re.compile(
    r"(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)])?([^，。；：\n\t]{2,30})[。：]"
    r"(?=(?:主要)?(?:负责|承担|牵头|组织|指导|统筹|会同|配合|按照?|做好|落实|加强|协调|开展|研究|监督|参与|推进))"
)
_HELPING = ("配合", "协助", "参与")
_HELPED = re.compile(r"(?:会同|联合|协同)[^，。；\n]{2,80}")
_INSIDE = re.compile("[\u4e00-\u9fff]{3,12}(?:科|处|股|中心|支队|大队)")  # a part of the issuer that does a share
_INSTITUTION = re.compile(
    "(?:研究院|研究所|设计院|协会|学会|中心|大学|学院|公司|集团|医院|委员会|支队|大队|总队|联盟)(?:（[^（）]*）)?$"
)


def divided_duties(reading: Reading) -> Iterator[tuple[str, str | None, int, int, Duty]]:
    """(task, section id, start, end, duty) for each body and what it answers for, in a section or annex whose heading
    says that it divides duties: told in a clause (市教育局负责…), before a colon or stop, or by the heading itself.
    """
    for heading, section, start, end, outer in _divisions(reading):
        said: set[str] = set()
        for first, last, names, role in _told_in(reading, start, end):
            for name in names:
                if name.text not in said and _answers(name.text):
                    said.add(name.text)
                    yield heading, section, first, last, Duty(role, name)
        at = reading.text.find(heading, max(start - len(heading) - 8, 0), end)
        if not said and outer and section is not None and not reading.clauses_between(at, end):
            for name in split_list(heading, at):
                if _answers(name.text) or (_INSTITUTION.search(name.text) and looks_like_body(name.text)):
                    yield heading, section, at, end, Duty("responsible", name)
            helped = _HELPED.match(reading.text, start, end)
            clause = parse_clause(helped[0], helped.start(), bracketed=True) if helped else None
            for duty in clause.duties if clause else ():
                yield heading, section, at, end, duty


def _told_in(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int, list[Name], DutyRole]]:
    """(start, end, names, their role) of the clauses and entries that say who does what in [start, end)."""
    for clause in _CLAUSE.finditer(reading.text, start, end):
        first, last = clause.span()
        if reading.clauses_between(first, last):
            continue
        said = _DOES.match(reading.text, first, last) or _ENTRY.match(reading.text, first, min(last + 8, end))
        if said is not None:
            told = said[0][len(said[1]) :] + reading.text[said.end() : min(said.end() + 2, last)]
            role: DutyRole = "lead" if "牵头" in told else "support" if told[-2:] in _HELPING else "responsible"
            yield first, last, split_list(said[1], said.start(1)), role


_ANY_MEMBER = re.compile("(?:成员|委员|组成)(?:部门|单位)")


def _answers(name: str) -> bool:
    """Whether the name is a body's or a group's that duties are given to."""
    if not looks_like_body(name) or name in _columns_of_roles() or _ANY_MEMBER.fullmatch(name):
        return False
    return is_group(name) or tail_of(name) is not None or _INSIDE.fullmatch(name) is not None


def _divisions(reading: Reading) -> Iterator[tuple[str, str | None, int, int, bool]]:
    """(heading, section id, start, end, whether an outer heading divides) of the innermost sections that divide duties,
    and of annexes that do.
    """
    parents = {s.parent for s in reading.document.sections}
    dividing = {s.id for s in reading.document.sections if _DIVIDES.search(s.heading)}
    for section in reading.document.sections if dividing else ():
        if section.id in parents:
            continue
        outer = any(s.id in dividing for s in reading.ancestors(section)[1:])
        if outer or section.id in dividing:
            yield section.heading, section.id, section.heading_span[1] + 1, section.span[1], outer
    inside = {s.part for s in reading.document.sections}
    for part in reading.document.parts:
        if part.id not in inside and _DIVIDES.search(part.title) and part.kind != "notice":
            yield part.title, None, part.span[0], part.span[1], False
