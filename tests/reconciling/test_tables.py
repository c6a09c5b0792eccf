"""Tables that allot tasks to regions, read from Word as an office makes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from docparse.pipeline import extract
from docparse.readers import read
from docparse.reconciling import reconcile
from docparse.records import Document
from docparse.reporting import render_reconciliation

FRONT = """岚川市人民政府办公室关于印发岚川市充电设施建设行动方案的通知
岚府办发〔2026〕3号
各县（区）人民政府：
现将方案印发给你们，请贯彻执行。
岚川市人民政府办公室
2026年3月1日
岚川市充电设施建设行动方案
一、工作目标
到2027年，全市新建充电桩1000个。
二、重点任务
（一）优化布局。各县（区）按任务分解表落实年度任务。"""

ROWS = [
    ("县（区）", "新建充电桩（个）", "改造台区（个）", "2025年完成数（个）"),
    ("砚溪区", "400", "20", "30"),
    ("桐麓区", "360", "15", "20"),
    ("白苇县", "240", "10", "10"),
]


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Document]:
    """The plan with a table behind it, as a Word file that is read."""

    def write(caption: str, rows: Sequence[Sequence[str]]) -> Document:
        from docx import Document as Word

        word = Word()
        for line in (*FRONT.splitlines(), caption):
            word.add_paragraph(line)
        table = word.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        file = tmp_path / "plan.docx"
        word.save(str(file))
        return extract(read(file))

    return write


def sums(document: Document) -> list[tuple[str, float, float, float]]:
    """Rows of indicator, total, sum of the shares and gap."""
    return [
        (i.total.target.indicator, i.total.target.value, i.allotted.value, i.allotted.gap or 0)
        for i in reconcile(document).items
        if i.allotted and i.total
    ]


def test_shares_of_a_table_come_to_the_total_of_the_text(written: Callable[..., Document]) -> None:
    document = written("附表：充电设施建设任务分解表", ROWS)
    assert sums(document) == [("充电桩", 1000, 1000, 0)]
    found, other = reconcile(document).items
    assert other.total is None and other.allotted is not None
    assert (other.measure.indicator, other.allotted.value, other.allotted.gap) == ("改造台区", 45, None)
    for row in found.shares:
        assert row.allotted is not None
        target = row.allotted.target
        assert document.text[slice(*target.span)] == target.quote == str(target.value)


def test_a_row_of_totals_is_held_against_its_column(written: Callable[..., Document]) -> None:
    document = written("附表：充电设施建设任务分解表", [*ROWS, ("合计", "1000", "50", "60")])
    assert sums(document) == [("充电桩", 1000, 1000, 0), ("新建充电桩", 1000, 1000, 0), ("改造台区", 50, 45, -5)]
    assert "比总数少5个" in reconcile(document).items[-1].explanation


@pytest.mark.parametrize("total", ["总计", "合 计", "全市"])
def test_words_for_the_total(total: str, written: Callable[..., Document]) -> None:
    assert len(sums(written("附表：充电设施建设任务分解表", [*ROWS, (total, "1000", "45", "60")]))) == 3


def test_a_head_that_only_says_how_many_takes_the_words_of_the_caption(written: Callable[..., Document]) -> None:
    rows = [("县（区）", "任务数（个）"), *(row[:2] for row in ROWS[1:])]
    assert sums(written("充电桩建设任务分解表", rows)) == [("充电桩", 1000, 1000, 0)]


@pytest.mark.parametrize(
    ("caption", "rows"),
    [
        ("充电设施现状统计表", ROWS),
        ("充电设施建设任务分解表", [*ROWS, ("砚溪区", "5", "5", "5")]),
        ("充电设施建设任务分解表", [("单位", "新建充电桩（个）", "改造台区（个）", "备注"), ("市商务局", "400", "20", ""), ("市科技局", "600", "25", "")]),
        ("充电设施建设任务分解表", [("县（区）", "充电桩覆盖率（%）"), ("砚溪区", "40"), ("桐麓区", "60")]),
    ],
    ids=["no task", "a region twice", "no regions", "a rate"],
)  # fmt: skip
def test_tables_that_allot_nothing(caption: str, rows: list[tuple[str, ...]], written: Callable[..., Document]) -> None:
    assert sums(written(caption, rows)) == []


def test_the_report_quotes_the_cells(written: Callable[..., Document]) -> None:
    document = written("附表：充电设施建设任务分解表", ROWS)
    page = render_reconciliation(reconcile(document), document, [], "html").decode("utf-8")
    assert "“400”" in page and "1000个（3个地区，与总数相等）" in page
