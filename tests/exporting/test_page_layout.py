"""What a reader saw, drawn on pictures of pages."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from docparse.errors import UnreadableFile
from docparse.exporting.page_layout import layout_pages
from docparse.readers import read
from docparse.source import BBox, Grid, Line

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "corpora" / "lanchuan-biomed-list.pdf"
BLUE, GREEN, GREY = (31, 111, 214), (18, 138, 58), (154, 154, 154)


def colours_at(page: Image.Image, box: BBox) -> set[tuple[int, ...]]:
    """The colours along the upper edge of a box in points, on a page of 72 dots an inch."""
    x0, top, x1, _ = (round(v) for v in box)
    return {page.getpixel((x, y)) for x in range(x0, x1, 3) for y in (top - 1, top, top + 1)}  # type: ignore[misc]


def test_lines_furniture_and_tables_are_drawn_where_they_stand() -> None:
    source = read(SHEET)
    pages = {n: Image.open(BytesIO(data)) for n, data in layout_pages(SHEET, source, dpi=72)}
    assert list(pages) == list(range(1, (source.pages or 0) + 1))
    assert all(abs(page.width - 595) <= 1 and page.height == 842 for page in pages.values())
    drawn: dict[tuple[int, ...], int] = dict.fromkeys((BLUE, GREEN, GREY), 0)
    for block in source.blocks:
        for place in [block.place] if isinstance(block, Line) else block.places:
            assert place.page is not None and place.bbox is not None
            seen = colours_at(pages[place.page], place.bbox)
            if isinstance(block, Grid):
                assert GREEN in seen
            for colour in drawn:
                drawn[colour] += colour in seen
    assert all(drawn.values())


def test_what_has_no_pages_is_named() -> None:
    text = SHEET.with_suffix(".txt")
    with pytest.raises(UnreadableFile, match="has no pages to draw on; give a PDF or an image"):
        list(layout_pages(text, read(text)))


def test_the_command_writes_a_picture_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from docparse.cli.app import app

    _run(app, ["read", str(SHEET), "--debug-layout", str(tmp_path / "pages")])
    assert sorted(p.name for p in (tmp_path / "pages").iterdir()) == [f"page-{n}.png" for n in range(1, 5)]


def _run(app: Callable[..., object], arguments: list[str]) -> None:
    app(arguments, standalone_mode=False)
