"""Word's automatic numbering, computed as Word prints it (ISO/IEC 29500-1 §17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docparse.readers.docx_styles import W, is_on, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_MOST = 3999  # beyond it every format falls back to Arabic digits


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering scheme: `text` such as "%1、" or "（%2）", `format` such as "chineseCounting"."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    spaced: bool = True  # a tab or blank follows the number
    legal: bool = False  # all numbers of this label in Arabic digits
    restart: int | None = None
    style: str | None = None


class Numbering:
    """The numbering part with its running counters. Ask `label` for each numbered paragraph once, in order."""

    def __init__(self, root: _Element | None) -> None:
        self._schemes: dict[str, dict[int, Level]] = {}
        self._numbers: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: _Element) -> None:
        links: dict[str, str] = {}  # scheme -> name of the numbering style that defines it
        styled: dict[str, str] = {}
        for scheme in root.iterfind(f"{W}abstractNum"):
            key = scheme.get(f"{W}abstractNumId", "")
            self._schemes[key] = _levels(scheme)
            if link := value(scheme, "numStyleLink"):
                links[key] = link
            if name := value(scheme, "styleLink"):
                styled[name] = key
        for num in root.iterfind(f"{W}num"):
            key = value(num, "abstractNumId") or ""
            key = styled.get(links.get(key, ""), key)
            levels, starts = dict(self._schemes.get(key, {})), {}
            for override in num.iterfind(f"{W}lvlOverride"):
                at = _index(override)
                levels |= _levels(override)
                if (start := number(override, "startOverride")) is not None:
                    starts[at] = start
            self._numbers[num.get(f"{W}numId", "")] = (key, levels, starts)

    def level_of_style(self, num_id: str, style: str) -> int:
        """The level that a style's own numbering stands at: the one linked to the style, or the top one."""
        _, levels, _ = self._numbers.get(num_id, ("", {}, {}))
        return next((i for i, level in levels.items() if level.style == style), 0)

    def label(self, num_id: str, index: int) -> str:
        """The next number of list `num_id` at level `index` (0-based), as printed; "" where there is no such list.

        Lists that share a scheme count on from each other, unless one says where it starts.
        """
        if num_id not in self._numbers or not 0 <= index < _LEVELS:
            return ""
        key, levels, starts = self._numbers[num_id]
        counters = self._counters.setdefault(key, [None] * _LEVELS)
        if num_id not in self._begun:
            self._begun.add(num_id)
            for at, start in starts.items():
                counters[at] = start - 1
        self._advance(counters, levels, index)
        level = levels.get(index, Level())
        shown = [levels.get(i, Level()) for i in range(_LEVELS)]

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            return spell(counters[at] or shown[at].start, "decimal" if level.legal else shown[at].format)

        text = _bullet(level.text) if level.format == "bullet" else re.sub(r"%([1-9])", written, level.text)
        return text + (" " if level.spaced and text[-1:].isalnum() else "")

    @staticmethod
    def _advance(counters: list[int | None], levels: dict[int, Level], index: int) -> None:
        current = counters[index]
        counters[index] = levels.get(index, Level()).start if current is None else current + 1
        for deeper in range(index + 1, _LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or index < restart:
                counters[deeper] = None


def _index(element: _Element) -> int:
    text = element.get(f"{W}ilvl", "0")
    return min(int(text), _LEVELS - 1) if text.isdecimal() and len(text) < 3 else 0


def _levels(parent: _Element) -> dict[int, Level]:
    return {
        _index(lvl): Level(
            start=1 if (start := number(lvl, "start")) is None else start,
            format=value(lvl, "numFmt") or "decimal",
            text=value(lvl, "lvlText") or "",
            spaced=value(lvl, "suff") != "nothing",
            legal=is_on(lvl, "isLgl"),
            restart=number(lvl, "lvlRestart"),
            style=value(lvl, "pStyle"),
        )
        for lvl in parent.iterfind(f"{W}lvl")
    }


def _bullet(text: str) -> str:
    """A bullet as text: signs of symbol fonts, which have private codes, are left out."""
    return "".join(c for c in text if not "\ue000" <= c <= "\uf8ff")


# --- how a number is written -----------------------------------------------------------------------------------------

_DIGITS = "○一二三四五六七八九"


def spell(n: int, style: str) -> str:
    """`n` as the number format `style` (§17.18.59) writes it; unknown formats in Arabic digits.

    >>> [spell(12, s) for s in ("decimal", "chineseCounting", "lowerRoman", "decimalEnclosedCircle", "upperLetter")]
    ['12', '十二', 'xii', '⑫', 'L']
    """
    if style == "none":
        return ""
    writer = _WRITERS.get(style)
    return writer(n) if writer is not None and 0 < n <= _MOST else str(n)


def _counting(n: int) -> str:
    """一, 十, 十一, 九十九; from 100 on digit by digit.

    >>> [_counting(n) for n in (1, 10, 21, 105)]
    ['一', '十', '二十一', '一○五']
    """
    return _digital(n) if n >= 100 else _counting_thousand(n)


def _counting_thousand(n: int) -> str:
    """一, 十一, 一百零五, 一千零二十.

    >>> [_counting_thousand(n) for n in (11, 105, 120, 1020, 2000)]
    ['十一', '一百零五', '一百二十', '一千零二十', '二千']
    """
    written, pending_zero = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // unit % 10
        if digit:
            written += ("零" if pending_zero else "") + _DIGITS[digit] + sign
        pending_zero = bool(written) and not digit
    return written.removeprefix("一") if 10 <= n < 20 else written


def _digital(n: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(n))


def _legal(n: int) -> str:
    return _counting_thousand(n).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))


def _roman(n: int) -> str:
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    written = ""
    for amount, sign in (*signs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        written += sign * (n // amount)
        n %= amount
    return written


def _letter(n: int) -> str:
    """A … Z, AA, BB …"""
    times, at = divmod(n - 1, 26)
    return chr(ord("A") + at) * (times + 1)


def _row(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if n <= len(signs) else str(n)


def _range(first: int, count: int) -> str:
    return "".join(map(chr, range(first, first + count)))


_CIRCLED = _row(_range(0x2460, 20) + _range(0x3251, 15) + _range(0x32B1, 15))

_WRITERS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "decimalFullWidth2": lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting_thousand,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting_thousand,
    "japaneseCounting": _counting_thousand,
    "koreanCounting": _counting_thousand,
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "chineseLegalSimplified": _legal,
    "ideographTraditional": _row("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _row("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "ideographEnclosedCircle": _row(_range(0x3280, 10)),
    "decimalEnclosedParen": _row(_range(0x2474, 20)),
    "decimalEnclosedFullstop": _row(_range(0x2488, 20)),
}
