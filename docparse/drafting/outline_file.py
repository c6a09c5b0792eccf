"""The outline file: a plan as YAML with Chinese keys, which a person edits before it is rendered, and back.

Only mappings, lists and text are read (YAML 1.2, chapter 7): no tags, no anchors, no second document; every mistake is
told in one line with its line number. What is left out or left empty takes its default.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from docparse.drafting.fields import keys_of, values_of
from docparse.drafting.plan import Office, Plan
from docparse.errors import DocparseError

MOST_BYTES = 4_000_000
MOST_NODES = 100_000
DEEPEST = 20
_ONE_LINE = frozenset({"Source", "Office", "Post", "Period", "Basis", "Project", "TaskForce"})
_HEADER = """\
# 提纲：改好后用 docparse draft --outline 印成文稿。
# 冒号左边是键，不要改；右边是内容，可以改、可以删。用不到的行可以整行删除；顺序就是印出的顺序。
# 增加一条：复制一条（从“- ”开始的几行）再改；增加单位可以只写名称，如“- 区某某局”。
# 每一层比上一层多缩进两格（用空格）。内容里有英文冒号、井号时，用英文双引号括起来。
# 本级目标填上数字（如：达到150家）以后，待补充自动消失。键的含义见 templates/README.md。
"""

Steps: TypeAlias = tuple[str | int, ...]


class OutlineError(DocparseError):
    """An outline file that is no YAML of the expected form; the message names the line."""


# --- writing ---------------------------------------------------------------------------------------------------------


class _OneLine(dict[str, Any]):
    """A mapping that is written on one line."""


def write_outline(plan: Plan) -> bytes:
    """The plan as an outline file: UTF-8 YAML, `read_outline` of which is the same plan."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

    Dumper.add_representer(
        _OneLine, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
    )
    Dumper.add_representer(
        str,
        lambda dumper, text: dumper.represent_scalar(
            "tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"'
        ),
    )
    titles = {basis.number: basis.title for basis in plan.basis if basis.number}
    text: str = yaml.dump(_told(plan, titles), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=float("inf"))
    return (_HEADER + text).encode("utf-8")


def _told(value: Any, titles: dict[str, str]) -> Any:
    """A value as YAML holds it: models as mappings without their defaults, choices as words.

    The title of a source whose number stands in 依据文件 is left out.
    """
    if isinstance(value, tuple):
        return [_told(inner, titles) for inner in value]
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, BaseModel):
        return value
    model = type(value).__name__
    told: dict[str, Any] = _OneLine() if model in _ONE_LINE else {}
    for name, key in keys_of(model).items():
        held = getattr(value, name)
        if held == type(value).model_fields[name].get_default():
            continue
        if model == "Source" and name == "title" and titles.get(getattr(value, "number", "")) == held:
            continue
        told[key] = values_of(model, name).get(held) if values_of(model, name) else _told(held, titles)
    return told


# --- reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """`value` is None where the file says null; `left_empty` where nothing stands behind the key, not even quotes."""

    line: int
    value: str | None
    left_empty: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    line: int
    items: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class _Mapping:
    line: int
    pairs: tuple[tuple[_Text, _Node], ...]


_Node: TypeAlias = _Text | _List | _Mapping


def read_outline(data: bytes) -> Plan:
    """The plan that an outline file tells.

    Raises:
        OutlineError: the file is too large, no YAML, or has an unknown key or a value of the wrong form.
    """
    if len(data) > MOST_BYTES:
        raise OutlineError(f"outline: larger than {MOST_BYTES} bytes; split it")
    node = _parsed(data)
    lines: dict[Steps, int] = {}
    values = _values(node, Plan, (), lines)
    _restore_titles(values)
    try:
        return Plan.model_validate(values)
    except ValidationError as error:
        raise OutlineError(_complaint(error, lines)) from error


def _parsed(data: bytes) -> _Node:
    import yaml

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OutlineError("outline: is no UTF-8 text; save it as UTF-8") from error
    try:
        events = _events(text)
        first = next(events, None)
        node = _node(first, events, 0) if first else None
        if node is None:
            raise OutlineError("outline: is empty; write one with --outline first")
        if next(events, None) is not None:
            raise OutlineError("outline: holds more than one document; keep one")
        return node
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"outline:{mark.line + 1}" if mark is not None else "outline"
        raise OutlineError(f"{where}: is no YAML ({error.problem}); check indents, colons and quotes") from error
    except yaml.YAMLError as error:
        raise OutlineError(f"outline: is no YAML ({str(error).splitlines()[0]})") from error


def _events(text: str) -> Iterator[Any]:
    """The parser's events between the document's start and end, with all that an outline has no use for refused."""
    import yaml

    frame = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
    count = 0
    event: Any
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, frame):
            continue
        count += 1
        line = event.start_mark.line + 1
        if count > MOST_NODES:
            raise OutlineError(f"outline:{line}: holds more than {MOST_NODES} values; shorten it")
        if getattr(event, "anchor", None):
            raise OutlineError(f"outline:{line}: anchors and aliases (& and *) are not for outlines; write it out")
        if getattr(event, "tag", None):
            raise OutlineError(f"outline:{line}: tags (!) are not for outlines; put the text in double quotes")
        yield event


def _node(event: Any, events: Iterator[Any], depth: int) -> _Node | None:
    """The node that begins with `event`; None where it ends the collection around it."""
    import yaml

    line = event.start_mark.line + 1
    if depth > DEEPEST:
        raise OutlineError(f"outline:{line}: is nested deeper than {DEEPEST} levels; check the indents")
    if isinstance(event, yaml.ScalarEvent):
        bare = event.style is None
        null = bare and event.value in ("null", "~")
        return _Text(line, None if null else event.value, bare and event.value == "")
    if isinstance(event, yaml.CollectionEndEvent):
        return None
    inner: list[_Node] = []
    while (node := _node(next(events), events, depth + 1)) is not None:
        inner.append(node)
    if isinstance(event, yaml.SequenceStartEvent):
        return _List(line, tuple(inner))
    pairs: list[tuple[_Text, _Node]] = []
    for key, value in zip(inner[::2], inner[1::2], strict=True):
        if not isinstance(key, _Text) or not key.value:
            raise OutlineError(f"outline:{key.line}: a key must be a word")
        pairs.append((key, value))
    return _Mapping(line, tuple(pairs))


def _values(node: _Node, kind: Any, path: Steps, lines: dict[Steps, int]) -> Any:
    """The node as pydantic takes it, Chinese keys and words replaced; `lines` learns where each value stands.

    An office may be written as its name alone: whoever writes it confirms it.
    """
    lines[path] = node.line
    inner = _inner(kind)
    if isinstance(node, _Text):
        return {"name": node.value, "state": "confirmed"} if inner is Office and node.value else node.value
    if isinstance(node, _List):
        return [_values(item, inner, (*path, index), lines) for index, item in enumerate(node.items)]
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return _mapping(node, inner, path, lines)
    raise OutlineError(f"outline:{node.line}: {_name(path)}: takes a text or a list, not keys")


def _mapping(node: _Mapping, model: type[BaseModel], path: Steps, lines: dict[Steps, int]) -> dict[str, Any]:
    fields = {key: name for name, key in keys_of(model.__name__).items()}
    values: dict[str, Any] = {}
    for word, inner in node.pairs:
        key, line = word.value or "", word.line
        if key not in fields:
            near = difflib.get_close_matches(key, fields, n=1, cutoff=0.4)
            hint = f"did you mean “{near[0]}”?" if near else f"known are: {'、'.join(fields)}"
            raise OutlineError(f"outline:{line}: unknown key “{key}”; {hint}")
        name = fields[key]
        if name in values:
            raise OutlineError(f"outline:{line}: “{key}” stands twice; keep one")
        lines[*path, name] = line
        if isinstance(inner, _Text) and inner.left_empty:
            continue
        value = _values(inner, model.model_fields[name], (*path, name), lines)
        values[name] = _chosen(value, model.__name__, name, model.model_fields[name], line)
    return values


def _chosen(value: Any, model: str, name: str, field: FieldInfo, line: int) -> Any:
    """A word of a choice as its value; anything else as it is."""
    words: dict[Any, Any] = {word: choice for choice, word in values_of(model, name).items()}
    if field.annotation is bool:
        words = {"是": True, "否": False}
    if not words:
        return value
    if value not in words:
        raise OutlineError(f"outline:{line}: “{value}” is none of {'、'.join(words)}")
    return words[value]


def _inner(kind: Any) -> Any:
    """The model, or the plain type, that a field holds one or many of."""
    if isinstance(kind, FieldInfo):
        kind = kind.annotation
    while get_origin(kind) is not None:
        arguments = [a for a in get_args(kind) if a not in (type(None), Ellipsis)]
        if not arguments or isinstance(arguments[0], str):
            return str
        kind = arguments[0]
    return kind


def _restore_titles(plan: Any) -> None:
    """Gives sources the title of the document of their number."""
    if not isinstance(plan, dict):
        return
    found = [basis for basis in plan.get("basis", ()) if isinstance(basis, dict)]
    titles = {basis["number"]: basis.get("title") for basis in found if basis.get("number")}

    def walk(value: Any) -> None:
        if isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, dict):
            if value.get("number") in titles:
                value.setdefault("title", titles[value["number"]])
            for inner in value.values():
                walk(inner)

    walk({key: value for key, value in plan.items() if key != "basis"})


def _complaint(error: ValidationError, lines: dict[Steps, int]) -> str:
    """The first fault in one line, with the line of the value or of what should hold it."""
    first = error.errors()[0]
    path: Steps = tuple(first["loc"])
    line = next((lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in lines), 1)
    return f"outline:{line}: {_name(path)}: {first['msg'].lower()}"


def _name(path: Steps) -> str:
    """A value's place in the file's own words: 各章.1.标题."""
    model: Any = Plan
    words = []
    for step in path:
        if isinstance(step, int):
            words.append(str(step + 1))
        elif isinstance(model, type) and issubclass(model, BaseModel):
            words.append(keys_of(model.__name__).get(step, step))
            field = model.model_fields.get(step)
            model = _inner(field) if field else None
    return ".".join(words) or "outline"
