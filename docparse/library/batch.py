"""A batch: what is new among many files goes into a library; what is known is passed over, what fails is recorded."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, TypeAlias

import docparse
from docparse.errors import UnreadableFile
from docparse.library.sources import Item, digest
from docparse.library.store import Known, Library, Stored
from docparse.library.worker import Task

Engine: TypeAlias = Callable[[Iterable[Task]], Iterator[Stored]]
"""Does tasks and gives what came of each, in any order; see `engines`."""

_CHUNK = 200  # files that are asked for in the library at once
_BUFFER, _SECONDS = 64, 2.0  # a transaction for so many documents, or after so long
_MOST_FAILURES = 1_000  # that a report lists; all stand in the library


@dataclass
class Report:
    """What a batch did. `failures` holds (name, reason) of the first ones."""

    begun: str
    ended: str = ""
    seen: int = 0
    known: int = 0
    done: int = 0
    failed: int = 0
    mended: int = 0
    bytes: int = 0
    seconds: float = 0.0
    interrupted: bool = False
    failures: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "version": docparse.__version__,
            **{key: value for key, value in vars(self).items() if key != "failures"},
            "failures": [{"file": name, "reason": reason} for name, reason in self.failures],
        }

    def fail(self, name: str, reason: str) -> None:
        """Counts a failure, and lists it where there is room."""
        self.failed += 1
        if len(self.failures) < _MOST_FAILURES:
            self.failures.append((name, reason))


def run(
    library: Library,
    items: Iterable[Item],
    engine: Engine,
    *,
    now: Callable[[], datetime],
    retry_failed: bool = False,
    told: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Takes into `library` what is new among `items`.

    Args:
        library: where to.
        items: the files, in any order.
        engine: what does the work.
        now: the clock, for the report alone.
        retry_failed: whether files that failed before are tried again, also by the same version.
        told: is called with the report as it grows.

    Returns:
        The report. It is kept in the library too.

    Raises:
        DocparseError: the library can't be written; what is in it stays whole, and the next run goes on from there.
        KeyboardInterrupt: after what was done has been kept.
    """
    report = Report(begun=now().isoformat(timespec="seconds"))
    started = time.monotonic()
    report.mended = library.mend()
    number = library.begin_run(report.begun)
    intake = _Intake(library, report, retry_failed)
    buffer: list[Stored] = []
    kept = time.monotonic()
    try:
        for stored in engine(intake.tasks(items)):
            buffer.append(stored)
            _count(report, stored)
            if len(buffer) >= _BUFFER or time.monotonic() - kept > _SECONDS:
                intake.keep(buffer)
                kept = time.monotonic()
            report.seconds = time.monotonic() - started
            told(report)
    except KeyboardInterrupt:
        report.interrupted = True
        raise
    finally:
        intake.keep(buffer)
        report.seconds = round(time.monotonic() - started, 3)
        report.ended = now().isoformat(timespec="seconds")
        library.end_run(number, report.ended, report.as_json())
        told(report)
    return report


def _count(report: Report, stored: Stored) -> None:
    report.bytes += stored.size
    if stored.reason is None:
        report.done += 1
    else:
        report.fail(stored.files[0], stored.reason)


class _Intake:
    """Decides what is to be done; knows what is under way, so that no content is done twice."""

    def __init__(self, library: Library, report: Report, retry_failed: bool) -> None:
        self._library, self._report, self._retry = library, report, retry_failed
        self._under_way: set[str] = set()
        self._kept: set[str] = set()  # since the library was last asked what it knows
        self._names: list[tuple[str, str]] = []  # further names of contents that are known or under way

    def tasks(self, items: Iterable[Item]) -> Iterator[Task]:
        """What is new among `items`."""
        waiting = iter(items)
        while chunk := list(islice(waiting, _CHUNK)):
            yield from self._new(list(self._read(chunk)))

    def keep(self, buffer: list[Stored]) -> None:
        """Takes what was done into the library, and empties the buffer."""
        self._library.add(buffer)
        self._kept |= {stored.sha256 for stored in buffer}
        self._under_way -= self._kept
        buffer.clear()
        if self._names:
            self._library.add_files(self._names)
            self._names.clear()

    def _read(self, chunk: Sequence[Item]) -> Iterator[tuple[Item, str, int]]:
        for item in chunk:
            self._report.seen += 1
            try:
                data = item.read()
            except UnreadableFile as error:
                self._report.fail(item.name, str(error).removeprefix(f"{item.name}: "))
            else:
                yield item, digest(data), len(data)

    def _new(self, found: Sequence[tuple[Item, str, int]]) -> Iterator[Task]:
        self._kept.clear()
        known = self._library.known([sha256 for _, sha256, _ in found])
        for item, sha256, size in found:
            before = known.get(sha256)
            if sha256 in self._under_way or sha256 in self._kept or (before is not None and self._stands(before)):
                self._report.known += 1
                self._names.append((item.name, sha256))
            else:
                self._under_way.add(sha256)
                attempts = before.attempts + 1 if before is not None and before.failed else 1
                yield Task(item, sha256, size, self._library.folder, attempts)

    def _stands(self, before: Known) -> bool:
        return before.version == docparse.__version__ and not (before.failed and self._retry)
