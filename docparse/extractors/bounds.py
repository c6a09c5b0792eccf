"""Times that bound what is to be done, told from plain dates, cited titles, forecasts and the past."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from docparse.extractors.goal_words import words_of
from docparse.language.times import Time
from docparse.records import Section, Span
from docparse.structure.text import Label, StructuredText

PROSE = frozenset({Label.BODY, Label.ADDRESSEE, Label.MEMBER})
"""Labels of paragraphs that say something; titles, numbers, signatures and imprints are front and end matter."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in its place: the `label` of its paragraph, the words of its sentence `before` and `after` it."""

    time: Time
    label: Label
    asks: bool  # whether its section asks something
    before: str
    after: str
    issued: date | None


def moment(
    document: StructuredText, time: Time, sentence: Span, background: Sequence[Span], issued: date | None
) -> Moment:
    """The time with what decides whether it bounds anything."""
    return Moment(
        time,
        document.paragraphs[document.paragraph_at(time.span[0])].label,
        not within(background, time.span[0]),
        document.text[max(sentence[0], time.span[0] - 200) : time.span[0]],
        document.text[time.span[1] : sentence[1]][:40],
        issued,
    )


def find_bounds(
    document: StructuredText, times: Sequence[Time], sentence_at: Callable[[int], Span], issued: date | None
) -> list[Time]:
    """The times of `times` that bound an action, in their order: those that nothing refuses."""
    background = background_spans(document.sections)
    moments = (moment(document, t, sentence_at(t.span[0]), background, issued) for t in times)
    return [m.time for m in moments if refusal(m) is None]


def refusal(m: Moment) -> str | None:
    """The name of what keeps the time from bounding anything, or None."""
    return next((name for name, refuses in REFUSALS.items() if refuses(m)), None)


# --- what keeps a time from bounding anything ------------------------------------------------------------------------


def _plain_date(m: Moment) -> bool:
    """「2023年4月22日」 says when something was."""
    return m.time.kind == "date"


def _front(m: Moment) -> bool:
    """It stands in a title, a number, a signature or an imprint."""
    return m.label not in PROSE and m.label is not Label.ROW


def _background(m: Moment) -> bool:
    """Its section tells how things stand."""
    return not m.asks


def _title(m: Moment) -> bool:
    """It belongs to a cited title or to the name of a plan (“十四五”规划)."""
    if m.before.count("《") > m.before.count("》"):
        return True
    in_bracket = m.before.count("（") > m.before.count("）") and _stage().search(m.before) is None
    return m.time.kind == "period" and (in_bracket or re.search(r"(?:五年|规划|远景)$", m.after[:4]) is not None)


@cache
def _stage() -> re.Pattern[str]:
    """A stage of work before the bracket that dates it: 「全面实施（2025年4月至2026年10月）」."""
    return re.compile(r"(?:阶段|部署|实施|验收|总结|启动|推进|攻坚|排查|整改|提升|巩固|发动|准备)（$")


def _duration(m: Moment) -> bool:
    """「压缩至24小时以内」 is a length of time to be reached."""
    pattern = r"(?:压缩|缩短|控制|不超过|不高于|低于|平均|减少|超过|满|间隔)[至到在为]?$"
    return m.time.kind == "relative" and re.search(pattern, m.before) is not None


def _forecast(m: Moment) -> bool:
    """「预计到2025年」"""
    return _forecasts().search(m.before[-12:].rsplit("，", 1)[-1]) is not None


def _past(m: Moment) -> bool:
    """It lies before the issue date, and its clause tells what has been."""
    if m.time.kind == "recurring" or m.time.end is None or m.issued is None:
        return False
    if (
        m.time.kind == "period" and m.time.rule == "time.plan" and m.time.end < m.issued
    ):  # “十四五”期间 in a text of 2026
        return True
    said = m.before[-8:] + m.after[:20]
    if re.search(r"年(?:\d{1,2}月)?以来[，,]", m.before) and (m.time.start or m.time.end) < m.issued:
        return True
    told = re.search(r"已|截至|截止|以来|期间，(?:全|我)", said) or re.match(
        r"(?:之前|以前|前)?(?:建成|投用|投产|成立|登记|注册|购置|购买|开工|竣工|交付)(?:的|并)", m.after
    )
    return m.time.end < m.issued and told is not None


def _standard(m: Moment) -> bool:
    """「每人每月600元」, 「每年保持增长的企业，给予补贴」: a rate or a condition of what is paid."""
    if m.time.kind != "recurring":
        return False
    per = re.search("每(?:人|户|亩|头|只|套|间|生|名|张|件|辆|个)[\u4e00-\u9fff]{0,2}$", m.before)
    if re.match(r"[^，。；\n]{0,14}[^目]的，", m.after):  # 每年不足标准的，扣0.5分
        return True
    paid = re.match(r"[\u4e00-\u9fff]{0,8}(?:给予|补助|补贴|奖励|不超过[\d.]+万?元)", m.after)
    if re.match(r"\d[\d.]*元", m.after):  # 每月800元
        return True
    return paid is not None or (per is not None and re.match(r"[^，。；]{0,8}\d[\d.]*万?元", m.after) is not None)


def _event(m: Moment) -> bool:
    """「24小时内可能出现强降雨」, 「一年内发生两次以上的」: on what condition something is done; 「30分钟内可达」: a distance."""
    if m.time.kind != "relative":
        return False
    return (
        re.match("[^，。；\n]{0,4}(?:可能|将(?:出现|达)|出现|发生|累计降|降雨|可?到达|可达|直达|上高速)", m.after)
        is not None
    )


def _base_of(m: Moment) -> bool:
    """「较“十三五”末提高」 is what a goal is compared with."""
    return m.time.kind in ("by", "period") and m.before.endswith(("比", "较"))


def _heading(m: Moment) -> bool:
    """「2026年主要目标任务」: a year that opens a heading says of which year it speaks."""
    if m.time.precision != "year" or m.time.rule != "time.date":
        return False
    opens = re.fullmatch(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]?)?", m.before) is not None
    closes = r"(?:度)?[^，。；：\n]{0,24}(?:目标|任务|思路|要点|安排|指标|重点|计划|情况|回顾|展望|工作|项目)$"
    return opens and re.match(closes, m.after) is not None


def _told(m: Moment) -> bool:
    """「2026年是全面实施规划的开局之年」 says what kind of year it is."""
    if m.time.precision != "year":
        return False
    return (
        re.match(r"(?:作为|正?是)[^，。；]{0,36}(?:之年|元年|一年|[开收]官年|时期|阶段)(?:[，。；、]|$)", m.after)
        is not None
    )


REFUSALS: dict[str, Callable[[Moment], bool]] = {
    "plain-date": _plain_date,
    "front-matter": _front,
    "background": _background,
    "title": _title,
    "duration": _duration,
    "standard": _standard,
    "base": _base_of,
    "event": _event,
    "forecast": _forecast,
    "past": _past,
    "heading": _heading,
    "told": _told,
}


@cache
def _forecasts() -> re.Pattern[str]:
    return re.compile("|".join(words_of("forecast")))


_ASKS = re.compile("^(?:夯实|筑牢|强化|加强|报送|报告|通报|反馈|掌握|公开|及时|定期|按时|严格)|目标|指标|任务")
"""What a heading that names how things stand asks all the same: 夯实发展基础, 指导思想和发展目标, 报送工作情况."""


def background_spans(sections: Sequence[Section]) -> list[Span]:
    """Spans of the outermost sections that tell how things stand and ask nothing (发展现状, 指导思想), sorted."""
    words = words_of("background")
    opening = re.compile(rf"(?:{'|'.join(words)})(?:[、，和与及]|条件|分析|情况|研判)")
    spans: list[Span] = []
    for section in sections:
        told = section.heading.endswith(words) or opening.match(section.heading)
        inside = spans and section.span[0] < spans[-1][1]
        if told and not inside and not _ASKS.search(section.heading):
            spans.append(section.span)
    return spans


def within(spans: Sequence[Span], offset: int) -> bool:
    """Whether one of the sorted, disjoint `spans` holds `offset`."""
    index = bisect_right(spans, offset, key=lambda s: s[0]) - 1
    return index >= 0 and offset < spans[index][1]
