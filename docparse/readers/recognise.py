"""Which reader a file belongs to, by its content; what none reads is named, with what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from docparse.errors import UnreadableFile
from docparse.readers.interface import Evidence, Reader

_WORD_ADVICE = "open it in Word or WPS and save it as .docx"
_ARCHIVE = ("a packed archive", "unpack it and give the files inside")

# first bytes -> what it is, what to do
_SIGNATURES: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"GIF8", ("a GIF image", "save it as PNG")),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a", _ARCHIVE),
    (b"\x1f\x8b\x08", _ARCHIVE),
)

# name of a stream in an OLE file -> what it is, what to do
_OLE: tuple[tuple[str, tuple[str, str]], ...] = (
    ("EncryptedPackage", ("an encrypted Office document", "open it with its password and save it without one")),
    ("Workbook", ("an Excel workbook", "copy the table into a .docx")),
    ("PowerPoint Document", ("a PowerPoint presentation", "save its text as .docx or PDF")),
)

# first part of a member's name in a zip package -> what it is, what to do
_PACKAGES: tuple[tuple[str, tuple[str, str]], ...] = (
    ("xl/", ("an Excel workbook", "copy the table into a .docx")),
    ("ppt/", ("a PowerPoint presentation", "save its text as .docx or PDF")),
    ("content.xml", ("an OpenDocument file", _WORD_ADVICE)),
)

_BINARY_NAMES = frozenset(
    ".pdf .docx .doc .wps .ofd .rtf .odt .xls .xlsx .et .ppt .pptx .zip .rar .7z .png .jpg .jpeg .tif .tiff".split()
)
_NAMES_MATTER = frozenset({"html", "text"})  # any binary junk or saved error page may pass for these
_WORD_NAMES = frozenset({".doc", ".wps"})  # Word opens HTML under these names, and portals serve it so


def recognise(evidence: Evidence, readers: Mapping[str, Reader]) -> str:
    """The key of the first reader that recognises the file as its own.

    Raises:
        UnreadableFile: a format that docparse doesn't read, a damaged package, or text under a binary format's name.
    """
    key = next((key for key, reader in readers.items() if reader.recognises(evidence)), None)
    if key is None:
        what, advice = unread_kind(evidence) or ("a file of an unknown format", "save it as .docx, PDF or UTF-8 text")
        raise UnreadableFile(evidence.name, f"is {what}, which docparse does not read", advice)
    suffix = PurePath(evidence.name).suffix.lower()
    if key in _NAMES_MATTER and suffix in _BINARY_NAMES and not (key == "html" and suffix in _WORD_NAMES):
        what = "a web page" if key == "html" else "no such file inside"
        raise UnreadableFile(
            evidence.name,
            f"mislabelled: named {suffix} but {what}",
            "fetch it again, or rename it to what it really is",
        )
    return key


def unread_kind(evidence: Evidence) -> tuple[str, str] | None:
    """What a known format that docparse doesn't read is called, and what to do about it; None for any other file."""
    data = evidence.data
    if evidence.members:
        for start, kind in _PACKAGES:
            if any(n.startswith(start) for n in evidence.members):
                return kind
        return _ARCHIVE
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        kinds = (kind for stream, kind in _OLE if stream.encode("utf-16-le") in data)
        return next(kinds, ("an OLE file of an old Office program", _WORD_ADVICE))
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if evidence.head.startswith("<?xml") and "<html" not in evidence.head.lower():
        return "an XML file", _WORD_ADVICE
    return None
