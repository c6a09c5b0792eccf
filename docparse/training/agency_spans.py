"""Trains `agency-spans`: sentences of the corpus with the places of its gold's agencies, people and posts, and spaCy's own loop.

On one machine with one set of libraries the weights come out bit for bit; another processor may round otherwise, so that
weights differ in the last places there, and scores in the third decimal.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docparse.corpus import Aligned, align, read_corpus
from docparse.evaluation import Tally, group_of
from docparse.learned.spans import (
    AGENCY,
    GROUP,
    LABELS,
    NAME,
    PERSON,
    POST,
    Found,
    SpanModel,
    as_doc,
    blank,
    candidates,
)
from docparse.lexicon.tables import table
from docparse.pipeline import extract
from docparse.training.artefacts import SEED, digest, manifest, with_manifest

if TYPE_CHECKING:
    from spacy.language import Language

NUMBER = 2
VERSION = f"{NAME}-{NUMBER}"
FOLDS = 5
_LEASTS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_ALL = dict.fromkeys(LABELS, min(_LEASTS))
_EPOCHS = 10
_BATCH = 32
_COPIES = 4
_DROPOUT = 0.2
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_LIBRARIES = ("numpy", "spacy", "thinc")

Name = tuple[int, int, str]
"""Where a name stands in its sentence, and its label."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, of which region, and where in it the gold's agencies, people and posts stand."""

    document: str
    region: str
    text: str
    names: tuple[Name, ...]


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
    aligned = align(document, gold)
    for match in _SENTENCE.finditer(document.text):
        start, end = match.span()
        inside = [one for one in aligned if start <= one.mark.start and one.mark.end <= end]
        names = {(one.mark.start - start, one.mark.end - start, _label(gold, one)) for one in inside}
        names |= {place for one in inside if one.kind == "members" for place in _posts(match[0], gold, one)}
        yield Sentence(name, region, match[0], tuple(sorted(place for place in names if place[2])))


def _label(gold: Mapping[str, Any], aligned: Aligned) -> str:
    """The label of a gold record's place, "" where the model learns none."""
    if aligned.kind == "agencies" and gold["agencies"][aligned.index].get("kind") != "generic":
        return AGENCY
    return PERSON if aligned.kind == "members" else ""


def _posts(sentence: str, gold: Mapping[str, Any], member: Aligned) -> Iterator[Name]:
    """The posts of a member of the gold, where they stand in the sentence that names him."""
    name = gold["members"][member.index]["name"]
    for record in gold["members"]:
        for title in record["titles"] if record["name"] == name else ():
            for match in re.finditer(re.escape(title), sentence):
                yield match.start(), match.end(), POST


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
    for sentence in (*found, *_renamed(found, order)):
        if sentence.names or candidates(sentence.text):
            wanted = as_doc(nlp, sentence.text)
            wanted.spans[GROUP] = [Span(wanted, start, end, label=label) for start, end, label in sentence.names]
            examples.append(Example(as_doc(nlp, sentence.text), wanted))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(_EPOCHS):
        order.shuffle(examples)
        for start in range(0, len(examples), _BATCH):
            nlp.update(examples[start : start + _BATCH], sgd=optimizer, drop=_DROPOUT)
    return nlp


def _renamed(found: Sequence[Sentence], order: random.Random) -> Iterator[Sentence]:
    """The sentences with people, `_COPIES` times, each name another of as many characters: a surname of the table, and any
    characters of the corpus behind it. So the model learns where names stand, and not those of a few dozen people.
    """
    surnames = [row["surname"] for row in table("surnames.tsv")]
    characters = sorted({c for sentence in found for c in sentence.text if "\u4e00" <= c <= "\u9fff"})
    for sentence in found:
        people = [(start, end) for start, end, label in sentence.names if label == PERSON]
        for _ in range(_COPIES if people else 0):
            text = sentence.text
            for start, end in people:
                if "·" not in text[start:end]:
                    name = order.choice(surnames) + "".join(order.choices(characters, k=end - start))
                    text = text[:start] + name[: end - start] + text[end:]
            yield replace(sentence, text=text)


def scored(found: Sequence[Sentence], said: Sequence[Sequence[Found]], label: str, least: float) -> Tally:
    """Names of a label found, missed and said too much in sentences, by their places, from a probability on."""
    total = Tally()
    for sentence, spans in zip(found, said, strict=True):
        names = {(start, end) for start, end, of, probability in spans if of == label and probability >= least}
        wanted = {(start, end) for start, end, of in sentence.names if of == label}
        total += Tally(len(names & wanted), len(wanted - names), len(names - wanted))
    return total


def tuned(found: Sequence[Sentence], said: Sequence[Sequence[Found]]) -> dict[str, float]:
    """For each label the least probability that does best; a name too many weighs twice one too few (F of beta ½).

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
| trained on | {corpus[documents]} documents of `corpora/`: {examples[sentences]} sentences, names placed by `docparse.corpus.align`, posts beside the people who hold them; each sentence with people four times more under other, random names |
| corpus | SHA-256 `{corpus[sha256]}` over texts, gold and tables |
| made with | {libraries}; seed {seed} |
| size | {bytes} bytes, `model.bin`, weights alone; nothing in it is code |
| made again by | `docparse train agency-spans`: bit for bit on the same machine with the same libraries; another processor may round otherwise |

## How right it is

By their places, each fold of regions by a model that saw the others only, from the probability on that did best on the other
folds. What the rules have read is hardly ever wrong, so a name too many weighs twice one too few there (F of beta ½).

| label | examples | threshold of all folds | precision | recall | F1 |
| --- | --- | --- | --- | --- | --- |
{rows}

[docs/accuracy.md](../../docs/accuracy.md) says what becomes of it beside the rules, and why it is not on by default.

## Limits

The corpus is invented, and its gold names each body once: a name in passing that no gold lists counts as wrong here. The model
knows no place and no body; it has learnt how such names begin and end, and marks a group (各相关单位) now and then. Of people it
has seen a hundred and a half, most of them in lists; running text names few.
"""
