"""The form of a Word file against GB/T 9704-2012《党政机关公文格式》: what departs from it, where, and by which clause.

The rules are rows of `docparse/lexicon/format_rules.tsv`, each checked by a function of this folder. They speak of what
is there: a plan without a covering notice is not asked for addressees.
"""

from __future__ import annotations

from pathlib import Path

from docparse.formatting.departures import Departure, Where
from docparse.formatting.report import render

__all__ = ["Departure", "Where", "check_format", "render"]


def check_format(path: str | Path) -> list[Departure]:
    """The departures of the .docx at `path`, those of the whole file first, then in the order of its paragraphs.

    What departs in the same way in several places is one departure, with their count.

    Raises:
        UnreadableFile: the file cannot be read, or is no Word document.
    """
    from docparse.formatting.departures import gathered
    from docparse.formatting.elements import form_of
    from docparse.formatting.rules import CHECKS
    from docparse.formatting.word import open_word

    form = form_of(open_word(Path(path)))
    return gathered(departure for check in CHECKS for departure in check(form))
