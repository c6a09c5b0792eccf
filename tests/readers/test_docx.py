""".docx: what Word would print of the body, with places."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from docparse.errors import UnreadableFile
from docparse.readers import limits, read_bytes
from docparse.readers.docx_numbering import spell
from docparse.source import Block, Grid, Line, Place

MakeDocx = Callable[..., bytes]


def blocks(data: bytes) -> tuple[Block, ...]:
    return read_bytes(data, "a.docx").blocks


def texts(data: bytes) -> list[str]:
    return [b.text for b in blocks(data) if isinstance(b, Line)]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


# --- paragraphs ------------------------------------------------------------------------------------------------------


def test_a_document_by_python_docx() -> None:
    document = Document()
    title = document.add_heading("关于清窖的通知", level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    body = document.add_paragraph()
    body.add_run("到2027年，").font.size = Pt(16)
    body.add_run("清窖120口。")
    document.add_paragraph("")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "序号", "任务", "1"
    document.add_paragraph("云江市人民政府")
    document.sections[0].header.paragraphs[0].text = "云江市人民政府文件"
    buffer = BytesIO()
    document.save(buffer)
    heading, text, blank, grid, end = blocks(buffer.getvalue())
    assert isinstance(heading, Line) and isinstance(text, Line) and isinstance(end, Line) and isinstance(blank, Line)
    assert (heading.text, heading.level, heading.centred, heading.place) == (
        "关于清窖的通知",
        1,
        True,
        Place(element=0),
    )
    assert (text.text, text.level, text.centred, text.size) == ("到2027年，清窖120口。", None, False, 16.0)
    assert (blank.text, end.text, end.place.element) == ("", "云江市人民政府", 4)
    assert grid == Grid((("序号", "任务"), ("1", "")), (Place(element=3, row=0), Place(element=3, row=1)))


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODE = "<w:r><w:instrText> REF _Ref1 </w:instrText></w:r>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (run("甲") + run("乙"), ["甲乙"]),
        (f'{run("甲")}<w:ins w:id="1" w:author="x">{run("乙")}</w:ins>', ["甲乙"]),
        (f'{run("甲")}<w:del w:id="1" w:author="x"><w:r><w:delText>乙</w:delText></w:r></w:del>', ["甲"]),
        (f'<w:moveFrom w:id="1" w:author="x">{run("乙")}</w:moveFrom>{run("甲")}', ["甲"]),
        (f'<w:moveTo w:id="1" w:author="x">{run("乙")}</w:moveTo>{run("甲")}', ["乙甲"]),
        (f'<w:hyperlink>{run("市政府网站")}</w:hyperlink>', ["市政府网站"]),
        (f'<w:fldSimple w:instr="DATE">{run("2024年3月8日")}</w:fldSimple>', ["2024年3月8日"]),
        (FIELD.format("begin") + CODE + run("码") + FIELD.format("separate") + run("附件1") + FIELD.format("end") + run("。"),
         ["附件1。"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>{run('乙')}", ["甲乙"]),
        (f"<w:smartTag>{run('云江市')}</w:smartTag>", ["云江市"]),
        ("<w:r><w:t>关于清窖</w:t><w:br/><w:t>的通知</w:t></w:r>", ["关于清窖", "的通知"]),
        ("<w:r><w:t>组长：</w:t><w:tab/><w:t>李明</w:t></w:r>", ["组长：\t李明"]),
        ("<w:r><w:t>2024</w:t><w:noBreakHyphen/><w:t>2026年</w:t></w:r>", ["2024-2026年"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>", ["显"]),
        ("<w:r><w:ruby><w:rt><w:r><w:t>jiào</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>窖</w:t></w:r></w:rubyBase></w:ruby></w:r>",
         ["窖"]),
        ("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>", ["a=b"]),
        ("<w:r><w:footnoteReference w:id='1'/><w:t>甲</w:t></w:r>", ["甲"]),
        (run("　　首行  与　空白 "), ["　　首行  与　空白 "]),
    ],
)  # fmt: skip
def test_inside_a_paragraph(make_docx: MakeDocx, inside: str, expected: list[str]) -> None:
    found = blocks(make_docx(f"<w:p>{inside}</w:p>"))
    assert [(b.text, b.place.element) for b in found if isinstance(b, Line)] == [(text, 0) for text in expected]


def test_a_deleted_paragraph_mark_joins_two(make_docx: MakeDocx) -> None:
    deleted = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>'
    assert texts(make_docx(paragraph("到2027年，", deleted) + paragraph("清窖120口。"))) == ["到2027年，清窖120口。"]


def test_content_controls_and_insertions_around_paragraphs(make_docx: MakeDocx) -> None:
    body = f"<w:sdt><w:sdtContent>{paragraph('甲')}{paragraph('乙')}</w:sdtContent></w:sdt>{paragraph('丙')}"
    assert [(b.text, b.place.element) for b in blocks(make_docx(body)) if isinstance(b, Line)] == [
        ("甲", 0),
        ("乙", 1),
        ("丙", 2),
    ]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="Low"><w:basedOn w:val="High"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="High"><w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="1"/></w:pPr>'
    '<w:rPr><w:sz w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("", (None, False, 11.0)),  # of the template's document defaults
        ('<w:pStyle w:val="Low"/>', (2, True, 22.0)),
        ('<w:pStyle w:val="Low"/><w:jc w:val="left"/><w:outlineLvl w:val="9"/>', (None, False, 22.0)),
        ('<w:jc w:val="center"/><w:outlineLvl w:val="0"/>', (1, True, 11.0)),
        ('<w:pStyle w:val="Loop"/>', (None, False, 11.0)),
        ('<w:pStyle w:val="None"/>', (None, False, 11.0)),
    ],
)
def test_styles(make_docx: MakeDocx, properties: str, expected: tuple[int | None, bool, float]) -> None:
    (line,) = blocks(make_docx(paragraph("甲", properties), styles=STYLES))
    assert isinstance(line, Line) and (line.level, line.centred, line.size) == expected


# --- numbering -------------------------------------------------------------------------------------------------------


def level(index: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def scheme(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def numbered(text: str, number: int = 1, index: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>')


OFFICIAL = scheme(
    0,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircleChinese", "%4", '<w:suff w:val="nothing"/>'),
)


def test_the_four_levels(make_docx: MakeDocx) -> None:
    steps = [
        (0, "一、"),
        (1, "（一）"),
        (2, "1."),
        (2, "2."),
        (3, "①"),
        (1, "（二）"),
        (2, "1."),
        (0, "二、"),
        (1, "（一）"),
    ]
    body = "".join(numbered("清窖", 1, index) + paragraph("正文") for index, _ in steps)
    found = texts(make_docx(body, OFFICIAL + num(1, 0)))
    assert found[::2] == [f"{number}清窖" for _, number in steps]
    assert set(found[1::2]) == {"正文"}


@pytest.mark.parametrize(
    ("numbering", "items", "expected"),
    [
        (scheme(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")), [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
         ["1 ", "1.1 ", "1.2 ", "2 ", "2.1 "]),
        (scheme(0, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1-%2.", "<w:isLgl/>")), [(1, 0), (1, 1)],
         ["第一章 ", "1-1."]),
        (scheme(0, level(0, "chineseCounting", "第%1章"), level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')),
         [(1, 0), (1, 1), (1, 0), (1, 1)], ["第一章 ", "第一条 ", "第二章 ", "第二条 "]),
        (scheme(0, level(0, "bullet", "\uf0b7")), [(1, 0)], [""]),
        (scheme(0, level(0, "bullet", "——")), [(1, 0)], ["——"]),
        (scheme(0, level(0, "none", "附件：")), [(1, 0)], ["附件："]),
        (scheme(0, level(0, "decimal", "%1.")), [(1, 8), (9, 0), (1, 0)], ["", "", "1."]),  # no such level, no such list
    ],
)  # fmt: skip
def test_labels(make_docx: MakeDocx, numbering: str, items: list[tuple[int, int]], expected: list[str]) -> None:
    body = "".join(numbered("甲", number, index) for number, index in items)
    assert texts(make_docx(body, numbering + num(1, 0))) == [label + "甲" for label in expected]


def test_lists_of_one_scheme_count_on_unless_one_starts_anew(make_docx: MakeDocx) -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = OFFICIAL + num(1, 0) + num(2, 0) + num(3, 0, anew)
    body = "".join(numbered("甲", number) for number in (1, 2, 3, 3, 1))
    assert texts(make_docx(body, numbering)) == ["一、甲", "二、甲", "五、甲", "六、甲", "七、甲"]


def test_numbers_from_a_style(make_docx: MakeDocx) -> None:
    """A style numbers its paragraphs, at the level that is linked to it; numId 0 takes the number away."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Item"/></w:style>'
    )
    numbering = scheme(0, level(0, "decimal", "%1."), level(1, "decimal", "（%2）", '<w:pStyle w:val="Item"/>')) + num(
        1, 0
    )
    body = "".join(
        paragraph("甲", f'<w:pStyle w:val="{style}"/>{own}')
        for style, own in (("Item", ""), ("Child", ""), ("Item", '<w:numPr><w:numId w:val="0"/></w:numPr>'))
    )
    assert texts(make_docx(body, numbering, styles)) == ["（1）甲", "（2）甲", "甲"]


def test_an_empty_paragraph_counts_and_shows_no_number(make_docx: MakeDocx) -> None:
    body = numbered("甲") + numbered("") + numbered("乙")
    assert texts(make_docx(body, OFFICIAL + num(1, 0))) == ["一、甲", "", "三、乙"]


@pytest.mark.parametrize(
    ("n", "form", "expected"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCounting", "十一"),
        (20, "chineseCountingThousand", "二十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (10, "ideographDigital", "一○"),
        (12, "japaneseCounting", "十二"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (2, "chineseLegalSimplified", "贰"),
        (9, "decimalZero", "09"),
        (12, "decimalFullWidth", "１２"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "㉑"),
        (3, "decimalEnclosedParen", "⑶"),
        (2, "decimalEnclosedFullstop", "⒉"),
        (28, "upperLetter", "BB"),
        (1994, "upperRoman", "MCMXCIV"),
        (0, "chineseCounting", "0"),
        (99999999, "upperLetter", "99999999"),  # no line of four million letters
        (5, "ordinalText", "5"),
    ],
)
def test_spell(n: int, form: str, expected: str) -> None:
    assert spell(n, form) == expected


# --- tables ----------------------------------------------------------------------------------------------------------


def cell(inside: str, properties: str = "") -> str:
    content = inside if inside.startswith("<") else paragraph(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


START, ON, TWO = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("甲", "乙"), row("丙", "丁")], [("甲", "乙"), ("丙", "丁")]),
        ([row(cell("题", TWO)), row("丙", "丁")], [("题", "题"), ("丙", "丁")]),
        ([row(cell("甲", START), "1"), row(cell("", ON), "2"), row(cell("", ON), "3")], [("甲", "1"), ("甲", "2"), ("甲", "3")]),
        ([row(cell("甲", TWO + START), "1"), row(cell("", TWO + ON), "2")], [("甲", "甲", "1"), ("甲", "甲", "2")]),
        ([row("甲", "乙"), row("丙")], [("甲", "乙"), ("丙", "")]),
        ([row("甲", "乙"), row("丙", properties='<w:gridBefore w:val="1"/>')], [("甲", "乙"), ("", "丙")]),
        ([row("甲", "乙"), row("旧", "行", properties='<w:del w:id="1" w:author="x"/>')], [("甲", "乙")]),
        ([row(cell(paragraph("市财政局") + paragraph("市水利局")), "乙")], [("市财政局 市水利局", "乙")]),
        ([row(cell("<w:p><w:r><w:t>责任</w:t><w:br/><w:t>单位</w:t></w:r></w:p>"), "乙")], [("责任 单位", "乙")]),
        ([row(cell(table(row("内一", "内二")) + paragraph("外")), "乙")], [("内一 内二 外", "乙")]),
        ([row(cell("", ON), "乙")], [("", "乙")]),
    ],
)  # fmt: skip
def test_tables(make_docx: MakeDocx, rows: list[str], expected: list[tuple[str, ...]]) -> None:
    (grid,) = blocks(make_docx(table(*rows)))
    assert isinstance(grid, Grid)
    assert list(grid.rows) == expected
    assert grid.places == tuple(Place(element=0, row=r) for r in range(len(expected)))


def test_automatic_numbers_in_a_table(make_docx: MakeDocx) -> None:
    data = make_docx(table(*(row(cell(numbered("")), cell(numbered(text))) for text in "甲乙")), OFFICIAL + num(1, 0))
    (grid,) = blocks(data)
    assert isinstance(grid, Grid) and grid.rows == (("一、", "二、甲"), ("三、", "四、乙"))


def test_a_frame_of_one_column_is_paragraphs(make_docx: MakeDocx) -> None:
    inner = table(row("序号", "任务"))
    found = blocks(
        make_docx(table(row(cell(paragraph("专栏1") + paragraph("重点工程"))), row(cell(inner + paragraph("")))))
    )
    assert [b.text for b in found if isinstance(b, Line)] == ["专栏1", "重点工程", ""]
    assert [b.place for b in found[:2] if isinstance(b, Line)] == [Place(element=0, row=0)] * 2
    assert [b.rows for b in found if isinstance(b, Grid)] == [(("序号", "任务"),)]


# --- hostile ---------------------------------------------------------------------------------------------------------


def with_part(data: bytes, name: str, text: str) -> bytes:
    """The package with one part replaced."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(buffer, "w") as changed:
        for member in package.namelist():
            changed.writestr(member, text if member == name else package.read(member))
    return buffer.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_no_entity_is_expanded(samples: dict[str, bytes], tmp_path: object) -> None:
    secret = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    hostile = f"{secret}<w:document {W}><w:body><w:p><w:r><w:t>甲&x;</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(UnreadableFile, match="declares XML entities"):
        read_bytes(with_part(samples["docx"], "word/document.xml", hostile), "a.docx")


def test_deep_nesting_and_wide_tables(
    make_docx: MakeDocx, samples: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    with pytest.raises(UnreadableFile):
        read_bytes(
            with_part(samples["docx"], "word/document.xml", f"<w:document {W}><w:body>{deep}</w:body></w:document>"),
            "a.docx",
        )
    nested = "甲"
    for _ in range(limits.TABLE_DEPTH + 2):
        nested = table(row(cell(nested + paragraph(""))))
    assert blocks(make_docx(nested + paragraph("外")))
    monkeypatch.setattr(limits, "TABLE_CELLS", 2000)
    wide = table(
        row(cell("甲", '<w:gridSpan w:val="999999999"/>'), "乙"), *[row(cell("丙", '<w:gridSpan w:val="900"/>'))] * 2
    )
    with pytest.raises(UnreadableFile, match="more than 2000 cells"):
        blocks(make_docx(wide))


@pytest.mark.parametrize("kind", ["macro", "no body"])
def test_no_complete_word_document(samples: dict[str, bytes], kind: str) -> None:
    if kind == "macro":
        with zipfile.ZipFile(BytesIO(samples["docx"])) as package:
            types = package.read("[Content_Types].xml").decode()
        plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        types = types.replace(plain, "application/vnd.ms-word.document.macroEnabled.main+xml")
        data = with_part(samples["docx"], "[Content_Types].xml", types)
    else:
        data = with_part(samples["docx"], "word/document.xml", f"<w:document {W}/>")
    with pytest.raises(UnreadableFile, match="Word document"):
        read_bytes(data, "a.docx")
