"""The model `agency-spans`: a small spaCy span categoriser over characters, which says where a body's name stands.

It weighs only stretches that end as names of bodies do (局, 委, 厅 …) and run over no stop: some ten a name, so that a
sentence takes a millisecond and each answer has a probability of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docparse.errors import ModelError
from docparse.learned.artefact import again, read_file, read_manifest
from docparse.resources import folder

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAME = "agency-spans"
LABEL = "AGENCY"
GROUP = "agencies"
CONFIG = Path(__file__).with_name("agency_spans.cfg")
ENDS = frozenset("局委厅办部院会署处队站所心司团府校室行社组联馆台")
_STOPS = frozenset("，。；：、！？（）()《》〈〉“”\n\t 　")
_LONGEST = 20


@dataclass(frozen=True)
class SpanModel:
    """The pipeline, what it is called in records, and the least probability of what it says."""

    version: str
    threshold: float
    nlp: Language

    def spans(self, sentences: Sequence[str]) -> list[list[tuple[int, int, float]]]:
        """For each sentence the (start, end, probability) of each name, disjoint, the surer before what it overlaps."""
        docs = self.nlp.pipe(as_doc(self.nlp, sentence) for sentence in sentences)
        return [sorted(_disjoint(doc, self.threshold)) for doc in docs]


@cache
def span_model() -> SpanModel:
    """The packaged model.

    Raises:
        ModelError: it is missing, damaged, or made for another version.
    """
    return load(folder("models") / NAME)


def load(place: Path) -> SpanModel:
    """The model of the folder `place`.

    Raises:
        ModelError: as `span_model`.
    """
    manifest = read_manifest(place, NAME)
    data = read_file(place, "model.bin", manifest)
    nlp = blank()
    weights: Any = nlp.get_pipe("spancat")
    try:
        weights.from_bytes(data, exclude=["vocab"])
    except Exception as error:  # whatever spaCy says of weights of another shape
        raise ModelError(f"{place / 'model.bin'}: does not fit this spaCy ({error!r}); {again(NAME)}") from error
    if tuple(weights.labels) != (LABEL,):
        raise ModelError(f"{place / 'model.bin'}: holds no weights of this model; {again(NAME)}")
    return SpanModel(str(manifest.get("version")), float(manifest.get("threshold", 0.5)), nlp)


def blank() -> Language:
    """The pipeline of `agency_spans.cfg`, untrained."""
    from spacy.util import load_config, load_model_from_config

    _register()
    return load_model_from_config(load_config(CONFIG), auto_fill=True)


def as_doc(nlp: Language, text: str) -> Doc:
    """A Doc of one token a character, whatever stands in the text."""
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))


def candidates(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that may be a name."""
    for end in range(2, len(text) + 1):
        if text[end - 1] in ENDS:
            for start in range(end - 1, max(end - _LONGEST, 0) - 1, -1):
                if text[start] in _STOPS:
                    break
                if end - start > 1:
                    yield start, end


@cache
def _register() -> None:
    """Makes the suggester known by the name that the configuration calls it."""
    from spacy.util import registry

    registry.misc("docparse.body_ends.v1", func=lambda: _suggest)


def _suggest(docs: Sequence[Doc], *, ops: Any = None) -> Any:
    from thinc.api import Ragged, get_current_ops

    ops = ops or get_current_ops()
    found = [list(candidates(doc.text)) for doc in docs]
    flat = [span for spans in found for span in spans]
    spans = ops.asarray(flat, dtype="i") if flat else ops.xp.zeros((0, 2), dtype="i")
    return Ragged(spans, ops.asarray([len(spans) for spans in found], dtype="i"))


def _disjoint(doc: Doc, threshold: float) -> Iterator[tuple[int, int, float]]:
    group = doc.spans[GROUP]
    scores = group.attrs.get("scores", ())  # spaCy leaves it out where nothing was weighed
    scored = ((float(score), span.start, span.end) for span, score in zip(group, scores, strict=True))
    taken = bytearray(len(doc))
    for score, start, end in sorted(scored, reverse=True):
        if score >= threshold and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            yield start, end, score
