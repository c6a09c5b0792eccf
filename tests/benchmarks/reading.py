"""How true and how fast PDF and scans are read. Run: python -m tests.benchmarks.reading [twins|pages|tables|scans|speed]...

twins   real documents that exist in two formats, how alike their texts are (../shared, where it is there)
pages   documents set on pages of 22 lines of 28 characters with running heads and page numbers, and read back
tables  thirty invented tables, ruled whole, by lines across alone or not at all, merged, over pages: their cells
scans   the same pages at 200 dots an inch, skewed, noisy and sealed, and recognised; needs docparse[ocr] and a minute a
        document
speed   pages a second, structure included, beside pdfplumber's extract_text and pdfium's bare characters and boxes

The documents are the five of Chongqing in ../shared or, where they are not, our own; those of `speed` are the PDFs of
corpora/ and, where it is there, the PDF of the twins.
"""

from __future__ import annotations

import difflib
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from docparse.readers import ocr, read, read_bytes
from docparse.source import Grid
from docparse.structure import StructuredText, structure
from tests.readers.made_tables import drawn_tables
from tests.readers.scans import as_pdf, has_chinese_font, picture, scanned
from tests.readers.typeset import typeset

ROOT = Path(__file__).resolve().parents[2]
MORE = ROOT.parent / "shared" / "corpora" / "more"
TWINS = (("cc-2026no1.docx", "cc-2026no1.pdf"), ("gd-397.pdf", "gd-397.txt"))
SKEWS = (0.8, -0.6, 0.4, -0.9, 0.0)  # degrees
NOISE = 12.0


def texts() -> list[Path]:
    real = sorted((ROOT.parent / "shared" / "corpora").glob("00*.txt"))
    return real or sorted((ROOT / "corpora").glob("*.txt"))


def squashed(text: str) -> str:
    return "".join(text.split())


def accuracy(found: str, expected: str) -> float:
    """The share of `expected` that needs no change: 1 less the changed, missing and added characters a character."""
    steps = difflib.SequenceMatcher(None, expected, found, autojunk=False).get_opcodes()
    wrong = sum(max(a1 - a0, b1 - b0) for step, a0, a1, b0, b1 in steps if step != "equal")
    return 1 - wrong / max(len(expected), 1)


def sections_f1(found: StructuredText, expected: StructuredText) -> float:
    """Of sections by their path and heading."""
    one, other = ({(s.part, s.path, s.heading) for s in text.sections} for text in (found, expected))
    return 2 * len(one & other) / max(len(one) + len(other), 1)


def twins() -> None:
    if not MORE.is_dir():
        print("twins: no real documents in ../shared")
    for pair in TWINS if MORE.is_dir() else ():
        one, other = (squashed(structure(read(MORE / name)).text) for name in pair)
        ratio = difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
        print(f"twins  {pair[0]} against {pair[1]}: alike {ratio:.4f}")


def pages() -> None:
    for path in texts():
        expected = structure(read(path))
        source = read_bytes(typeset(expected), path.stem)
        found = structure(source).text
        same = "equal" if found == expected.text else "NOT equal"
        print(f"pages  {path.stem}: {source.pages} pages, text {same}, characters {accuracy(found, expected.text):.5f}")


def scans(paths: Iterable[Path]) -> None:
    if not ocr.is_installed():
        print("scans: docparse[ocr] is not installed")
        return
    if not has_chinese_font():
        print(
            "scans: this machine has no Chinese font to draw pages with; install one (fonts-noto-cjk) and run it again"
        )
        return
    characters = wrong = 0.0
    for path in paths:
        expected = structure(read(path))
        sheets = typeset(expected)
        count = read_bytes(sheets, path.stem).pages or 0
        worn = [
            scanned(picture(sheets, n), skew=SKEWS[n % len(SKEWS)], noise=NOISE, seal=n % 3 == 1, seed=n)
            for n in range(1, count + 1)
        ]
        start = time.perf_counter()
        found = structure(read_bytes(as_pdf(worn), path.stem))
        seconds = time.perf_counter() - start
        share = accuracy(found.text, expected.text)
        characters += len(expected.text)
        wrong += (1 - share) * len(expected.text)
        print(
            f"scans  {path.stem}: {count} pages, characters {share:.4f}, sections F1 "
            f"{sections_f1(found, expected):.3f}, {count / seconds:.2f} pages/s",
            flush=True,
        )
    print(f"scans  all: characters {1 - wrong / max(characters, 1):.4f}")


def tables() -> None:
    """Thirty tables of our own on pages, read back cell by cell; a cell counts where its row and column are right too."""
    total = right = 0
    for name, data, expected in drawn_tables():
        found = [block.rows for block in read_bytes(data, name).blocks if isinstance(block, Grid)]
        rows = found[0] if len(found) == 1 else ()
        good = sum(
            r < len(rows) and c < len(rows[r]) and squashed(rows[r][c]) == squashed(cell)
            for r, row in enumerate(expected)
            for c, cell in enumerate(row)
        )
        count = sum(map(len, expected))
        total, right = total + count, right + good
        if good < count or len(rows) != len(expected):
            print(f"tables {name}: {good} of {count} cells, {len(found)} tables, {len(rows)} of {len(expected)} rows")
    print(f"tables all: {right} of {total} cells = {right / total:.4f}")


def speed() -> None:
    """Medians of five rounds, in time of the processor, so that other work beside it counts little; in each round every way reads all pages once. Made by LibreOffice, fonts inside."""
    files = [path.read_bytes() for path in (*sorted((ROOT / "corpora").glob("*.pdf")), *MORE.glob("cc-*.pdf"))]
    ways: dict[str, Callable[[bytes], int]] = {"docparse": _whole, "pdfplumber": _pdfplumber, "pdfium": _pdfium}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    count = sum(_whole(data) for data in files)
    for _ in range(5):
        for name, way in ways.items():
            start = time.process_time()
            for data in files:
                way(data)
            taken[name].append(time.process_time() - start)
    median = {name: statistics.median(seconds) for name, seconds in taken.items()}
    for name, seconds in median.items():
        print(f"speed  {name}: {count / seconds:.0f} pages/s")
    print(
        f"speed  docparse is {median['pdfplumber'] / median['docparse']:.1f} times pdfplumber, and takes "
        f"{median['docparse'] / median['pdfium']:.2f} times bare pdfium"
    )


def _whole(data: bytes) -> int:
    source = read_bytes(data, "a.pdf")
    structure(source)
    return source.pages or 0


def _pdfplumber(data: bytes) -> int:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def _pdfium(data: bytes) -> int:
    """The text, and the box of every character, by pypdfium2's own functions."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for i in range(len(document)):
        page: Any = document[i]
        textpage = page.get_textpage()
        textpage.get_text_range()
        for n in range(textpage.count_chars()):
            textpage.get_charbox(n)
        textpage.close()
        page.close()
    return len(document)


def main(wanted: list[str]) -> None:
    rows: dict[str, Callable[[], None]] = {
        "twins": twins,
        "pages": pages,
        "tables": tables,
        "scans": lambda: scans(texts()),
        "speed": speed,
    }
    for name in wanted or rows:
        rows[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
