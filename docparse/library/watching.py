"""A drop folder: what comes to rest in it is taken into the library, again and again until someone stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from docparse.library.sources import Item

_State = tuple[int, int]  # size, time of the last change in nanoseconds


class Settled:
    """Which files have come to rest: those that a look finds as the look before left them, each handed on once.

    A file that is still being copied grows from look to look; it waits. No clock is asked, as clocks of shares differ.
    """

    def __init__(self) -> None:
        self._seen: dict[Path, _State] = {}
        self._taken: dict[Path, _State] = {}

    def look(self, items: Iterable[Item]) -> list[Item]:
        """Those of `items` that are at rest and new or changed since they were handed on."""
        now: dict[Path, _State] = {}
        at_rest: list[Item] = []
        for item in items:
            state = now.get(item.path) or _state(item.path)
            if state is None:
                continue
            now[item.path] = state
            if self._seen.get(item.path) == state != self._taken.get(item.path):
                at_rest.append(item)
        self._taken = {path: s for path, s in self._taken.items() if path in now} | {
            i.path: now[i.path] for i in at_rest
        }
        self._seen = now
        return at_rest


def _state(path: Path) -> _State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def watch(look: Callable[[], Iterable[Item]], wait: Callable[[], None]) -> Iterator[list[Item]]:
    """Gives the files that have come to rest, look after look; `wait` passes the time between two looks."""
    settled = Settled()
    while True:
        if found := settled.look(look()):
            yield found
        wait()
