"""Characters that a PDF's fonts, or the recognition of a picture, give in place of the ones on the page."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Radicals that Unicode doesn't decompose but that are whole characters (UCD, EquivalentUnifiedIdeograph.txt): the
# simplified and a few other forms of the CJK Radicals Supplement, each before its unified ideograph.
_RADICALS = "⺒巳⺓幺⺝月⺠民⺩王⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙"
# What fonts of symbols, whose codes lie 0xF000 above ASCII, show as in any other font; of their letters this isn't so.
_SYMBOLS = {0xF000 + ord(char): char for char in "0123456789.%"}
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
    table |= _SYMBOLS
    table |= {ord(radical): unified for radical, unified in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    return table


def plain(text: str) -> str:
    """`text` with Kangxi radicals and compatibility ideographs as the ideographs they look like, ligatures taken apart,
    digits of fonts of symbols as digits, and control characters but the tab left out.

    >>> plain("\u2f00、\u2f63产\u2edb险")
    '一、生产风险'
    """
    return text.translate(_table())


_WIDE = str.maketrans("()[]:;,?!", "（）［］：；，？！")
_DASHES = str.maketrans("–―─－", "————")


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Half-width marks that a Chinese text writes wide: brackets anywhere, others unless they stand in a number or a
    Latin word; and a stop behind a Chinese character.
    """
    return re.compile(r"[()]|(?<![0-9A-Za-z])[:;,?!]|[:;,?!](?![0-9A-Za-z/])"), re.compile(
        r"(?<=[\u4e00-\u9fff）》”])\.(?![0-9A-Za-z.])"
    )


def folded(text: str) -> str:
    """A line that was recognised in a picture with the widths of its marks as a Chinese text has them.

    The recognition tells 「（」 from 「(」 by chance; a line without any Chinese character is left as it is.

    >>> folded("农业农村(农牧)厅(局、委),各县:")
    '农业农村（农牧）厅（局、委），各县：'
    >>> folded("8:30起,共1,200人.")
    '8:30起，共1,200人。'
    >>> folded("GB/T 9704-2012 (E)")
    'GB/T 9704-2012 (E)'
    """
    text = text.translate(_DASHES)
    if number := re.fullmatch(r"[-—一] ?(\d{1,4}) ?[-—一]", text):  # a page number between dashes
        return f"— {number[1]} —"
    if not any("\u4e00" <= c <= "\u9fff" for c in text):
        return text
    marks, stop = _marks()
    return stop.sub("。", marks.sub(lambda found: found[0].translate(_WIDE), text))


@cache
def _unreadable() -> re.Pattern[str]:
    shown = "".join(map(chr, _SYMBOLS))
    return re.compile(f"[\0\ufffd\uffff\ue000-\uf8ff](?<![{shown}])")


def unreadable(text: str) -> int:
    """How many characters a font without a mapping to Unicode gave: none, a replacement mark, or a private code."""
    return len(_unreadable().findall(text))
