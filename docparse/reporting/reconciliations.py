"""Totals of an upper document against its allocation and the plans of the regions, in an official's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docparse.exporting.ledger import Cell, Row, Sheet
from docparse.exporting.places import document_name, section_labels
from docparse.records import Document, Number
from docparse.reporting.bars import Bar, lengths, said
from docparse.reporting.forms import Format, Report, render, sheet, titled
from docparse.reporting.wording import STANDINGS
from docparse.results import Figure, Reconciled, ReconcileResult, Share, Sum
from docparse.wording import number, quoted

_VERDICTS = {
    "short": "有不足",
    "absent": "有未提出",
    "incomparable": "有不可比",
    "aspirational": "仅为力争",
    "counted": "仅汇总",
    "met": "无短缺",
}
"""What is said of an item, the gravest first; "counted" is a sum of plans that nothing in the upper document divides."""


@dataclass(frozen=True, slots=True)
class Line:
    """A region, or several with one figure: bars and words of what is allotted and pledged, where each is written."""

    regions: str
    allotted: Bar | None
    allotted_place: str
    pledged: tuple[Bar, ...]
    pledged_place: str
    gap: str
    standing: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Item:
    """`verdict` is the worst that is said of it: a row that falls short, an allocation that does not come to its total."""

    number: int
    indicator: str
    total: str
    place: str
    kind: str
    allotted: str
    pledged: str
    verdict: str
    words: str
    explanation: str
    lines: tuple[Line, ...]


def render_reconciliation(
    result: ReconcileResult, upper: Document, lowers: Sequence[Document], format: Format
) -> bytes:
    """The reconciliation of `upper` and `lowers` as a whole file: UTF-8 text, or a workbook for "xlsx".

    Raises:
        DocparseError: an unknown format, or a damaged installation without templates.
    """
    documents = (upper, *lowers)
    report = Report(
        name="reconciliation",
        title=f"指标汇总核对：{document_name(upper)}",
        day=upper.meta.issued_on,
        values=lambda: _values(result, documents),
        sheets=lambda: tuple(_sheets(result, documents)),
    )
    return render(result, report, format)


def _values(result: ReconcileResult, documents: Sequence[Document]) -> Mapping[str, object]:
    labels = [section_labels(document) for document in documents]
    items = [_item(place, item, labels) for place, item in enumerate(result.items)]
    return {
        "upper_title": titled(documents[0]),
        "lower_titles": [titled(document) for document in documents[1:]],
        "items": items,
        "counts": [(value, shown, sum(item.verdict == value for item in items)) for value, shown in _VERDICTS.items()],
        "regions": sorted({line.regions for item in items for line in item.lines}),
        "unanswered": [(said(f.target), f.target.indicator, labels[0].get(f.target.section, "")) for f in result.unanswered],
    }  # fmt: skip


def _item(place: int, item: Reconciled, labels: Sequence[Mapping[str | None, str]]) -> Item:
    verdict = _worst(item)
    return Item(
        number=place,
        indicator=item.measure.indicator,
        total=said(item.total.target) if item.total else "未写明总数",
        place=labels[0].get(item.measure.section, ""),
        kind="各地分别达到" if item.kind == "each" else "各地合计",
        allotted=_summed(item.allotted, item.measure.unit),
        pledged=_pledged(item),
        verdict=verdict,
        words=_VERDICTS[verdict],
        explanation=item.explanation,
        lines=tuple(_lines(item, labels)),
    )  # fmt: skip


def _worst(item: Reconciled) -> str:
    """What an official must look at first: the allocation against its total, then the rows."""
    if item.allotted is not None and item.allotted.verdict in ("short", "over"):
        return "short"
    standings = {row.standing for row in item.shares}
    if standings & {"short", "over"}:
        return "short"
    grave = next((one for one in ("absent", "incomparable", "aspirational") if one in standings), None)
    if grave is not None:
        return grave
    open_ended = item.allotted is None and item.pledged is not None and item.pledged.verdict != "met"
    return "counted" if open_ended else "met"


def _lines(item: Reconciled, labels: Sequence[Mapping[str | None, str]]) -> Iterator[Line]:
    shown = [f for row in item.shares for f in (row.allotted, *row.pledged) if f is not None]
    drawn = dict(zip(map(id, shown), lengths([figure.target for figure in shown]), strict=True))

    def bar(figure: Figure) -> Bar:
        return Bar(drawn[id(figure)], said(figure.target))

    for row in item.shares:
        yield Line(
            regions="、".join(row.regions),
            allotted=bar(row.allotted) if row.allotted else None,
            allotted_place=_place(row.allotted, labels),
            pledged=tuple(bar(figure) for figure in row.pledged),
            pledged_place="；".join(_place(figure, labels) for figure in row.pledged),
            gap=_gap(row, item.measure.unit),
            standing=row.standing,
            words=STANDINGS[row.standing],
            note=row.note,
        )


def _place(figure: Figure | None, labels: Sequence[Mapping[str | None, str]]) -> str:
    """五（二）“企业数量达到150家”."""
    if figure is None:
        return ""
    return labels[figure.document].get(figure.target.section, "") + quoted(figure.target.quote)


def _gap(row: Share, unit: str) -> str:
    return "" if row.gap is None else _signed(row.gap, unit)


def _signed(value: Number, unit: str) -> str:
    """多10家, 少10家, 相等; a difference of percentages is told in points."""
    points = "个百分点" if unit in ("%", "％") else unit
    if not value:
        return "相等"
    return f"{'多' if value > 0 else '少'}{number(abs(value))}{points}"


def _summed(found: Sum | None, unit: str) -> str:
    """1000家（8个地区，与总数相等）."""
    if found is None:
        return ""
    top = "" if found.value_max is None else f"—{number(found.value_max)}"
    against = "" if found.gap is None else "，与总数相等" if not found.gap else f"，比总数{_signed(found.gap, unit)}"
    return f"{number(found.value)}{top}{unit}（{found.regions}个地区{against}）"


_TOTALS = (
    ("上级条目", 12), ("指标", 26), ("总数", 24), ("算法", 12), ("分解合计", 26), ("计划合计", 26), ("情况", 10), ("说明", 60),
)  # fmt: skip
_REGIONS = (
    ("指标", 24), ("地区", 16), ("上级分解数", 11), ("本级计划数", 11), ("单位", 8), ("差额", 12), ("情况", 10), ("说明", 30),
    ("上级原文", 36), ("本级原文", 36),
)  # fmt: skip
_UNANSWERED = (("上级条目", 14), ("指标", 30), ("要求", 30), ("原文", 60))


def _pledged(item: Reconciled) -> str:
    """Against the total where all its regions have plans, else how much of it these plans make up."""
    found, total = item.pledged, item.measure
    if found is None or (item.allotted is not None and all(row.standing != "no_plan" for row in item.shares)):
        return _summed(found, total.unit)
    part = f"，为总数的{100 * found.value / total.value:.4g}%" if total.value and item.total else ""
    return f"{number(found.value)}{total.unit}（{found.regions}个地区{part}）"


def _sheets(result: ReconcileResult, documents: Sequence[Document]) -> Iterator[Sheet]:
    labels = [section_labels(document) for document in documents]
    items = [_item(place, item, labels) for place, item in enumerate(result.items)]
    totals: list[Row] = [
        (i.place, i.indicator, i.total, i.kind, i.allotted, i.pledged, i.words, i.explanation) for i in items
    ]
    yield sheet("指标汇总", _TOTALS, totals)
    rows: list[Row] = []
    for item, shown in zip(result.items, items, strict=True):
        for row, line in zip(item.shares, shown.lines, strict=True):
            told = (line.gap, line.words, line.note, line.allotted_place, line.pledged_place)
            rows.append((shown.indicator, line.regions, *_numbers(row), *told))
    yield sheet("分地区", _REGIONS, rows)
    if result.unanswered:
        targets = [figure.target for figure in result.unanswered]
        yield sheet(
            "计划均未提出",
            _UNANSWERED,
            [(labels[0].get(t.section, ""), t.indicator, said(t), t.quote) for t in targets],
        )


def _numbers(row: Share) -> tuple[Cell, Cell, Cell]:
    """What is allotted and pledged as written, with the unit; several pledges are told one by one."""
    allotted = row.allotted.target if row.allotted else None
    pledged = [figure.target for figure in row.pledged]
    unit = allotted.unit if allotted else pledged[0].unit if pledged else ""
    if len(pledged) == 1 and pledged[0].unit == unit:
        return (allotted.value if allotted else None, pledged[0].value, unit)
    return (allotted.value if allotted else None, "、".join(f"{number(t.value)}{t.unit}" for t in pledged), unit)
