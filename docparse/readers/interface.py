"""The small interface behind which every format stands: bytes in, blocks out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from docparse.readers.packages import member_names
from docparse.source import Block

_HEAD = 8192


@dataclass(frozen=True, slots=True)
class Content:
    """A file's lines and tables in reading order, and its number of pages where it has any.

    `ocr` says that some or all of it was recognised in pictures. `media_type` is stated where a reader reads several.
    """

    blocks: tuple[Block, ...]
    pages: int | None = None
    ocr: bool = False
    media_type: str | None = None


@dataclass(frozen=True)
class Evidence:
    """What a reader may look at to recognise its format; each look is made once, whoever asks."""

    data: bytes
    name: str

    @cached_property
    def head(self) -> str:
        """The first characters with ASCII readable in whatever charset; other characters come out as junk."""
        head = self.data[:_HEAD].replace(b"\0", b"").decode("latin-1")
        return head.removeprefix("\xef\xbb\xbf").removeprefix("\xff\xfe").removeprefix("\xfe\xff").lstrip()

    @cached_property
    def members(self) -> frozenset[str]:
        """The names of a zip package's members; empty where the file is none.

        Raises:
            UnreadableFile: the package is damaged, encrypted, or a zip bomb.
        """
        return member_names(self.data, self.name) if self.data.startswith(b"PK\x03\x04") else frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """One format.

    `label` names the format to a person; `recognises` tells it by content; `read(data, name)` gives the content of a
    whole file, and `name` serves the error messages only. Lines of `flow` "lines" may be pieces of a paragraph, those of
    "paragraphs" are whole ones. `read` raises UnreadableFile for what it knows to be wrong and may let the errors of its
    format's library pass: the border in `docparse.readers.read_bytes` turns them into UnreadableFile.
    """

    label: str
    media_type: str
    flow: Literal["lines", "paragraphs"]
    recognises: Callable[[Evidence], bool]
    read: Callable[[bytes, str], Content]
