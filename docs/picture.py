"""Draws `docs/picture.svg`: a requirement of a city, a district's answer, and what docparse makes of the two.

All that it shows is what docparse says when this runs:  .venv/bin/python docs/picture.py
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from docparse import diff, draft, extract
from docparse.records import DiffItem, Document, Section
from docparse.reporting.wording import STATUSES

ROOT = Path(__file__).resolve().parents[1]
UPPER, LOWER, REGION = "lanchuan-logistics-action", "yanxi-logistics-scheme", "砚溪区"
REQUIREMENT = "2.3.2"

EM = 15  # pixels a Chinese character
LINE = 25
COLOURS = {"agencies": "#cfe4ff", "targets": "#ffdfb3", "deadlines": "#c9efcf"}
NAMES = {"agencies": "机构 agency", "targets": "目标 target", "deadlines": "时限 deadline"}
CLOSING = "，。；：、）】》”’,]}"  # none of these begins a line
MONO = "ui-monospace,Consolas,'DejaVu Sans Mono','Noto Sans CJK SC','Microsoft YaHei',monospace"
FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"

Mark = tuple[int, int, str]
"""A stretch of a text and its colour."""


def width(character: str) -> float:
    """In Chinese characters."""
    return 1.0 if east_asian_width(character) in "WFA" else 0.6


class Sheet:
    """The drawing: shapes in the order in which they are painted."""

    def __init__(self) -> None:
        self.shapes: list[str] = []

    def text(
        self, words: str, x: float, y: float, right: float, *, marks: Iterable[Mark] = (), font: str = FONT
    ) -> float:
        """Sets `words` between `x` and `right` from the base line `y` on, and returns the base line below them.

        Each character stands at a place of its own, so that the marks fit in whatever font.
        """
        colours = {at: colour for start, end, colour in marks for at in range(start, end)}
        places: list[tuple[float, float]] = []
        left = x
        for character in words:
            step = width(character) * EM
            if character == "\n" or (left + step > right and character not in CLOSING):
                left, y = x, y + LINE
            places.append((left, y))
            left += 0 if character == "\n" else step
        for at, (place, character) in enumerate(zip(places, words, strict=True)):
            if colour := colours.get(at):
                step = width(character) * EM
                self.shapes.append(
                    f'<rect x="{place[0]:.1f}" y="{place[1] - EM}" width="{step + 0.5:.1f}" height="20" fill="{colour}"/>'
                )
        for height in sorted({place[1] for place in places}):
            row = [(p[0], c) for p, c in zip(places, words, strict=True) if p[1] == height and c != "\n"]
            if row:
                xs = " ".join(f"{p:.1f}" for p, _ in row)
                line = escape("".join(c for _, c in row))
                self.shapes.append(
                    f'<text x="{xs}" y="{height}" font-family="{font}" xml:space="preserve">{line}</text>'
                )
        return y + LINE

    def label(self, words: str, x: float, y: float, colour: str = "#57606a", weight: int = 400) -> None:
        self.shapes.append(f'<text x="{x}" y="{y}" fill="{colour}" font-weight="{weight}">{escape(words)}</text>')

    def box(self, x: float, y: float, right: float, bottom: float) -> None:
        self.shapes.insert(
            0,
            f'<rect x="{x}" y="{y}" width="{right - x}" height="{bottom - y}" rx="8" fill="#fff" stroke="#d0d7de"/>',
        )

    def arrow(self, x: float, y: float, right: float) -> None:
        self.shapes.append(
            f'<path d="M{x} {y}H{right - 8}m-7 -5l8 5l-8 5" fill="none" stroke="#8c959f" stroke-width="2"/>'
        )


def picture() -> str:
    """The whole picture as SVG."""
    upper, lower = (extract(ROOT / "corpora" / f"{stem}.txt") for stem in (UPPER, LOWER))
    item = next(i for i in diff(upper, lower).items if i.upper == REQUIREMENT)
    plan = draft([upper], REGION, bodies=[lower], suffix=".md").decode("utf-8")
    return drawn(upper, lower, item, drafted(plan, section_at(upper, REQUIREMENT)))


def drafted(plan: str, section: Section) -> str:
    """The paragraph of the Markdown plan that answers to `section`, its source after it."""
    paragraph = next(line for line in plan.splitlines() if f"{section.heading}。" in line)
    return re.sub(r"\s*<!--\s*(.*?)\s*-->", r"\n\1", paragraph.replace("**", ""))


def drawn(upper: Document, lower: Document, item: DiffItem, paragraph: str) -> str:
    """The two sections on the left, the three results on the right."""
    sheet = Sheet()
    left, middle, right = 24, 432, 1090
    required = section_at(upper, REQUIREMENT)
    y = quoted(sheet, upper, required, left, middle - 48, 24)
    y = quoted(sheet, lower, section_at(lower, item.lower[0]), left, middle - 48, y)
    for number, (kind, name) in enumerate(NAMES.items()):
        sheet.shapes.append(
            f'<rect x="{left}" y="{y + 6 + number * 24}" width="16" height="16" fill="{COLOURS[kind]}"/>'
        )
        sheet.label(name, left + 26, y + 19 + number * 24)

    y = 24
    panels = (
        ("docparse extract", "\n".join(facts(upper, required)), MONO),
        ("docparse diff", f"{STATUSES[item.status]} {item.status}\n{item.explanation}", FONT),
        ("docparse draft", paragraph, FONT),
    )
    for name, words, font in panels:
        sheet.label(name, middle + 16, y + 28, "#0969da", 600)
        blanks = [(m.start(), m.end(), "#fff3b0") for m in re.finditer(r"（待补充[^（）]*）", words)]
        foot = sheet.text(words, middle + 16, y + 58, right - 16, marks=blanks, font=font)
        sheet.box(middle, y, right, foot - 4)
        sheet.arrow(middle - 48, y + 24, middle)
        y = foot + 14
    shapes = "\n".join(sheet.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right + 24} {y:.0f}" '
        f'font-family="{FONT}" font-size="{EM}" fill="#1f2328">\n'
        f'<rect width="100%" height="100%" fill="#f6f8fa"/>\n{shapes}\n</svg>\n'
    )


def section_at(document: Document, address: str) -> Section:
    return next(s for s in document.sections if document.address(s.id) == address)


def quoted(sheet: Sheet, document: Document, section: Section, x: float, right: float, y: float) -> float:
    """A box with the section's text, its records marked; returns where the next one may begin."""
    start, end = section.span
    marks = [
        (max(a, start) - start, min(b, end) - start, COLOURS[kind])
        for kind in ("targets", "deadlines", "agencies")
        for record in getattr(document, kind)
        for a, b in (record.mentions if kind == "agencies" else [record.span])
        if a < end and b > start
    ]
    sheet.label(f"{document.meta.doc_number} {section.path}", x + 16, y + 28, weight=600)
    foot = sheet.text(document.text[start:end], x + 16, y + 58, right - 16, marks=marks)
    sheet.box(x, y, right, foot - 4)
    return foot + 14


def facts(document: Document, section: Section) -> list[str]:
    """Some fields of the section's records, a line each."""
    wanted = {
        "targets": ("indicator", "comparator", "value", "unit", "by"),
        "deadlines": ("kind", "offset", "end", "action"),
        "assignments": ("task", "lead", "support", "responsible"),
    }
    lines = []
    for kind, fields in wanted.items():
        for record in getattr(document, kind):
            if record.section == section.id:
                said = {field: value for field in fields if (value := record.model_dump(mode="json")[field])}
                said |= {role: [p["name"] for p in v] for role, v in said.items() if isinstance(v, list)}
                lines.append(f"{kind}: {json.dumps(said, ensure_ascii=False)}")
    return lines


if __name__ == "__main__":
    (ROOT / "docs" / "picture.svg").write_text(picture(), encoding="utf-8")
