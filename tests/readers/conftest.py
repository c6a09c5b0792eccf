"""Small documents of each format, made here, that the tests read whole or damage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from docparse.readers import ocr
from tests.readers.ofd_writer import OfdPage, ofd

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
FONT, WIDTH, HEIGHT = "STSong-Light", 595.0, 842.0


class Page:
    """A page to draw on; all places in points from the top left."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def write(self, *rows: str, top: float = 100, x: float = 80, size: float = 16, leading: float = 28) -> None:
        """Rows of text, the first with its baseline at `top`."""
        self.canvas.setFont(FONT, size)
        for i, row in enumerate(rows):
            self.canvas.drawString(x, HEIGHT - top - i * leading, row)

    def table(self, xs: Sequence[float], ys: Sequence[float], cells: Mapping[tuple[float, float], str]) -> None:
        """Rules at `xs` and `ys`, and texts by the left top corner of their cells."""
        for x in xs:
            self.canvas.line(x, HEIGHT - ys[0], x, HEIGHT - ys[-1])
        for y in ys:
            self.canvas.line(xs[0], HEIGHT - y, xs[-1], HEIGHT - y)
        for (x, y), text in cells.items():
            self.write(*text.split("\n"), top=y + 16, x=x + 4, size=12, leading=15)


def _docx(body: str, numbering: str = "", styles: str = "") -> bytes:
    document = Document()
    parts = (
        (document.element.body, "body", body, True),
        (document.part.numbering_part.element, "numbering", numbering, True),
        (document.styles.element, "styles", styles, False),
    )
    for element, name, inside, anew in parts:
        for child in list(element) if anew else ():
            element.remove(child)
        element.extend(list(parse_xml(f"<w:{name} {NAMESPACES}>{inside}</w:{name}>")))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pdf(*pages: Callable[[Page], None], **options: Any) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), **options)
    for draw in pages:
        draw(Page(canvas))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """A function: WordprocessingML of the body, and what the numbering and styles parts hold, to a .docx."""
    return _docx


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    """A function: one function a page that draws on it, and options of reportlab's Canvas, to a PDF of A4 pages."""
    return _pdf


ROWS = ("云江市南浦区人民政府关于加强窖泥管理的通知", "一、总体要求", "到2027年，建成标准窖池120口。")


@pytest.fixture(scope="session")
def samples() -> dict[str, bytes]:
    """One sound notice with a table in each format, by the reader's key."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{row}</w:t></w:r></w:p>" for row in ROWS)
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("序号", "任务"))
    table = "<table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>清窖</td></tr></table>"
    html = f"<!DOCTYPE html><html><body>{''.join(f'<p>{row}</p>' for row in ROWS)}{table}</body></html>"

    def draw(page: Page) -> None:
        page.write(*ROWS)
        page.table((80, 200, 400), (300, 330, 360), {(80, 300): "序号", (200, 300): "任务", (80, 330): "1"})

    page = OfdPage()
    page.write(*ROWS)
    page.table((28, 70, 140), (100, 110, 120), {(28, 100): "序号", (70, 100): "任务", (28, 110): "1"})
    archive = MIMEMultipart("related", type="text/html")
    archive.attach(MIMEText(html, "html", "utf-8"))
    return {
        "text": "\n".join(ROWS).encode(),
        "ofd": ofd([page]),
        "mhtml": archive.as_bytes(),
        "docx": _docx(f"{paragraphs}<w:tbl><w:tr>{cells}</w:tr></w:tbl>"),
        "pdf": _pdf(draw),
        "html": html.encode(),
    }


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if docparse were installed without its extra `ocr`."""
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
