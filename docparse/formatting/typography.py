"""Typeface, size, colour and emphasis of every run against what its element asks for (GB/T 9704-2012, 5.2.2, 5.2.4, 7)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from docparse.formatting.blanks import blanks
from docparse.formatting.content import Paragraph
from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Element, Form, Kind, is_red
from docparse.formatting.properties import Type
from docparse.formatting.runs import Run
from docparse.formatting.typefaces import Wanted, fits, is_chinese, size_name, wanted
from docparse.formatting.word import Word

_BLACK = (None, "auto", "000000", "text1", "dark1")
_PLAIN = (Kind.BODY, Kind.HEADING, Kind.ADDRESSEE, Kind.ANNEX_LIST, Kind.SIGNATURE, Kind.DATE, Kind.NOTE)
_EMPHASIS = (("bold", "加粗"), ("italic", "倾斜"), ("underline", "加下划线"))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[“”‘’—…]")


def check_typography(form: Form) -> Iterator[Departure]:
    """One departure a paragraph, or one piece of a heading, and rule: the first run that departs."""
    for element in form.elements:
        if element.kind in (Kind.EMPTY, Kind.OTHER, Kind.COPY_NUMBER):
            continue
        seen: set[str] = set()
        for one in _runs_of(element, form.word):
            if one.code + one.message not in seen:
                seen.add(one.code + one.message)
                yield one


def _runs_of(element: Element, word: Word) -> Iterator[Departure]:
    paragraph = element.paragraph
    holes = list(blanks(paragraph.text))
    for first, last, run in paragraph.pieces():
        if not run.text.strip():
            continue
        for piece, in_heading in _pieces(run, first, element):
            yield from _asked(paragraph, piece, wanted().get(_key(element, in_heading)), word)
            if element.kind in _PLAIN:
                yield from _emphasis(paragraph, piece, in_heading=in_heading)
        begun = bisect_right(holes, (first, len(paragraph.text)))  # blanks that begin here or before
        in_blank = begun > 0 and last <= holes[begun - 1][1]
        if element.kind is not Kind.MARK and not in_blank:
            yield from _colour(paragraph, run)
        yield from _portable(paragraph, run, first, word)


def _pieces(run: Run, first: int, element: Element) -> Iterator[tuple[Run, bool]]:
    """The piece of a run inside the words of a heading, without the 。 that ends it, and the piece behind them."""
    if element.kind is not Kind.HEADING:
        yield run, False
        return
    cut = min(max(element.end - first, 0), len(run.text))
    for text, in_heading in ((run.text[:cut].removesuffix("。"), True), (run.text[cut:], False)):
        if text.strip():
            yield Run(text, run.type), in_heading


def _key(element: Element, in_heading: bool) -> str:
    if in_heading and element.number is not None:
        return f"{Kind.HEADING}{element.number.level}"
    return Kind.BODY if element.kind is Kind.HEADING else element.kind


def _asked(paragraph: Paragraph, run: Run, asked: Wanted | None, word: Word) -> Iterator[Departure]:
    if asked is None:
        return
    font = word.name_of(run.type.east_asian)
    if font and _patterns()[0].search(run.text) and not fits(font, asked.typeface):
        yield departure(asked.font_rule, paragraph, name=asked.name, found=font, wanted=asked.family)
    if run.type.points != asked.points:
        found, size = size_name(run.type.points), size_name(asked.points)
        yield departure(asked.size_rule, paragraph, name=asked.name, found=found, wanted=size)


def _emphasis(paragraph: Paragraph, run: Run, *, in_heading: bool) -> Iterator[Departure]:
    """Headings may be bold: the standard doesn't say, and many offices do so with the third level."""
    found = [name for key, name in _EMPHASIS if getattr(run.type, key) and not (in_heading and key == "bold")]
    if found:
        yield departure("body.emphasis", paragraph, run.text, found="、".join(found))


def _colour(paragraph: Paragraph, run: Run) -> Iterator[Departure]:
    colour = run.type.colour
    if colour not in _BLACK:
        yield departure("body.colour", paragraph, run.text, found="红色" if is_red(colour) else f"颜色{colour}")


def _portable(paragraph: Paragraph, run: Run, first: int, word: Word) -> Iterator[Departure]:
    """Whether the file names its fonts, so that it looks the same on another machine."""
    held: Type = run.type
    missing = [n for n, f in (("中文", held.east_asian), ("西文", held.western)) if not word.name_of(f)]
    if missing:
        yield departure("font.scripts", paragraph, found="和".join(missing))
    for font in (held.east_asian, held.western):
        if font is not None and font.name and font.theme:
            yield departure("font.theme", paragraph, stated=font.name, found=word.theme.get(font.theme, font.theme))
    western = word.name_of(held.western)
    signs = _patterns()[1].search(run.text)
    if signs and western and held.hint != "eastAsia" and not is_chinese(western):
        at = first + signs.start()
        yield departure("font.quotes", paragraph, paragraph.text[max(at - 6, 0) : at + 6], found=western)
