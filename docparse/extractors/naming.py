"""What a goal counts: the noun before the number, the noun behind it, or what the text above speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from docparse.extractors.candidates import Candidate, leading_time, opens_noun, rate, share
from docparse.extractors.goal_words import words_of
from docparse.extractors.scopes import is_place, place_at
from docparse.extractors.shared_out import PLACES, shared_out
from docparse.records import Span

_EACH_PLACE = re.compile(f"({PLACES}|[\u4e00-\u9fff、]{{2,16}}?(?<!其[他余])(?=各))(?:各(?!类|种|项|级)|分别)")
_PLACES_ALONE = re.compile(f"(?:(?:分解|分配|下达)[到至给])?({PLACES}|[省市县乡]级)(?:各|约)?")
_KIND_OF_PLACE = re.compile("(?:园|小|社|景|街|校|库|示范|试验|先行|功能|集聚|集中|保护|度假|服务|停车|作业)区$")
_INNER_TIME = re.compile(r"(?:[到至]?20\d\d年年?(?:底|末)?|[到至]年底)$")  # 签约率到2026年达到…
_UNSAID = re.compile("^(?:力争|争取|努力|确保|做到|实现(?!率)|使|将|把|各类|各种|全年|年内|今年)+")
_PLANNED = re.compile("^[^，]{0,20}(?:拟|计划)(?=招收|新增|完成|新建|建设|培育|引进|认定|改造|实施)")  # 各校拟招收新生
_WHERE_DONE = re.compile("^在.{2,60}?(?=(?:新增|新建|建设|配备|设置|布局|推广|培育|打造|建成))")  # 在重点区域新增配备
_UNSAYING = ("目标", "水平", "任务", "要求", "台阶", "大关", "关口")  # 实现30%以上目标
_INNER_BOUND = re.compile(r"(?:须|应|要|必须)?(?:于|在)?20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?之?前")
_BARE = ("面积", "数量", "规模", "总规模", "总数", "总量")
_PLAIN = re.compile("^(?:累计|每年|年均|共|新增|完成|开展|组织|举办)+")
_HEADS = ("人次", "人", "名", "场", "场次", "期")
_SHARES = ("%", "‰", "个百分点")
_MEASURE = re.compile("([\u4e00-\u9fff]{2,20}?(?:率|比例|比重|数量|规模|水平|面积|产值|收入|额))(?:要|将|按|逐|达|不)")


@dataclass(frozen=True, slots=True)
class Named:
    """`indicator` is "" where the words around the number do not say what it counts; `span` holds the goal's words."""

    scope: str | None
    indicator: str
    span: Span

    @property
    def is_bare(self) -> bool:
        """Whether the words say nothing of their own (规模达到5亿元)."""
        return not self.indicator or self.indicator in _BARE


def named(c: Candidate) -> Named:
    """Whom the goal's own clause says that it binds, what it counts, and its words.

    「企业数量达到120家」 has its indicator before; 「打造10个左右产业集群」, 「推动40家企业转型」 and
    「加快建设某某等9个节点」 have it behind.
    """
    first, last = c.quantity.span
    if portion := share(c):
        return Named(portion[0], portion[1], (first, last + portion[2]))
    if portion_of := rate(c):
        return Named(None, portion_of[0], (first, last + portion_of[1]))
    if lot := shared_out(c.lead, c.before):
        return Named(lot[0], lot[1], (first - len(lot[0]), last))
    before = re.sub("^其中[：，]?", "", c.before)
    before = leading_time().sub("", leading_time().sub("", before)).lstrip("，,；;、— ")
    return _of_places(c, before) or _of_clause(c, before)


def _of_places(c: Candidate, before: str) -> Named | None:
    """「云渚区3万亩」, 「云渚区、石棠县各建成2座」: a list of those who share."""
    first, last = c.quantity.span
    spoken = (max(first - len(before), c.sentence[0]), last)
    alone = _PLACES_ALONE.fullmatch(before)
    if alone and not c.behind and not _verb_head().match(alone[1]) and not _KIND_OF_PLACE.search(alone[1]):
        return Named(alone[1], "", spoken)
    each = _EACH_PLACE.match(before)
    if each is None:
        return None
    noun = _noun_behind(c) if opens_noun().search(before) else None
    rest = noun[1] if noun else _verb_head().sub("", before[each.end() :].removeprefix("为"))
    return Named(each[1], rest, (spoken[0], last + noun.end() if noun else last))


def _of_clause(c: Candidate, before: str) -> Named:
    """The noun before the number, else the one behind it."""
    first, last = c.quantity.span
    spoken = (max(first - len(before), c.sentence[0]), last)
    place = place_at(c, before)
    scope, rest = (place[1], before[place.end() :]) if place else (None, before)
    rest = _noun_before(c, rest)
    noun = _noun_behind(c)
    if noun and rest and is_place(rest):
        scope, rest = re.sub(".+(?=全[省市区县州]$)", "", rest), ""  # 走访慰问全市不少于80名
    size = re.search("(?:总?规模|总量)$", rest)
    if noun and size and noun[0].startswith("的"):  # 设立总规模100亿元的基金
        return Named(scope, noun[1].strip() + size[0], (spoken[0], last + noun.end()))
    if noun and c.before.startswith("其中") and c.behind.startswith("为"):  # 其中1家为品牌企业
        return Named(scope, c.behind[1:], spoken)
    if noun and c.before.endswith("、") and first < c.quantity.number[0]:  # 完成技改100项、完成50亿元投资
        rest = ""
    if noun and (len(rest) < 2 or opens_noun().search(before) or re.search("(?:[在对为向]|首批|第一批)$", rest)):
        return Named(scope, noun[1].strip(), (first, last + noun.end()))
    if not rest and (c.quantity.unit.endswith(_HEADS) or "造林" in before):  # 「累计培训3000人次」 counts what is done
        verbs = _verb_head().match(before[place.end() :] if place else before)
        rest = _PLAIN.sub("", verbs[0]) if verbs else ""
    elif (
        not rest
        and place
        and (_KIND_OF_PLACE.search(place[1]) or (len(before) <= place.end() + 2 and not is_place(place[1])))
    ):
        scope, rest = None, place[1]
    return Named(scope, rest, spoken)


def _noun_before(c: Candidate, words: str) -> str:
    """The words before the number without verbs, bases, times and what links them to it."""
    rest = words = _WHERE_DONE.sub("", _PLANNED.sub("", words))
    if c.quantity.unit not in _SHARES:  # a share is of a noun that may begin like a verb: 新建住宅
        rest = _verb_head().sub("", words)
        rest = words if rest in _BARE else rest  # 新建面积 is a noun, 面积 alone is not
    baseline, linking = _linking()
    rest = _INNER_BOUND.sub("", _UNSAID.sub("", rest))
    rest = "" if rest in words_of("verb") else rest
    rest = linking.sub("", baseline.sub("", rest)).strip("的、， ")
    if rest.count("“") != rest.count("”"):
        rest = rest.strip("“”")
    return _INNER_TIME.sub("", rest)


@cache
def _verb_head() -> re.Pattern[str]:
    verbs = "|".join(words_of("verb") + words_of("hope"))
    adverbs = "年均|累计|持续|动态|加快|大力|积极|重点|分别|全面|新|基本|至少|再|每年|全年|年内|逐步|共|总计|确保|努力|有效|深入|着力|同时|并|使|将|以"
    return re.compile(rf"^(?:(?:{verbs}|{adverbs})[并和及]?)*(?:{verbs})")


@cache
def _linking() -> tuple[re.Pattern[str], re.Pattern[str]]:
    added = "年均|(?<!平)均|各|分别|今年|明年|全年|每年|年内|[一二两三四五六七八九\\d]?[市区县]合计|合计|共计|总计|累计|共|再|，"
    return (
        re.compile(r"(?:比(?!重|例|率|值)|较|与)[^，；。]{2,12}(?:相比)?$|[由从][\d.]+[%％\u4e00-\u9fff]{0,3}$"),
        re.compile(rf"(?:达到|为|实现|突破|超过|总数|数量达|力争|保持在?|控制在|将|要|{added})+$"),
    )


def _noun_behind(c: Candidate) -> re.Match[str] | None:
    """The noun behind the number; 「集分拣、仓储于一体的中心」 is one noun in spite of its 、"""
    end = c.quantity.span[1]
    compound = re.match(r"(集[^，。；\n]{2,40}于一体的[^，。；、\n]{2,30})", c.reading.text[end : end + 80])
    following = c.reading.quantities_between(end, end + len(c.behind) + 1)
    if following:  # 1所托位不少于100个的中心
        between = following[0].span[1] - end
        of = re.match(f".{{{between}}}的([\u4e00-\u9fff“”]{{2,30}})", c.reading.text[end : end + between + 40])
        compound = compound or (of if of and re.fullmatch("[\u4e00-\u9fff]{2,12}", c.behind) else None)
    plain = re.match(r"(?:以上)?的?(?:各类|各种)?((?!、)[^“”]{2,60}|“[^”]{2,40}”.{0,40})", c.behind)
    return compound or (plain if plain and plain[1] not in _UNSAYING else None)


def implied(c: Candidate) -> str:
    """What a bare 「共建成36所」 counts: the object or the measure of the clause before it, else what the heading is about.

    A verb of its own goes with the heading: 「改造320万平方米」 under 老旧小区 is 改造老旧小区.
    """
    done = c.reading.text.startswith("完成", c.quantity.span[0])
    if spoken := "" if done else spoken_of(c.lead):
        return spoken
    section = c.reading.section_at(c.quantity.span[0])
    if section is None or "，" in section.heading:
        return ""
    verb = re.search("([\u4e00-\u9fff]{2})$", c.before)
    own = "完成" if done else verb[1] if verb and verb[1] in words_of("verb") else ""
    return own + _verb_head().sub("", section.heading)


def spoken_of(lead: str) -> str:
    """The object or the measure of the last of the clauses before a goal's own that has one; "" where none has."""
    pieces = re.split("[，；：。]", re.sub("（[^（）]*）", "", lead))
    found = (_object().search(piece) or _MEASURE.match(piece) for piece in reversed(pieces[:-1]))
    return next((match[1] for match in found if match), "")


@cache
def _object() -> re.Pattern[str]:
    return re.compile(rf"(?:.*(?:{'|'.join(words_of('verb'))}))([\u4e00-\u9fff“”]{{2,20}})$")
