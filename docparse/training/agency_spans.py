"""Trains `agency-spans` on sentences with the places of names, by spaCy's own training.

On one machine with one set of libraries the weights come out bit for bit; another processor may round otherwise, so that
weights differ in the last places there, and scores in the third decimal.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docparse.evaluation import Tally
from docparse.learned.spans import (
    GROUP,
    LABELS,
    NAME,
    Found,
    SpanModel,
    as_doc,
    blank,
    candidates,
)
from docparse.training.artefacts import SEED, digest, manifest, with_manifest
from docparse.training.named_sentences import Sentence, sentences, told_again

if TYPE_CHECKING:
    from spacy.language import Language

NUMBER = 2
VERSION = f"{NAME}-{NUMBER}"
FOLDS = 5
_LEASTS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_ALL = dict.fromkeys(LABELS, min(_LEASTS))
_EPOCHS = 8
_BATCH = 32
_DROPOUT = 0.2
_LIBRARIES = ("numpy", "spacy", "thinc")


def folds(found: Sequence[Sentence]) -> list[frozenset[str]]:
    """The regions in `FOLDS` groups of about as many sentences each; no region is in two."""
    from sklearn.model_selection import GroupKFold

    regions = [sentence.region for sentence in found]
    parts = GroupKFold(FOLDS).split(regions, groups=regions)
    return [frozenset(regions[i] for i in held_out) for _, held_out in parts]


def fit(found: Sequence[Sentence]) -> Language:
    """The pipeline trained on these sentences: all that name something or might, those with people under other names too."""
    from spacy.tokens import Span
    from spacy.training import Example
    from thinc.api import fix_random_seed

    fix_random_seed(SEED)
    nlp = blank()
    order = random.Random(SEED)
    examples = []
    for sentence in (*found, *told_again(found, order)):
        if sentence.names or candidates(sentence.text):
            wanted = as_doc(nlp, sentence.text)
            wanted.spans[GROUP] = [Span(wanted, start, end, label=label) for start, end, label in sentence.names]
            examples.append(Example(as_doc(nlp, sentence.text), wanted))
    component: Any = nlp.get_pipe("spancat")
    for label in LABELS:  # in this order, whatever the corpus begins with
        component.add_label(label)
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(_EPOCHS):
        order.shuffle(examples)
        for start in range(0, len(examples), _BATCH):
            nlp.update(examples[start : start + _BATCH], sgd=optimizer, drop=_DROPOUT)
    return nlp


def scored(found: Sequence[Sentence], said: Sequence[Sequence[Found]], label: str, least: float) -> Tally:
    """Names of a label found, missed and said too much in sentences, by their places, from a probability on."""
    total = Tally()
    for sentence, spans in zip(found, said, strict=True):
        names = {(start, end) for start, end, of, probability in spans if of == label and probability >= least}
        wanted = {(start, end) for start, end, of in sentence.names if of == label}
        total += Tally(len(names & wanted), len(wanted - names), len(names - wanted))
    return total


def tuned(found: Sequence[Sentence], said: Sequence[Sequence[Found]]) -> dict[str, float]:
    """For each label the least probability that does best; a name too many weighs four times one too few (F of beta ½).

    What rules have read is hardly ever wrong, so what is added to it must not be either.
    """

    def worth(label: str, least: float) -> float:
        tally = scored(found, said, label, least)
        return 1.25 * tally.hits / ((1.25 * tally.hits + 0.25 * tally.misses + tally.extras) or 1)

    return {label: max(_LEASTS, key=lambda least: (worth(label, least), least)) for label in LABELS}


@dataclass(frozen=True)
class Fold:
    """Sentences of some regions, what a model that did not see these said of each, and that model, tuned without them too."""

    sentences: list[Sentence]
    said: list[list[Found]]
    model: SpanModel

    def tally(self, label: str) -> Tally:
        """How many names of a label the model finds in them."""
        return scored(self.sentences, self.said, label, self.model.thresholds[label])


def crossed(found: Sequence[Sentence]) -> list[Fold]:
    """Each fold of regions with its model: weights from the other regions, thresholds from what the other folds' models say."""
    loose = []
    for regions in folds(found):
        model = SpanModel(VERSION, _ALL, fit([s for s in found if s.region not in regions]))
        unseen = [s for s in found if s.region in regions]
        loose.append(Fold(unseen, model.spans([s.text for s in unseen]), model))
    made = []
    for fold in loose:
        others = [other for other in loose if other is not fold]
        thresholds = tuned([s for o in others for s in o.sentences], [said for o in others for said in o.said])
        made.append(replace(fold, model=replace(fold.model, thresholds=thresholds)))
    return made


def train(corpus: Path) -> dict[str, bytes]:
    """The files of the model trained on a corpus, by name.

    Raises:
        DocparseError: as `sentences`.
    """
    found = sentences(corpus)
    held_out = crossed(found)
    component: Any = fit(found).get_pipe("spancat")
    files = {"model.bin": bytes(component.to_bytes(exclude=["vocab"]))}
    names = Counter(label for sentence in found for _, _, label in sentence.names)
    told = {
        "thresholds": tuned(
            [s for fold in held_out for s in fold.sentences], [said for fold in held_out for said in fold.said]
        ),
        "corpus": {"sha256": digest(corpus), "documents": len({s.document for s in found})},
        "examples": {"sentences": len(found), **{label: names[label] for label in LABELS}},
        "scores": {label: _figures(sum((fold.tally(label) for fold in held_out), Tally())) for label in LABELS},
    }
    description = manifest(NAME, NUMBER, files, _LIBRARIES, told)
    return with_manifest(files, description, _card(description))


def _figures(score: Tally) -> dict[str, float]:
    return {name: round(getattr(score, name), 3) for name in ("precision", "recall", "f1")}


def _card(description: Mapping[str, Any]) -> str:
    libraries = ", ".join(f"{name} {version}" for name, version in description["libraries"].items())
    rows = "\n".join(
        f"| {label} | {description['examples'][label]} | {description['thresholds'][label]} | "
        + " | ".join(f"{description['scores'][label][figure]:.3f}" for figure in ("precision", "recall", "f1"))
        + " |"
        for label in LABELS
    )
    return _CARD.format(**{**description, "libraries": libraries}, rows=rows)


_CARD = """# Agency spans

{version}: where bodies, people and their posts stand in a sentence. A spaCy span categoriser over characters: embeddings of
characters, four convolutions that see four characters on either side, the mean and maximum of a stretch, a logistic score a
label. It weighs only stretches that have the form of one: the end of a body's name, the word that closes a post, or a surname.
The configuration is `docparse/learned/agency_spans.cfg`.

| | |
| --- | --- |
| for | sentences that the rules leave open: agencies; members where a name, its posts and a word of role stand in one sentence |
| not for | telling which body it is, or what it is to do; people without a post |
| trained on | {corpus[documents]} documents of `corpora/`: {examples[sentences]} sentences, names placed by `docparse.corpus.align`, posts beside the people who hold them; each sentence with people three times more under other, random names, and each of these people in running text |
| corpus | SHA-256 `{corpus[sha256]}` over texts, gold and tables |
| made with | {libraries}; seed {seed} |
| size | {bytes} bytes, `model.bin`, weights alone; nothing in it is code |
| made again by | `docparse train agency-spans`: bit for bit on the same machine with the same libraries; another processor may round otherwise |

## How right it is

By their places, each fold of regions by a model that saw the others only, from the probability on that did best on the other
folds. What the rules have read is hardly ever wrong, so a name too many weighs four times one too few there (F of beta ½).

| label | examples | threshold of all folds | precision | recall | F1 |
| --- | --- | --- | --- | --- | --- |
{rows}

[docs/accuracy.md](../../docs/accuracy.md) says what becomes of it beside the rules, and why it is not on by default.

## Limits

The corpus is invented, and its gold names each body once: a name in passing that no gold lists counts as wrong here. The model
knows no place and no body; it has learnt how such names begin and end, and marks a group (各相关单位) now and then. Of people it
has seen a hundred and a half, most of them in lists; running text names few.
"""
