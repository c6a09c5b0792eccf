"""The contract's types: what docparse says about a document, a match and a diff.

One place for all of them; `docparse schema` prints their JSON Schema. Every record quotes its source:
`text[start:end] == quote` for `span == (start, end)`, in code points of `Document.text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from spacy.tokens import Doc

Span: TypeAlias = tuple[int, int]
Number: TypeAlias = int | float
Level: TypeAlias = Literal["national", "provincial", "municipal", "county", "township"]
BodyKind: TypeAlias = Literal["leading_group", "office", "task_force", "committee", "mechanism"]
AgencyKind: TypeAlias = Literal[
    "government", "party", "department", "committee", "park", "enterprise", "institution", "generic"
]
Comparator: TypeAlias = Literal["reach", "at_least", "more_than", "at_most", "about", "increase_by", "multiply"]
Status: TypeAlias = Literal["covered", "partial", "missing", "conflict", "not_applicable"]
Relation: TypeAlias = Literal["basis", "issues", "implements", "mentions"]
DutyRole: TypeAlias = Literal["lead", "support", "responsible", "implement"]
Verdict: TypeAlias = Literal["met", "weaker", "later", "absent", "stronger", "incomparable"]


class Frozen(BaseModel):
    """Base of all contract types: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- the document and its structure ----------------------------------------------------------------------------------


class FileInfo(Frozen):
    """`source`: the file that was read."""

    path: str
    sha256: str
    media_type: str
    reader: str
    pages: int | None = None
    ocr: bool = False


class SourceEntry(Frozen):
    """Where one paragraph of `text`, or a piece of one, came from; what does not apply is None.

    `confidence` is that of the least sure line of a picture, from 0 to 1.
    """

    span: Span
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    lines: tuple[int, int] | None = None
    element: int | None = None
    row: int | None = None
    confidence: float | None = None


class Period(Frozen):
    start: int
    end: int


class Meta(Frozen):
    """Front and end matter; `spans[field]` says where the text states it."""

    title: str | None = None
    doc_number: str | None = None
    doc_type: str | None = None
    genre: str | None = None
    issuers: list[str] = Field(default_factory=list)
    level: Level | None = None
    region: str | None = None
    addressees: list[str] = Field(default_factory=list)
    cc: list[str] = Field(default_factory=list)
    issued_on: str | None = None
    printed_on: str | None = None
    period: Period | None = None
    disclosure: str | None = None
    spans: dict[str, Span] = Field(default_factory=dict)


class Part(Frozen):
    id: str
    kind: Literal["notice", "plan", "annex"]
    title: str
    span: Span


class Section(Frozen):
    """A numbered section; `heading_span` covers the heading's words without number and final 。"""

    id: str
    part: str
    level: int
    number: str
    path: str
    heading: str
    parent: str | None
    span: Span
    heading_span: Span


class Table(Frozen):
    id: str
    caption: str | None
    header: list[str]
    rows: list[list[str]]
    section: str | None
    part: str
    span: Span

    def row_spans(self) -> Iterator[tuple[Span, list[str]]]:
        """The place of each row below the header in the text, and its cells: a row is a line, its cells parted by tabs."""
        start = self.span[1] - sum(len("\t".join(row)) + 1 for row in self.rows) + 1
        for row in self.rows:
            end = start + len("\t".join(row))
            yield (start, end), row
            start = end + 1


# --- records ---------------------------------------------------------------------------------------------------------


class Record(Frozen):
    """What all records share. `section` is the id of the innermost section, `rule` names what made the record."""

    id: str
    span: Span
    quote: str
    section: str | None
    rule: str


class Agency(Record):
    """`inferred` tells one that a model found and no rule, with its `confidence` from 0 to 1; its `rule` is the model's version."""

    name: str
    canonical: str
    full_name: str | None
    kind: AgencyKind
    level: Level | None
    function: str | None
    mentions: list[Span]
    inferred: bool = False
    confidence: float | None = None


class Member(Record):
    """`inferred` and `confidence` as of an `Agency`."""

    name: str
    role: str
    titles: list[str]
    body: str | None
    inferred: bool = False
    confidence: float | None = None


class Body(Record):
    name: str
    kind: BodyKind
    parent: str | None = None
    host: str | None = None
    head: str | None = None
    duties: str | None = None


class Normalized(Frozen):
    value: Number
    unit: str


class Target(Record):
    scope: str | None
    indicator: str
    comparator: Comparator
    value: Number
    value_max: Number | None
    unit: str
    normalized: Normalized | None
    aspirational: bool
    by: str | None
    baseline: str | None
    parent: str | None


class Deadline(Record):
    kind: Literal["by", "period", "recurring", "relative"]
    start: str | None
    end: str | None
    precision: Literal["year", "quarter", "month", "day"] | None
    rrule: str | None
    offset: str | None
    action: str | None


class Party(Frozen):
    """One body in an assignment: its name as written, the agency's id, and whether a default clause brought it."""

    name: str
    agency: str | None
    inherited: bool = False


class Assignment(Record):
    task: str
    duties: str | None
    lead: list[Party] = Field(default_factory=list)
    support: list[Party] = Field(default_factory=list)
    responsible: list[Party] = Field(default_factory=list)
    implement: list[Party] = Field(default_factory=list)


class Citation(Record):
    title: str
    doc_number: str | None
    relation: Relation


class Finding(Record):
    code: str
    severity: Literal["error", "warning", "info"]
    message: str


RECORD_KINDS = ("agencies", "members", "bodies", "targets", "deadlines", "assignments", "citations", "findings")


class Document(Frozen):
    """All that docparse says about one document: the contract JSON."""

    schema_version: Literal["1"] = "1"
    source: FileInfo
    text: str
    source_map: list[SourceEntry]
    meta: Meta
    parts: list[Part]
    sections: list[Section]
    tables: list[Table]
    agencies: list[Agency]
    members: list[Member]
    bodies: list[Body]
    targets: list[Target]
    deadlines: list[Deadline]
    assignments: list[Assignment]
    citations: list[Citation]
    findings: list[Finding]

    def address(self, section_id: str | None) -> str:
        """The section's path, told apart from like paths of other parts: "4.2", "notice:1", "annex1:2.1".

        "" for None. The prefix "notice:" stands only where a plan carries the body.
        """
        section = next((s for s in self.sections if s.id == section_id), None)
        if section is None:
            return ""
        kinds = {p.id: p.kind for p in self.parts}
        kind = kinds.get(section.part)
        if kind == "notice" and "plan" in kinds.values():
            return f"notice:{section.path}"
        if kind == "annex":
            annexes = [p.id for p in self.parts if p.kind == "annex"]
            return f"annex{annexes.index(section.part) + 1}:{section.path}"
        return section.path

    def to_spacy(self) -> Doc:
        """A spaCy Doc of `text`, one token a character, with a span group for each kind of record.

        Blank zh pipeline with character segmentation, so that every span aligns; the span's label is the record's
        kind and its id the record's id. Sections stand in the group "sections". For displaCy, DocBin and training.
        """
        import spacy
        from spacy.tokens import Doc
        from spacy.tokens import Span as SpacySpan

        vocab = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}}).vocab
        doc = Doc(vocab, words=list(self.text), spaces=[False] * len(self.text))
        for kind in ("sections", *RECORD_KINDS):
            records = getattr(self, kind)
            doc.spans[kind] = [SpacySpan(doc, r.span[0], r.span[1], label=kind, span_id=r.id) for r in records]
        return doc


# --- match and diff --------------------------------------------------------------------------------------------------


class Reason(Frozen):
    """One row of a match's explanation: the feature, its value, and its weight in the score."""

    feature: str
    value: float
    weight: float


class Requirement(Frozen):
    """The smallest section of the upper document that asks something of the lower level.

    `section` and all section paths below are addresses as `Document.address` gives them.
    """

    id: str
    section: str
    kind: Literal["task", "target", "assignment", "measure"]
    heading: str
    text: str
    span: Span
    binds: list[str] | None


class Link(Frozen):
    upper: str
    lower: str
    score: float = Field(ge=0, le=1)
    relation: Literal["implements", "contributes"]
    reasons: list[Reason]


class MatchResult(Frozen):
    requirements: list[Requirement]
    links: list[Link]


class Check(Frozen):
    kind: Literal["target", "deadline", "agency", "body"]
    upper: str | None
    lower: str | None
    verdict: Verdict
    note: str


class DiffItem(Frozen):
    upper: str
    heading: str
    status: Status
    lower: list[str]
    explanation: str
    checks: list[Check]


class Addition(Frozen):
    lower: str
    text: str


class DiffResult(Frozen):
    """`summary` counts the items of each status."""

    requirements: list[Requirement]
    links: list[Link]
    items: list[DiffItem]
    additions: list[Addition]
    summary: dict[str, int]
