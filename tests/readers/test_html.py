"""Web pages: the document found, the site's furniture left out."""

from __future__ import annotations

import pytest

from docparse.errors import UnreadableFile
from docparse.readers import limits, read_bytes
from docparse.readers.html_body import is_furniture, is_index
from docparse.source import Block, Grid, Line, Place

TITLE = "云江市人民政府关于加强窖泥管理的通知"
BODY = [
    "各区人民政府：",
    "为提高出酒质量，现就加强窖泥管理通知如下。",
    "一、总体要求",
    "到2027年，建成标准窖池120口。",
    "云江市人民政府",
    "2024年3月8日",
]


def blocks(page: str | bytes) -> tuple[Block, ...]:
    return read_bytes(page if isinstance(page, bytes) else page.encode(), "a.html").blocks


def texts(page: str | bytes) -> list[str]:
    return [b.text for b in blocks(page) if isinstance(b, Line)]


def paragraphs(rows: list[str]) -> str:
    return "".join(f"<p>{row}</p>" for row in rows)


# --- the document among furniture ------------------------------------------------------------------------------------

NAV = "<ul><li><a href='/'>首页</a></li><li><a href='/zw'>政务公开</a></li><li><a href='/fw'>办事服务</a></li></ul>"
FOOT = "<div class='footer'><p>版权所有：云江市人民政府</p><p>云ICP备12345678号 网站标识码1234567890</p></div>"
INDEX = (
    "<table><tr><td>索 引 号：</td><td>0123/2024-01</td><td>主题分类：</td><td>工业</td></tr>"
    "<tr><td>发文字号：</td><td>云府发〔2024〕9号</td><td>成文日期：</td><td>2024年03月08日</td></tr></table>"
)
INFO = "<div class='info'>来源：市政府办公室 发布时间：2024-03-08 09:00 浏览次数：12</div><div>【字体：大 中 小】</div>"
SHARE = "<div>分享到：</div><div>【打印】 【关闭】</div><div>扫一扫在手机打开当前页</div>"

PAGES = {
    "named container": f"{NAV}<div id='zoom'>{paragraphs([TITLE, *BODY])}</div>{SHARE}{FOOT}",
    "no name": f"{NAV}<div><div>{paragraphs([TITLE, *BODY])}</div>{SHARE}</div>{FOOT}",
    "title outside": f"{NAV}<h1>{TITLE}</h1>{INFO}<div class='TRS_Editor'>{paragraphs(BODY)}</div>{SHARE}{FOOT}",
    "title in the head": f"<meta name='ArticleTitle' content='{TITLE}'>{NAV}<div id='zoom'>{paragraphs(BODY)}</div>",
    "furniture inside": f"<div id='zoom'><p>当前位置：首页&gt;公文</p>{INFO}{paragraphs([TITLE, *BODY])}<p>责任编辑：甲乙</p>{SHARE}</div>",
    "layout tables": f"<table><tr><td>{NAV}</td><td><table><tr><td>{paragraphs([TITLE, *BODY])}</td></tr></table></td></tr></table>",
    "spans and breaks": f"<div class='view'>{TITLE}<br>{'<br/>'.join(f'<span>{row}</span>' for row in BODY)}</div>",
    "hidden parts": f"<div style='display: none'>暂无数据。</div><script>var a='。';</script><div>{paragraphs([TITLE, *BODY])}</div>",
    "two bodies of text": f"<div><div>{paragraphs([TITLE, *BODY[:2]])}</div><div>{paragraphs(BODY[2:])}</div></div>",
}  # fmt: skip


@pytest.mark.parametrize("kind", list(PAGES))
def test_no_paragraph_lost_no_furniture_left(kind: str) -> None:
    page = f"<!DOCTYPE html><html><head><title>{TITLE}_云江市人民政府</title></head><body>{PAGES[kind]}</body></html>"
    assert texts(page) == [TITLE, *BODY]


@pytest.mark.parametrize("named", [True, False])
def test_the_index_gives_only_what_the_document_lacks(named: bool) -> None:
    for body, expected in (
        ([TITLE, "云府发〔2024〕9号", *BODY], [TITLE, "云府发〔2024〕9号", *BODY]),
        ([TITLE, *BODY], ["云府发〔2024〕9号", TITLE, *BODY]),
    ):
        page = f"<html><body>{INDEX}<div id='{'zoom' if named else ''}'>{paragraphs(body)}</div></body></html>"
        found = blocks(page)
        assert sorted(texts(page)) == sorted(expected) and not any(isinstance(b, Grid) for b in found)


@pytest.mark.parametrize(
    "line",
    [
        "分享本行动的经验。",
        "编辑：市志办公室，负责编辑年鉴。",
        "来源：市财政资金。",
        "主办单位：市商务委",
        "下载中心建设",
        "一、打印",
        "1.返回顶部",
    ],
)
def test_text_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)
    assert texts(f"<html><body>{paragraphs([TITLE, line, *BODY, line])}</body></html>").count(line) == 2


@pytest.mark.parametrize(
    ("rows", "expected"), [(["索引号：", "发文机关"], True), (["名称", "指标"], False), (["序号"], False)]
)
def test_index(rows: list[str], expected: bool) -> None:
    assert is_index(rows) is expected


# --- lines -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<p>甲</p><p>&nbsp;</p><p><br></p><p>乙</p>", ["甲", "乙"]),
        ("<p>甲<br>乙</p>", ["甲", "乙"]),
        ("<p>组&nbsp;&nbsp;长：李 明</p>", ["组  长：李 明"]),
        ("<p>关于清窖\n      的通知</p>", ["关于清窖 的通知"]),  # the structure step takes layout blanks out
        ("<p>AI\n  and 5G</p>", ["AI and 5G"]),
        ("<p>　　首行</p>", ["　　首行"]),
        ("<p>甲<b>乙</b><!-- 注 -->丙<sup>2</sup>丁</p>", ["甲乙丙2丁"]),
        ("<div>甲<p>乙</p>丙</div>", ["甲", "乙", "丙"]),
        ("<ul><li>甲</li><li>乙</ul>", ["甲", "乙"]),
        ("<pre>甲\n乙</pre>", ["甲", "乙"]),
        ("<p>甲<select><option>选</option></select><button>按</button></p>", ["甲"]),
        ("<p>&lt;关于&gt; &amp; ％</p>", ["<关于> & ％"]),
        ("<p>甲<o:p></o:p>乙</p>", ["甲乙"]),
        ("<% code %><p>甲<%= x %>乙</p><% unclosed", ["甲乙"]),
    ],
)
def test_lines(inside: str, expected: list[str]) -> None:
    assert texts(f"<html><body>{inside}</body></html>") == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<ol><li>清窖<li>封窖</ol>", ["1.清窖", "2.封窖"]),
        ("<ol start=3><li>清窖</li><li value=7>封窖</li><li>验收</li></ol>", ["3.清窖", "7.封窖", "8.验收"]),
        ("<ol type=a><li>清窖</li></ol><ol type=I><li>封窖</li></ol>", ["a.清窖", "I.封窖"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>清窖</li><li>封窖</li></ol>", ["一、清窖", "二、封窖"]),
        ("<ol style='list-style:none'><li>清窖</li></ol>", ["清窖"]),
        ("<ol><li>一、清窖</li><li><b>（二）</b>封窖</li><li>3.验收</li></ol>", ["一、清窖", "（二）封窖", "3.验收"]),
        ("<ol><li>清窖<ol><li>取样</li></ol></li><li>封窖</li></ol>", ["1.清窖", "1.取样", "2.封窖"]),
        ("<ol start=99999999999><li>清窖</li></ol>", ["1.清窖"]),
        ("<ol><li><p>清窖</p></li></ol>", ["1.清窖"]),
        ("<ol><li></li></ol><p>清窖</p>", ["清窖"]),
    ],
)
def test_numbers_that_the_browser_puts_before_items(inside: str, expected: list[str]) -> None:
    assert texts(f"<html><body>{inside}</body></html>") == expected


def test_places_levels_and_centring() -> None:
    page = (
        "<body><h2>标题<br>二行</h2><p style='text-align: center'>居中</p><center><p>也居中</p></center>"
        "<div align=center><p style='text-align:left'>左</p><p>中</p></div><h4>四级</h4></body>"
    )
    found = [(b.text, b.place, b.level, b.centred) for b in blocks(page) if isinstance(b, Line)]
    assert found == [
        ("标题", Place(element=0), 2, False),
        ("二行", Place(element=0), 2, False),
        ("居中", Place(element=1), None, True),
        ("也居中", Place(element=2), None, True),
        ("左", Place(element=3), None, False),
        ("中", Place(element=4), None, True),
        ("四级", Place(element=5), 4, False),
    ]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", [True, False])
def test_charsets(charset: str, declared: bool) -> None:
    meta = f"<meta http-equiv='Content-Type' content='text/html; charset={charset}'>" if declared else ""
    page = f"<html><head>{meta}</head><body><p>{TITLE}</p></body></html>"
    assert texts(page.encode(charset)) == [TITLE]


def test_a_wrongly_declared_charset_and_a_bad_byte() -> None:
    page = f"<html><head><meta charset=gb2312></head><body><p>{TITLE}，窖池堃囍㎡</p></body></html>"
    assert texts(page.encode()) == [f"{TITLE}，窖池堃囍㎡"]  # UTF-8 under the name of GB2312
    assert texts(page.encode("gb18030")) == [f"{TITLE}，窖池堃囍㎡"]  # more characters than GB2312 has
    for declared in ("gb2312", "utf-8", "none"):
        data = page.replace("gb2312", declared).encode("utf-8" if declared != "gb2312" else "gb18030")
        (line,) = texts(data.replace("窖池".encode(), b"\xff").replace("窖池".encode("gb18030"), b"\xff"))
        assert line.startswith("云江市人民政府关于加强窖泥管理的通知，") and "\ufffd" in line


# --- tables ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><th>序号<th>任务<tr><td>1<td>清窖", [("序号", "任务"), ("1", "清窖")]),
        ("<tr><td colspan=2>一、清窖</td></tr><tr><td>1</td><td>查</td></tr>", [("一、清窖", "一、清窖"), ("1", "查")]),
        ("<tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr>", [("甲", "1"), ("甲", "2")]),
        ("<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3", [("甲", "1"), ("甲", "2"), ("甲", "3")]),
        ("<tr><td rowspan=99 colspan=x>甲<td>1<tr><td>2", [("甲", "1"), ("甲", "2")]),
        ("<tr><td><p>市财政局</p><p>市水利局</p><td>责任<br>单位", [("市财政局 市水利局", "责任 单位")]),
        ("<thead><tr><td>a<td>b</thead><tbody><tr><td>c</tbody>", [("a", "b"), ("c", "")]),
    ],
)
def test_tables(rows: str, expected: list[tuple[str, ...]]) -> None:
    before, grid, after = blocks(f"<body><p>附件</p><table>{rows}</table><p>注</p></body>")
    assert isinstance(grid, Grid) and list(grid.rows) == expected
    assert grid.places == tuple(Place(element=1, row=r) for r in range(len(expected)))
    assert isinstance(before, Line) and isinstance(after, Line) and (before.text, after.text) == ("附件", "注")


def test_a_table_of_one_column_is_layout() -> None:
    assert texts(f"<body><table><tr><td>{paragraphs(BODY)}</td></tr></table></body>") == BODY


# --- hostile ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + TITLE,
        "<table><tr><td>" * 3_000 + TITLE,
        "<p>" + TITLE + "<% " * 100_000,
        "<p>" + TITLE + "</p>" + "<b>" * 20_000,
        f"<p>{TITLE}</p><p>" + " \n" * 200_000 + "</p>",
        f"<p>{TITLE}</p><p>" + "【打印】" * 100 + "x</p>",
        f"<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>{TITLE}</p>",
    ],
    ids=["deep", "deep tables", "scriptlets", "unclosed", "blanks", "buttons", "entity"],
)
def test_hostile_pages_are_read_or_refused_at_once(page: str) -> None:
    try:
        found = texts(f"<html><body>{page}")
    except UnreadableFile as error:
        assert "nest too deeply" in str(error)
    else:
        assert TITLE in "".join(found) and "root:" not in "".join(found)


def test_four_hundred_unclosed_tags_are_read() -> None:
    assert texts("<html><body>" + "<font>" * 400 + TITLE) == [TITLE]


def test_a_table_of_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_CELLS", 50)
    rows = "<tr><td colspan=30>甲</td><td>乙</td></tr>" * 3
    with pytest.raises(UnreadableFile, match="more than 50 cells"):
        blocks(f"<body><table>{rows}</table></body>")
