"""Goals with a number: scope, indicator, comparator, value, unit and deadline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from docparse.extractors.deadlines import binds, in_background
from docparse.extractors.goal_words import words_of
from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.extractors.target_tables import table_targets
from docparse.language.quantities import Quantity
from docparse.language.times import Time
from docparse.records import Normalized, Span, Target
from docparse.structure.text import Label

_SCOPE = re.compile(
    r"^(?:在|支持|推动|指导|鼓励|引导)?(全[省市区县州镇]|我[省市区县]|(?:各|所有|每个?)(?:设区|产业|特色)?(?:[省市区县镇乡村]|园区|街道|社区|乡镇)(?:[（(][^（()）]{1,8}[）)])?|"
    r"(?![^，]{0,9}(?:[与和的每]|依托))[\u4e00-\u9fff]{1,8}?(?:地区|片区|板块|新区|高新区|经开区|经济圈|城市群|流域)|"
    r"(?![^，]{0,5}(?:[与和的每]|依托))[\u4e00-\u9fff]{2,6}?[市区县州](?!场|级|域|块))"
)
_WHERE = re.compile(r"(?:地区|经济圈|城市群|板块|片区|新区|高新区|经开区|园区|[市区县州省镇])$")


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words around one quantity: `before` since the last stop or quantity, `behind` up to the next stop."""

    start: int
    before: str
    behind: str


def targets(reading: Reading, made: Records) -> list[Target]:
    """One record a goal, in the order of the text; those of indicator tables come with the rows."""
    records: list[Target] = []
    by_sentence: dict[Span, list[Quantity]] = {}
    for quantity in reading.quantities:
        if reading.label_at(quantity.span[0]) in (Label.BODY, Label.ADDRESSEE):
            by_sentence.setdefault(reading.sentence_at(quantity.span[0]), []).append(quantity)
    clauses = [c.span for c in reading.clauses]
    for sentence, quantities in by_sentence.items():
        previous: Target | None = None
        last_end = sentence[0]
        for quantity in quantities:
            if quantity.span[0] < last_end or any(a <= quantity.span[0] < b for a, b in clauses):
                continue
            clause = _clause(reading, sentence, quantity, last_end)
            if _is_goal(reading, sentence, quantity, clause):
                previous = _target(reading, sentence, quantity, clause, previous, len(records))
                records.append(previous)
                last_end = max(previous.span[1], quantity.span[1])
    return [*records, *table_targets(reading, len(records))]


# --- goal or not -----------------------------------------------------------------------------------------------------


@cache
def _senses() -> dict[str, re.Pattern[str]]:
    return {s: re.compile("|".join(words_of(s))) for s in ("verb", "hope", "forecast", "fact", "parameter", "funding")}


def _clause(reading: Reading, sentence: Span, quantity: Quantity, last_end: int) -> _Clause:
    left = reading.text[max(last_end, sentence[0]) : quantity.span[0]]
    level = re.sub(r"[（(][^（()）]*[）)]", lambda m: "〇" * len(m[0]), left)  # a closed bracket is part of its noun
    stop = max((m.end() for m in re.finditer(r"[，,；。：（(]|其中[：，]?", level)), default=0)
    if stop == len(left) and left:  # the number opens its clause: 「，超过30家」 goes on with the one before
        stop = max((m.end() for m in re.finditer(r"[，,；。：（(]", level[: stop - 1])), default=0)
    return _Clause(
        max(last_end, sentence[0]) + stop, left[stop:].lstrip("、和及与"), _behind(reading, sentence, quantity)
    )


def _behind(reading: Reading, sentence: Span, quantity: Quantity) -> str:
    """The words behind the number, up to the next stop, or to the 、 or 和 in front of the next number."""
    right = reading.text[quantity.span[1] : sentence[1]]
    following = next((q.span[0] for q in reading.quantities if q.span[0] >= quantity.span[1]), sentence[1])
    words = re.match(r"(?:[^，,；。（）()\n]|[（(][^（()）]{1,12}[）)](?=[\u4e00-\u9fff]))*", right)
    text = words[0] if words else ""
    if quantity.span[1] + len(text) > following:
        text = re.sub(r"(?:、|和|及|以及|与)[^、]*$", "", text[: following - quantity.span[1]])
    return text


def _is_goal(reading: Reading, sentence: Span, quantity: Quantity, clause: _Clause) -> bool:
    """A quantity that a goal's verb or a coming date governs, and that is no fact, forecast, part count or grant."""
    senses = _senses()
    lead = reading.text[sentence[0] : quantity.span[0]]
    whole = reading.text[sentence[0] : sentence[1]]
    if in_background(reading, quantity.span[0]) or lead.count("《") > lead.count("》"):
        return False
    if senses["forecast"].search(lead) or _is_fact(lead, clause) or _qualifies(quantity, clause):
        return False
    if senses["parameter"].search(clause.before) and not senses["verb"].search(clause.before):
        return False
    if senses["funding"].search(clause.before + clause.behind) or (
        quantity.unit.endswith("元") and senses["funding"].search(whole)
    ):
        return False
    if re.match(r"[\u4e00-\u9fff]{0,8}组成", clause.behind) or _is_frequency(reading, sentence, quantity):
        return False
    if re.search("[由从]$", clause.before) and re.match(
        r"(?:提高|提升|增加|扩大|增长|降低|下降|减少|压缩|缩短)[到至]", reading.text[quantity.span[1] : sentence[1]]
    ):
        return False
    if _is_list_count(quantity, clause):
        return False
    if _share(reading, quantity, clause.before) is not None:
        return True
    if re.search(r"等$", clause.before) and not senses["verb"].search(clause.before):
        return False
    if reading.section_at(quantity.span[0]) is None and not _governing(reading, sentence, quantity):
        return False
    dated = _governing(reading, sentence, quantity) is not None
    said = clause.before + reading.text[slice(*quantity.span)]
    verb = senses["verb"].search(said) is not None or quantity.comparator not in ("reach", "about")
    coordinated = (
        re.search(r"[、，和及]$", lead[: len(lead) - len(clause.before)] or " ") is not None
        and senses["verb"].search(lead) is not None
    )
    return dated or verb or coordinated


def _is_list_count(quantity: Quantity, clause: _Clause) -> bool:
    """「甲、乙两个平面」, 「甲、乙等5个总成」 count what they list."""
    plain = quantity.comparator == "reach" and quantity.unit in ("个", "大", "类", "项", "种")
    listed = "、" in clause.before and not _opens_noun().search(clause.before)
    return plain and listed and re.match(r"[\u4e00-\u9fff]{2}", clause.behind) is not None


def _is_frequency(reading: Reading, sentence: Span, quantity: Quantity) -> bool:
    """「每半年召开1次」 says how often, not how much."""
    if quantity.unit not in ("次", "轮", "遍", "期", "回"):
        return False
    return any(t.kind == "recurring" and sentence[0] <= t.span[0] < quantity.span[0] for t in reading.times)


def _is_fact(lead: str, clause: _Clause) -> bool:
    fact = _senses()["fact"]
    return fact.search(clause.before) is not None or re.search(r"截至|截止|目前|现有", lead) is not None


def _qualifies(quantity: Quantity, clause: _Clause) -> bool:
    """「800伏以上大功率充电站」, 「20人以上的自然村」: a measure of something, not its number."""
    if quantity.unit in ("岁", "周岁", "级", "号", "层", "楼", "代"):
        return True
    measure = quantity.unit in _measures() or quantity.unit.endswith(
        ("米", "元", "伏", "千瓦", "平方米", "人", "岁", "天", "小时", "分钟")
    )
    attributive = re.match(r"的?[\u4e00-\u9fff]{2,}", clause.behind) is not None
    bounded = quantity.comparator in ("at_least", "more_than", "at_most")
    return measure and attributive and bounded and not re.match(r"的?(?:目标|水平|规模)", clause.behind)


@cache
def _measures() -> frozenset[str]:
    return frozenset(
        {"级", "米", "元", "万元", "亿元", "伏", "千瓦", "人", "岁", "天", "小时", "分钟", "平方米", "公里"}
    )


# --- deadlines -------------------------------------------------------------------------------------------------------


def _governing(reading: Reading, sentence: Span, quantity: Quantity) -> Time | None:
    """The time that bounds a goal: the last before it in its sentence, else in its paragraph, up to that head."""
    start = reading.document.span(reading.document.paragraph_at(quantity.span[0]))[0]
    section = reading.section_at(quantity.span[0])
    if section is not None and section.heading_span[0] > start:
        start = max(start, section.span[0])
    bounding = [
        t
        for t in reading.times
        if start <= t.span[0] < quantity.span[0] and t.kind in ("by", "period") and t.end and binds(reading, t)
    ]
    if not bounding:
        return _introduced(reading, start)
    return _respective(reading, sentence, quantity, bounding) or bounding[-1]


def _introduced(reading: Reading, paragraph: int) -> Time | None:
    """The time that a list's introduction sets: 「到2026年，……：」 above items that begin with —— or are numbered."""
    if reading.text.startswith(("—", "·", "●"), paragraph):
        before = reading.document.paragraph_at(paragraph) - 1
        while before >= 0 and reading.text.startswith(("—", "·", "●"), reading.document.starts[before]):
            before -= 1
        spans = [reading.document.span(before)] if before >= 0 else []
    else:
        above = [
            s for s in reading.ancestors(reading.section_at(paragraph))[1:] if re.search("目标|愿景|指标", s.heading)
        ]
        spans = [(s.span[0], paragraph) for s in above]
    for start, end in spans:
        leading = [
            t for t in reading.times if start <= t.span[0] < end and t.kind == "by" and t.end and binds(reading, t)
        ]
        if leading:
            return leading[0]
    return None


def _respective(reading: Reading, sentence: Span, quantity: Quantity, times: list[Time]) -> Time | None:
    """「到2026年、2027年，分别达到35%、45%」: the n-th time for the n-th number."""
    inside = [t for t in times if t.span[0] >= sentence[0]]
    word = reading.text.find("分别", inside[-1].span[1] if inside else sentence[0], quantity.span[0])
    if word < 0 or len(inside) < 2 or any("，" in reading.text[a.span[1] : b.span[0]] for a, b in pairwise(inside)):
        return None
    rank = sum(word < q.span[0] < quantity.span[0] for q in reading.quantities)
    return inside[rank] if rank < len(inside) else None


def _by(reading: Reading, sentence: Span, quantity: Quantity) -> str | None:
    """The deadline: a year, or a day in ISO form. Inherited from the heading or from the year of the title."""
    time = _governing(reading, sentence, quantity)
    if time is not None and time.end is not None:
        return str(time.end.year) if time.precision == "year" else time.end.isoformat()
    for section in reading.ancestors(reading.section_at(quantity.span[0])):
        year = re.search(r"(20\d\d)年", section.heading)
        if year:
            return year[1]
    return _title_year(reading)


def _title_year(reading: Reading) -> str | None:
    """The year that the plan's title names: 2025年行动方案, or the last of （2023—2025年）."""
    meta = reading.document.meta
    if meta.period is not None:
        return str(meta.period.end)
    titles = [p.title for p in reading.document.parts if p.kind == "plan"] + [meta.title or ""]
    years = [y for t in titles for y in re.findall(r"20\d\d", t)]
    return years[0] if len(set(years)) == 1 else None


# --- the record ------------------------------------------------------------------------------------------------------


def _target(
    reading: Reading, sentence: Span, quantity: Quantity, clause: _Clause, previous: Target | None, count: int
) -> Target:
    lead = reading.text[sentence[0] : quantity.span[0]]
    detail = previous is not None and re.search(r"其中[：，]?[^，；。]*$", lead) is not None
    scope, indicator, (start, end) = _named(reading, quantity, clause)
    parent = previous if detail else None
    if parent is not None and parent.unit == quantity.unit and indicator and _WHERE.search(indicator):
        scope, indicator = indicator, parent.indicator
    if not indicator and previous is not None:
        indicator = previous.indicator
    return Target(
        id=f"t{count + 1}",
        span=(start, end),
        quote=reading.text[start:end],
        section=reading.section_id(start),
        rule="target.clause",
        scope=scope or _scope(reading, sentence, quantity),
        indicator=indicator,
        comparator=quantity.comparator,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        normalized=Normalized(value=quantity.normalized[0], unit=quantity.normalized[1])
        if quantity.normalized
        else None,
        aspirational=_senses()["hope"].search(lead) is not None,
        by=_by(reading, sentence, quantity),
        baseline=_baseline(clause.before),
        parent=parent.id if parent is not None else None,
    )


@cache
def _verb_head() -> re.Pattern[str]:
    verbs = "|".join(words_of("verb") + words_of("hope"))
    adverbs = "累计|持续|动态|加快|大力|积极|重点|分别|全面|新|基本|至少|再|每年|全年|年内|逐步|共|总计|确保|努力|有效|深入|着力|同时|并|使|将|以"
    return re.compile(rf"^(?:(?:{verbs}|{adverbs})(?:并)?)*(?:{verbs})")


def _named(reading: Reading, quantity: Quantity, clause: _Clause) -> tuple[str | None, str, Span]:
    """(scope, indicator, span of the goal's words): the noun before the number, else the one behind it.

    「企业数量达到120家」 has its indicator before; 「打造10个左右产业集群」, 「推动40家企业转型」 and
    「加快建设某某等9个节点」 have it behind.
    """
    before = _leading_time().sub("", clause.before)
    offset = quantity.span[0] - len(before)
    share = _share(reading, quantity, before)
    if share is not None:
        return share
    place = _SCOPE.match(before)
    skip = place.end() if place else 0
    head = None if quantity.unit in ("%", "‰", "个百分点") else _verb_head().match(before[skip:])
    rest = before[skip + (head.end() if head else 0) :]
    rest = re.sub(r"(?:比|较|与)[^，；。]{2,12}(?:相比)?$|[由从][\d.]+[%％\u4e00-\u9fff]{0,3}$", "", rest)
    rest = re.sub(r"(?:达到|达|为|实现|突破|超过|总数|数量达|力争|保持在?|控制在|将|要|均|分别)+$", "", rest).strip(
        "的、，“” "
    )
    scope = place[1] if place else None
    noun = re.match(r"(?:以上)?的?([^“”]{2,60}|“[^”]{2,40}”.{0,40})", clause.behind)
    noun = (
        re.match(
            r"(集[^，。；\n]{2,40}于一体的[^，。；、\n]{2,30})", reading.text[quantity.span[1] : quantity.span[1] + 80]
        )
        or noun
    )
    if noun and rest and _WHERE.search(rest):
        scope, rest = rest, ""
    if noun and (len(rest) < 2 or _opens_noun().search(before)):
        return scope, noun[1].strip(), (quantity.span[0], quantity.span[1] + noun.end())
    if not rest and place:
        scope, rest = None, place[1]
    return scope, rest, (offset, quantity.span[1])


@cache
def _leading_time() -> re.Pattern[str]:
    return re.compile(
        r"^(?:到|至|于|在|截至)?(?:20\d\d年?[、和至—～\-])*20\d\d年(?:\d{1,2}月)?(?:底|末)?(?:之?前)?|^.{0,8}?期间|^每年(?!度)|^[\u4e00-\u9fff]{0,2}年(?:底|末|内)前?"
    )


@cache
def _opens_noun() -> re.Pattern[str]:
    """A verb or 等 directly before the number, so that its noun stands behind it."""
    verbs = "|".join(
        v for v in words_of("verb") if v not in ("达到", "达", "超过", "突破", "增长", "提高", "提升", "降低", "下降")
    )
    return re.compile(rf"(?:{verbs}|等)$")


def _share(reading: Reading, quantity: Quantity, before: str) -> tuple[str | None, str, Span] | None:
    """「90%的行政村实现…」: the share of whom, and what they reach."""
    if quantity.unit != "%" or before.strip("、，和及在"):
        return None
    end = quantity.span[1]
    match = re.match(
        r"的([\u4e00-\u9fff（）、]{1,14}?)(?:(?:和|、)[\d.]+%的[\u4e00-\u9fff（）、]{1,14}?)?"
        r"((?:达到|实现|完成|建成|开展|具备|通过|创建)[^，。；\n]{2,40})",
        reading.text[end : end + 90],
    )
    return (match[1], match[2], (quantity.span[0], end + match.end(1))) if match else None


def _scope(reading: Reading, sentence: Span, quantity: Quantity) -> str | None:
    """Whom the goal binds: the place that opens an earlier clause of its sentence, or that the heading names."""
    lead = reading.text[sentence[0] : quantity.span[0]]
    for piece in reversed(re.split("[，；：。]", re.sub("（[^（）]*）", "", lead))):
        piece = _leading_time().sub("", piece)
        match = _SCOPE.match(piece)
        if match:
            return match[1]
    for section in reading.ancestors(reading.section_at(quantity.span[0])):
        place = r"[\u4e00-\u9fff]{1,8}(?:[市区县州盟旗]|新区|高新区|经开区|地区)"
        if re.fullmatch(rf"{place}(?:[、和]{place})*", section.heading):
            return section.heading
    return _title_scope(reading)


def _title_scope(reading: Reading) -> str | None:
    """The place that a plan's title opens with, where the plan is for a part of the issuer's region only."""
    region = reading.document.meta.region or ""
    for title in [p.title for p in reading.document.parts if p.kind == "plan"]:
        match = _SCOPE.match(title)
        if match and match[1] not in region and not match[1].startswith(("全", "我")) and region not in title:
            return match[1]
    return None


def _baseline(before: str) -> str | None:
    """What a growth is measured against: 「比2020年」, 「较上年」."""
    match = re.search(r"(?:比|较|与)([^，；。]{2,12}?)(?:相比)?(?=增长|提高|提升|降低|下降|减少|增加|翻|$)", before)
    return match[0] if match else None
