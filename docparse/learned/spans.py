"""The model `agency-spans`: a small spaCy span categoriser over characters, which says where bodies, people and posts stand.

It weighs only stretches that have the form of one and run over no stop: those that end as names of bodies do (局, 委, 厅 …),
that close with the word of a post (主任, 局长 …), or that open with a surname. So a sentence takes a millisecond, and each
answer has a probability of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docparse.errors import ModelError
from docparse.extractors.appointments import is_person
from docparse.learned.artefact import again, read_model
from docparse.lexicon.tables import table, words_in

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAME = "agency-spans"
AGENCY, PERSON, POST = LABELS = ("AGENCY", "PERSON", "POST")
GROUP = "names"
CONFIG = Path(__file__).with_name("agency_spans.cfg")
ENDS = re.compile(
    "[委厅院会署队站心司团府校室行社组联馆台科]|(?<![格布结])局|部(?!分|署)|(?<![承协主督举])办|(?<![一二两三四五六七八九十几多到各])[处所]"
    "|海关|机关|军分区|经开区|高新区|政协|专班|联席会议|大学|[中小]学"
)
_STOPS = frozenset("，。；：、！？（）()《》〈〉“”\n\t 　")
_LONGEST = 20


class Found(NamedTuple):
    """A stretch of a sentence, code points [start, end), what it is, and how sure that is."""

    start: int
    end: int
    label: str
    probability: float


@dataclass(frozen=True)
class SpanModel:
    """The pipeline, what it is called in records, and for each label the least probability of what it says."""

    version: str
    thresholds: Mapping[str, float]
    nlp: Language

    def spans(self, sentences: Sequence[str]) -> list[list[Found]]:
        """What stands in each sentence, in its order; of one label none overlap, the surer before what it overlaps."""
        docs = self.nlp.pipe(as_doc(self.nlp, sentence) for sentence in sentences)
        return [sorted(_disjoint(doc, self.thresholds)) for doc in docs]


@cache
def load(place: Path | None = None) -> SpanModel:
    """The model of a folder, or else the packaged one.

    Raises:
        ModelError: it is missing, damaged, or made for another version.
    """
    manifest, data = read_model(NAME, "model.bin", place)
    nlp = blank()
    weights: Any = nlp.get_pipe("spancat")
    try:
        weights.from_bytes(data, exclude=["vocab"])
    except Exception as error:  # whatever spaCy says of weights of another shape
        raise ModelError(f"{place or NAME}: model.bin does not fit this spaCy ({error!r}); {again(NAME)}") from error
    thresholds = manifest.get("thresholds")
    if tuple(weights.labels) != LABELS or not isinstance(thresholds, dict) or set(thresholds) != set(LABELS):
        raise ModelError(f"{place or NAME}: knows other labels than {', '.join(LABELS)}; {again(NAME)}")
    return SpanModel(str(manifest.get("version")), {label: float(least) for label, least in thresholds.items()}, nlp)


def blank() -> Language:
    """The pipeline of `agency_spans.cfg`, untrained."""
    from spacy.util import load_config, load_model_from_config

    _register()
    return load_model_from_config(load_config(CONFIG), auto_fill=True)


def as_doc(nlp: Language, text: str) -> Doc:
    """A Doc of one token a character, whatever stands in the text."""
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))


def candidates(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches that may be a body's name, a post or a person's name, each once."""
    return tuple(dict.fromkeys(stretch for stretches in _by_form(text).values() for stretch in stretches))


@lru_cache(maxsize=8192)
def _by_form(text: str) -> Mapping[str, Mapping[tuple[int, int], None]]:
    """For each label the stretches that have the form of one, in their order."""
    forms = {AGENCY: _bodies(text), PERSON: _people(text), POST: _posts(text)}
    return {label: dict.fromkeys(stretches) for label, stretches in forms.items()}


def _bodies(text: str) -> Iterator[tuple[int, int]]:
    for match in ENDS.finditer(text):
        yield from _reaching(text, match.end(), max(len(match[0]), 2))


def _posts(text: str) -> Iterator[tuple[int, int]]:
    """Titles as members bear them, with or without the body that is served: 局长, 市财政局局长."""
    for match in _post().finditer(text):
        yield from _reaching(text, match.end(), len(match[0]))


def _reaching(text: str, end: int, shortest: int) -> Iterator[tuple[int, int]]:
    """The stretches that end there and run over no stop."""
    for start in range(end - 1, max(end - _LONGEST, 0) - 1, -1):
        if text[start] in _STOPS:
            return
        if end - start >= shortest:
            yield start, end


def _people(text: str) -> Iterator[tuple[int, int]]:
    """Two to four characters with a surname before them, or names of several parts: 林牧, 欧阳远, 阿卜·林."""
    for start in (at for at, character in enumerate(text) if character in _openings()):
        for end in range(start + 2, min(start + 4, len(text)) + 1):
            if is_person(text[start:end]):
                yield start, end
    for match in _DOTTED.finditer(text):
        starts = range(match.start(), match.start() + len(match[1]))
        yield from ((start, match.end() - cut) for start in starts for cut in range(len(match[2])))


_DOTTED = re.compile(r"([\u4e00-\u9fff]{1,6})(?:·[\u4e00-\u9fff]{1,6}){0,2}·([\u4e00-\u9fff]{1,6})")


@cache
def _openings() -> frozenset[str]:
    return frozenset(row["surname"][0] for row in table("surnames.tsv"))


@cache
def _post() -> re.Pattern[str]:
    """The word that closes a post, and by its form any other head of a body (某长)."""
    words = words_in("posts.tsv", "post")
    return re.compile(rf"{'|'.join(words)}|[\u4e00-\u9fff](?<![增成生特延伸较周全最])长(?![期效度久远江三途])")


@cache
def _register() -> None:
    """Makes the suggester known by the name that the configuration calls it."""
    from spacy.util import registry

    registry.misc("docparse.forms_of_names.v1", func=lambda: _suggest)


def _suggest(docs: Sequence[Doc], *, ops: Any = None) -> Any:
    from thinc.api import Ragged, get_current_ops

    ops = ops or get_current_ops()
    found = [list(candidates(doc.text)) for doc in docs]
    flat = [span for spans in found for span in spans]
    spans = ops.asarray(flat, dtype="i") if flat else ops.xp.zeros((0, 2), dtype="i")
    return Ragged(spans, ops.asarray([len(spans) for spans in found], dtype="i"))


def _disjoint(doc: Doc, thresholds: Mapping[str, float]) -> Iterator[Found]:
    group = doc.spans[GROUP]
    scores = group.attrs.get("scores", ())  # spaCy leaves it out where nothing was weighed
    scored = ((float(score), span.start, span.end, span.label_) for span, score in zip(group, scores, strict=True))
    taken = {label: bytearray(len(doc)) for label in LABELS}
    forms = _by_form(doc.text)
    for score, start, end, label in sorted(scored, reverse=True):
        fits = score >= thresholds[label] and (start, end) in forms[label]
        if fits and not any(taken[label][start:end]):
            taken[label][start:end] = b"\1" * (end - start)
            yield Found(start, end, label, score)
