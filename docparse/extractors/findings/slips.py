"""What a check hands over, the table that says how it is told, and a few ways to look at the text around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple, TypeAlias, cast

from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.lexicon.tables import table
from docparse.records import Span
from docparse.structure.text import Label

Severity: TypeAlias = Literal["error", "warning", "info"]

CJK = "\u4e00-\u9fff"
STOPS = "，。；：！？、\n\t"
"""Where a clause, an item of a list or a cell ends."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One place that a careful reader would query; `words` fill the placeholders of the code's message."""

    span: Span
    words: dict[str, str] = field(default_factory=dict)


Check: TypeAlias = Callable[[Reading, Records], Iterable[Slip]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of findings.tsv; `example` yields the code, `counter_example` looks like it and yields nothing."""

    code: str
    severity: Severity
    message: str
    why: str
    example: str
    counter_example: str


@cache
def rules() -> dict[str, Rule]:
    """Code → its row, in the order of the table."""
    return {
        row["code"]: Rule(
            code=row["code"],
            severity=cast(Severity, row["severity"]),
            message=row["message"],
            why=row["why"],
            example=_plain(row["example"]),
            counter_example=_plain(row["counter_example"]),
        )
        for row in table("findings.tsv")
    }


def _plain(cell: str) -> str:
    """A cell's text, in which \\n and \\t stand for the end of a line and of a cell."""
    return cell.replace("\\n", "\n").replace("\\t", "\t")


def around(text: str, span: Span, reach: int = 10) -> Span:
    """The span widened by up to `reach` characters to each side, but not over a stop: what a reader looks for."""
    start, end = span
    first, last = max(start - reach, 0), min(end + reach, len(text))
    while start > first and text[start - 1] not in STOPS:
        start -= 1
    while end < last and text[end] not in STOPS:
        end += 1
    return start, end


def clause_start(text: str, at: int, reach: int = 200) -> int:
    """Where the clause that holds `at` begins: behind the last stop but 、, at most `reach` characters before."""
    first = max(at - reach, 0)
    return max(first, *(text.rfind(stop, first, at) + 1 for stop in "，。；：！？\n\t"))


def clause_end(text: str, at: int, reach: int = 40) -> int:
    """Where the clause that goes on at `at` ends: at the next stop or 、, at most `reach` characters on."""
    last = min(at + reach, len(text))
    return next((i for i in range(at, last) if text[i] in STOPS), last)


def item_start(text: str, at: int, reach: int = 40) -> int:
    """Where the item of a list that holds `at` begins: behind the last stop, 、 or opening bracket."""
    first = max(at - reach, 0)
    return next((i + 1 for i in range(at - 1, first - 1, -1) if text[i] in STOPS + "（(〔["), first)


class Cell(NamedTuple):
    span: Span
    text: str


def grids(reading: Reading) -> list[list[list[Cell]]]:
    """The tables as rows of cells, each with its place in the text; the first row is the header."""
    tables: dict[int, list[list[Cell]]] = {}
    for index, paragraph in enumerate(reading.document.paragraphs):
        if paragraph.grid is None:
            continue
        at, row = reading.document.starts[index], []
        for text in paragraph.text.split("\t"):
            row.append(Cell((at, at + len(text)), text))
            at += len(text) + 1
        tables.setdefault(paragraph.grid, []).append(row)
    return list(tables.values())


def matches(reading: Reading, pattern: re.Pattern[str], *, rows: bool = True) -> Iterator[re.Match[str]]:
    """The pattern's matches in the text; without those in tables and lists of members where `rows` is False."""
    for match in pattern.finditer(reading.text):
        if rows or reading.label_at(match.start()) not in (Label.ROW, Label.MEMBER):
            yield match


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(
        r"加强|加快|加大|推进|推动|落实|做好|建立|建设|建成|完善|健全|开展|组织|实施|支持|鼓励|引导|强化|确保|统筹|深化|深入|提升|提高|促进|"
        r"培育|打造|拓展|扩大|优化|规范|保障|突出|发挥|发展|构建|形成|实现|探索|创新|聚焦|围绕|依托|利用|通过|结合|按照|根据|坚持|严格|积极|大力|"
        r"全面|切实|着力|重点|努力|力争|注重|包括|涵盖|涉及|以及|进行|参与|参加|配合|牵头|负责|制定|出台|编制|修订|印发|发布|争取|提供|解决|降低|"
        r"减少|增加|防止|防范|避免|禁止|取消|满足|适应|服务于|主动|不断|持续|进一步|引进|引入|布局|谋划|对|将|把|为|由|在|从|向|使|让|并|不|要|应|可|是|有"
    )


def begins_with_verb(text: str) -> bool:
    """Whether the words open with a verb or an adverb of official style: 加快建设, not 快递配送."""
    return _verbs().match(text) is not None
