"""版记: copies, who prints and when, and the rules between them (GB/T 9704-2012, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docparse.formatting.dates import find_date, written
from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Form, Kind
from docparse.structure.blanks import squash


def check_imprint(form: Form) -> Iterator[Departure]:
    """Of what the file has: copies, the line of the printing, their rules."""
    for element in form.of(Kind.COPIES):
        faults = [] if re.match(r"(?:抄\s*送|抄\s*报|主\s*送)：", element.text) else ["之后没有全角冒号"]
        faults += [] if element.text.endswith("。") else ["最后一个机关之后没有句号"]
        if faults:
            yield departure("imprint.copies", element.paragraph, found="，".join(faults))
    issued = [found[1] for e in form.of(Kind.DATE) if (found := find_date(e.text)) is not None]
    for element in form.of(Kind.IMPRINT):
        found = find_date(element.text)
        if found is None:
            continue
        if squash(found[0]) != written(found[1]):
            yield departure("date.form", element.paragraph, found=found[0], wanted=written(found[1]))
        if issued and found[1] < issued[0]:
            names = {"printed": written(found[1]), "issued": written(issued[0])}
            yield departure("imprint.date", element.paragraph, **names)
    yield from _rules(form)


def _rules(form: Form) -> Iterator[Departure]:
    """The rules as borders of a table or of paragraphs; drawn ones can't be judged."""
    at = [i for i, element in enumerate(form.elements) if element.kind in (Kind.COPIES, Kind.IMPRINT)]
    if not at or any(e.paragraph.drawn for e in form.elements[max(at[0] - 1, 0) : at[-1] + 2]):
        return
    lines = [form.elements[i].paragraph for i in at]
    borders = [line.layout.borders or () for line in lines] if form.imprint is None else [form.imprint.borders]
    sides = [side for border in borders for side in border]
    outer = [size for side, size in sides if side in ("top", "bottom")]
    inner = [size for side, size in sides if side in ("between", "insideH")] or outer
    if {"top", "bottom"} - {side for side, _ in sides}:
        yield departure("imprint.rules", lines[0], found="首末没有分隔线")
    elif len(lines) > 1 and max(outer) <= min(inner):
        yield departure("imprint.rules", lines[0], found="中间没有比首末细的分隔线")
