"""The outline file: written, edited, read back; and what it refuses."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docparse.drafting.fields import models
from docparse.drafting.outline_file import DEEPEST, MOST_BYTES, OutlineError, read_outline, write_outline
from docparse.drafting.plan import Goal, Item, Office, Plan, Source
from docparse.drafting.render import render


@pytest.fixture(scope="module")
def written(plan: Plan) -> str:
    return write_outline(plan).decode("utf-8")


def test_the_same_plan_comes_back(plan: Plan, written: str) -> None:
    assert read_outline(written.encode("utf-8")) == plan
    assert read_outline(b"\xef\xbb\xbf" + written.encode("utf-8")) == plan
    assert read_outline(written.replace("\n", "\r\n").encode("utf-8")) == plan


def test_it_is_written_for_people(written: str) -> None:
    assert written.startswith("# 提纲：")
    assert "牵头单位:\n" in written
    assert "- {名称: 区科技局, 状态: 已印证, 上级单位: 市科技局}\n" in written
    assert not any(name in written for name in ("heading", "sources", "!!", "&id"))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SOURCES = st.builds(Source, title=TEXT, number=TEXT | st.none(), place=TEXT, records=st.tuples(TEXT))
GOALS = st.builds(Goal, indicator=TEXT, unit=TEXT, text=TEXT, own=TEXT, by=TEXT | st.none(), source=SOURCES)
OFFICES = st.builds(
    Office, name=TEXT, state=st.sampled_from(["confirmed", "renamed", "unconfirmed", "blank"]), note=TEXT
)
ITEMS = st.builds(
    Item, heading=TEXT, text=TEXT, goals=st.tuples(GOALS), lead=st.tuples(OFFICES), sources=st.tuples(SOURCES)
)


@given(ITEMS, TEXT)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_come_back(plan: Plan, item: Item, subject: str) -> None:
    chapter = plan.chapters[0].model_copy(update={"items": (item,)})
    odd = plan.model_copy(update={"subject": subject, "chapters": (chapter,)})
    assert read_outline(write_outline(odd)) == odd


def test_an_edit_reaches_the_draft(plan: Plan, written: str) -> None:
    edited = written.replace("标题: 扩大招商引资", "标题: 精准招商引资", 1)
    edited = edited.replace("缺什么: 我区目标数量\n", "缺什么: 我区目标数量\n            本级目标: 超12家\n", 1)
    edited = edited.replace(
        "          - {名称: 区科技局, 状态: 已印证, 上级单位: 市科技局}\n", "          - 区大数据局\n", 1
    )
    back = read_outline(edited.encode("utf-8"))
    task = next(i for i in back.tasks if i.heading == "精准招商引资")
    assert task.goal == "到2028年，引进传感器企业超12家。"
    text = render(back, suffix=".md").decode("utf-8")
    assert "| 2 | 精准招商引资 |" in text
    assert "引进传感器企业超12家" in text
    assert "（牵头单位：区大数据局；配合单位：区发展改革委、区经济信息委" in text
    assert "扩大招商引资" not in text.replace("扩大招商引资）", "")


def test_what_is_left_out_takes_its_default(plan: Plan) -> None:
    told = write_outline(plan).decode("utf-8")
    head, _, _ = told.partition("报送事项:")
    back = read_outline((head + "报送事项:\n").encode("utf-8"))
    assert (back.duties, back.milestones, back.projects) == ((), (), ())
    assert back.chapters == plan.chapters


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("标题: 扩大招商引资", "题目: 扩大招商引资", "unknown key “题目”; did you mean “标题”?"),
        ("标题: 扩大招商引资", "qqq: 扩大招商引资", "unknown key “qqq”; known are: 标题、要求"),
        ("标题: 扩大招商引资", "标题: 扩大招商引资\n        标题: 又一个", "“标题” stands twice"),
        ("标题: 扩大招商引资", "标题: [扩大, 招商]", "各章.3.各条.2.标题: input should be a valid string"),
        ("标题: 扩大招商引资", "标题: {扩大: 招商}", "各章.3.各条.2.标题: takes a text or a list, not keys"),
        ("标题: 扩大招商引资", "标题:", "各章.3.各条.2.标题: field required"),
        ("标题: 扩大招商引资", "标题: &a 扩大招商引资", "anchors and aliases"),
        ("标题: 扩大招商引资", "标题: *a", "anchors and aliases"),
        ("标题: 扩大招商引资", "标题: !!python/object/apply:os.system [ls]", "tags .* are not for outlines"),
        ("标题: 扩大招商引资", "标题: !!python/name:os.system ''", "tags .* are not for outlines"),
        ("标题: 扩大招商引资", "<<: {标题: 甲}", "unknown key “<<”"),
        ("标题: 扩大招商引资", "? [甲]\n        : 乙", "a key must be a word"),
        ("类别: 任务", "类别: 工作", "“工作” is none of 总体要求、方向布局、任务、保障"),
        ("状态: 已印证", "状态: 也许", "“也许” is none of 已印证、"),
        ("已成立: 是", "已成立: 真", "“真” is none of 是、否"),
        ("起: 2024", "起: 二〇二四", "起止年份.起: input should be a valid integer"),
        ("标题: 扩大招商引资", "标题: “甲: 乙", "is no YAML .*check indents, colons and quotes"),
        ("标题: 扩大招商引资", '标题: "没有关上', "is no YAML"),
    ],
)
def test_a_mistake_is_one_line_with_its_number(written: str, old: str, new: str, message: str) -> None:
    edited = written.replace(old, new, 1)
    assert edited != written
    with pytest.raises(OutlineError, match=message) as raised:
        read_outline(edited.encode("utf-8"))
    told = str(raised.value)
    assert "\n" not in told
    number = int(told.split(":")[1])
    assert 0 <= number - line_of(written, old) <= (10_000 if "没有关上" in new else 1)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no YAML|empty|should be"),
        (b"# \xe5\x8f\xaa\xe6\x9c\x89\xe6\xb3\xa8\xe9\x87\x8a\n", "empty|should be"),
        (b"\xff\xfe\x00", "is no UTF-8 text"),
        ("名称: 甲\n---\n名称: 乙\n".encode(), "more than one document"),
        (b"- a\n- b\n", "should be"),
        (b"abc", "should be"),
        (b"\x00\x01", "is no YAML"),
        (b"[" * 100_000, "nested deeper|is no YAML"),
        (b"{a: " * (DEEPEST + 5), "nested deeper"),
        (b"a: &x [1,1]\nb: [" + b"*x," * 1000 + b"]\n", "anchors and aliases"),
        (b"a: [" + b"1," * 200_000 + b"]", "holds more than"),
        (b"#" * (MOST_BYTES + 1), "larger than"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_outline_is_refused_at_once(data: bytes, message: str) -> None:
    start = time.process_time()
    with pytest.raises(OutlineError, match=message) as raised:
        read_outline(data)
    assert "\n" not in str(raised.value)
    assert time.process_time() - start < 5


def test_every_model_that_a_plan_holds_can_be_written() -> None:
    inside = {name for name in models() if name not in ("Coverage", "Quarter", "Seats")}
    assert inside == {
        *"Plan Period Cover Basis Chapter Item Goal Office Source Group Post TaskForce Duty Milestone Project".split(),
        "Demanded",
    }
