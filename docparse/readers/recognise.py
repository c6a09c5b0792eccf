"""Which format a file is in, by its content; what docparse doesn't read is named, with what to do about it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath

from docparse.errors import UnreadableFile
from docparse.readers.packages import member_names

_WORD_ADVICE = "open it in Word or WPS and save it as .docx"
_IMAGE = ("an image", "docparse reads text, not pictures: ask for the .docx or a PDF with a text layer")
_ARCHIVE = ("a packed archive", "unpack it and give the files inside")

# first bytes -> what it is, what to do
_SIGNATURES: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"{\\rtf", ("an RTF document", _WORD_ADVICE)),
    (b"\x89PNG\r\n", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"II*\x00", _IMAGE),
    (b"MM\x00*", _IMAGE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a", _ARCHIVE),
    (b"\x1f\x8b\x08", _ARCHIVE),
)

# name of a stream in an OLE file -> what it is, what to do
_OLE: tuple[tuple[str, tuple[str, str]], ...] = (
    ("EncryptedPackage", ("an encrypted Office document", "open it with its password and save it without one")),
    ("WordDocument", ("a .doc or .wps document of Word 97 to 2003", _WORD_ADVICE)),
    ("Workbook", ("an Excel workbook", "copy the table into a .docx")),
    ("PowerPoint Document", ("a PowerPoint presentation", "save its text as .docx or PDF")),
)

# first part of a member's name in a zip package -> what it is, what to do
_PACKAGES: tuple[tuple[str, tuple[str, str]], ...] = (
    ("OFD.xml", ("an OFD document", "open it in an OFD viewer and export it as PDF")),
    ("xl/", ("an Excel workbook", "copy the table into a .docx")),
    ("ppt/", ("a PowerPoint presentation", "save its text as .docx or PDF")),
    ("content.xml", ("an OpenDocument file", _WORD_ADVICE)),
)

_BINARY_NAMES = frozenset(
    ".pdf .docx .doc .wps .ofd .rtf .odt .xls .xlsx .et .ppt .pptx .zip .rar .7z .png .jpg .jpeg .tif .tiff".split()
)
_WORD_NAMES = frozenset({".doc", ".wps"})  # Word opens HTML under these names, and portals serve it so
_HEAD = 8192


def recognise(data: bytes, name: str) -> str:
    """The key in `docparse.readers.READERS` of the format that `data` is in: "pdf", "docx", "html" or "text".

    Raises:
        UnreadableFile: a format that docparse doesn't read, a damaged package, or text under a binary format's name.
    """
    if _is_pdf(data):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _package(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        kinds = (kind for stream, kind in _OLE if stream.encode("utf-16-le") in data)
        raise _refused(name, next(kinds, ("an OLE file of an old Office program", _WORD_ADVICE)))
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise _refused(name, kind)
    head = _head(data)
    if head.startswith("MIME-Version:"):
        raise _refused(name, ("a web archive (MHTML)", _WORD_ADVICE))
    if head.startswith("<?xml") and "<html" not in head.lower():
        raise _refused(name, ("an XML file", _WORD_ADVICE))
    key = "html" if _is_html(head) else "text"
    suffix = PurePath(name).suffix.lower()
    if suffix in _BINARY_NAMES and not (key == "html" and suffix in _WORD_NAMES):
        what = "a web page" if key == "html" else "no such file inside"
        raise UnreadableFile(
            name, f"mislabelled: named {suffix} but {what}", "fetch it again, or rename it to what it really is"
        )
    return key


def _refused(name: str, kind: tuple[str, str]) -> UnreadableFile:
    what, advice = kind
    return UnreadableFile(name, f"is {what}, which docparse does not read", advice)


def _is_pdf(data: bytes) -> bool:
    """PDF 32000-1 §7.5.2, with the latitude of its annex H: junk may stand before the header."""
    at = data[:1024].find(b"%PDF-")
    return at == 0 or (at > 0 and (not data[:at].strip(b"\xef\xbb\xbf\0\r\n\t ") or b"endobj" in data))


def _package(data: bytes, name: str) -> str:
    names = member_names(data, name)
    if "word/document.xml" in names or any(n.startswith("word/document") for n in names):
        return "docx"
    for start, kind in _PACKAGES:
        if any(n.startswith(start) for n in names):
            raise _refused(name, kind)
    raise _refused(name, _ARCHIVE)


def _head(data: bytes) -> str:
    """The file's first characters with ASCII readable in whatever charset; other characters come out as junk."""
    head = data[:_HEAD].replace(b"\0", b"").decode("latin-1")
    return head.removeprefix("\xef\xbb\xbf").removeprefix("\xff\xfe").removeprefix("\xfe\xff").lstrip()


@cache
def _html_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Openings of a page or fragment (`<!DOCTYPE html`, `<p class=…`), and tags that only markup has by the dozen."""
    tags = "html|head|body|meta|title|style|script|link|div|p|table|span|center|font|h[1-6]|ul|ol|article|section"
    opening = re.compile(rf"<(?:!doctype\s+html|\?xml|!--|%|(?:{tags})[\s/>])", re.IGNORECASE)
    return opening, re.compile(r"</(?:p|div|td|li|span|a)>|<(?:br|p|td)\b", re.IGNORECASE)


def _is_html(head: str) -> bool:
    opening, markup = _html_patterns()
    tags = len(markup.findall(head))
    return tags >= 3 or (opening.match(head) is not None and (tags > 0 or "<body" in head.lower()))
