"""The forms of a diff: nothing that comes from a document is markup, a script, an address or a formula."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from typing import cast
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docparse.differ import diff
from docparse.errors import DocparseError
from docparse.output import in_markdown
from docparse.records import DiffResult, Document
from docparse.reporting import Format
from docparse.reporting import render_diff as render
from docparse.reporting.bars import bars
from docparse.reporting.diffs import entries
from docparse.reporting.wording import STATUSES
from docparse.resources import folder
from tests.matching.conftest import make_document, make_target

SCRIPT = (folder("templates") / "reports" / "report.js").read_text(encoding="utf-8")
HOSTILE = '<script>alert("甲")</script><img src=x onerror=alert(1)>'
UPPER = f"一、任务\n（一）{HOSTILE}推动建设。=1+1推动建设茶园冷库，|表格| 和 `代码`。\n（二）=HYPERLINK(推动建设)。推动建设。"
LOWER = f"一、任务\n（一）{HOSTILE}推动建设。=1+1推动建设茶园冷库，http://evil.example/a 。\n（二）+清理河道。清理河道淤泥。"


@pytest.fixture(scope="module")
def made() -> tuple[DiffResult, Document, Document]:
    upper, lower = make_document(UPPER), make_document(LOWER)
    return diff(upper, lower), upper, lower


def cells(book: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        root = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(item.itertext()) for item in root]


def test_json_gives_the_result_back(made: tuple[DiffResult, Document, Document]) -> None:
    assert DiffResult.model_validate(json.loads(render(*made, "json"))) == made[0]


def test_the_page_runs_and_loads_nothing(made: tuple[DiffResult, Document, Document]) -> None:
    page = render(*made, "html").decode("utf-8")
    assert "&lt;script&gt;" in page
    bare = page.replace(f"<script>{SCRIPT}</script>", "")
    assert not re.search(r"<(?:script|img|link|iframe|object|embed)\b|\bon\w+\s*=\s*[\"']|@import|url\(|=\"http", bare)
    assert "default-src 'none'" in html.unescape(page)
    assert page.count('id="r-') == len(made[0].items)


def test_the_page_shows_every_status_with_its_number(made: tuple[DiffResult, Document, Document]) -> None:
    page = render(*made, "html").decode("utf-8")
    assert all(f"{word} <b>{made[0].summary[status]}</b></button>" in page for status, word in STATUSES.items())


def test_the_page_says_explanations_and_additions(made: tuple[DiffResult, Document, Document]) -> None:
    page = render(*made, "html").decode("utf-8")
    assert "清理河道淤泥" in page and "以下内容在上级文件中没有找到依据" in page
    assert all(item.explanation[:6] in page for item in made[0].items)


def test_what_falls_short_is_said_once_and_a_figure_of_the_text_is_an_answer() -> None:
    rate = {"unit": "%", "normalized": (90, "%"), "section": "s1", "by": "2027"}
    above = "一、任务\n（一）建设冷库。各区县要建设茶园冷库，冷库运行率达到90%，茶园入库率达到80%。"
    below = "一、任务\n（一）建设冷库。建设茶园冷库，冷库运行率达到90%以上。"
    targets = [
        make_target("冷库运行率", 90, id="t1", **rate),
        make_target("茶园入库率", 80, id="t2", **{**rate, "normalized": (80, "%")}),
    ]
    upper = make_document(above, region="岚江市", level="municipal", targets=targets)
    lower = make_document(below, region="岚江市云溪区", level="county")
    result = diff(upper, lower)
    (entry,) = entries(result, upper, lower)
    note = next(note for _, verdict, _, note in entry.grave if verdict == "absent")
    assert note in entry.explanation and note not in entry.brief and entry.brief.endswith("。")
    run, stored = bars(result, upper, lower)
    assert (run.lower, run.verdict) == (None, "met") and "冷库运行率" in run.told and "90%" in run.told
    assert (stored.told, stored.verdict) == ("", "absent")
    page = render(result, upper, lower, "html").decode("utf-8")
    assert run.told in html.unescape(page) and page.count("下级未提出</p>") == 1


def test_cells_are_text_and_never_formulas(made: tuple[DiffResult, Document, Document]) -> None:
    book = render(*made, "xlsx")
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert any(cell.startswith("+清理河道") for cell in cells(book))


def test_the_same_diff_makes_the_same_workbook(made: tuple[DiffResult, Document, Document]) -> None:
    assert render(*made, "xlsx") == render(*made, "xlsx")


def test_a_cell_is_cut_before_the_workbook_would_drop_it() -> None:
    one = make_document("一、任务\n（一）建设。" + "推动建设茶园冷库。" * 4000)
    assert any(
        cell.endswith("……（未完，见原文）") and len(cell) > 30_000
        for cell in cells(render(diff(one, one), one, one, "xlsx"))
    )


def test_markdown_tables_keep_their_columns(made: tuple[DiffResult, Document, Document]) -> None:
    text = render(*made, "md").decode("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(STATUSES) + 2 + len(made[0].items)
    assert all(len(re.findall(r"(?<!\\)\|", row)) in (4, 5) for row in rows)
    assert "<script" not in text


@given(st.text(max_size=80))
def test_markdown_words_are_one_line_without_markup(text: str) -> None:
    plain = in_markdown(text)
    assert "\n" not in plain and "<" not in plain
    assert not re.search(r"(?<!\\)(?:\\\\)*[|`*_\[\]]", plain)


def test_an_unknown_format_is_refused(made: tuple[DiffResult, Document, Document]) -> None:
    with pytest.raises(DocparseError, match="pdf"):
        render(*made, cast(Format, "pdf"))


@settings(deadline=None, max_examples=25)
@given(st.text(alphabet=st.characters(blacklist_categories=()), max_size=60))
def test_any_text_can_be_reported(text: str) -> None:
    one = make_document("一、任务\n（一）推动建设" + text)
    result = diff(one, one)
    for form in ("json", "md", "html", "xlsx"):
        assert render(result, one, one, cast(Format, form))
