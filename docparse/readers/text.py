"""Plain text: UTF-8, GB18030 (with its subsets GBK and GB2312), UTF-16 or Big5, with a byte order mark or without."""

from __future__ import annotations

import codecs
import re

from docparse.errors import UnreadableFile
from docparse.readers.interface import Content, Reader
from docparse.readers.recognise import unread_kind
from docparse.source import Line, Place

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TRIALS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_SAMPLE = 8192  # bytes that decide between the trials; even, so that UTF-16 is not cut in two
# Shares of ordinary characters. Measured: Chinese text has 0.88 or more, the same in a wrong charset 0.71 or less and
# less than in the right one. A text in other languages has few; it is read where it is valid UTF-8, which is rarely so
# by chance: only bytes of a word or two of GBK are (通知 in GBK is valid UTF-8), and these have none at all.
_ORDINARY, _UTF8_BONUS, _DAMAGED = 0.6, 0.5, 0.8
_MOST_CONTROLS = 0.01
_BIG5_CHAOS, _BIG5_HANZI = 0.5, 0.5  # notices of traditional characters have about 0.85 of hanzi, noise 0.3


def _read(data: bytes, name: str) -> Content:
    text = decode(data, name)
    blocks: list[Line] = []
    for number, row in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        # a form feed parts two pages but begins no new line of the file
        blocks += (Line(piece, Place(line=number)) for piece in row.split("\f"))
    if blocks[-1].text == "":
        blocks.pop()  # behind the last line's end
    return Content(tuple(blocks))


TEXT = Reader("plain text", "text/plain", "lines", lambda evidence: unread_kind(evidence) is None, _read)


def decode(data: bytes, name: str) -> str:
    """The characters of a text file, without its byte order mark.

    Charset detection by statistics is unsure on short Chinese text (a document number, a title), so this tries the
    charsets that Chinese offices use, strictly, and takes the one that gives the most ordinary characters.

    Raises:
        UnreadableFile: in no charset does it read as text.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _strict(data.removeprefix(mark), charset, name)
    return _checked(_best_trial(data, name), name)


def _strict(data: bytes, charset: str, name: str) -> str:
    try:
        return _checked(data.decode(charset), name)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            name, f"is text in {charset} but damaged at byte {error.start}", "save it again"
        ) from error


def _best_trial(data: bytes, name: str) -> str:
    try:
        plain = data.decode("utf-8")
    except UnicodeDecodeError:
        plain = ""
    if ordinary_share(plain[: _SAMPLE // 8]) + _UTF8_BONUS > 1.0:  # no other charset can have a greater share
        return plain
    shares = {charset: ordinary_share(data[:_SAMPLE].decode(charset, "ignore")) for charset in _TRIALS}
    shares["utf-8"] += _UTF8_BONUS
    for charset in sorted(_TRIALS, key=lambda c: -shares[c]):
        if shares[charset] < _ORDINARY and charset != "utf-8":
            continue
        try:
            return data.decode(charset)
        except UnicodeDecodeError as error:
            if charset == "utf-8" and ordinary_share(data[:_SAMPLE].decode(charset, "replace")) > _DAMAGED:
                damage = f"is UTF-8 text but damaged at byte {error.start}"
                raise UnreadableFile(name, damage, "save it again") from error
    if (text := _traditional(data)) is not None:
        return text
    raise UnreadableFile(
        name, "is neither text nor a document that docparse knows", "save it as .docx, PDF or UTF-8 text"
    )


def _traditional(data: bytes) -> str | None:
    """The characters of a text in Big5, which Taiwan's and Hong Kong's offices use; None where it is none.

    Measured: charset-normalizer tells Big5 from noise, but reads 通知 in GBK as UTF-8, so that it comes second.
    """
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["big5", "cp950", "big5hkscs"], threshold=_BIG5_CHAOS).best()
    text = str(best) if best is not None else ""
    hanzi = sum("\u4e00" <= char <= "\u9fff" for char in text[:_SAMPLE])
    return text if hanzi > _BIG5_HANZI * len(text[:_SAMPLE]) else None


def ordinary_share(text: str) -> float:
    """The share of ordinary characters in `text`, from 0 to 1: ASCII, signs, and the common hanzi of GB2312 level 1.

    A text read in a wrong charset is full of rare hanzi, which are not counted.

    >>> ordinary_share("关于印发方案的通知")
    1.0
    >>> ordinary_share("\\x01\\x02")
    0.0
    """
    if not text:
        return 0.0
    count, at = 0, 0
    encoded = text.encode("gb2312", "ignore")
    while at < len(encoded):
        byte = encoded[at]
        count += byte in b"\t\n\f\r" or 0x20 <= byte < 0x7F or 0xA1 <= byte <= 0xD7
        at += 1 if byte < 0x80 else 2
    return count / len(text)


def _checked(text: str, name: str) -> str:
    controls = sum(text.count(chr(c)) for c in range(32) if chr(c) not in "\t\n\v\f\r\x1a")
    if "\0" in text or controls > _MOST_CONTROLS * len(text):
        raise UnreadableFile(name, "is binary data, not text", "save it as .docx, PDF or UTF-8 text")
    return text
