"""All checks of the form, in the order of the standard. A new check is a function and one more row here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from docparse.formatting.annexes import check_annexes
from docparse.formatting.closing import check_closing
from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Form
from docparse.formatting.front import check_front
from docparse.formatting.headings import check_headings
from docparse.formatting.imprint import check_imprint
from docparse.formatting.indents import check_indents
from docparse.formatting.page import check_page
from docparse.formatting.pagination import check_pagination
from docparse.formatting.tables import check_tables
from docparse.formatting.typography import check_typography
from docparse.formatting.unfilled import check_blanks
from docparse.formatting.wording import check_wording

Check: TypeAlias = Callable[[Form], Iterator[Departure]]


def _check_authors(form: Form) -> Iterator[Departure]:
    for author in form.word.authors:
        yield departure("metadata.author", found=author)


CHECKS: tuple[Check, ...] = (
    check_page,
    check_typography,
    check_front,
    check_indents,
    check_headings,
    check_annexes,
    check_closing,
    check_imprint,
    check_pagination,
    check_tables,
    check_wording,
    check_blanks,
    _check_authors,
)
