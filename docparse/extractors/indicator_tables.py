"""How an indicator table (指标表) is laid out: which cells name an indicator, its unit, its base and its goals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docparse.language.numerals import parse_number
from docparse.records import Span, Table

_NAME = re.compile(r"(?:主要|核心|具体|分项|[一二三]级|任务)?指标(?:名称|内容|项|体系)?|目标名称")
_UNIT = re.compile(r"(?:计量)?单位")
_BASE = re.compile(r"基期|基准|现状|完成|实际|现值|基数|预计")
_GROWTH = re.compile(r"年[平]?均(?:增长|增速|增幅|变化|递增)?|(?<!期)增[速幅]|增长率")
_TOTAL = re.compile(r"累计")
_WORD = "(?:规划|预期|发展|工作|任务|建设|年度|总体|远景)*(?:目标值?|指标值|任务数|规划值|预期值|计划数?)"
_YEAR = r"(?P<year>20\d\d)(?:年(?:度|底|末)?)?"
_PLAN = '[“"]?十(?P<plan>[一二三四五六七])五[”"]?(?:末|期末|时期|期间|规划)?'
_GOAL = re.compile(rf"[到至]?(?:(?:20\d\d[—–\-－~～至])?{_YEAR}|{_PLAN})?的?(?P<word>{_WORD}|)")
_MOST_COLUMNS = 40  # no indicator table of an office has more
_ROW_LABEL = re.compile("年份|年度|时间|阶段|时间节点")
_BRACKETED = re.compile(r"(.+?)[（(]([^（()）]{1,12})[）)]")
_IS_UNIT = re.compile(r"[%‰]|[^\d年基期现状末底累计均]{1,8}")
_CONTINUED = re.compile(r"\s*(?:.{0,30}续(?:表|上表)?.{0,12})?\s*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of goals: the year that they are due in, the unit that its head names, and whether it tells the growth
    of a year.
    """

    at: int
    year: str | None
    unit: str
    growth: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row: cells as written, with the stretch of the text that tells each."""

    cells: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in the rows of an indicator table. `base` is the column of the base and its head."""

    name: int
    unit: int | None
    base: tuple[int, str] | None
    goals: tuple[Column, ...]
    width: int


def indicator_tables(
    tables: Sequence[Table], text: str, since: int | None
) -> Iterator[tuple[Table, Layout, Indicator]]:
    """Each row of each indicator table, with the table and its layout; `since` is the first year that is to come.

    A table that goes on with the one before (续表) takes its layout, also where its head is not said again.
    """
    before: tuple[Table, Layout] | None = None
    for table in tables:
        head, rows = _upright(table)
        layout = _layout(head, since)
        if layout is None and before is not None and len(head) == before[1].width:
            gap = text[before[0].span[1] : table.span[0]]
            if _CONTINUED.fullmatch(gap):
                layout = before[1]
                start = table.span[0]
                whole = (start, start + len("\t".join(head)))
                rows = [Indicator(tuple(head), (whole,) * len(head)), *rows]
        if layout is None:
            continue
        before = (table, layout)
        yield from ((table, layout, row) for row in rows if row.cells != tuple(head) or before[1] is layout)


def _upright(table: Table) -> tuple[list[str], list[Indicator]]:
    """The head and the rows, one an indicator: a head of two rows joined, and a table whose rows are years turned."""
    rows = [Indicator(tuple(cells), (span,) * len(cells)) for span, cells in table.row_spans()]
    head = table.header
    if rows and _is_second_head(head, rows[0].cells):
        head = [a if a == b or not b else a + b for a, b in zip(head, rows[0].cells, strict=False)]
        rows = rows[1:]
    labels = [_plain(row.cells[0]) for row in rows if row.cells]
    if (
        len(labels) >= 2
        and (_NAME.fullmatch(_plain(head[0])) or _ROW_LABEL.fullmatch(_plain(head[0])))
        and all(map(_is_row_label, labels))
    ):
        names = range(1, len(head))
        turned = [
            Indicator(
                (head[k], *(row.cells[k] if k < len(row.cells) else "" for row in rows)),
                (table.span, *(row.spans[0] for row in rows)),
            )
            for k in names
        ]
        return ["指标", *labels], turned
    return head, rows


def _is_second_head(head: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether the row below the head is a part of it: the name's head stands in both, as in merged cells."""
    at = _name_column(head)
    return (
        at is not None and at < len(cells) and (cells[at] == head[at] or _NAME.fullmatch(_plain(cells[at])) is not None)
    )


def _is_row_label(label: str) -> bool:
    goal = _GOAL.fullmatch(_bare(label))
    return bool(label) and (
        (goal is not None and goal[0] != "")
        or _UNIT.fullmatch(label) is not None
        or _BASE.search(label) is not None
        or label in ("属性", "指标属性", "类型")
    )


def _plain(cell: str) -> str:
    return re.sub(r"\s", "", cell)


def _bare(head: str) -> str:
    """A head without what it says in brackets."""
    return re.sub(r"[（(\[〔【][^（()）]*[）)\]〕】]", "", _plain(head))


def _name_column(head: Sequence[str]) -> int | None:
    """The column of the indicators: the last one of those headed so that stand side by side (一级指标, 二级指标)."""
    named = [k for k, h in enumerate(head) if _NAME.fullmatch(_bare(h))]
    if not named:
        return None
    last = named[0]
    for k in named[1:]:
        last = k if k == last + 1 and (head[k] == head[last] or "级" in head[k]) else last
    return last


def _layout(head: Sequence[str], since: int | None) -> Layout | None:
    """Where things stand under this head; None where it is no indicator table's."""
    name = _name_column(head)
    if name is None:
        return None
    unit = next((k for k, h in enumerate(head) if _UNIT.fullmatch(_plain(h))), None)
    columns = [(k, h, _goal_column(k, h)) for k, h in enumerate(head[:_MOST_COLUMNS]) if k != name]
    goals = [(h, c) for _, h, c in columns if c is not None and not _BASE.search(h)]
    stated = [
        c
        for h, c in goals
        if c.growth or _TOTAL.search(h) or not re.fullmatch(r"[到至]?20\d\d(?:年[底末度]?)?", _bare(h))
    ]
    years = [c for h, c in goals if c not in stated]
    coming = [c for c in years if since is not None and c.year is not None and int(c.year) >= since]
    last = [max(years, key=lambda c: c.year or "")] if years and since is None else []
    chosen = stated + (
        coming if coming and (not stated or _all_but_first(coming, years)) else last if not stated else []
    )
    bases = [(k, h) for k, h, c in columns if _BASE.search(h) and k != unit and not _UNIT.search(h)]
    bases += [(c.at, h) for h, c in goals if c not in chosen]
    if not chosen:
        return None
    base = bases[-1] if bases else None
    return Layout(name, unit, base, tuple(sorted(chosen, key=lambda c: c.at)), len(head))


def _all_but_first(coming: Sequence[Column], years: Sequence[Column]) -> bool:
    """Whether the years to come are not those of all columns: beside stated goals the first is the base."""
    return len(coming) < len(years)


def _goal_column(at: int, head: str) -> Column | None:
    """The column as one of goals, or None where its head says something else."""
    plain = _plain(head)
    bracket = re.search(r"[（(]([^（()）]{1,12})[）)]", plain)
    unit = bracket[1] if bracket and _IS_UNIT.fullmatch(bracket[1]) and not _BASE.search(bracket[1]) else ""
    bare = _bare(head) or plain.strip("[]〔〕【】（）()")
    year = re.search(r"20\d\d(?!.*20\d\d)", plain)
    growth = _GROWTH.search(bare) is not None
    if growth or _TOTAL.search(bare):
        return Column(at, year[0] if year else None, unit or ("%" if growth else ""), growth)
    match = _GOAL.fullmatch(bare)
    if match is None or not match[0]:
        return None
    if match["plan"]:
        return Column(at, str(2025 + 5 * ("一二三四五六七".index(match["plan"]) - 3)), unit)
    return Column(at, match["year"], unit)


# --- one indicator ---------------------------------------------------------------------------------------------------

_SERIAL = re.compile(r"^(?:[（(]?\d{1,2}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])\s?")
_PART = re.compile(r"^(?:其中|＃|#)[：:]?")


def name_and_unit(layout: Layout, cells: Sequence[str], column: Column) -> tuple[str, str, bool]:
    """(indicator, unit, whether it is a part of the one above: 其中) as a row says them."""
    name = cells[layout.name].strip()
    part = _PART.match(_SERIAL.sub("", name)) is not None
    name = _PART.sub("", _SERIAL.sub("", name)).rstrip("*※＊①②③")
    unit = _plain(cells[layout.unit]) if layout.unit is not None and layout.unit < len(cells) else ""
    bracket = _BRACKETED.fullmatch(name)
    if bracket and _IS_UNIT.fullmatch(bracket[2]) and (not unit or unit == bracket[2]):
        name, unit = bracket[1], unit or bracket[2]
    unit = "" if unit in ("—", "-", "/", "－", "——", "无") else unit
    return name, column.unit if column.growth else unit or column.unit, part


_SIGNED = re.compile(r"^[≥≧>＞〉≤≦<＜〈]=?")


def figure(cell: str, unit: str, *, growth: bool) -> tuple[str, str]:
    """(sign, words) of a cell's figure, the unit put behind its number: 「≥[95]」, % → ("≥", "95%")."""
    words = re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", _plain(cell))
    words = re.sub(r"[\[〔【(（]([≥≤><＞＜]?[\d.]+[%‰]?)[\]〕】)）]", r"\1", words)
    sign = _SIGNED.match(words)
    words = words[sign.end() :] if sign else words
    number = re.search(r"\d+(?:\.\d+)?(?![\d.])(?=[以左]|$|[（(])", words)
    if number:
        words = words[: number.end()] + unit + words[number.end() :]
    elif unit and re.fullmatch("[一二三四五六七八九十百千万亿两〇零]+", words) and parse_number(words) is not None:
        words += unit
    return (sign[0] if sign else ""), ("增长" + words if growth and words[:1].isdigit() else words)
