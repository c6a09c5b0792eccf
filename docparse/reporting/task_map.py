"""Which task above flows into which task below: boxes on both sides and bands between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from docparse.exporting.drawing import Text, stacked, wrap
from docparse.exporting.places import section_labels
from docparse.records import DiffItem, DiffResult, Document

_WIDTH, _BOX = 1000.0, 350.0
_PAD, _LINE, _SIZE = 7.0, 17.0, 13.0
_GAP = 8.0
_MOST = 20  # requirements in one drawing, so that it fits a page
_ROWS = 2


@dataclass(frozen=True, slots=True)
class Node:
    """A box; `item` is the requirement's place in the result, None for a section below."""

    x: float
    y: float
    width: float
    height: float
    style: str
    item: int | None
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A curve from the right of an upper box to the left of a lower one, `width` wide by the score of the link."""

    path: str
    width: float
    style: str
    item: int
    title: str


@dataclass(frozen=True, slots=True)
class TaskMap:
    title: str
    width: float
    height: float
    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]


def task_maps(result: DiffResult, upper: Document, lower: Document) -> list[TaskMap]:
    """One drawing for each chapter of the upper document that asks something, or several where it asks much."""
    names = _names(upper), _names(lower)
    chapters = dict(_chapters(upper))
    numbered = list(enumerate(result.items))
    scores = {(link.upper, link.lower): link.score for link in result.links}
    maps = []
    for chapter, group in groupby(numbered, key=lambda pair: chapters.get(pair[1].upper, "")):
        rows = list(group)
        for first in range(0, len(rows), _MOST):
            part = rows[first : first + _MOST]
            more = f"（{first // _MOST + 1}）" if len(rows) > _MOST else ""
            maps.append(_drawn(chapter + more, part, names, scores))
    return maps


def _drawn(
    title: str,
    rows: Sequence[tuple[int, DiffItem]],
    names: tuple[dict[str, str], dict[str, str]],
    scores: dict[tuple[str, str], float],
) -> TaskMap:
    order = {address: place for place, address in enumerate(names[1])}
    answers = sorted({address for _, item in rows for address in item.lower if address in order}, key=order.__getitem__)
    left, left_end = _stack([(names[0].get(i.upper, i.upper), i.status, n) for n, i in rows], 0.0)
    right, right_end = _stack([(names[1][address], "answer", None) for address in answers], _WIDTH - _BOX)
    shift = (left_end - right_end) / 2  # the shorter side stands in the middle
    left = [_lowered(node, max(-shift, 0.0)) for node in left]
    right = [_lowered(node, max(shift, 0.0)) for node in right]
    below = dict(zip(answers, right, strict=True))
    bands = []
    for node, (number, item) in zip(left, rows, strict=True):
        for address in item.lower:
            if address in below:
                score = scores.get((item.upper, address), 0.5)
                words = f"{names[0].get(item.upper, '')} → {names[1][address]}"
                width = round(2 + 6 * score, 1)
                bands.append(Band(_curve(node, below[address]), width, item.status, number, words))
    return TaskMap(title, _WIDTH, round(max(left_end, right_end), 1), (*left, *right), tuple(bands))


def _stack(boxes: Sequence[tuple[str, str, int | None]], x: float) -> tuple[list[Node], float]:
    """Boxes one below the other, and where they end."""
    nodes, y = [], 1.0
    for words, style, item in boxes:
        lines = wrap(words, _BOX - 28, _SIZE, _ROWS)
        height = len(lines) * _LINE + 2 * _PAD
        texts = stacked([(line, "name", _LINE) for line in lines], x + 16, y + _PAD, "start")
        nodes.append(Node(x, y, _BOX, height, style, item, texts))
        y += height + _GAP
    return nodes, y - _GAP + 1


def _lowered(node: Node, by: float) -> Node:
    texts = tuple(Text(t.x, round(t.y + by, 1), t.text, t.style, t.anchor) for t in node.texts)
    return Node(node.x, round(node.y + by, 1), node.width, node.height, node.style, node.item, texts)


def _curve(one: Node, other: Node) -> str:
    x1, x2 = one.x + one.width, other.x
    y1, y2 = one.y + one.height / 2, other.y + other.height / 2
    middle = (x1 + x2) / 2
    return f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"


def _names(document: Document) -> dict[str, str]:
    """Address → 三（二）3 加快数字赋能, in the order of the text."""
    labels = section_labels(document)
    found: dict[str, str] = {}
    for section in document.sections:
        found.setdefault(document.address(section.id), f"{labels[section.id]} {section.heading}".strip())
    return found


def _chapters(document: Document) -> Iterator[tuple[str, str]]:
    """The address of each section with the name of the chapter that it stands in."""
    by_id = {section.id: section for section in document.sections}
    names = _names(document)
    for section in document.sections:
        top, seen = section, {section.id}
        while top.parent in by_id and top.parent not in seen:
            top = by_id[top.parent]
            seen.add(top.id)
        yield document.address(section.id), names[document.address(top.id)]
