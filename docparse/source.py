"""What a reader hands over: lines and tables in reading order, each knowing its place in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

BBox: TypeAlias = tuple[float, float, float, float]
"""[x0, top, x1, bottom] in PDF points, origin at the top left of the page."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line or a table row stands in the file; what does not apply is None.

    `confidence`, from 0 to 1, is that of the recognition where the place is one of a picture.
    """

    page: int | None = None  # 1-based
    bbox: BBox | None = None
    line: int | None = None  # 1-based line of a text file
    element: int | None = None  # 0-based ordinal of a .docx or HTML body element
    row: int | None = None  # 0-based row inside a table element
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page or text file, or one whole paragraph of a format that has paragraphs.

    `text` is as the file has it, blanks included, without line end; "" is a blank line, which is kept.
    """

    text: str
    place: Place
    size: float | None = None  # font size in points, where the format says
    centred: bool = False
    level: int | None = None  # heading level that the format claims (Word styles, HTML h1..h4)
    note: bool = False  # a whole footnote; it stands behind the line or table that refers to it
    column: tuple[float, float] | None = None  # left and right edge in points of its column, where a page has several


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `rows[r][c]` with merged cells spelled out; `places[r]` is the place of row r."""

    rows: tuple[tuple[str, ...], ...]
    places: tuple[Place, ...]


Block: TypeAlias = Line | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read.

    `flow` is "lines" where a line may be a piece of a paragraph (text files, PDF) and "paragraphs" where each
    Line is a whole paragraph (.docx, HTML).
    """

    path: str
    sha256: str
    media_type: str
    reader: str
    blocks: tuple[Block, ...]
    flow: Literal["lines", "paragraphs"]
    pages: int | None = None
    ocr: bool = False
