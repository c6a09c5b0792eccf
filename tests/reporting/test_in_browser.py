"""The three reports in a real browser: filters work, nothing is asked for, nothing of a document runs, A4 is filled well."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from docparse.differ import diff
from docparse.pipeline import extract
from docparse.readers import read
from docparse.reconciling import reconcile
from docparse.records import Document
from docparse.reporting import render_diff, render_reconciliation, render_revision
from docparse.revising import revisions
from tests.browser import CHROMIUM, Browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; install it: apt-get install chromium")

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
UPPER, LOWER, REVISED = (
    "lanchuan-logistics-action",
    "yanxi-logistics-scheme",
    "versions/lanchuan-logistics-action-revised",
)
ATTACK = "<script>window.ran=1</script><img src=x onerror=window.ran=1></td><svg onload=window.ran=1>"
VIEWS = {
    "diff": ["items", "text", "map", "targets", "additions"],
    "revision": ["sections", "records", "meta"],
    "reconciliation": ["items", "regions", "unanswered"],
}


@cache
def document(name: str) -> Document:
    return extract(CORPORA / f"{name}.txt")


def pages(upper: Document, lower: Document, revised: Document) -> dict[str, bytes]:
    """Each report as a page."""
    return {
        "diff": render_diff(diff(upper, lower), upper, lower, "html"),
        "revision": render_revision(revisions(upper, revised), upper, revised, "html"),
        "reconciliation": render_reconciliation(reconcile(upper, [lower]), upper, [lower], "html"),
    }


@cache
def made() -> dict[str, bytes]:
    return pages(document(UPPER), document(LOWER), document(REVISED))


def visible(browser: Browser, rows: str) -> list[str]:
    """The words of the rows of a group that are shown."""
    found: list[str] = browser.run(
        f"[...document.querySelectorAll('[data-rows={rows}] [data-value]')].filter((r) => r.offsetParent)"
        ".map((r) => r.textContent)"
    )
    return found


def enter(browser: Browser, selector: str, value: str, event: str) -> None:
    browser.run(
        f"(() => {{ const e = document.querySelector({selector!r}); e.value = {value!r};"
        f" e.dispatchEvent(new Event('{event}')); }})()"
    )


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_is_asked_for_and_nothing_complains(name: str, shown: Callable[[bytes], Browser]) -> None:
    browser = shown(made()[name])
    for view in VIEWS[name]:
        browser.click(f"[data-view={view}]:not(:disabled)")
        shown = browser.run("[...document.querySelectorAll('.view')].filter((v) => v.offsetParent).map((v) => v.id)")
        assert shown == [f"view-{view}"]
    assert len(browser.requests) == 1 and browser.requests[0].startswith("file:")
    assert browser.complaints == []


def spoilt(stem: str, folder: Path) -> Document:
    """A document with markup in its title, headings and text; as Word, since a text with tags would be read as a page."""
    from docx import Document as Word

    text = (CORPORA / f"{stem}.txt").read_text(encoding="utf-8")
    for words in ("现代物流提质降本", "冷链", "A级物流企业"):
        text = text.replace(words, f"{words[:2]}{ATTACK}{words[2:]}")
    word = Word()
    for line in text.splitlines():
        word.add_paragraph(line)
    file = folder / f"{Path(stem).name}.docx"
    word.save(str(file))
    document = extract(read(file))
    meta = document.meta.model_copy(update={"title": f"关于{ATTACK}的通知"})
    return document.model_copy(update={"meta": meta})


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_of_a_hostile_document_runs(name: str, shown: Callable[[bytes], Browser], tmp_path: Path) -> None:
    """Markup in the title, the headings and the text; every place that can be clicked is."""
    hostile = [spoilt(stem, tmp_path) for stem in (UPPER, LOWER, REVISED)]
    assert all("<script>" in one.text for one in hostile)
    browser = shown(pages(hostile[0], hostile[1], hostile[2])[name])
    browser.run("document.querySelectorAll('[data-view], .m, [data-go], [data-item], [data-jump]').forEach((e) => e.dispatchEvent(new MouseEvent('click', {bubbles: true})))")  # fmt: skip
    assert "<script>" in browser.run("document.body.textContent")
    assert browser.run("typeof window.ran") == "undefined"
    assert browser.run("document.scripts.length") == 1
    assert browser.run("document.images.length") == 0
    assert len(browser.requests) == 1
    assert browser.complaints == []


def test_the_policy_stops_what_escaping_would_let_through(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "attacked.html"
    file.write_bytes(made()["diff"].replace(b"</main>", ATTACK.encode() + b"<img src='https://evil.example/x'></main>"))
    browser.open(file)
    assert browser.run("typeof window.ran") == "undefined"
    assert any("Content Security Policy" in complaint for complaint in browser.complaints)


@pytest.mark.parametrize(
    ("name", "view", "value"),
    [("diff", "items", "partial"), ("diff", "items", "missing"), ("revision", "sections", "moved"), ("revision", "records", "target"), ("reconciliation", "items", "short")],
)  # fmt: skip
def test_a_chip_shows_the_rows_of_its_kind(name: str, view: str, value: str, shown: Callable[[bytes], Browser]) -> None:
    browser = shown(made()[name])
    browser.click(f"[data-view={view}]")
    whole = len(visible(browser, view))
    selector = f"[data-for={view}][data-pick={value}]"
    wanted = int(browser.run(f"document.querySelector('{selector} b').textContent"))
    browser.click(selector)
    assert 0 < len(visible(browser, view)) == wanted < whole
    assert f"{wanted} / {whole}" in browser.run(f"document.querySelector('[data-shown={view}]').textContent")
    browser.click(f"[data-for={view}][data-pick='']")
    assert len(visible(browser, view)) == whole


def test_rows_are_filtered_by_agency_and_by_words_together(shown: Callable[[bytes], Browser]) -> None:
    browser = shown(made()["diff"])
    enter(browser, "select[data-among=items]", "市商务局", "change")
    of_agency = visible(browser, "items")
    assert 0 < len(of_agency) < 22
    enter(browser, "[data-search=items]", "国际班列", "input")
    assert ["国际班列" in row for row in visible(browser, "items")] == [True]
    enter(browser, "[data-search=items]", "没有这样的文字", "input")
    assert visible(browser, "items") == []


def test_a_region_is_picked_from_all_totals(shown: Callable[[bytes], Browser]) -> None:
    browser = shown(made()["reconciliation"])
    browser.click("[data-view=regions]")
    enter(browser, "select[data-among=regions]", "桐麓区", "change")
    rows = visible(browser, "regions")
    assert len(rows) == 2 and all("桐麓区" in row for row in rows)


def in_pane(browser: Browser, selector: str) -> bool:
    """Whether a mark lies within the part of its pane that is seen."""
    return bool(
        browser.run(
            f"(() => {{ const e = document.querySelector({selector!r}), a = e.getBoundingClientRect(),"
            " b = e.closest('article').getBoundingClientRect(); return a.top >= b.top && a.bottom <= b.bottom; })()"
        )
    )


@pytest.mark.parametrize(("here", "there"), [("upper", "lower"), ("lower", "upper")])
def test_a_click_on_a_sentence_shows_its_answer(here: str, there: str, shown: Callable[[bytes], Browser]) -> None:
    browser = shown(made()["diff"])
    browser.click("[data-view=text]")
    key = browser.run(
        f"[...document.querySelectorAll('article.{here} .m.clause')].map((m) => m.dataset.k)"
        f".filter((k) => document.querySelector('article.{there} .m.clause[data-k=\"' + k + '\"]')).at(-1)"
    )
    mark = f'article.{there} .m[data-k="{key}"]'
    browser.run(f"document.querySelector('article.{there}').scrollTo(0, 0)")
    assert not in_pane(browser, mark)
    browser.run(f"document.querySelector('article.{here} .m[data-k=\"{key}\"]').click()")
    assert in_pane(browser, mark)
    assert browser.run(f"document.querySelector('{mark}').classList.contains('now')")
    assert browser.run("document.querySelector('.say').textContent").split("：")[0] in ("已覆盖", "部分覆盖", "相抵触")


def test_numbers_that_were_checked_are_marked_on_both_sides(shown: Callable[[bytes], Browser]) -> None:
    browser = shown(made()["diff"])
    pairs = browser.run(
        "[...document.querySelectorAll('article.upper .m.number.weaker')].map((m) => [m.textContent,"
        " document.querySelector('article.lower .m[data-k=\"' + m.dataset.k + '\"]')?.textContent])"
    )
    assert ["A级物流企业达到40家", "全区A级物流企业达到36家"] in [[p[0], p[1]] for p in pairs]


def test_a_box_of_the_map_leads_to_its_row_even_if_filtered_away(shown: Callable[[bytes], Browser]) -> None:
    browser = shown(made()["diff"])
    browser.click("[data-for=items][data-pick=covered]")
    browser.click("[data-view=map]")
    number = browser.run("document.querySelector('.map .missing').closest('a').dataset.item")
    browser.run(f"document.querySelector('.map [data-item=\"{number}\"]').dispatchEvent(new MouseEvent('click', {{bubbles: true, cancelable: true}}))")  # fmt: skip
    assert browser.run(f"document.getElementById('r-{number}').offsetParent !== null")


@pytest.mark.parametrize("name", VIEWS)
def test_without_script_everything_is_there(name: str, browser: Browser, shown: Callable[[bytes], Browser]) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        shown(made()[name])
        root = browser.call("DOM.getDocument")["root"]["nodeId"]
        views = browser.call("DOM.querySelectorAll", nodeId=root, selector=".view")["nodeIds"]
        heights = [browser.call("DOM.getBoxModel", nodeId=node)["model"]["height"] for node in views]
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert len(heights) == len(VIEWS[name]) and all(height > 40 for height in heights)


HEADS = {"diff": "上级要求", "revision": "旧版", "reconciliation": "上级总数"}


@pytest.mark.parametrize("name", VIEWS)
def test_it_prints_on_a4_with_its_heads_repeated(name: str, shown: Callable[[bytes], Browser]) -> None:
    sheets = list(pypdfium2.PdfDocument(shown(made()[name]).printed()))
    sizes = {tuple(round(side / 72 * 25.4) for side in sheet.get_size()) for sheet in sheets}
    assert sizes <= {(210, 297), (297, 210)}
    texts = [sheet.get_textpage().get_text_range() for sheet in sheets]
    assert "查找文字" not in "".join(texts)
    assert all(len(text) > 60 for text in texts[:-1])
    assert sum(HEADS[name] in text for text in texts) > 1


def test_what_is_filtered_away_is_not_printed(shown: Callable[[bytes], Browser]) -> None:
    browser = shown(made()["diff"])
    whole = len(pypdfium2.PdfDocument(browser.printed()))
    browser.click("[data-for=items][data-pick=missing]")
    assert len(pypdfium2.PdfDocument(browser.printed())) < whole
