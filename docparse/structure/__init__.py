"""From a reader's lines to a frozen text with its tree."""

from __future__ import annotations

from docparse.source import Source
from docparse.structure.captions import table_records
from docparse.structure.front_matter import read_meta
from docparse.structure.furniture import without_furniture
from docparse.structure.headings import heading_tree
from docparse.structure.labels import label
from docparse.structure.paragraphs import join_lines
from docparse.structure.parts import divide
from docparse.structure.tables import with_grids
from docparse.structure.text import StructuredText, starts_of

__all__ = ["StructuredText", "structure"]


def structure(source: Source) -> StructuredText:
    """The document's text and tree. Everything behind the paragraphs works on their text alone, so structuring the
    repaired text again gives the same.
    """
    blocks = with_grids(without_furniture(source.blocks))
    paragraphs = label(join_lines(blocks))
    starts = starts_of(paragraphs)
    parts = divide(paragraphs, starts)
    sections = heading_tree(paragraphs, starts, parts)
    return StructuredText(
        paragraphs=tuple(paragraphs),
        meta=read_meta(paragraphs, starts, parts),
        parts=tuple(parts),
        sections=tuple(sections),
        tables=tuple(table_records(paragraphs, starts, parts, sections)),
        starts=starts,
    )
