"""The commands. Thin: each asks the library and hands the result on; nothing else in docparse prints or exits.

Exit status: 0 done, 1 a file or result failed (one line on stderr for each), 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from docparse import __version__
from docparse.errors import DocparseError
from docparse.output import json_bytes, refuse_inputs, write_whole

if TYPE_CHECKING:
    from docparse.records import Document, SourceEntry

app = typer.Typer(
    name="docparse",
    help="Extract, compare and draft Chinese government policy documents, offline.",
    epilog="Exit status: 0 done, 1 a file or result failed, 2 wrong usage.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # rich would double the time that --help takes
    pretty_exceptions_enable=False,
)

DiffFormat = Literal["json", "md", "html", "xlsx"]
DRAFT_SUFFIXES = (".docx", ".md", ".html")
"""Both are stated here, and not taken from the rooms that make them, because `--help` must not load these."""

Upper = Annotated[Path, typer.Argument(metavar="UPPER", help="Document of the upper level, in any format or as JSON.")]
Lower = Annotated[Path, typer.Argument(metavar="LOWER", help="Document of the lower level, in any format or as JSON.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="PATH", help="Where to write; else stdout.")]


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
        _complain(error)
        status = 1
    else:
        status = 0
    if status == 130:
        _say("interrupted")
    return status


def _version(wanted: bool) -> None:
    if wanted:
        print(f"docparse {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options that stand before the command."""


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Documents in any readable format.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PATH", help="A file; for several inputs the folder for <stem>.json."),
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
        _deliver(json_bytes(extract(file).model_dump(mode="json")), place)

    _each(places, one)


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
) -> None:
    """Print the repaired text with its places.

    One paragraph a line, after the place it came from: L3-5 (lines of a text file), p2 [x0,top,x1,bottom] (page and
    box in points), e7 or e7.2 (element of a .docx or HTML body, and row of a table).
    """
    from docparse.readers import read
    from docparse.structure import structure

    text = structure(read(file))
    places: list[list[str]] = [[] for _ in text.paragraphs]
    for entry in text.source_map():
        places[text.paragraph_at(entry.span[0])].append(_place(entry))
    lines = (f"{' '.join(p)}\t{q.text}\n" for p, q in zip(places, text.paragraphs, strict=True))
    _deliver("".join(lines).encode("utf-8", "replace"), None)


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
def match(upper: Upper, lower: Lower, output: Output = None) -> None:
    """Link two documents, requirement to answer.

    JSON of what the upper document asks, where the lower one answers it, and each link's score with its reasons.
    """
    from docparse.matcher import match

    upper_document, lower_document = _load_all([upper, lower], output)
    _deliver(json_bytes(match(upper_document, lower_document).model_dump(mode="json")), output)


@app.command()
def diff(
    upper: Upper,
    lower: Lower,
    format: Annotated[
        DiffFormat | None,
        typer.Option("--format", help="Form of the result; by default as -o is named, else json.", show_default=False),
    ] = None,
    output: Output = None,
) -> None:
    """Check a lower document against an upper one.

    Says of each requirement of the upper document whether the lower one covers it, falls short, contradicts it or
    leaves it out, and what the lower one does without a basis above.
    """
    form = format or _form(output)
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise typer.BadParameter("a spreadsheet needs a file to go to", param_hint="-o")
    from docparse.differ import diff
    from docparse.differ.report import render

    upper_document, lower_document = _load_all([upper, lower], output)
    result = diff(upper_document, lower_document)
    _deliver(render(result, upper_document, lower_document, form), output)


def _form(output: Path | None) -> DiffFormat:
    if output is None:
        return "json"
    suffix = output.suffix.lower().removeprefix(".")
    if suffix not in ("json", "md", "html", "xlsx"):
        raise typer.BadParameter(f"{output} ends in none of .json .md .html .xlsx; say --format", param_hint="-o")
    return cast(DiffFormat, suffix)


@app.command()
def draft(
    region: Annotated[str, typer.Option("--region", metavar="NAME", help="The region to plan for, e.g. 桐麓区.")],
    upper: Annotated[list[Path], typer.Option("--upper", metavar="FILE", help="Upper document to implement; repeat.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="PLAN", help="PLAN.docx, PLAN.md or PLAN.html.")],
    body: Annotated[
        list[Path] | None,
        typer.Option("--body", metavar="FILE", help="The region's own notice of a leading group or office; repeat."),
    ] = None,
    template: Annotated[
        str, typer.Option("--template", metavar="NAME", help="Which template to fill.")
    ] = "implementation_plan",
) -> None:
    """Draft a region's plan skeleton.

    Each task, target and duty names its source; what only the region can know is a marked blank.
    """
    if output.suffix.lower() not in DRAFT_SUFFIXES:
        raise typer.BadParameter(f"{output} ends in none of {' '.join(DRAFT_SUFFIXES)}", param_hint="-o")
    from docparse.drafting import draft

    documents = _load_all([*upper, *(body or [])], output)
    plan = draft(
        documents[: len(upper)],
        region,
        bodies=documents[len(upper) :],
        template=template,
        suffix=output.suffix.lower(),
    )
    _deliver(plan, output)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help="Folder of gold, <document>.json.")],
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Documents, named like their gold, to extract now.")
    ] = None,
    pred: Annotated[
        Path | None, typer.Option("--pred", metavar="DIR", help="Folder of contract JSON to score instead.")
    ] = None,
) -> None:
    """Score extraction against gold.

    Prints precision, recall and F1 per kind of record.
    """
    if bool(pred) == bool(paths):
        raise typer.BadParameter("give either documents or --pred DIR")
    from docparse.evaluation import evaluate
    from docparse.pipeline import load

    predictions = {}

    def one(path: Path) -> None:
        predictions[path.stem] = load(path).model_dump(mode="json")

    def scored() -> None:
        _deliver(f"{evaluate(gold, predictions).table()}\n".encode(), None)

    _each(paths or sorted(cast(Path, pred).glob("*.json")), one, then=scored)


@app.command()
def schema() -> None:
    """Print the JSON Schema of what extract says."""
    from docparse.records import Document

    _deliver(json_bytes(Document.model_json_schema()), None)


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


# --- what the commands share -----------------------------------------------------------------------------------------


def _each(files: Iterable[Path], work: Callable[[Path], None], then: Callable[[], None] = lambda: None) -> None:
    """Works on one file after the other, past those that fail, then does `then`; exit status 1 if any failed."""
    failed = False
    for file in files:
        try:
            work(file)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001  one bad file, or a bug that it meets, must not cost the others
            _complain(error, file)
            failed = True
    then()
    if failed:
        raise typer.Exit(1)


def _load_all(files: list[Path], output: Path | None) -> list[Document]:
    """The documents of a command that needs all of them; `output` must be none of them."""
    from docparse.pipeline import load

    if output:
        refuse_inputs(output, files)
    return [load(file) for file in files]


def _deliver(data: bytes, output: Path | None) -> None:
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


def _complain(error: Exception, file: Path | None = None) -> None:
    """One line for any error; DOCPARSE_TRACEBACK=1 adds where it was raised."""
    if os.environ.get("DOCPARSE_TRACEBACK"):
        traceback.print_exception(error)
    if isinstance(error, DocparseError):
        _say(str(error))
    else:
        where = f"{file}: " if file else ""
        _say(f"{where}internal error ({type(error).__name__}: {error}); please report it with the document")


def _say(message: str) -> None:
    """A line on stderr; whatever a file name or content brings along, it stays one line of printable characters."""
    line = " ".join(message.split())
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in line)
    print(f"docparse: {safe}", file=sys.stderr)
