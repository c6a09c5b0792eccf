"""What a reader saw, drawn on pictures of the pages: lines, what was left out of the text, and tables with their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docparse.errors import UnreadableFile
from docparse.readers.page_images import is_image, page_image
from docparse.source import BBox, Block, Grid, Line, Source
from docparse.structure.furniture import without_furniture

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_POINTS_PER_INCH = 72
_LINE, _CENTRED, _FURNITURE, _TABLE, _UNSURE = "#1f6fd6", "#7a2fc2", "#9a9a9a", "#128a3a", "#d6261f"
_SURE = 0.9  # confidence of a recognised line above which nothing is marked


def layout_pages(path: str | Path, source: Source, dpi: int = 100) -> Iterator[tuple[int, bytes]]:
    """The pages of the file at `path` as (number, PNG), with what was read of it, `source`, drawn in.

    Blue boxes are lines, numbered in reading order, violet ones centred lines; grey and crossed out is page furniture, which
    is left out of the text; green are the rows of tables. A red corner marks a recognised line of low confidence.

    Raises:
        UnreadableFile: the file is no PDF or image, so that it has no pages to draw on.
    """
    data = Path(path).read_bytes()
    if source.pages is None or not (source.reader == "pdf" or is_image(data)):
        raise UnreadableFile(str(path), "has no pages to draw on", "give a PDF or an image")
    kept = {id(block) for block in without_furniture(source.blocks)}
    for number in range(1, source.pages + 1):
        yield number, _page(data, number, [b for b in source.blocks if _is_on(b, number)], kept, dpi)


def _is_on(block: Block, page: int) -> bool:
    places = [block.place] if isinstance(block, Line) else block.places
    return any(place.page == page for place in places)


def _page(data: bytes, number: int, blocks: Sequence[Block], kept: set[int], dpi: int) -> bytes:
    from PIL import ImageDraw

    picture = page_image(data, number, dpi=dpi)
    draw, scale = ImageDraw.Draw(picture), dpi / _POINTS_PER_INCH
    for order, block in enumerate(blocks, start=1):
        if isinstance(block, Grid):
            for place in block.places:
                if place.page == number and place.bbox is not None:
                    draw.rectangle(_scaled(place.bbox, scale), outline=_TABLE, width=2)
        elif block.place.bbox is not None:
            _draw_line(draw, block, _scaled(block.place.bbox, scale), order, id(block) in kept)
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _draw_line(draw: ImageDraw, line: Line, box: BBox, order: int, is_text: bool) -> None:
    if not is_text:
        draw.rectangle(box, outline=_FURNITURE)
        draw.line(box, fill=_FURNITURE)
        return
    draw.rectangle(box, outline=_CENTRED if line.centred else _LINE)
    draw.text((max(box[0] - 18, 0), box[1]), str(order), fill=_LINE)
    if line.place.confidence is not None and line.place.confidence < _SURE:
        corner = [(box[2], box[1]), (box[2] - 10, box[1]), (box[2], box[1] + 10)]
        draw.polygon(corner, fill=_UNSURE)


def _scaled(box: BBox, scale: float) -> BBox:
    x0, top, x1, bottom = (value * scale for value in box)
    return x0, top, max(x1, x0), max(bottom, top)
