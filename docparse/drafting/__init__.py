"""Drafting: from upper documents and a region to the skeleton of its implementation plan."""

from __future__ import annotations

from collections.abc import Sequence

from docparse.records import Document

__all__ = ["draft"]


def draft(
    upper: Sequence[Document],
    region: str,
    *,
    bodies: Sequence[Document] = (),
    template: str = "implementation_plan",
    suffix: str = ".docx",
) -> bytes:
    """The skeleton of the plan by which `region` carries out the `upper` documents, as the bytes of a file.

    Each task, target and assignment names its source; what only the region knows is a blank （待补充：…）.

    Args:
        upper: one or more documents of the level above; the plan follows the one that allocates figures to the region.
        region: 永川, 永川区 or 重庆市永川区.
        bodies: the region's own documents, which confirm who answers for what.
        template: a folder in `templates/`.
        suffix: ".docx", ".md" or ".html".

    Raises:
        UnknownRegion: none of the documents names the region.
        TemplateError: there is no such template or format, or the template is faulty.
    """
    from docparse.drafting.outline import outline
    from docparse.drafting.render import render

    return render(outline(upper, region, bodies), template=template, suffix=suffix)
