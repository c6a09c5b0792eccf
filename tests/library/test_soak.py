"""Batches that are killed again and again; `make soak` in full, `make test` in a short form."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docparse.library.export import export
from docparse.library.store import Library
from tests.library.conftest import notice

FULL = bool(os.environ.get("DOCPARSE_SOAK"))
ROUNDS, DOCUMENTS = (20, 150) if FULL else (2, 40)
GOOD, DAMAGED = (2_000, 200) if FULL else (40, 12)
MOST_SECONDS = 290

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


def batch(folder: Path, library: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "docparse", "batch", str(folder), "--library", str(library), "--workers", "2"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", start_new_session=True
    )


def exported(library: Path) -> tuple[bytes, ...]:
    opened = Library(library)
    found = tuple(export(opened, form) for form in ("jsonl", "csv", "ics"))  # type: ignore[arg-type]
    opened.close()
    return found


def test_killed_at_random_moments_and_resumed(tmp_path: Path) -> None:
    """Workers or the whole program, by SIGKILL: the library ends byte for byte as after one clean run."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(DOCUMENTS):
        (folder / f"{number:04}.txt").write_text(notice(number), encoding="utf-8")
    started = time.monotonic()
    assert batch(folder, tmp_path / "clean").wait() == 0
    whole = time.monotonic() - started
    clean = exported(tmp_path / "clean")
    chance = random.Random(20)
    for number in range(ROUNDS):
        if time.monotonic() - started > MOST_SECONDS:
            pytest.fail(f"only {number} of {ROUNDS} rounds in {MOST_SECONDS} seconds")
        library = tmp_path / "killed"
        program = batch(folder, library)
        time.sleep(chance.uniform(0.1, 0.9) * whole)
        if number % 2:
            kill_a_worker(program)
            time.sleep(0.2 * whole)
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        resumed = batch(folder, library)
        resumed.communicate()
        assert resumed.returncode == 0
        assert exported(library) == clean, f"round {number}"
        shutil.rmtree(library)


def kill_a_worker(program: subprocess.Popen[str]) -> None:
    listed = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, encoding="utf-8", check=True)
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()[1:]]
    workers = [int(pid) for pid, parent, args in rows if int(parent) == program.pid and "spawn_main" in args]
    for pid in workers[:1]:
        os.kill(pid, signal.SIGKILL)


def test_damaged_files_among_many_good_ones(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    chance = random.Random(21)
    for number in range(GOOD):
        (folder / f"{number:04}.txt").write_text(notice(number), encoding="utf-8")
    kinds = [b"", b"%PDF-1.7\ncut", b"PK\x03\x04cut", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0\1\2\3" * 40]
    for number in range(DAMAGED):
        data = kinds[number % len(kinds)]
        data += chance.randbytes(8) if data else b""
        (folder / f"{number:04}-damaged.bin").write_bytes(data)
    different = len(
        {path.read_bytes() for path in folder.glob("*.bin")}
    )  # the empty ones are one content, which fails once
    program = batch(folder, tmp_path / "lib")
    said, _ = program.communicate()
    assert program.returncode == 1
    assert f"{GOOD} taken in, {different} failed" in said
    assert len(list((tmp_path / "lib" / "json").rglob("*.json"))) == GOOD
