"""What the commands share: one file after the other, results to files or the console, errors as one line."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from docparse.errors import DocparseError
from docparse.output import refuse_inputs, write_whole

if TYPE_CHECKING:
    from docparse.records import Document


def each(files: Iterable[Path], work: Callable[[Path], None], then: Callable[[], None] = lambda: None) -> None:
    """Works on one file after the other, past those that fail, then does `then`; exit status 1 if any failed."""
    failed = False
    for file in files:
        try:
            work(file)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001  one bad file, or a bug that it meets, must not cost the others
            complain(error, file)
            failed = True
    then()
    if failed:
        raise typer.Exit(1)


def load_all(files: list[Path], output: Path | None) -> list[Document]:
    """The documents of a command that needs all of them; `output` must be none of them."""
    from docparse.pipeline import load

    if output:
        refuse_inputs(output, files)
    return [load(file) for file in files]


def deliver(data: bytes, output: Path | None) -> None:
    """To a file, or whole to stdout: UTF-8 as it is into a file or pipe, in the console's own encoding onto a screen."""
    if output is not None:
        write_whole(output, data)
    elif sys.stdout is None:
        raise DocparseError("stdout is closed; name a file with -o")
    elif sys.stdout.isatty():
        print(data.decode("utf-8"), end="")
    else:
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise DocparseError(f"stdout cannot be written ({error.strerror}); name a file with -o") from error


def complain(error: Exception, file: Path | None = None) -> None:
    """One line for any error; DOCPARSE_TRACEBACK=1 adds where it was raised."""
    if os.environ.get("DOCPARSE_TRACEBACK"):
        traceback.print_exception(error)
    if isinstance(error, DocparseError):
        say(str(error))
    else:
        where = f"{file}: " if file else ""
        say(f"{where}internal error ({type(error).__name__}: {error}); please report it with the document")


def say(message: str) -> None:
    """A line on stderr; whatever a file name or content brings along, it stays one line of printable characters."""
    line = " ".join(message.split())
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in line)
    print(f"docparse: {safe}", file=sys.stderr)
