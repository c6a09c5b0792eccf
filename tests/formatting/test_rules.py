"""A notice that keeps to the standard has no departure; each rule finds the one that is planted, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Twips

from docparse.formatting import Departure, check_format
from docparse.formatting.departures import rules
from tests.formatting.made import FANGSONG, HEITI, SONGTI, Notice, add, copy_of, drop, fonts

Plant = Callable[[Notice], object]


def departures(notice: Notice, folder: Path) -> list[Departure]:
    file = folder / "notice.docx"
    file.write_bytes(notice.data())
    return check_format(file)


def test_a_notice_by_the_standard(tmp_path: Path) -> None:
    assert departures(Notice(), tmp_path) == []


# --- how departures are planted --------------------------------------------------------------------------------------


def say(start: str, text: str, run: int = 0) -> Plant:
    """Another text for a run of the paragraph that begins with `start`."""

    def plant(n: Notice) -> None:
        n.find(start).runs[run].text = text

    return plant


def type_of(start: str, tag: str, run: int = 0, **attributes: object) -> Plant:
    """A property of the characters of a run."""

    def plant(n: Notice) -> None:
        properties = n.find(start).runs[run]._r.rPr
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        add(properties, tag, **attributes)

    return plant


def font(start: str, name: str, run: int = 0) -> Plant:
    return lambda n: fonts(n.find(start).runs[run]._r.rPr, name)


def set_layout(paragraph: Any, tag: str, **attributes: object) -> None:
    for old in paragraph._p.pPr.findall(qn(tag)):
        paragraph._p.pPr.remove(old)
    add(paragraph._p.pPr, tag, **attributes)


def layout(start: str, tag: str, **attributes: object) -> Plant:
    """A property of a paragraph, in place of its own."""
    return lambda n: set_layout(n.find(start), tag, **attributes)


def without(start: str, path: str) -> Plant:
    """A paragraph without what the XPath finds in it."""
    return lambda n: drop(n.find(start)._p, path)


def section(number: int, **values: object) -> Plant:
    """Attributes of a section, as python-docx names them."""

    def plant(n: Notice) -> None:
        for name, value in values.items():
            setattr(n.word.sections[number], name, value)

    return plant


def footer(change: Callable[[Any], object], *, even: bool = False) -> Plant:
    """A change to the paragraph of a footer."""

    def plant(n: Notice) -> None:
        first = n.word.sections[0]
        change((first.even_page_footer if even else first.footer).paragraphs[0])

    return plant


def both_footers(change: Callable[[Any], object]) -> Plant:
    def plant(n: Notice) -> None:
        footer(change)(n)
        footer(change, even=True)(n)

    return plant


def theme_font(n: Notice) -> None:
    found = n.find("各区县要").runs[0]._r.rPr.rFonts
    found.set(qn("w:eastAsiaTheme"), "minorEastAsia")


def no_western_font(n: Notice) -> None:
    """Neither on the spot nor in a style nor in the defaults."""
    for properties in (n.word.styles["Normal"].element.rPr, n.find("各区县要").runs[0]._r.rPr):
        for script in ("ascii", "hAnsi"):
            del properties.rFonts.attrib[qn(f"w:{script}")]
    drop(n.word.styles.element, "w:docDefaults//w:rFonts")
    cells = [cell.paragraphs[0] for table in n.word.tables for row in table.rows for cell in row.cells]
    for run in (r for p in [*n.word.paragraphs, *cells] for r in p.runs):
        if run._r.get_or_add_rPr().rFonts is None:
            fonts(run._r.rPr, FANGSONG)


def western_quotes_font(n: Notice) -> None:
    found = n.find("为加强").runs[0]._r.rPr.rFonts
    for script in ("ascii", "hAnsi"):
        found.set(qn(f"w:{script}"), "Times New Roman")


def page_break_before(start: str, *, on: bool) -> Plant:
    def plant(n: Notice) -> None:
        n.find(start).paragraph_format.page_break_before = on

    return plant


def restart(n: Notice) -> None:
    add(n.word.sections[1]._sectPr, "w:pgNumType", start=1)


def without_header_row(n: Notice) -> None:
    drop(n.word.tables[0]._tbl, ".//w:tblHeader")


def small_cells(n: Notice) -> None:
    n.word.tables[0].rows[3].cells[1].paragraphs[0].runs[0]._r.rPr.find(qn("w:sz")).set(qn("w:val"), "14")


def equal_rules(n: Notice) -> None:
    for start in ("抄送", "云江市人民政府办公室　"):
        for side in n.find(start)._p.pPr.find(qn("w:pBdr")):
            side.set(qn("w:sz"), "6")


def no_rules(n: Notice) -> None:
    for start in ("抄送", "云江市人民政府办公室　"):
        drop(n.find(start)._p, "w:pPr/w:pBdr")


def author(n: Notice) -> None:
    n.word.core_properties.author = "卢岑"


def own_first_page(n: Notice) -> None:
    n.word.sections[0].different_first_page_header_footer = True


def blanks_for_indent(n: Notice) -> None:
    paragraph = n.find("各区县要")
    drop(paragraph._p, "w:pPr/w:ind")
    paragraph.runs[0].text = "\u3000\u3000各区县要落实经费"


PLANTS: list[tuple[str, Plant]] = [
    ("page.paper", section(0, page_width=Twips(12240))),
    ("page.paper", section(0, page_height=Twips(15840))),
    ("page.margins", section(0, top_margin=Twips(2098 + 80))),
    ("page.margins", section(0, left_margin=Twips(1588 - 80))),
    ("page.margins", section(0, gutter=Twips(100))),
    ("page.landscape", section(1, top_margin=Twips(2098))),
    ("page.landscape", section(1, orientation=0)),
    ("page.lines", layout("各区县要", "w:spacing", before=0, after=0, line=600, lineRule="exact")),
    ("page.lines", layout("各区县要", "w:spacing", before=0, after=0, line=560, lineRule="exact")),
    ("page.lines", layout("各区县要", "w:spacing", before=0, after=0, line=360, lineRule="auto")),
    ("page.characters", type_of("各区县要", "w:spacing", val=0)),
    ("page.gaps", layout("各区县要", "w:spacing", before=0, after=200, line=579, lineRule="exact")),
    ("page_number.field", both_footers(lambda p: drop(p._p, ".//w:instrText"))),
    ("page_number.sides", lambda n: setattr(n.word.settings, "odd_and_even_pages_header_footer", False)),
    ("page_number.sides", footer(lambda p: p._p.pPr.find(qn("w:jc")).set(qn("w:val"), "center"))),
    ("page_number.sides", footer(lambda p: drop(p._p, "w:r"), even=True)),
    ("page_number.indent", footer(lambda p: p._p.pPr.find(qn("w:ind")).set(qn("w:right"), "0"))),
    ("page_number.dashes", footer(lambda p: setattr(p.runs[0], "text", "- "))),
    ("page_number.dashes", footer(lambda p: [setattr(p.runs[i], "text", "") for i in (0, 2)])),
    ("page_number.type", footer(lambda p: p.runs[1]._r.rPr.find(qn("w:sz")).set(qn("w:val"), "18"))),
    ("page_number.type", footer(lambda p: fonts(p.runs[1]._r.rPr, "Times New Roman"))),
    ("page_number.first", own_first_page),
    ("page_number.restart", restart),
    ("mark.colour", type_of("云江市人民政府办公室文件", "w:color", val="000000")),
    ("mark.centred", layout("云江市人民政府办公室文件", "w:jc", val="left")),
    ("secrecy.font", font("秘密", FANGSONG)),
    ("copy_number.digits", say("000012", "12")),
    ("number.form", say("云府办发", "云府办发[2026]7号")),
    ("number.form", say("云府办发", "云府办发〔2026〕07号")),
    ("number.form", say("云府办发", "云府办发〔2026〕第7号")),
    ("number.form", say("云府办发", "云府办发〔26〕7号")),
    ("number.place", layout("云府办发", "w:jc", val="left")),
    ("title.font", font("关于加强", HEITI)),
    ("title.size", type_of("关于加强", "w:sz", val=36)),
    ("title.centred", layout("关于加强", "w:jc", val="left")),
    ("title.marks", say("关于加强", "关于印发《窖池保护方案》的通知")),
    ("title.type", say("关于加强", "关于加强窖池保护工作的安排")),
    ("addressee.colon", say("各区县人民政府", "各区县人民政府，市政府有关部门")),
    ("addressee.colon", say("各区县人民政府", "各区县人民政府，市政府有关部门:")),
    ("addressee.flush", layout("各区县人民政府", "w:ind", firstLineChars=200)),
    ("first_page.body", page_break_before("为加强", on=True)),
    ("body.font", font("各区县要", SONGTI)),
    ("body.font", font("（一）保护", SONGTI, run=1)),
    ("body.font", font("2026年3月2日", "楷体")),
    ("body.size", type_of("各区县要", "w:sz", val=28)),
    ("body.emphasis", type_of("各区县要", "w:b")),
    ("body.emphasis", type_of("各区县要", "w:i")),
    ("body.emphasis", type_of("各区县要", "w:u", val="single")),
    ("body.colour", type_of("各区县要", "w:color", val="FF0000")),
    ("body.indent", layout("各区县要", "w:ind", firstLine=0)),
    ("body.indent", layout("各区县要", "w:ind", left=640)),
    ("body.blanks", blanks_for_indent),
    ("heading.font", font("一、总体", FANGSONG)),
    ("heading.font", font("（一）保护", FANGSONG)),
    ("heading.font", font("1.百年", HEITI)),
    ("heading.size", type_of("一、总体", "w:sz", val=30)),
    ("heading.numbers", say("（二）分类", "（三）分类施策。")),
    ("heading.numbers", say("二、工作", "三、工作要求")),
    ("heading.numbers", say("（2）定期", "（4）定期巡查。每季度巡查一次。")),
    ("heading.marks", say("（一）保护", "（一）、保护优先。")),
    ("heading.marks", say("1.百年", "1、百年以上窖池。")),
    ("heading.marks", say("二、工作", "二.工作要求")),
    ("heading.marks", say("（二）分类", "(二)分类施策。")),
    ("annex_list.form", say("附件：1", "附件：1.窖池保护名录。")),
    ("annex_list.form", say("附件：1", "附件:1.窖池保护名录")),
    ("annex_list.form", say("2.窖池", "2、窖池保护任务表")),
    ("annex_list.form", say("2.窖池", "2.《窖池保护任务表》")),
    ("annex_list.indent", layout("附件：1", "w:ind", firstLine=0)),
    ("annex_list.titles", say("2.窖池", "2.窖池保护分工表")),
    ("annex_list.titles", lambda n: copy_of(n.find("2.窖池")).runs[0].__setattr__("text", "3.窖池修缮表")),
    ("annex.mark", say("附件1", "附件1：")),
    ("annex.mark", say("附件1", "附件一")),
    ("annex.font", font("附件1", FANGSONG)),
    ("annex.flush", layout("附件1", "w:jc", val="center")),
    ("annex.page", page_break_before("附件1", on=False)),
    ("annex.title", layout("窖池保护名录", "w:jc", val="left")),
    ("signature.place", lambda n: set_layout(n.signature(), "w:jc", val="left")),
    ("signature.place", lambda n: set_layout(n.signature(), "w:ind", right=1920)),
    ("date.place", layout("2026年3月2日", "w:ind", right=0)),
    ("date.place", layout("2026年3月2日", "w:jc", val="left")),
    ("date.form", say("2026年3月2日", "2026年03月02日")),
    ("date.form", say("2026年3月2日", "二〇二六年三月二日")),
    ("date.form", say("云江市人民政府办公室　", "云江市人民政府办公室　2026年03月03日印发")),
    ("note.brackets", say("（此件", "此件公开发布")),
    ("imprint.font", font("抄送", SONGTI)),
    ("imprint.size", type_of("抄送", "w:sz", val=32)),
    ("imprint.rules", no_rules),
    ("imprint.rules", equal_rules),
    ("imprint.copies", say("抄送", "抄送：市委办公室，市人大常委会办公室")),
    ("imprint.copies", say("抄送", "抄送:市委办公室，市人大常委会办公室。")),
    ("imprint.date", say("云江市人民政府办公室　", "云江市人民政府办公室　2026年3月1日印发")),
    ("table.header", without_header_row),
    ("table.size", small_cells),
    ("text.half_width", say("各区县要", "各区县要明确责任,落实经费")),
    ("text.half_width", say("各区县要", "各区县(市)要落实经费")),
    ("text.quotes", say("为加强", '为加强窖池保护，现就"老窖"保护有关事项通知如下：')),
    ("text.blanks", say("各区县要", "各区县  要落实经费")),
    ("font.scripts", no_western_font),
    ("font.theme", theme_font),
    ("font.quotes", western_quotes_font),
    ("blank.open", say("各区县要", "（待补充）", run=1)),
    ("blank.open", say("各区县要", "待补充", run=1)),
    ("blank.unmarked", without("各区县要", "w:r[2]/w:rPr/w:highlight")),
    ("metadata.author", author),
]


@pytest.mark.parametrize(("code", "plant"), PLANTS, ids=[f"{i}-{code}" for i, (code, _) in enumerate(PLANTS)])
def test_a_planted_departure_is_found_and_nothing_else(code: str, plant: Plant, tmp_path: Path) -> None:
    notice = Notice()
    plant(notice)
    assert [d.code for d in departures(notice, tmp_path)] == [code]


def test_every_rule_has_its_plant() -> None:
    assert set(rules()) == {code for code, _ in PLANTS}
