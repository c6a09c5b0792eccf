"""Adds up what regions are to do, and what they say they will do, against the totals of the document above them."""

from __future__ import annotations

from collections.abc import Sequence

from docparse.reconciling.allocation import Allocation, allocations
from docparse.reconciling.explaining import explain
from docparse.reconciling.pledges import Plan, Pledge, pledges
from docparse.reconciling.shares import share
from docparse.reconciling.sums import added
from docparse.records import Document
from docparse.results import Figure, Party, Reconciled, ReconcileResult

__all__ = ["reconcile"]


def reconcile(upper: Document, lowers: Sequence[Document] = ()) -> ReconcileResult:
    """Each target of `upper` against its own allocation to regions and against the plans of these regions.

    `lowers` are plans of regions below, in any order; none is needed where the upper document allots its totals itself.
    Explanations are Chinese sentences in which what stands in “” is quoted.
    """
    plans = [Plan(number, lower, upper.meta.region or "") for number, lower in enumerate(lowers, start=1)]
    asked = list(allocations(upper))
    answers = [pledges(asked, plan) for plan in plans]
    items: list[Reconciled] = []
    unanswered: list[Figure] = []
    for allocation in asked:
        own = [(plan, found.get(allocation.measure.id)) for plan, found in zip(plans, answers, strict=True)]
        if allocation.shares or any(found for _, found in own):
            items.append(_reconciled(allocation, own))
        elif allocation.total is not None:
            unanswered.append(allocation.total)
    documents = [Party.of(document) for document in (upper, *lowers)]
    return ReconcileResult(documents=documents, items=items, unanswered=unanswered if plans else [])


def _reconciled(allocation: Allocation, own: Sequence[tuple[Plan, Pledge | None]]) -> Reconciled:
    """The rows in the order of the upper document, then those of plans to which it allots nothing."""
    theirs: dict[int | None, list[tuple[Plan, Pledge | None]]] = {}
    for plan, found in own:
        place = next((n for n, part in enumerate(allocation.shares) if plan.speaks_for(part.regions)), None)
        theirs.setdefault(place, []).append((plan, found))
    rows = [share(allocation, part, theirs.get(place, [])) for place, part in enumerate(allocation.shares)]
    if allocation.total is not None:
        rows += [share(allocation, None, [pair]) for pair in theirs.get(None, [])]
    made = Reconciled(
        total=allocation.total,
        kind=allocation.kind,
        shares=rows,
        allotted=added(allocation, rows, "allotted"),
        pledged=added(allocation, rows, "pledged"),
        explanation="",
    )
    return made.model_copy(update={"explanation": explain(made)})
