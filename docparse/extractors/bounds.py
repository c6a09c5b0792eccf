"""Times that bound what is to be done, told from plain dates, cited titles, forecasts and the past."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from docparse.extractors.goal_words import words_of
from docparse.language.times import Time
from docparse.records import Section, Span
from docparse.structure.text import Label, StructuredText

PROSE = frozenset({Label.BODY, Label.ADDRESSEE, Label.MEMBER})
"""Labels of paragraphs that say something; titles, numbers, signatures and imprints are front and end matter."""


def find_bounds(
    document: StructuredText, times: Sequence[Time], sentence_at: Callable[[int], Span], issued: date | None
) -> list[Time]:
    """The times of `times` that bound an action, in their order.

    They stand in prose or in a table, outside titles and brackets of titles, in a section that asks something, and
    neither tell the past nor a forecast nor a duration that is to be cut.
    """
    background = background_spans(document.sections)
    return [
        t
        for t in times
        if t.kind != "date"
        and not within(background, t.span[0])
        and document.paragraphs[document.paragraph_at(t.span[0])].label in PROSE | {Label.ROW}
        and _binds(document.text, t, sentence_at(t.span[0]), issued)
    ]


def _binds(text: str, time: Time, sentence: Span, issued: date | None) -> bool:
    before, after = text[max(sentence[0], time.span[0] - 200) : time.span[0]], text[time.span[1] : sentence[1]][:40]
    if before.count("《") > before.count("》"):
        return False
    if time.kind == "period" and (
        before.count("（") > before.count("）") or re.search(r"(?:五年|规划|远景)$", after[:4])
    ):
        return False
    if time.kind == "relative" and _duration().search(before):
        return False
    return _forecast().search(before[-12:]) is None and not _past(time, before, after, issued)


@cache
def _forecast() -> re.Pattern[str]:
    return re.compile("|".join(words_of("forecast")))


@cache
def _duration() -> re.Pattern[str]:
    return re.compile(r"(?:压缩|缩短|控制|不超过|不高于|低于|平均|减少|超过|满|间隔)[至到在为]?$")


def _past(time: Time, before: str, after: str, issued: date | None) -> bool:
    """Whether the time lies before the issue date and its clause tells what has been."""
    if time.kind == "recurring" or time.end is None or issued is None:
        return False
    return time.end < issued and re.search(r"已|截至|截止|以来|期间，(?:全|我)", before[-8:] + after[:20]) is not None


def background_spans(sections: Sequence[Section]) -> list[Span]:
    """Spans of the outermost sections that tell how things stand and ask nothing (发展现状, 指导思想), sorted."""
    words = words_of("background")
    spans: list[Span] = []
    for section in sections:
        told = section.heading.endswith(words) or section.heading.startswith(words)
        inside = spans and section.span[0] < spans[-1][1]
        if told and not inside and not re.match(r"夯实|筑牢|强化|加强", section.heading):
            spans.append(section.span)
    return spans


def within(spans: Sequence[Span], offset: int) -> bool:
    """Whether one of the sorted, disjoint `spans` holds `offset`."""
    index = bisect_right(spans, offset, key=lambda s: s[0]) - 1
    return index >= 0 and offset < spans[index][1]
