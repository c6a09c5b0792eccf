"""Typefaces and sizes: under which names they are installed, and which element of a document asks for which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from docparse.lexicon.tables import table, values

_SIZES: dict[float, str] = {42: "初号", 36: "小初", 26: "1号", 24: "小1号", 22: "2号", 18: "小2号", 16: "3号"}
_SIZES |= {15: "小3号", 14: "4号", 12: "小4号", 10.5: "5号", 9: "小5号", 7.5: "6号"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The type that an element asks for, and the codes of the rules that say so."""

    name: str
    typeface: str
    points: float
    font_rule: str
    size_rule: str

    @property
    def family(self) -> str:
        """The typeface as an official calls it: 仿宋体, 黑体."""
        return self.typeface.removesuffix("体") + "体"


@cache
def wanted() -> dict[str, Wanted]:
    """The type of each element of `format_elements.tsv`."""
    return {
        row["format_element"]: Wanted(
            row["name"], row["typeface"], float(row["points"]), row["font_rule"], row["size_rule"]
        )
        for row in reversed(table("format_elements.tsv"))
    }


@cache
def _names() -> dict[str, frozenset[str]]:
    names: dict[str, frozenset[str]] = {}
    for row in table("format_fonts.tsv"):
        names[row["typeface"]] = names.get(row["typeface"], frozenset()) | {
            n.casefold() for n in values(row["font_names"])
        }
    return names


def fits(font: str, typeface: str) -> bool:
    """Whether the font of this name is of the typeface.

    >>> fits("FangSong", "仿宋"), fits("宋体", "仿宋")
    (True, False)
    """
    return font.strip().casefold() in _names().get(typeface, frozenset())


def is_chinese(font: str) -> bool:
    """Whether a font draws quotation marks and dashes as Chinese ones: it is one of the typefaces, or has such a name."""
    return any("\u4e00" <= c <= "\u9fff" for c in font) or any(fits(font, typeface) for typeface in _names())


def size_name(points: float | None) -> str:
    """A size as an official calls it.

    >>> size_name(16), size_name(13)
    ('3号', '13磅')
    """
    return "" if points is None else _SIZES.get(points, f"{points:g}磅")
