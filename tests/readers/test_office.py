"""Old word processors' files by way of LibreOffice, with it and without it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from docparse.errors import UnreadableFile
from docparse.readers import limits, office, read_bytes
from docparse.source import Grid, Line
from tests.readers.conftest import ROWS

needs_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt"}
RTF = (
    rb"{\rtf1\ansi {\pard\qc \u20851?\u20110?\u28165?\u31382?\par}{\pard \u19968?\u12289?\u28165?\u31382?\u12290?\par}}"
)


@pytest.fixture(scope="module")
def notice() -> bytes:
    """A .docx as Word writes it, with a table."""
    document = Document()
    for row in ROWS:
        document.add_paragraph(row)
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip((c for row in table.rows for c in row.cells), ("序号", "任务", "1", "清窖"), strict=True):
        cell.text = text
    document.add_paragraph("此件公开发布")  # Word lets no text end with a table
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def converted(notice: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The notice as LibreOffice writes it in each old format."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "a.docx").write_bytes(notice)
    start = [str(office.program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    for form in FILTERS.values():
        command = [*start, "--convert-to", form, "--outdir", str(folder), str(folder / "a.docx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {key: (folder / f"a.{key}").read_bytes() for key in FILTERS}


def said(data: bytes) -> list[object]:
    blocks = read_bytes(data, "a").blocks
    return [b.text if isinstance(b, Line) else b.rows for b in blocks if isinstance(b, Grid) or b.text]


@needs_office
@pytest.mark.parametrize("key", list(FILTERS))
def test_old_formats_read_as_their_docx(notice: bytes, converted: dict[str, bytes], key: str) -> None:
    for name in ("a", "a.wps"):
        source = read_bytes(converted[key], name)
        assert (source.reader, source.flow) == (key, "paragraphs")
    assert said(converted[key]) == said(notice)


def test_without_libreoffice_a_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(UnreadableFile, match=r"is an RTF document, which docparse reads with LibreOffice.*save it as"):
        read_bytes(RTF, "a.rtf")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to which a program in LibreOffice's place writes what it was asked; what it does stands in `act.py`."""
    if sys.platform == "win32":
        pytest.skip("the stand-in is a shell script")
    script = tmp_path / "soffice"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{tmp_path}/act.py" "{tmp_path}" "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: script)
    return tmp_path


def test_a_failure_is_tried_once_more_with_a_profile_of_its_own(stand_in: Path) -> None:
    (stand_in / "act.py").write_text(
        "import sys, pathlib\n"
        "with open(pathlib.Path(sys.argv[1], 'calls'), 'a', encoding='utf-8') as f: print(sys.argv[2], file=f)\n",
        encoding="utf-8",
    )
    with pytest.raises(UnreadableFile, match="LibreOffice can't open"):
        read_bytes(RTF, "a.rtf")
    profiles = (stand_in / "calls").read_text(encoding="utf-8").splitlines()
    assert len(profiles) == len(set(profiles)) == 2
    assert all(p.startswith("-env:UserInstallation=file:") for p in profiles)
    assert not any(Path(p.removeprefix("-env:UserInstallation=file:")).exists() for p in profiles)


def test_a_converter_that_hangs_is_ended_with_all_that_it_started(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stand_in / "act.py").write_text(
        "import subprocess, sys, pathlib, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "with open(pathlib.Path(sys.argv[1], 'children'), 'a', encoding='utf-8') as f: print(child.pid, file=f)\n"
        "time.sleep(600)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(limits, "OFFICE_SECONDS", 1)
    with pytest.raises(UnreadableFile, match="too slow"):
        read_bytes(RTF, "a.rtf")
    children = [int(pid) for pid in (stand_in / "children").read_text(encoding="utf-8").split()]
    assert len(children) == 2
    deadline = time.monotonic() + 5
    while any(map(_runs, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, children))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or " Z " not in status.read_text(encoding="utf-8")


@needs_office
def test_nothing_is_fetched_and_no_macro_runs(tmp_path: Path) -> None:
    """A linked picture on this machine's own port is not asked for."""
    import http.server
    import threading

    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        link = f"http://127.0.0.1:{server.server_port}/a.png"
        field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{link}" \\d}}{{\fldrslt }}}}'.encode()
        read_bytes(RTF.removesuffix(b"}") + field + b"}", "a.rtf")
    finally:
        server.shutdown()
    assert asked == []
