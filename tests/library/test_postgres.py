"""The same library in PostgreSQL, where DOCPARSE_TEST_POSTGRES names a server that may be written to."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from docparse.errors import DocparseError
from docparse.library.batch import Report, run
from docparse.library.export import export
from docparse.library.finding import Query, find
from docparse.library.processes import Limits, local
from docparse.library.sources import items
from docparse.library.store import Library

SERVER = os.environ.get("DOCPARSE_TEST_POSTGRES", "")
needs_server = pytest.mark.skipif(not SERVER, reason="DOCPARSE_TEST_POSTGRES names no PostgreSQL server")


@pytest.fixture
def database() -> Iterator[str]:
    """A database of its own, dropped afterwards."""
    import psycopg

    name = f"docparse_{secrets.token_hex(6)}"
    server = SERVER.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield f"{SERVER.rpartition('/')[0]}/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@needs_server
def test_the_same_as_in_sqlite(
    notices: Callable[..., Path], take_in: Callable[..., Report], tmp_path: Path, database: str
) -> None:
    folder = notices(5)
    (folder / "empty.txt").write_bytes(b"")
    take_in(folder)
    shared = Library(tmp_path / "shared", database, make=True)
    engine = partial(local, limits=Limits(1))
    for expected in ((6, 0, 5, 1), (6, 6, 0, 0)):
        report = run(shared, items([str(folder)]), engine, now=lambda: datetime(2026, 1, 1))
        assert (report.seen, report.known, report.done, report.failed) == expected
    own = Library(tmp_path / "lib")
    assert export(own, "jsonl") == export(shared, "jsonl")
    for query in (Query(text="窖池"), Query(text="第2批窖池检测"), Query(agency="财政"), Query(before="2026-12-31")):
        assert {hit.quote for hit in find(own, query)} == {hit.quote for hit in find(shared, query)} != set()
    shared.close()


def test_a_server_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    with pytest.raises(DocparseError, match="database can't be used") as caught:
        Library(tmp_path, "postgresql+psycopg://nobody@127.0.0.1:9/none?connect_timeout=2", make=True)
    assert "\n" not in str(caught.value)
