"""Scores by genre, by region and by document: what a sum over all hides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from docparse.evaluation.intervals import f1_interval
from docparse.evaluation.scores import KINDS, Evaluation, Tally
from docparse.gold import load_gold
from docparse.lexicon.tables import read_table

Division = Literal["genre", "region", "document"]
UNKNOWN = "—"
_OUTERMOST = re.compile(r".{2,8}?(?:自治区|省)|.{2,8}?[市州盟]|.{2,8}?地区")


@dataclass(frozen=True, slots=True)
class Score:
    """A tally, over how many documents it is summed, and the 95 % interval of its F1 over these."""

    tally: Tally
    documents: int
    interval: tuple[float, float]


def group_of(gold: Path, division: Division) -> dict[str, str]:
    """For each document of a gold folder, its genre, its outermost region, or itself; "—" where its gold says none.

    `regions.tsv` beside the folder names the region above where the names don't show it (columns `region`, `above`).

    Raises:
        DocparseError: a file of the folder is no gold, or the table is malformed.
    """
    above = _above(gold.parent / "regions.tsv")
    found: dict[str, str] = {}
    for file in sorted(gold.glob("*.json")):
        meta = load_gold(file).get("meta") or {}
        if division == "document":
            found[file.stem] = file.stem
        elif division == "genre":
            found[file.stem] = meta.get("genre") or UNKNOWN
        else:
            found[file.stem] = _outermost(meta.get("region") or UNKNOWN, above)
    return found


def overall(evaluation: Evaluation) -> dict[str, Score]:
    """A score a kind, and "all", over all documents."""
    return _scores(list(evaluation.documents.values()))


def divided(evaluation: Evaluation, groups: Mapping[str, str]) -> dict[str, dict[str, Score]]:
    """For each group, in the order of their names, a score a kind and "all"."""
    return {
        group: _scores([tallies for name, tallies in evaluation.documents.items() if groups.get(name) == group])
        for group in sorted(set(groups.values()))
        if any(groups.get(name) == group for name in evaluation.documents)
    }


def as_json(scores: Mapping[str, Score]) -> dict[str, Any]:
    """Scores as JSON: figures with four decimals."""
    return {
        kind: {
            "precision": round(score.tally.precision, 4),
            "recall": round(score.tally.recall, 4),
            "f1": round(score.tally.f1, 4),
            "interval": [round(end, 4) for end in score.interval],
            "hits": score.tally.hits,
            "missed": score.tally.misses,
            "extra": score.tally.extras,
            "documents": score.documents,
        }
        for kind, score in scores.items()
    }


def _scores(documents: list[Mapping[str, Tally]]) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    for kind in KINDS:
        units = [tallies[kind] for tallies in documents if kind in tallies]
        if units:
            scores[kind] = Score(sum(units, Tally()), len(units), f1_interval(units))
    whole = [sum(tallies.values(), Tally()) for tallies in documents]
    return {**scores, "all": Score(sum(whole, Tally()), len(whole), f1_interval(whole))}


def _above(table: Path) -> dict[str, str]:
    return {row["region"]: row["above"] for row in read_table(table)} if table.is_file() else {}


def _outermost(region: str, above: Mapping[str, str]) -> str:
    for name, outer in above.items():
        if region.startswith(name):
            return outer
    match = _OUTERMOST.match(region)
    return match[0] if match else region
