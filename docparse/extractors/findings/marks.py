"""Punctuation: brackets of document numbers, brackets that do not pair, half-width and doubled marks (GB/T 15834)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from docparse.extractors.findings.slips import CJK, STOPS, Slip, around, begins_with_verb, clause_start, matches
from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.records import Span

# --- document numbers ------------------------------------------------------------------------------------------------


@cache
def _numbers() -> re.Pattern[str]:
    """A year in brackets with a number behind it: 〔2024〕3号, [2024]第03号."""
    return re.compile(r"([〔\[［(（【])\s?((?:19|20)\d{2})\s?([〕\]］)）】])\s?((?:第\s?)?\d{1,5})\s?号")


@cache
def _sign() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The characters that may be the issuer's sign before the year, and words among them that lead to it."""
    return (
        re.compile(rf"[{CJK}A-Za-z]{{2,12}}$"),
        re.compile(r".*(?:根据|按照|依据|依照|落实|执行|和|与|以及)(?=..)"),
    )


def _with_sign(text: str, match: re.Match[str]) -> Span | None:
    """The whole document number, its sign with it; None where nothing that may be a sign stands before the year."""
    sign, lead = _sign()
    found = sign.search(text, max(match.start() - 12, 0), match.start())
    if not found or found[0].endswith(("编号", "文号", "合同", "第")):
        return None
    led = lead.match(found[0])
    return found.start() + (led.end() if led else 0), match.end()


def number_brackets(reading: Reading, made: Records) -> Iterator[Slip]:
    """A year not in hexagonal brackets: 云府办[2024]3号, 云府办（2024）3号 (GB/T 9704-2012, 7.2.5)."""
    for match in matches(reading, _numbers()):
        span = _with_sign(reading.text, match) if (match[1], match[3]) != ("〔", "〕") else None
        if span:
            right = reading.text[span[0] : match.start()] + f"〔{match[2]}〕{match[4]}号"
            yield Slip(span, {"wrong": reading.text[span[0] : span[1]], "right": right})


def number_serial(reading: Reading, made: Records) -> Iterator[Slip]:
    """A serial number with 第 or with a leading zero: 〔2024〕第3号, 〔2024〕03号 (GB/T 9704-2012, 7.2.5).

    Orders (令) and public notices (公告) do carry 第.
    """
    for match in matches(reading, _numbers()):
        bare = match[4].removeprefix("第").strip()
        span = _with_sign(reading.text, match) if match[4] != bare or bare.startswith("0") else None
        if span and not reading.text[span[0] : match.start()].endswith(("令", "公告")):
            right = reading.text[span[0] : match.start(4)] + f"{int(bare)}号"
            yield Slip(span, {"wrong": reading.text[span[0] : span[1]], "right": right})


# --- pairs -----------------------------------------------------------------------------------------------------------

_FAMILY = dict(
    zip("（(〔[【《“）)〕]】》”", "rrsssmqrrsssmq", strict=True)
)  # round, square, title mark, quotation mark
_PARTNER = dict(zip("（(〔[【《“", "）)〕]】》”", strict=True))
_LONGEST_PAIR = 40  # characters; of a longer one only the closing end is quoted
_MOST_PARAGRAPHS = 3  # over which a quotation may run


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile('[（(〔\\[【《“）)〕\\]】》”"\n\t]')


@dataclass(slots=True)
class _Pairing:
    """The brackets of a text. `mixed`: pairs of unlike marks, from the opening to the closing one; `lone`: the others."""

    text: str
    mixed: list[Span] = field(default_factory=list)
    lone: list[int] = field(default_factory=list)
    _open: list[int] = field(default_factory=list)
    _count: Counter[str] = field(default_factory=Counter)
    _above: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))  # (line, offset)
    _line: int = 0

    def read(self) -> _Pairing:
        for match in _brackets().finditer(self.text):
            mark, at = match[0], match.start()
            if mark in "\n\t":
                self._end_line()
            elif mark in _PARTNER:
                self._open.append(at)
                self._count[_FAMILY[mark]] += 1
            elif mark != '"':
                self._close(mark, at)
            elif self._open and self.text[self._open[-1]] == "“":  # a straight mark closes only what stands open
                self._close("”", at)
        self._end_line()
        self.lone = sorted(self.lone + [at for waiting in self._above.values() for _, at in waiting])
        return self

    def _end_line(self) -> None:
        for at in self._open:
            self._above[_FAMILY[self.text[at]]].append((self._line, at))
        self._open.clear()
        self._count.clear()
        self._line += 1

    def _close(self, mark: str, at: int) -> None:
        family = _FAMILY[mark]
        if not self._count[family]:
            self._close_above(family, at)
            return
        while _FAMILY[self.text[self._open[-1]]] != family:
            self._forget(self._open.pop())
        opened = self._open.pop()
        self._count[family] -= 1
        if _PARTNER[self.text[opened]] != self.text[at]:
            self.mixed.append((opened, at + 1))

    def _forget(self, at: int) -> None:
        self._count[_FAMILY[self.text[at]]] -= 1
        self.lone.append(at)

    def _close_above(self, family: str, at: int) -> None:
        """A closing mark alone in its line: it may end what lines above began, number an item 「1）」, or end 「[0,1)」."""
        waiting = self._above[family]
        if waiting and self._line - waiting[-1][0] <= _MOST_PARAGRAPHS:
            waiting.pop()
        elif self._open and re.search(r"[\[(（][\d.,，%\s∞+-]+$", self.text[max(at - 24, 0) : at]):
            self._count[_FAMILY[self.text[self._open[-1]]]] -= 1
            self._open.pop()
        elif not re.search(
            rf"(?:^|[\s{STOPS}])[0-9A-Za-z①-⑳一二三四五六七八九十]{{1,3}}$", self.text[max(at - 4, 0) : at]
        ):
            self.lone.append(at)


def _pairing(reading: Reading) -> _Pairing:
    return _Pairing(reading.text).read()


def mixed_brackets(reading: Reading, made: Records) -> Iterator[Slip]:
    """A full-width mark closed by a half-width one, or by one of another shape: （某局), 〔2024], “某某"."""
    for start, end in reading.once(_pairing).mixed:
        span = (start, end) if end - start <= _LONGEST_PAIR else around(reading.text, (end - 1, end))
        opening, closing = reading.text[start], reading.text[end - 1]
        yield Slip(span, {"opening": opening, "closing": closing})


def lone_brackets(reading: Reading, made: Records) -> Iterator[Slip]:
    """A bracket, title mark or quotation mark that nothing closes, or that closes nothing."""
    for at in reading.once(_pairing).lone:
        mark = reading.text[at]
        missing = "有始无终" if mark in _PARTNER else "有终无始"
        yield Slip(around(reading.text, (at, at + 1), 12), {"mark": mark, "missing": missing})


# --- width and place -------------------------------------------------------------------------------------------------


@cache
def _half_width() -> re.Pattern[str]:
    # the mark first and what stands before it behind: twice as fast as the other way round
    return re.compile(rf"[,;:?!](?<=[{CJK}”）》%][,;:?!])(?=[{CJK}“《（])")


_FULL_WIDTH = dict(zip(",;:?!", "，；：？！", strict=True))


def half_width_marks(reading: Reading, made: Records) -> Iterator[Slip]:
    """A half-width mark between Chinese characters: 建设,推进."""
    for match in matches(reading, _half_width()):
        span = around(reading.text, match.span())
        yield Slip(span, {"wrong": match[0], "right": _FULL_WIDTH[match[0]]})


@cache
def _crowded() -> re.Pattern[str]:
    # the second mark first, and the pair behind it: four times as fast
    pairs = "[，、；。][，、；：。,;:]|：[：:]|[,;][，、；：。]|[（《〔][，。；、：]|[，、；][）》〕]"
    return re.compile(f"[，、；：。,;:）》〕](?<={pairs})")


def crowded_marks(reading: Reading, made: Records) -> Iterator[Slip]:
    """Two marks where one is due: 建设，，推进; 责任单位：：; （，某局）."""
    for match in matches(reading, _crowded(), rows=False):
        pair = (match.start() - 1, match.end())
        yield Slip(around(reading.text, pair), {"marks": reading.text[slice(*pair)]})


@cache
def _stray() -> re.Pattern[str]:
    return re.compile(r"^[，。、；：]", re.MULTILINE)


def stray_marks(reading: Reading, made: Records) -> Iterator[Slip]:
    """A paragraph that begins with a stop: words before it are lost, or the line was broken by mistake."""
    for match in matches(reading, _stray(), rows=False):
        yield Slip(around(reading.text, match.span()), {"mark": match[0]})


@cache
def _before_and_so_on() -> re.Pattern[str]:
    return re.compile(r"、等(?![级保距价效分式候次离差额温高线边腰压位第待比得不着到])")


def mark_before_and_so_on(reading: Reading, made: Records) -> Iterator[Slip]:
    """A 、 before 等, which closes the list itself: 道路、桥梁、等设施."""
    for match in matches(reading, _before_and_so_on()):
        yield Slip((clause_start(reading.text, match.start(), 20), match.end()))


@cache
def _list_comma() -> re.Pattern[str]:
    kinds = "应用|领域|方面|环节|场景|行业|产业|服务|设施|产品|业务|活动|技术|内容|问题|因素|情况|功能|岗位|专业"
    return re.compile(rf"、([{CJK}]{{2,6}})，([{CJK}]{{2,6}})等(?:{kinds})")


def comma_in_list(reading: Reading, made: Records) -> Iterator[Slip]:
    """A ， among the items of a list that 等 closes: 仓储运输、分拣包装，快递配送等服务.

    Both items must be of one length and begin with no verb, as 发展仓储、包装，支持配送等服务 is sound.
    """
    for match in matches(reading, _list_comma(), rows=False):
        if len(match[1]) == len(match[2]) and not begins_with_verb(match[2]):
            span = (clause_start(reading.text, match.start(), 20), match.end())
            yield Slip(span, {"before": match[1], "after": match[2]})
