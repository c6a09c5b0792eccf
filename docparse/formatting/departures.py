"""A departure from the standard: which rule, how grave, what is said of it, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, TypeAlias, cast

from docparse.formatting.content import Paragraph
from docparse.lexicon.tables import Row, table

Severity: TypeAlias = Literal["error", "warning", "info"]
_QUOTE = 24


@dataclass(frozen=True, slots=True)
class Where:
    """A paragraph or table row: `element` and `row` as in the contract's `source_map`, `quote` the words in question."""

    element: int
    row: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Departure:
    """What departs from rule `code` of `format_rules.tsv`, first at `where` (None: the page or the whole file).

    `clause` is the clause of GB/T 9704-2012 or another source, `count` how many paragraphs depart in the same way.
    """

    code: str
    severity: Severity
    message: str
    clause: str
    where: Where | None
    count: int = 1


@cache
def rules() -> dict[str, Row]:
    """The rules by their codes; a row of an office's own table stands before the packaged one."""
    return {row["format_rule"]: row for row in reversed(table("format_rules.tsv"))}


def departure(code: str, paragraph: Paragraph | None = None, quote: str = "", **found: object) -> Departure:
    """A departure from the rule `code`, its message filled with what was `found`.

    `quote` are the words in question; without it, those that the paragraph begins with.
    """
    rule = rules()[code]
    where = None
    if paragraph is not None:
        text = " ".join((quote or paragraph.text)[: 4 * _QUOTE].split())
        where = Where(paragraph.element, paragraph.row, text if len(text) <= _QUOTE else text[: _QUOTE - 1] + "…")
    return Departure(
        code=code,
        severity=cast(Severity, rule["severity"]),
        message=rule["message"].format_map(found),
        clause=rule["clause"],
        where=where,
    )


def gathered(departures: Iterable[Departure]) -> list[Departure]:
    """Departures that say the same are told once, at the first place, with their number; in the order of the file."""
    groups: dict[tuple[str, str], Departure] = {}
    for one in departures:
        key = (one.code, one.message)
        groups[key] = replace(groups[key], count=groups[key].count + 1) if key in groups else one
    return sorted(groups.values(), key=lambda d: -1 if d.where is None else d.where.element)
