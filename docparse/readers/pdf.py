"""Text PDF: characters and boxes by pdfium, lines from their positions, tables by pdfplumber where there are rules."""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docparse.errors import UnreadableFile
from docparse.readers import limits
from docparse.readers.characters import is_unreadable
from docparse.readers.interface import Content, Evidence, Reader
from docparse.readers.layout import LaidPage, laid_out
from docparse.readers.pdf_lines import Glyph
from docparse.readers.pdf_tables import may_have_table, rulings
from docparse.source import BBox

_TAIL = 2048  # bytes at the end among which %%EOF stands
_MOST_OBJECTS = 200_000
_SCAN_GLYPHS = 30  # a scan's watermark has fewer
_SCAN_AREA = 0.5
_MOST_UNREADABLE = 0.3
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: its glyphs in the order of the file, whether rules are drawn on it, and whether it is a picture."""

    glyphs: list[Glyph]
    height: float
    ruled: bool
    scanned: bool


def _read(data: bytes, name: str) -> Content:
    import pypdfium2

    if b"%%EOF" not in data.rstrip(b"\0\t\n\f\r ")[-_TAIL:]:
        raise UnreadableFile(name, "is a truncated PDF: its end is missing", "fetch it again")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise UnreadableFile(name, "is encrypted", "open it with its password and save it without one") from error
        raise UnreadableFile(name, "is a damaged PDF", "fetch it again or save it again") from error
    try:
        if len(document) > limits.PAGES:
            raise UnreadableFile(name, f"has more than {limits.PAGES} pages", "split it")
        pages = [_page(document, index, name) for index in range(len(document))]
    finally:
        document.close()
    _check_text(pages, name)
    ruled = [number for number, page in enumerate(pages, start=1) if page.ruled and page.glyphs]
    found = rulings(data, ruled) if ruled else {}
    laid = [LaidPage(page.glyphs, page.height, found.get(number, [])) for number, page in enumerate(pages, start=1)]
    return Content(laid_out(laid), pages=len(pages))


def _is_pdf(evidence: Evidence) -> bool:
    """PDF 32000-1 §7.5.2, with the latitude of its annex H: junk may stand before the header."""
    data = evidence.data
    at = data[:1024].find(b"%PDF-")
    return at == 0 or (at > 0 and (not data[:at].strip(b"\xef\xbb\xbf\0\r\n\t ") or b"endobj" in data))


PDF = Reader("a PDF", "application/pdf", "lines", _is_pdf, _read)


# --- what pdfium knows of a page -------------------------------------------------------------------------------------


def _page(document: Any, index: int, name: str) -> _Page:
    page = document[index]
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > limits.PAGE_CHARACTERS:
            raise UnreadableFile(name, f"has more than {limits.PAGE_CHARACTERS} characters on page {index + 1}")
        glyphs = _glyphs(page, textpage)
        drawn = _bounds(page)
        scanned = len(glyphs) < _SCAN_GLYPHS and _cover(page, drawn["image"])
        return _Page(glyphs, float(page.get_height()), may_have_table(drawn["path"]), scanned)
    finally:
        textpage.close()
        page.close()


def _glyphs(page: Any, textpage: Any) -> list[Glyph]:
    """The page's characters in the order of the file, without the blanks and line ends that pdfium itself puts in: these
    have no width.
    """
    from pypdfium2 import raw

    upright = _upright(page)
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    box_ref, x_ref, y_ref = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    handle, known, size = textpage.raw, (0.0, 0.0), 1.0
    glyphs: list[Glyph] = []
    for i in range(textpage.count_chars()):
        raw.FPDFText_GetLooseCharBox(handle, i, box_ref)
        if box.left == box.right:
            continue
        raw.FPDFText_GetCharOrigin(handle, i, x_ref, y_ref)
        font_size = raw.FPDFText_GetFontSize(handle, i)
        if known != (font_size, y.value):  # the scale may have changed with the line: ask for it
            known = (font_size, y.value)
            raw.FPDFText_GetMatrix(handle, i, ctypes.byref(matrix))
            size = round(abs(font_size) * float(matrix.c**2 + matrix.d**2) ** 0.5, 2) or 1.0
        code = raw.FPDFText_GetUnicode(handle, i)
        x0, x1, baseline = upright(box, x.value, y.value)
        glyphs.append(Glyph(chr(code) if code < 0x110000 else "\ufffd", x0, x1, baseline, size))
    return glyphs


def _upright(page: Any) -> Callable[[Any, float, float], tuple[float, float, float]]:
    """A function from a glyph's box and origin in PDF user space to its left and right edge and baseline on the page
    as shown, which /Rotate turns clockwise (PDF 32000-1 §7.7.3.3), with the origin at the top left.
    """
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, Callable[[Any, float, float], tuple[float, float, float]]] = {
        0: lambda box, x, y: (box.left - left, box.right - left, top - y),
        90: lambda box, x, y: (box.bottom - bottom, box.top - bottom, x - left),
        180: lambda box, x, y: (right - box.right, right - box.left, y - bottom),
        270: lambda box, x, y: (top - box.top, top - box.bottom, right - x),
    }
    return turns[page.get_rotation()]


def _bounds(page: Any) -> dict[str, list[BBox]]:
    """The boxes of the page's paths and images, in PDF user space; text is passed over, forms count as paths.

    A form may hold rules: its box then lets pdfplumber, which looks inside, decide.
    """
    from pypdfium2 import raw

    kinds = {raw.FPDF_PAGEOBJ_PATH: "path", raw.FPDF_PAGEOBJ_IMAGE: "image", raw.FPDF_PAGEOBJ_FORM: "path"}
    x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
    found: dict[str, list[BBox]] = {"path": [], "image": []}
    for i in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, i)
        kind = kinds.get(raw.FPDFPageObj_GetType(item))
        if kind is not None and raw.FPDFPageObj_GetBounds(item, x0, y0, x1, y1):
            found[kind].append((x0.value, y0.value, x1.value, y1.value))
    return found


def _cover(page: Any, images: list[BBox]) -> bool:
    """Whether one of the images covers most of the page."""
    width, height = page.get_size()  # a turn changes neither their product nor an image's
    return any((x1 - x0) * (y1 - y0) > _SCAN_AREA * width * height for x0, y0, x1, y1 in images)


def _check_text(pages: list[_Page], name: str) -> None:
    """Raises UnreadableFile for a scan or other PDF without text, and for fonts that don't say which characters they draw."""
    scanned = [number for number, page in enumerate(pages, start=1) if page.scanned]
    texts = [g.text for page in pages if not page.scanned for g in page.glyphs]
    if not texts:
        what = "is a scan: pictures of pages" if scanned else "has pages that are empty or drawn as curves"
        raise UnreadableFile(name, f"{what}, with no text layer", "ask for the .docx or a PDF made from it")
    if sum(map(is_unreadable, texts)) > _MOST_UNREADABLE * len(texts):
        raise UnreadableFile(name, "has fonts that don't say which characters they show", "ask for the .docx")
    if scanned:
        _log.warning("%s: page %s is a picture without text and is left out", name, ", ".join(map(str, scanned)))
