"""Gold files: what a careful reader takes from a document, one JSON object a document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docparse.errors import DocparseError

_IDENTIFIED_BY = {
    "sections": "path",
    "tables": "rows",
    "agencies": "name",
    "members": "name",
    "bodies": "name",
    "targets": "value",
    "deadlines": "kind",
    "assignments": "section",
    "citations": "title",
    "findings": "quote",
}
"""The field without which a gold record of that kind says nothing."""


def load_gold(file: Path) -> dict[str, Any]:
    """One gold file; kinds that it leaves out are not annotated.

    Raises:
        DocparseError: it is no JSON object, holds no kind of record, or a record lacks the field that its kind cannot do without.
    """
    try:
        gold = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise DocparseError(f"{file}: not readable as gold JSON ({error})") from error
    if not isinstance(gold, dict) or not isinstance(gold.get("meta", {}), dict):
        raise DocparseError(f"{file}: gold must be a JSON object, and so must its meta")
    if not gold.keys() & {"meta", *_IDENTIFIED_BY}:
        raise DocparseError(f"{file}: is no gold: it has neither meta nor records")
    for kind, field in _IDENTIFIED_BY.items():
        records = gold.get(kind, [])
        if not isinstance(records, list):
            raise DocparseError(f"{file}: {kind} must be a list")
        for number, record in enumerate(records):
            if not isinstance(record, dict) or field not in record:
                raise DocparseError(f"{file}: {kind}[{number}] has no {field!r}")
    return gold
