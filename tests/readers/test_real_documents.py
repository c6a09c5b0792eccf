"""Real documents that exist in two formats, and real pages, where they are at hand."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from docparse.readers import read
from docparse.source import Grid, Line, Source

SHARED = Path(__file__).resolve().parents[3] / "shared"
MORE = SHARED / "corpora" / "more"
pytestmark = pytest.mark.skipif(not MORE.is_dir(), reason="the real documents lie beside the checkout, not in it")


def squashed(source: Source) -> str:
    texts = [b.text if isinstance(b, Line) else "".join(map("".join, b.rows)) for b in source.blocks]
    return re.sub(r"\s", "", "".join(texts))


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("cc-2026no1.docx", "cc-2026no1.pdf", 0.999),
        ("gd-397.pdf", "gd-397.txt", 0.99),
        ("la-leadgroup-src.html", "la-leadgroup.txt", 1.0),
    ],
)
def test_two_formats_of_a_document_are_alike(one: str, other: str, least: float) -> None:
    texts = squashed(read(MORE / one)), squashed(read(MORE / other))
    assert difflib.SequenceMatcher(None, *texts, autojunk=False).ratio() >= least


def test_the_lines_of_a_page_source_are_those_of_its_text() -> None:
    def lines(name: str) -> list[str]:
        return [b.text for b in read(MORE / name).blocks if isinstance(b, Line)]

    assert lines("la-leadgroup-src.html") == lines("la-leadgroup.txt")


@pytest.mark.parametrize("page", sorted(MORE.glob("sc-*.html")), ids=lambda path: path.stem)
def test_a_portals_page_gives_its_document_and_nothing_else(page: Path) -> None:
    """Also where the name of the element that holds the document were not known."""
    from lxml import html

    from docparse.readers import read_bytes

    tree = html.document_fromstring(
        page.read_bytes(), parser=html.HTMLParser(encoding="utf-8", remove_comments=True)
    ).get_element_by_id("UCAP-CONTENT")
    whole = re.sub(r"\s", "", tree.text_content())
    expected = [re.sub(r"\s", "", p.text_content()) for p in tree.iter("p")]
    for source in (read(page), read_bytes(page.read_bytes().replace(b"UCAP-CONTENT", b"other"), page.name)):
        text = squashed(source)
        assert [p for p in expected if p not in text] == []
        assert [b.text for b in source.blocks if isinstance(b, Line) and re.sub(r"\s", "", b.text) not in whole] == []


@pytest.mark.parametrize(("name", "shape"), [("sc-04.html", (56, 5)), ("sc-10.html", (23, 5))])
def test_tables_are_whole(name: str, shape: tuple[int, int]) -> None:
    (grid,) = (b for b in read(MORE / name).blocks if isinstance(b, Grid))
    assert (len(grid.rows), len(grid.rows[0])) == shape


@pytest.mark.parametrize(("name", "pages", "lines"), [("ofd-luqiao.ofd", 2, 18), ("ofd-bengbu.ofd", 1, 11)])
def test_ofd_comes_whole_and_in_order(name: str, pages: int, lines: int) -> None:
    """The order of the lines was read by eye; it is that of their places."""
    source = read(MORE / name)
    places = [(b.place.page, b.place.bbox[1]) for b in source.blocks if isinstance(b, Line) and b.place.bbox]
    assert source.pages == pages and len(places) == len(source.blocks) == lines
    assert places == sorted(places)
    text = squashed(source)
    assert re.search(r"\d{4}年\d+月\d+日", text) and "\ufffd" not in text


@pytest.mark.parametrize("path", sorted(SHARED.glob("corpora/**/*.txt")), ids=lambda path: path.stem)
def test_texts_come_whole(path: Path) -> None:
    source = read(path)
    text = path.read_text(encoding="utf-8")
    assert (source.reader, source.flow) == ("text", "lines")
    assert "\n".join(b.text for b in source.blocks if isinstance(b, Line)) == text.removesuffix("\n").replace(
        "\f", "\n"
    )
