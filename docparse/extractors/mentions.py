"""Mentions of agencies in running text: [place or level][tail], lists that share a head, and groups (各区县)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from docparse.extractors.heads import MARKS, head_before, known_place
from docparse.language.lines import find_in_lines
from docparse.lexicon.agencies import Tail, all_tails, framed, lookup, national, national_meaning
from docparse.lexicon.tables import words_in
from docparse.records import Level, Span

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_TAIL_STOP = {
    "部": "门署队分落件长",
    "委": "员会托派办",
    "局": "面部限",
    "办": "法理公学事好",
    "院": "校士",
    "会": "议",
    "府": "采性",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: `name` as written, `head` the place or level before the tail ("" where the list shares it),
    `shared` the head that a list shares, `tail` its known meaning or None.
    """

    span: Span
    name: str
    head: str
    tail: Tail | None
    shared: str = ""
    generic: bool = False


@cache
def _gazetteer() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick([t.tail for t in _plain()], matchkind=MatchKind.LeftmostLongest)


@cache
def _plain() -> tuple[Tail, ...]:
    """Each written tail once, without those that hold the place inside."""
    return tuple({t.tail: t for t in reversed(all_tails()) if t.frame is None}.values())


def find_mentions(text: str, *, national_text: bool, own: Collection[str] = ()) -> list[Mention]:
    """All mentions of agencies known by their tail, in the order of the text.

    `national_text` says that the issuer is national, where 财政部 and 发展改革委 stand bare; `own` are the places that the
    document is about.
    """
    mentions: list[Mention] = []
    for index, start, end in _gazetteer().find_matches_as_indexes(text):
        mention = _mention(text, _plain()[index], (start, end), mentions[-1] if mentions else None, national_text, own)
        if mention is not None:
            mentions.append(mention)
    return mentions


def _mention(
    text: str, tail: Tail, span: Span, before: Mention | None, national_text: bool, own: Collection[str]
) -> Mention | None:
    start, end = span
    if tail.kind == "committee" and tail.function != "zone-committee" and text.startswith("办公室", end):
        end += len("办公室")  # 市应急委|办公室
        tail = replace(tail, tail=tail.tail + "办公室", full=tail.full + "办公室")
        span = (start, end)
    after = text[end : end + 1]
    if (after and after in _TAIL_STOP.get(tail.tail[-1], "")) or text.startswith(("省际", "市际"), end):
        return None
    if tail.tail.endswith("办") and _DOC_SIGN.match(text, end):
        return None
    if tail.tail == "建设部" and re.search("(?:规划|工程|城市|新区|开发区)$", text[max(start - 3, 0) : start]):
        return None  # a part of a zone's committee
    if not tail.levels:  # an office's own body, known by its whole name
        return Mention(span, tail.tail, "", tail)
    whole = national().get(tail.tail)
    head = head_before(text, start, own)
    if head:
        return Mention((start - len(head), end), head + tail.tail, head, _meaning(tail, head))
    zone = _zone_head(text, tail, start)
    if zone:
        return Mention((start - len(zone), end), zone + tail.tail, zone, _meaning(tail, zone))
    if whole is not None and (national_text or _unmistakable(whole, text[start - 1 : start])):
        return Mention(span, tail.tail, "", whole)
    shared = _shared(text, start, before)
    if shared is not None and len(tail.tail) > 2:
        return Mention(span, tail.tail, "", _meaning(tail, shared), shared)
    listed = before is not None and text[before.span[1] : start] in ("、", "和", "，")
    if national_text and _stands_alone(text, span) and (len(tail.tail) > 2 or listed):
        return Mention(span, tail.tail, "", national_meaning(tail.tail) or tail)
    return None


_DOC_SIGN = re.compile(r"[发函字电]{1,2}[〔\[﹝（(【]")  # 国办发〔2024〕3号


def _zone_head(text: str, tail: Tail, start: int) -> str:
    """The bare name before a zone's own office, behind a separator: 某某|高新区管委会; and a place without its rank
    before any bureau: 上海|证监局, 定远|生态环境局.
    """
    if tail.kind == "park":
        return ""
    match = _ZONE_NAME.search(text, max(start - 6, 0), start)
    if match is None or re.search("[的各该本等有关市区县省]", match[1]):
        return ""
    if _ZONE.match(tail.tail) or (len(tail.tail) > 2 and tail.tail[-1] in "局办委" and known_place(match[1])):
        return match[1]
    return ""


_ZONE = re.compile(
    "高新区|经开区|开发区|高新技术产业开发区|经济技术开发区|保税区|综合保税区|综保区|新区|度假区|示范区|工业园区?|产业园区?|海关$|海事局$"
)
_ZONE_NAME = re.compile(r"(?:^|[、，。；：（\n\t\s和由与及])([\u4e00-\u9fff]{2,4})$")


def _meaning(tail: Tail, head: str) -> Tail:
    """What the tail means behind this head: 金融办 differs behind 市 and 市委, 法院 behind 省 and 区."""
    level = mark_level(head, own=None, own_is_city=False)
    party = head.endswith("委")
    return lookup(tail.tail, level=level, party=party) or lookup(tail.tail, party=party) or tail


def _unmistakable(tail: Tail, before: str) -> bool:
    """Whether a national name names the national body wherever it stands: 教育部, but not 税务局 behind 市."""
    named = tail.tail.startswith(
        ("国家", "国务院", "中央", "中共中央", "中华", "全国", "中国", "海关总署")
    ) or tail.tail.endswith(("部", "总局", "总署"))
    return named and len(tail.tail) >= 3 and (not before or before not in MARKS + "委")


def _stands_alone(text: str, span: Span) -> bool:
    """Whether separators or words of duty stand on both sides."""
    left, right = text[span[0] - 1 : span[0]] if span[0] else "\n", text[span[1] : span[1] + 2]
    return left in "\n\t、，。；：（( 由和与及" and (
        not right or right[0] in "\n\t、，。；：）) 和与及等" or right in ("牵头", "负责", "配合", "参与")
    )


def _shared(text: str, start: int, before: Mention | None) -> str | None:
    """The head that the list before gives to a bare name: 区发展改革委、财政局 → 区; a bracket with a second name board
    (自然资源厅（省林业局）、水利厅) does not end it.
    """
    if before is None or before.tail is None or before.generic:
        return None
    if re.search("各[省市县区州盟旗、]{0,6}$", text[max(before.span[0] - 8, 0) : before.span[0]]):
        return None  # 各县、区人民政府 are all of them
    gap = text[before.span[1] : start]
    head = before.head or before.shared
    return head if head and gap.lstrip("）)") in ("、", "和", "，", "及", "以及", "与") else None


@cache
def _frames() -> tuple[re.Pattern[str], dict[tuple[str, str], Tail]]:
    """Names that hold the place inside (人行{}支行, 团{}委): a pattern of head, place and foot, and their meanings."""
    frames = {t.frame: t for t in framed().values() if t.frame is not None}
    heads = "|".join(sorted({re.escape(h) for h, _ in frames}, key=len, reverse=True))
    feet = "|".join(sorted({re.escape(f) for _, f in frames}, key=len, reverse=True))
    return re.compile(rf"({heads})([\u4e00-\u9fff]{{1,8}}?)({feet})"), frames


def find_framed(text: str) -> Iterator[Mention]:
    """Bodies whose name holds the place: 人行云江支行, 团省委."""
    pattern, frames = _frames()
    for match in pattern.finditer(text):
        tail = frames.get((match[1], match[3]))
        place = match[2]
        named = place in MARKS or known_place(place) or (len(match[1]) > 1 and not re.search("[的和与在]", place))
        if tail is not None and named and text[match.end() : match.end() + 1] not in ("员", "托", "派"):
            yield Mention(match.span(), match[0], "", tail)


# --- groups ----------------------------------------------------------------------------------------------------------


@cache
def _groups() -> re.Pattern[str]:
    places = r"(?:省|市|区|县|州|旗|镇|乡|街道|园区|区县|镇街|乡镇|市县|县区|级)"
    bodies = (
        r"(?:人民政府|政府(?:各)?部门|政府办公室|政府|街道办事处|办事处|部门和单位|部门|单位|镇街|区县|乡镇|园区|开发区|国有公司|平台公司|国有企业|企业|机构|"
        r"乡镇（街道）|镇（街道）|街道|委办局|成员单位|责任单位|牵头单位|行业协会|高等院校|高校)"
    )
    return re.compile(
        rf"(?=[各有相其重国省市区县])(?:(?:各|有关|相关|其他|重点)(?:区|县|市)(?![\u4e00-\u9fff])|"
        rf"各[市州县区盟旗地]{{1,2}}[（〔(][^（）〔〕()]{{1,12}}[）〕)](?:[县区])?(?:人民)?政府(?:[（〔(][^（）〔〕()]{{1,12}}[）〕)])?|"
        rf"(?:国务院|省|市|区|县)(?:各)?部委|国务院(?:有关)?部门|"
        rf"(?:各|有关|相关|其他|重点|市级|区级|县级|省级|省直|市直|区直|县直|市政府|区政府|省政府|县政府|[省市区县]人民政府(?=各|有关|相关|直属))(?:各|有关|相关|国有|级|属|直属|主管|责任|成员)*"
        rf"{places}?(?:[（(][^（()）]{{1,12}}[）)])?(?:各|有关|相关|属|级|直属|行业主管|主管)*{bodies}(?![\u4e00-\u9fff]?化))"
    )


def find_groups(text: str) -> Iterator[Mention]:
    """Groups of bodies: 各镇人民政府, 区政府有关部门, 有关单位."""
    for match in (*_groups().finditer(text), *find_in_lines(*_DEPARTMENTS_OF, text)):
        yield Mention(match.span(), match[0], "", None, generic=True)


_DEPARTMENTS_OF = (re.compile("[\u4e00-\u9fff]{2,8}[省市区县]政府部门"), re.compile("政府部门"))


@lru_cache(maxsize=4096)
def is_group(name: str) -> bool:
    """Whether a name stands for a group of bodies and not for one."""
    return _GROUP_OPENS.match(name) is not None or _GROUP_HOLDS.search(name) is not None


_GROUP_OPENS = re.compile(
    r"各|有关|相关|其他|重点|全体|所有|[省市县乡镇]级(?:以上)?(?:地方)?(?:人民)?政府$|.{1,10}各(?:有关|相关)?(?:[委办厅局]{1,4}(?:、|$)|单位$|部门$|企业$|机构$)|[委办厅局](?:、[委办厅局])+$|(?:省|市|区|县)(?:级|直|属)?(?:各|有关|相关)|(?:省|市|区|县)政府(?:各|有关|相关)"
)
_GROUP_HOLDS = re.compile(
    r"(?:有关|相关)(?:部门|单位|区县?|市|企业|政府)|等部门$|等单位$|^(?:区县|县区|旗区|旗县|县市|市县|区市|镇街|乡镇|苏木乡镇|镇|街道|[市区县旗](?=[（〔(〈]))(?:[（〔(〈].{1,12}[）〕)〉])?(?:政府|办事处|人民政府|行署)$|^(?:管委会|街道办事处|人民政府|政府)$|^国有|^功能区|直辖市|计划单列市|(?:成员|责任|牵头|配合|承办)单位$|驻.{1,3}单位$|主管部门$|部门$|各镇街|企业$|高校$|^村（居）民委员会$"
)


# --- posts -----------------------------------------------------------------------------------------------------------


@cache
def _posts() -> re.Pattern[str]:
    words = "|".join(words_in("posts.tsv", "post"))
    return re.compile(rf"(?:常务|第一|党组)?(?:{words})(?:[、兼（(].*)?$")


def body_of_post(post: str) -> str:
    """The body that a person of this post serves: 区教委主任 → 区教委; a bare body (区教委) is itself.

    >>> body_of_post("区新城党工委书记")
    '区新城党工委'
    """
    match = _posts().search(post)
    return post[: match.start()] if match else post


def mark_level(head: str, *, own: Level | None, own_is_city: bool) -> Level | None:
    """The level that a head tells: 省 provincial, 市 that of the issuer's city, 区 county.

    `own_is_city` says that the issuer's own region is the city that 市 means.
    """
    bare = head.removesuffix("委").removesuffix("党")
    if bare.endswith(("自治区", "兵团")):
        return "provincial"
    if bare.endswith(("地区", "师")):
        return "municipal"
    if bare.endswith(("镇", "乡", "街道")):
        return "township"
    if bare.endswith("省"):
        return "provincial"
    if bare.endswith(("区", "县", "旗")):
        return "county"
    if bare == "市" and own_is_city and own is not None:
        return own
    return "municipal" if bare.endswith(("市", "州", "盟")) else None
