"""Doing a batch's tasks in processes of this machine, each document for itself."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from docparse.errors import DocparseError
from docparse.library.store import Stored
from docparse.library.worker import Task, begin, take_in

_AHEAD = 16  # tasks under way or waiting for each worker: none idles while the driver writes, and it holds no more
_TASKS_OF_WORKER = 500  # after which a worker is renewed, for what libraries leave in memory


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost, and how often it is tried in a run when its worker died or ran out of time.

    `seconds` and `memory` (bytes of address space; None where the system sets no limit) hold for one document.
    """

    workers: int
    seconds: float = 120
    memory: int | None = 4 * 2**30
    tries: int = 2


def local(tasks: Iterable[Task], limits: Limits) -> Iterator[Stored]:
    """Does `tasks` in worker processes, and gives what came of each as it is done.

    A worker that dies or hangs costs only its document: that is tried again, and then recorded as failed.

    Raises:
        DocparseError: results can't be written.
    """
    pool = process_pool(limits)
    try:
        yield from through(pool, tasks, limits)
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()


def process_pool(limits: Limits) -> Any:
    """A pool of worker processes, started anew as on every system; none is started before it has work."""
    from pebble import ProcessPool

    return ProcessPool(
        max_workers=limits.workers,
        max_tasks=_TASKS_OF_WORKER,
        context=multiprocessing.get_context("spawn"),
        initializer=begin,
        initargs=[limits.memory],
    )


def through(pool: Any, tasks: Iterable[Task], limits: Limits) -> Iterator[Stored]:
    """Does `tasks` in the processes of a pool; see `local`."""
    under_way: dict[Future[Stored], tuple[Task, int]] = {}

    def start(task: Task, tried: int) -> None:
        under_way[pool.schedule(take_in, args=[task], timeout=limits.seconds)] = (task, tried)

    waiting = iter(tasks)
    while True:
        for task in islice(waiting, limits.workers * _AHEAD - len(under_way)):
            start(task, 1)
        if not under_way:
            return
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            task, tried = under_way.pop(future)
            reason = _trouble(future, limits)
            if reason is None:
                yield future.result()
            elif tried < limits.tries:
                start(replace(task, attempts=task.attempts + 1), tried + 1)
            else:
                yield task.failed(reason)


def _trouble(future: Future[Stored], limits: Limits) -> str | None:
    """Why a task gave no result; None where it gave one.

    Raises:
        DocparseError: the result can't be written.
    """
    from pebble import ProcessExpired

    error = future.exception()
    if error is None:
        return None
    if isinstance(error, TimeoutError):
        return f"takes longer than {limits.seconds:g} seconds"
    if isinstance(error, ProcessExpired):
        return f"ended the process that read it (exit code {error.exitcode})"
    if isinstance(error, DocparseError) or not isinstance(error, Exception):
        raise error
    return f"meets an error of docparse ({type(error).__name__}: {error}); please report it"
