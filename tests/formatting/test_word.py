"""What a Word file says of its text: properties through styles, elements by kind, and how departures are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx.oxml import parse_xml

from docparse.formatting import check_format, render
from docparse.formatting.blanks import blanks
from docparse.formatting.dates import find_date
from docparse.formatting.elements import form_of
from docparse.formatting.properties import Font
from docparse.formatting.runs import RunReader
from docparse.formatting.styles import Styles
from docparse.formatting.word import open_word
from tests.formatting.made import Notice

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="公文"/><w:basedOn w:val="a"/>
<w:pPr><w:ind w:hangingChars="200" w:hanging="640"/><w:spacing w:line="579" w:lineRule="exact"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="仿宋"/><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="c"><w:name w:val="强调"/><w:rPr><w:b/><w:color w:val="c00000"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="t"><w:name w:val="网格"/><w:rPr><w:sz w:val="24"/><w:i/></w:rPr></w:style>
"""


@pytest.fixture(scope="module")
def styles() -> Styles:
    return Styles(parse_xml(f"<w:styles {NAMESPACE}>{STYLES}</w:styles>"))


@pytest.mark.parametrize(
    ("paragraph", "run", "table", "expected"),
    [
        ("", "", None, {"points": 10.5, "east_asian": Font(None, "minorEastAsia"), "bold": None}),
        ('<w:pStyle w:val="b"/>', "", None, {"points": 16, "east_asian": Font("仿宋"), "bold": True}),
        ('<w:pStyle w:val="b"/>', '<w:rStyle w:val="c"/>', None, {"bold": False, "colour": "C00000"}),
        ('<w:pStyle w:val="b"/>', '<w:rStyle w:val="c"/><w:b/>', None, {"bold": True}),
        ('<w:pStyle w:val="b"/>', '<w:b w:val="0"/><w:sz w:val="28"/>', None, {"bold": False, "points": 14}),
        ("", "", "t", {"points": 12, "italic": True}),
        ('<w:pStyle w:val="none"/>', '<w:rStyle w:val="none"/>', "none", {"points": 10.5}),
        ("", '<w:rFonts w:eastAsia="黑体" w:eastAsiaTheme="x"/>', None, {"east_asian": Font("黑体", "x")}),
        ("", '<w:highlight w:val="yellow"/>', None, {"marked": True}),
        ("", '<w:shd w:val="clear" w:fill="auto"/>', None, {"marked": False}),
    ],
)
def test_characters(styles: Styles, paragraph: str, run: str, table: str | None, expected: dict[str, object]) -> None:
    element = parse_xml(f"<w:p {NAMESPACE}><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr></w:r></w:p>")
    held = styles.type(element[1], styles.style_of(element), table)
    assert {name: getattr(held, name) for name in expected} == expected


def test_paragraphs(styles: Styles) -> None:
    """An indent of the first line replaces one that hangs, in characters and in twips apart from each other."""
    element = parse_xml(f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="b"/><w:ind w:firstLine="0"/></w:pPr></w:p>')
    held = styles.layout(element)
    assert (held.first, held.first_chars, held.line, held.after, held.alignment) == (0, -200, 579, 160, "both")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r>", [("一\t二", "")]),
        ("<w:del><w:r><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>", [("新", "")]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", []),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>', [("", "PAGE"), ("3", "PAGE")]),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/></w:r>', [("", "PAGE")]),
        ('<w:r><w:br w:type="page"/><w:t>附件</w:t></w:r>', [("\f附件", "")]),
        ('<w:r><w:fldChar w:fldCharType="end"/><w:t>正文</w:t></w:r>', [("正文", "")]),
    ],
)  # fmt: skip
def test_runs(styles: Styles, inside: str, expected: list[tuple[str, str]]) -> None:
    found = RunReader(styles).read(parse_xml(f"<w:p {NAMESPACE}>{inside}</w:p>"))
    assert [(run.text, run.field) for run in found] == expected


KINDS = """copy_number secrecy mark number title title addressee body heading heading heading heading heading heading
heading heading body annex_list annex_list signature date note annex_mark annex_title annex_mark annex_title copies
imprint""".split()


def test_elements_of_the_notice(tmp_path: Path) -> None:
    file = tmp_path / "notice.docx"
    file.write_bytes(Notice().data())
    form = form_of(open_word(file))
    assert [e.kind for e in form.elements if e.kind not in ("cell", "empty")] == KINDS
    opens = [e.text for e in form.elements if e.paragraph.opens_page and e.text]
    assert opens == ["000012", "附件1", "附件2", "抄送：市委办公室，市人大常委会办公室。"]
    assert [(len(t.rows), t.header, t.columns) for t in form.tables] == [(12, 1, 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由（待补充：单位）牵头", ["（待补充：单位）"]),
        ("（待补充：单位（区级））和（待补充：时间）", ["（待补充：单位（区级））", "（待补充：时间）"]),
        ("（牵头单位：（待补充：单位）；配合单位：市教委）", ["（待补充：单位）"]),
        ("（待补充：单位", ["（待补充：单位"]),
        ("名单待补充", ["待补充"]),
        ("补充材料", []),
    ],
)
def test_blanks(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in blanks(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年3月2日", "2026-03-02"),
        ("2026 年 03 月 02 日印发", "2026-03-02"),
        ("二〇二六年十二月三十一日", "2026-12-31"),
        ("26年3月2日", "2026-03-02"),
        ("2026.3.2", "2026-03-02"),
        ("2026年2月30日", None),
        ("（待补充：成文日期）", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    found = find_date(text)
    assert (found and found[1].isoformat()) == expected


def test_how_departures_are_told(tmp_path: Path) -> None:
    notice = Notice()
    for start in ("（一）保护", "（二）分类"):
        notice.find(start).runs[1].text += "分步实施,稳妥推进。"
    file = tmp_path / "notice.docx"
    file.write_bytes(notice.data())
    found = check_format(file)
    element = [p.text for p in notice.word.paragraphs].index(notice.find("（一）保护").text)
    assert [(d.code, d.severity, d.clause, d.count) for d in found] == [
        ("text.half_width", "error", "9（GB/T 15834）", 2)
    ]
    assert found[0].where is not None and (found[0].where.element, found[0].where.row) == (element, None)
    text = render(found).decode()
    assert text.splitlines() == [
        f"错误 text.half_width 第{element + 1}段“池档案。分步实施,稳妥推进。”：用了半角标点“,”（9（GB/T 15834），共2处）",
        "共1处不符：错误1处（条款号指GB/T 9704-2012）",
    ]
    (told,) = json.loads(render(found, "json"))
    assert told["where"] == {"element": element, "row": None, "quote": "池档案。分步实施,稳妥推进。"}


def test_nothing_to_tell() -> None:
    assert render([]).decode() == "未发现与GB/T 9704-2012不符之处\n"
    assert json.loads(render([], "json")) == []
