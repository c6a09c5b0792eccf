"""Where in the text a mistake stands: the words around what was missed or said too much."""

from __future__ import annotations

from docparse.evaluation.matchers import Item
from docparse.evaluation.prediction import addressed

_AROUND = 24
"""Characters shown on either side."""


def context(record: Item, prediction: Item) -> str:
    """The record's words in 【】 amid those around them, on one line; "" where the text does not show them.

    A predicted record stands at its span. A gold record has none: it is shown where its words first stand in its section.
    """
    text = str(prediction.get("text") or "")
    start, end = record.get("span") or _place(record, prediction, text)
    if not 0 <= start < end <= len(text):
        return ""
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    return " ".join(f"{before}【{text[start:end]}】{after}".split())


def _place(record: Item, prediction: Item, text: str) -> tuple[int, int]:
    start, end = _section(record, prediction) or (0, len(text))
    for words in _words(record):
        at = text.find(words, start, end)
        if at >= 0:
            return at, at + len(words)
    return 0, 0


def _section(record: Item, prediction: Item) -> tuple[int, int] | None:
    address = record.get("section") or (record.get("path") if "heading" in record else None)
    sections = addressed(prediction)["sections"] if address else []
    return next((section["span"] for section in sections if section["path"] == address and section.get("span")), None)


def _words(record: Item) -> list[str]:
    """What may show a gold record in its text, the surest first."""
    value = record.get("value")
    number = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    year = str(record.get("by") or record.get("end") or "")[:4]
    given = (record.get(field) for field in ("quote", "agency", "name", "title", "heading"))
    return [str(words) for words in (*given, number + str(record.get("unit") or ""), number, year) if words]
