"""Loads the lexicon's tables: UTF-8 TSV files that an official can open and extend.

The first row names the columns; blank rows and rows that begin with "#" are passed over. A cell that holds
several values separates them by "|".
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from docparse.errors import LexiconError
from docparse.resources import lexicon

Row = dict[str, str]


def read_table(path: Path) -> tuple[Row, ...]:
    """The rows of a table, each a dict of column name → cell (stripped, "" where empty).

    Raises:
        LexiconError: the file cannot be read as UTF-8, has no header, or a row has another number of cells.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 text ({error}); save it as UTF-8 TSV") from error
    header: list[str] | None = None
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))]
        if header is None:
            header = cells
        elif len(cells) > len(header):
            raise LexiconError(f"{path}:{number}: {len(cells)} cells, but the header names {len(header)}")
        else:
            cells += [""] * (len(header) - len(cells))
            rows.append(dict(zip(header, cells, strict=True)))
    if header is None:
        raise LexiconError(f"{path}: empty table; its first row must name the columns")
    return tuple(rows)


@cache
def table(name: str) -> tuple[Row, ...]:
    """The packaged table `name` ("roles.tsv"), loaded once when first used."""
    return read_table(lexicon(name))


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several: "a|b" → ("a", "b"); "" → ()."""
    return tuple(v for v in cell.split("|") if v)
