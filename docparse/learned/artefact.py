"""A trained model's folder: a manifest that says what it is and was made of, and files that it describes by their hash.

Nothing is unpickled, and a folder that does not fit this code is refused with one line that says how to make it again.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from docparse.errors import ModelError
from docparse.resources import folder

FORMAT = 1
"""Of the manifest; a model of another format is refused."""


def again(name: str) -> str:
    """What the user is to do about a model that cannot be used."""
    return f"make it again: docparse train {name}"


def read_manifest(place: Path, name: str) -> dict[str, Any]:
    """The manifest of the model `name` in the folder `place`.

    Raises:
        ModelError: it is missing, no JSON, another model's, or of another format.
    """
    path = place / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}); {again(name)}") from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: is no JSON; {again(name)}") from error
    if not isinstance(manifest, dict) or manifest.get("model") != name or manifest.get("format") != FORMAT:
        raise ModelError(f"{path}: does not describe a model of {name} of format {FORMAT}; {again(name)}")
    return manifest


def read_model(name: str, file: str, place: Path | None = None) -> tuple[dict[str, Any], bytes]:
    """The manifest of the model `name` and the bytes of its file, out of the folder `place` or else docparse's own.

    Raises:
        ModelError: as `read_manifest`; or the file is missing, or is not the one that the manifest describes.
    """
    place = place or folder("models") / name
    manifest = read_manifest(place, name)
    try:
        data = (place / file).read_bytes()
    except OSError as error:
        raise ModelError(f"{place / file}: cannot be read ({error.strerror}); {again(name)}") from error
    if hashlib.sha256(data).hexdigest() != (manifest.get("files") or {}).get(file):
        raise ModelError(f"{place}: {file} is not the file that manifest.json describes; {again(name)}")
    return manifest, data
