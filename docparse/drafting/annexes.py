"""What list annexes say of the region: the row that names it, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docparse.drafting.demands import source_of
from docparse.drafting.locality import Locality, region_column
from docparse.drafting.plan import Source
from docparse.records import Document, Table

_NUMBERING = re.compile(r"^(?:序号|编号|No\.?|排名)$")
_CARRIER = re.compile(r"园区|载体|基地|平台|地点")
_DIRECTION = re.compile(r"方向|领域|产业|内容|任务")
_DETAILED = re.compile(r"([^（）、，；]*)(?:（([^（）]*)）)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list that concerns the region: (column, cell) pairs without its number and the region's own cell."""

    facts: tuple[tuple[str, str], ...]
    source: Source

    @property
    def text(self) -> str:
        """承载园区为A、B，创建类型为C，创建方向为D。"""
        return "，".join(f"{name}为{value}" for name, value in self.facts) + "。"

    @property
    def carriers(self) -> str:
        return "、".join(value for name, value in self.facts if _CARRIER.search(name))

    @property
    def directions(self) -> tuple[str, ...]:
        """The directions named, what stands in a bracket instead of what it details: 车控（底盘）、座舱 → 底盘, 座舱."""
        found: list[str] = []
        for name, value in self.facts:
            if _DIRECTION.search(name) and not _CARRIER.search(name):
                for outer, inner in _DETAILED.findall(value):
                    found += re.split(r"[、，]", inner) if inner else [outer]
        return tuple(dict.fromkeys(word.removesuffix("等") for word in found if len(word) >= 2))


def entries(upper: Sequence[Document], place: Locality) -> tuple[Entry, ...]:
    """The region's rows in all tables of the upper documents."""
    return tuple(entry for document in upper for table in document.tables for entry in _rows(document, table, place))


def _rows(document: Document, table: Table, place: Locality) -> Iterator[Entry]:
    column = region_column(table, place.name)
    if column is None or not table.header:
        return
    annex = next((p for p in document.parts if p.id == table.part and p.kind == "annex"), None)
    for number, row in enumerate(table.rows, start=1):
        if len(row) > column and place.is_named(row[column]):
            cells = zip(table.header, row, strict=False)
            facts = [(n, v) for i, (n, v) in enumerate(cells) if i != column and v and n and not _NUMBERING.match(n)]
            where = f"{'附件' if annex else '表'}第{number}行"
            if facts:
                yield Entry(tuple(facts), source_of(document, None, (table.id,), where))
