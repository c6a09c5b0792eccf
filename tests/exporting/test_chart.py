"""The chart shows everyone, nothing lies on anything else, and text stays in its box."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.exporting.chart import charts
from docparse.exporting.drawing import Box, Drawing, wrap
from docparse.records import Body, Document, Member


def texts(drawing: Drawing) -> str:
    return "\n".join(text.text for box in drawing.boxes for text in box.texts)


def group(people: dict[str, int], bodies: list[tuple[str, str | None]], document: Document) -> Document:
    """A document of one leading group "b0" with so many people in each role, and bodies (kind, parent) b1, b2 …"""
    rest = {"span": (0, 1), "quote": "x", "section": None, "rule": "r"}
    made = [Body(id="b0", name="测试领导小组", kind="leading_group", **rest)]
    made += [
        Body(id=f"b{n}", name=f"第{n}工作机构", kind=k, parent=p, **rest) for n, (k, p) in enumerate(bodies, start=1)
    ]
    roles = [role for role, count in people.items() for _ in range(count)]
    members = [
        Member(id=f"m{n}", name=f"甲乙{n}", role=role, titles=["某某市某某区某某局局长"] * (n % 4), body="b0", **rest)
        for n, role in enumerate(roles)
    ]
    return document.model_copy(update={"bodies": made, "members": members, "assignments": []})


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


@given(
    st.dictionaries(st.sampled_from(["组长", "副组长", "成员", "联络员"]), st.integers(1, 30), min_size=1),
    st.lists(
        st.sampled_from([("office", "b0"), ("task_force", "b0"), ("task_force", "b1"), ("office", "b1")]), max_size=12
    ),
)
def test_everyone_is_there_and_nothing_overlaps(people: dict[str, int], bodies: list[tuple[str, str | None]]) -> None:
    from tests.exporting.conftest import document_of

    document = group(people, bodies, document_of("tonglu-data-leadgroup"))
    drawing = charts(document)[0]
    keys = [box.key for box in drawing.boxes if box.key]
    assert len(keys) == len(set(keys))
    assert {key for key in keys if key.startswith("members")} == {f"members-{n}" for n in range(len(document.members))}
    solid = [box for box in drawing.boxes if box.style != "frame"]
    assert not [(a, b) for n, a in enumerate(solid) for b in solid[:n] if overlap(a, b)]
    for box in drawing.boxes:
        assert box.x >= 0 and box.x + box.width <= drawing.width and box.y + box.height <= drawing.height
        assert all(box.y < text.y <= box.y + box.height for text in box.texts)


def test_a_group_with_its_office_and_task_forces(named: Callable[[str], Document]) -> None:
    document = named("tonglu-data-leadgroup")
    (drawing,) = charts(document)
    styles = [box.style for box in drawing.boxes if box.style != "person"]
    assert styles == ["root", *["frame"] * 3, "office", *["frame"] * 2, *["force"] * 4]
    words = texts(drawing)
    for member in document.members:
        assert member.name in words
    counts = ["副组长（3人）", "成员（16人）", "办公室副主任（2人）"]
    assert [line for line in words.split("\n") if line.endswith("人）")] == counts
    assert "设在：区数据局" in words
    assert "牵头：区数据局" in words
    order = ["组长", "领导小组办公室", counts[-1], "公共数据供给工作专班"]
    assert [words.index(w) for w in order] == sorted(words.index(w) for w in order)


def test_a_document_without_people_or_bodies_has_no_chart(named: Callable[[str], Document]) -> None:
    document = named("tonglu-data-leadgroup").model_copy(update={"bodies": [], "members": []})
    assert charts(document) == []


def test_people_of_no_body_have_a_chart_of_their_own(named: Callable[[str], Document]) -> None:
    document = named("tonglu-data-leadgroup").model_copy(update={"bodies": []})
    (drawing,) = charts(document)
    assert "未写明所属机构" in texts(drawing)
    assert all(member.name in texts(drawing) for member in document.members)


@pytest.mark.parametrize("parents", [("b2", "b1"), ("b1", "b2"), ("b9", None)], ids=["round", "selves", "nobody"])
def test_bodies_above_each_other_end(parents: tuple[str, str], named: Callable[[str], Document]) -> None:
    bodies = [("task_force", parent) for parent in parents]
    document = group({"组长": 1}, bodies, named("tonglu-data-leadgroup"))
    assert "测试领导小组" in texts(charts(document)[0])


@pytest.mark.parametrize(
    ("text", "width", "most", "expected"),
    [
        ("区发展改革委", 40, 9, ["区发展改", "革委"]),
        ("区科技局、区财政局", 40, 9, ["区科技局、", "区财政局"]),
        ("ABCDEF", 40, 9, ["ABCDEF"]),
        ("一二三四五六七八九", 30, 2, ["一二三", "四五…"]),
        ("一\n 二", 40, 9, ["一 二"]),
        ("", 40, 9, [""]),
    ],
)
def test_text_is_wrapped(text: str, width: float, most: int, expected: list[str]) -> None:
    assert wrap(text, width, 10, most) == expected


@given(st.text(alphabet="区发展、，A1", max_size=80), st.integers(20, 90))
def test_wrapped_text_is_whole_and_no_line_begins_with_a_mark_that_closes(text: str, width: int) -> None:
    lines = wrap(text, width, 10)
    assert "".join(lines) == text
    assert not [line for line in lines[1:] if line[0] in "、，"]
