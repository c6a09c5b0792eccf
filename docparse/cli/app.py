"""The application that the commands join, and its options."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from docparse import __version__

app = typer.Typer(
    name="docparse",
    help="Extract, compare and draft Chinese government policy documents, offline.",
    epilog="Exit status: 0 done, 1 a file or result failed, 2 wrong usage.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # rich would double the time that --help takes
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"docparse {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    lexicon: Annotated[
        list[Path] | None,
        typer.Option("--lexicon", metavar="FILE", exists=True, help="A table of your own bodies or words; repeat."),
    ] = None,
) -> None:
    """Options that stand before the command."""
    if lexicon:
        # read by whatever loads a table first, in this process and in those that it starts
        given = [str(path.resolve()) for path in lexicon]
        os.environ["DOCPARSE_LEXICON"] = os.pathsep.join([*given, *filter(None, [os.environ.get("DOCPARSE_LEXICON")])])
