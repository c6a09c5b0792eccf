"""Makes the .docx and the .pdf of each document from its .txt, which stays the source of truth.

    .venv/bin/python corpora/render.py [STEM...]      all documents where none is named

The .docx is what a person would make in Word: whole paragraphs, a real table, running head and page number in header
and footer, and in one document headings numbered by Word. The .pdf is the same document set in the free Noto CJK fonts
(Debian's fonts-noto-cjk) by LibreOffice: A4 after GB/T 9704-2012, 22 lines of 28 characters a page.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

CORPORA = Path(__file__).resolve().parent
NUMBERED_BY_WORD = {"yanxi-logistics-scheme"}

PAGE_NUMBER = re.compile(r"- \d+ -")
DOC_NUMBER = re.compile(r"\S+〔\d{4}〕\d+号")
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
IMPRINT = re.compile(r"(\S+?)(\d{4}年\d{1,2}月\d{1,2}日印发)")
LEVELS = [re.compile(p) for p in (r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d+\.", r"（\d+）")]
LINE = 28  # characters of a line


# --- the text file as roles ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """One paragraph and its role; `level` is 1 to 4 for a heading, `rows` the cells of a table."""

    role: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def width(line: str) -> int:
    """Columns that a line takes: two for a full-width character, one for others."""
    return sum(1 if unicodedata.east_asian_width(c) in "NaH" and c not in "“”—…" else 2 for c in line)


def tidy(line: str) -> str:
    """Drops the blanks that layout put beside digits and Latin letters; those inside names stay."""
    return re.sub(r"(?<=[!-~]) +| +(?=[!-~])", "", line.strip())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text file: furniture left out, and the lines of a hard-wrapped text joined again.

    A text is hard-wrapped where no line is longer than 28 characters and a mark that hangs over; a full line goes on in
    the next. The corpus has no paragraph that ends on a full line, so this is exact here (and only here).
    """
    lines = [line for line in text.splitlines() if line.strip() and not PAGE_NUMBER.fullmatch(line)]
    lines = [line for line in lines if line != running_head(text)]
    if max(width(line) for line in lines) > 2 * LINE + 3:
        return [tidy(line) if line[0] != "\t" else line.rstrip() for line in lines]
    joined, open_line = [], ""
    for line in lines:
        open_line += line
        if width(line) < 2 * LINE - 4:
            joined.append(tidy(open_line))
            open_line = ""
    return joined


def running_head(text: str) -> str:
    """《…文件》 of the body that signs the document: the line before the first date."""
    lines = [tidy(line) for line in text.splitlines() if line.strip()]
    date = next(i for i, line in enumerate(lines) if DATE.fullmatch(line))
    return f"{lines[date - 1]}文件"


def table(lines: list[str]) -> Block:
    """A table printed one row a line, or one cell a line.

    In a row, cells are parted by tabs, and a cell that is merged with the one above is empty. One cell a line begins
    with a tab; a line without one goes on with the cell above.
    """
    if "\t" in lines[0].strip():
        return Block("table", rows=tuple(tuple(line.split("\t")) for line in lines))
    columns = next(i for i, line in enumerate(lines) if line.strip() == "1")
    cells: list[str] = []
    for line in lines:
        if line.startswith("\t"):
            cells.append(line.strip())
        else:
            cells[-1] += line.strip()
    rows = [tuple(cells[i : i + columns]) for i in range(0, len(cells), columns)]
    return Block("table", rows=tuple(rows))


def heading_level(text: str) -> int:
    return next((n for n, pattern in enumerate(LEVELS, start=1) if pattern.match(text)), 0)


def blocks(text: str) -> Iterator[Block]:
    """The document as roles, in order: front matter, notice, then the plan's or the annex's title and body."""
    lines = paragraphs(text)
    addressee = next(i for i, line in enumerate(lines) if line.endswith("："))
    front = lines[:addressee]
    number = next(line for line in front if DOC_NUMBER.fullmatch(line))
    title = Block("title", "".join(line for line in front if line != number))
    yield from (Block("number", number), title) if front[0] == number else (title, Block("number", number))
    yield Block("addressee", lines[addressee])
    disclosure = next(i for i, line in enumerate(lines) if line.startswith("（此件"))
    for line in lines[addressee + 1 : disclosure + 1]:
        yield body_block(line, signer=running_head(text).removesuffix("文件"))
    rest = lines[disclosure + 1 :]
    end = rest.index("附件") if "附件" in rest else len(rest)
    body, annexed = rest[:end], rest[end:]
    heading = [] if body and body[0].startswith("抄送") else list(titles(body))
    if heading:
        yield Block("new page title", "".join(heading))
    for line in body[len(heading) :]:
        yield body_block(line, signer="")
    yield from annex(annexed)


def annex(lines: list[str]) -> Iterator[Block]:
    """An annex that is a table under its title, where there is one."""
    if not lines:
        return
    first_cell = next(i for i, line in enumerate(lines) if "\t" in line)
    yield Block("annex", lines[0])
    yield Block("title", "".join(lines[1:first_cell]))
    yield table(lines[first_cell:])


def titles(lines: list[str]) -> Iterator[str]:
    """The lines of a title: those before the first that is a sentence."""
    for line in lines:
        if line.endswith("。"):
            return
        yield line


def body_block(line: str, signer: str) -> Block:
    if line == signer:
        return Block("signature", line)
    if DATE.fullmatch(line):
        return Block("date", line)
    if line.startswith("抄送："):
        return Block("copy", line)
    if match := IMPRINT.fullmatch(line.replace("\u3000", "")):
        return Block("copy", f"{match[1]}\t{match[2]}")
    if re.match(r"专栏\d+", line):
        return Block("box", line)
    return Block("body", line, level=heading_level(line))


# --- the roles as a Word file ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fonts:
    """East Asian fonts: of titles, of first headings, of second headings, and of the body."""

    title: str
    first: str
    second: str
    body: str


OFFICE = Fonts("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312")
FREE = Fonts(*["Noto Serif CJK SC"] * 4)


class Writer:
    """Puts blocks into a Word document laid out after GB/T 9704-2012."""

    def __init__(self, fonts: Fonts, head: str, numbered: bool) -> None:
        import docx

        self.fonts, self.numbered = fonts, numbered
        self.document = docx.Document()
        self._page(head)
        if numbered:
            self._define_numbering()

    def _page(self, head: str) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
        from docx.shared import Mm, Pt

        normal = self.document.styles["Normal"]
        normal.font.size = Pt(16)
        form = normal.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28.95)
        form.space_after, form.widow_control = Pt(0), False
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.header_distance, section.footer_distance = Mm(20), Mm(24)
        for part, place in ((section.header, WD_ALIGN_PARAGRAPH.CENTER), (section.footer, WD_ALIGN_PARAGRAPH.CENTER)):
            part.paragraphs[0].alignment = place
        self.run(section.header.paragraphs[0], head, self.fonts.body, 14)
        footer = section.footer.paragraphs[0]
        self.run(footer, "- ", self.fonts.body, 14)
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            made = element("w:fldChar", {"w:fldCharType": kind}) if kind else element("w:instrText", text=text)
            self.run(footer, "", self.fonts.body, 14)._r.append(made)
        self.run(footer, " -", self.fonts.body, 14)
        properties = self.document.core_properties
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.created = properties.modified = datetime(2025, 12, 31)

    def _define_numbering(self) -> None:
        """Two levels that Word counts itself: 一、 and （一）."""
        root = self.document.part.numbering_part.element
        abstract = element("w:abstractNum", {"w:abstractNumId": "90"})
        abstract.append(element("w:multiLevelType", {"w:val": "multilevel"}))
        for level, shape in enumerate(("%1、", "（%2）")):
            one = element("w:lvl", {"w:ilvl": str(level)})
            for tag, value in (
                ("start", "1"),
                ("numFmt", "chineseCounting"),
                ("suff", "nothing"),
                ("lvlText", shape),
                ("lvlJc", "left"),
            ):
                one.append(element(f"w:{tag}", {"w:val": value}))
            abstract.append(one)
        root.insert(0, abstract)
        number = element("w:num", {"w:numId": "90"})
        number.append(element("w:abstractNumId", {"w:val": "90"}))
        root.append(number)

    def run(self, paragraph: Any, text: str, font: str, size: float = 16) -> Any:
        from docx.oxml.ns import qn
        from docx.shared import Pt

        run = paragraph.add_run(text)
        run.font.size, run.font.name = Pt(size), font
        properties = run._r.get_or_add_rPr()
        properties.rFonts.set(qn("w:eastAsia"), font)
        if size == 16:
            properties.append(element("w:spacing", {"w:val": "-5"}))  # 16 pt less 0.25 pt gives 28 characters a line
        return run

    def add(self, block: Block) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        if block.role == "table":
            self._table(block)
            return
        paragraph = self.document.add_paragraph()
        form = paragraph.paragraph_format
        if block.role in ("new page title", "annex"):
            form.page_break_before = True
        if block.role.endswith("title"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            form.space_before, form.space_after, form.line_spacing = Pt(14), Pt(29), Pt(32)
            self.run(paragraph, block.text, self.fonts.title, 22)
        elif block.role == "number":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self.run(paragraph, block.text, self.fonts.body)
        elif block.role in ("signature", "date"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            form.right_indent = Pt(32 if block.role == "signature" else 64)
            self.run(paragraph, block.text, self.fonts.body)
        elif block.role == "copy":
            form.tab_stops.add_tab_stop(Pt(290))
            self.run(paragraph, block.text, self.fonts.body, 14)
        elif block.role in ("addressee", "annex"):
            self.run(paragraph, block.text, self.fonts.body if block.role == "addressee" else self.fonts.first)
        else:
            self._body(paragraph, block)

    def _body(self, paragraph: Any, block: Block) -> None:
        from docx.shared import Pt

        paragraph.paragraph_format.first_line_indent = Pt(31.5)
        text = block.text
        if self.numbered and block.level in (1, 2):
            text = LEVELS[block.level - 1].sub("", text, count=1)
            self._number(paragraph, block.level - 1)
        font = {1: self.fonts.first, 2: self.fonts.second}.get(block.level, self.fonts.body)
        end = text.find("。") + 1 if block.level == 2 else 0  # a run-in heading has its own font, its text the body's
        self.run(paragraph, text[:end] if end else text, self.fonts.first if block.role == "box" else font)
        if end and text[end:]:
            self.run(paragraph, text[end:], self.fonts.body)

    def _number(self, paragraph: Any, level: int) -> None:
        numbering = element("w:numPr")
        numbering.append(element("w:ilvl", {"w:val": str(level)}))
        numbering.append(element("w:numId", {"w:val": "90"}))
        paragraph._p.get_or_add_pPr().insert(0, numbering)

    def _table(self, block: Block) -> None:
        from docx.shared import Mm, Pt

        widths = column_widths(block.rows)
        made = self.document.add_table(rows=0, cols=len(widths), style="Table Grid")
        made.autofit = False
        for column, millimetres in zip(made.columns, widths, strict=True):
            column.width = Mm(millimetres)
        for row in block.rows:
            for cell, text, millimetres in zip(made.add_row().cells, row, widths, strict=True):
                cell.width = Mm(millimetres)
                cell.paragraphs[0].paragraph_format.line_spacing = Pt(20)
                self.run(cell.paragraphs[0], text, self.fonts.body, 12)


def column_widths(rows: tuple[tuple[str, ...], ...]) -> list[int]:
    """The columns' widths in millimetres: a list of five columns as drawn first, others by their longest cell."""
    if len(rows[0]) == 5:
        return [12, 42, 26, 20, 56]
    longest = [min(max(3, *map(len, column)), 14) + 2 for column in zip(*rows, strict=True)]
    return [156 * length // sum(longest) for length in longest]


def element(tag: str, attributes: dict[str, str] | None = None, text: str = "") -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    made.text = text or None
    return made


def write(text: str, path: Path, fonts: Fonts) -> None:
    writer = Writer(fonts, running_head(text), numbered=path.stem in NUMBERED_BY_WORD)
    for block in blocks(text):
        writer.add(block)
    writer.document.save(str(path))


def render(source: Path) -> None:
    """Writes <stem>.docx and <stem>.pdf beside the text file; needs LibreOffice and fonts-noto-cjk."""
    text = source.read_text(encoding="utf-8")
    write(text, source.with_suffix(".docx"), OFFICE)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / source.with_suffix(".docx").name
        write(text, copy, FREE)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(source.parent), str(copy)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)


def main() -> None:
    wanted = sys.argv[1:] or [path.stem for path in sorted(CORPORA.glob("*.txt"))]
    for stem in wanted:
        render(CORPORA / f"{stem}.txt")
        print(f"{stem}: .docx and .pdf made")


if __name__ == "__main__":
    main()
