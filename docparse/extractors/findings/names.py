"""Names of bodies: misprinted, of the wrong level, told in two ways, listed twice, or missing beside a duty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from docparse.extractors.findings.slips import CJK, STOPS, Slip, clause_end, item_start, matches
from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.lexicon.agencies import framed, lookup, tail_of
from docparse.lexicon.tables import table
from docparse.records import Agency, Member
from docparse.structure.text import Label

_MARKS = "省市区县旗"
_MARK = re.compile(f"[{_MARKS}]")


def _known(name: str) -> bool:
    """Whether a level mark and a name that the lexicon knows make up the whole of `name`."""
    return name[:1] in _MARKS and lookup(name[1:]) is not None


def _named(made: Records) -> list[Agency]:
    return [a for a in made.agencies if a.kind != "generic"]


# --- misprints -------------------------------------------------------------------------------------------------------


def misprinted_agencies(reading: Reading, made: Records) -> Iterator[Slip]:
    """A level mark out of its place (市财政局市牵头), one too many (市市财政局), or a name a character off another's."""
    text = reading.text
    for clause in reading.clauses:
        if clause.misprint:
            span = item_start(text, clause.misprint[0]), clause_end(text, clause.misprint[1])
            yield Slip(span, {"wrong": text[slice(*span)], "hint": f"“{text[clause.misprint[0]]}”字错位"})
    for agency in _named(made):
        doubled = agency.name[:1] in _MARKS and agency.name[1:2] == agency.name[:1]
        right = agency.name[1:] if doubled and not _known(agency.name) else _with_mark_first(agency.name)
        if _known(right):
            yield Slip(agency.span, {"wrong": agency.name, "hint": f"应为“{right}”"})
    for agency, right in _near_misses(_named(made)):
        yield Slip(agency.span, {"wrong": agency.name, "hint": f"疑为“{right}”之误"})


def _with_mark_first(name: str) -> str:
    """The name with the first level mark inside it put at its head: 财政市局 → 市财政局; "" where none is inside, or rightly (团市委)."""
    if name[0] in _MARKS:
        return ""
    inside = _MARK.search(name, 1, 40)
    at = inside.start() if inside else 0
    if not at or any(name.startswith(head) and name.endswith(foot) for head, foot in _frames()):
        return ""
    return name[at] + name[:at] + name[at + 1 :]


@cache
def _frames() -> tuple[tuple[str, str], ...]:
    """What stands before and behind the place in names that hold it inside (团市委)."""
    return tuple(tail.frame for tail in framed().values() if tail.frame is not None)


def _near_misses(agencies: Sequence[Agency]) -> Iterator[tuple[Agency, str]]:
    """Names that no lexicon knows and that drop a character of a known one in the same text, add one, or swap two."""
    known = {a.name for a in agencies if len(a.name) > 3 and _known(a.name)}
    shorter = {cut: name for name in known for cut in _cuts(name)}
    for agency in agencies:
        name = agency.name
        if agency.function is not None or tail_of(name) is not None or name[:1] not in _MARKS or len(name) < 4:
            continue
        added = next((cut for cut in _cuts(name) if cut in known), None)
        swapped = next((s for s in _swaps(name) if s in known), None)
        right = shorter.get(name) or added or swapped
        if right:
            yield agency, right


def _cuts(name: str) -> list[str]:
    """The name without one of its characters; its level mark stays."""
    return [name[:i] + name[i + 1 :] for i in range(1, min(len(name), 40))]


def _swaps(name: str) -> list[str]:
    """The name with two neighbouring characters swapped."""
    return [name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in range(1, min(len(name), 40) - 1)]


# --- level -----------------------------------------------------------------------------------------------------------

_FOREIGN = {"市": "区县", "区": "县", "县": "区"}
_MANY = 5  # own bodies that must be named before a single foreign one is odd


def wrong_level(reading: Reading, made: Records) -> Iterator[Slip]:
    """A body of a level that the issuer does not have: 区统计局 among the bureaus of a county-level city."""
    meta = reading.document.meta
    own = (meta.region or " ")[-1] if meta.level == "county" else ""
    agencies = [a for a in _named(made) if _known(a.name)]
    if own not in _FOREIGN or sum(a.name[0] == own for a in agencies) < _MANY:
        return
    foreign = [a for a in agencies if a.name[0] in _FOREIGN[own] and len(a.mentions) == 1]
    for agency in foreign if len(foreign) == 1 else ():
        before = reading.text[max(agency.span[0] - 2, 0) : agency.span[0]]
        if not before or (before[-1] in STOPS + "（( " and before not in {m + "、" for m in _MARKS}):
            yield Slip(agency.span, {"wrong": agency.name, "own": own})


# --- one body, two names ---------------------------------------------------------------------------------------------


def names_apart(reading: Reading, made: Records) -> Iterator[Slip]:
    """Two short names for one body: 市发改委 beside 市发展改革委. Full names stand beside short ones by right."""
    names: defaultdict[tuple[str, str], list[Agency]] = defaultdict(list)
    for agency in _named(made):
        tail = lookup(agency.name[1:]) if agency.name[:1] in _MARKS else None
        if tail is not None and tail.kind == "department" and agency.name[1:] != tail.full:
            names[agency.name[0], tail.full].append(agency)
    for agencies in names.values():
        usual = max(agencies, key=lambda a: len(a.mentions))
        for agency in agencies:
            if agency is not usual:
                yield Slip(agency.span, {"name": agency.name, "usual": usual.name})


# --- duties ----------------------------------------------------------------------------------------------------------


def listed_twice(reading: Reading, made: Records) -> Iterator[Slip]:
    """A body that stands twice in one list: 市财政局、市教委、市财政局."""
    mentions = sorted((span, a.name) for a in _named(made) if a.name == a.canonical for span in a.mentions)
    end, seen = -1, set[str]()
    for span, name in mentions:
        if reading.label_at(span[0]) is Label.MEMBER:
            continue
        if reading.text[end : span[0]] != "、":
            seen.clear()
        if name in seen and re.compile(rf"[^{CJK}]|牵头|负责|配合|参与|等|和|及|按|分别|$").match(
            reading.text, span[1]
        ):
            yield Slip(span, {"name": name})
        seen.add(name)
        end = span[1]


@cache
def _empty_duty() -> re.Pattern[str]:
    labels = sorted((row["word"] for row in table("duties.tsv") if row["position"] == "label"), key=len, reverse=True)
    words = "|".join(map(re.escape, [w for w in labels if len(w) > 2]))
    return re.compile(rf"(?:{words}|完成时限)[：:]\s?(?=[；;。，、）)〕\]】])")


def empty_duties(reading: Reading, made: Records) -> Iterator[Slip]:
    """A label of responsibility with nobody behind it: （牵头单位：；配合单位：市财政局）."""
    for match in matches(reading, _empty_duty(), rows=False):
        yield Slip(match.span(), {"label": match[0].rstrip("：: ")})


_DUTY_HEADERS = re.compile(r"(?:责任|牵头|配合|主办|协办|参与|负责)(?:单位|部门)")
_LEAST_TOLD = 4  # bodies with duties in the text
_SHARED = 0.6  # of them that a table of the same division of labour holds


def missing_in_table(reading: Reading, made: Records) -> Iterator[Slip]:
    """A body with a duty in the text that the table of the same duties lacks."""
    tables = [t for t in reading.document.tables if any(_DUTY_HEADERS.search(h) for h in t.header) and len(t.rows) > 2]
    if not tables:
        return
    duties = {d.name.text for c in reading.clauses if reading.label_at(c.span[0]) is not Label.ROW for d in c.duties}
    told = [a for a in _named(made) if a.name in duties and _known(a.name)]
    listed = {_key(a) for a in _named(made) if any(reading.label_at(start) is Label.ROW for start, _ in a.mentions)}
    missing = [a for a in told if _key(a) not in listed]
    if len(told) >= _LEAST_TOLD and len(missing) <= (1 - _SHARED) * len(told):
        for agency in missing:
            yield Slip(agency.span, {"name": agency.name})


def _key(agency: Agency) -> tuple[str, str]:
    """What two names of one body share: its level mark and the official name of its kind."""
    tail = lookup(agency.name[1:])
    return (agency.name[0], tail.full) if tail else ("", agency.name)


# --- members ---------------------------------------------------------------------------------------------------------


def members_twice(reading: Reading, made: Records) -> Iterator[Slip]:
    """One person with the same post twice in one body; two of one name with posts of their own are two people."""
    first: dict[tuple[str, tuple[str, ...], str | None], Member] = {}
    for member in made.members:
        if member.rule == "member.appointed":  # told again in the text, for another role
            continue
        key = (member.name, tuple(member.titles), member.body)
        if first.setdefault(key, member) is not member and member.titles:
            yield Slip(member.span, {"name": member.name})
