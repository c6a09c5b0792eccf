"""Web archives: which part is the page, and in which characters."""

from __future__ import annotations

import pytest

from docparse.errors import UnreadableFile
from docparse.readers import read_bytes
from docparse.source import Line

PAGE = "<html><body><p>关于清窖的通知</p><p>一、清窖。</p></body></html>"


def archive(*parts: tuple[str, bytes], head: str = "") -> bytes:
    """A multipart/related of (header lines, body)."""
    pieces = b"".join(b"--x\r\n" + h.encode() + b"\r\n\r\n" + body + b"\r\n" for h, body in parts)
    return (
        f'From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;{head} boundary="x"\r\n\r\n'.encode()
        + (pieces + b"--x--\r\n")
    )


def texts(data: bytes) -> list[str]:
    source = read_bytes(data, "a.mht")
    assert source.reader == "mhtml"
    return [b.text for b in source.blocks if isinstance(b, Line)]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16-le"])
def test_the_archives_charset_decides(charset: str) -> None:
    page = (f"Content-Type: text/html; charset={charset}", PAGE.encode(charset))
    assert texts(archive(page)) == ["关于清窖的通知", "一、清窖。"]


def test_the_root_is_the_page_and_frames_are_not() -> None:
    frame = ("Content-Type: text/html; charset=utf-8\r\nContent-ID: <f>", "<p>广告</p><p>广告</p><p>广告</p>".encode())
    page = ("Content-Type: text/html; charset=utf-8\r\nContent-ID: <r>", PAGE.encode())
    assert texts(archive(page, frame)) == ["关于清窖的通知", "一、清窖。"]
    assert texts(archive(frame, page, head=' start="<r>";')) == ["关于清窖的通知", "一、清窖。"]


def test_quoted_printable_and_base64() -> None:
    import base64
    import quopri

    quoted = ("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable", PAGE.encode())
    assert texts(archive((quoted[0], quopri.encodestring(quoted[1])))) == ["关于清窖的通知", "一、清窖。"]
    packed = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64"
    assert texts(archive((packed, base64.encodebytes(PAGE.encode())))) == ["关于清窖的通知", "一、清窖。"]


@pytest.mark.parametrize("parts", [[("Content-Type: image/png", b"\x89PNG")], [("Content-Type: text/html", b" ")]])
def test_an_archive_without_a_page(parts: list[tuple[str, bytes]]) -> None:
    with pytest.raises(UnreadableFile, match="is a web archive"):
        read_bytes(archive(*parts), "a.mht")
