"""Footnotes of a .docx, which python-docx has no words for: their part, their separators, and one note after another.

ECMA-376 part 1, 17.11: each note is a `w:footnote` of the footnotes part, named by a `w:footnoteReference` in the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docparse.drafting import form

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.run import Run

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


class Footnotes:
    """The footnotes of one document; nothing is written to it before the first is added."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._root: Any = None
        self._part: Any = None

    def add(self, run: Run, text: str) -> None:
        """A footnote behind `run`."""
        from docx.oxml.ns import qn

        if self._root is None:
            self._open()
        number = str(max(int(note.get(qn("w:id"))) for note in self._root.findall(qn("w:footnote"))) + 1)
        note = _element("w:footnote", id=number)
        paragraph = _child(note, "w:p")
        _child(_child(paragraph, "w:pPr"), "w:pStyle", val=self._style_id(form.FOOTNOTE))
        sign = _child(paragraph, "w:r")
        _child(_child(sign, "w:rPr"), "w:rStyle", val=self._style_id(form.NOTE_SIGN))
        _child(sign, "w:footnoteRef")
        _child(_child(paragraph, "w:r"), "w:t").text = f"\u3000{text}"
        self._root.append(note)
        anchor = _element("w:r")
        _child(_child(anchor, "w:rPr"), "w:rStyle", val=self._style_id(form.NOTE_SIGN))
        _child(anchor, "w:footnoteReference", id=number)
        run._r.addnext(anchor)

    def close(self) -> None:
        """Writes the notes into their part."""
        if self._root is not None:
            from lxml import etree

            self._part._blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _open(self) -> None:
        """The document's footnotes part, or a new one with the separators that Word asks for."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import parse_xml

        main = self._document.part
        found = (r.target_part for r in main.rels.values() if r.reltype == RELATIONSHIP_TYPE.FOOTNOTES)
        self._part = next(found, None)
        if self._part is None:
            notes = "".join(
                f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
                for number, kind in _SEPARATORS
            )
            blob = f'<w:footnotes xmlns:w="{_NAMESPACE}">{notes}</w:footnotes>'.encode()
            self._part = Part(PackURI("/word/footnotes.xml"), _TYPE, blob, main.package)
            main.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._root = parse_xml(self._part.blob)

    def _style_id(self, name: str) -> str:
        """The id of a style; "" where a template of somebody's own has none of that name."""
        return next((s.style_id for s in self._document.styles if s.name == name), "")


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    child = _element(tag, **attributes)
    parent.append(child)
    return child
