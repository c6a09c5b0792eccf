"""The workbook, read back by another reader: every record is there, as text where it is text, and ready to print."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from docparse.exporting import show
from docparse.exporting.ledger import sheets
from docparse.exporting.workbook import _LONGEST_CELL
from docparse.records import Document
from tests.exporting.conftest import hostile

TITLES = ["责任清单", "目标指标", "成员名单", "工作机构", "完成时限", "引用文件", "单位名录", "审校意见", "文件信息"]


def cells(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def written(value: object) -> object:
    """A cell as a workbook can hold it."""
    if not isinstance(value, str):
        return "" if value is None else float(value)  # type: ignore[arg-type]
    return value.encode("utf-8", "replace").decode("utf-8")


def check(document: Document) -> None:
    found = cells(show(document, "xlsx"))
    assert list(found) == TITLES
    for sheet in sheets(document):
        head, *rows = found[sheet.title]
        assert head == [column.title for column in sheet.columns]
        assert rows == [[written(cell) for cell in row] for row in sheet.rows]


def test_every_record_is_read_back(document: Document) -> None:
    check(document)


def test_hostile_text_is_read_back_as_text() -> None:
    document = hostile()
    check(document)
    found = parts(show(document, "xlsx"))
    assert not [name for name, xml in found.items() if re.search(r"<f[ >]", xml) or "hyperlink" in name + xml]
    assert not [name for name in found if "external" in name.lower() or name.endswith((".bin", ".vml"))]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "{=1}", "http://a.example", "007", "1e5", "<b>", " "]
)
def test_a_cell_is_text_whatever_it_begins_with(text: str, plan: Document) -> None:
    finding = plan.agencies[0].model_copy(update={"canonical": text, "full_name": text})
    data = show(plan.model_copy(update={"agencies": [finding]}), "xlsx")
    assert [str(cell).replace("\r", "\n") for cell in cells(data)["单位名录"][1][2:4]] == [text.replace("\r", "\n")] * 2
    assert not [
        xml for name, xml in parts(data).items() if "worksheets/" in name and ("<f" in xml or "hyperlink" in xml)
    ]


def test_what_is_too_long_says_so(plan: Document) -> None:
    agency = plan.agencies[0].model_copy(update={"full_name": "长" * 40_000})
    found = cells(show(plan.model_copy(update={"agencies": [agency]}), "xlsx"))["单位名录"][1][3]
    assert found == "长" * _LONGEST_CELL + "……（未完，见原文）"


@pytest.mark.parametrize(
    "value", [float("inf"), float("nan"), 10**400, 12345678901234567890], ids="endless none huge long".split()
)
def test_a_number_that_a_spreadsheet_cannot_keep_is_text(value: float, plan: Document) -> None:
    target = plan.targets[0].model_copy(update={"value": value})
    found = cells(show(plan.model_copy(update={"targets": [target]}), "xlsx"))["目标指标"][1][3]
    assert isinstance(found, str)


def test_each_sheet_is_set_up_for_reading_and_for_paper(document: Document) -> None:
    found = parts(show(document, "xlsx"))
    pages = [xml for name, xml in sorted(found.items()) if name.startswith("xl/worksheets/sheet")]
    assert len(pages) == len(TITLES)
    for xml in pages:
        assert 'paperSize="9"' in xml and 'orientation="landscape"' in xml
        assert 'fitToHeight="0"' in xml and 'state="frozen"' in xml and "<autoFilter" in xml
        widths = [float(width) for width in re.findall(r' width="([\d.]+)"', xml)]
        assert 80 < sum(widths) < 200
    for title in TITLES:
        assert f"'{title}'!$1:$1" in found["xl/workbook.xml"] or f"{title}!$1:$1" in found["xl/workbook.xml"]
    assert '<xf numFmtId="0"' in found["xl/styles.xml"] and 'wrapText="1"' in found["xl/styles.xml"]


def test_a_page_header_takes_no_command_from_a_title(plan: Document) -> None:
    meta = plan.meta.model_copy(update={"title": "A&G&P&D&[图片]"})
    found = parts(show(plan.model_copy(update={"meta": meta}), "xlsx"))
    assert "责任清单：A＆G＆P＆D＆[图片]" in found["xl/worksheets/sheet1.xml"]


def test_the_same_document_makes_the_same_file(document: Document) -> None:
    assert show(document, "xlsx") == show(document, "xlsx")
