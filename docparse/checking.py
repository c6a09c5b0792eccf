"""Findings told like a linter: lines of text, JSON, or SARIF 2.1.0 (OASIS) for editors and review tools."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, TypeAlias
from urllib.parse import quote

from docparse.errors import DocparseError
from docparse.extractors.findings import rules
from docparse.output import json_bytes
from docparse.records import Document, Finding, SourceEntry

Format: TypeAlias = Literal["text", "json", "sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def check(documents: Sequence[Document], format: Format) -> bytes:
    """The findings of `documents`, document by document in the order of the text, as UTF-8.

    "text": a line each, `file:paragraph: severity code message`, the paragraph 1-based in the repaired text; nothing for no
    finding. "json": a list of objects. "sarif": a log with one run, whose rules are the rows of findings.tsv; lines are
    those of the file where it has lines (SARIF 2.1.0, section 3.30).

    Raises:
        DocparseError: `format` is none of these.
    """
    places = [place for document in documents for place in _places(document)]
    if format == "text":
        return "".join(_line(place) for place in places).encode("utf-8", errors="replace")
    if format == "json":
        return json_bytes([_object(place) for place in places])
    if format == "sarif":
        return json_bytes(_log(places))
    raise DocparseError(f"{format!r}: no format of findings; choose text, json or sarif")


@dataclass(frozen=True, slots=True)
class _Place:
    """A finding with its file, its paragraph (1-based) and, where the file has lines, its first and last one."""

    finding: Finding
    file: str
    paragraph: int
    lines: tuple[int, int] | None
    page: int | None


def _places(document: Document) -> Iterator[_Place]:
    ends = [i for i, c in enumerate(document.text) if c == "\n"]
    starts = [entry.span[0] for entry in document.source_map]
    for finding in document.findings:
        paragraph = bisect_left(ends, finding.span[0]) + 1
        entries = _touched(document.source_map, starts, finding)
        lines = [entry.lines for entry in entries if entry.lines]
        yield _Place(
            finding=finding,
            file=document.source.path,
            paragraph=paragraph,
            lines=(lines[0][0], lines[-1][1]) if lines else None,
            page=next((entry.page for entry in entries if entry.page), None),
        )


def _touched(entries: Sequence[SourceEntry], starts: Sequence[int], finding: Finding) -> Sequence[SourceEntry]:
    """The entries of the source map in which the finding lies; they are sorted and do not overlap."""
    first = max(bisect_right(starts, finding.span[0]) - 1, 0)
    return entries[first : max(bisect_left(starts, finding.span[1]), first + 1)]


def _one_line(text: str) -> str:
    """Blanks and control characters as single blanks: what a file or a text says must not forge a line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _line(place: _Place) -> str:
    finding = place.finding
    return (
        f"{_one_line(place.file)}:{place.paragraph}: {finding.severity} {finding.code} {_one_line(finding.message)}\n"
    )


def _object(place: _Place) -> dict[str, Any]:
    finding = place.finding
    return {
        "file": place.file,
        "paragraph": place.paragraph,
        "page": place.page,
        "lines": list(place.lines) if place.lines else None,
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "quote": finding.quote,
        "span": list(finding.span),
        "section": finding.section,
    }


# --- SARIF -----------------------------------------------------------------------------------------------------------


def _log(places: Sequence[_Place]) -> dict[str, Any]:
    codes = dict.fromkeys([*rules(), *(place.finding.code for place in places)])  # contract JSON may hold older codes
    index = {code: k for k, code in enumerate(codes)}
    driver = {
        "name": "docparse",
        "semanticVersion": version("docparse"),
        "language": "zh-CN",
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(place, index[place.finding.code]) for place in places]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    rule = rules().get(code)
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": rule.why},
        "help": {"text": f"有此问题的例子：{rule.example}\n无此问题的例子：{rule.counter_example}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(place: _Place, index: int) -> dict[str, Any]:
    """A result; its region counts lines of the file, and is left out where the file has none (docx, PDF, HTML)."""
    finding = place.finding
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.lines:
        physical["region"] = {"startLine": place.lines[0], "endLine": place.lines[1]}
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": physical,
                "logicalLocations": [{"name": f"第{place.paragraph}段", "kind": "element"}],
            }
        ],
        "properties": {"paragraph": place.paragraph, "span": list(finding.span), "quote": finding.quote},
    }


def _uri(path: str) -> str:
    """A file's path as a URI reference (RFC 3986): absolute paths as file://, others relative."""
    file = Path(path)
    return file.as_uri() if file.is_absolute() else quote(file.as_posix(), errors="replace")
