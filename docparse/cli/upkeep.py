"""Commands on docparse itself: schema, demo, lexicon."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from docparse.cli.app import app
from docparse.cli.console import deliver, each, say
from docparse.output import json_bytes

Result = Literal["extract", "match", "diff", "reconcile", "revision"]

lexicon = typer.Typer(help="The tables of agencies, words and units, and an office's own.", no_args_is_help=True)
app.add_typer(lexicon, name="lexicon")


@lexicon.command("check")
def lexicon_check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Tables of your own, UTF-8 TSV.")],
) -> None:
    """Check tables of your own before they are used.

    A line for each problem: file:line: what is wrong. A table adds to the packaged one whose columns it has.
    """
    from docparse.lexicon.checking import check_table

    problems: list[str] = []

    def one(file: Path) -> None:
        found = check_table(file)
        problems.extend(found)
        if not found:
            deliver(f"{file}: in order\n".encode("utf-8", "replace"), None)

    each(files, one)
    for problem in problems:
        say(problem)
    if problems:
        raise typer.Exit(1)


@app.command()
def schema(
    result: Annotated[
        Result, typer.Argument(metavar="COMMAND", help="extract, match, diff, reconcile or revision.")
    ] = "extract",
) -> None:
    """Print the JSON Schema of what a command says.

    That of extract; or of match, diff, reconcile, or revision for diff --mode revision.
    """
    from docparse.records import DiffResult, Document, Frozen, MatchResult
    from docparse.results import ReconcileResult, RevisionResult

    types: dict[Result, type[Frozen]] = {
        "extract": Document,
        "match": MatchResult,
        "diff": DiffResult,
        "reconcile": ReconcileResult,
        "revision": RevisionResult,
    }
    deliver(json_bytes(types[result].model_json_schema()), None)


@app.command()
def demo(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for the results.")] = Path(
        "out"
    ),
) -> None:
    """Do the three jobs on documents that come with docparse.

    Extracts all of them, compares a district's scheme with a city's plan, drafts a plan, and says where each lies.
    """
    from docparse import demo

    for line in demo.run(output):
        print(line, flush=True)


@app.command()
def doctor() -> None:
    """Say which optional parts are there.

    Tries each: recognition of scans, LibreOffice, fonts, cluster, Parquet, PostgreSQL; and says how to get what is missing.
    """
    from docparse.doctor import parts

    for part in parts():
        mark = "ok     " if part.works else "missing"
        deliver(f"{mark}  {part.name:12} {part.serves}: {part.word}\n".encode("utf-8", "replace"), None)
