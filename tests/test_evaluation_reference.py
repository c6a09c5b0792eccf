"""Our scores and those of the reference scorer are the same figures, on predictions wrong in every way and on real ones."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docparse.evaluation import Tally, evaluate, evaluate_diff
from docparse.evaluation.prediction import META_FIELDS, ROLES

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORER = SHARED / "score.py"

pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="no reference scorer in ../shared")


def as_prediction(gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Gold dressed as contract JSON, with a part of its records dropped, doubled, or changed in one field."""
    parts = [{"id": "notice", "kind": "notice"}, {"id": "", "kind": "plan"}]
    parts += [{"id": f"annex{n}", "kind": "annex"} for n in (1, 2)]
    prediction: dict[str, Any] = {
        "text": "甲乙丙丁" * 50,
        "parts": parts,
        "meta": spoiled(gold.get("meta", {}), chance),
    }
    for kind in (
        "sections",
        "tables",
        "agencies",
        "members",
        "bodies",
        "targets",
        "deadlines",
        "citations",
        "findings",
    ):
        prediction[kind] = [
            spoiled(r, chance) for r in gold.get(kind, []) for _ in range(chance.choice((0, 1, 1, 1, 1, 2)))
        ]
    prediction["assignments"] = [
        {**a, **{role: [{"name": name} for name in a.get(role, []) if chance.random() < 0.8] for role in ROLES}}
        for a in gold.get("assignments", [])
    ]
    for section in prediction["sections"]:
        part, _, path = section["path"].rpartition(":")
        section |= {"id": section["path"], "part": part, "path": path}
    for kind in ("agencies", "targets", "findings"):
        for record in prediction[kind]:
            start = chance.randrange(100)
            record |= {
                "span": [start, start + 2],
                "quote": record.get("quote") or chance.choice(("甲乙", "丙丁", "乙丙")),
            }
    chance.shuffle(prediction["targets"])
    return prediction


def spoiled(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The record, in one case of four with one field made empty or a string of it cut by a character."""
    changed = {field: value for field, value in record.items() if field != "optional"}
    field = chance.choice(sorted(changed)) if changed and chance.random() < 0.25 else None
    if field in {
        *META_FIELDS,
        "heading",
        "name",
        "role",
        "unit",
        "indicator",
        "comparator",
        "by",
        "end",
        "rrule",
        "quote",
    }:
        changed[field] = changed[field][1:] if isinstance(changed[field], str) else None
    return changed


def reference_scores(predictions: Path, out: Path) -> dict[str, Any]:
    command: list[str | Path] = [
        sys.executable,
        SCORER,
        "extract",
        "--pred",
        predictions,
        "--gold",
        SHARED / "gold",
        "--json",
        out,
    ]
    subprocess.run(command, check=True, capture_output=True)
    figures: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return figures


def assert_same_figures(predictions: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    folder = tmp_path / "predictions"
    folder.mkdir()
    for name, prediction in predictions.items():
        (folder / f"{name}.json").write_text(json.dumps(prediction), encoding="utf-8")
    reference = reference_scores(folder, tmp_path / "scores.json")
    ours = evaluate(SHARED / "gold", predictions)
    grounded = reference.pop("grounded")
    assert ours.quoting == (grounded["good"], grounded["total"])
    assert {**dict(rows(ours.kinds)), "all": row(ours.all)} == {
        kind: (s["precision"], s["recall"], s["f1"]) for kind, s in reference.items()
    }
    assert {k: (t.hits, t.misses, t.extras) for k, t in ours.kinds.items()} == {
        k: (s["tp"], s["fn"], s["fp"]) for k, s in reference.items() if k != "all"
    }


def row(tally: Tally) -> tuple[float, float, float]:
    return round(tally.precision, 4), round(tally.recall, 4), round(tally.f1, 4)


def rows(tallies: dict[str, Tally]) -> Iterator[tuple[str, tuple[float, float, float]]]:
    return ((kind, row(tally)) for kind, tally in tallies.items())


@pytest.mark.parametrize("seed", range(6))
def test_same_figures_as_the_reference_on_spoiled_gold(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    golds = {
        file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted((SHARED / "gold").glob("*.json"))
    }
    answered = [name for name in golds if chance.random() < 0.9]
    assert_same_figures({name: as_prediction(golds[name], chance) for name in answered}, tmp_path)


def test_same_figures_as_the_reference_on_real_predictions(tmp_path: Path) -> None:
    from docparse.pipeline import extract

    files = [file for suffix in ("txt", "html") for file in sorted((SHARED / "corpora").rglob(f"*.{suffix}"))]
    names = {file.stem for file in (SHARED / "gold").glob("*.json")}
    predictions = {file.stem: extract(file).model_dump(mode="json") for file in files if file.stem in names}
    assert predictions.keys() == names
    assert_same_figures(predictions, tmp_path)


def spoiled_items(gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A diff result made from an alignment: items dropped, split in two, of other status, with other links."""
    paths = sorted({path for r in gold["requirements"] for path in r["lower"]}) or ["1"]
    items = []
    for requirement in gold["requirements"]:
        upper = requirement["upper"]
        for name in chance.choice(([], [upper], [upper], [upper], [f"{upper}.1", f"{upper}.2"])):
            lower = [p for p in requirement["lower"] if chance.random() < 0.8]
            lower += chance.sample(paths, min(len(paths), chance.choice((0, 0, 1, 2))))
            chance.shuffle(lower)
            status = chance.choice((requirement["status"],) * 3 + ("partial", "not_applicable"))
            items.append({"upper": name, "status": status, "lower": lower})
    additions = [{"lower": path, "text": ""} for path in (*gold["additions"], "3.9") if chance.random() < 0.7]
    return {"items": items, "additions": additions}


def reference_diff_lines(gold: Path, result: Path) -> list[str]:
    command: list[str | Path] = [sys.executable, SCORER, "diff", "--pred", result, "--gold", gold]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()


@pytest.mark.parametrize("file", sorted((SHARED / "gold" / "links").glob("*.json")), ids=lambda file: file.stem)
@pytest.mark.parametrize("seed", range(3))
def test_same_diff_figures_as_the_reference(file: Path, seed: int, tmp_path: Path) -> None:
    gold = json.loads(file.read_text(encoding="utf-8"))
    result = spoiled_items(gold, random.Random(seed))
    said = tmp_path / "diff.json"
    said.write_text(json.dumps(result), encoding="utf-8")
    assert evaluate_diff(gold, result).table().splitlines() == reference_diff_lines(file, said)
