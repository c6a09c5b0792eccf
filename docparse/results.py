"""What comparing many documents, or two versions of one, gives: the types, beside those of a document in `records`.

`docparse schema reconcile` and `docparse schema revision` print their JSON Schema. Sections are named by their address
(`Document.address`); evidence is a record with its span and quote, or a stretch of text with its span, of the document
that is named beside it.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from docparse.records import Document, Frozen, Number, Span, Target

# --- reconciling -----------------------------------------------------------------------------------------------------

Standing: TypeAlias = Literal["met", "short", "over", "aspirational", "counted", "absent", "no_plan", "incomparable"]
Obstacle: TypeAlias = Literal["unit", "scope", "year", "change"]
SumVerdict: TypeAlias = Literal["met", "short", "over"]


class Party(Frozen):
    """One of the documents that were reconciled; the first is the upper one."""

    title: str
    region: str | None
    path: str

    @classmethod
    def of(cls, document: Document) -> Party:
        """A document as a party to a comparison."""
        return cls(title=document.meta.title or "", region=document.meta.region, path=document.source.path)


class Figure(Frozen):
    """A target as evidence: `document` is its place in `ReconcileResult.documents`, `section` an address there."""

    document: int
    section: str
    target: Target


class Share(Frozen):
    """One row of a reconciliation: what the upper document allots to `regions` and what their own plans pledge.

    `gap` is what is pledged beyond what is asked, in the unit of the total, negative where it falls short; None where
    there is nothing to compare. `obstacle` says what makes a pledge incomparable, `note` all of it in Chinese.
    """

    regions: list[str]
    allotted: Figure | None
    pledged: list[Figure]
    standing: Standing
    gap: Number | None
    obstacle: Obstacle | None
    note: str


class Sum(Frozen):
    """Figures added up, in the unit of the total; `value_max` where ranges were added, `gap` is the sum minus the total.

    `regions` counts those whose figures are in it; `aspirational` is the part that is only aimed at (力争). Where no
    total is stated, there is no gap and no verdict.
    """

    value: Number
    value_max: Number | None
    aspirational: Number
    gap: Number | None
    verdict: SumVerdict | None
    regions: int


class Reconciled(Frozen):
    """One target of the upper document, or what it allots without a total (`total` None).

    `kind` "sum": the regions' figures add up to it; "each": it binds every region by itself (a rate, a ceiling, 每个县).
    """

    total: Figure | None
    kind: Literal["sum", "each"]
    shares: list[Share]
    allotted: Sum | None
    pledged: Sum | None
    explanation: str

    @property
    def measure(self) -> Target:
        """What is counted, and in which unit: the total, or the first share where no total is stated."""
        stated = self.total or next(row.allotted for row in self.shares if row.allotted is not None)
        return stated.target


class ReconcileResult(Frozen):
    """`unanswered` are targets of the upper document that it allots to nobody and no plan takes up."""

    documents: list[Party]
    items: list[Reconciled]
    unanswered: list[Figure]


# --- versions --------------------------------------------------------------------------------------------------------

SectionChange: TypeAlias = Literal["added", "dropped", "moved", "reworded"]
RecordKind: TypeAlias = Literal["member", "target", "deadline", "assignment"]
RecordChange: TypeAlias = Literal["added", "dropped", "replaced", "changed"]


class Piece(Frozen):
    """A run of words: in both versions ("equal"), in the old alone ("delete") or in the new alone ("insert")."""

    op: Literal["equal", "delete", "insert"]
    text: str
    old: Span | None
    new: Span | None


class SectionRevision(Frozen):
    """What became of one section, without the sections below it; the text before the first section has address "".

    `changes` holds "moved" and "reworded" together where both are true. `pieces` joined without the insertions are the
    old text, without the deletions the new; those of a section that is only moved are one equal piece.
    """

    changes: list[SectionChange]
    old: str | None
    new: str | None
    heading: str
    pieces: list[Piece]


class FieldRevision(Frozen):
    """One field of a record or of the head, as Chinese or plain text; "" where it is not stated."""

    field: str
    old: str
    new: str


class Cited(Frozen):
    """A record of one version as evidence."""

    id: str
    section: str
    span: Span
    quote: str


class RecordRevision(Frozen):
    """A member, target, time bound or responsibility that is not as it was; `note` says so in Chinese.

    A member is "replaced" where another takes the same post.
    """

    kind: RecordKind
    change: RecordChange
    old: Cited | None
    new: Cited | None
    fields: list[FieldRevision]
    note: str


class RevisionResult(Frozen):
    """What changed from `old` to `new`; empty lists where nothing did. `summary` counts each change of sections and records."""

    documents: list[Party]
    meta: list[FieldRevision]
    sections: list[SectionRevision]
    records: list[RecordRevision]
    summary: dict[str, int]
