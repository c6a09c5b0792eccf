"""The runs of paragraphs: text with the properties of its characters, and the fields that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docparse.formatting.properties import Type
from docparse.formatting.styles import Styles
from docparse.readers.docx_styles import W, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

PAGE_BREAK = "\f"
WRAPPERS = frozenset(
    W + name for name in "ins moveTo hyperlink smartTag customXml sdt sdtContent dir bdo ruby rubyBase".split()
)
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one type; `field` is the code of the field whose result it is. A page break is "\\f"."""

    text: str
    type: Type
    field: str = ""


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_code: bool = True
    shown: bool = False


class RunReader:
    """Reads one paragraph after the other: a field that opens in one may close in the next."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._open: list[_Field] = []
        self._codes = 0  # open fields that are still in their code

    def read(self, paragraph: _Element, table: str | None = None) -> Iterator[Run]:
        """The runs that are printed, and one without text where a field has no result yet.

        Tracked changes are read as accepted; hidden text and the codes of fields are left out, and so is what stands in
        drawings. `table` is the style of the table around the paragraph.
        """
        style = self._styles.style_of(paragraph)
        for element, simple in _runs(paragraph, ""):
            held = self._styles.type(element, style, table)
            if element.tag != W + "r":
                yield Run("", held, simple)
                continue
            for text, field in self._pieces(element):
                yield Run(text, held, field or simple)

    def _pieces(self, run: _Element) -> Iterator[tuple[str, str]]:
        """Texts of a run, each with the field that it comes from."""
        text = ""
        for child in run:
            if child.tag == W + "fldChar":
                if text:
                    yield text, self._field()
                    text = ""
                yield from self._turn(child.get(f"{W}fldCharType"))
            elif self._codes:
                self._open[-1].code += (child.text or "") if child.tag == W + "instrText" else ""
            elif child.tag == W + "t":
                text += (child.text or "").replace("\n", " ")
            elif child.tag in _SIGNS:
                text += PAGE_BREAK if child.get(f"{W}type") == "page" else _SIGNS[child.tag]
        if text:
            yield text, self._field()

    def _field(self) -> str:
        for field in reversed(self._open):
            if field.shown:
                break  # and so are those around it
            field.shown = True
        return self._open[-1].code if self._open else ""

    def _turn(self, kind: str | None) -> Iterator[tuple[str, str]]:
        if kind == "begin":
            self._open.append(_Field())
            self._codes += 1
        elif kind == "separate" and self._open:
            self._codes -= self._open[-1].in_code
            self._open[-1].in_code = False
        elif kind == "end" and self._open:
            ended = self._open.pop()
            self._codes -= ended.in_code
            if not ended.shown and not self._codes:
                yield "", ended.code


def _runs(element: _Element, field: str) -> Iterator[tuple[_Element, str]]:
    """The runs right inside `element`, through insertions and links; simple fields too, each before its runs."""
    for child in element:
        if child.tag == W + "fldSimple":
            yield child, child.get(f"{W}instr", "")
            yield from _runs(child, child.get(f"{W}instr", ""))
        elif child.tag in WRAPPERS:
            yield from _runs(child, field)
        elif child.tag == W + "r" and not is_on(child, "rPr", "vanish"):
            yield child, field
