"""Times counted from an event: 自印发之日起30日内, 收到通知后5个工作日内, 有效期5年, 一个月内."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from docparse.language.numerals import CHINESE, DASH, parse_number
from docparse.language.patterns import Rule, starting
from docparse.language.points import DAY, MONTH, Partial, partial, year_part

Unit = Literal["D", "W", "M", "Y", "H", "MIN"]


@dataclass(frozen=True, slots=True)
class Offset:
    """`amount` of `unit` from an event: the issue of the document where `from_issue`, or the day `begin`.

    `working` days depend on the holidays of the year, so that they have no end.
    """

    amount: int
    unit: Unit
    working: bool = False
    from_issue: bool = False
    begin: Partial | None = None

    @property
    def duration(self) -> str:
        """ISO 8601: P30D, P1M, PT24H."""
        return f"PT{self.amount}{self.unit[0]}" if self.unit in ("H", "MIN") else f"P{self.amount}{self.unit}"

    def end(self, issued: date | None) -> date | None:
        """The last day, where the event's day is known."""
        day = self.begin.resolve(self.begin.year)[0] if self.begin else issued if self.from_issue else None
        if day is None or self.working or self.unit in ("H", "MIN"):
            return None
        try:
            return _add(day, self.amount, self.unit)
        except (OverflowError, ValueError):  # beyond the year 9999
            return None


def _add(day: date, amount: int, unit: Unit) -> date:
    """31 January and a month is the last of February."""
    if unit in ("D", "W"):
        return day + timedelta(days=amount * (7 if unit == "W" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + amount * (12 if unit == "Y" else 1), 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_COUNT = rf"(?:(?<![\d.])\d{{1,3}}(?!\d)|{CHINESE}|半)"
_LENGTH = rf"(?:{_COUNT}{DASH})?(?P<n>{_COUNT})多?(?P<unit>个?(?:工作|自然)?日|个?月|[天年周]|个?小时|分钟)"
_CLAUSE = r"[^，。；：\n]"
_EVENT = (
    rf"(?:自(?!治)|从|在|于|接到|收到|受理|批准|办结|印发|发布|公布|下发|出台)"
    rf"{_CLAUSE}{{0,20}}?(?:之日起|(?<!日)之?后|(?<!日)起|当日起)"
)
_ISSUE = re.compile("印发|发布|公布|下发|发文|颁布|出台|本(?:通知|方案|意见|办法|文件|规定|细则|措施|计划)")
_UNITS: dict[str, Unit] = {"日": "D", "天": "D", "月": "M", "年": "Y", "周": "W", "小时": "H", "分钟": "MIN"}
_HALVES: dict[str, tuple[int, Unit]] = {"年": (6, "M"), "月": (15, "D"), "小时": (30, "MIN"), "天": (12, "H")}


_NUMERALS = "0-9〇○零一二两三四五六七八九十半"


def offset_rules() -> tuple[Rule[Offset], ...]:
    """Rules that read an offset, in order of precedence."""
    return (
        *starting("自从在于接收受批办印发公下出有试执今未用最", *_counted_from()),
        Rule(
            "time.within",
            rf"(?<![近去第每用前满]){_LENGTH}[之以]?内(?!容|部|外)",
            _read,
            "一个月内完成整改",
            "近三年内无违法记录",
            _NUMERALS,
        ),
    )


def _counted_from() -> tuple[Rule[Offset], ...]:
    return (
        Rule(
            "time.after-event",
            rf"(?P<event>{_EVENT}){_LENGTH}[之以]?内",
            _read,
            "自印发之日起30日内制定细则",
            "自印发之日起施行",
        ),
        Rule(
            "time.valid-from",
            rf"自{year_part(1)}(?P<m1>{MONTH})月(?P<d1>{DAY})日起{_CLAUSE}{{0,8}}，有效期限?(?:为|暂定)?{_LENGTH}",
            _read,
            "自2025年1月1日起施行，有效期3年",
            "自2025年1月1日起施行",
        ),
        Rule(
            "time.valid",
            rf"(?:有效期限?|试行期限?|执行期限?|试点期限?)(?:为|暂定为?)?{_LENGTH}",
            _read,
            "有效期5年",
            "有效期满",
        ),
        Rule(
            "time.ahead",
            rf"(?:今后|未来|(?<!使)用){_LENGTH}(?=左右|的?时间|内|[，、]|全)",
            _read,
            "用3年时间完成改造",
            "使用3年时间完成改造",
        ),
        Rule(
            "time.latest",
            rf"最[迟晚]不(?:得|应)?(?:超过|迟于|晚于){_LENGTH}",
            _read,
            "及时上报，最迟不超过4小时",
            "车程不超过4小时",
        ),
    )


def _read(match: re.Match[str]) -> Offset | None:
    """The length; it counts from the issue unless the words before name another event (收到通知后, 结束后)."""
    groups = match.groupdict()
    unit = (groups["unit"] or "").removeprefix("个")
    working = unit == "工作日"
    unit = unit.removeprefix("工作").removeprefix("自然")
    event = groups.get("event")
    from_issue = bool(_ISSUE.search(event)) if event else match.string[max(0, match.start() - 1)] not in "后起"
    begin = partial(groups) if groups.get("m1") else None
    if groups["n"] == "半":
        amount, letter = _HALVES.get(unit, (0, "D"))
    else:
        amount, letter = int(parse_number(groups["n"] or "") or 0), _UNITS[unit]
    return Offset(amount, letter, working, from_issue, begin) if 0 < amount < 1000 else None
