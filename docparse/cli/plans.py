"""Commands on an upper and a lower document: match, diff, draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from docparse.cli.app import app
from docparse.cli.console import deliver, load_all
from docparse.output import json_bytes

DiffFormat = Literal["json", "md", "html", "xlsx"]
DRAFT_SUFFIXES = (".docx", ".md", ".html")
"""Both are stated here, and not taken from the rooms that make them, because `--help` must not load these."""

Upper = Annotated[Path, typer.Argument(metavar="UPPER", help="Document of the upper level, in any format or as JSON.")]
Lower = Annotated[Path, typer.Argument(metavar="LOWER", help="Document of the lower level, in any format or as JSON.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="PATH", help="Where to write; else stdout.")]


@app.command()
def match(upper: Upper, lower: Lower, output: Output = None) -> None:
    """Link two documents, requirement to answer.

    JSON of what the upper document asks, where the lower one answers it, and each link's score with its reasons.
    """
    from docparse.matcher import match

    upper_document, lower_document = load_all([upper, lower], output)
    deliver(json_bytes(match(upper_document, lower_document).model_dump(mode="json")), output)


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

    upper_document, lower_document = load_all([upper, lower], output)
    result = diff(upper_document, lower_document)
    deliver(render(result, upper_document, lower_document, form), output)


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

    documents = load_all([*upper, *(body or [])], output)
    plan = draft(
        documents[: len(upper)],
        region,
        bodies=documents[len(upper) :],
        template=template,
        suffix=output.suffix.lower(),
    )
    deliver(plan, output)
