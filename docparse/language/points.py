"""Points of the calendar as documents write them: 2025年6月底, 二○三五年, 三季度末, 今年上半年, 年底.

A point is read in two steps: `partial` takes from a match what the words say, and `Partial.resolve` makes dates of it
once the year is known that the words may leave out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from docparse.language.numerals import parse_number

Precision = Literal["year", "quarter", "month", "day"]
Groups = Mapping[str, str | None]
"""The named groups of a match."""

YEAR = r"(?<!\d)(?:(?:19|20)\d{2}(?!\d)|二[〇○零O][〇○零O一二三四五六七八九]{2}|一九[〇○零一二三四五六七八九]{2})"
_BARE = r"(?<![\d.一二三四五六七八九十])"
MONTH = rf"{_BARE}(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?!\d)"
DAY = r"(?:[12]\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])(?!\d)"
_HOUR = r"(?:\d{1,2}[时点:：](?:\d{1,2}分?|整)?)"
# 前 that begins another word: 2025年前三季度, 前期, 前后, 前提 (but 前提交), 前列 (but 前列入).
_NOT_BEFORE = (
    r"[一二三四五六七八九十\d两几]{1,3}(?:个|季度|年|位|名|强|期|批)|[述往期沿瞻景端后]|提(?![交出供请报])|列(?![入出])"
)
BEFORE = (
    rf"(?:[（(][^（）()\d\n]{{1,6}}[）)])?(?:上午|中午|下午|晚)?{_HOUR}?(?:下班|[之以])?(?:前(?!{_NOT_BEFORE})|为止)"
)
"""前 behind a point, with what may stand between: 6月30日（星期一）下午5时前."""

_SHIFT = {"今": 0, "本": 0, "明": 1, "来": 1, "次": 1, "翌": 1, "下": 1, "后": 2, "去": -1, "上": -1}
_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4}
# 2025年初步建成 and 2025年中国… are no 年初 and 年中.
_YEAR_PART = r"底(?!线|层|数|色|盘)|末|初(?!步|级|中|期|始|审|次|创|衷|心|稿|评|选|夏|春|秋|冬|赛|具|建|显|见)|中(?=[，。；、）前])"


@dataclass(frozen=True, slots=True)
class Partial:
    """A point whose year may be open: `year` as written, `shift` from the year of issue (今年 0, 明年 1), or neither.

    `first` and `last` are (month, day); day 0 is the month's last.
    """

    year: int | None
    shift: int | None
    first: tuple[int, int]
    last: tuple[int, int]
    precision: Precision

    @property
    def is_open(self) -> bool:
        """Whether the words leave the year out."""
        return self.year is None and self.shift is None

    def year_in(self, issued: date | None, carried: int | None = None) -> int | None:
        """The year meant: as written, else counted from the issue date, else carried from the text before."""
        if self.year is not None:
            return self.year
        if self.shift is not None:
            return issued.year + self.shift if issued else None
        return carried or (issued.year if issued else None)

    def resolve(self, year: int | None) -> tuple[date | None, date | None]:
        """First and last day in `year`; None where the year is unknown or the day does not exist (30 February)."""
        return _day(year, *self.first), _day(year, *self.last)


def _day(year: int | None, month: int, day: int) -> date | None:
    if year is None or not 1 <= year <= 9999 or day > (length := monthrange(year, month)[1]):
        return None
    return date(year, month, day or length)


def year_part(n: int = 1) -> str:
    """Pattern of a year, written or relative, with groups y and r numbered `n`."""
    return rf"(?:(?P<y{n}>{YEAR})年度?|(?P<r{n}>今年|本年度?|明年|来年|后年|去年|上一?年|[次翌]年|下一年)度?)"


def inner_part(n: int = 1) -> str:
    """Pattern of a month, day, quarter or half within a year."""
    month = rf"(?P<m{n}>{MONTH})月份?(?:(?P<d{n}>{DAY})[日号]|月?(?P<x{n}>[上中下]旬|[底末](?!线)|初(?!步|次))|(?!球|亮|饼))"
    quarter = rf"(?<!前)(?P<q{n}>第?[一二三四1-4])季度(?P<qx{n}>[末底初])?"
    half = rf"(?P<h{n}>[上下])半年(?:[末底])?"
    return f"(?:{month}|{quarter}|{half})"


def point(n: int = 1) -> str:
    """Pattern of a whole point; the part within the year, or the year, may lack."""
    end = rf"年?(?P<e{n}>{_YEAR_PART})"
    bare = rf"(?<![\d一二三四五六七八九十两几数多半每当全近整去往常历一周])年(?P<b{n}>底|末|初(?!步|级|中))"
    return f"(?:{year_part(n)}(?:的?{inner_part(n)}|{end})?|{inner_part(n + 10)}|{bare})"


def partial(groups: Groups, n: int = 1) -> Partial:
    """What the groups of `point(n)` say."""
    year, shift = year_of(groups, n)
    inner = n if any(groups.get(f"{g}{n}") for g in "mqh") else n + 10
    first, last, precision = _within(groups, inner, groups.get(f"e{n}") or groups.get(f"b{n}"))
    return Partial(year, shift, first, last, precision)


def year_of(groups: Groups, n: int) -> tuple[int | None, int | None]:
    """(year, shift) of the groups of `year_part(n)`."""
    written, relative = groups.get(f"y{n}"), groups.get(f"r{n}")
    if written:
        return number(written.replace("O", "〇")), None
    return None, _SHIFT[relative[0]] if relative else None


def number(numeral: str) -> int:
    """A whole number that a pattern has already found to be one."""
    return int(parse_number(numeral) or 0)


def _within(groups: Groups, n: int, year_part: str | None) -> tuple[tuple[int, int], tuple[int, int], Precision]:
    month, day, part = groups.get(f"m{n}"), groups.get(f"d{n}"), groups.get(f"x{n}") or ""
    if month:
        m = number(month)
        if day:
            return (m, number(day)), (m, number(day)), "day"
        first, last = {
            "上旬": (1, 10),
            "中旬": (11, 20),
            "下旬": (21, 0),
            "初": (1, 10),
            "底": (0, 0),
            "末": (0, 0),
        }.get(part, (1, 0))
        return (m, first), (m, last), "month"
    if quarter := groups.get(f"q{n}"):
        q = _QUARTER.get(quarter[-1]) or int(quarter[-1])
        ending = groups.get(f"qx{n}") in ("末", "底")
        return (3 * q, 0) if ending else (3 * q - 2, 1), (3 * q, 0), "quarter"
    if half := groups.get(f"h{n}"):
        return ((1, 1), (6, 30), "quarter") if half == "上" else ((7, 1), (12, 31), "quarter")
    if year_part in ("底", "末"):
        return (12, 31), (12, 31), "year"
    if year_part == "初":
        return (1, 1), (1, 31), "month"
    if year_part == "中":
        return (6, 1), (6, 30), "month"
    return (1, 1), (12, 31), "year"
