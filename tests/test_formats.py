"""Each document of corpora/ that lies there as .docx and .pdf says the same in every format: the contract JSON is alike,
spans and places aside.

LibreOffice makes the .doc and the .html of the .docx here; the .ofd is the .pdf, page by page, as the converters of
offices make it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import docparse
from docparse.readers import office
from tests.readers.ofd_writer import OfdPage, ofd

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
STEMS = sorted(path.stem for path in CORPORA.glob("*.docx"))
MILLIMETRES = 25.4 / 72
PLACES = {"span", "spans", "mentions", "source", "source_map", "heading_span"}

# What a format can't say, each with its reason: (format, stem) -> fields of the JSON that may differ.
EXCEPTIONS = {
    (".html", "yanxi-logistics-scheme"): (
        {"text", "sections", "agencies", "bodies", "targets", "deadlines", "assignments", "findings"},
        "LibreOffice writes the 一、 and （一） that Word counts as an ordered list without its form",
    ),
}


@cache
def said(path: Path) -> dict[str, Any]:
    """The contract JSON of a file without what says where it stands."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: without(v) for k, v in value.items() if k not in PLACES}
        return [without(v) for v in value] if isinstance(value, list) else value

    return dict(without(json.loads(docparse.extract(path).model_dump_json())))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each document as .doc and .html, by LibreOffice, and as .ofd."""
    folder = tmp_path_factory.mktemp("formats")
    for stem in STEMS:
        (folder / f"{stem}.ofd").write_bytes(ofd(list(_ofd_pages(CORPORA / f"{stem}.pdf"))))
    start = [str(office.program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    for form in ("doc:MS Word 97", "html"):
        files = [str(CORPORA / f"{stem}.docx") for stem in STEMS]
        command = [*start, "--convert-to", form, "--outdir", str(folder), *files]
        if office.program() is not None:
            subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


def _ofd_pages(pdf: Path) -> Iterator[OfdPage]:
    import pdfplumber

    with pdfplumber.open(pdf) as document:
        for page in document.pages:
            drawn = OfdPage(paper=(float(page.width) * MILLIMETRES, float(page.height) * MILLIMETRES))
            for char in page.chars:
                baseline = (page.height - char["matrix"][5]) * MILLIMETRES
                x, width, size = (char[side] * MILLIMETRES for side in ("x0", "width", "size"))
                drawn.text(char["text"], x, baseline, size, width=width)
            for edge in page.edges:
                drawn.line(*(edge[side] * MILLIMETRES for side in ("x0", "top", "x1", "bottom")))
            yield drawn


def differences(stem: str, path: Path) -> dict[str, str]:
    """field -> the first thing that differs there."""
    one, other = said(CORPORA / f"{stem}.txt"), said(path)
    found = {}
    for field in one:
        if one[field] != other[field]:
            rows = zip(_rows(one[field]), _rows(other[field]), strict=False)
            found[field] = next((f"{a!r} / {b!r}" for a, b in rows if a != b), "one is longer")[:300]
    return found


def _rows(value: Any) -> list[Any]:
    return value.split("\n") if isinstance(value, str) else list(value.items() if isinstance(value, dict) else value)


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".ofd", ".html", ".doc"])
@pytest.mark.parametrize("stem", STEMS)
def test_every_format_says_the_same(stem: str, suffix: str, made: Path) -> None:
    path = (CORPORA if suffix in (".docx", ".pdf") else made) / f"{stem}{suffix}"
    if suffix in (".html", ".doc") and office.program() is None:
        pytest.skip("LibreOffice, which makes and reads this format, is not installed")
    found = differences(stem, path)
    allowed, reason = EXCEPTIONS.get((suffix, stem), (set(), ""))
    print(f"{stem}{suffix}: {found or 'alike'} {reason}")
    assert set(found) <= allowed, found


def test_no_exception_has_outlived_its_reason(made: Path) -> None:
    if office.program() is None:
        pytest.skip("LibreOffice, which makes these formats, is not installed")
    for suffix, stem in EXCEPTIONS:
        assert differences(stem, made / f"{stem}{suffix}")
