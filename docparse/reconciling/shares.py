"""One row of a reconciliation: what is asked of a region beside what its plan says."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from docparse.differ.comparing import side
from docparse.reconciling.allocation import Allocation, Part
from docparse.reconciling.pledges import Plan, Pledge
from docparse.reconciling.sums import falls_short, in_unit_of, least
from docparse.records import Target
from docparse.results import Share, Standing


def share(allocation: Allocation, part: Part | None, own: Sequence[tuple[Plan, Pledge | None]]) -> Share:
    """The row of `part`, or of one plan to which the upper document allots nothing (`part` None).

    `own` are the plans of the part's regions, each with its pledge. Where a share is for several regions together, it
    is compared when all of them have pledged.
    """
    regions = list(part.regions) if part else [plan.region for plan, _ in own]
    pledges = [found for _, found in own if found is not None]
    pledged = [found.figure for found in pledges]
    allotted = part.figure if part else None
    whole = allocation.total if allocation.kind == "each" else None
    asked = allotted.target if allotted else whole.target if whole else None

    def row(standing: Standing, note: str, gap: Fraction | None = None, blocked: Pledge | None = None) -> Share:
        return Share(
            regions=regions,
            allotted=allotted,
            pledged=pledged,
            standing=standing,
            gap=None if gap is None else in_unit_of(allocation.measure, gap),
            obstacle=blocked.obstacle if blocked else None,
            note=note,
        )

    if not own:
        return row("no_plan", "未附本级计划")
    if blocked := next((found for found in pledges if found.obstacle is not None), None):
        return row("incomparable", f"不可比：{blocked.why}", blocked=blocked)
    silent = [plan.region for plan, found in own if found is None]
    if silent:
        return row("absent", "本级计划未提出该项指标" if len(own) == 1 else f"{'、'.join(silent)}的计划未提出该项指标")
    if asked is None:
        return row("counted", _remarks(pledges))
    if len(own) < len(regions):
        return row("counted", "只附了其中部分地区的计划，不与分解数比较")
    return row(*_compared(asked, part.times if part else 1, pledges))


def _compared(asked: Target, times: int, pledges: Sequence[Pledge]) -> tuple[Standing, str, Fraction]:
    targets = [found.figure.target for found in pledges]
    amount = sum(map(least, targets), Fraction(0))
    wanted = least(asked) * times
    gap = amount - wanted
    beyond = any(target.comparator == "more_than" for target in targets)
    remarks = _remarks(pledges)
    if falls_short(asked, amount / times, beyond=beyond):
        return ("over" if side(asked) == "ceiling" else "short"), remarks, gap
    if any(target.aspirational for target in targets) and not asked.aspirational:
        return "aspirational", remarks, gap
    return "met", remarks, gap


def _remarks(pledges: Sequence[Pledge]) -> str:
    """What a reader of the number must know: a range counts by its lower end, 力争 is no promise, a year may be missing."""
    targets = [found.figure.target for found in pledges]
    told = {
        "区间按下限计": any(target.value_max is not None for target in targets),
        "为力争数": any(target.aspirational for target in targets),
        "未写明年份": any(target.by is None for target in targets),
        "为约数": any(target.comparator == "about" for target in targets),
    }
    return "；".join(words for words, so in told.items() if so)
