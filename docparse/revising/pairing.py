"""Which section of the old version became which of the new, and which of them stand elsewhere now.

Everything here is symmetric: with old and new exchanged the same pairs and the same moves come out.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from docparse.revising.units import Unit

SAME = 0.5
"""How alike two sections are of which one became the other, by the pairs of characters that they share."""

_RATED = 25  # of sections of the very same words, how many before and behind its own place are weighed for one
_ROWS = 256  # sections that are weighed against all others at once
Pair: TypeAlias = tuple[int, int]


def pairs(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Places (in old, in new) of sections that are one, in order of the old.

    Sections alike in heading and words come first, then the most alike; of equals those whose places lie closest. What
    stands before the sections of a part belongs to what stands before those of the like part.
    """
    return sorted([*_openings(old, new), *surest((-likeness, n, m) for likeness, n, m in _candidates(old, new))])


def surest(rated: Iterable[tuple[Any, int, int]]) -> list[Pair]:
    """Pairs (place in old, place in new), each place in one pair: those with the least key first, then the closest."""
    taken: dict[int, int] = {}
    gone: set[int] = set()
    for _, one, other in sorted(rated, key=lambda row: (row[0], abs(row[1] - row[2]), row[1] + row[2])):
        if one not in taken and other not in gone:
            taken[one] = other
            gone.add(other)
    return list(taken.items())


def moved(pairs: Sequence[Pair], old: Sequence[Unit], new: Sequence[Unit]) -> set[Pair]:
    """The pairs that stand elsewhere: under another section, or before what they stood behind.

    Of the sections under one heading as much text as possible is taken to have stayed where it was: those that move
    are few and short. A section under one that has moved went along with it, and has not moved itself.
    """
    partner = dict(pairs)
    strayed: set[Pair] = set()
    families: defaultdict[int | None, list[Pair]] = defaultdict(list)
    for one, other in pairs:
        if old[one].section is None:
            continue
        above_old, above_new = old[one].parent, new[other].parent
        same = above_new is None if above_old is None else partner.get(above_old) == above_new
        if same:
            families[above_old].append((one, other))
        else:
            strayed.add((one, other))
    for family in families.values():
        strayed |= set(family) - _heaviest_rising(family, old, new)
    return strayed


def _openings(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """The first opening of a kind of part with the first of that kind, the second with the second."""
    places = [
        {(unit.part, sum(u.section is None and u.part == unit.part for u in units[:n])): n
         for n, unit in enumerate(units) if unit.section is None}
        for units in (old, new)
    ]  # fmt: skip
    return [(place, places[1][key]) for key, place in places[0].items() if key in places[1]]


def _candidates(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[float, int, int]]:
    """(likeness, place in old, place in new) of sections that could be one; 2 for what is word for word the same."""
    found: list[tuple[float, int, int]] = []
    words: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, unit in enumerate(new):
        if unit.section is not None:
            words[unit.heading, unit.text, unit.part].append(place)
    same_old, same_new = set(), set()
    for place, unit in enumerate(old):
        others = words.get((unit.heading, unit.text, unit.part), []) if unit.section is not None else []
        near = bisect_left(others, place)
        found += [(2.0, place, other) for other in others[max(near - _RATED, 0) : near + _RATED]]
        same_old |= {place} if others else set()
        same_new |= set(others)
    rest_old = [n for n, unit in enumerate(old) if n not in same_old and unit.section is not None]
    rest_new = [n for n, unit in enumerate(new) if n not in same_new and unit.section is not None]
    for one, other, likeness in _alike([old[n] for n in rest_old], [new[n] for n in rest_new]):
        found.append((likeness, rest_old[one], rest_new[other]))
    return found


def _alike(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[int, int, float]]:
    """Places and likeness of what is alike enough: the words, or words and heading each by half."""
    import numpy as np

    if not old or not new:
        return
    texts = _vectors([u.text for u in old], [u.text for u in new])
    headings = _vectors([u.heading for u in old], [u.heading for u in new])
    for first in range(0, len(old), _ROWS):
        rows = slice(first, first + _ROWS)
        words, titles = _dice(*texts, rows), _dice(*headings, rows)
        likeness = np.maximum(words, np.where(titles > 0, (words + titles) / 2, 0.0))
        for row, column in np.argwhere(likeness >= SAME):
            if old[first + row].part == new[column].part:
                yield first + int(row), int(column), float(likeness[row, column])


def _vectors(old: Sequence[str], new: Sequence[str]) -> tuple[Any, Any]:
    """Which pairs of characters each text holds: two sparse matrices with like columns."""
    from sklearn.feature_extraction.text import CountVectorizer

    counts = CountVectorizer(analyzer=_pairs_of, binary=True, dtype=float)
    counts.fit([*old, *new, "  "])  # the last so that there is one pair at least
    return counts.transform(old), counts.transform(new)


def _dice(old: Any, new: Any, rows: slice) -> Any:
    """Shared pairs of characters, in [0, 1], of some texts with all of the other version."""
    import numpy as np

    some = old[rows]
    shared = (some @ new.T).toarray()
    sizes = np.asarray(some.sum(axis=1)).reshape(-1, 1) + np.asarray(new.sum(axis=1)).reshape(1, -1)
    return 2 * shared / np.maximum(sizes, 1)


def _pairs_of(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def _heaviest_rising(family: Sequence[Pair], old: Sequence[Unit], new: Sequence[Unit]) -> set[Pair]:
    """The subsequence with the most text whose places rise in both versions (patience, with weights; n log n)."""
    ordered = sorted(family)
    ranks = sorted(other for _, other in ordered)
    best: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)  # a Fenwick tree of (weight, index) over ranks
    above = [-1] * len(ordered)
    for index, (one, other) in enumerate(ordered):
        rank = bisect_left(ranks, other)
        weight, before = 0, -1
        at = rank
        while at > 0:
            if best[at][0] > weight:
                weight, before = best[at]
            at -= at & -at
        above[index] = before
        total = weight + _weight(old[one], new[other])
        at = rank + 1
        while at <= len(ranks):
            if best[at][0] < total:
                best[at] = (total, index)
            at += at & -at
    last = max(best)[1]
    kept = set()
    while last >= 0:
        kept.add(ordered[last])
        last = above[last]
    return kept


def _weight(old: Unit, new: Unit) -> int:
    """The length of both texts; a checksum behind it parts equals in a way that does not depend on which is the old."""
    texts = sorted((old.text, new.text))
    return (len(old.text) + len(new.text) + 1 << 40) + zlib.crc32("\0".join(texts).encode("utf-8", "surrogatepass"))
