"""What is missing is told with how to get it, and a part that breaks is no traceback."""

from __future__ import annotations

import pytest

from docparse import doctor
from docparse.errors import DocparseError, MissingExtra


def attempt(error: Exception | None) -> str:
    if error is not None:
        raise error
    return "ran a test"


@pytest.mark.parametrize(
    ("error", "works", "word"),
    [
        (None, True, "ran a test"),
        (ModuleNotFoundError("x"), False, "not installed; fetch it"),
        (MissingExtra("x", "ocr"), False, "docparse[ocr]"),
        (DocparseError("is\nbroken"), False, "is broken; fetch it"),
        (ZeroDivisionError("1/0"), False, "does not work (ZeroDivisionError: 1/0); fetch it"),
    ],
)
def test_each_part_is_tried(error: Exception | None, works: bool, word: str) -> None:
    part = doctor._tried("name", "serves", "fetch it", lambda: attempt(error))
    assert part.works is works and word in part.word and "\n" not in part.word


def test_all_parts_are_told_once() -> None:
    found = doctor.parts()
    assert [part.name for part in found] == ["ocr", "libreoffice", "fonts", "encoder", "cluster", "parquet", "postgres"]
    assert all(part.serves and part.word for part in found)
