"""Web pages, first of all those of government portals: the document's lines and tables without the site's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from docparse.errors import UnreadableFile
from docparse.readers import limits
from docparse.readers.html_body import SKIPPED, facts_missing, is_furniture, is_hidden, is_index, main_body, squashed
from docparse.readers.html_lists import Lists
from docparse.readers.html_tables import is_data_table, spelled_out
from docparse.readers.interface import Content, Evidence, Reader
from docparse.readers.recognise import unread_kind
from docparse.readers.text import decode, ordinary_share
from docparse.source import Block, Grid, Line, Place

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_BREAK = "\v"  # stands for <br> until a block's text is complete; no HTML text holds it
_READABLE = 0.8  # share of ordinary characters in a page that has some bad bytes
_EDGE = 12  # lines at either end of the body among which a site's furniture may stand


def _read(data: bytes, name: str) -> Content:
    if len(data) > limits.HTML_BYTES:
        raise UnreadableFile(name, f"is a web page larger than {limits.HTML_BYTES // 2**20} MB", "save it as PDF")
    page = _parsed(_without_scriptlets(_decoded(data, name)), name)
    if page is None:
        return Content(())
    blocks = _without_furniture(list(_blocks(main_body(page), count(), name)))
    said = squashed("".join(map(_text, blocks)))
    heads = [Line(text, Place(), centred=True, level=level) for text, level in facts_missing(page, said)]
    return Content((*heads, *blocks))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Openings of a page or fragment (`<!DOCTYPE html`, `<p class=…`), and tags that only markup has by the dozen."""
    tags = "html|head|body|meta|title|style|script|link|div|p|table|span|center|font|h[1-6]|ul|ol|article|section"
    opening = re.compile(rf"<(?:!doctype\s+html|\?xml|!--|%|(?:{tags})[\s/>])", re.IGNORECASE)
    return opening, re.compile(r"</(?:p|div|td|li|span|a)>|<(?:br|p|td)\b", re.IGNORECASE)


def _is_html(evidence: Evidence) -> bool:
    if unread_kind(evidence):
        return False
    opening, markup = _patterns()
    tags = len(markup.findall(evidence.head))
    return tags >= 3 or (opening.match(evidence.head) is not None and (tags > 0 or "<body" in evidence.head.lower()))


HTML = Reader("a web page", "text/html", "paragraphs", _is_html, _read)


# --- from bytes to a tree --------------------------------------------------------------------------------------------


def _decoded(data: bytes, name: str) -> str:
    """The page's characters: as a text file, or by the charset that it declares where that is another.

    A declared UTF-8 or GB2312 is no reason to believe it: pages declare the one and hold the other, or characters that
    only GB18030 has. Where nothing fits, unreadable bytes become U+FFFD, for one bad byte shall not lose a page.
    """
    declared = re.search(rb"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_-]{1,30})", data[:4096])
    charset = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        if not charset.startswith(("gb", "utf")):
            return data.decode(charset)
    except (UnicodeError, LookupError):  # other characters than declared, or no charset of this name
        pass
    try:
        return decode(data, name)
    except UnreadableFile:
        text = data.decode("gb18030" if charset.startswith("gb") else "utf-8", "replace")
        if ordinary_share(text[:10_000]) < _READABLE:
            raise
        return text


def _without_scriptlets(text: str) -> str:
    """The page without JSP and ASP code (<% … %>), which some portals' sources hold, and without NULs."""
    first, *rest = text.replace("\0", "").split("<%")
    return first + "".join(piece.partition("%>")[2] for piece in rest)


def _parsed(text: str, name: str) -> _Element | None:
    """The page's tree, without comments; lxml mends what is not closed and loads nothing."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )  # huge_tree: 2,048 levels instead of 256, which unclosed tags of old editors do reach
    try:
        page = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing that looks like a page
        return None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableFile(
            name, "is a web page whose tags nest too deeply", "open it in a browser and save it as PDF"
        )
    return page


# --- from a tree to blocks -------------------------------------------------------------------------------------------


class _Paragraphs:
    """Text gathered along a walk and cut into lines where a block begins or ends and at each <br>."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._centred = [False]
        self._levels: list[int | None] = [None]
        self._verbatim = 0
        self._marker = ""  # of the list item whose first line is still to come

    def enter(self, element: _Element, marker: str) -> None:
        tag = str(element.tag)
        self._marker = marker or self._marker
        self._verbatim += tag == "pre"
        self._centred.append(_is_centred(element, inherited=self._centred[-1]))
        self._levels.append(_HEADINGS.get(tag, self._levels[-1]))

    def leave(self, element: _Element) -> None:
        self._verbatim -= element.tag == "pre"
        self._marker = "" if element.tag == "li" else self._marker
        self._centred.pop()
        self._levels.pop()

    def write(self, text: str | None) -> None:
        if text:
            self._pieces.append(re.sub("\r\n|\n|\r", _BREAK, text) if self._verbatim else text.replace(_BREAK, " "))

    def break_line(self) -> None:
        self._pieces.append(_BREAK)

    def flush(self, ordinals: Iterator[int]) -> list[Line]:
        """The lines since the last flush, of one element; blank ones are left out, for a page spaces with them."""
        rows = [row for piece in "".join(self._pieces).split(_BREAK) if (row := _collapsed(piece)).strip()]
        self._pieces.clear()
        if not rows:
            return []
        rows[0], self._marker = self._marker + rows[0], ""
        place = Place(element=next(ordinals))
        return [Line(row, place, centred=self._centred[-1], level=self._levels[-1]) for row in rows]


def _blocks(body: _Element, ordinals: Iterator[int], name: str, tables: bool = True) -> Iterator[Block]:
    """The lines and grids of `body` in document order; with `tables` false all tables are read as layout."""
    from lxml import etree

    text, lists = _Paragraphs(), Lists()
    walk = etree.iterwalk(body, events=("start", "end"))
    skipped: _Element | None = None
    for event, element in walk:
        tag = str(element.tag)
        if event == "start":
            if tag in _BLOCKS:
                yield from text.flush(ordinals)
            if tag in SKIPPED or is_hidden(element):
                skipped = element
                walk.skip_subtree()
            elif tables and tag == "table" and is_data_table(element):
                yield from _grid(element, ordinals, name)
                skipped = element
                walk.skip_subtree()
            else:
                text.enter(element, lists.marker(element))
                if tag == "br":
                    text.break_line()
                text.write(element.text)
            continue
        if tag in _BLOCKS:
            yield from text.flush(ordinals)
        if element is skipped:
            skipped = None
        else:
            text.leave(element)
        if element is not body:
            text.write(element.tail)
    yield from text.flush(ordinals)


def _grid(table: _Element, ordinals: Iterator[int], name: str) -> Iterator[Grid]:
    def text_of(cell: _Element) -> str:
        return " ".join(b.text.strip() for b in _blocks(cell, count(), name, tables=False) if isinstance(b, Line))

    rows = spelled_out(table, text_of, name)
    if any(any(row) for row in rows):
        ordinal = next(ordinals)
        yield Grid(rows, tuple(Place(element=ordinal, row=r) for r in range(len(rows))))


def _is_centred(element: _Element, *, inherited: bool) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    if "text-align:" in style:
        return "text-align:center" in style
    if align := element.get("align"):
        return align.lower() in ("center", "middle") if element.tag != "table" else inherited
    return inherited or element.tag == "center"


@cache
def _space() -> re.Pattern[str]:
    return re.compile("[ \t\r\n\f]+")


def _collapsed(text: str) -> str:
    """White space as most browsers show it: runs become one blank, also where a line of the source ends."""
    return _space().sub(" ", text).strip(" ").replace("\u00a0", " ").rstrip()


def _without_furniture(blocks: list[Block]) -> list[Block]:
    """The blocks without what a site puts around a document: index, source line, print buttons, sharing, copyright."""
    top, bottom = range(_EDGE), range(len(blocks) - _EDGE, len(blocks))
    index = {i for i in top[: len(blocks)] if _is_index(blocks[i])}
    if sum(len(b.rows) if isinstance(b, Grid) else 1 for b in map(blocks.__getitem__, index)) < 2:
        index = set()  # one line of this form, such as 名称：…, is the document's own
    return [
        block
        for i, block in enumerate(blocks)
        if i not in index
        and not ((i in top or i in bottom) and isinstance(block, Line) and is_furniture(squashed(block.text)))
    ]


def _is_index(block: Block) -> bool:
    if isinstance(block, Grid):
        return is_index(row[0] for row in block.rows)
    return ("：" in block.text or ":" in block.text) and is_index([block.text])


def _text(block: Block) -> str:
    return block.text if isinstance(block, Line) else "".join(cell for row in block.rows for cell in row)
