"""Goal or not: which quantities a document sets, and which it only tells.

A quantity is first put into its clause (`candidate`); each rejection names a way of telling a number that is no goal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from docparse.extractors.bounds import within
from docparse.extractors.goal_words import words_of
from docparse.extractors.governing import governing_time
from docparse.extractors.reading import Reading
from docparse.extractors.shared_out import shared_out
from docparse.language.quantities import Quantity
from docparse.records import Span

_LONGEST_LEAD = 400  # characters of a sentence before a number that may govern it
_MEASURES = ("米", "元", "伏", "千瓦", "人", "岁", "天", "小时", "分钟", "公里")
_GRADES = ("岁", "周岁", "级", "号", "层", "楼", "代")
_TIMES = ("次", "轮", "遍", "期", "回")
_COUNTERS = ("个", "大", "类", "项", "种")
_REACHING = ("达到", "达", "超过", "突破", "增长", "提高", "提升", "降低", "下降")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quantity in its sentence: `lead` is the sentence before it, `before` its own clause before it (since the last
    stop or goal), `behind` the words up to the next stop or the next number.
    """

    reading: Reading
    sentence: Span
    quantity: Quantity
    lead: str
    before: str
    behind: str


@cache
def sense(name: str) -> re.Pattern[str]:
    """A pattern of the goal words of one sense ("verb", "hope", "forecast", "fact", "parameter", "funding")."""
    return re.compile("|".join(words_of(name)))


def candidate(reading: Reading, sentence: Span, quantity: Quantity, last_end: int) -> Candidate:
    """The quantity with its words; `last_end` is where the goal before it in the sentence ended."""
    section = reading.section_at(quantity.span[0])
    opening = section.heading_span[0] if section else 0  # behind the section's number
    first = max(last_end, sentence[0], min(opening, quantity.span[0]), quantity.span[0] - _LONGEST_LEAD)
    left = reading.text[first : quantity.span[0]]
    level = re.sub(r"[（(][^（()）]*[）)]", lambda m: "〇" * len(m[0]), left)  # a closed bracket is part of its noun
    stop = max((m.end() for m in re.finditer(r"[，,；。：（(]|其中[：，]?", level)), default=0)
    if stop == len(left) and left:  # the number opens its clause: 「，超过30家」 goes on with the one before
        stop = max((m.end() for m in re.finditer(r"[，,；。：（(]", level[: stop - 1])), default=0)
    return Candidate(
        reading,
        sentence,
        quantity,
        reading.text[max(sentence[0], quantity.span[0] - _LONGEST_LEAD) : quantity.span[0]],
        left[stop:].lstrip("、和及与"),
        _behind(reading, sentence, quantity),
    )


def _behind(reading: Reading, sentence: Span, quantity: Quantity) -> str:
    """The words behind the number, up to the next stop, or to the 、 or 和 in front of the next number."""
    end = quantity.span[1]
    words = re.match(
        r"(?:[^，,；。（）()\n]|[（(][^（()）]{1,12}[）)](?=[\u4e00-\u9fff]))*",
        reading.text[end : min(sentence[1], end + _LONGEST_LEAD)],
    )
    text = words[0] if words else ""
    following = reading.quantities_between(end, end + len(text))
    if following:
        text = re.sub(r"(?:、|和|及|以及|与)[^、]*$", "", text[: following[0].span[0] - end])
    return text


def is_goal(c: Candidate) -> bool:
    """Whether something sets the quantity as a goal, and nothing rejects it."""
    return rejection(c) is None


def rejection(c: Candidate) -> str | None:
    """The name of what makes the quantity no goal ("unset" where nothing sets it), or None for a goal."""
    named = next((name for name, rejects in REJECTIONS.items() if rejects(c)), None)
    return named or (None if _governed(c) else "unset")


def _governed(c: Candidate) -> bool:
    """Whether a share's form, a coming date, a goal's verb or a list of goals sets the quantity."""
    if share(c) is not None or rate(c) is not None or shared_out(c.lead, c.before) is not None:
        return True
    dated = governing_time(c.reading, c.sentence, c.quantity.span[0]) is not None
    if c.reading.section_at(c.quantity.span[0]) is None and not dated:
        return False
    return dated or _is_set(c) or _goes_on(c)


def _is_set(c: Candidate) -> bool:
    """A goal's verb before the number or within its qualifiers, or a bound (以上, 不超过)."""
    if re.search("每(?:年|季度|月|半年)", c.before):
        return True
    said = c.before + c.reading.text[slice(*c.quantity.span)]
    return sense("verb").search(said) is not None or c.quantity.comparator not in ("reach", "about")


def _goes_on(c: Candidate) -> bool:
    """One of a list whose verb stands before the first: 建成充电站550座、换电站25个."""
    joint = c.lead[: len(c.lead) - len(c.before)][-1:]
    return joint in tuple("、，和及") and sense("verb").search(c.lead) is not None


# --- what rejects a quantity -----------------------------------------------------------------------------------------


def _in_background(c: Candidate) -> bool:
    """It stands in a section that tells how things are."""
    return within(c.reading.background, c.quantity.span[0])


def _in_title(c: Candidate) -> bool:
    """It belongs to a cited title."""
    return within(c.reading.titles, c.quantity.span[0])


def _forecast(c: Candidate) -> bool:
    """「预计达到40%」"""
    return sense("forecast").search(c.lead) is not None


def _fact(c: Candidate) -> bool:
    """「已建成300个」, 「截至2023年底共有30家」, 「2023年达到800亿元」 in a text of 2024"""
    told = re.search(r"(?<!拟)(?:建成|投用|认定|登记|注册)的$", c.before)
    if told or sense("fact").search(c.before) or re.search(r"截至|截止|目前|现有", c.lead):
        return True
    times = c.reading.times_between(c.sentence[0], c.quantity.span[0])
    last = next((t for t in reversed(times) if not _in_bracket(c, t.span[0])), None)
    if last is None or last.kind != "date" or last.end is None or c.reading.issued is None:
        return False
    compared = re.search(r"(?:比|较|与|以)$", c.reading.text[max(last.span[0] - 1, 0) : last.span[0]]) is not None
    return last.end < c.reading.issued and not compared


def _in_bracket(c: Candidate, offset: int) -> bool:
    before = c.reading.text[c.sentence[0] : offset]
    return before.count("（") > before.count("）") or before.count("《") > before.count("》")


def _parameter(c: Candidate) -> bool:
    """「包含5个总成」, 「由9个部门组成」, 「某某等13个区县」"""
    if re.match(r"[\u4e00-\u9fff]{0,8}组成", c.behind):
        return True
    told = sense("parameter").search(c.before) is not None or c.before.endswith("等")
    return told and sense("verb").search(c.before) is None


def _funding(c: Candidate) -> bool:
    """「给予50万元补助」, 「按40%的比例配套」, 「按采购金额的30%预付」"""
    paid = r"(?:以上|以下)?(?:的标准)?(?:提前|统一|足额|定额)?(?:预付|拨付|支付|缴纳|计提|提取|安排|分担|承担|收取)"
    if re.search("按照?[^，；。]*$", c.before) and re.match(paid, c.behind):
        return True
    if sense("funding").search(c.before + c.behind):
        return True
    if c.quantity.unit.endswith("元") and re.search(
        r"(?:安排|统筹|列支|预算|设立)[^，；]{0,14}(?:资金|经费|基金)$", c.before
    ):
        return True
    whole = c.lead + c.reading.text[c.quantity.span[1] : min(c.sentence[1], c.quantity.span[1] + _LONGEST_LEAD)]
    return c.quantity.unit.endswith("元") and sense("funding").search(whole) is not None


def _measure_of(c: Candidate) -> bool:
    """「800伏以上大功率充电站」, 「20人以上的自然村」: a measure of something, not its number."""
    if rate(c) is not None:
        return False
    if c.quantity.unit in _GRADES or re.match(r"[\u4e00-\u9fff]{0,8}圈", c.behind):
        return True
    bounded = c.quantity.comparator in ("at_least", "more_than", "at_most")
    attributive = re.match(r"的?[\u4e00-\u9fff]{2,}", c.behind) is not None
    measured = c.quantity.unit.endswith(_MEASURES) or c.quantity.unit == "级"
    return measured and bounded and attributive and not re.match(r"的?(?:目标|水平|规模)", c.behind)


def _frequency(c: Candidate) -> bool:
    """「每半年召开1次」 says how often, not how much."""
    if c.quantity.unit not in _TIMES:
        return False
    return any(t.kind == "recurring" for t in c.reading.times_between(c.sentence[0], c.quantity.span[0]))


def _base(c: Candidate) -> bool:
    """The first number of 「由7.5%提高到10%」."""
    behind = c.reading.text[c.quantity.span[1] : c.quantity.span[1] + 4]
    return (
        re.search("[由从]$", c.before) is not None
        and re.match(r"(?:提高|提升|增加|扩大|增长|降低|下降|减少|压缩|缩短)[到至]", behind) is not None
    )


def _subjects(c: Candidate) -> bool:
    """「12个街道各建成…」 counts those who are to act."""
    return re.match(r"[\u4e00-\u9fff]{1,8}?(?:各|均|都|分别)(?=建|打造|培育|完成|新|至少|要|创)", c.behind) is not None


def _condition(c: Candidate) -> bool:
    """「达到3家及以上的，采取招标方式」: on what condition something is done."""
    end = c.quantity.span[1]
    return re.match(r"(?:及以上|及以下|以上|以下|以内)?的[，,；。]", c.reading.text[end : end + 8]) is not None


def _list_count(c: Candidate) -> bool:
    """「甲、乙两个平面」 counts what it lists."""
    plain = c.quantity.comparator == "reach" and c.quantity.unit in _COUNTERS
    listed = "、" in c.before and not opens_noun().search(c.before)
    return plain and listed and re.match(r"[\u4e00-\u9fff]{2}", c.behind) is not None


REJECTIONS: dict[str, Callable[[Candidate], bool]] = {
    "background": _in_background,
    "title": _in_title,
    "forecast": _forecast,
    "fact": _fact,
    "parameter": _parameter,
    "funding": _funding,
    "measure": _measure_of,
    "frequency": _frequency,
    "base": _base,
    "list-count": _list_count,
    "condition": _condition,
    "subjects": _subjects,
}


# --- forms that goals share ------------------------------------------------------------------------------------------


@cache
def leading_time() -> re.Pattern[str]:
    """The time that opens a clause: 到2027年, 2025年底前, 每年."""
    return re.compile(
        r"^(?:力争|争取|确保)?(?:到|至|于|在|截至)?(?:20\d\d年?[、和至—～\-])*20\d\d年(?:\d{1,2}月)?(?:底|末|初)?(?:之?前)?|^.{0,8}?期间|"
        r"^每年(?!度)|^[\u4e00-\u9fff]{0,2}年(?:底|末|内)前?"
    )


@cache
def opens_noun() -> re.Pattern[str]:
    """A verb or 等 directly before the number, so that its noun stands behind it."""
    verbs = "|".join(v for v in words_of("verb") if v not in _REACHING)
    return re.compile(rf"(?:{verbs}|等)$")


def rate(c: Candidate) -> tuple[str, int] | None:
    """「按每百户30平方米配建养老用房」: (each of what and of what, length of the words behind); None otherwise."""
    per = re.search(r"每[百千万]?(?:名|个|位|万)?[\u4e00-\u9fff]{1,4}$", c.before)
    noun = re.match(
        r"的?(?:标准)?(?:统一)?(?:规划|配套|配建|建设|配备|设置|拥有)*([\u4e00-\u9fff]{2,14}?)(?=规划|配套|建设|并|$|、)",
        c.behind,
    )
    if (
        per is None
        or noun is None
        or opens_noun().search(c.before)
        or c.quantity.unit.endswith("元")
        or re.match("每[年月季周日半]", per[0])
    ):
        return None
    return per[0] + noun[1], noun.end(1)


def share(c: Candidate) -> tuple[str, str, int] | None:
    """「90%的行政村实现…」: (the share of whom, what they reach, length of the former with its 的); None otherwise."""
    if c.quantity.unit != "%" or leading_time().sub("", c.before).strip("、，和及在"):
        return None
    end = c.quantity.span[1]
    match = re.match(
        r"的([\u4e00-\u9fff（）、]{1,14}?)(?:(?:和|、)[\d.]+%的[\u4e00-\u9fff（）、]{1,14}?)?"
        r"((?:达到|实现|完成|建成|开展|具备|通过|创建)[^，。；\n]{2,40})",
        c.reading.text[end : end + 90],
    )
    return (match[1], match[2], match.end(1)) if match else None
