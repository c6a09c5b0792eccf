"""Which time bounds a goal: that of its clause, sentence, list introduction, heading or title."""

from __future__ import annotations

import re
from itertools import pairwise

from docparse.extractors.bounds import within
from docparse.extractors.reading import Reading
from docparse.language.points import number
from docparse.language.quantities import Quantity
from docparse.language.times import Time
from docparse.records import Span
from docparse.structure.numbering import numbered
from docparse.structure.text import Label

_FARTHEST = 1500  # characters over which a time still governs
_BULLETS = ("—", "·", "●", "•", "◆")


def governing_time(reading: Reading, sentence: Span, offset: int) -> Time | None:
    """The time that bounds a goal whose number stands at `offset`.

    The last bound before it in its paragraph (or its section's part of it); pairs made by 分别 go one to one; else the
    bound that introduces the list it stands in.
    """
    start, end = reading.document.span(reading.document.paragraph_at(offset))
    if reading.label_at(offset) is Label.ROW:  # the goal's own cell, else that below 完成时限
        own = _bounds(reading, sentence[0], offset)
        if own:
            return _respective(reading, sentence, offset, own) or own[-1]
        due_at = [t for t in _bounds(reading, start, end) if within(reading.due_cells, t.span[0])]
        return due_at[-1] if due_at else None
    bounding = _bounds(reading, start, offset)
    if not bounding or re.search("[；。]", reading.text[bounding[-1].span[1] : offset]):
        following = _following(reading, sentence, offset)
        if following or not bounding:
            return following or _dated(reading, sentence, offset) or _introduced(reading, start)
    return _respective(reading, sentence, offset, bounding) or bounding[-1]


def _following(reading: Reading, sentence: Span, offset: int) -> Time | None:
    """The time at which the clauses behind say that it is done: 「布设浮标站20个，2027年6月投入运行」."""
    found: Time | None = None
    end = min(sentence[1], offset + _FARTHEST)
    for clause in list(re.finditer("[^，；。]+", reading.text[offset:end]))[1:]:
        first, last = offset + clause.start(), offset + clause.end()
        times = [t for t in reading.bounds_between(first, last) if t.kind == "by" and t.end]
        if reading.text[first - 1] != "，":
            break
        if times and times[0].span[0] <= first + 1 and _DONE.match(reading.text[times[-1].span[1] : last]):
            found = times[-1]
        elif found or times or not reading.quantities_between(first, last):
            break  # another goal may stand between: 建设站点20个，机巢30座，2027年6月投入运行
    return found


_DONE = re.compile(
    r"(?:全部|全面|基本|正式|整体|免费|对外|要|须|应|与[\u4e00-\u9fff]{2,10})*"
    r"(?:完成|建成|投入|投用|投产|开放|验收|联通|联网|上线|运行|竣工|完工|通车|并网|交付|启用|开工|实现|落地|配备到位|[\u4e00-\u9fff]{0,3}到位|见效)"
    r"[\u4e00-\u9fff]{0,4}$"
)


def _dated(reading: Reading, sentence: Span, offset: int) -> Time | None:
    """A date still to come in the goal's own sentence: 「力争2026年3月初日产能达到…」, 「2027年起，占比达到…」."""
    issued = reading.issued
    near = reading.times_between(max(sentence[0], offset - _FARTHEST), offset)
    dates = [t for t in near if _is_point(t) and (issued is None or (t.end or t.start or issued) > issued)]
    hoped = re.search("力争|争取|确保|达到|实现", reading.text[max(sentence[0], offset - 60) : offset + 4])
    return dates[-1] if dates and (hoped or dates[-1].kind == "period") else None


def _is_point(time: Time) -> bool:
    """Whether it is a date, or one from which on something holds."""
    return (time.kind == "date" and time.end is not None) or (time.kind == "period" and time.end is None)


def due(reading: Reading, sentence: Span, offset: int) -> str | None:
    """The deadline of a goal: a year, or a day in ISO form; from the heading or the title where no time governs it."""
    time = governing_time(reading, sentence, offset)
    if time is not None and _YEARS_OF_WORK.search(reading.text, max(time.span[1], sentence[0]), offset):
        time = None  # 「今年11月开工…。通过三年努力，力争…」 has a time of its own
    if time is not None and time.span[0] < _opening(reading, offset) and (year := _headed(reading, offset)):
        return year  # a heading of the goal's own is nearer than a time above its section
    day = (time.end or time.start) if time is not None else None
    first_years = re.search("前([两二三四])年[^。；]*$", reading.text[time.span[1] : offset]) if time else None
    if time is not None and time.kind == "period" and time.start and first_years:  # 2026—2030年…，前三年完成…
        return str(time.start.year + {"两": 2, "二": 2, "三": 3, "四": 4}[first_years[1]] - 1)
    if time is not None and day is not None:
        return str(day.year) if time.precision == "year" else day.isoformat()
    if reading.issued and re.search("全年[^。；]*$", reading.text[max(sentence[0], offset - 60) : offset]):
        return str(reading.issued.year)
    if reading.issued and (years := _YEARS_OF_WORK.search(reading.text, max(sentence[0], offset - 60), offset)):
        return str(reading.issued.year + number(years[1]))
    return _headed(reading, offset) or _title_year(reading) or reading.once(_introduced_year)


_YEARS_OF_WORK = re.compile("(?:通过|经过|利?用)([一二两三四五1-5])年(?:左右)?的?(?:努力|时间)")


def _introduced_year(reading: Reading) -> str | None:
    """The one year of which the sentences above the first heading say that the document is: 「确定2026年十件实事如下」."""
    sections = reading.document.sections
    above = re.sub("《[^《》]*》", "", reading.text[: sections[0].span[0]]) if sections else ""
    years = {match[1] or match[2] for match in _OF_YEAR.finditer(above[-_FARTHEST:])}
    return years.pop() if len(years) == 1 else None


_OF_YEAR = re.compile(
    "(20[0-9]{2})年度?[^，。；\n]{0,12}?(?:实事|任务|目标|要点)|(?:^|\n)(20[0-9]{2})年，[^，。；\n]{2,24}工作要"
)


def _opening(reading: Reading, offset: int) -> int:
    """Where the innermost section at `offset` begins."""
    section = reading.section_at(offset)
    return section.span[0] if section else 0


def _headed(reading: Reading, offset: int) -> str | None:
    """The year that a heading above names: 2025年重点任务, “十五五”时期主要指标."""
    for section in reading.ancestors(reading.section_at(offset)):
        year = re.search(r"(20\d\d)年", section.heading)
        plan = re.search("十([三四五六七])五", section.heading)
        if year or plan:
            return year[1] if year else str(2020 + 5 * "三四五六七".index(plan[1])) if plan else None
    return None


def _bounds(reading: Reading, start: int, end: int) -> list[Time]:
    """The bounds with an end that begin in [start, end), no farther than a page before `end`."""
    near = reading.bounds_between(max(start, end - _FARTHEST), end)
    return [t for t in near if t.kind in ("by", "period") and t.end]


def _introduced(reading: Reading, paragraph: int) -> Time | None:
    """The time that a list's introduction sets: 「到2026年，……：」 above items that begin with —— or are numbered."""
    index = reading.document.paragraph_at(paragraph)
    goes_on = index > 0 and reading.document.paragraphs[index - 1].text.endswith(("；", "：", ";"))
    if reading.text.startswith(_BULLETS, paragraph) or (goes_on and numbered(reading.text[paragraph:][:8]) is None):
        before = index - 1
        while before >= 0 and _is_item(reading, before):
            before -= 1
        spans = [reading.document.span(before)] if before >= 0 else []
    else:
        above = reading.ancestors(reading.section_at(paragraph))[1:]
        spans = [(s.span[0], paragraph) for s in above if re.search("目标|愿景|指标", s.heading)]
    for start, end in spans:
        leading = [t for t in _bounds(reading, start, end) if t.kind == "by"]
        if leading:
            return leading[0]
    return None


def _is_item(reading: Reading, index: int) -> bool:
    """Whether a paragraph is an item of a list that a paragraph above it introduces."""
    text = reading.document.paragraphs[index].text
    above = reading.document.paragraphs[index - 1].text if index else ""
    return text.startswith(_BULLETS) or (above.endswith(("；", ";")) and numbered(text) is None)


def _respective(reading: Reading, sentence: Span, offset: int, times: list[Time]) -> Time | None:
    """「到2026年、2027年，分别达到35%、45%」: the n-th time for the n-th number."""
    inside = [t for t in times if t.span[0] >= sentence[0]]
    if len(inside) < 2 or any("，" in reading.text[a.span[1] : b.span[0]] for a, b in pairwise(inside)):
        return None
    first = inside[-1].span[1]
    clause = max(first, *(reading.text.rfind(stop, first, offset) for stop in "，；"))
    word = reading.text.find("分别", clause, offset)
    if word < 0 and not _as_many(reading, inside, clause, offset):
        return None
    rank = len(_unbracketed(reading, max(word, clause), offset))
    return inside[rank] if rank < len(inside) else None


def _unbracketed(reading: Reading, start: int, end: int) -> list[Quantity]:
    """The quantities that begin in [start, end), without those that a bracket details: 60%（含…12%）、75%."""
    text = reading.text
    found = reading.quantities_between(start, end)
    return [q for q in found if text.count("（", start, q.span[0]) == text.count("）", start, q.span[0])]


def _as_many(reading: Reading, times: list[Time], clause: int, offset: int) -> bool:
    """Whether years, and numbers from `clause` on, stand in lists of one length: 「2026年、2027年新建80个、100个」."""
    joined = all(reading.text[a.span[1] : b.span[0]] in ("、", "和") for a, b in pairwise(times))
    stop = re.search("[，；。]", reading.text[offset : offset + _FARTHEST])
    behind = offset + stop.start() if stop else offset
    numbers = _unbracketed(reading, clause, behind)
    apart = all(reading.text[a.span[1] : b.span[0]] in ("、", "和") for a, b in pairwise(numbers))
    return joined and apart and len(numbers) == len(times)


def each_year(reading: Reading, sentence: Span, offset: int) -> list[str]:
    """The years that each bind a goal at `offset`: 「2026年、2027年各建成1个」; [] where they are not several.

    Years that 分别 pairs with as many numbers bind one number each.
    """
    times = [t for t in _bounds(reading, sentence[0], offset) if t.kind == "by" and t.end]
    run = times[-1:]
    while len(run) < len(times) and reading.text[times[-len(run) - 1].span[1] : run[0].span[0]] in ("、", "和"):
        run = times[-len(run) - 1 :]
    between = reading.text[run[-1].span[1] : offset] if run else ""
    if len(run) < 2 or not re.match("[，]?[^，；。]{0,12}?(?:各|每年|均|分别)", between):
        return []
    word = reading.text.rfind("分别", sentence[0], offset)
    if "分别" in between and len(reading.quantities_between(word, sentence[1])) > 1:
        return []
    return [str(t.end.year) for t in run if t.end]


def _title_year(reading: Reading) -> str | None:
    """The year that the plan's title names: 2025年行动方案, or the last of （2023—2025年）."""
    meta = reading.document.meta
    if meta.period is not None:
        return str(meta.period.end)
    titles = [p.title for p in reading.document.parts if p.kind == "plan"] + [meta.title or ""]
    years = [y for t in titles for y in re.findall(r"20\d\d", t)]
    return years[0] if len(set(years)) == 1 else None
