"""Floors on whole pairs of documents whose alignment was read by eye."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from docparse.differ import diff
from docparse.evaluation.diffs import DiffScore, evaluate_diff
from docparse.pipeline import extract

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def text_of(stem: str, corpora: Path) -> Path:
    return next(path for path in (corpora / f"{stem}.txt", corpora / "more" / f"{stem}.txt") if path.exists())


@cache
def score(home: Path, upper: str, lower: str) -> DiffScore:
    if not home.exists():
        pytest.skip(f"{home.name}/ with the documents is not here")
    gold = json.loads((home / "gold" / "links" / f"{upper}--{lower}.json").read_text(encoding="utf-8"))
    corpora = home if home.name == "corpora" else home / "corpora"
    result = diff(extract(text_of(upper, corpora)), extract(text_of(lower, corpora)))
    return evaluate_diff(gold, result.model_dump(mode="json"))


PAIRS = [
    *(
        (ROOT / "corpora", *file.stem.split("--"), 0.75, 0.90, 0.85)
        for file in sorted((ROOT / "corpora" / "gold" / "links").glob("*--*.json"))
    ),
    (SHARED, "002_345de6f7446dad64", "004_b0eb6a094661823a", 0.90, 0.92, 0.75),
    (SHARED, "001_bab6f39c5e242243", "000_c214193446a54d95", 0.80, 0.90, 0.78),
    (SHARED, "003_99660bbf0f727826", "000_c214193446a54d95", 0.85, 0.90, 0.85),
    (SHARED, "sd-s11", "sd-s15", 0.88, 0.87, 0.70),
]


@pytest.mark.parametrize(("home", "upper", "lower", "status", "best", "links"), PAIRS, ids=[p[1][:8] for p in PAIRS])
def test_a_pair_is_read_at_least_so_well(
    home: Path, upper: str, lower: str, status: float, best: float, links: float
) -> None:
    found = score(home, upper, lower)
    right, asked = found.best_link
    assert found.status_accuracy >= status, found.table()
    assert right >= best * asked, found.table()
    assert found.links.f1 >= links, found.table()


OWN = [pair[1:3] for pair in PAIRS if pair[0] != SHARED]


def test_nine_of_ten_verdicts_on_our_own_pairs_are_right() -> None:
    verdicts = [verdict for upper, lower in OWN for verdict in score(ROOT / "corpora", upper, lower).verdicts]
    assert sum(verdict.status_right for verdict in verdicts) >= 0.90 * len(verdicts)


@pytest.mark.parametrize(("upper", "lower"), OWN, ids=[pair[0][:8] for pair in OWN])
def test_every_contradiction_is_found(upper: str, lower: str) -> None:
    found = score(ROOT / "corpora", upper, lower)
    planted = [verdict for verdict in found.verdicts if verdict.wanted == "conflict"]
    assert planted
    assert [verdict.said for verdict in planted] == ["conflict"] * len(planted)
    assert [v.upper for v in found.verdicts if v.said == "conflict" and not v.status_right] == []


def test_every_planted_gap_is_found() -> None:
    """A gap that is called covered is one that an official would not look at."""
    verdicts = [verdict for upper, lower in OWN for verdict in score(ROOT / "corpora", upper, lower).verdicts]
    gaps = [v for v in verdicts if v.wanted in ("missing", "conflict", "partial")]
    missed = [v for v in gaps if v.said == "covered" and not v.status_right]
    assert gaps
    assert missed == []
