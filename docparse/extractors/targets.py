"""Goals with a number: scope, indicator, comparator, value, unit and deadline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from docparse.extractors.bounds import within
from docparse.extractors.candidates import Candidate, candidate, sense
from docparse.extractors.goals import is_goal
from docparse.extractors.governing import due, each_year
from docparse.extractors.made import Records
from docparse.extractors.naming import implied, named, spoken_of
from docparse.extractors.reading import Reading
from docparse.extractors.restating import told_once
from docparse.extractors.scopes import is_place, scope_above
from docparse.extractors.shared_out import PLACES, respective_noun, respective_place, shared_bound, shared_out
from docparse.extractors.target_tables import table_targets
from docparse.records import Comparator, Normalized, Span, Target
from docparse.structure.text import Label


def find_targets(reading: Reading, made: Records) -> list[Target]:
    """One record a goal, in the order of the text; those of indicator tables come behind. What a table of tasks restates
    is no second goal.
    """
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
                goal = _target(found, told, records)
                told += _each_year(found, goal)
                last_end = max(goal.span[1], quantity.span[1])
        records += told
    return told_once(reading, [*records, *table_targets(reading, len(records))])


def _each_year(c: Candidate, goal: Target) -> list[Target]:
    """The goal once for each of the years that it is set for: 「2026年、2027年各建成1个」."""
    years = each_year(c.reading, c.sentence, c.quantity.span[0])
    first = int(goal.id[1:])
    return [goal.model_copy(update={"id": f"t{first + k}", "by": year}) for k, year in enumerate(years)] or [goal]


def _quantities(reading: Reading) -> Iterator[tuple[Span, int]]:
    """(sentence, index of the quantity) for every quantity in prose; a cell that tells a task is a sentence."""
    for at, quantity in enumerate(reading.quantities):
        start = quantity.span[0]
        label = reading.label_at(start)
        if label in (Label.BODY, Label.ADDRESSEE) and not reading.in_time(start):
            yield reading.sentence_at(start), at
        elif label is Label.ROW and within(reading.task_cells, start) and not reading.in_time(start):
            yield reading.task_cells[bisect_right(reading.task_cells, start, key=lambda s: s[0]) - 1], at


def _target(c: Candidate, told: list[Target], earlier: list[Target]) -> Target:
    """The goal's record; `told` are the goals before it in its sentence, `earlier` those of the sentences before."""
    name = named(c)
    scope, indicator, (start, end) = name.scope, name.indicator, name.span
    parent = _whole(c, told) if _is_detail(c) else None
    if parent is not None and parent.unit == c.quantity.unit and is_place(indicator or scope or ""):
        scope, indicator = scope or indicator, parent.indicator
    pair = _respective(c, told) if name.is_bare else None
    if pair is not None:
        scope, indicator = scope or pair[0], pair[1]
    elif name.is_bare and indicator == name.indicator:
        indicator = _gone_on_with(c, told, earlier) or implied(c) or indicator
    elif told and indicator.startswith("占") and told[-1].unit not in ("%", "‰"):  # 增加值达到…，占GDP的比重超过12%
        indicator = told[-1].indicator + indicator
    if noun := respective_noun(c.reading, c.sentence, c.quantity):
        listed = re.split("[、和与]", indicator)
        indicator = listed[0] if len(listed) > 1 else noun
    normalized = c.quantity.normalized
    return Target(
        id=f"t{len(earlier) + len(told) + 1}",
        span=(start, end),
        quote=c.reading.text[start:end],
        section=c.reading.section_id(start),
        rule="target.clause",
        scope=respective_place(c.reading, c.sentence, c.quantity) or scope or scope_above(c),
        indicator=indicator,
        comparator=_comparator(c),
        value=c.quantity.value,
        value_max=c.quantity.value_max,
        unit=c.quantity.unit,
        normalized=Normalized(value=normalized[0], unit=normalized[1]) if normalized else None,
        aspirational=_is_hoped(c),
        by=due(c.reading, c.sentence, c.quantity.span[0]),
        baseline=_baseline(c.before),
        parent=parent.id if parent is not None else None,
    )


def _gone_on_with(c: Candidate, told: list[Target], earlier: list[Target]) -> str | None:
    """What the goal before counts, where the goal goes on with it: 「…12座，到2027年达到20座」. What else is done to it
    is said: 「累计改造20座」. In another sentence of its paragraph the unit must be the same.
    """
    before = told[-1:] or [
        goal
        for goal in earlier[-1:]
        if goal.unit == c.quantity.unit and "\n" not in c.reading.text[goal.span[1] : c.quantity.span[0]]
    ]
    if not before:
        return None
    done = re.search(f"{_DONE_TO}$", c.before)
    between = c.reading.text[before[0].span[1] : c.quantity.span[0]]
    noun = (spoken_of(between.rsplit("；", 1)[1]) if "；" in between else "") or before[0].indicator
    if re.search(f"(?:{sense('verb').pattern})$", c.before):
        noun = re.sub(f"^{_DONE_TO}", "", noun)
    return done[0] + noun if done else noun


_DONE_TO = "(?:改造提升|改造|改建|扩建|修缮|加固|维修|拆除|关停|淘汰|更新|更换)"


def _is_hoped(c: Candidate) -> bool:
    """Whether 力争 stands before the goal; directly before another number it is said of that number alone."""
    first = c.quantity.span[0] - len(c.lead)
    numbers = [q.span[0] for q in c.reading.quantities_between(first, c.quantity.span[0])]
    said = (first + m.end() for m in sense("hope").finditer(c.lead))
    return any(not any(end <= n <= end + 1 for n in numbers) for end in said)


def _whole(c: Candidate, told: list[Target]) -> Target | None:
    """The goal in front of 其中: what follows are its parts, not each other's (其中2026年、2027年分别开工50套、60套)."""
    mark = c.quantity.span[0] - len(c.lead) + c.lead.rfind("其中")
    return next((t for t in reversed(told) if t.parent is None and t.span[1] <= mark), None)


def _respective(c: Candidate, told: list[Target]) -> tuple[str | None, str] | None:
    """(scope, indicator) in 「新增风电A、光伏B，其中某县分别为C、D」: the n-th of what was counted, for the n-th number."""
    word = c.reading.text.rfind("分别为", c.sentence[0], c.quantity.span[1])
    if word < 0 or re.search("[，；。]", c.reading.text[word : c.quantity.span[0]]):
        return None
    stop = re.search("[，；。]", c.reading.text[word : c.sentence[1]])
    group = c.reading.quantities_between(word, word + stop.start() if stop else c.sentence[1])
    rank = next((n for n, q in enumerate(group) if q.span == c.quantity.span), -1)
    wholes = [t for t in told if t.parent is None and t.unit == c.quantity.unit][-len(group) :]
    if rank < 0 or len(wholes) != len(group):
        return None
    return told[-1].scope if rank else None, wholes[rank].indicator


def _is_detail(c: Candidate) -> bool:
    """Whether 其中 opens the goal's clause, or a list of places that its clause goes on with."""
    if re.search(r"其中[：，]?[^，；。]*$", c.lead):
        return True
    return (
        re.search(r"其中[^；。]*$", c.lead) is not None
        and re.fullmatch(f"{PLACES}(?:各|分别为?)?", c.before) is not None
    )


def _comparator(c: Candidate) -> Comparator:
    """The quantity's own comparator, or that of the list it stands in: 分别不少于3万亩、2万亩; 控制目标为：甲市3亿…"""
    comparator = shared_bound(c.reading, c.sentence, c.quantity).comparator
    lot = shared_out(c.lead, c.before)
    capped = lot is not None and re.search("控制|上限|限额|封顶", lot[1]) is not None
    return "at_most" if comparator == "reach" and capped else comparator


def _baseline(before: str) -> str | None:
    """What a growth is measured against: 「比2020年」, 「较上年」."""
    match = re.search(
        r"(?:比(?!重|例|率|值)|较|与)([^，；。]{2,12}?)(?:相比)?(?=增长|提高|提升|降低|下降|减少|增加|翻|$)", before
    )
    return match[0] if match else None
