"""The tables that say what a heading is about, by their own examples."""

from __future__ import annotations

import pytest

from docparse.drafting.demands import chapter_rows, kind_of, numeral
from docparse.drafting.themes import Theme, theme_of, themes


@pytest.mark.parametrize(("kind", "row"), [(kind, row) for kind, _, row in chapter_rows()], ids=str)
def test_chapters(kind: str, row: dict[str, str]) -> None:
    assert kind_of(row["example"]) == kind
    assert kind_of(row["unlike"]) != kind


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_themes(theme: Theme) -> None:
    assert theme_of(theme.example) == theme
    assert theme_of(theme.unlike) != theme
    assert theme.what


@pytest.mark.parametrize(("number", "written"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")])
def test_numerals(number: int, written: str) -> None:
    assert numeral(number) == written
