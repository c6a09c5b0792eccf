"""Costly patterns kept to the lines where they can match at all: those that hold a word that no match is without."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docparse.records import Span


def lines_with(trigger: re.Pattern[str], text: str) -> Iterator[Span]:
    """Spans of the lines in which `trigger` matches, the \\n at their end included; a trigger holds no \\n itself.

    >>> [("甲\\n乙丙\\n丁")[a:b] for a, b in lines_with(re.compile("丙"), "甲\\n乙丙\\n丁")]
    ['乙丙\\n']
    """
    end = 0
    while match := trigger.search(text, end):
        start = text.rfind("\n", end, match.start()) + 1 or end
        end = text.find("\n", match.end()) + 1 or len(text)
        yield start, end


def find_in_lines(pattern: re.Pattern[str], trigger: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of `pattern` in `text`, which is read only in the lines where `trigger` matches.

    For patterns that cross no \\n and of which every match is in a line with a match of `trigger`.
    """
    for start, end in lines_with(trigger, text):
        yield from pattern.finditer(text, start, end)
