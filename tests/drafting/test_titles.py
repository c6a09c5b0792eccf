"""Titles broken by sense."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.drafting import front
from docparse.drafting.locality import Locality
from docparse.drafting.titles import MOST_LINES, length, title_lines
from docparse.records import Document


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


def test_digits_that_a_font_draws_wide_still_fit() -> None:
    """20 widths by count, which is the whole line: the period goes below."""
    assert title_lines("苇塘区低空经济工作动态（2026年第二季度）") == ("苇塘区低空经济工作动态", "（2026年第二季度）")


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("澜江市职业教育高质量发展规划（2026—2030年）", "职业教育高质量发展"),
        ("澜江市数字经济发展规划", "数字经济"),
        ("澜江市建设世界级传感器产业集群发展规划", "建设世界级传感器产业集群"),
        ("澜江市文旅融合发展规划纲要", "文旅融合发展"),
        ("澜江市智能传感器产业提升行动计划", "智能传感器产业提升"),
    ],
)
def test_the_subject_of_a_plan(title: str, subject: str, documents: Callable[[str], Document]) -> None:
    document = documents(f"澜江市人民政府\n关于印发{title}的通知\n各区县人民政府：\n一、重点任务\n（一）修路。修路。\n")
    place = Locality("苇塘区", "澜江市苇塘区", "区", "市", (), ())
    assert front.subject(document, place) == subject
