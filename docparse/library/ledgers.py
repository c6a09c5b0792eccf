"""A library's ledgers as a workbook: who answers for what, one sheet a body; all goals, members, deadlines and failures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docparse.errors import DocparseError
from docparse.exporting.ledger import Cell, Column, Row, Sheet
from docparse.exporting.recurring import in_words
from docparse.exporting.workbook import book
from docparse.library.schema import metadata
from docparse.library.store import Library
from docparse.wording import day, word

_MOST_BODIES = 100  # that have a sheet of their own: those with most duties
_MOST_ROWS = 1_048_575  # of a sheet, its head aside
_LONGEST_TITLE = 31
_DUTIES = "责任单位:20 角色:8 重点任务:22 主要内容:46 牵头单位:18 配合单位:24 完成时限:14 依据:34"
_OWN_DUTIES = _DUTIES.removeprefix("责任单位:20 ")
_ROLES = ("lead", "support", "responsible", "implement")


def ledgers(library: Library) -> bytes:
    """The workbook's bytes.

    Raises:
        DocparseError: the database can't be used, or a sheet can't hold so many rows.
    """
    titles = _titles(library)
    duties = _duties(library, titles)
    found = [_sheet("责任清单", _DUTIES, duties)]
    found += _goals(library, titles), _members(library, titles), _deadlines(library, titles), _failures(library)
    found += _of_bodies(duties, {sheet.title for sheet in found})
    return book(found, "责任清单汇总", None)


def _all(library: Library, name: str) -> Iterator[Mapping[Any, Any]]:
    from sqlalchemy import select

    table = metadata().tables[name]
    with library.connection() as connection:
        yield from connection.execute(select(table).order_by(table.c.document, table.c.ordinal)).mappings()


def _titles(library: Library) -> dict[str, str]:
    """What a document is called in a ledger: 《title》（number）."""
    from sqlalchemy import select

    table = metadata().tables["documents"]
    with library.connection() as connection:
        rows = connection.execute(select(table.c.id, table.c.title, table.c.doc_number).order_by(table.c.id))
        return {
            key: (f"《{title}》" if title else key) + (f"（{number}）" if number else "") for key, title, number in rows
        }


def _source(titles: Mapping[str, str], row: Mapping[Any, Any]) -> str:
    return " ".join(part for part in (titles.get(row["document"], ""), row["address"]) if part)


def _duties(library: Library, titles: Mapping[str, str]) -> list[Row]:
    """One row a body and duty, by body: those that lead first."""
    due: dict[tuple[str, str], list[str]] = {}
    for bound in _all(library, "deadlines"):
        due.setdefault((bound["document"], bound["address"]), []).append(bound["quote"])
    parties: dict[tuple[str, int], list[Mapping[Any, Any]]] = {}
    for party in _all(library, "parties"):
        parties.setdefault((party["document"], party["assignment"]), []).append(party)
    rows: list[tuple[tuple[Any, ...], Row]] = []
    for duty in _all(library, "assignments"):
        bodies = parties.get((duty["document"], duty["ordinal"]), [])
        named = {role: "、".join(dict.fromkeys(b["name"] for b in bodies if b["role"] == role)) for role in _ROLES}
        bounds = "；".join(dict.fromkeys(due.get((duty["document"], duty["address"]), ())))
        lead, support = named["lead"] or named["responsible"], named["support"]
        for body in bodies:
            name = body["full_name"] or body["name"]
            cells = (name, word("role", body["role"]), duty["task"], duty["duties"], lead, support, bounds)
            order = (name, _ROLES.index(body["role"]), duty["document"], duty["ordinal"])
            rows.append((order, (*cells, _source(titles, duty))))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _of_bodies(duties: Sequence[Row], taken: set[str]) -> list[Sheet]:
    """A sheet for each of the bodies with most duties."""
    count = Counter(str(row[0]) for row in duties)
    found = []
    for name, _ in sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_BODIES]:
        title = _title(name, taken)
        taken.add(title)
        found.append(_sheet(title, _OWN_DUTIES, [row[1:] for row in duties if row[0] == name]))
    return found


def _title(name: str, taken: set[str]) -> str:
    """A sheet's title: no sign that Excel forbids, at most 31 characters, unlike the others whatever their case."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:_LONGEST_TITLE] or "其他"
    title, number = plain, 2
    while title.lower() in {other.lower() for other in taken}:
        ending = f"（{number}）"
        title, number = plain[: _LONGEST_TITLE - len(ending)] + ending, number + 1
    return title


def _goals(library: Library, titles: Mapping[str, str]) -> Sheet:
    rows = (
        (
            t["indicator"],
            t["value"],
            t["value_max"],
            t["unit"],
            t["scope"],
            day(t["by"]),
            _source(titles, t),
            t["quote"],
        )
        for t in _all(library, "targets")
    )
    return _sheet("目标指标", "指标:26 数值:10 上限:8 单位:8 适用范围:12 完成时限:11 依据:34 原文:40", rows)


def _members(library: Library, titles: Mapping[str, str]) -> Sheet:
    bodies = {(b["document"], b["id"]): b["name"] for b in _all(library, "bodies")}
    rows = (
        (m["name"], m["role"], m["titles"], bodies.get((m["document"], m["body"])), _source(titles, m))
        for m in _all(library, "members")
    )
    return _sheet("成员名单", "姓名:9 职务:9 现任职务:34 所在机构:26 依据:34", rows)


def _deadlines(library: Library, titles: Mapping[str, str]) -> Sheet:
    rows = [
        (
            d["end"],
            d["quote"],
            d["action"],
            in_words(d["rrule"], d["quote"]) if d["rrule"] else None,
            _source(titles, d),
        )
        for d in _all(library, "deadlines")
    ]
    rows.sort(key=lambda row: (row[0] or "9999", row[4], row[1]))
    return _sheet("完成时限", "截止:11 原文:18 事项:46 周期:18 依据:34", rows)


def _failures(library: Library) -> Sheet:
    from docparse.library.finding import documents

    return _sheet("未能读取", "编号:18 文件:50 原因:60", documents(library, failed=True))


def _sheet(title: str, columns: str, rows: Iterable[Sequence[Cell]]) -> Sheet:
    named = [column.split(":") for column in columns.split()]
    head = (Column("序号", 6), *(Column(name, int(width)) for name, width in named))
    body = tuple((number, *cells) for number, cells in enumerate(rows, start=1))
    if len(body) > _MOST_ROWS:
        raise DocparseError(f"the sheet {title} would have {len(body)} rows, more than Excel holds; export as csv")
    return Sheet(title, title, head, body)
