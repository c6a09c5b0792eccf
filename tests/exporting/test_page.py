"""The page as a file: whole in itself, everything in it, and nothing from the document is markup."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from lxml import html
from lxml.html import HtmlElement

from docparse.errors import DocparseError
from docparse.exporting import show
from docparse.pipeline import extract
from docparse.records import RECORD_KINDS, Document
from tests.exporting.conftest import ROOT, hostile

SHARED = ROOT.parent / "shared" / "corpora"
ADDRESSES = {
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "xlink:href",
    "ping",
    "cite",
}
LOADING = {
    "script",
    "style",
    "link",
    "img",
    "iframe",
    "object",
    "embed",
    "base",
    "form",
    "video",
    "audio",
    "source",
    "image",
    "use",
}


def parsed(document: Document) -> HtmlElement:
    return html.document_fromstring(show(document, "html").decode("utf-8"))


def check_whole(page: HtmlElement) -> None:
    """One script and one style, both the page's own; no address but places on the page itself; no handler; no style attribute."""
    elements = [e for e in page.iter() if isinstance(e.tag, str)]
    assert sorted(e.tag for e in elements if e.tag in LOADING) == ["script", "style"]
    for element in elements:
        for name, value in element.attrib.items():
            assert name not in ADDRESSES or value.startswith("#"), (element.tag, name, value)
            assert name != "style" and not name.startswith("on"), (element.tag, name)
    assert not re.search(r"url\(|@import|//(?! )", page.xpath("string(//style)"))


def check_complete(page: HtmlElement, document: Document) -> None:
    """The text is there as it is, and each record has its quote in the text and its card."""
    article = page.xpath("//article")[0]
    lines = [
        "\t".join(c.text_content() for c in e.iter("td")) if e.tag == "tr" else e.text_content()
        for e in article.iter("p", "tr")
    ]
    merged = [
        line.split("\t")[0] if "\t" in line and len(set(line.split("\t"))) == 1 else line
        for line in document.text.split("\n")
    ]
    assert lines == merged
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for kind in RECORD_KINDS:
        for number, record in enumerate(getattr(document, kind)):
            key = f"{kind}-{number}"
            assert f"q-{key}" in ids and f"r-{key}" in ids
            found = article.xpath(f"//*[@data-k='{key}' and @data-t='0']")
            assert "".join(e.text_content() for e in found) == re.sub(r"[\n\t]", "", record.quote)


def test_the_page_is_whole_and_complete(document: Document) -> None:
    page = parsed(document)
    check_whole(page)
    check_complete(page, document)


def test_links_lead_somewhere(document: Document) -> None:
    page = parsed(document)
    ids = set(page.xpath("//@id"))
    assert [href for href in page.xpath("//@href") if href[1:] not in ids] == []
    keys = set(page.xpath("//@data-k"))
    assert set(page.xpath("//@data-go")) <= keys


def test_hostile_text_is_text() -> None:
    document = hostile()
    page = parsed(document)
    check_whole(page)
    assert len(page.xpath("//article//p")) == len(document.text.split("\n"))
    assert page.xpath("//article")[0].text_content().count("<script>") == document.text.count("<script>")
    names = {*page.xpath("//@data-k"), *page.xpath("//@data-go"), *page.xpath("//@id")}
    assert [name for name in names if not re.fullmatch(r"[a-z_]+(-[a-z_]+)?(-\d+)?", name)] == []


def test_the_policy_allows_the_pages_own_script_and_style_alone(plan: Document) -> None:
    page = parsed(plan)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.keys() == {"default-src", "script-src", "style-src", "base-uri", "form-action"}
    assert {rules[name] for name in ("default-src", "base-uri", "form-action")} == {"'none'"}
    for kind in ("script", "style"):
        (text,) = page.xpath(f"//{kind}/text()")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[f"{kind}-src"] == f"'sha256-{digest}'"
    # a policy binds what follows it
    assert page.xpath("//head/*")[1].get("http-equiv") == "Content-Security-Policy"


def test_the_page_tells_nothing_of_the_office_s_folders(plan: Document) -> None:
    source = plan.source.model_copy(update={"path": r"C:\用户\张三\机密\通知.docx"})
    page = show(plan.model_copy(update={"source": source}), "html").decode()
    assert "通知.docx" in page
    assert "张三" not in page


def test_a_document_of_nothing_has_a_page(plan: Document) -> None:
    empty = {kind: [] for kind in (*RECORD_KINDS, "parts", "sections", "tables", "source_map")}
    bare = plan.model_copy(update=empty | {"text": "", "meta": type(plan.meta)()})
    page = parsed(bare)
    check_whole(page)
    assert len(page.xpath("//*[contains(concat(' ', @class, ' '), ' none ')]")) >= 5
    assert show(bare, "md") and show(bare, "xlsx")


def test_the_same_document_makes_the_same_page(document: Document) -> None:
    assert show(document, "html") == show(document, "html")


def test_another_format_is_refused(plan: Document) -> None:
    with pytest.raises(DocparseError, match=r"no format 'docx'.*md, html, xlsx"):
        show(plan, "docx")  # type: ignore[arg-type]


REAL = sorted(SHARED.glob("*.txt")) + sorted(SHARED.glob("more/s[cdh]-*[05].*"))


@pytest.mark.skipif(not REAL, reason="the real documents of ../shared are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_pages_of_real_documents(path) -> None:  # type: ignore[no-untyped-def]
    document = extract(path)
    page = parsed(document)
    check_whole(page)
    check_complete(page, document)
