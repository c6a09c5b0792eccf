"""Commands on an upper and lower documents: match, diff, reconcile, draft."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from docparse.cli.app import app
from docparse.cli.console import deliver, load_all
from docparse.errors import UnreadableFile
from docparse.output import json_bytes, refuse_inputs

if TYPE_CHECKING:
    from docparse.drafting.plan import Plan
    from docparse.matcher.model import LinkModel

DiffFormat = Literal["json", "md", "html", "xlsx"]
Mode = Literal["implementation", "revision"]
Trace = Literal["comments", "footnotes", "none"]
DRAFT_SUFFIXES = (".docx", ".md", ".html")
"""These are stated here, and not taken from the rooms that make them, because `--help` must not load these."""

Upper = Annotated[Path, typer.Argument(metavar="UPPER", help="Document of the upper level, in any format or as JSON.")]
Lower = Annotated[Path, typer.Argument(metavar="LOWER", help="Document of the lower level, in any format or as JSON.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="PATH", help="Where to write; else stdout.")]
ReportFormat = Annotated[
    DiffFormat | None,
    typer.Option("--format", help="Form of the result; by default as -o is named, else json.", show_default=False),
]
Encoder = Annotated[
    Path | None,
    typer.Option(
        "--encoder", metavar="DIR", help="A sentence encoder on this machine (ONNX) to ask too.", show_default=False
    ),
]


@app.command()
def match(upper: Upper, lower: Lower, encoder: Encoder = None, output: Output = None) -> None:
    """Link two documents, requirement to answer.

    JSON of what the upper document asks, where the lower one answers it, and each link's score with its reasons.
    """
    from docparse.matcher import match

    model = _model(encoder)
    upper_document, lower_document = load_all([upper, lower], output)
    deliver(json_bytes(match(upper_document, lower_document, model).model_dump(mode="json")), output)


def _model(encoder: Path | None) -> LinkModel | None:
    """The model that asks the encoder too; None for the packaged one."""
    if encoder is None:
        return None
    from docparse.matcher.model import encoded

    return encoded(encoder)


@app.command()
def diff(
    upper: Upper,
    lower: Lower,
    mode: Annotated[
        Mode, typer.Option("--mode", help="Whether one document implements the other, or revises it (OLD NEW).")
    ] = "implementation",
    encoder: Encoder = None,
    format: ReportFormat = None,
    output: Output = None,
) -> None:
    """Check a lower document against an upper one, or a new version against the old.

    Says of each requirement of the upper document whether the lower one covers it, falls short, contradicts it or
    leaves it out, and what the lower one does without a basis above. With --mode revision: which sections, members,
    targets, time bounds and leads of the new version are not as they were, word by word.
    """
    form = _form(format, output)
    if encoder is not None and mode == "revision":
        raise typer.BadParameter("only --mode implementation asks an encoder", param_hint="--encoder")
    model = _model(encoder)
    one, other = load_all([upper, lower], output)
    if mode == "revision":
        from docparse.reporting import render_revision
        from docparse.revising import revisions

        data = render_revision(revisions(one, other), one, other, form)
    else:
        from docparse.differ import diff
        from docparse.reporting import render_diff

        data = render_diff(diff(one, other, model), one, other, form)
    deliver(data, output)


@app.command()
def reconcile(
    upper: Upper,
    lowers: Annotated[
        list[Path] | None, typer.Argument(metavar="LOWER...", help="Plans of regions below; none is needed.")
    ] = None,
    format: ReportFormat = None,
    output: Output = None,
) -> None:
    """Add up what regions pledge against the totals of the document above them.

    Says of each total whether its own allocation and the plans of the regions come to it, who is short and by how
    much, who says nothing, and whose figure cannot be compared and why.
    """
    form = _form(format, output)
    from docparse.reconciling import reconcile
    from docparse.reporting import render_reconciliation

    above, *below = load_all([upper, *(lowers or [])], output)
    deliver(render_reconciliation(reconcile(above, below), above, below, form), output)


def _form(format: DiffFormat | None, output: Path | None) -> DiffFormat:
    """The form that is asked for, else that of the output's name."""
    suffix = output.suffix.lower().removeprefix(".") if output else "json"
    form = format or cast(DiffFormat, suffix)
    if form not in ("json", "md", "html", "xlsx"):
        raise typer.BadParameter(f"{output} ends in none of .json .md .html .xlsx; say --format", param_hint="-o")
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise typer.BadParameter("a spreadsheet needs a file to go to", param_hint="-o")
    return form


@app.command()
def draft(  # noqa: PLR0913  an option each
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PLAN", help="PLAN.docx, PLAN.md or PLAN.html.", show_default=False),
    ] = None,
    region: Annotated[str | None, typer.Option("--region", metavar="NAME", help="The region to plan for.")] = None,
    upper: Annotated[
        list[Path] | None, typer.Option("--upper", metavar="FILE", help="Upper document to implement; repeat.")
    ] = None,
    body: Annotated[
        list[Path] | None,
        typer.Option("--body", metavar="FILE", help="The region's own notice of a leading group or office; repeat."),
    ] = None,
    template: Annotated[
        str, typer.Option("--template", metavar="NAME", help="Which template to fill, or its folder.")
    ] = "implementation_plan",
    outline: Annotated[
        Path | None,
        typer.Option("--outline", metavar="PLAN.yaml", help="With --upper: write the outline; without: draft from it."),
    ] = None,
    trace: Annotated[Trace, typer.Option("--trace", help="How a Word draft shows its sources.")] = "comments",
    red_head: Annotated[bool, typer.Option("--red-head", help="Open with the issuer's name and a red line.")] = False,
    quarter: Annotated[
        str, typer.Option("--quarter", metavar="2026Q3", help="The quarter of a quarterly report.", show_default=False)
    ] = "",
    sources: Annotated[
        Path | None, typer.Option("--sources", metavar="FILE.json", help="Also write each item's sources as JSON.")
    ] = None,
) -> None:
    """Draft a region's plan skeleton.

    Each task, target and duty names its source; what only the region can know is a marked blank. To edit the plan
    before it is printed: draft --region NAME --upper FILE --outline PLAN.yaml, then draft --outline PLAN.yaml -o PLAN.
    """
    _check_usage(output, region, upper, body, outline)
    from docparse.drafting.render import Edition, render

    plan = _plan((output, sources), region, upper or [], body or [], outline)
    if upper and outline is not None:
        from docparse.drafting.outline_file import write_outline

        deliver(write_outline(plan), outline)
    if sources is not None:
        from docparse.drafting.trace import draft_trace

        deliver(draft_trace(plan), sources)
    if output is not None:
        edition = Edition(red_head=red_head, trace=trace, quarter=quarter)
        deliver(render(plan, template=template, suffix=output.suffix.lower(), edition=edition), output)


def _check_usage(
    output: Path | None, region: str | None, upper: list[Path] | None, body: list[Path] | None, outline: Path | None
) -> None:
    """Either a region and upper documents, or an outline that is there; and something to write."""
    if output is not None and output.suffix.lower() not in DRAFT_SUFFIXES:
        raise typer.BadParameter(f"{output} ends in none of {' '.join(DRAFT_SUFFIXES)}", param_hint="-o")
    if upper and region is None:
        raise typer.BadParameter("upper documents need a region to plan for", param_hint="--region")
    if not upper and (outline is None or region is not None or body):
        raise typer.BadParameter("name the documents to implement", param_hint="--upper")
    if output is None and (outline is None or not upper):
        raise typer.BadParameter("name the file to write", param_hint="-o")
    if upper and outline is not None and os.path.lexists(outline):
        raise typer.BadParameter(
            f"{outline} is there already; draft from it without --upper, or remove it", param_hint="--outline"
        )


def _plan(
    places: tuple[Path | None, ...], region: str | None, upper: list[Path], body: list[Path], outline: Path | None
) -> Plan:
    """The plan of an outline file, or the one that the upper documents give."""
    if outline is not None and not upper:
        from docparse.drafting.outline_file import read_outline

        for place in filter(None, places):
            refuse_inputs(place, [outline])
        try:
            return read_outline(outline.read_bytes())
        except OSError as error:
            raise UnreadableFile(str(outline), f"cannot be read ({error.strerror})", "check its name") from error
    from docparse.drafting.outline import outline as plan_of

    for place in filter(None, places):
        refuse_inputs(place, [*upper, *body])
    documents = load_all([*upper, *body], outline)
    return plan_of(documents[: len(upper)], region or "", documents[len(upper) :])
