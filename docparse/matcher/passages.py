"""What each section says by itself: its own words, cut into blocks and clauses, and its stance.

Both sides of a match are seen as passages; all later steps work on them and on nothing else of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, TypeAlias, get_args

from docparse.lexicon.tables import table, values
from docparse.records import Document, Section, Span

Stance: TypeAlias = Literal["background", "formal", "direction", "members", "target", "assignment", "measure", "task"]

SILENT: frozenset[Stance] = frozenset({"background", "formal"})
"""Stances that neither ask nor answer."""

_BRACKETED = re.compile(r"（(?:[^（）]++|（[^（）]*+）)*+）|〔[^〔〕]*+〕|\[[^\[\]]*+\]|【[^【】]*+】")
_DUTY = re.compile(
    r"牵头|(?:责任|配合|参与|参加|协同|支持)(?:单位|部门)|职责分工|按各自职责|负责|负总责|抓好落实|组织实施"
)
_DUTY_LABEL = re.compile(r"(?:牵头|责任|主办|协办|配合|参与|参加|协同|支持)(?:单位|部门)[：:][^。\n]*")
_CLAUSE = re.compile(r"[^。；！？!?;\n]+")
_WORDS = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
_MOST_CLAUSES = 400  # of one section; real ones have under a hundred
_EDGES = " \t\u3000，、："
_SHORTEST_CLAUSE = 4  # characters; shorter pieces are list marks and leftovers


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence between 。；！？, `text` at `span` of the document; `sentence` counts within the passage."""

    text: str
    span: Span
    sentence: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One section without the sections below it.

    `section` is its id and `address` its address; `context` the headings above it, nearest first. `span` covers number,
    heading and own text. `blocks` are its paragraphs, each the clauses in it; responsibility clauses in brackets are
    left out.
    """

    section: str
    address: str
    heading: str
    heading_span: Span
    context: tuple[str, ...]
    stance: Stance
    leaf: bool
    span: Span
    blocks: tuple[tuple[Clause, ...], ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for block in self.blocks for clause in block)

    @property
    def silent(self) -> bool:
        return self.stance in SILENT


def passages(document: Document) -> tuple[Passage, ...]:
    """Every section of `document` that has a heading or words of its own, in order of the text."""
    by_id = {section.id: section for section in document.sections}
    first_child: dict[str, int] = {}
    for section in document.sections:
        if section.parent is not None:
            start = first_child.get(section.parent, section.span[0])
            first_child[section.parent] = min(start, section.span[0])
    found = []
    for section in document.sections:
        end = first_child.get(section.id, section.span[1])
        above = _ancestors(section, by_id)
        context = tuple(parent.heading for parent in above)
        blocks = _blocks(document.text, (section.heading_span[1], max(end, section.heading_span[1])))
        if not (blocks or _WORDS.search(section.heading)):
            continue
        found.append(
            Passage(
                section=section.id,
                address=document.address(section.id),
                heading=section.heading,
                heading_span=section.heading_span,
                context=context,
                stance=stance_of(section.heading, context),
                leaf=section.id not in first_child,
                span=(section.span[0], max(end, section.heading_span[1])),
                blocks=blocks,
            )
        )
    return tuple(found)


def stance_of(heading: str, context: tuple[str, ...]) -> Stance:
    """What a section is to the level below, by its heading and those above it (nearest first).

    A heading that names targets decides by itself; then anything above that is background, formal or a list of
    members; then the nearest heading that the table knows. A section that nothing marks is a task.
    """
    chain = [_heading_stance(h) for h in (heading, *context)]
    if chain[0] == "target":
        return "target"
    for stance in chain:
        if stance in ("background", "formal", "direction", "members"):
            return stance
    return next((stance for stance in chain if stance), "task")


@cache
def stance_words(stance: str, where: str) -> tuple[str, ...]:
    """The words of one row of the stance table."""
    return tuple(
        word
        for row in table("stance.tsv")
        if (row["stance"], row["where"]) == (stance, where)
        for word in values(row["words"])
    )


def _blocks(text: str, span: Span) -> tuple[tuple[Clause, ...], ...]:
    found: list[tuple[Clause, ...]] = []
    at, sentence = span[0], 0
    for line in _without_duties(text[slice(*span)]).split("\n"):
        block = []
        for piece in _CLAUSE.finditer(line):
            bare = piece.group().strip(_EDGES)
            if len(_WORDS.findall(bare)) >= _SHORTEST_CLAUSE:
                start = at + piece.start() + len(piece.group()) - len(piece.group().lstrip(_EDGES))
                block.append(Clause(bare, (start, start + len(bare)), sentence))
            sentence += line[piece.end() : piece.end() + 1] not in ("；", ";")
        if block:
            found.append(tuple(block))
        at += len(line) + 1
    return _bounded(found, text)


def _bounded(blocks: list[tuple[Clause, ...]], text: str) -> tuple[tuple[Clause, ...], ...]:
    """`blocks`, those after the first _MOST_CLAUSES clauses made into one, so that clauses can be compared in pairs."""
    kept: list[tuple[Clause, ...]] = []
    count = 0
    for block in blocks:
        count += len(block)
        if count > _MOST_CLAUSES:
            first, last = block[len(block) - (count - _MOST_CLAUSES)], blocks[-1][-1]
            span = (first.span[0], last.span[1])
            rest = Clause(text[slice(*span)], span, first.sentence)
            return (*kept, (*block[: block.index(first)], rest))
        kept.append(block)
    return tuple(kept)


def _without_duties(text: str) -> str:
    """`text`, as long as it was, with 。 in place of each responsibility clause: （由甲局负责）, 责任单位：甲局."""

    def blank(found: re.Match[str]) -> str:
        return "。" * len(found.group()) if _DUTY.search(found.group()) else found.group()

    return _DUTY_LABEL.sub(blank, _BRACKETED.sub(blank, text))


def _ancestors(section: Section, by_id: dict[str, Section]) -> list[Section]:
    found: list[Section] = []
    parent = section.parent
    while parent is not None and parent in by_id and len(found) < len(by_id):
        found.append(by_id[parent])
        parent = by_id[parent].parent
    return found


@lru_cache(maxsize=4096)
def _heading_stance(heading: str) -> Stance | None:
    bare = heading.strip("。：； \t\u3000")
    for stance in get_args(Stance):
        if bare.endswith(stance_words(stance, "end") or ("\0",)):
            return stance  # type: ignore[no-any-return]
        if any(word in bare for word in stance_words(stance, "in")):
            return stance  # type: ignore[no-any-return]
    return None
