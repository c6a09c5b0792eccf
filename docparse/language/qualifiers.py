"""The words that qualify a quantity: 不少于30家, 增长8%以上, 控制在5%以内."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from docparse.records import Comparator

Change = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words that stand directly before (or, where `after`, behind) a quantity and what they say of it.

    `comparator` None: the words only belong to the quantity (达到, 为) and leave its comparator to others. `change`
    says that the value is a difference. `blocked` lists longer words of other meaning (签约 is no 约).
    """

    id: str
    words: tuple[str, ...]
    comparator: Comparator | None
    example: str
    counter: str
    change: Change | None = None
    after: bool = False
    blocked: tuple[str, ...] = ()


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


QUALIFIERS: tuple[Qualifier, ...] = (
    Qualifier(
        "at-least",
        _words(
            "不少于 不低于 不小于 不得少于 不得低于 至少 最少 最低 不能少于 不能低于 保底 不短于 大于等于 大于或等于 ≥ ≧"
        ),
        "at_least",
        "培训学员不少于300人次",
        "参训学员不多，300人次",
    ),
    Qualifier(
        "more-than",
        _words("超过 突破 超 高于 大于 多于 逾 超出 高出 快于 优于 长于 ＞ >"),
        "more_than",
        "引进企业超60家",
        "赶超60家",
        blocked=_words("赶超 高超 反超"),
    ),
    Qualifier(
        "at-most",
        _words(
            "不超过 不高于 不多于 不大于 不得超过 不得高于 不得突破 不突破 至多 最多 最高 低于 少于 小于 短于 控制在 控制为"
            " 小于等于 小于或等于 ≤ ≦ ＜ <"
            " 压缩至 压缩到 压减至 压减到 缩短至 缩短到 缩减至 缩减到 下降至 下降到 降低至 降低到 减少至 减少到 降至 降到 减至 减到"
        ),
        "at_most",
        "办理时限压缩至3个工作日",
        "办理时限压缩，3个工作日办结",
    ),
    Qualifier(
        "about",
        _words("约 近 大约 约为 接近 将近 大概"),
        "about",
        "总投资约20亿元",
        "签约20个项目",
        blocked=_words("签约 节约 集约 预约 公约 合约 履约 违约 契约 最近 附近 邻近 就近 靠近 临近"),
    ),
    Qualifier(
        "increase",
        _words("增长 提高 提升 增加 上升 上涨 回升 增 扩大 提速 增幅 净增 递增 年均增长 年均递增 年均提高"),
        "increase_by",
        "研发投入强度提高0.5个百分点",
        "研发投入强度提高到0.5个百分点",
        change="up",
        blocked=_words("新增 倍增 稳增长 促增长 保增长 改造提升 改善提升 优化提升 巩固提升"),
    ),
    Qualifier(
        "decrease",
        _words("下降 降低 回落 减少 压减 削减 压缩 缩短 缩减 减 降 年均下降 年均降低"),
        None,
        "单位能耗下降13.5%",
        "单位能耗下降到13.5%",
        change="down",
    ),
    Qualifier(
        "reach",
        _words(
            "达到 达 达至 提高到 提高至 提升到 提升至 增长到 增长至 增加到 增加至 增至 增到 上升到 上升至 扩大到 扩大至"
            " 发展到 发展至 扩至 扩充至 扩展到 扩展至 拓展到 拓展至 升至 升到 提至 提到 增加至 恢复到 恢复至 新增 保持在 稳定在 维持在 实现 完成 覆盖"
        ),
        None,
        "入库企业达到80家",
        "企业达到标准，80家",
        blocked=_words("发达 到达 传达 表达 转达 通达 抵达 下达 送达"),
    ),
    Qualifier(
        "floor", _words("以上 及以上 （含）以上 (含)以上 之上"), "at_least", "占比15%以上", "占比15%，以上", after=True
    ),
    Qualifier(
        "ceiling",
        _words("以内 之内 以下 及以下 （含）以下 (含)以下 （含）以内 之下"),
        "at_most",
        "占比控制在3%以内",
        "占比3%，内",
        after=True,
    ),
    Qualifier("around", _words("左右 上下"), "about", "集聚企业40家左右", "集聚企业40家，左右岸联动", after=True),
)

# Bounds that may stand before the verb instead of before the number: 至少建成1座, 最高补助50万元, 不超过总投资的30%.
_DISTANT = re.compile(
    r"(?P<word>至少|最少|最高|最多|至多|最低|不少于|不低于|不超过|不高于)[^\d，、；。：:（）()“”\n]{1,14}$"
)
# What a difference in 个百分点 is measured from: 高于全国平均水平2个百分点.
_AHEAD = re.compile(r"(?P<word>高于|快于|低于|超过|不低于|不高于)[^\d，、；。：:（）()“”\n]{1,14}$")
_REACH = 18  # characters looked back over
_GLUE = ("了", "为")  # may stand between a qualifier and the number: 增长了8%, 约为30家


@cache
def _lexicon(after: bool) -> tuple[dict[str, Qualifier | None], int]:
    """The words that stand before (or behind) a quantity, None where a word blocks, and the longest one's length."""
    side = [qualifier for qualifier in QUALIFIERS if qualifier.after == after]
    words: dict[str, Qualifier | None] = {word: None for qualifier in side for word in qualifier.blocked}
    words |= {word: qualifier for qualifier in side for word in qualifier.words}
    return words, max(map(len, words))


def before(text: str, start: int) -> tuple[int, list[Qualifier]]:
    """The qualifiers that end at `start`, nearest first, and where they begin (增长超过 → [more-than, increase])."""
    words, longest = _lexicon(False)
    found: list[Qualifier] = []
    begin = here = start
    while here:
        if text[here - 1] in _GLUE:
            here -= 1
        size = next((n for n in range(min(longest, here), 0, -1) if text[here - n : here] in words), 0)
        qualifier = words[text[here - size : here]] if size else None
        if qualifier is None:
            break
        begin = here = here - size
        found.append(qualifier)
    return begin, found


def distant(text: str, start: int, *, ahead: bool = False) -> Comparator | None:
    """The comparator of a bound in the same clause that a verb or noun parts from the quantity."""
    found = (_AHEAD if ahead else _DISTANT).search(text[max(0, start - _REACH) : start])
    qualifier = _lexicon(False)[0].get(found["word"]) if found else None
    return qualifier.comparator if qualifier else None


def behind(text: str, end: int) -> tuple[int, Qualifier | None]:
    """The qualifier that begins at `end`, perhaps behind a blank (10% 以上), and where it ends."""
    words, longest = _lexicon(True)
    begin = end + 1 if text[end : end + 1] == " " else end
    for size in range(min(longest, len(text) - begin), 0, -1):
        if qualifier := words.get(text[begin : begin + size]):
            return begin + size, qualifier
    return end, None
