"""Words beside their like: a place without its rank among ranked ones, a term with its parts in another order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import cache

from docparse.extractors.findings.slips import CJK, Cell, Slip, grids, matches
from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.lexicon.regions import by_name

_RANKS = "省市县区州盟旗"
_LEAST_PLACES = 4  # ranked places that must stand around one without rank


# --- places ----------------------------------------------------------------------------------------------------------


@cache
def _between_ranked() -> re.Pattern[str]:
    return re.compile(rf"[区县]、(?=([{CJK}]{{2,5}})、[{CJK}]{{1,5}}[区县](?:[、，。；：]|$))")


def places_without_rank(reading: Reading, made: Records) -> Iterator[Slip]:
    """A division named without its rank where all beside it carry theirs: 云溪区、石桥、南浦区, or in a table's column."""
    bare = [(match.span(1), match[1]) for match in matches(reading, _between_ranked(), rows=False)]
    for rows in grids(reading):
        for column in range(len(rows[0])):
            bare += _odd_one([row[column] for row in rows[1:] if column < len(row)])
    said = set(_ranked().findall(reading.text)) if bare else set()
    for span, name in bare:
        right = _with_rank(name, said)
        if right:
            yield Slip(span, {"name": name, "right": right})


@cache
def _ranked() -> re.Pattern[str]:
    return re.compile(rf"(?<![{CJK}])[{CJK}]{{2,6}}[区县市旗](?![{CJK}])")


def _odd_one(cells: Sequence[Cell]) -> list[Cell]:
    """The one cell of a column of places that has no rank; [] where none is, several are, or they are no places."""
    filled = [c for c in cells if c.text]
    bare = [c for c in filled if c.text[-1] not in _RANKS]
    ranked = {c.text for c in filled if c.text[-1] in _RANKS and len(c.text) <= 16}
    return bare[:1] if len(ranked) >= _LEAST_PLACES and len({c.text for c in bare}) == 1 else []


def _with_rank(name: str, said: Set[str]) -> str | None:
    """The place with its rank: as the text has it elsewhere, or as the divisions of China know it; else None."""
    if not re.fullmatch(rf"[{CJK}]{{2,5}}", name) or name[-1] in _RANKS:
        return None
    elsewhere = next((name + rank for rank in "区县市旗" if name + rank in said), None)
    return elsewhere or next(
        (r.name for r in by_name(name) if r.short == name and r.level == "county" and not r.former), None
    )


# --- terms -----------------------------------------------------------------------------------------------------------

_LEAST_TERM = 6  # characters; shorter ones change their meaning with their order (数字产业化, 产业数字化)


def terms_turned(reading: Reading, made: Records) -> Iterator[Slip]:
    """A term of a table once with its parts in another order than elsewhere in it: 传动变速装置 among 变速传动装置."""
    for rows in grids(reading):
        places: defaultdict[str, list[Cell]] = defaultdict(list)
        for cell in (c for row in rows for c in row):
            for item in re.finditer(rf"[{CJK}]{{{_LEAST_TERM},16}}", cell.text):
                at = cell.span[0] + item.start()
                places[item[0]].append(Cell((at, at + len(item[0])), item[0]))
        alike: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for term, cells in places.items():
            alike["".join(sorted(term))][term] = len(cells)
        for counts in alike.values():
            usual, often = counts.most_common(1)[0]
            for term, count in counts.items():
                if count == 1 and often > 1 and _turned(term, usual):
                    yield Slip(places[term][0].span, {"term": term, "usual": usual})


def _turned(term: str, usual: str) -> bool:
    """Whether the two differ by the order of two parts before an end that they share."""
    length = len(term)
    common = next(k for k in range(length + 1) if k == length or term[length - 1 - k] != usual[length - 1 - k])
    first, second = term[: length - common], usual[: length - common]
    return common >= 2 and not term[length - common :].startswith("化") and len(first) >= 4 and first in second * 2
