"""Dates and years: impossible, misprinted, out of order, or past before the text was issued."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache

from docparse.extractors.findings.slips import Slip, around, clause_end, clause_start, matches
from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.language.numerals import DASH

_LEAP = 2024  # the year that a date without one is tried in, so that 2月29日 passes


@cache
def _days() -> re.Pattern[str]:
    # from the sign backwards: signs are rarer than digits
    return re.compile(r"月(?<=\d月)(?:(\d{1,2})日)?")


def impossible_dates(reading: Reading, made: Records) -> Iterator[Slip]:
    """A day or month that no calendar has: 2月30日, 2026年13月."""
    for match in _days().finditer(reading.text):
        before = re.search(
            r"(?:(?<!\d)(\d{4})年)?(?<![\d.])(\d{1,2})$", reading.text[max(match.start() - 8, 0) : match.start()]
        )
        if before is None or not (before[1] or match[1]):  # a bare 13月 may count months
            continue
        year, month, day = int(before[1] or _LEAP), int(before[2]), int(match[1] or 1)
        if year == 0 or not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
            span = (match.start() - len(before[0]), match.end())
            yield Slip(span, {"date": reading.text[slice(*span)]})


@cache
def _years() -> re.Pattern[str]:
    """Years with a digit too many or too few, with a zero before, or of a century that no document plans for."""
    told = r"(?=\d{1,2}月|底|末|度|前|上半年|下半年)"
    return re.compile(
        rf"年(?:(?<=(?<!\d)(?:19|20)\d{{3}}年)|(?<=(?<!\d)0\d{{3}}年)|(?<=(?<![\d.])20[1-4]年){told}|(?<=(?<!\d)2[1-9]\d\d年){told})"
    )


def misprinted_years(reading: Reading, made: Records) -> Iterator[Slip]:
    """A year that cannot be meant: 20025年, 202年底前, 0202年, 〔2204〕."""
    for match in _years().finditer(reading.text):
        digits = re.search(r"\d+$", reading.text[max(match.start() - 5, 0) : match.start()])
        if digits:
            span = (match.start() - len(digits[0]), match.end())
            yield Slip(around(reading.text, span, 4), {"year": digits[0]})
    for match in matches(reading, re.compile(r"〔(\d{1,6})〕\s?(?:第\s?)?\d{1,5}\s?号")):
        if not re.fullmatch(r"(?:19|20)\d\d", match[1]):
            yield Slip(around(reading.text, match.span(), 6), {"year": match[1]})


def padded_dates(reading: Reading, made: Records) -> Iterator[Slip]:
    """A month or day with a leading zero: 2025年04月02日 (GB/T 9704-2012, 7.3.5.4)."""
    whole = re.compile(r"(?<!\d)\d{4}年\d{1,2}月(?:\d{1,2}日)?")
    ends = -1
    for zero in matches(reading, re.compile(r"[年月]0\d[月日]"), rows=False):
        match = whole.search(reading.text, max(zero.start() - 7, 0), zero.end() + 3)
        if match and match.end() > ends:
            ends = match.end()
            yield Slip(match.span(), {"wrong": match[0], "right": re.sub(r"(?<=[年月])0", "", match[0])})


@cache
def _periods() -> re.Pattern[str]:
    month = r"(?:(\d{1,2})月)?"
    return re.compile(rf"((?:19|20)\d\d)年?{month}{DASH}((?:19|20)\d\d)年{month}")


def reversed_periods(reading: Reading, made: Records) -> Iterator[Slip]:
    """A period that ends before it begins: 2027—2023年."""
    for match in _periods().finditer(reading.text):
        start, end = (int(match[1]), int(match[2] or 0)), (int(match[3]), int(match[4] or 0))
        if end[0] < start[0] or (end < start and 0 not in (start[1], end[1])):
            yield Slip(match.span(), {"period": match[0]})


@cache
def _tasked() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words before a time by which something is to be done, and what behind it tells of a state instead."""
    return (
        re.compile(r"(?:^|要|应|须|需|请|在|于|力争|确保|务必|争取|并|年|[：、）])$"),
        re.compile(
            r"(?:已|未|注册|登记|取得|成立|设立|参加|出生|投产|开工|购[买置]|建成|签订|立项|退休|毕业|入职|批准|生产|纳入|发布|印发|形成|存在|发生)[^，。；]{0,12}的|已"
        ),
    )


def past_deadlines(reading: Reading, made: Records) -> Iterator[Slip]:
    """A time for a task that had passed before the text was issued.

    「2019年底前注册登记的车辆」 names things by their date and sets no task, and neither does what tells the past.
    """
    led, state = _tasked()
    issued = reading.issued
    for deadline in made.deadlines if issued else ():
        start, end = deadline.span
        passed = issued and deadline.end and date.fromisoformat(deadline.end) < issued
        if not passed or deadline.kind != "by" or not deadline.quote.endswith("前"):
            continue
        before = reading.text[clause_start(reading.text, start) : start]
        after = reading.text[end : clause_end(reading.text, end, 60)]
        if led.search(before) and not state.match(after) and "截至" not in before:
            yield Slip(deadline.span, {"date": deadline.quote, "issued": f"{issued:%Y-%m-%d}"})


def printed_too_early(reading: Reading, made: Records) -> Iterator[Slip]:
    """A printing date before the date of issue."""
    meta = reading.document.meta
    span = meta.spans.get("printed_on")
    if span and meta.issued_on and meta.printed_on and meta.printed_on < meta.issued_on:
        yield Slip(span, {"printed": meta.printed_on, "issued": meta.issued_on})


def cited_too_early(reading: Reading, made: Records) -> Iterator[Slip]:
    """A cited document number of a year after that of issue."""
    for citation in made.citations:
        year = re.search(r"〔((?:19|20)\d\d)〕", citation.doc_number or "")
        if reading.issued and year and int(year[1]) > reading.issued.year:
            yield Slip(citation.span, {"number": citation.doc_number or "", "issued": f"{reading.issued:%Y-%m-%d}"})
