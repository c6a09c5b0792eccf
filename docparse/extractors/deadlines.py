"""Time bounds on what is to be done."""

from __future__ import annotations

import re
from functools import cache

from docparse.extractors.goal_words import words_of
from docparse.extractors.made import Records
from docparse.extractors.reading import PROSE, Reading
from docparse.language.times import Time
from docparse.records import Deadline
from docparse.structure.text import Label

_LONGEST_ACTION = 80


def deadlines(reading: Reading, made: Records) -> list[Deadline]:
    """One record for each time that bounds an action, in the order of the text.

    A plain date, the years of a cited title, a forecast and a fact bound nothing; 定期 counts once a section.
    """
    records: list[Deadline] = []
    vague: set[str | None] = set()  # sections that said 定期 already
    for time in reading.times:
        if time.kind == "date" or not binds(reading, time):
            continue
        start, end = time.span
        if time.kind == "recurring" and time.rrule is None:
            if reading.section_id(start) in vague:
                continue
            vague.add(reading.section_id(start))
        records.append(
            Deadline(
                id=f"d{len(records) + 1}",
                span=time.span,
                quote=reading.text[start:end],
                section=reading.section_id(start),
                rule=time.rule or "time",
                kind=time.kind,
                start=time.start.isoformat() if time.start else None,
                end=time.end.isoformat() if time.end else None,
                precision=time.precision,
                rrule=time.rrule,
                offset=time.offset,
                action=_action(reading.text, end),
            )
        )
    return records


def binds(reading: Reading, time: Time) -> bool:
    """Whether the time stands in prose or in a table, outside titles, and neither tells the past nor a forecast."""
    label = reading.label_at(time.span[0])
    if label is not Label.ROW and label not in PROSE:
        return False
    start, end = reading.sentence_at(time.span[0])
    before, after = reading.text[start : time.span[0]], reading.text[time.span[1] : end]
    if before.count("《") > before.count("》") or (before.count("（") > before.count("）") and time.kind == "period"):
        return False
    if time.kind == "relative" and re.search(
        r"(?:压缩|缩短|控制|不超过|不高于|低于|平均|减少|超过|满|间隔)[至到在为]?$", before
    ):
        return False
    if _forecast().search(before[-12:]) or _past(reading, time, before, after):
        return False
    if time.kind == "period" and re.search(r"(?:五年|规划|远景)$", after[:4]):
        return False
    return not in_background(reading, time.span[0])


@cache
def _forecast() -> re.Pattern[str]:
    return re.compile("|".join(words_of("forecast")))


def _past(reading: Reading, time: Time, before: str, after: str) -> bool:
    """Whether the time lies before the issue date and its clause tells what has been."""
    if time.kind == "recurring" or time.end is None or reading.issued is None:
        return False
    return (
        time.end < reading.issued
        and re.search(r"已|截至|截止|以来|期间，(?:全|我)", before[-8:] + after[:20]) is not None
    )


def in_background(reading: Reading, offset: int) -> bool:
    """Whether the offset lies in a section that tells how things stand and asks nothing."""
    words = words_of("background")
    return any(
        any(s.heading.endswith(w) or s.heading.startswith(w) for w in words)
        and not re.match(r"夯实|筑牢|强化|加强", s.heading)
        for s in reading.ancestors(reading.section_at(offset))
    )


def _action(text: str, end: int) -> str | None:
    """The clause behind the time, up to its next stop; the time's own comma is passed over."""
    match = re.match(r"[，,、]?\s?([^，。；\n]{1,200})", text[end : end + 220])
    action = match[1].strip()[:_LONGEST_ACTION] if match else ""
    return action or None
