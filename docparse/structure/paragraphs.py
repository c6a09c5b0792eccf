"""Hard-wrapped lines rejoined into paragraphs, and layout blanks repaired.

What holds after it: each paragraph is one logical paragraph, each table row one paragraph with cells joined by "\t";
running the step on its own result changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from docparse.source import Block, Grid, Line, Place
from docparse.structure.blanks import repair, squash, strip_blanks, width
from docparse.structure.members import MemberLine, member_line
from docparse.structure.numbering import numbered
from docparse.structure.text import Label, Paragraph

_END = "。！？；：.!?;:"
_WIDEST_WRAP = 60.0  # cells; no page of an office holds more characters in a line
_SLACK = 4.0  # cells by which a full line may fall short: indent of two, a punctuation mark moved down


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How the lines of a file are broken: `width` in cells (inf where they are not), and whether indents show starts."""

    width: float
    indented: bool


@dataclass(frozen=True, slots=True)
class _Bit:
    """A line on its way into a paragraph: as read, and repaired. `member` says that its one blank is to stay."""

    line: Line
    text: str
    member: bool = False


def join_lines(blocks: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs of a document without furniture, whose tables are Grids already."""
    lines = [b for b in blocks if isinstance(b, Line)]
    wrap = _Wrap(_wrap_width(lines), _shows_indents(lines))
    result: list[Paragraph] = []
    buffer: list[_Bit] = []
    in_members = False
    grids = 0
    for block in blocks:
        if isinstance(block, Grid):
            result += _flush(buffer)
            result += _rows(block, grids)
            grids, in_members = grids + 1, False
        elif squash(block.text):
            member = member_line(block.text, inside=in_members)
            hangs = member is not None and _hangs(buffer, member, wrap)
            goes_on = hangs or (bool(buffer) and _joins(buffer, block, wrap))
            if member and not hangs and (in_members or member.role or not goes_on):
                result += _flush(buffer)
                buffer.append(_Bit(block, member.text, True))
                in_members = True
            else:
                if not goes_on:
                    result += _flush(buffer)
                    in_members = False
                buffer.append(_Bit(block, repair(block.text)))
    return result + list(_flush(buffer))


def _joins(buffer: Sequence[_Bit], line: Line, wrap: _Wrap) -> bool:
    """Whether `line` goes on where the last line of `buffer` broke off."""
    last = buffer[-1].line
    if wrap.width == float("inf") or _starts_paragraph(line.text):
        return False
    if last.centred != line.centred or (last.size and line.size and abs(last.size - line.size) > 1.0):
        return False
    before = strip_blanks(last.text)
    full = width(before) >= wrap.width - _SLACK - (2 if len(buffer) == 1 else 0)
    if wrap.indented:
        if 1.5 <= _indent(line) < 6 and _indent(last) < _indent(line) + 0.5 and not _open(buffer):
            return False
        return full or (_open(buffer) and before[-1] not in _END)
    if before[-1] in _END and not (full and _open(buffer)):
        # a paragraph's first line lost its indent of two characters, so a line that is wider than that goes on
        return full and width(before) >= wrap.width - 1.5 and width(strip_blanks(line.text)) > wrap.width - 1.5
    return full or before[-1] in "，、（《“" or (_open(buffer) and before[-1] not in _END)


def _open(buffer: Sequence[_Bit]) -> bool:
    """Whether a bracket or title mark stands open at the end of a short buffer."""
    text = "".join(b.text for b in buffer[-6:])
    return any(text.count(a) > text.count(b) for a, b in ("《》", "（）", "〔〕"))


def _hangs(buffer: Sequence[_Bit], member: MemberLine, wrap: _Wrap) -> bool:
    """Whether what looks like a bare name is the end of the post above it, broken off by a hanging indent."""
    if member.role or member.post or not buffer or wrap.width == float("inf"):
        return False
    above = buffer[-1].text
    return " " in above and width(above) >= 0.6 * wrap.width


@cache
def _starter() -> re.Pattern[str]:
    return re.compile(
        r"附\s*件\s*[0-9一二三四五六七八九十]{0,2}\s*(?:[：:]|$)|抄\s*送\s*[：:]|——|（此件|\(此件|"
        r"[一二三四五六七八九]是(?!否)|[①-⑳]|第[一二三四五六七八九十]+(?:步|阶段)"
    )


def _starts_paragraph(text: str) -> bool:
    text = strip_blanks(text)
    number = numbered(text)
    # "3 个总成" and "2027 年" at the head of a wrapped line are no section numbers; numbered() wants their mark
    return number is not None or _starter().match(text) is not None


def _wrap_width(lines: Sequence[Line]) -> float:
    """The width in cells at which lines were broken by force; inf where paragraphs stand whole.

    Lines were broken where almost none is wider than a page's line and several of the widest end in mid-sentence.
    """
    widths = sorted(width(strip_blanks(line.text)) for line in lines if squash(line.text))
    if len(widths) < 4:
        return float("inf")
    full = widths[min(int(len(widths) * 0.97), len(widths) - 1)]
    wider = sum(w > full + 6 for w in widths)
    if not 18 <= full <= _WIDEST_WRAP or wider > 0.02 * len(widths):
        return float("inf")
    solid = [strip_blanks(line.text) for line in lines if squash(line.text)]
    broken = sum(
        width(a) >= full - _SLACK - 2 and a[-1] not in _END + "）》”" and not _starts_paragraph(b)
        for a, b in pairwise(solid)
    )
    return full if broken >= 2 and broken >= 0.1 * sum(w >= full - _SLACK for w in widths) else float("inf")


def _indent(line: Line) -> float:
    """Blanks before the line's first character, in cells."""
    head = line.text[: len(line.text) - len(line.text.lstrip())]
    return width(head.replace("\t", "    "))


def _shows_indents(lines: Sequence[Line]) -> bool:
    """Whether the file keeps the first line's indent, so that a line without one goes on."""
    solid = [line for line in lines if squash(line.text)]
    indented = sum(1.5 <= _indent(line) < 6 for line in solid)
    return indented >= 3 and sum(_indent(line) < 1 for line in solid) >= 3 and indented >= 0.08 * len(solid)


def _flush(buffer: list[_Bit]) -> Iterator[Paragraph]:
    """The buffered lines as one paragraph, if any; empties the buffer."""
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
