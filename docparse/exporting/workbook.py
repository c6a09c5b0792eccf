"""One document's records as a workbook: one sheet a kind, ready to filter and to print."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docparse.exporting.drawing import wrap
from docparse.exporting.ledger import Cell, Column, Row, Sheet, meta_rows, sheets, source_rows
from docparse.exporting.places import document_name
from docparse.exporting.timeline import date_of
from docparse.records import Document
from docparse.wording import number

_LONGEST_CELL = 32_000  # a cell holds 32,767 characters
_LONGEST_HEADER = 200  # a page's header holds 255
_MOST_DIGITS = 15  # a spreadsheet keeps no more of a number
_NO_DATE = datetime(1980, 1, 1)
_A4 = 9
_FONT = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#9AA5B1"}
_LINE, _TALLEST = 14.5, 409.0  # points; a row can be no taller
_MOST_SEEN = 2_000  # characters that could fill the tallest row


def workbook(document: Document) -> bytes:
    """One document's workbook: a sheet for each kind of record, and one for the head and the file."""
    return book((*sheets(document), _facts(document)), document_name(document), document.meta.issued_on)


def book(sheets: Sequence[Sheet], name: str, day: str | None) -> bytes:
    """A workbook's bytes; text is written as text whatever it begins with, so that no cell is a formula or an address.

    `name` is its title and stands at the head of each printed page; `day` (ISO) is the date of the file, not the
    clock's, so that the same records make the same file.
    """
    from xlsxwriter import Workbook

    data = io.BytesIO()
    with Workbook(data, {"in_memory": True}) as made:
        made.set_properties({"title": _safe(name)[:_LONGEST_HEADER], "created": _created(day)})
        head = made.add_format(_FONT | {"bold": True, "bg_color": "#DDE6F0", "align": "center", "valign": "vcenter"})
        body = made.add_format(_FONT | {"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            worksheet = made.add_worksheet(sheet.title)
            _write(worksheet, sheet, head, body)
            _set_up_print(worksheet, sheet.title, name)
    return data.getvalue()


def _facts(document: Document) -> Sheet:
    """What the head of the document says, and which file was read."""
    rows: list[Row] = [(label, value) for _, label, value in meta_rows(document)]
    rows += source_rows(document)
    return Sheet("meta", "文件信息", (Column("项目", 14), Column("内容", 80)), tuple(rows))


def _write(worksheet: Any, sheet: Sheet, head: Any, body: Any) -> None:
    for place, column in enumerate(sheet.columns):
        worksheet.set_column(place, place, column.width)
        worksheet.write_string(0, place, column.title, head)
    for line, row in enumerate(sheet.rows, start=1):
        worksheet.set_row(line, _height(sheet.columns, row))
        for place, cell in enumerate(row):
            _put(worksheet, (line, place), cell, body)
    worksheet.freeze_panes(1, 2)
    worksheet.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)


def _height(columns: Sequence[Column], row: Row) -> float:
    """The height in points at which all of a row is seen; a program that opens the file need not work it out."""
    texts = (cell if isinstance(cell, str) else "" for cell in row)
    lines = max(len(wrap(text[:_MOST_SEEN], column.width - 1, 2)) for text, column in zip(texts, columns, strict=True))
    return min(lines * _LINE + 3, _TALLEST)


def _put(worksheet: Any, place: tuple[int, int], cell: Cell, form: Any) -> None:
    if isinstance(cell, int | float) and len(number(cell)) <= _MOST_DIGITS and math.isfinite(cell):
        worksheet.write_number(*place, cell, form)
    elif cell is None or cell == "":
        worksheet.write_blank(*place, None, form)
    else:
        worksheet.write_string(*place, _safe(cell if isinstance(cell, str) else number(cell)), form)


def _set_up_print(worksheet: Any, title: str, name: str) -> None:
    """A4 across, as wide as the paper, the head of the table on each page."""
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    # & begins a command of the header
    heading = f"{title}：{_safe(name)}"[: _LONGEST_HEADER // 2].replace("&", "＆")
    worksheet.set_header(f"&C{heading}")
    worksheet.set_footer("&C第&P页，共&N页")


def _safe(text: str) -> str:
    """What a cell can hold: no lone surrogate, and no more than its length."""
    short = text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "……（未完，见原文）"
    return short.encode("utf-8", "replace").decode("utf-8")


def _created(iso: str | None) -> datetime:
    day = date_of(iso)
    return datetime(day.year, day.month, day.day) if day and day.year >= _NO_DATE.year else _NO_DATE
