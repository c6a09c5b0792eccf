"""Documents set as a gazette sets them: the title over the whole page, the rest in two columns of 20 characters."""

from __future__ import annotations

from docparse.structure import StructuredText
from docparse.structure.text import Label
from tests.readers.typeset import HEIGHT, LEFT, MILLIMETRE, WIDTH, Press, broken, cells

CHARACTERS, ROWS, SIZE, LEADING = 20, 40, 10.5, 16.0
GUTTER = 156 * MILLIMETRE - 2 * CHARACTERS * SIZE
TOP = 34 * MILLIMETRE


def gazette(document: StructuredText) -> bytes:
    """The document's repaired text as a PDF, with a running head from the second page on and its number at an outer foot."""
    press = Press("云江市人民政府公报")
    head, queue = _set_lines(document)
    page = 0
    while queue:
        page += 1
        if page > 1:
            press.canvas.showPage()
            press.write("云江市人民政府公报", 22 * MILLIMETRE, size=9)
        press.write(str(page), HEIGHT - 20 * MILLIMETRE, x=LEFT if page % 2 == 0 else WIDTH - LEFT, size=9)
        top, rows = TOP, ROWS
        if page == 1:
            for text in head:
                press.write(text, top + 20, size=22)
                top += 30
            top += 10
            rows -= 2 * len(head) + 2
        # the last page's columns are of the same height
        rows = min(rows, (len(queue) + 1) // 2)
        for column in range(2):
            for row, (text, indent) in enumerate(queue[:rows]):
                x = LEFT + column * (CHARACTERS * SIZE + GUTTER) + indent * SIZE
                press.canvas.setFont("STSong-Light", SIZE)
                press.canvas.drawString(x, HEIGHT - top - 12 - row * LEADING, text)
            queue = queue[rows:]
    return press.done()


def _set_lines(document: StructuredText) -> tuple[list[str], list[tuple[str, float]]]:
    """The lines of the first title and what stands before it; and all other lines with their indents in characters."""
    labels = [paragraph.label for paragraph in document.paragraphs]
    titled = labels.index(Label.TITLE) + 1
    head = [line for p in document.paragraphs[:titled] for line in broken(p.text, 18, 18)]
    body: list[tuple[str, float]] = []
    for paragraph in document.paragraphs[titled:]:
        text = paragraph.text
        if paragraph.label in (Label.TITLE, Label.NUMBER):
            body += [(line, (CHARACTERS - cells(line)) / 2) for line in broken(text, 15, 15)]
        elif paragraph.label in (Label.SIGNATURE, Label.DATE):
            body.append((text, max(CHARACTERS - 2 - cells(text), 0)))
        else:
            indent = 0.0 if paragraph.label in (Label.ADDRESSEE, Label.ANNEX_MARK) else 2.0
            lines = broken(text, CHARACTERS - indent, CHARACTERS)
            body += [(line, 0.0 if i else indent) for i, line in enumerate(lines)]
    return head, body
