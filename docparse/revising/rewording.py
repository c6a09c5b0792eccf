"""Word by word, what was struck out of a text and what was put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, TypeAlias

from docparse.matcher.words import segments
from docparse.results import Piece
from docparse.revising.units import Unit

Op: TypeAlias = Literal["equal", "delete", "insert"]
_Run: TypeAlias = tuple[Op, str]

_MOST = 1_000_000  # pairs of words that difflib may have to look at; beyond, the changed middle is one change
_SHORTEST = 2  # characters of an equal run between two changes; below, both are one change and easier to read


def reworded(old: Unit, new: Unit) -> list[Piece]:
    """The pieces of both texts in order, each with its places in the documents; deletions stand before insertions."""
    at_old, at_new = old.span[0], new.span[0]
    pieces = []
    for op, text in runs(old.text, new.text):
        in_old = None if op == "insert" else (at_old, at_old + len(text))
        in_new = None if op == "delete" else (at_new, at_new + len(text))
        pieces.append(Piece(op=op, text=text, old=in_old, new=in_new))
        at_old, at_new = (in_old or (0, at_old))[1], (in_new or (0, at_new))[1]
    return pieces


def alone(unit: Unit, op: Literal["delete", "insert"]) -> list[Piece]:
    """A section that stands in one version only."""
    span = unit.span
    if not unit.text:
        return []
    return [Piece(op=op, text=unit.text, old=span if op == "delete" else None, new=span if op == "insert" else None)]


def runs(old: str, new: str) -> list[tuple[Op, str]]:
    """`old` and `new` as runs of equal, deleted and inserted words; exchanged, deletions and insertions change places.

    difflib prefers what stands first in its first text, so that it is always given the texts in one order.
    """
    if (len(new), new) < (len(old), old):
        mirror: dict[Op, Op] = {"equal": "equal", "delete": "insert", "insert": "delete"}
        return _merged([(mirror[op], text) for op, text in runs(new, old)])
    one, other = segments(old), segments(new)
    head = _common(one, other)
    tail = _common(one[head:][::-1], other[head:][::-1])
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    found: list[_Run] = [("equal", "".join(one[:head]))]
    if len(left) * len(right) > _MOST:
        found += [("delete", "".join(left)), ("insert", "".join(right))]
    else:
        found += _words(left, right)
    found.append(("equal", "".join(one[len(one) - tail :])))
    return _merged(found)


def _words(left: Sequence[str], right: Sequence[str]) -> Iterator[_Run]:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            yield "equal", "".join(left[a:b])
        else:
            yield "delete", "".join(left[a:b])
            yield "insert", "".join(right[c:d])


def _merged(found: Sequence[_Run]) -> list[_Run]:
    """Runs without empty ones, equal crumbs between two changes taken into them, deletions before insertions."""
    runs = [run for run in found if run[1]]
    inner = range(1, len(runs) - 1)
    crumb = [n in inner and len(text) < _SHORTEST and text.isalnum() for n, (_, text) in enumerate(runs)]
    made: list[_Run] = []
    for changed, group in groupby(zip(runs, crumb, strict=True), key=lambda pair: pair[0][0] != "equal" or pair[1]):
        some = [run for run, _ in group]
        shown: tuple[Op, ...] = ("delete", "insert") if changed else ("equal",)
        for op in shown:
            text = "".join(text for kind, text in some if kind in (op, "equal"))
            made += [(op, text)] if text else []
    return made


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
