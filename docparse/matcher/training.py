"""Trains the model of links on pairs of documents whose alignment a reader made.

Each pair is seen as it stands and in variants of its lower document (`variation`); folds never part a pair, so that
every figure is of pairs that the model had not seen.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version as version_of
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray

from docparse.errors import DocparseError
from docparse.learned.artefact import FORMAT
from docparse.learned.encoder import Encoder
from docparse.matcher import asked, offered
from docparse.matcher.features import FEATURES
from docparse.matcher.links import LINKED, Asked, Offered, features_of
from docparse.matcher.meaning import MEANING
from docparse.matcher.model import LinkModel, linear
from docparse.matcher.variation import variants, without_answers
from docparse.matcher.vectors import weigh
from docparse.output import json_bytes
from docparse.pipeline import extract

VERSION = "links-1"
SEED = 7
_ROUNDS = 2  # of variants of each pair
_SHRINKAGE = 0.003  # C of the regression: few pairs, features that say nearly the same
_FEWEST = 3  # pairs: one is left out, and of the rest one at a time calibrates
_BINS = 10  # of the reliability diagram
_ADDRESS = re.compile(r'("__id__": |"file": ")(\d+)')  # by which skops names its parts
_LIBRARIES = ("numpy", "scikit-learn", "scipy", "skops")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents made ready, and for each requirement's address the addresses that answer it, and that may."""

    name: str
    above: Asked
    below: Offered
    answers: Mapping[str, tuple[frozenset[str], frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows of feature values, shape (n, features), whether each is a link, and the pair that it is of."""

    values: NDArray[np.float64]
    linked: NDArray[np.int64]
    pair: NDArray[np.int64]


def read_pairs(corpus: Path) -> list[Pair]:
    """The pairs of `corpus/gold/links`, in order of their names; the documents lie in `corpus`.

    Raises:
        DocparseError: there is no pair, a document is missing, or a file of links is malformed.
    """
    files = sorted((corpus / "gold" / "links").glob("*--*.json"))
    if not files:
        raise DocparseError(f"{corpus}: holds no gold/links/<upper>--<lower>.json to train on")
    return [_pair(corpus, file) for file in files]


def digest(corpus: Path) -> str:
    """SHA-256 over all that `read_pairs` reads: link files and documents, by name and content."""
    found = hashlib.sha256()
    for file in sorted((corpus / "gold" / "links").glob("*--*.json")):
        for path in (file, *(corpus / f"{stem}.txt" for stem in file.stem.split("--"))):
            found.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()


def examples(pairs: Sequence[Pair], encoder: Encoder | None = None) -> Examples:
    """Every candidate of every requirement of `pairs` and of their variants; what may answer is left out."""
    values, linked, owner = [], [], []
    for number, pair in enumerate(pairs):
        for below, places in _forms(pair):
            x, y = _labelled(pair, below, places, encoder)
            values.append(x)
            linked.append(y)
            owner.append(np.full(len(y), number))
    return Examples(np.concatenate(values), np.concatenate(linked), np.concatenate(owner))


def fit(seen: Examples) -> Any:
    """A standardised logistic regression, its decision calibrated by a sigmoid over folds that part no pair."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import LeaveOneGroupOut
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    steps = [("scale", StandardScaler()), ("regress", LogisticRegression(C=_SHRINKAGE, max_iter=2000))]
    folds = list(LeaveOneGroupOut().split(seen.values, seen.linked, seen.pair))
    calibrated = CalibratedClassifierCV(Pipeline(steps), method="sigmoid", cv=folds, ensemble=False)
    calibrated.fit(seen.values, seen.linked)
    calibrated.cv = None  # the folds are row numbers of the examples, and no part of the model
    return calibrated


def model_of(classifier: Any, encoder: Encoder | None = None) -> LinkModel:
    """What `model.load` would give for `classifier`."""
    return LinkModel(VERSION, (*FEATURES, MEANING) if encoder else FEATURES, *linear(classifier), encoder)


def left_out(seen: Examples) -> NDArray[np.float64]:
    """The probability of each example by a model that saw the other pairs only."""
    found = np.zeros(len(seen.linked))
    for number in np.unique(seen.pair):
        rest = seen.pair != number
        model = model_of(fit(Examples(seen.values[rest], seen.linked[rest], seen.pair[rest])))
        found[~rest] = model.probability(seen.values[~rest])
    return found


def train(corpus: Path, encoder: Encoder | None = None) -> dict[str, bytes]:
    """The files of a model trained on `corpus`, by name: model, manifest, model card and its diagram.

    With an encoder, the likeness in meaning that it finds is one feature more, and the manifest names its hash.

    Raises:
        DocparseError: as `read_pairs`, or the pairs are too few.
    """
    from skops import io

    from docparse.matcher.card import card, reliability_diagram

    pairs = read_pairs(corpus)
    if len(pairs) < _FEWEST:
        raise DocparseError(f"{corpus}: holds {len(pairs)} pairs of documents; training needs {_FEWEST} at least")
    seen = examples(pairs, encoder)
    classifier = fit(seen)
    model = settled(io.dumps(classifier))
    guessed = left_out(seen)
    trained = model_of(classifier, encoder)
    manifest: dict[str, Any] = {
        "model": "links",
        "format": FORMAT,
        "version": VERSION,
        "features": list(trained.features),
        **({"encoder": encoder.sha256} if encoder else {}),
        "sha256": hashlib.sha256(model).hexdigest(),
        "bytes": len(model),
        "corpus": {"sha256": digest(corpus), "pairs": [pair.name for pair in pairs]},
        "examples": {"all": len(seen.linked), "linked": int(seen.linked.sum())},
        "seed": SEED,
        "libraries": {name: version_of(name) for name in _LIBRARIES},
        "scores": scores(seen.linked, guessed),
        "reliability": reliability(seen.linked, guessed),
    }
    return {
        "model.skops": model,
        "manifest.json": json_bytes(manifest),
        "README.md": card(manifest, dict(zip(trained.features, trained.weights.tolist(), strict=True))),
        "reliability.svg": reliability_diagram(manifest["reliability"]),
    }


def settled(archive: bytes) -> bytes:
    """What skops wrote, with its addresses in memory numbered as they come and no time of day: the same for the same model."""
    with ZipFile(BytesIO(archive)) as written:
        members = {name: written.read(name) for name in written.namelist()}
    schema = members["schema.json"].decode("utf-8")
    numbers: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return found[1] + numbers.setdefault(found[2], str(len(numbers) + 1))

    members["schema.json"] = _ADDRESS.sub(number, schema).encode("utf-8")
    made = BytesIO()
    with ZipFile(made, "w") as whole:
        for name, data in members.items():
            stem, dot, suffix = name.partition(".")
            whole.writestr(ZipInfo(numbers.get(stem, stem) + dot + suffix), data)
    return made.getvalue()


def scores(linked: NDArray[np.int64], guessed: NDArray[np.float64]) -> dict[str, float]:
    """Average precision, Brier score, log loss, and F1 of all candidates at the least score of a link of a task."""
    from sklearn.metrics import average_precision_score, brier_score_loss, f1_score, log_loss

    return {
        "average_precision": round(float(average_precision_score(linked, guessed)), 4),
        "brier": round(float(brier_score_loss(linked, guessed)), 4),
        "log_loss": round(float(log_loss(linked, guessed)), 4),
        "f1": round(float(f1_score(linked, guessed >= LINKED["task"])), 4),
    }


def reliability(linked: NDArray[np.int64], guessed: NDArray[np.float64]) -> list[dict[str, float]]:
    """For each tenth of [0, 1]: the mean probability given, the share of links among them, and how many they are."""
    bins = np.minimum((guessed * _BINS).astype(int), _BINS - 1)
    return [
        {
            "given": round(float(guessed[bins == b].mean()), 4),
            "found": round(float(linked[bins == b].mean()), 4),
            "count": int((bins == b).sum()),
        }
        for b in range(_BINS)
        if (bins == b).any()
    ]


def _pair(corpus: Path, file: Path) -> Pair:
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))["requirements"]
        answers = {
            str(row["upper"]): (frozenset(row.get("lower") or ()), frozenset(row.get("optional_lower") or ()))
            for row in rows
            if row["status"] != "not_applicable"
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DocparseError(f"{file}: is no file of links ({error!r}); see gold/README.md beside it") from error
    upper, lower = file.stem.split("--")
    return Pair(file.stem, asked(extract(corpus / f"{upper}.txt")), offered(extract(corpus / f"{lower}.txt")), answers)


def _forms(pair: Pair) -> Iterator[tuple[Offered, Mapping[str, str]]]:
    yield pair.below, {}
    for number in range(_ROUNDS):
        yield from variants(pair.below, SEED + number)
    yield from without_answers(pair.below, SEED)


def _labelled(
    pair: Pair, below: Offered, places: Mapping[str, str], encoder: Encoder | None
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    chosen, values = features_of(pair.above, below, weigh(pair.above.counts, below.counts), encoder)
    rows, linked = [], []
    for demand, candidates, row in zip(pair.above.demands, chosen, values, strict=True):
        if demand.passage.address not in pair.answers:
            continue
        right, allowed = ({places.get(a, a) for a in addresses} for addresses in pair.answers[demand.passage.address])
        for passage, features in zip(candidates, row, strict=True):
            address = below.passages[passage].address
            if address in right or address not in allowed:
                rows.append(features)
                linked.append(int(address in right))
    return np.array(rows).reshape(-1, values.shape[2]), np.array(linked, dtype=np.int64)
