"""What a check hands over, the table that says how it is told, and a few ways to look at the text around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias, cast

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


def matches(reading: Reading, pattern: re.Pattern[str], *, rows: bool = True) -> Iterator[re.Match[str]]:
    """The pattern's matches in the text; without those in tables and lists of members where `rows` is False."""
    for match in pattern.finditer(reading.text):
        if rows or reading.label_at(match.start()) not in (Label.ROW, Label.MEMBER):
            yield match
