"""One document for people: a page, a text, a workbook. Everything an official reads in them is Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias, get_args

from docparse.errors import DocparseError
from docparse.exporting.markdown import markdown
from docparse.exporting.page import page
from docparse.exporting.workbook import workbook
from docparse.records import Document

Format: TypeAlias = Literal["md", "html", "xlsx"]

_FORMS: Mapping[str, Callable[[Document], bytes]] = {"md": markdown, "html": page, "xlsx": workbook}

__all__ = ["Format", "show"]


def show(document: Document, format: Format) -> bytes:
    """A document as a whole file: UTF-8 Markdown, a page of HTML that loads nothing, or an .xlsx workbook.

    The same document always gives the same bytes. Nothing in it is taken for markup, script, formula or address.

    Raises:
        DocparseError: an unknown format, or a damaged installation without templates.
    """
    if format not in _FORMS:
        raise DocparseError(f"no format {format!r} to show a document in; choose one of {', '.join(get_args(Format))}")
    return _FORMS[format](document)
