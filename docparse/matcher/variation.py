"""Other forms of a lower document with known answers, so that a model learns from harder cases than were written.

The documents of the corpus answer in one section each, nearly in the words of the task; offices answer several tasks
in one broad section, or half of one. Clauses are left out, headings give way to the one above, neighbouring sections
become one, sections are withheld so that what comes nearest is no answer; each variant says which section an answer now stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from docparse.matcher.holdings import Holdings
from docparse.matcher.links import Offered, offer
from docparse.matcher.passages import Clause, Passage
from docparse.matcher.words import others, segments

_DROPPED = ((0.4, 0.5), (0.6, 0.5), (0.8, 1.0))  # share of clauses left out, share of headings that give way
_MERGED = (3, 6)  # most sections that become one
_BOTH = (4, 0.5)
_REWORDED = (0.3, 0.5)
_OTHER_TERM = 0.7
_WITHHELD = (0.3, 0.5, 0.7, 0.5, 0.3, 0.7)  # share of sections left out
_WITHHELD_SEED = 11
_HALF = 0.5

Variant = tuple[Offered, Mapping[str, str]]
"""A lower document, and for each old address the new one."""


def variants(lower: Offered, seed: int) -> Iterator[Variant]:
    """Nine variants of `lower`, the same for the same seed."""
    random = Random(seed)
    for share, headings in _DROPPED:
        yield thinned(lower, share, headings, random), {p.address: p.address for p in lower.passages}
    for most in _MERGED:
        yield merged(lower, most, random)
    for share in _REWORDED:
        yield reworded(lower, share, random), {p.address: p.address for p in lower.passages}
    broad, places = merged(lower, _BOTH[0], random)
    yield thinned(broad, _BOTH[1], 0.0, random), places
    yield reworded(broad, _REWORDED[0], random), places


def without_answers(lower: Offered, seed: int) -> Iterator[Variant]:
    """`lower` and each of its variants for `seed` with sections withheld, so that what comes nearest is often no answer."""
    random = Random(_WITHHELD_SEED)
    for share in _WITHHELD:
        yield withheld(lower, share, random), {}
    for form, places in variants(lower, seed):
        yield withheld(form, _HALF, random), places


def thinned(lower: Offered, share: float, headings: float, random: Random) -> Offered:
    """`lower` with that share of its clauses left out, and with that share of headings replaced by the one above."""
    kept = []
    for passage in lower.passages:
        blocks = [tuple(clause for clause in block if random.random() > share) for block in passage.blocks]
        if passage.blocks and not any(blocks):
            blocks = [(random.choice(passage.clauses),)]
        heading = passage.context[0] if passage.context and random.random() < headings else passage.heading
        kept.append(replace(passage, heading=heading, blocks=tuple(filter(None, blocks))))
    return offer(lower.document, kept, lower.holds)


def withheld(lower: Offered, share: float, random: Random) -> Offered:
    """`lower` without that share of its sections: a requirement whose answers are gone is answered by none of the rest."""
    kept = [p for p in lower.passages if not p.leaf or random.random() > share] or lower.passages[:1]
    return offer(lower.document, kept, lower.holds)


def merged(lower: Offered, most: int, random: Random) -> Variant:
    """`lower` with each two to `most` neighbouring sections made into one, under the heading above the first."""
    places: dict[str, str] = {}
    passages: list[Passage] = []
    holds: dict[str | None, Holdings] = {}
    leaves = [passage for passage in lower.passages if passage.leaf]
    while leaves:
        size = random.randint(2, most)
        group, leaves = leaves[:size], leaves[size:]
        passages.append(_joined(group))
        holds[group[0].section] = _together([lower.holds.get(p.section, Holdings()) for p in group])
        places.update({p.address: group[0].address for p in group})
    for passage in lower.passages:
        if not passage.leaf:
            passages.append(passage)
            holds[passage.section] = lower.holds.get(passage.section, Holdings())
    return offer(lower.document, passages, holds), places


def reworded(lower: Offered, share: float, random: Random) -> Offered:
    """`lower` in other words: terms of a matter give way to others of it, and that share of the other words is left out."""

    def word(segment: str) -> str:
        if terms := others(segment):
            return random.choice(terms) if random.random() < _OTHER_TERM else segment
        return "" if len(segment) > 1 and random.random() < share else segment

    def clause(old: Clause) -> Clause:
        return replace(old, text="".join(map(word, segments(old.text))) or old.text)

    kept = [replace(p, blocks=tuple(tuple(map(clause, block)) for block in p.blocks)) for p in lower.passages]
    return offer(lower.document, kept, lower.holds)


def _joined(group: list[Passage]) -> Passage:
    first = group[0]
    blocks = tuple((Clause(p.heading, p.heading_span, 0), *p.clauses) for p in group)
    return replace(first, heading=first.context[0] if first.context else first.heading, blocks=blocks)


def _together(group: list[Holdings]) -> Holdings:
    return Holdings(
        targets=[target for held in group for target in held.targets],
        bodies=[body for held in group for body in held.bodies],
        leads=[lead for held in group for lead in held.leads],
        citations=[citation for held in group for citation in held.citations],
        deadlines=[deadline for held in group for deadline in held.deadlines],
    )
