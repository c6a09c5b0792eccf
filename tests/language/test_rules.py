"""Every rule of the grammar finds its example and nothing in its counter-example."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from docparse.errors import LexiconError
from docparse.language import patterns, quantities, times, units
from docparse.language.patterns import Rule, scan
from docparse.language.qualifiers import QUALIFIERS, Qualifier

ISSUED = date(2025, 3, 8)
SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPORA = Path(__file__).resolve().parents[2] / "corpora"
GRAMMARS: list[tuple[Callable[[], tuple[Rule[Any], ...]], str]] = [
    (quantities.rules, quantities.STARTS),
    (times.rules, times.STARTS),
]
TIME_RULES, QUANTITY_RULES = times.rules(), quantities.rules()


@pytest.mark.parametrize("rule", TIME_RULES, ids=lambda r: r.id)
def test_time_rule(rule: Rule[Any]) -> None:
    assert rule.id in [t.rule for t in times.find_times(rule.example, ISSUED)]
    assert rule.id not in [t.rule for t in times.find_times(rule.counter, ISSUED)]


@pytest.mark.parametrize("rule", QUANTITY_RULES, ids=lambda r: r.id)
def test_quantity_rule(rule: Rule[Any]) -> None:
    assert rule.id in [q.rule for q in quantities.find_quantities(rule.example)]
    assert rule.id not in [q.rule for q in quantities.find_quantities(rule.counter)]


@pytest.mark.parametrize("qualifier", QUALIFIERS, ids=lambda q: q.id)
def test_qualifier(qualifier: Qualifier) -> None:
    def says_so(text: str) -> bool:
        (found,) = quantities.find_quantities(text)
        quote = text[slice(*found.span)]
        word = quote.endswith(qualifier.words) if qualifier.after else quote.startswith(qualifier.words)
        return word and found.comparator == (qualifier.comparator or "reach") and found.change == qualifier.change

    assert says_so(qualifier.example)
    assert not says_so(qualifier.counter)


@pytest.mark.parametrize("rules", [TIME_RULES, QUANTITY_RULES, QUALIFIERS], ids=["times", "quantities", "qualifiers"])
def test_ids_are_unique(rules: tuple[Any, ...]) -> None:
    assert len({r.id for r in rules}) == len(rules)


@pytest.mark.parametrize(("grammar", "starts"), GRAMMARS, ids=["quantities", "times"])
def test_starts_leave_nothing_out(grammar: Callable[[], tuple[Rule[Any], ...]], starts: str) -> None:
    """Looking only where one of `starts` stands finds what looking everywhere does, on all real text there is."""
    texts = [rule.example for rule in grammar()] + [rule.counter for rule in grammar()]
    if SHARED.exists():
        texts += [path.read_text(encoding="utf-8") for path in sorted(SHARED.glob("corpora/0*.txt"))]
    text = "\n".join(texts)

    def found(where: str) -> list[tuple[str, tuple[int, int]]]:
        return [(rule.id, match.span()) for rule, match, _ in scan(grammar(), text, where)]

    assert found(starts) == found(r"\s\S")


def test_a_rule_that_rejects_its_match_leaves_it_to_the_next() -> None:
    strict: Rule[str] = Rule("strict", r"\d+家", lambda match: None, "", "")
    loose: Rule[str] = Rule("loose", r"\d+", lambda match: match[0], "", "")
    assert [(rule.id, value) for rule, _, value in scan((strict, loose), "共30家", "0-9")] == [("loose", "30")]


def test_named_groups_of_different_rules_do_not_clash() -> None:
    rules: tuple[Rule[str], ...] = tuple(
        Rule(name, rf"{name}(?P<n>\d)", lambda match: match["n"], "", "") for name in "ab"
    )
    assert [value for _, _, value in scan(rules, "a1b2", "ab")] == ["1", "2"]


def test_units_table() -> None:
    for unit in units.units().values():
        assert unit.factor > 0 and unit.kind, unit
        base = units.units().get(unit.base)
        assert base is None or (base.factor == Fraction(1) and base.kind == unit.kind), f"{unit.written} → {unit.base}"
        assert re.fullmatch(units.unit_pattern(), unit.written)


def test_a_factor_that_is_no_number_names_its_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"unit": "斗", "base": "升", "factor": "ten", "kind": "volume", "not_before": "", "numerals": ""}
    monkeypatch.setattr(units, "table", lambda name: (row,))
    units.units.cache_clear()
    with pytest.raises(LexiconError, match="斗"):
        units.units()
    units.units.cache_clear()


def test_patterns_are_compiled_once() -> None:
    quantities.find_quantities("30家")
    before = patterns._compiled.cache_info().misses
    quantities.find_quantities("31家")
    assert patterns._compiled.cache_info().misses == before


@pytest.mark.parametrize("rule", TIME_RULES, ids=lambda r: r.id)
def test_a_rule_begins_with_its_characters(rule: Rule[Any]) -> None:
    """`starts` only spares work: without it the pattern finds nothing that begins otherwise, in our own documents either."""
    texts = [rule.example, *(path.read_text(encoding="utf-8") for path in sorted(CORPORA.glob("*.txt")))]
    found = {match[0][:1] for text in texts for match in re.finditer(rule.pattern, text)}
    assert found and all(re.match(f"[{rule.starts or times.STARTS}]", first) for first in found)
