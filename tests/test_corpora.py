"""The invented corpus: every value of its gold stands in its text, and what was planted is there."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docparse.corpus import PROOFS, Annotated, check, read_annotated, read_corpus, slips
from docparse.corpus.annotated import FURNITURE, squash
from docparse.corpus.checking import repeated_sentences
from docparse.evaluation import group_of

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
STEMS = sorted(path.stem for path in CORPORA.glob("*.txt"))
RENDERED = sorted(path.stem for path in CORPORA.glob("*.docx"))
LINKS = sorted((CORPORA / "gold" / "links").glob("*.json"))
STATUSES = {"covered", "partial", "missing", "conflict", "not_applicable"}
NUMERALS = "零一二三四五六七八九十"


@cache
def document(stem: str) -> Annotated:
    return read_annotated(CORPORA / f"{stem}.txt", CORPORA / "gold" / f"{stem}.json")


def gold_of(stem: str) -> dict[str, Any]:
    return document(stem).gold


def text_of(stem: str) -> str:
    return document(stem).text


def test_each_text_has_gold_and_each_word_file_its_pdf() -> None:
    assert len(STEMS) >= 15
    assert sorted(path.stem for path in (CORPORA / "gold").glob("*.json")) == STEMS
    assert set(RENDERED) <= set(STEMS) and len(RENDERED) >= 15
    assert sorted(path.stem for path in CORPORA.glob("*.pdf")) == RENDERED


def test_the_corpus_is_as_wide_as_its_datasheet_says() -> None:
    assert len(STEMS) >= 40 and all(1000 <= len(text_of(stem)) <= 8000 for stem in STEMS)
    assert len({gold_of(stem)["meta"]["genre"] for stem in STEMS}) >= 8
    assert len(set(group_of(CORPORA / "gold", "region").values())) == 10


@pytest.mark.parametrize("kind", ["meta", *PROOFS])
@pytest.mark.parametrize("stem", STEMS)
def test_gold_stands_in_the_text(stem: str, kind: str) -> None:
    assert list(slips(document(stem), kind)) == []


def test_the_corpus_is_in_order() -> None:
    """Links and repeated sentences too."""
    assert check(read_corpus(CORPORA)) == []


def test_one_sentence_alone_is_repeated_by_a_district() -> None:
    repeated = [sentence for _, _, sentence in repeated_sentences(read_corpus(CORPORA))]
    assert repeated == ["在年度新增建设用地计划中，物流仓储用地占比不低于6%"]


# --- what was planted ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "chapter", "goals", "indicator", "unit", "parts"),
    [
        ("lanchuan-lowalt-plan", "4.", "2.2", "低空经济规模", "亿元", 6),
        ("lanchuan-lowalt-plan", "4.", "2.2", "起降场站", "个", 6),
        ("lanchuan-logistics-action", "3.", "1.3", "A级物流企业", "家", 4),
        ("lanchuan-logistics-action", "3.", "1.3", "物流业营业收入", "亿元", 4),
    ],
)
def test_allocations_sum_to_the_total(
    stem: str, chapter: str, goals: str, indicator: str, unit: str, parts: int
) -> None:
    alike = [t for t in gold_of(stem)["targets"] if (t["indicator"], t["unit"], t["by"]) == (indicator, unit, "2027")]
    shares = [t["value"] for t in alike if t["section"].startswith(chapter)]
    (total,) = [t["value"] for t in alike if t["section"] == goals]
    assert (len(shares), sum(shares)) == (parts, total)


@pytest.mark.parametrize(
    ("stem", "section", "indicator", "whole", "parts"),
    [
        ("hechuan-greenbuilding-measures", "2.5", "公共建筑节能改造", "全省", 4),
        ("hengling-vocational-plan", "3.2.1", "产业学院", "全市", 4),
    ],
)
def test_shares_within_a_section_sum_to_the_total(
    stem: str, section: str, indicator: str, whole: str, parts: int
) -> None:
    alike = [t for t in gold_of(stem)["targets"] if (t["section"], t["indicator"]) == (section, indicator)]
    shares = [t["value"] for t in alike if t["scope"] != whole]
    (total,) = [t["value"] for t in alike if t["scope"] == whole]
    assert (len(shares), sum(shares)) == (parts, total)


def test_the_counties_areas_are_those_of_the_list() -> None:
    (table,) = gold_of("yunlu-farmland-list")["tables"]
    (total,) = [t["value"] for t in gold_of("yunlu-farmland-list")["targets"] if t["indicator"] == "高标准农田"]
    shares = {t["scope"]: t["value"] for t in gold_of("yunlu-farmland-list")["targets"] if t["section"] == "2.2"}
    listed: dict[str, float] = dict.fromkeys(shares, 0)
    for row in table["rows"]:
        listed[row[1][:3]] += float(row[4])
    assert {county: round(area, 1) for county, area in listed.items()} == shares
    assert round(sum(shares.values()), 1) == total


def test_one_task_force_is_missing_of_twelve() -> None:
    forces = [b for b in gold_of("lanping-digital-leadgroup")["bodies"] if b["kind"] == "task_force"]
    assert len(forces) == 11 and "12个专项组" in text_of("lanping-digital-leadgroup")


def test_the_leading_group_has_twenty_members_two_of_one_name() -> None:
    members = [m["name"] for m in gold_of("tonglu-data-leadgroup")["members"] if not m.get("optional")]
    assert (len(members), len(set(members))) == (20, 19)


def test_the_list_is_one_short_of_its_stated_count() -> None:
    (table,) = gold_of("lanchuan-biomed-list")["tables"]
    assert len(table["rows"]) == 8
    assert "等9个园区" in text_of("lanchuan-biomed-list")


# --- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LINKS, ids=lambda path: path.stem)
def test_each_pair_has_gaps_splits_merges_and_additions(path: Path) -> None:
    links = json.loads(path.read_text(encoding="utf-8"))
    answers = [lower for r in links["requirements"] for lower in r["lower"]]
    statuses = [r["status"] for r in links["requirements"]]
    assert set(statuses) == STATUSES
    assert any(len(r["lower"]) > 1 for r in links["requirements"])  # one requirement answered in two sections
    assert any(answers.count(lower) > 1 for lower in answers)  # two requirements answered by one section
    assert statuses.count("partial") >= 3
    assert links["additions"]


# --- the other formats say the same -----------------------------------------------------------------------------------


def test_there_is_a_linked_pair() -> None:
    assert LINKS


@pytest.mark.parametrize("stem", RENDERED)
def test_the_pdf_says_what_the_text_says(stem: str) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    file = CORPORA / f"{stem}.pdf"
    assert file.stat().st_size < 200_000
    pages = pypdfium2.PdfDocument(str(file))
    lines = [line.strip() for page in pages for line in page.get_textpage().get_text_range().splitlines()]
    assert squash("".join(line for line in lines if not FURNITURE.fullmatch(line))) == text_of(stem)


@pytest.mark.parametrize("stem", RENDERED)
def test_the_word_file_says_what_the_text_says(stem: str) -> None:
    """But for heading numbers 一、 and （一）, which Word counts itself in one of them."""
    docx = pytest.importorskip("docx")
    document = docx.Document(str(CORPORA / f"{stem}.docx"))
    words = [p.text for p in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    counted = re.compile(rf"（[{NUMERALS}]）|[{NUMERALS}]、")
    assert counted.sub("", squash("".join(words))) == counted.sub("", text_of(stem))
