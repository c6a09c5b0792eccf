"""Rules as data: a pattern, what it makes of a match, and an example and a counter-example that the tests read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One rule of the grammar.

    `read` turns a match of `pattern` into a value, or None where the rule does not apply after all. `example` is a text
    in which the rule itself finds something, `counter` one that looks like it and in which it finds nothing. `starts` are
    the characters that it can begin with, as in a character class, where it or its kind can begin with few.
    """

    id: str
    pattern: str
    read: Callable[[re.Match[str]], T | None]
    example: str
    counter: str
    starts: str = ""


def starting(starts: str, *rules: Rule[T]) -> tuple[Rule[T], ...]:
    """The rules, which all begin with one of the characters `starts` (as in a character class)."""
    return tuple(replace(rule, starts=starts) for rule in rules)


def scan(rules: tuple[Rule[T], ...], text: str, starts: str) -> Iterator[tuple[Rule[T], re.Match[str], T]]:
    """What the rules find in `text`, from left to right and without overlap.

    At each place the first rule of the tuple that applies wins: order is precedence. The text is searched for all of
    them at once, and only where one of the characters `starts` (as in a character class) stands, which is ten times
    as fast.
    """
    any_rule, each = _compiled(tuple((rule.pattern, rule.starts) for rule in rules), starts)
    position = 0
    while hit := any_rule.search(text, position):
        position = hit.start() + 1
        for index in range(int((hit.lastgroup or "r0")[1:]), len(rules)):
            match = each[index].match(text, hit.start())
            value = rules[index].read(match) if match else None
            if match and value is not None:
                yield rules[index], match, value
                position = max(match.end(), position)
                break


@cache
def _compiled(rules: tuple[tuple[str, str], ...], starts: str) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """All patterns as one alternation whose groups r0, r1 … say which matched, and each by itself with its groups.

    Neighbours that begin with the same characters are tried only where one of these stands.
    """
    branches = [
        (first, f"(?P<r{i}>" + re.sub(r"\(\?P<\w+>", "(?:", pattern) + ")") for i, (pattern, first) in enumerate(rules)
    ]
    kinds = []
    for first, kind in groupby(branches, key=lambda branch: branch[0]):
        alternatives = "|".join(branch for _, branch in kind)
        kinds.append(f"(?=[{first}])(?:{alternatives})" if first else alternatives)
    return re.compile(f"(?=[{starts}])(?:{'|'.join(kinds)})"), tuple(re.compile(pattern) for pattern, _ in rules)
