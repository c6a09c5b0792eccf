"""A diff as a file: JSON for programs, a page, a text and a spreadsheet for officials."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeAlias, get_args

from docparse.differ.explaining import label
from docparse.errors import DocparseError
from docparse.output import in_markdown, json_bytes
from docparse.records import DiffResult, Document, Status
from docparse.resources import folder

Format: TypeAlias = Literal["json", "md", "html", "xlsx"]

STATUSES: Mapping[str, str] = {
    "covered": "已覆盖",
    "partial": "部分覆盖",
    "missing": "缺失",
    "conflict": "相抵触",
    "not_applicable": "不适用",
}
_KINDS = {"target": "指标", "deadline": "时限", "agency": "牵头单位", "body": "机构"}
_VERDICTS = {
    "met": "相符",
    "weaker": "弱于上级",
    "later": "晚于上级",
    "absent": "没有",
    "stronger": "高于上级",
    "incomparable": "不可比",
}
_LONGEST_CELL = 32_000  # a spreadsheet's cell holds 32,767 characters
_NO_DATE = datetime(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A section as an official names it, with its heading and its own text."""

    label: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement: `status` the contract's word, `verdict` the Chinese one; `checks` rows of kind, verdict, note."""

    upper: Place
    status: Status
    verdict: str
    lower: tuple[Place, ...]
    explanation: str
    checks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What every form of the report shows; `counts` rows of status, Chinese word, number, share in percent."""

    upper_title: str
    lower_title: str
    counts: tuple[tuple[str, str, int, float], ...]
    rows: tuple[Row, ...]
    additions: tuple[Place, ...]


def render(result: DiffResult, upper: Document, lower: Document, format: Format) -> bytes:
    """The diff of `upper` and `lower` as a whole file: UTF-8 text, or a workbook for "xlsx".

    The page is one file that loads nothing and runs nothing; all that comes from documents is escaped, in
    cells of the workbook too, where nothing is taken for a formula or an address.

    Raises:
        DocparseError: an unknown format, or a damaged installation without templates.
    """
    if format == "json":
        return json_bytes(result.model_dump(mode="json"))
    renderers: dict[str, Callable[[Report, Document], bytes]] = {"md": _markdown, "html": _html, "xlsx": _xlsx}
    if format not in renderers:
        raise DocparseError(f"no report format {format!r}; choose one of {', '.join(get_args(Format))}")
    return renderers[format](view(result, upper, lower), lower)


def view(result: DiffResult, upper: Document, lower: Document) -> Report:
    """The diff in an official's words."""
    above, below = _places(upper), _places(lower)
    nowhere = Place("", "", "")
    rows = tuple(
        Row(
            upper=above.get(item.upper, nowhere),
            status=item.status,
            verdict=STATUSES[item.status],
            lower=tuple(below.get(address, nowhere) for address in item.lower),
            explanation=item.explanation,
            checks=tuple((_KINDS[c.kind], _VERDICTS[c.verdict], c.note) for c in item.checks),
        )
        for item in result.items
    )
    total = max(len(rows), 1)
    counts = tuple(
        (status, word, result.summary.get(status, 0), round(100 * result.summary.get(status, 0) / total, 1))
        for status, word in STATUSES.items()
    )
    extra = tuple(below.get(addition.lower, nowhere) for addition in result.additions)
    return Report(_title(upper), _title(lower), counts, rows, extra)


def _title(document: Document) -> str:
    title = document.meta.title or document.source.path
    return f"{title}（{document.meta.doc_number}）" if document.meta.doc_number else title


def _places(document: Document) -> dict[str, Place]:
    """Address → place; the text is the section's without the sections below it."""
    first_child: dict[str, int] = {}
    for section in document.sections:
        if section.parent is not None:
            first_child.setdefault(section.parent, section.span[0])
    found: dict[str, Place] = {}
    for section in document.sections:
        text = document.text[section.span[0] : first_child.get(section.id, section.span[1])]
        place = Place(label(document, section.id), section.heading, text.strip())
        found.setdefault(document.address(section.id), place)
    return found


def _html(report: Report, lower: Document) -> bytes:
    return _filled("diff.html.j2", report, escape=True).encode("utf-8", "xmlcharrefreplace")


def _markdown(report: Report, lower: Document) -> bytes:
    return _filled("diff.md.j2", report, escape=False).encode("utf-8", "replace")


def _filled(name: str, report: Report, *, escape: bool) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(folder("templates") / "reports"),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = in_markdown
    return environment.get_template(name).render(report=report)


def _xlsx(report: Report, lower: Document) -> bytes:
    from xlsxwriter import Workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(data, options) as book:
        book.set_properties({"title": _cell(f"{report.lower_title}对照检查"), "created": _created(lower)})
        counts = [(word, number, share) for _, word, number, share in report.counts]
        _sheet(book, "汇总", (("情况", 12), ("条数", 8), ("占比%", 8)), counts)
        columns = (("上级条目", 14), ("上级内容", 60), ("情况", 10), ("下级条目", 30), ("下级内容", 60), ("说明", 60))
        _sheet(book, "逐条对照", columns, [_line(row) for row in report.rows])
        checks = [(row.upper.label, row.upper.heading, *check) for row in report.rows for check in row.checks]
        _sheet(
            book,
            "检查事项",
            (("上级条目", 14), ("标题", 30), ("类别", 10), ("结论", 12), ("说明", 90)),
            checks,
        )
        extra = [(place.label, place.heading, place.text) for place in report.additions]
        _sheet(book, "下级自行安排", (("下级条目", 14), ("标题", 30), ("内容", 90)), extra)
    return data.getvalue()


def _line(row: Row) -> tuple[str, ...]:
    places = "\n".join(f"{place.label} {place.heading}" for place in row.lower)
    texts = "\n\n".join(place.text for place in row.lower)
    return (row.upper.label, row.upper.text, row.verdict, places, texts, row.explanation)


def _sheet(book: Any, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str | float]]) -> None:
    """One sheet with a head that stays and a filter; strings are written as text, whatever they begin with."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1, "valign": "vcenter"})
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for number, (title, width) in enumerate(columns):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, title, head)
    for line, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, number, _cell(value), body)
            else:
                sheet.write_number(line, number, value, body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _cell(text: str) -> str:
    short = text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "……"
    return short.encode("utf-8", "replace").decode("utf-8")


def _created(document: Document) -> datetime:
    """The lower document's date, so that the same diff makes the same file."""
    try:
        day = date.fromisoformat(document.meta.issued_on or "")
    except ValueError:
        return _NO_DATE
    return datetime(day.year, day.month, day.day) if day.year >= _NO_DATE.year else _NO_DATE
