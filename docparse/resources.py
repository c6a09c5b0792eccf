"""Where docparse's own data lies: in a checkout beside the package, in an installed wheel inside it."""

from __future__ import annotations

from pathlib import Path

from docparse.errors import DocparseError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `templates`, `models` or `corpora`.

    A wheel carries them inside the package under `_data`; a checkout has them at its top level.

    Raises:
        DocparseError: the folder is in neither place, so the installation is damaged.
    """
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise DocparseError(f"docparse's folder {name!r} is missing from {_PACKAGE}; install docparse again")


def lexicon(name: str) -> Path:
    """The path of a lexicon table, e.g. "agencies.tsv"."""
    return _PACKAGE / "lexicon" / name
