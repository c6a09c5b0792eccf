"""Trains `agency-spans`: sentences of the corpus with the places of its gold's agencies, and spaCy's own training loop.

On one machine with one set of libraries the weights come out bit for bit; another processor may round otherwise, so that
weights differ in the last places there, and scores in the third decimal.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docparse.corpus import align, read_corpus
from docparse.evaluation import Tally, group_of
from docparse.learned.spans import ENDS, GROUP, LABEL, NAME, SpanModel, as_doc, blank
from docparse.pipeline import extract
from docparse.training.artefacts import SEED, digest, manifest, with_manifest

if TYPE_CHECKING:
    from spacy.language import Language

NUMBER = 1
FOLDS = 5
THRESHOLD = 0.8
_EPOCHS = 10
_BATCH = 32
_DROPOUT = 0.2
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_LIBRARIES = ("numpy", "spacy", "thinc")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, of which region, and where in it the gold's agencies stand."""

    document: str
    region: str
    text: str
    names: tuple[tuple[int, int], ...]


def sentences(corpus: Path) -> list[Sentence]:
    """All sentences of a corpus; groups of bodies (各部门) are no agencies.

    Raises:
        DocparseError: as `read_corpus`.
    """
    regions = group_of(corpus / "gold", "region")
    return [
        sentence
        for name, annotated in read_corpus(corpus).documents.items()
        for sentence in _sentences(corpus, name, annotated.gold, regions[name])
    ]


def _sentences(corpus: Path, name: str, gold: Mapping[str, Any], region: str) -> Iterator[Sentence]:
    document = extract(corpus / f"{name}.txt")
    marks = [
        aligned.mark
        for aligned in align(document, gold)
        if aligned.kind == "agencies" and gold["agencies"][aligned.index].get("kind") != "generic"
    ]
    for match in _SENTENCE.finditer(document.text):
        start, end = match.span()
        names = tuple((m.start - start, m.end - start) for m in marks if start <= m.start and m.end <= end)
        yield Sentence(name, region, match[0], names)


def folds(found: Sequence[Sentence]) -> list[frozenset[str]]:
    """The regions in `FOLDS` groups of about as many sentences each; no region is in two."""
    from sklearn.model_selection import GroupKFold

    regions = [sentence.region for sentence in found]
    parts = GroupKFold(FOLDS).split(regions, groups=regions)
    return [frozenset(regions[i] for i in held_out) for _, held_out in parts]


def fit(found: Sequence[Sentence]) -> Language:
    """The pipeline trained on these sentences: all that name a body, and every second of those that might and don't."""
    from spacy.tokens import Span
    from spacy.training import Example
    from thinc.api import fix_random_seed

    fix_random_seed(SEED)
    nlp = blank()
    examples = []
    for number, sentence in enumerate(found):
        if sentence.names or (number % 2 == 0 and ENDS & set(sentence.text)):
            wanted = as_doc(nlp, sentence.text)
            wanted.spans[GROUP] = [Span(wanted, start, end, label=LABEL) for start, end in sentence.names]
            examples.append(Example(as_doc(nlp, sentence.text), wanted))
    optimizer = nlp.initialize(lambda: examples)
    order = random.Random(SEED)
    for _ in range(_EPOCHS):
        order.shuffle(examples)
        for start in range(0, len(examples), _BATCH):
            nlp.update(examples[start : start + _BATCH], sgd=optimizer, drop=_DROPOUT)
    return nlp


def model_of(nlp: Language) -> SpanModel:
    """What `learned.spans.load` would give for a trained pipeline."""
    return SpanModel(f"{NAME}-{NUMBER}", THRESHOLD, nlp)


def tally(model: SpanModel, found: Sequence[Sentence]) -> Tally:
    """Names found, missed and said too much in sentences, by their places."""
    total = Tally()
    for sentence, spans in zip(found, model.spans([s.text for s in found]), strict=True):
        said, wanted = {(start, end) for start, end, _ in spans}, set(sentence.names)
        total += Tally(len(said & wanted), len(wanted - said), len(said - wanted))
    return total


def held_out_scores(found: Sequence[Sentence]) -> Tally:
    """Each fold of regions scored by a model that saw the others only."""
    total = Tally()
    for regions in folds(found):
        model = model_of(fit([s for s in found if s.region not in regions]))
        total += tally(model, [s for s in found if s.region in regions])
    return total


def train(corpus: Path) -> dict[str, bytes]:
    """The files of the model trained on a corpus, by name.

    Raises:
        DocparseError: as `sentences`.
    """
    found = sentences(corpus)
    component: Any = fit(found).get_pipe("spancat")
    files = {"model.bin": bytes(component.to_bytes(exclude=["vocab"]))}
    score = held_out_scores(found)
    told = {
        "threshold": THRESHOLD,
        "corpus": {"sha256": digest(corpus), "documents": len({s.document for s in found})},
        "examples": {"sentences": len(found), "names": sum(len(s.names) for s in found)},
        "scores": {
            "precision": round(score.precision, 3),
            "recall": round(score.recall, 3),
            "f1": round(score.f1, 3),
        },
    }
    description = manifest(NAME, NUMBER, files, _LIBRARIES, told)
    return with_manifest(files, description, _card(description))


def _card(description: Mapping[str, Any]) -> str:
    libraries = ", ".join(f"{name} {version}" for name, version in description["libraries"].items())
    return _CARD.format(**{**description, "libraries": libraries})


_CARD = """# Agency spans

{version}: where the name of a body stands in a sentence. A spaCy span categoriser over characters: embeddings of characters,
four convolutions that see four characters on either side, the mean and maximum of a stretch, a logistic score. It weighs only
stretches that end as names of bodies do. The configuration is `docparse/learned/agency_spans.cfg`.

| | |
| --- | --- |
| for | sentences that the rules leave open: an end of a body's name stands there that no rule has read |
| not for | telling which body it is, or what it is to do; persons and posts |
| trained on | {corpus[documents]} documents of `corpora/`: {examples[sentences]} sentences, {examples[names]} names, placed by `docparse.corpus.align` |
| corpus | SHA-256 `{corpus[sha256]}` over texts, gold and tables |
| made with | {libraries}; seed {seed} |
| size | {bytes} bytes, `model.bin`, weights alone; nothing in it is code |
| made again by | `docparse train agency-spans`: bit for bit on the same machine with the same libraries; another processor may round otherwise |

## How right it is

Names by their places, each fold of regions by a model that saw the others only, from a probability of {threshold} on:

| precision | recall | F1 |
| --- | --- | --- |
| {scores[precision]:.3f} | {scores[recall]:.3f} | {scores[f1]:.3f} |

[docs/accuracy.md](../../docs/accuracy.md) says what becomes of it beside the rules, and why it is not on by default.

## Limits

The corpus is invented, and its gold names each body once: a name in passing that no gold lists counts as wrong here. The model
knows no place and no body; it has learnt how such names begin and end, and marks a group (各相关单位) now and then.
"""
