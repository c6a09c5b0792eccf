"""A whole corpus: each document against its text, each pair's links, and no sentence in two documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docparse.corpus.annotated import Annotated, Slip, read_annotated
from docparse.corpus.links import problems, read_links
from docparse.corpus.proofs import PROOFS, slips
from docparse.errors import DocparseError

_SENTENCE = 16
"""Characters from which a stretch between full stops or semicolons counts as a sentence."""


@dataclass(frozen=True)
class Corpus:
    """Documents by name, links by the names of the upper and the lower document, and what could not be read."""

    documents: dict[str, Annotated]
    links: dict[tuple[str, str], dict[str, Any]]
    unread: list[Slip] = field(default_factory=list)


def read_corpus(folder: Path) -> Corpus:
    """The corpus in a folder: `<name>.txt`, `gold/<name>.json`, `gold/links/<upper>--<lower>.json`.

    A text without readable gold, gold without text, and links that can't be read are told in `unread`.

    Raises:
        DocparseError: the folder holds neither a text nor gold.
    """
    texts = {path.stem: path for path in folder.glob("*.txt")}
    gold = {path.stem: path for path in (folder / "gold").glob("*.json")}
    if not texts and not gold:
        raise DocparseError(f"{folder}: no texts and no gold in it; a corpus has NAME.txt and gold/NAME.json")
    corpus = Corpus({}, {})
    for name in sorted(texts.keys() | gold.keys()):
        if name not in texts or name not in gold:
            corpus.unread.append(Slip(name, "", "has no gold" if name in texts else "has gold but no text"))
            continue
        try:
            corpus.documents[name] = read_annotated(texts[name], gold[name])
        except DocparseError as error:
            corpus.unread.append(Slip(name, "", str(error)))
    for path in sorted((folder / "gold" / "links").glob("*.json")):
        upper, _, lower = path.stem.partition("--")
        try:
            corpus.links[upper, lower] = read_links(path)
        except DocparseError as error:
            corpus.unread.append(Slip(path.stem, "", str(error)))
    return corpus


def check(corpus: Corpus) -> list[Slip]:
    """All that is wrong in a corpus; [] where each gold value stands in its text and each link leads somewhere."""
    return [*corpus.unread, *_records(corpus), *_links(corpus), *_repeated(corpus)]


def _records(corpus: Corpus) -> Iterator[Slip]:
    for document in corpus.documents.values():
        if document.gold.get("draft"):
            yield Slip(document.name, "", 'is a draft still: correct it by the text, then take "draft" out')
        for kind in ("meta", *PROOFS):
            yield from slips(document, kind)


def _links(corpus: Corpus) -> Iterator[Slip]:
    for (upper, lower), links in corpus.links.items():
        pair = f"{upper}--{lower}"
        if absent := [name for name in (upper, lower) if name not in corpus.documents]:
            yield Slip(pair, "", f"no document {' or '.join(absent)}")
            continue
        for problem in problems(links, corpus.documents[upper], corpus.documents[lower]):
            yield Slip(pair, "", problem)


def _repeated(corpus: Corpus) -> Iterator[Slip]:
    """A sentence in two documents, but for one that a lower document repeats after its upper."""
    for one, other, sentence in repeated_sentences(corpus):
        if (one, other) not in corpus.links and (other, one) not in corpus.links:
            yield Slip(other, "", f"repeats a sentence of {one}: {sentence}")


def repeated_sentences(corpus: Corpus) -> Iterator[tuple[str, str, str]]:
    """Each sentence that stands in a second document: the first one's name, the second's, the sentence."""
    seen: dict[str, str] = {}
    for name, document in corpus.documents.items():
        for sentence in re.split("[。；]", document.text):
            if len(sentence) >= _SENTENCE and (first := seen.setdefault(sentence, name)) != name:
                yield first, name, sentence
