"""Batches: what is new goes in once, what fails costs only itself, and what stops in the middle goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import docparse
from docparse.library import batch
from docparse.library.batch import Report
from docparse.library.export import export
from docparse.library.finding import documents
from docparse.library.processes import Limits
from docparse.library.store import Library

TakeIn = Callable[..., Report]
Notices = Callable[..., Path]


def exports(folder: Path) -> dict[str, bytes]:
    library = Library(folder)
    return {form: export(library, form) for form in ("jsonl", "csv", "ics")}  # type: ignore[arg-type]


def numbers(report: Report) -> tuple[int, int, int, int]:
    return report.seen, report.known, report.done, report.failed


def test_only_what_is_new(notices: Notices, take_in: TakeIn) -> None:
    folder = notices(3)
    assert numbers(take_in(folder)) == (3, 0, 3, 0)
    assert numbers(take_in(folder)) == (3, 3, 0, 0)
    notices(1, start=4)
    assert numbers(take_in(folder)) == (4, 3, 1, 0)


def test_the_same_content_under_two_names_is_one_document(notices: Notices, take_in: TakeIn, tmp_path: Path) -> None:
    folder = notices(2)
    (folder / "copy.txt").write_bytes((folder / "0001.txt").read_bytes())
    assert numbers(take_in(folder)) == (3, 1, 2, 0)
    assert len(list(documents(Library(tmp_path / "lib")))) == 2


def test_another_version_extracts_again(
    notices: Notices, take_in: TakeIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = notices(2)
    take_in(folder)
    library = Library(tmp_path / "lib")
    with library.connection(write=True) as connection:
        connection.exec_driver_sql("UPDATE documents SET version = '0.0.1'")
    library.close()
    assert numbers(take_in(folder)) == (2, 0, 2, 0)


def test_the_same_whatever_the_order(notices: Notices, take_in: TakeIn, tmp_path: Path) -> None:
    folder = notices(4)
    take_in(folder, name="one")
    for number in (3, 1, 4, 2):
        take_in(folder / f"{number:04}.txt", name="two", limits=Limits(2))
    assert exports(tmp_path / "one") == exports(tmp_path / "two")


def test_damaged_files_among_good_ones(notices: Notices, take_in: TakeIn, tmp_path: Path) -> None:
    folder = notices(5)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    (folder / "web.docx").write_text("<p>404</p><p>x</p><p>y</p>", encoding="utf-8")
    report = take_in(folder)
    assert numbers(report) == (8, 0, 5, 3)
    reasons = {Path(name).name: reason for name, reason in report.failures}
    assert (
        "is empty" in reasons["empty.txt"]
        and "truncated" in reasons["cut.pdf"]
        and "mislabelled" in reasons["web.docx"]
    )
    assert len(list(documents(Library(tmp_path / "lib"), failed=True))) == 3
    assert numbers(take_in(folder)) == (8, 8, 0, 0)
    again = take_in(folder, retry_failed=True)
    assert numbers(again) == (8, 5, 0, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="the bombs end their process by a signal")
def test_a_crash_a_hang_too_much_memory_and_a_bug_cost_one_document_each(
    notices: Notices, take_in: TakeIn, bombs: None
) -> None:
    folder = notices(4)
    for word in ("crash", "hang", "memory", "bug"):
        (folder / f"0002{word}.txt").write_text(f"BOMB {word} 0", encoding="utf-8")
    report = take_in(folder, limits=Limits(2, seconds=20, memory=3 * 2**30, tries=1))
    assert numbers(report) == (8, 0, 4, 4)
    reasons = {Path(name).stem[4:]: reason for name, reason in report.failures}
    assert "ended the process that read it" in reasons["crash"]
    assert "takes longer than 20 seconds" in reasons["hang"]
    assert "needs more memory" in reasons["memory"]
    assert "damaged (SystemError)" in reasons["bug"]


@pytest.mark.skipif(sys.platform == "win32", reason="the bombs end their process by a signal")
def test_what_failed_is_tried_again_when_asked(notices: Notices, take_in: TakeIn, bombs: None, tmp_path: Path) -> None:
    folder = notices(1)
    (folder / "bomb.txt").write_text("BOMB crash 0", encoding="utf-8")
    assert numbers(take_in(folder, limits=Limits(1, tries=2))) == (2, 0, 1, 1)
    assert numbers(take_in(folder)) == (2, 2, 0, 0)
    assert numbers(take_in(folder, retry_failed=True, limits=Limits(1, tries=1))) == (2, 1, 0, 1)
    with Library(tmp_path / "lib").connection() as connection:
        query = "SELECT attempts FROM documents WHERE status = 'failed'"
        assert connection.exec_driver_sql(query).scalar() == 3


def test_a_file_that_changes_or_vanishes_while_the_batch_runs(notices: Notices, tmp_path: Path) -> None:
    from dataclasses import replace

    from docparse.library.sources import Item, digest
    from docparse.library.worker import Task, take_in

    folder = notices(2)
    one, two = folder / "0001.txt", folder / "0002.txt"
    tasks = [Task(Item(p), digest(p.read_bytes()), p.stat().st_size, tmp_path / "lib") for p in (one, two)]
    one.write_text("别的文件", encoding="utf-8")
    two.unlink()
    changed, vanished = map(take_in, tasks)
    assert changed.reason is not None and "changed while the batch ran" in changed.reason
    assert vanished.reason is not None and "does not exist, or vanished" in vanished.reason
    assert not (tmp_path / "lib" / "json").exists()
    assert take_in(replace(tasks[0], sha256=digest(one.read_bytes()))).reason is None


def test_the_report_is_kept_and_counts(notices: Notices, take_in: TakeIn, tmp_path: Path) -> None:
    report = take_in(notices(2))
    with Library(tmp_path / "lib").connection() as connection:
        kept = json.loads(connection.exec_driver_sql("SELECT report FROM runs").scalar_one())
    assert kept["done"] == 2 and kept["version"] == docparse.__version__
    assert kept["bytes"] == report.bytes > 0 and kept["ended"] == "2026-01-01T00:00:00"


def test_a_report_lists_only_so_many_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_MOST_FAILURES", 2)
    report = Report("")
    for number in range(5):
        report.fail(str(number), "x")
    assert report.failed == 5 and len(report.failures) == 2


# --- the program as a whole ------------------------------------------------------------------------------------------


def started(*args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "docparse", "batch", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def documents_in(library: Path) -> int:
    return len(list((library / "json").rglob("*.json")))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_interrupted_keeps_what_was_done_and_ends_with_130(notices: Notices, take_in: TakeIn, tmp_path: Path) -> None:
    folder = notices(60)
    program = started(str(folder), "--library", str(tmp_path / "lib"), "--workers", "1")
    while documents_in(tmp_path / "lib") < 3 and program.poll() is None:
        time.sleep(0.05)
    os.kill(program.pid, signal.SIGINT)
    _, said = program.communicate(timeout=60)
    assert program.returncode == 130 and "interrupted" in said and "Traceback" not in said
    report = take_in(folder)
    assert report.known > 0 and report.known + report.done == 60


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_killed_and_resumed_ends_as_one_clean_run(notices: Notices, take_in: TakeIn, tmp_path: Path) -> None:
    """Short form of `make soak`."""
    folder = notices(40)
    take_in(folder, name="clean")
    for wanted in (1, 15):
        program = started(str(folder), "--library", str(tmp_path / "killed"), "--workers", "2")
        while documents_in(tmp_path / "killed") < wanted and program.poll() is None:
            time.sleep(0.02)
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
    take_in(folder, name="killed")
    assert exports(tmp_path / "clean") == exports(tmp_path / "killed")


def test_two_batches_on_one_library_at_once(notices: Notices, take_in: TakeIn, tmp_path: Path) -> None:
    folder = notices(12)
    take_in(folder, name="clean")
    programs = [started(str(folder), "--library", str(tmp_path / "both"), "--workers", "1") for _ in range(2)]
    for program in programs:
        _, said = program.communicate(timeout=120)
        assert program.returncode == 0, said
    assert exports(tmp_path / "clean") == exports(tmp_path / "both")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_is_told_and_the_library_stays_whole(notices: Notices, take_in: TakeIn, tmp_path: Path) -> None:
    folder = notices(80)
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        program = started(str(folder), "--library", str(small / "lib"), "--workers", "1")
        _, said = program.communicate(timeout=120)
        assert program.returncode == 1 and "Traceback" not in said
        assert "No space left" in said or "full" in said
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        program = started(str(folder), "--library", str(small / "lib"), "--workers", "1")
        _, said = program.communicate(timeout=120)
        assert program.returncode == 0, said
        take_in(folder, name="clean")
        assert exports(tmp_path / "clean") == exports(small / "lib")
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


def test_an_output_that_can_t_be_written(notices: Notices, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    program = started(str(notices(1)), "--library", str(tmp_path / "file"))
    _, said = program.communicate(timeout=60)
    assert program.returncode == 1 and "can't be made a library" in said and "Traceback" not in said
