"""render(): a plan and a template set to the bytes of a .docx, .md or .html file.

A set is a folder with plan.docx (docxtpl), plan.md.j2 or plan.html.j2; `templates/README.md` lists what they can name.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docparse.drafting.blanks import shortened
from docparse.drafting.coverage import coverage
from docparse.drafting.demands import numeral
from docparse.drafting.finish import finish
from docparse.drafting.marks import Trace, labels, mark, resolved
from docparse.drafting.plan import Office, Plan
from docparse.drafting.quarters import quarter_of
from docparse.drafting.sandbox import environment, line_of
from docparse.drafting.schedule import schedule
from docparse.errors import TemplateError, UnreadableFile
from docparse.readers.packages import member_names
from docparse.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment

FILES = {".docx": "plan.docx", ".md": "plan.md.j2", ".html": "plan.html.j2"}
SHARED = "shared"
"""The folder of pieces that every template can include; a set's own piece of the same name goes before."""

_LARGEST = 4_000_000
_LARGEST_PART = 3_000_000
_MOST_BRACES = 3_000
_BRIEF = 60
_MODEL = re.compile(r"docparse\.drafting\.[a-z]+\.| object")


@dataclass(frozen=True, slots=True)
class Edition:
    """How a plan is printed.

    `red_head` opens a .docx with 发文机关标志, number and red line; `trace` says how sources are shown; `quarter`
    (2025Q3, 2025年第三季度, or "") is what a quarterly report is about.
    """

    red_head: bool = False
    trace: Trace = "comments"
    quarter: str = ""


def render(
    plan: Plan, *, template: str = "implementation_plan", suffix: str = ".docx", edition: Edition | None = None
) -> bytes:
    """The plan printed with one template set, in the format that `suffix` names.

    Args:
        plan: what is printed.
        template: the name of a set in `templates/`, or the path of a folder.
        suffix: ".docx", ".md" or ".html".
        edition: how it is printed; the defaults where it is None.

    Raises:
        TemplateError: there is no such set or format, or the template is unsafe or names what the plan does not hold.
        DocparseError: the edition names no quarter.
    """
    edition = edition or Edition()
    file = find(template, suffix)
    context = {
        "plan": plan,
        "schedule": schedule(plan),
        "coverage": coverage(plan),
        "quarter": quarter_of(plan, edition.quarter),
        "red_head": edition.red_head,
    }
    filters: dict[str, Callable[..., Any]] = {
        "numeral": numeral,
        "brief": brief,
        "short": shortened,
        "offices": offices,
        "names": "、".join,
        "labels": labels,
        "mark": mark,
    }
    homes = (file.parent, folder("templates") / SHARED)
    env = environment(homes, file.name, markup=suffix != ".md", filters=filters)
    if suffix == ".docx":
        return finish(_render_docx(file, env, context), plan, edition.trace)
    return resolved(_render_text(file, env, context), suffix, edition.trace).encode("utf-8")


def find(template: str, suffix: str) -> Path:
    """The file of a template set for a format.

    Raises:
        TemplateError: no such set or format; the message names those that there are.
    """
    if suffix not in FILES:
        raise TemplateError(
            f"a draft cannot be written as {suffix or 'a file without suffix'!r}; use {', '.join(FILES)}"
        )
    home = _home(template)
    file = home / FILES[suffix]
    if not file.is_file():
        raise TemplateError(f"template {home.name} has no {file.name}; use another format")
    if file.stat().st_size > _LARGEST:
        raise TemplateError(f"template {file.name} is larger than {_LARGEST} bytes; make it smaller")
    return file


def _home(template: str) -> Path:
    """The folder of a set: one of those that docparse brings, by its name, else the folder at a path."""
    shipped = folder("templates")
    sets = sorted(p.name for p in shipped.iterdir() if _is_set(p))
    if template in sets:
        return shipped / template
    path = Path(template)
    if template and "\0" not in template and path.is_dir():
        if _is_set(path):
            return path
        raise TemplateError(f"{template}: has none of {', '.join(FILES.values())}; copy a folder of {shipped}")
    raise TemplateError(f"no template {template!r}; name a folder, or one of: {', '.join(sets)}")


def _is_set(path: Path) -> bool:
    return any((path / name).is_file() for name in FILES.values())


def _render_text(file: Path, env: Environment, context: dict[str, Any]) -> str:
    from jinja2 import TemplateError as JinjaError

    try:
        return env.get_template(file.name).render(context)
    except (JinjaError, RecursionError) as error:
        name, line = line_of(error) or (file.name, None)
        raise TemplateError(f"template {name}{f':{line}' if line else ''}: {_reason(error)}") from error


def _render_docx(file: Path, env: Environment, context: dict[str, Any]) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError as JinjaError
    from lxml.etree import XMLSyntaxError

    data = _checked_package(file)
    word = DocxTemplate(io.BytesIO(data))
    try:
        word.render(context, env)
    except XMLSyntaxError as error:
        raise TemplateError(f"template {file.name}: is damaged ({error.msg}); save it afresh in Word") from error
    except (JinjaError, RecursionError) as error:
        found = line_of(error)
        near = _paragraph(word, found[1] if found else None)
        raise TemplateError(f"template {file.name}{f', near “{near}”' if near else ''}: {_reason(error)}") from error
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _checked_package(file: Path) -> bytes:
    """The bytes of a Word template of sensible size; docxtpl's patterns take a time that grows with the square of it."""
    data = file.read_bytes()
    try:
        names = member_names(data, file.name)
    except UnreadableFile as error:
        raise TemplateError(f"template {error}") from error
    if "word/document.xml" not in names:
        raise TemplateError(f"template {file.name} is no Word document; save it as .docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        texts = [m for m in package.infolist() if m.filename.startswith("word/") and m.filename.endswith(".xml")]
        if any(m.file_size > _LARGEST_PART for m in texts):
            raise TemplateError(f"template {file.name} has a part of more than {_LARGEST_PART} bytes; make it smaller")
        parts = [package.read(m) for m in texts]
        if any(b"<!DOCTYPE" in part.replace(b"\0", b"") for part in parts):  # in UTF-16 too
            raise TemplateError(f"template {file.name} defines entities (<!DOCTYPE); save it afresh in Word")
        if sum(part.count(b"{") for part in parts) > _MOST_BRACES:
            raise TemplateError(f"template {file.name} has more than {_MOST_BRACES} braces; make it smaller")
    return data


def _paragraph(word: Any, line: int | None) -> str:
    """The paragraph at a line of the XML that docxtpl renders: it begins a line at each paragraph."""
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", word.patch_xml(word.get_xml())).splitlines()
    return re.sub(r"<[^>]+>", "", lines[line - 1]).strip()[:_BRIEF] if line and line <= len(lines) else ""


def _reason(error: BaseException) -> str:
    from jinja2 import TemplateNotFound, UndefinedError

    if isinstance(error, RecursionError):
        return "it includes itself without end, or is nested too deeply"
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
    """Names of offices for a table, blanks without who and why."""
    return "、".join(shortened(office.name) for office in found)
