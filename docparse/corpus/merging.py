"""What people marked in another tool, brought back into the gold: records that lost their marks go, new marks become records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docparse.corpus.adding import as_lines
from docparse.corpus.alignment import LABELS, Mark, Record, align
from docparse.corpus.checking import Corpus, read_corpus
from docparse.corpus.exchange import FORMS, Layer, read_layers
from docparse.errors import DocparseError
from docparse.language.quantities import find_quantities
from docparse.output import write_whole
from docparse.pipeline import extract
from docparse.records import Document

_KEYS = {"agencies": "name", "members": "name", "bodies": "name", "citations": "title"}
"""Kinds of which one record has many marks: what tells a record by its mark's words."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A document's gold as its marks say, and how many records came and went; such a gold is a draft until read again."""

    name: str
    gold: dict[str, Any]
    added: int
    removed: int

    def __str__(self) -> str:
        return f"{self.name}: {self.added} records added, {self.removed} removed"


def export(folder: Path, form: str) -> bytes:
    """All documents of a corpus with the places of their gold, in one of the `FORMS`.

    Raises:
        DocparseError: as `read_corpus`, or a document of it cannot be read.
    """
    return FORMS[form].write([layer(folder, name, gold) for name, gold in _golds(read_corpus(folder)).items()])


def layer(folder: Path, name: str, gold: Mapping[str, Any]) -> Layer:
    """A document of a corpus with the marks of its gold; the text is that which docparse repaired."""
    document = extract(folder / f"{name}.txt")
    return Layer(name, document.text, tuple(sorted({aligned.mark for aligned in align(document, gold)})))


def bring_back(folder: Path, data: bytes, form: str) -> list[Merged]:
    """Merges marks into the gold of a corpus and writes each gold that they change, as a draft.

    Raises:
        DocparseError: the bytes are not of that form, name a document that the corpus lacks, or another text of it; then
            nothing is written.
    """
    golds = _golds(read_corpus(folder))
    merged = []
    for marked in read_layers(data, form):
        if marked.name not in golds:
            raise DocparseError(f"{marked.name}: {folder} has no document of that name with gold")
        document = extract(folder / f"{marked.name}.txt")
        if document.text != marked.text:
            raise DocparseError(f"{marked.name}: its text is another than that which was marked; export it again")
        merged.append(merge(document, golds[marked.name], marked))
    for result in merged:
        if result.added or result.removed:
            write_whole(folder / "gold" / f"{result.name}.json", as_lines(result.gold).encode("utf-8"))
    return merged


def merge(document: Document, gold: Mapping[str, Any], marked: Layer) -> Merged:
    """The gold with the records that `marked` says: none is touched whose marks are as they were."""
    aligned = align(document, gold)
    there, before = set(marked.marks), {a.mark for a in aligned}
    kept = {(a.kind, a.index) for a in aligned if a.mark in there}
    lost = {(a.kind, a.index) for a in aligned} - kept
    result: dict[str, Any] = {
        kind: [r for index, r in enumerate(value) if (kind, index) not in lost] if kind in LABELS else value
        for kind, value in gold.items()
    }
    added = 0
    for mark in sorted(there - before):
        kind = next(kind for kind, label in LABELS.items() if label == mark.label)
        record = _NEW[kind](document, mark)
        key = _KEYS.get(kind)
        records = result.setdefault(kind, [])
        if record is not None and (key is None or all(record[key] != other.get(key) for other in records)):
            records.append(record)
            added += 1
    if added or lost:
        result = {"draft": True, **result}
    return Merged(marked.name, result, added, len(lost))


def _golds(corpus: Corpus) -> dict[str, dict[str, Any]]:
    return {name: document.gold for name, document in corpus.documents.items()}


# --- records of new marks: what a mark alone says, the rest for a person to fill in ----------------------------------------


def _words(document: Document, mark: Mark) -> str:
    return document.text[mark.start : mark.end]


def _address(document: Document, mark: Mark) -> str | None:
    holding = [s for s in document.sections if s.span[0] <= mark.start < s.span[1]]
    innermost = min(holding, key=lambda s: s.span[1] - s.span[0], default=None)
    return document.address(innermost.id) if innermost else None


def _target(document: Document, mark: Mark) -> Record | None:
    quantity = next((q for q in find_quantities(document.text) if q.span == (mark.start, mark.end)), None)
    if quantity is None:
        raise DocparseError(f"{_words(document, mark)!r} is no number with a unit: mark both, and nothing else")
    return {
        "section": _address(document, mark),
        "scope": None,
        "indicator": "",
        "comparator": quantity.comparator,
        "value": quantity.value,
        "value_max": quantity.value_max,
        "unit": quantity.unit,
        "by": None,
        "aspirational": False,
    }


def _deadline(document: Document, mark: Mark) -> Record:
    quote = _words(document, mark)
    said = next((d for d in document.deadlines if d.quote == quote), None)
    told = {field: getattr(said, field) if said else None for field in ("start", "end", "rrule", "offset")}
    return {"section": _address(document, mark), "kind": said.kind if said else "by", **told, "quote": quote}


_NEW: Mapping[str, Callable[[Document, Mark], Record | None]] = {
    "agencies": lambda document, mark: {"name": _words(document, mark), "kind": None},
    "members": lambda document, mark: {"name": _words(document, mark), "role": "", "titles": []},
    "bodies": lambda document, mark: {"name": _words(document, mark), "kind": None, "host": None, "parent": None},
    "citations": lambda document, mark: {"title": _words(document, mark), "doc_number": None, "relation": "mentions"},
    "targets": _target,
    "deadlines": _deadline,
}
