"""Likeness in meaning by an office's own encoder: what it changes in a match, untrained and trained."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse import cli
from docparse.errors import ModelError
from docparse.learned.encoder import load_encoder
from docparse.matcher import compare, match
from docparse.matcher.meaning import MEANING, level
from docparse.matcher.model import TRAINED, encoded, link_model
from docparse.pipeline import extract
from tests.learned.tiny_encoder import write_encoder

ROOT = Path(__file__).resolve().parents[2]
PAIR = [ROOT / "corpora" / f"{name}.txt" for name in ("lanchuan-logistics-action", "yanxi-logistics-scheme")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    characters = "".join(path.read_text(encoding="utf-8") for path in PAIR)
    return write_encoder(tmp_path_factory.mktemp("office") / "encoder", characters)


def test_likeness_in_meaning_is_one_reason_more_of_the_same_sum(place: Path) -> None:
    upper, lower = map(extract, PAIR)
    model = encoded(place)
    bias = model.bias
    links = match(upper, lower, model).links
    assert any(reason.feature == MEANING for link in links for reason in link.reasons)
    for link in links:
        total = bias + sum(reason.value * reason.weight for reason in link.reasons)
        assert 1 / (1 + np.exp(-total)) == pytest.approx(link.score, abs=0.02)  # of rounded reasons


def test_untrained_it_changes_which_sections_answer_and_not_how_many(place: Path) -> None:
    upper, lower = map(extract, PAIR)
    plain, asked = (compare(upper, lower, model) for model in (link_model(), encoded(place)))
    sums = [sum(s.score for found in c.scored for s in found) for c in (plain, asked)]
    assert sums[1] == pytest.approx(sums[0], rel=0.1)
    scores = [[s.score for found in c.scored for s in found] for c in (plain, asked)]
    assert scores[0] != pytest.approx(scores[1], abs=0.01)


def test_other_words_for_one_thing_come_nearer(tmp_path: Path) -> None:
    """康寿 stands in no lexicon; the encoder takes it for 养老."""
    upper = tmp_path / "upper.txt"
    upper.write_text("岚川市关于养老的意见\n一、主要任务\n（一）养老服务。各区县要加快养老。\n", encoding="utf-8")
    lower = tmp_path / "lower.txt"
    lower.write_text(
        "砚溪区实施方案\n一、主要任务\n（一）公路。加快公路修建。\n（二）康寿。加快康寿。\n（三）河道。加快河道清淤。\n",
        encoding="utf-8",
    )
    place = write_encoder(tmp_path / "encoder", upper.read_text("utf-8") + lower.read_text("utf-8"))
    plain, asked = (compare(extract(upper), extract(lower), model) for model in (link_model(), encoded(place)))

    def lead(comparison: Any) -> float:
        """By how much the section on 康寿 is ahead of the best other one."""
        score = {comparison.lower[s.passage].heading: s.score for s in comparison.scored[0]}
        return score["康寿"] - max(value for heading, value in score.items() if heading != "康寿")

    assert lead(asked) > max(lead(plain), 0.0)


decisions = st.lists(st.tuples(st.floats(-8, 8), st.floats(-2, 2)), min_size=1, max_size=40)


@given(decisions)
def test_the_mean_probability_stays(rows: list[tuple[float, float]]) -> None:
    plain, shares = (np.array(column) for column in zip(*rows, strict=True))
    after = plain + shares - level(plain, shares)
    assert (1 / (1 + np.exp(-after))).mean() == pytest.approx((1 / (1 + np.exp(-plain))).mean(), abs=1e-6)


def test_the_command_asks_it_and_nothing_is_fetched(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    files = [str(path) for path in PAIR]
    for command in ("match", "diff"):
        output = tmp_path / f"{command}.json"
        assert cli.main([command, *files, "--encoder", str(place), "-o", str(output)]) == 0
        links = json.loads(output.read_text(encoding="utf-8"))["links"]
        assert any(reason["feature"] == MEANING for link in links for reason in link["reasons"])


def test_a_revision_asks_no_encoder(place: Path) -> None:
    assert cli.main(["diff", "--mode", "revision", *map(str, PAIR), "--encoder", str(place)]) == 2


def test_training_weighs_it_and_the_weights_belong_to_that_encoder(place: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "gold" / "links").mkdir(parents=True)
    for file in sorted((ROOT / "corpora" / "gold" / "links").glob("*.json"))[:3]:
        shutil.copy(file, corpus / "gold" / "links")
        for stem in file.stem.split("--"):
            shutil.copy(ROOT / "corpora" / f"{stem}.txt", corpus)
    office = Path(shutil.copytree(place, tmp_path / "encoder"))
    assert cli.main(["train", "links", "--corpus", str(corpus), "--encoder", str(office)]) == 0
    model = encoded(office)
    assert model.trained and model.features[-1] == MEANING and len(model.weights) == len(model.features)
    manifest = json.loads((office / TRAINED / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["encoder"] == load_encoder(office).sha256
    assert f"| {MEANING} |" in (office / TRAINED / "README.md").read_text(encoding="utf-8")

    other = write_encoder(tmp_path / "other", "甲乙丙", seed=6)
    shutil.copytree(office / TRAINED, other / TRAINED)
    with pytest.raises(ModelError, match="another encoder") as error:
        encoded(other)
    assert "train links --encoder" in str(error.value) and "\n" not in str(error.value)
