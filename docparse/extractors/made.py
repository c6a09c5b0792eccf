"""The records made so far, kind by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from docparse.records import (
    RECORD_KINDS,
    Agency,
    Assignment,
    Body,
    Citation,
    Deadline,
    Finding,
    Member,
    Record,
    Target,
)


@dataclass(frozen=True)
class Records:
    """One tuple for each kind of record; empty where its extractor did not run, or has not yet."""

    agencies: tuple[Agency, ...] = ()
    members: tuple[Member, ...] = ()
    bodies: tuple[Body, ...] = ()
    targets: tuple[Target, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    citations: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()

    def plus(self, kind: str, records: Sequence[Record]) -> Records:
        """These records and those of one more kind."""
        made: dict[str, Any] = {kind: tuple(records)}
        return replace(self, **made)

    def lists(self) -> dict[str, Any]:
        """The records as the contract's lists."""
        return {kind: list(getattr(self, kind)) for kind in RECORD_KINDS}
