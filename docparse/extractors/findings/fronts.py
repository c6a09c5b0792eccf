"""Front matter, annexes and citations: what one place says against another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from docparse.extractors.findings.slips import Slip, matches
from docparse.extractors.made import Records
from docparse.extractors.mentions import is_group
from docparse.extractors.names import looks_like_body
from docparse.extractors.reading import Reading
from docparse.records import Part, Span
from docparse.structure.front_matter import normal_number, split_names
from docparse.structure.labels import DOC_NUMBER
from docparse.structure.numbering import numbered
from docparse.structure.text import Label

_WIDTHS = str.maketrans("()[]－–-", "（）〔〕———")
_LONGEST_TITLE = 150
_MOST_PLANS = 10  # that one notice issues


def _bare(title: str) -> str:
    """A title for comparing: no blanks, no title marks, marks of one width."""
    return re.sub(r"[\s《》〈〉“”\"]", "", title).translate(_WIDTHS)[:_LONGEST_TITLE]


def _misnamed(title: str, names: Iterable[str], least: float) -> str | None:
    """The name that `title` nearly bears; None where it bears one, holds one or is held by one, or is like none."""
    bare = _bare(title)
    others = {name: _bare(name) for name in names if len(name) > 3}
    if len(bare) < 4 or any(o in bare or bare in o for o in others.values()):
        return None
    likeness = {name: SequenceMatcher(None, bare, o, autojunk=False).ratio() for name, o in others.items()}
    best = max(likeness, key=lambda name: likeness[name], default=None)
    return best if best is not None and likeness[best] >= least else None


def _title_span(reading: Reading, part: Part) -> Span:
    at = reading.text.find(part.title, *part.span)
    return (at, at + len(part.title)) if at >= 0 else part.span


# --- titles ----------------------------------------------------------------------------------------------------------


def titles_apart(reading: Reading, made: Records) -> Iterator[Slip]:
    """A plan whose title is not the one under which the notice issues it."""
    issued = re.search(
        r"(?:印发|公布|发布|下发|转发)(.{4,120})的(?:通知|函|公告|通告)", reading.document.meta.title or ""
    )
    names = [c.title for c in made.citations if c.relation == "issues"] + ([issued[1]] if issued else [])
    plans = [part for part in reading.document.parts if part.kind == "plan"]
    for part in plans[:_MOST_PLANS]:
        name = _misnamed(part.title, names[:_MOST_PLANS], 0.75)
        if name and _PARTED.sub("", name.strip("《》")) != _PARTED.sub("", part.title):
            yield Slip(_title_span(reading, part), {"title": part.title, "name": name.strip("《》")})


_PARTED = re.compile(r"[、\s]")  # issuers stand apart by a 、 in a sentence, in two lines in a title


def signatures_apart(reading: Reading, made: Records) -> Iterator[Slip]:
    """A notice signed by another body than the one that its title names: 某市人民政府 and 某市人民政府办公室."""
    head = re.match(r"([^《》。、\s]{6,40}?)关于", reading.document.meta.title or "")
    signed = [i for i, p in enumerate(reading.document.paragraphs) if p.label is Label.SIGNATURE]
    if head is None or len(signed) != 1:
        return
    signature = reading.document.paragraphs[signed[0]].text
    if (
        signature != head[1]
        and signature[:3] == head[1][:3]
        and looks_like_body(signature)
        and looks_like_body(head[1])
    ):
        yield Slip(reading.document.span(signed[0]), {"signature": signature, "issuer": head[1]})


# --- annexes ---------------------------------------------------------------------------------------------------------


def _announced(reading: Reading) -> dict[int, str]:
    """Number → title of the annexes that the notice lists; a lone one without a number is 1."""
    listed: dict[int, str] = {}
    for paragraph in reading.document.paragraphs:
        if paragraph.label is Label.ANNEX_LIST:
            text = re.sub(r"^附\s?件\s?[：:]\s?", "", paragraph.text)
            items = re.findall(r"(\d{1,2})\s?[.．、]\s?([^\d\s][^；;\n]{2,100}?)(?=\d{1,2}\s?[.．、]|[；;]|$)", text)
            listed |= {int(number): title for number, title in items} or {1: text}
    return listed


def _marked(reading: Reading) -> list[tuple[int, Part]]:
    """The annexes that follow, each with the number at its mark (附件2); a mark without a number is 1."""
    annexes = []
    for part in reading.document.parts:
        mark = re.match(r"附\s?件\s?(\d{1,2})?", reading.text[part.span[0] : part.span[0] + 8])
        if part.kind == "annex" and mark:
            annexes.append((int(mark[1] or 1), part))
    return annexes


def annexes_apart(reading: Reading, made: Records) -> Iterator[Slip]:
    """An annex whose title is not the one in the list of annexes."""
    announced = _announced(reading)
    for number, part in _marked(reading):
        name = _misnamed(part.title, [announced[number]], 0.6) if number in announced else None
        if name:
            yield Slip(_title_span(reading, part), {"title": part.title, "name": name})


def annexes_missing(reading: Reading, made: Records) -> Iterator[Slip]:
    """A reference to an annex beyond those listed: 见附件4, where three are listed and three follow."""
    announced, marked = _announced(reading), _marked(reading)
    most = max([*announced, *(number for number, _ in marked)], default=0)
    body_end = min((part.span[0] for _, part in marked), default=len(reading.text))
    for match in (
        matches(reading, re.compile(r"附件(?<![》）的]附件)\s?(\d{1,2})(?!\d)"), rows=False) if announced else ()
    ):
        if int(match[1]) > most and match.start() < body_end and reading.label_at(match.start()) is Label.BODY:
            yield Slip(match.span(), {"annex": match[0], "most": str(most)})


# --- addressees ------------------------------------------------------------------------------------------------------

_HEAD = 8  # paragraphs in which the addressees stand


def addressees_without_colon(reading: Reading, made: Records) -> Iterator[Slip]:
    """Addressees that no colon closes (GB/T 9704-2012, 7.3.2)."""
    paragraphs = reading.document.paragraphs
    for index, paragraph in enumerate(paragraphs[1:_HEAD], start=1):
        if paragraphs[index - 1].label not in (Label.TITLE, Label.NUMBER) or paragraph.label is not Label.BODY:
            continue
        items = split_names(paragraph.text)
        plain = (
            len(paragraph.text) <= 200 and not re.search("[。；：:]", paragraph.text) and not numbered(paragraph.text)
        )
        if plain and len(items) > 1 and all(is_group(i) or looks_like_body(i) for i in items):
            yield Slip(reading.document.span(index), {"last": items[-1]})


# --- citations -------------------------------------------------------------------------------------------------------


def citations_apart(reading: Reading, made: Records) -> Iterator[Slip]:
    """One document number with two titles, or one title with two numbers."""
    behind = re.compile(rf"\s?[（(]\s?({DOC_NUMBER})")
    titles_of: dict[str, str] = {}
    numbers_of: dict[str, str] = {}
    for start, end in reading.titles:
        number = behind.match(reading.text, end)
        title = _bare(reading.text[start + 1 : end - 1])
        if number is None or len(title) < 6:
            continue
        normal = normal_number(number[1])
        other = titles_of.setdefault(normal, title)
        if other not in title and title not in other:
            yield Slip((start, number.end()), {"first": f"{normal}为《{other}》", "second": f"《{title}》"})
        elif numbers_of.setdefault(title, normal) != normal:
            yield Slip((start, number.end()), {"first": f"《{title}》为{numbers_of[title]}", "second": normal})
