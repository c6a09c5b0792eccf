"""Drafting: from upper documents and a region to the skeleton of its implementation plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docparse.records import Document

if TYPE_CHECKING:
    from docparse.drafting.render import Edition

__all__ = ["draft"]


def draft(
    upper: Sequence[Document],
    region: str,
    *,
    bodies: Sequence[Document] = (),
    template: str = "implementation_plan",
    suffix: str = ".docx",
    edition: Edition | None = None,
) -> bytes:
    """The skeleton of the plan by which `region` carries out the `upper` documents, as the bytes of a file.

    Each task, target and assignment names its source; what only the region knows is a blank （待补充：…）. To see or
    edit the plan before it is printed, take the two steps of this function by themselves.

    Args:
        upper: one or more documents of the level above; the plan follows the one that allocates figures to the region.
        region: 永川, 永川区 or 重庆市永川区.
        bodies: the region's own documents, which confirm who answers for what.
        template: a set in `templates/`, or the path of a folder.
        suffix: ".docx", ".md" or ".html".
        edition: red head, form of the source marks, quarter; the defaults where it is None.

    Raises:
        UnknownRegion: none of the documents names the region.
        NothingAsked: the upper documents have no section that asks anything of it.
        TemplateError: there is no such template or format, or the template is faulty.
    """
    from docparse.drafting.outline import outline
    from docparse.drafting.render import render

    return render(outline(upper, region, bodies), template=template, suffix=suffix, edition=edition)
