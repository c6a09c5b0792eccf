"""A Jinja environment for templates that nobody has checked: it reads the plan, prints it, and can do nothing else.

A template may hold text, values, conditions, loops, blocks and includes from its own folder; it sees the fields of the
plan's models and a few filters, and no Python object. Rounds of loops, time and output are limited.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docparse.errors import TemplateError

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_STEPS = 200_000
"""Most rounds of all loops of one rendering together; a plan of 100 tasks needs some 5,000."""

MOST_SECONDS = 10.0
MOST_CHARACTERS = 5_000_000
LARGEST_SOURCE = 1_000_000
_LOOP = frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0"})
_FILTERS = ("first", "last", "length", "e")
_TESTS = ("defined", "none", "odd", "even", "equalto", "in")
# What a template may be built of. Calls, macros, lists, dictionaries and string arithmetic are missing on purpose:
# with them a template of ten lines can fill the memory.
_NODES = frozenset(
    "Template Output TemplateData For If Assign Name NSRef Getattr Filter Test Const Compare Operand And Or Not CondExpr"
    " Add Sub Include Extends Block EvalContext".split()
)


class Budget:
    """Counts the rounds of a rendering's loops and its time; too many of either end it."""

    def __init__(self, template: str) -> None:
        self.template = template
        self.steps = 0
        self.end = time.monotonic() + MOST_SECONDS

    def counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """The items, each charged as one round."""
        for item in items:
            self.steps += 1
            if self.steps > MOST_STEPS or (self.steps % 256 == 0 and time.monotonic() > self.end):
                raise TemplateError(f"template {self.template}: its loops run too long; check its {{% for %}} tags")
            yield item


def environment(
    homes: Sequence[Path], name: str, *, markup: bool, filters: dict[str, Callable[..., Any]]
) -> Environment:
    """A strict sandbox for the template `name`.

    Args:
        homes: the only folders that `{% include %}` and `{% extends %}` can reach; the first that has a name gives it.
        name: the template, for messages.
        markup: whether values are escaped for XML or HTML.
        filters: what `{{ value|name }}` can use beside first, last and length; each must give a str or an int.
    """
    from jinja2 import StrictUndefined
    from jinja2.filters import FILTERS
    from jinja2.tests import TESTS

    env = _sandbox()(
        autoescape=markup,
        undefined=StrictUndefined,
        loader=_loader(homes),
        finalize=_printable if markup else _printable_unmarked,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.concat = _bounded(name)  # type: ignore[method-assign]
    env.globals.clear()
    env.tests = {key: TESTS[key] for key in _TESTS}
    env.filters = {key: FILTERS[key] for key in _FILTERS} | filters | {"counted": Budget(name).counted}
    return env


@cache
def _sandbox() -> type[ImmutableSandboxedEnvironment]:
    """Jinja's sandbox, closed further: no calls, no attribute of what a template was not given, loops that are counted."""
    from jinja2 import TemplateSyntaxError, nodes
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"+", "-"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if isinstance(left, int) and isinstance(right, int):
                return super().call_binop(context, operator, left, right)
            raise SecurityError(f"{operator} is for whole numbers alone")

        def getattr(self, obj: Any, attribute: str) -> Any:
            if _is_open(obj, attribute):
                return super().getattr(obj, attribute)
            if hasattr(type(obj), attribute):
                return self.unsafe_undefined(obj, attribute)
            return self.undefined(obj=obj, name=attribute)

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return _is_open(obj, attr)

        def is_safe_callable(self, obj: Any) -> bool:
            return False

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            for node in tree.find_all(nodes.Node):
                if type(node).__name__ not in _NODES:
                    raise TemplateSyntaxError(
                        f"{type(node).__name__} is not for templates", node.lineno, name, filename
                    )
            for loop in tree.find_all(nodes.For):
                loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)
            return tree

    return Sandbox


def _printable(value: Any) -> Any:
    """What may be printed: text and numbers; a whole model or list would print as Python."""
    from jinja2 import Undefined
    from jinja2.exceptions import SecurityError

    if isinstance(value, str | int | Undefined):
        return value
    raise SecurityError(f"a {type(value).__name__} cannot be printed; print one of its fields")


def _printable_unmarked(value: Any) -> Any:
    """The same for Markdown, in which a "<" of a document must not begin a tag."""
    printable = _printable(value)
    return printable.replace("<", "&lt;") if isinstance(printable, str) else printable


def _is_open(obj: Any, attr: str) -> bool:
    """Whether a template may read `obj.attr`: fields and properties of the plan's models, and a loop's counters."""
    from jinja2.runtime import LoopContext

    from docparse.records import Frozen

    if isinstance(obj, LoopContext):
        return attr in _LOOP
    if not isinstance(obj, Frozen) or attr.startswith("_"):
        return False
    return attr in type(obj).model_fields or isinstance(vars(type(obj)).get(attr), property)


def _loader(homes: Sequence[Path]) -> Any:
    """Loads templates by name from the folders; names and links that lead out of them are refused."""
    from jinja2 import FunctionLoader

    roots = [home.resolve() for home in homes]

    def load(name: str) -> tuple[str, str, None] | None:
        for root in roots:
            file = (root / name).resolve()
            if not file.is_relative_to(root):
                raise TemplateError(f"template {name!r} lies outside the folder {root.name}; put it there")
            if file.is_file():
                return _source(file), str(file), None
        return None

    return FunctionLoader(load)


def _source(file: Path) -> str:
    if file.stat().st_size > LARGEST_SOURCE:
        raise TemplateError(f"template {file.name} is larger than {LARGEST_SOURCE} bytes; make it smaller")
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateError(f"template {file.name} is no UTF-8 text; save it as UTF-8") from error


def _bounded(name: str) -> Callable[[Iterable[str]], str]:
    """Joins the pieces of a template's output, up to a size."""

    def join(pieces: Iterable[str]) -> str:
        kept: list[str] = []
        size = 0
        for piece in pieces:
            size += len(piece)
            if size > MOST_CHARACTERS:
                raise TemplateError(f"template {name}: its output is too large; check its {{% for %}} tags")
            kept.append(piece)
        return "".join(kept)

    return join


def line_of(error: BaseException) -> tuple[str, int] | None:
    """(name, line) of the template in which the error arose, where it can be told."""
    found = None
    if isinstance(line := getattr(error, "lineno", None), int):
        found = (Path(getattr(error, "filename", None) or "").name, line)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            found = (Path(file).name, trace.tb_lineno)
        trace = trace.tb_next
    return found
