"""PDF: characters and boxes by pdfium, lines from their positions, tables from the rules that are drawn, and the text of
pages that are pictures by recognition.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from docparse.errors import MissingExtra, UnreadableFile
from docparse.readers import limits, ocr
from docparse.readers.interface import Content, Evidence, Reader
from docparse.readers.layout import LaidPage, laid_out
from docparse.readers.lines import Glyph
from docparse.readers.page_images import rendered
from docparse.readers.pdf_pages import PdfPage, pdf_page
from docparse.readers.ruled_tables import rulings
from docparse.readers.scan import ScannedPage, scanned_page
from docparse.readers.scan_picture import as_pixels

_TAIL = 2048  # bytes at the end among which %%EOF stands
_DOTS = 200  # an inch, at which pages are drawn whose text is recognised
_MARK = 0.08  # share of a page's height, at either end, where a scanner prints its mark
_log = logging.getLogger(__name__)

_UNREAD = {
    "picture": "is a scan: pictures of pages, with no text layer",
    "curves": "has pages that are drawn as curves, with no text layer",
    "unmapped": "has fonts that don't say which characters they show",
}


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
        recognised = _recognised(document, pages, name)
    finally:
        document.close()
    nested = [page.number for page in pages if page.nested and page.is_read]
    found = rulings(data, nested) if nested else {}
    laid = [recognised.get(p.number) or LaidPage(p.glyphs, p.size[1], found.get(p.number, p.tables)) for p in pages]
    layered = any(page.kind == "layered" for page in pages)
    return Content(laid_out(laid), pages=len(pages), ocr=bool(recognised) or layered)


def _is_pdf(evidence: Evidence) -> bool:
    """PDF 32000-1 §7.5.2, with the latitude of its annex H: junk may stand before the header."""
    data = evidence.data
    at = data[:1024].find(b"%PDF-")
    return at == 0 or (at > 0 and (not data[:at].strip(b"\xef\xbb\xbf\0\r\n\t ") or b"endobj" in data))


PDF = Reader("a PDF", "application/pdf", "lines", _is_pdf, _read)


def _page(document: Any, index: int, name: str) -> PdfPage:
    page = document[index]
    try:
        return pdf_page(page, index + 1, name)
    finally:
        page.close()


# --- pages without text ----------------------------------------------------------------------------------------------


def _recognised(document: Any, pages: Sequence[PdfPage], name: str) -> dict[int, LaidPage]:
    """The pages whose text must be recognised in their pictures, by number.

    Raises:
        MissingExtra: that is all of them, and docparse was installed without its extra `ocr`.
        UnreadableFile: no page holds anything.
    """
    unread = [page for page in pages if not page.is_read]
    if not unread and not any(page.glyphs for page in pages):
        raise UnreadableFile(name, "has pages that are empty", "check that it is the right file")
    if unread and not ocr.is_installed():
        if not any(page.is_read and page.glyphs for page in pages):
            raise MissingExtra(f"{name}: {_UNREAD[unread[0].kind]}; reading it", "ocr")
        numbers = ", ".join(str(page.number) for page in unread)
        advice = "pip install 'docparse[ocr]' reads it"
        _log.warning("%s: page %s is a picture without text and is left out; %s", name, numbers, advice)
        return {page.number: LaidPage([], page.size[1]) for page in unread}
    found: dict[int, LaidPage] = {}
    for page in unread:
        opened = document[page.number - 1]
        try:
            picture = as_pixels(rendered(opened, _DOTS))
        finally:
            opened.close()
        marks = [g for g in page.glyphs if page.kind == "picture" and _is_at_edge(g, page.size[1])]
        found[page.number] = scanned_page(ScannedPage(picture, page.size, marks), name)
    return found


def _is_at_edge(glyph: Glyph, height: float) -> bool:
    """Whether a character that is printed over a picture stands where a scanner's program puts its mark."""
    return not _MARK * height < glyph.baseline < (1 - _MARK) * height
