"""Rules, model, both: `python -m tests.benchmarks.ablation` trains each model on four fifths of the regions and measures the rest.

It decides what is on by default: a model whose gain has an interval above zero. The interval draws whole regions. The lexicon
cut withholds half of the names of `agencies.tsv` at random, five times, and all but the governments' own once: so an office far
from ours would be read. Results lie in docs/ablation.json, from which docs/accuracy.md is made (`make accuracy`).
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT / "corpora"
SHARED = ROOT.parent / "shared"
RESULT = ROOT / "docs" / "ablation.json"
SEEDS = (0, 1, 2, 3, 4)
ALL_NAMES = -1
GOVERNMENTS = -2
"""Withholds all names but those of governments."""

SPANS = "rules and agency-spans"

Counts = dict[str, list[int]]
"""Hits, misses and extras by document."""


def withhold(seed: int) -> None:
    """Takes names out of the table of agencies, before anything in this process has read it: for all rules, not for one."""
    from docparse.lexicon import agencies

    if {"docparse.extractors", "docparse.structure"} & sys.modules.keys():
        raise RuntimeError("the table has been read already: what read it would keep all names")
    whole = agencies.all_tails()
    if seed == GOVERNMENTS:
        kept = {tail.tail for tail in whole if tail.function == "government"}
    else:
        names = sorted({tail.tail for tail in whole})
        kept = set(random.Random(seed).sample(names, len(names) // 2))
    left = tuple(tail for tail in whole if tail.tail in kept)
    agencies.all_tails = lambda: left  # type: ignore[assignment]


def measure(seed: int, models: Path) -> dict[str, dict[str, Counts]]:
    """Counts by variant and kind of every document, by models that did not see its region, with names withheld.

    `models` holds folds.json, the regions held out of each fold and its thresholds, and the folds' models.
    """
    if seed != ALL_NAMES:
        withhold(seed)
    from docparse.evaluation import group_of
    from docparse.extractors import EXTRACTORS, run
    from docparse.extractors.reading import Reading
    from docparse.learned.roles import model_of
    from docparse.learned.spans import SpanModel, blank
    from docparse.readers import read
    from docparse.structure import structure

    folds = json.loads((models / "folds.json").read_text(encoding="utf-8"))
    regions = group_of(CORPORA / "gold", "region")
    found: dict[str, dict[str, Counts]] = {}
    for number, (held_out, thresholds) in enumerate(folds):
        nlp = blank()
        component: Any = nlp.get_pipe("spancat")
        component.from_bytes((models / f"spans-{number}.bin").read_bytes(), exclude=["vocab"])
        spans = SpanModel("fold", thresholds, nlp)
        roles = model_of(json.loads((models / f"roles-{number}.json").read_text(encoding="utf-8")), "fold")
        for name in sorted(name for name, region in regions.items() if region in held_out):
            source = read(CORPORA / f"{name}.txt")
            reading = Reading(structure(source))
            rules = run(reading, EXTRACTORS)
            for variant, records in _variants(reading, rules, spans, roles).items():
                for kind, counts in _scored(name, source, reading, records).items():
                    found.setdefault(variant, {}).setdefault(kind, {})[name] = counts
    return found


def _variants(reading: Any, rules: Any, spans: Any, roles: Any) -> dict[str, Any]:
    from docparse.learned import with_names
    from docparse.learned.roles import without_facts

    return {
        "rules": rules,
        "agency-spans alone": with_names(reading, rules.plus("agencies", ()).plus("members", ()), spans),
        SPANS: with_names(reading, rules, spans),
        "rules and sentence-role": rules.plus("targets", without_facts(reading, rules.targets, roles)),
    }


def _scored(name: str, source: Any, reading: Any, records: Any) -> dict[str, list[int]]:
    from docparse.evaluation.scores import compare
    from docparse.gold import load_gold
    from docparse.pipeline import assemble

    said = assemble(source, reading, records).model_dump(mode="json")
    pairings = compare(load_gold(CORPORA / "gold" / f"{name}.json"), said)
    tallies = {kind: pairing.tally() for kind, pairing in pairings.items()}
    return {kind: [t.hits, t.misses, t.extras] for kind, t in tallies.items()}


def train_folds(models: Path) -> None:
    """Trains both models on each four fifths of the regions."""
    from docparse.training import agency_spans, named_sentences, sentence_role

    labelled = sentence_role.labelled(CORPORA)
    folds = []
    for number, fold in enumerate(agency_spans.crossed(named_sentences.sentences(CORPORA))):
        held_out = {sentence.region for sentence in fold.sentences}
        print(f"fold {number + 1}: {', '.join(sorted(held_out))}", flush=True)
        roles = sentence_role.fit([one for one in labelled if one.group not in held_out])
        (models / f"roles-{number}.json").write_text(json.dumps(roles, ensure_ascii=False), encoding="utf-8")
        component: Any = fold.model.nlp.get_pipe("spancat")
        (models / f"spans-{number}.bin").write_bytes(component.to_bytes(exclude=["vocab"]))
        folds.append((sorted(held_out), fold.model.thresholds))
    (models / "folds.json").write_text(json.dumps(folds), encoding="utf-8")


def figures(
    before: Mapping[str, list[int]], now: Mapping[str, list[int]], regions: Mapping[str, str]
) -> dict[str, Any]:
    """F1 before and now, the gain, and the intervals of F1 and gain, whole regions drawn."""
    from docparse.evaluation import Tally, f1_interval, gain_interval

    names = sorted({regions[name] for name in before})
    units = [
        [sum((Tally(*counts[n]) for n in counts if regions[n] == region), Tally()) for region in names]
        for counts in (before, now)
    ]
    old, new = (sum(unit, Tally()) for unit in units)
    return {
        "f1": round(new.f1, 4),
        "precision": round(new.precision, 4),
        "recall": round(new.recall, 4),
        "interval": [round(end, 4) for end in f1_interval(units[1])],
        "gain": round(new.f1 - old.f1, 4),
        "gain_interval": [round(end, 4) for end in gain_interval(*units)],
    }


def real(models: tuple[str, ...]) -> dict[str, float]:
    """F1 by kind on the real documents beside the checkout, with packaged models; {} where they are not."""
    from docparse.evaluation import evaluate
    from docparse.pipeline import extract

    gold = SHARED / "gold"
    names = [file.stem for file in sorted(gold.glob("*.json"))]
    files = {
        name: next((f for f in sorted(SHARED.rglob(f"{name}.*")) if f.suffix in (".txt", ".html")), None)
        for name in names
    }
    said = {n: extract(f, models=models).model_dump(mode="json") for n, f in files.items() if f}
    return {kind: round(t.f1, 4) for kind, t in evaluate(gold, said).kinds.items()} if said else {}


def main() -> None:
    from docparse.evaluation import group_of
    from docparse.learned import MODELS
    from docparse.output import json_bytes, write_whole
    from docparse.training.artefacts import digest

    regions = group_of(CORPORA / "gold", "region")
    with TemporaryDirectory() as folder:
        given = Path(sys.argv[sys.argv.index("--folds") + 1]) if "--folds" in sys.argv else None
        models = given or Path(folder)
        if not (models / "folds.json").is_file():
            train_folds(models)
        runs = {}
        for seed in (ALL_NAMES, *SEEDS, GOVERNMENTS):
            command = [sys.executable, "-m", "tests.benchmarks.ablation", "--measure", str(seed), str(models)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
            runs[seed] = json.loads(done.stdout)
    whole = runs[ALL_NAMES]
    measured = whole["rules"]["agencies"]
    result = {
        "corpus": {
            "sha256": digest(CORPORA),
            "documents": len(measured),
            "regions": len({regions[n] for n in measured}),
        },
        "variants": {
            variant: {kind: figures(whole["rules"][kind], counts, regions) for kind, counts in kinds.items()}
            for variant, kinds in whole.items()
        },
        "lexicon_cut": {
            str(seed): {
                variant: figures(runs[seed]["rules"]["agencies"], runs[seed][variant]["agencies"], regions)
                for variant in ("rules", "agency-spans alone", SPANS)
            }
            for seed in (*SEEDS, GOVERNMENTS)
        },
        "real": {"rules": real(()), **{f"rules and {model}": real((model,)) for model in MODELS}},
    }
    write_whole(RESULT, json_bytes(result))
    for variant, kinds in result["variants"].items():
        for kind in ("agencies", "members", "targets"):
            print(f"{variant:26} {kind:9} {kinds[kind]}")
    for seed, variants in result["lexicon_cut"].items():
        print(f"cut {seed}: " + "; ".join(f"{v} {f['f1']:.3f} ({f['gain']:+.3f})" for v, f in variants.items()))
    print(result["real"])


if __name__ == "__main__":
    if "--measure" in sys.argv:
        seed, models = sys.argv[sys.argv.index("--measure") + 1 :]
        print(json.dumps(measure(int(seed), Path(models)), ensure_ascii=False))
    else:
        main()
