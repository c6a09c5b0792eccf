"""What extractors read: the frozen text with its tree, and findings that several of them share, each made once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from docparse.extractors.bounds import background_spans, find_bounds, within
from docparse.extractors.clauses import Clause, find_clauses
from docparse.extractors.prose_duties import find_told
from docparse.extractors.task_tables import due_cells, task_cells
from docparse.language.quantities import Quantity, find_quantities
from docparse.language.times import Time, find_times
from docparse.records import Section, Span
from docparse.structure.text import Label, StructuredText

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """One document as the extractors see it. Spans everywhere are code points of `text`."""

    document: StructuredText

    @cached_property
    def _once(self) -> dict[Callable[[Reading], object], object]:
        return {}

    def once(self, make: Callable[[Reading], T]) -> T:
        """What `make` reads from the document, made when first asked for: for what several checks share."""
        if make not in self._once:
            self._once[make] = make(self)
        return cast(T, self._once[make])

    @cached_property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def issued(self) -> date | None:
        issued = self.document.meta.issued_on or self.document.meta.printed_on  # printed within days of it
        return date.fromisoformat(issued) if issued else None

    @cached_property
    def said_year(self) -> int | None:
        """The year that the number or the title says where no date of issue does: 〔2024〕, 2024年工作要点."""
        meta = self.document.meta
        numbered = re.search("〔((?:19|20)[0-9]{2})〕", meta.doc_number or "")
        if numbered:
            return int(numbered[1])
        titles = [part.title for part in self.document.parts if part.kind == "plan"] + [meta.title or ""]
        years = {y for title in titles for y in re.findall("(20[0-9]{2})年", title)}
        return int(years.pop()) if len(years) == 1 and meta.period is None else None

    @cached_property
    def since(self) -> date | None:
        """The day from which on a date is still to come: that of issue, else the first of the year that the number or the
        title says, or of the period in the title.
        """
        period = self.document.meta.period
        year = self.said_year or (period.start if period else None)
        return self.issued or (date(year, 1, 1) if year else None)

    @cached_property
    def times(self) -> list[Time]:
        """All time expressions, in the order of the text."""
        times = find_times(self.text, self.issued)
        if self.issued is None and self.said_year:  # no day to count from, but a year for what lacks its own
            dated = find_times(self.text, date(self.said_year, 1, 1))
            counted = {t.span: t for t in times if t.kind == "relative"}
            times = [counted.get(t.span, t) for t in dated]
        return list(_promoted(times, self.text, self.since, self.due_cells))

    @cached_property
    def bounds(self) -> list[Time]:
        """The times that bound what is to be done, in the order of the text."""
        return find_bounds(self.document, self.times, self.sentence_at, self.since)

    @cached_property
    def background(self) -> list[Span]:
        """Spans of the sections that ask nothing, sorted and disjoint."""
        return background_spans(self.document.sections)

    @cached_property
    def titles(self) -> list[Span]:
        """Spans of the outermost 《…》, marks included, sorted."""
        return find_titles(self.text)

    @cached_property
    def due_cells(self) -> list[Span]:
        """Spans of the table cells that say by when, in the order of the text."""
        return due_cells(self.document)

    @cached_property
    def task_cells(self) -> list[Span]:
        """Spans of the table cells that tell tasks, in the order of the text."""
        return task_cells(self.document)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """All quantities, in the order of the text."""
        return find_quantities(self.text)

    @cached_property
    def clauses(self) -> list[Clause]:
        """All responsibility clauses, in the order of the text."""
        clauses = find_clauses(self.text)
        return sorted([*clauses, *find_told(self.text, clauses)], key=lambda c: c.span)

    @cached_property
    def sentences(self) -> list[Span]:
        """Spans of the sentences: stretches of a paragraph up to 。！？; a bracket behind the mark goes with it."""
        return [match.span() for match in _SENTENCE.finditer(self.text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s for s, _ in self.sentences]

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds `offset`."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[index] if index >= 0 else (0, 0)

    @cached_property
    def _time_starts(self) -> list[int]:
        return [t.span[0] for t in self.times]

    @cached_property
    def _bound_starts(self) -> list[int]:
        return [t.span[0] for t in self.bounds]

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [q.span[0] for q in self.quantities]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [c.span[0] for c in self.clauses]

    def times_between(self, start: int, end: int) -> list[Time]:
        """The times that begin in [start, end)."""
        starts = self._time_starts
        return self.times[bisect_left(starts, start) : bisect_left(starts, end)]

    def bounds_between(self, start: int, end: int) -> list[Time]:
        """The times that bound something and begin in [start, end)."""
        starts = self._bound_starts
        return self.bounds[bisect_left(starts, start) : bisect_left(starts, end)]

    def quantities_between(self, start: int, end: int) -> list[Quantity]:
        """The quantities that begin in [start, end)."""
        starts = self._quantity_starts
        return self.quantities[bisect_left(starts, start) : bisect_left(starts, end)]

    def clauses_between(self, start: int, end: int) -> list[Clause]:
        """The responsibility clauses that begin in [start, end)."""
        starts = self._clause_starts
        return self.clauses[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _bracketed(self) -> list[Span]:
        return [c.span for c in self.clauses if c.bracketed]

    def bracket_before(self, offset: int) -> Span | None:
        """The last responsibility clause in brackets that begins before `offset`."""
        at = bisect_left(self._bracketed, (offset, offset))
        return self._bracketed[at - 1] if at else None

    def in_clause(self, offset: int) -> bool:
        """Whether a responsibility clause holds `offset`; what a sentence says behind its bodies is outside."""
        index = bisect_right(self._clause_starts, offset) - 1
        if index < 0 or offset >= self.clauses[index].span[1]:
            return False
        clause = self.clauses[index]
        return clause.bracketed or offset < max((d.name.span[1] for d in clause.duties), default=clause.span[1])

    def in_time(self, offset: int) -> bool:
        """Whether a time expression holds `offset`: the 5个 of 5个工作日内 is no quantity."""
        index = bisect_right(self._time_starts, offset) - 1
        return index >= 0 and offset < self.times[index].span[1]

    def label_at(self, offset: int) -> Label:
        return self.document.paragraphs[self.document.paragraph_at(offset)].label

    def section_at(self, offset: int) -> Section | None:
        return self.document.section_at(offset)

    def section_id(self, offset: int) -> str | None:
        section = self.document.section_at(offset)
        return section.id if section else None

    def ancestors(self, section: Section | None) -> list[Section]:
        """The section and those above it, innermost first."""
        chain: list[Section] = []
        while section is not None:
            chain.append(section)
            section = self.document.sections_by_id[section.parent] if section.parent else None
        return chain


_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def find_titles(text: str) -> list[Span]:
    """Spans of the outermost 《…》, marks included; they do not run over a paragraph's end."""
    spans: list[Span] = []
    opening, depth = -1, 0
    for match in re.finditer(r"[《》\n]", text):
        if match[0] == "\n":
            depth = 0
        elif match[0] == "《":
            opening, depth = (match.start(), 1) if depth == 0 else (opening, depth + 1)
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((opening, match.end()))
    return spans


def _promoted(times: Sequence[Time], text: str, since: date | None, due: Sequence[Span]) -> Iterator[Time]:
    """The times, with dates that bound by where they stand made bounds.

    A year that goes on a bound (到2026年、2027年); years listed before 分别; a coming date that says when something is to be
    done (2026年新增…, 上半年完成, …，2027年6月投用), and one from which on it is to be done (2026年10月1日起停止); a date
    in one of the cells `due` (完成时限).
    """
    before: Time | None = None
    for time in times:
        joined = before is not None and text[before.span[1] : time.span[0]] in ("、", "和", "及")
        if time.kind == "date" and time.end is not None:
            behind = text[time.span[1] : time.span[1] + 30]
            coming = since is not None and time.end > since
            goes_on = joined and before is not None and before.kind == "by"
            paired = time.precision == "year" and re.match(r"[、和](?:19|20)\d\d年[^。；]{0,20}分别", behind)
            if time.rule == "time.from":
                if coming and not _TAKES_EFFECT.match(behind):
                    time = replace(time, kind="period", end=None)
            elif coming and time.precision != "day" and _STAGE.match(behind):
                time = replace(time, kind="period")
            elif goes_on or paired or within(due, time.span[0]) or (coming and _says_when(text, time.span)):
                time = replace(time, kind="by", start=None)
        yield time
        before = time


def _says_when(text: str, span: Span) -> bool:
    """Whether a plain date says when something is to be done, and is no attribute (2026年度), base (比2026年) or bracket.

    One without its year (年底, 6月) or with 年度 does so only directly before what is to be done.
    """
    if _LABELLED.search(text, max(span[0] - 8, 0), span[0]):
        return True
    if text.endswith("年度", *span) or not _WITH_YEAR.match(text, span[0]):
        return _DONE.match(text, span[1]) is not None
    return not _NOT_WHEN.match(text, span[1]) and not _BASE_OF.search(text[max(span[0] - 2, 0) : span[0]])


_DONE = re.compile(
    r"(?:全面|基本|正式|初步)?(?:完成|建成|出台|印发|启动|验收|投用|投产|开工|上线|达标|实现|形成|制定|新增|新建|打造|培育|推出|合龙|通车|完工|竣工|封顶|交付|启用|并网|贯通|落成|投入|试运行)"
)
_WITH_YEAR = re.compile(r"[12二一][〇○零O一二三四五六七八九\d]{3}|[今明后]年")
# The document's own validity, and the first year of what comes again (从2026年起，每年…), bound no task.
_STAGE = re.compile("[为是][\u4e00-\u9fff]{0,8}阶段")  # 2026年6月为启动阶段
_LABELLED = re.compile("(?:完成|办结|实施)?(?:时限|时间|节点|期限)(?:要求)?[：:]\\s?$")
_TAKES_EFFECT = re.compile("(?:正式)?(?:施行|实施|执行|生效|试行)|[，,]?(?:每|按|逐)[半年季月周]")
_NOT_WHEN = re.compile(
    r"年?度|版|级|届|第|的|以来|[（(）)〔\[]|[—–\-－~～至]|(?:预算|工作|重点|计划|目标|任务|行动|方案|水平|规划|[春秋]季)|[。；\n\t]|$"
    r"|[^，。；\n]{0,24}(?:名单|目录|清单)"
)
_BASE_OF = re.compile("[比较以按自从（(〔《“]$|同比$")
