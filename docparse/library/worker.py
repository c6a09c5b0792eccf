"""What is done to one document of a batch, in whatever process and on whatever machine."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import docparse
from docparse.errors import DocparseError, UnreadableFile
from docparse.library.rows import facts_of, rows_of
from docparse.library.schema import ID_LENGTH
from docparse.library.sources import Item, digest
from docparse.library.store import Stored, json_place
from docparse.output import json_bytes, write_whole

_FIRST = "关于印发方案的通知\n一、目标\n到2027年，建成标准厂房12座。（牵头单位：市发展改革委）"


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be taken in: where it is, its SHA-256 as it was found, how often it was tried, where JSON goes."""

    item: Item
    sha256: str
    size: int
    folder: Path
    attempts: int = 1

    def failed(self, reason: str) -> Stored:
        """The task's document as one that failed."""
        return Stored(
            self.sha256, docparse.__version__, (self.item.name,), self.size, attempts=self.attempts, reason=reason
        )


def take_in(task: Task) -> Stored:
    """Reads and extracts a document and writes its JSON; what is wrong with the document is returned, not raised.

    Raises:
        DocparseError: the JSON can't be written, which is no fault of the document.
    """
    from docparse.pipeline import extract
    from docparse.readers import read_bytes

    try:
        data = task.item.read()
        if digest(data) != task.sha256:
            raise UnreadableFile(task.item.name, "changed while the batch ran", "run the batch again")
        document = extract(read_bytes(data, task.item.name))
    except DocparseError as error:
        return task.failed(str(error).removeprefix(f"{task.item.name}: "))
    except MemoryError:
        return task.failed("needs more memory than a document may take")
    except RecursionError:
        return task.failed("nests too deeply")
    key = task.sha256[:ID_LENGTH]
    written = json_bytes(document.model_dump(mode="json"))
    write_whole(json_place(task.folder, key), written)
    return Stored(
        task.sha256,
        docparse.__version__,
        (task.item.name,),
        task.size,
        attempts=task.attempts,
        json_size=len(written),
        facts=facts_of(document),
        rows=rows_of(document, key),
    )


def begin(memory: int | None) -> None:
    """Sets a worker process up: how much memory it may have, in bytes, and what its first document would wait for."""
    if memory is not None and sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's: it ends its workers itself
    from docparse.pipeline import extract
    from docparse.readers import read_bytes

    extract(read_bytes(_FIRST.encode(), "first"))  # loads the lexicons before the first document's time runs
