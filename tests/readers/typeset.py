"""Documents set on pages as GB/T 9704-2012 wants them: A4, 22 lines of 28 characters, running heads and page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from docparse.structure import StructuredText
from docparse.structure.text import Label

FONT, WIDTH, HEIGHT = "STSong-Light", 595.28, 841.89
MILLIMETRE = 72 / 25.4
LEFT, TOP = 28 * MILLIMETRE, 37 * MILLIMETRE
CHARACTERS, LINES = 28, 22
PITCH, LEADING = 156 * MILLIMETRE / CHARACTERS, 225 * MILLIMETRE / LINES
NOT_FIRST = "。，、；：！？）》”’〕」%"
NOT_LAST = "（《“‘〔「"
_WORD = re.compile(r"[!-~]+|.", re.DOTALL)


def cells(text: str) -> float:
    """The width of a text in full-width characters."""
    return sum(0.5 if "!" <= c <= "~" or c == " " else 1.0 for c in text)


def broken(text: str, first: float, rest: float) -> list[str]:
    """The text in lines of `first` and then `rest` characters; a mark that may not begin a line takes the character before
    it along, and a Latin word or number stays whole.
    """
    lines, line, room = [], "", first
    for word in _WORD.findall(text):
        if cells(line) + cells(word) > room and line:
            carried = ""
            while line and (word[0] in NOT_FIRST or line[-1] in NOT_LAST or (carried and carried[0] in NOT_FIRST)):
                if carried and word[0] in NOT_FIRST and carried[0] not in NOT_FIRST and line[-1] not in NOT_LAST:
                    break
                line, carried = line[:-1], line[-1] + carried
            lines.append(line)
            line, room = carried, rest
        line += word
    return [*lines, line] if line else lines


class Press:
    """Pages filled line by line."""

    def __init__(self, head: str) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT))
        self.head, self.page, self.row = head, 0, LINES
        self.pages = 0

    def room(self, rows: float = 1) -> None:
        """Turns the page where fewer rows than that are left."""
        if self.row + rows > LINES:
            self.turn()

    def turn(self) -> None:
        if self.page:
            self.canvas.showPage()
        self.page, self.row = self.page + 1, 0
        if self.page > 1:
            self.write(self.head, 25 * MILLIMETRE, size=14)
        number = f"— {self.page} —"
        x = LEFT + 14 if self.page % 2 == 0 else WIDTH - 26 * MILLIMETRE - 14 - 14 * cells(number)
        self.write(number, HEIGHT - 28 * MILLIMETRE, x=x, size=14)

    def write(self, text: str, baseline: float, *, x: float | None = None, size: float = 16) -> None:
        """A line of text with its baseline so far from the top; in the middle where no x is given."""
        pitch = PITCH if size == 16 else size
        if x is None:
            x = LEFT + (156 * MILLIMETRE - cells(text) * pitch) / 2
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, HEIGHT - baseline, text, charSpace=pitch - size)

    def line(self, text: str, indent: float | None = 0.0, size: float = 16) -> None:
        """One line of the page's grid, `indent` characters in, or in the middle."""
        self.room()
        x = None if indent is None else LEFT + indent * PITCH
        self.write(text, TOP + self.row * LEADING + 20, x=x, size=size)
        self.row += 1

    def paragraph(self, text: str, indent: float = 2.0) -> None:
        for i, line in enumerate(broken(text, CHARACTERS - indent, CHARACTERS)):
            self.line(line, indent if i == 0 else 0.0)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A ruled table over the width of the page, in characters of 12 points; a row is never cut by a page's end."""
        widths = [max(cells(row[c]) for row in rows) for c in range(len(rows[0]))]
        floor = [min(w, 5.0) for w in widths]
        spare = 156 * MILLIMETRE / 12 - sum(floor) - len(widths)
        over = [w - f for w, f in zip(widths, floor, strict=True)]
        columns = [f + 1 + spare * o / max(sum(over), 0.1) for f, o in zip(floor, over, strict=True)]
        xs = [LEFT]
        for column in columns:
            xs.append(xs[-1] + column * 12)
        for row in rows:
            texts = [broken(cell, int(c - 1), int(c - 1)) or [""] for cell, c in zip(row, columns, strict=True)]
            height = max(map(len, texts)) * 16 + 8
            self.room(height / LEADING)
            top = TOP + self.row * LEADING
            for x, lines in zip(xs, texts, strict=False):
                for i, line in enumerate(lines):
                    self.write(line, top + 4 + 12 + i * 16, x=x + 4, size=12)
            for x in xs:
                self.canvas.line(x, HEIGHT - top, x, HEIGHT - top - height)
            for y in (top, top + height):
                self.canvas.line(xs[0], HEIGHT - y, xs[-1], HEIGHT - y)
            self.row += height / LEADING
        self.row = int(self.row) + 1

    def done(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()


def typeset(document: StructuredText) -> bytes:
    """The document's repaired text as a PDF, with the running head 「…文件」 from the second page on."""
    signer = next((p.text for p in document.paragraphs if p.label is Label.SIGNATURE), "区人民政府")
    press = Press(f"{signer}文件")
    titles = 0
    for label, group in _grouped(document):
        text = group[0]
        if label is Label.ROW:
            press.table([row.split("\t") for row in group])
        elif label is Label.TITLE:
            titles += 1
            if titles > 1 and press.row != 1:
                press.turn()
            press.row += 1
            for line in broken(text, 18, 18):
                press.line(line, None, size=22)
            press.row += 1
        elif label is Label.NUMBER:
            press.line(text, None)
        elif label in (Label.SIGNATURE, Label.DATE):
            press.line(text, CHARACTERS - 4 - cells(text))
        elif label is Label.ANNEX_MARK:
            press.turn()
            press.line(text)
        else:
            for paragraph in group:
                if label is Label.MEMBER:  # a full blank parts a name from its post
                    paragraph = paragraph.replace(" ", "\u3000")
                press.paragraph(paragraph, 0.0 if label is Label.ADDRESSEE else 2.0)
    return press.done()


def _grouped(document: StructuredText) -> Iterator[tuple[Label, list[str]]]:
    """Neighbouring paragraphs of one label, tables row by row of one table."""
    key: object = None
    label, group = Label.BODY, list[str]()
    for paragraph in document.paragraphs:
        own = paragraph.grid if paragraph.label is Label.ROW else object()
        if group and own != key:
            yield label, group
            group = []
        key, label = own, paragraph.label
        group.append(paragraph.text)
    if group:
        yield label, group
