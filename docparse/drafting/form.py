"""The form of a .docx by GB/T 9704-2012 《党政机关公文格式》: page, type area, fonts, page numbers, imprint.

Lengths are in twips (1/1440 inch). The standard asks for 22 lines of 28 characters in a type area of 156 mm × 225 mm:
lines of exactly 28.95 pt, and 16 pt characters drawn together by 0.25 pt (plain 16 pt gives 27 a line). A grid of lines
and characters would say the same in Word alone; LibreOffice gives each character two cells of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docparse.drafting.fonts import FANGSONG, HEITI, KAITI, SONG_TITLE, SONGTI, name_fallbacks

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section as WordSection

PAPER = (11906, 16838)
MARGINS = {"top": 2098, "right": 1474, "bottom": 1984, "left": 1588}
FOOTER = 1391
LINE = 579
CHARACTER = 320
CHARACTER_SPACING = -5
WIDTH = PAPER[0] - MARGINS["left"] - MARGINS["right"]
MASTHEAD_FROM_TOP = 1984
RED = "FF0000"

BODY, FLUSH, TITLE, NUMBER, HEADING_1 = "公文正文", "公文主送", "公文标题", "公文文号", "公文一级标题"
SIGNATURE, DATE, ANNEX_NOTE, ANNEX_MARK = "公文署名", "公文日期", "公文附件说明", "公文附件标记"
CELL, CELL_HEAD, IMPRINT, END = "公文表文", "公文表头", "公文版记", "公文结尾"
MASTHEAD, RED_NUMBER, FOOTNOTE, NOTE_SIGN = "公文发文机关标志", "公文红头文号", "公文脚注", "公文脚注号"
COMMENT = "CommentText"  # the name by which python-docx asks for it
HEADING_2, HEADING_3, BLANK, UNCONFIRMED = "公文二级标题", "公文三级标题", "待补充", "待核"


_KEPT_STYLES = frozenset("Normal DefaultParagraphFont TableNormal NoList TableGrid".split())
_BALLAST = ("/stylesWithEffects", "/thumbnail", "/customXml", "/numbering")


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: font and size in half points, exact line, space before and after, alignment, indents."""

    font: str = FANGSONG
    size: int = 32
    spacing: int = CHARACTER_SPACING
    line: int = LINE
    before: int = 0
    after: int = 0
    align: str = "both"
    indent: dict[str, int] | None = None
    keep: bool = False
    colour: str = ""


_LOOKS = {
    BODY: Look(indent={"firstLineChars": 200, "firstLine": 2 * CHARACTER}),
    FLUSH: Look(before=LINE),
    TITLE: Look(SONG_TITLE, 44, line=660, align="center", keep=True),
    NUMBER: Look(before=LINE, after=LINE, align="center"),
    HEADING_1: Look(HEITI, indent={"firstLineChars": 200, "firstLine": 2 * CHARACTER}, keep=True),
    SIGNATURE: Look(before=2 * LINE, align="right", indent={"rightChars": 200, "right": 2 * CHARACTER}, keep=True),
    DATE: Look(align="right", indent={"rightChars": 400, "right": 4 * CHARACTER}),
    ANNEX_NOTE: Look(indent={"leftChars": 500, "left": 5 * CHARACTER, "hangingChars": 300, "hanging": 3 * CHARACTER}),
    ANNEX_MARK: Look(HEITI, keep=True),
    CELL: Look(size=21, spacing=0, line=300, align="left"),
    CELL_HEAD: Look(HEITI, 21, spacing=0, line=300, align="center"),
    IMPRINT: Look(size=28, spacing=0, line=500, align="left", indent={"left": 4 * 280, "hanging": 4 * 280}),
    END: Look(size=2, spacing=0, line=20),
    MASTHEAD: Look(SONG_TITLE, 96, spacing=0, line=960, before=MASTHEAD_FROM_TOP, align="center", colour=RED),
    RED_NUMBER: Look(before=2 * LINE, after=2 * LINE, align="center"),
    FOOTNOTE: Look(size=18, spacing=0, line=240),
    COMMENT: Look(size=18, spacing=0, line=240, align="left"),
}


def blank_document() -> WordDocument:
    """An empty document with the page, the styles and the page numbers of the standard."""
    import docx

    document = docx.Document()
    _drop_ballast(document)
    _defaults(document)
    _paragraph_styles(document)
    _character_styles(document)
    add_review_styles(document)
    page(document.sections[0])
    page_numbers(document)
    name_fallbacks(document)
    _forget_author(document)
    return document


def page(section: WordSection) -> None:
    """A4 upright; top 37 mm, left 28 mm, and what the type area leaves of the sheet: right 26 mm, bottom 35 mm."""
    from docx.shared import Twips

    section.page_width, section.page_height = Twips(PAPER[0]), Twips(PAPER[1])
    section.top_margin, section.bottom_margin = Twips(MARGINS["top"]), Twips(MARGINS["bottom"])
    section.left_margin, section.right_margin = Twips(MARGINS["left"]), Twips(MARGINS["right"])
    section.gutter = Twips(0)
    section.footer_distance = Twips(FOOTER)
    for grid in section._sectPr.xpath("w:docGrid"):
        section._sectPr.remove(grid)  # exact lines need no grid, and a grid of 360 would contradict them


def page_numbers(document: WordDocument) -> None:
    """— 1 — in 14 pt 宋体, 7 mm below the type area, outside: right on odd pages, left on even ones, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        properties = paragraph._p.get_or_add_pPr()
        for child in list(properties):
            properties.remove(child)
        _add(properties, "w:spacing", before=0, after=0, line=280, lineRule="exact")
        _add(properties, "w:ind", **{side: 280, f"{side}Chars": 100, "firstLine": 0, "firstLineChars": 0})
        _add(properties, "w:jc", val=side)
        for piece in ("— ", None, " —"):
            run = paragraph.add_run(piece or "")
            _font(run._r.get_or_add_rPr(), SONGTI, 28, spacing=0)
            if piece is None:
                _page_field(run._r)


def _page_field(run: Any) -> None:
    for kind in ("begin", None, "end"):
        if kind:
            _add(run, "w:fldChar", fldCharType=kind)
        else:
            _add(run, "w:instrText").text = "PAGE"


def _defaults(document: WordDocument) -> None:
    """Normal is the body type, so that all else is told as a departure from it."""
    normal = document.styles["Normal"].element
    _clear(normal)
    _font(normal.get_or_add_rPr(), FANGSONG, 32)
    _add(normal.get_or_add_rPr(), "w:lang", val="en-US", eastAsia="zh-CN")
    properties = normal.get_or_add_pPr()
    _add(properties, "w:widowControl", val=0)
    _add(properties, "w:spacing", before=0, after=0, line=LINE, lineRule="exact")
    _add(properties, "w:jc", val="both")
    for child in document.styles.element.xpath("w:docDefaults/*/*"):
        for inner in list(child):
            child.remove(inner)


def _paragraph_styles(document: WordDocument) -> None:
    for name in _LOOKS:
        _paragraph_style(document, name)
    _imprint_rules(document)
    _red_line(document)


def _paragraph_style(document: WordDocument, name: str) -> None:
    look = _LOOKS[name]
    element = _added_style(document, name, character=False)
    properties = element.get_or_add_pPr()
    if look.keep:
        _add(properties, "w:keepNext")
    if name in (CELL, CELL_HEAD):  # a narrow column has no room for air between digits and characters
        _add(properties, "w:autoSpaceDE", val=0)
        _add(properties, "w:autoSpaceDN", val=0)
    _add(properties, "w:spacing", before=look.before, after=look.after, line=look.line, lineRule="exact")
    if look.indent:
        _add(properties, "w:ind", **look.indent)
    _add(properties, "w:jc", val=look.align)
    _font(element.get_or_add_rPr(), look.font, look.size, spacing=look.spacing, colour=look.colour)


def _imprint_rules(document: WordDocument) -> None:
    """版记 stands between rules of 1, 0.75 and 1 pt as wide as the type area.

    Its lines have the same rules and indents, so that programs draw one box around them (LibreOffice without the middle
    rule; with rules of their own it would drop the frame that holds them at the foot); the text is brought one
    character in by a tab, for an indent would shorten the rules.
    """
    properties = document.styles[IMPRINT].element.get_or_add_pPr()
    spacing = properties.xpath("w:spacing")[0]
    borders = _add(properties, "w:pBdr")
    for side, size in (("top", 8), ("bottom", 8), ("between", 6)):
        _add(borders, f"w:{side}", val="single", sz=size, space=1, color="000000")
    tabs = _add(properties, "w:tabs")
    _add(tabs, "w:tab", val="left", pos=280)
    _add(tabs, "w:tab", val="right", pos=WIDTH - 280)
    for element in (borders, tabs):  # the schema asks for this order
        spacing.addprevious(element)


def _red_line(document: WordDocument) -> None:
    """Under the number, as wide as the type area, 4 mm below it: 7 pt, for an exact line has 4 pt below its characters."""
    properties = document.styles[RED_NUMBER].element.get_or_add_pPr()
    borders = _add(properties, "w:pBdr")
    _add(borders, "w:bottom", val="single", sz=12, space=7, color=RED)
    properties.xpath("w:spacing")[0].addprevious(borders)


def on_an_even_page(section: WordSection) -> None:
    """The section begins on the next even page and has no page number, as a blank page before it has none."""
    from docx.enum.section import WD_SECTION

    section.start_type = WD_SECTION.EVEN_PAGE
    for reference in section._sectPr.xpath("w:footerReference"):
        section._sectPr.remove(
            reference
        )  # by hand: python-docx would drop the footer that the section before still has
    for footer in (section.footer, section.even_page_footer):
        footer.is_linked_to_previous = False


def look(name: str) -> Look:
    """The look of a paragraph style; that of the body for any other."""
    return _LOOKS.get(name, _LOOKS[BODY])


def at_foot(paragraph: Any) -> None:
    """Puts a paragraph of the imprint into the frame on the lower edge of the type area."""
    properties = paragraph._p.get_or_add_pPr()
    position = {"wrap": "around", "vAnchor": "margin", "hAnchor": "margin", "xAlign": "left", "yAlign": "bottom"}
    frame = _add(properties, "w:framePr", w=WIDTH, **position)
    properties.xpath("w:pStyle")[0].addnext(frame)


def narrow_cells(table: Any) -> None:
    """Cells with 1 mm at both sides, so that narrow columns hold a word more."""
    margins = _add(table._tbl.tblPr, "w:tblCellMar")
    for side in ("left", "right"):
        _add(margins, f"w:{side}", w=57, type="dxa")
    layout = table._tbl.tblPr.xpath("w:tblLayout")
    if layout:
        layout[0].addnext(margins)  # the schema asks for this order


def _character_styles(document: WordDocument) -> None:
    """Run-in headings."""
    for name, font in ((HEADING_2, KAITI), (HEADING_3, FANGSONG)):
        _font(_added_style(document, name, character=True).get_or_add_rPr(), font, 32)


def add_review_styles(document: WordDocument) -> None:
    """What a reviewer must see, where a template has no style for it: blanks on yellow, unconfirmed bodies on green,
    and the looks of comments and footnotes.
    """
    known = {style.name for style in document.styles}
    for name, colour in ((BLANK, "yellow"), (UNCONFIRMED, "green")):
        if name not in known:
            _add(_added_style(document, name, character=True).get_or_add_rPr(), "w:highlight", val=colour)
    if NOTE_SIGN not in known:
        _add(_added_style(document, NOTE_SIGN, character=True).get_or_add_rPr(), "w:vertAlign", val="superscript")
    for name in (FOOTNOTE, COMMENT):
        if name not in known:
            _paragraph_style(document, name)


def _added_style(document: WordDocument, name: str, *, character: bool) -> Any:
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER if character else WD_STYLE_TYPE.PARAGRAPH)
    if not character:
        style.base_style = next((s for s in document.styles if s.style_id == "Normal"), None)
    style.quick_style = True
    return style.element


def _font(properties: Any, name: str, size: int, *, spacing: int = CHARACTER_SPACING, colour: str = "") -> None:
    """Font for all scripts, with Chinese forms of “”—…; size in half points; black by default."""
    _add(properties, "w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, hint="eastAsia")
    if colour:
        _add(properties, "w:color", val=colour)
    _add(properties, "w:spacing", val=spacing)
    _add(properties, "w:sz", val=size)
    _add(properties, "w:szCs", val=size)


def _add(parent: Any, tag: str, **attributes: object) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    parent.append(element)
    return element


def _drop_ballast(document: WordDocument) -> None:
    """Without the library's many looks, its second style sheet and its picture, a draft opens in half the time."""
    from docx.oxml.ns import qn

    root = document.styles.element
    for style in root.xpath("w:style"):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            root.remove(style)
    for language in document.settings.element.xpath("w:themeFontLang"):
        language.set(qn("w:eastAsia"), "zh-CN")
    for owner in (document.part, document.part.package):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.endswith(_BALLAST):
                del owner.rels[key]


def _clear(style: Any) -> None:
    for tag in ("w:pPr", "w:rPr"):
        for element in style.xpath(tag):
            style.remove(element)


def _forget_author(document: WordDocument) -> None:
    """No author, no program, no date of another file."""
    from datetime import datetime

    core = document.core_properties
    for field in ("author", "last_modified_by", "comments", "keywords", "subject", "category", "title"):
        setattr(core, field, "")
    core.created = core.modified = datetime(2000, 1, 1)
