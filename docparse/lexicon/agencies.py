"""The names of agencies: the tail that follows a place or level (市 + 经济信息委), and the national bodies.

The facts stand in `agencies.tsv`; its head says what the columns hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import cast

from docparse.lexicon.regions import short_name
from docparse.lexicon.tables import Row, table, values
from docparse.records import AgencyKind, Level

_PLACE = "{}"
_PLAIN_FORM = "{region}{full}"


@dataclass(frozen=True)
class Tail:
    """One name of a kind of body; `full` is the official one that it stands for."""

    tail: str
    full: str
    function: str
    kind: AgencyKind
    levels: tuple[Level, ...]
    since: int | None
    until: int | None
    source: str
    successor: str | None
    also: tuple[str, ...]
    form: str

    @property
    def functions(self) -> tuple[str, ...]:
        """All functions of the body, the main one first: a merged bureau (科技工信局) has several."""
        return (self.function, *self.also)

    @property
    def frame(self) -> tuple[str, str] | None:
        """What stands before and after the place, for names that hold it inside: 人行{}支行 → ("人行", "支行")."""
        head, place, foot = self.tail.partition(_PLACE)
        return (head, foot) if place else None

    def valid_in(self, year: int) -> bool:
        """Whether the name was in use in that year; names that no reform made or ended always are."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)

    def full_name(self, region: str) -> str:
        """The whole official name of the body in `region` (in full: 重庆市永川区).

        经济信息委 → 重庆市永川区经济和信息化委员会; 组织部 → 中共重庆市永川区委组织部; a national name → itself.
        """
        if "national" in self.levels:
            return self.full
        return self.form.format(region=region, short=short_name(region), full=self.full)


@cache
def all_tails() -> tuple[Tail, ...]:
    """Every row of the table, in its order: of two rows for one name, the more usual stands first."""
    return tuple(_tail(row) for row in table("agencies.tsv"))


@cache
def tails() -> Mapping[str, Tail]:
    """Tail as written → its most usual meaning, for bodies below the national level; without framed names."""
    return MappingProxyType({name: rows[0] for name, rows in _index().items() if _is_local(rows[0])})


@cache
def framed() -> Mapping[str, Tail]:
    """Names that hold the place inside (人行{}支行, 团{}委) → meaning; `Tail.frame` gives their two ends."""
    return MappingProxyType({name: rows[0] for name, rows in _index().items() if rows[0].frame})


@cache
def national() -> Mapping[str, Tail]:
    """Whole name of a national body (教育部, 国家发展改革委) → meaning.

    Bare names that local bodies share (发展改革委) are not among them: `lookup(name, level="national")` knows these.
    """
    return MappingProxyType({name: rows[0] for name, rows in _index().items() if rows[0].levels == ("national",)})


@cache
def borne_nationally() -> frozenset[str]:
    """Names that a national body bears, also those that local bodies share: 教育部, 发展改革委, 能源局."""
    return frozenset(name for name, rows in _index().items() if any("national" in row.levels for row in rows))


@lru_cache(maxsize=4096)
def tail_of(name: str) -> Tail | None:
    """The longest known name that ends `name`: 云江市南浦区发展改革委 → 发展改革委; None where there is none."""
    index = _index()
    for start in range(max(0, len(name) - _longest()), len(name)):
        if name[start:] in index:
            return index[name[start:]][0]
    return None


@lru_cache(maxsize=4096)
def lookup(tail: str, *, level: Level | None = None, year: int | None = None, party: bool = False) -> Tail | None:
    """What a tail means at a level, in a year, and after 市委 (`party`) or 市: 金融办, 教委, 金融监管局 differ.

    The level counts most, then the side, then the year: a name used after its reform or at an unusual level is still
    understood. But national names answer to "national" alone, and local ones never to it. None where nothing fits.
    """
    rows = _index().get(tail, ())
    if level is not None:
        rows = tuple(t for t in rows if (t.levels == ("national",)) == (level == "national"))
    return min(
        rows,
        key=lambda t: (
            level is not None and level not in t.levels,
            (t.kind == "party") != party,
            year is not None and not t.valid_in(year),
        ),
        default=None,
    )


def national_meaning(name: str) -> Tail | None:
    """What a bureau's bare name means in a national text: 林业局 → 国家林业局, 法制办 → 国务院法制办; None where none has it."""
    found = (lookup(prefix + name, level="national") for prefix in ("", "国家", "国务院"))
    return next((tail for tail in found if tail is not None), None)


@cache
def _index() -> Mapping[str, tuple[Tail, ...]]:
    """Name → its meanings, local ones before the national."""
    index: dict[str, tuple[Tail, ...]] = {}
    for tail in sorted(all_tails(), key=lambda t: "national" in t.levels):
        index[tail.tail] = (*index.get(tail.tail, ()), tail)
    return index


@cache
def _longest() -> int:
    return max(map(len, _index()))


def _is_local(tail: Tail) -> bool:
    return tail.levels != ("national",) and tail.frame is None


def _tail(row: Row) -> Tail:
    return Tail(
        tail=row["tail"],
        full=row["full"],
        function=row["function"],
        kind=cast(AgencyKind, row["kind"]),
        levels=cast("tuple[Level, ...]", values(row["levels"])),
        since=int(row["from"]) if row["from"] else None,
        until=int(row["to"]) if row["to"] else None,
        source=row["source"],
        successor=row["successor"] or None,
        also=values(row["also"]),
        form=row["form"] or _PLAIN_FORM,
    )
