"""Two characters in front of each paragraph, made by an indent and not by blanks (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Element, Form, Kind
from docparse.formatting.places import indent, is_aside, left, starts_with_blanks

_TOLERANCE = 0.2


def check_indents(form: Form) -> Iterator[Departure]:
    """Lists of names and the like, which are no sentences, are set as they need."""
    for element in form.of(Kind.BODY, Kind.HEADING, Kind.NOTE):
        paragraph = element.paragraph
        if paragraph.layout.frame is not None or not _is_told(element):
            continue
        if starts_with_blanks(paragraph):
            yield departure("body.blanks", paragraph)
            if paragraph.text.startswith("\t"):
                continue
        found = _fault(element)
        if found:
            yield departure("body.indent", paragraph, found=found)


def _is_told(element: Element) -> bool:
    return element.kind is not Kind.BODY or element.text[-1] in "。；：:…”）"


def _fault(element: Element) -> str | None:
    if is_aside(element.paragraph):
        return "没有居左"
    first, others = indent(element.paragraph), left(element.paragraph)
    if abs(first - 2) > _TOLERANCE:
        return f"左空{first:.1f}字".replace(".0字", "字")
    return f"左空二字，但回行缩进{others:.1f}字" if abs(others) > _TOLERANCE else None
