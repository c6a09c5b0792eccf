"""What pdfium knows of a PDF's page: its characters with their boxes, what is drawn, and whether a person sees text there."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, NamedTuple

from docparse.errors import UnreadableFile
from docparse.readers import limits
from docparse.readers.characters import unreadable
from docparse.readers.lines import Glyph
from docparse.readers.pdf_rules import rules
from docparse.readers.ruled_tables import Ruling, may_have_table, rulings_of
from docparse.source import BBox

_MOST_OBJECTS = 200_000
_DEEPEST = 4  # forms inside forms
_PICTURE_GLYPHS = 30  # a scanner's mark on a picture of a page has fewer
_PICTURE_AREA = 0.5
_CURVES = 20  # paths of a page whose text is drawn as curves
_MOST_UNREADABLE = 0.3
_SAME_FOOT = 0.15  # em by which the lower edges of a line's characters differ
_WHITE = 250  # of 255
_INVISIBLE_MODES = frozenset({3, 7})  # neither fill nor stroke; clip alone (PDF 32000-1 table 106)

Kind = Literal["text", "layered", "picture", "curves", "unmapped", "empty"]
"""How a page says its text: characters; a picture with an invisible layer of characters over it; a picture; curves; fonts
that don't say which characters they draw; not at all.
"""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its characters in the order of the file, its size in points as shown, and its ruled tables; `nested` says
    that rules may be drawn inside forms, where pdfium doesn't tell their places.

    Of a picture the characters are what is printed over it, such as a scanner's mark.
    """

    number: int
    glyphs: list[Glyph]
    size: tuple[float, float]
    tables: list[Ruling]
    nested: bool
    kind: Kind

    @property
    def is_read(self) -> bool:
        """Whether the characters are the page's text; else they must be recognised in its picture."""
        return self.kind in ("text", "layered", "empty")


def pdf_page(page: Any, number: int, name: str) -> PdfPage:
    """The page `number` (1-based), which pdfium has opened.

    Raises:
        UnreadableFile: it has more characters than the limits allow.
    """
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > limits.PAGE_CHARACTERS:
            raise UnreadableFile(name, f"has more than {limits.PAGE_CHARACTERS} characters on page {number}")
        drawn = _drawn(page)
        shown, hidden = _glyphs(page, textpage, drawn.hidden)
    finally:
        textpage.close()
    size = (float(page.get_width()), float(page.get_height()))
    kind = _kind(shown, hidden, drawn, size)
    glyphs = hidden if kind == "layered" else shown
    ruled = may_have_table(drawn.paths) and bool(glyphs)
    tables = rulings_of(rules(page, drawn.handles)) if ruled and not drawn.forms else []
    return PdfPage(number, glyphs, size, tables, ruled and drawn.forms, kind)


def _kind(glyphs: list[Glyph], hidden: list[Glyph], drawn: _Drawn, size: tuple[float, float]) -> Kind:
    area = sum(abs((x1 - x0) * (y1 - y0)) for x0, y0, x1, y1 in drawn.images)  # some scanners cut a page into strips
    if len(glyphs) < _PICTURE_GLYPHS and area > _PICTURE_AREA * size[0] * size[1]:
        layer = len(hidden) >= _PICTURE_GLYPHS and _unreadable_share(hidden) <= _MOST_UNREADABLE
        return "layered" if layer else "picture"
    if not any(not g.text.isspace() for g in glyphs):
        return "curves" if len(drawn.paths) > _CURVES else "empty"
    return "unmapped" if _unreadable_share(glyphs) > _MOST_UNREADABLE else "text"


def _unreadable_share(glyphs: list[Glyph]) -> float:
    return unreadable("".join([g.text for g in glyphs])) / max(len(glyphs), 1)


# --- what is drawn ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Drawn:
    """The boxes of a page's paths and images in PDF user space, pdfium's handles of its paths, whether it has forms, and the
    addresses of the texts that nobody sees.

    A form counts as a path: it may hold rules, and pdfplumber, which looks inside, decides.
    """

    paths: list[BBox] = field(default_factory=list)
    images: list[BBox] = field(default_factory=list)
    handles: list[Any] = field(default_factory=list)
    forms: bool = False
    hidden: set[int] = field(default_factory=set)


def _drawn(page: Any) -> _Drawn:
    from pypdfium2 import raw

    drawn, dark, white, ink = _Drawn(), list[BBox](), list[tuple[int, BBox]](), _Ink()
    for item, mode, depth in _objects(page):
        if mode != raw.FPDF_TEXTRENDERMODE_UNKNOWN:
            if mode in _INVISIBLE_MODES:
                drawn.hidden.add(_address(item))
            elif ink.is_white(item) and (box := _bounds(item)) is not None:
                white.append((_address(item), box))
        elif depth == 0 and (box := _bounds(item)) is not None:
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                drawn.images.append(box)
            else:
                drawn.paths.append(box)
                drawn.forms = drawn.forms or kind == raw.FPDF_PAGEOBJ_FORM
                if kind == raw.FPDF_PAGEOBJ_PATH:
                    drawn.handles.append(item)
                    if not ink.is_white(item):
                        dark.append(box)
    for address, box in white:  # white letters are seen where they stand on a picture or on something dark
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in (*dark, *drawn.images)):
            drawn.hidden.add(address)
    return drawn


def _objects(page: Any) -> Iterator[tuple[Any, int, int]]:
    """The page's texts, paths, images and forms and those inside its forms: pdfium's handle, how a text is rendered (unknown
    of what is none), depth in forms.
    """
    from pypdfium2 import raw

    kinds = {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}
    mode_of, none = raw.FPDFTextObj_GetTextRenderMode, raw.FPDF_TEXTRENDERMODE_UNKNOWN
    waiting = [(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, 0)]
    left = _MOST_OBJECTS
    while waiting:
        holder, count, get, depth = waiting.pop()
        for i in range(count(holder)):
            left -= 1
            if left < 0:
                return
            item = get(holder, i)
            mode = mode_of(item)
            if mode != none:
                yield item, mode, depth
                continue
            kind = raw.FPDFPageObj_GetType(item)
            if kind in kinds:
                yield item, mode, depth
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                waiting.append((item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1))


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _bounds(item: Any) -> BBox | None:
    from pypdfium2 import raw

    x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, x0, y0, x1, y1):
        return None
    return x0.value, y0.value, x1.value, y1.value


class _Ink:
    """Tells white ink; the numbers that pdfium fills are made once, for a page may have thousands of texts."""

    def __init__(self) -> None:
        from pypdfium2 import raw

        self._fill = raw.FPDFPageObj_GetFillColor
        self._numbers = [ctypes.c_uint() for _ in range(4)]
        self._places = [ctypes.byref(number) for number in self._numbers]

    def is_white(self, item: Any) -> bool:
        """Whether a text or path is filled with white or with nothing."""
        if not self._fill(item, *self._places):
            return False
        red, green, blue, alpha = self._numbers
        if red.value < _WHITE:
            return alpha.value == 0
        return alpha.value == 0 or (green.value >= _WHITE and blue.value >= _WHITE)


# --- characters ------------------------------------------------------------------------------------------------------


def _glyphs(page: Any, textpage: Any, hidden: set[int]) -> tuple[list[Glyph], list[Glyph]]:
    """The page's characters in the order of the file, those that are seen and those of the `hidden` texts; what stands
    beside the page is left out.

    The blanks and line ends that pdfium itself puts in have no width and are left out.
    """
    from pypdfium2 import raw

    upright, (width, height), handle = _upright(page), page.get_size(), textpage.raw
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    matrix_ref, x_ref, y_ref = (ctypes.byref(target) for target in (matrix, x, y))
    begin, end, low, sign, shift = upright.edges
    sizes: dict[int, float] = {}  # of the line's characters by their width in whole points
    line_foot = baseline = 0.0
    glyphs: list[Glyph] = []
    unseen: list[Glyph] = []
    for i, (char, box) in enumerate(zip(_characters(textpage), _boxes(textpage), strict=True)):
        if box[_LEFT] == box[_RIGHT]:
            continue
        x0, x1, foot = sign * box[begin] + shift, sign * box[end] + shift, box[low]
        size = sizes.get(int(x1 - x0 + 0.5), 0.0)
        if abs(foot - line_foot) >= _SAME_FOOT * size:
            # what is as wide and stands as low has the baseline and size of those before it; pdfium is asked for these of
            # others only, for each question takes time
            raw.FPDFText_GetCharOrigin(handle, i, x_ref, y_ref)
            raw.FPDFText_GetMatrix(handle, i, matrix_ref)
            size = round(abs(raw.FPDFText_GetFontSize(handle, i)) * float(matrix.c**2 + matrix.d**2) ** 0.5, 2) or 1.0
            if (own := upright.baseline(x.value, y.value)) != baseline or size not in sizes.values():
                baseline, line_foot = own, foot
                sizes.clear()
            sizes[int(x1 - x0 + 0.5)] = size
        if not (0 < baseline < height + size and -size < x0 < width):
            continue
        glyph = Glyph(char, x0, x1, baseline, size)
        if hidden and _address(raw.FPDFText_GetTextObject(handle, i)) in hidden:
            unseen.append(glyph)
        else:
            glyphs.append(glyph)
    return glyphs, unseen


def _characters(textpage: Any) -> Sequence[str]:
    """The page's characters; one by one only where some lie beyond the basic plane, which pdfium's text counts twice."""
    from pypdfium2 import raw

    count = textpage.count_chars()
    buffer = bytearray(2 * (count + 1))
    written = raw.FPDFText_GetText(textpage.raw, 0, count, ctypes.byref(ctypes.c_ushort.from_buffer(buffer)))
    text = buffer[: 2 * count].decode("utf-16-le", "replace")
    if written == count + 1 and len(text) == count and "\ufffd" not in text:
        return text
    codes = (raw.FPDFText_GetUnicode(textpage.raw, i) for i in range(count))
    return [chr(code) if code < 0x110000 else "\ufffd" for code in codes]


_LEFT, _TOP, _RIGHT, _BOTTOM = range(4)  # of pdfium's FS_RECTF
_BOX = struct.Struct("4f")


def _boxes(textpage: Any) -> Iterator[tuple[float, ...]]:
    """The box of each character from its advance width, in PDF user space: left, top, right, bottom."""
    from pypdfium2 import raw

    count, get, handle = textpage.count_chars(), raw.FPDFText_GetLooseCharBox, textpage.raw
    buffer = bytearray(_BOX.size * (count + 1))
    first = raw.FS_RECTF.from_buffer(buffer)
    for i in range(count):
        get(handle, i, ctypes.byref(first, _BOX.size * i))
    return islice(_BOX.iter_unpack(buffer), count)


class _Upright(NamedTuple):
    """From PDF user space to the page as shown, from the top left.

    `edges` of a box: which of its sides is the left edge, which the right and which the lower one, which only serves to
    compare; x as shown is the side, with this sign, and this much more. `baseline` is that of an origin.
    """

    edges: tuple[int, int, int, float, float]
    baseline: Callable[[float, float], float]


def _upright(page: Any) -> _Upright:
    """The page as /Rotate turns it, clockwise (PDF 32000-1 §7.7.3.3)."""
    left, bottom, right, top = page.get_bbox()
    turns = {
        0: _Upright((_LEFT, _RIGHT, _BOTTOM, 1.0, -left), lambda x, y: top - y),
        90: _Upright((_BOTTOM, _TOP, _RIGHT, 1.0, -bottom), lambda x, y: x - left),
        180: _Upright((_RIGHT, _LEFT, _TOP, -1.0, right), lambda x, y: y - bottom),
        270: _Upright((_TOP, _BOTTOM, _LEFT, -1.0, top), lambda x, y: right - x),
    }
    return turns[page.get_rotation()]
