"""A library's records for other programs: workbooks, CSV, JSON lines, Parquet and calendars.

The same documents make the same bytes, in whatever order and however often they were taken in.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

from docparse.errors import DocparseError
from docparse.library.calendar import calendar
from docparse.library.ledgers import ledgers
from docparse.library.parquet import parquet
from docparse.library.schema import RECORD_COLUMNS, metadata
from docparse.library.store import Library

Format: TypeAlias = Literal["xlsx", "csv", "jsonl", "parquet", "ics"]

_TABLES = ("documents", *RECORD_COLUMNS, "parties")
_OF_RUNS = ("attempts", "reason", "status")  # how a document got here is no part of what it says
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def export(library: Library, format: Format) -> bytes:
    """The whole library as one file: an .xlsx of ledgers, a .zip of CSV or Parquet tables, JSON lines, or an .ics calendar.

    Raises:
        DocparseError: the database can't be used, or a workbook can't hold so much.
        MissingExtra: Parquet without pyarrow.
    """
    if format not in _FORMS:
        raise DocparseError(f"no format {format!r} to export in; choose one of {', '.join(get_args(Format))}")
    return _FORMS[format](library)


def _rows(library: Library, name: str) -> tuple[list[str], Iterator[Sequence[Any]]]:
    """The columns of a table and its rows by document and place; of documents those that are whole, with their file."""
    from sqlalchemy import func, select

    tables = metadata().tables
    table = tables[name]
    if name == "documents":
        files = tables["files"]
        file = select(func.min(files.c.name)).where(files.c.document == table.c.id).scalar_subquery().label("file")
        columns = [c for c in table.c if c.name not in _OF_RUNS]
        query = select(file, *columns).where(table.c.status == "ok").order_by(table.c.id)
    else:
        query = select(table).order_by(table.c.document, table.c.ordinal)

    def rows() -> Iterator[Sequence[Any]]:
        with library.connection() as connection:
            yield from connection.execution_options(yield_per=1000).execute(query)

    return [column.name for column in query.selected_columns], rows()


def _csv(library: Library) -> bytes:
    """UTF-8 with a mark, which Excel needs; no cell is taken for a formula."""

    def table(name: str) -> bytes:
        columns, rows = _rows(library, name)
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([_plain(value) for value in row] for row in rows)
        return ("\ufeff" + text.getvalue()).encode("utf-8", "replace")

    return _zipped({f"{name}.csv": table(name) for name in _TABLES})


def _plain(value: Any) -> Any:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value


def _jsonl(library: Library) -> bytes:
    def lines() -> Iterator[str]:
        for name in _TABLES:
            columns, rows = _rows(library, name)
            for row in rows:
                yield json.dumps({"table": name, **dict(zip(columns, row, strict=True))}, ensure_ascii=False)

    return "".join(f"{line}\n" for line in lines()).encode("utf-8", "replace")


def _parquet(library: Library) -> bytes:
    def table(name: str) -> bytes:
        columns, rows = _rows(library, name)
        return parquet(name, columns, rows)

    return _zipped({f"{name}.parquet": table(name) for name in _TABLES}, packed=False)


def _zipped(members: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), data, archive.compression)
    return stream.getvalue()


_FORMS: Mapping[str, Callable[[Library], bytes]] = {
    "xlsx": ledgers,
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "ics": calendar,
}
