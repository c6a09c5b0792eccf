"""Old word processors' files (.doc and .wps of Word 97 to 2003, .rtf, .odt): LibreOffice makes a .docx of them.

LibreOffice runs without a window in a profile folder of its own that is thrown away, with macros, links to other files
and the network off, and for a limited time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from docparse.errors import UnreadableFile
from docparse.readers import limits
from docparse.readers.docx import DOCX
from docparse.readers.interface import Content, Evidence, Reader
from docparse.readers.packages import member_names

_TRIES = 2
_PLACES = (  # where installers put it without a word to PATH
    "/opt/libreoffice*/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SETTINGS = (  # path, property, value of LibreOffice's registry
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Load", "UpdateDocMode", "0"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    # a proxy that nobody answers: whatever else would fetch something gets nothing
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def program() -> Path | None:
    """LibreOffice's command, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((place for place in _installed() if place.is_file()), None)


def _installed() -> Iterator[Path]:
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
        if folder := os.environ.get(variable):
            yield Path(folder, "LibreOffice", "program", "soffice.com")
    for pattern in _PLACES:
        yield from sorted(Path("/").glob(pattern.removeprefix("/")))


def _reading(suffix: str, label: str) -> Callable[[bytes, str], Content]:
    def read(data: bytes, name: str) -> Content:
        office = program()
        if office is None:
            raise UnreadableFile(
                name,
                f"is {label}, which docparse reads with LibreOffice, and that is not installed",
                "install LibreOffice, or open it in Word or WPS and save it as .docx",
            )
        converted = _converted(office, data, suffix)
        if converted is None:
            raise UnreadableFile(
                name,
                f"is {label} that LibreOffice can't open: damaged, protected by a password, or too slow to read",
                "open it in Word or WPS and save it as .docx",
            )
        member_names(converted, name)
        return DOCX.read(converted, name)

    return read


def _converted(office: Path, data: bytes, suffix: str) -> bytes | None:
    """The file as .docx; None where LibreOffice makes none within its time, tried twice."""
    for _ in range(_TRIES):
        with tempfile.TemporaryDirectory(prefix="docparse-", ignore_cleanup_errors=True) as folder:
            given = Path(folder, f"document{suffix}")
            given.write_bytes(data)
            made = Path(folder, "out", "document.docx")
            _run([str(office), *_arguments(Path(folder, "profile")), "--outdir", str(made.parent), str(given)], folder)
            if made.is_file() and 0 < made.stat().st_size <= limits.FILE_BYTES:
                return made.read_bytes()
    return None


def _arguments(profile: Path) -> list[str]:
    """LibreOffice's options; makes the profile folder, since settings on the command line are few."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    registry = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (user / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{registry}{items}</oor:items>\n', encoding="utf-8"
    )
    return [
        f"-env:UserInstallation={profile.as_uri()}",
        *"--headless --norestore --nolockcheck --nodefault --nofirststartwizard --convert-to docx".split(),
    ]


def _run(command: list[str], folder: str) -> None:
    """Runs a command that may start others; all of them end with it, or at the time limit."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=folder, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    ) as process:
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(limits.OFFICE_SECONDS)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)


def _is_old_word(evidence: Evidence) -> bool:
    """An OLE file with Word's stream (MS-CFB §2.6.1: names of streams in UTF-16)."""
    return evidence.data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and (
        "WordDocument".encode("utf-16-le") in evidence.data
        and "EncryptedPackage".encode("utf-16-le") not in evidence.data
    )


def _is_rtf(evidence: Evidence) -> bool:
    return evidence.data.startswith(b"{\\rtf")


def _is_odt(evidence: Evidence) -> bool:
    """The package's first member, stored unpacked, is its media type (OpenDocument 1.3 part 2 §3.3)."""
    return b"mimetypeapplication/vnd.oasis.opendocument.text" in evidence.data[:100] and bool(evidence.members)


DOC = Reader(
    "a .doc or .wps document of Word 97 to 2003",
    "application/msword",
    "paragraphs",
    _is_old_word,
    _reading(".doc", "a .doc or .wps document of Word 97 to 2003"),
)
RTF = Reader("an RTF document", "application/rtf", "paragraphs", _is_rtf, _reading(".rtf", "an RTF document"))
ODT = Reader(
    "an OpenDocument text",
    "application/vnd.oasis.opendocument.text",
    "paragraphs",
    _is_odt,
    _reading(".odt", "an OpenDocument text"),
)
