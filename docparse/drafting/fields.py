"""The plan's model in words: what each field means, and by which Chinese key the outline file names it (`fields.tsv`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from docparse.lexicon.tables import Row, read_table
from docparse.records import Frozen


@cache
def rows() -> tuple[Row, ...]:
    """The table as it stands in the file: model, field, key, meaning."""
    return read_table(Path(__file__).with_name("fields.tsv"))


@cache
def keys_of(model: str) -> dict[str, str]:
    """field → key for a model's own fields: {"heading": "标题", …}."""
    return {r["field"]: r["key"] for r in rows() if r["model"] == model and r["key"] and "=" not in r["field"]}


@cache
def values_of(model: str, field: str) -> dict[str, str]:
    """value → its word for a field with a fixed choice: {"tasks": "任务", …}; {} for any other field."""
    start = f"{field}="
    return {
        r["field"].removeprefix(start): r["key"] for r in rows() if r["model"] == model and r["field"].startswith(start)
    }


def reference() -> str:
    """The variables of all models as Markdown tables, for the templates' README."""
    pieces = []
    for name, model in models().items():
        lines = [f"### {name}", "", "| 变量 | 提纲中的键 | 内容 |", "| --- | --- | --- |"]
        for row in (r for r in rows() if r["model"] == name):
            variable, _, value = row["field"].partition("=")
            inner = "" if value else _model_in(_annotation(model, variable))
            told = f"{row['meaning']}（见 {inner}）" if inner else row["meaning"]
            lines.append(f"| {f'　值为 `{value}`' if value else f'`{variable}`'} | {row['key']} | {told} |")
        pieces.append("\n".join(lines))
    return "\n\n".join(pieces) + "\n"


def models() -> dict[str, type[Frozen]]:
    """The models that the table describes, by name, in its order."""
    from docparse.drafting import coverage, plan, quarters

    known = {**vars(coverage), **vars(quarters), **vars(plan)}
    return {row["model"]: known[row["model"]] for row in rows()}


def _annotation(model: type[Frozen], variable: str) -> Any:
    field = model.model_fields.get(variable)
    return field.annotation if field else get_type_hints(vars(model)[variable].fget)["return"]


def _model_in(annotation: Any) -> str:
    """The name of the model that a value holds, one or many of; "" for text and numbers."""
    inner = [annotation, *(a for a in get_args(annotation))]
    return next((a.__name__ for a in inner if isinstance(a, type) and issubclass(a, Frozen)), "")
