"""A whole invented notice that keeps to GB/T 9704-2012, made with python-docx and by hand, for one departure to be planted."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips

FANGSONG, KAITI, HEITI, XIAOBIAO, SONGTI = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
CHARACTER = 320
ROWS = 12


def add(parent: Any, tag: str, **attributes: object) -> Any:
    """A new last child of `parent`: add(properties, "w:jc", val="center")."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    parent.append(element)
    return element


def drop(parent: Any, path: str) -> None:
    """Removes what an XPath finds below `parent`, and fails where it finds nothing."""
    found = parent.xpath(path)
    assert found, path
    for element in found:
        element.getparent().remove(element)


def fonts(properties: Any, name: str) -> None:
    """Sets the font of a w:rPr for all scripts."""
    for old in properties.xpath("w:rFonts"):
        properties.remove(old)
    element = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        element.set(qn(f"w:{script}"), name)
    properties.insert(0, element)


class Notice:
    """The notice. `word` is python-docx's document; paragraphs are found by what they begin with."""

    def __init__(self) -> None:
        self.word: Any = docx.Document()
        self._defaults()
        self._page(self.word.sections[0])
        self._footers()
        self._head()
        self._body()
        self._end()
        self._annexes()
        self._imprint()
        core = self.word.core_properties
        core.author = core.last_modified_by = ""

    def find(self, start: str) -> Any:
        """The first paragraph of the body that begins with `start`."""
        return next(p for p in self.word.paragraphs if p.text.startswith(start))

    def signature(self) -> Any:
        """The last line that is the office's name alone: the title begins with the same."""
        return [p for p in self.word.paragraphs if p.text == "云江市人民政府办公室"][-1]

    def data(self) -> bytes:
        """The .docx."""
        stream = BytesIO()
        self.word.save(stream)
        return stream.getvalue()

    # --- form --------------------------------------------------------------------------------------------------------

    def _defaults(self) -> None:
        normal = self.word.styles["Normal"].element
        for tag in ("w:pPr", "w:rPr"):
            for element in normal.xpath(tag):
                normal.remove(element)
        properties = normal.get_or_add_rPr()
        fonts(properties, FANGSONG)
        add(properties, "w:spacing", val=-5)
        add(properties, "w:sz", val=32)
        layout = normal.get_or_add_pPr()
        add(layout, "w:spacing", before=0, after=0, line=579, lineRule="exact")
        add(layout, "w:jc", val="both")

    def _page(self, section: Any) -> None:
        section.page_width, section.page_height = Twips(11906), Twips(16838)
        section.top_margin, section.bottom_margin = Twips(2098), Twips(1984)
        section.left_margin, section.right_margin = Twips(1588), Twips(1474)
        section.gutter = Twips(0)
        for grid in section._sectPr.xpath("w:docGrid"):
            section._sectPr.remove(grid)

    def _footers(self) -> None:
        self.word.settings.odd_and_even_pages_header_footer = True
        section = self.word.sections[0]
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            layout = paragraph._p.get_or_add_pPr()
            add(layout, "w:ind", **{side: 280})
            add(layout, "w:jc", val=side)
            for text in ("— ", "PAGE", " —"):
                run = paragraph.add_run("" if text == "PAGE" else text)
                fonts(run._r.get_or_add_rPr(), SONGTI)
                add(run._r.rPr, "w:sz", val=28)
                if text == "PAGE":
                    for kind in ("begin", "separate", "end"):
                        add(run._r, "w:fldChar", fldCharType=kind)
                        if kind == "begin":
                            add(run._r, "w:instrText").text = " PAGE "
                        elif kind == "separate":
                            add(run._r, "w:t").text = "1"

    def add(self, *pieces: tuple[str, str] | str, align: str = "both", size: int = 32, **indent: int) -> Any:
        """A paragraph of pieces: text, or (text, font); `indent` are the attributes of w:ind."""
        paragraph = self.word.add_paragraph()
        layout = paragraph._p.get_or_add_pPr()
        if indent:
            add(layout, "w:ind", **indent)
        add(layout, "w:jc", val=align)
        for piece in pieces:
            text, font = (piece, FANGSONG) if isinstance(piece, str) else piece
            run = paragraph.add_run(text)
            fonts(run._r.get_or_add_rPr(), font)
            add(run._r.rPr, "w:sz", val=size)
        return paragraph

    def text(self, *pieces: tuple[str, str] | str) -> Any:
        """A paragraph of the body."""
        return self.add(*pieces, firstLineChars=200, firstLine=2 * CHARACTER)

    # --- content -----------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        self.add("000012")
        self.add(("秘密★1年", HEITI))
        mark = self.add(("云江市人民政府办公室文件", XIAOBIAO), align="center", size=60)
        add(mark.runs[0]._r.rPr, "w:color", val="FF0000")
        self.add("云府办发〔2026〕7号", align="center")
        self.add(("云江市人民政府办公室", XIAOBIAO), align="center", size=44)
        self.add(("关于加强窖池保护工作的通知", XIAOBIAO), align="center", size=44)

    def _body(self) -> None:
        self.add("各区县人民政府，市政府有关部门：")
        self.text("为加强窖池保护，经市政府同意，现就“老窖”保护有关事项通知如下：")
        self.text(("一、总体要求", HEITI))
        self.text(("（一）保护优先。", KAITI), "坚持先保护后利用，建立窖池档案。")
        self.text(("（二）分类施策。", KAITI), "按照窖龄分类保护。")
        self.text("1.百年以上窖池。", "实行原址保护。")
        self.text("（1）登记造册。逐口编号。")
        self.text("（2）定期巡查。每季度巡查一次。")
        self.text("2.其他窖池。由所在区县制定保护办法。")
        self.text(("二、工作要求", HEITI))
        blank = self.text("各区县要落实经费")
        add(blank.add_run("（待补充：经费来源，由市财政局提供）")._r.get_or_add_rPr(), "w:highlight", val="yellow")
        blank.add_run("，于每年3月底前报送情况。")

    def _end(self) -> None:
        note = {"leftChars": 500, "left": 5 * CHARACTER, "hangingChars": 300, "hanging": 3 * CHARACTER}
        self.add("附件：1.窖池保护名录", **note)
        self.add("2.窖池保护任务表", leftChars=500, left=5 * CHARACTER)
        self.add("云江市人民政府办公室", align="right", rightChars=200, right=2 * CHARACTER)
        self.add("2026年3月2日", align="right", rightChars=400, right=4 * CHARACTER)
        self.text("（此件公开发布）")

    def _annexes(self) -> None:
        mark = self.add(("附件1", HEITI))
        mark.paragraph_format.page_break_before = True
        self.add(("窖池保护名录", XIAOBIAO), align="center", size=44)
        self._table()
        turned = self.word.add_section(WD_SECTION.NEW_PAGE)
        turned.orientation = WD_ORIENT.LANDSCAPE
        turned.page_width, turned.page_height = Twips(16838), Twips(11906)
        turned.top_margin, turned.right_margin = Twips(1588), Twips(2098)
        turned.bottom_margin, turned.left_margin = Twips(1474), Twips(1984)
        self.add(("附件2", HEITI))
        self.add(("窖池保护任务表", XIAOBIAO), align="center", size=44)
        self._page(self.word.add_section(WD_SECTION.NEW_PAGE))
        self.word.sections[-1].orientation = WD_ORIENT.PORTRAIT

    def _table(self) -> None:
        table = self.word.add_table(rows=ROWS, cols=2, style="Table Grid")
        add(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for i, row in enumerate(table.rows):
            for cell, text in zip(row.cells, ("序号", "名称") if i == 0 else (str(i), f"南浦{i}号窖"), strict=True):
                run = cell.paragraphs[0].add_run(text)
                add(run._r.get_or_add_rPr(), "w:sz", val=21)

    def _imprint(self) -> None:
        for text in ("抄送：市委办公室，市人大常委会办公室。", "云江市人民政府办公室　2026年3月3日印发"):
            paragraph = self.add(text, size=28)
            borders = OxmlElement("w:pBdr")
            for side, width in (("top", 8), ("bottom", 8), ("between", 6)):
                add(borders, f"w:{side}", val="single", sz=width, space=1, color="000000")
            paragraph._p.pPr.insert(0, borders)


def copy_of(paragraph: Any) -> Any:
    """A copy of a paragraph, right behind it."""
    element = deepcopy(paragraph._p)
    paragraph._p.addnext(element)
    return type(paragraph)(element, paragraph._parent)
