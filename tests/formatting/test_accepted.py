"""Other ways of keeping to the standard, and documents that lack an element, have no departure either."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from docparse.formatting import check_format
from tests.formatting.made import CHARACTER, FANGSONG, HEITI, KAITI, SONGTI, XIAOBIAO, Notice, add, fonts
from tests.formatting.test_rules import Plant, departures

FRAMED = (
    "<w:p {ns}><w:pPr><w:framePr w:wrap='around' w:vAnchor='text' w:hAnchor='margin' w:xAlign='outside'/></w:pPr></w:p>"
)
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def properties(n: Notice) -> list[Any]:
    """The w:rPr of all runs and of the default style."""
    runs = [run for paragraph in n.word.paragraphs for run in paragraph.runs]
    return [n.word.styles["Normal"].element.rPr, *(run._r.rPr for run in runs if run._r.rPr is not None)]


def other_fonts(names: dict[str, str]) -> Plant:
    """Each font by another name."""

    def change(n: Notice) -> None:
        for held in properties(n):
            if held.rFonts is not None:
                fonts(held, names.get(held.rFonts.get(qn("w:eastAsia")), FANGSONG))

    return change


def times_for_digits(n: Notice) -> None:
    for held in properties(n):
        for script in ("ascii", "hAnsi") if held.rFonts is not None else ():
            held.rFonts.set(qn(f"w:{script}"), "Times New Roman")
        if held.rFonts is not None:
            held.rFonts.set(qn("w:hint"), "eastAsia")


def grid(**attributes: object) -> Plant:
    """Single lines, which a grid spaces; without characters in the grid they stay drawn together."""

    def change(n: Notice) -> None:
        spacing = n.word.styles["Normal"].element.pPr.find(qn("w:spacing"))
        spacing.set(qn("w:line"), "240")
        spacing.set(qn("w:lineRule"), "auto")
        if "charSpace" in attributes:
            n.word.styles["Normal"].element.rPr.find(qn("w:spacing")).set(qn("w:val"), "0")
        for section in n.word.sections:
            add(section._sectPr, "w:docGrid", **attributes)

    return change


def numbers_in_a_frame_outside(n: Notice) -> None:
    n.word.settings.odd_and_even_pages_header_footer = False
    paragraph = n.word.sections[0].footer.paragraphs[0]._p
    paragraph.pPr.remove(paragraph.pPr.find(qn("w:jc")))
    frame = parse_xml(FRAMED.format(ns=NAMESPACE)).pPr[0]
    paragraph.pPr.insert(0, frame)


BOXED = """<w:r {w} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:AlternateContent><mc:Choice Requires="wps">
<w:drawing><wp:anchor><wp:positionH relativeFrom="margin"><wp:align>outside</wp:align></wp:positionH><a:graphic><a:graphicData>
<wps:wsp><wps:txbx><w:txbxContent/></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
</mc:AlternateContent></w:r>"""


def numbers_in_a_text_box_outside(n: Notice) -> None:
    n.word.settings.odd_and_even_pages_header_footer = False
    paragraph = n.word.sections[0].footer.paragraphs[0]._p
    inside = deepcopy(paragraph)
    inside.pPr.clear()
    for run in paragraph.r_lst:
        paragraph.remove(run)
    paragraph.append(parse_xml(BOXED.format(w=NAMESPACE)))
    next(paragraph.iter(qn("w:txbxContent"))).append(inside)


def numbers_by_a_simple_field(n: Notice) -> None:
    for footer in (n.word.sections[0].footer, n.word.sections[0].even_page_footer):
        run = footer.paragraphs[0].runs[1]._r
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), " PAGE  \\* MERGEFORMAT ")
        run.addprevious(field)
        for child in [c for c in run if c.tag != qn("w:rPr")]:
            run.remove(child)
        add(run, "w:t").text = "1"
        field.append(run)


def headings_numbered_by_word(n: Notice) -> None:
    root = n.word.part.numbering_part.element
    scheme = add(root, "w:abstractNum", abstractNumId=90)
    root.insert(0, scheme)
    level = add(scheme, "w:lvl", ilvl=0)
    for tag, value in (("start", 1), ("numFmt", "chineseCounting"), ("suff", "nothing"), ("lvlText", "%1、")):
        add(level, f"w:{tag}", val=value)
    add(add(root, "w:num", numId=90), "w:abstractNumId", val=90)
    for start in ("一、", "二、"):
        paragraph = n.find(start)
        paragraph.runs[0].text = paragraph.runs[0].text.removeprefix(start)
        numbering = add(paragraph._p.pPr, "w:numPr")
        add(numbering, "w:ilvl", val=0)
        add(numbering, "w:numId", val=90)


def second_level_through_all_chapters(n: Notice) -> None:
    for name in ("明确责任。", "加强检查。"):
        last = n.text((f"（{'三四'[name[0] == '加']}）{name}", KAITI), "由各区县负责。")
        n.find("附件：1")._p.addprevious(last._p)


def imprint_in_a_table(n: Notice) -> None:
    table = n.word.add_table(rows=2, cols=2)
    cells = [cell for row in table.rows for cell in row.cells]
    for cell, text in zip(cells, ("抄送：市委办公室。", "", "云江市人民政府办公室", "2026年3月3日印发"), strict=True):
        run = cell.paragraphs[0].add_run(text)
        fonts(run._r.get_or_add_rPr(), FANGSONG)
        add(run._r.rPr, "w:sz", val=28)
    borders = add(table._tbl.tblPr, "w:tblBorders")
    for side, size in (("top", 8), ("bottom", 8), ("insideH", 6)):
        add(borders, f"w:{side}", val="single", sz=size)
    for start in ("抄送", "云江市人民政府办公室　"):
        remove(n.find(start))


def a_long_signature(n: Notice) -> None:
    """Without a seal: the name two characters from the right, the date two further in than the name begins."""
    n.signature().runs[0].text = "云江市老窖池保护工作领导小组办公室"
    indent = n.find("2026年3月2日")._p.pPr.find(qn("w:ind"))
    indent.attrib.clear()
    indent.set(qn("w:right"), str((28 - (28 - 2 - 17 + 2) - 6) * CHARACTER))


def placed_by_blanks(n: Notice) -> None:
    for paragraph in (n.signature(), n.find("2026年3月2日")):
        blanks = 16 if paragraph.text.startswith("云") else 18
        paragraph.runs[0].text = "\u3000" * blanks + paragraph.text
        paragraph._p.pPr.remove(paragraph._p.pPr.find(qn("w:ind")))
        paragraph._p.pPr.find(qn("w:jc")).set(qn("w:val"), "left")


def bold_third_level(n: Notice) -> None:
    add(n.find("1.百年").runs[0]._r.rPr, "w:b")


def indents_in_twips(n: Notice) -> None:
    for element in n.word.element.iter(qn("w:ind")):
        for name in [name for name in element.attrib if name.endswith("Chars")]:
            del element.attrib[name]


def title_of_law(n: Notice) -> None:
    n.find("关于加强").runs[0].text = "关于印发《云江市窖池保护办法（试行）》的通知"


def years_below_the_title(n: Notice) -> None:
    years = n.add(("（2026—2030年）", KAITI), align="center")
    n.find("关于加强")._p.addnext(years._p)


def one_annex_without_number(n: Notice) -> None:
    n.find("附件：1").runs[0].text = "附件：窖池保护名录"
    n.find("附件1").runs[0].text = "附件"
    for start in ("2.窖池", "附件2", "窖池保护任务表"):
        remove(n.find(start))


def times_and_ratios(n: Notice) -> None:
    n.find("各区县要").runs[0].text = "各区县要于9:30前按1:2的比例（GB/T 9704-2012, 5.2）通过http://a.cn落实经费"


def annexes_behind_section_breaks(n: Notice) -> None:
    n.find("附件1").paragraph_format.page_break_before = False
    n.find("附件1")._p.addprevious(parse_xml(f'<w:p {NAMESPACE}><w:r><w:br w:type="page"/></w:r></w:p>'))


def remove(paragraph: Any) -> None:
    paragraph._p.getparent().remove(paragraph._p)


FREE = {FANGSONG: "仿宋", KAITI: "楷体", HEITI: "SimHei", XIAOBIAO: "方正小标宋_GBK", SONGTI: "SimSun"}
ENGLISH = {FANGSONG: "FangSong", KAITI: "KaiTi", HEITI: "SimHei", XIAOBIAO: "STZhongsong", SONGTI: "SimSun"}
WAYS: list[Plant] = [
    other_fonts(FREE),
    other_fonts(ENGLISH),
    times_for_digits,
    grid(type="lines", linePitch=579),
    grid(type="linesAndChars", linePitch=579, charSpace=-845),
    grid(type="linesAndChars", linePitch=579, charSpace=2**32 - 845),
    numbers_in_a_frame_outside,
    numbers_in_a_text_box_outside,
    numbers_by_a_simple_field,
    headings_numbered_by_word,
    second_level_through_all_chapters,
    imprint_in_a_table,
    a_long_signature,
    placed_by_blanks,
    bold_third_level,
    indents_in_twips,
    title_of_law,
    years_below_the_title,
    one_annex_without_number,
    times_and_ratios,
    annexes_behind_section_breaks,
]


@pytest.mark.parametrize("change", WAYS, ids=[getattr(w, "__name__", "change") for w in WAYS])
def test_another_way_to_keep_to_the_standard(change: Plant, tmp_path: Path) -> None:
    notice = Notice()
    change(notice)
    assert departures(notice, tmp_path) == []


ABSENT = (
    ["000012"],
    ["秘密"],
    ["云江市人民政府办公室文件"],
    ["云府办发"],
    ["各区县人民政府"],
    ["（此件"],
    ["抄送"],
    ["抄送", "云江市人民政府办公室　"],
    ["2026年3月2日"],
    ["附件：1", "2.窖池"],
    ["000012", "秘密", "云江市人民政府办公室文件", "云府办发", "各区县人民政府", "（此件", "抄送"],
)


@pytest.mark.parametrize("starts", ABSENT, ids="+".join)
def test_what_is_not_there_is_not_asked_for(starts: list[str], tmp_path: Path) -> None:
    notice = Notice()
    for start in starts:
        remove(notice.find(start))
    assert departures(notice, tmp_path) == []


def test_a_plan_alone_needs_no_statutory_type(tmp_path: Path) -> None:
    """Neither a number nor addressees: a plan that its notice will print."""
    notice = Notice()
    for start in ("000012", "秘密", "云江市人民政府办公室文件", "云府办发", "云江市人民政府办公室", "各区县人民政府"):
        remove(notice.find(start))
    notice.find("关于加强").runs[0].text = "云江市窖池保护实施方案"
    assert departures(notice, tmp_path) == []


SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "more"


def test_a_real_document_of_another_office() -> None:
    """Judged by eye: copied from a web page, it has the page, the fonts and the lines of no official document."""
    file = SHARED / "cc-2026no1.docx"
    if not file.exists():
        pytest.skip(f"{file} is not here")
    found = check_format(file)
    assert [d.code for d in found].count("page.margins") == 4
    assert {d.code: d.count for d in found if d.code in ("body.indent", "heading.font", "heading.numbers")} == {
        "body.indent": 36,
        "heading.font": 27,
    }
    assert {"page_number.field", "title.font", "body.font", "body.size", "page.lines"} <= {d.code for d in found}
