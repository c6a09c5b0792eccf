"""OFD, the state's own format for fixed pages (GB/T 33190-2016): pages in their order, characters by their positions.

Templates of pages are drawn with them; attachments, annotations and the pictures of seals are left alone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from docparse.errors import UnreadableFile
from docparse.readers import limits
from docparse.readers.characters import unreadable
from docparse.readers.interface import Content, Evidence, Reader
from docparse.readers.layout import LaidPage, laid_out
from docparse.readers.ofd_page import POINTS, draw, local, numbers
from docparse.readers.packages import xml_part
from docparse.readers.ruled_tables import rulings_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_UNREADABLE = 0.3
_PLACEHOLDER = "\u00a4"  # what writers put where a glyph of an embedded font has no character


class _Document(NamedTuple):
    """One document of a package: its pages' parts in order, its templates, composite graphics and paper."""

    pages: list[str]
    templates: dict[str, tuple[str, str]]  # id -> part, ZOrder
    units: dict[str, _Element]
    paper: list[float]


def _read(data: bytes, name: str) -> Content:
    with ZipFile(BytesIO(data)) as package:
        parts = _Parts(package, name)
        pages = [
            _page(parts, document, page) for document in map(parts.document, parts.roots()) for page in document.pages
        ]
    _check_text(pages, name)
    return Content(laid_out(pages), pages=len(pages))


def _is_ofd(evidence: Evidence) -> bool:
    return "OFD.xml" in evidence.members


OFD = Reader("an OFD document", "application/ofd", "lines", _is_ofd, _read)


class _Parts:
    """The parts of a package by their places; a part that is named but missing is an error of the file."""

    def __init__(self, package: ZipFile, name: str) -> None:
        self._package, self._name = package, name
        self._members = {n.lstrip("/"): n for n in package.namelist()}
        self._pages = 0

    def roots(self) -> list[str]:
        """The parts of the package's documents, in the order of OFD.xml (§7.4)."""
        entry = self.part("OFD.xml")
        roots = [(e.text or "").strip() for e in entry.iter() if local(e) == "DocRoot"]
        if not roots:
            raise UnreadableFile(self._name, "is an OFD package that names no document", "export it again")
        return [_resolved("", root) for root in roots]

    def part(self, place: str) -> _Element:
        member = self._members.get(place)
        if member is None:
            raise UnreadableFile(self._name, f"is an OFD package that lacks its part {place[:80]}", "export it again")
        return xml_part(self._package, member, self._name)

    def document(self, place: str) -> _Document:
        """Document.xml (§7.5) and what it names."""
        root = self.part(place)
        common = _child(root, "CommonData")
        pages = [_resolved(place, e.get("BaseLoc", "")) for e in _all(_child(root, "Pages"), "Page")]
        self._pages += len(pages)
        if self._pages > limits.PAGES:
            raise UnreadableFile(self._name, f"has more than {limits.PAGES} pages", "split it")
        templates = {
            e.get("ID", ""): (_resolved(place, e.get("BaseLoc", "")), e.get("ZOrder", "Background"))
            for e in _all(common, "TemplatePage")
        }
        units: dict[str, _Element] = {}
        for resource in (*_all(common, "PublicRes"), *_all(common, "DocumentRes")):
            units |= self._units(_resolved(place, (resource.text or "").strip()))
        return _Document(pages, templates, units, _paper(_child(common, "PageArea")))

    def _units(self, place: str) -> dict[str, _Element]:
        """The composite graphics of a resource part; a missing one costs only what it would have drawn."""
        if place not in self._members:
            return {}
        return {e.get("ID", ""): e for e in self.part(place).iter() if local(e) == "CompositeGraphicUnit"}


def _resolved(base: str, place: str) -> str:
    """A part's place in the package: absolute from the root, else relative to the part `base` that names it (§7.2).

    >>> _resolved("Doc_0/Document.xml", "Pages/Page_0/Content.xml")
    'Doc_0/Pages/Page_0/Content.xml'
    >>> _resolved("Doc_0/Document.xml", "/Doc_1/../../etc/passwd")
    'etc/passwd'
    """
    joined = posixpath.join("/", posixpath.dirname(base), place)
    return posixpath.normpath(joined).lstrip("/")


def _child(element: _Element | None, name: str) -> _Element | None:
    return next(_all(element, name), None)


def _all(element: _Element | None, name: str) -> Iterator[_Element]:
    return (e for e in element if local(e) == name) if element is not None else iter(())


def _paper(area: _Element | None) -> list[float]:
    """The PhysicalBox [left, top, width, height] of a page area in millimetres; A4 where none is given."""
    box = numbers(getattr(_child(area, "PhysicalBox"), "text", None))
    return box if len(box) == 4 else [0.0, 0.0, 210.0, 297.0]


def _page(parts: _Parts, document: _Document, place: str) -> LaidPage:
    """A page with its templates: what they draw stands behind the page's own content, or before it (§7.7)."""
    root = parts.part(place)
    area = _child(root, "Area")
    paper = _paper(area) if area is not None else document.paper
    layers = [root]
    for use in _all(root, "Template"):
        template = document.templates.get(use.get("TemplateID", ""))
        if template is not None:
            before = use.get("ZOrder", template[1]) != "Foreground"
            layers.insert(0 if before else len(layers), parts.part(template[0]))
    contents = [content for layer in layers for content in _all(layer, "Content")]
    drawn = draw(contents, document.units, (paper[0], paper[1]))
    if len(drawn.glyphs) > limits.PAGE_CHARACTERS:
        raise UnreadableFile(parts._name, f"has more than {limits.PAGE_CHARACTERS} characters on one page")
    return LaidPage(drawn.glyphs, paper[3] * POINTS, rulings_of(drawn.rules))


def _check_text(pages: list[LaidPage], name: str) -> None:
    """Raises UnreadableFile for pictures of pages, and for embedded fonts that don't say which characters they draw."""
    texts = [glyph.text for page in pages for glyph in page.glyphs if not glyph.text.isspace()]
    if not texts:
        raise UnreadableFile(name, "is an OFD of pictures, with no text in it", "ask for the .docx or a text PDF")
    hidden = texts.count(_PLACEHOLDER) + unreadable("".join(texts))
    if hidden > _MOST_UNREADABLE * len(texts):
        raise UnreadableFile(name, "has fonts that don't say which characters they show", "ask for the .docx")
