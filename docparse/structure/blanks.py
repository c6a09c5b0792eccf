"""Layout blanks: those that only typesetting put between characters (CONTRACT section 2, `text`)."""

from __future__ import annotations

import re
from functools import cache

_CJK = "\u2e80-\u303f\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·〇"
_BLANKS = "[ \t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]+"
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00]")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    cjk = f"[{_CJK}]"
    return (
        re.compile(f"(?<={cjk}){_BLANKS}(?=[0-9{_CJK}])"),
        re.compile(f"(?:(?<=[0-9%‰])|(?<=[0-9][.．、)])){_BLANKS}(?={cjk})"),
        re.compile(_BLANKS),
    )


def strip_blanks(text: str) -> str:
    """`text` without the blanks at its ends, of whatever width, and without invisible characters.

    >>> strip_blanks("\u3000\u3000第一 ")
    '第一'
    """
    text = text.strip()
    return text if text.isprintable() else _INVISIBLE.sub("", text).strip()


def repair(text: str) -> str:
    """`text` without layout blanks between CJK characters, or between CJK and digits; other runs become one blank.

    >>> repair("到 2027 年，建成 AI 平台")
    '到2027年，建成 AI 平台'
    """
    text = strip_blanks(text)
    if text.isprintable() and " " not in text:  # no blank but that one is printable, nor is what cannot be seen
        return text
    after_cjk, after_digit, run = _patterns()
    return run.sub(" ", after_digit.sub("", after_cjk.sub("", text)))


def squash(text: str) -> str:
    """`text` without any blank: for comparing lines, never for storing."""
    text = "".join(text.split())
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def width(text: str) -> float:
    """The line's width in full-width cells: a CJK character 1, an ASCII character 0.5."""
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))
