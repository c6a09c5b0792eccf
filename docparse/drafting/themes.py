"""What a task is about: its theme, told by its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docparse.lexicon.tables import read_table


@dataclass(frozen=True, slots=True)
class Theme:
    """One row of `themes.tsv`; `what` says what only the district can name, `example` and `unlike` are headings."""

    name: str
    pattern: re.Pattern[str]
    what: str
    example: str
    unlike: str


@cache
def themes() -> tuple[Theme, ...]:
    """All themes, in the order in which they are tried."""
    rows = read_table(Path(__file__).with_name("themes.tsv"))
    return tuple(Theme(r["theme"], re.compile(r["pattern"]), r["what"], r["example"], r["unlike"]) for r in rows)


def theme_of(text: str) -> Theme | None:
    """The first theme whose pattern is found in the text."""
    return next((theme for theme in themes() if theme.pattern.search(text)), None)
