"""Tables: their header on each page, and the size of their type. The standard leaves both to custom."""

from __future__ import annotations

from collections.abc import Iterator

from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Form
from docparse.formatting.typefaces import size_name

_LONG = 10  # rows from which on a table is likely to run over a page
_SIZES = (10.5, 16.0)


def check_tables(form: Form) -> Iterator[Departure]:
    """Tables of one column are frames around text, and have no header."""
    for table in form.tables:
        if table.columns > 1 and len(table.rows) > _LONG and not table.header:
            yield departure("table.header", table.rows[0], found=len(table.rows))
        for row in table.rows:
            sizes = {run.type.points for run in row.runs if run.text.strip() and run.type.points}
            for points in sorted(size for size in sizes if not _SIZES[0] <= size <= _SIZES[1]):
                yield departure("table.size", row, found=size_name(points))
