"""Signs of Chinese text: full-width punctuation, Chinese quotes, no blanks inside sentences (9; GB/T 15834)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docparse.formatting.departures import Departure, departure
from docparse.formatting.elements import Element, Form, Kind

_CHINESE = r"\u4e00-\u9fff，。；：、）”》〕％"
_AROUND = 8
_OTHER_RULES = (Kind.EMPTY, Kind.OTHER, Kind.NUMBER, Kind.ANNEX_MARK, Kind.COPY_NUMBER)


@cache
def _signs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Rule → the signs that it finds, each beside a Chinese character."""
    behind = rf"(?<=[{_CHINESE}])[,;:?!](?=[\d{_CHINESE}“（《]|\s*$)|(?<=\d)[,;?!](?=[\u4e00-\u9fff“（《])"
    brackets = rf"\((?=[{_CHINESE}“《])|(?<=[{_CHINESE}])\(|(?<=[{_CHINESE}])\)|\)(?=[\u4e00-\u9fff，。；：、])"
    stop = r"(?<=[\u4e00-\u9fff）”])\.(?=[\u4e00-\u9fff“《]|\s*$)"
    quote = rf"(?<=[{_CHINESE}])[\"'＂＇]|[\"'＂＇](?=[{_CHINESE}“《])"
    blank = r"(?<=[\u4e00-\u9fff，。；：、）”》])[ \u3000\u00a0]+(?=[\u4e00-\u9fff，。；：、（“《])|(?<=\S)[ \u3000\u00a0]{2,}(?=\S)"
    return (
        ("text.half_width", re.compile("|".join((behind, brackets, stop)))),
        ("text.quotes", re.compile(quote)),
        ("text.blanks", re.compile(blank)),
    )


def check_wording(form: Form) -> Iterator[Departure]:
    """One departure a paragraph, rule and sign. Blanks are looked for in sentences: lists are set with them."""
    for element in form.elements:
        if element.kind in _OTHER_RULES:
            continue
        text = element.paragraph.text.rstrip("：:") if element.kind is Kind.ADDRESSEE else element.paragraph.text
        begins = _begins(element)
        for code, pattern in _signs():
            if code == "text.blanks" and (element.kind not in (Kind.BODY, Kind.HEADING) or "。" not in text):
                continue
            told: set[str] = set()
            for match in pattern.finditer(text, begins):
                sign = "()" if match[0] in "()" else match[0]
                if sign not in told:
                    told.add(sign)
                    words = text[max(match.start() - _AROUND, 0) : match.end() + _AROUND]
                    yield departure(code, element.paragraph, words, found=sign)


def _begins(element: Element) -> int:
    """Where the words begin whose signs no other rule looks at: behind a number, or behind 附件： and 抄送："""
    text = element.paragraph.text
    if element.number is not None:
        return len(text) - len(text.lstrip()) + element.number.end
    if element.kind in (Kind.ANNEX_LIST, Kind.COPIES):
        match = re.match(r"\s*\S\s*\S\s*[：:]", text)
        return match.end() if match else 0
    return 0
