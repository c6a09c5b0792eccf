"""The files that training writes beside a model: manifest and hashes, in one form for all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docparse.learned.artefact import FORMAT
from docparse.output import json_bytes

SEED = 7


def manifest(
    name: str, number: int, files: Mapping[str, bytes], libraries: Sequence[str], told: Mapping[str, Any]
) -> dict[str, Any]:
    """What a model is: its version `<name>-<number>`, the hashes of its files, the libraries it was made with, and `told`."""
    return {
        "model": name,
        "format": FORMAT,
        "version": f"{name}-{number}",
        "files": {file: hashlib.sha256(data).hexdigest() for file, data in files.items()},
        "bytes": sum(map(len, files.values())),
        "seed": SEED,
        "libraries": {library: version(library) for library in libraries},
        **told,
    }


def with_manifest(files: Mapping[str, bytes], told: Mapping[str, Any], card: str) -> dict[str, bytes]:
    """All files of a model's folder."""
    return {**files, "manifest.json": json_bytes(told), "README.md": card.encode("utf-8")}


def digest(corpus: Path) -> str:
    """SHA-256 over the texts and gold of a corpus, by name and content, with the line ends of any system."""
    found = hashlib.sha256()
    for path in sorted([*corpus.glob("*.txt"), *(corpus / "gold").glob("*.json"), *corpus.glob("*.tsv")]):
        found.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()
