"""The revision and the reconciliation as JSON, Markdown and workbook."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from docparse.errors import DocparseError
from docparse.pipeline import extract
from docparse.reconciling import reconcile
from docparse.records import Document
from docparse.reporting import Format, render_reconciliation, render_revision
from docparse.results import ReconcileResult, RevisionResult
from docparse.revising import revisions
from tests.exporting.conftest import hostile

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


@cache
def document(name: str) -> Document:
    return extract(CORPORA / f"{name}.txt")


def revision(form: Format) -> bytes:
    old, new = document("lanchuan-logistics-action"), document("versions/lanchuan-logistics-action-revised")
    return render_revision(revisions(old, new), old, new, form)


def totals(form: Format) -> bytes:
    upper, lower = document("lanchuan-logistics-action"), document("yanxi-logistics-scheme")
    return render_reconciliation(reconcile(upper, [lower]), upper, [lower], form)


def sheets(book: bytes) -> dict[str, list[list[object]]]:
    read = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}


def test_json_gives_the_results_back() -> None:
    old, new = document("lanchuan-logistics-action"), document("versions/lanchuan-logistics-action-revised")
    assert RevisionResult.model_validate(json.loads(revision("json"))) == revisions(old, new)
    upper, lower = document("lanchuan-logistics-action"), document("yanxi-logistics-scheme")
    assert ReconcileResult.model_validate(json.loads(totals("json"))) == reconcile(upper, [lower])


def test_the_workbook_of_totals_holds_numbers_to_add_up() -> None:
    rows = sheets(totals("xlsx"))["分地区"]
    head = rows[0]
    shares = [row for row in rows if row[0] == "A级物流企业" and row[head.index("上级分解数")] != ""]
    assert sum(float(str(row[head.index("上级分解数")])) for row in shares) == 150
    (short,) = [row for row in shares if row[head.index("情况")] == "不足"]
    assert (short[head.index("地区")], short[head.index("本级计划数")], short[head.index("差额")]) == (
        "砚溪区",
        36,
        "少4家",
    )


def test_the_workbook_of_a_revision_marks_what_changed() -> None:
    book = sheets(revision("xlsx"))
    (goals,) = [row for row in book["章节变动"] if row[3] == "主要目标"]
    assert "达到【150】家" in str(goals[4]) and "达到【160】家" in str(goals[5])
    assert ["发文字号", "岚府办发〔2025〕31号", "岚府办发〔2026〕22号"] in book["文件信息变动"]


def test_markdown_says_the_same() -> None:
    text = revision("md").decode("utf-8")
    assert "达到<del>150</del><ins>160</ins>家" in text and "| 移动 | 二（四）3 | 二（一）3 |" in text
    text = totals("md").decode("utf-8")
    assert (
        "砚溪区计划36家，比分解数40家少4家" in text
        and "| 砚溪区 | 达到40家（2027年） | 达到36家（2027年） | 少4家 | 不足 |" in text
    )


@pytest.mark.parametrize("make", [revision, totals])
def test_the_same_result_makes_the_same_file(make: Callable[[Format], bytes]) -> None:
    assert make("xlsx") == make("xlsx")
    assert make("html") == make("html")


@pytest.mark.parametrize("form", ["json", "md", "html", "xlsx"])
@pytest.mark.parametrize("stem", ["tonglu-data-leadgroup", "lanchuan-logistics-action"])
def test_a_hostile_document_is_only_words(form: Format, stem: str) -> None:
    bad, good = hostile(stem), document(stem)
    made = [
        render_revision(revisions(bad, good), bad, good, form),
        render_reconciliation(reconcile(bad, [good]), bad, [good], form),
    ]
    for data in made if form in ("md", "html") else []:
        assert not re.search(r"<img|<script>window", data.decode("utf-8"))
    for data in made if form == "xlsx" else []:
        assert not any(str(cell).startswith("#") for rows in sheets(data).values() for row in rows for cell in row)


@pytest.mark.parametrize("make", [partial(revision), partial(totals)])
def test_an_unknown_form_is_refused(make: Callable[..., bytes]) -> None:
    with pytest.raises(DocparseError, match="pdf"):
        make("pdf")
