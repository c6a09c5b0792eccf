"""Says of each requirement of an upper document what has become of it in a lower one."""

from __future__ import annotations

from typing import get_args

from docparse.differ.items import additions, item
from docparse.matcher import compare
from docparse.matcher.model import LinkModel
from docparse.matcher.requirements import requirement
from docparse.records import DiffResult, Document, Status

__all__ = ["diff"]


def diff(upper: Document, lower: Document, model: LinkModel | None = None) -> DiffResult:
    """Status, evidence and checks for each requirement of `upper`, what `lower` adds, and a count of each status.

    A requirement is covered, partial, missing, in conflict, or not applicable where it binds other regions only.
    Sections are named by their address (`Document.address`), records by their ids. Explanations are Chinese sentences
    in which what stands in “” is quoted from the documents. Links are scored by the packaged model unless another is given.
    """
    comparison = compare(upper, lower, model)
    items = [item(comparison, number, upper, lower) for number in range(len(comparison.demands))]
    return DiffResult(
        requirements=[requirement(upper, demand) for demand in comparison.demands],
        links=comparison.links(),
        items=items,
        additions=additions(comparison, lower),
        summary={status: sum(i.status == status for i in items) for status in get_args(Status)},
    )
