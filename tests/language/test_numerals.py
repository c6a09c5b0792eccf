"""Numerals: one line a case, cn2an as a second opinion."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.language.numerals import parse_number
from docparse.language.width import fold

CASES: list[tuple[str, int | float | None]] = [
    ("0", 0),
    ("120", 120),
    ("12,000", 12000),
    ("1,234,567.5", 1234567.5),
    ("3.20", 3.2),
    ("１２．５", 12.5),
    ("十", 10),
    ("十五", 15),
    ("二十", 20),
    ("两百", 200),
    ("一百零五", 105),
    ("一百十五", 115),
    ("一百二", 120),
    ("一千二百", 1200),
    ("一千零五十", 1050),
    ("一万五", 15000),
    ("两万五千", 25000),
    ("一百零五万", 1050000),
    ("一亿三千万", 130000000),
    ("十二亿零五百", 1200000500),
    ("一万亿", 10**12),
    ("一万五千亿", 15 * 10**11),
    ("二十万亿", 2 * 10**13),
    ("二〇三五", 2035),
    ("二○三五", 2035),
    ("二零二五", 2025),
    ("一点五", 1.5),
    ("一点五万", 15000),
    ("1.5万", 15000),
    ("3千万", 30000000),
    ("30万亿", 3 * 10**13),
    ("1万5千", 15000),
    ("百分之九十五", 0.95),
    ("百分之三点五", 0.035),
    ("千分之五", 0.005),
    ("三分之一", 1 / 3),
    ("三成", 0.3),
    ("半", 0.5),
    ("零", 0),
    ("", None),
    ("万", None),
    ("百", None),
    ("五六", None),  # five or six
    ("十四五", None),
    ("三十二十", None),
    ("一万二十万", None),
    ("1.5.2", None),
    ("12万家", None),
    ("家", None),
    ("分之", None),
    ("零分之一", None),
    ("点五", None),
    ("9" * 10_000, None),
    ("一" * 10_000, None),
]


@pytest.mark.parametrize(("text", "value"), CASES, ids=lambda v: str(v)[:12])
def test_numeral(text: str, value: int | float | None) -> None:
    assert parse_number(text) == value
    assert isinstance(parse_number(text), type(value))


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_every_numeral_that_cn2an_writes_is_read(number: int) -> None:
    cn2an = pytest.importorskip("cn2an")
    assert parse_number(cn2an.an2cn(number)) == number


@given(st.text(alphabet="〇○零一二两三四五六七八九十百千万亿点分之成半0123456789,.％", max_size=70))
def test_anything_at_all_is_a_number_or_none(text: str) -> None:
    value = parse_number(text)
    assert value is None or isinstance(value, (int, float))


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert all(a == b or 0xFF01 <= ord(a) <= 0xFF5E for a, b in zip(text, fold(text), strict=True))


def test_a_numeral_of_ten_thousand_digits_costs_nothing() -> None:
    begin = time.process_time()
    for text in ("9" * 10_000, "一" * 10_000, "百分之" * 3_000, "1万" * 5_000):
        parse_number(text)
    assert time.process_time() - begin < 0.1
