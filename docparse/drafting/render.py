"""render(): a plan and a template set to the bytes of a .docx, .md or .html file.

A set is a folder in `templates/` with plan.docx (docxtpl), plan.md.j2 and plan.html.j2; its README lists the variables.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docparse.drafting.demands import numeral
from docparse.drafting.finish import finish, mark
from docparse.drafting.plan import Chapter, Item, Office, Plan, Source
from docparse.drafting.sandbox import environment, line_of, render_text
from docparse.errors import TemplateError, UnreadableFile
from docparse.readers.packages import member_names
from docparse.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment

FILES = {".docx": "plan.docx", ".md": "plan.md.j2", ".html": "plan.html.j2"}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_LARGEST = 4_000_000
_BRIEF = 60
_MODEL = re.compile(r"docparse\.drafting\.plan\.| object")


def render(plan: Plan, *, template: str = "implementation_plan", suffix: str = ".docx") -> bytes:
    """The plan printed with one template set, in the format that `suffix` names.

    Raises:
        TemplateError: there is no such set or format, or the template is unsafe or names what the plan does not hold.
    """
    file = find(template, suffix)
    filters: dict[str, Callable[..., Any]] = {
        "numeral": numeral,
        "brief": brief,
        "offices": offices,
        "labels": labels,
        "origin": origin,
        "mark": lambda item: mark(origin(item)),
    }
    env = environment(file.parent, file.name, markup=suffix != ".md", filters=filters)
    context = {"plan": plan}
    if suffix == ".docx":
        return finish(_render_docx(file, env, context), plan)
    return _render_text(file, env, context).encode("utf-8")


def find(template: str, suffix: str) -> Path:
    """The file of a template set for a format.

    Raises:
        TemplateError: no such set or format; the message names those that there are.
    """
    home = folder("templates")
    sets = sorted(p.name for p in home.iterdir() if p.is_dir() and not p.name.startswith((".", "_")))
    if not _NAME.fullmatch(template) or template not in sets:
        raise TemplateError(f"no template {template!r}; there are: {', '.join(sets)}")
    if suffix not in FILES:
        raise TemplateError(
            f"a draft cannot be written as {suffix or 'a file without suffix'!r}; use {', '.join(FILES)}"
        )
    file = home / template / FILES[suffix]
    if not file.is_file():
        raise TemplateError(f"template {template} has no {file.name}; use another format")
    if file.stat().st_size > _LARGEST:
        raise TemplateError(f"template {file.name} is larger than {_LARGEST} bytes; make it smaller")
    return file


def _render_text(file: Path, env: Environment, context: dict[str, Any]) -> str:
    from jinja2 import TemplateError as JinjaError

    try:
        return render_text(env.get_template(file.name), context, file.name)
    except (JinjaError, RecursionError) as error:
        line = line_of(error, str(file.parent.resolve()))
        raise TemplateError(f"template {file.name}{f':{line}' if line else ''}: {_reason(error)}") from error


def _render_docx(file: Path, env: Environment, context: dict[str, Any]) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError as JinjaError

    data = file.read_bytes()
    try:
        if "word/document.xml" not in member_names(data, file.name):
            raise TemplateError(f"template {file.name} is no Word document; save it as .docx")
    except UnreadableFile as error:
        raise TemplateError(f"template {error}") from error
    word = DocxTemplate(io.BytesIO(data))
    try:
        word.render(context, env)
    except (JinjaError, RecursionError) as error:
        near = _paragraph(word, line_of(error, "<template>"))
        raise TemplateError(f"template {file.name}{f', near “{near}”' if near else ''}: {_reason(error)}") from error
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _paragraph(word: Any, line: int | None) -> str:
    """The paragraph at a line of the XML that docxtpl renders: it begins a line at each paragraph."""
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", word.patch_xml(word.get_xml())).splitlines()
    return re.sub(r"<[^>]+>", "", lines[line - 1]).strip() if line and line <= len(lines) else ""


def _reason(error: BaseException) -> str:
    from jinja2 import TemplateNotFound, UndefinedError

    if isinstance(error, RecursionError):
        return "it includes itself without end"
    if isinstance(error, TemplateNotFound):
        return f"there is no {error.name} in its folder"
    if isinstance(error, UndefinedError):
        return f"{_MODEL.sub('', str(error))}; the templates' README lists what there is"
    return str(error).splitlines()[0]


# --- what templates can do with values -------------------------------------------------------------------------------


def brief(text: str) -> str:
    """The first sentence of a paragraph, for a table; cut at a clause where it is long."""
    first = text.partition("。")[0]
    if len(first) <= _BRIEF:
        return first
    clauses = first[:_BRIEF].rpartition("，")[0]
    return clauses or first[:_BRIEF]


def offices(found: Sequence[Office]) -> str:
    """Names of offices for a table, （待核） behind those that nothing confirms."""
    return "、".join(office.checked for office in found)


def labels(sources: Sequence[Source]) -> str:
    """Documents and sections, as an official cites them."""
    return "；".join(dict.fromkeys(source.label for source in sources))


def origin(item: Item | Chapter) -> str:
    """Where a paragraph comes from and what to query in it; "" where nothing is to be said."""
    notes = item.notes if isinstance(item, Item) else ()
    told = ([f"依据：{labels(item.sources)}"] if item.sources else []) + [f"待核：{note}" for note in notes]
    return "。".join(told).replace("--", "—")
