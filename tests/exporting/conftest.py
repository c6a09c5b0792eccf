"""Documents to show: those of the corpus, and one in which every text is hostile."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docparse.pipeline import extract
from docparse.records import Document

ROOT = Path(__file__).resolve().parents[2]
CORPORA = sorted((ROOT / "corpora").glob("*.txt"))
STEMS = [path.stem for path in CORPORA]

HOSTILE = """</script><script>window.ran=1</script><img src="https://evil.example/x" onerror="window.ran=1">" onload="window.ran=1" \
' x='{{ 7*7 }}{% raw %}|=HYPERLINK("https://evil.example")&#x6A;avascript:window.ran=1//\x00\x01\ud800\u202e<!--]]>"""
_KEPT = {"path", "sha256", "media_type", "reader", "kind", "level", "comparator", "precision", "relation", "severity"}
"""Fields whose values are not free; all other texts of a document may be anything."""


@cache
def document_of(stem: str) -> Document:
    return extract(ROOT / "corpora" / f"{stem}.txt")


@pytest.fixture(params=STEMS)
def document(request: pytest.FixtureRequest) -> Document:
    """Each document of the corpus in turn."""
    return document_of(request.param)


@pytest.fixture(scope="session")
def plan() -> Document:
    """One document that has everything but people."""
    return document_of("lanchuan-logistics-action")


@pytest.fixture(scope="session")
def named() -> Callable[[str], Document]:
    """A document of the corpus by the name of its file."""
    return document_of


def hostile(stem: str = "tonglu-data-leadgroup") -> Document:
    """A document in which every free text, ids included, holds markup, scripts, formulas and characters that break things.

    Each text begins in another way, so that ids stay apart and cells begin with what a spreadsheet takes for a formula.
    """
    text = document_of(stem).model_dump(mode="json")
    return Document.model_validate(_spoilt(text, ""))


def _spoilt(value: Any, field: str) -> Any:
    if isinstance(value, dict):
        # the facts of the head are keyed by their names, which may be anything too
        return {_spoilt(k, "") if field == "spans" else k: _spoilt(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_spoilt(item, field) for item in value]
    if not isinstance(value, str) or field in _KEPT or field == "schema_version":
        return value
    if field == "text":  # as long as it was, so that the spans still fit
        return (HOSTILE * (len(value) // len(HOSTILE) + 1))[: len(value)]
    return f"{'=+-@'[len(value) % 4]}{value}{HOSTILE}"
