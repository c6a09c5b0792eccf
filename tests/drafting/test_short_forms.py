"""Short forms: declared where they first stand, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docparse.drafting.plan import Chapter, Item
from docparse.drafting.short_forms import declared, short_forms
from docparse.records import Document

FULL = "苇塘区湿地保护领导小组"
DECLARED = f"{FULL}（以下简称“领导小组”）"


def told(texts: tuple[str, ...], forms: dict[str, str]) -> list[str]:
    chapter = Chapter(kind="tasks", heading="任务", items=tuple(Item(heading="一", text=text) for text in texts))
    return [item.text for item in declared([chapter], forms)[0].items]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("修复湿地。", "由领导小组牵头。", "领导小组调度。"), ["修复湿地。", f"由{DECLARED}牵头。", "领导小组调度。"]),
        ((f"{FULL}统筹。", "领导小组调度。"), [f"{DECLARED}统筹。", "领导小组调度。"]),
        ((f"由领导小组调度。{DECLARED}统筹。",), [f"由{DECLARED}调度。{FULL}统筹。"]),
        (("成立创建工作领导小组。", "报领导小组。"), ["成立创建工作领导小组。", f"报{DECLARED}。"]),
        (("没有提到。",), ["没有提到。"]),
    ],
)
def test_a_short_form_is_declared_at_its_first_use(texts: tuple[str, ...], expected: list[str]) -> None:
    assert told(texts, {"领导小组": FULL}) == expected


def test_a_title_keeps_its_marks() -> None:
    forms = {"《规划》": "《苇塘区湿地保护规划（2024—2028年）》"}
    assert told(("落实《规划》任务。",), forms) == [
        "落实《苇塘区湿地保护规划（2024—2028年）》（以下简称《规划》）任务。"
    ]


UPPER = """澜江市人民政府关于加强湿地保护的意见
各区人民政府：
为落实《澜江市湿地保护规划（2024—2028年）》（以下简称《规划》），澜江市林业和草原局（以下简称“市林草局”）要牵头推进。
一、修复湿地。落实《规划》，由市林草局牵头，按照统一口径（以下简称“口径”）统计。
"""


def test_what_the_upper_documents_shorten(documents: Callable[[str], Document]) -> None:
    forms = short_forms([documents(UPPER)], None)
    assert forms == {"《规划》": "《澜江市湿地保护规划（2024—2028年）》", "市林草局": "澜江市林业和草原局"}
