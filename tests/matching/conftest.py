"""Documents and records of small invented texts, so that matching is tested without the extraction that feeds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from docparse.records import RECORD_KINDS, Agency, Document, FileInfo, Meta, Normalized, Part, Section, Target

MARKS = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"\d{1,2}[.．](?!\d)"),
    re.compile(r"（\d{1,2}）"),
)
DIGITS = "零一二三四五六七八九"

Maker = Callable[..., Any]


def arabic(number: str) -> str:
    """ "（十二）" → "12"."""
    bare = number.strip("、（）.．")
    if bare.isdigit():
        return bare
    tens, ten, ones = bare.rpartition("十")
    return str((DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (DIGITS.index(ones) if ones else 0))


def sections_of(lines: Sequence[str]) -> list[Section]:
    """Lines that begin with a number open sections; a heading ends at the first 。 or with its line."""
    end = sum(len(line) + 1 for line in lines) - 1
    found: list[Section] = []
    trail: list[Section] = []
    offset = 0
    for line in lines:
        for level, mark in enumerate(MARKS, start=1):
            if (number := mark.match(line)) is None:
                continue
            while trail and trail[-1].level >= level:
                closed = trail.pop()
                found[int(closed.id[1:])] = closed.model_copy(update={"span": (closed.span[0], max(offset - 1, 0))})
            heading = line[number.end() :].split("。")[0].strip()
            start = offset + line.index(heading, number.end())
            section = Section(
                id=f"s{len(found)}",
                part="p1",
                level=level,
                number=number.group(),
                path=".".join([*(s.path.rsplit(".", 1)[-1] for s in trail), arabic(number.group())]),
                heading=heading,
                parent=trail[-1].id if trail else None,
                span=(offset, end),
                heading_span=(start, start + len(heading)),
            )
            found.append(section)
            trail.append(section)
            break
        offset += len(line) + 1
    return found


def make_document(text: str, *, region: str | None = None, level: str | None = None, **records: Any) -> Document:
    """A document whose paragraphs are the non-blank lines of `text`; `records` are the contract's lists."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    body = "\n".join(lines)
    return Document(
        source=FileInfo(path="invented.txt", sha256="0" * 64, media_type="text/plain", reader="text"),
        text=body,
        source_map=[],
        meta=Meta.model_validate({"region": region, "level": level}),
        parts=[Part(id="p1", kind="plan", title="", span=(0, len(body)))],
        sections=sections_of(lines),
        tables=[],
        **{kind: list(records.get(kind, ())) for kind in RECORD_KINDS},
    )


def make_target(indicator: str, value: float, unit: str, **fields: Any) -> Target:
    """A target with plain values; `normalized` is (value, base unit)."""
    base = fields.pop("normalized", None)
    defaults: dict[str, Any] = {
        "id": "t1", "span": (0, 1), "quote": "到", "section": None, "rule": "test", "scope": None, "comparator": "reach",
        "value_max": None, "aspirational": False, "by": None, "baseline": None, "parent": None,
    }  # fmt: skip
    normalized = None if base is None else Normalized(value=base[0], unit=base[1])
    known = {"indicator": indicator, "value": value, "unit": unit, "normalized": normalized}
    return Target.model_validate({**defaults, **known, **fields})


def make_agency(name: str, function: str | None = None, **fields: Any) -> Agency:
    """An agency that is named once."""
    defaults: dict[str, Any] = {
        "id": name, "span": (0, 1), "quote": name, "section": None, "rule": "test", "name": name, "canonical": name,
        "full_name": None, "kind": "department", "level": None, "function": function, "mentions": [(0, 1)],
    }  # fmt: skip
    return Agency.model_validate({**defaults, **fields})


@pytest.fixture(scope="session")
def document() -> Maker:
    return make_document


@pytest.fixture(scope="session")
def target() -> Maker:
    return make_target


@pytest.fixture(scope="session")
def agency() -> Maker:
    return make_agency
