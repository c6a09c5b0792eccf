"""Gold → places → the forms of other tools → back: nothing is lost, what people change arrives, what is damaged is refused."""

from __future__ import annotations

import json
import shutil
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse import cli
from docparse.corpus import FORMS, Layer, Mark, align, bring_back, export, layer, merge, read_layers
from docparse.corpus.alignment import LABELS
from docparse.errors import DocparseError
from docparse.gold import load_gold
from docparse.pipeline import extract

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
NAMES = ("yanxi-logistics-scheme", "tonglu-data-leadgroup", "cangpu-tourism-list")


@pytest.fixture(scope="module")
def golds() -> dict[str, dict[str, Any]]:
    return {name: load_gold(CORPORA / "gold" / f"{name}.json") for name in NAMES}


@pytest.fixture(scope="module")
def layers(golds: dict[str, dict[str, Any]]) -> list[Layer]:
    return [layer(CORPORA, name, gold) for name, gold in golds.items()]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """One document of the corpus in a folder of its own."""
    (tmp_path / "gold").mkdir()
    shutil.copy(CORPORA / f"{NAMES[0]}.txt", tmp_path)
    shutil.copy(CORPORA / "gold" / f"{NAMES[0]}.json", tmp_path / "gold")
    return tmp_path


# --- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_mark_holds_what_its_record_says(name: str, golds: dict[str, dict[str, Any]]) -> None:
    document = extract(CORPORA / f"{name}.txt")
    aligned = align(document, golds[name])
    for one in aligned:
        record = golds[name][one.kind][one.index]
        words = document.text[one.mark.start : one.mark.end]
        told = record.get("name") or record.get("quote") or record.get("title")
        assert words == told or (one.kind == "targets" and record["unit"] in words)


@pytest.mark.parametrize("kind", LABELS)
def test_most_of_the_gold_has_a_place(kind: str, golds: dict[str, dict[str, Any]]) -> None:
    wanted = {(n, i) for n, gold in golds.items() for i, r in enumerate(gold[kind]) if not r.get("optional")}
    found = {
        (name, aligned.index)
        for name, gold in golds.items()
        for aligned in align(extract(CORPORA / f"{name}.txt"), gold)
        if aligned.kind == kind
    }
    assert len(wanted & found) >= 0.9 * len(wanted)


# --- round trips -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_is_read_back(form: str, layers: list[Layer]) -> None:
    assert read_layers(FORMS[form].write(layers), form) == layers


@st.composite
def any_layer(draw: st.DrawFn) -> Layer:
    text = draw(st.text(st.sampled_from("市局\n\t，a𠀀# ␊=。"), min_size=1, max_size=30))
    marks = set()
    for label in LABELS.values():
        ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
        marks |= {Mark(start, end, label) for start, end in zip(ends[::2], ends[1::2], strict=False)}
    return Layer("甲-1", text, tuple(sorted(marks)))


@pytest.mark.parametrize("form", FORMS)
@given(one=any_layer())
def test_any_marks_are_read_back(form: str, one: Layer) -> None:
    assert read_layers(FORMS[form].write([one, one]), form) == [one, one]


@pytest.mark.parametrize("form", FORMS)
def test_an_untouched_export_changes_no_gold(form: str, corpus: Path) -> None:
    gold = corpus / "gold" / f"{NAMES[0]}.json"
    before = gold.read_bytes()
    (merged,) = bring_back(corpus, export(corpus, form), form)
    assert (merged.added, merged.removed) == (0, 0)
    assert gold.read_bytes() == before


# --- what people change ----------------------------------------------------------------------------------------------


def test_a_mark_more_is_a_record_more_and_one_less_a_record_less(golds: dict[str, dict[str, Any]]) -> None:
    name = NAMES[0]
    document, gold = extract(CORPORA / f"{name}.txt"), golds[name]
    whole = layer(CORPORA, name, gold)
    gone = next(r for r in gold["agencies"] if document.text.count(r["name"]) == 1)
    start = document.text.index("仓储")
    marks = [m for m in whole.marks if document.text[m.start : m.end] != gone["name"]]
    merged = merge(document, gold, replace(whole, marks=(*marks, Mark(start, start + 2, "AGENCY"))))
    names = [record["name"] for record in merged.gold["agencies"]]
    assert gone["name"] not in names and names[-1] == "仓储"
    assert (merged.added, merged.removed, merged.gold["draft"]) == (1, 1, True)
    assert merged.gold["targets"] == gold["targets"]
    assert next(iter(merged.gold)) == "draft"


def test_a_new_target_is_read_from_its_words(golds: dict[str, dict[str, Any]]) -> None:
    name = NAMES[0]
    document, gold = extract(CORPORA / f"{name}.txt"), golds[name]
    whole = layer(CORPORA, name, gold)
    merged = merge(document, {**gold, "targets": gold["targets"][1:]}, whole)
    told = merged.gold["targets"][-1]
    assert {f: told[f] for f in ("section", "value", "unit")} == {
        f: gold["targets"][0][f] for f in ("section", "value", "unit")
    }
    with pytest.raises(DocparseError, match="no number with a unit"):
        merge(document, gold, replace(whole, marks=(*whole.marks, Mark(0, 2, "TARGET"))))


def test_the_commands_go_round(corpus: Path, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    file = tmp_path / "out" / "corpus.jsonl"
    assert cli.main(["corpus", "export", str(corpus), "--format", "doccano", "-o", str(file)]) == 0
    row = json.loads(file.read_text(encoding="utf-8"))
    row["label"] = [label for label in row["label"] if label[2] != "CITATION"]
    file.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    assert cli.main(["corpus", "import", str(file), "--format", "doccano", "--corpus", str(corpus)]) == 0
    assert b"0 records added, 2 removed" in capsysbinary.readouterr().out
    assert load_gold(corpus / "gold" / f"{NAMES[0]}.json")["draft"] is True
    assert cli.main(["corpus", "check", str(corpus)]) == 1  # a draft until a person has read it


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"{", b'[{"data": 1}]', zlib.compress(b"nothing"), b"a\tB\n\n"])
def test_a_damaged_file_is_refused_in_one_line(form: str, data: bytes) -> None:
    with pytest.raises(DocparseError) as error:
        read_layers(data, form)
    assert "\n" not in str(error.value).strip()


def test_a_docbin_that_swells_is_refused() -> None:
    with pytest.raises(DocparseError, match="unpacks to more than"):
        read_layers(zlib.compress(bytes(300_000_000), 9), "docbin")


def test_marks_must_lie_in_the_text_and_have_known_labels() -> None:
    for mark in ([0, 9, "AGENCY"], [2, 1, "AGENCY"], [0, 1, "TREE"]):
        with pytest.raises(DocparseError, match=r"outside the text|no label"):
            read_layers(json.dumps({"name": "a", "text": "甲乙", "label": [mark]}).encode(), "doccano")


def test_a_mark_over_other_words_is_refused() -> None:
    value = {"start": 0, "end": 1, "text": "乙", "labels": ["AGENCY"]}
    task = {
        "data": {"name": "a", "text": "甲乙"},
        "annotations": [{"result": [{"type": "labels", "value": value}]}],
    }
    with pytest.raises(DocparseError, match="the mark at 0:1 is not over '乙'"):
        read_layers(json.dumps([task]).encode(), "labelstudio")


def test_another_text_is_refused_and_nothing_is_written(corpus: Path) -> None:
    (one,) = read_layers(export(corpus, "conll"), "conll")
    gold = corpus / "gold" / f"{NAMES[0]}.json"
    before = gold.read_bytes()
    changed = [Layer(one.name, one.text + "。", ()), Layer("another", one.text, ())]
    for bad in changed:
        with pytest.raises(DocparseError, match=r"another than that which was marked|no document of that name"):
            bring_back(corpus, FORMS["conll"].write([bad]), "conll")
    assert gold.read_bytes() == before
