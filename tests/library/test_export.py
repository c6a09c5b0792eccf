"""What other programs read back: workbooks, tables, Parquet, calendars; each by a parser of another maker."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docparse.errors import DocparseError
from docparse.library.batch import Report
from docparse.library.export import export
from docparse.library.ledgers import _title
from docparse.library.store import Library
from docparse.readers import office


@pytest.fixture
def library(notices: Callable[..., Path], take_in: Callable[..., Report], tmp_path: Path) -> Library:
    folder = notices(3)
    (folder / "empty.txt").write_bytes(b"")
    take_in(folder)
    return Library(tmp_path / "lib")


def lines(library: Library, table: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in export(library, "jsonl").decode().splitlines()]
    return [row for row in rows if row.pop("table") == table]


def test_lines_of_json_hold_every_record_and_nothing_of_the_runs(library: Library) -> None:
    (one, *_) = documents = lines(library, "documents")
    assert len(documents) == 3 and not {"attempts", "reason", "status"} & one.keys()
    assert one["file"].endswith(".txt") and one["doc_number"].startswith("南浦府办发〔2025〕")
    assert {row["indicator"] for row in lines(library, "targets")} == {"标准窖池", "出酒率"}


def test_csv_opens_in_a_spreadsheet_and_runs_no_formula(
    take_in: Callable[..., Report], tmp_path: Path, notices: Callable[..., Path]
) -> None:
    folder = notices(1)
    evil = (folder / "0001.txt").read_text(encoding="utf-8").replace("关于加强", "=HYPERLINK(1)关于加强")
    (folder / "0001.txt").write_text(evil, encoding="utf-8")
    take_in(folder)
    with zipfile.ZipFile(io.BytesIO(export(Library(tmp_path / "lib"), "csv"))) as archive:
        assert set(archive.namelist()) >= {"documents.csv", "assignments.csv", "parties.csv", "targets.csv"}
        for name in archive.namelist():
            data = archive.read(name)
            assert data.startswith(b"\xef\xbb\xbf")
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
            assert len({len(row) for row in rows}) == 1
            assert not any(cell.startswith(("=", "+", "@")) for row in rows[1:] for cell in row)


def test_parquet_is_read_back_without_loss(library: Library, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    with zipfile.ZipFile(io.BytesIO(export(library, "parquet"))) as archive:
        archive.extractall(tmp_path / "parquet")
    for table in ("documents", "targets", "deadlines", "assignments", "parties", "members"):
        found = duckdb.sql(f"SELECT * FROM '{tmp_path / 'parquet' / table}.parquet'")
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
        assert rows == lines(library, table)


def test_the_workbook_is_read_back(library: Library) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(export(library, "xlsx")))
    assert book.sheet_names[:5] == ["责任清单", "目标指标", "成员名单", "完成时限", "未能读取"]
    duties = book.get_sheet_by_name("责任清单").to_python()
    assert duties[0][:5] == ["序号", "责任单位", "角色", "重点任务", "主要内容"]
    assert len(duties) - 1 == len(lines(library, "parties"))
    own = [name for name in book.sheet_names if "财政" in name]
    assert len(own) == 1
    assert [row[1] for row in book.get_sheet_by_name(own[0]).to_python()[1:]] == ["配合"] * 3
    (failure,) = book.get_sheet_by_name("未能读取").to_python()[1:]
    assert failure[2].endswith("empty.txt") and "is empty" in failure[3]


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_workbook(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(export(library, "xlsx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [
        "--headless",
        "--convert-to",
        "html:XHTML Calc File",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.xlsx"),
    ]
    done = subprocess.run([str(office.program()), profile, *convert], capture_output=True, timeout=180)
    made = list(tmp_path.glob("a.*html"))
    if done.returncode or not made:
        pytest.skip("this LibreOffice came without its spreadsheet")
    said = made[0].read_text(encoding="utf-8")
    assert all(row["task"] in said for row in lines(library, "assignments"))


def test_titles_of_sheets() -> None:
    taken: set[str] = set()
    long = "云江市南浦区窖池管理和标准化建设工作领导小组办公室（设在区经济信息委）"
    for name in (long, long, "A/B:C*?[D]\\'", "a b c   d", ""):
        title = _title(name, taken)
        assert title and len(title) <= 31 and not set("[]:*?/\\'") & set(title)
        assert title.lower() not in {t.lower() for t in taken}
        taken.add(title)


def test_a_calendar_that_another_parser_takes(library: Library) -> None:
    vobject = pytest.importorskip("vobject")
    data = export(library, "ics")
    calendar = vobject.readOne(data.decode("utf-8"))
    events = list(calendar.vevent_list)
    assert len({event.uid.value for event in events}) == len(events) == len(lines(library, "deadlines"))
    assert all(event.valarm.trigger.value.days == -7 for event in events)
    (due, *_) = (event for event in events if "6月30日前" in event.summary.value)
    assert due.dtstart.value == date(2026, 6, 30)
    (recurring, *_) = (event for event in events if "每季度末月25日前" in event.summary.value)
    assert set(recurring.rrule.value.split(";")) == {"FREQ=YEARLY", "BYMONTH=3,6,9,12", "BYMONTHDAY=25"}
    days = list(recurring.getrruleset()[:3])
    assert [(d.month, d.day) for d in days] == [(3, 25), (6, 25), (9, 25)]
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_an_unknown_format(library: Library) -> None:
    with pytest.raises(DocparseError, match="choose one of xlsx, csv"):
        export(library, "doc")  # type: ignore[arg-type]


def test_too_many_rows_for_a_sheet(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from docparse.library import ledgers

    monkeypatch.setattr(ledgers, "_MOST_ROWS", 2)
    with pytest.raises(DocparseError, match="export as csv"):
        export(library, "xlsx")
