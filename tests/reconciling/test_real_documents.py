"""The allocation of a real plan, read where ../shared is there: each share attributed, each total confirmed, a slip found."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from docparse.pipeline import extract
from docparse.readers import read
from docparse.reconciling import reconcile
from docparse.records import Document
from docparse.results import Figure, Reconciled

PLAN = next((Path(__file__).resolve().parents[3] / "shared" / "corpora").glob("003_*.txt"), None)
DISTRICTS = 8

pytestmark = pytest.mark.skipif(PLAN is None, reason="../shared/corpora is not beside this checkout")


@cache
def plan() -> Document:
    assert PLAN is not None
    return extract(PLAN)


@cache
def totals() -> tuple[Reconciled, ...]:
    return tuple(item for item in reconcile(plan()).items if item.allotted is not None)


def shares() -> list[Figure]:
    return [row.allotted for item in totals() for row in item.shares if row.allotted is not None]


def test_each_share_is_attributed_to_its_district() -> None:
    headings = {section.id: section.heading for section in plan().sections}
    assert len(shares()) == 2 * DISTRICTS
    for item in totals():
        assert [row.regions for row in item.shares] == [
            [headings[row.allotted.target.section or ""]] for row in item.shares if row.allotted
        ]
        assert len({row.regions[0] for row in item.shares}) == DISTRICTS


def test_both_totals_are_confirmed() -> None:
    assert [(i.allotted.gap, i.allotted.verdict) for i in totals() if i.allotted] == [(0, "met")] * 2
    assert all("与总数一致" in item.explanation for item in totals())


@pytest.mark.parametrize("number", range(2 * DISTRICTS))
def test_each_altered_share_is_found(number: int, tmp_path: Path) -> None:
    """The figure is made smaller by ten in the text itself, and the text is read again."""
    target = shares()[number].target
    start, end = target.span
    quote = plan().text[start:end]
    altered = re.sub(rf"{target.value}(?={re.escape(target.unit)})", str(int(target.value) - 10), quote)
    assert altered != quote
    file = tmp_path / "altered.txt"
    file.write_text(plan().text[:start] + altered + plan().text[end:], encoding="utf-8")
    found = [i.allotted.gap for i in reconcile(extract(read(file))).items if i.allotted]
    assert sorted(found) == [-10, 0]
