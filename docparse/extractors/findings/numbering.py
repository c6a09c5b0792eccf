"""Section numbers, 一是…二是… and the 序号 of tables: what is left out, and what stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Literal, TypeAlias

from docparse.extractors.findings.slips import Slip, clause_end, grids
from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.records import Span
from docparse.structure.numbering import Numbered, arabic, numbered
from docparse.structure.text import Label

Fault: TypeAlias = Literal["gap", "twice"]

_RANKS = {"chapter": 0, "division": 1, "article": 2, "one": 3, "two": 4, "three": 5, "four": 6}
_FORMS = {
    "chapter": r"第([一二三四五六七八九十百\d]{1,5})章",
    "division": r"第([一二三四五六七八九十百\d]{1,5})节",
    "article": r"第([一二三四五六七八九十百\d]{1,6})条",
    "one": r"([一二三四五六七八九十]{1,4})\s?[、.．]",
    "two": r"[（(]\s?([一二三四五六七八九十]{1,4})\s?[）)]",
    "three": r"(?<!\d)([0-9０-９]{1,3})\s?[、.．]",
    "four": r"[（(]\s?([0-9０-９]{1,3})\s?[）)]",
}
_OPENING = ("chapter", "one", "two")  # styles that make up a document; 2. alone may be a line that was broken
_WIDEST_GAP = 2  # numbers that may be missing in a row; where more are, the list is another one


@dataclass(frozen=True, slots=True)
class _Step:
    """A number where its list slips: `before` is the number that stands before it, `missing` those left out."""

    fault: Fault
    span: Span
    before: str
    number: str
    missing: tuple[int, ...] = ()


@dataclass(slots=True)
class _Count:
    """How far the numbers of one style have come. `outer`: lists that a list of the same style interrupts.

    `goes_on` counts how often the numbers went on under a new heading, as in a text that is numbered through.
    """

    value: int = 0
    number: str = ""
    begin: int = 0  # where the last numbered paragraph begins
    fresh: bool = True  # no number yet below the present heading
    above: tuple[int, str] = (0, "开头")  # where that heading begins, and its number
    opens: bool = False  # whether no list of this style stands before in the document, and the first must begin at 1
    outer: list[int] = field(default_factory=list)
    goes_on: int = 0


def _steps(reading: Reading) -> Iterator[_Step]:
    """Where the section numbers of a part leave one out, or give one twice."""
    counts = {style: _Count(opens=style in _OPENING) for style in _RANKS}
    for index, paragraph in enumerate(reading.document.paragraphs):
        if paragraph.label in (Label.TITLE, Label.ANNEX_MARK):
            counts = {style: _Count(opens=count.opens) for style, count in counts.items()}
        number = numbered(paragraph.text) if paragraph.label is Label.BODY else None
        if number is None or number.style not in _RANKS:
            continue
        start = reading.document.starts[index]
        step = _step(reading.text, counts[number.style], number, start)
        if step:
            yield step
        for style, below in counts.items():
            if _RANKS[style] > _RANKS[number.style] and style != "article":  # articles count through all chapters
                below.fresh, below.above = True, (start, number.number)
                below.outer.clear()


def _step(text: str, count: _Count, number: Numbered, start: int) -> _Step | None:
    """Counts one number on; the slip, if it makes one."""
    value = int(number.value)
    before, begin, name = count.value, count.begin, count.number
    fault: Fault | None = None
    if count.fresh:
        count.goes_on += before > 0 and value == before + 1
        if count.goes_on and 1 < before + 1 < value <= before + 1 + _WIDEST_GAP:
            fault = "gap"
        elif value == 2 and (before > 1 or count.opens) and not count.goes_on:  # others begin at 1, this list at 2
            fault, before, (begin, name) = "gap", 0, count.above
    elif value == 1 and before:
        count.outer.append(before)
    elif count.outer and value == count.outer[-1] + 1:
        count.outer.pop()
    elif before + 1 < value <= before + 1 + _WIDEST_GAP:
        fault = "gap"
    elif value == before > 1:
        fault = "twice"
    missing = tuple(range(before + 1, value)) if fault == "gap" else ()
    if fault == "gap" and _stands_inside(text, (begin, start), number.style, missing):
        fault = None
    count.value, count.number, count.begin, count.fresh, count.opens = value, number.number, start, False, False
    span = (start, clause_end(text, start + number.end))
    return _Step(fault, span, name, number.number, missing) if fault else None


def _stands_inside(text: str, span: Span, style: str, missing: tuple[int, ...]) -> bool:
    """Whether one of the missing numbers stands inside a paragraph, where the line was not broken."""
    return any(int(arabic(m[1])) in missing for m in re.finditer(_FORMS[style], text[slice(*span)]))


# --- 一是…二是… ------------------------------------------------------------------------------------------------------


@cache
def _ordinals() -> re.Pattern[str]:
    return re.compile(r"([一二三四五六七八九十])是(?<=[。；：，\n]..)(?!否)")


def _ordinal_steps(reading: Reading) -> Iterator[_Step]:
    """Where 一是…二是… leaves one out or says one twice; a list ends with its paragraph."""
    before: re.Match[str] | None = None
    for match in _ordinals().finditer(reading.text):
        if before is not None and "\n" in reading.text[before.end() : match.start()]:
            before = None
        value = int(arabic(match[1]))
        if value == 1 or before is not None:
            last = int(arabic(before[1])) if before else 0
            span = (match.start(), clause_end(reading.text, match.end(), 16))
            if value == last > 1:
                yield _Step("twice", span, before[0] if before else "", match[0])
            elif last + 1 < value <= last + 1 + _WIDEST_GAP and value != 1:
                yield _Step("gap", span, before[0] if before else "", match[0], tuple(range(last + 1, value)))
            before = match


# --- tables ----------------------------------------------------------------------------------------------------------


def _row_steps(reading: Reading) -> Iterator[_Step]:
    """Where the 序号 of a table leaves one out; merged cells repeat theirs."""
    for rows in grids(reading):
        head = next((k for k, row in enumerate(rows) if row[0].text in ("序号", "编号")), len(rows))
        numbers = [row for row in rows[head + 1 :] if re.fullmatch(r"\d{1,4}", row[0].text)]
        for above, row in pairwise(numbers):
            missing = tuple(range(int(above[0].text) + 1, int(row[0].text)))
            if 1 <= len(missing) <= _WIDEST_GAP:
                yield _Step("gap", (row[0].span[0], row[-1].span[1]), above[0].text, row[0].text, missing)


def _all_steps(reading: Reading) -> list[_Step]:
    return [*_steps(reading), *_ordinal_steps(reading), *_row_steps(reading)]


def gaps(reading: Reading, made: Records) -> Iterator[Slip]:
    """A number left out: （三） followed by （五）, 一是 by 三是, row 4 by row 6."""
    for step in reading.once(_all_steps):
        if step.fault == "gap":
            missing = "、".join(map(str, step.missing))
            yield Slip(step.span, {"before": step.before, "number": step.number, "missing": missing})


def repeats(reading: Reading, made: Records) -> Iterator[Slip]:
    """A number given twice running: two （三）."""
    for step in reading.once(_all_steps):
        if step.fault == "twice":
            yield Slip(step.span, {"number": step.number})
