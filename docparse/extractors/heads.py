"""The place or level before a body's name: 市, 区委, 自治区, 兵团, 永川区, 重庆市永川区."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from docparse.lexicon.tables import table

MARKS = "省市区县州盟旗镇乡"
_LEFT = 26  # characters before a name that are looked at
_SEPARATORS = re.compile(r"[\n\t、，。；：！？（）()《》“”〔〕【】\s/—]")
_COLLECTIVE = ("自治区", "兵团", "地区", "街道")
_DIVISION = re.compile(r"第[一二三四五六七八九十]{1,3}师$")
# what before a bare mark makes it no issuer's own: 各市, 城市, 新区
_QUANTIFIED = re.compile(
    r"(?:全|我|本|各|该|有关|相关|其他|重点|跨|两|城|都|超|上|下|所在|每|外|内|地|社|园|景|片|辖|山|校|库|郊|股|专|国|区|省|市|乡|镇|旗|县)$"
)
_ZONES = re.compile("(?:新|开发|经开|高新|产业|自贸|保税|综保|功能|示范|试验|合作|度假|先行|先导|管理|风景|名胜)$")
_ZONE = re.compile("(?:新区|高新区|经开区|开发区|产业区|保税区|综保区|自贸区|试验区|示范区|合作区|度假区|功能区|园区)$")
_ZONES_ALONE = (
    "新区",
    "高新区",
    "经开区",
    "开发区",
    "园区",
    "保税区",
    "综保区",
    "示范区",
    "度假区",
)  # the issuer's own
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,12}?(?:省|自治区|特别行政区))?(?:[\u4e00-\u9fff]{1,10}?(?:市|自治州|州|地区|盟))?"
    r"(?:[\u4e00-\u9fff]{1,10}?(?:自治县|自治旗|新区|高新区|经开区|开发区|高新技术产业开发区|经济技术开发区|园区|县|区|旗|市))?"
    r"(?:[\u4e00-\u9fff]{1,6}?(?:街道|镇|乡))?"
)
# no place's name holds these, nor begins with those
_FOREIGN = re.compile("[的了是及与将被把等其此这那每应须可要已未不各该我本或并就也都则而且]|工作|管理|服务|建设|发展")
_VAGUE = re.compile(rf"[全第{MARKS}]|有关|相关|其他|重点|所在")


def head_before(text: str, start: int, own: Collection[str] = ()) -> str:
    """The place or level that stands directly before `start`; "" where none does.

    `own` are places that the document is known to be about, which are taken as they stand: 云江市, 南浦区.
    """
    left = text[max(start - _LEFT, 0) : start]
    pieces = _SEPARATORS.split(left)
    line, whole = pieces[-1], len(pieces) > 1 or start <= _LEFT
    party = next((p for p in ("党委", "委") if line.endswith(p) and _mark(line[: -len(p)])), "")
    core = line[: len(line) - len(party)]
    mark = _mark(core)
    if not mark:
        return ""
    return (place + party) if (place := _place(core, mark, own, whole=whole)) else ""


def _mark(core: str) -> str:
    """The mark that ends `core`: 市, 自治区, 兵团, 第八师; "" where none does."""
    for word in _COLLECTIVE:
        if core.endswith(word):
            return word
    division = _DIVISION.search(core)
    if division:
        return division[0]
    return core[-1] if core and core[-1] in MARKS else ""


def _place(core: str, mark: str, own: Collection[str], *, whole: bool) -> str:
    """The longest known or own place that ends `core`; else what has the form of one behind a separator or an opening
    word; else the mark alone, where it stands for the issuer's own.
    """
    known = next((core[i:] for i in range(len(core) - 1) if core[i:] in own or known_place(core[i:])), "")
    if (
        len(known) == 2
        and mark == "县"
        and known not in own
        and re.search(r"[\u4e00-\u9fff](?<![由和与及省市州])$", core[:-2])
    ):
        known = ""  # 「处理县委农办事务」 does not name 理县
    verb = _opening().match(known) if known and known not in own else None
    if known and not (verb and verb.end() == len(known) - len(mark) > 1):  # 会同县财政局 rarely names the county
        corps = _DIVISION.search(core[: len(core) - len(known)])
        return corps[0] + known if corps else known
    if mark in ("兵团", "地区") or len(mark) > 3:
        return "新疆生产建设兵团" if core.endswith("新疆生产建设兵团") else mark
    opened = _opened(core, len(core) - len(mark))
    candidate = core[opened:]
    if (opened or whole) and (candidate in _ZONES_ALONE or _is_place(candidate, mark)):
        return candidate
    before = core[: -len(mark)]
    if not before or _openers().search(before):
        return mark
    return "" if _QUANTIFIED.search(before) or (mark == "区" and _ZONES.search(before)) else mark


def _opened(core: str, end: int) -> int:
    """Where the last opening word before `end` ends, with two characters of a name left behind it, or none at all."""
    ends = [
        m.end()
        for m in _opening().finditer(core, 0, end)
        if m.end() <= end - 2 or m.end() == end or core[m.end() :] in _ZONES_ALONE
    ]
    return ends[-1] if ends else 0


def _is_place(candidate: str, mark: str) -> bool:
    longest = 14 if len(re.findall(r"[省市区县州盟旗]", candidate)) > 1 or _ZONE.search(candidate) else 6
    return (
        len(mark) + 2 <= len(candidate) <= longest
        and _PLACE.fullmatch(candidate) is not None
        and _FOREIGN.search(candidate) is None
        and _VAGUE.match(candidate) is None
        and _QUANTIFIED.search(candidate[: -len(mark)]) is None
    )


@cache
def _words() -> str:
    return "|".join(sorted({re.escape(r["word"]) for r in table("openers.tsv")}, key=len, reverse=True))


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words()})$")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(_words())


def opening_word(text: str) -> str:
    """The verb or link word that `text` begins with (会同, 由), behind which a body's name may stand; "" where none does.

    >>> opening_word("会同市财政局"), opening_word("市财政局")
    ('会同', '')
    """
    match = _opening().match(text)
    return match[0] if match else ""


@cache
def known_place(name: str) -> bool:
    """Whether the name is an administrative division's, whole (重庆市永川区) or short of its upper ones (永川区)."""
    from docparse.lexicon.regions import by_name

    return len(name) >= 2 and bool(by_name(name))
