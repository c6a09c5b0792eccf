"""Pages made to look as scanners give them: skewed, noisy, with a red seal and a red rule, as PDF or image files."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from docparse.readers.page_images import page_image

DOTS = 200  # an inch
RED = (214, 40, 44)


def picture(data: bytes, number: int, dots: int = DOTS) -> Image.Image:
    """Page `number` of a PDF as a clean picture."""
    return page_image(data, number, dpi=dots)


def has_chinese_font() -> bool:
    """Whether this machine can draw Chinese characters that a PDF doesn't hold: without a font two of them look the same."""
    drawn: list[bytes] = []
    for char in ("国", "一"):
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        buffer = BytesIO()
        canvas = Canvas(buffer, pagesize=(100, 100))
        canvas.setFont("STSong-Light", 60)
        canvas.drawString(20, 20, char)
        canvas.save()
        drawn.append(picture(buffer.getvalue(), 1, dots=72).tobytes())
    return drawn[0] != drawn[1]


def scanned(
    page: Image.Image, *, skew: float = 0.0, noise: float = 0.0, seal: bool = False, seed: int = 1
) -> Image.Image:
    """The page turned by `skew` degrees about its middle, blurred and with grey noise of that deviation (of 255), and
    with a round seal in red ink over its lower right quarter and a red rule at its top.
    """
    page = page.convert("RGB")
    if seal:
        page = Image.fromarray(np.minimum(np.asarray(page), np.asarray(_seal(page.size))))
    if skew:
        page = page.rotate(skew, Image.Resampling.BICUBIC, fillcolor="white")
    if noise:
        page = page.filter(ImageFilter.GaussianBlur(0.6))
        grain = np.random.default_rng(seed).normal(0, noise, (page.height, page.width, 1))
        page = Image.fromarray(np.clip(np.asarray(page) + grain, 0, 255).astype(np.uint8))
    return page


def _seal(size: tuple[int, int]) -> Image.Image:
    """A white sheet with a ring of 42 mm, a star and strokes that stand for letters, and a rule of 156 mm."""
    sheet = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(sheet)
    millimetre = size[0] / 210
    x, y, radius = 145 * millimetre, 215 * millimetre, 21 * millimetre
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=round(1.2 * millimetre))
    points = [
        (x + r * math.sin(i * math.pi / 5), y - r * math.cos(i * math.pi / 5))
        for i in range(10)
        for r in ((7 if i % 2 == 0 else 2.7) * millimetre,)
    ]
    draw.polygon(points, fill=RED)
    pick = random.Random(7)
    for i in range(12):  # each letter on the ring is a few strokes
        angle = math.radians(-130 + i * 260 / 11)
        at = (x + 15.5 * millimetre * math.sin(angle), y - 15.5 * millimetre * math.cos(angle))
        for _ in range(5):
            ends = [c + pick.uniform(-1.8, 1.8) * millimetre for c in (*at, *at)]
            draw.line(ends, fill=RED, width=round(0.5 * millimetre))
    top = 30 * millimetre
    draw.line((28 * millimetre, top, 184 * millimetre, top), fill=RED, width=round(0.8 * millimetre))
    return sheet


def as_pdf(pages: Sequence[Image.Image], mark: str = "", layer: Sequence[str] = ()) -> bytes:
    """A PDF of A4 pages that are pictures; `mark` is printed at the foot as a scanner's program does, and `layer` stands on
    each page as invisible text.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for page in pages:
        canvas.drawImage(ImageReader(page), 0, 0, 595, 842)
        if mark:
            canvas.setFont("STSong-Light", 9)
            canvas.drawString(470, 20, mark)
        if layer:
            text: Any = canvas.beginText(80, 720)
            text.setFont("STSong-Light", 16, 28)
            text.setTextRenderMode(3)
            text.textLines("\n".join(layer))
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def as_image(pages: Sequence[Image.Image], form: str, dots: int | None = DOTS) -> bytes:
    """The pages as one file of `form` "PNG", "JPEG" or "TIFF" (of several pages)."""
    buffer = BytesIO()
    options: dict[str, Any] = {"dpi": (dots, dots)} if dots else {}
    if form == "TIFF":
        options |= {"save_all": True, "append_images": list(pages[1:]), "compression": "tiff_lzw"}
    pages[0].save(buffer, form, **options)
    return buffer.getvalue()
