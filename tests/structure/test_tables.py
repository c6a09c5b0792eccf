"""Tables in lines: rows of tabs, and one cell a line."""

from __future__ import annotations

from tests.structure.made import structured

FLAT = """附件
示范街区名单
\t序号
\t县（区）
\t街区名称
\t方向

\t1
\t南浦区
\t滨江街

二期
\t餐饮

\t2
\t北溪县
\t古城街
\t文旅、夜游

\t3
\t东陵县
\t站前街
\t商贸
"""


def test_a_flattened_table_whose_cells_are_marked() -> None:
    (table,) = structured(FLAT).tables
    assert table.header == ["序号", "县（区）", "街区名称", "方向"]
    assert table.rows == [
        ["1", "南浦区", "滨江街二期", "餐饮"],
        ["2", "北溪县", "古城街", "文旅、夜游"],
        ["3", "东陵县", "站前街", "商贸"],
    ]
    assert table.caption == "示范街区名单"


def test_a_flattened_table_without_marks() -> None:
    text = "附件\n名单\n序号\n县（区）\n街区\n1\n南浦区\n滨江街\n2\n北溪县\n古城街（一期、\n二期）\n3\n东陵县\n站前街\n"
    (table,) = structured(text).tables
    assert table.rows == [["1", "南浦区", "滨江街"], ["2", "北溪县", "古城街（一期、二期）"], ["3", "东陵县", "站前街"]]


def test_rows_of_tabs() -> None:
    document = structured("一、分工\n序号\t任务\t责任单位\n1\t建设平台\t\n2\t引进企业\t区商务局\n二、其他\n")
    (table,) = document.tables
    assert table.header == ["序号", "任务", "责任单位"]
    assert table.rows == [["1", "建设平台", ""], ["2", "引进企业", "区商务局"]]
    assert document.text[table.span[0] : table.span[1]] == "序号\t任务\t责任单位\n1\t建设平台\t\n2\t引进企业\t区商务局"
    assert table.section == document.sections[0].id


def test_a_single_tab_is_no_table() -> None:
    assert structured("甲\t乙\n丙。\n").tables == ()


def test_the_text_of_a_table_gives_the_table_again() -> None:
    once = structured(FLAT)
    assert structured(once.text).tables == once.tables
