"""The commands. Thin: each asks the library and hands the result on; nothing else in docparse prints or exits.

Exit status: 0 done, 1 a file or result failed (one line on stderr for each), 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from docparse.cli import documents, learning, library, plans, upkeep
from docparse.cli.app import app
from docparse.cli.console import complain, say
from docparse.cli.plans import DRAFT_SUFFIXES, DiffFormat

__all__ = ["DRAFT_SUFFIXES", "DiffFormat", "app", "documents", "learning", "library", "main", "plans", "upkeep"]


def main(args: Sequence[str] | None = None) -> int:
    """Runs one command line (`sys.argv` by default) and returns its exit status; errors become one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks a character shows its code and goes on
            stream.reconfigure(errors="backslashreplace")
    try:
        app(args)
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except KeyboardInterrupt:
        status = 130
    except Exception as error:  # noqa: BLE001  the border: a user never sees a traceback
        complain(error)
        status = 1
    else:
        status = 0
    if status == 130:
        say("interrupted")
    return status
