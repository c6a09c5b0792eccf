"""Reading files: bytes of any known format in, a `Source` of lines and tables with their places out.

A reader is one file of this folder and one row of `READERS`, or an entry point of another package; the content of a file
decides which one reads it.
"""

from __future__ import annotations

import hashlib
import logging
from functools import cache
from pathlib import Path

from docparse.errors import DocparseError, UnreadableFile
from docparse.readers import limits
from docparse.readers.docx import DOCX
from docparse.readers.html import HTML
from docparse.readers.image import IMAGE
from docparse.readers.interface import Content, Evidence, Reader
from docparse.readers.mhtml import MHTML
from docparse.readers.ofd import OFD
from docparse.readers.office import DOC, ODT, RTF
from docparse.readers.pdf import PDF
from docparse.readers.recognise import recognise
from docparse.readers.text import TEXT
from docparse.source import Line, Source

__all__ = ["READERS", "Content", "Evidence", "Reader", "read", "read_bytes", "readers"]

READERS: dict[str, Reader] = {
    "pdf": PDF,
    "image": IMAGE,
    "docx": DOCX,
    "ofd": OFD,
    "doc": DOC,
    "rtf": RTF,
    "odt": ODT,
    "mhtml": MHTML,
    "html": HTML,
    "text": TEXT,
}
"""The readers of this package in the order in which they are asked whether a file is theirs; text takes what is left."""

ENTRY_POINTS = "docparse.readers"
"""The group of entry points under which another package brings a `Reader`; the entry's name is the reader's key."""

_log = logging.getLogger(__name__)


@cache
def _installed() -> dict[str, Reader]:
    """The readers that other installed packages bring; one that can't be loaded is told and left out."""
    from importlib.metadata import entry_points

    found: dict[str, Reader] = {}
    for entry in entry_points(group=ENTRY_POINTS):
        try:
            reader = entry.load()
        except Exception as error:  # noqa: BLE001  another package's fault, of whatever type, must not stop ours
            _log.warning("the reader %s (%s) can't be loaded: %s", entry.name, entry.value, error)
            continue
        if isinstance(reader, Reader):
            found[entry.name] = reader
        else:
            _log.warning("the reader %s (%s) is no docparse.readers.Reader", entry.name, entry.value)
    return found


def readers() -> dict[str, Reader]:
    """All readers by key, in the order in which they are asked; those of other packages come first, and one of the
    same key takes the place of ours.
    """
    return _installed() | {key: reader for key, reader in READERS.items() if key not in _installed()}


def read(path: str | Path) -> Source:
    """The file at `path` as lines and tables in reading order, each with its place.

    Raises:
        UnreadableFile: the file is missing, empty, too large, damaged, encrypted, mislabelled, or of a format that docparse
            doesn't read; the message says which and what to do.
        MissingExtra: the file is a scan or a picture, and docparse was installed without its extra `ocr`.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise UnreadableFile(str(path), "is a folder", "name a file")
        if path.stat().st_size > limits.FILE_BYTES:
            raise UnreadableFile(str(path), f"is larger than {limits.FILE_BYTES // 2**20} MB", "split it")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(str(path), "does not exist", "check its name") from error
    except (OSError, ValueError) as error:  # no permission, a device error, a NUL in the name
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not a path"
        raise UnreadableFile(str(path), f"can't be opened: {reason}", "check its name and permissions") from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, name: str) -> Source:
    """The content of a file given as bytes; `name` becomes `Source.path`, and its suffix may prove it mislabelled.

    Raises:
        UnreadableFile, MissingExtra: as `read`. No other exception leaves this function, whatever the bytes.
    """
    if not data:
        raise UnreadableFile(name, "is empty", "fetch or save it again")
    if len(data) > limits.FILE_BYTES:
        raise UnreadableFile(name, f"is larger than {limits.FILE_BYTES // 2**20} MB", "split it")
    known = readers()
    key = recognise(Evidence(data, name), known)
    reader = known[key]
    content = _guarded(reader, data, name)
    if not any(_has_text(block) for block in content.blocks):
        raise UnreadableFile(name, f"is {reader.label} without any text", "check that it is the right file")
    return Source(
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=content.media_type or reader.media_type,
        reader=key,
        blocks=content.blocks,
        flow=reader.flow,
        pages=content.pages,
        ocr=content.ocr,
    )


def _guarded(reader: Reader, data: bytes, name: str) -> Content:
    """The border that keeps a format library's errors in.

    The catch is broad on purpose: a damaged file makes those libraries raise whatever their code meets first
    (KeyError, AttributeError, struct.error, RecursionError …), and no list of types would be complete. The original
    stays attached as the cause.
    """
    try:
        return reader.read(data, name)
    except DocparseError:
        raise
    except MemoryError as error:
        raise UnreadableFile(name, f"is {reader.label} that needs more memory than there is", "split it") from error
    except Exception as error:
        raise UnreadableFile(
            name,
            f"is {reader.label}, but damaged ({type(error).__name__})",
            "open it in its own program and save it again",
        ) from error


def _has_text(block: object) -> bool:
    if isinstance(block, Line):
        return bool(block.text.strip())
    return any(cell.strip() for row in getattr(block, "rows", ()) for cell in row)
