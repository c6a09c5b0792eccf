"""Recurring times as RFC 5545 rules: 每季度末月25日前, 每年6月底前, 按月调度, 季评比、年总结."""

from __future__ import annotations

import re
from dataclasses import replace

from docparse.language.numerals import DASH
from docparse.language.patterns import Rule, starting
from docparse.language.points import BEFORE, DAY, MONTH, Partial, inner_part, number, partial

# What a bare 周, 月, 季 or 年 stands before when it means "every" (月调度、季通报、年总结).
_VERBS = (
    "评比|总结|小结|调度|通报|评估|考核|考评|评价|评议|报告|排名|排位|晾晒|督查|督导|督办|会商|研判|分析|点评|监测|检查|巡查|盘点|述职"
    "|汇总|例会|讲评|公示|公布|报送|推进|会办|会审|清零|过堂|复盘|抽查"
)
_FREQ = {
    "日": "FREQ=DAILY",
    "天": "FREQ=DAILY",
    "周": "FREQ=WEEKLY",
    "旬": "FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
    "月": "FREQ=MONTHLY",
    "双周": "FREQ=WEEKLY;INTERVAL=2",
    "双月": "FREQ=MONTHLY;INTERVAL=2",
    "季": "FREQ=MONTHLY;INTERVAL=3",
    "季度": "FREQ=MONTHLY;INTERVAL=3",
    "半年": "FREQ=MONTHLY;INTERVAL=6",
    "年": "FREQ=YEARLY",
}
_PERIOD = "半年|季度|[日天周旬月季年]"
_WEEKDAY = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
_QUARTER_MONTHS = {
    "首": "1,4,7,10",
    "一": "1,4,7,10",
    "二": "2,5,8,11",
    "三": "3,6,9,12",
    "1": "1,4,7,10",
    "2": "2,5,8,11",
    "3": "3,6,9,12",
    "末": "3,6,9,12",
    "最": "3,6,9,12",
}
_IN_MONTH = {"上旬": "10", "中旬": "20", "下旬": "-1", "底": "-1", "末": "-1", "初": "10"}
_REGULAR = ""  # 定期: recurring, but the text does not say how often


def recurrence_rules() -> tuple[Rule[str], ...]:
    """Rules that read an RRULE ("" where the text says no more than 定期), in order of precedence."""
    every = starting("每按分逐次当翌下月季", *_QUARTERLY, *_MONTHLY, *_YEARLY, *_OTHER[:2])
    return (*every, *starting("0-9两二三四五每按逐一半双季日天周旬月年定", *_OTHER[2:]))


def _quarter_month(match: re.Match[str]) -> str:
    months = _QUARTER_MONTHS[match["which"].removeprefix("第")[0]]
    day = str(number(match["day"])) if match["day"] else "-1" if match["end"] else ""
    return f"FREQ=YEARLY;BYMONTH={months}" + (f";BYMONTHDAY={day}" if day else "")


def _after_quarter(match: re.Match[str]) -> str:
    return f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY={number(match['day'])}"


def _month_day(match: re.Match[str]) -> str:
    day = str(number(match["day"])) if match["day"] else _IN_MONTH[match["part"]]
    return f"FREQ=MONTHLY;BYMONTHDAY={day}"


def _quarter(match: re.Match[str]) -> str:
    day = match["day"]
    return _FREQ["季"] + (f";BYMONTHDAY={number(day)}" if day else "")


def _every_n(frequency: str) -> Rule[str]:
    unit = {"MONTHLY": "个月", "YEARLY": "年", "WEEKLY": "周", "DAILY": "天"}[frequency]
    return Rule(
        f"time.every-n-{frequency.lower()}",
        rf"每(?:隔)?(?P<n>\d{{1,2}}|[两二三四五六十]){unit}",
        lambda match: f"FREQ={frequency};INTERVAL={number(match['n'])}",
        f"每两{unit}开展一次评估",
        f"用两{unit}时间开展评估",
    )


def _year_point(match: re.Match[str]) -> str | None:
    """每年6月底前 is the last day of what is named, 每年6月 the month itself; 次年 comes again only behind 每."""
    if (
        match[0][0] in "次翌下"
        and "每" not in re.split("[。；\n]", match.string[max(0, match.start() - 40) : match.start()])[-1]
    ):
        return None
    at = partial(match.groupdict())
    if match["each"]:  # 每年1月、7月的15日前
        at = replace(
            at, first=(at.first[0], number(match["each"])), last=(at.last[0], number(match["each"])), precision="day"
        )
    return yearly_rule(at, match["more"] or "", bool(match["before"]))


def yearly_rule(at: Partial, more: str = "", bounded: bool = True) -> str:
    """The rule of a point that comes back every year; `more` are months named before it (每年6月、12月底前)."""
    months = [number(m) for m in re.findall(rf"({MONTH})(?=月|[、和])", more)] + [at.last[0]]
    rule = "FREQ=YEARLY;BYMONTH=" + ",".join(map(str, months))
    if at.precision == "month" and not bounded and at.first[1] in (1, 11, 21):  # the month, or a third of it
        return rule
    day = at.last[1] or _MONTH_END[at.last[0]]
    return rule + f";BYMONTHDAY={day if len(months) == 1 or at.last[1] else -1}"


def _months(match: re.Match[str]) -> str:
    """每年11月至次年3月: all months from the first to the last."""
    first, last = number(match["m1"]), number(match["m2"])
    months = [(first - 1 + k) % 12 + 1 for k in range((last - first) % 12 + 1)]
    return "FREQ=YEARLY;BYMONTH=" + ",".join(map(str, months))


_MONTH_END = {m: 30 if m in (4, 6, 9, 11) else -1 if m == 2 else 31 for m in range(1, 13)}


def _weekly(match: re.Match[str]) -> str:
    return "FREQ=WEEKLY" + (f";BYDAY={_WEEKDAY[match['day']]}" if match["day"] else "")


def _period(match: re.Match[str]) -> str:
    return _FREQ[match["period"]]


_QUARTERLY: tuple[Rule[str], ...] = (
    Rule(
        "time.quarter-month",
        rf"每个?季度?的?(?P<which>末月|首月|最后一?个?月|第[一二三1-3]个?月)份?的?(?:(?P<day>{DAY})[日号]|月?(?P<end>[底末]))?{BEFORE}?",
        _quarter_month,
        "每季度末月18日前报送情况",
        "每季度报送情况，末月汇总",
    ),
    Rule(
        "time.after-quarter",
        rf"(?:每个?|(?<![一二三四\d本该当上]))季度?(?:末|结束|终了)?(?:次月|下个?月|后次月|后的?)(?P<day>{DAY})(?:个工作)?[日号](?:{BEFORE}|[之以]?内)",
        _after_quarter,
        "每季度结束后10日内报送",
        "每季度报送，结束后10日内归档",
    ),
    Rule(
        "time.quarter-end",
        rf"每个?季度?的?[末底](?!月){BEFORE}?",
        lambda match: "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
        "每季度末通报",
        "三季度末通报",
    ),
    Rule(
        "time.quarter",
        rf"(?:每个?季(?!节|末|底)度?|[按分逐]季(?!节)度?)(?:的?(?P<day>{DAY})[日号]{BEFORE})?",
        _quarter,
        "按季度通报进展",
        "按季节安排农时",
    ),
)

_MONTHLY: tuple[Rule[str], ...] = (
    Rule(
        "time.month-day",
        rf"(?:每个?月|次月|下个?月|(?<![\d一二三四五六七八九十个本该当上])月(?=结束|终了|后))份?(?:(?:结束|终了)?后)?的?"
        rf"(?:(?P<day>{DAY})(?:个工作)?[日号]|月?(?P<part>[上中下]旬|[底末初]))(?:{BEFORE}|内)?",
        _month_day,
        "每月5日前报送",
        "5月5日前报送",
    ),
    Rule(
        "time.half-year",
        rf"(?:每个?|按)半年度?(?:[末底]{BEFORE}?)?",
        lambda match: "FREQ=MONTHLY;INTERVAL=6",
        "每半年评估一次",
        "上半年评估",
    ),
    _every_n("MONTHLY"),
    Rule("time.month", r"(?:每个?|[按逐])月(?!球)度?", lambda match: _FREQ["月"], "按月调度", "3月调度"),
)

_YEARLY: tuple[Rule[str], ...] = (
    Rule(
        "time.year-months",
        rf"每年的?(?P<m1>{MONTH})月?份?{DASH}(?:次年|翌年|下年|当年)?的?(?P<m2>{MONTH})月份?(?![上中下]旬|底|末|初|{DAY}[日号])",
        _months,
        "每年11月至次年3月开行班车",
        "2025年11月至次年3月开行班车",
    ),
    Rule(
        "time.year-point",
        rf"(?:每年度?|当年|次年|翌年|下一?年)的?(?P<more>(?:{MONTH}月?份?[、和]){{0,3}})"
        rf"(?:{inner_part(1)}(?:的(?P<each>{DAY})[日号])?|年?(?P<e1>[底末]|初(?!步)))(?P<before>{BEFORE}|内)?",
        _year_point,
        "每年12月20日前报告",
        "2025年12月20日前报告",
    ),
    _every_n("YEARLY"),
    Rule(
        "time.year",
        r"每一?(?:个?年度|年(?!龄|代|轻|级|份))|按年(?!龄|代|级|份)度?(?!计划|任务|目标)",
        lambda match: _FREQ["年"],
        "每年开展考核",
        "逐年提高考核比重",
    ),
)

_OTHER: tuple[Rule[str], ...] = (
    _every_n("WEEKLY"),
    Rule(
        "time.every-other",
        r"[每按逐](?P<period>双月|双周)",
        _period,
        "按双月调度进展",
        "双月刊登载进展",
    ),
    Rule(
        "time.n-cycle",
        rf"(?P<n>[两二三四五]|(?<![\d.])\d(?!\d))(?P<unit>年|个?月|周)(?:为?一个?周期|一(?:次|轮|届|{_VERBS}))",
        lambda match: f"{_FREQ[match['unit'][-1]]};INTERVAL={number(match['n'])}",
        "每人三年一轮训",
        "三年一贯制",
    ),
    Rule(
        "time.part-of-month",
        r"[每按](?:个)?(?:(?P<half>半个?月)|旬)",
        lambda match: "FREQ=MONTHLY;BYMONTHDAY=15,-1" if match["half"] else _FREQ["旬"],
        "每半月通报",
        "上半月通报",
    ),
    _every_n("DAILY"),
    Rule(
        "time.week",
        rf"(?:每个?|按)(?:周(?!边|岁|期|转|围|密)|星期)(?P<day>[一二三四五六日天])?{BEFORE}?",
        _weekly,
        "每周五前报送",
        "每周期报送",
    ),
    Rule(
        "time.day",
        r"(?:每个?|按|逐)(?:工作日|日(?!报(?![送告])|均|常|期|程)|天(?!然|津))",
        lambda match: _FREQ["日"],
        "每日上报库存",
        "即日起报告库存",
    ),
    Rule(
        "time.cycle",
        rf"(?:每|一)?(?P<period>{_PERIOD})[一两二三](?:次(?!性)|报|结|{_VERBS})",
        _period,
        "坚持一月一调度",
        "一年一度的盛会",
    ),
    Rule(
        "time.verb",
        rf"(?:(?<![^\W_])|(?<=[、和与及行立实持开展照]))(?P<period>半年|双月|双周|季度?|[日周旬月年])(?:(?<=[月季])度|(?<=半年)度)?(?:{_VERBS})",
        _period,
        "实行月调度、季评比、年总结",
        "全年总结报告",
    ),
    Rule(
        "time.regular",
        r"(?<![不规约限固法特])定期(?!存款|存单|债|保|寿|限|航线|航班|班轮|班列|票)",
        lambda match: _REGULAR,
        "定期开展评估",
        "不定期抽查",
    ),
)
