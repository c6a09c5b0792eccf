"""Targets above and below as bars beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docparse.exporting.places import section_labels
from docparse.records import DiffResult, Document, Target
from docparse.reporting.wording import VERDICTS
from docparse.wording import amount, day

_WIDEST = 100.0
_TOLD = re.compile("下级写有“[^”]*”")


@dataclass(frozen=True, slots=True)
class Bar:
    """`length` in percent of the widest that is shown with it; `words` say the value."""

    length: float
    words: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A target above and what answers it below; `item` is the requirement's place in the result.

    `told` quotes a figure of the lower text that is no target by itself.
    """

    item: int
    indicator: str
    upper_label: str
    lower_label: str
    upper: Bar
    lower: Bar | None
    told: str
    verdict: str
    words: str
    note: str


def bars(result: DiffResult, upper: Document, lower: Document) -> list[Compared]:
    """Every target that a requirement sets, beside the one that answers it, in the order of the upper document."""
    above = {target.id: target for target in upper.targets}
    below = {target.id: target for target in lower.targets}
    labels = section_labels(upper), section_labels(lower)
    found = []
    for number, item in enumerate(result.items):
        for check in item.checks:
            one = above.get(check.upper or "")
            if check.kind != "target" or one is None:
                continue
            other = below.get(check.lower or "")
            drawn = lengths([one, *([other] if other else [])])
            found.append(
                Compared(
                    item=number,
                    indicator=one.indicator,
                    upper_label=labels[0].get(one.section, ""),
                    lower_label=labels[1].get(other.section, "") if other else "",
                    upper=Bar(drawn[0], said(one)),
                    lower=Bar(drawn[1], said(other)) if other else None,
                    told="" if other or (quoted := _TOLD.search(check.note)) is None else quoted.group(),
                    verdict=check.verdict,
                    words=VERDICTS[check.verdict],
                    note=check.note,
                )
            )
    return found


def lengths(targets: Sequence[Target]) -> list[float]:
    """Bars in percent of the greatest value, in base units; all of one value are as long as can be."""
    values = [abs(float(t.normalized.value if t.normalized is not None else t.value)) for t in targets]
    most = max(values, default=0.0)
    return [round(_WIDEST * value / most, 1) if most else 0.0 for value in values]


def said(target: Target) -> str:
    """达到4000亿元（2027年）, with 力争 where it is only aimed at."""
    hope = "力争" if target.aspirational else ""
    by = f"（{day(target.by)}）" if target.by else ""
    return f"{hope}{amount(target)}{by}"
