"""Quantities in their clauses, and the forms of words around them that goals share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from docparse.extractors.goal_words import words_of
from docparse.extractors.reading import Reading
from docparse.language.quantities import Quantity
from docparse.records import Span

_LONGEST_LEAD = 400  # characters of a sentence before a number that may govern it
_ADDED = re.compile(r"今年|明年|全年|年内|[一二两三四五六七八九\d]?[市区县]?合计|共计?|总计")
HAVING = "(?:至少|均|都|应|要|各|分)(?:[有设配办]|[建设配办]有)"
"""Each is to have what follows: 每个乡镇都建有1所, 各县至少办1所."""
_WHOLLY = re.compile("(?:保障|完成|落实|兑现|执行|覆盖|实现|办结|办理|消除|达标|整改)[\u4e00-\u9fff]{2}")
_DOES_TO = re.compile(r"(?:完成|实现|新增|覆盖)\d")
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
    stop = max((m.end() for m in re.finditer(r"[，,；。：（(]|关于“|其中[：，]?", level)), default=0)
    adverb = quantity.unit == "%" and _WHOLLY.match(reading.text, quantity.span[1])  # 100%完成改造
    adverb = adverb or _DOES_TO.match(reading.text, *quantity.span)  # ，完成35项应用集成
    if left and not adverb and (stop == len(left) or _ADDED.fullmatch(left, stop)):
        # the number opens its clause: 「，超过30家」 goes on with the one before
        stop = max((m.end() for m in re.finditer(r"[，,；。：（(]", level[: max(stop - 1, 0)])), default=0)
    return Candidate(
        reading,
        sentence,
        quantity,
        reading.text[max(sentence[0], quantity.span[0] - _LONGEST_LEAD) : quantity.span[0]],
        re.sub("^[（(][^（()）]*[）)]", "", left[stop:]).lstrip("、和及与或"),  # 60%（含…）、75%
        _behind(reading, sentence, quantity),
    )


def _behind(reading: Reading, sentence: Span, quantity: Quantity) -> str:
    """The words behind the number, up to the next stop, or to the 、 or 和 in front of the next number."""
    end = quantity.span[1]
    words = re.match(
        r"(?:[^，,；。（）()\n]|[（(][^（()）\d]{1,12}[）)](?=[\u4e00-\u9fff]))*",
        reading.text[end : min(sentence[1], end + _LONGEST_LEAD)],
    )
    text = words[0] if words else ""
    following = reading.quantities_between(end, end + len(text))
    if following:
        text = re.sub(r"(?:、|和|及|以及|与)[^、]*$", "", text[: following[0].span[0] - end])
    return text


# --- forms that goals share ------------------------------------------------------------------------------------------


@cache
def leading_time() -> re.Pattern[str]:
    """The time that opens a clause: 到2027年, 2025年底前, 每年."""
    return re.compile(
        r"^(?:力争|争取|确保)?(?:到|至|于|在|截至)?(?:20\d\d年?[、和至—～\-])*20\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末|初)?(?:之?前)?(?:内(?!部))?|^.{0,8}?期间|^(?:今|明|后)年(?:内|底前)?|^\d{1,2}月(?:\d{1,2}日|底|初|末)?(?:之?前)?|^(?:汛|节)期?前|^(?:前|后|近|未来|今后)?[一二三四五两\d]年(?:内|间|来)?|"
        r"^每年(?!度)|^[\u4e00-\u9fff]{0,2}年(?:底|末|内)前?"
    )


@cache
def opens_noun() -> re.Pattern[str]:
    """A verb or 等 directly before the number, so that its noun stands behind it."""
    verbs = "|".join(v for v in words_of("verb") if v not in _REACHING)
    return re.compile(rf"(?:{verbs}|等|{HAVING})$")


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
        or re.match("每[年月季周日半次]", per[0])
    ):
        return None
    return per[0] + noun[1], noun.end(1)


def share(c: Candidate) -> tuple[str, str, int] | None:
    """「90%的行政村实现…」: (the share of whom, what they reach, length of the former with its 的); None otherwise."""
    before = leading_time().sub("", c.before).strip("、，和及在")
    if c.quantity.unit != "%" or (before and not _WHOLE_PLACE.fullmatch(before)):
        return None
    end = c.quantity.span[1]
    match = re.match(
        r"的([\u4e00-\u9fff（）、]{1,14}?)(?:(?:和|、)[\d.]+%的[\u4e00-\u9fff（）、]{1,14}?)?"
        r"((?:达到|实现|完成|建成|开展|具备|通过|创建|得到)[^，。；\n]{2,40})",
        c.reading.text[end : end + 90],
    )
    if match and before:  # 全省70%以上的沙地得到治理
        return before, match[1] + match[2], match.end()
    return (match[1], match[2], match.end(1)) if match else None


_WHOLE_PLACE = re.compile("全[省市州盟县区旗国]|我[省市州县区]")
