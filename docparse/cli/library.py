"""Commands on a library of many documents: batch, find, export."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from docparse.cli.app import app
from docparse.cli.console import deliver, say
from docparse.output import json_bytes, write_whole

if TYPE_CHECKING:
    from docparse.library.batch import Engine, Report
    from docparse.library.finding import Hit
    from docparse.library.processes import Limits
    from docparse.library.sources import Item

EngineName = Literal["local", "dask"]
ExportFormat = Literal["xlsx", "csv", "jsonl", "parquet", "ics"]
HitFormat = Literal["text", "json"]

Folder = Annotated[
    Path, typer.Option("--library", metavar="DIR", envvar="DOCPARSE_LIBRARY", help="The library's folder.")
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        envvar="DOCPARSE_DATABASE",
        help="A PostgreSQL database, postgresql+psycopg://USER@HOST/NAME; else SQLite in the library's folder.",
    ),
]
_MOST_TOLD = 20  # failures that the summary names; the report and the library have all


@app.command()
def batch(  # noqa: PLR0913  each is an option of the command
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, patterns, zip archives; - reads names.")
    ],
    library: Folder,
    database: Database = None,
    engine: Annotated[
        EngineName, typer.Option("--engine", help="Processes of this machine, or a Dask cluster.")
    ] = "local",
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler, tcp:// or tls://.")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes; by default one a core.")] = os.cpu_count()
    or 1,
    seconds: Annotated[float, typer.Option("--time-limit", min=0.1, help="Seconds that one document may take.")] = 120,
    memory: Annotated[int, typer.Option("--memory-limit", min=256, help="Megabytes that one worker may take.")] = 4096,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Also try what failed before.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and take in what comes, until Ctrl-C.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Where to write the run's report as JSON.")
    ] = None,
) -> None:
    """Take many documents into a library.

    What the library has already is passed over; a document that fails costs only itself, and is recorded with the reason.
    """
    from docparse.library.batch import run
    from docparse.library.processes import Limits
    from docparse.library.sources import items
    from docparse.library.store import Library

    with_limits = Limits(workers, seconds, memory * 2**20)
    opened = Library(library, database, make=True)
    listed = list(sys.stdin) if "-" in sources else []

    def once(found: Callable[[], Iterator[Item]], retry: bool) -> Report:
        with _progress(found if "-" not in sources and not watch else None) as told:
            made = run(
                opened,
                found(),
                _engine(engine, with_limits, scheduler),
                now=datetime.now,
                retry_failed=retry,
                told=told,
            )
        _summarise(made)
        if report is not None:
            write_whole(report, json_bytes(made.as_json()))
        return made

    try:
        if watch:
            _watch(lambda: items(sources, listed), lambda found: once(lambda: iter(found), retry_failed))
        failed = once(lambda: items(sources, listed), retry_failed).failed
    finally:
        opened.close()
    if failed:
        raise typer.Exit(1)


def _watch(look: Callable[[], Iterator[Item]], take: Callable[[list[Item]], Any]) -> None:
    from docparse.library.watching import watch

    for found in watch(look, lambda: time.sleep(_SECONDS_BETWEEN_LOOKS)):
        take(found)


_SECONDS_BETWEEN_LOOKS = 2.0


def _engine(name: EngineName, limits: Limits, scheduler: str | None) -> Engine:
    if name == "local":
        from docparse.library.processes import local

        return partial(local, limits=limits)
    from docparse.library.cluster import cluster

    return partial(cluster, limits=limits, scheduler=scheduler)


@contextmanager
def _progress(found: Callable[[], Iterator[Item]] | None) -> Iterator[Callable[[Report], None]]:
    """A bar with rate, time left and failures on a screen; nothing anywhere else."""
    if not sys.stderr.isatty():
        yield lambda report: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    total = sum(1 for _ in found()) if found is not None else None
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[failed]}"), console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=total, rate="", failed="")

        def told(report: Report) -> None:
            done = report.known + report.done + report.failed
            rate = f"{report.done / report.seconds:.1f}/s" if report.seconds else ""
            progress.update(task, completed=done, rate=rate, failed=f"{report.failed} failed" if report.failed else "")

        yield told


def _summarise(report: Report) -> None:
    for name, reason in report.failures[:_MOST_TOLD]:
        say(f"{name}: {reason}")
    if report.failed > _MOST_TOLD:
        say(f"… and {report.failed - _MOST_TOLD} more; --report FILE lists them")
    mended = f", {report.mended} mended" if report.mended else ""
    rate = f", {report.done / report.seconds:.1f} documents/s" if report.done and report.seconds else ""
    line = f"{report.seen} seen, {report.known} known, {report.done} taken in, {report.failed} failed{mended}{rate}\n"
    deliver(line.encode(), None)


@app.command()
def find(  # noqa: PLR0913  each is an option of the command
    library: Folder,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="Words that a paragraph holds.")] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", help="A body that has the duty, or a part of its name.")
    ] = None,
    before: Annotated[
        datetime | None, typer.Option("--before", formats=["%Y-%m-%d"], help="Due on this day or before.")
    ] = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="Words of what a target counts.")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="Documents that could not be taken in, and why.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most hits to print.")] = 50,
    format: Annotated[HitFormat, typer.Option("--format", help="Form of the list.")] = "text",
    database: Database = None,
) -> None:
    """Ask a library.

    Duties of a body, deadlines before a day, targets by what they count, paragraphs by their words; several together
    must hold in one section. A line each: document, section, what is asked for, quote.
    """
    from docparse.library.finding import Query, documents, find
    from docparse.library.store import Library

    opened = Library(library, database)
    if failed:
        deliver(
            "".join("\t".join(row) + "\n" for row in documents(opened, failed=True)).encode("utf-8", "replace"), None
        )
        return
    query = Query(text, agency, before.date().isoformat() if before else None, indicator)
    if not any((text, agency, before, indicator)):
        raise typer.BadParameter("say what to find: TEXT, --agency, --before, --indicator or --failed")
    hits = find(opened, query, limit)
    if format == "json":
        deliver(json_bytes([_as_json(hit) for hit in hits]), None)
    else:
        deliver("".join(map(_line, hits)).encode("utf-8", "replace"), None)


def _as_json(hit: Hit) -> dict[str, object]:
    return {name: getattr(hit, name) for name in hit.__slots__}


def _line(hit: Hit) -> str:
    from docparse.wording import day, word

    detail = word("role", hit.detail) if hit.kind == "assignment" else day(hit.detail)
    cells = (hit.document, hit.section, detail, " ".join(hit.quote.split()), hit.title or "")
    return "\t".join(cells) + "\n"


@app.command()
def export(
    library: Folder,
    format: Annotated[ExportFormat, typer.Option("--format", help="Workbook, tables, lines of JSON, or a calendar.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="PATH", help="Where to write.")],
    database: Database = None,
) -> None:
    """Hand a library's records to other programs.

    xlsx: ledgers of who answers for what, one sheet a body; csv and parquet: a .zip of tables; ics: a calendar of
    deadlines with reminders.
    """
    from docparse.library.export import export
    from docparse.library.store import Library

    write_whole(output, export(Library(library, database), format))


def document_of(library: Path, key: str) -> Path:
    """The JSON of the document in a library whose id begins with `key`.

    Raises:
        typer.BadParameter: there is none, or several.
    """
    found = sorted((library / "json" / key[:2]).glob(f"{key}*.json")) if key.isalnum() else []
    if len(found) != 1:
        raise typer.BadParameter(f"{len(found) or 'no'} documents of {library} have an id that begins with {key}")
    return found[0]
