"""Every word of the contract has a Chinese one, and numbers, dates and rules read as an official writes them."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from docparse.exporting.recurring import in_words
from docparse.language.recurrences import recurrence_rules
from docparse.records import (
    RECORD_KINDS,
    AgencyKind,
    BodyKind,
    Citation,
    Comparator,
    Deadline,
    DutyRole,
    Finding,
    Level,
    Meta,
    Part,
    Relation,
    Target,
)
from docparse.wording import amount, day, number, quoted, word

CHINESE = re.compile(r"[\u4e00-\u9fff]")
FIELDS = {
    "kind": RECORD_KINDS,
    "comparator": get_args(Comparator),
    "agency_kind": get_args(AgencyKind),
    "body_kind": get_args(BodyKind),
    "level": get_args(Level),
    "relation": get_args(Relation),
    "role": get_args(DutyRole),
    "deadline_kind": get_args(Deadline.model_fields["kind"].annotation),
    "precision": ("year", "quarter", "month", "day"),
    "severity": get_args(Finding.model_fields["severity"].annotation),
    "part": get_args(Part.model_fields["kind"].annotation),
    "meta": tuple(field for field in Meta.model_fields if field != "spans"),
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in FIELDS.items() for value in values])
def test_every_word_of_the_contract_has_a_chinese_one(field: str, value: str) -> None:
    assert CHINESE.search(word(field, value))


def test_what_is_no_word_of_the_contract_stays() -> None:
    assert (word("disclosure", "依申请公开"), word("level", None)) == ("依申请公开", "")
    assert Citation.model_fields["relation"].annotation == Relation


@pytest.mark.parametrize(
    ("value", "expected"),
    [(4000, "4000"), (0.5, "0.5"), (1e21, "1000000000000000000000"), (1e-7, "0.0000001"), (-3, "-3"), (10**5000, "1" + "0" * 5000)],
    ids=["whole", "part", "large", "small", "negative", "endless"],
)  # fmt: skip
def test_numbers_are_plain_digits(value: float, expected: str) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("comparator", "value", "most", "unit", "expected"),
    [
        ("reach", 4000, None, "亿元", "达到4000亿元"),
        ("reach", 2, 3, "个", "达到2—3个"),
        ("at_least", 90.5, None, "%", "不低于90.5%"),
        ("about", 30, None, "项", "30项左右"),
        ("increase_by", 3.5, None, "个百分点", "提高3.5个百分点"),
        ("increase_by", -18, None, "%", "降低18%"),
        ("multiply", 2, None, "倍", "达到基数的2倍"),
        ("at_most", 5, None, "{}天", "不超过5{}天"),
    ],
)
def test_what_a_target_asks_for(
    comparator: Comparator, value: float, most: int | None, unit: str, expected: str
) -> None:
    rest = dict.fromkeys(("section", "scope", "normalized", "by", "baseline", "parent"))
    target = Target(
        id="t1", span=(0, 1), quote="x", rule="r", indicator="i", comparator=comparator, value=value,
        value_max=most, unit=unit, aspirational=False, **rest,
    )  # fmt: skip
    assert amount(target) == expected


@pytest.mark.parametrize(
    ("iso", "expected"),
    [("2027", "2027年"), ("2025-07-05", "2025年7月5日"), (None, ""), ("soon", "soon"), ("2027-06", "2027-06")],
)
def test_days(iso: str | None, expected: str) -> None:
    assert day(iso) == expected


@pytest.mark.parametrize(
    ("rrule", "quote", "expected"),
    [
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25", "每季度末月25日前", "每季度末月25日前"),
        ("FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", "季度后10日内", "每季度首月10日"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "每季度末", "每季度末月底"),
        ("FREQ=MONTHLY;BYMONTHDAY=5", "每月5日前", "每月5日前"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "每月底前", "每月底前"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", "每半月", "每月15日、月底"),
        ("FREQ=MONTHLY;INTERVAL=3", "按季", "每季度"),
        ("FREQ=MONTHLY;INTERVAL=6", "半年评估", "每半年"),
        ("FREQ=MONTHLY;INTERVAL=2", "每两个月", "每2个月"),
        ("FREQ=WEEKLY;BYDAY=FR", "每周五前", "每周五前"),
        ("FREQ=WEEKLY", "周调度", "每周"),
        ("FREQ=DAILY", "每日", "每天"),
        ("FREQ=YEARLY", "每年", "每年"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "每年6月、12月底前", "每年6月、12月底前"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20", "每年12月20日前", "每年12月20日前"),
        ("FREQ=YEARLY;INTERVAL=2", "两年一轮", "每2年"),
        (None, "定期", "定期（未写明周期）"),
        ("FREQ=HOURLY", "每小时", "每小时"),
        ("FREQ=DAILY;COUNT=3", "连续三天", "连续三天"),
        ("BYDAY=MO", "每周一", "每周一"),
        ("<script>", "每周", "每周"),
        ("FREQ=DAILY;=", "每日", "每日"),
    ],
)
def test_rules_in_words(rrule: str | None, quote: str, expected: str) -> None:
    assert in_words(rrule, quote) == expected


@pytest.mark.parametrize("rule", recurrence_rules(), ids=lambda rule: rule.id)
def test_every_rule_that_docparse_writes_has_words(rule) -> None:  # type: ignore[no-untyped-def]
    found = re.search(rule.pattern, rule.example)
    assert found is not None
    rrule = rule.read(found) or None
    assert in_words(rrule, "〖原文〗").startswith("〖原文〗") is (rrule is None)


def test_marks_within_a_quotation_are_single() -> None:
    assert quoted("“十五五”期间") == "“‘十五五’期间”"
