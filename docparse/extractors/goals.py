"""Goal or not: which quantities a document sets, and which it only tells.

A quantity is first put into its clause (`candidates.candidate`); the rejections name the ways of telling a number that is
no goal, and something must set what they leave.
"""

from __future__ import annotations

import re
from functools import cache

from docparse.extractors.candidates import HAVING, Candidate, rate, sense, share
from docparse.extractors.governing import governing_time
from docparse.extractors.rejections import REJECTIONS
from docparse.extractors.shared_out import shared_out


def is_goal(c: Candidate) -> bool:
    """Whether something sets the quantity as a goal, and nothing rejects it."""
    return rejection(c) is None


def rejection(c: Candidate) -> str | None:
    """The name of what makes the quantity no goal ("unset" where nothing sets it), or None for a goal."""
    named = next((name for name, rejects in REJECTIONS.items() if rejects(c)), None)
    return named or (None if _governed(c) else "unset")


def _governed(c: Candidate) -> bool:
    """Whether a share's form, a coming date, a goal's verb or a list of goals sets the quantity."""
    if share(c) is not None or rate(c) is not None or shared_out(c.lead, c.before) is not None:
        return True
    dated = governing_time(c.reading, c.sentence, c.quantity.span[0]) is not None
    preamble = c.reading.document.sections and c.reading.section_at(c.quantity.span[0]) is None
    if preamble and not dated:
        return False
    return dated or _is_set(c) or _goes_on(c) or _stands_beside(c)


def _is_set(c: Candidate) -> bool:
    """A goal's verb before the number or within its qualifiers, a hope right before it, or a bound (以上, 不超过)."""
    if re.search("每(?:年|季度|月|半年)", c.before) or re.search(f"(?:{sense('hope').pattern}|{HAVING})$", c.before):
        return True
    if not c.behind and c.quantity.unit == "%" and re.search("(?:率|占比|比重|覆盖面)$", c.before):
        return True  # 帮扶率100%
    if re.search("[\u4e00-\u9fff][至到]$", c.reading.text[c.quantity.span[0] : c.quantity.number[0]]):
        return True  # 扩至45项, 提高到95%
    said = c.before + c.reading.text[slice(*c.quantity.span)]
    return sense("verb").search(said) is not None or c.quantity.comparator not in ("reach", "about")


def _goes_on(c: Candidate) -> bool:
    """One of a list whose verb stands before the first: 建成充电站550座、换电站25个; or a detail of it (其中)."""
    joint = c.lead[: len(c.lead) - len(c.before)][-1:]
    return joint in tuple("、，和及中：") and sense("verb").search(c.lead) is not None


def _stands_beside(c: Candidate) -> bool:
    """A noun and its number alone, beside a clause of the sentence that sets another: 「帮扶率100%，就业达到3万人」."""
    if c.behind or not re.fullmatch(r"[\u4e00-\u9fffA-Za-z“”（）]{2,30}", c.before) or _EXTENT.search(c.before):
        return False
    end = c.quantity.span[1]
    beside = c.lead[: len(c.lead) - len(c.before)] + c.reading.text[end : min(c.sentence[1], end + _NEAR)]
    return _sets_a_number().search(beside) is not None


_NEAR = 200  # characters of a sentence in which one clause speaks for another
_EXTENT = re.compile("(?:占地|规划|建筑|用地|总)(?:面积|投资)$|共$")


@cache
def _sets_a_number() -> re.Pattern[str]:
    return re.compile(rf"(?:{sense('verb').pattern})[^，；。]{{0,16}}?\d")
