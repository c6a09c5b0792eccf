"""From a reader's lines to a frozen text with its tree."""

from __future__ import annotations

from docparse.source import Source
from docparse.structure.captions import tables
from docparse.structure.front_matter import front_matter
from docparse.structure.furniture import without_furniture
from docparse.structure.headings import sections
from docparse.structure.labels import labelled
from docparse.structure.paragraphs import paragraphs
from docparse.structure.parts import parts
from docparse.structure.tables import with_grids
from docparse.structure.text import StructuredText, starts_of

__all__ = ["StructuredText", "structure"]


def structure(source: Source) -> StructuredText:
    """The document's text and tree. Everything behind the paragraphs works on their text alone, so structuring the
    repaired text again gives the same.
    """
    blocks = with_grids(without_furniture(source.blocks))
    whole = labelled(paragraphs(blocks))
    starts = starts_of(whole)
    division = parts(whole, starts)
    tree = sections(whole, starts, division)
    return StructuredText(
        paragraphs=tuple(whole),
        meta=front_matter(whole, starts, division),
        parts=tuple(division),
        sections=tuple(tree),
        tables=tuple(tables(whole, starts, division, tree)),
        starts=starts,
    )
