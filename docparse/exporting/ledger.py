"""A document's records as tables in an official's words: the one source of every page, text and workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from docparse.exporting.duties import deadlines_of
from docparse.exporting.places import file_name, section_labels
from docparse.exporting.recurring import in_words
from docparse.records import Document, Number, Party
from docparse.wording import amount, day, word

Cell: TypeAlias = str | Number | None
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in half-width characters, two of which a Chinese one takes; together they fill A4 across."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The records of one kind; `rows[n]` is the n-th record of `Document.<kind>`, its first cell the number n + 1."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """All columns together, in half-width characters."""
        return sum(column.width for column in self.columns)

    def filled(self) -> Sheet:
        """The sheet without the columns behind the second that are empty from top to bottom."""
        kept = [n for n in range(len(self.columns)) if n < 2 or any(row[n] not in (None, "") for row in self.rows)]
        rows = tuple(tuple(row[n] for n in kept) for row in self.rows)
        return Sheet(self.kind, self.title, tuple(self.columns[n] for n in kept), rows)


def sheets(document: Document) -> tuple[Sheet, ...]:
    """All sheets of a document, also those without rows, in the order in which an office reads them."""
    labels = section_labels(document)
    return tuple(_sheet(document, labels, *form) for form in _FORMS)


def meta_rows(document: Document) -> tuple[tuple[str, str, str], ...]:
    """What the head of the document says: (field of `Meta`, its Chinese name, its value), stated fields only."""
    meta = document.meta
    stated: dict[str, str | None] = {
        "title": meta.title,
        "doc_number": meta.doc_number,
        "issuers": "、".join(meta.issuers),
        "region": meta.region,
        "level": word("level", meta.level),
        "doc_type": meta.doc_type,
        "genre": meta.genre,
        "addressees": "、".join(meta.addressees),
        "cc": "、".join(meta.cc),
        "issued_on": day(meta.issued_on),
        "printed_on": day(meta.printed_on),
        "period": f"{meta.period.start}—{meta.period.end}年" if meta.period else None,
        "disclosure": word("disclosure", meta.disclosure),
    }
    return tuple((field, word("meta", field), value) for field, value in stated.items() if value)


def source_rows(document: Document) -> tuple[tuple[str, str], ...]:
    """The file that was read: (Chinese name, value)."""
    source = document.source
    pages = f"{source.pages}页" if source.pages else ""
    rows = (("文件", file_name(document)), ("页数", pages), ("文件校验码（SHA-256）", source.sha256))
    return tuple(row for row in rows if row[1])


# --- one function a kind: the cells of each record behind its number ---------------------------------------------------

_Labels: TypeAlias = Mapping[str | None, str]
_Rows: TypeAlias = Iterable[Sequence[Cell]]
_Form: TypeAlias = tuple[str, str, str, Callable[[Document, _Labels], _Rows]]


def _sheet(
    document: Document, labels: _Labels, kind: str, title: str, columns: str, rows: Callable[..., _Rows]
) -> Sheet:
    named = [column.split(":") for column in columns.split()]
    head = (Column("序号", 6), *(Column(name, int(width)) for name, width in named))
    body = tuple((number, *cells) for number, cells in enumerate(rows(document, labels), start=1))
    return Sheet(kind, title, head, body)


def _assignments(document: Document, labels: _Labels) -> _Rows:
    bounds = deadlines_of(document)
    for n, a in enumerate(document.assignments):
        parties = (names(a.lead), names(a.support), names(a.responsible), names(a.implement))
        due = "；".join(dict.fromkeys(document.deadlines[d].quote for d in bounds[n]))
        yield (a.task, a.duties, *parties, due, labels.get(a.section, ""))


def names(parties: Sequence[Party]) -> str:
    """Bodies of one role in a cell, those last that a clause for several tasks brought: 市财政局；有关区政府（统一规定）."""
    own = "、".join(party.name for party in parties if not party.inherited)
    common = "、".join(party.name for party in parties if party.inherited)
    return "；".join(part for part in (own, common and f"{common}（统一规定）") if part)


def _targets(document: Document, labels: _Labels) -> _Rows:
    indicators = {t.id: t.indicator for t in document.targets}
    for t in document.targets:
        goal = (t.indicator, amount(t), t.value, t.value_max, t.unit, t.scope, day(t.by), t.baseline)
        nature = "力争" if t.aspirational else ""
        yield (*goal, nature, indicators.get(t.parent or ""), labels.get(t.section, ""), t.quote)


def _members(document: Document, labels: _Labels) -> _Rows:
    bodies = {body.id: body.name for body in document.bodies}
    for m in document.members:
        yield (m.name, m.role, "、".join(m.titles), bodies.get(m.body or ""), labels.get(m.section, ""), m.quote)


def _bodies(document: Document, labels: _Labels) -> _Rows:
    by_id = {body.id: body.name for body in document.bodies}
    for b in document.bodies:
        above = by_id.get(b.parent or "")
        yield (b.name, word("body_kind", b.kind), above, b.host, b.head, b.duties, labels.get(b.section, ""))


def _deadlines(document: Document, labels: _Labels) -> _Rows:
    for d in document.deadlines:
        rule = in_words(d.rrule, d.quote) if d.kind == "recurring" else None
        kind, precision = word("deadline_kind", d.kind), word("precision", d.precision)
        yield (d.quote, d.action, kind, d.start, d.end, precision, rule, labels.get(d.section, ""))


def _citations(document: Document, labels: _Labels) -> _Rows:
    for c in document.citations:
        yield (c.title, c.doc_number, word("relation", c.relation), labels.get(c.section, ""), c.quote)


def _agencies(document: Document, labels: _Labels) -> _Rows:
    for a in document.agencies:
        known = (a.canonical, a.full_name, word("agency_kind", a.kind), word("level", a.level))
        yield (a.name, *known, len(a.mentions), labels.get(a.section, ""))


def _findings(document: Document, labels: _Labels) -> _Rows:
    for f in document.findings:
        yield (word("severity", f.severity), f.message, f.quote, labels.get(f.section, ""), f.code)


_FORMS: tuple[_Form, ...] = (
    (
        "assignments",
        "责任清单",
        "重点任务:22 主要内容:50 牵头单位:14 配合单位:26 责任单位:20 落实单位:20 完成时限:14 依据:12",
        _assignments,
    ),
    (
        "targets",
        "目标指标",
        "指标:26 目标值:14 数值:9 上限:7 单位:8 适用范围:12 完成时限:11 基准:14 性质:6 所属指标:18 依据:12 原文:40",
        _targets,
    ),
    ("members", "成员名单", "姓名:9 职务:9 现任职务:34 所在机构:26 依据:12 原文:36", _members),
    ("bodies", "工作机构", "名称:26 类型:12 上级机构:22 设在:14 负责人:18 职责:50 依据:12", _bodies),
    ("deadlines", "完成时限", "原文:18 事项:46 类型:10 开始:11 截止:11 精度:6 周期:18 依据:12", _deadlines),
    ("citations", "引用文件", "文件名称:46 发文字号:20 关系:10 依据:12 原文:46", _citations),
    ("agencies", "单位名录", "文中名称:18 规范简称:20 全称:30 类别:16 层级:12 提及次数:8 首见:12", _agencies),
    ("findings", "审校意见", "程度:6 意见:46 原文:34 位置:12 代码:20", _findings),
)
"""Kind, title, columns as name:width, and what fills them."""
