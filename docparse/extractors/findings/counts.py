"""Numbers that belie each other: counts and their lists, totals and their shares, goals stated twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from docparse.extractors.findings.slips import CJK, Slip, clause_start, matches
from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.language.numerals import parse_number
from docparse.lexicon.regions import is_zone
from docparse.records import Section, Span, Table, Target
from docparse.structure.numbering import arabic

_LONGEST_ITEM = 20  # characters; what is longer is no item of a plain list
_DIGITS = r"\d一二三四五六七八九十两"

# --- a count and its list --------------------------------------------------------------------------------------------


def counts_of_lists(reading: Reading, made: Records) -> Iterator[Slip]:
    """A stated count beside a list of another length: 3个专班：甲专班、乙专班; 甲、乙、丙、丁等3个; 4项：一是…三是…."""
    yield from _announced_lists(reading)
    yield from _closed_lists(reading)
    yield from _ordinal_lists(reading)
    yield from _section_lists(reading)
    yield from _annexed_lists(reading)


def _slip(reading: Reading, span: Span, stated: int, counted: int) -> Slip:
    return Slip(span, {"words": reading.text[slice(*span)], "stated": str(stated), "counted": str(counted)})


def _stated(text: str, end: int) -> tuple[int, int]:
    """The whole number that ends at `end`, and where it begins; (0, end) where none does."""
    found = re.search(r"(?:(?<![\d.])\d{1,3}|[一二三四五六七八九十]{1,3}|两)$", text[max(end - 5, 0) : end])
    value = parse_number(found[0]) if found else None
    return (value, end - len(found[0])) if found and isinstance(value, int) else (0, end)


@cache
def _announced() -> re.Pattern[str]:
    return re.compile(
        rf"[个家项支大类](?<=[{_DIGITS}].)([{CJK}]{{1,12}}?)(?:：|，?(?:分别[为是]|即为?|包括)：?)([^。；：\n]{{4,400}})(?=[。；\n])"
    )


def _announced_lists(reading: Reading) -> Iterator[Slip]:
    """「7个工作专班：甲工作专班、乙工作专班」; items that do not end as the counted noun does may be no items.

    等 at the end may close a part of the list, so fewer items than stated are no slip there.
    """
    for match in matches(reading, _announced(), rows=False):
        stated, start = _stated(reading.text, match.start())
        items = _items(match[2].removesuffix("等"))
        alike = len(items) > 1 and all(item[-1] == match[1][-1] and len(item) <= _LONGEST_ITEM for item in items)
        partly = match[2].endswith("等") and len(items) < stated
        if alike and not partly and stated not in (0, len(items)):
            yield _slip(reading, (start, match.end(1)), stated, len(items))


def _items(text: str) -> list[str]:
    """The items of a list, without what stands in brackets; 和 and 及 join the last where both sides end alike."""
    bare = re.sub(r"（[^（）]*）", "", text)
    items = [item for item in bare.split("、") if item] or [""]
    last = re.fullmatch(r"(.{2,}?)(?:和|及|以及|与)(.{2,})", items[-1])
    if last and last[1][-1] == last[2][-1]:
        items[-1:] = [last[1], last[2]]
    return items


@cache
def _counted() -> re.Pattern[str]:
    nouns = (
        "方面|部门|区域|城市|区县|地区|领域|环节|阶段|层次|维度|板块|片区|单位|类别|类型|行业|产业|工作专班|专班|小组|工作组|行动|工程|体系|机制|原则|"
        "步骤|直辖市|省份|省|市|县|区|园区|开发区|乡镇|街道|集群|基地|平台|中心|试点"
    )
    return re.compile(rf"([{_DIGITS}])[个大类种项]?(?:{nouns})(?!以上|左右)")


def _closed_lists(reading: Reading) -> Iterator[Slip]:
    """「甲、乙、丙、丁等3个方面」 lists more than it counts; 「甲、乙、丙四个方面」 lists more or fewer.

    等 may close a part of the list, so fewer items than stated are no slip there. Without it the number may count
    something else (建设甲、乙、丙20个), so only a near one is compared.
    """
    for match in matches(reading, _counted(), rows=False):
        stated, at = _stated(reading.text, match.end(1))
        start = clause_start(reading.text, at)
        listed = reading.text[start:at].rstrip("“")
        partly = listed.endswith("等")
        least, most = _length(listed.rstrip("等、"))
        whole = reading.text[match.end(1)] == "大" and not partly  # 「甲、乙三大产业」 names a set, so two items tell
        if stated < 2 or least < (2 if whole else 3) or _is_mixed(listed):
            continue
        if (partly and least > stated) or (not partly and not least <= stated <= most and abs(stated - least) <= 2):
            yield _slip(reading, (start, match.end()), stated, least)


def _is_mixed(listed: str) -> bool:
    """Whether the words are more than one plain list: a figure among them, or 向, 的 and the like inside an item."""
    inner = listed.partition("、")[2]
    return (
        re.search(rf"\d|[{_DIGITS}].{{0,3}}$", listed) is not None
        or re.search("[向在对由为将把给于到从按以使让的]", inner) is not None
    )


def _length(text: str) -> tuple[int, int]:
    """How many items a list holds at least and at most: 和 may join two of them, or stand inside a name."""
    while (bare := re.sub(r"（[^（）]*）", "", text)) != text:
        text = bare
    marks, joints = text.count("、"), len(re.findall("以及|[和与及]", text))
    return marks + 1, marks + 1 + joints


def _ordinal_lists(reading: Reading) -> Iterator[Slip]:
    """「抓好3项工作：一是…；二是…」."""
    for match in matches(reading, re.compile(r"[：:。]一是([^\n]+)"), rows=False):
        counted = re.search(
            rf"(?:个|项|方面|类|种|点|件)[{CJK}]{{0,12}}$", reading.text[max(match.start() - 16, 0) : match.start()]
        )
        at = match.start() - len(counted[0]) if counted else match.start()
        stated, start = _stated(reading.text, at)
        numbers = [1, *(int(arabic(n)) for n in re.findall(r"[。；，]([二三四五六七八九十])是", match[1]))]
        if stated and len(numbers) > 1 and numbers[-1] == len(numbers) != stated:
            yield _slip(reading, (start, match.start()), stated, len(numbers))


@cache
def _in_heading() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_DIGITS}])[个大项类]([{CJK}]{{2,6}}?)”?$")


@cache
def _introduced() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_DIGITS}])[个大项类]([{CJK}]{{2,6}}?)(?:，[^，。；：\n]{{0,8}})?如下：$")


def _section_lists(reading: Reading) -> Iterator[Slip]:
    """「三、实施四大行动」 above three sections that are all called 行动; 「下设12个专项组，分工如下：」 above eleven."""
    children: defaultdict[str, list[Section]] = defaultdict(list)
    for section in reading.document.sections:
        children[section.parent or ""].append(section)
    for section in reading.document.sections:
        below = children[section.id]
        if len(below) < 2:
            continue
        at, end = section.heading_span[0], below[0].heading_span[0]
        opening = reading.text[at:end].rpartition("\n")[0]  # without the number of the section below
        named, ending = _in_heading().search(section.heading), 2
        if named is None:
            named, ending = _introduced().search(opening), 1
        if named is None or not all(s.heading.endswith(named[1][-ending:]) for s in below):
            continue
        stated, start = _stated(opening, named.start())
        if stated not in (0, len(below)):
            yield _slip(reading, (at + start, at + named.end(1)), stated, len(below))


_LONGEST_CELL = 40  # characters of a name in a table


@cache
def _and_so_on() -> re.Pattern[str]:
    return re.compile(rf"等(\d{{1,3}})[个家项名所处条座]([{CJK}]{{0,8}})")


def _annexed_lists(reading: Reading) -> Iterator[Slip]:
    """「甲园等9个园区（见附件）」 beside an annexed table that numbers 甲园 among another count of rows."""
    tables = [t for t in reading.document.tables if _numbered_rows(t)]
    table_of = {cell: t for t in tables for row in t.rows for cell in row[1:] if 2 <= len(cell) <= _LONGEST_CELL}
    for match in matches(reading, _and_so_on(), rows=False) if tables else ():
        before = reading.text[clause_start(reading.text, match.start(), _LONGEST_CELL) : match.start()]
        cell = next((before[k:] for k in range(len(before) - 1) if before[k:] in table_of), None)
        counted = _numbered_rows(table_of[cell]) if cell else 0
        if cell and counted != int(match[1]):
            heads = table_of[cell].header
            noun = next((k for k in range(len(match[2]), 0, -1) if any(match[2][:k] in h for h in heads)), 0)
            yield _slip(reading, (match.start() - len(cell), match.start(2) + noun), int(match[1]), counted)


def _numbered_rows(table: Table) -> int:
    """How many rows a table numbers from 1 without a gap; 0 where it does not."""
    numbers = list(dict.fromkeys(row[0].strip() for row in table.rows))
    return len(numbers) if len(numbers) > 2 and numbers == [str(k + 1) for k in range(len(numbers))] else 0


# --- totals and shares -----------------------------------------------------------------------------------------------


def sums(reading: Reading, made: Records) -> Iterator[Slip]:
    """Shares that miss the stated total: the districts' goals beside the city's, the rows of a table beside its 合计."""
    groups: defaultdict[tuple[str, str, str | None], list[Target]] = defaultdict(list)
    for target in made.targets:
        groups[target.indicator, target.unit, target.by].append(target)
    for targets in groups.values():
        if len(targets) > 3:
            yield from _shares(reading, targets)
    for table in reading.document.tables:
        yield from _columns(reading, table)


def _shares(reading: Reading, targets: Sequence[Target]) -> Iterator[Slip]:
    """The goals of sibling sections, each for a place of its own, against the one goal outside them.

    A place may be left out of the list, and its share is then missing too; so a sum that falls short counts only where
    less is missing than the smallest share.
    """
    parents: defaultdict[str | None, list[Target]] = defaultdict(list)
    for target in targets:
        section = reading.document.sections_by_id.get(target.section or "")
        parents[section.parent if section else None].append(target)
    for parent, shares in parents.items():
        totals = (
            [t for p, others in parents.items() if p != parent for t in others]
            if len(targets) - len(shares) == 1
            else []
        )
        places = {t.scope for t in shares}
        if parent is None or len(shares) < 3 or len(totals) != 1 or len(places) != len(shares) or None in places:
            continue
        if any(t.value_max or t.comparator != "reach" for t in shares) or totals[0].value_max:
            continue
        total, values = totals[0], [Decimal(str(t.value)) for t in shares]
        over = sum(values) - Decimal(str(total.value))
        within = any(is_zone(place or "") for place in places)  # a zone's share may be counted in its district's too
        too_much = over > 0 and total.comparator == "reach" and not within
        if (too_much or -min(values) < over < 0) and total.comparator in ("reach", "at_least", "more_than"):
            yield Slip(
                total.span,
                {"total": f"{total.value}{total.unit}", "sum": f"{sum(values)}{total.unit}", "what": total.indicator},
            )


_TOTALS = frozenset({"合计", "总计", "总和"})
_NO_SUM = re.compile(r"率|比|%|平均|人均|单价|序号|编号|年份|排名|增速|增长")


def _columns(reading: Reading, table: Table) -> Iterator[Slip]:
    """The columns of a table whose last row is a total."""
    last = table.rows[-1] if len(table.rows) > 2 else []
    inner = any(re.search("小计|其中", "".join(row[:2])) for row in table.rows)
    if inner or not any("".join(cell.split()) in _TOTALS for cell in last[:2]):
        return
    for column, head in enumerate(table.header):
        cells = [_decimal(row[column]) for row in table.rows if column < len(row)]
        numbers = [c for c in cells if c is not None]
        merged = any(a == b for a, b in pairwise(numbers[:-1]))  # one cell over several rows is spelled out in each
        if len(numbers) < len(table.rows) or merged or _NO_SUM.search(head):
            continue
        total, summed = numbers[-1], sum(numbers[:-1], Decimal(0))
        if abs(total - summed) > _rounding(numbers):
            start = reading.text.rfind("\n", 0, table.span[1]) + 1
            yield Slip((start, table.span[1]), {"total": str(total), "sum": str(summed), "what": head})


def _decimal(cell: str) -> Decimal | None:
    bare = cell.strip().replace(",", "")
    return Decimal(bare) if re.fullmatch(r"\d{1,15}(?:\.\d{1,6})?", bare) else None


def _rounding(numbers: Sequence[Decimal]) -> Decimal:
    """How far rounded numbers may miss their sum: half of the last place for each."""
    places = max(-int(n.as_tuple().exponent) for n in numbers)
    return Decimal(0) if places == 0 else Decimal(len(numbers)).scaleb(-places) / 2


# --- goals against each other ----------------------------------------------------------------------------------------


def parts_over_whole(reading: Reading, made: Records) -> Iterator[Slip]:
    """A 其中 that exceeds what it is a part of: 总投资5亿元，其中财政资金8亿元."""
    by_id = {t.id: t for t in made.targets}
    for part in made.targets:
        whole = by_id.get(part.parent or "")
        if (
            whole is None
            or whole.parent
            or part.normalized is None
            or whole.normalized is None
            or whole.comparator in ("at_least", "more_than")
        ):
            continue
        same = part.normalized.unit == whole.normalized.unit and part.comparator in ("reach", "at_least", "more_than")
        if (
            same
            and part.normalized.unit != "%"
            and part.normalized.value > whole.normalized.value
            and not whole.value_max
        ):
            yield Slip(part.span, {"part": f"{part.value}{part.unit}", "whole": f"{whole.value}{whole.unit}"})


def goals_apart(reading: Reading, made: Records) -> Iterator[Slip]:
    """One indicator of one place, said by name, with two values for one year.

    Only where the text says 「指标达到…」 both times: 「引进…企业」 and 「培育…企业」 count different things in like words.
    """
    first: dict[tuple[str | None, str, str, str], Target] = {}
    for target in made.targets:
        if target.by is None or target.scope is None or len(target.indicator) < 4 or target.value_max or target.parent:
            continue
        words = reading.text[max(target.span[0] - 40, 0) : target.span[1] + 40]
        if not re.search(rf"{re.escape(target.indicator)}(?:达到|达|为|提高到|提升至|突破|超过|不低于)", words):
            continue
        key = (target.scope, target.indicator, target.unit, target.by)
        other = first.setdefault(key, target)
        apart = (
            other.section != target.section and other.comparator == target.comparator and other.value != target.value
        )
        if apart:
            words_of = {
                "what": target.indicator,
                "first": f"{other.value}{other.unit}",
                "second": f"{target.value}{target.unit}",
            }
            yield Slip(target.span, words_of)


@cache
def _rates() -> re.Pattern[str]:
    return re.compile(
        r"(?:覆盖率|普及率|合格率|达标率|优良率|办结率|参保率|占比|比重|入户率|回收率|利用率|处置率|处理率|渗透率|通过率|满意度|满意率|机械化率)"
        r"(?:达到|达|为|不低于|超过|提高到|提升到|提升至|提高至|保持在)(\d{1,6}(?:\.\d{1,4})?)[%％]"
    )


def rates_over_hundred(reading: Reading, made: Records) -> Iterator[Slip]:
    """A share of a whole above 100%: 覆盖率达到120%."""
    for match in matches(reading, _rates()):
        if Decimal(match[1]) > 100:
            yield Slip(match.span(), {"value": match[1]})
