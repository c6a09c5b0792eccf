"""What an upper document asks of the level below, and whom it binds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docparse.matcher.passages import Passage, clauses_of, stance_words, without_duties
from docparse.records import Agency, Document, Requirement, Target

_LEAD_IN = 40  # characters that a section with others below it must ask by itself to be a requirement of its own

_REGION = r"[\u3400-\u9fff]{1,10}?(?:自治县|自治州|自治旗|林区|新区|区|县|市|州|旗)"
_REGIONS = re.compile(rf"{_REGION}(?:[、和与及]{_REGION})*")
_LONGEST_NAME = 5  # characters of a region's name without 自治…
_GENERIC_REGIONS = frozenset(
    "山区 城区 郊区 市区 湖区 港区 矿区 林区 牧区 灾区 库区 新区 老区 区县 县区 县市 我市 全市 本市 各市 我区 全区 本区 各区 我县 全县 本县 各县"
    " 全州 各州 我州 相关区 有关区 相关县 有关县 相关市 有关市".split()
)
_GENERIC_ENDS = tuple(
    "园区 景区 社区 片区 地区 街区 辖区 小区 厂区 校区 示范区 开发区 高新区 经开区 先导区 保税区 试验区 实验区 集聚区 功能区 保护区 合作区"
    " 服务区 核心区 主城区 中心城区 生活区 工业区 城市 都市 上市 超市 门市 夜市 楼市 股市 区县 县区 各区 各县 各市".split()
)
_NAMED = re.compile(rf"^(?:请|由|支持|鼓励|引导|推动)?(?P<names>{_REGION}(?:[、和与及]{_REGION})+|{_REGION})(?P<etc>等)?")
_GOVERNMENT = re.compile(r"(?:人民政府|政府|管委会)$")


@dataclass(frozen=True, slots=True)
class Demand:
    """A passage that asks, with the clauses in which it does.

    `binds` are the names of the regions it is about, or None for all; `targets` are those the passage sets.
    """

    passage: Passage
    asks: tuple[str, ...]
    binds: tuple[str, ...] | None
    kind: Literal["task", "target", "assignment", "measure"]
    targets: tuple[Target, ...]


def demands(document: Document, passages: Sequence[Passage]) -> tuple[Demand, ...]:
    """The smallest sections of `document` that ask something of the level below, in order.

    Background, principles, supplementary rules, directions and lists of members ask nothing; nor does a section in
    which only the issuing level acts. A section with others below it is one where it asks something by itself: it has
    a target or at least 40 characters of demands. Boxes (专栏) detail the tasks around them and are none.
    """
    own = _own_subjects(document)
    numbers = {section.id: section.number for section in document.sections}
    found = []
    for passage in passages:
        if passage.stance in ("background", "formal", "direction", "members"):
            continue
        if numbers[passage.section].startswith("专栏"):
            continue
        asks = _asks(document, passage, own)
        targets = tuple(t for t in document.targets if t.section == passage.section)
        if not asks or not (passage.leaf or targets or sum(map(len, asks)) >= _LEAD_IN):
            continue
        found.append(Demand(passage, asks, _binds(document, passage, asks, targets), _kind(passage, targets), targets))
    return tuple(found)


def requirement(document: Document, demand: Demand) -> Requirement:
    """The contract's record of a demand; `text` is the section's own text with its number and heading."""
    start, end = demand.passage.span
    quote = document.text[start:end]
    text = quote.strip()
    start += len(quote) - len(quote.lstrip())
    return Requirement(
        id=f"r-{demand.passage.section}",
        section=demand.passage.address,
        kind=demand.kind,
        heading=demand.passage.heading,
        text=text,
        span=(start, start + len(text)),
        binds=None if demand.binds is None else list(demand.binds),
    )


def bound(binds: Sequence[str] | None, region: str | None) -> bool:
    """Whether a requirement for `binds` concerns `region` (重庆市永川区); an unknown region is concerned."""
    if binds is None or not region:
        return True
    return any(name in region or region in name or region.endswith(_short(name)) for name in binds)


def region_names(text: str) -> tuple[str, ...]:
    """The regions that `text` lists, where it is nothing but a list of them: "甲川区、乙水县" → both; else ()."""
    bare = text.strip("。：； \t\u3000")
    if not _REGIONS.fullmatch(bare):
        return ()
    names = tuple(name for name in re.split("[、和与及]", bare) if name)
    return names if all(map(_is_region, names)) else ()


def _is_region(name: str) -> bool:
    verbs = tuple(word for word in stance_words("ask", "text") if len(word) > 1)
    if len(name) < 2 or name in _GENERIC_REGIONS or name.endswith(_GENERIC_ENDS) or name.startswith(verbs):
        return False
    return len(name) <= _LONGEST_NAME or "自治" in name


def _short(name: str) -> str:
    """璧川区 → 璧川; a name of two characters stays whole (忠县)."""
    return name[:-1] if len(name) > 2 else name


def _own_subjects(document: Document) -> tuple[str, ...]:
    """The words that open a sentence in which the issuing level itself acts."""
    region, level = document.meta.region or "", document.meta.level
    sigil = "省" if region.endswith("自治区") and level == "provincial" else region[-1:]
    names = ["国家", "国务院", "我委", "我局", "我厅", "我部", "我办"]
    if level != "national" and sigil in tuple("省市州区县旗"):
        names += [f"{sigil}级", f"{sigil}政府", f"{sigil}委、", f"{sigil}人民政府", f"{sigil}直"]
    return tuple(names + [agency.name for agency in document.agencies if _upper_body(agency, document)])


def _upper_body(agency: Agency, document: Document) -> bool:
    return agency.kind != "generic" and agency.level is not None and agency.level == document.meta.level


def _asks(document: Document, passage: Passage, own: tuple[str, ...]) -> tuple[str, ...]:
    """The clauses of the sentences that ask something of the level below."""
    start, end = passage.span
    text = without_duties(document.text[start:end])
    head = text.find(passage.heading)
    body = text[head + len(passage.heading) :] if head >= 0 else text
    ask_words, lower_words = stance_words("ask", "text"), stance_words("lower", "text")
    kept: list[str] = []
    for sentence in re.split("[。！？\n]", body):
        bare = sentence.strip(" \t\u3000，、：；")
        if bare.removeprefix("由").startswith(own) and not any(word in bare for word in lower_words):
            continue
        if any(word in bare for word in ask_words):
            kept.extend(clauses_of(bare))
    if not kept and passage.leaf and not body.strip("。 \n\t\u3000"):
        return clauses_of(passage.heading)
    return tuple(kept)


def _kind(passage: Passage, targets: Sequence[Target]) -> Literal["task", "target", "assignment", "measure"]:
    if passage.stance == "target" or (targets and region_names(passage.heading)):
        return "target"
    if passage.stance in ("assignment", "measure"):
        return "assignment" if passage.stance == "assignment" else "measure"
    return "task"


def _binds(
    document: Document, passage: Passage, asks: Sequence[str], targets: Sequence[Target]
) -> tuple[str, ...] | None:
    """Region names where the heading, every target's scope, every demand or the assignment names districts."""
    for heading in (passage.heading, *passage.context):
        if names := region_names(heading):
            return names
    scopes = [region_names(target.scope or "") for target in targets]
    if passage.stance == "target" and scopes and all(scopes):
        return tuple(dict.fromkeys(name for scope in scopes for name in scope))
    subjects = [_subject(clause) for clause in asks]
    if subjects and all(subjects):
        return tuple(dict.fromkeys(name for names in subjects for name in names))
    for assignment in document.assignments:
        if assignment.section == passage.section:
            parties = [_GOVERNMENT.sub("", party.name) for party in assignment.implement]
            if parties and all(region_names(party) for party in parties):
                return tuple(parties)
    return None


def _subject(clause: str) -> tuple[str, ...]:
    """The regions that a clause opens with and orders to act; () for an open list (…等)."""
    found = _NAMED.match(clause)
    if found is None or found["etc"] or not clause[found.end() :].startswith(("要", "应", "须", "负责", "政府", "人民政府")):
        return ()
    return region_names(found["names"])
