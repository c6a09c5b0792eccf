"""Where things stand, as an official says it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docparse.records import Document
from docparse.wording import word


def key_of(kind: str, number: int) -> str:
    """The name of the n-th record of a kind within a page, "targets-0": the ids of a document may be any text."""
    return f"{kind}-{number}"


def section_labels(document: Document) -> Mapping[str | None, str]:
    """Section id → its numbers from the top as written: 三（二）3, 一、2; a notice or an annex beside the plan says so first.

    None, for a record that stands in no section, has "".
    """
    parts = _part_labels(document)
    labels: dict[str | None, str] = {None: ""}
    for section in document.sections:  # a parent stands before what is below it
        above = labels.get(section.parent) or parts.get(section.part, "")
        number = section.number.rstrip("、.．")
        apart = "、" if above and above[-1] not in "）)·" and number[:1] not in "（(" else ""
        labels[section.id] = above + apart + number
    return labels


def _part_labels(document: Document) -> dict[str, str]:
    kinds = [part.kind for part in document.parts]
    annexes = [part.id for part in document.parts if part.kind == "annex"]
    labels: dict[str, str] = {}
    for part in document.parts:
        if part.kind == "annex":
            number = str(annexes.index(part.id) + 1) if len(annexes) > 1 else ""
            labels[part.id] = f"{word('part', 'annex')}{number}·"
        elif part.kind == "notice" and "plan" in kinds:
            labels[part.id] = f"{word('part', 'notice')}·"
    return labels


def document_name(document: Document) -> str:
    """The title, or the name of the file where the document has none."""
    return document.meta.title or file_name(document) or "未命名文件"


def file_name(document: Document) -> str:
    """The file's name without its folders, which are nobody's business outside the office."""
    return re.split(r"[\\/]", document.source.path)[-1]
