"""The page in a real browser: it asks nobody for anything, runs nothing of the document's, and links text and records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from docparse.exporting import show
from docparse.records import Document
from tests.browser import CHROMIUM, Browser
from tests.exporting.conftest import STEMS, hostile

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; install it: apt-get install chromium")


@pytest.fixture
def opened(shown: Callable[[bytes], Browser]) -> Callable[[Document], Browser]:
    """Shows a document in the browser."""
    return lambda document: shown(show(document, "html"))


@pytest.fixture
def page(opened: Callable[[Document], Browser], plan: Document) -> Browser:
    return opened(plan)


def in_view(browser: Browser, selector: str) -> bool:
    """Whether the middle of an element's first piece is what one sees at its place."""
    return bool(
        browser.run(
            f"(() => {{ const e = document.querySelector({selector!r}), r = e.getClientRects()[0]; if (!r) return false;"
            " const seen = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);"
            " return e.contains(seen) || (seen !== null && seen.contains(e)); })()"
        )
    )


def chosen(browser: Browser) -> str | None:
    """The key of the card that is marked."""
    found: str | None = browser.run("document.querySelector('.card.now')?.dataset.card")
    return found


@pytest.mark.parametrize("stem", STEMS)
def test_nothing_is_asked_for_and_nothing_complains(
    stem: str, opened: Callable[[Document], Browser], named: Callable[[str], Document]
) -> None:
    browser = opened(named(stem))
    assert [url for url in browser.requests if not url.startswith("file:")] == []
    assert len(browser.requests) == 1
    assert browser.complaints == []
    assert browser.run("document.documentElement.classList.contains('live')")


def test_nothing_of_a_hostile_document_runs(opened: Callable[[Document], Browser]) -> None:
    browser = opened(hostile())
    for view in ("matrix", "time", "chart", "tables", "text"):
        browser.run(f"document.querySelector('[data-view={view}]').click()")
    browser.run("document.querySelectorAll('.card a').forEach((a) => a.click())")
    browser.run("document.querySelectorAll('article .m').forEach((m) => m.click())")
    assert browser.run("typeof window.ran") == "undefined"
    assert browser.run("document.scripts.length") == 1
    assert [url for url in browser.requests if not url.startswith("file:")] == []
    assert browser.complaints == []


def test_the_policy_stops_what_escaping_would_let_through(browser: Browser, tmp_path: Path, plan: Document) -> None:
    """The second lock: scripts, handlers and pictures put into the finished page do nothing."""
    attack = b"<script>window.ran=1</script><img src='https://evil.example/x' onerror='window.ran=1'></article>"
    file = tmp_path / "attacked.html"
    file.write_bytes(show(plan, "html").replace(b"</article>", attack))
    browser.open(file)
    assert browser.run("typeof window.ran") == "undefined"
    assert any("Content Security Policy" in complaint for complaint in browser.complaints)
    assert browser.run("performance.getEntriesByType('resource').filter((e) => e.transferSize > 0).length") == 0


def test_a_click_on_a_record_shows_its_quote(page: Browser, plan: Document) -> None:
    last = f"targets-{len(plan.targets) - 1}"
    assert not in_view(page, f"#q-{last}")
    page.run("document.querySelector('[data-panel=targets]').click()")
    page.click(f"#r-{last} .name")
    assert in_view(page, f"#q-{last}")
    assert page.run(f"document.querySelector('#q-{last}').classList.contains('flash')")
    assert chosen(page) == last


def test_a_click_on_a_quote_shows_its_record(page: Browser, plan: Document) -> None:
    last = f"targets-{len(plan.targets) - 1}"
    assert not in_view(page, f"#r-{last}")
    page.click(f"#q-{last}")
    assert in_view(page, f"#r-{last}")
    assert chosen(page) == last


def test_clicks_on_one_place_go_through_its_records_from_the_inside(page: Browser) -> None:
    inner = page.run("document.querySelector('article .assignments .agencies').id = 'spot', 1") and "#spot"
    page.click(inner)
    first = chosen(page)
    page.click(inner)
    second = chosen(page)
    page.click(inner)
    assert (first or "").startswith("agencies-")
    assert (second or "").startswith("assignments-")
    assert chosen(page) == first


def test_clicks_on_a_body_go_through_its_mentions(page: Browser, plan: Document) -> None:
    number = next(n for n, agency in enumerate(plan.agencies) if len(agency.mentions) > 2)
    page.run("document.querySelector('[data-panel=agencies]').click()")
    seen = []
    for _ in plan.agencies[number].mentions:
        page.click(f"#r-agencies-{number} .name")
        seen.append(page.run(f"document.querySelector('[data-k=agencies-{number}].flash').dataset.t"))
        page.run("document.querySelectorAll('.flash').forEach((e) => e.classList.remove('flash'))")
    assert seen == [str(n) for n in range(len(seen))]


def test_a_kind_that_is_switched_off_is_not_shown_nor_clicked(page: Browser) -> None:
    style = "getComputedStyle(document.querySelector('article .targets')).backgroundColor"
    before = page.run(style)
    page.click("[data-kind=targets]")
    assert page.run(style) != before
    page.run("document.querySelector('article .targets').click()")
    assert not (chosen(page) or "").startswith("targets")
    page.click("[data-kind=targets]")
    assert page.run(style) == before


@pytest.mark.parametrize("view", ["matrix", "time", "chart", "tables"])
def test_every_view_leads_back_to_the_text(view: str, page: Browser) -> None:
    page.click(f"[data-view={view}]")
    assert page.run("[...document.querySelectorAll('.view')].filter((v) => v.offsetParent).map((v) => v.id)") == [
        f"view-{view}"
    ]
    key = page.run(f"document.querySelector('#view-{view} [data-go]').dataset.go")
    page.click(f"#view-{view} [data-go]")
    assert in_view(page, f"#q-{key}")


def test_the_contents_lead_to_their_sections(page: Browser, plan: Document) -> None:
    last = f"sections-{len(plan.sections) - 1}"
    page.click(f".contents [data-go={last}]")
    assert in_view(page, f"#q-{last}")


def test_the_matrix_keeps_its_heads_in_view(page: Browser) -> None:
    page.click("[data-view=matrix]")
    page.run("document.querySelector('#view-matrix .wide').scrollTo(120, 300)")
    assert in_view(page, ".matrix .corner")
    assert page.run("document.querySelector('#view-matrix .wide').scrollTop") > 0


@pytest.mark.parametrize("stem", STEMS)
def test_the_words_of_the_timeline_stay_on_its_axis(
    stem: str, opened: Callable[[Document], Browser], named: Callable[[str], Document]
) -> None:
    browser = opened(named(stem))
    browser.click("[data-view=time]")
    outside = browser.run(
        "[...document.querySelectorAll('.timeline td.axis text')].filter((t) => { const a = t.getBoundingClientRect(),"
        " b = t.closest('td').getBoundingClientRect(); return a.left < b.left - 1 || a.right > b.right + 1; })"
        ".map((t) => t.textContent)"
    )
    assert outside == []


def test_the_filter_keeps_what_holds_the_words(page: Browser) -> None:
    page.run("document.querySelector('[data-panel=agencies]').click()")
    page.run(
        "(() => { const i = document.querySelector('.tools input'); i.value = '商务'; i.dispatchEvent(new Event('input')); })()"
    )
    shown = page.run(
        "[...document.querySelectorAll('.cards.on .card')].filter((c) => !c.hidden).map((c) => c.textContent)"
    )
    assert shown
    assert all("商务" in text for text in shown)


def test_without_script_everything_is_there(
    browser: Browser, opened: Callable[[Document], Browser], plan: Document
) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        opened(plan)
        root = browser.call("DOM.getDocument")["root"]["nodeId"]
        views = browser.call("DOM.querySelectorAll", nodeId=root, selector=".view")["nodeIds"]
        boxes = [browser.call("DOM.getBoxModel", nodeId=node)["model"]["height"] for node in views]
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert len(boxes) == 5
    assert all(box > 40 for box in boxes)


def test_it_prints_on_a4(page: Browser) -> None:
    pdf = pypdfium2.PdfDocument(page.printed())
    sizes = {tuple(round(side / 72 * 25.4) for side in sheet.get_size()) for sheet in pdf}
    assert sizes == {(210, 297), (297, 210)}
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    for title in ("责任矩阵", "时限安排", "责任清单", "目标指标"):
        assert title in text
    assert "筛选" not in text
