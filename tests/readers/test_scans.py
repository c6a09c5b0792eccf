"""Pages that are pictures: what the recognition of text makes of them, and what is said where it isn't installed."""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from docparse.errors import MissingExtra, UnreadableFile
from docparse.pipeline import extract
from docparse.readers import limits, ocr, read_bytes
from docparse.readers.characters import folded
from docparse.readers.lines import lines
from docparse.readers.page_images import image_pages, image_size, page_image
from docparse.readers.scan_picture import without_red
from docparse.readers.scan_words import glyphs_of
from docparse.source import Grid, Line, Source
from tests.readers.scans import RED, as_image, as_pdf, picture, scanned

ROOT = Path(__file__).resolve().parents[2]
SHEET = (ROOT / "corpora" / "tonglu-data-leadgroup.pdf").read_bytes()
MARK = "扫描工具 创建"
MakePdf = Callable[..., bytes]
needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="needs the extra docparse[ocr], which is not installed")


def text_of(source: Source, page: int = 1) -> str:
    return "".join("".join(b.text.split()) for b in source.blocks if isinstance(b, Line) and b.place.page == page)


def accuracy(found: str, expected: str) -> float:
    matcher = difflib.SequenceMatcher(None, found, expected, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(expected)


@pytest.fixture(scope="module")
def first() -> tuple[Image.Image, str]:
    """The first page of a notice as a clean picture, and what stands on it."""
    return picture(SHEET, 1), text_of(read_bytes(SHEET, "a.pdf"))


# --- reading ---------------------------------------------------------------------------------------------------------


@needs_ocr
def test_a_scan_with_seal_noise_and_a_mark(first: tuple[Image.Image, str]) -> None:
    page, expected = first
    source = read_bytes(as_pdf([scanned(page, skew=0.7, noise=12, seal=True)], MARK), "a.pdf")
    assert (source.ocr, source.pages, source.reader) == (True, 1, "pdf")
    found = text_of(source)
    assert accuracy(found, expected) >= 0.985 and len(found) <= 1.02 * len(expected)
    assert "创建" not in found
    lines = [b for b in source.blocks if isinstance(b, Line)]
    assert all(b.place.confidence is not None and 0.5 <= b.place.confidence <= 1 for b in lines)
    same = [b for b in read_bytes(SHEET, "a.pdf").blocks if isinstance(b, Line) and b.place.page == 1]
    body = [b for b in same if b.size == 16]
    for line in body:  # each line stands where it stands in the PDF of which the scan was made
        twin = max(lines, key=lambda b: difflib.SequenceMatcher(None, b.text, line.text).ratio())
        assert twin.place.bbox == pytest.approx(line.place.bbox, abs=9) and twin.size == pytest.approx(16, abs=1)


@needs_ocr
def test_a_ruled_table_of_a_scan() -> None:
    data = (ROOT / "corpora" / "lanchuan-biomed-list.pdf").read_bytes()
    (expected,) = (b for b in read_bytes(data, "a.pdf").blocks if isinstance(b, Grid))
    number = expected.places[0].page
    assert number is not None
    (found,) = (
        b
        for b in read_bytes(as_pdf([scanned(picture(data, number), skew=0.5, noise=10)]), "a.pdf").blocks
        if isinstance(b, Grid)
    )
    rows = [row for row, place in zip(expected.rows, expected.places, strict=True) if place.page == number]
    cells = [(a, b) for one, other in zip(rows, found.rows, strict=True) for a, b in zip(one, other, strict=True)]
    assert sum(a.replace(" ", "") == b.replace(" ", "") for a, b in cells) >= 0.9 * len(cells)


@needs_ocr
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_image_files(first: tuple[Image.Image, str], form: str) -> None:
    page, expected = first
    half = page.crop((0, 0, page.width, page.height // 2))
    pages = [half, half] if form == "TIFF" else [half]
    source = read_bytes(as_image(pages, form), "来文")
    assert (source.reader, source.media_type, source.pages) == ("image", f"image/{form.lower()}", len(pages))
    for number in range(1, len(pages) + 1):
        found = text_of(source, number)
        assert len(found) > 100 and accuracy(found, expected[: len(found)]) >= 0.98


@needs_ocr
@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_that_lies_on_its_side_or_head(first: tuple[Image.Image, str], turn: int) -> None:
    page, expected = first
    half = page.crop((0, 0, page.width, page.height // 2))
    found = text_of(read_bytes(as_image([half.rotate(turn, expand=True)], "PNG"), "a.png"))
    assert accuracy(found, expected[: len(found)]) >= 0.97 and len(found) > 100


@needs_ocr
def test_confidence_reaches_the_source_map(first: tuple[Image.Image, str]) -> None:
    document = extract(read_bytes(as_pdf([first[0]]), "a.pdf"))
    assert document.source.ocr
    assert all(e.confidence is not None and e.page == 1 and e.bbox is not None for e in document.source_map)
    assert all(e.confidence is None for e in extract(read_bytes("关于清窖的通知".encode(), "a.txt")).source_map)


@needs_ocr
def test_only_pages_without_text_are_recognised(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch, first: tuple[Image.Image, str]
) -> None:
    from reportlab.lib.utils import ImageReader

    def drawn(page: Any) -> None:
        page.canvas.drawImage(ImageReader(first[0]), 0, 0, 595, 842)

    asked: list[int] = []
    read = ocr.words
    monkeypatch.setattr(ocr, "words", lambda picture, name: asked.append(1) or read(picture, name))
    source = read_bytes(make_pdf(lambda page: page.write("关于清窖的通知"), drawn), "a.pdf")
    assert asked == [1] and text_of(source, 1) == "关于清窖的通知"
    assert accuracy(text_of(source, 2), first[1]) > 0.99


@needs_ocr
def test_nothing_is_written_or_sent(tmp_path: Path) -> None:
    """onnxruntime would write a device id into the home folder when it is imported, and send events from then on."""
    sheet = tmp_path / "a.png"
    sheet.write_bytes(as_image([picture(SHEET, 1).crop((0, 0, 1654, 700))], "PNG"))
    home = tmp_path / "home"
    home.mkdir()
    code = (
        "import os, sys; from docparse.readers import read; assert read(sys.argv[1]).ocr\n"
        "folder = '/proc/self/fd'\n"
        "links = [os.readlink(f'{folder}/{n}') for n in os.listdir(folder) if os.path.lexists(f'{folder}/{n}')]"
        " if os.path.isdir(folder) else []\n"
        "assert not [x for x in links if x.startswith('socket:')], links"
    )
    command = [sys.executable, "-c", code, str(sheet)]
    if shutil.which("unshare") and subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0:
        command = ["unshare", "-rn", *command]  # a machine without any network
    keep = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY" and not k.startswith("XDG_")}
    places = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "TMPDIR", "TEMP"), str(home))
    done = subprocess.run(command, env=keep | places, capture_output=True, encoding="utf-8", cwd=home)
    assert done.returncode == 0, done.stderr
    assert list(home.rglob("*")) == []


# --- pieces ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recognised", "expected"),
    [
        ("农业农村(农牧)厅(局、委),各县:", "农业农村（农牧）厅（局、委），各县："),
        ("(一)2025年-2027年", "（一）2025年-2027年"),
        ("2022–2030年", "2022—2030年"),
        ("8:30起,共1,200人.", "8:30起，共1,200人。"),
        ("1.加强领导;", "1.加强领导；"),
        ("增长8.5%", "增长8.5%"),
        ("GB/T 9704-2012 (E): 1", "GB/T 9704-2012 (E): 1"),
        ("-3一", "— 3 —"),
        ("网址:http://a.b/c", "网址：http://a.b/c"),
    ],
)
def test_widths_of_marks(recognised: str, expected: str) -> None:
    assert folded(recognised) == expected


def test_seal_and_rule_go_and_red_letters_stay() -> None:
    import numpy as np
    from PIL import ImageDraw

    page = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(page)
    for i in range(6):  # red letters of 20 mm and black ones that the seal will lie on
        draw.rectangle((250 + i * 190, 300, 380 + i * 190, 330), fill=RED)
        draw.rectangle((250 + i * 190, 380, 380 + i * 190, 410), fill=RED)
        draw.rectangle((1050 + i * 40, 1690, 1070 + i * 40, 1720), fill="black")
    before = np.asarray(page)
    sealed = np.asarray(scanned(page, seal=True))
    after = without_red(sealed, 72 / 200)
    letters, black = (slice(290, 420), slice(240, 1400)), (slice(1690, 1721), slice(1050, 1271))
    assert (after[letters] == before[letters]).all()
    assert np.abs(after[black].astype(int) - before[black]).max() < 40
    rest = after.copy()
    rest[letters], rest[black] = 255, 255
    assert (sealed < 200).any() and (rest > 200).all()


@pytest.mark.parametrize(
    ("gap", "text", "expected"),
    [
        (16, "周立仁区商务委主任", "周立仁\u3000区商务委主任"),
        (2, "周立仁区商务委主任", "周立仁区商务委主任"),
        (16, "周立仁，区商务委主任", "周立仁，区商务委主任"),
    ],
)
def test_the_white_between_a_name_and_its_post_is_a_blank(gap: int, text: str, expected: str) -> None:
    """Characters of 16 pixels with a pixel free on either side, and more behind the name or its comma."""
    import numpy as np

    dark, x = np.zeros((60, 400), bool), 20
    for i, char in enumerate(text):
        dark[20:34, x + 1 : x + (6 if char == "，" else 15)] = True
        x += 16 + (gap if text[: i + 1].rstrip("，") == "周立仁" and text[i + 1 : i + 2] != "，" else 0)
    word = ocr.Word(text, ((16, 18), (x + 4, 18), (x + 4, 36), (16, 36)), 0.99)
    (line,) = lines(glyphs_of([word], dark, 1.0), 1)
    assert line.text == expected


@pytest.mark.parametrize(
    ("pixels", "dots", "points"),
    [
        ((1654, 2339), 200, (595, 842)),
        ((1654, 2339), None, (595, 842)),
        ((2339, 1654), 1, (842, 595)),
        ((600, 800), 72, (600, 800)),
    ],
)
def test_the_size_of_an_image(pixels: tuple[int, int], dots: int | None, points: tuple[float, float]) -> None:
    (page,) = image_pages(as_image([Image.new("L", pixels, 255)], "PNG", dots), "a.png")
    assert image_size(page) == pytest.approx(points, abs=1)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK"])
def test_every_kind_of_pixel_becomes_red_green_and_blue(mode: str) -> None:
    form = "TIFF" if mode == "CMYK" else "PNG"
    (page,) = image_pages(as_image([Image.new(mode, (40, 30))], form), "a")
    assert page.mode == "RGB" and page.size == (40, 30)
    if mode in ("LA", "RGBA"):
        assert page.getpixel((0, 0)) == (255, 255, 255)  # what is transparent is paper


def test_pictures_of_pages(make_pdf: MakePdf, first: tuple[Image.Image, str]) -> None:
    data = make_pdf(lambda page: page.write("关于清窖的通知"), lambda page: page.write("二"))
    assert page_image(data, 2, dpi=144).size == (1190, 1684)
    assert page_image(as_image([first[0]] * 2, "TIFF"), 2, dpi=72).size == (595, 842)
    for broken, number in ((data, 3), (data, 0), (as_image([first[0]], "PNG"), 2), (b"%PDF-1.7\n%%EOF", 1)):
        with pytest.raises(UnreadableFile, match=r"has no page|is no PDF"):
            page_image(broken, number)


# --- what can't be read ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("without_ocr")
def test_without_the_extra_it_is_named(make_pdf: MakePdf, first: tuple[Image.Image, str]) -> None:
    advice = r"install it with: pip install 'docparse\[ocr\]'"
    with pytest.raises(MissingExtra, match=rf"^a\.pdf: is a scan.*{advice}"):
        read_bytes(as_pdf([first[0]], MARK), "a.pdf")
    with pytest.raises(MissingExtra, match=rf"^a\.png: .*{advice}"):
        read_bytes(as_image([first[0]], "PNG"), "a.png")

    def curves(page: Any) -> None:
        for i in range(40):
            page.canvas.bezier(10, 10 + i, 20, 20, 30, 30, 40, 40 + i)

    with pytest.raises(MissingExtra, match="drawn as curves, with no text layer; reading it needs"):
        read_bytes(make_pdf(curves), "a.pdf")


@pytest.mark.usefixtures("without_ocr")
def test_a_layer_of_invisible_text_is_what_a_scan_says(first: tuple[Image.Image, str]) -> None:
    rows = ("关于进一步加强全市老窖池普查登记造册工作的通知", "各区县人民政府，市政府各部门：", "一、总体要求")
    source = read_bytes(as_pdf([first[0]], MARK, rows), "a.pdf")
    assert [b.text for b in source.blocks if isinstance(b, Line)] == list(rows)
    assert source.ocr


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "is a damaged image"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "is a damaged image"),
        (b"II*\x00" + bytes(40), "is a damaged image"),
        (as_image([Image.new("L", (500, 500), 200)], "PNG")[:-30], "is a damaged image"),
    ],
)
def test_damaged_images(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_bytes(data, "a")


def test_too_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICTURE_PIXELS", 1000)
    with pytest.raises(UnreadableFile, match="has more than 1000 pixels; scan it less finely"):
        read_bytes(as_image([Image.new("L", (40, 30))], "PNG"), "a.png")


@needs_ocr
def test_a_blank_picture_has_no_text() -> None:
    with pytest.raises(UnreadableFile, match="is a picture of a page without any text"):
        read_bytes(as_image([Image.new("L", (400, 300), 255)], "PNG"), "a.png")
