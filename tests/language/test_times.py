"""Times: a sentence a line, issued on 8 March 2025, and what is found in it, parted by blanks.

`quote|by|end`, `quote|period|start..end`, `quote|date|start..end`, `quote|rule` (an RRULE, or "recurring" where the text
does not say how often), `quote|offset|end`. "-" is a date that is not known.
"""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.language.times import Time, find_times

ISSUED = date(2025, 3, 8)

CASES = [
    # bounds
    ("到2027年，产值翻一番", "到2027年|by|2027-12-31"),
    ("到2025年底，全面建成", "到2025年底|by|2025-12-31"),
    ("到2025年底前建成", "到2025年底前|by|2025-12-31"),
    ("力争到2026年6月底", "到2026年6月底|by|2026-06-30"),
    ("2025年6月底前完成", "2025年6月底前|by|2025-06-30"),
    ("2025年12月31日前", "2025年12月31日前|by|2025-12-31"),
    ("于2025年11月15日之前报送", "2025年11月15日之前|by|2025-11-15"),
    ("2025年年底前", "2025年年底前|by|2025-12-31"),
    ("2026年2月底前", "2026年2月底前|by|2026-02-28"),
    ("2028年2月底前", "2028年2月底前|by|2028-02-29"),
    ("2025年上半年前出台", "2025年上半年前|by|2025-06-30"),
    ("2025年第三季度前出台", "2025年第三季度前|by|2025-09-30"),
    ("2025年6月中旬前", "2025年6月中旬前|by|2025-06-20"),
    ("9月20日（星期六）下午5时前反馈", "9月20日（星期六）下午5时前|by|2025-09-20"),
    ("９月２０日前反馈", "９月２０日前|by|2025-09-20"),
    ("二○二五年六月底前", "二○二五年六月底前|by|2025-06-30"),
    ("到二〇三五年", "到二〇三五年|by|2035-12-31"),
    ("年底前完成", "年底前|by|2025-12-31"),
    ("年内开工", "年内|by|2025-12-31"),
    ("今年年内开工", "今年年内|by|2025-12-31"),
    ("今年底前", "今年底前|by|2025-12-31"),
    ("明年6月底前", "明年6月底前|by|2026-06-30"),
    ("6月底前完成，9月底前验收", "6月底前|by|2025-06-30 9月底前|by|2025-09-30"),
    ("1月底前总结", "1月底前|by|2026-01-31"),  # January is over when the document is issued
    ("2026年3月底前编制，6月底前印发", "2026年3月底前|by|2026-03-31 6月底前|by|2026-06-30"),
    ("2026年3月底前编制。\n6月底前印发", "2026年3月底前|by|2026-03-31 6月底前|by|2025-06-30"),
    ("三季度末前", "三季度末前|by|2025-09-30"),
    ("有效期至2027年12月31日", "至2027年12月31日|by|2027-12-31"),
    ("到“十四五”末", "到“十四五”末|by|2025-12-31"),
    ("“十五五”期末", "“十五五”期末|by|2030-12-31"),
    ("2025.6.30前提交", "2025.6.30前|by|2025-06-30"),
    ("2025年底前列入计划，6月底前一次性办结", "2025年底前|by|2025-12-31 6月底前|by|2025-06-30"),
    ("2025年2月30日前", "2025年2月30日前|by|-"),
    # periods
    ("行动计划（2023—2027年）", "2023—2027年|period|2023-01-01..2027-12-31"),
    ("2021-2023年", "2021-2023年|period|2021-01-01..2023-12-31"),
    ("行动方案（2021—2023）", "2021—2023|period|2021-01-01..2023-12-31"),
    ("2023年至2027年", "2023年至2027年|period|2023-01-01..2027-12-31"),
    ("“十四五”期间", "“十四五”期间|period|2021-01-01..2025-12-31"),
    ("“十五五”时期", "“十五五”时期|period|2026-01-01..2030-12-31"),
    ("集中整治（2025年3—6月）", "2025年3—6月|period|2025-03-01..2025-06-30"),
    ("2025年3月至2026年2月", "2025年3月至2026年2月|period|2025-03-01..2026-02-28"),
    ("4月至10月开展", "4月至10月|period|2025-04-01..2025-10-31"),
    ("9月1日—15日自查", "9月1日—15日|period|2025-09-01..2025-09-15"),
    ("2025年9月1日至10月31日", "2025年9月1日至10月31日|period|2025-09-01..2025-10-31"),
    ("2025年12月1日—2026年1月31日", "2025年12月1日—2026年1月31日|period|2025-12-01..2026-01-31"),
    ("2025年一至三季度", "2025年一至三季度|period|2025-01-01..2025-09-30"),
    ("2025年上半年至2026年底", "2025年上半年至2026年底|period|2025-01-01..2026-12-31"),
    # dates that bound nothing
    ("2023年4月22日", "2023年4月22日|date|2023-04-22..2023-04-22"),
    ("2022年实现产值30亿元", "2022年|date|2022-01-01..2022-12-31"),
    ("2022年10月底", "2022年10月底|date|2022-10-31..2022-10-31"),
    ("二○二五年六月", "二○二五年六月|date|2025-06-01..2025-06-30"),
    ("今年新建", "今年|date|2025-01-01..2025-12-31"),
    ("上半年开工", "上半年|date|2025-01-01..2025-06-30"),
    ("三季度末", "三季度末|date|2025-09-30..2025-09-30"),
    ("较2020年增长", "2020年|date|2020-01-01..2020-12-31"),
    ("截至2024年底", "截至2024年底|date|2024-12-31..2024-12-31"),
    ("自2025年4月1日起施行", "自2025年4月1日起|date|2025-04-01..2025-04-01"),
    ("2020年起试点", "2020年起|date|2020-01-01..2020-12-31"),
    ("恢复到2019年水平", "2019年|date|2019-01-01..2019-12-31"),
    ("印发日期：2025-06-30", "2025-06-30|date|2025-06-30..2025-06-30"),
    ("2027年、2030年分别达到60%、75%", "2027年|date|2027-01-01..2027-12-31 2030年|date|2030-01-01..2030-12-31"),
    ("2025年初步建成", "2025年|date|2025-01-01..2025-12-31"),
    ("2025年中国制造大会", "2025年|date|2025-01-01..2025-12-31"),
    ("2025年前三季度", "2025年|date|2025-01-01..2025-12-31"),
    ("2025年—2026年上半年新增", "2025年—2026年上半年|period|2025-01-01..2026-06-30"),
    # recurring
    ("在每个季度第1个月的20日前报送", "每个季度第1个月的20日前|FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=20"),
    ("每季度末月25日前报送", "每季度末月25日前|FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
    ("在每季度最后一个月的30日前", "每季度最后一个月的30日前|FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=30"),
    ("每季度首月10日前", "每季度首月10日前|FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
    ("每季度结束后10日内", "每季度结束后10日内|FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
    ("每季度末通报", "每季度末|FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
    ("每季度调度", "每季度|FREQ=MONTHLY;INTERVAL=3"),
    ("按季度通报", "按季度|FREQ=MONTHLY;INTERVAL=3"),
    ("按季通报", "按季|FREQ=MONTHLY;INTERVAL=3"),
    ("按月调度", "按月|FREQ=MONTHLY"),
    ("每月5日前报送", "每月5日前|FREQ=MONTHLY;BYMONTHDAY=5"),
    ("每月底前报送", "每月底前|FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("次月10日前报送", "次月10日前|FREQ=MONTHLY;BYMONTHDAY=10"),
    ("每两个月会商", "每两个月|FREQ=MONTHLY;INTERVAL=2"),
    ("每半年评估", "每半年|FREQ=MONTHLY;INTERVAL=6"),
    ("每半月通报", "每半月|FREQ=MONTHLY;BYMONTHDAY=15,-1"),
    ("每年考核", "每年|FREQ=YEARLY"),
    ("每年6月底前", "每年6月底前|FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
    ("每年2月底前", "每年2月底前|FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
    ("每年12月20日前", "每年12月20日前|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"),
    ("每年6月、12月底前", "每年6月、12月底前|FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
    ("每年底前", "每年底前|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
    ("每年9月举办", "每年9月|FREQ=YEARLY;BYMONTH=9"),
    ("于次年1月底前公布", "次年1月底前|by|2026-01-31"),
    (
        "每年12月自评，次年1月底前公布",
        "每年12月|FREQ=YEARLY;BYMONTH=12 次年1月底前|FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31",
    ),
    ("每年11月至次年3月开行", "每年11月至次年3月|FREQ=YEARLY;BYMONTH=11,12,1,2,3"),
    ("每年1月、7月的15日前报送", "每年1月、7月的15日前|FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15"),
    ("每年3月下旬开展", "每年3月下旬|FREQ=YEARLY;BYMONTH=3"),
    ("按双月调度", "按双月|FREQ=MONTHLY;INTERVAL=2"),
    ("实行双周会商", "双周会商|FREQ=WEEKLY;INTERVAL=2"),
    ("落实教师5年一周期的轮训", "5年一周期|FREQ=YEARLY;INTERVAL=5"),
    (
        "每年2月底前初审，3月底前复审",
        "每年2月底前|FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1 3月底前|FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31",
    ),
    ("每两年复核", "每两年|FREQ=YEARLY;INTERVAL=2"),
    ("每5年修订", "每5年|FREQ=YEARLY;INTERVAL=5"),
    ("三年一轮训", "三年一轮|FREQ=YEARLY;INTERVAL=3"),
    ("每周五前", "每周五前|FREQ=WEEKLY;BYDAY=FR"),
    ("每周调度", "每周|FREQ=WEEKLY"),
    ("每日上报", "每日|FREQ=DAILY"),
    ("每日报送进度，每日报刊登", "每日|FREQ=DAILY"),
    ("召开月例会，开展季度通报，上月例会", "月例会|FREQ=MONTHLY 季度通报|FREQ=MONTHLY;INTERVAL=3"),
    ("坚持一月一调度", "一月一调度|FREQ=MONTHLY"),
    ("实行“季评比、年总结”", "季评比|FREQ=MONTHLY;INTERVAL=3 年总结|FREQ=YEARLY"),
    ("建立日调度、周通报机制", "日调度|FREQ=DAILY 周通报|FREQ=WEEKLY"),
    ("半年一次", "半年一次|FREQ=MONTHLY;INTERVAL=6"),
    ("定期开展评估", "定期|recurring"),
    # offsets
    ("自印发之日起30日内", "自印发之日起30日内|P30D|2025-04-07"),
    ("自本方案印发之日起一个月内", "自本方案印发之日起一个月内|P1M|2025-04-08"),
    ("收到通知后5个工作日内", "收到通知后5个工作日内|P5D|-"),
    ("自签订合同之日起20日内", "自签订合同之日起20日内|P20D|-"),
    ("自治区、市政府要在本意见印发之日起30日内", "在本意见印发之日起30日内|P30D|2025-04-07"),
    ("结束后15日内报告", "15日内|P15D|-"),
    ("有效期5年", "有效期5年|P5Y|2030-03-08"),
    ("自2025年4月1日起施行，有效期三年", "自2025年4月1日起施行，有效期三年|P3Y|2028-04-01"),
    ("一个月内完成整改", "一个月内|P1M|2025-04-08"),
    ("2—3年内调整到位", "2—3年内|P3Y|2028-03-08"),
    ("半年内建成", "半年内|P6M|2025-09-08"),
    ("24小时内上报", "24小时内|PT24H|-"),
    ("在30分钟内到场", "30分钟内|PT30M|-"),
    ("立即上报，最迟不超过4个小时", "最迟不超过4个小时|PT4H|-"),
    ("用3年时间完成改造", "用3年|P3Y|2028-03-08"),
    # no times
    ("推进4/5G网络，建成3个月台", ""),
    ("20025年", ""),
    ("云府办〔2024〕12号，案号（2024）云01民终3号，2018号文件", ""),
    ("GB/T 36073-2018", ""),
    ("近三年内无违法记录，逐年提高，不定期抽查，按季节安排", ""),
    ("第十四个五年规划，“十四五”规划", ""),
    ("每年龄段，每周期，年均增长，全年", ""),
    ("在规定期限内", ""),
    ("12345热线，985高校", ""),
    ("3年期贷款，五年级", ""),
]


def show(text: str, found: Time) -> str:
    quote = text[slice(*found.span)]
    if found.kind == "recurring":
        return f"{quote}|{found.rrule or 'recurring'}"
    if found.kind == "relative":
        return f"{quote}|{found.offset}|{found.end or '-'}"
    if found.kind == "by":
        assert found.start is None
        return f"{quote}|by|{found.end or '-'}"
    return f"{quote}|{found.kind}|{found.start or '-'}..{found.end or '-'}"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_time(text: str, expected: str) -> None:
    assert " ".join(show(text, t) for t in find_times(text, ISSUED)) == expected


UNDATED = [
    ("6月底前", "6月底前|by|-"),
    ("今年", "今年|date|-..-"),
    ("自印发之日起30日内", "自印发之日起30日内|P30D|-"),
    ("2025年3月底前编制，6月底前印发", "2025年3月底前|by|2025-03-31 6月底前|by|2025-06-30"),
]


@pytest.mark.parametrize(("text", "expected"), UNDATED, ids=[c[0] for c in UNDATED])
def test_without_issue_date_nothing_is_guessed(text: str, expected: str) -> None:
    assert " ".join(show(text, t) for t in find_times(text)) == expected


PRECISIONS = [
    ("到2027年", "year"),
    ("2025年底前", "year"),
    ("2025年三季度", "quarter"),
    ("2025年6月底前", "month"),
    ("6月5日前", "day"),
    ("30日内", "day"),
    ("2025年3月1日至5月", "month"),
    ("每年", None),
]


@pytest.mark.parametrize(("text", "precision"), PRECISIONS, ids=[c[0] for c in PRECISIONS])
def test_precision(text: str, precision: str | None) -> None:
    (found,) = find_times(text, ISSUED)
    assert found.precision == precision


@pytest.mark.parametrize("text", [c[0] for c in CASES if "FREQ=" in c[1]])
def test_rules_are_rfc_5545_and_come_round(text: str) -> None:
    rrule = pytest.importorskip("dateutil.rrule")
    for found in find_times(text, ISSUED):
        days = rrule.rrulestr(found.rrule, dtstart=datetime(2025, 1, 1))
        coming = days.between(datetime(2025, 1, 1), datetime(2040, 1, 1), inc=True)
        assert len(coming) >= 3


def test_rules_fall_on_the_days_meant() -> None:
    rrule = pytest.importorskip("dateutil.rrule")

    def days(text: str) -> list[str]:
        (found,) = find_times(text, ISSUED)
        start, end = datetime(2025, 1, 1), datetime(2025, 12, 31)
        return [f"{d:%m-%d}" for d in rrule.rrulestr(found.rrule, dtstart=start).between(start, end, inc=True)]

    assert days("每季度末月25日前") == ["03-25", "06-25", "09-25", "12-25"]
    assert days("每季度末") == ["03-31", "06-30", "09-30", "12-31"]
    assert days("每年2月底前") == ["02-28"]
    assert days("每季度最后一个月的31日前") == ["03-31", "12-31"]  # what the text says, though June has no 31st
    assert len(days("每周五前")) == 52


PIECES = [
    "2025",
    "年",
    "3",
    "月",
    "25",
    "日",
    "底",
    "前",
    "到",
    "至",
    "—",
    "每",
    "季度",
    "末",
    "自",
    "起",
    "内",
    "十四五",
    "“",
    "”",
    "期间",
    "，",
    "\n",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60),
    st.dates() | st.none(),
)
def test_spans_are_ordered_and_apart(text: str, issued: date | None) -> None:
    end = 0
    for found in find_times(text, issued):
        assert end <= found.span[0] < found.span[1] <= len(text)
        assert found.start is None or found.end is None or found.start <= found.end
        assert (found.rrule is None) or found.kind == "recurring"
        assert (found.offset is None) == (found.kind != "relative")
        end = found.span[1]


@given(st.text(max_size=40), st.text(alphabet="。\n", min_size=1, max_size=2))
def test_a_sentence_behind_changes_nothing_before_it(text: str, stop: str) -> None:
    alone = find_times(text + stop)
    assert find_times(text + stop + "到2027年")[: len(alone)] == alone


HOSTILE = [
    "1",
    "1、",
    "3月",
    "2025年",
    "2025年3月—",
    "每",
    "自",
    "到",
    "年",
    "“十四五",
    "每年3月、",
    "一",
    "按",
    "收到",
    "1日内",
    "自1日起",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begin = time.process_time()
        find_times(text, ISSUED)
        return time.process_time() - begin

    seconds(1000)
    small, large = min(seconds(5_000) for _ in range(3)), seconds(50_000)
    assert large < 40 * small + 0.2
