"""Whatever the bytes: a Source or an UnreadableFile of one line, and never another exception."""

from __future__ import annotations

import os
import sys
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from docparse.errors import UnreadableFile
from docparse.readers import ocr, office, read_bytes
from docparse.readers.ocr import Word
from docparse.source import Line, Source
from tests.readers.scans import as_image, as_pdf
from tests.readers.test_reading import OWN

INPUTS = int(os.environ.get("DOCPARSE_FUZZ", "300"))
"""Damaged samples a reader; `make fuzz` tries 10,000."""

fuzzing = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=INPUTS)


def _peak() -> int:
    """The most memory that this process has held, in bytes."""
    resource = pytest.importorskip("resource", reason="this system does not say how much memory a process had")
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * (1 if sys.platform == "darwin" else 1024)


@pytest.fixture(scope="module", autouse=True)
def peak_before() -> int:
    return _peak() if sys.platform != "win32" else 0


def outcome(data: bytes, name: str = "来文") -> Source | None:
    """The Source, checked, or None where the file is refused as it should be."""
    try:
        source = read_bytes(data, name)
    except UnreadableFile as error:
        message = str(error)
        assert message.startswith(f"{name}: ") and "\n" not in message and len(message) < 400
        return None
    for block in source.blocks:
        if isinstance(block, Line):
            assert "\n" not in block.text and block.place is not None
        else:
            assert block.rows and len({len(row) for row in block.rows}) == 1 and len(block.places) == len(block.rows)
    return source


@st.composite
def mutations(draw: st.DrawFn, size: int) -> list[tuple[int, int, bytes]]:
    """Up to six cuts in `size` bytes: (where, how many bytes go, what comes instead)."""
    piece = st.one_of(
        st.binary(max_size=8), st.sampled_from([b"", b"\0", b"<", b">", b"999999999", b"-1", b"<w:p>", b"<td>", b" R"])
    )
    return draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, 40), piece), min_size=1, max_size=6))


def mutate(data: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    for at, gone, new in cuts:
        data = data[:at] + new + data[at + gone :]
    return data


@given(st.binary(max_size=300), st.sampled_from(["来文", "a.pdf", "a.docx", "a.txt"]))
@fuzzing
def test_any_bytes(data: bytes, name: str) -> None:
    outcome(data, name)


@given(
    st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"<%"]),
    st.binary(max_size=300),
)
@fuzzing
def test_any_bytes_under_a_signature(signature: bytes, data: bytes) -> None:
    outcome(signature + data)
    outcome(signature + data + b"\n%%EOF")


@given(st.text(max_size=300))
@fuzzing
def test_any_text_and_any_markup(text: str) -> None:
    outcome(text.encode("utf-8", "surrogatepass"))
    outcome(f"<html><body><table><tr><td>{text}<td>甲</table><p>{text}".encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("key", OWN)
def test_damaged_documents(samples: dict[str, bytes], key: str) -> None:
    sample = samples[key]
    assert outcome(sample) is not None

    @given(mutations(len(sample)))
    @fuzzing
    def damaged(cuts: list[tuple[int, int, bytes]]) -> None:
        outcome(mutate(sample, cuts))

    damaged()


@pytest.mark.parametrize(
    ("key", "part"),
    [
        *(("docx", f"word/{part}.xml") for part in ("document", "styles", "numbering")),
        ("docx", "[Content_Types].xml"),
        *(("ofd", part) for part in ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml")),
    ],
)
def test_sound_packages_with_damaged_parts(samples: dict[str, bytes], key: str, part: str) -> None:
    """A zip's check sums stop damage at the door; this damage is inside."""
    with zipfile.ZipFile(BytesIO(samples[key])) as package:
        parts = {name: package.read(name) for name in package.namelist()}

    @given(mutations(len(parts[part])))
    @settings(fuzzing, max_examples=INPUTS // 3)
    def damaged(cuts: list[tuple[int, int, bytes]]) -> None:
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name, data in parts.items():
                package.writestr(name, mutate(data, cuts) if name == part else data)
        outcome(buffer.getvalue())

    damaged()


@st.composite
def recognised(draw: st.DrawFn, width: int, height: int) -> list[Word]:
    """What a recogniser may say of a picture of that size: words anywhere on it and a little beside it, of any lean."""

    def word() -> Word:
        x, y = draw(st.integers(-9, width)), draw(st.integers(-9, height))
        across, down = draw(st.integers(0, width)), draw(st.integers(0, 60))
        lean = draw(st.integers(-20, 20))
        corners = (x, y), (x + across, y + lean), (x + across, y + down + lean), (x, y + down)
        text = draw(st.text(max_size=12) | st.sampled_from(["一、总体要求", "（一）", "—1—", "湿地"]))
        return Word(text, tuple((float(x), float(y)) for x, y in corners), draw(st.floats(0, 1)))

    return [word() for _ in range(draw(st.integers(0, 6)))]


@pytest.mark.skipif(not ocr.is_installed(), reason="needs the extra docparse[ocr], which is not installed")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "PDF"])
def test_damaged_pictures(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sound and damaged pictures, with any words where the recogniser, which is not ours and slow, would find some."""
    size = (240, 160)
    page = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((20, 90, 220, 150), outline="black", width=2)
    pen.line((120, 90, 120, 150), fill="black", width=2)
    pen.ellipse((150, 20, 200, 70), outline="red", width=3)
    sample = as_pdf([page]) if kind == "PDF" else as_image([page], kind)
    found = [Word("湿地", ((20, 20), (60, 20), (60, 40), (20, 40)), 0.9)]
    monkeypatch.setattr(ocr, "words", lambda picture, name: found)
    source = outcome(sample)
    assert source is not None and source.ocr

    @given(mutations(len(sample)) | st.just([]), recognised(*size))
    @settings(fuzzing, max_examples=INPUTS // 3)
    def damaged(cuts: list[tuple[int, int, bytes]], words: list[Word]) -> None:
        found[:] = words
        outcome(mutate(sample, cuts))

    damaged()


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_damaged_files_of_old_word_processors() -> None:
    """A few only: each starts LibreOffice."""
    sample = rb"{\rtf1\ansi {\pard \u20851?\u20110?\u28165?\par}\trowd\cellx900 \u19968?\cell\row}"
    assert outcome(sample) is not None

    @given(mutations(len(sample)))
    @settings(fuzzing, max_examples=max(INPUTS // 100, 3))
    def damaged(cuts: list[tuple[int, int, bytes]]) -> None:
        outcome(b"{\\rtf" + mutate(sample, cuts)[5:])

    damaged()


def test_memory_stays_within_bounds(peak_before: int) -> None:
    """By how much all that was tried above raised this process's peak."""
    assert _peak() - peak_before < 2**30
