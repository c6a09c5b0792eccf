"""Doing a batch's tasks on a Dask cluster, in blocks; a node that is lost has its blocks done by others."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from docparse.errors import DocparseError, MissingExtra
from docparse.library.parquet import write_partitions
from docparse.library.processes import Limits, process_pool, through
from docparse.library.store import Stored
from docparse.library.worker import Task, take_in

if TYPE_CHECKING:
    from distributed import Client, WorkerPlugin

_BLOCK = 16  # documents that go to a node together
_AHEAD = 2  # blocks under way or waiting for each node
_SECONDS_TO_CONNECT = 15
_PROCESS = "docparse-process"


def cluster(tasks: Iterable[Task], limits: Limits, scheduler: str | None = None) -> Iterator[Stored]:
    """Does `tasks` on a Dask cluster, and gives what came of each as its block is done.

    Args:
        tasks: the library's folder in them must be one that every node sees under the same name.
        limits: as for `processes.local`; `workers` counts only where no scheduler is named.
        scheduler: the address of a running cluster (tcp://… or tls://…, with certificates as Dask's own settings name
            them); without one, a cluster of worker processes on this machine.

    Raises:
        MissingExtra: Dask is not installed.
        DocparseError: the scheduler is out of reach, or results can't be written.
    """
    waiting = iter(tasks)
    first = next(waiting, None)
    if first is None:  # no cluster for nothing
        return
    with _client(limits, scheduler) as client:
        client.register_plugin(_own_process(replace(limits, workers=1)), name=_PROCESS)
        yield from _blocks(client, chain([first], waiting), limits)


def _blocks(client: Client, tasks: Iterator[Task], limits: Limits) -> Iterator[Stored]:
    from distributed import as_completed

    under_way: dict[Any, list[Task]] = {}
    done = as_completed()

    def start(block: list[Task]) -> None:
        future = client.submit(take_in_block, block, limits, pure=False, retries=limits.tries)
        under_way[future] = block
        done.add(future)

    while True:
        while len(under_way) < _AHEAD * max(len(client.nthreads()), 1) and (block := list(islice(tasks, _BLOCK))):
            start(block)
        if not under_way:
            return
        future = next(done)
        block = under_way.pop(future)
        if future.status == "finished":
            yield from future.result()
        elif len(block) > 1:  # which of them it was shows when each goes alone
            for task in block:
                start([task])
        else:
            error = future.exception()
            if isinstance(error, DocparseError):
                raise error
            yield block[0].failed(f"can't be done on any node ({type(error).__name__})")


def take_in_block(block: list[Task], limits: Limits) -> list[Stored]:
    """What a node does: the block's documents in a process of its own, as on one machine, and their Parquet."""
    from distributed import get_worker

    plugin: Any = get_worker().plugins[_PROCESS]
    pool = plugin.pool
    alone = replace(limits, workers=1)
    # a node that may start no process does them itself: one that hangs then holds it
    stored = [take_in(task) for task in block] if pool is None else list(through(pool, block, alone))
    write_partitions(block[0].folder / "parquet", stored)
    return stored


def _own_process(limits: Limits) -> WorkerPlugin:
    """Keeps a process for documents beside each node, from block to block, and ends it with the node."""
    from distributed import WorkerPlugin

    class OwnProcess(WorkerPlugin):
        def setup(self, worker: Any) -> None:
            self.pool = None if multiprocessing.current_process().daemon else process_pool(limits)

        def teardown(self, worker: Any) -> None:
            if self.pool is not None:
                self.pool.stop()
                self.pool.join()

    return OwnProcess()


@contextmanager
def _client(limits: Limits, scheduler: str | None) -> Iterator[Client]:
    try:
        import dask
        from distributed import Client, LocalCluster
    except ModuleNotFoundError as error:
        raise MissingExtra("--engine dask", "cluster") from error
    if scheduler is not None:
        try:
            client = Client(scheduler, timeout=_SECONDS_TO_CONNECT)
        except (OSError, ValueError) as error:
            raise DocparseError(f"{scheduler}: no Dask scheduler answers there; check --scheduler") from error
        with client:
            yield client
        return
    # workers that are no daemons may start the process that a document is read in
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(
            n_workers=limits.workers, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as machine,
        Client(machine) as client,
    ):
        yield client
