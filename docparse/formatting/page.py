"""Paper, margins, and the 22 lines of 28 characters that fill the type area (GB/T 9704-2012, 5.1, 5.2.1, 5.2.3).

Lengths are in twips. How many lines and characters there are is reckoned in the standard's type area, so that a wrong
margin is told once.
"""

from __future__ import annotations

from collections.abc import Iterator

from docparse.formatting.content import Paragraph
from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Form, Kind
from docparse.formatting.sections import Section

_MM = 1440 / 25.4
_TOLERANCE = 1.0  # mm
_PAPER = (210, 297)
_SIDES = ("上", "右", "下", "左")
_MARGINS = (37, 26, 35, 28)
_TURNED = ((28, 37, 26, 35), (26, 35, 28, 37))  # to the one side or the other
_AREA = (8844, 12756)
_LINES, _CHARACTERS = 22, 28
_LEAST_LINE = 570  # 22 lines of less leave more than 3.8 mm of the type area empty
_LEAST_GAP = 20


def check_page(form: Form) -> Iterator[Departure]:
    """Paper and margins of each section, then what the paragraphs of the body make of lines and characters."""
    sections = form.word.sections
    for i, section in enumerate(sections):
        yield from _paper(section, "" if len(sections) == 1 else f"第{i + 1}节")
    points = form.word.default_points
    for element in form.of(Kind.BODY, Kind.HEADING):
        paragraph = element.paragraph
        yield from _lines(paragraph, sections[paragraph.section])
        yield from _characters(paragraph, sections[paragraph.section], points)


def _paper(section: Section, name: str) -> Iterator[Departure]:
    width, height = (_mm(side) for side in section.paper)
    upright = width <= height
    short, long = (width, height) if upright else (height, width)
    if abs(short - _PAPER[0]) > _TOLERANCE or abs(long - _PAPER[1]) > _TOLERANCE:
        yield departure("page.paper", section=name, found=f"{width:.0f} mm×{height:.0f} mm")
    if upright == section.landscape:
        found = "但标为纵向" if section.landscape is False else "但纸张没有横过来"
        yield departure("page.landscape", section=name, found=found)
        return
    margins = tuple(_mm(side) for side in section.margins)
    if not upright:
        if not any(_within(margins, wanted) for wanted in _TURNED):
            found = "上、右、下、左边距为" + "、".join(f"{m:.0f}" for m in margins) + " mm，应为28、37、26、35 mm"
            yield departure("page.landscape", section=name, found=found)
        return
    for side, found_mm, wanted_mm in zip(_SIDES, margins, _MARGINS, strict=True):
        if abs(found_mm - wanted_mm) > _TOLERANCE:
            yield departure("page.margins", section=name, side=side, found=f"{found_mm:.1f}", wanted=wanted_mm)


def _mm(twips: int) -> float:
    return twips / _MM


def _within(found: tuple[float, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(f - w) <= _TOLERANCE for f, w in zip(found, wanted, strict=True))


def _lines(paragraph: Paragraph, section: Section) -> Iterator[Departure]:
    layout = paragraph.layout
    line, rule = layout.line or 240, layout.line_rule or "auto"
    if rule != "auto":
        if rule == "atLeast" and line < 20 * paragraph.points:
            yield departure("page.lines", paragraph, found=f"最小值{line / 20:g}磅，实际随字体而定")
        elif not _fills(line):
            kind = "固定值" if rule == "exact" else "最小值"
            yield departure("page.lines", paragraph, found=f"{kind}{line / 20:g}磅（每面{_AREA[1] // max(line, 1)}行）")
    elif not section.grid or layout.snaps is False:
        found = f"{line / 240:g}倍行距，没有文档网格" if line != 240 else "单倍行距，没有文档网格"
        yield departure("page.lines", paragraph, found=found)
    elif not _fills(round(section.pitch * line / 240), grid=True):
        pitch = section.pitch * line / 240
        yield departure(
            "page.lines", paragraph, found=f"文档网格的{pitch / 20:g}磅（每面{_AREA[1] / max(pitch, 1):.0f}行）"
        )
    gaps = [g for g in (layout.before, layout.after) if g and not _whole_lines(g, line)]
    if gaps:
        yield departure("page.gaps", paragraph, found="、".join(f"另加{g / 20:g}磅" for g in gaps))


def _fills(line: int, *, grid: bool = False) -> bool:
    """Whether lines of this height stand 22 to a page and fill it; a grid of 29 pt is drawn together by Word."""
    return _LEAST_LINE <= line <= 580 if grid else line >= _LEAST_LINE and _AREA[1] // line == _LINES


def _whole_lines(gap: int, line: int) -> bool:
    return abs(gap - round(gap / line) * line) < _LEAST_GAP if line > 240 else False


def _characters(paragraph: Paragraph, section: Section, default_points: float) -> Iterator[Departure]:
    """What is in another size than 16 pt is told by another rule."""
    run = next((r for r in paragraph.runs if r.text.strip()), None)
    if run is None or run.type.points != 16:
        return
    cell = 20 * run.type.points + (run.type.spacing or 0)
    if section.grid in ("linesAndChars", "snapToChars") and paragraph.layout.snaps is not False:
        cell = 20 * (default_points + section.character_space / 4096)
    found = int(_AREA[0] / cell + 0.01) if cell > 0 else 0
    if found != _CHARACTERS:
        yield departure("page.characters", paragraph, found=found)
