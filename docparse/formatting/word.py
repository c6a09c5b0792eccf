"""A Word file opened for checking: blocks, sections, footers, fonts of its theme, and who is named as its author."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docparse.errors import DocparseError, UnreadableFile
from docparse.formatting.content import Block, content_of
from docparse.formatting.page_numbers import PageNumber, page_number
from docparse.formatting.properties import Font
from docparse.formatting.sections import Section
from docparse.formatting.styles import Styles
from docparse.readers import read
from docparse.readers.docx_styles import is_on
from docparse.source import Line, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_AUTHORS = (
    "{http://purl.org/dc/elements/1.1/}creator",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy",
)


@dataclass(frozen=True)
class Word:
    """`footers` has for each section the page numbers of its first, odd and even pages ("first", "default", "even"),
    None for a footer without one; `theme` the fonts by the names that properties call them by.
    """

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    footers: tuple[dict[str, PageNumber | None], ...]
    odd_and_even: bool
    theme: dict[str, str]
    default_points: float
    authors: tuple[str, ...]

    def name_of(self, font: Font | None) -> str | None:
        """The name of the font that is used, or None where the file leaves it to the program."""
        if font is None:
            return None
        return self.theme.get(font.theme) if font.theme and not font.name else font.name


def open_word(path: Path) -> Word:
    """The .docx at `path`.

    Raises:
        UnreadableFile: as `docparse.readers.read`, and for a file that is no Word document. No other exception leaves
            this function, whatever the bytes.
    """
    source = read(path)
    if source.reader != "docx":
        raise UnreadableFile(str(path), "is no Word document, so it has no form to check", "give its .docx")
    try:
        return _open(path.read_bytes(), source)
    except DocparseError:
        raise
    except Exception as error:  # a damaged part makes the libraries raise whatever their code meets first
        raise UnreadableFile(
            str(path),
            f"is a Word document, but damaged ({type(error).__name__})",
            "open it in Word or WPS and save it again",
        ) from error


def _open(data: bytes, source: Source) -> Word:
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE as RELATION

    part = Document(BytesIO(data)).part
    related = {r.reltype: r.target_part for r in part.rels.values() if not r.is_external}
    styles = Styles(getattr(related.get(RELATION.STYLES), "element", None))
    blocks, sections = content_of(part.element.body, styles, _first_lines(source))
    settings = getattr(related.get(RELATION.SETTINGS), "element", None)
    return Word(
        blocks=blocks,
        sections=sections,
        footers=_footers(sections, part.related_parts, styles),
        odd_and_even=is_on(settings, "evenAndOddHeaders"),
        theme=_theme(related.get(RELATION.THEME)),
        default_points=styles.default_points(),
        authors=_authors(part.package),
    )


def _first_lines(source: Source) -> dict[int, str]:
    """The first line of each paragraph as it is printed, with the number that Word counts, by element."""
    lines: dict[int, str] = {}
    for block in source.blocks:
        if isinstance(block, Line) and block.place.element is not None and block.place.row is None:
            lines.setdefault(block.place.element, block.text)
    return lines


def _footers(
    sections: tuple[Section, ...], parts: dict[str, Any], styles: Styles
) -> tuple[dict[str, PageNumber | None], ...]:
    """A section without a footer of some kind has that of the section before it (ISO/IEC 29500-1 §17.10.1)."""
    result: list[dict[str, PageNumber | None]] = []
    read_already: dict[str, PageNumber | None] = {}
    held: dict[str, PageNumber | None] = {}
    for section in sections:
        for kind, relation in section.footers:
            if relation not in read_already:
                element = getattr(parts.get(relation), "element", None)
                read_already[relation] = None if element is None else page_number(element, styles)
            held = held | {kind: read_already[relation]}
        result.append(held)
    return tuple(result)


def _theme(part: Any) -> dict[str, str]:
    """The fonts of the theme by the names of ST_Theme (§17.18.96), for simplified Chinese and for Latin."""
    from docx.oxml import parse_xml

    if part is None:
        return {}
    root: _Element = parse_xml(part.blob)
    fonts: dict[str, str] = {}
    for size in ("major", "minor"):
        scheme = root.find(f".//{_DRAWING}fontScheme/{_DRAWING}{size}Font")
        if scheme is None:
            continue
        latin, asian = (scheme.find(_DRAWING + script) for script in ("latin", "ea"))
        hans = next((f for f in scheme.iterfind(f"{_DRAWING}font") if f.get("script") == "Hans"), None)
        western = "" if latin is None else latin.get("typeface", "")
        eastern = ("" if asian is None else asian.get("typeface", "")) or (
            "" if hans is None else hans.get("typeface", "")
        )
        fonts |= {f"{size}Ascii": western, f"{size}HAnsi": western, f"{size}EastAsia": eastern}
    return {name: face for name, face in fonts.items() if face}


def _authors(package: Any) -> tuple[str, ...]:
    from docx.opc.constants import RELATIONSHIP_TYPE as RELATION

    for relation in package.rels.values():
        if relation.reltype == RELATION.CORE_PROPERTIES and not relation.is_external:
            root = getattr(relation.target_part, "element", None)
            found = () if root is None else (root.findtext(name) or "" for name in _AUTHORS)
            return tuple(dict.fromkeys(name.strip() for name in found if name.strip()))
    return ()
