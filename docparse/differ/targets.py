"""Targets of a requirement beside those of the lower document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from docparse.differ.comparing import amount, in_chinese, is_rate, later, same_change, side
from docparse.differ.scene import Scene, check
from docparse.language.quantities import Quantity, find_quantities
from docparse.matcher.binding import bound, region_names
from docparse.matcher.likeness import dice, target_likeness
from docparse.records import Check, Target, Verdict

SAME_INDICATOR = 0.5
"""How alike two indicators are that are compared, in a section that answers the requirement; elsewhere _ELSEWHERE."""

_ELSEWHERE = 0.7
_BETTER = 0.2  # by how much another target of the requirement must be more like, to be the one that is answered
_SAME_FIGURE = 0.2  # the same where the figure is equal too and of a common unit: 10个 stand in every second plan
_NEAR_WORDS = 0.3  # likeness of indicator and of the words before a figure that is told in other words
_WINDOW = 16  # characters before and behind a figure
_PAUSE = re.compile(r"[，。；：、（）]")
_END = re.compile(r"[，。；：（）]")  # of what a figure counts: 2名懂技术、敢负责的村民
_COMMON_UNITS = frozenset("% 个 项 家 人 元 名 次 处".split())  # that say little of what is counted
_NOT_SET = ("下级未提出该项指标", "上级为全域指标，未分解到本级，下级亦未提出")
_EACH = re.compile(r"(?:每个?|各)(?:县（区）|区（县）|区县|县区|市县|市州|区|县|市|州|镇|园区|行政村)")
_EACH_ONE = re.compile(r"亩均|人均|户均|每[亩人户名千百万]")  # a rate for each thing is the same in city and district
_OF_WHOLE = re.compile(r"占(?:全国|全省|全区|全市|全州|全县)")  # a share in the whole cannot be each district's
_WHOLLY = re.compile(r"全覆盖|全部|全面覆盖|100%|百分之百|应\w尽\w|一律")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the text of a section that answers, which no target of the lower document stands for."""

    quote: str
    quantity: Quantity | None  # None: words that say "all"


def target_checks(scene: Scene) -> Iterable[Check]:
    """A check for each target that the requirement sets for the lower region, or for the whole."""
    for target in scene.demand.targets:
        if not bound(region_names(target.scope or "") or None, scene.lower.meta.region) or _past(scene, target):
            continue
        own, wanted = _is_own(scene, target), say(target)
        answer, told = _answer(scene, target), _told(scene, target)
        if answer is not None and not (answer not in scene and told is not None and _equal(target, told)):
            verdict, note = compare_targets(target, answer, own=own)
            if verdict == "weaker" and (parts := _sum(scene, target, answer)):
                verdict, note = "met", f"下级分列的{parts}项合计与上级要求一致"
            elif verdict == "weaker" and (figure := _firm(scene, target, answer)):
                verdict, note = "met", f"另处写有“{figure.quote}”，与上级要求一致"
            yield check("target", target, answer, verdict, f"上级{wanted}，下级{say(answer)}：{note}")
        elif told is not None:
            verdict, note = _compare_figure(target, told, own=own)
            yield check("target", target, None, verdict, f"上级{wanted}，下级写有“{told.quote}”：{note}")
        else:
            note = _NOT_SET[0] if own else _NOT_SET[1]
            yield check("target", target, None, "absent" if own else "incomparable", f"{wanted}：{note}")


def unanswered(made: Check) -> bool:
    """Whether a check of a target says that the lower document sets nothing of the kind."""
    return made.note.endswith(_NOT_SET)


def compare_targets(upper: Target, lower: Target, *, own: bool) -> tuple[Verdict, str]:
    """Verdict on a lower target of the same indicator, and why in Chinese.

    `own`: the upper value binds the lower region itself. Otherwise it is a total to which the lower value adds, and
    only the time can fall short.
    """
    if later(upper.by, lower.by):
        return "later", f"完成时限由{in_chinese(upper.by)}推后到{in_chinese(lower.by)}"
    if side(upper) != side(lower) and amount(upper) != amount(lower):
        return "incomparable", "一为下限、一为上限"
    verdict, note = _compare_amounts(upper, amount(lower), own=own)
    if verdict in ("met", "stronger") and lower.aspirational and not upper.aspirational:
        return "weaker", "数值相当，但改为“力争”"
    return verdict, note


def say(target: Target) -> str:
    """The target as a note names it: “茶叶加工园区”3个（到2027年）."""
    by = f"（到{in_chinese(target.by)}）" if target.by else ""
    top = f"—{target.value_max}" if target.value_max is not None else ""
    return f"“{target.indicator}”{target.value}{top}{target.unit}{by}"


def _compare_amounts(upper: Target, given: float, *, own: bool) -> tuple[Verdict, str]:
    lead = _lead(upper, given)
    if lead < 0 and not own:
        return "incomparable", "上级为全域指标，下级为自定份额，数值不直接比较"
    if lead < 0:
        return "weaker", "低于上级要求" if side(upper) == "floor" else "宽于上级要求"
    return ("stronger", "高于上级要求") if lead > 0 else ("met", "与上级要求一致")


def _lead(target: Target, given: float) -> float:
    """By how much `given` does more than the target asks; 0 within a range."""
    asked = amount(target)
    if target.value_max is not None and target.value and asked < given <= asked * target.value_max / target.value:
        return 0.0
    return asked - given if side(target) == "ceiling" else given - asked


def _answer(scene: Scene, target: Target) -> Target | None:
    """The lower target that is most like: by indicator, year, section, and of several for one indicator by value.

    One that is far more like another target of the requirement answers that one.
    """
    rated = []
    for other in scene.lower.targets:
        likeness = target_likeness(target, other)
        if likeness < (SAME_INDICATOR if other in scene else _ELSEWHERE) or not same_change(target, other):
            continue
        rivals = (t for t in scene.demand.targets if t.indicator != target.indicator)
        if any(target_likeness(rival, other) > likeness + _BETTER for rival in rivals):
            continue
        same_value = amount(target) == amount(other)
        firm = target.aspirational or not other.aspirational
        near = round(likeness, 1), other.by == target.by, same_value, firm, scene.nearness(other), likeness
        rated.append((near, other))
    return max(rated, key=lambda pair: pair[0])[1] if rated else None


def _sum(scene: Scene, target: Target, answer: Target) -> int:
    """Of how many targets of one section, all for one indicator, the value is the sum; 0 where it is none."""
    for section in {answer.section, *scene.answers}:
        parts = [
            other
            for other in scene.lower.targets
            if other.section == section and other.parent is None and _target_unit(other) == _target_unit(target)
        ]
        for indicator in {part.indicator for part in parts}:
            same = [part for part in parts if part.indicator == indicator]
            counts = [max(len(region_names(part.scope or "")), 1) for part in same]  # 甲区、乙区各1个
            total = sum(amount(part) * count for part, count in zip(same, counts, strict=True))
            late = any(later(target.by, part.by) for part in same)
            if sum(counts) > 1 and not late and total == amount(target):
                return sum(counts)
    return 0


def _firm(scene: Scene, target: Target, answer: Target) -> Figure | None:
    """The same value in another section that answers, without 力争."""
    if amount(answer) != amount(target) or later(target.by, answer.by):
        return None
    figure = _told(replace(scene, passages=tuple(p for p in scene.passages if p.section != answer.section)), target)
    return figure if figure and figure.quantity and _value(figure.quantity) == amount(target) else None


def _equal(target: Target, figure: Figure) -> bool:
    return figure.quantity is not None and _lead(target, _value(figure.quantity)) == 0


def _past(scene: Scene, target: Target) -> bool:
    """Whether the target was to be reached before the upper document was issued: a fact that it tells."""
    issued, by = scene.upper.meta.issued_on, target.by
    return bool(issued and by) and later(by, str(issued)[: len(str(by))])


def _is_own(scene: Scene, target: Target) -> bool:
    """Whether the value binds the lower region itself: a rate, a ceiling, a value for each, or one for it alone."""
    region = scene.lower.meta.region
    if side(target) == "ceiling" or _EACH_ONE.search(target.indicator):
        return True
    if _one_region(scene) or (is_rate(target) and not _OF_WHOLE.search(target.indicator)):
        return True
    if scene.demand.binds is not None and len(scene.demand.binds) == 1 and bound(scene.demand.binds, region):
        return True
    if target.scope and region and target.scope in region and target.scope not in (scene.upper.meta.region or ""):
        return True
    start, end = target.span
    clause = re.split("[。；\n]", scene.upper.text[:start])[-1] + scene.upper.text[start:end]
    return bool(_EACH.search(clause))


def _one_region(scene: Scene) -> bool:
    """Whether both documents are of one region; where neither names it, whether their bodies are of one level."""
    regions = scene.upper.meta.region, scene.lower.meta.region
    if regions != (None, None):
        return regions[0] == regions[1]
    levels = [Counter(a.level for a in d.agencies if a.level).most_common(1) for d in (scene.upper, scene.lower)]
    return [level for level, _ in levels[0]] == [level for level, _ in levels[1]]


def _told(scene: Scene, target: Target) -> Figure | None:
    """A figure in the answering clauses for the same thing; or words that say "all" where a share is asked.

    It is the same thing where the value is the same, where like words stand around it, or where the unit is a rare one
    and no other figure has it.
    """
    unit = _target_unit(target)
    rivals = {amount(t) for t in scene.demand.targets if t.indicator != target.indicator} - {amount(target)}
    same_unit = [
        found
        for clause in scene.clauses()
        for found in _figures(clause)
        if _unit(found.quantity) == unit and _value(found.quantity) not in rivals
    ]
    alone = len(same_unit) == 1 and unit not in _COMMON_UNITS and _is_only(scene, unit)
    near: list[tuple[float, Figure]] = []
    for found in same_unit:
        likeness = dice(target.indicator, found.context)
        equal = _lead(target, _value(found.quantity)) == 0
        if (equal and (likeness >= _SAME_FIGURE or unit not in _COMMON_UNITS)) or likeness >= _NEAR_WORDS or alone:
            near.append((likeness + equal, Figure(found.quote, found.quantity)))
    if unit == "%" and side(target) == "floor":
        near.extend((0.0, figure) for clause in scene.clauses() for figure in _wholly(target, clause))
    return max(near, key=lambda pair: pair[0])[1] if near else None


def _wholly(target: Target, clause: str) -> Iterator[Figure]:
    for found in _WHOLLY.finditer(clause):
        if dice(target.indicator, clause[max(found.start() - _WINDOW, 0) : found.end()]) >= _NEAR_WORDS:
            yield Figure(clause[max(found.start() - _WINDOW // 2, 0) : found.end()], None)


def _is_only(scene: Scene, unit: str) -> bool:
    """Whether the requirement has one target of the unit."""
    return sum(_target_unit(target) == unit for target in scene.demand.targets) == 1


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity of a clause with the words around it, and as a note quotes it."""

    quantity: Quantity
    context: str
    quote: str


def _figures(clause: str) -> Iterator[_Found]:
    for quantity in find_quantities(clause):
        start, end = quantity.span
        before = clause[max(start - _WINDOW, 0) : start]
        context = _PAUSE.split(before)[-1] + _END.split(clause[end : end + _WINDOW])[0]
        yield _Found(quantity, context, _PAUSE.split(before)[-1][-_WINDOW // 2 :] + clause[start:end])


def bounded_figures(scene: Scene) -> Iterable[Check]:
    """A check for each bound that a requirement sets and that is no target's: 附加的比例不低于30% beside 比例25%."""
    told = [found for clause in scene.clauses() for found in _figures(clause)]
    for ask in scene.demand.asks:
        for wanted in _figures(ask.text):
            start = ask.span[0] + wanted.quantity.number[0]
            if wanted.quantity.comparator not in ("at_least", "at_most") or _is_target(scene, start):
                continue
            rated = [
                (dice(wanted.context, found.context), found)
                for found in told
                if _unit(found.quantity) == _unit(wanted.quantity) and found.quantity.change == wanted.quantity.change
            ]
            likeness, best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
            if best is None or likeness < SAME_INDICATOR:
                continue
            lead = _value(best.quantity) - _value(wanted.quantity)
            if wanted.quantity.comparator == "at_most":
                lead = -lead
            verdict: Verdict = "weaker" if lead < 0 else "stronger" if lead else "met"
            note = {"weaker": "低于上级要求", "stronger": "高于上级要求", "met": "与上级要求一致"}[verdict]
            yield check("target", None, None, verdict, f"上级“{wanted.quote}”，下级“{best.quote}”：{note}")


def _is_target(scene: Scene, start: int) -> bool:
    return any(target.span[0] <= start < target.span[1] for target in scene.upper.targets)


def _compare_figure(target: Target, figure: Figure, *, own: bool) -> tuple[Verdict, str]:
    given = 100.0 if figure.quantity is None else _value(figure.quantity)
    return _compare_amounts(target, given, own=own)


def _value(quantity: Quantity) -> float:
    return float(quantity.normalized[0] if quantity.normalized else quantity.value)


def _unit(quantity: Quantity) -> str:
    return quantity.normalized[1] if quantity.normalized else quantity.unit


def _target_unit(target: Target) -> str:
    return target.normalized.unit if target.normalized is not None else target.unit
