"""What the upper documents ask of the region, section by section, in the order of the documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias, cast

from docparse.drafting.locality import Locality, named_places
from docparse.drafting.plan import Source
from docparse.drafting.retelling import full_width, names_others, sentence_spans
from docparse.lexicon.tables import Row, read_table
from docparse.records import Document, Section, Span

Kind: TypeAlias = Literal[
    "background",
    "guiding",
    "principles",
    "goals",
    "directions",
    "layout",
    "general",
    "safeguards",
    "supplement",
    "tasks",
]
_REFINED = {"general", "goals", "guiding", "background"}
_LEAST_TEXT = 12
_LONGEST_HEADING = 40
_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Demand:
    """One section that asks something. `span` is its own text after the heading, without the sections below it.

    `binds` is False where the section speaks to other districts alone; `own` is True where it is the region's own, and
    `shared` where it speaks to the region together with others by name.
    """

    document: Document
    section: Section
    kind: Kind
    span: Span
    binds: bool
    own: bool
    shared: bool

    @property
    def heading(self) -> str:
        """The heading; of a paragraph that has none and was taken for one whole, its first clause."""
        heading = full_width(self.section.heading)
        return re.split("[，；]", heading)[0] if len(heading) > _LONGEST_HEADING else heading

    @property
    def text(self) -> str:
        return self.document.text[slice(*self.span)]

    def source(self, *records: str) -> Source:
        """The section as a source, with the ids of the records that were used."""
        return source_of(self.document, self.section, records)


@cache
def chapter_rows() -> tuple[tuple[Kind, re.Pattern[str], Row], ...]:
    """The rows of `chapters.tsv`: kind, compiled pattern, and the row with its examples."""
    table = read_table(Path(__file__).with_name("chapters.tsv"))
    return tuple((cast(Kind, row["kind"]), re.compile(row["pattern"]), row) for row in table)


def kind_of(heading: str) -> Kind:
    """What a chapter of this heading holds; "tasks" where no row of the table fits."""
    return next((kind for kind, pattern, _ in chapter_rows() if pattern.search(heading)), "tasks")


def demands(document: Document, place: Locality) -> tuple[Demand, ...]:
    """The sections of the document's body that have a text of their own, with what they are about and whom they bind."""
    kinds = {p.id: p.kind for p in document.parts}
    body = "plan" if "plan" in kinds.values() else "notice"
    settled: dict[str | None, Kind] = {}
    found: list[Demand] = []
    for section in document.sections:
        if kinds.get(section.part) != body or section.number.startswith("专栏"):
            continue  # boxes detail the tasks around them
        kind = settled[section.id] = _kind(document, section, settled, place)
        span = _own_text(document, section)
        leaf = not any(s.parent == section.id for s in document.sections)
        if leaf or span[1] - span[0] >= _LEAST_TEXT:
            named = _places_in_path(document, section)
            ours = any(place.is_named(name) for name in named)
            binds = (not named or ours) and not _speaks_to_others(document, span, place)
            found.append(Demand(document, section, kind, span, binds, ours and len(named) == 1, len(named) > 1))
    return tuple(found)


def _kind(document: Document, section: Section, settled: dict[str | None, Kind], place: Locality) -> Kind:
    above = settled.get(section.parent)
    if above is not None and above not in _REFINED:
        return above
    children = [s.heading for s in document.sections if s.parent == section.id]
    if any(place.is_named(name) for heading in children for name in named_places(heading)):
        return "layout"
    kind = kind_of(section.heading)
    return above if above is not None and kind == "tasks" else kind


def _own_text(document: Document, section: Section) -> Span:
    """From the end of the heading to the first section below, or to the section's end."""
    whole = len(section.heading) > _LONGEST_HEADING
    start, end = section.heading_span[0] if whole else section.heading_span[1], section.span[1]
    end = min([s.span[0] for s in document.sections if s.parent == section.id] + [end])
    while start < end and document.text[start] in "。：:. \n":
        start += 1
    return start, max(start, end)


def _speaks_to_others(document: Document, span: Span, place: Locality) -> bool:
    """Whether every sentence names another place of the region's rank, and none the region."""
    sentences = [document.text[slice(*s)] for s in sentence_spans(document, span)]
    return bool(sentences) and all(names_others(sentence, place) for sentence in sentences)


def _places_in_path(document: Document, section: Section) -> tuple[str, ...]:
    """The places that the section's own heading, or the nearest above it that names any, is about."""
    by_id = {s.id: s for s in document.sections}
    walk: Section | None = section
    while walk is not None:
        if names := named_places(walk.heading):
            return names
        walk = by_id.get(walk.parent or "")
    return ()


def source_of(document: Document, section: Section | None, records: tuple[str, ...] = (), place: str = "") -> Source:
    """A source in `document`; `place` says where it is when it is no section (附件第6行)."""
    return Source(
        title=full_title(document),
        number=document.meta.doc_number,
        section=document.address(section.id) if section else "",
        place=place or (spoken(document, section) if section else ""),
        records=records,
    )


def full_title(document: Document) -> str:
    """The document's title, or the file's name where it has none."""
    return title_of(document) or Path(document.source.path).stem


def title_of(document: Document) -> str | None:
    """The document's title, or the first part's; None where it has neither."""
    return document.meta.title or next((p.title for p in document.parts if p.title), None)


def spoken(document: Document, section: Section) -> str:
    """A section as an official names it: 四（二）, 三（二）3."""
    by_id = {s.id: s for s in document.sections}
    numbers: list[str] = []
    walk: Section | None = section
    while walk is not None:
        numbers.append(walk.number.rstrip("、.． "))
        walk = by_id.get(walk.parent or "")
    return "".join(reversed(numbers))


def numeral(number: int) -> str:
    """1..99 in Chinese: 12 → 十二."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _NUMERALS[tens] + "十")
    return head + (_NUMERALS[ones] if ones or not tens else "")
