"""Where the first line of a paragraph stands, in characters from the left of the type area, which is 28 wide."""

from __future__ import annotations

from docparse.formatting.content import Paragraph
from docparse.structure.blanks import width

WIDTH = 28.0
_RIGHT = ("right", "end")
_BLANKS = " \u3000\u00a0"


def indent(paragraph: Paragraph) -> float:
    """How far the first line begins from the left, blanks in front of it included."""
    return left(paragraph) + _first(paragraph) + width(_leading(paragraph))


def left(paragraph: Paragraph) -> float:
    """How far the lines behind the first begin from the left."""
    return _characters(paragraph, paragraph.layout.left_chars, paragraph.layout.left)


def starts_with_blanks(paragraph: Paragraph) -> bool:
    """Whether blanks or tabs stand in front of the text."""
    return paragraph.text[:1] in ("\t", *_BLANKS) and bool(paragraph.text.strip())


def is_aside(paragraph: Paragraph) -> bool:
    """Whether a paragraph is centred or stands on the right."""
    return paragraph.layout.alignment in ("center", *_RIGHT)


def span(paragraph: Paragraph) -> tuple[float, float] | None:
    """Where a paragraph of one line begins and ends; None where tabs or a frame place it."""
    text = paragraph.text.strip("\n")
    if "\t" in text or paragraph.layout.frame is not None:
        return None
    right = WIDTH - _characters(paragraph, paragraph.layout.right_chars, paragraph.layout.right)
    length = width(text)
    if paragraph.layout.alignment in _RIGHT:
        start = right - length
    elif paragraph.layout.alignment == "center":
        start = (left(paragraph) + _first(paragraph) + right - length) / 2
    else:
        start = left(paragraph) + _first(paragraph)
    trailing = text[len(text.rstrip()) :]
    return start + width(_leading(paragraph)), start + length - width(trailing)


def _leading(paragraph: Paragraph) -> str:
    return paragraph.text[: len(paragraph.text) - len(paragraph.text.lstrip(_BLANKS))]


def _first(paragraph: Paragraph) -> float:
    return _characters(paragraph, paragraph.layout.first_chars, paragraph.layout.first)


def _characters(paragraph: Paragraph, chars: int | None, twips: int | None) -> float:
    """A length that is stated in characters, or else in twips."""
    return chars / 100 if chars else (twips or 0) / (20 * paragraph.points)
