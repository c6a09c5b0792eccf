"""A Dask cluster on this machine: the same results as without one, and a node that is lost costs nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from docparse.errors import DocparseError
from docparse.library.batch import Report, run
from docparse.library.export import export
from docparse.library.processes import Limits
from docparse.library.sources import items
from docparse.library.store import Library, Stored
from docparse.library.worker import Task

pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")


def taken_in(
    folder: Path, library: Path, scheduler: str | None = None, after_first: Callable[[], None] = lambda: None
) -> Report:
    """A batch on a cluster of two nodes; `after_first` is done when the first document has come back."""
    from docparse.library.cluster import cluster

    def engine(tasks: Iterable[Task]) -> Iterator[Stored]:
        for number, stored in enumerate(cluster(tasks, Limits(2), scheduler)):
            if number == 0:
                after_first()
            yield stored

    return run(Library(library, make=True), items([str(folder)]), engine, now=lambda: datetime(2026, 1, 1))


def nodes() -> list[int]:
    """The process numbers of the cluster's nodes, which are children of this process."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, encoding="utf-8", check=True)
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()[1:]]
    return [int(pid) for pid, parent, args in rows if int(parent) == os.getpid() and "spawn_main" in args]


def rows_of_partitions(folder: Path, table: str) -> int:
    from pyarrow.parquet import read_table

    return sum(read_table(file).num_rows for file in (folder / "parquet" / table).glob("*.parquet"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_the_same_as_local_though_a_node_is_killed(
    notices: Callable[..., Path], take_in: Callable[..., Report], tmp_path: Path
) -> None:
    folder = notices(80)
    take_in(folder, name="local", limits=Limits(2))
    killed: list[int] = []

    def kill_a_node() -> None:
        killed.append(nodes()[0])
        os.kill(killed[0], signal.SIGKILL)

    report = taken_in(folder, tmp_path / "dask", after_first=kill_a_node)
    assert killed and (report.seen, report.done, report.failed) == (80, 80, 0)
    one, other = Library(tmp_path / "local"), Library(tmp_path / "dask")
    assert export(one, "jsonl") == export(other, "jsonl")
    assert rows_of_partitions(tmp_path / "dask", "assignments") == 80


def test_nothing_new_starts_no_cluster(
    notices: Callable[..., Path], take_in: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from docparse.library import cluster

    folder = notices(1)
    take_in(folder)
    monkeypatch.setattr(cluster, "_client", None)
    assert taken_in(folder, tmp_path / "lib").known == 1


def test_no_scheduler_there(notices: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from docparse.library import cluster

    monkeypatch.setattr(cluster, "_SECONDS_TO_CONNECT", 1)
    with pytest.raises(DocparseError, match="no Dask scheduler answers there"):
        taken_in(notices(1), tmp_path / "lib", scheduler="tcp://127.0.0.1:9")
