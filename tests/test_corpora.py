"""The invented corpus: every value of its gold stands in its text, and what was planted is there.

Text is compared with page furniture, line breaks and blanks dropped, as the gold writes its values.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
STEMS = sorted(path.stem for path in CORPORA.glob("*.txt"))
LINKS = sorted((CORPORA / "gold" / "links").glob("*.json"))
STATUSES = {"covered", "partial", "missing", "conflict", "not_applicable"}
NUMERALS = "零一二三四五六七八九十"
FURNITURE = re.compile(r"- \d+ -|\S+文件")


def squash(text: str) -> str:
    return re.sub(r"\s", "", text)


def arabic(number: str) -> str:
    """ "十一" as "11"; what is no Chinese numeral up to nineteen stays."""
    if not re.fullmatch(rf"十?[{NUMERALS}]", number):
        return number
    return str(NUMERALS.index(number[-1]) + 10 * (len(number) - 1))


@cache
def text_of(stem: str) -> str:
    lines = (CORPORA / f"{stem}.txt").read_text(encoding="utf-8").splitlines()
    return squash("".join(line for line in lines if not FURNITURE.fullmatch(line.strip())))


@cache
def gold_of(stem: str) -> dict[str, Any]:
    return json.loads((CORPORA / "gold" / f"{stem}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def texts_of_sections(stem: str) -> dict[str, str]:
    """The own text of each section, by path: from its heading to the next."""
    text, starts, cursor = text_of(stem), [], 0
    for section in gold_of(stem)["sections"]:
        cursor = text.index(section["number"] + squash(section["heading"]), cursor)
        starts.append((cursor, section["path"]))
        cursor += 1
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return {path: text[start:end] for (start, path), end in zip(starts, ends, strict=True)}


def place(stem: str, record: dict[str, Any]) -> str:
    """The text that a record speaks of: its section's, or all where it names none."""
    return texts_of_sections(stem)[record["section"]] if record["section"] else text_of(stem)


def records(kind: str, *, optional: bool = True) -> list[Any]:
    return [
        pytest.param(stem, record, id=f"{stem}-{kind}-{i}")
        for stem in STEMS
        for i, record in enumerate(gold_of(stem)[kind])
        if optional or not record.get("optional")
    ]


def test_each_text_has_gold_word_and_pdf() -> None:
    assert len(STEMS) >= 5
    assert sorted(path.stem for path in (CORPORA / "gold").glob("*.json")) == STEMS
    for suffix in (".docx", ".pdf"):
        assert sorted(path.stem for path in CORPORA.glob(f"*{suffix}")) == STEMS


@pytest.mark.parametrize("stem", STEMS)
def test_meta_stands_in_the_text(stem: str) -> None:
    meta, text = gold_of(stem)["meta"], text_of(stem)
    for value in (
        meta["title"],
        meta["doc_number"],
        *meta["issuers"],
        *meta["addressees"],
        *meta["cc"],
        meta["region"],
    ):
        assert value in text
    for day in filter(None, (meta["issued_on"], meta["printed_on"])):
        year, month, date = map(int, day.split("-"))
        assert f"{year}年{month}月{date}日" in text
    if meta["period"]:
        assert f"（{meta['period']['start']}—{meta['period']['end']}年）" in meta["title"]
    assert (meta["disclosure"] == "public") == ("此件公开发布" in text)


@pytest.mark.parametrize("stem", STEMS)
def test_paths_are_the_numbers_as_written(stem: str) -> None:
    sections = gold_of(stem)["sections"]
    paths = [section["path"] for section in sections]
    assert len(set(paths)) == len(paths)
    for section in sections:
        parent, _, last = section["path"].rpartition(".")
        assert not parent or parent in paths
        written = section["number"].strip("（）、.．")
        assert last == arabic(written)
        assert texts_of_sections(stem)[section["path"]]


@pytest.mark.parametrize(("stem", "agency"), records("agencies", optional=False))
def test_agencies(stem: str, agency: dict[str, Any]) -> None:
    assert agency["name"] in text_of(stem)


@pytest.mark.parametrize(("stem", "member"), records("members"))
def test_members(stem: str, member: dict[str, Any]) -> None:
    assert re.search(member["name"] + "[、，]".join(member["titles"]), text_of(stem))


@pytest.mark.parametrize(("stem", "body"), records("bodies"))
def test_bodies(stem: str, body: dict[str, Any]) -> None:
    assert body["name"] in text_of(stem)
    assert not body["host"] or f"设在{body['host']}" in text_of(stem)
    assert body["parent"] in {None, *(other["name"] for other in gold_of(stem)["bodies"])}


@pytest.mark.parametrize(("stem", "target"), records("targets"))
def test_targets(stem: str, target: dict[str, Any]) -> None:
    text = place(stem, target)
    assert target["indicator"] in text
    assert not target["scope"] or target["scope"] in text
    if target["comparator"] == "multiply":
        assert "翻一番" in text
    elif target["value_max"]:
        assert re.search(rf"\b{target['value']}[—至]{target['value_max']}{target['unit']}", text, re.ASCII)
    else:
        assert re.search(rf"(?<![\d.]){re.escape(str(target['value']))}{target['unit']}", text)
    year = (target["by"] or "")[:4]
    period_end = str((gold_of(stem)["meta"]["period"] or {}).get("end"))
    assert not year or year in text or year == period_end or f"{year}年度" in gold_of(stem)["meta"]["title"]


@pytest.mark.parametrize(("stem", "deadline"), records("deadlines"))
def test_deadlines(stem: str, deadline: dict[str, Any]) -> None:
    quote = deadline["quote"]
    assert quote in place(stem, deadline)
    years = re.findall(r"20\d\d", quote)
    if deadline["kind"] == "by" and years:
        assert deadline["end"][:4] in years
    if month := re.search(r"(\d+)月(\d+)日前", quote):
        day = f"-{int(month[1]):02}-{int(month[2]):02}"
        rule = f"BYMONTH={month[1]};BYMONTHDAY={month[2]}"
        assert (deadline["end"] or "").endswith(day) or rule in (deadline["rrule"] or "")
    assert (deadline["kind"] == "recurring") == bool(deadline["rrule"] or quote == "定期")


@pytest.mark.parametrize(("stem", "assignment"), records("assignments"))
def test_assignments(stem: str, assignment: dict[str, Any]) -> None:
    named = [name for role in ("lead", "support", "responsible", "implement") for name in assignment[role]]
    assert named
    own = place(stem, assignment)
    assert assignment["task"] in own
    inherits = bool(re.search("不再(重复|逐一)列出", text_of(stem)))
    for name in named:
        inherited = inherits and (name in assignment["implement"] or assignment.get("optional"))
        assert name in own or (inherited and name in text_of(stem))


@pytest.mark.parametrize(("stem", "citation"), records("citations"))
def test_citations(stem: str, citation: dict[str, Any]) -> None:
    text = text_of(stem).replace("[", "〔").replace("]", "〕")  # one misprinted pair is planted
    number = f"（{citation['doc_number']}）" if citation["doc_number"] else ""
    assert f"《{citation['title']}》{number}" in text


@pytest.mark.parametrize(("stem", "finding"), records("findings"))
def test_findings(stem: str, finding: dict[str, Any]) -> None:
    assert finding["quote"] in place(stem, finding)


@pytest.mark.parametrize(("stem", "table"), records("tables"))
def test_tables(stem: str, table: dict[str, Any]) -> None:
    rows = [table["header"], *table["rows"]]
    assert {len(row) for row in rows} == {len(table["header"])}
    assert "".join(cell for row in rows for cell in row) in text_of(stem)


def test_no_sentence_stands_in_two_documents() -> None:
    """But for what is shorter than a sentence, and for one that a district repeats after its city."""
    seen: dict[str, str] = {}
    repeated = []
    for stem in STEMS:
        for sentence in re.split(r"[。；]", text_of(stem)):
            if len(sentence) >= 16 and seen.setdefault(sentence, stem) != stem:
                repeated.append(sentence)
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
def test_links_resolve(path: Path) -> None:
    upper, lower = path.stem.split("--")
    links = json.loads(path.read_text(encoding="utf-8"))
    above, below = ({s["path"] for s in gold_of(stem)["sections"]} for stem in (upper, lower))
    asked = [r["upper"] for r in links["requirements"]]
    assert len(set(asked)) == len(asked) and set(asked) <= above
    answers = set()
    for requirement in links["requirements"]:
        assert {requirement["status"], *requirement.get("also", [])} <= STATUSES
        assert bool(requirement["lower"]) == (requirement["status"] not in ("missing", "not_applicable"))
        answers |= {*requirement["lower"], *requirement.get("optional_lower", [])}
    assert answers | set(links["additions"]) <= below
    strict = {path for r in links["requirements"] for path in r["lower"]}
    assert not strict & set(links["additions"])
    assert {r["status"] for r in links["requirements"]} == STATUSES
    assert gold_of(upper)["meta"]["doc_number"] in [c["doc_number"] for c in gold_of(lower)["citations"]]


@pytest.mark.parametrize("path", LINKS, ids=lambda path: path.stem)
def test_each_pair_has_gaps_splits_merges_and_additions(path: Path) -> None:
    links = json.loads(path.read_text(encoding="utf-8"))
    answers = [lower for r in links["requirements"] for lower in r["lower"]]
    statuses = [r["status"] for r in links["requirements"]]
    assert any(len(r["lower"]) > 1 for r in links["requirements"])  # one requirement answered in two sections
    assert any(answers.count(lower) > 1 for lower in answers)  # two requirements answered by one section
    assert statuses.count("partial") >= 3
    assert links["additions"]


# --- the other formats say the same -----------------------------------------------------------------------------------


def test_there_is_a_linked_pair() -> None:
    assert LINKS


@pytest.mark.parametrize("stem", STEMS)
def test_the_pdf_says_what_the_text_says(stem: str) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    file = CORPORA / f"{stem}.pdf"
    assert file.stat().st_size < 200_000
    pages = pypdfium2.PdfDocument(str(file))
    lines = [line.strip() for page in pages for line in page.get_textpage().get_text_range().splitlines()]
    assert squash("".join(line for line in lines if not FURNITURE.fullmatch(line))) == text_of(stem)


@pytest.mark.parametrize("stem", STEMS)
def test_the_word_file_says_what_the_text_says(stem: str) -> None:
    """But for heading numbers 一、 and （一）, which Word counts itself in one of them."""
    docx = pytest.importorskip("docx")
    document = docx.Document(str(CORPORA / f"{stem}.docx"))
    words = [p.text for p in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    counted = re.compile(rf"（[{NUMERALS}]）|[{NUMERALS}]、")
    assert counted.sub("", squash("".join(words))) == counted.sub("", text_of(stem))
