"""The pages of drafts as LibreOffice lays them out, measured in pixels: GB/T 9704-2012 on paper, to the millimetre."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from docparse.drafting.outline import outline
from docparse.drafting.plan import Plan
from docparse.drafting.render import Edition, render
from docparse.pipeline import extract

DPI = 200
MM = DPI / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
"""The type area on the sheet, in mm from its left and upper edges."""

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
REAL = Path(__file__).resolve().parents[3] / "shared" / "corpora"
MARKS = "，。、；：！？”’）》〉〕"
ISSUED = ("implementation_plan", "action_plan", "forwarding_notice", "leading_group_notice")


@dataclass(frozen=True)
class Page:
    """One page: its lines as text, and its ink as pixels, which are drawn when they are asked for."""

    pdf: Path
    index: int
    lines: list[Any]

    @cached_property
    def red(self) -> Any:
        red, green, blue = (self._drawn("RGB")[..., colour] for colour in range(3))
        return (red > 180) & (green < 90) & (blue < 90)

    @cached_property
    def dark(self) -> Any:
        """Where ink is, but for red and for the marker's yellow and green."""
        return (self._drawn("L") < 85) & ~self.red

    def _drawn(self, mode: str) -> Any:
        import pypdfium2

        with pypdfium2.PdfDocument(self.pdf) as pdf:
            return np.asarray(pdf[self.index].render(scale=DPI / 72).to_pil().convert(mode))

    @cached_property
    def body(self) -> list[Any]:
        """The lines of text above the page number."""
        return [line for line in self.lines if line["bottom"] * 25.4 / 72 < BOTTOM + 1]


def rows(ink: Any) -> list[tuple[float, float]]:
    """(upper edge, lower edge) of each band of ink, in mm."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], ink.any(axis=1).astype(np.int8), [0]))))
    return [(start / MM, end / MM) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def columns(ink: Any, band: tuple[float, float]) -> tuple[float, float]:
    """(left edge, right edge) of the ink in a band, in mm."""
    found = np.flatnonzero(ink[round(band[0] * MM) : round(band[1] * MM)].any(axis=0))
    return float(found[0] / MM), float((found[-1] + 1) / MM)


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, bytes]], dict[str, list[Page]]]:
    """Lays .docx files out, all in one run of LibreOffice; a folder and a profile of its own."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed, so no page can be laid out")
    fonts = shutil.which("fc-list")
    if fonts is None or not subprocess.run([fonts, ":lang=zh"], check=True, capture_output=True).stdout:
        pytest.skip("no Chinese font is installed (fonts-noto-cjk is one), so no page can be measured")
    import pdfplumber

    def lay(files: dict[str, bytes]) -> dict[str, list[Page]]:
        place = tmp_path_factory.mktemp("pages")
        for name, data in files.items():
            (place / f"{name}.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        made = [str(place / f"{name}.docx") for name in files]
        blank_too = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
        command = [office, profile, "--headless", "--convert-to", blank_too, "--outdir", str(place), *made]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return {name: pages_of(place / f"{name}.pdf") for name in files}

    def pages_of(pdf: Path) -> list[Page]:
        with pdfplumber.open(pdf) as text:
            return [Page(pdf, index, page.extract_text_lines()) for index, page in enumerate(text.pages)]

    return lay


@pytest.fixture(scope="module")
def pages(plan: Plan, laid_out: Callable[..., Any]) -> list[Page]:
    """The plan with a red head."""
    made: list[Page] = laid_out({"plan": render(plan, edition=Edition(red_head=True))})["plan"]
    return made


@pytest.fixture(scope="module")
def full(laid_out: Callable[..., Any]) -> list[Page]:
    """The pages of a long plan that text alone fills: those between the title's page and the one that ends the text."""
    upper = [extract(CORPORA / f"{stem}.txt") for stem in ("lanchuan-logistics-action", "lanchuan-lowalt-plan")]
    pages: list[Page] = laid_out({"long": render(outline(upper, "桐麓区"))})["long"]
    return [page for page in pages[3:] if len(page.body) == len(pages[3].body)]


def test_the_sheet_is_a4(pages: list[Page]) -> None:
    for page in pages:
        assert page.dark.shape[0] / MM == pytest.approx(297, abs=0.3)
        assert page.dark.shape[1] / MM == pytest.approx(210, abs=0.3)


def test_22_lines_fill_a_page(full: list[Page]) -> None:
    assert len(full) >= 2
    for page in full:
        lines = [band for band in rows(page.dark) if band[1] < BOTTOM]
        assert len(lines) == 22 == len(page.body)
        pitch = (lines[-1][0] - lines[0][0]) / 21
        assert pitch * 22 == pytest.approx(225, abs=1)


def test_28_characters_fill_a_line(full: list[Page]) -> None:
    lines = [line for page in full for line in page.body]
    whole = [line for line in lines if not any(c["text"].isascii() or c["text"] in "“”" for c in line["chars"])]
    counted = Counter(len(line["text"].rstrip(MARKS)) for line in whole if line["x1"] / 72 * 25.4 > RIGHT - 2)
    assert counted.most_common(1)[0][0] == 28
    for line in whole:
        if len(line["text"]) == 28 and line["text"][-1] not in MARKS:
            pitch = (line["chars"][-1]["x0"] - line["chars"][0]["x0"]) / 27 / 72 * 25.4
            assert pitch * 28 == pytest.approx(156, abs=1)


def test_the_margins_are_right_to_the_millimetre(full: list[Page]) -> None:
    for page in full:
        lines = [band for band in rows(page.dark) if band[1] < BOTTOM]
        gap = (lines[-1][0] - lines[0][0]) / 21 - 5.6  # between the characters of two lines, 3号 being 5.6 mm
        assert TOP <= lines[0][0] <= TOP + gap
        assert BOTTOM - gap <= lines[-1][1] <= BOTTOM
        edges = [columns(page.dark, band) for band in lines]
        assert min(left for left, _ in edges) == pytest.approx(LEFT, abs=1)
        square = [
            edge[1] for edge, line in zip(edges, page.body, strict=True) if line["text"].rstrip()[-1] not in MARKS
        ]
        assert max(square) == pytest.approx(RIGHT, abs=1)


def test_page_numbers_stand_outside_7_mm_below_the_text(pages: list[Page]) -> None:
    for number, page in enumerate(pages, start=1):
        text = page.lines[-1]["text"].replace(" ", "")
        assert text == f"—{number}—"
        (band,) = [b for b in rows(page.dark) if b[0] > BOTTOM + 1]
        assert sum(band) / 2 == pytest.approx(BOTTOM + 7, abs=1)
        left, right = columns(page.dark, band)
        character = 14 / 72 * 25.4
        if number % 2:
            assert right == pytest.approx(RIGHT - character, abs=1)
        else:
            assert left == pytest.approx(LEFT + character, abs=1)


def test_the_red_head_stands_where_the_standard_puts_it(pages: list[Page]) -> None:
    mark, line = rows(pages[0].red)
    assert mark[0] == pytest.approx(TOP + 35, abs=1)
    left, right = columns(pages[0].red, mark)
    assert left + right == pytest.approx(LEFT + RIGHT, abs=1)
    assert left >= LEFT
    left, right = columns(pages[0].red, line)
    assert (left, right) == (pytest.approx(LEFT, abs=1), pytest.approx(RIGHT, abs=1))
    number = [band for band in rows(pages[0].dark) if band[1] < line[0]][-1]
    assert line[0] - number[1] == pytest.approx(4, abs=1)
    assert not any(page.red.any() for page in pages[1:])


CASES = {
    "砚溪区": (["lanchuan-logistics-action"], []),
    "桐麓区": (["lanchuan-lowalt-plan", "lanchuan-biomed-list"], ["tonglu-data-leadgroup"]),
    "永川区": (["003", "001"], ["000"]),
    "渝北区": (["002"], []),
}


@pytest.fixture(scope="module", params=CASES)
def issued(request: pytest.FixtureRequest, laid_out: Callable[..., Any]) -> dict[str, list[Page]]:
    """Every set that is issued, of one region."""
    home = REAL if CASES[request.param][0][0].isdigit() else CORPORA
    if not home.is_dir():
        pytest.skip(f"the real documents ({home}) are not here")
    upper, bodies = ([extract(next(home.glob(f"{s}*.txt"))) for s in stems] for stems in CASES[request.param])
    made = outline(upper, request.param, bodies)
    pages: dict[str, list[Page]] = laid_out({name: render(made, template=name) for name in ISSUED})
    return pages


def test_the_imprint_ends_the_last_even_page(issued: dict[str, list[Page]]) -> None:
    for name, pages in issued.items():
        *_, line = (line["text"] for line in pages[-1].body)
        assert line.endswith("印发"), name
        assert len(pages) % 2 == 0, name
        rule = next(b for b in reversed(rows(pages[-1].dark)) if b[1] < BOTTOM + 1)
        assert rule[1] == pytest.approx(BOTTOM, abs=1), name
        left, right = columns(pages[-1].dark, rule)
        assert (left, right) == (pytest.approx(LEFT, abs=1), pytest.approx(RIGHT, abs=1)), name


def test_no_text_leaves_the_type_area(issued: dict[str, list[Page]]) -> None:
    """But for marks that hang over the end of a line, and half the width of a table's rule."""
    for name, pages in issued.items():
        for number, page in enumerate(pages, start=1):
            for line in page.body:
                x0, x1 = (line[side] / 72 * 25.4 for side in ("x0", "x1"))
                hanging = 5.6 if line["text"].rstrip()[-1] in MARKS else 0
                assert x0 >= LEFT - 0.5, (name, number, line["text"])
                assert x1 <= RIGHT + 0.5 + hanging, (name, number, line["text"])
