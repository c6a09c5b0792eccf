"""Markdown: tables are tables whatever stands in them, and nothing in them is markup."""

from __future__ import annotations

import re

from docparse.exporting import show
from docparse.exporting.ledger import sheets
from docparse.records import Document
from docparse.wording import number
from tests.exporting.conftest import hostile


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a Markdown text, their cells with escapes undone."""
    found: list[list[list[str]]] = []
    before = ""
    for line in text.split("\n"):
        if line.startswith("|"):
            cells = [c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]]
            rows = found[-1] if before.startswith("|") else []
            if rows is not (found[-1] if found else None):
                found.append(rows)
            rows.append([re.sub(r"\\(.)", r"\1", cell) for cell in cells])
        before = line
    return found


def flat(cell: object) -> str:
    text = "" if cell is None else cell if isinstance(cell, str) else number(cell)  # type: ignore[arg-type]
    text = text.encode("utf-8", "replace").decode()
    text = re.sub(r"\s+", " ", text).strip()
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def check(document: Document) -> None:
    text = show(document, "md").decode("utf-8")
    _, *found = tables(text)
    filled = [sheet.filled() for sheet in sheets(document) if sheet.rows]
    assert [rows[0] for rows in found] == [[column.title for column in sheet.columns] for sheet in filled]
    for rows, sheet in zip(found, filled, strict=True):
        assert set(map(len, rows)) == {len(sheet.columns)}
        assert rows[2:] == [[flat(cell) for cell in row] for row in sheet.rows]


def test_the_tables_hold_every_record(document: Document) -> None:
    check(document)


def test_hostile_text_stays_in_its_cell_and_is_no_markup() -> None:
    check(hostile())
    text = show(hostile(), "md").decode("utf-8")
    assert "<" not in text.replace("\\<", "")
    assert re.search(r"(?<!\\)[`*_\[\]]", text) is None


def test_the_head_stands_first_and_empty_columns_are_left_out(document: Document) -> None:
    text = show(document, "md").decode("utf-8")
    assert text.startswith(f"# {document.meta.title}\n")
    assert "成文日期" in text
    assert "| 基准 |" not in text or any(target.baseline for target in document.targets)
    assert text.count("\n## ") == 8
