"""Characters that a PDF's fonts give in place of the ones on the page."""

from __future__ import annotations

import unicodedata
from functools import cache

# Radicals that Unicode doesn't decompose but that are whole characters (UCD, EquivalentUnifiedIdeograph.txt): the
# simplified and a few other forms of the CJK Radicals Supplement, each before its unified ideograph.
_RADICALS = "⺒巳⺓幺⺝月⺠民⺩王⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙"
# Soft hyphens, and the marks pdfium puts for a hyphen at a line's end: in a Chinese text a plain hyphen was meant.
_HYPHENS = "\u00ad\ufffe\x02"


@cache
def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {c: None for c in range(32) if c != 9}
    table |= dict.fromkeys(map(ord, _HYPHENS), "-")
    table[0xA0] = " "
    blocks = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0xFB00, 0xFB07))  # radicals, ideographs, ligatures
    for code in (c for block in blocks for c in block):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            table[code] = plain
    table |= {ord(radical): unified for radical, unified in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    return table


def plain(text: str) -> str:
    """`text` with Kangxi radicals and compatibility ideographs as the ideographs they look like, ligatures taken apart,
    and control characters but the tab left out.

    >>> plain("\u2f00、\u2f63产\u2edb险")
    '一、生产风险'
    """
    return text.translate(_table())


def is_unreadable(char: str) -> bool:
    """Whether a font without a mapping to Unicode gave this character: none, a replacement mark, or a private code."""
    return char in "\0\ufffd\uffff" or "\ue000" <= char <= "\uf8ff"
