"""A text with its gold, and where in the text each section stands.

Text is compared with page furniture, line breaks and blanks dropped, as gold writes its values. Nothing here uses what
docparse reads from the text: gold must be proven without the program that is measured on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from docparse.errors import UnreadableFile
from docparse.gold import load_gold

FURNITURE = re.compile(r"- \d+ -|\S+文件")
"""A line that a page brings along: its number, its running head."""

_BLANKS = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong in a corpus: in which document, at which record ("targets[3]", "" for the whole), and what."""

    document: str
    record: str
    problem: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.document, self.record, self.problem)))


@dataclass(frozen=True)
class Annotated:
    """A document's text, blanks and page furniture dropped, and its gold; a kind that the gold leaves out is empty."""

    name: str
    text: str
    gold: dict[str, Any]

    def records(self, kind: str) -> list[dict[str, Any]]:
        """The gold records of a kind ("targets"), in order."""
        return self.gold.get(kind) or []

    @property
    def meta(self) -> dict[str, Any]:
        return self.gold.get("meta") or {}

    @cached_property
    def sections(self) -> dict[str, str]:
        """The own text of each section by path, from its heading to the next; those that don't stand there are left out."""
        starts: list[tuple[int, str]] = []
        cursor = 0
        for section in self.records("sections"):
            start = self.text.find(squash(section.get("number", "") + section.get("heading", "")), cursor)
            if start >= 0:
                starts.append((start, section["path"]))
                cursor = start + 1
        return {path: self.text[start:end] for (start, path), (end, _) in pairwise([*starts, (len(self.text), "")])}

    def place(self, record: dict[str, Any]) -> str:
        """The text that a record speaks of: its section's own, all of it where it names none, "" where there is none."""
        return self.sections.get(record["section"], "") if record.get("section") else self.text


def squash(text: str) -> str:
    """`text` without any blanks."""
    return _BLANKS.sub("", text)


def read_annotated(text: Path, gold: Path) -> Annotated:
    """A document from its .txt file (UTF-8) and its gold.

    Raises:
        UnreadableFile: the text is missing or not UTF-8.
        DocparseError: the gold is no gold JSON.
    """
    try:
        lines = text.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(str(text), f"not readable as UTF-8 text ({error})") from error
    kept = "".join(line for line in lines if not FURNITURE.fullmatch(line.strip()))
    return Annotated(text.stem, squash(kept), load_gold(gold))
