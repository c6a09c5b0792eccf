"""How right a diff is: its statuses and links against a hand-made alignment of the two documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docparse.evaluation.scores import Tally


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of one requirement (`upper` path), beside what was to be said; `lower` paths best first."""

    upper: str
    wanted: str
    said: str | None
    status_right: bool
    wanted_lower: Sequence[str]
    said_lower: Sequence[str]
    links: Tally
    best_right: bool | None  # None where the gold wants no link

    @property
    def right(self) -> bool:
        return self.status_right and not self.links.misses and not self.links.extras


@dataclass(frozen=True)
class DiffScore:
    """Scores of one diff: verdicts on the requirements that count, and additions found, missed, said too much."""

    verdicts: Sequence[Verdict]
    additions: Tally = field(default_factory=Tally)

    @property
    def status_accuracy(self) -> float:
        """Requirements whose status is right, as a share of all; 0.0 where there are none."""
        return sum(v.status_right for v in self.verdicts) / max(len(self.verdicts), 1)

    @property
    def links(self) -> Tally:
        """Links over all requirements; one that the gold merely allows counts neither way."""
        return sum((v.links for v in self.verdicts), Tally())

    @property
    def best_link(self) -> tuple[int, int]:
        """For how many requirements the first link is right or allowed, of how many that want a link."""
        asked = [v.best_right for v in self.verdicts if v.best_right is not None]
        return sum(asked), len(asked)

    @property
    def errors(self) -> list[Verdict]:
        """The verdicts that are wrong in status or in any link."""
        return [v for v in self.verdicts if not v.right]

    def table(self) -> str:
        """The scores in three lines."""
        links, (best, asked), added = self.links, self.best_link, self.additions
        right = sum(v.status_right for v in self.verdicts)
        figures = f"P {links.precision:.3f} R {links.recall:.3f} F1 {links.f1:.3f}; best link right {best}/{asked}"
        return "\n".join(
            [
                f"status accuracy {right}/{len(self.verdicts)} = {self.status_accuracy:.3f}",
                f"links           {figures}",
                f"additions       found {added.hits} of {added.hits + added.misses}, {added.extras} more said",
            ]
        )


def evaluate_diff(gold_links: Mapping[str, Any], result: Mapping[str, Any]) -> DiffScore:
    """Scores a diff against an alignment.

    Items answer a gold requirement when their `upper` path is the same or, where none is, lies below it. Several
    items count as one: their links in order, and their common status, or "partial" where they differ.

    Args:
        gold_links: `{"requirements": [{"upper", "status", "lower", ...}], "additions": [...]}` as the gold's link
            files have it: `also` lists further statuses that are right, `optional_lower` further links that are
            allowed; an `optional` requirement does not count.
        result: `DiffResult` as JSON: `items` with `upper`, `status`, `lower`, and `additions`.
    """
    items: list[Mapping[str, Any]] = result.get("items") or []
    verdicts = [_verdict(wanted, items) for wanted in gold_links["requirements"] if not wanted.get("optional")]
    expected = set(gold_links.get("additions") or [])
    said = {str(a["lower"] if isinstance(a, Mapping) else a) for a in result.get("additions") or []}
    additions = Tally(len(expected & said), len(expected - said), len(said - expected))
    return DiffScore(verdicts, additions)


def _verdict(wanted: Mapping[str, Any], items: Iterable[Mapping[str, Any]]) -> Verdict:
    status, said = _answer(wanted["upper"], items)
    lower = list(wanted.get("lower") or [])
    allowed = {*lower, *(wanted.get("optional_lower") or [])}
    return Verdict(
        upper=wanted["upper"],
        wanted=wanted["status"],
        said=status,
        status_right=status in (wanted["status"], *(wanted.get("also") or [])),
        wanted_lower=lower,
        said_lower=said,
        links=Tally(
            hits=sum(path in lower for path in said),
            misses=sum(path not in said for path in lower),
            extras=sum(path not in allowed for path in said),
        ),
        best_right=(bool(said) and said[0] in allowed) if lower else None,
    )


def _answer(upper: str, items: Iterable[Mapping[str, Any]]) -> tuple[str | None, list[str]]:
    """The status and links that the items give for one upper path; (None, []) where none speaks of it."""
    items = list(items)
    found = [i for i in items if str(i.get("upper")) == upper]
    found = found or [i for i in items if str(i.get("upper")).startswith(f"{upper}.")]
    if not found:
        return None, []
    states = {i.get("status") for i in found}
    if len(found) > 1:
        states.discard("not_applicable")
    lower = dict.fromkeys(str(path) for i in found for path in i.get("lower") or [])
    return (states.pop() if len(states) == 1 else "partial"), list(lower)
