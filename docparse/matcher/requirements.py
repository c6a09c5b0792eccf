"""What an upper document asks of the level below, and whom it binds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from docparse.matcher.binding import region_names, subject
from docparse.matcher.passages import Clause, Passage, stance_words
from docparse.matcher.region_classes import class_subject, region_classes
from docparse.records import Agency, Document, Requirement, Span, Target

Kind: TypeAlias = Literal["task", "target", "assignment", "measure"]

_LEAD_IN = 40  # characters that a section with others below it must ask by itself to be a requirement of its own

_GOVERNMENT = re.compile(r"(?:人民政府|政府|管委会)$")
_DIVISION = re.compile(r"[\u3400-\u9fff]{2,4}(?<!办事)处(?=要|应|负责|会同)")  # 园区处要…: within the issuing office
_JOINS = ("和", "与", "及", "、", "会同", "联合", "指导")
_NEAR = 12  # characters in which a second subject, or who is encouraged, is named
_OPENING = 5  # characters in which a phrase names its subject
_SIGILS = "省市州区县旗"


@dataclass(frozen=True, slots=True)
class Demand:
    """A passage that asks, with the clauses in which it does.

    `binds` are the names of the regions it is about, or None for all; `targets` are those the passage sets; `alone` is
    where only the issuing level acts: clauses of the passage, and what follows a comma within one.
    """

    passage: Passage
    asks: tuple[Clause, ...]
    alone: tuple[Span, ...]
    binds: tuple[str, ...] | None
    kind: Kind
    targets: tuple[Target, ...]

    @property
    def encouraged(self) -> bool:
        """Whether the level below is encouraged only: 鼓励有条件的区县出台政策, which leaves to it how far it goes."""
        urging = stance_words("encourage", "start")
        return all(ask.text.startswith(urging) and names_lower(ask.text[:_NEAR]) for ask in self.asks)


def demands(document: Document, passages: Sequence[Passage]) -> tuple[Demand, ...]:
    """The smallest sections of `document` that ask something of the level below, in order.

    Background, principles, supplementary rules, directions and lists of members ask nothing; nor does a section in
    which only the issuing level acts. A section with others below it is one where it asks something by itself: it has
    a target or at least 40 characters of demands. Boxes (专栏) detail the tasks around them and are none.
    """
    own = _own_subjects(document)
    classes = region_classes(document.text)
    numbers = {section.id: section.number for section in document.sections}
    found = []
    for passage in passages:
        if passage.stance in ("background", "formal", "direction", "members"):
            continue
        if numbers[passage.section].startswith("专栏"):
            continue
        alone = _alone(document, passage, own)
        asks = _asks(document, passage, alone)
        targets = tuple(t for t in document.targets if t.section == passage.section and not within(t.span, alone))
        if not asks or not (passage.leaf or targets or sum(len(ask.text) for ask in asks) >= _LEAD_IN):
            continue
        binds = _binds(document, passage, _subjects(asks, classes), _scopes(targets, classes))
        found.append(Demand(passage, asks, alone, binds, _kind(passage, targets), targets))
    return tuple(found)


def requirement(document: Document, demand: Demand) -> Requirement:
    """The contract's record of a demand; `text` is the section's own text with its number and heading."""
    start, end = demand.passage.span
    quote = document.text[start:end]
    text = quote.strip()
    start += len(quote) - len(quote.lstrip())
    return Requirement(
        id=f"r-{demand.passage.section}",
        section=demand.passage.address,
        kind=demand.kind,
        heading=demand.passage.heading,
        text=text,
        span=(start, start + len(text)),
        binds=None if demand.binds is None else list(demand.binds),
    )


def _own_subjects(document: Document) -> tuple[str, ...]:
    """The words that open a sentence in which the issuing level itself acts."""
    region, level = document.meta.region or "", document.meta.level
    sigil = "自治区" if region.endswith("自治区") else region[-1:]
    names = ["国家", "国务院", "我委", "我局", "我厅", "我部", "我办"]
    if level != "national" and sigil[-1:] in tuple(_SIGILS):
        names += [f"{sigil}级", f"{sigil}政府", f"{sigil}委、", f"{sigil}人民政府", f"{sigil}直"]
    names += [agency.name for agency in document.agencies if _upper_body(agency, document)]
    names += [body.name for body in document.bodies]
    return tuple(name for name in names if name)


def _upper_body(agency: Agency, document: Document) -> bool:
    return agency.kind != "generic" and agency.level is not None and agency.level == document.meta.level


def within(span: Span, stretches: Iterable[Span]) -> bool:
    """Whether `span` begins in one of `stretches`."""
    return any(start <= span[0] < end for start, end in stretches)


def _sentences(document: Document, passage: Passage) -> Iterator[tuple[str, tuple[Clause, ...]]]:
    for _, group in groupby(passage.clauses, key=lambda clause: clause.sentence):
        clauses = tuple(group)
        yield document.text[clauses[0].span[0] : clauses[-1].span[1]], clauses


def _alone(document: Document, passage: Passage, own: tuple[str, ...]) -> tuple[Span, ...]:
    """Where the issuing level alone acts: whole clauses, or from a comma on: 各区县报送进展，市政府督查室每半年督查."""
    found: list[Span] = []
    for sentence, clauses in _sentences(document, passage):
        if _is_own(sentence, own):
            found.extend(clause.span for clause in clauses)
            continue
        for clause in clauses:
            begins = [0, *(comma.end() for comma in re.finditer("，", clause.text))]
            begin = next((b for b in begins if _is_own(clause.text[b:], own)), None)
            if begin is not None:
                found.append((clause.span[0] + begin, clause.span[1]))
    return tuple(found)


def _asks(document: Document, passage: Passage, alone: tuple[Span, ...]) -> tuple[Clause, ...]:
    """The clauses of the sentences that ask something of the level below; of a bare heading, the heading."""
    asking = stance_words("ask", "text")
    kept: list[Clause] = []
    for sentence, clauses in _sentences(document, passage):
        if any(word in sentence for word in asking):
            kept.extend(clause for clause in clauses if clause.span not in alone)
    heading = passage.heading
    if not kept and passage.leaf and passage.stance in ("task", "measure") and heading.startswith(asking):
        kept.extend(clause for clause in passage.clauses if clause.span not in alone)
    if not passage.clauses and passage.leaf and len(heading) > 1 and any(word in heading for word in asking):
        return (Clause(passage.heading, passage.heading_span, 0),)
    return tuple(kept)


def _is_own(sentence: str, own: tuple[str, ...]) -> bool:
    """Whether the issuing level alone acts: 市级财政安排资金, not 市级财政和各区县财政安排资金 nor 市级出资，各区县配套."""
    phrases = sentence.removeprefix("由").split("，")
    subject_words = next((word for word in own if phrases[0].startswith(word)), None)
    if subject_words is None and not _DIVISION.match(phrases[0]):
        return False
    beside = phrases[0].removeprefix(subject_words or "")
    joined = beside.startswith(_JOINS) and names_lower(beside[:_NEAR])
    return not joined and not any(names_lower(phrase[:_OPENING]) for phrase in phrases[1:])


def names_lower(text: str) -> bool:
    """Whether `text` speaks of the level below (各区县, 有关县 …)."""
    return any(word in text for word in stance_words("lower", "text"))


def _kind(passage: Passage, targets: Sequence[Target]) -> Kind:
    if passage.stance == "target" or (targets and region_names(passage.heading)):
        return "target"
    if passage.stance in ("assignment", "measure"):
        return "assignment" if passage.stance == "assignment" else "measure"
    return "task"


def _subjects(asks: Sequence[Clause], classes: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The regions that each clause orders to act; one that names nobody goes on with those of its sentence."""
    found: list[tuple[str, ...]] = []
    for number, ask in enumerate(asks):
        names = subject(ask.text) or class_subject(ask.text, classes)
        if not names and number and asks[number - 1].sentence == ask.sentence and not names_lower(ask.text):
            names = found[-1]
        found.append(names)
    return found


def _scopes(targets: Sequence[Target], classes: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The regions that each target is set for, () where it is set for all."""
    return [classes.get(target.scope or "") or region_names(target.scope or "") for target in targets]


def _binds(
    document: Document, passage: Passage, subjects: Sequence[tuple[str, ...]], scopes: Sequence[tuple[str, ...]]
) -> tuple[str, ...] | None:
    """Region names where the heading, every target's scope, every demand or the assignment names districts.

    Args:
        subjects: for each clause that asks, the regions that it orders to act.
        scopes: for each target of the passage, the regions that it is set for.
    """
    for heading in (passage.heading, *passage.context):
        if names := region_names(heading):
            return names
    if passage.stance == "target" and scopes and all(scopes):
        return tuple(dict.fromkeys(name for scope in scopes for name in scope))
    if subjects and all(subjects):
        return tuple(dict.fromkeys(name for names in subjects for name in names))
    for assignment in document.assignments:
        if assignment.section == passage.section:
            parties = [_GOVERNMENT.sub("", party.name) for party in assignment.implement]
            if parties and all(region_names(party) for party in parties):
                return tuple(parties)
    return None
