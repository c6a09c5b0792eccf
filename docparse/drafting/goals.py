"""Goals: the region's own figures as they were allocated to it, and blanks where only a wider figure is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docparse.drafting.demands import Demand
from docparse.drafting.likeness import Likeness
from docparse.drafting.locality import Locality
from docparse.drafting.plan import Goal
from docparse.drafting.retelling import Rewriter
from docparse.records import Document, Target

_RATES = ("%", "％", "百分点", "倍", "‰", "成")
_MONEY = ("元", "美元")
_ALIKE = 0.5
_MEASURE = re.compile(
    r"[一-龥]{0,8}?(?:面积|规模|数量|总量|产量|产值|金额|投资|长度|里程|[人户次]数|比例|比重|率)(?=分别)"
)
"""A share that names what is measured, and not of what: …改造，面积分别不少于3万亩、2万亩."""

_PER = re.compile(r"每[个名所家座处项户件台套张]")
_EACH = re.compile(r"(?:每个|每|各)(?:设区的?市|区县|县区|区|县|市|州|地区|地)(?:（[^（）]{1,12}）)?$")


def targets_in(demand: Demand) -> list[Target]:
    """The targets that stand in the demand's own text, in order."""
    start, end = demand.span
    return sorted((t for t in demand.document.targets if start <= t.span[0] < end), key=lambda t: t.span)


def is_own(target: Target, demand: Demand, place: Locality) -> bool:
    """Whether the target binds the region by itself: by its scope, by its section, as one of each (每个县（区）), or as a
    norm for each thing (每个基地…不少于…).
    """
    scope = target.scope or ""
    if place.is_named(scope) or _EACH.match(scope) or _PER.match(_clause(target, demand.document)):
        return True
    return demand.own and scope not in (*place.groups, *place.others)


def own_goal(target: Target, demand: Demand, place: Locality, who: str) -> Goal:
    """The region's goal in the very words of its source, with the indicator where the source shares it out by name."""
    clause, indicator = _clause(target, demand.document), target.indicator
    if indicator not in clause and (measured := _MEASURE.match(clause)):
        indicator = re.sub(r"^.*的", "", _head(target, demand.document)) + measured[0]
        clause = indicator + clause[measured.end() :].removeprefix("分别")
    elif indicator not in clause:
        share = re.sub(rf"^.*(?:{place.full}|{place.name}|{place.stem})", "", figure(target))
        clause = _head(target, demand.document) + share
    if target.aspirational and "力争" not in clause:
        clause = "力争" + clause
    scope = target.scope or ""
    for name in (place.full, place.name, "" if _PER.match(scope) and not _EACH.match(scope) else scope):
        clause = clause.removeprefix(name)
    stated = figure(target) if figure(target) in clause else clause.partition(indicator)[2]
    text, own, rest = clause.partition(stated) if stated else ("", clause, "")
    return Goal(
        indicator=indicator,
        unit=target.unit,
        text=text,
        own=own.removeprefix("分别"),
        rest=rest + _tail(target, demand.document),
        by=target.by,
        who=who,
        source=demand.source(target.id),
    )


def _head(target: Target, document: Document) -> str:
    """Verb and indicator from the start of the sentence that shares a figure out: 全市建设产业学院12个，其中… → 建设产业学院."""
    start = max(document.text.rfind(mark, 0, target.span[0]) for mark in "。；\n") + 1
    at = document.text.rfind(target.indicator, start, target.span[0])
    verb = re.split(r"[，：、\d年月底前]", document.text[start:at])[-1] if at >= 0 else ""
    return re.sub(r"^(?:我|全)[省市州盟区县]", "", verb) + target.indicator


def open_goal(target: Target, demand: Demand, place: Locality, rewrite: Rewriter, who: str) -> Goal:
    """A goal of a wider scope: the region's share is a blank, the wider figure stays beside it for comparison."""
    verb, found, _ = _clause(target, demand.document).partition(target.indicator)
    verb = verb.removeprefix(target.scope or "") if found and not re.search(r"[\d、，]", verb) else ""
    named = rewrite(verb + target.indicator)
    named += "”" * (named.count("“") - named.count("”"))
    own = f"我{place.own}"
    measure = "数值" if target.unit.endswith(_RATES) else "金额" if target.unit.endswith(_MONEY) else "数量"
    return Goal(
        indicator=rewrite(target.indicator).removeprefix(own),
        unit=target.unit,
        text=named.removeprefix(own),
        rest=_tail(target, demand.document),
        missing=f"{own}目标{measure}",
        why=f"上级目标未分解到{place.own}",
        upper=figure(target),
        scope="与其他地区合计" if demand.shared else target.scope or "",
        by=target.by,
        who=who,
        source=demand.source(target.id),
    )


def _clause(target: Target, document: Document) -> str:
    """The target's words from the start of their clause, without the time: 至少建成1个共同配送中心."""
    start = max(document.text.rfind(mark, 0, target.span[0]) for mark in "，。；：\n") + 1
    before = [t.span[1] for t in document.targets if start < t.span[1] <= target.span[0]]
    before += [d.span[1] for d in document.deadlines if start < d.span[1] <= target.span[0]]
    return document.text[max([start, *before]) : target.span[1]].strip("，,。；;、前底末")


def _tail(target: Target, document: Document) -> str:
    """What the figure belongs to where that stands behind it: 设立总规模…的基金."""
    found = re.match(r"的[^，。；、（）]{1,30}", document.text[target.span[1] : target.span[1] + 40])
    return found[0] if found else ""


def figure(target: Target) -> str:
    """What the source says of the indicator: 超500家, 达到150家."""
    head, found, tail = target.quote.partition(target.indicator)
    return (tail or head if found else target.quote).strip("，。；、")


def named(goals: Sequence[Goal], subject: str) -> tuple[Goal, ...]:
    """The goals with their subject (永川区) where each new time begins."""
    firsts = [goal for n, goal in enumerate(goals) if n == 0 or goals[n - 1].by != goal.by]
    return tuple(g.model_copy(update={"text": subject + g.text}) if g in firsts else g for g in goals)


def paired(own: Sequence[Goal], wider: Sequence[Goal], alike: Likeness) -> tuple[list[Goal], list[Goal]]:
    """The region's own goals with the wider figure of the same indicator beside them, and the wider goals left over."""
    free = list(wider)
    found = []
    for goal in own:
        match = next((w for w in free if _same(goal, w, alike)), None)
        if match is not None:
            free = [w for w in free if not _same(goal, w, alike)]
            goal = goal.model_copy(update={"upper": match.upper, "scope": match.scope})
        found.append(goal)
    return found, free


def _same(a: Goal, b: Goal, alike: Likeness) -> bool:
    if a.unit != b.unit:
        return False
    return a.indicator in b.indicator or b.indicator in a.indicator or alike(a.indicator, b.indicator) >= _ALIKE
