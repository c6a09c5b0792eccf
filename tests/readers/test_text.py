"""Plain text: charsets, line ends, line numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.errors import UnreadableFile
from docparse.readers import read_bytes
from docparse.readers.text import decode
from docparse.source import Line

CHARSETS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be")


def lines(data: bytes) -> list[tuple[str, int | None]]:
    return [(b.text, b.place.line) for b in read_bytes(data, "a.txt").blocks if isinstance(b, Line)]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize(
    "text",
    [
        "云江府发〔2024〕3号",
        "通知",
        "主要目标：到2027年，营业收入突破50亿元。",
        "南浦区政府办公室\r\n关于印发《清窖行动方案》的通知\r\n\r\n各镇街：\r\n",
        "单位：亿元、%、平方米",
    ],
)
def test_charsets(text: str, charset: str) -> None:
    assert decode(text.encode(charset), "a") == text


@pytest.mark.parametrize("charset", ["big5", "big5hkscs", "cp950"])
@pytest.mark.parametrize(
    "text",
    [
        "關於加強窖泥管理的通知",
        "一、總體要求。堅持統籌推進，到二○二七年建成標準窖池一百二十口。\r\n二、主要任務：（一）加強組織領導，各有關單位應當落實責任。",
    ],
)
def test_traditional_characters_in_big5(text: str, charset: str) -> None:
    assert decode(text.encode(charset), "a") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\n乙", [("甲", 1), ("乙", 2)]),
        ("甲\n\n乙\n", [("甲", 1), ("", 2), ("乙", 3)]),
        ("甲\r\n乙\r丙\n", [("甲", 1), ("乙", 2), ("丙", 3)]),
        ("甲\n\f乙\n", [("甲", 1), ("", 2), ("乙", 2)]),  # a new page is no new line
        ("\n\n 甲　\n\n", [("", 1), ("", 2), (" 甲　", 3), ("", 4)]),
        ("甲\u2028乙\x0b丙\x85", [("甲\u2028乙\x0b丙\x85", 1)]),
    ],
)
def test_lines(text: str, expected: list[tuple[str, int]]) -> None:
    assert lines(text.encode()) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("通知，现印发给你们。".encode()[:-1], "is UTF-8 text but damaged at byte 27"),
        (b"\xef\xbb\xbf" + "通知".encode()[:-1], "is text in utf-8 but damaged"),
        (b"\xff\xfe" + "通知".encode("utf-16-le")[:-1], "is text in utf-16-le but damaged"),
        ("通\0知".encode(), "neither text|is binary data"),
        (bytes(range(256)), "neither text|is binary data"),
        (b"\x01\x02\x03 abc", "is binary data"),
    ],
)
def test_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        decode(data, "a.txt")


plain = st.text(
    st.sampled_from("云江市人民政府关于加强清窖工作的通知，。、：（）《》〔〕0123456789 ab\n\r\n"), min_size=1
)


@given(plain, st.sampled_from(CHARSETS))
def test_every_character_comes_back(text: str, charset: str) -> None:
    text = "关于清窖的通知\n" + text
    data = text.encode(charset)
    assert decode(data, "a") == text
    assert "\n".join(text for text, _ in lines(data)) == re.sub("\r\n?", "\n", text).removesuffix("\n")
