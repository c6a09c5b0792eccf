"""Pictures of pages: of a PDF as a viewer shows it, of an image file as it is."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from docparse.errors import UnreadableFile
from docparse.readers import limits

if TYPE_CHECKING:
    from PIL.Image import Image

SIGNATURES = {
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
"""The first bytes of the image files that are read, and their media types."""

_POINTS_PER_INCH = 72
_A4_HEIGHT = 842.0  # points
_PLAUSIBLE = (60.0, 1300.0)  # dots an inch that a scan may have


def page_image(data: bytes, number: int, *, dpi: int = 100, name: str = "document") -> Image:
    """Page `number` (1-based) of a PDF, PNG, JPEG or TIFF as a picture of `dpi` dots an inch, in red, green and blue.

    Raises:
        UnreadableFile: the file has no such page, or is of another format or damaged.
    """
    if is_image(data):
        frames = image_pages(data, name)
        found = next((picture for at, picture in enumerate(frames, start=1) if at == number), None)
        if found is None:
            raise UnreadableFile(name, f"has no page {number}")
        wanted = dpi * image_size(found)[0] / _POINTS_PER_INCH / found.width
        return found.resize((max(round(found.width * wanted), 1), max(round(found.height * wanted), 1)))
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(name, "is no PDF or picture, or a damaged one", "fetch it again") from error
    try:
        if not 1 <= number <= len(document):
            raise UnreadableFile(name, f"has no page {number}")
        return rendered(document[number - 1], dpi)
    finally:
        document.close()


def rendered(page: object, dpi: float) -> Image:
    """A pdfium page as a picture, with no more pixels than the limits allow."""
    width, height = page.get_size()  # type: ignore[attr-defined]
    scale = dpi / _POINTS_PER_INCH
    scale = min(scale, (limits.PICTURE_PIXELS / max(width * height, 1.0)) ** 0.5)
    picture: Image = page.render(scale=scale).to_pil().convert("RGB")  # type: ignore[attr-defined]
    return picture


# --- image files -----------------------------------------------------------------------------------------------------


def is_image(data: bytes) -> bool:
    """Whether the first bytes are those of a PNG, JPEG or TIFF."""
    return data.startswith(tuple(SIGNATURES))


def image_pages(data: bytes, name: str) -> Iterator[Image]:
    """The pages of an image file, one after the other, upright as the camera says, on white, in red, green and blue.

    Raises:
        UnreadableFile: the file is damaged or has too many pixels or pages.
    """
    from PIL import Image, ImageOps, ImageSequence

    # Pillow warns of fields that it passes over; what it cannot read at all it raises
    quiet = warnings.catch_warnings(action="ignore", category=UserWarning)
    try:
        with quiet, Image.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file), start=1):
                if number > limits.PAGES:
                    raise UnreadableFile(name, f"has more than {limits.PAGES} pages", "split it")
                if frame.width * frame.height > limits.PICTURE_PIXELS:
                    raise UnreadableFile(name, f"has more than {limits.PICTURE_PIXELS} pixels", "scan it less finely")
                dots = frame.info.get("dpi")
                picture = ImageOps.exif_transpose(frame)
                if picture.has_transparency_data:
                    ground = Image.new("RGBA", picture.size, "white")
                    picture = Image.alpha_composite(ground, picture.convert("RGBA"))
                picture = picture.convert("RGB")
                picture.info["dpi"] = dots
                yield picture
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableFile(name, f"is a damaged image ({error})", "fetch or scan it again") from error


def image_size(picture: Image) -> tuple[float, float]:
    """The picture's width and height in points: by its dots an inch where they are plausible, else as a page of A4."""
    dots = picture.info.get("dpi") or (0.0, 0.0)
    across = float(dots[0]) if isinstance(dots, tuple) and dots else 0.0
    if _PLAUSIBLE[0] <= across <= _PLAUSIBLE[1] and max(picture.size) / across < 24:  # inches: A2 and less
        points = _POINTS_PER_INCH / across
    else:
        points = _A4_HEIGHT / max(picture.size)
    return picture.width * points, picture.height * points
