"""Web archives (.mht, .mhtml; RFC 2557): the page that a browser saved with its pictures into one file."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from docparse.errors import UnreadableFile
from docparse.readers.html import HTML
from docparse.readers.interface import Content, Evidence, Reader

_TYPES = ("text/html", "application/xhtml+xml")


def _read(data: bytes, name: str) -> Content:
    message = email.message_from_bytes(data, policy=email.policy.default)
    page = _page(message)
    if page is None:
        raise UnreadableFile(name, "is a web archive without a page in it", "open it in a browser and save it as PDF")
    payload = page.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        raise UnreadableFile(name, "is a web archive whose page is empty", "save it again in the browser")
    return HTML.read(_declared(payload, page.get_content_charset()), name)


def _page(message: EmailMessage) -> EmailMessage | None:
    """The root of a multipart/related, which `start` names or which comes first (RFC 2387 §3.2); else the first page."""
    pages = [p for p in message.walk() if p.get_content_type() in _TYPES and isinstance(p, EmailMessage)]
    start = message.get_param("start")
    return next((p for p in pages if start and p.get("Content-ID") == start), pages[0] if pages else None)


def _declared(payload: bytes, charset: str | None) -> bytes:
    """The page in UTF-8 where the archive's header says another charset, since that outranks what the page says."""
    if charset is None:
        return payload
    try:
        return payload.decode(charset).encode("utf-8", "replace")
    except (LookupError, UnicodeDecodeError):
        return payload


def _is_mhtml(evidence: Evidence) -> bool:
    head = evidence.head[:2000].lower()
    return "mime-version:" in head and "content-type:" in head and ("multipart/" in head or "text/html" in head)


MHTML = Reader("a web archive (MHTML)", "multipart/related", "paragraphs", _is_mhtml, _read)
