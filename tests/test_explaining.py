"""Which rules fired, which were refused, and that each rule's example and counter-example hold."""

from __future__ import annotations

import pytest

from docparse.explaining import explain, rule_texts
from docparse.extractors.bounds import REFUSALS
from docparse.extractors.goals import REJECTIONS
from docparse.extractors.reading import Reading
from docparse.lexicon.tables import table
from docparse.pipeline import extract
from docparse.records import RECORD_KINDS
from docparse.resources import folder
from tests.extractors.made import plan
from tests.structure.made import source, structured

ROWS = table("rules.tsv")


def rules_of(text: str) -> set[str]:
    made = plan(f"一、重点任务\n{text}\n")
    start = made.text.index("一、重点任务")
    return {r.rule for kind in RECORD_KINDS for r in getattr(made, kind) if r.span[0] >= start}


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["rule"])
def test_examples_fire_and_counter_examples_do_not(row: dict[str, str]) -> None:
    assert row["rule"] in rules_of(row["example"].replace("\\n", "\n").replace("\\t", "\t"))
    assert row["rule"] not in rules_of(row["counter_example"].replace("\\n", "\n").replace("\\t", "\t"))


@pytest.mark.parametrize("file", sorted(folder("corpora").glob("*.txt")), ids=lambda f: f.stem)
def test_every_rule_that_makes_a_record_is_in_the_table(file: object) -> None:
    document = extract(str(file))
    known = set(rule_texts())
    for kind in set(RECORD_KINDS) - {"deadlines", "findings"}:
        assert {r.rule for r in getattr(document, kind)} <= known
    assert all(d.rule.startswith("time.") for d in document.deadlines)


@pytest.mark.parametrize(
    ("sentence", "quote", "outcome"),
    [
        ("预计到2025年，渗透率达到40%。", "到2025年", "不取：是预测"),
        ("目前共有企业30家。", "30家", "不取：说的是现状"),
        ("给予50万元奖励。", "50万元", "不取：是资金或者补助标准"),
        ("（市财政局负责，限5个工作日内）", "5个工作日", "不取：是时间的一部分"),
        ("到2027年，引进企业30家。", "引进企业30家", "记为 targets t1"),
    ],
)
def test_outcomes(sentence: str, quote: str, outcome: str) -> None:
    reading = Reading(structured(f"某某方案\n一、任务\n{sentence}\n"))
    assert (quote, outcome) in [(s.quote, s.outcome) for s in explain(reading)]


def test_a_span_limits_what_is_said() -> None:
    reading = Reading(structured("某某方案\n一、任务\n到2027年，引进企业30家。\n二、保障\n由市财政局牵头。\n"))
    start = reading.text.index("二、")
    assert {s.rule for s in explain(reading, (start, len(reading.text)))} == {"agency.tail", "assignment.prose"}


def test_steps_quote_the_text() -> None:
    for file in sorted(folder("corpora").glob("*.txt")):
        reading = Reading(structured(file.read_text(encoding="utf-8")))
        for step in explain(reading):
            assert step.quote in reading.text


def test_each_refusal_says_why() -> None:
    assert all(check.__doc__ for check in [*REFUSALS.values(), *REJECTIONS.values()])
    assert source("甲").reader == "text"
