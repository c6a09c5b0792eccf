"""Quantities in running text: numbers with their unit and the words that qualify them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from docparse.language.numerals import ARABIC, CHINESE, DASH, DIGITS, parse_number, plain, scale
from docparse.language.patterns import Rule, scan
from docparse.language.qualifiers import Change, Qualifier, before, behind, distant
from docparse.language.units import MULTIPLIER, Unit, unit_pattern, units
from docparse.language.width import fold
from docparse.records import Comparator, Number, Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: `span` covers number, unit and qualifiers ("不少于30家", "70万辆以上"), `number` the numeral(s)
    with their 万/亿 when those belong to the numeral. `value` is as written (4000 in 4000亿元), `unit` as written
    (亿元, 万辆, 个百分点; full-width ％ as %), `normalized` is (value in base unit, base unit): (400000000000, "元").

    `change` says that the value is a difference: "up" for 增长, "down" for 下降 (下降18% is reach 18, down). `kind` is
    the unit's in units.tsv ("" where there is no unit), `rule` the id of the rule that found the quantity.
    """

    span: Span
    number: Span
    value: Number
    value_max: Number | None
    unit: str
    normalized: tuple[Number, str] | None
    comparator: Comparator
    change: Change | None = None
    kind: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """What a rule reads: the number, before qualifiers. `span` is that of number and unit, `comparator` the default."""

    span: Span
    number: Span
    value: Number
    value_max: Number | None = None
    unit: str = ""
    kind: str = ""
    normalized: tuple[Number, str] | None = None
    comparator: Comparator = "reach"
    needs_qualifier: bool = False


# Every quantity, without its qualifiers, begins with one of these.
STARTS = "0-9〇○零一二两三四五六七八九十百千万半翻成倍前"
NUMBER = f"(?:{ARABIC}|{CHINESE})"
_ALSO = "套间个条处座家次艘件只所场人项台户辆栋幢批亩"
"""Second units in brackets behind the first: 30万套（间）, 20条（个）."""
# Not part of a word or code (L2级, 第3条, 1+10+1000, 4/5G, 36073-2018) nor the opening of a quoted name (“四个意识”).
START = r"(?<![A-Za-z第届+×/“‘《])(?<![A-Za-z0-9][-—–－~～])(?<!第[\d一二三四五六七八九十]、)"
MORE = r"(?P<more>[多余几来])?"


def find_quantities(text: str) -> list[Quantity]:
    """Every number with a unit in `text`, in order and without overlap, with the words that qualify it.

    Not found, because they are no quantities: names and codes (5G, L2级, 12345热线, 1+10+1000), dates, ordinals (第3条),
    numbers in names (“四个意识”, 十四五), 一 as an article (一个, 一批).

    >>> [(text[slice(*q.span)], q.value, q.unit, q.comparator) for text in ["建成站点不少于30座"] for q in find_quantities(text)]
    [('不少于30座', 30, '座', 'at_least')]
    """
    return list(_find(fold(text)))


def _find(folded: str) -> Iterator[Quantity]:
    floor = 0  # qualifiers are not taken from the quantity before
    for rule, _match, amount in scan(rules(), folded, STARTS):
        start, prefixes = before(folded, amount.span[0])
        end, suffix = behind(folded, amount.span[1])
        if amount.needs_qualifier and not prefixes and not suffix and not distant(folded, start):
            continue
        start = max(start, floor)
        comparator, change = _qualify(amount.comparator, prefixes, suffix)
        if comparator in ("reach", "multiply"):
            comparator = distant(folded, start, ahead=amount.unit == "个百分点") or comparator
        yield Quantity(
            span=(start, end),
            number=amount.number,
            value=amount.value,
            value_max=amount.value_max,
            unit=amount.unit,
            normalized=amount.normalized,
            comparator=comparator,
            change=change,
            kind=amount.kind,
            rule=rule.id,
        )
        floor = end


def _qualify(
    default: Comparator, prefixes: list[Qualifier], suffix: Qualifier | None
) -> tuple[Comparator, Change | None]:
    """A bound behind the number decides, then the nearest bound before it, then 增长, then the amount's own.

    不低于10%左右 does not occur; 达到10%以上 is at_least, 增长超过5% more_than (and a change).
    """
    change = next((q.change for q in prefixes if q.change), None)
    bounds = [q.comparator for q in ([suffix] if suffix else []) + prefixes if q.comparator and q.id != "increase"]
    if bounds:
        return bounds[0] or default, change
    return ("increase_by" if change == "up" else default), change


@cache
def rules() -> tuple[Rule[Amount], ...]:
    """The rules in order of precedence; built when first used, since they hold the units' table."""
    return (*_spelled_rules(), *_counted_rules())


def _spelled_rules() -> tuple[Rule[Amount], ...]:
    """Rules for what is said in words, without a unit behind the number."""
    return (
        Rule(
            "quantity.multiple",
            r"翻(?P<times>[一两二三])?番|(?:成倍增长|(?<!指数)倍增(?=以上|[，。；、）)”\s]|$))",
            _read_multiple,
            "产业规模实现倍增。",
            "实施产业倍增行动",
        ),
        Rule(
            "quantity.percent-words",
            rf"(?P<scale>[百千万])分之(?P<n>百|{NUMBER})(?:{DASH}(?:[百千万]分之)?(?P<max>百|{NUMBER}))?",
            _read_percent_words,
            "覆盖率达到百分之九十五",
            "实行百分制考核",
        ),
        Rule(
            "quantity.fraction",
            rf"{START}(?:{CHINESE}分之{CHINESE}|一半|半数)",
            _read_fraction,
            "能耗降低三分之一",
            "三分之后再议",
        ),
        Rule(
            "quantity.rank",
            rf"前(?P<n>{NUMBER}|百)(?P<unit>位|名|强|(?=[，。；、）”\n]|$|行列|以内))",
            _read_rank,
            "综合指数进入全省前10位",
            "排名第10位",
        ),
    )


def _counted_rules() -> tuple[Rule[Amount], ...]:
    """Rules for numbers with a unit."""
    unit = (
        rf"(?P<mult>[{MULTIPLIER}]{{0,3}}?)(?P<unit>{unit_pattern()})(?P<also>（[{_ALSO}]）)?"
        rf"(?:/(?P<per>万?(?:{unit_pattern()}|[年月日时户]))|(?!/))"
    )
    return (
        Rule(
            "quantity.round",
            rf"(?<=[破过到达超近])(?P<n>[十百千]?){unit}",
            _read_round,
            "产值突破千亿元",
            "打造千亿元产业",
        ),
        Rule(
            "quantity.range",
            rf"{START}(?P<n>{NUMBER})(?P<mult1>[{MULTIPLIER}]{{0,3}})(?P<unit1>{unit_pattern()})?(?P<dash>{DASH})"
            rf"(?P<max>{NUMBER}){unit}",
            _read_range,
            "培育链主企业3—5家",
            "由3家增加到5家",
        ),
        Rule(
            "quantity.number",
            rf"{START}(?P<n>{NUMBER}){MORE}{unit}",
            _read_number,
            "培育链主企业5家",
            "推进5G建设",
        ),
        Rule(
            "quantity.bare",
            rf"(?<=[到至过破于在少超达为]){START}(?P<n>{ARABIC})(?P<mult>[万亿]{{0,2}})"
            r"(?=以[内上下]|左右|[，。；、）)\n]|$)",
            _read_bare,
            "容积率控制在2.5以内",
            "自2025，以来",
        ),
    )


def _read_multiple(match: re.Match[str]) -> Amount:
    times = {"两": 4, "二": 4, "三": 8}.get(match.groupdict().get("times") or "", 2)
    span = match.span()
    return Amount(span, span, times, unit="倍", kind="ratio", normalized=(times, "倍"), comparator="multiply")


def _read_percent_words(match: re.Match[str]) -> Amount | None:
    unit = {"百": "%", "千": "‰", "万": "‱"}[match["scale"]]
    value, highest = _spelled(match["n"]), _spelled(match["max"]) if match["max"] else None
    if value is None or (match["max"] and highest is None):
        return None
    percent = plain(Decimal(str(value)) * 100 / {"%": 100, "‰": 1000, "‱": 10000}[unit])
    span = match.span()
    return Amount(span, span, value, highest, unit, "ratio", (percent, "%"))


def _spelled(numeral: str) -> Number | None:
    return 100 if numeral == "百" else parse_number(numeral)


def _read_fraction(match: re.Match[str]) -> Amount | None:
    ratio = 0.5 if "半" in match[0] else parse_number(match[0])
    if ratio is None or ratio > 1:
        return None
    span = match.span()
    return Amount(span, span, round(ratio, 6), kind="ratio", normalized=(round(ratio * 100, 4), "%"))


def _read_rank(match: re.Match[str]) -> Amount | None:
    value = _spelled(match["n"])
    if value is None:
        return None
    return Amount(match.span(), match.span("n"), value, None, match["unit"], "rank", (value, "位"), "at_most")


def _read_round(match: re.Match[str]) -> Amount | None:
    """突破千亿元: a bare 百, 千 or 万 is a number behind a qualifier, and only there."""
    if not match["n"] and not match["mult"]:
        return None
    value = scale(match["n"])
    return _measured(match, units()[match["unit"]], value, needs_qualifier=True)


def _read_range(match: re.Match[str]) -> Amount | None:
    low, high = parse_number(match["n"]), parse_number(match["max"])
    unit = units()[match["unit"]]
    if low is None or high is None or (match["unit1"] and match["unit1"] != match["unit"]):
        return None
    if match["dash"] in "至到" and match.string[match.start() - 1 : match.start()] in ("从", "由"):
        return None  # 从10家到20家 is a base and a goal
    if match["mult1"] and match["mult1"] != match["mult"]:
        low = plain(Decimal(str(low)) * scale(match["mult1"]) / scale(match["mult"]))
    qualified = unit.numerals == "qualified"
    if low >= high or (qualified and high > 100):
        return None
    return _measured(match, unit, low, high, needs_qualifier=qualified)


def _read_number(match: re.Match[str]) -> Amount | None:
    unit, numeral = units()[match["unit"]], match["n"]
    if unit.numerals == "scaled" and not match["mult"] and numeral[-1] not in "万亿":
        return None
    if not numeral[0].isdigit() or numeral[0] in DIGITS:
        return _read_chinese(match, unit, numeral)
    value = parse_number(numeral)
    if value is None or _is_code(match["unit"], numeral, match["mult"]):
        return None
    qualified = unit.numerals == "qualified"
    return _measured(match, unit, value, needs_qualifier=qualified) if not qualified or value <= 100 else None


def _is_code(unit: str, numeral: str, multiplier: str) -> bool:
    """720P and 1080P are picture formats, "0个" counts nothing that is set."""
    return unit == "P" and not multiplier and numeral in ("480", "720", "1080", "2160")


def _read_chinese(match: re.Match[str], unit: Unit, numeral: str) -> Amount | None:
    """Trailing 万 and 亿 belong to the unit as they do behind Arabic digits: 二十万亿元 is 20 万亿元.

    一 alone is an article unless a qualifier stands beside it; 二 alone before a count is an ordinal (二次全会).
    """
    counted = unit.kind in ("count", "people", "vehicle")
    stem = numeral.rstrip("万亿") if not match["more"] else numeral
    scaled = len(stem) < len(numeral) or match["mult"]
    if (unit.numerals in ("arabic", "qualified") and not scaled) or (counted and numeral == "二"):
        return None
    if len(stem) == 2 and all(c in DIGITS for c in stem):
        low, high = parse_number(stem[0]), parse_number(stem[1])
        return _measured(match, unit, low, high) if low and high and low < high else None
    value = parse_number(stem)
    if value is None:
        return None
    article = stem == "一" and (counted or match.string[: match.start()].endswith("最后"))
    return _measured(match, unit, value, trailing=numeral[len(stem) :], needs_qualifier=article)


def _measured(
    match: re.Match[str],
    unit: Unit,
    value: Number,
    highest: Number | None = None,
    *,
    trailing: str = "",
    needs_qualifier: bool = False,
) -> Amount:
    multiplier = trailing + match["mult"]
    per = match["per"]
    number, base = unit.normalize(value, multiplier)
    groups = match.groupdict()
    end = match.end("max" if groups.get("max") else "n") - len(trailing)
    comparator: Comparator = "more_than" if groups.get("more") else "multiply" if unit.base == "倍" else "reach"
    return Amount(
        match.span(),
        (match.start("n"), end),
        value,
        highest,
        multiplier + unit.written + (match["also"] or "") + (f"/{per}" if per else ""),
        unit.kind,
        (number, f"{base}/{per}" if per else base),
        comparator,
        needs_qualifier,
    )


def _read_bare(match: re.Match[str]) -> Amount | None:
    value = parse_number(match["n"])
    if value is None or (not match["mult"] and isinstance(value, int) and 1900 <= value <= 2100):
        return None
    number = plain(Decimal(str(value)) * scale(match["mult"]))
    return Amount(match.span(), match.span("n"), value, None, match["mult"], "", (number, ""), needs_qualifier=True)
