"""Training: where its examples come from, that folds part no region, and that twice gives the same bytes."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from docparse.errors import DocparseError
from docparse.learned.roles import ROLES, features
from docparse.learned.spans import AGENCY, LABELS, PERSON, POST, Found
from docparse.training import agency_spans, sentence_role
from docparse.training.artefacts import digest
from docparse.training.named_sentences import Sentence, sentences, told_again

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT / "corpora"
NAMES = ("lanchuan-logistics-action", "hengling-vocational-plan", "nanjiang-water-opinion", "wulun-employment-opinion")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four documents of four regions, and the tables."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "gold").mkdir()
    for name in NAMES:
        shutil.copy(CORPORA / f"{name}.txt", folder)
        shutil.copy(CORPORA / "gold" / f"{name}.json", folder / "gold")
    for table in ("regions.tsv", "roles.tsv"):
        shutil.copy(CORPORA / table, folder)
    return folder


def test_a_sentence_holds_its_names(corpus: Path) -> None:
    found = sentences(corpus)
    names = {sentence.text[start:end] for sentence in found for start, end, label in sentence.names if label == AGENCY}
    gold = json.loads((corpus / "gold" / f"{NAMES[0]}.json").read_text(encoding="utf-8"))
    generic = {record["name"] for record in gold["agencies"] if record.get("kind") == "generic"}
    assert len(names) > 50 and not names & generic
    assert {sentence.document for sentence in found} == set(NAMES)


def test_people_are_told_again_under_other_names_and_in_running_text() -> None:
    text = "组长：林牧 县委常委、副县长"
    names = ((3, 5, PERSON), (6, 8, AGENCY), (6, 10, POST), (11, 14, POST))
    again = list(told_again([Sentence("d", "某县", text, names)], random.Random(0)))
    lists = [s for s in again if s.names == names]
    prose = [s for s in again if s.names != names]
    assert len(lists) == len(prose) == 3 and all(len(s.text) == len(text) for s in lists)
    for sentence in again:
        said = {label: {sentence.text[a:b] for a, b, of in sentence.names if of == label} for label in LABELS}
        assert said[POST] == {"县委常委", "副县长"} and said[AGENCY] == {"县委"}
        assert "林牧" not in sentence.text and len(said[PERSON]) == 1
    assert again == list(told_again([Sentence("d", "某县", text, names)], random.Random(0)))


def test_thresholds_rather_miss_than_say_too_much() -> None:
    wanted = [Sentence("d", "某县", "县林业局、县水务局", ((0, 4, AGENCY), (5, 9, AGENCY)))]
    said = [[Found(0, 4, AGENCY, 0.92), Found(5, 9, AGENCY, 0.72), Found(1, 4, AGENCY, 0.74)]]
    assert agency_spans.tuned(wanted, said)[AGENCY] == 0.9


def test_folds_part_no_region() -> None:
    found = [
        Sentence(f"d{n}", region, "县林业局。", ())
        for region, size in zip("甲乙丙丁戊己庚", (9, 1, 4, 2, 8, 3, 3), strict=True)
        for n in range(size)
    ]
    folds = agency_spans.folds(found)
    assert sorted(region for fold in folds for region in fold) == sorted("甲乙丙丁戊己庚")
    assert len(folds) == agency_spans.FOLDS


def test_goals_are_what_the_gold_says(corpus: Path) -> None:
    found = sentence_role.labelled(corpus)
    assert {one.role for one in found} == set(ROLES)
    assert all(
        any(c.isdigit() or c in "一二三四五六七八九十百" for c in one.text) for one in found if one.role == "goal"
    )


def test_no_figure_is_learnt() -> None:
    assert features("到2027年建成30.5公里") == features("到2035年建成9公里")


def test_a_table_with_a_strange_role_is_refused(corpus: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(corpus, tmp_path / "corpus"))
    (folder / "roles.tsv").write_text("role\tsentence\nwish\t愿风调雨顺。\n", encoding="utf-8")
    with pytest.raises(DocparseError, match="'wish' is no role"):
        sentence_role.labelled(folder)


def test_roles_are_trained_to_the_same_numbers(corpus: Path) -> None:
    found = sentence_role.labelled(corpus)
    one, two = (sentence_role.fit(found) for _ in range(2))
    assert one == two
    assert sentence_role.model_of(one, "x").probabilities(["到2027年，建成水库3座。"]).argmax() == ROLES.index("goal")


def test_a_corpus_that_lacks_a_role_is_refused(corpus: Path) -> None:
    found = [one for one in sentence_role.labelled(corpus) if one.role != "forecast"]
    with pytest.raises(DocparseError, match="lacks sentences of some role"):
        sentence_role.fit(found)


def test_spans_are_trained_to_the_same_bytes(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agency_spans, "_EPOCHS", 1)
    found = [s for s in sentences(corpus) if s.names][:60]
    found.append(Sentence("d", "某县", "组长：林牧 副县长", ((3, 5, PERSON), (6, 9, POST))))
    one, two = (agency_spans.fit(found).get_pipe("spancat").to_bytes(exclude=["vocab"]) for _ in range(2))
    assert one == two


def test_the_digest_is_of_texts_gold_and_tables_whatever_their_line_ends(corpus: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(corpus, tmp_path / "corpus"))
    text = folder / f"{NAMES[0]}.txt"
    text.write_bytes(text.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert digest(folder) == digest(corpus)
    text.write_bytes(text.read_bytes() + b"x")
    assert digest(folder) != digest(corpus)
