"""Tables of the contract: header, rows, caption and place in the tree, out of row paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docparse.records import Part, Section, Table
from docparse.structure.tables import grid_rows
from docparse.structure.text import Label, Paragraph

_CAPTION = re.compile(r"(?:附?表\s?\d{1,2}.*|专栏.*|.*(?:表|名单|清单|目录|一览|任务|指标|安排|分工))(?:[（(].*[）)])?")


def table_records(
    paragraphs: Sequence[Paragraph], starts: Sequence[int], parts: Sequence[Part], sections: Sequence[Section]
) -> list[Table]:
    """One record a table; its first row is the header, and a first row that is one merged cell is the caption."""
    result = []
    for k, indices in enumerate(grid_rows(paragraphs).values()):
        rows = [paragraphs[i].text.split("\t") for i in indices]
        caption = _caption(paragraphs, indices[0])
        if len(rows) > 2 and len(set(rows[0])) == 1:
            caption, rows = rows[0][0], rows[1:]
        start, end = starts[indices[0]], starts[indices[-1]] + len(paragraphs[indices[-1]].text)
        inside = [s for s in sections if s.span[0] <= start < s.span[1]]
        part = next((p.id for p in parts if p.span[0] <= start < p.span[1]), parts[0].id)
        result.append(
            Table(
                id=f"tb{k + 1}",
                caption=caption,
                header=rows[0],
                rows=rows[1:],
                section=max(inside, key=lambda s: s.span[0]).id if inside else None,
                part=part,
                span=(start, end),
            )
        )
    return result


def _caption(paragraphs: Sequence[Paragraph], first: int) -> str | None:
    """The short line above the table, or the title above that line (a unit: 单位：万元)."""
    for p in reversed(paragraphs[max(first - 2, 0) : first]):
        if p.label is Label.TITLE or (len(p.text) <= 60 and _CAPTION.fullmatch(p.text)):
            return p.text
    return None
