"""Times in running text: points, periods, recurring rules and offsets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, TypeAlias

from docparse.language.numerals import DASH
from docparse.language.offsets import Offset, offset_rules
from docparse.language.patterns import Rule, scan, starting
from docparse.language.points import (
    BEFORE,
    DAY,
    MONTH,
    YEAR,
    Partial,
    Precision,
    partial,
    point,
    year_part,
)
from docparse.language.recurrences import recurrence_rules, yearly_rule
from docparse.language.width import fold
from docparse.records import Span

# Every time expression begins with one of these.
STARTS = '0-9〇○零一二三四五六七八九十两用未每按分逐次下当翌双周月季半年旬日天定自从在于接收受批办印发公出有试执到至截最不今本明来后去上第“"‘'
Kind = Literal["by", "period", "recurring", "relative", "date"]


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression. Dates are ISO strings; fields as in `records.Deadline`.

    `kind` "date" is a plain date that bounds nothing by itself (2023年4月22日); the others are the contract's. `rule`
    is the id of the rule that found it.
    """

    span: Span
    kind: Kind
    start: date | None
    end: date | None
    precision: Precision | None
    rrule: str | None = None
    offset: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A point (`first` is `last`) or a period, before years are filled in."""

    kind: Kind
    first: Partial
    last: Partial


Reading: TypeAlias = Bound | Offset | str
"""What a rule reads; a str is an RRULE."""


def find_times(text: str, issued: date | None = None) -> list[Time]:
    """Every time expression in `text`, in order and without overlap.

    What lacks its year (6月底前, 年内) takes that of the nearest time before it in the paragraph, else of `issued`; a
    bound that would then lie before `issued` is taken as next year's. Without either it has no dates. 今年 and 明年 are
    resolved by `issued`, and so is 自印发之日起30日内; an offset from another event, or in working days, has no `end`.

    >>> [(text[slice(*t.span)], t.kind, str(t.end)) for text in ["到2027年建成"] for t in find_times(text)]
    [('到2027年', 'by', '2027-12-31')]
    """
    folded = fold(text)
    found: list[Time] = []
    carried: int | None = None
    last_end = 0
    for rule, match, reading in scan(rules(), folded, STARTS):
        between = folded[last_end : match.start()]
        last_end = match.end()
        if "\n" in between:
            carried = None
        anchor = (
            "[\n]" if match[0][:1] in "次翌" else "[。\n]"
        )  # 次年 counts from the year that recurs, in whatever sentence
        if found and isinstance(reading, Bound) and not re.search(anchor, between):
            reading = _recurring_too(reading, found[-1])
        time = _resolve(match.span(), rule.id, reading, issued, carried)
        found.append(time)
        if isinstance(reading, Bound) and reading.last.year and time.kind != "period" and time.end:
            carried = time.end.year if not issued or time.end.year >= issued.year else carried
    return found


def _recurring_too(bound: Bound, before: Time) -> Bound | str:
    """A bound without year behind one that comes every year does so too: 每年2月底前初审，3月底前复审."""
    yearly = "BYMONTH=" in (before.rrule or "")
    return yearly_rule(bound.last) if yearly and bound.kind == "by" and bound.last.year is None else bound


def _resolve(span: Span, rule: str, reading: Reading, issued: date | None, carried: int | None) -> Time:
    """The time at `span` that `rule` reads, its years filled in."""
    if isinstance(reading, str):
        return Time(span, "recurring", None, None, None, rrule=reading or None, rule=rule)
    if isinstance(reading, Offset):
        return Time(span, "relative", None, reading.end(issued), "day", offset=reading.duration, rule=rule)
    first_year = reading.first.year_in(issued, carried)
    last_year = reading.last.year_in(issued, first_year)
    start, end = reading.first.resolve(first_year)[0], reading.last.resolve(last_year)[1]
    if reading.kind == "by":
        start = None
        if issued and end and end < issued and reading.last.is_open and carried is None:
            end = reading.last.resolve(end.year + 1)[1]
    return Time(span, reading.kind, start, end, reading.last.precision, rule=rule)


# --- rules -----------------------------------------------------------------------------------------------------------


_POINT = "0-9〇一二三四五六七八九十今本明来后去上次翌下第年"  # what a point begins with


@cache
def rules() -> tuple[Rule[Reading], ...]:
    """The rules in order of precedence."""
    periods, points = _period_rules(), _point_rules()
    return (
        *recurrence_rules(),
        *offset_rules(),
        *starting('十到至“"‘', *periods[:2]),
        *starting(_POINT, *periods[2:]),
        *starting("截到至最不", *points[:2]),
        *starting(_POINT + "自从", *points[2:]),
    )


def _period_rules() -> tuple[Rule[Bound], ...]:
    plan = r"[“\"‘]?十(?P<plan>[一二三四五六七])五[”\"’]?(?:规划)?"
    return (
        Rule("time.plan-end", rf"(?:[到至])?{plan}(?:末期|期?末(?!梢|尾))", _read_plan, "到“十四五”末", "“十四五”末梢"),
        Rule("time.plan", rf"{plan}(?:期间|时期|期内)", _read_plan, "“十四五”期间", "“十四五”规划纲要"),
        Rule(
            "time.years",
            rf"(?P<y1>{YEAR})(?:年度?)?{DASH}(?P<y2>{YEAR})(?:年度?(?![上下]半年|第?[一二三四1-4]季度|[底末]|\d{{1,2}}月)|(?=[）)】\]”》\s]|$))",
            _read_span,
            "行动计划（2023—2027年）",
            "标准2018-1999号",
        ),
        Rule(
            "time.days",
            rf"{year_part(1)}?(?P<m1>{MONTH})月(?P<d1>{DAY})[日号]?{DASH}(?:{year_part(2)}?(?P<m2>{MONTH})月)?(?P<d2>{DAY})[日号]",
            _read_span,
            "9月1日—15日开展自查",
            "9月1日开展自查",
        ),
        Rule(
            "time.months",
            rf"{year_part(1)}?(?P<m1>{MONTH})月?份?{DASH}{year_part(2)}?(?P<m2>{MONTH})月(?:份|底|末)?",
            _read_span,
            "动员部署（2025年3—6月）",
            "3至6个月",
        ),
        Rule(
            "time.quarters",
            rf"{year_part(1)}?(?P<q1>第?[一二三四1-4])(?:季度)?{DASH}{year_part(2)}?(?P<q2>第?[一二三四1-4])季度",
            _read_span,
            "2025年一至三季度",
            "一至三级",
        ),
        Rule("time.span", rf"{point(1)}{DASH}{point(2)}", _read_span, "2025年上半年至2026年底", "上半年到账"),
    )


def _point_rules() -> tuple[Rule[Bound], ...]:
    same = r"(?=-\d+-|/\d+/|\.\d+\.)"
    numeric = rf"(?P<y1>{YEAR}){same}[-./](?P<m1>1[0-2]|0?[1-9])[-./](?P<d1>[12]\d|3[01]|0?[1-9])(?![\d.])"
    return (
        Rule(
            "time.as-of",
            rf"截[至止]到?{point()}",
            _read_point("date"),
            "截至2024年底，全市累计建成",
            "到2024年底，全市累计建成",
        ),
        Rule(
            "time.to",
            rf"(?:(?<![达提复回看得受找溯甚乃以])[到至]|截止(?:时间|日期)[为：:]|最迟|最晚|不[迟晚]于){point()}{BEFORE}?",
            _read_point("by"),
            "到2027年建成",
            "恢复到2019年水平",
        ),
        Rule(
            "time.from",
            rf"[自从]?{point()}(?:[春秋]季(?:学期)?(?:开学)?)?(?:起(?!步|草|点|来|到|源|伏)|开始|[之以]后)",
            _read_point("date"),
            "自2025年1月1日起施行",
            "自2025年1月1日止",
        ),
        Rule(
            "time.before",
            rf"{point()}{BEFORE}",
            _read_point("by"),
            "2025年6月底前完成",
            "2025年前三季度完成",
        ),
        Rule(
            "time.within-year",
            rf"(?:{year_part()}年?|(?<![\d一二三四五六七八九十两几数多半每当全近整去往常历])年)内(?!蒙|部|容|地|外)",
            _read_point("by"),
            "年内完成",
            "三年内容",
        ),
        Rule("time.numeric-before", rf"{numeric}{BEFORE}", _read_point("by"), "2025.6.30前", "版本2.6.30前"),
        Rule("time.numeric", numeric, _read_point("date"), "2025-06-30", "GB/T 36073-2018"),
        Rule("time.date", point(), _read_point("date"), "2023年4月22日", "20025年"),
    )


def _read_plan(match: re.Match[str]) -> Bound:
    """十四五 are the years 2021–2025; each plan takes five."""
    begin = 2021 + 5 * ("一二三四五六七".index(match["plan"]) - 3)
    first, last = (Partial(y, None, (1, 1), (12, 31), "year") for y in (begin, begin + 4))
    return Bound("by", last, last) if match[0].endswith(("末", "末期")) else Bound("period", first, last)


def _read_span(match: re.Match[str]) -> Bound | None:
    """Two points; the second takes from the first what it does not say again (3月1日—15日)."""
    groups = match.groupdict()
    if "d2" in groups and not groups["m2"]:
        groups["m2"] = groups["m1"]
    first, last = partial(groups, 1), partial(groups, 2)
    if first.year and last.year and last.year < first.year:
        return None
    if last.is_open:
        if (last.last[0], last.last[1] or 31) < first.first:
            return None
        last = replace(last, year=first.year, shift=first.shift)
    return Bound("period", first, last)


def _read_point(kind: Kind) -> Callable[[re.Match[str]], Bound]:
    def read(match: re.Match[str]) -> Bound:
        at = partial(match.groupdict())
        return Bound(kind, at, at)

    return read
