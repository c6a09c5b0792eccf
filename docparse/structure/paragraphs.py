"""Hard-wrapped lines rejoined into paragraphs, and layout blanks repaired.

What holds after it: each paragraph is one logical paragraph, each table row one paragraph with cells joined by "\t";
running the step on its own result changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docparse.source import Block, Grid, Place
from docparse.structure.blanks import repair
from docparse.structure.members import member_line
from docparse.structure.numbering import Numbered, numbered
from docparse.structure.text import Label, Paragraph
from docparse.structure.wrapping import Bit, goes_on, hangs, wrap_of


def join_lines(blocks: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs of a document without furniture, whose tables are Grids already; a note follows the paragraph that
    refers to it.
    """
    parts: list[Grid | Bit] = []
    for block in blocks:
        if isinstance(block, Grid):
            parts.append(block)
        elif text := repair(block.text):
            parts.append(Bit(block, text))
    wrap = wrap_of([p for p in parts if isinstance(p, Bit) and not p.line.note])
    result: list[Paragraph] = []
    buffer: list[Bit] = []
    notes: list[Bit] = []
    in_members = False
    grids = 0
    seen: dict[str, int] = {}  # the last number of each style that opened a paragraph
    for part in parts:
        if isinstance(part, Grid):
            result += _flush(buffer, notes)
            result += _rows(part, grids)
            grids, in_members = grids + 1, False
            continue
        if part.line.note:
            notes.append(part)
            continue
        member = member_line(part.line.text, inside=in_members)
        hanging = in_members and hangs(buffer, part, member, wrap)
        joined = hanging or goes_on(buffer, part, wrap, counts=_counts(part.text, seen))
        if member and not hanging and (in_members or (member.role and member.mark.endswith("：")) or not joined):
            result += _flush(buffer, notes)
            buffer.append(Bit(part.line, member.text, member=True))
            in_members = True
            continue
        if not joined:
            result += _flush(buffer, notes)
            in_members = False
            number = numbered(part.text)
            seen |= _count(number) if number else {}
        buffer.append(part)
    return [*result, *_flush(buffer, notes)]


def _count(number: Numbered) -> dict[str, int]:
    """A number as the last of its style; decimals are counted below each number (2.1.3: the third below 2.1)."""
    if number.style == "decimal":
        above, _, value = number.value.rpartition(".")
        return {above: int(value)}
    return {number.style: int(number.value)} if number.value.isdigit() else {}


def _counts(text: str, seen: dict[str, int]) -> bool:
    """Whether the number that opens `text`, if any, is a first one or follows the last of its style; before 1.2 stands 1.1."""
    number = numbered(text)
    if number is None or number.style not in ("one", "three", "decimal"):
        return True
    leap = 2 if number.style != "decimal" or seen.keys() & _count(number).keys() else 1
    return all(n == 1 or seen.get(style, 0) < n <= seen.get(style, 0) + leap for style, n in _count(number).items())


def _flush(buffer: list[Bit], notes: list[Bit]) -> Iterator[Paragraph]:
    """The buffered lines as one paragraph, if any, and its notes behind it; empties both."""
    text, pieces = "", []
    for bit in buffer:
        piece = bit.text
        if text and piece and text[-1].isascii() and piece[0].isascii() and text[-1].isalpha() and piece[0].isalpha():
            text += " "
        elif text:
            piece = repair(text[-1] + piece)[1:]  # a blank at the seam is layout
        pieces.append((len(text), bit.line.place))
        text += piece
    label = Label.MEMBER if buffer and buffer[0].member else Label.BODY
    buffer.clear()
    if text:
        yield Paragraph(text, tuple(pieces), label)
    yield from (Paragraph(note.text, ((0, note.line.place),)) for note in notes)
    notes.clear()


def _rows(grid: Grid, index: int) -> list[Paragraph]:
    """A table's rows as paragraphs; a table of one row or one column is layout, and its cells are paragraphs."""
    rows = [[_cell(c) for c in row] for row in grid.rows]
    if len(rows) < 2 or max(len(r) for r in rows) < 2:
        return [p for row, place in zip(grid.rows, grid.places, strict=True) for p in _loose(row, place)]
    columns = max(len(r) for r in rows)
    return [
        Paragraph("\t".join(row + [""] * (columns - len(row))), ((0, place),), Label.ROW, index)
        for row, place in zip(rows, grid.places, strict=True)
        if any(row)
    ]


def _cell(text: str) -> str:
    return repair("".join(repair(part) for part in text.splitlines())) if "\n" in text else repair(text)


def _loose(row: Sequence[str], place: Place) -> list[Paragraph]:
    texts = [repair(t) for cell in dict.fromkeys(row) for t in cell.splitlines()]
    return [Paragraph(t, ((0, place),)) for t in texts if t]
