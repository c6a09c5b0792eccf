"""docparse: an offline toolkit for Chinese government policy documents.

The names below are the public API; everything else may change. Each is loaded when first used, so that
`import docparse` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docparse.differ import diff
    from docparse.drafting import draft
    from docparse.errors import DocparseError, UnreadableFile
    from docparse.matcher import match
    from docparse.pipeline import extract
    from docparse.readers import read
    from docparse.reconciling import reconcile
    from docparse.records import Document
    from docparse.revising import revisions

__version__ = "0.1.0"
__all__ = [
    "DocparseError",
    "Document",
    "UnreadableFile",
    "diff",
    "draft",
    "extract",
    "match",
    "read",
    "reconcile",
    "revisions",
]

_HOMES = {
    "DocparseError": "docparse.errors",
    "Document": "docparse.records",
    "UnreadableFile": "docparse.errors",
    "diff": "docparse.differ",
    "draft": "docparse.drafting",
    "extract": "docparse.pipeline",
    "match": "docparse.matcher",
    "read": "docparse.readers",
    "reconcile": "docparse.reconciling",
    "revisions": "docparse.revising",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'docparse' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value  # the next use finds it without coming here
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
