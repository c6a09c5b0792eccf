"""The small interface behind which every format stands: bytes in, blocks out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from docparse.source import Block


@dataclass(frozen=True, slots=True)
class Content:
    """A file's lines and tables in reading order, and its number of pages where it has any."""

    blocks: tuple[Block, ...]
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """One format. `read(data, name)` gives the content of a whole file; `name` serves the error messages only.

    `label` names the format to a person. `read` raises UnreadableFile for what it knows to be wrong and may let the
    errors of its format's library pass: the border in `docparse.readers.read_bytes` turns them into UnreadableFile.
    """

    label: str
    media_type: str
    flow: Literal["lines", "paragraphs"]
    read: Callable[[bytes, str], Content]
