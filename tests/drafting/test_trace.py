"""The trace: what a draft says of its sources, in the file and beside it."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from docparse.drafting.marks import labels
from docparse.drafting.plan import Plan, Source
from docparse.drafting.render import Edition, render
from docparse.drafting.trace import draft_trace
from docparse.records import Document

ORIGIN = "依据：澜府办〔2024〕17号 四（一）；澜经信〔2023〕41号 二（一）"


@pytest.fixture(scope="module")
def trace(plan: Plan) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(draft_trace(plan))
    return told


def test_every_task_target_and_assignment_is_told(plan: Plan, trace: dict[str, Any]) -> None:
    kinds = [entry["kind"] for entry in trace["entries"]]
    assert kinds.count("task") == len(plan.items)
    assert kinds.count("target") == len(plan.goals)
    assert kinds.count("assignment") == len(plan.tasks)
    assert kinds.count("report") == len(plan.duties)
    assert all(entry["sources"] for entry in trace["entries"])


def test_every_source_resolves(trace: dict[str, Any], action: Document, listing: Document, group: Document) -> None:
    by_number = {d.meta.doc_number: d for d in (action, listing, group)}
    for source in (s for entry in trace["entries"] for s in entry["sources"]):
        document = by_number[source["document"]]
        addresses = {document.address(s.id) for s in document.sections}
        assert source["section"] in addresses or source["section"] == ""
        assert source["section"] or source["place"].startswith("附件") or document is group
        known = {
            record.id
            for kind in ("targets", "assignments", "deadlines", "tables", "bodies")
            for record in getattr(document, kind)
        }
        assert set(source["records"]) <= known


def test_a_target_names_its_record(trace: dict[str, Any], action: Document) -> None:
    entry = next(e for e in trace["entries"] if e["kind"] == "target" and "180家" in e["text"])
    assert (entry["open"], entry["by"], entry["place"]) == (False, "2028", "一（二）")
    (record,) = [t for t in action.targets if t.id in entry["sources"][0]["records"]]
    assert (record.value, record.scope) == (180, "苇塘区")


def test_an_assignment_says_whom_it_answers_to(trace: dict[str, Any]) -> None:
    entry = next(e for e in trace["entries"] if e["kind"] == "assignment" and "区金融办" in e["text"])
    assert entry["support"] == [{"name": "区金融办", "state": "renamed", "upper": "市金融监管局"}]
    assert entry["lead"][0]["state"] == "blank"


def test_sections_of_one_document_stand_together() -> None:
    sources = [Source(title="甲", number="甲〔2024〕1号", place=p) for p in ("四（一）", "六", "四（一）")]
    assert labels([*sources, Source(title="乙", place="二")]) == "甲〔2024〕1号 四（一）、六；《乙》 二"


# --- in the file -----------------------------------------------------------------------------------------------------


def word(plan: Plan, trace: Any) -> Any:
    return docx.Document(io.BytesIO(render(plan, edition=Edition(trace=trace))))


def footnotes(document: Any) -> list[str]:
    part = next((r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.FOOTNOTES), None)
    return re.findall(r"<w:t[^>]*>([^<]*)</w:t>", part.blob.decode("utf-8")) if part else []


def test_word_comments_footnotes_or_neither(plan: Plan) -> None:
    plain, noted, clean = (word(plan, trace) for trace in ("comments", "footnotes", "none"))
    comments = [c.text for c in plain.comments]
    assert any(c.startswith(ORIGIN) for c in comments)
    assert any("“苇塘区智能传感器企业数量达到180家”依据：澜府办〔2024〕17号 五（一）" in c for c in comments)
    assert (footnotes(plain), list(noted.comments), list(clean.comments), footnotes(clean)) == ([], [], [], [])
    assert footnotes(noted) == [f"\u3000{comment}" for comment in comments], "a blank stands behind the number"
    texts = [[p.text for p in document.paragraphs] for document in (plain, noted, clean)]
    assert texts[0] == texts[1] == texts[2]


def test_footnotes_are_numbered_as_they_stand(plan: Plan) -> None:
    document = word(plan, "footnotes")
    found = re.findall(r'<w:footnoteReference w:id="(\d+)"/>', document.element.xml)
    assert found == [str(n) for n in range(1, len(found) + 1)]
    assert len(found) == len(footnotes(document)) > 10


@pytest.mark.parametrize(
    ("suffix", "trace", "present", "absent"),
    [
        (".md", "comments", f"<!-- {ORIGIN}", "[^1]"),
        (".md", "footnotes", f"]: {ORIGIN}", "<!--"),
        (".md", "none", "增强研发能力", "依据："),
        (".html", "comments", f'title="{ORIGIN}', '<ol class="sources">'),
        (".html", "footnotes", f'data-note="{ORIGIN}', 'title="依据'),
        (".html", "none", "增强研发能力", "依据："),
    ],
)
def test_pages_and_markdown(plan: Plan, suffix: str, trace: Any, present: str, absent: str) -> None:
    text = render(plan, suffix=suffix, edition=Edition(trace=trace)).decode("utf-8")
    assert present in text
    assert absent not in text
    assert "\ue000" not in text


def test_a_note_cannot_break_out_of_its_place(plan: Plan) -> None:
    hostile = Source(title="a", number='"><script>x</script>--><b>', place="一")
    item = plan.chapters[0].items[0].model_copy(update={"sources": (hostile,)})
    chapter = plan.chapters[0].model_copy(update={"items": (item,)})
    odd = plan.model_copy(update={"chapters": (chapter,)})
    for suffix in (".md", ".html"):
        for trace in ("comments", "footnotes"):
            text = render(odd, suffix=suffix, edition=Edition(trace=trace)).decode("utf-8")  # type: ignore[arg-type]
            assert "<script>" not in text
            assert "--><b>" not in text
