"""Goals with a number: scope, indicator, comparator, value, unit and deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from docparse.extractors.candidates import Candidate, candidate, leading_time, opens_noun, rate, sense, share
from docparse.extractors.goal_words import words_of
from docparse.extractors.goals import is_goal
from docparse.extractors.governing import due, each_year
from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.extractors.shared_out import PLACES, respective_place, shared_bound, shared_out
from docparse.extractors.target_tables import table_targets
from docparse.records import Normalized, Span, Target
from docparse.structure.text import Label

_ZONES = "地区|片区|板块|新区|高新区|经开区|经济圈|城市群|流域"
_NO_PLACE = "(?:[与和的每对将把从由以按]|依托|其中)"
# Nouns of two characters that end with 区 or 市 and name no place.
_COMMON = ")(?<!".join(
    "棚户 小 景 示范 先行 试验 度假 校 保护 社 街 库 矿 厂 林 山 牧 灾 超 夜 集 股 门 都 功能 服务 专 辖 特".split()
)
_SCOPE = re.compile(
    r"^(?:在|支持|推动|指导|鼓励|引导|沿[海江边线])?(全[省市区县州镇]|我[省市区县]|\d{1,3}个[\u4e00-\u9fff]{2,6}?(?=各|均)|"
    r"(?:各|所有|每个?)(?:设区|产业|特色)?(?:[省市区县镇乡村]|园区|街道|社区|乡镇|地|行政村|自然村)(?:[（(][^（()）]{1,8}[）)])?|"
    r"每个[\u4e00-\u9fff]{2,4}[市县区](?:[（(][市县区、]{1,5}[）)])?|"
    rf"(?![^，]{{0,9}}{_NO_PLACE})[\u4e00-\u9fff]{{1,8}}?(?:{_ZONES})|"
    rf"(?![^，]{{0,5}}{_NO_PLACE})[\u4e00-\u9fff]{{2,6}}?(?<!{_COMMON})[市区县州](?!场|级|域|块))"
)
_WHERE = re.compile(rf"(?:{_ZONES}|园区|[市区县州省镇])$")
_NATION = re.compile("(全国)")
_SUBJECT = re.compile(
    r"(?:推动|支持|引导|促进|力争|争取)*([\u4e00-\u9fff]{2,14}?(?:项目|企业|园区|车间|工厂|基地|机构|医院|学校|单位))(?:实现|平均|均|普遍|全部)"
)
_EACH_PLACE = re.compile(f"({PLACES})(?:各|分别)")
_INNER_TIME = re.compile(r"[到至](?:20\d\d年年?(?:底|末)?|年底)$")  # 签约率到2026年达到…
_BARE = ("面积", "数量", "规模", "总规模", "总数", "总量")
_HEADS = ("人次", "人", "名", "场", "场次", "期")


def find_targets(reading: Reading, made: Records) -> list[Target]:
    """One record a goal, in the order of the text; those of indicator tables come behind."""
    records: list[Target] = []
    for sentence, candidates in groupby(_quantities(reading), key=lambda pair: pair[0]):
        told: list[Target] = []  # the goals of the sentence so far
        last_end = sentence[0]
        for _, at in candidates:
            quantity = reading.quantities[at]
            if quantity.span[0] < last_end or reading.in_clause(quantity.span[0]):
                continue
            found = candidate(reading, sentence, quantity, last_end)
            if is_goal(found):
                goal = _target(found, told, len(records) + len(told))
                told += _each_year(found, goal)
                last_end = max(goal.span[1], quantity.span[1])
        records += told
    return [*records, *table_targets(reading, len(records))]


def _each_year(c: Candidate, goal: Target) -> list[Target]:
    """The goal once for each of the years that it is set for: 「2026年、2027年各建成1个」."""
    years = each_year(c.reading, c.sentence, c.quantity.span[0])
    first = int(goal.id[1:])
    return [goal.model_copy(update={"id": f"t{first + k}", "by": year}) for k, year in enumerate(years)] or [goal]


def _quantities(reading: Reading) -> Iterator[tuple[Span, int]]:
    """(sentence, index of the quantity) for every quantity in prose."""
    for at, quantity in enumerate(reading.quantities):
        if reading.label_at(quantity.span[0]) in (Label.BODY, Label.ADDRESSEE) and not reading.in_time(
            quantity.span[0]
        ):
            yield reading.sentence_at(quantity.span[0]), at


def _target(c: Candidate, told: list[Target], count: int) -> Target:
    """The goal's record; `told` are the goals before it in its sentence."""
    scope, indicator, (start, end) = _named(c)
    parent = next((t for t in reversed(told) if t.parent is None), None) if _is_detail(c) else None
    if parent is not None and parent.unit == c.quantity.unit and _WHERE.search(indicator or scope or ""):
        scope, indicator = scope or indicator, parent.indicator
    if not indicator or indicator in _BARE:
        indicator = told[-1].indicator if told else _implied(c) or indicator
    normalized = c.quantity.normalized
    return Target(
        id=f"t{count + 1}",
        span=(start, end),
        quote=c.reading.text[start:end],
        section=c.reading.section_id(start),
        rule="target.clause",
        scope=respective_place(c.reading, c.sentence, c.quantity) or scope or _scope(c),
        indicator=indicator,
        comparator=shared_bound(c.reading, c.sentence, c.quantity).comparator,
        value=c.quantity.value,
        value_max=c.quantity.value_max,
        unit=c.quantity.unit,
        normalized=Normalized(value=normalized[0], unit=normalized[1]) if normalized else None,
        aspirational=sense("hope").search(c.lead) is not None,
        by=due(c.reading, c.sentence, c.quantity.span[0]),
        baseline=_baseline(c.before),
        parent=parent.id if parent is not None else None,
    )


def _is_detail(c: Candidate) -> bool:
    """Whether 其中 opens the goal's clause, or a list of places that its clause goes on with."""
    if re.search(r"其中[：，]?[^，；。]*$", c.lead):
        return True
    return re.search(r"其中[^；。]*$", c.lead) is not None and re.fullmatch(f"{PLACES}各?", c.before) is not None


# --- what is counted -------------------------------------------------------------------------------------------------


@cache
def _verb_head() -> re.Pattern[str]:
    verbs = "|".join(words_of("verb") + words_of("hope"))
    adverbs = "累计|持续|动态|加快|大力|积极|重点|分别|全面|新|基本|至少|再|每年|全年|年内|逐步|共|总计|确保|努力|有效|深入|着力|同时|并|使|将|以"
    return re.compile(rf"^(?:(?:{verbs}|{adverbs})(?:并)?)*(?:{verbs})")


@cache
def _each() -> re.Pattern[str]:
    """「每个产业学院至少联合」: each of what is to do something."""
    verbs = "|".join((*words_of("verb"), "联合", "配备", "聘请", "安排", "设置", "确定"))
    return re.compile(rf"^(每个?(?!年|月|季|周|日|半)[\u4e00-\u9fff]{{2,8}}?)(?:至少|原则上|要|应)*(?:{verbs})")


@cache
def _linking() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(r"(?:比(?!重|例|率|值)|较|与)[^，；。]{2,12}(?:相比)?$|[由从][\d.]+[%％\u4e00-\u9fff]{0,3}$"),
        re.compile(r"(?:达到|为|实现|突破|超过|总数|数量达|力争|保持在?|控制在|将|要|年均|(?<!平)均|各|分别)+$"),
    )


def _named(c: Candidate) -> tuple[str | None, str, Span]:
    """(scope, indicator, span of the goal's words): the noun before the number, else the one behind it.

    「企业数量达到120家」 has its indicator before; 「打造10个左右产业集群」, 「推动40家企业转型」 and
    「加快建设某某等9个节点」 have it behind.
    """
    first, last = c.quantity.span
    portion = share(c)
    if portion is not None:
        return portion[0], portion[1], (first, last + portion[2])
    portion_of = rate(c)
    if portion_of is not None:
        return None, portion_of[0], (first, last + portion_of[1])
    lot = shared_out(c.lead, c.before)
    if lot is not None:
        return *lot, (first - len(lot[0]), last)
    before = leading_time().sub("", leading_time().sub("", c.before)).lstrip("，,；;、 ")
    if places := _EACH_PLACE.match(before):
        return places[1], _verb_head().sub("", before[places.end() :]), (max(first - len(before), c.sentence[0]), last)
    place = _SCOPE.match(before) or (_NATION.match(before) if c.reading.document.meta.level == "national" else None)
    place = place or _each().match(before)
    scope, rest = (place[1], before[place.end() :]) if place else (None, before)
    if c.quantity.unit not in ("%", "‰", "个百分点"):  # a share is of a noun that may begin like a verb: 新建住宅
        whole, rest = rest, _verb_head().sub("", rest)
        rest = whole if rest in _BARE else rest  # 新建面积 is a noun, 面积 alone is not
    baseline, linking = _linking()
    rest = _INNER_TIME.sub("", linking.sub("", baseline.sub("", rest)).strip("的、，“” "))
    noun = _noun_behind(c)
    if noun and rest and _WHERE.search(rest):
        scope, rest = rest, ""
    if noun and re.search("(?:[在对为向]|首批|第一批)$", rest):  # 在10个领域开展
        rest = ""
    size = re.search("(?:总?规模|总量)$", rest)
    if noun and size and noun[0].startswith("的"):  # 设立总规模100亿元的基金
        return scope, noun[1].strip() + size[0], (max(first - len(before), c.sentence[0]), last + noun.end())
    if noun and (len(rest) < 2 or opens_noun().search(before)):
        return scope, noun[1].strip(), (first, last + noun.end())
    if not rest and c.quantity.unit.endswith(_HEADS):  # 「累计培训3000人次」 counts what is done
        verbs = _verb_head().match(before[place.end() :] if place else before)
        rest = re.sub("^(?:累计|每年|年均|共|新增|完成|开展|组织|举办)+", "", verbs[0]) if verbs else ""
    elif not rest and place:
        scope, rest = None, place[1]
    return scope, rest, (max(first - len(before), c.sentence[0]), last)


def _implied(c: Candidate) -> str:
    """What a bare 「共建成36所」 counts: the object of the clause before it, else what the heading is about."""
    pieces = re.split("[，；：。]", re.sub("（[^（）]*）", "", c.lead))
    for piece in reversed(pieces[:-1] if not c.reading.text.startswith("完成", c.quantity.span[0]) else []):
        match = re.search(rf"(?:.*(?:{'|'.join(words_of('verb'))}))([\u4e00-\u9fff“”]{{2,20}})$", piece)
        if match:
            return match[1]
    section = c.reading.section_at(c.quantity.span[0])
    return _verb_head().sub("", section.heading) if section and "，" not in section.heading else ""


def _noun_behind(c: Candidate) -> re.Match[str] | None:
    """The noun behind the number; 「集分拣、仓储于一体的中心」 is one noun in spite of its 、"""
    end = c.quantity.span[1]
    compound = re.match(r"(集[^，。；\n]{2,40}于一体的[^，。；、\n]{2,30})", c.reading.text[end : end + 80])
    following = c.reading.quantities_between(end, end + len(c.behind) + 1)
    if following and following[0].comparator in ("at_least", "more_than", "at_most"):  # 1所托位不少于100个的中心
        of = re.match("的([\u4e00-\u9fff“”]{2,30})", c.reading.text[following[0].span[1] :][:40])
        compound = compound or (of if of and re.fullmatch("[\u4e00-\u9fff]{2,12}", c.behind) else None)
    return compound or re.match(r"(?:以上)?的?([^“”]{2,60}|“[^”]{2,40}”.{0,40})", c.behind)


# --- whom it binds, and against what ---------------------------------------------------------------------------------


def _scope(c: Candidate) -> str | None:
    """Whom the goal binds: the place that opens an earlier clause of its sentence, or that the heading names."""
    lead = _above(c) + c.lead
    for clause in reversed(re.split("[，；：。\n]", re.sub("（[^（）]*）", "", lead))):
        piece = leading_time().sub("", clause)
        match = _SCOPE.match(piece) or (_NATION.match(piece) if c.reading.document.meta.level == "national" else None)
        if match:
            return match[1]
        subject = _SUBJECT.match(piece)
        if subject:
            return subject[1]
    for section in c.reading.ancestors(c.reading.section_at(c.quantity.span[0])):
        if re.fullmatch(PLACES, section.heading):
            return section.heading
    return _title_scope(c.reading)


def _above(c: Candidate) -> str:
    """The paragraphs above whose sentence the goal's paragraph goes on with: items that end with ；."""
    index = first = c.reading.document.paragraph_at(c.sentence[0])
    while index > max(first - 8, 0) and c.reading.document.paragraphs[index - 1].text.endswith("；"):
        index -= 1
    return c.reading.text[c.reading.document.starts[index] : c.reading.document.starts[first]][-400:]


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
    match = re.search(
        r"(?:比(?!重|例|率|值)|较|与)([^，；。]{2,12}?)(?:相比)?(?=增长|提高|提升|降低|下降|减少|增加|翻|$)", before
    )
    return match[0] if match else None
