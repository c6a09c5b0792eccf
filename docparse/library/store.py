"""A library: a folder of contract JSON and a database over it, in which a document stands whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docparse.errors import DocparseError
from docparse.library.rows import Rows
from docparse.library.schema import ID_LENGTH, ROW_COLUMNS, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

HEAD = "0001"
"""The newest migration; a database at another is brought here, or refused where it is from a newer docparse."""

_BUSY_MILLISECONDS = 60_000  # how long a writer waits for another batch on the same SQLite file
_DATABASE = "library.sqlite"
_ONE_WRITER = "SELECT pg_advisory_xact_lock(2012009704)"
_MANY = 500  # keys in one question; SQLite's oldest limit is 999


@dataclass(frozen=True, slots=True)
class Known:
    """What a library knows of a file's content: which docparse extracted it, whether that failed, and how often it tried."""

    version: str
    failed: bool
    attempts: int


@dataclass(frozen=True, slots=True)
class Stored:
    """One document on its way into the library; `reason` says why it failed, and then it has neither facts nor rows."""

    sha256: str
    version: str
    files: Sequence[str]
    size: int
    attempts: int = 1
    reason: str | None = None
    json_size: int | None = None
    facts: Mapping[str, Any] | None = None
    rows: Rows | None = None


def json_place(folder: Path, key: str) -> Path:
    """Where a document's JSON lies in a library's folder: 256 folders, so that none holds too many files."""
    return folder / "json" / key[:2] / f"{key}.json"


class Library:
    """The library in a folder, with its database there in SQLite, or in PostgreSQL where a URL says so.

    Raises:
        DocparseError: there is none and `make` does not ask for one, the folder can't be made, or the database can't be
            opened or is from a newer docparse.
    """

    def __init__(self, folder: Path, url: str | None = None, *, make: bool = False) -> None:
        self.folder = folder
        if not make and url is None and not (folder / _DATABASE).is_file():
            raise DocparseError(f"{folder}: is no library; make one with: docparse batch SOURCE... --library {folder}")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DocparseError(
                f"{folder}: can't be made a library ({error.strerror}); choose another folder"
            ) from error
        self._url = url
        self._migrate()

    @cached_property
    def engine(self) -> Engine:
        from sqlalchemy import create_engine, event
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError

        if self._url is None:
            engine = create_engine(f"sqlite:///{(self.folder / _DATABASE).as_posix()}")
            event.listen(engine, "connect", _set_up_sqlite)
            return engine
        try:
            return create_engine(self._url)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            hint = "postgresql+psycopg://USER@HOST/DATABASE needs: pip install 'docparse[postgres]'"
            raise DocparseError(f"{self._url}: is no database that docparse can open ({error}); {hint}") from error

    def json_path(self, document: str) -> Path:
        """Where the JSON of a document with this id lies."""
        return json_place(self.folder, document)

    def close(self) -> None:
        """Gives all connections back."""
        self.engine.dispose()

    @contextmanager
    def connection(self, *, write: bool = False) -> Iterator[Connection]:
        """A connection to ask by, or with `write` a transaction that is kept whole or dropped whole.

        Raises:
            DocparseError: the database is out of reach, locked, full, read-only or damaged.
        """
        from sqlalchemy.exc import DBAPIError

        try:
            with self.engine.begin() if write else self.engine.connect() as connection:
                if (
                    write
                ):  # no other writer from the first question on: what it shows must still hold when it is acted on
                    alone = "BEGIN IMMEDIATE" if connection.dialect.name == "sqlite" else _ONE_WRITER
                    connection.exec_driver_sql(alone)
                yield connection
        except DBAPIError as error:
            reason = str(error.orig).splitlines()[0] if str(error.orig) else type(error.orig).__name__
            raise DocparseError(f"{self.folder}: the library's database can't be used ({reason})") from error

    # --- what it knows -------------------------------------------------------------------------------------------

    def known(self, hashes: Sequence[str]) -> dict[str, Known]:
        """SHA-256 -> what is known of it, for those of `hashes` that are known."""
        from sqlalchemy import select

        table = metadata().tables["documents"]
        found: dict[str, Known] = {}
        with self.connection() as connection:
            for at in range(0, len(hashes), _MANY):
                columns = (table.c.sha256, table.c.version, table.c.status, table.c.attempts)
                query = select(*columns).where(table.c.id.in_([h[:ID_LENGTH] for h in hashes[at : at + _MANY]]))
                for sha256, version, status, attempts in connection.execute(query):
                    found[sha256] = Known(version, status != "ok", attempts)
        return found

    def add_files(self, files: Iterable[tuple[str, str]]) -> None:
        """Notes under which further names known contents were met: (name, SHA-256)."""
        with self.connection(write=True) as connection:
            _note_files(connection, ((name, sha256[:ID_LENGTH]) for name, sha256 in files))

    # --- what it takes in ----------------------------------------------------------------------------------------

    def add(self, documents: Sequence[Stored]) -> None:
        """Takes documents in, all or none; what stood under the same content before goes."""
        if not documents:
            return
        last = {document.sha256[:ID_LENGTH]: document for document in documents}
        with self.connection(write=True) as connection:
            _drop(connection, list(last))
            _insert(connection, list(last.values()))

    def begin_run(self, begun: str) -> int:
        """Opens a run, and returns its number."""
        with self.connection(write=True) as connection:
            result = connection.execute(metadata().tables["runs"].insert().values(begun=begun))
            return int((result.inserted_primary_key or (0,))[0])

    def end_run(self, run: int, ended: str, report: Mapping[str, Any]) -> None:
        """Closes a run with its report."""
        table = metadata().tables["runs"]
        with self.connection(write=True) as connection:
            connection.execute(
                table.update()
                .where(table.c.id == run)
                .values(ended=ended, report=json.dumps(report, ensure_ascii=False))
            )

    def mend(self) -> int:
        """Drops what a power cut left half done, so that it is taken in again; returns how many documents that were.

        The database is whole by itself; a JSON file may be missing or short where the disk had not written it out.
        """
        from sqlalchemy import select

        runs, documents = metadata().tables["runs"], metadata().tables["documents"]
        with self.connection() as connection:
            if connection.execute(select(runs.c.id).where(runs.c.ended.is_(None)).limit(1)).first() is None:
                return 0
            query = select(documents.c.id, documents.c.json_size).where(documents.c.status == "ok")
            damaged = [key for key, size in connection.execute(query) if _size(self.json_path(key)) != size]
        with self.connection(write=True) as connection:
            _drop(connection, damaged)
            connection.execute(runs.update().where(runs.c.ended.is_(None)).values(ended="interrupted"))
        return len(damaged)

    # --- its form ------------------------------------------------------------------------------------------------

    def _migrate(self) -> None:
        """Brings the database to its newest form; nothing is loaded for it where it is there already."""
        from sqlalchemy import inspect, text

        with self.connection() as connection:
            stands = None
            if inspect(connection).has_table("alembic_version"):
                stands = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if stands == HEAD:
            return
        if stands is not None and stands > HEAD:
            raise DocparseError(f"{self.folder}: is a library of a newer docparse (form {stands}); update docparse")
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
        with self.connection(write=True) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """WAL lets others read while one writes, and survives a power cut; NORMAL may lose the last transactions, never a part."""
    connection.isolation_level = None  # transactions begin where `Library.connection` says so
    cursor = connection.cursor()
    for setting in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={_BUSY_MILLISECONDS}"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _drop(connection: Connection, keys: Sequence[str]) -> None:
    from sqlalchemy import select

    tables = metadata().tables
    documents = tables["documents"]
    for at in range(0, len(keys), _MANY):
        some = select(documents.c.id).where(documents.c.id.in_(keys[at : at + _MANY]))
        there = list(connection.execute(some).scalars())
        for name in ROW_COLUMNS if there else ():
            connection.execute(tables[name].delete().where(tables[name].c.document.in_(there)))
        connection.execute(documents.delete().where(documents.c.id.in_(there)))


def _insert(connection: Connection, stored: Sequence[Stored]) -> None:
    """One statement a table for all documents, since each costs as much as many rows."""
    tables = metadata().tables
    empty = dict.fromkeys(column.name for column in tables["documents"].c)
    connection.execute(tables["documents"].insert(), [empty | _stated(document) for document in stored])
    _note_files(connection, ((name, d.sha256[:ID_LENGTH]) for d in stored for name in d.files))
    for name, columns in ROW_COLUMNS.items():
        rows = [row for document in stored for row in (document.rows or {}).get(name, ())]
        if rows:
            connection.execute(tables[name].insert(), [dict(zip(columns, row, strict=True)) for row in rows])


def _stated(document: Stored) -> dict[str, Any]:
    return {
        "id": document.sha256[:ID_LENGTH],
        "sha256": document.sha256,
        "version": document.version,
        "status": "ok" if document.reason is None else "failed",
        "reason": document.reason,
        "attempts": document.attempts,
        "size": document.size,
        "json_size": document.json_size,
        **(document.facts or {}),
    }


def _note_files(connection: Connection, files: Iterable[tuple[str, str]]) -> None:
    """The newest content under a name is the one that counts."""
    table = metadata().tables["files"]
    noted = dict(files)
    if not noted:
        return
    from sqlalchemy.dialects import postgresql, sqlite

    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    insert: Any = dialect.insert(table)
    query = insert.on_conflict_do_update(index_elements=["name"], set_={"document": insert.excluded.document})
    connection.execute(query, [{"name": name, "document": document} for name, document in noted.items()])
