"""Blanks: the one way in which a draft leaves open what no source states, （待补充：what，who；why）."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENING = "（待补充："


def blank(what: str, who: str = "", why: str = "") -> str:
    """A hole that the drafter fills: blank("园区名称", "区科技局", "上级文件未列") → （待补充：园区名称，由区科技局提供；上级文件未列）."""
    return f"{OPENING}{what}" + (f"，由{who}提供" if who else "") + (f"；{why}" if why else "") + "）"


def shortened(text: str) -> str:
    """The text with its blanks cut to what is missing, for a narrow column: （待补充：园区名称）."""
    return re.sub(rf"({OPENING}[^（），；]+)[，；][^（）]*）", r"\1）", text)


def blanks(text: str) -> Iterator[tuple[int, int]]:
    """The spans of all blanks in `text`, outermost first to last; a blank may hold brackets of its own."""
    start = text.find(OPENING)
    while start >= 0:
        depth, end = 0, start
        while end < len(text):
            depth += {"（": 1, "）": -1}.get(text[end], 0)
            end += 1
            if depth == 0:
                yield start, end
                break
        start = text.find(OPENING, end)
