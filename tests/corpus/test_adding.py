"""A draft of gold says what docparse said, is in the form of gold, and is not taken for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from docparse.cli import app
from docparse.corpus import add, check, draft_gold, read_corpus
from docparse.errors import DocparseError
from docparse.evaluation import evaluate
from docparse.pipeline import extract

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
STEMS = ("lanchuan-logistics-action", "tonglu-data-leadgroup", "lanchuan-biomed-list", "wulun-transport-plan")


@pytest.mark.parametrize("stem", STEMS)
def test_a_draft_scored_against_its_own_document_misses_nothing(stem: str, tmp_path: Path) -> None:
    document = extract(CORPORA / f"{stem}.txt")
    add(document, stem, tmp_path)
    scores = evaluate(tmp_path / "gold", {stem: document.model_dump(mode="json")})
    assert not scores.errors
    assert scores.kinds["sections"].hits == len(document.sections)
    assert scores.kinds["targets"].hits == len(document.targets)


@pytest.mark.parametrize("stem", STEMS)
def test_the_text_says_again_what_the_document_said(stem: str, tmp_path: Path) -> None:
    document = extract(CORPORA / f"{stem}.txt")
    text, _ = add(document, stem, tmp_path)
    assert [t.indicator for t in extract(text).targets] == [t.indicator for t in document.targets]


def test_a_draft_is_no_gold_until_it_is_corrected(tmp_path: Path) -> None:
    add(extract(CORPORA / "tonglu-data-leadgroup.txt"), "leadgroup", tmp_path)
    assert [slip.problem[:16] for slip in check(read_corpus(tmp_path))] == ["is a draft still"]
    gold = tmp_path / "gold" / "leadgroup.json"
    gold.write_text(gold.read_text(encoding="utf-8").replace(' "draft": true,\n', ""), encoding="utf-8")
    assert check(read_corpus(tmp_path)) == []


def test_each_record_stands_on_a_line(tmp_path: Path) -> None:
    document = extract(CORPORA / "tonglu-data-leadgroup.txt")
    _, gold = add(document, "leadgroup", tmp_path)
    lines = gold.read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('  {"name"') and '"role"' in line for line in lines) == len(document.members)
    assert json.loads("\n".join(lines)) == draft_gold(document)


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    document = extract(CORPORA / "tonglu-data-leadgroup.txt")
    text, gold = add(document, "leadgroup", tmp_path)
    gold.write_text("corrected", encoding="utf-8")
    with pytest.raises(DocparseError, match="is there already"):
        add(document, "leadgroup", tmp_path)
    text.unlink()
    with pytest.raises(DocparseError, match=r"leadgroup\.json: is there already"):
        add(document, "leadgroup", tmp_path)
    assert gold.read_text(encoding="utf-8") == "corrected" and not text.exists()


def test_the_command_adds_and_names_what_it_made(tmp_path: Path) -> None:
    file = str(CORPORA / "lanchuan-biomed-list.docx")
    made = CliRunner().invoke(app, ["corpus", "add", file, "--corpus", str(tmp_path)])
    assert made.exit_code == 0
    assert made.stdout.split() == [
        str(tmp_path / "lanchuan-biomed-list.txt"),
        str(tmp_path / "gold" / "lanchuan-biomed-list.json"),
    ]
    again = CliRunner().invoke(app, ["corpus", "add", file, "--corpus", str(tmp_path)])
    assert again.exit_code == 1 and "is there already" in again.stderr
