"""A draft of gold from what docparse says, for a person to correct: annotation begins with reading, not with typing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docparse.corpus.proofs import ROLES
from docparse.errors import DocparseError
from docparse.output import write_whole
from docparse.records import Document

_FIELDS = {
    "agencies": ("name", "kind"),
    "members": ("name", "role", "titles"),
    "targets": ("scope", "indicator", "comparator", "value", "value_max", "unit", "by", "aspirational"),
    "deadlines": ("kind", "start", "end", "rrule", "offset", "quote"),
    "citations": ("title", "doc_number", "relation"),
}
"""The fields that gold takes over as they are."""
_PLACED = {"targets", "deadlines"}


def add(document: Document, name: str, corpus: Path) -> list[Path]:
    """Puts a document and a draft of its gold into a corpus, and returns both files.

    The text is written as docparse repaired it, a paragraph a line. The draft is marked as one, so that no check takes it
    for gold until a person has corrected it.

    Raises:
        DocparseError: the corpus has a document of that name; it is left as it is.
    """
    text, gold = corpus / f"{name}.txt", corpus / "gold" / f"{name}.json"
    if there := [path for path in (text, gold) if path.exists()]:
        raise DocparseError(f"{there[0]}: is there already; move it away, or give the document another name")
    write_whole(text, f"{document.text}\n".encode())
    write_whole(gold, as_lines(draft_gold(document)).encode())
    return [text, gold]


def draft_gold(document: Document) -> dict[str, Any]:
    """What docparse says of a document, in the form of gold, with `"draft": true` at its head."""
    said = document.model_dump(mode="json")
    names = {body["id"]: body["name"] for body in said["bodies"]}
    gold: dict[str, Any] = {"draft": True, "meta": {k: v for k, v in said["meta"].items() if k != "spans"}}
    gold["sections"] = [
        {"path": document.address(section["id"]), "number": section["number"], "heading": section["heading"]}
        for section in said["sections"]
    ]
    gold["tables"] = [{"header": table["header"], "rows": table["rows"]} for table in said["tables"]]
    for kind, fields in _FIELDS.items():
        gold[kind] = [
            {
                **({"section": document.address(record["section"]) or None} if kind in _PLACED else {}),
                **{field: record[field] for field in fields},
            }
            for record in said[kind]
        ]
    gold["bodies"] = [
        {"name": body["name"], "kind": body["kind"], "host": body["host"], "parent": names.get(body["parent"])}
        for body in said["bodies"]
    ]
    gold["assignments"] = [
        {
            "section": document.address(record["section"]),
            "task": record["task"],
            **{role: [party["name"] for party in record[role]] for role in ROLES},
        }
        for record in said["assignments"]
    ]
    gold["findings"] = [
        {
            "code": finding["code"],
            "severity": finding["severity"],
            "section": document.address(finding["section"]) or None,
            "quote": finding["quote"],
            "note": finding["message"],
        }
        for finding in said["findings"]
    ]
    return gold


def as_lines(gold: dict[str, Any]) -> str:
    """Gold as JSON with one record a line: to be read, and corrected, by a person."""
    kinds = []
    for kind, value in gold.items():
        if isinstance(value, list) and value:
            rows = ",\n".join(f"  {_flat(record)}" for record in value)
            kinds.append(f' "{kind}": [\n{rows}\n ]')
        elif isinstance(value, dict):
            rows = ",\n".join(f'  "{field}": {_flat(content)}' for field, content in value.items())
            kinds.append(f' "{kind}": {{\n{rows}\n }}')
        else:
            kinds.append(f' "{kind}": {_flat(value)}')
    return "{\n" + ",\n".join(kinds) + "\n}\n"


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
