"""The text is cut at every border, no piece loses a record, and joined again it is the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.exporting.marked_text import DEEPEST, Mark, marks, pieces
from docparse.exporting.paragraphs import blocks
from docparse.records import RECORD_KINDS, Document, Table


def shown(text: str, *spans: tuple[int, int]) -> str:
    """ "ab[AB:cd]" where the letters cd are marked by A outside and B inside; a mark's letter is its place in `spans`."""
    made = [Mark("targets", "ABCDEFG"[n], 0, span) for n, span in enumerate(spans)]
    found = [("".join(mark.key for mark in piece.marks), piece.text) for piece in pieces(text, made)]
    return "".join(f"[{keys}:{words}]" if keys else words for keys, words in found)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), "abcdef"),
        (((1, 3),), "a[A:bc]def"),
        (((0, 6),), "[A:abcdef]"),
        (((0, 2), (2, 4)), "[A:ab][B:cd]ef"),
        (((1, 5), (2, 4)), "a[A:b][AB:cd][A:e]f"),
        (((2, 4), (1, 5)), "a[B:b][BA:cd][B:e]f"),
        (((0, 4), (2, 6)), "[A:ab][AB:cd][B:ef]"),
        (((1, 3), (1, 3)), "a[BA:bc]def"),
        (((0, 6), (1, 5), (2, 4)), "[A:a][AB:b][ABC:cd][AB:e][A:f]"),
    ],
    ids=["none", "one", "all", "neighbours", "nested", "nested-reversed", "overlapping", "alike", "three-deep"],
)
def test_overlapping_and_nested_marks(spans: tuple[tuple[int, int], ...], expected: str) -> None:
    assert shown("abcdef", *spans) == expected


texts = st.text(alphabet="ab、\n\t", min_size=1, max_size=40)


@given(texts, st.data())
def test_each_piece_knows_exactly_what_covers_it(text: str, data: st.DataObject) -> None:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = [(a, b) for a, b in (sorted(pair) for pair in data.draw(st.lists(ends, max_size=DEEPEST))) if a < b]
    made = [Mark("targets", str(n), 0, span) for n, span in enumerate(spans)]
    found = list(pieces(text, made, data.draw(st.lists(st.integers(0, len(text)), max_size=5))))
    assert "".join(piece.text for piece in found) == text
    for piece in found:
        place = (piece.start, piece.start + len(piece.text))
        assert set(piece.marks) == {m for m in made if m.span[0] <= place[0] and place[1] <= m.span[1]}
        widths = [m.span[1] - m.span[0] for m in piece.marks]
        assert widths == sorted(widths, reverse=True)


def test_deep_nesting_keeps_the_innermost() -> None:
    size = 4_000
    made = [Mark("targets", str(n), 0, (n, 2 * size - n)) for n in range(size)]
    found = list(pieces("x" * 2 * size, made))
    assert len(found) == 2 * size - 1
    middle = next(piece for piece in found if piece.start == size - 1)
    assert [mark.key for mark in middle.marks] == [str(n) for n in range(size - DEEPEST, size)]


def test_every_record_is_marked_with_its_quote(document: Document) -> None:
    found: dict[str, str] = {}
    for piece in pieces(document.text, marks(document)):
        for mark in piece.marks:
            if mark.turn == 0:
                found[mark.key] = found.get(mark.key, "") + piece.text
    quotes = {f"{kind}-{n}": r.quote for kind in RECORD_KINDS for n, r in enumerate(getattr(document, kind))}
    assert {key: found.get(key) for key in quotes} == quotes


def test_the_paragraphs_are_the_text(document: Document) -> None:
    lines = [
        "\t".join("".join(p.text for p in cell) for cell in line.cells)
        for b in blocks(document, marks(document))
        for line in b.paragraphs
    ]
    assert "\n".join(lines) == document.text


@pytest.mark.parametrize("span", [(-3, 2), (5, 5), (9, 4), (0, 10**9), (10**9, 10**9 + 1)])
def test_spans_outside_the_text_are_left_out(span: tuple[int, int], document: Document) -> None:
    before = len(marks(document))
    first = document.citations[0] if document.citations else document.agencies[0]
    kind = "citations" if document.citations else "agencies"
    broken = [first.model_copy(update={"span": span} | ({"mentions": []} if kind == "agencies" else {}))]
    update = {kind: [*getattr(document, kind), *broken]}
    assert len(marks(document.model_copy(update=update))) == before


def test_a_table_stands_as_rows_and_a_merged_row_as_one(plan: Document) -> None:
    text = "表1\n甲\t乙\n同上\t同上\n完"
    table = Table(
        id="tb1", caption="表1", header=["甲", "乙"], rows=[["同上", "同上"]], section=None, part="p", span=(0, 11)
    )
    small = Document(
        source=plan.source, text=text, source_map=[], meta={"title": None}, parts=[], sections=[], tables=[table],
        agencies=[], members=[], bodies=[], targets=[], deadlines=[], assignments=[], citations=[], findings=[],
    )  # fmt: skip
    found = blocks(small, marks(small))
    assert [(b.table, [len(line.cells) for line in b.paragraphs]) for b in found] == [
        (None, [1]),
        ("tables-0", [2, 2]),
        (None, [1]),
    ]
    assert [line.merged for line in found[1].paragraphs] == [False, True]
