"""（待补充：…）: what a draft leaves to the office, and where its brackets open and close."""

from __future__ import annotations

from collections.abc import Iterator

from docparse.records import Span

_WORD = "待补充"
_OPEN, _CLOSE = "（(", "）)"


def blanks(text: str) -> Iterator[Span]:
    """The spans of all blanks in `text`, brackets included; one that is not closed ends with the text."""
    at = 0
    while (found := text.find(_WORD, at)) >= 0:
        start = found - 1 if found and text[found - 1] in _OPEN else found
        end = _end(text, start) if start < found else found + len(_WORD)
        yield start, end
        at = max(end, found + 1)


def _end(text: str, start: int) -> int:
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] in _OPEN) - (text[i] in _CLOSE)
        if depth == 0:
            return i + 1
    return len(text)


def without_blanks(text: str) -> str:
    """`text` as it reads when its blanks are left out."""
    kept, at = [], 0
    for start, end in blanks(text):
        kept.append(text[at:start])
        at = end
    return "".join((*kept, text[at:]))
