"""The first form: documents, their files, records, paragraphs with their index for search, and runs."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_PLACED = "id:str address:str first:int last:int quote:str rule:str "
_ROWS: Mapping[str, str] = {
    "sections": _PLACED + "number:str path:str level:int heading:str",
    "agencies": _PLACED + "name:str canonical:str full_name:str kind:str level:str function:str mentions:int",
    "members": _PLACED + "name:str role:str titles:str body:str",
    "bodies": _PLACED + "name:str kind:str parent:str host:str head:str duties:str",
    "targets": _PLACED
    + "scope:str indicator:str comparator:str value:float value_max:float unit:str normalized:float "
    + "normalized_unit:str aspirational:int by:str baseline:str parent:str",
    "deadlines": _PLACED + "kind:str start:str end:str precision:str rrule:str offset:str action:str",
    "assignments": _PLACED + "task:str duties:str",
    "citations": _PLACED + "title:str doc_number:str relation:str",
    "findings": _PLACED + "code:str severity:str message:str",
    "parties": "assignment:int role:str name:str full_name:str function:str inherited:int",
}
_DOCUMENTS = (
    "sha256:str version:str status:str reason:str attempts:int reader:str media_type:str pages:int size:int "
    "json_size:int title:str doc_number:str doc_type:str genre:str issuers:str level:str region:str issued_on:str"
)
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
_TYPES = {"str": sa.Text, "int": sa.Integer, "float": sa.Float}

_SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE paragraph_search USING fts5(text, content='paragraphs', content_rowid='key', "
    "tokenize='trigram')",
    "CREATE TRIGGER paragraph_added AFTER INSERT ON paragraphs BEGIN "
    "INSERT INTO paragraph_search(rowid, text) VALUES (new.key, new.text); END",
    "CREATE TRIGGER paragraph_gone AFTER DELETE ON paragraphs BEGIN "
    "INSERT INTO paragraph_search(paragraph_search, rowid, text) VALUES ('delete', old.key, old.text); END",
)
_POSTGRES_SEARCH = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX paragraph_search ON paragraphs USING gin (text gin_trgm_ops)",
)


def upgrade() -> None:
    """Makes all tables of an empty database."""
    op.create_table("documents", sa.Column("id", sa.Text, primary_key=True), *_columns(_DOCUMENTS))
    op.create_table(
        "files", sa.Column("name", sa.Text, primary_key=True), sa.Column("document", sa.Text, nullable=False)
    )
    for table, columns in _ROWS.items():
        op.create_table(
            table,
            sa.Column("document", sa.Text, primary_key=True),
            sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
            *_columns(columns),
        )
    op.create_table(
        "paragraphs",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("first", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("begun", sa.Text, nullable=False),
        sa.Column("ended", sa.Text),
        sa.Column("report", sa.Text),
    )
    for table, column in _INDEXES:
        op.create_index(f"{table}_{column}", table, [column])
    for statement in _SQLITE_SEARCH if op.get_bind().dialect.name == "sqlite" else _POSTGRES_SEARCH:
        op.execute(statement)


def _columns(stated: str) -> list[sa.Column[object]]:
    pairs = (column.split(":") for column in stated.split())
    return [sa.Column(name, _TYPES[kind]) for name, kind in pairs]
