"""The diff of an upper and a lower document in an official's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docparse.exporting.ledger import Row, Sheet
from docparse.exporting.paragraphs import blocks
from docparse.exporting.places import document_name, section_labels
from docparse.records import DiffItem, DiffResult, Document, Status
from docparse.reporting.bars import bars
from docparse.reporting.beside import marks_of_both
from docparse.reporting.forms import Format, Report, render, sheet, titled
from docparse.reporting.task_map import task_maps
from docparse.reporting.wording import CHECKS, STATUSES, VERDICTS


@dataclass(frozen=True, slots=True)
class Place:
    """A section as an official names it, with its heading and its own text; `body` is what stands behind the heading."""

    label: str
    heading: str
    text: str
    body: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One requirement, `number` its place in the result: `status` the contract's word, `verdict` the Chinese one.

    `grave` and `checks` are rows of kind, verdict (word of the contract), verdict in Chinese, note: those in which the
    lower document falls short, and the others. `brief` is the explanation without those that it says. `agencies` are all
    bodies that answer for it above or below.
    """

    number: int
    upper: Place
    status: Status
    verdict: str
    lower: tuple[Place, ...]
    explanation: str
    brief: str
    grave: tuple[tuple[str, str, str, str], ...]
    checks: tuple[tuple[str, str, str, str], ...]
    agencies: tuple[str, ...]


_GRAVE = ("weaker", "later", "absent")
_NOWHERE = Place("", "", "", "")
_COLUMNS = (("上级条目", 14), ("上级内容", 44), ("情况", 10), ("下级条目", 22), ("下级内容", 44), ("说明", 46))


def render_diff(result: DiffResult, upper: Document, lower: Document, format: Format) -> bytes:
    """The diff of `upper` and `lower` as a whole file: UTF-8 text, or a workbook for "xlsx".

    Raises:
        DocparseError: an unknown format, or a damaged installation without templates.
    """
    title = f"对照检查：{document_name(lower)}"
    found = entries(result, upper, lower)
    report = Report(
        name="diff",
        title=title,
        day=lower.meta.issued_on,
        values=lambda: _values(result, upper, lower, found),
        sheets=lambda: _sheets(result, lower, found),
    )
    return render(result, report, format)


def entries(result: DiffResult, upper: Document, lower: Document) -> tuple[Entry, ...]:
    """Every requirement with what is said of it, in the order of the upper document."""
    above, below = _places(upper), _places(lower)
    bodies = _answering(upper), _answering(lower)
    return tuple(_entry(number, item, (above, below), bodies) for number, item in enumerate(result.items))


def counts(result: DiffResult) -> tuple[tuple[str, str, int, float, float], ...]:
    """Rows of status, its Chinese word, number, share in percent, and the shares before it."""
    total = max(len(result.items), 1)
    rows, before = [], 0
    for status, words in STATUSES.items():
        number = result.summary.get(status, 0)
        rows.append((status, words, number, round(100 * number / total, 2), round(100 * before / total, 2)))
        before += number
    return tuple(rows)


def _entry(
    number: int,
    item: DiffItem,
    places: tuple[Mapping[str, Place], Mapping[str, Place]],
    bodies: tuple[Mapping[str, list[str]], Mapping[str, list[str]]],
) -> Entry:
    above, below = places
    names = [*bodies[0].get(item.upper, ()), *(name for address in item.lower for name in bodies[1].get(address, ()))]
    checks = [(CHECKS[c.kind], c.verdict, VERDICTS[c.verdict], c.note) for c in item.checks]
    grave = tuple(check for check in checks if check[1] in _GRAVE)
    return Entry(
        number=number,
        upper=above.get(item.upper, _NOWHERE),
        status=item.status,
        verdict=STATUSES[item.status],
        lower=tuple(below.get(address, _NOWHERE) for address in item.lower),
        explanation=item.explanation,
        brief=_brief(item.explanation, [note for *_, note in grave]),
        grave=grave,
        checks=tuple(check for check in checks if check[1] not in _GRAVE),
        agencies=tuple(dict.fromkeys(names)),
    )


def _brief(explanation: str, notes: Sequence[str]) -> str:
    """`explanation` up to the first of `notes`, where there is anything before it."""
    begins = [explanation.find(note) for note in notes]
    return explanation[: min((begin for begin in begins if begin > 0), default=len(explanation))]


def _places(document: Document) -> dict[str, Place]:
    """Address → place; the text is the section's without the sections below it."""
    labels = section_labels(document)
    first_child: dict[str, int] = {}
    for section in document.sections:
        if section.parent is not None:
            first_child.setdefault(section.parent, section.span[0])
    found: dict[str, Place] = {}
    for section in document.sections:
        end = first_child.get(section.id, section.span[1])
        text, body = document.text[section.span[0] : end].strip(), document.text[section.heading_span[1] : end]
        place = Place(labels[section.id], section.heading, text, body.strip("。：； \t\n\u3000"))
        found.setdefault(document.address(section.id), place)
    return found


def _answering(document: Document) -> dict[str, list[str]]:
    """Address → the bodies that lead or answer for what stands there."""
    found: dict[str, list[str]] = {}
    for assignment in document.assignments:
        parties = (*assignment.lead, *assignment.responsible)
        found.setdefault(document.address(assignment.section), []).extend(party.name for party in parties)
    return found


def _values(result: DiffResult, upper: Document, lower: Document, found: Sequence[Entry]) -> Mapping[str, object]:
    below = _places(lower)
    above_marks, below_marks = marks_of_both(result, upper, lower)
    return {
        "upper_title": titled(upper),
        "lower_title": titled(lower),
        "counts": counts(result),
        "entries": found,
        "agencies": tuple(sorted({name for entry in found for name in entry.agencies})),
        "additions": tuple(below.get(addition.lower, _NOWHERE) for addition in result.additions),
        "upper_blocks": blocks(upper, above_marks),
        "lower_blocks": blocks(lower, below_marks),
        "maps": task_maps(result, upper, lower),
        "bars": bars(result, upper, lower),
    }


def _sheets(result: DiffResult, lower: Document, found: Sequence[Entry]) -> Sequence[Sheet]:
    below = _places(lower)
    extra = [below.get(addition.lower, _NOWHERE) for addition in result.additions]
    checks: list[Row] = [
        (entry.upper.label, entry.upper.heading, kind, verdict, note)
        for entry in found
        for kind, _, verdict, note in (*entry.grave, *entry.checks)
    ]
    return (
        sheet("汇总", (("情况", 20), ("条数", 12), ("占比%", 12)), [(word, n, share) for _, word, n, share, _ in counts(result)]),
        sheet("逐条对照", _COLUMNS, [_row(entry) for entry in found]),
        sheet("检查事项", (("上级条目", 14), ("标题", 30), ("类别", 10), ("结论", 12), ("说明", 80)), checks),
        sheet("下级自行安排", (("下级条目", 14), ("标题", 30), ("内容", 90)), [(p.label, p.heading, p.text) for p in extra]),
    )  # fmt: skip


def _row(entry: Entry) -> Row:
    places = "\n".join(f"{place.label} {place.heading}" for place in entry.lower)
    texts = "\n\n".join(place.text for place in entry.lower)
    return (entry.upper.label, entry.upper.text, entry.verdict, places, texts, entry.explanation)
