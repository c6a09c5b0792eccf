"""When a record counts as found: one small function a kind, gold record first, predicted record second.

Predicted records come with section ids already turned into addresses (see `prediction.py`), so that both sides
name sections alike. Gold that leaves `section` out takes the record from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from docparse.evaluation.likeness import alike, squash

Item: TypeAlias = Mapping[str, Any]
Matcher: TypeAlias = Callable[[Item, Item], bool]

_UPWARD = frozenset({"reach", "at_least", "more_than", "about", "increase_by", "multiply"})


def same_section(gold: Item, found: Item) -> bool:
    """Same path, headings alike."""
    return bool(gold["path"] == found.get("path")) and alike(gold.get("heading"), found.get("heading"), 0.8)


def same_agency(gold: Item, found: Item) -> bool:
    """Same name as written."""
    return squash(gold["name"]) == squash(found.get("name"))


def same_member(gold: Item, found: Item) -> bool:
    """Same name and role, same titles in the same order."""
    return _fingerprint(gold) == _fingerprint(found)


def same_body(gold: Item, found: Item) -> bool:
    """Same kind, names alike."""
    return gold.get("kind") == found.get("kind") and alike(gold["name"], found.get("name"), 0.8)


def same_target(gold: Item, found: Item) -> bool:
    """Same section, values, unit, year and direction (at most, or not); indicators roughly alike.

    Scope is scored by itself ("scopes"), over the targets found.
    """
    return (
        _in_place(gold, found)
        and _number(gold["value"]) == _number(found.get("value"))
        and _number(gold.get("value_max")) == _number(found.get("value_max"))
        and squash(gold.get("unit")) == squash(found.get("unit"))
        and _year(gold.get("by")) == _year(found.get("by"))
        and _direction(gold.get("comparator")) == _direction(found.get("comparator"))
        and alike(gold.get("indicator"), found.get("indicator"), 0.4)
    )


def same_deadline(gold: Item, found: Item) -> bool:
    """Same section and kind; the same rule where it recurs, offset where it is relative, else the same days."""
    kind = gold.get("kind")
    if kind != found.get("kind") or not _in_place(gold, found):
        return False
    if kind == "recurring":
        return _rule(gold.get("rrule")) == _rule(found.get("rrule"))
    if kind == "relative":
        return squash(gold.get("offset")) == squash(found.get("offset"))
    return all(_day(gold.get(end)) == _day(found.get(end)) for end in ("start", "end"))


def same_citation(gold: Item, found: Item) -> bool:
    """Same title; the same document number where the gold has one."""
    if squash(gold["title"]).strip("《》") != squash(found.get("title")).strip("《》"):
        return False
    return not gold.get("doc_number") or squash(gold["doc_number"]) == squash(found.get("doc_number"))


def same_table(gold: Item, found: Item) -> bool:
    """Same header and rows, cell by cell."""
    return _cells(gold) == _cells(found)


def same_duty(gold: Item, found: Item) -> bool:
    """Same section, role and agency; tasks alike where the gold needs them to tell duties apart (see `duties`)."""
    if any(gold[field] != found[field] for field in ("section", "role", "agency")):
        return False
    return not gold["task"] or not found["task"] or alike(gold["task"], found["task"], 0.5)


def same_finding(gold: Item, found: Item) -> bool:
    """One quote holds the other."""
    want, got = squash(gold.get("quote")), squash(found.get("quote"))
    return want in got or (bool(got) and got in want)


def same_scope(gold: Item, found: Item) -> bool:
    """Scopes of two targets alike."""
    return alike(gold.get("scope"), found.get("scope"), 0.8)


MATCHERS: Mapping[str, Matcher] = {
    "sections": same_section,
    "agencies": same_agency,
    "members": same_member,
    "bodies": same_body,
    "targets": same_target,
    "deadlines": same_deadline,
    "citations": same_citation,
    "tables": same_table,
}
"""The kinds that are lists of records on both sides and pair record by record."""


def _fingerprint(member: Item) -> tuple[str, str, list[str]]:
    titles = [squash(title) for title in member.get("titles") or []]
    return squash(member.get("name")), squash(member.get("role")), titles


def _in_place(gold: Item, found: Item) -> bool:
    return not gold.get("section") or gold["section"] == found.get("section")


def _number(value: Any) -> float | None:
    return None if value is None else round(float(value), 6)


def _year(by: Any) -> str:
    return str(by or "")[:4]


def _day(date: Any) -> str:
    return str(date or "")[:10]


def _direction(comparator: Any) -> str | None:
    if comparator in _UPWARD:
        return "up"
    return "down" if comparator == "at_most" else None


def _rule(rrule: Any) -> frozenset[str]:
    """The parts of an RFC 5545 rule, in no order; empty for None (定期 alone)."""
    return frozenset(squash(rrule).removeprefix("RRULE:").split(";")) - {""}


def _cells(table: Item) -> list[list[str]]:
    return [[squash(cell) for cell in row] for row in (table.get("header") or [], *(table.get("rows") or []))]
