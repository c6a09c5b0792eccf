"""`read` and `read_bytes`: formats recognised by content, and bad input refused with one line."""

from __future__ import annotations

import gzip
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from docparse.errors import UnreadableFile
from docparse.readers import ENTRY_POINTS, READERS, Content, Reader, _installed, limits, read, read_bytes, readers
from docparse.readers.image import IMAGE
from docparse.readers.office import DOC, ODT, RTF
from docparse.source import Grid, Line, Place


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(64)


# --- recognising -----------------------------------------------------------------------------------------------------


OWN = tuple(key for key, reader in READERS.items() if reader not in (IMAGE, DOC, RTF, ODT))
"""The readers that need no other program and no extra; the others are tested in test_office.py and test_scans.py."""


@pytest.mark.parametrize("key", OWN)
@pytest.mark.parametrize("name", ["notice", "notice.txt", "notice.htm"])
def test_content_decides_not_the_name(samples: dict[str, bytes], key: str, name: str) -> None:
    source = read_bytes(samples[key], name)
    assert (source.reader, source.path, source.media_type) == (key, name, READERS[key].media_type)
    assert source.sha256 == sha256(samples[key]).hexdigest()
    assert source.flow == ("lines" if key in ("text", "pdf", "ofd") else "paragraphs")
    assert source.pages == (1 if key in ("pdf", "ofd") else None)
    lines = [b.text for b in source.blocks if isinstance(b, Line)]
    assert lines == ["云江市南浦区人民政府关于加强窖泥管理的通知", "一、总体要求", "到2027年，建成标准窖池120口。"]
    assert sum(isinstance(b, Grid) for b in source.blocks) == (key != "text")


@pytest.mark.parametrize(
    ("key", "name", "expected"),
    [
        ("pdf", "a.docx", "pdf"),
        ("docx", "a.pdf", "docx"),
        ("html", "a.doc", "html"),  # portals serve pages under this name, and Word opens them
        ("html", "a.pdf", "mislabelled: named .pdf but a web page"),  # "404 not found", saved
        ("text", "a.pdf", "mislabelled: named .pdf but no such file inside"),
        ("text", "a.DOCX", "mislabelled: named .docx"),
        ("text", "a.ofd", "mislabelled: named .ofd"),
        ("text", "a.md", "text"),
    ],
)
def test_a_name_that_lies(samples: dict[str, bytes], key: str, name: str, expected: str) -> None:
    if expected in READERS:
        assert read_bytes(samples[key], name).reader == expected
    else:
        with pytest.raises(UnreadableFile, match=expected):
            read_bytes(samples[key], name)


# --- readers of other packages ---------------------------------------------------------------------------------------

TAPE = Reader(
    "a tape",
    "application/x-tape",
    "paragraphs",
    lambda evidence: evidence.data.startswith(b"TAPE"),
    lambda data, name: Content((Line(data[4:].decode(), Place(element=0)),)),
)


@pytest.fixture
def plug_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """A function that installs a package whose entry points are these lines; `tape` in them is a reader."""

    def install(lines: str) -> None:
        folder = tmp_path / "tape-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: tape\nVersion: 1.0\n", encoding="utf-8")
        (folder / "entry_points.txt").write_text(f"[{ENTRY_POINTS}]\n{lines}\n", encoding="utf-8")
        module = ModuleType("tape_of_the_tests")
        vars(module).update(tape=TAPE, text=replace(TAPE, recognises=READERS["text"].recognises), nothing=None)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.syspath_prepend(str(tmp_path))
        _installed.cache_clear()

    yield install
    _installed.cache_clear()


def test_another_package_brings_a_reader(plug_in: Callable[[str], None]) -> None:
    plug_in("tape = tape_of_the_tests:tape")
    source = read_bytes("TAPE关于清窖的通知".encode(), "a")
    assert (source.reader, source.media_type, source.flow) == ("tape", "application/x-tape", "paragraphs")
    assert [b.text for b in source.blocks if isinstance(b, Line)] == ["关于清窖的通知"]
    assert read_bytes("关于清窖的通知".encode(), "a").reader == "text"


def test_another_package_takes_the_place_of_a_reader(plug_in: Callable[[str], None]) -> None:
    plug_in("text = tape_of_the_tests:text")
    assert read_bytes(b"TAPEabc", "a").media_type == "application/x-tape"
    assert list(readers()) == ["text", *(key for key in READERS if key != "text")]


@pytest.mark.parametrize(
    ("value", "complaint"),
    [("no_such_module:tape", "can't be loaded: No module"), ("tape_of_the_tests:nothing", "is no docparse")],
)
def test_a_broken_reader_of_another_package_is_told_and_left_out(
    plug_in: Callable[[str], None], caplog: pytest.LogCaptureFixture, value: str, complaint: str
) -> None:
    plug_in(f"tape = {value}")
    assert read_bytes("TAPE关于清窖的通知".encode(), "a").reader == "text"
    assert complaint in caplog.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>关于清窖的通知</p>", "html"),
        ("﻿<!doctype html><title>甲</title><p>关于清窖的通知", "html"),
        ("<%@ page %>\n<ul><li>组长：甲</li></ul>", "html"),
        ("关于清窖的通知<br>一、清窖<br/>二、封窖<br>", "html"),
        ("<关于清窖的通知>已印发。", "text"),
        ("网页中 <br> 表示换行。", "text"),
        ("指标 a<b 且 b>c。", "text"),
    ],
)
def test_markup_or_text(text: str, expected: str) -> None:
    assert read_bytes(text.encode(), "a").reader == expected


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\n \r\n\t\n", "without any text"),
        (ole("WordDocument"), r"is a \.doc or \.wps document .* save it as \.docx"),
        (ole("Workbook"), "is an Excel workbook"),
        (ole("EncryptedPackage"), "is an encrypted Office document"),
        (ole("Other"), "is an OLE file"),
        (zipped({"OFD.xml": b"<ofd/>"}), "is an OFD package that names no document"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "is an Excel workbook"),
        (zipped({"ppt/presentation.xml": b"<x/>"}), "is a PowerPoint presentation"),
        (zipped({"content.xml": b"<x/>"}), "is an OpenDocument file"),
        (zipped({"a.txt": b"a"}), "is a packed archive"),
        (zipped({"word/document.xml": b"<x/>"}), "is no complete Word document"),
        (b"PK\x03\x04 and then nothing of a package", "is a truncated or damaged package"),
        (gzip.compress(b"a", mtime=0), "is a packed archive"),
        (b"Rar!\x1a\x07\x00" + bytes(40), "is a packed archive"),
        (b"GIF89a" + bytes(40), "is a GIF image"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "is a damaged image"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "is a web archive"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "is an XML file"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 4, "neither text nor|is binary data"),
        (b"%PDF-1.7\n1 0 obj\n", "is a truncated PDF"),
        (b"%PDF-1.7\nnothing\n%%EOF", "is a damaged PDF"),
    ],
)
def test_refused_with_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        read_bytes(data, "来文")
    assert str(caught.value).startswith("来文: ") and "\n" not in str(caught.value)


def test_zip_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"word/document.xml": bytes(16 * 2**20)})
    assert len(bomb) < 2**15
    with pytest.raises(UnreadableFile, match="unpacks to 16777216 bytes"):
        read_bytes(bomb, "a.docx")
    monkeypatch.setattr(limits, "ARCHIVE_MEMBERS", 3)
    with pytest.raises(UnreadableFile, match="in 4 parts"):
        read_bytes(zipped({str(i): b"" for i in range(4)}), "a.docx")


def test_too_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 5)
    file = tmp_path / "a.txt"
    file.write_bytes(b"123456")
    for attempt in (lambda: read(file), lambda: read_bytes(b"123456", "a.txt")):
        with pytest.raises(UnreadableFile, match="is larger than"):
            attempt()


def test_a_crash_inside_a_reader_is_the_files_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(data: bytes, name: str) -> None:
        raise RecursionError("deep")

    monkeypatch.setitem(READERS, "text", replace(READERS["text"], read=crash))
    with pytest.raises(UnreadableFile, match="is plain text, but damaged") as caught:
        read_bytes("通知".encode(), "a.txt")
    assert isinstance(caught.value.__cause__, RecursionError)


# --- files -----------------------------------------------------------------------------------------------------------


def test_read_a_file(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("关于清窖的通知\n", encoding="utf-8")
    assert read(file) == read(str(file)) == read_bytes(file.read_bytes(), str(file))


@pytest.mark.parametrize(
    ("name", "reason"), [("none.txt", "does not exist"), (".", "is a folder"), ("a\0b", "its name is not a path")]
)
def test_no_such_file(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(f"{tmp_path}/{name}")


def test_no_permission(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a")

    def refuse(self: Path) -> bytes:  # a real mode 000 stops nobody who runs as root
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableFile, match="can't be opened: Permission denied"):
        read(file)
