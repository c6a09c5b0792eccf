"""A document as a list of stretches that can be compared: its sections, each without those below it, and what stands before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docparse.records import Document, Span


@dataclass(frozen=True, slots=True)
class Unit:
    """`text` is the document's at `span`, its number left out; `parent` is the place of the unit above it, or None.

    `section` is None, and `address` "", for what stands before the first section of a part. `part` is the part's kind.
    """

    section: str | None
    address: str
    heading: str
    text: str
    span: Span
    parent: int | None
    part: str


def units(document: Document) -> list[Unit]:
    """All units in the order of the text; those without a word are left out."""
    kinds = {part.id: part.kind for part in document.parts}
    first_child: dict[str, int] = {}
    for section in document.sections:
        if section.parent is not None:
            first_child.setdefault(section.parent, section.span[0])
    found: list[Unit] = list(_openings(document))
    place = {section.id: len(found) + n for n, section in enumerate(document.sections)}
    for section in document.sections:
        end = max(first_child.get(section.id, section.span[1]), section.heading_span[1])
        span = _trimmed(document.text, (min(section.span[0] + len(section.number), end), end))
        found.append(
            Unit(
                section=section.id,
                address=document.address(section.id),
                heading=section.heading,
                text=document.text[slice(*span)],
                span=span,
                parent=place.get(section.parent or ""),
                part=kinds.get(section.part, ""),
            )
        )
    return found


def _openings(document: Document) -> Iterator[Unit]:
    """What each part says before its first section; a part without sections is one unit."""
    covered: list[Span] = [part.span for part in document.parts] or [(0, len(document.text))]
    for number, span in enumerate(covered):
        starts = [s.span[0] for s in document.sections if span[0] <= s.span[0] < span[1]]
        opening = _trimmed(document.text, (span[0], min(starts, default=span[1])))
        kind = document.parts[number].kind if document.parts else ""
        yield Unit(None, "", "", document.text[slice(*opening)], opening, None, kind)


def _trimmed(text: str, span: Span) -> Span:
    piece = text[slice(*span)]
    start = span[0] + len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())
