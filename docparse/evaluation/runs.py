"""A run as JSON, and what another run gained and lost against it, mistake by mistake."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docparse.errors import DocparseError
from docparse.evaluation.groups import as_json, divided, group_of, overall
from docparse.evaluation.scores import Evaluation, told

FORM = "docparse evaluation 1"
_Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """Mistakes of the run before that this one no longer makes, and those that it makes anew; a line each."""

    gains: tuple[str, ...]
    losses: tuple[str, ...]

    def table(self) -> str:
        """The counts, then a line each: "+" gained, "-" lost."""
        head = f"{len(self.gains)} gained, {len(self.losses)} lost"
        return "\n".join([head, *(f"+ {line}" for line in self.gains), *(f"- {line}" for line in self.losses)])


def run_json(evaluation: Evaluation, gold: Path) -> dict[str, Any]:
    """All of a run: scores by kind, by genre, by region and by document, and every mistake with its context."""
    groups: dict[str, Any] = {
        f"{division}s": {
            name: as_json(scores) for name, scores in divided(evaluation, group_of(gold, division)).items()
        }
        for division in ("genre", "region", "document")
    }
    return {
        "form": FORM,
        "kinds": as_json(overall(evaluation)),
        **groups,
        "grounded": list(evaluation.quoting),
        "unanswered": list(evaluation.unanswered),
        "errors": [
            {"document": e.document, "kind": e.kind, "what": e.what, "record": e.record, "context": e.context}
            for e in evaluation.errors
        ],
    }


def read_run(file: Path) -> dict[str, Any]:
    """A run that `run_json` gave.

    Raises:
        DocparseError: the file cannot be read, or is none.
    """
    try:
        run = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise DocparseError(f"{file}: not readable as JSON ({error})") from error
    if not isinstance(run, dict) or run.get("form") != FORM or not isinstance(run.get("errors"), list):
        raise DocparseError(f"{file}: is no run; make one with: docparse evaluate --format json")
    return run


def changed(before: dict[str, Any], now: dict[str, Any]) -> Change:
    """What the run `now` gained and lost against `before`, over the documents that both have."""
    both = before["documents"].keys() & now["documents"].keys()
    old, new = (Counter(_key(e) for e in run["errors"] if e["document"] in both) for run in (before, now))
    return Change(tuple(map(_line, old - new)), tuple(map(_line, new - old)))


def _key(error: dict[str, Any]) -> _Key:
    return error["document"], error["kind"], error["what"], told(error["record"])


def _line(key: _Key) -> str:
    document, kind, what, record = key
    return f"{document} {kind} {what}: {record}"
