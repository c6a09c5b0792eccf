"""Zip packages (.docx and its kin) opened with care: nothing is unpacked that is larger than it should be."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from docparse.errors import UnreadableFile
from docparse.readers import limits

if TYPE_CHECKING:
    from lxml.etree import _Element


def member_names(data: bytes, name: str) -> frozenset[str]:
    """The names of a zip package's members, once the package is known to be sound and of sensible size.

    A member never unpacks to more than its directory entry says: zipfile stops there and checks the sum of the bytes.

    Raises:
        UnreadableFile: the package is damaged, encrypted, or a zip bomb.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableFile(name, "is a truncated or damaged package", "fetch or save it again") from error
    unpacked = sum(m.file_size for m in members)
    if len(members) > limits.ARCHIVE_MEMBERS or unpacked > limits.UNPACKED_BYTES or any(map(_is_bomb, members)):
        raise UnreadableFile(name, f"unpacks to {unpacked} bytes in {len(members)} parts, which no document needs")
    if any(m.flag_bits & 0x1 for m in members):
        raise UnreadableFile(name, "is encrypted", "open it with its password and save it without one")
    return frozenset(m.filename for m in members)


def xml_part(package: zipfile.ZipFile, member: str, name: str) -> _Element:
    """The root of a package's XML part; no entity is expanded and nothing is fetched.

    Raises:
        UnreadableFile: the part is damaged, or declares a document type, which no document format does.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(package.read(member), parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, ValueError) as error:
        raise UnreadableFile(name, f"has a damaged part {member[:80]}", "export or save it again") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(name, "declares XML entities, which no document of its kind does")
    return root


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    large = member.file_size > limits.RATIO_FROM_BYTES
    too_dense = large and member.file_size > limits.UNPACKED_RATIO * max(member.compress_size, 1)
    too_long = member.filename.endswith((".xml", ".rels")) and member.file_size > limits.XML_PART_BYTES
    return too_dense or too_long
