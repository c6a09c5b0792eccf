"""The three jobs on the invented documents that come with docparse: extract them all, diff a pair, draft a plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from docparse.output import json_bytes, write_whole
from docparse.records import RECORD_KINDS, Document
from docparse.resources import folder

UPPER, LOWER = "lanchuan-logistics-action", "yanxi-logistics-scheme"
"""A city's action plan, and a district's scheme that implements some of it."""

REGION, SOURCES, BODY = "桐麓区", ("lanchuan-lowalt-plan", "lanchuan-biomed-list"), "tonglu-data-leadgroup"
"""Whom the draft is for, the city's documents that it implements, and the district's own notice of a leading group."""

FORMATS = ("txt", "docx", "pdf")


def run(out: Path) -> Iterator[str]:
    """Does the jobs into the folder `out`, and says line by line what lies where.

    Raises:
        DocparseError: the results cannot be written, or docparse's own documents are not there.
    """
    from docparse.differ import diff
    from docparse.drafting import draft
    from docparse.reconciling import reconcile
    from docparse.reporting import Format, render_diff, render_reconciliation, render_revision
    from docparse.revising import revisions

    corpora = folder("corpora")
    documents: dict[str, Document] = {}
    yield f"extracting the documents of {corpora}"
    for form in FORMATS:
        for file in sorted(corpora.glob(f"*.{form}")):
            document = _extracted(file, out / "json" / form / f"{file.stem}.json")
            documents.setdefault(file.stem, document)
            yield f"  {file.name}: {_counts(document)}"
    yield f"  → {out / 'json'}"

    yield f"comparing {LOWER} with {UPPER}"
    upper, lower = documents[UPPER], documents[LOWER]
    result = diff(upper, lower)
    for report in get_args(Format):
        write_whole(out / f"diff.{report}", render_diff(result, upper, lower, report))
    yield f"  {', '.join(f'{n} {status}' for status, n in result.summary.items())}"
    yield f"  → {out / 'diff.html'}, .xlsx, .md and .json"

    yield f"adding up the shares and the plans of regions against {UPPER}"
    totals = reconcile(upper, [lower])
    write_whole(out / "totals.html", render_reconciliation(totals, upper, [lower], "html"))
    yield f"  → {out / 'totals.html'}"

    yield f"comparing {UPPER} with its revision"
    revised = _extracted(
        corpora / "versions" / f"{UPPER}-revised.txt", out / "json" / "versions" / f"{UPPER}-revised.json"
    )
    write_whole(out / "revision.html", render_revision(revisions(upper, revised), upper, revised, "html"))
    yield f"  → {out / 'revision.html'}"

    yield f"drafting a plan for {REGION} from {' and '.join(SOURCES)}"
    for suffix in (".docx", ".md", ".html"):
        plan = draft([documents[s] for s in SOURCES], REGION, bodies=[documents[BODY]], suffix=suffix)
        write_whole(out / f"plan{suffix}", plan)
    yield f"  → {out / 'plan.docx'}, .md and .html"


def _extracted(file: Path, place: Path) -> Document:
    from docparse.pipeline import extract

    document = extract(file)
    write_whole(place, json_bytes(document.model_dump(mode="json")))
    return document


def _counts(document: Document) -> str:
    """ "12 sections, 30 agencies, 1 table" without what there is none of."""
    counts = {kind: len(getattr(document, kind)) for kind in ("sections", "tables", *RECORD_KINDS)}
    return ", ".join(f"{n} {kind}" for kind, n in counts.items() if n)
