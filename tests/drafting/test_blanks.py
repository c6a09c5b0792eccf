"""Blanks: written in one way, found again whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.drafting.blanks import OPENING, blank, blanks, shortened
from docparse.drafting.likeness import Likeness
from docparse.drafting.plan import until

WORDS = st.text(alphabet="园区名单由科技局12", min_size=1, max_size=12)


def test_a_blank_says_what_who_and_why() -> None:
    assert blank("园区名称", "区科技局", "名单未列") == "（待补充：园区名称，由区科技局提供；名单未列）"


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=5), WORDS)
def test_every_blank_is_found_whole(parts: list[tuple[str, str, str]], between: str) -> None:
    written = [blank(*part) for part in parts]
    text = between.join(["", *written, ""])
    assert [text[start:end] for start, end in blanks(text)] == written


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（牵头单位：（待补充：区国资部门）；配合单位：区科技局）", ["（待补充：区国资部门）"]),
        ("（待补充：名称（全称））。", ["（待补充：名称（全称））"]),
        ("（待补充：没有关上", []),
        ("没有", []),
    ],
)
def test_nested_and_broken(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in blanks(text)] == found


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (blank("园区名称", "区科技局", "名单未列"), "（待补充：园区名称）"),
        (blank("园区名称", why="名单未列"), "（待补充：园区名称）"),
        ("由" + blank("甲", "乙") + "和" + blank("丙") + "负责", "由（待补充：甲）和（待补充：丙）负责"),
        ("（牵头单位：区科技局；配合单位：区财政局）", "（牵头单位：区科技局；配合单位：区财政局）"),
    ],
)
def test_blanks_in_narrow_columns(text: str, cut: str) -> None:
    assert shortened(text) == cut


@given(st.text())
def test_any_text_has_sound_spans(text: str) -> None:
    for start, end in blanks(OPENING + text):
        assert (OPENING + text)[start:end].startswith(OPENING)


@pytest.mark.parametrize(
    ("by", "written"),
    [
        ("2027", "到2027年"),
        ("2025-06-30", "到2025年6月底"),
        ("2027-12-31", "到2027年"),
        ("2026-10", "到2026年10月底"),
        (None, ""),
    ],
)
def test_times_of_goals(by: str | None, written: str) -> None:
    assert until(by) == written


@given(st.lists(st.text(alphabet="产业集群发展创新平台", max_size=20), min_size=2, max_size=6))
def test_likeness_is_a_symmetric_share(texts: list[str]) -> None:
    alike = Likeness.over(texts)
    value = alike(texts[0], texts[1])
    assert value == pytest.approx(alike(texts[1], texts[0]))
    assert 0 <= value <= 1.0000001
    assert alike(texts[0], texts[0]) == pytest.approx(1) or len(texts[0]) < 2
