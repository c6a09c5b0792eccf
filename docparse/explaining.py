"""Why a stretch of text gave what it gave: which rules fired, which were beaten or refused, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docparse.extractors import EXTRACTORS, run
from docparse.extractors.agencies import all_mentions
from docparse.extractors.bounds import moment, refusal
from docparse.extractors.candidates import candidate
from docparse.extractors.goals import rejection
from docparse.extractors.reading import Reading
from docparse.lexicon.tables import table
from docparse.records import RECORD_KINDS, Span

_REFUSALS = {
    "plain-date": "只是日期，不限定任何工作",
    "front-matter": "位于标题、文号、署名或版记",
    "background": "所在章节只述现状",
    "title": "属于所引文件的名称",
    "duration": "是要达到的时长，不是期限",
    "standard": "是补助标准或者条件的一部分",
    "forecast": "是预测",
    "past": "说的是已经完成的事",
    "name": "在名称或者口号的引号之内",
    "aside": "是括注的细目、余数或者习语",
    "heading": "位于标题，只说明是哪一年的事",
    "told": "只说明是怎样的一年",
    "fact": "说的是现状",
    "parameter": "是构成或者列举的数目",
    "establishment": "是编制和职数，或者抽样调查的比例",
    "funding": "是资金或者补助标准",
    "measure": "是对事物的限定，不是数量目标",
    "rank": "是对对象名次的限定，不是目标",
    "points": "是考核的分值",
    "event": "说的是出现的情形或者所需路程",
    "frequency": "说的是频次",
    "base": "是基期数值",
    "list-count": "是所列事项的个数",
    "condition": "是适用条件",
    "subjects": "是承担任务者的个数",
    "unset": "没有目标动词，也没有时限",
    "clause": "在责任分工之内",
    "time": "是时间的一部分",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One rule that fired on `span`: `outcome` is the record that came of it, or why none did."""

    span: Span
    quote: str
    rule: str
    outcome: str


def explain(reading: Reading, span: Span | None = None) -> list[Step]:
    """All rules that fired in `span` of the text (all of it by default), in the order of the text."""
    first, last = span or (0, len(reading.text))
    steps = [*_records(reading), *_times(reading), *_quantities(reading), *_mentions(reading)]
    return sorted((s for s in steps if s.span[0] < last and first < s.span[1]), key=lambda s: (s.span, s.rule))


def rule_texts() -> dict[str, str]:
    """What each rule of the records reads, in one line of Chinese."""
    return {row["rule"]: row["reads"] for row in table("rules.tsv")}


def _records(reading: Reading) -> Iterator[Step]:
    records = run(reading, EXTRACTORS)
    for kind in RECORD_KINDS:
        for record in getattr(records, kind):
            yield Step(record.span, record.quote, record.rule, f"记为 {kind} {record.id}")


def _times(reading: Reading) -> Iterator[Step]:
    """Times that bound nothing; the others are records."""
    for time in reading.times:
        sentence = reading.sentence_at(time.span[0])
        why = refusal(moment(reading.document, time, sentence, reading.background, reading.since))
        if why is not None:
            yield Step(time.span, _quote(reading, time.span), time.rule, f"不取：{_REFUSALS[why]}")


def _quantities(reading: Reading) -> Iterator[Step]:
    """Quantities that are no goals."""
    for quantity in reading.quantities:
        start = quantity.span[0]
        if reading.in_time(start):
            why: str | None = "time"
        elif reading.in_clause(start):
            why = "clause"
        else:
            sentence = reading.sentence_at(start)
            why = rejection(candidate(reading, sentence, quantity, sentence[0]))
        if why is not None:
            yield Step(quantity.span, _quote(reading, quantity.span), quantity.rule, f"不取：{_REFUSALS[why]}")


def _mentions(reading: Reading) -> Iterator[Step]:
    """Mentions of agencies that a longer or earlier one beat."""
    end, winner = -1, ""
    for mention in all_mentions(reading):
        if mention.span[0] < end:
            if mention.name != winner:
                rule = "agency.tail" if mention.tail else "agency.named"
                yield Step(mention.span, mention.name, rule, f"让位于“{winner}”")
        else:
            end, winner = mention.span[1], mention.name


def _quote(reading: Reading, span: Span) -> str:
    return reading.text[span[0] : span[1]]
