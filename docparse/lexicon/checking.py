"""Checks an office's own table before it is used: each problem with its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from docparse.errors import LexiconError
from docparse.lexicon.tables import Row, belongs_to, read_rows, values
from docparse.records import AgencyKind, Level
from docparse.resources import lexicon

_ALLOWED: dict[str, dict[str, tuple[str, ...]]] = {
    "agencies.tsv": {"kind": get_args(AgencyKind), "levels": get_args(Level)},
    "duties.tsv": {"role": ("lead", "support", "responsible", "implement"), "position": ("label", "after", "before")},
    "goal_words.tsv": {"sense": ("verb", "hope", "forecast", "fact", "parameter", "funding", "background")},
    "body_words.tsv": {"kind": ("leading_group", "office", "task_force", "committee", "mechanism")},
}
_NEEDED: dict[str, tuple[str, ...]] = {
    "agencies.tsv": ("full", "kind"),
    "duties.tsv": ("role", "position"),
    "goal_words.tsv": ("sense",),
    "body_words.tsv": ("kind",),
    "genres.tsv": ("words",),
}


def check_table(path: Path) -> list[str]:
    """What is wrong with an office's table, one line a problem as "file:line: what"; [] where nothing is.

    Raises:
        LexiconError: the file is no table at all.
    """
    header, rows = read_rows(path)
    name = table_of(header)
    if name is None:
        return [
            f"{path}:1: no packaged table begins with the column {header[0]!r} and has the columns {', '.join(header)}"
        ]
    return [f"{path}:{line}: {problem}" for line, problem in _problems(name, header[0], rows)]


def table_of(header: list[str]) -> str | None:
    """The packaged table that rows under `header` add to, or None."""
    for packaged in sorted(lexicon(".").glob("*.tsv")):
        try:
            columns, _ = read_rows(packaged)
        except LexiconError:
            continue
        if belongs_to(header, columns):
            return packaged.name
    return None


def _problems(name: str, key: str, rows: list[tuple[int, Row]]) -> Iterator[tuple[int, str]]:
    seen: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        if not row[key]:
            yield line, f"the column {key!r} is empty"
        for column in _NEEDED.get(name, ()):
            if not row.get(column):
                yield line, f"the column {column!r} is empty"
        for column, allowed in _ALLOWED.get(name, {}).items():
            wrong = [v for v in values(row.get(column, "")) if v not in allowed]
            if wrong:
                yield line, f"{column} {'|'.join(wrong)!r} is none of {', '.join(allowed)}"
        for column in ("from", "to"):
            if row.get(column) and not row[column].isdigit():
                yield line, f"{column} {row[column]!r} is no year"
        identity = tuple(row.values())
        if identity in seen:
            yield line, f"repeats line {seen[identity]}"
        seen.setdefault(identity, line)
