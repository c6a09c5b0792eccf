"""Every template set over every invented city document: read again, the draft gives its plan back, and misses nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from docparse.differ import diff
from docparse.drafting.outline import outline
from docparse.drafting.plan import Office, Plan
from docparse.drafting.render import Edition, render
from docparse.formatting import check_format
from docparse.pipeline import extract
from docparse.records import Document, Party
from docparse.resources import folder

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
Case = tuple[tuple[str, ...], str, tuple[str, ...]]
CASES: list[Case] = [
    (("lanchuan-logistics-action",), "桐麓区", ("tonglu-data-leadgroup",)),
    (("lanchuan-logistics-action",), "白苇县", ()),
    (("lanchuan-lowalt-plan",), "砚溪区", ()),
    (("lanchuan-lowalt-plan",), "桐麓区", ("tonglu-data-leadgroup",)),
    (("lanchuan-biomed-list",), "砚溪区", ()),
    (("lanchuan-biomed-list",), "桐麓区", ("tonglu-data-leadgroup",)),
    (
        ("lanchuan-logistics-action", "lanchuan-lowalt-plan", "lanchuan-biomed-list"),
        "桐麓区",
        ("tonglu-data-leadgroup",),
    ),
]


def pairs() -> list[Case]:
    """Every upper document of the corpus for the region that answers it, with that region's own document and without."""
    found: list[Case] = []
    for links in sorted((CORPORA / "gold" / "links").glob("*.json")):
        upper, lower = links.stem.split("--")
        region = json.loads((CORPORA / "gold" / f"{lower}.json").read_text(encoding="utf-8"))["meta"]["region"]
        found += [((upper,), region, ()), ((upper,), region, (lower,))]
    return found


HOLD_TASKS = ("implementation_plan", "action_plan", "task_ledger", "quarterly_report")
Draft = Callable[..., Document]
SETS = sorted(p.parent.name for p in folder("templates").glob("*/plan.docx"))


@cache
def document(stem: str) -> Document:
    return extract(CORPORA / f"{stem}.txt")


@pytest.fixture(scope="module", params=[*CASES, *pairs()], ids=lambda case: "-".join([*case[0], case[1], *case[2]]))
def case(request: pytest.FixtureRequest) -> tuple[tuple[str, ...], Plan]:
    upper, region, bodies = request.param
    return upper, outline([document(u) for u in upper], region, [document(b) for b in bodies])


@pytest.fixture(scope="module")
def files(case: tuple[tuple[str, ...], Plan], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The case's plan printed with a template set, once each."""
    place = tmp_path_factory.mktemp("sets")

    @cache
    def get(template: str, suffix: str = ".docx") -> Path:
        file = place / f"{template}{suffix}"
        edition = Edition(red_head=True, quarter="2026Q2")
        file.write_bytes(render(case[1], template=template, suffix=suffix, edition=edition))
        return file

    return get


@pytest.fixture(scope="module")
def printed(files: Callable[..., Path]) -> Callable[..., Document]:
    """The same, read again."""
    return cache(lambda template, suffix=".docx": extract(files(template, suffix)))


def offices(found: Sequence[Office]) -> tuple[str, ...]:
    return tuple(o.name for o in found if o.state != "blank")


def parties(found: Sequence[Party]) -> tuple[str, ...]:
    return tuple(p.name for p in found)


def assigned(plan: Plan) -> Counter[tuple[object, ...]]:
    rows = [(i.heading, offices(i.lead), offices(i.support), offices(i.responsible)) for i in plan.tasks]
    return Counter(row for row in rows if any(row[1:]))


@pytest.mark.parametrize("template", HOLD_TASKS)
def test_assignments_come_back_once_each(case: tuple[tuple[str, ...], Plan], printed: Draft, template: str) -> None:
    found = Counter(
        (a.task, parties(a.lead), parties(a.support), parties(a.responsible)) for a in printed(template).assignments
    )
    assert found == assigned(case[1])


@pytest.mark.parametrize("template", HOLD_TASKS)
def test_targets_come_back_once_each(case: tuple[tuple[str, ...], Plan], printed: Draft, template: str) -> None:
    found = Counter((t.indicator, str(t.value), t.unit) for t in printed(template).targets)
    expected = [(g.indicator, g.own) for g in case[1].goals if g.own]
    assert len(expected) == sum(found.values())
    for indicator, own in expected:
        same = any(name == indicator and value in own and unit in own for name, value, unit in found)
        assert same, (indicator, own, found)


@pytest.mark.parametrize("template", ["implementation_plan", "action_plan"])
def test_tasks_come_back_and_nothing_is_missing(
    case: tuple[tuple[str, ...], Plan], printed: Draft, template: str
) -> None:
    upper, plan = case
    back = printed(template)
    headings = [s.heading for s in back.sections]
    assert [i.heading for i in plan.tasks] == [h for h in headings if h in {i.heading for i in plan.tasks}]
    for stem in upper:
        result = diff(document(stem), back)
        assert result.summary.get("missing", 0) == 0, [i.upper for i in result.items if i.status == "missing"]


def test_a_page_reads_as_the_word_file(case: tuple[tuple[str, ...], Plan], printed: Draft) -> None:
    page = printed("implementation_plan", ".html")
    found = Counter((a.task, parties(a.lead), parties(a.support), parties(a.responsible)) for a in page.assignments)
    assert found == assigned(case[1])


def test_the_notice_of_a_group_sets_up_the_group(case: tuple[tuple[str, ...], Plan], printed: Draft) -> None:
    group, back = case[1].group, printed("leading_group_notice")
    assert back.members == [], "a blank is nobody"
    assert [b.name for b in back.bodies if b.kind == "leading_group"] == [group.name]
    expected = Counter((f.name, f.lead, f.support) for f in group.task_forces)
    assert Counter((a.task, parties(a.lead), parties(a.support)) for a in back.assignments) == expected


@pytest.mark.parametrize("template", ["forwarding_notice", "working_paper"])
def test_papers_without_tasks_assert_none(printed: Draft, template: str) -> None:
    back = printed(template)
    assert (back.assignments, back.targets, back.members) == ([], [], [])


@pytest.mark.parametrize("template", SETS)
def test_no_draft_departs_from_the_form(files: Callable[..., Path], template: str) -> None:
    assert check_format(files(template)) == []
