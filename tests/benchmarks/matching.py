"""How right matching and diffing are on pairs whose alignment was read by eye, beside plain TF-IDF.

    python -m tests.benchmarks.matching

The real pairs (../shared, where it is) are compared by the packaged model, which was trained on corpora/ alone; each pair
of corpora/ by a model that saw the other pairs only. The baseline is the cosine of character 2- to 4-grams; its two
thresholds (linked, covered) are tuned for each pair on that very pair's gold, so that it stands as high as it can.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from docparse.differ import diff
from docparse.evaluation.diffs import DiffScore, evaluate_diff
from docparse.matcher import asked, offered
from docparse.matcher.model import LinkModel, link_model
from docparse.matcher.training import Examples, examples, fit, model_of, read_pairs
from docparse.pipeline import extract
from docparse.records import Document

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
GRID = np.linspace(0.02, 0.6, 30)


def pairs(home: Path) -> Iterator[tuple[str, Document, Document, dict[str, Any]]]:
    """(name, upper, lower, gold) for each file of links in `home`."""
    corpora = home if home.name == "corpora" else home / "corpora"
    for file in sorted((home / "gold" / "links").glob("*--*.json")):
        texts = [
            next(path for path in (corpora / f"{stem}.txt", corpora / "more" / f"{stem}.txt") if path.exists())
            for stem in file.stem.split("--")
        ]
        yield file.stem, extract(texts[0]), extract(texts[1]), json.loads(file.read_text(encoding="utf-8"))


def left_out_models() -> dict[str, LinkModel]:
    """For each pair of corpora/ the model that saw the others only."""
    trained = read_pairs(ROOT / "corpora")
    seen = examples(trained)
    models = {}
    for number, pair in enumerate(trained):
        rest = seen.pair != number
        models[pair.name] = model_of(fit(Examples(seen.values[rest], seen.linked[rest], seen.pair[rest])))
    return models


def baseline(upper: Document, lower: Document, gold: Mapping[str, Any]) -> DiffScore:
    """Plain TF-IDF cosine with the thresholds that are best for this gold, by status and link F1 together."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    demands, passages = asked(upper).demands, offered(lower).passages
    texts = [upper.text[slice(*d.passage.span)] for d in demands] + [lower.text[slice(*p.span)] for p in passages]
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 4), sublinear_tf=True).fit_transform(texts)
    cosine = (vectors[: len(demands)] @ vectors[len(demands) :].T).toarray()
    best: DiffScore | None = None
    for linked in GRID:
        for covered in GRID[linked <= GRID]:
            items = []
            for demand, row in zip(demands, cosine, strict=True):
                order = [i for i in np.argsort(-row)[:3] if row[i] >= linked]
                status = "missing" if not order else "covered" if row[order[0]] >= covered else "partial"
                lowers = [passages[i].address for i in order]
                items.append({"upper": demand.passage.address, "status": status, "lower": lowers})
            score = evaluate_diff(gold, {"items": items, "additions": []})
            if best is None or _worth(score) > _worth(best):
                best = score
    assert best is not None
    return best


def _worth(score: DiffScore) -> float:
    return score.status_accuracy + score.links.f1


def gaps(score: DiffScore) -> tuple[int, int]:
    """Of the requirements that are not covered, not applicable: how many are not called covered, of how many."""
    planted = [v for v in score.verdicts if v.wanted in ("missing", "conflict", "partial")]
    return sum(v.said != "covered" or v.status_right for v in planted), len(planted)


def figures(score: DiffScore) -> str:
    best, asked_for = score.best_link
    return f"{score.status_accuracy:6.3f} {best / max(asked_for, 1):6.3f} {score.links.f1:6.3f}"


def main() -> None:
    print(f"{'pair':<62} {'status   best     F1':<22} {'plain TF-IDF':<22} gaps found")
    left_out = left_out_models()
    for home in (SHARED, ROOT / "corpora"):
        right = total = found = planted = 0
        for name, upper, lower, gold in pairs(home) if home.exists() else ():
            model = link_model() if home == SHARED else left_out[name]
            score = evaluate_diff(gold, diff(upper, lower, model).model_dump(mode="json"))
            seen, all_gaps = gaps(score)
            print(f"{name:<62} {figures(score):<22} {figures(baseline(upper, lower, gold)):<22} {seen}/{all_gaps}")
            right += sum(v.status_right for v in score.verdicts)
            total += len(score.verdicts)
            found, planted = found + seen, planted + all_gaps
        if total:
            print(f"{home.name}: status {right}/{total} = {right / total:.3f}, gaps found {found}/{planted}\n")


if __name__ == "__main__":
    main()
