"""Word documents (.docx): paragraphs and tables of the body in their order, as they would be printed.

Automatic numbers stand in front of their paragraphs, tracked changes are read as accepted, text boxes and notes stand behind
the paragraph that they hang on, and headers, footers, comments, field codes and hidden text are left out (ISO/IEC 29500-1
§17).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from docparse.errors import UnreadableFile
from docparse.readers import limits
from docparse.readers.docx_numbering import Numbering
from docparse.readers.docx_styles import Styles, W, is_on, number, stated, value
from docparse.readers.interface import Content, Evidence, Reader
from docparse.readers.packages import xml_part
from docparse.source import Block, Grid, Line, Place

if TYPE_CHECKING:
    from lxml.etree import _Element

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MATH = frozenset({_MATH_TEXT.removesuffix("t") + "oMath", _MATH_TEXT.removesuffix("t") + "oMathPara"})
_WRAPPERS = frozenset(
    W + name
    for name in "ins moveTo hyperlink smartTag customXml sdt sdtContent fldSimple dir bdo ruby rubyBase".split()
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_NOTES = (_RELATIONS + "footnotes", _RELATIONS + "endnotes")
_BOX = W + "txbxContent"
_DRAWINGS = frozenset(
    (
        W + "drawing",
        W + "pict",
        W + "object",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    )
)
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def _read(data: bytes, name: str) -> Content:
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(BytesIO(data))
    except (ValueError, KeyError, PackageNotFoundError) as error:  # a template, a macro document, parts missing
        raise UnreadableFile(name, "is no complete Word document", "save it as .docx in Word or WPS") from error
    if document.element.getroottree().docinfo.doctype:
        raise UnreadableFile(name, "declares XML entities, which no Word document does")
    roots = {r.reltype: r.target_part for r in document.part.rels.values() if not r.is_external}
    body = _Body(
        Styles(getattr(roots.get(RELATION.STYLES), "element", None)),
        Numbering(getattr(roots.get(RELATION.NUMBERING), "element", None)),
        _notes(data, [str(roots[kind].partname).lstrip("/") for kind in _NOTES if kind in roots], name),
        name,
    )
    for element in _children(document.element.body):
        body.add(element)
    return Content(tuple(body.blocks))


def _notes(data: bytes, parts: Iterable[str], name: str) -> dict[tuple[str, str], _Element]:
    """The notes in these parts of the package, by kind ("footnote", "endnote") and id."""
    found: dict[tuple[str, str], _Element] = {}
    with ZipFile(BytesIO(data)) as package:
        for part in parts:
            for note in xml_part(package, part, name):
                found[str(note.tag).removeprefix(W), note.get(f"{W}id", "")] = note
    return found


def _is_docx(evidence: Evidence) -> bool:
    return any(name.startswith("word/document") for name in evidence.members)


DOCX = Reader(
    "a Word document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "paragraphs",
    _is_docx,
    _read,
)


def _children(container: _Element) -> Iterator[_Element]:
    """The paragraphs, tables, rows or cells right inside `container`, through content controls and insertions."""
    for child in container:
        if child.tag in _WRAPPERS:
            yield from _children(child)
        elif child.tag in (W + "p", W + "tbl", W + "tr", W + "tc"):
            yield child


def _boxes(drawing: _Element) -> Iterator[_Element]:
    """The contents of the text boxes in a drawing; of the forms in which it is given to different programs the first."""
    if drawing.tag == _BOX:
        yield drawing
        return
    for child in drawing:
        yield from _boxes(child)
        if str(drawing.tag).endswith("}AlternateContent"):
            return


def _as_note(lines: Sequence[Line]) -> list[Line]:
    """A note's paragraphs as one Line; [] for an empty one."""
    text = " ".join(filter(None, (line.text.strip() for line in lines)))
    return [replace(lines[0], text=text, note=True)] if text else []


@dataclass(frozen=True, slots=True)
class _Cell:
    """A table cell, the columns it spans, and whether it goes on with the cell above."""

    element: _Element
    span: int
    continues: bool


class _Body:
    """A walk through the body: what Word keeps in mind from one paragraph to the next, and the blocks so far."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: dict[tuple[str, str], _Element], name: str) -> None:
        self.blocks: list[Block] = []
        self._styles, self._numbering, self._notes, self._name = styles, numbering, notes, name
        self._hanging: list[_Element] = []  # text boxes and notes that what is being read refers to
        self._fields: list[bool] = []  # open fields, innermost last: True while in the field's code
        self._carried = ""  # text of a paragraph whose mark is deleted: it runs on into the next
        self._ordinal = 0
        self._cells = 0

    def add(self, element: _Element) -> None:
        """One paragraph or table of the body."""
        place = Place(element=self._ordinal)
        self._ordinal += 1
        if element.tag == W + "tbl":
            self._add_table(element, place, depth=0)
        else:
            self.blocks += self._lines(element, place)
        while self._hanging:
            hanging = self._hanging.pop(0)
            inside = list(_children(hanging))
            if hanging.tag != _BOX:
                lines = [line for p in inside if p.tag == W + "p" for line in self._lines(p, place)]
                self.blocks += _as_note(lines)
                continue
            for element in inside:
                if element.tag == W + "tbl":
                    self._add_table(element, place, depth=0)
                elif element.tag == W + "p":
                    self.blocks += self._lines(element, place)

    # --- paragraphs ---------------------------------------------------------------------------------------------------

    def _lines(self, paragraph: _Element, place: Place, *, in_cell: bool = False) -> list[Line]:
        """The paragraph as one Line, or one for each piece between its line breaks.

        An automatic number alone is text in a table's cell (a column of ordinals) but not in the body.
        """
        text = self._carried + "".join(self._inline(paragraph))
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._carried = text
            return []
        self._carried = ""
        style = value(paragraph, "pPr", "pStyle") or self._styles.default
        direct = stated(paragraph)
        label = self._label(paragraph, style)
        if text.strip() or in_cell:
            text = label + text
        alignment = direct.alignment or self._styles.alignment(style)
        outline = direct.outline if direct.outline is not None else self._styles.outline(style)
        line = Line(
            text="",
            place=place,
            size=self._size(paragraph, style),
            centred=alignment == "center",
            level=outline + 1 if outline is not None and 0 <= outline < 9 else None,
        )
        return [replace(line, text=piece) for piece in text.split("\n")]

    def _label(self, paragraph: _Element, style: str | None) -> str:
        """The paragraph's automatic number, of its own or its style's; "" for none (numId 0 takes a number away)."""
        own = stated(paragraph)
        if own.num_id is not None:
            return self._numbering.label(own.num_id, own.num_level or 0)
        from_style = self._styles.numbering(style)
        if from_style is None:
            return ""
        origin, num_id, level = from_style
        if own.num_level is not None:
            level = own.num_level
        if level is None:
            level = self._numbering.level_of_style(num_id, origin)
        return self._numbering.label(num_id, level)

    def _size(self, paragraph: _Element, style: str | None) -> float | None:
        """The font size in points of the paragraph's first run with text, where it or a style states one."""
        run = next((r for r in paragraph.iter(f"{W}r") if r.find(f"{W}t") is not None), None)
        half_points = number(run, "rPr", "sz")
        if half_points is None and (run_style := value(run, "rPr", "rStyle")):
            half_points = next((f.half_points for _, f in self._styles.chain(run_style) if f.half_points), None)
        if half_points is None:
            half_points = self._styles.half_points(style)
        return half_points / 2 if half_points else None

    def _inline(self, element: _Element) -> Iterator[str]:
        for child in element:
            if child.tag in _WRAPPERS:
                yield from self._inline(child)
            elif child.tag == W + "r" and not is_on(child, "rPr", "vanish"):
                yield from self._run(child)
            elif child.tag in _MATH:
                yield "".join(t.text or "" for t in child.iter(_MATH_TEXT))

    def _run(self, run: _Element) -> Iterator[str]:
        for child in run:
            if child.tag == W + "fldChar":
                self._turn_field(child.get(f"{W}fldCharType"))
            elif any(self._fields):
                continue
            elif child.tag == W + "t":
                yield (child.text or "").replace("\n", " ")
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag in _WRAPPERS:
                yield from self._inline(child)
            elif child.tag in _DRAWINGS:
                self._hanging += _boxes(child)
            elif child.tag in (W + "footnoteReference", W + "endnoteReference"):
                key = str(child.tag).removeprefix(W).removesuffix("Reference"), child.get(f"{W}id", "")
                if (note := self._notes.pop(key, None)) is not None:  # once: a note may refer to itself
                    self._hanging.append(note)

    def _turn_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    # --- tables -------------------------------------------------------------------------------------------------------

    def _add_table(self, table: _Element, place: Place, depth: int) -> None:
        """A Grid; a table of one column is a frame (a box, a page's layout), and its paragraphs become Lines."""
        rows = [self._row(row) for row in _children(table) if row.find(f"{W}trPr/{W}del") is None]
        if any(len(row) > 1 for row in rows):
            values: list[tuple[str, ...]] = []
            for row in rows:
                values.append(self._values(row, values[-1] if values else (), depth))
            width = max(map(len, values))
            padded = tuple(row + ("",) * (width - len(row)) for row in values)
            self.blocks.append(Grid(padded, tuple(replace(place, row=r) for r in range(len(padded)))))
            return
        for number_of_row, row in enumerate(rows):
            for cell in row:
                for element in _children(cell.element):
                    inside = replace(place, row=number_of_row)
                    if element.tag == W + "tbl" and depth < limits.TABLE_DEPTH:
                        self._add_table(element, inside, depth + 1)
                    elif element.tag == W + "p":
                        self.blocks += self._lines(element, inside)

    def _row(self, row: _Element) -> list[_Cell]:
        cells: list[_Cell] = []
        skipped = number(row, "trPr", "gridBefore") or 0
        if skipped > 0:
            cells.append(_Cell(row.makeelement(W + "tc", {}), min(skipped, limits.CELL_SPAN), continues=False))
        for cell in _children(row):
            span = min(max(number(cell, "tcPr", "gridSpan") or 1, 1), limits.CELL_SPAN)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            cells.append(_Cell(cell, span, merge is not None and merge.get(f"{W}val") != "restart"))
        self._cells += sum(cell.span for cell in cells)
        if self._cells > limits.TABLE_CELLS:
            raise UnreadableFile(self._name, f"has tables of more than {limits.TABLE_CELLS} cells", "split it")
        return cells

    def _values(self, row: list[_Cell], above: tuple[str, ...], depth: int) -> tuple[str, ...]:
        """One text a column: a cell over several columns stands in each, one over several rows in each of these."""
        values: list[str] = []
        for cell in row:
            text = self._cell_text(cell.element, depth)
            at = len(values)
            values += above[at : at + cell.span] if cell.continues and at < len(above) else [text] * cell.span
        return tuple(values)

    def _cell_text(self, cell: _Element, depth: int) -> str:
        """The cell's paragraphs, and those of tables inside it, parted by one blank."""
        pieces: list[str] = []
        for element in _children(cell):
            if element.tag == W + "p":
                pieces += (line.text.strip() for line in self._lines(element, Place(), in_cell=True))
            elif element.tag == W + "tbl" and depth < limits.TABLE_DEPTH:
                for row in _children(element):
                    pieces += (self._cell_text(inner, depth + 1) for inner in _children(row))
        return " ".join(filter(None, pieces))
