"""Writing results: whole files or none, and JSON in one form."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docparse.errors import DocparseError


def json_bytes(value: Any) -> bytes:
    """`value` (what `json` knows) as UTF-8 JSON, Chinese as it is, one space an indent, a newline at the end.

    A lone surrogate (of a file name that is no text) becomes U+FFFD: neither UTF-8 nor other JSON parsers take it.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return re.sub("[\ud800-\udfff]", "\ufffd", text).encode("utf-8")


def in_markdown(text: str) -> str:
    """`text` as plain words inside a table cell or a line of Markdown: one line, nothing in it is markup."""
    flat = re.sub(r"\s+", " ", text).strip()
    flat = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|#~])", r"\\\1", flat)


def refuse_inputs(path: Path, inputs: Iterable[Path]) -> None:
    """Refuses to write over what is being read.

    Raises:
        DocparseError: `path` is one of `inputs`, by whatever name.
    """
    for given in inputs:
        try:
            same = path.samefile(given)
        except (OSError, ValueError):  # one of them isn't there, or is no path; readers say so better
            continue
        if same:
            raise DocparseError(f"{path}: is an input and will not be overwritten; choose another place with -o")


def write_whole(path: Path, data: bytes) -> None:
    """Writes `data` to `path`, making its folders; a reader of `path` sees the old content or the new, never a part.

    What is no regular file (/dev/null, a pipe) is written to directly.

    Raises:
        DocparseError: the file cannot be written; what stood at `path` is as it was.
    """
    try:
        target = path.resolve()  # a link stays a link
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except (OSError, ValueError, RuntimeError) as error:  # ValueError: NUL in the name; RuntimeError: a loop of links
        reason = getattr(error, "strerror", None) or str(error)
        raise DocparseError(f"{path}: cannot be written ({reason}); choose another place with -o") from error


def _replace(target: Path, data: bytes) -> None:
    """By way of a temporary file in the same folder, as only there a rename is one step."""
    part = target.with_name(f".docparse-{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
