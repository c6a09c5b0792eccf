"""Lists of bodies: 「区发展改革委、财政局和有关区政府」 → names with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from docparse.lexicon.agencies import tail_of
from docparse.records import Span

OPENING, CLOSING = "（([【〔〈﹝", "）)]】〕〉﹞"
_LONGEST = 40
_ENDS = (
    "委|局|厅|办|部|院|会|署|处|科|站|所|队|政府|公司|集团|中心|园|区|县|市|州|旗|盟|镇|乡|街道|镇街|乡镇|村|社区|单位|部门|企业|高校|"
    "学校|医院|银行|支行|分行|协会|联|协|海关|总社|供销社|党校|馆|社|台|厂|基地|联盟|平台|机构|小组|专班|组|指挥部|联席会议|机关|办公室|"
    "室|方|专委|董|总队|支队|大队|中队|部队|纪委|监委|党工委|工委|法庭|军分区|人武部|团委|商会|学会|组织|团体|主体|者|谷|城|港|地区|行业|司|行|"
    "公署|苏木|嘎查|林场|农场|团场|兵团|师市|片区|电网|机场|大学"
)


NUMBER = r"第[一二三四五六七八九十百零\d]{1,5}[条章节]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|(?:\d{1,2}[.．、]){1,4}(?:(?<=\d\.)\d{1,2})?|[一二三四五六七八九]是|——|[①-⑳]"
"""What numbers the item that a list of names may open: 第二条, （一）, 1., 一是, ——."""


@dataclass(frozen=True, slots=True)
class Name:
    """A body's name; `text` is spelled out where the list shares its tail, `span` is the member as it stands."""

    text: str
    span: Span


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(
            rf"[\u4e00-\u9fffA-Za-z0-9（）()〈〉〔〕“”\-—·、]{{1,{_LONGEST}}}?(?:{_ENDS})(?:[（(〔〈][^（()）〔〕〈〉]{{1,20}}[）)〕〉])?"
        ),
        re.compile(r"(?<=.)(?:以及|和|与|及|暨)(?=.)"),
        re.compile(r"(?:等(?:有关|相关|各)?(?:部门|单位|地区?|市|机构)?(?:和单位)?|等)$"),
        re.compile(
            rf"^(?:{NUMBER})?(?:由|将由|以及|及|和|与|并由|其中|分别由|则由|原则上由|以(?=[市省区县]))(?=.)|^(?:{NUMBER})(?=[\u4e00-\u9fff])"
        ),
    )


@lru_cache(maxsize=4096)
def looks_like_body(text: str) -> bool:
    """Whether `text` has the form of a body's name: no verb, no stop, and an end that bodies have.

    >>> looks_like_body("区发展改革委"), looks_like_body("加快建设")
    (True, False)
    """
    whole, _, _, _ = _patterns()
    return 2 <= len(text) <= _LONGEST and whole.fullmatch(text) is not None


def split_list(text: str, start: int) -> list[Name]:
    """The names of a list that begins at `start` of the document's text; () nest, 、 ， ； and blanks part.

    和 and 与 part only where what stands on both sides has the form of a body, so 规划和自然资源局 stays whole.
    Where the last name of a list of regions carries a tail that the others share (江东区、河西区政府), each is spelled
    out with it.
    """
    _, conjunction, etcetera, lead = _patterns()
    fields = _fields().fullmatch(text)
    if fields and not any(looks_like_body(f) for f in re.split("[、和]", fields[1])[:1]):
        return [_name(text, start)]
    names: list[Name] = []
    for offset, item in _unglued(_items(text)):
        opening = lead.match(item)
        if opening:
            offset, item = offset + opening.end(), item[opening.end() :]
        item = etcetera.sub("", item) if "等" in item else item
        at = 0
        for match in conjunction.finditer(item):
            left, right = item[at : match.start()], item[match.end() :]
            if looks_like_body(left) and _is_whole(left) and looks_like_body(right) and _is_whole(right):
                names.append(_name(left, start + offset + at))
                at = match.end()
        if item[at:]:
            names.append(_name(item[at:], start + offset + at))
    return _with_shared_tail(names)


def _name(text: str, start: int) -> Name:
    return Name(text, (start, start + len(text)))


def _is_whole(text: str) -> bool:
    """Whether the text may stand alone: 「市规划」 does not end as a body does, 「有关区政府」 and 「市财政局」 do."""
    return (len(text) >= 3 and text not in _NO_PLACE) or text in ("省委", "市委", "区委", "县委")


_NO_PLACE = ("人民政府", "管委会", "办事处", "街道办事处")  # 各县党委和人民政府 is one group


@cache
def _fields() -> re.Pattern[str]:
    """「市场监管、公安、城管等部门」: departments told by their fields make one group."""
    return re.compile(
        r"([^，。；、和（）()\s]{2,10}(?:[、和][^，。；、和（）()\s]{2,10}){1,20})等(?:有关|相关)?(?:部门|单位)(?:和单位)?"
    )


@cache
def _joint_group() -> re.Pattern[str]:
    """「各市、县（市、区）政府」: one group, though a mark parts its words."""
    bracket = r"(?:[（〔(〈][^（）〔〕()〈〉]{1,12}[）〕)〉])?"
    return re.compile(
        rf"各(?:地级以上)?[市州县区盟旗地]{{1,2}}{bracket}[、和]"
        rf"[市州县区旗]{{1,2}}{bracket}(?:[县区])?(?:人民)?政府{bracket}"
    )


def _unglued(items: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The items without what explains them, and parted where a blank between two names is gone (市公安局市城管局)."""
    for offset, item in items:
        beside = _BESIDE.match(item)
        if beside:
            offset, item = offset + beside.end(), item[beside.end() :]
        if item.endswith(("）", ")")):
            item = _EXPLAINED.sub("", item)
            twin = _TWIN.search(item)
            if twin and tail_of(item[: twin.start()]):
                item = item[: twin.start()]
        at = 0
        for seam in _SEAM.finditer(item):
            rest = _SEAM.search(item, seam.end())
            right = item[seam.end() : rest.end() if rest else len(item)]
            if tail_of(item[at : seam.end()]) and (tail_of(right) or right[0] == "各"):
                yield offset + at, item[at : seam.end()]
                at = seam.end()
        if item[at:]:
            yield offset + at, item[at:]


_BESIDE = re.compile(r"除[^，。；]{2,20}?(?:之外|以外|外)的?(?:其[他余])?(?=.)")
_EXPLAINED = re.compile(
    r"[（(](?:含|不含|除|按|下同|以下|详见|见|分别|共同|具体)[^（()）]*[）)]$|[（(][^（()）]{2,12}(?:具体负责|具体落实|负责落实|承办|配合)[）)]$"
)
_TWIN = re.compile(
    r"[（(][^（()）]{2,16}(?:局|办|委|厅|部|室|中心)[）)]$"
)  # a second name board: 市场监管局（知识产权局）
_SEAM = re.compile(r"[局委办厅院会府部](?=[市省区县州]..|各[市县区镇乡街有])")


def _items(text: str) -> list[tuple[int, str]]:
    """The pieces between separators outside brackets and joint groups, with their offsets."""
    items: list[tuple[int, str]] = []
    depth, first = 0, 0
    joint = {i for m in _joint_group().finditer(text) for i in range(*m.span())}
    for match in _MARK.finditer(text):
        i, mark = match.start(), match[0] or "，"  # the end parts as well
        if mark in OPENING:
            depth += 1
        elif mark in CLOSING:
            depth = max(depth - 1, 0)
        elif (depth == 0 and i not in joint) or i == len(text):
            if text[first:i].strip():
                items.append((first, text[first:i]))
            first = i + 1
    return items


_MARK = re.compile(rf"[{re.escape(OPENING + CLOSING)}、，,；;。：: \t\n]|\Z")


def _with_shared_tail(names: list[Name]) -> list[Name]:
    """「甲区、乙区、丙区政府」 → 甲区政府, 乙区政府, 丙区政府; the spans stay on what is written."""
    if len(names) < 2:
        return names
    tail = re.fullmatch(
        r"([\u4e00-\u9fff]{1,14}?[区县市州盟旗])((?:人民)?政府(?:办公室)?|管委会|[\u4e00-\u9fff]{2,8}[委局办])",
        names[-1].text,
    )
    if tail is None:
        return names
    if tail[2].endswith("政府") and tail[1].endswith("市"):  # 济南、青岛、烟台市政府
        towns = [
            n.text + "市" if re.fullmatch(r"[\u4e00-\u9fff]{2,3}", n.text) and not looks_like_body(n.text) else n.text
            for n in names[:-1]
        ]
        names = [Name(t, n.span) for t, n in zip(towns, names[:-1], strict=True)] + [names[-1]]
    bare = [re.fullmatch(r"[\u4e00-\u9fff]{1,14}[区县市州盟旗]", n.text) is not None for n in names[:-1]]
    if not bare[-1] or len(tail[1]) < 2:
        return names
    first = len(bare) - next((i for i, b in enumerate(reversed(bare)) if not b), len(bare))
    return [Name(n.text + tail[2], n.span) if i >= first else n for i, n in enumerate(names[:-1])] + [names[-1]]
