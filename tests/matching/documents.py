"""Makes a `Document` from a small numbered text, so that matching is tested without the extraction that feeds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docparse.records import Document, FileInfo, Meta, Part, Section

MARKS = (
    re.compile(r"(?P<number>[一二三四五六七八九十]{1,3}、)"),
    re.compile(r"(?P<number>（[一二三四五六七八九十]{1,3}）)"),
    re.compile(r"(?P<number>\d{1,2}[.．])(?!\d)"),
    re.compile(r"(?P<number>（\d{1,2}）)"),
)
DIGITS = "零一二三四五六七八九"


def arabic(number: str) -> str:
    """ "（十二）" → "12"."""
    bare = number.strip("、（）.．")
    if bare.isdigit():
        return bare
    tens, ten, ones = bare.rpartition("十")
    return str((DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (DIGITS.index(ones) if ones else 0))


def document(text: str, *, region: str | None = None, level: str | None = None, **records: Sequence[Any]) -> Document:
    """A document whose paragraphs are the non-blank lines of `text`; lines that begin with a number open sections.

    A heading ends at the first 。 or with its line. `records` are the contract's lists (targets=[...], bodies=[...]).
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    body = "\n".join(lines)
    found: list[dict[str, Any]] = []
    trail: list[dict[str, Any]] = []
    offset = 0
    for line in lines:
        for level_number, mark in enumerate(MARKS, start=1):
            match = mark.match(line)
            if match is None:
                continue
            while trail and trail[-1]["level"] >= level_number:
                trail.pop()["span"][1] = max(offset - 1, 0)
            start = offset + match.end()
            heading = line[match.end() :].split("。")[0]
            lead = len(heading) - len(heading.lstrip())
            path = ".".join([*(s["step"] for s in trail), arabic(match["number"])])
            section = {
                "id": f"s{len(found) + 1}",
                "level": level_number,
                "number": match["number"],
                "step": arabic(match["number"]),
                "path": path,
                "heading": heading.strip(),
                "parent": trail[-1]["id"] if trail else None,
                "span": [offset, len(body)],
                "heading_span": (start + lead, start + len(heading)),
            }
            found.append(section)
            trail.append(section)
            break
        offset += len(line) + 1
    sections = [
        Section(part="p1", span=tuple(s.pop("span")), **{k: v for k, v in s.items() if k != "step"}) for s in found
    ]
    empty: dict[str, Any] = {
        kind: list(records.get(kind, ()))
        for kind in ("tables agencies members bodies targets deadlines assignments citations findings".split())
    }
    return Document(
        source=FileInfo(path="test.txt", sha256="0" * 64, media_type="text/plain", reader="text"),
        text=body,
        source_map=[],
        meta=Meta(region=region, level=level),
        parts=[Part(id="p1", kind="plan", title="", span=(0, len(body)))],
        sections=sections,
        **empty,
    )
