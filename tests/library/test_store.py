"""The library's database: its form, what it keeps, and what a power cut leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from docparse.errors import DocparseError
from docparse.library.batch import Report
from docparse.library.schema import metadata
from docparse.library.store import HEAD, Library


def counts(library: Library) -> dict[str, int]:
    with library.connection() as connection:
        return {n: connection.execute(text(f"SELECT count(*) FROM {n}")).scalar_one() for n in metadata().tables}


def test_the_migrations_lead_to_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    library = Library(tmp_path, make=True)
    with library.connection() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, parents: not str(name).startswith("paragraph_search")}
        )
        assert compare_metadata(context, metadata()) == []
    newest = max(p.stem for p in Path("docparse/library/migrations/versions").glob("0*.py"))
    assert newest.startswith(HEAD)


def test_a_library_opens_again_without_alembic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Library(tmp_path, make=True).close()
    import sys

    monkeypatch.setitem(sys.modules, "alembic", None)
    assert counts(Library(tmp_path))["documents"] == 0


def test_no_library_a_newer_one_and_a_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(DocparseError, match="is no library"):
        Library(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    library = Library(tmp_path / "new", make=True)
    with library.connection(write=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    library.close()
    with pytest.raises(DocparseError, match="newer docparse"):
        Library(tmp_path / "new")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "library.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(DocparseError, match="can't be used"):
        Library(tmp_path / "bad")
    with pytest.raises(DocparseError, match="is no database"):
        Library(tmp_path / "url", "nonsense://", make=True)


def test_a_document_stands_with_all_its_records(
    notices: Callable[..., Path], take_in: Callable[..., Report], tmp_path: Path
) -> None:
    take_in(notices(2))
    found = counts(Library(tmp_path / "lib"))
    assert found["documents"] == 2 and found["files"] == 2 and found["runs"] == 1
    assert found["assignments"] >= 2 and found["parties"] >= 4 and found["targets"] == 4 and found["deadlines"] >= 4
    assert found["paragraphs"] == 2 * 10


def test_what_a_power_cut_took_is_taken_in_again(
    notices: Callable[..., Path], take_in: Callable[..., Report], tmp_path: Path
) -> None:
    folder = notices(3)
    take_in(folder)
    library = Library(tmp_path / "lib")
    with library.connection(write=True) as connection:  # the run had not come to its end
        connection.execute(text("UPDATE runs SET ended = NULL"))
    library.close()
    first, second, _ = sorted((tmp_path / "lib" / "json").rglob("*.json"))
    whole = first.read_bytes()
    first.write_bytes(b"")
    second.unlink()
    report = take_in(folder)
    assert (report.mended, report.done, report.known) == (2, 2, 1)
    assert first.read_bytes() == whole and second.is_file()
    assert take_in(folder).mended == 0
