"""Sentences of a corpus with the places of its gold's agencies, people and posts; and told again under other names."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docparse.corpus import Aligned, align, read_corpus
from docparse.evaluation import group_of
from docparse.learned.spans import AGENCY, PERSON, POST
from docparse.lexicon.tables import table
from docparse.pipeline import extract

_COPIES = 3
_PROSE = (
    "由{posts}{name}担任{role}。",
    "{posts}{name}同志任{role}，",
    "明确{posts}{name}为{role}。",
    "{role}由{posts}{name}同志兼任。",
    "{name}（{posts}）任{role}，",
    "会议推举{name}同志（{posts}）为{role}。",
)
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")

Name = tuple[int, int, str]
"""Where a name stands in its sentence, and its label."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, of which region, and where in it the gold's agencies, people and posts stand."""

    document: str
    region: str
    text: str
    names: tuple[Name, ...]


def sentences(corpus: Path) -> list[Sentence]:
    """All sentences of a corpus; groups of bodies (各部门) are no agencies.

    Raises:
        DocparseError: as `read_corpus`.
    """
    regions = group_of(corpus / "gold", "region")
    return [
        sentence
        for name, annotated in read_corpus(corpus).documents.items()
        for sentence in _sentences(corpus, name, annotated.gold, regions[name])
    ]


def _sentences(corpus: Path, name: str, gold: Mapping[str, Any], region: str) -> Iterator[Sentence]:
    document = extract(corpus / f"{name}.txt")
    aligned = align(document, gold)
    for match in _SENTENCE.finditer(document.text):
        start, end = match.span()
        inside = [one for one in aligned if start <= one.mark.start and one.mark.end <= end]
        names = {(one.mark.start - start, one.mark.end - start, _label(gold, one)) for one in inside}
        names |= {place for one in inside if one.kind == "members" for place in _posts(match[0], gold, one)}
        yield Sentence(name, region, match[0], tuple(sorted(place for place in names if place[2])))


def _label(gold: Mapping[str, Any], aligned: Aligned) -> str:
    """The label of a gold record's place, "" where the model learns none."""
    if aligned.kind == "agencies" and gold["agencies"][aligned.index].get("kind") != "generic":
        return AGENCY
    return PERSON if aligned.kind == "members" else ""


def _posts(sentence: str, gold: Mapping[str, Any], member: Aligned) -> Iterator[Name]:
    """The posts of a member of the gold, where they stand in the sentence that names him."""
    name = gold["members"][member.index]["name"]
    for record in gold["members"]:
        for title in record["titles"] if record["name"] == name else ():
            for match in re.finditer(re.escape(title), sentence):
                yield match.start(), match.end(), POST


def told_again(found: Sequence[Sentence], order: random.Random) -> Iterator[Sentence]:
    """The sentences with people, `_COPIES` times under other names, and each person with posts in running text as well.

    A name is a surname of the table and any characters of the corpus behind it, and the corpus sets people into lists mostly:
    so the model learns where names and posts stand, and not the names of a few dozen people, nor lists alone.
    """
    surnames = [row["surname"] for row in table("surnames.tsv")]
    characters = sorted({c for sentence in found for c in sentence.text if "\u4e00" <= c <= "\u9fff"})
    for sentence in found:
        people = [(start, end) for start, end, label in sentence.names if label == PERSON]
        for _ in range(_COPIES if people else 0):
            text = sentence.text
            for start, end in people:
                if "·" not in text[start:end]:
                    name = order.choice(surnames) + "".join(order.choices(characters, k=end - start))
                    text = text[:start] + name[: end - start] + text[end:]
            renamed = replace(sentence, text=text)
            yield renamed
            yield from _in_prose(renamed, order)


def _in_prose(sentence: Sentence, order: random.Random) -> Iterator[Sentence]:
    """The one person of a sentence with his posts, as running text gives people a role."""
    people = [sentence.text[start:end] for start, end, label in sentence.names if label == PERSON]
    posts = [sentence.text[start:end] for start, end, label in sentence.names if label == POST]
    if len(people) != 1 or not posts:
        return
    role = order.choice(table("roles.tsv"))["role"]
    text = order.choice(_PROSE).format(name=people[0], posts="、".join(posts), role=role)
    marks = [(people[0], PERSON), *((post, POST) for post in posts)]
    bodies = [(start, end) for start, end, label in sentence.names if label == AGENCY]
    marks += [(sentence.text[start:end], AGENCY) for start, end in bodies]
    names = {(text.index(word), text.index(word) + len(word), label) for word, label in marks if word in text}
    yield replace(sentence, text=text, names=tuple(sorted(names)))
