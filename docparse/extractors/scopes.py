"""Whom a goal binds: 全市, 各县（市、区）, 云渚区、石棠县, 每个园区, 市级."""

from __future__ import annotations

import re
from functools import cache

from docparse.extractors.candidates import Candidate, leading_time
from docparse.extractors.goal_words import words_of
from docparse.extractors.heads import known_place
from docparse.extractors.reading import Reading
from docparse.extractors.shared_out import PLACES

_ZONES = "地区(?!生产)|片区|板块|新区|高新区|经开区|经济圈|城市群|流域|平原"
_NO_PLACE = "(?:[与和的每对将把从由以按]|依托|其中|.全[省市县区])"
_OPENINGS = "在|支持|推动|指导|鼓励|引导|力争|争取|确保|做到|使|沿[海江边线]"
# Beginnings of nouns that end with 区 or 市 and name no place.
_COMMON = ")(?<!".join(
    "棚户 小 景 示范 先行 试验 度假 校 保护 社 街 库 矿 厂 林 山 牧 灾 超 夜 集 股 门 都 功能 服务 专 辖 特".split()
)
_PLACE = r"[\u4e00-\u9fff]{2,5}?[市区县旗州]"
_SCOPE = re.compile(
    rf"^(?:{_OPENINGS})?("
    rf"{_PLACE}(?:[、和]{_PLACE})+|全[省市区县州盟旗镇]|我[省市区县州盟旗]|"
    r"\d{1,3}个[\u4e00-\u9fff]{2,6}?(?=各|均)|[省市县乡]级(?=配备|不[少低]于|至少|建成)|"
    r"(?:各|所有|每个?)(?:设区|产业|特色)?(?:乡镇|行政村|自然村|地级(?:及以上)?城?市|区县|县区|市县|县市|市州|州市|盟市|旗县|[省市区县旗镇乡村](?![场域块级民])(?:、[市区县旗镇乡])*|园区|街道|社区|地)(?:[（(][^（()）]{1,8}[）)])?|"
    r"(?:其他|其余)各?(?:地级|设区)?(?:盟市|旗县|区县|县区|市县|城市|[市县区旗州])|"
    r"每个[\u4e00-\u9fff]{2,4}[市县区](?:[（(][市县区、]{1,5}[）)])?|"
    r"[市县城]区(?!域)|县（市(?:、区)?）|“[^“”]{2,8}”(?:城市|地区|区域|县市)(?:[、和][\u4e00-\u9fff]{2,10}?(?:城市|地区|区域|县市))*|"
    rf"(?![^，]{{0,9}}{_NO_PLACE})[\u4e00-\u9fff]{{1,8}}?(?:{_ZONES})(?:[、和][\u4e00-\u9fff]{{2,8}}?(?:{_ZONES}))*|"
    rf"(?![^，]{{0,5}}{_NO_PLACE})[\u4e00-\u9fff]{{2,6}}?(?<!{_COMMON})[市区县州](?!场|级|域|块|生产))"
)
_NATION = re.compile("(全国)")
_WHERE = re.compile(rf"(?:{_ZONES}|园区|[市区县州省镇盟旗级])$")
_SUBJECT = re.compile(
    r"(?:推动|支持|引导|促进|力争|争取)*([\u4e00-\u9fff]{2,14}?(?:项目|企业|园区|车间|工厂|基地|机构|医院|学校|单位))(?:实现|平均|均|普遍|全部)"
)


def place_at(c: Candidate, clause: str) -> re.Match[str] | None:
    """The place that opens `clause`, or each of what is to do something: 「每个产业学院至少联合」; group 1 is its name."""
    place = _SCOPE.match(clause) or (
        _NATION.match(clause) if c.reading.document.meta.level in ("national", None) else None
    )
    if place and _does().match(place[1]) and not known_place(place[1]):
        place = None  # 新增城市道路 names no city
    return place or _each().match(clause)


@cache
def _does() -> re.Pattern[str]:
    return re.compile("|".join(words_of("verb")))


@cache
def _each() -> re.Pattern[str]:
    verbs = "|".join((*words_of("verb"), "联合", "配备", "聘请", "安排", "设置", "确定", "设", "有", "配"))
    return re.compile(rf"^(每个?(?!年|月|季|周|日|半)[\u4e00-\u9fff]{{2,8}}?)(?:至少|原则上|要|应)*(?:{verbs})")


def is_place(noun: str) -> bool:
    """Whether a noun names a place: 东部片区, 云渚区, 县级."""
    return _WHERE.search(re.sub("（[市区县旗、]+）$", "", noun)) is not None


def scope_above(c: Candidate) -> str | None:
    """Whom an earlier clause of the sentence, the heading or the plan's title says that the goal binds."""
    lead = _above(c) + c.lead
    for clause in reversed(re.split("[，；：。\n]", re.sub("（[^（）]*）", "", lead))):
        piece = leading_time().sub("", clause)
        found = place_at(c, piece) or _SUBJECT.match(piece)
        if found and not re.match("每[百千万]", found[1]):  # 每千人 measures its own goal alone
            return found[1]
    sections = c.reading.ancestors(c.reading.section_at(c.quantity.span[0]))
    if sections and re.search("目标|指标", sections[0].heading):  # 「到2028年，全市…。某某率达到…」
        first = c.reading.document.starts[c.reading.document.paragraph_at(c.sentence[0])]
        whole = re.search(
            "(?:^|[，。；：])(全[省市区县州盟旗])", c.reading.text[max(first, c.sentence[0] - 600) : c.sentence[0]]
        )
        if whole:
            return whole[1]
    for section in sections:
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
