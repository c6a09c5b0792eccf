"""Pages in two columns are read column by column; lists and tables that stand beside each other are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docparse.readers import read, read_bytes
from docparse.source import Grid, Line
from docparse.structure import structure
from tests.readers.gazette import gazette

MakePdf = Callable[..., bytes]
CORPORA = Path(__file__).resolve().parents[2] / "corpora"
TEXTS = {path.stem: structure(read(path)) for path in sorted(CORPORA.glob("*.txt"))}
WITHOUT_TABLES = {name: text for name, text in TEXTS.items() if not text.tables}
HANGING = {"tonglu-data-leadgroup"}  # a member's post breaks where its rest looks like a member of its own


@pytest.mark.parametrize("name", sorted(WITHOUT_TABLES.keys() - HANGING))
def test_a_document_in_columns_reads_as_its_text(name: str) -> None:
    source = read_bytes(gazette(WITHOUT_TABLES[name]), "a.pdf")
    assert structure(source).text == WITHOUT_TABLES[name].text
    assert sum(b.column is not None for b in source.blocks if isinstance(b, Line)) > 0.5 * len(source.blocks)


LEFT = [
    "　　清查登记。对全市老窖池逐",
    "一清查登记造册，明确管护责任",
    "人，建立台账并按月更新，做到",
    "底数清、情况明。",
]
RIGHT = ["　　封存保护。对停用的窖池一", "律封存，设置标识，未经批准不", "得启用，由所在街道办事处负责", "日常巡查。"]


def columns(page: Any, top: float, left: list[str], right: list[str]) -> None:
    page.write(*left, top=top, x=80, size=14, leading=22)
    page.write(*right, top=top + 7, x=310, size=14, leading=22)  # on lines of its own


def test_titles_and_tables_part_the_columns(make_pdf: MakePdf) -> None:
    def draw(page: Any) -> None:
        page.write("云江市窖池管护办法和分工一览", top=100, x=160, size=22)
        columns(page, 150, LEFT, RIGHT)
        cells = {(80, 260): "序号", (250, 260): "任务", (80, 290): "1", (250, 290): "清窖"}
        page.table((80, 250, 510), (260, 290, 320), cells)
        columns(page, 360, RIGHT, LEFT)

    found = read_bytes(make_pdf(draw), "a.pdf").blocks
    seen = [b.text if isinstance(b, Line) else [list(row) for row in b.rows] for b in found]
    table = [["序号", "任务"], ["1", "清窖"]]
    title = "云江市窖池管护办法和分工一览"
    bodies = [text.strip() for text in (*LEFT, *RIGHT)], [text.strip() for text in (*RIGHT, *LEFT)]
    assert [s.strip() if isinstance(s, str) else s for s in seen] == [title, *bodies[0], table, *bodies[1]]
    edges = [b.column and b.column[0] for b in found if isinstance(b, Line)]
    assert edges == pytest.approx([None, *[80.0] * 4, *[310.0] * 4, *[80.0] * 4, *[310.0] * 4])


def test_a_table_within_a_column_stays_in_it(make_pdf: MakePdf) -> None:
    def draw(page: Any) -> None:
        columns(page, 150, LEFT, RIGHT)
        page.table((80, 150, 270), (250, 280, 310), {(80, 250): "序号", (150, 250): "任务", (80, 280): "1"})
        page.write(*LEFT, top=257, x=310, size=14, leading=22)
        page.write("附注。", top=330, x=80, size=14)

    found = [b.text if isinstance(b, Line) else "表" for b in read_bytes(make_pdf(draw), "a.pdf").blocks]
    assert [text.strip() for text in found] == [t.strip() for t in (*LEFT, "表", "附注。", *RIGHT, *LEFT)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["组　长：", "副组长：", "成　员：", "秘书长：", "联络员："], ["周立　市长", "李明　副市长", "王平　局长", "赵方　主任", "钱亮"]),
        (["清查老窖池", "封存旧窖池", "登记造册", "巡查", "培训"], ["市商务委", "市财政局", "各区县人民政府、市水利局", "市文旅局", "各街道"]),
        (["　　清查登记。对全市老窖池逐", "一清查登记造册。"], ["云江市人民政府", "2027年3月8日"]),
    ],
    ids=["members", "tasks and offices", "a signature"],
)  # fmt: skip
def test_what_stands_side_by_side_is_no_column(make_pdf: MakePdf, left: list[str], right: list[str]) -> None:
    found = read_bytes(make_pdf(lambda page: columns(page, 150, left, right)), "a.pdf").blocks
    assert all(b.column is None for b in found if isinstance(b, Line)) and not any(isinstance(b, Grid) for b in found)
