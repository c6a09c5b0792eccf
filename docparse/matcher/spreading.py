"""Matches one upper document with many lower ones in several processes."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from docparse.matcher import asked, matched
from docparse.matcher.links import Asked
from docparse.records import Document, MatchResult

_AHEAD = 4  # documents that wait for each process

_above: list[Asked] = []  # of a worker: the upper document, made ready once


def spread(upper: Document, lowers: Iterable[Document], processes: int) -> Iterator[MatchResult]:
    """The results in the order of `lowers`, of which a few only are held at any time.

    Documents and results go between processes as JSON, which takes half the time of pickling them.
    """
    waiting: deque[Future[str]] = deque()
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (upper,)) as pool:
        for lower in lowers:
            waiting.append(pool.submit(_match, lower.model_dump_json()))
            if len(waiting) >= _AHEAD * processes:
                yield MatchResult.model_validate_json(waiting.popleft().result())
        while waiting:
            yield MatchResult.model_validate_json(waiting.popleft().result())


def _begin(upper: Document) -> None:
    _above.append(asked(upper))
    gc.freeze()  # tables and modules stay: collections need not look through them for each document


def _match(lower: str) -> str:
    return matched(_above[0], Document.model_validate_json(lower)).model_dump_json()
