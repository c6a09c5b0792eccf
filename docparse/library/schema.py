"""The tables of a library's database, the same in SQLite and PostgreSQL.

A document's id is the beginning of its file's SHA-256, so that the same files make the same library in whatever order they
come. Every record stands in the table of its kind under its document, with its place in the text and its quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Column, MetaData, Table

ID_LENGTH = 16  # hexadecimal digits of a document's id: one in 10^9 that two of 10^5 documents share theirs by chance

RECORD_COLUMNS: dict[str, str] = {
    "sections": "number:str path:str level:int heading:str",
    "agencies": "name:str canonical:str full_name:str kind:str level:str function:str mentions:int",
    "members": "name:str role:str titles:str body:str",
    "bodies": "name:str kind:str parent:str host:str head:str duties:str",
    "targets": (
        "scope:str indicator:str comparator:str value:float value_max:float unit:str normalized:float "
        "normalized_unit:str aspirational:int by:str baseline:str parent:str"
    ),
    "deadlines": "kind:str start:str end:str precision:str rrule:str offset:str action:str",
    "assignments": "task:str duties:str",
    "citations": "title:str doc_number:str relation:str",
    "findings": "code:str severity:str message:str",
}
"""Kind of record -> its own columns as name:type; all have document, ordinal, id, address, first, last, quote, rule."""

PARTY_COLUMNS = "assignment:int role:str name:str full_name:str function:str inherited:int"
DOCUMENT_COLUMNS = (
    "sha256:str version:str status:str reason:str attempts:int reader:str media_type:str pages:int size:int "
    "json_size:int title:str doc_number:str doc_type:str genre:str issuers:str level:str region:str issued_on:str"
)
ROW_COLUMNS: dict[str, tuple[str, ...]] = {
    kind: (
        *("document", "ordinal", "id", "address", "first", "last", "quote", "rule"),
        *(c.partition(":")[0] for c in columns.split()),
    )
    for kind, columns in RECORD_COLUMNS.items()
} | {
    "parties": ("document", "ordinal", *(c.partition(":")[0] for c in PARTY_COLUMNS.split())),
    "paragraphs": ("document", "ordinal", "first", "text"),
}
"""Table -> the columns of the rows that a document has in it, in the order in which `rows` gives them."""


_INDEXES = (
    ("files", "document"),
    ("documents", "sha256"),
    ("documents", "doc_number"),
    ("paragraphs", "document"),
    ("parties", "full_name"),
    ("parties", "name"),
    ("deadlines", "end"),
    ("targets", "indicator"),
)


@cache
def metadata() -> MetaData:
    """All tables, as the newest migration leaves them; `Table.name` is the key."""
    from sqlalchemy import Column as C
    from sqlalchemy import Index, Integer, MetaData, Table, Text

    tables = MetaData()
    Table(
        "documents",
        tables,
        C("id", Text, primary_key=True),
        *_columns(DOCUMENT_COLUMNS),
    )
    Table("files", tables, C("name", Text, primary_key=True), C("document", Text, nullable=False))
    for kind, columns in RECORD_COLUMNS.items():
        own: list[Column[Any]] = [
            C("id", Text),
            C("address", Text),
            C("first", Integer),
            C("last", Integer),
            C("quote", Text),
            C("rule", Text),
        ]
        _rows_table(tables, kind, [*own, *_columns(columns)])
    _rows_table(tables, "parties", _columns(PARTY_COLUMNS))
    Table(
        "paragraphs",
        tables,
        C("key", Integer, primary_key=True),
        C("document", Text, nullable=False),
        C("ordinal", Integer, nullable=False),
        C("first", Integer),
        C("text", Text, nullable=False),
    )
    Table(
        "runs",
        tables,
        C("id", Integer, primary_key=True),
        C("begun", Text, nullable=False),
        C("ended", Text),
        C("report", Text),
    )
    for table, column in _INDEXES:
        Index(f"{table}_{column}", tables.tables[table].c[column])
    return tables


def _rows_table(tables: MetaData, name: str, columns: Sequence[Column[Any]]) -> Table:
    from sqlalchemy import Column, Integer, Table, Text

    return Table(
        name,
        tables,
        Column("document", Text, primary_key=True),
        Column("ordinal", Integer, primary_key=True, autoincrement=False),
        *columns,
    )


def _columns(stated: str) -> list[Column[Any]]:
    from sqlalchemy import Column, Float, Integer, Text

    kinds = {"str": Text, "int": Integer, "float": Float}
    pairs = (column.split(":") for column in stated.split())
    return [Column(name, kinds[kind]) for name, kind in pairs]
