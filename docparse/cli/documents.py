"""Commands on single documents: extract, read, show, check, check-format, explain."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from docparse.cli.app import app
from docparse.cli.console import deliver, each, load_all
from docparse.cli.library import document_of
from docparse.output import json_bytes, refuse_inputs, write_whole

if TYPE_CHECKING:
    from docparse.records import Document, SourceEntry

ShowFormat = Literal["md", "html", "xlsx"]
CheckFormat = Literal["text", "json", "sarif"]
FormatReport = Literal["text", "json"]
"""Stated here, and not taken from the rooms that make them, because `--help` must not load these."""

Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="PATH", help="Where to write; else stdout.")]


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Documents in any readable format.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PATH", help="A file; for several inputs the folder for <stem>.json."),
    ] = None,
    models: Annotated[
        list[str] | None,
        typer.Option("--model", metavar="NAME", help="agency-spans or sentence-role, to ask beside the rules; repeat."),
    ] = None,
) -> None:
    """Say all that documents hold, as contract JSON.

    Agencies, members, targets, deadlines, responsibilities, citations and more, each with its place in the text.
    """
    places = _places(files, output)
    from docparse.pipeline import extract

    def one(file: Path) -> None:
        place = places[file]
        if place:
            refuse_inputs(place, files)
        deliver(json_bytes(extract(file, models=models or ()).model_dump(mode="json")), place)

    each(places, one)


def _places(files: list[Path], output: Path | None) -> dict[Path, Path | None]:
    """Where the result of each file goes; None is stdout."""
    is_folder = output is not None and os.path.isdir(output)  # noqa: PTH112  Path.is_dir fails on an overlong name
    if len(files) == 1 and not is_folder:
        return {files[0]: output}
    if output is None:
        raise typer.BadParameter("several documents need a folder to go to", param_hint="-o")
    if os.path.isfile(output):  # noqa: PTH113  as above
        raise typer.BadParameter(f"{output} is a file; several documents need a folder", param_hint="-o")
    places: dict[Path, Path | None] = {}
    takers: dict[Path, Path] = {}
    for file in files:
        place = output / f"{file.stem}.json"
        other = takers.setdefault(place, file)
        if other != file:
            raise typer.BadParameter(f"{other} and {file} would both become {place}; give them two folders")
        places[file] = place
    return places


@app.command()
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document in any readable format.")],
    debug_layout: Annotated[
        Path | None,
        typer.Option(
            "--debug-layout", metavar="DIR", help="Also draw what was seen on pictures of the pages, page-N.png."
        ),
    ] = None,
) -> None:
    """Print the repaired text with its places.

    One paragraph a line, after the place it came from: L3-5 (lines of a text file), p2 [x0,top,x1,bottom] (page and
    box in points), e7 or e7.2 (element of a .docx or HTML body, and row of a table). With --debug-layout a PDF or image is
    drawn page by page: lines blue and numbered as they are read, page furniture grey and crossed out, rows of tables green.
    """
    from docparse.readers import read
    from docparse.structure import structure

    source = read(file)
    if debug_layout:
        from docparse.exporting.page_layout import layout_pages

        for number, picture in layout_pages(file, source):
            write_whole(debug_layout / f"page-{number}.png", picture)
    text = structure(source)
    places: list[list[str]] = [[] for _ in text.paragraphs]
    for entry in text.source_map():
        places[text.paragraph_at(entry.span[0])].append(_place(entry))
    lines = (f"{' '.join(p)}\t{q.text}\n" for p, q in zip(places, text.paragraphs, strict=True))
    deliver("".join(lines).encode("utf-8", "replace"), None)


def _place(entry: SourceEntry) -> str:
    """ "p2 [90,72,505,88]", "L3-5", "e7.2" for row 2 of element 7."""
    if entry.lines:
        first, last = entry.lines
        return f"L{first}" if first == last else f"L{first}-{last}"
    if entry.element is not None:
        return f"e{entry.element}" + (f".{entry.row}" if entry.row is not None else "")
    box = f" [{','.join(f'{x:.0f}' for x in entry.bbox)}]" if entry.bbox else ""
    return f"p{entry.page}{box}" if entry.page else "-"


@app.command()
def show(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A document in any format, its JSON, or a library's id.")
    ],
    library: Annotated[
        Path | None,
        typer.Option("--library", metavar="DIR", envvar="DOCPARSE_LIBRARY", help="The library that FILE is an id of."),
    ] = None,
    format: Annotated[
        ShowFormat | None,
        typer.Option("--format", help="Form of the view; by default as -o is named, else md.", show_default=False),
    ] = None,
    output: Output = None,
) -> None:
    """Show one document and all that it holds.

    A page to read in a browser, with every record marked in the text; a workbook of ledgers; or Markdown.
    """
    suffix = output.suffix.lower().removeprefix(".") if output else "md"
    form = format or cast(ShowFormat, suffix)
    if form not in ("md", "html", "xlsx"):
        raise typer.BadParameter(f"{output} ends in none of .md .html .xlsx; say --format", param_hint="-o")
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise typer.BadParameter("a spreadsheet needs a file to go to", param_hint="-o")
    from docparse.exporting import show

    if library is not None and not os.path.exists(file):  # noqa: PTH110  Path.exists fails on an overlong name
        file = document_of(library, str(file))
    (document,) = load_all([file], output)
    deliver(show(document, form), output)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Documents in any readable format.")],
    format: Annotated[CheckFormat, typer.Option("--format", help="Form of the list.")] = "text",
    output: Output = None,
) -> None:
    """Proof-read documents.

    Lists what a careful reader would query, a line each: file:paragraph: severity code message. Exit status 1 where an
    error is found.
    """
    from docparse.checking import check
    from docparse.pipeline import load

    documents: list[Document] = []
    if output:
        refuse_inputs(output, files)
    each(files, lambda file: documents.append(load(file)), then=lambda: deliver(check(documents, format), output))
    if any(f.severity == "error" for d in documents for f in d.findings):
        raise typer.Exit(1)


@app.command("check-format")
def check_format(
    file: Annotated[Path, typer.Argument(metavar="FILE.docx", help="A Word document.")],
    format: Annotated[FormatReport, typer.Option("--format", help="Form of the list.")] = "text",
    output: Output = None,
) -> None:
    """Hold a Word document to the official form, GB/T 9704-2012.

    Lists each departure with its place and its clause in the standard. Exit status 1 where one is an error.
    """
    from docparse.formatting import check_format, render

    if output:
        refuse_inputs(output, [file])
    departures = check_format(file)
    deliver(render(departures, format), output)
    if any(d.severity == "error" for d in departures):
        raise typer.Exit(1)


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document in any readable format.")],
    span: Annotated[
        str | None, typer.Option("--span", metavar="A:B", help="Only what lies in these characters of the text.")
    ] = None,
) -> None:
    """Say why a document gave what it gave.

    A line for each rule that fired: place, rule, words, and the record that came of it or why none did.
    """
    limits = _span(span)
    from docparse.explaining import explain, rule_texts
    from docparse.extractors.reading import Reading
    from docparse.readers import read
    from docparse.structure import structure

    reads = rule_texts()
    lines = [
        f"{step.span[0]}:{step.span[1]}\t{step.rule}\t{' '.join(step.quote.split())}\t{step.outcome}"
        + (f"\t{reads[step.rule]}" if step.rule in reads else "")
        for step in explain(Reading(structure(read(file))), limits)
    ]
    deliver("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"), None)


def _span(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    first, mark, last = text.partition(":")
    if not (mark and first.isdigit() and last.isdigit() and int(first) < int(last)):
        raise typer.BadParameter(f"{text!r} is no span; give two offsets such as 120:180", param_hint="--span")
    return int(first), int(last)
