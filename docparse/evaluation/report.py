"""What a run is told as: tables for a screen, or JSON that another run can be held against."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docparse.evaluation.groups import Division, divided, group_of, overall
from docparse.evaluation.runs import changed, run_json
from docparse.evaluation.scores import Evaluation
from docparse.evaluation.tables import divided_table, error_listing, kinds_table
from docparse.output import json_bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tables: one `by` groups, the listing of `errors`, the changes since the run `before`; or JSON of all."""

    by: Division | None = None
    errors: bool = False
    before: dict[str, Any] | None = None
    as_json: bool = False


def report(evaluation: Evaluation, gold: Path, wanted: Wanted) -> bytes:
    """The run in UTF-8.

    Raises:
        DocparseError: as `group_of`.
    """
    run = run_json(evaluation, gold)
    change = changed(wanted.before, run) if wanted.before is not None else None
    if wanted.as_json:
        told = {"gains": list(change.gains), "losses": list(change.losses)} if change else {}
        return json_bytes({**run, **told})
    parts = [kinds_table(overall(evaluation)), evaluation.tail()]
    if wanted.by:
        parts.append(divided_table(divided(evaluation, group_of(gold, wanted.by))))
    if wanted.errors:
        parts.append(error_listing(evaluation))
    if change:
        parts.append(change.table())
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8", "replace")
