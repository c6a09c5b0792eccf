"""The typefaces of GB/T 9704-2012 by name, and what stands in for each where a machine lacks it.

They are not free, so a draft names them and embeds none. Word takes the names of a fallback from the font table
(ECMA-376 part 1, 17.8.3.1, altName), one to a font; the first of each row is what Windows brings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

SONG_TITLE, FANGSONG, KAITI, HEITI, SONGTI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"

FALLBACKS = {
    SONG_TITLE: ("华文中宋", "方正小标宋_GBK", "STZhongsong", "Noto Serif CJK SC"),
    FANGSONG: ("仿宋", "FangSong", "华文仿宋", "STFangsong", "Noto Serif CJK SC"),
    KAITI: ("楷体", "KaiTi", "华文楷体", "STKaiti", "AR PL UKai CN"),
    HEITI: ("SimHei", "华文黑体", "Noto Sans CJK SC"),
    SONGTI: ("SimSun", "华文宋体", "Noto Serif CJK SC"),
}

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT = (
    '<w:font w:name="{name}"><w:altName w:val="{fallback}"/><w:charset w:val="86"/><w:family w:val="{family}"/>'
    '<w:pitch w:val="variable"/></w:font>'
)


def css(name: str) -> str:
    """The font with all its fallbacks, as a style sheet names them."""
    generic = "sans-serif" if name == HEITI else "serif"
    return ", ".join([*(f'"{font}"' for font in (name, *FALLBACKS[name])), generic])


def name_fallbacks(document: WordDocument) -> None:
    """Writes the document's font table: the five typefaces, each with its fallback."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    rows = "".join(
        _FONT.format(name=name, fallback=others[0], family="swiss" if name == HEITI else "roman")
        for name, others in FALLBACKS.items()
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{_NAMESPACE}">{rows}</w:fonts>'
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            relation.target_part._blob = xml.encode("utf-8")
