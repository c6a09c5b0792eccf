"""Members that a model sees beside those of the rules: a name with its posts, in a sentence that tells a role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from docparse.extractors import Records
from docparse.extractors.appointments import LEAVES
from docparse.extractors.member_tables import roles
from docparse.extractors.members import body_of_members
from docparse.extractors.reading import Reading
from docparse.learned.leftover import Sighting, taken
from docparse.learned.spans import PERSON, POST
from docparse.lexicon.tables import table
from docparse.records import Member

_AFTER_POST = re.compile("(?:同志)?[ \t]?")
_AFTER_NAME = re.compile("(?:同志)?(?:[（(，,： \t]|现任|系|为)?")
_BETWEEN_POSTS = frozenset("、，； ")


def inferred_members(reading: Reading, records: Records, seen: Sequence[Sighting], version: str) -> list[Member]:
    """The people among what a model of this version has seen, beside those of `records`, in the order of the text.

    Only a name that posts stand beside, in a sentence with a word of role (组长, 成员, …) that nobody leaves, is one: without a
    post a name may be anything, and without a role he is nobody's member. `confidence` is that of the least sure of name and posts.
    """
    known, posts = taken(reading, records), [one for one in seen if one.label == POST]
    there = {member.name for member in records.members}
    made: list[Member] = []
    for person in (one for one in seen if one.label == PERSON and not any(known[slice(*one.span)])):
        name = reading.text[slice(*person.span)]
        held = list(_held(reading.text, person, [one for one in posts if one.sentence == person.sentence]))
        role = _role(reading.text, person, held)
        leaves = LEAVES.search(reading.text, *person.sentence)
        if not held or role is None or leaves or name in there:
            continue
        there.add(name)
        start, end = person.sentence
        made.append(
            Member(
                id=f"m{len(records.members) + len(made) + 1}",
                span=(start, end),
                quote=reading.text[start:end],
                section=reading.section_id(start),
                rule=version,
                name=name,
                role=role,
                titles=[reading.text[slice(*post.span)] for post in held],
                body=body_of_members(records.bodies, (start, end), role),
                inferred=True,
                confidence=round(min(one.confidence for one in (person, *held)), 4),
            )
        )
    return made


def _held(text: str, person: Sighting, posts: Sequence[Sighting]) -> Iterator[Sighting]:
    """The posts that stand right before a name, or else right behind it, in the order of the text."""
    before = [p for p in posts if p.span[1] <= person.span[0]]
    chain: list[Sighting] = []
    at, gap = person.span[0], _AFTER_POST
    for post in reversed(before):
        between = text[post.span[1] : at]
        if not (gap.fullmatch(between) if not chain else between in _BETWEEN_POSTS):
            break
        chain.insert(0, post)
        at = post.span[0]
    if chain:
        yield from chain
        return
    at = person.span[1]
    for number, post in enumerate(p for p in posts if p.span[0] >= person.span[1]):
        between = text[at : post.span[0]]
        if not (between in _BETWEEN_POSTS if number else _AFTER_NAME.fullmatch(between)):
            return
        yield post
        at = post.span[1]


def _role(text: str, person: Sighting, held: Sequence[Sighting]) -> str | None:
    """The word of role of a name, outside of name and posts: in its clause before in its sentence, behind it before ahead of
    it; None where there is none.
    """
    (start, end), (first, last) = person.sentence, person.span
    shut = [one.span for one in (person, *held)]
    words = [m for m in _roles().finditer(text, start, end) if all(m.end() <= s or e <= m.start() for s, e in shut)]
    marks = [m.start() for m in _CLAUSE.finditer(text, start, end)]
    opens = max((at for at in marks if at < min(s for s, _ in shut)), default=start)
    closes = min((at for at in marks if at >= max(e for _, e in shut)), default=end)

    def apart(word: re.Match[str]) -> tuple[bool, bool, int]:
        behind = word.start() >= last
        return not opens <= word.start() < closes, not behind, word.start() - last if behind else first - word.end()

    nearest = min(words, key=apart, default=None)
    return nearest[0] if nearest else None


_CLAUSE = re.compile("[，；]")


@cache
def _roles() -> re.Pattern[str]:
    """The words of role; those that are posts too (主任) only where a verb or a mark stands before them: 村主任 is a post."""
    posts = {row["post"] for row in table("posts.tsv")}
    words = (
        rf"(?:(?<=[任为由兼是])|(?<![\u4e00-\u9fff])){word}" if word in posts else word
        for word in sorted(roles(), key=len, reverse=True)
    )
    return re.compile(rf"(?:{'|'.join(words)})(?!单位|会议|名单|办公室)")
