"""The forms of a report: templates filled, sheets written, JSON; each report hands over what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from pydantic import BaseModel

from docparse.errors import DocparseError
from docparse.exporting.ledger import Column, Row, Sheet
from docparse.exporting.page import environment, sealed
from docparse.exporting.places import document_name
from docparse.exporting.workbook import book
from docparse.output import in_markdown, json_bytes
from docparse.records import Document
from docparse.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment

Format: TypeAlias = Literal["json", "md", "html", "xlsx"]


@dataclass(frozen=True, slots=True)
class Report:
    """`name` is that of the templates (diff → diff.html.j2, diff.md.j2), `title` stands at the head of each form.

    `values` is what the templates show, `sheets` the workbook's sheets; both are made when they are asked for. `day`
    is the ISO date of the file.
    """

    name: str
    title: str
    day: str | None
    values: Callable[[], Mapping[str, object]]
    sheets: Callable[[], Sequence[Sheet]]


def render(result: BaseModel, report: Report, format: Format) -> bytes:
    """The result as a whole file: UTF-8 text, or a workbook for "xlsx".

    Raises:
        DocparseError: an unknown format, or a damaged installation without templates.
    """
    if format == "json":
        return json_bytes(result.model_dump(mode="json"))
    if format == "xlsx":
        return book(report.sheets(), report.title, report.day)
    home = folder("templates") / "reports"
    values = {"title": report.title, **report.values()}
    if format == "html":
        trusted = (home / "report.css", home / "report.js")
        return sealed(_environment(escape=True), f"{report.name}.html.j2", trusted, values)
    if format == "md":
        template = _environment(escape=False).get_template(f"{report.name}.md.j2")
        return template.render(**values).encode("utf-8", "replace")
    raise DocparseError(f"no report format {format!r}; choose one of {', '.join(get_args(Format))}")


def sheet(title: str, columns: Sequence[tuple[str, int]], rows: Sequence[Row]) -> Sheet:
    """A sheet of a report; `columns` are titles and widths."""
    return Sheet("", title, tuple(Column(*column) for column in columns), tuple(rows))


def titled(document: Document) -> str:
    """The document as a report names it: its title, with its number where it has one."""
    number = document.meta.doc_number
    return f"{document_name(document)}（{number}）" if number else document_name(document)


def _environment(*, escape: bool) -> Environment:
    made = environment(folder("templates") / "reports", escape=escape)
    made.filters["md"] = in_markdown
    return made
