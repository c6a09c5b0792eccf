"""Annotated texts in the forms of other tools: spaCy's DocBin, CoNLL columns, doccano's and Label Studio's JSON.

Each form has a function to bytes and one from bytes; the latter trusts nothing.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from docparse.corpus.alignment import LABELS, Mark
from docparse.errors import DocparseError
from docparse.output import json_bytes

_LARGEST = 200_000_000  # bytes of an unpacked DocBin; a corpus of a thousand documents has some 50 million
_GROUP = "gold"


@dataclass(frozen=True, slots=True)
class Layer:
    """A document's name and text, and its marks in the order of the text."""

    name: str
    text: str
    marks: tuple[Mark, ...]


class Form(NamedTuple):
    """`write` and `read` are inverse; `suffix` is what such a file is called by."""

    suffix: str
    write: Callable[[Sequence[Layer]], bytes]
    read: Callable[[bytes], list[Layer]]


# --- spaCy -----------------------------------------------------------------------------------------------------------


def _to_docbin(layers: Sequence[Layer]) -> bytes:
    """Docs of one token a character, the marks in the span group "gold", the name in `user_data`."""
    import spacy
    from spacy.tokens import Doc, DocBin, Span

    vocab = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}}).vocab
    docs = DocBin(store_user_data=True)
    for layer in layers:
        doc = Doc(vocab, words=list(layer.text), spaces=[False] * len(layer.text), user_data={"name": layer.name})
        doc.spans[_GROUP] = [Span(doc, m.start, m.end, label=m.label) for m in layer.marks]
        docs.add(doc)
    return bytes(docs.to_bytes())


def _from_docbin(data: bytes) -> list[Layer]:
    import spacy
    from spacy.tokens import DocBin

    if len(zlib.decompressobj().decompress(data, _LARGEST + 1)) > _LARGEST:
        raise DocparseError(f"it unpacks to more than {_LARGEST} bytes")
    docs = DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab)
    return [
        _layer(str(doc.user_data["name"]), doc.text, [(s.start_char, s.end_char, s.label_) for s in doc.spans[_GROUP]])
        for doc in docs
    ]


# --- CoNLL -----------------------------------------------------------------------------------------------------------

_COLUMNS = tuple(LABELS.values())


def _to_conll(layers: Sequence[Layer]) -> bytes:
    """A character a line, then a column of B, I or O for each label, since marks of two labels may overlap.

    A newline of the text is written as ␤; documents begin with `# name = …` and end with a blank line.
    """
    lines = [f"# columns = CHAR {' '.join(_COLUMNS)}"]
    for layer in layers:
        tags = [["O"] * len(layer.text) for _ in _COLUMNS]
        for mark in layer.marks:
            column = tags[_COLUMNS.index(mark.label)]
            column[mark.start : mark.end] = ["B", *"I" * (mark.end - mark.start - 1)]
        lines.append(f"# name = {layer.name}")
        for character, *row in zip(layer.text, *tags, strict=True):
            lines.append("\t".join([{"\n": "␤", "\t": "␉"}.get(character, character), *row]))
        lines.append("")
    return ("\n".join(lines) + "\n").encode("utf-8")


def _from_conll(data: bytes) -> list[Layer]:
    layers: list[Layer] = []
    rows: list[list[str]] = []
    name = ""
    for line in [*data.decode("utf-8").split("\n"), ""]:
        if line.startswith("# name = "):
            name = line.removeprefix("# name = ")
        elif line and "\t" in line:
            rows.append(line.split("\t"))
        elif not line and rows:
            text = "".join({"␤": "\n", "␉": "\t"}.get(row[0], row[0]) for row in rows)
            marks = [mark for k, label in enumerate(_COLUMNS, start=1) for mark in _tagged([r[k] for r in rows], label)]
            layers.append(_layer(name, text, marks))
            rows = []
    return layers


def _tagged(tags: Sequence[str], label: str) -> Iterator[tuple[int, int, str]]:
    start: int | None = None
    for at, tag in enumerate([*tags, "O"]):
        if tag != "I" and start is not None:
            yield start, at, label
            start = None
        if tag == "B":
            start = at


# --- doccano, Label Studio -------------------------------------------------------------------------------------------


def _to_doccano(layers: Sequence[Layer]) -> bytes:
    """JSONL of doccano's sequence labelling: text, and label as [start, end, label]."""
    rows = (
        {"text": layer.text, "label": [[m.start, m.end, m.label] for m in layer.marks], "name": layer.name}
        for layer in layers
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")


def _from_doccano(data: bytes) -> list[Layer]:
    """`label`, or `labels` or `entities` as other versions of doccano write it."""
    layers = []
    for line in data.decode("utf-8-sig").split("\n"):
        if line.strip():
            row = json.loads(line)
            given = row.get("label") or row.get("labels") or row.get("entities") or []
            marks = [(m["start_offset"], m["end_offset"], m["label"]) if isinstance(m, dict) else m for m in given]
            layers.append(_layer(row["name"], row["text"], marks))
    return layers


def _to_labelstudio(layers: Sequence[Layer]) -> bytes:
    """Tasks with one annotation each, for a project with `<Labels name="label" toName="text">`."""
    return json_bytes([_task(layer) for layer in layers])


def _task(layer: Layer) -> dict[str, Any]:
    results = [
        {
            "id": f"m{k}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": m.start, "end": m.end, "text": layer.text[m.start : m.end], "labels": [m.label]},
        }
        for k, m in enumerate(layer.marks)
    ]
    return {"data": {"text": layer.text, "name": layer.name}, "annotations": [{"result": results}]}


def _from_labelstudio(data: bytes) -> list[Layer]:
    """The last annotation of each task, which is the newest. Its marks must hold the words that they say: offsets are the
    browser's, which counts a rare character (𠮷) as two."""
    layers = []
    for task in json.loads(data):
        annotations = task.get("annotations") or [{"result": []}]
        values = [r["value"] for r in annotations[-1]["result"] if r.get("type") == "labels"]
        name, text = task["data"]["name"], task["data"]["text"]
        for v in values:
            if "text" in v and text[v["start"] : v["end"]] != v["text"]:
                raise DocparseError(f"{name}: the mark at {v['start']}:{v['end']} is not over {v['text']!r}")
        marks = [(v["start"], v["end"], label) for v in values for label in v["labels"]]
        layers.append(_layer(name, text, marks))
    return layers


# --- all -------------------------------------------------------------------------------------------------------------

FORMS: dict[str, Form] = {
    "docbin": Form(".spacy", _to_docbin, _from_docbin),
    "conll": Form(".conll", _to_conll, _from_conll),
    "doccano": Form(".jsonl", _to_doccano, _from_doccano),
    "labelstudio": Form(".json", _to_labelstudio, _from_labelstudio),
}


def read_layers(data: bytes, form: str) -> list[Layer]:
    """The layers of a file in one of the `FORMS`.

    Raises:
        DocparseError: the bytes are none of that form, or a mark lies outside its text or has an unknown label.
    """
    try:
        layers = FORMS[form].read(data)
    except DocparseError:
        raise
    except Exception as error:
        raise DocparseError(f"not readable as {form} ({type(error).__name__}: {error})") from error
    if not layers:
        raise DocparseError(f"not readable as {form} (it holds no document)")
    return layers


def _layer(name: str, text: str, marks: Sequence[Sequence[Any]]) -> Layer:
    found = sorted({Mark(int(start), int(end), str(label)) for start, end, label in marks})
    for mark in found:
        if not 0 <= mark.start < mark.end <= len(text):
            raise DocparseError(f"{name}: a mark at {mark.start}:{mark.end} lies outside the text")
        if mark.label not in _COLUMNS:
            raise DocparseError(f"{name}: {mark.label!r} is no label; labels are {', '.join(_COLUMNS)}")
    return Layer(name, text, tuple(found))
