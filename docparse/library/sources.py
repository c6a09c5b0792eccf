"""What a batch is given, file by file: folders, patterns, zip archives, and lists of names."""

from __future__ import annotations

import fnmatch
import glob
import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath

from docparse.errors import UnreadableFile
from docparse.readers import limits, readers
from docparse.readers.interface import Evidence
from docparse.readers.packages import member_names

LEFT_OUT = (".*", "*.json", "*.sqlite*", "~$*", "~*.tmp", "Thumbs.db", "desktop.ini", "*.part", "*.crdownload")
"""Names that systems and programs leave in folders, and files that are still being fetched."""

_ZIP = b"PK\x03\x04"
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Item:
    """A file to be read: on disk, or the `member` of the zip archive there. `name` is what people know it by."""

    path: Path
    member: str | None = None

    @property
    def name(self) -> str:
        place = str(self.path)
        return place if self.member is None else f"{place}!{_shown(self.member)}"

    def read(self) -> bytes:
        """The file's bytes.

        Raises:
            UnreadableFile: it is gone, can't be opened, is too large, or the archive is damaged.
        """
        try:
            if self.member is not None:
                with zipfile.ZipFile(self.path) as archive:
                    return archive.read(self.member)
            if self.path.stat().st_size > limits.FILE_BYTES:
                raise UnreadableFile(self.name, f"is larger than {limits.FILE_BYTES // 2**20} MB", "split it")
            return self.path.read_bytes()
        except FileNotFoundError as error:
            raise UnreadableFile(
                self.name, "does not exist, or vanished while the batch ran", "check its name"
            ) from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise UnreadableFile(self.name, f"can't be opened: {reason}", "check its permissions") from error
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
            raise UnreadableFile(self.name, "is in a damaged or encrypted archive", "pack it again") from error


def items(sources: Iterable[str], stdin: Iterable[str] = ()) -> Iterator[Item]:
    """Every file that `sources` name, once each, folders in the order of their names.

    Args:
        sources: files, folders (walked to the bottom), patterns with * ? [ ] or **, zip archives, and "-" for a list of
            these on `stdin`, one a line.

    A source that is not there is handed on as a file, so that reading it says so.
    """
    seen: set[Path] = set()
    for source in sources:
        given = [line.rstrip("\r\n") for line in stdin if line.strip()] if source == "-" else [source]
        for place in chain.from_iterable(map(_places, given)):
            if place not in seen:
                seen.add(place)
                yield from _opened(place)


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _places(source: str) -> Iterator[Path]:
    path = Path(source)
    if path.is_dir():
        yield from _walked(path)
    elif not _exists(path) and glob.has_magic(source):
        for found in sorted(glob.glob(source, recursive=True)):  # noqa: PTH207  Path.glob takes no absolute pattern
            place = Path(found)
            yield from _walked(place) if place.is_dir() else (place,)
    else:
        yield path


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long a name, or none that a path can be
        return False


def _walked(folder: Path) -> Iterator[Path]:
    """The files below a folder; links to folders are not followed, so that no circle is walked."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _left_out(name))
        yield from (Path(place, name) for name in sorted(files) if not _left_out(name))


def _left_out(name: str) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in LEFT_OUT)


def _opened(path: Path) -> Iterator[Item]:
    """A file as it is, or the files in it where it is a zip archive and no document (.docx and .ofd are zips too)."""
    members = _archive_members(path)
    if members is None:
        yield Item(path)
    else:
        yield from (Item(path, member) for member in members)


def _archive_members(path: Path) -> list[str] | None:
    try:
        with path.open("rb") as file:
            if file.read(len(_ZIP)) != _ZIP or path.stat().st_size > limits.FILE_BYTES:
                return None
        evidence = Evidence(path.read_bytes(), str(path))
        names = member_names(evidence.data, evidence.name)
    except (OSError, ValueError, UnreadableFile):
        return None  # reading it says what is wrong
    if _is_office(names) or any(reader.recognises(evidence) for key, reader in readers().items() if key != "text"):
        return None
    files = (name for name in names if not name.endswith("/"))
    return sorted(name for name in files if not any(_left_out(part) for part in PurePosixPath(name).parts))


def _is_office(names: Iterable[str]) -> bool:
    return "[Content_Types].xml" in names or "mimetype" in names


def _shown(member: str) -> str:
    """A member's name as it was given: zipfile reads the names of Chinese Windows, GBK, as code page 437."""
    try:
        return member.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member
