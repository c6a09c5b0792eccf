"""Asking a library: who answers for what, what is due before a day, which goals count what, where words stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docparse.library.schema import metadata
from docparse.library.store import Library

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select, TextClause

_LEAST_OF_SEARCH = 3  # characters; the index holds trigrams, shorter words are looked for paragraph by paragraph


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; a hit satisfies all that is not None.

    `agency` is a name as written, a full name, or a part of one; `before` an ISO day; `indicator` and `text` are words.
    """

    text: str | None = None
    agency: str | None = None
    before: str | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One record or paragraph found. `section` is its address, `place` its first character in the document's text."""

    document: str
    title: str
    doc_number: str | None
    kind: str
    section: str
    place: int
    quote: str
    detail: str


def find(library: Library, query: Query, limit: int = 50) -> list[Hit]:
    """At most `limit` hits, those of the documents taken in last first where only words are asked for.

    What is asked for first of agency, deadline, indicator and words gives the records; the others must hold in the same
    section (words: in the same document).

    Raises:
        DocparseError: the database can't be used.
    """
    chosen = next((name for name in _ASKED if getattr(query, name)), None)
    if chosen is None:
        return []
    with library.connection() as connection:
        dialect = connection.dialect.name
        for exact in (True, False) if query.agency else (True,):
            statement = _ASKED[chosen](query, exact, dialect)
            for other in list(_ASKED)[list(_ASKED).index(chosen) + 1 :]:
                if getattr(query, other):
                    statement = statement.where(_also(other, query, dialect))
            hits = [Hit(*row) for row in connection.execute(statement.limit(limit))]
            if hits:
                return hits
    return []


def _select(table: Any, kind: str, detail: Any) -> Select[Any]:
    from sqlalchemy import literal, select

    documents = metadata().tables["documents"]
    columns = (documents.c.id, documents.c.title, documents.c.doc_number, literal(kind))
    placed = (table.c.address, table.c.first, table.c.quote, detail)
    return select(*columns, *placed).join(table, table.c.document == documents.c.id)


def _by_agency(query: Query, exact: bool, dialect: str) -> Select[Any]:
    from sqlalchemy import and_

    tables = metadata().tables
    duties, parties = tables["assignments"], tables["parties"]
    of_duty = and_(parties.c.document == duties.c.document, parties.c.assignment == duties.c.ordinal)
    statement = _select(duties, "assignment", parties.c.role).join(parties, of_duty)
    return statement.where(_names(parties, query.agency or "", exact)).order_by(duties.c.document, duties.c.ordinal)


def _names(parties: Any, agency: str, exact: bool) -> ColumnElement[bool]:
    from sqlalchemy import or_

    if exact:
        return or_(parties.c.name == agency, parties.c.full_name == agency)
    return or_(parties.c.name.contains(agency, autoescape=True), parties.c.full_name.contains(agency, autoescape=True))


def _by_deadline(query: Query, exact: bool, dialect: str) -> Select[Any]:
    deadlines = metadata().tables["deadlines"]
    statement = _select(deadlines, "deadline", deadlines.c.end)
    return statement.where(deadlines.c.end <= query.before).order_by(
        deadlines.c.end, deadlines.c.document, deadlines.c.ordinal
    )


def _by_indicator(query: Query, exact: bool, dialect: str) -> Select[Any]:
    targets = metadata().tables["targets"]
    statement = _select(targets, "target", targets.c.by)
    wanted = targets.c.indicator.contains(query.indicator or "", autoescape=True)
    return statement.where(wanted).order_by(targets.c.document, targets.c.ordinal)


def _by_text(query: Query, exact: bool, dialect: str) -> Select[Any]:
    from sqlalchemy import literal, select

    tables = metadata().tables
    documents, paragraphs = tables["documents"], tables["paragraphs"]
    columns = (documents.c.id, documents.c.title, documents.c.doc_number, literal("paragraph"))
    placed = (literal(""), paragraphs.c.first, paragraphs.c.text, literal(""))
    statement = select(*columns, *placed).join(paragraphs, paragraphs.c.document == documents.c.id)
    return statement.where(_says(query.text or "", dialect)).order_by(paragraphs.c.key.desc())


def _says(text: str, dialect: str) -> ColumnElement[bool] | TextClause:
    from sqlalchemy import bindparam
    from sqlalchemy import text as sql

    paragraphs = metadata().tables["paragraphs"]
    if dialect != "sqlite" or len(text) < _LEAST_OF_SEARCH:
        return paragraphs.c.text.contains(text, autoescape=True)
    phrase = '"' + text.replace('"', '""') + '"'
    found = sql("paragraphs.key IN (SELECT rowid FROM paragraph_search WHERE paragraph_search MATCH :phrase)")
    return found.bindparams(bindparam("phrase", phrase))


def _also(name: str, query: Query, dialect: str) -> ColumnElement[bool]:
    """The condition that another filter holds in the section of the record that is asked for."""
    from sqlalchemy import exists

    tables = metadata().tables
    documents = tables["documents"]
    if name == "text":
        paragraphs = tables["paragraphs"]
        return exists().where(paragraphs.c.document == documents.c.id, _says(query.text or "", dialect))
    first = tables["assignments"] if query.agency else tables["deadlines"]
    other = tables["deadlines"] if name == "before" else tables["targets"]
    holds = (
        other.c.end <= query.before
        if name == "before"
        else other.c.indicator.contains(query.indicator or "", autoescape=True)
    )
    return exists().where(other.c.document == documents.c.id, other.c.address == first.c.address, holds)


_ASKED = {"agency": _by_agency, "before": _by_deadline, "indicator": _by_indicator, "text": _by_text}


def documents(library: Library, *, failed: bool = False) -> Iterator[tuple[str, ...]]:
    """(id, name, title or reason) of all documents that are whole, or with `failed` of those that failed."""
    from sqlalchemy import func, select

    tables = metadata().tables
    table, files = tables["documents"], tables["files"]
    name = select(func.min(files.c.name)).where(files.c.document == table.c.id).scalar_subquery()
    shown = table.c.reason if failed else table.c.title
    query = select(table.c.id, name, shown).where(table.c.status == ("failed" if failed else "ok")).order_by(table.c.id)
    with library.connection() as connection:
        for row in connection.execute(query):
            yield tuple(str(value or "") for value in row)
