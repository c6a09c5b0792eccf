"""What hangs on a paragraph of a Word document: text boxes, footnotes and endnotes; and what is left out of it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from docparse.readers import read_bytes
from docparse.source import Grid, Line, Source
from docparse.structure import structure

MakeDocx = Callable[..., bytes]
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def box(*paragraphs: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></w:pict></w:r>"


def reference(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def with_notes(data: bytes, kind: str, notes: dict[int, str]) -> Source:
    """The document read with a part of footnotes or endnotes: number to paragraphs."""
    document = Document(BytesIO(data))
    inside = "".join(f'<w:{kind} w:id="{n}">{text}</w:{kind}>' for n, text in notes.items())
    part = Part(
        PackURI(f"/word/{kind}s.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
        f"<w:{kind}s {W}>{inside}</w:{kind}s>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, getattr(RELATION, f"{kind.upper()}S"))
    buffer = BytesIO()
    document.save(buffer)
    return read_bytes(buffer.getvalue(), "a.docx")


def texts(source: Source) -> list[str]:
    return [b.text for b in source.blocks if isinstance(b, Line)]


def test_a_text_box_stands_behind_its_paragraph(make_docx: MakeDocx) -> None:
    table = "<w:tbl><w:tr>" + "".join(f"<w:tc>{paragraph(run(t))}</w:tc>" for t in ("序号", "任务")) + "</w:tr></w:tbl>"
    body = paragraph(run("一、清窖"), box(paragraph(run("专栏1")), table, paragraph(run("按月调度。"))))
    found = read_bytes(make_docx(body + paragraph(run("二、封窖"))), "a.docx").blocks
    seen = [b.text if isinstance(b, Line) else b.rows for b in found]
    assert seen == ["一、清窖", "专栏1", (("序号", "任务"),), "按月调度。", "二、封窖"]
    assert [b.place.element for b in found if isinstance(b, Line)] == [0, 0, 0, 1]


def test_a_text_box_in_two_forms_is_read_once(make_docx: MakeDocx) -> None:
    inner = f"<w:txbxContent>{paragraph(run('专栏1'))}</w:txbxContent>"
    forms = f"<mc:Choice><w:drawing>{inner}</w:drawing></mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback>"
    body = paragraph(run("甲"), f"<w:r><mc:AlternateContent {MC}>{forms}</mc:AlternateContent></w:r>")
    assert texts(read_bytes(make_docx(body), "a.docx")) == ["甲", "专栏1"]


def test_boxes_in_boxes_are_read_once_each(make_docx: MakeDocx) -> None:
    inside = paragraph(run("底"))
    for number in range(24):  # each read twice would be sixteen million times
        inside = paragraph(run(str(number)), box(inside))
    assert texts(read_bytes(make_docx(inside), "a.docx")) == [*map(str, reversed(range(24))), "底"]


def test_a_text_box_in_a_cell(make_docx: MakeDocx) -> None:
    cells = f"<w:tc>{paragraph(run('甲'), box(paragraph(run('框'))))}</w:tc><w:tc>{paragraph(run('乙'))}</w:tc>"
    found = read_bytes(make_docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{paragraph(run('后'))}"), "a.docx").blocks
    assert [b.text if isinstance(b, Line) else b.rows for b in found] == [(("甲", "乙"),), "框", "后"]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_stands_behind_its_paragraph(make_docx: MakeDocx, kind: str) -> None:
    body = paragraph(run("建设老窖"), reference(1, kind), run("池120口"), reference(2, kind), run("。"))
    notes = {
        1: paragraph(run("指使用三十年以上的窖。")),
        2: paragraph(run("含在建。")) + paragraph(run("下同。")),
        3: paragraph(run("无人问。")),
    }
    source = with_notes(make_docx(body + paragraph(run("二、封窖"))), kind, notes)
    assert texts(source) == ["建设老窖池120口。", "指使用三十年以上的窖。", "含在建。 下同。", "二、封窖"]
    assert [b.note for b in source.blocks if isinstance(b, Line)] == [False, True, True, False]


def test_notes_of_a_table_and_of_themselves(make_docx: MakeDocx) -> None:
    cells = f"<w:tc>{paragraph(run('甲'), reference(1))}</w:tc><w:tc>{paragraph(run('乙'), reference(7))}</w:tc>"
    data = make_docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{paragraph(run('后'))}")
    found = with_notes(
        data, "footnote", {1: paragraph(run("注一"), reference(1), reference(2)), 2: paragraph(run("注二"))}
    ).blocks
    assert isinstance(found[0], Grid) and [b.text for b in found if isinstance(b, Line)] == ["注一", "注二", "后"]


def test_a_note_does_not_part_a_paragraph(make_docx: MakeDocx) -> None:
    """Nor does it become a section, whatever it begins with."""
    body = paragraph(run("一、总体要求")) + paragraph(run("到2027年，建成老窖池"), reference(1), run("120口。"))
    source = with_notes(make_docx(body), "footnote", {1: paragraph(run("含在建的。"))})
    assert structure(source).text.split("\n") == ["一、总体要求", "到2027年，建成老窖池120口。", "含在建的。"]


def test_heads_and_feet_are_left_out() -> None:
    document = Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for place in (section.header, section.footer, section.first_page_header, section.first_page_footer):
        place.paragraphs[0].text = "云江市人民政府文件"
    document.add_paragraph("关于清窖的通知")
    buffer = BytesIO()
    document.save(buffer)
    assert texts(read_bytes(buffer.getvalue(), "a.docx")) == ["关于清窖的通知"]
