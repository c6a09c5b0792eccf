"""How a file's lines are broken, and which line goes on with the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from docparse.source import Line
from docparse.structure.blanks import width
from docparse.structure.members import MemberLine
from docparse.structure.numbering import numbered

_END = "。！？；：.!?;:"
_WIDEST_WRAP = 60.0  # cells; no page of an office holds more characters in a line
_NARROWEST_WRAP = 18.0
_SLACK = 4.0  # cells by which a full line may fall short: indent of two, a punctuation mark moved down
_INF = float("inf")


@dataclass(frozen=True, slots=True)
class Bit:
    """A line on its way into a paragraph: as read, and repaired. `member` says that its one blank is to stay."""

    line: Line
    text: str
    member: bool = False


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a file's lines are broken: `width` in cells (inf where paragraphs stand whole); `indented` says that the
    first line's indent is kept; `left` is where the lines of each page begin, in points, for files with boxes; `across` are
    the outer edges of the columns of a file that is mostly set in columns.
    """

    width: float
    indented: bool
    left: dict[int, float]
    across: tuple[float, float] | None = None

    def width_at(self, line: Line) -> float:
        """The width in cells at which lines like this one were broken: that of its column, or the file's."""
        edges = line.column or self.across
        return round((edges[1] - edges[0]) / (line.size or 16.0), 1) if edges else self.width

    def indent(self, line: Line) -> float:
        """What stands before the line's first character, in cells."""
        place, edges = line.place, line.column or self.across
        if place.bbox is not None and (edges or place.page in self.left):
            left = edges[0] if edges else self.left[place.page or 0]
            return (place.bbox[0] - left) / (line.size or 16.0)
        head = line.text[: len(line.text) - len(line.text.lstrip())]
        return width(head.replace("\t", "    "))


def wrap_of(bits: Sequence[Bit]) -> Wrap:
    """How the lines of a file are broken; `bits` are its lines that hold words, in order."""
    left: dict[int, float] = {}
    for bit in bits:
        place = bit.line.place
        if place.page is not None and place.bbox is not None and bit.line.column is None:
            left[place.page] = min(left.get(place.page, place.bbox[0]), place.bbox[0])
    columns = [bit.line.column for bit in bits if bit.line.column is not None]
    mostly = 2 * len(columns) > len(bits)
    across = (min(c[0] for c in columns), max(c[1] for c in columns)) if mostly else None
    wrap = Wrap(_width([bit for bit in bits if bit.line.column is None]), False, left, across)
    indents = [wrap.indent(b.line) for b in bits]
    indented = sum(1.5 <= i < 6 for i in indents)
    shows = indented >= 3 and sum(i < 1 for i in indents) >= 3 and indented >= 0.08 * len(bits)
    return replace(wrap, indented=shows)


def _width(bits: Sequence[Bit]) -> float:
    """The width in cells at which lines were broken by force; inf where paragraphs stand whole.

    Lines were broken where almost none is wider than a page's line and several of the widest end in mid-sentence.
    """
    widths = [width(b.text) for b in bits]
    if len(widths) < 4:
        return _INF
    full = sorted(widths)[min(int(len(widths) * 0.97), len(widths) - 1)]
    wider = sum(w > full + 6 for w in widths)
    if not _NARROWEST_WRAP <= full <= _WIDEST_WRAP or wider > 0.02 * len(widths):
        return _INF
    broken = sum(
        w >= full - _SLACK - 2 and a.text[-1] not in _END + "）》”" and not starts_paragraph(b.text)
        for w, (a, b) in zip(widths, pairwise(bits), strict=False)
    )
    return full if broken >= 2 and broken >= 0.1 * sum(w >= full - _SLACK for w in widths) else _INF


def goes_on(buffer: Sequence[Bit], bit: Bit, wrap: Wrap, *, counts: bool = True) -> bool:
    """Whether `bit` goes on where the last line of `buffer` broke off.

    `counts` False: its number follows no other, so that it may be the rest of a word (每周|五、周六).
    """
    if not buffer or wrap.width_at(buffer[-1].line) == _INF:
        return False
    if starts_paragraph(bit.text) and (counts or buffer[-1].text[-1] in _END + "）》”" or not _is_full(buffer, wrap)):
        return False
    last, before, text = buffer[-1].line, buffer[-1].text, bit.text
    if last.centred != bit.line.centred or (last.size and bit.line.size and abs(last.size - bit.line.size) > 1.0):
        return False
    if _ends_title(buffer, text) or (len(buffer) == 1 and _INDEX_LINE.fullmatch(before)):
        return False
    full, broken_at = _is_full(buffer, wrap), wrap.width_at(last)
    if text[0].isdigit() and re.search(r"\d\.?$", before) and width(before) >= 0.7 * broken_at:
        return True  # a number cut in two
    if full and _clause_opening().match(text):
        return True
    unfinished = _is_open(buffer)
    if wrap.indented:
        indent = wrap.indent(bit.line)
        if 1.5 <= indent < 6 and wrap.indent(last) < indent + 0.5 and not unfinished:
            return False
        if indent >= 6 > wrap.indent(last):  # set apart to the middle or the right: a title, a signature
            return False
        return full or (unfinished and before[-1] not in _END)
    if before[-1] in _END and not (full and (unfinished or before[-1] in "；;")):
        # a paragraph's first line lost its indent of two characters, so a line that is wider than that goes on
        return _as_set(buffer[-1]) >= broken_at - 1.5 and _as_set(bit) > broken_at - 1.5
    return full or before[-1] in "，、（《“" or (unfinished and before[-1] not in _END)


def _is_full(buffer: Sequence[Bit], wrap: Wrap) -> bool:
    return width(buffer[-1].text) >= wrap.width_at(buffer[-1].line) - _SLACK - (2 if len(buffer) == 1 else 0)


def _as_set(bit: Bit) -> float:
    """The line's width as it was set, with the blanks that the repair took out."""
    return max(width(bit.text), width(bit.line.text.strip()))


def hangs(buffer: Sequence[Bit], bit: Bit, member: MemberLine | None, wrap: Wrap) -> bool:
    """Whether `bit` is the end of the post above it: broken off by a hanging indent, set under where the post begins,
    or left over by a list of posts that a mark leaves open. `member` is what the line would be by itself.
    """
    if not buffer or not buffer[0].member:
        return False
    full = wrap.width_at(buffer[-1].line) != _INF and _is_full(buffer, wrap)
    if member is not None and member.role:  # 办公室主任 may be the end of a post
        return full and not member.mark
    above = buffer[-1].text
    if member is not None and member.name and member.post:
        return False
    if above[-1] in "、（" and len(bit.text) <= 40 and not bit.text.endswith("。"):
        return True
    column = _post_column(buffer[0], wrap)
    if column is not None and wrap.indent(bit.line) >= column - 1.5 and len(bit.text) <= 40:
        return True
    if member is not None and not member.name and full and bit.text[0] not in "各全本":
        return True
    if (
        member is None
        or (member.post and len(bit.text) > 10)
        or wrap.width_at(buffer[-1].line) == _INF
        or bit.text[0] in "各全本"
    ):
        return False
    return " " in above and width(above) >= 0.6 * wrap.width_at(buffer[-1].line)


def _post_column(bit: Bit, wrap: Wrap) -> float | None:
    """Where the post of a member's line begins, in cells from the left; None where no deep column shows it."""
    raw = bit.line.text
    name, gap, post = bit.text.rpartition(" ")
    if not gap or len(post) < 2:
        return None
    last = post[:3]
    at = raw.find(last, len(raw) - len(raw.lstrip()) + len(name.split("：")[-1]))
    if at < 0:
        return None
    lead = len(raw) - len(raw.lstrip())
    column = wrap.indent(bit.line) + width(raw[lead:at].replace("\t", "    "))
    return column if column >= 5 else None


@cache
def _clause_opening() -> re.Pattern[str]:
    return re.compile(r"[（(〔\[](?:牵头|责任|配合|主办|负责)(?:单位|部门)?[：:]")


@cache
def _title_end() -> re.Pattern[str]:
    return re.compile(r".{4,}(?:计划|方案|规划|纲要|意见|措施|办法|要点|通知)(?:[（(][^（()）]{1,20}[）)])?")


_BODY_OPENS = re.compile(r"为|根据|按照|各[^，。]{2,40}[：:]")


def _ends_title(buffer: Sequence[Bit], text: str) -> bool:
    """Whether the buffer is a whole title and the line opens a body: 「…实施方案（2024—2026年）」, 「为贯彻落实…」."""
    if len(buffer) > 4 or not _BODY_OPENS.match(text):
        return False
    return _title_end().fullmatch("".join(b.text for b in buffer)) is not None


def _is_open(buffer: Sequence[Bit]) -> bool:
    """Whether a bracket or title mark stands open at the end of the buffer's last lines."""
    text = "".join(b.text for b in buffer[-6:])
    return any(text.count(a) > text.count(b) for a, b in ("《》", "（）", "〔〕"))


# A field of a portal's index, of which no sentence begins.
_INDEX_FIELD = "(?:索引号|信息索引|发布机构|发文机关|发文字号|成文日期|发布日期|主题分类|组配分类)[：:]"

_INDEX_LINE = re.compile(rf"{_INDEX_FIELD}.*[\d号日]")


@cache
def _starter() -> re.Pattern[str]:
    return re.compile(
        rf"{_INDEX_FIELD}|附\s?件\s?[0-9一二三四五六七八九十]{0, 2}\s?(?:[：:]|$)|抄\s?送\s?[：:]|——|（此件|\(此件|"
        r"[一二三四五六七八九]是(?!否)|[①-⑳]|第[一二三四五六七八九十]+(?:步|阶段)|"
        r"[（(]?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日[）)]?$|[\u4e00-\u9fff]{4,30}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日印发$"
    )


def starts_paragraph(text: str) -> bool:
    """Whether a repaired line opens a paragraph by its form: a section's number, an annex mark, a closing date."""
    return numbered(text) is not None or _starter().match(text) is not None
