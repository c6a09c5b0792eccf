"""The whole way from a file to a Document: read → structure → extractors, and models that were asked for. Reads as the table of contents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from docparse.errors import UnreadableFile
from docparse.extractors import EXTRACTORS, Extractor, Records, run
from docparse.extractors.reading import Reading
from docparse.learned import infer
from docparse.readers import read
from docparse.records import Document, FileInfo
from docparse.source import Source
from docparse.structure import structure


def extract(
    document: str | Path | Source, *, extractors: Sequence[Extractor] = EXTRACTORS, models: Sequence[str] = ()
) -> Document:
    """All that docparse says about one document.

    Args:
        document: a path, or what a reader made of one.
        extractors: which records to make, in order; each sees the records made before it.
        models: which trained models to ask besides (`learned.MODELS`); what they add is marked as inferred.

    Raises:
        UnreadableFile: the file cannot be read.
        ModelError: a model is missing, damaged, or made for another version.
    """
    source = document if isinstance(document, Source) else read(document)
    text = structure(source)
    reading = Reading(text)
    return assemble(source, reading, infer(reading, run(reading, extractors), models))


def assemble(source: Source, reading: Reading, records: Records) -> Document:
    """The contract's Document out of what the steps before have made."""
    text = reading.document
    return Document(
        source=FileInfo(
            path=source.path,
            sha256=source.sha256,
            media_type=source.media_type,
            reader=source.reader,
            pages=source.pages,
            ocr=source.ocr,
        ),
        text=text.text,
        source_map=text.source_map(),
        meta=text.meta,
        parts=list(text.parts),
        sections=list(text.sections),
        tables=list(text.tables),
        **records.lists(),
    )


def load(path: str | Path, *, models: Sequence[str] = ()) -> Document:
    """A Document from any readable file, with what `models` add, or from its contract JSON.

    Raises:
        UnreadableFile: the file cannot be read, or is a JSON file that does not keep the contract.
    """
    file = Path(path)
    if file.suffix.lower() != ".json":
        return extract(file, models=models)
    try:
        return Document.model_validate_json(file.read_bytes())
    except OSError as error:
        raise UnreadableFile(str(file), error.strerror or "cannot be opened") from error
    except (ValidationError, json.JSONDecodeError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise UnreadableFile(str(file), f"not a contract JSON ({first})", "make one with: docparse extract") from error
