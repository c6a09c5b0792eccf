"""Image files of pages (PNG, JPEG, TIFF of one page or more): their printed lines, recognised with the extra `ocr`."""

from __future__ import annotations

from docparse.readers.interface import Content, Reader
from docparse.readers.layout import laid_out
from docparse.readers.page_images import SIGNATURES, image_pages, image_size, is_image
from docparse.readers.scan import ScannedPage, scanned_page
from docparse.readers.scan_picture import as_pixels


def _read(data: bytes, name: str) -> Content:
    pages = [
        scanned_page(ScannedPage(as_pixels(picture), image_size(picture)), name) for picture in image_pages(data, name)
    ]
    media_type = next(kind for start, kind in SIGNATURES.items() if data.startswith(start))
    return Content(laid_out(pages), pages=len(pages), ocr=True, media_type=media_type)


IMAGE = Reader("a picture of a page", "image/*", "lines", lambda evidence: is_image(evidence.data), _read)
