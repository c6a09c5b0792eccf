"""Divisions of labour: tables (任务分工表) and sections that say body by body who does what (职责分工)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from docparse.extractors.clauses import Duty, parse_clause
from docparse.extractors.mentions import is_group
from docparse.extractors.names import split_list
from docparse.extractors.reading import Reading
from docparse.lexicon.agencies import tail_of
from docparse.lexicon.tables import table
from docparse.records import DutyRole, Span, Table

_TASK = re.compile(
    r"(?:重点|主要|具体|目标|工作|改革)?(?:任务|事项|举措|措施|项目)(?:名称|清单|分解|要求)?|重点工作|工作要求"
)
_NO_TASK = re.compile(
    r"序\s?号|编\s?号|类\s?别|领\s?域|单位|单位名称|部门|机构|姓名|联系.*|责任人.*|.*(?:时限|时间|领导|区域|区县)"
)
_CONTENT = re.compile(r"(?:主要|具体|工作)?(?:内容|措施|要求|举措)")


@cache
def _columns_of_roles() -> dict[str, DutyRole]:
    return {r["word"]: cast(DutyRole, r["role"]) for r in table("duties.tsv") if r["position"] == "label"}


def division_rows(reading: Reading) -> Iterator[tuple[Table, Span, str, str | None, list[Duty]]]:
    """(table, span of the row, task, content, duties) for every row of every table of division that names somebody."""
    for found in reading.document.tables:
        columns = _columns(found.header)
        if columns is None:
            continue
        task_at, content_at, roles = columns
        start = found.span[1] - sum(len("\t".join(row)) + 1 for row in found.rows) + 1
        for row in found.rows:
            end = start + len("\t".join(row))
            duties = [d for at, role in roles for d in _duties(row, at, role, start)]
            if duties and row[task_at] and len(set(row)) > 1:
                content = row[content_at] if content_at is not None else None
                yield found, (start, end), row[task_at], content or None, duties
            start = end + 1


def _columns(header: Sequence[str]) -> tuple[int, int | None, list[tuple[int, DutyRole]]] | None:
    """(task column, content column, columns of roles), or None where the table divides no labour."""
    roles = [(i, role) for i, h in enumerate(header) if (role := _role(h)) is not None]
    tasks = [i for i, h in enumerate(header) if _TASK.fullmatch(h)] or [
        i for i, h in enumerate(header) if h and i not in dict(roles) and not _NO_TASK.fullmatch(h)
    ]
    if not roles or not tasks:
        return None
    contents = [i for i, h in enumerate(header) if i != tasks[0] and _CONTENT.fullmatch(h)]
    return tasks[0], contents[0] if contents else None, roles


def _role(header: str) -> DutyRole | None:
    name = re.sub(r"[（(][^（()）]*[）)]|\s", "", header)
    return _columns_of_roles().get(name)


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
    return [Duty(role, n) for n in split_list(cell, offset) if _is_name(n.text)]


def _is_name(text: str) -> bool:
    """Whether a cell's item names somebody, and is no blank to fill."""
    return 2 <= len(text) <= 40 and "待补充" not in text and "待定" not in text


# --- body by body ----------------------------------------------------------------------------------------------------

_DIVIDES = re.compile(r"(?:职责|任务|部门|工作)分工|部门职责|职责任务")
_CLAUSE = re.compile(r"[^。；\n]+")
_DOES = re.compile(r"([^，。；：\n\t]{2,30}?)(?:：|要?(?:具体|主要|牵头)?(?:负责|承担))")


def divided_duties(reading: Reading) -> Iterator[tuple[str, str | None, int, int, Duty]]:
    """(task, section id, start, end, duty) for each clause that names a body and what it answers for, in a section or
    annex whose heading says that it divides duties.
    """
    for task, section, start, end in _divisions(reading):
        for clause in _CLAUSE.finditer(reading.text, start, end):
            said = _DOES.match(reading.text, clause.start(), clause.end())
            if said is None or reading.clauses_between(clause.start(), clause.end()):
                continue
            for name in split_list(said[1], clause.start()):
                if is_group(name.text) or tail_of(name.text) is not None:
                    role: DutyRole = "lead" if "牵头" in said[0][len(said[1]) :] else "responsible"
                    yield task, section, clause.start(), clause.end(), Duty(role, name)


def _divisions(reading: Reading) -> Iterator[tuple[str, str | None, int, int]]:
    """(heading, section id, start, end) of the innermost sections that divide duties, and of annexes that do."""
    parents = {s.parent for s in reading.document.sections}
    for section in reading.document.sections:
        if _DIVIDES.search(section.heading) and section.id not in parents:
            yield section.heading, section.id, section.heading_span[1] + 1, section.span[1]
    inside = {s.part for s in reading.document.sections}
    for part in reading.document.parts:
        if part.kind == "annex" and part.id not in inside and _DIVIDES.search(part.title):
            yield part.title, None, part.span[0], part.span[1]
