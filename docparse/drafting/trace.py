"""The trace of a draft: every task, target, assignment and report with the documents, sections and records it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docparse.drafting.coverage import places_of
from docparse.drafting.plan import Goal, Item, Office, Plan, Source
from docparse.output import json_bytes


def draft_trace(plan: Plan) -> bytes:
    """UTF-8 JSON: {"subject", "documents": […], "entries": […]}.

    An entry has `kind` ("task", "target", "assignment", "report"), `place` in the plan (三（二）), `text` as printed, and
    `sources`: each with `document` (number, or title in 《》), `place` as an official writes it, `section` (the address in
    that document's JSON) and `records` (ids there). A target that is left open says so; an assignment says of each body
    whom it answers to and whether a document of the region confirms it.
    """
    entries = [
        entry for place, node in places_of(plan.chapters) if isinstance(node, Item) for entry in _of(place, node)
    ]
    reports = [
        {"kind": "report", "place": "", "text": duty.what, "when": duty.when, "sources": _sources([duty.source])}
        for duty in plan.duties
    ]
    documents = [basis.model_dump() for basis in plan.basis]
    return json_bytes({"subject": plan.subject, "documents": documents, "entries": [*entries, *reports]})


def _of(place: str, item: Item) -> Iterator[dict[str, Any]]:
    yield {"kind": "task", "place": place, "text": item.heading, "sources": _sources(item.sources)}
    for goal in item.goals:
        yield _target(place, goal)
    if item.responsibility:
        yield {
            "kind": "assignment",
            "place": place,
            "text": item.responsibility,
            "lead": _offices(item.lead),
            "support": _offices(item.support),
            "responsible": _offices(item.responsible),
            "sources": _sources(item.sources),
        }


def _target(place: str, goal: Goal) -> dict[str, Any]:
    return {
        "kind": "target",
        "place": place,
        "text": goal.told(),
        "indicator": goal.indicator,
        "by": goal.by,
        "open": not goal.own,
        "sources": _sources([goal.source]),
    }


def _sources(sources: Sequence[Source]) -> list[dict[str, Any]]:
    return [
        {
            "document": source.document,
            "title": source.title,
            "place": source.place,
            "section": source.section,
            "records": list(source.records),
        }
        for source in sources
    ]


def _offices(offices: Sequence[Office]) -> list[dict[str, str]]:
    return [{"name": office.name, "state": office.state, "upper": office.upper} for office in offices]
