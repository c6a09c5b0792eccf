"""One document's records as Markdown tables."""

from __future__ import annotations

from docparse.exporting.ledger import Cell, meta_rows, sheets, source_rows
from docparse.exporting.page import environment
from docparse.exporting.places import document_name
from docparse.output import in_markdown
from docparse.records import Document
from docparse.resources import folder
from docparse.wording import number


def markdown(document: Document) -> bytes:
    """Head and records as GitHub Flavored Markdown in UTF-8; a lone surrogate, which it cannot hold, becomes "?"."""

    def cell(value: Cell) -> str:
        return in_markdown(value if isinstance(value, str) else "" if value is None else number(value))

    made = environment(folder("templates") / "views", escape=False)
    made.filters["md"] = cell
    text = made.get_template("document.md.j2").render(
        name=document_name(document),
        meta=meta_rows(document),
        source=source_rows(document),
        sheets=[sheet.filled() for sheet in sheets(document)],
    )
    return text.encode("utf-8", "replace")
