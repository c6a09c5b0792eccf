"""Contract JSON and gold brought into one form, so that records of both can be compared one to one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from docparse.evaluation.likeness import squash
from docparse.evaluation.matchers import Item
from docparse.records import RECORD_KINDS

META_FIELDS = (
    *("title", "doc_number", "doc_type", "genre", "issuers", "level", "region"),
    *("addressees", "cc", "issued_on", "printed_on", "period", "disclosure"),
)
ROLES = ("lead", "support", "responsible", "implement")


def addressed(prediction: Item) -> dict[str, list[Item]]:
    """The prediction's lists by kind, sections named by address ("4.2", "notice:1", "annex1:2.1") and not by id."""
    addresses = _addresses(prediction)
    lists: dict[str, list[Item]] = {
        kind: [{**record, "section": addresses.get(record.get("section"), "")} for record in prediction.get(kind) or []]
        for kind in RECORD_KINDS
    }
    lists["sections"] = [{**section, "path": addresses[section["id"]]} for section in prediction.get("sections") or []]
    lists["tables"] = list(prediction.get("tables") or [])
    return lists


def statements(meta: Item) -> list[Item]:
    """`meta` as one item a value: each of a list counts by itself; what is empty says nothing."""
    items: list[Item] = []
    for field in META_FIELDS:
        value = meta.get(field)
        if value in (None, "", [], {}):
            continue
        values = value if isinstance(value, list) else [value]
        items += ({"field": field, "value": _folded(v)} for v in values)
    return items


def duties(assignments: Iterable[Item]) -> list[Item]:
    """Assignments as (section, role, agency) items, each with its task's name: the unit in which they are scored."""
    return [
        {
            "section": assignment.get("section"),
            "task": assignment.get("task") or "",
            "role": role,
            "agency": squash(party["name"] if isinstance(party, Mapping) else party),
            "optional": bool(assignment.get("optional")),
        }
        for assignment in assignments
        for role in ROLES
        for party in assignment.get(role) or []
    ]


def wanted_duties(assignments: Iterable[Item]) -> list[Item]:
    """The gold's duties; the task's name is kept only where a section has several, so that it must tell them apart."""
    assignments = list(assignments)
    tasks: dict[Any, set[str]] = defaultdict(set)
    for assignment in assignments:
        tasks[assignment.get("section")].add(squash(assignment.get("task")))
    return [duty if len(tasks[duty["section"]]) > 1 else {**duty, "task": ""} for duty in duties(assignments)]


def without_generic(agencies: Iterable[Item]) -> list[Item]:
    """Predicted agencies but for groups (各镇街), which nobody is asked to list."""
    return [agency for agency in agencies if agency.get("kind") != "generic"]


def generic_optional(agencies: Iterable[Item]) -> list[Item]:
    """The gold's agencies, groups marked optional."""
    return [{**agency, "optional": True} if agency.get("kind") == "generic" else agency for agency in agencies]


def quoting(prediction: Item) -> tuple[int, int]:
    """How many records quote the text at their span, of how many."""
    text = prediction.get("text") or ""
    records = [record for kind in RECORD_KINDS for record in prediction.get(kind) or []]
    return sum(_quotes(record, text) for record in records), len(records)


def _quotes(record: Item, text: str) -> bool:
    start, end = record.get("span") or (0, 0)
    return bool(record.get("quote")) and text[start:end] == record["quote"]


def _folded(value: Any) -> str:
    return squash(json.dumps(value, sort_keys=True) if isinstance(value, Mapping) else value)


def _addresses(prediction: Item) -> dict[str | None, str]:
    prefixes = _prefixes(prediction.get("parts") or [])
    sections = prediction.get("sections") or []
    return {s["id"]: prefixes.get(s.get("part"), "") + str(s.get("path") or "") for s in sections}


def _prefixes(parts: list[Item]) -> dict[str | None, str]:
    """What stands before the paths of a part, by part id; the part that carries the body has none."""
    has_plan = any(part["kind"] == "plan" for part in parts)
    annexes = [part["id"] for part in parts if part["kind"] == "annex"]
    prefixes = {part["id"]: "notice:" for part in parts if part["kind"] == "notice" and has_plan}
    return prefixes | {identity: f"annex{number}:" for number, identity in enumerate(annexes, 1)}
