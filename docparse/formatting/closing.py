"""Signature, date of issue, note (GB/T 9704-2012, 7.3.5, 7.3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docparse.formatting.dates import find_date, written
from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Element, Form, Kind
from docparse.formatting.places import WIDTH, span

_TOLERANCE = 1.0  # characters: the width of digits differs between fonts
_LONG = 20  # a name of so many characters fills the line, wherever it stands


def check_closing(form: Form) -> Iterator[Departure]:
    """A date that stands alone, under a title, is none of issue."""
    for i, element in enumerate(form.elements):
        if element.kind is Kind.NOTE and element.text[0] not in "（(":
            yield departure("note.brackets", element.paragraph)
        elif element.kind is Kind.DATE:
            signatures = [e for e in form.elements[max(i - 12, 0) : i] if e.kind is Kind.SIGNATURE]
            yield from _date_form(element)
            if signatures:
                yield from _places(signatures, element)


def _date_form(element: Element) -> Iterator[Departure]:
    found = find_date(element.text)
    if found is not None and element.text != written(found[1]):
        yield departure("date.form", element.paragraph, found=element.text, wanted=written(found[1]))


def _places(signatures: Sequence[Element], element: Element) -> Iterator[Departure]:
    """With a seal the name is centred over the date, four characters from the right; without one it stands two
    characters from the right, and the date two characters further in, or the other way round if that is longer.
    """
    names = [place for s in signatures if (place := span(s.paragraph)) is not None]
    day = span(element.paragraph)
    if day is None or len(names) < len(signatures):
        return
    if any(not _on_the_right(name) for name in names):
        yield departure("signature.place", signatures[0].paragraph, found="没有居右")
        return
    found = find_date(element.text)
    if found is None or element.text != written(found[1]):  # open still, or in a form whose width tells nothing
        return
    space = WIDTH - day[1]
    if space < 2 - _TOLERANCE / 2:
        yield departure("date.place", element.paragraph, found=f"右空{space:.0f}字，应为四字（不加盖印章的不少于二字）")
    elif not any(_agree(name, day) for name in names) and not _on_the_right(day):
        yield departure("date.place", element.paragraph, found="没有居右")
    elif len(names) == 1 and not _agree(names[0], day):
        yield departure("signature.place", signatures[0].paragraph, found=_disagreement(names[0], day))


def _disagreement(name: tuple[float, float], day: tuple[float, float]) -> str:
    off, further = (sum(name) - sum(day)) / 2, day[0] - name[0]
    return (
        f"的中线比成文日期的偏{'右' if off > 0 else '左'}{abs(off):.1f}字（加盖印章的应以日期为准居中），"
        f"日期首字比署名首字{'右' if further > 0 else '左'}移{abs(further):.1f}字（不加盖印章的应右移二字）"
    )


def _on_the_right(place: tuple[float, float]) -> bool:
    start, end = place
    return start > WIDTH - end or end - start > _LONG


def _agree(name: tuple[float, float], day: tuple[float, float]) -> bool:
    sealed = abs(sum(name) - sum(day)) / 2 <= _TOLERANCE
    unsealed = abs(day[0] - name[0] - 2) <= _TOLERANCE and abs(WIDTH - name[1] - 2) <= _TOLERANCE
    longer = abs(day[0] - name[0] - 2) <= _TOLERANCE and abs(WIDTH - day[1] - 2) <= _TOLERANCE
    return sealed or unsealed or longer
