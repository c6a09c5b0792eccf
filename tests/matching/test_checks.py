"""Targets, time bounds, leads and bodies beside each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from docparse.differ import diff
from docparse.differ.comparing import in_chinese, later, month_day, times_a_year
from docparse.differ.scene import Scene
from docparse.differ.targets import compare_targets, target_checks
from docparse.matcher.passages import passages
from docparse.matcher.requirements import demands
from docparse.records import Assignment, Body, Deadline, Document, Party

HOMES = {"indicator": "茶叶加工园区", "value": 6, "unit": "个", "normalized": (6, "个"), "by": "2027"}
RATE = {"indicator": "冷链流通率", "value": 60, "unit": "%", "normalized": (60, "%"), "by": "2027"}
FEES = {"indicator": "收费项目", "value": 12, "unit": "项", "normalized": (12, "项"), "comparator": "at_most"}
MONEY = {"indicator": "产值", "value": 8000, "unit": "万元", "normalized": (80000000, "元")}


@pytest.mark.parametrize(
    ("upper", "change", "own", "verdict"),
    [
        (HOMES, {}, True, "met"),
        (HOMES, {"value": 5, "normalized": (5, "个")}, True, "weaker"),
        (HOMES, {"value": 7, "normalized": (7, "个")}, True, "stronger"),
        (HOMES, {"value": 2, "normalized": (2, "个")}, False, "incomparable"),
        (HOMES, {"value": 6, "normalized": (6, "个")}, False, "met"),
        (HOMES, {"by": "2028"}, True, "later"),
        (HOMES, {"by": "2028", "value": 2, "normalized": (2, "个")}, False, "later"),
        (HOMES, {"by": "2027-06-30"}, True, "met"),
        (HOMES, {"aspirational": True}, True, "weaker"),
        (RATE, {"value": 55, "normalized": (55, "%")}, True, "weaker"),
        (FEES, {"value": 15, "normalized": (15, "项")}, True, "weaker"),
        (FEES, {"value": 10, "normalized": (10, "项")}, True, "stronger"),
        (FEES, {"value": 10, "normalized": (10, "项"), "comparator": "at_least"}, True, "incomparable"),
        ({**HOMES, "value_max": 8}, {"value": 8, "value_max": None, "normalized": (8, "个")}, True, "met"),
        ({**HOMES, "value_max": 8}, {"value": 9, "value_max": None, "normalized": (9, "个")}, True, "stronger"),
        (MONEY, {"value": 0.8, "unit": "亿元"}, True, "met"),
    ],
)
def test_a_target_beside_another(
    target: Callable[..., Any], upper: dict[str, Any], change: dict[str, Any], own: bool, verdict: str
) -> None:
    assert compare_targets(target(**upper), target(**{**upper, **change}), own=own)[0] == verdict


@pytest.mark.parametrize(
    ("upper", "lower", "late"),
    [
        ("2027", "2027", False),
        ("2027", "2027-12-31", False),
        ("2027-06-30", "2027", True),
        ("2027-06", "2027-06-30", False),
        ("2026", "2025", False),
        (None, "2030", False),
        ("2026", None, False),
    ],
)
def test_a_bound_is_later_by_its_end(upper: str | None, lower: str | None, late: bool) -> None:
    assert later(upper, lower) is late


@pytest.mark.parametrize(
    ("rule", "times", "day"),
    [
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25", 4.0, 25),
        ("FREQ=MONTHLY;INTERVAL=3", 4.0, None),
        ("FREQ=MONTHLY;BYMONTHDAY=5", 12.0, 5),
        ("FREQ=YEARLY", 1.0, None),
        ("FREQ=MONTHLY;INTERVAL=0", None, None),
        ("nonsense", None, None),
        (None, None, None),
    ],
)
def test_how_often_a_rule_falls(rule: str | None, times: float | None, day: int | None) -> None:
    deadline = bound("每季度", "recurring", rrule=rule)
    assert (times_a_year(deadline), month_day(deadline)) == (times, day)


@pytest.mark.parametrize(("date", "said"), [("2027", "2027年"), ("2026-06-30", "2026年6月30日"), (None, "")])
def test_dates_are_said_in_chinese(date: str | None, said: str) -> None:
    assert in_chinese(date) == said


def bound(quote: str, kind: str, *, text: str = "", **fields: Any) -> Deadline:
    start = max(text.find(quote), 0)
    known = dict.fromkeys(("section", "start", "end", "precision", "rrule", "offset", "action"))
    said = {"id": quote, "span": (start, start + len(quote)), "quote": quote, "rule": "test", "kind": kind}
    return Deadline.model_validate({**known, **said, **fields})


UPPER = "一、保障措施\n（一）调度报送。各区县每季度末月20日前报送茶园改造进展，成立茶园改造工作专班。"
LOWER = "一、保障措施\n（一）调度报送。各镇街按期报送茶园改造进展，成立茶园改造工作专班。"


def verdicts(upper: Document, lower: Document) -> dict[str, str]:
    return {check.kind: check.verdict for item in diff(upper, lower).items for check in item.checks}


@pytest.mark.parametrize(
    ("rule", "verdict", "status"),
    [
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", "met", "covered"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=28", "later", "partial"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=20", "weaker", "partial"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", "met", "covered"),
        (None, "absent", "partial"),
    ],
)
def test_a_reporting_duty(document: Callable[..., Any], rule: str | None, verdict: str, status: str) -> None:
    quarterly = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"
    wanted = bound(
        "每季度末月20日前", "recurring", text=UPPER, section="s1", rrule=quarterly, action="报送茶园改造进展"
    )
    given = bound("按期", "recurring", text=LOWER, section="s1", rrule=rule, action="报送茶园改造进展")
    upper, lower = document(UPPER, deadlines=[wanted]), document(LOWER, deadlines=[given] if rule else [])
    assert verdicts(upper, lower) == {"deadline": verdict}
    assert [item.status for item in diff(upper, lower).items] == [status]


def body(name: str, text: str, kind: str = "task_force") -> Body:
    start = text.index(name)
    known = {"id": name, "span": (start, start + len(name)), "quote": name, "section": "s1", "rule": "test"}
    return Body.model_validate({**known, "name": name, "kind": kind})


def test_a_body_that_is_to_be_set_up(document: Callable[..., Any]) -> None:
    name = "茶园改造工作专班"
    upper = document(UPPER, bodies=[body(name, UPPER)])
    assert verdicts(upper, document(LOWER, bodies=[body(name, LOWER)])) == {"body": "met"}
    assert verdicts(upper, document(LOWER)) == {"body": "absent"}


def test_a_body_of_the_city_is_not_asked_of_the_district(document: Callable[..., Any]) -> None:
    text = "一、保障措施\n（一）统筹推进。成立全市茶产业领导小组，健全茶园改造推进机制。"
    upper = document(text, bodies=[body("全市茶产业领导小组", text, "leading_group")])
    assert verdicts(upper, document(LOWER)) == {}


def assigned(lead: str, *support: str) -> Assignment:
    known = {"id": "a1", "span": (0, 1), "quote": "一", "section": "s1", "rule": "test", "task": "调度", "duties": None}
    parties = [Party(name=name, agency=name) for name in support]
    return Assignment.model_validate({**known, "lead": [Party(name=lead, agency=lead)], "support": parties})


@pytest.mark.parametrize(
    ("parties", "verdict", "status"),
    [
        (("区茶业局",), "met", "covered"),
        (("区财政局", "区茶业局"), "weaker", "partial"),
        (("区财政局",), "absent", "partial"),
    ],
)
def test_the_lead_below_is_the_counterpart_of_the_lead_above(
    document: Callable[..., Any], agency: Callable[..., Any], parties: tuple[str, ...], verdict: str, status: str
) -> None:
    names = {"市茶业局": "tea", "区茶业局": "tea", "区财政局": "finance"}
    agencies = [agency(name, function) for name, function in names.items()]
    upper = document(UPPER, assignments=[assigned("市茶业局")], agencies=agencies)
    lower = document(LOWER, assignments=[assigned(*parties)], agencies=agencies)
    assert verdicts(upper, lower) == {"agency": verdict}
    assert [item.status for item in diff(upper, lower).items] == [status]


@pytest.mark.parametrize(
    ("lead", "parties", "verdict"),
    [
        ("教育部门", ("区教育局",), "met"),
        ("各区县教育主管部门", ("区财政局", "区教育局"), "weaker"),
        ("各区县教育局", ("区财政局",), "absent"),
    ],
)
def test_a_group_for_one_matter_leads_too(
    document: Callable[..., Any], agency: Callable[..., Any], lead: str, parties: tuple[str, ...], verdict: str
) -> None:
    below = [agency("区教育局", "education"), agency("区财政局", "finance")]
    upper = document(UPPER, assignments=[assigned(lead)], agencies=[agency(lead, kind="generic")])
    lower = document(LOWER, assignments=[assigned(*parties)], agencies=below)
    assert verdicts(upper, lower) == {"agency": verdict}


def test_a_group_without_a_matter_leads_nothing(document: Callable[..., Any], agency: Callable[..., Any]) -> None:
    upper = document(UPPER, assignments=[assigned("有关部门")], agencies=[agency("有关部门", kind="generic")])
    lower = document(LOWER, assignments=[assigned("区财政局")], agencies=[agency("区财政局", "finance")])
    assert verdicts(upper, lower) == {}


def test_what_the_city_does_behind_a_comma_is_not_asked(
    document: Callable[..., Any], agency: Callable[..., Any]
) -> None:
    text = "一、保障措施\n（一）调度报送。各区县按月报送茶园改造进展，市督查办每半年开展1次督查。"
    half = bound("每半年", "recurring", text=text, section="s1", rrule="FREQ=MONTHLY;INTERVAL=6", action="开展1次督查")
    city = agency("市督查办", level="municipal")
    assert verdicts(document(text, level="municipal", agencies=[city], deadlines=[half]), document(LOWER)) == {}
    joint = text.replace("市督查办", "各镇街")
    assert verdicts(document(joint, level="municipal", agencies=[city], deadlines=[half]), document(LOWER)) == {
        "deadline": "absent"
    }


def test_a_body_that_is_there_answers_in_whatever_words(document: Callable[..., Any]) -> None:
    name = "茶园改造工作专班"
    below = "一、组成人员\n组长：某某\n二、河道\n（一）清理河道淤泥。"
    leading = body(name, UPPER).model_copy(update={"section": "s0", "span": (0, 1)})
    (item,) = diff(document(UPPER, bodies=[body(name, UPPER)]), document(below, bodies=[leading])).items
    assert (item.status, item.lower) == ("covered", ["1"])
    assert name in item.explanation and item.explanation.endswith("。")


def test_a_figure_in_the_answer_goes_before_a_like_target_elsewhere(
    document: Callable[..., Any], target: Callable[..., Any]
) -> None:
    below = "一、目标\n全区有茶叶加工站4个。\n二、任务\n改造茶站，建设茶叶加工站6个。"
    wanted = target("茶叶加工站", 6, "个", section="s0", normalized=(6, "个"))
    other = target("茶叶加工站", 4, "个", section="s0", normalized=(4, "个"))
    upper = document("一、建设茶站。各区县要改造茶站，每个区县建设茶叶加工站6个。", targets=[wanted], region="岚江市")
    wanted = wanted.model_copy(update={"span": (upper.text.index("建设茶叶"), len(upper.text))})
    upper = upper.model_copy(update={"targets": [wanted]})
    lower = document(below, targets=[other], region="岚江市云溪区")
    (demand,) = demands(upper, passages(upper))
    elsewhere, answer = passages(lower)
    verdicts_of = [
        [check.verdict for check in target_checks(Scene(upper, lower, demand, answers))]
        for answers in ((answer,), (elsewhere,))
    ]
    assert verdicts_of == [["met"], ["weaker"]]


@pytest.mark.parametrize(
    ("given", "second", "verdict"),
    [
        ("2027年12月底前", "", "later"),
        ("2026年9月底前", "", "met"),
        ("2025年3月底前", "", "absent"),  # of something that was done before
        ("2027年12月底前", "，2028年3月底前验收", "absent"),  # which of the two answers is not said
    ],
)
def test_the_one_date_of_the_answer_is_the_one_that_was_asked(
    document: Callable[..., Any], given: str, second: str, verdict: str
) -> None:
    above = "一、任务\n（一）改造茶站。各区县要改造茶站，2027年6月底前建成台账。"
    below = f"一、任务\n（一）改造茶站。{given}逐户登记{second}。"

    def dates(text: str) -> list[Deadline]:
        found = re.finditer(r"(\d{4})年(\d{1,2})月底前(\w{1,4})", text)
        ends = [(m[0][: -len(m[3])], f"{m[1]}-{int(m[2]):02}-30", m[3]) for m in found]
        fine = {"section": "s1", "precision": "month", "text": text}
        return [bound(quote, "by", end=end, action=action, **fine) for quote, end, action in ends]

    upper, lower = document(above, deadlines=dates(above)), document(below, deadlines=dates(below))
    assert verdicts(upper, lower) == {"deadline": verdict}


@pytest.mark.parametrize(("below", "verdict"), [("municipal", "incomparable"), ("provincial", "absent")])
def test_a_total_of_a_plan_that_names_no_region_is_no_district_s(
    document: Callable[..., Any], target: Callable[..., Any], agency: Callable[..., Any], below: str, verdict: str
) -> None:
    upper = document(
        "一、建设茶站。改造茶站，建设茶叶加工站60个。",
        targets=[target("茶叶加工站", 60, "个", section="s0", normalized=(60, "个"))],
        agencies=[agency("省农业农村厅", level="provincial"), agency("市农业农村局", level="municipal")],
    )
    lower = document("一、建设茶站。改造茶站。", agencies=[agency("某农业农村部门", level=below)])
    assert verdicts(upper, lower) == {"target": verdict}


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("建成茶叶加工站10个", "met"),
        ("建成10个集采摘、分拣、加工于一体的茶叶加工站", "met"),
        ("建成茶产业合作社10个", "absent"),
        ("建成茶园步道10公里", "absent"),
    ],
)
def test_an_equal_figure_of_something_else_is_no_answer(
    document: Callable[..., Any], target: Callable[..., Any], told: str, verdict: str
) -> None:
    wanted = target("新型茶叶加工站", 10, "个", section="s0", normalized=(10, "个"))
    upper = document("一、建设茶站。改造茶站，建设新型茶叶加工站10个。", targets=[wanted])
    assert verdicts(upper, document(f"一、建设茶站。改造茶站，{told}。")) == {"target": verdict}


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("各镇街每季度末月20日前将茶园改造进展报专班办公室", "absent"),
        ("各镇街每季度末月20日前向茶园改造领导小组报送茶园改造进展", "absent"),
        ("每季度末月20日前将茶园改造进展报市领导小组办公室", "met"),
        ("每季度末月20日前报送茶园改造进展", "met"),
    ],
)
def test_a_report_to_the_district_s_own_body_is_none_to_the_city(
    document: Callable[..., Any], told: str, verdict: str
) -> None:
    quarterly = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"
    below = f"一、保障措施\n（一）调度报送。{told}，成立茶园改造工作专班。"

    def duty(text: str) -> Deadline:
        action = text.split("20日前")[1].split("，")[0]
        return bound("每季度末月20日前", "recurring", text=text, section="s1", rrule=quarterly, action=action)

    upper, lower = document(UPPER, deadlines=[duty(UPPER)]), document(below, deadlines=[duty(below)])
    assert verdicts(upper, lower) == {"deadline": verdict}
