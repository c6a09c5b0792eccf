"""Times in running text: points, periods, recurring rules and offsets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from docparse.language.numerals import CHINESE, parse_number
from docparse.language.patterns import Rule, scan
from docparse.language.points import (
    BEFORE,
    DASH,
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
STARTS = '0-9〇○零一二三四五六七八九十两每按分逐次下当翌周月季半年旬日天定自从在于接收受办有试执到至截最不今本明来后去上第“"‘'
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
class Reading:
    """What a rule reads, before years are filled in. `first` and `last` are the same point but for periods.

    `from_issue` says that an offset counts from the issue date; `base` is the day it counts from where the text says so.
    """

    kind: Kind
    first: Partial | None = None
    last: Partial | None = None
    rrule: str | None = None
    offset: tuple[int, str] | None = None
    from_issue: bool = False


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
        if "\n" in between:
            carried = None
        if found and found[-1].rrule and "BYMONTH=" in found[-1].rrule and not re.search("[。\n]", between):
            reading = _recurring_too(reading)  # 每年2月底前初审，3月底前复审
        last_end = match.end()
        time = _resolve(match.span(), rule.id, reading, issued, carried)
        found.append(time)
        if reading.kind in ("by", "date") and reading.last and reading.last.year and time.end:
            carried = time.end.year if not issued or time.end.year >= issued.year else carried
    return found


def _recurring_too(reading: Reading) -> Reading:
    at = reading.last
    if reading.kind != "by" or at is None or at.year is not None or at.shift is not None or at is not reading.first:
        return reading
    return Reading("recurring", rrule=yearly_rule(at))


def _resolve(span: Span, rule: str, reading: Reading, issued: date | None, carried: int | None) -> Time:
    if reading.kind == "recurring":
        return Time(span, "recurring", None, None, None, reading.rrule or None, None, rule)
    if reading.offset:
        amount, unit = reading.offset
        begin = (
            reading.first.resolve(reading.first.year)[0] if reading.first else issued if reading.from_issue else None
        )
        prefix = "PT" if unit == "H" else "P"
        end = _add(begin, amount, unit) if begin and not rule.endswith("workdays") else None
        return Time(span, "relative", None, end, "day", None, f"{prefix}{amount}{unit}", rule)
    first, last = reading.first, reading.last
    if first is None or last is None:
        return Time(span, reading.kind, None, None, None, None, None, rule)
    year = last.year_in(issued, first.year_in(issued, carried) if first is not last else carried)
    start, end = (
        first.resolve(first.year_in(issued, carried) if first.year or first.shift else year)[0],
        last.resolve(year)[1],
    )
    written = last.year is not None or last.shift is not None or carried is not None or first.year is not None
    if issued and end and end < issued and reading.kind == "by" and not written:
        start, end = first.resolve(end.year + 1)[0], last.resolve(end.year + 1)[1]
    return Time(span, reading.kind, None if reading.kind == "by" else start, end, last.precision, None, None, rule)


def _add(begin: date, amount: int, unit: str) -> date | None:
    from dateutil.relativedelta import relativedelta

    if unit == "H":
        return begin + timedelta(hours=amount)
    delta = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}[unit]
    try:
        return begin + relativedelta(**{delta: amount})  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None


# --- rules -----------------------------------------------------------------------------------------------------------

_COUNT = rf"(?:(?<![\d.])\d{{1,3}}(?!\d)|{CHINESE})"
_LENGTH = rf"(?:{_COUNT}{DASH})?(?P<n>{_COUNT})多?(?P<unit>个?工作日|个月|[日天月年周]|个?小时)"
_WITHIN = rf"{_LENGTH}(?:[之以]?内|届满前|期满前)"
_CLAUSE = r"[^，。；：\n]"
_ISSUE = "印发|发布|公布|下发|发文|颁布|本(?:通知|方案|意见|办法|文件|规定|细则|措施|计划)"


@cache
def rules() -> tuple[Rule[Reading], ...]:
    """The rules in order of precedence."""
    return (*(_recurring(rule) for rule in recurrence_rules()), *_relative(), *_periods(), *_points())


def _recurring(rule: Rule[str]) -> Rule[Reading]:
    def read(match: re.Match[str]) -> Reading | None:
        rrule = rule.read(match)
        return None if rrule is None else Reading("recurring", rrule=rrule)

    return Rule(rule.id, rule.pattern, read, rule.example, rule.counter)


def _relative() -> tuple[Rule[Reading], ...]:
    return (
        Rule(
            "time.relative-workdays",
            rf"(?:(?:自(?!治)|从|在|接到|收到|受理|办结){_CLAUSE}{{0,20}}?(?:之日起|之?后|起))?(?P<n>{_COUNT})(?P<unit>个?工作日)[之以]?内",
            _read_offset,
            "收到通知后5个工作日内反馈",
            "每月5个工作日轮训",
        ),
        Rule(
            "time.relative-event",
            rf"(?:自(?!治)|从|在|于|接到|收到){_CLAUSE}{{0,20}}?(?:之日起|之?后|起){_WITHIN}",
            _read_offset,
            "自印发之日起30日内制定细则",
            "自印发之日起施行",
        ),
        Rule(
            "time.ahead",
            rf"(?:今后|未来){_LENGTH}|用(?P<n2>{_COUNT})(?P<unit2>个月|[年天])(?:左右)?(?:的?时间)",
            _read_offset,
            "用3年时间完成改造",
            "使用3年后改造",
        ),
        Rule(
            "time.valid-from",
            rf"自{year_part(1)}(?P<m1>{MONTH})月(?P<d1>{DAY})日起{_CLAUSE}{{0,8}}，有效期限?(?:为|暂定)?(?P<n>{_COUNT})(?P<unit>年|个月)",
            _read_offset,
            "自2025年1月1日起施行，有效期3年",
            "自2025年1月1日起施行",
        ),
        Rule(
            "time.valid",
            rf"(?:有效期|试行期|执行期限?|有效期限|试点期)(?:为|暂定|暂定为)?{_LENGTH}",
            _read_offset,
            "有效期5年",
            "有效期满",
        ),
        Rule(
            "time.within",
            rf"(?<![近去第每用前]){_WITHIN}",
            _read_offset,
            "一个月内完成整改",
            "近三年内无违法记录",
        ),
    )


def _periods() -> tuple[Rule[Reading], ...]:
    plan = r"[“\"‘]?十(?P<plan>[一二三四五六七])五[”\"’]?(?:规划)?"
    return (
        Rule("time.plan-end", rf"(?:[到至])?{plan}(?:末期|期?末(?!梢|尾))", _read_plan, "到“十四五”末", "“十四五”末梢"),
        Rule("time.plan", rf"{plan}(?:期间|时期|期内)", _read_plan, "“十四五”期间", "“十四五”规划纲要"),
        Rule(
            "time.years",
            rf"(?P<y1>{YEAR})(?:年度?)?{DASH}(?P<y2>{YEAR})(?:年度?|(?=[）)】\]”》\s]|$))",
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


def _points() -> tuple[Rule[Reading], ...]:
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
            rf"(?:(?<![达提复回看得受直找])[到至]|截止(?:时间|日期)[为：:]|最迟|最晚|不[迟晚]于){point()}{BEFORE}?",
            _read_point("by"),
            "到2027年建成",
            "恢复到2019年水平",
        ),
        Rule(
            "time.from",
            rf"[自从]?{point()}(?:起(?!步|草|点|来|到|源|伏)|开始|以来|[之以]后)",
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


def _read_offset(match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    value = parse_number(groups["n"] or groups.get("n2") or "")
    if not value:
        return None
    unit = (groups["unit"] or groups.get("unit2") or "").removeprefix("个")
    amount = int(value)
    letter = {"工作日": "D", "日": "D", "天": "D", "月": "M", "年": "Y", "周": "W", "小时": "H"}.get(unit)
    if letter is None or amount != value:
        return None
    event = re.match(r"(?:自|从|在|于|接到|收到|受理|办结)", match[0])
    from_issue = bool(re.search(_ISSUE, match[0])) if event else match.string[max(0, match.start() - 1)] not in "后起"
    return Reading(
        "relative",
        first=partial(match.groupdict()) if groups.get("m1") else None,
        offset=(amount, letter),
        from_issue=from_issue,
    )


def _read_plan(match: re.Match[str]) -> Reading:
    """十四五 are the years 2021–2025; each plan takes five."""
    begin = 2021 + 5 * ("一二三四五六七".index(match["plan"]) - 3)
    first, last = (Partial(y, None, (1, 1), (12, 31), "year") for y in (begin, begin + 4))
    return Reading("by", last, last) if match[0].endswith(("末", "末期")) else Reading("period", first, last)


def _read_span(match: re.Match[str]) -> Reading | None:
    """Two points; the second takes from the first what it does not say again (3月1日—15日)."""
    groups = match.groupdict()
    if "d2" in groups and not groups["m2"]:
        groups["m2"] = groups["m1"]
    first, last = partial(groups, 1), partial(groups, 2)
    if first.year and last.year and last.year < first.year:
        return None
    if last.year is None and last.shift is None:
        if (last.last[0], last.last[1] or 31) < first.first:
            return None
        last = Partial(first.year, first.shift, last.first, last.last, last.precision)
    return Reading("period", first, last)


def _read_point(kind: Kind) -> Callable[[re.Match[str]], Reading]:
    def read(match: re.Match[str]) -> Reading:
        at = partial(match.groupdict())
        return Reading(kind, at, at)

    return read
