"""Rows of a library as Parquet files, for programs that read many at once; by pyarrow, which is an optional part."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docparse.errors import MissingExtra
from docparse.library.schema import ROW_COLUMNS, metadata
from docparse.library.store import Stored
from docparse.output import write_whole


def parquet(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows of a table of the library as one Parquet file, compressed by Zstandard.

    Args:
        table: a table of `schema.metadata()`, which gives the columns their types.
        columns: names of columns of that table; others are text.
        rows: their values.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import write_table
    except ModuleNotFoundError as error:
        raise MissingExtra("Parquet", "parquet") from error
    types: Mapping[str, Any] = {"INTEGER": pa.int64(), "FLOAT": pa.float64()}
    known = metadata().tables[table].c
    stated = [(n, types.get(str(known[n].type) if n in known else "", pa.string())) for n in columns]
    values = list(zip(*rows, strict=True)) or [() for _ in columns]
    arrays = [pa.array(list(column), kind) for column, (_, kind) in zip(values, stated, strict=True)]
    stream = io.BytesIO()
    write_table(pa.Table.from_arrays(arrays, schema=pa.schema(stated)), stream, compression="zstd")
    return stream.getvalue()


def write_partitions(folder: Path, stored: Sequence[Stored]) -> None:
    """Writes the rows of some documents as one partition of each table: <table>/<id of the first document>.parquet.

    The same documents make the same files, so that a block that is done twice replaces itself.
    """
    done = sorted((document for document in stored if document.rows), key=lambda document: document.sha256)
    for table, columns in ROW_COLUMNS.items():
        rows = [row for document in done for row in (document.rows or {}).get(table, ())]
        if rows:
            write_whole(folder / table / f"{rows[0][0]}.parquet", parquet(table, columns, rows))
