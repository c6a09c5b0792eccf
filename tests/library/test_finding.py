"""Asking a library, by each thing that can be asked for and several together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docparse.library.batch import Report
from docparse.library.finding import Query, find
from docparse.library.store import Library


@pytest.fixture
def library(notices: Callable[..., Path], take_in: Callable[..., Report], tmp_path: Path) -> Library:
    take_in(notices(3))
    return Library(tmp_path / "lib")


@pytest.mark.parametrize(
    ("query", "count", "quote"),
    [
        (Query(agency="区财政局"), 3, "牵头单位：区经济信息委；配合单位：区财政局"),
        (Query(agency="财政"), 3, "牵头单位：区经济信息委；配合单位：区财政局"),
        (Query(agency="区水利局"), 0, ""),
        (Query(before="2026-06-30"), 3, "2026年6月30日前"),
        (Query(before="2026-06-29"), 0, ""),
        (Query(indicator="标准窖池"), 3, "建成标准窖池10"),
        (Query(text="第2批窖池检测"), 1, "第2批窖池检测"),
        (Query(text="窖池"), 9, "窖池"),  # shorter than what the index holds
        (Query(text="100%"), 0, ""),
        (Query(text='"AND" OR *'), 0, ""),
        (Query(agency="区财政局", indicator="标准窖池"), 3, "区财政局"),
        (Query(agency="区财政局", before="2026-12-31"), 0, ""),  # due in another section
        (Query(agency="区财政局", before="2027-12-31", text="第2批窖池"), 1, "区财政局"),
        (Query(), 0, ""),
    ],
)
def test_hits(library: Library, query: Query, count: int, quote: str) -> None:
    hits = find(library, query)
    assert len(hits) == count
    assert all(quote in hit.quote for hit in hits)
    for hit in hits:
        assert hit.title.endswith("的通知") and len(hit.document) == 16


def test_a_hit_knows_its_place(library: Library) -> None:
    from docparse.pipeline import load

    for query in (Query(agency="区财政局"), Query(indicator="标准窖池"), Query(text="窖泥管理")):
        for hit in find(library, query):
            document = load(library.json_path(hit.document))
            assert document.text[hit.place : hit.place + len(hit.quote)] == hit.quote


def test_no_more_than_asked_for(library: Library) -> None:
    assert len(find(library, Query(text="窖池"), limit=2)) == 2
