"""Loads the lexicon's tables: UTF-8 TSV files that an official can open and extend.

The first row names the columns; blank rows and rows that begin with "#" are passed over. A cell that holds several
values separates them by "|". An office adds rows by tables of its own, which are read before the packaged ones.
"""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path

from docparse.errors import LexiconError
from docparse.resources import lexicon

Row = dict[str, str]

OWN = "DOCPARSE_LEXICON"
"""Environment variable: the office's own tables, files or folders, as PATH separates them."""


def read_rows(path: Path) -> tuple[list[str], list[tuple[int, Row]]]:
    """The columns of a table, and its rows as (line number, dict of column → cell, stripped, "" where empty).

    Raises:
        LexiconError: the file cannot be read as UTF-8, has no header, or a row has more cells than the header.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 text ({error}); save it as UTF-8 TSV") from error
    header: list[str] = []
    rows: list[tuple[int, Row]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))]
        if not header:
            header = cells
        elif len(cells) > len(header):
            raise LexiconError(f"{path}:{number}: {len(cells)} cells, but the header names {len(header)}")
        else:
            cells += [""] * (len(header) - len(cells))
            rows.append((number, dict(zip(header, cells, strict=True))))
    if not header:
        raise LexiconError(f"{path}: empty table; its first row must name the columns")
    return header, rows


def read_table(path: Path) -> tuple[Row, ...]:
    """The rows of a table without their line numbers.

    Raises:
        LexiconError: as `read_rows`.
    """
    return tuple(row for _, row in read_rows(path)[1])


@cache
def table(name: str) -> tuple[Row, ...]:
    """The table `name` ("roles.tsv"): the office's own rows, then the packaged ones; loaded once when first used.

    Raises:
        LexiconError: an own table is malformed.
    """
    header, packaged = read_rows(lexicon(name))
    rows = [row for path in own_tables() for row in _own_rows(path, name, header)]
    return tuple(rows + [row for _, row in packaged])


@cache
def words_in(name: str, column: str) -> tuple[str, ...]:
    """The cells of one column of the table `name`, longest first, so that an alternation of them takes the longest."""
    return tuple(sorted((row[column] for row in table(name)), key=len, reverse=True))


def own_tables() -> tuple[Path, ...]:
    """The office's own tables: those that DOCPARSE_LEXICON names, then those of the folder that is always read."""
    from platformdirs import user_config_path

    named = [Path(p) for p in os.environ.get(OWN, "").split(os.pathsep) if p]
    places = [*named, user_config_path("docparse", appauthor=False) / "lexicon"]
    return tuple(
        f for place in places for f in (sorted(place.glob("*.tsv")) if place.is_dir() else [place]) if f.exists()
    )


def belongs_to(header: list[str], packaged: list[str]) -> bool:
    """Whether a table with `header` adds to the packaged one: the same first column, and no column unknown to it."""
    return header[0] == packaged[0] and set(header) <= set(packaged)


def _own_rows(path: Path, name: str, packaged: list[str]) -> list[Row]:
    header, rows = read_rows(path)
    if path.name != name and not belongs_to(header, packaged):
        return []
    if not belongs_to(header, packaged):
        raise LexiconError(f"{path}:1: columns {', '.join(header)}; {name} has {', '.join(packaged)}")
    return [{column: row.get(column, "") for column in packaged} for _, row in rows]


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several: "a|b" → ("a", "b"); "" → ()."""
    return tuple(v for v in cell.split("|") if v)
