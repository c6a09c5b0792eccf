"""Scores by group with intervals, mistakes in their context, and what a run gained and lost against another."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse import cli
from docparse.errors import DocparseError
from docparse.evaluation import (
    Tally,
    Wanted,
    changed,
    divided,
    evaluate,
    f1_interval,
    gain_interval,
    group_of,
    overall,
    read_run,
    report,
    run_json,
)

tallies = st.builds(Tally, *(st.integers(0, 9),) * 3)
TEXT = "一、目标\n到2027年，新建充电桩300个。区数据局牵头。"
SECTION = {"id": "s1", "part": "p", "path": "1", "heading": "目标", "span": [0, len(TEXT)]}


def prediction(**records: Any) -> dict[str, Any]:
    return {"text": TEXT, "parts": [{"id": "p", "kind": "plan"}], "sections": [SECTION], **records}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Three documents of two regions: one lies in the other by the table beside the gold."""
    folder = tmp_path / "gold"
    folder.mkdir()
    agencies = [{"name": "区数据局"}, {"name": "区财政局"}]
    for name, genre, region in (("a", "规划", "云江市南浦区"), ("b", "规划", "河阳县"), ("c", None, "海东省")):
        record = {"meta": {"genre": genre, "region": region}, "agencies": agencies}
        (folder / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "regions.tsv").write_text("region\tabove\n河阳县\t云江市\n", encoding="utf-8")
    return folder


# --- intervals -------------------------------------------------------------------------------------------------------


@given(st.lists(tallies, min_size=2, max_size=12))
def test_an_interval_is_the_same_each_time_and_lies_in_the_unit(units: list[Tally]) -> None:
    low, high = f1_interval(units)
    assert 0 <= low <= high <= 1
    assert f1_interval(units) == (low, high)
    assert gain_interval(units, units) == (0, 0)


def test_an_interval_holds_the_score_and_narrows_with_more_documents() -> None:
    few = [Tally(8, 2, 0), Tally(5, 0, 5)]
    (low, high), (narrow_low, narrow_high) = f1_interval(few), f1_interval(few * 20)
    assert low <= sum(few, Tally()).f1 <= high
    assert narrow_high - narrow_low < (high - low) / 2


def test_one_document_says_nothing_about_others() -> None:
    assert f1_interval([Tally(9, 0, 0)]) == (0, 1)
    assert gain_interval([Tally(9, 0, 0)], [Tally(9, 0, 0)]) == (-1, 1)


def test_a_gain_in_every_document_excludes_zero() -> None:
    before, now = [Tally(n, 10, 0) for n in range(10, 20)], [Tally(n + 5, 5, 0) for n in range(10, 20)]
    assert gain_interval(before, now)[0] > 0
    assert gain_interval(now, before)[1] < 0
    with pytest.raises(ValueError, match="10 units before and 9 now"):
        gain_interval(before, now[:-1])


# --- groups ----------------------------------------------------------------------------------------------------------


def test_a_region_answers_for_those_below_it(gold: Path) -> None:
    assert group_of(gold, "region") == {"a": "云江市", "b": "云江市", "c": "海东省"}
    assert group_of(gold, "genre") == {"a": "规划", "b": "规划", "c": "—"}
    assert group_of(gold, "document") == {"a": "a", "b": "b", "c": "c"}


def test_groups_sum_to_the_whole(gold: Path) -> None:
    found = {name: prediction(agencies=[{"name": "区数据局"}]) for name in "abc"}
    evaluation = evaluate(gold, found)
    groups = divided(evaluation, group_of(gold, "region"))
    assert {name: scores["agencies"].documents for name, scores in groups.items()} == {"云江市": 2, "海东省": 1}
    assert sum((s["all"].tally for s in groups.values()), Tally()) == overall(evaluation)["all"].tally == evaluation.all


# --- context ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "record", "shown"),
    [
        ("targets", {"section": "1", "indicator": "充电桩", "value": 300, "unit": "个", "by": "2027"}, "新建充电桩【300个】。"),
        ("agencies", {"name": "区数据局"}, "300个。【区数据局】牵头。"),
        ("agencies", {"name": "区民政局"}, ""),
        ("deadlines", {"section": "1", "kind": "by", "end": "2027-12-31"}, "目标 到【2027】年，"),
    ],
)  # fmt: skip
def test_a_missed_record_is_shown_where_its_words_stand(tmp_path: Path, kind: str, record: Any, shown: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({kind: [record]}), encoding="utf-8")
    (error,) = evaluate(tmp_path, {"a": prediction()}).errors
    assert shown in error.context and bool(shown) == bool(error.context)


def test_an_extra_record_is_shown_at_its_span(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"agencies": []}', encoding="utf-8")
    extra = {"name": "数据局", "span": [23, 26], "quote": "数据局"}
    (error,) = evaluate(tmp_path, {"a": prediction(agencies=[extra])}).errors
    assert "【数据局】" in error.context


# --- runs ------------------------------------------------------------------------------------------------------------


def test_gains_and_losses_between_two_runs(gold: Path, tmp_path: Path) -> None:
    one = evaluate(gold, {name: prediction(agencies=[{"name": "区数据局"}]) for name in "abc"})
    two = evaluate(gold, {name: prediction(agencies=[{"name": "区财政局"}, {"name": "甲局"}]) for name in "ab"})
    file = tmp_path / "one.json"
    file.write_bytes(report(one, gold, Wanted(as_json=True)))
    change = changed(read_run(file), run_json(two, gold))
    assert [line for line in change.gains if "agencies missed" in line] == [
        f"{name} agencies missed: name=区财政局" for name in "ab"
    ]
    assert len([line for line in change.losses if "agencies" in line]) == 2 * 2 + 1  # c finds nothing at all
    assert changed(read_run(file), run_json(one, gold)).table() == "0 gained, 0 lost"


@pytest.mark.parametrize("content", ["", "[]", '{"form": "another"}', "[" * 100_000])
def test_what_is_no_run_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "run.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DocparseError, match=r"run\.json: (?:is no run|not readable)"):
        read_run(file)


def test_the_command_prints_groups_errors_and_changes(
    gold: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    document = tmp_path / "a.txt"
    document.write_text("关于成立专班的通知\n\n一、组织。由区数据局牵头推进。\n", encoding="utf-8")
    run = tmp_path / "run.json"
    command = ["evaluate", "--gold", str(gold), str(document)]
    assert cli.main([*command, "--format", "json", "-o", str(run)]) == 0
    assert set(json.loads(run.read_text(encoding="utf-8"))) >= {"kinds", "genres", "regions", "documents", "errors"}
    assert cli.main([*command, "--by", "region", "--errors", "--against", str(run)]) == 0
    told = capsysbinary.readouterr().out.decode()
    assert (
        "云江市" in told
        and "海东省" not in told
        and "a agencies missed" in told
        and told.endswith("0 gained, 0 lost\n")
    )


# --- docs/accuracy.md ------------------------------------------------------------------------------------------------


def form_of(page: str) -> list[str]:
    """The page's headings, the heads of its tables, and what its rows are of; but for genres and regions, which grow."""
    rows = [line for line in page.splitlines() if line.startswith(("#", "|"))]
    grow, form = False, []
    for row in rows:
        if row.startswith("#"):
            grow = row in ("## By genre", "## By region")
        if row.startswith(("#", "| kind", "| genre", "| region", "| draw")) or not grow:
            form.append(row if row.startswith("#") else re.sub(r"[-+–]?\d[\d.–]*(?: to )?", "0", row))
    return form


def test_the_page_of_accuracy_has_the_form_that_would_be_made_now() -> None:
    """Figures move with every rule and are not compared; kinds, variants and draws are."""
    from tests.benchmarks.accuracy import PAGE, page

    assert form_of(PAGE.read_text(encoding="utf-8")) == form_of(page()), "make it again: make accuracy"


def test_documents_that_are_named_are_scored_alone(
    gold: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    document = tmp_path / "a.txt"
    document.write_text("关于成立专班的通知\n\n一、组织。由区数据局牵头推进。\n", encoding="utf-8")
    assert cli.main(["evaluate", "--gold", str(gold), str(document)]) == 0
    assert b"no prediction for" not in capsysbinary.readouterr().out
    strange = document.rename(tmp_path / "strange.txt")
    assert cli.main(["evaluate", "--gold", str(gold), str(strange)]) == 1
    assert b"has no gold for strange" in capsysbinary.readouterr().err


def test_what_is_no_gold_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"form": "docparse evaluation 1"}', encoding="utf-8")
    with pytest.raises(DocparseError, match="neither meta nor records"):
        evaluate(tmp_path, {})
