"""Rendering: the shipped set, the refusals, and templates that mean harm."""

from __future__ import annotations

import io
import re
import shutil
import time
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest

from docparse.drafting import draft, fields
from docparse.drafting import plan as plan_module
from docparse.drafting import render as rendering
from docparse.drafting.plan import Plan
from docparse.drafting.render import Edition, render
from docparse.errors import DocparseError, TemplateError
from docparse.records import Document, Frozen
from docparse.resources import folder

SETS = sorted(p.parent.name for p in folder("templates").glob("*/plan.docx"))


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of templates with one set, "own"."""
    (tmp_path / "own").mkdir()
    monkeypatch.setattr(rendering, "folder", lambda name: tmp_path)
    return tmp_path / "own"


@pytest.mark.parametrize("template", SETS)
@pytest.mark.parametrize("suffix", [".docx", ".md", ".html"])
def test_every_set_prints_in_every_format(plan: Plan, template: str, suffix: str) -> None:
    printed = render(plan, template=template, suffix=suffix, edition=Edition(red_head=True, quarter="2026Q1"))
    if suffix == ".docx":
        word = docx.Document(io.BytesIO(printed))
        text = "\n".join(p.text for p in word.paragraphs)
    else:
        text = printed.decode("utf-8")
    assert "{{" not in text
    assert "{%" not in text
    assert "\ue000" not in text
    assert "苇塘区" in text


@pytest.mark.parametrize("suffix", [".docx", ".md", ".html"])
def test_one_plan_gives_the_same_bytes_twice(plan: Plan, suffix: str) -> None:
    assert render(plan, suffix=suffix) == render(plan, suffix=suffix)


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_text_formats_hold_the_whole_plan(plan: Plan, suffix: str) -> None:
    text = render(plan, suffix=suffix).decode("utf-8")
    assert "{{" not in text
    assert "{%" not in text
    for chapter in plan.chapters:
        for item in chapter.items:
            assert item.body in text
            assert item.responsibility in text
    assert "依据：澜府办〔2024〕17号 四（一）" in text


def test_markup_in_a_document_stays_text(plan: Plan) -> None:
    hostile = plan.model_copy(update={"lead_in": "<script>alert(1)</script>&{{ 7 }}"})
    assert "<script>" not in render(hostile, suffix=".html").decode("utf-8")
    assert "<script>" not in render(hostile, suffix=".md").decode("utf-8")
    word = docx.Document(io.BytesIO(render(hostile)))
    assert "<script>alert(1)</script>&{{ 7 }}制定本实施方案。" in [p.text for p in word.paragraphs]


@pytest.mark.parametrize(
    ("template", "suffix", "message"),
    [
        ("no_such_set", ".docx", "name a folder, or one of: .*implementation_plan"),
        ("../implementation_plan", ".docx", "name a folder, or one of: "),
        ("", ".docx", "name a folder, or one of: "),
        ("a\0b", ".docx", "name a folder, or one of: "),
        ("reports", ".docx", "name a folder, or one of: "),
        ("implementation_plan", ".pdf", r"use \.docx, \.md, \.html"),
        ("implementation_plan", "", r"use \.docx, \.md, \.html"),
    ],
)
def test_what_cannot_be_written_is_one_line(action: Document, template: str, suffix: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message) as raised:
        draft([action], "苇塘区", template=template, suffix=suffix)
    assert isinstance(raised.value, DocparseError)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("一\n{{ plan.nothing }}", r"plan\.md\.j2:2: .*nothing"),
        ("{{ nothing }}", r"plan\.md\.j2:1: 'nothing' is undefined"),
        ("一\n二\n{% for %}", r"plan\.md\.j2:3: "),
        ("{{ plan.region|attr('x') }}", "No filter named 'attr'"),
        ("{{ plan.__class__ }}", "unsafe"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ plan.model_fields }}", "unsafe"),
        ("{{ plan.of_kind }}", "unsafe"),
        ("{{ plan.model_dump() }}", "Call is not for templates"),
        ("{{ plan.region.upper() }}", "Call is not for templates"),
        ("{{ plan.region.format }}", "unsafe"),
        ("{{ plan }}", "a Plan cannot be printed"),
        ("{{ plan.chapters }}", "a tuple cannot be printed"),
        ("{% for n in range(9) %}{% endfor %}", "Call is not for templates"),
        ("{% macro m() %}{% endmacro %}", "Macro is not for templates"),
        ("{% set a = 'x' ~ 'x' %}", "Concat is not for templates"),
        ("{% set a %}x{% endset %}", "AssignBlock is not for templates"),
        ("{{ 'x' * 999999999 }}", "Mul is not for templates"),
        ("{{ '%999999999d' % 1 }}", "Mod is not for templates"),
        ("{{ plan.region + plan.region }}", "whole numbers alone"),
        ("{{ [1] }}", "List is not for templates"),
        ("{% import 'x' as y %}", "Import is not for templates"),
        ("{% include 'absent' %}", "there is no absent"),
        ("{% include '../outside.md.j2' %}", "outside the folder"),
        ("{% include '/etc/hostname' %}", "outside the folder"),
        ("{% include 'link.md.j2' %}", "outside the folder"),
        ("{% include 'plan.md.j2' %}", "includes itself without end"),
        ("{% for a in plan.tasks %}" * 7 + "{% endfor %}" * 7, "loops run too long"),
        ("{% for a in plan.tasks %}" * 4 + "x" * 9000 + "{% endfor %}" * 4, "output is too large"),
    ],
)
def test_a_template_that_means_harm_is_refused(plan: Plan, templates: Path, text: str, message: str) -> None:
    (templates.parent / "outside.md.j2").write_text("geheim", encoding="utf-8")
    (templates / "link.md.j2").symlink_to(templates.parent / "outside.md.j2")
    (templates / "plan.md.j2").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=message) as raised:
        render(plan, template="own", suffix=".md")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("paragraph", "message"),
    [
        ("{{ plan.nothing }}", r"plan\.docx, near “{{ plan\.nothing }}”: .*nothing"),
        ("{{ plan.__class__ }}", "unsafe"),
        ("{%p for %}", r"plan\.docx, near "),
        ("{{ plan.region.upper() }}", "Call is not for templates"),
    ],
)
def test_a_word_template_is_held_to_the_same(plan: Plan, templates: Path, paragraph: str, message: str) -> None:
    word = docx.Document()
    word.add_paragraph(paragraph)
    word.save(str(templates / "plan.docx"))
    with pytest.raises(TemplateError, match=message):
        render(plan, template="own")


@pytest.mark.parametrize(
    ("paragraphs", "message"),
    [
        (["{%p for a in plan.tasks %}"] * 7 + ["x"] + ["{%p endfor %}"] * 7, "too l(?:ong|arge)"),
        (["{%p for a in plan.tasks %}"] * 4 + ["x" * 9000] + ["{%p endfor %}"] * 4, "output is too large"),
        (["{% include '/etc/hostname' %}"], "outside the folder"),
        (["{{r " * 20_000], "more than 3000 braces"),
        (["{{r " * 700], "near “{{r "),
        (["{" * 2_900], "nested too deeply"),
        (["x" * 3_000_000], "part of more than 3000000 bytes"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_word_template_has_its_limits(plan: Plan, templates: Path, paragraphs: list[str], message: str) -> None:
    word = docx.Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    word.save(str(templates / "plan.docx"))
    start = time.process_time()
    with pytest.raises(TemplateError, match=message) as raised:
        render(plan, template="own")
    assert "\n" not in str(raised.value)
    assert time.process_time() - start < 20


def test_a_word_template_of_somebody_s_own_needs_no_styles(plan: Plan, templates: Path) -> None:
    word = docx.Document()
    word.add_paragraph("{%p for task in plan.tasks %}")
    word.add_paragraph("{{ task.title }}{{ task.body }}{{ task|mark }}")
    word.add_paragraph("{%p endfor %}")
    word.save(str(templates / "plan.docx"))
    for trace in ("comments", "footnotes", "none"):
        printed = docx.Document(io.BytesIO(render(plan, template="own", edition=Edition(trace=trace))))
        assert [p.text for p in printed.paragraphs] == [task.title + task.body for task in plan.tasks]


def with_body(change: str, encoding: str = "utf-8") -> bytes:
    """A Word template of one paragraph whose XML is `change`d: the {body} stands for what it was."""
    word = docx.Document()
    word.add_paragraph("{{ plan.region }}")
    plain, stream = io.BytesIO(), io.BytesIO()
    word.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                body = re.sub(r"<\?xml.*?\?>\s*", "", part.decode("utf-8"))
                part = change.replace("{body}", body).encode(encoding)
            new.writestr(name, part)
    return stream.getvalue()


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {name} '{f'&{inner};' * 10}'>" for inner, name in pairwise("abcdefghij")
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (with_body(LAUGHS + "]>{body}"), "defines entities"),
        (with_body("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>{body}"), "defines entities"),
        (with_body(f"<?xml version='1.0' encoding='UTF-16'?>{LAUGHS}]>{{body}}", "utf-16"), "defines entities"),
        (with_body("{body}<"), r"plan\.docx"),
    ],
)
def test_a_word_template_cannot_define_entities(plan: Plan, templates: Path, data: bytes, message: str) -> None:
    (templates / "plan.docx").write_bytes(data)
    with pytest.raises(TemplateError, match=message) as raised:
        render(plan, template="own")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("content", [b"", b"no package", b"PK\x03\x04 broken"])
def test_a_damaged_word_template_is_one_line(plan: Plan, templates: Path, content: bytes) -> None:
    (templates / "plan.docx").write_bytes(content)
    with pytest.raises(TemplateError, match=r"plan\.docx"):
        render(plan, template="own")


def test_an_own_set_needs_no_python(plan: Plan, templates: Path) -> None:
    (templates / "head.md.j2").write_text("# {{ plan.region }}\n", encoding="utf-8")
    (templates / "plan.md.j2").write_text(
        "{% include 'head.md.j2' %}{% for t in plan.tasks %}{{ loop.index|numeral }}、{{ t.heading }}\n{% endfor %}",
        encoding="utf-8",
    )
    text = render(plan, template="own", suffix=".md").decode("utf-8")
    assert text.startswith(f"# {plan.region}\n一、增强研发能力\n二、扩大招商引资\n")


def test_a_copied_folder_is_a_set_by_its_path(plan: Plan, tmp_path: Path) -> None:
    own = tmp_path / "我区方案"
    shutil.copytree(folder("templates") / "implementation_plan", own)
    (own / "imprint.md.j2").write_text("\n印数：{{ plan.tasks|length }}份\n", encoding="utf-8")
    text = render(plan, template=str(own), suffix=".md").decode("utf-8")
    assert text.endswith(f"印数：{len(plan.tasks)}份\n")
    assert f"# {plan.subject}实施方案" in text
    assert render(plan, template=str(own)) == render(plan)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("plan.html.j2", "", "has no plan.md.j2"),
        ("other.txt", "", "has none of plan.docx, plan.md.j2, plan.html.j2; copy a folder of "),
        ("plan.md.j2", "x" * 4_000_001, "is larger than"),
        ("plan.md.j2", "{% include 'large' %}", "is larger than"),
        ("plan.md.j2", "{% include 'latin' %}", "is no UTF-8 text"),
        ("plan.md.j2", "一\n{% include 'bad.md.j2' %}", r"bad\.md\.j2:2: .*nothing"),
    ],
)
def test_a_folder_that_is_no_set_is_one_line(plan: Plan, tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / "large").write_text("x" * 1_000_001, encoding="utf-8")
    (tmp_path / "latin").write_bytes(b"\xff")
    (tmp_path / "bad.md.j2").write_text("一\n{{ plan.nothing }}", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=message) as raised:
        render(plan, template=str(tmp_path), suffix=".md")
    assert "\n" not in str(raised.value)


def test_the_table_of_fields_is_the_model() -> None:
    described = {(r["model"], r["field"].partition("=")[0]) for r in fields.rows()}
    keyed = {(r["model"], r["field"]) for r in fields.rows() if r["key"] and "=" not in r["field"]}
    own = {m.__name__: m for m in vars(plan_module).values() if isinstance(m, type) and issubclass(m, Frozen)}
    models = {name: m for name, m in own.items() if m.model_fields}
    assert len(models) > 12
    for name, model in models.items():
        properties = {n for n, value in vars(model).items() if isinstance(value, property)}
        assert {f for m, f in described if m == name} == {*model.model_fields, *properties}
        assert {f for m, f in keyed if m == name} in ({*model.model_fields}, set())
        keys = list(fields.keys_of(name).values())
        assert len(keys) == len(set(keys)), name
    assert set(fields.models()) == {*models, "Coverage", "Quarter"}


def test_the_readme_lists_every_variable_and_filter() -> None:
    text = (folder("templates") / "README.md").read_text(encoding="utf-8")
    assert fields.reference() in text, "run: python templates/build_docx.py"
    names = re.findall(r"filters: .*?= \{(.*?)\}", Path(rendering.__file__).read_text(encoding="utf-8"), re.S)[0]
    assert all(f"\\|{name} }}" in text for name in re.findall(r'"(\w+)":', names))
    for name in re.findall(r"context = \{(.*?)\}", Path(rendering.__file__).read_text(encoding="utf-8"), re.S):
        assert all(f"| `{variable}` |" in text for variable in re.findall(r'"(\w+)":', name))
    assert {p.parent.name for p in folder("templates").glob("*/plan.docx")} == set(
        re.findall(r"^\| `(\w+_\w+)` \| [^|]+ \|$", text.partition("## 写法")[0], re.M)
    )


@pytest.fixture(scope="module")
def script() -> Any:
    import importlib.util

    spec = importlib.util.spec_from_file_location("build_docx", folder("templates") / "build_docx.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", SETS)
def test_the_shipped_word_templates_are_what_their_script_builds(script: Any, name: str) -> None:
    fresh = io.BytesIO()
    getattr(script, name)().save(fresh)
    with zipfile.ZipFile(fresh) as new, zipfile.ZipFile(folder("templates") / name / "plan.docx") as old:
        for part in ("word/document.xml", "word/styles.xml", "word/settings.xml", "word/fontTable.xml"):
            assert new.read(part) == old.read(part), "run: python templates/build_docx.py"
