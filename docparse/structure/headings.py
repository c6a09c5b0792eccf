"""The heading tree: numbered paragraphs with their levels, paths and spans (CONTRACT section 2, `sections`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from docparse.records import Part, Section
from docparse.structure.blanks import squash
from docparse.structure.decimals import chained
from docparse.structure.levels import levels
from docparse.structure.numbering import Numbered, numbered, plain_number
from docparse.structure.text import CLOSING, Label, Paragraph

_LONGEST_HEADING = 60
_NOT_HEADING = frozenset({Label.ROW, Label.TITLE, Label.MEMBER, Label.ANNEX_LIST, Label.NUMBER, Label.DATE})


@dataclass(frozen=True, slots=True)
class _Head:
    index: int
    number: Numbered
    heading: str
    offset: int  # of the heading's words in its paragraph


def heading_tree(paragraphs: Sequence[Paragraph], starts: Sequence[int], parts: Sequence[Part]) -> list[Section]:
    """The sections of all parts, in the order of the text. Paths start anew in each part."""
    result: list[Section] = []
    for part in parts:
        inside = [i for i, s in enumerate(starts) if part.span[0] <= s < part.span[1]]
        inside = _without_contents(inside, paragraphs)
        heads = [h for i in inside if (h := _head(paragraphs[i], i)) is not None]
        heads = [h for h, stands in zip(heads, chained([h.number for h in heads]), strict=True) if stands]
        heads = _with_unnumbered_first(_sequenced(heads), paragraphs)
        result += _tree(heads, paragraphs, starts, part, len(result))
    return result


def _without_contents(inside: list[int], paragraphs: Sequence[Paragraph]) -> list[int]:
    """The paragraphs without a table of contents: from 目录 to where its first entry comes again."""
    for k, i in enumerate(inside[:-2]):
        if squash(paragraphs[i].text) not in ("目录", "目次"):
            continue
        first = re.sub(r"[.…·．\s]*\d*$", "", squash(paragraphs[inside[k + 1]].text))
        again = (j for j, p in enumerate(inside[k + 2 :], k + 2) if squash(paragraphs[p].text).startswith(first))
        body = next(again, None) if first else None
        return inside if body is None else inside[:k] + inside[body:]
    return inside


def _head(paragraph: Paragraph, index: int) -> _Head | None:
    if paragraph.label in _NOT_HEADING:
        return None
    number = numbered(paragraph.text) or plain_number(paragraph.text)
    if number is None:
        return None
    heading = heading_of(paragraph.text, number)
    return _Head(index, number, heading, number.end) if heading is not None else None


def heading_of(text: str, number: Numbered) -> str | None:
    """The heading's words: all of a short paragraph, or a run-in heading up to its first 。

    An article (第五条) has none. None where the paragraph only looks numbered (「1、2号楼」).
    """
    rest = text[number.end :]
    if number.style == "article":
        return ""
    if not rest:
        return None if number.style in ("three", "four") else ""
    first = re.match(r"[^。；！？]*", rest)
    heading = first[0] if first else rest
    run_in = len(heading) < len(rest)
    lead, mark, _ = heading.partition("：")
    if run_in and mark and 2 <= len(lead) <= 20 and len(heading) > 30:
        heading = lead
    if len(heading) > _LONGEST_HEADING:
        short = re.match(r"[^，：。；]{2,25}(?=[：])", heading)
        heading = short[0] if short else heading
    return heading.strip().rstrip("：:")


def _sequenced(heads: list[_Head]) -> list[_Head]:
    """The heads that continue a count: those that begin at 1, follow a number of their style, or skip by a slip.

    A lone 「3.」 that follows nothing is a list item or a line that wraps at a number.
    """
    last: dict[str, int] = {}
    kept: list[_Head] = []
    for head in heads:
        style = head.number.style
        if style in ("box", "decimal", "plain"):
            kept.append(head)
            continue
        value = int(head.number.value)
        before = last.get(style, 0)
        if style in ("three", "four") and value != 1 and not before < value <= before + 3:
            continue
        last[style] = value
        if style == "one" and value == 1:
            last = {"one": 1}
        kept.append(head)
    return kept


def _with_unnumbered_first(heads: list[_Head], paragraphs: Sequence[Paragraph]) -> list[_Head]:
    """The heads, with a first heading that lost its （一）: a short line between a chapter's head and its first item,
    where the chapter goes on with （二）.
    """
    result: list[_Head] = []
    chapter = -1  # index in `result` of the last head of level 1
    first = False  # whether the chapter's （一） has been seen
    for head in heads:
        if head.number.level == 1:
            chapter, first = len(result), False
        elif head.number.style == "two" and not first:
            first = True
            lost = None
            if head.number.value == "2" and chapter >= 0:
                lost = _lost_first(paragraphs, result[chapter].index + 1, head.index)
            if lost is not None:
                result.insert(bisect_left(result, lost.index, key=lambda h: h.index), lost)
        result.append(head)
    return result


def _lost_first(paragraphs: Sequence[Paragraph], first: int, last: int) -> _Head | None:
    """The head that one of the first two paragraphs of [first, last) makes without a number, before any item."""
    for i in range(first, min(first + 2, last)):
        text = paragraphs[i].text
        heading = re.match(r"[^。；，：]{4,30}(?=。|$)", text)
        if numbered(text) is not None:
            return None
        if paragraphs[i].label is Label.BODY and heading:
            return _Head(i, Numbered("", 2, "1", 0, "two"), heading[0], 0)
    return None


def _tree(
    heads: Sequence[_Head], paragraphs: Sequence[Paragraph], starts: Sequence[int], part: Part, made: int
) -> list[Section]:
    """The sections of one part; each runs to the next head of its level or above, without closing lines."""
    depths = levels([h.number for h in heads])
    stack: list[tuple[int, str, str]] = []  # level, id, path
    result: list[Section] = []
    for k, (head, level, following) in enumerate(zip(heads, depths, _followers(heads, depths), strict=True)):
        while stack and stack[-1][0] >= level:
            stack.pop()
        parent_id, parent_path = stack[-1][1:] if stack else (None, "")
        value = head.number.value.rpartition(".")[2]
        path = f"{parent_path}.{value}" if parent_path else value
        identity = f"s{made + k + 1}"
        last = _last_body(paragraphs, starts, head.index, following, part)
        start = starts[head.index]
        at = start + head.offset
        result.append(
            Section(
                id=identity,
                part=part.id,
                level=level,
                number=head.number.number,
                path=path,
                heading=head.heading,
                parent=parent_id,
                span=(start, starts[last] + len(paragraphs[last].text)),
                heading_span=(at, at + len(head.heading)),
            )
        )
        stack.append((level, identity, path))
    return result


def _followers(heads: Sequence[_Head], levels: Sequence[int]) -> list[int | None]:
    """For each head, the paragraph of the next one of its level or above; None where the part ends first."""
    result: list[int | None] = [None] * len(heads)
    open_heads: list[int] = []
    for k, level in enumerate(levels):
        while open_heads and levels[open_heads[-1]] >= level:
            result[open_heads.pop()] = heads[k].index
        open_heads.append(k)
    return result


def _last_body(
    paragraphs: Sequence[Paragraph], starts: Sequence[int], first: int, following: int | None, part: Part
) -> int:
    """The last paragraph of a section: before the next head, inside the part, without the closing lines."""
    last = (following if following is not None else bisect_left(starts, part.span[1])) - 1
    while last > first and paragraphs[last].label in CLOSING:
        last -= 1
    return last
