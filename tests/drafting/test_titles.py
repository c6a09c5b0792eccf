"""Titles broken by sense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.drafting.titles import MOST_LINES, length, title_lines


@pytest.mark.parametrize(
    "lines",
    [
        ("重点任务分工表",),
        ("某县人民政府", "关于印发方案的通知"),
        ("澜江市苇塘区人民政府办公室", "关于印发苇塘区智能传感器产业提升实施方案", "（2024—2028年）的通知"),
        ("苇塘区智能传感器产业提升实施方案", "（2024—2028年）"),
        ("澜江市人民政府办公厅", "关于印发澜江市推动企业", "转型升级实施方案的通知"),
        ("澜江市苇塘区人民政府办公室", "关于成立苇塘区数据要素市场化", "配置改革领导小组的通知"),
        ("苇塘区智能传感器产业提升工作动态", "（2025年第三季度）"),
    ],
)
def test_lines_by_sense(lines: tuple[str, ...]) -> None:
    assert title_lines("".join(lines)) == lines


WORDS = st.sampled_from(
    "苇塘区 澜江市 人民政府 办公室 关于 印发 智能 传感器 产业 数据要素 市场化 配置 改革 提升 实施 方案 行动 计划 的 通知 领导小组 工作 推进".split()
)


@given(st.lists(WORDS, min_size=1, max_size=30), st.booleans())
def test_any_title_keeps_its_words(words: list[str], period: bool) -> None:
    text = "".join(words) + ("（2024—2028年）" if period else "")
    lines = title_lines(text)
    assert "".join(lines) == text
    assert all(line for line in lines)
    assert not any(line.startswith(("的", "）", "、")) for line in lines[1:])
    assert len(lines) == 1 or min(map(length, lines)) >= 4 or len(lines) > MOST_LINES
    assert all("（2024—2028年）" in line for line in lines if "2024" in line)


@given(st.text(min_size=1, max_size=60))
def test_any_text_keeps_its_characters(text: str) -> None:
    assert "".join(title_lines(text)) == text
