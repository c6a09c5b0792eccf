"""A sentence encoder from a folder: what it gives, and what is refused."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from docparse import cli
from docparse.errors import MissingExtra, ModelError
from docparse.learned.encoder import load_encoder
from tests.learned.tiny_encoder import DIMENSIONS, write_encoder

TEXTS = ["发展养老服务", "发展康寿服务", "修建公路", "修建公路，发展养老服务，建设场站"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write_encoder(tmp_path / "encoder", "".join(TEXTS))


def test_vectors_have_length_one_and_like_texts_point_one_way(place: Path) -> None:
    found = load_encoder(place).vectors(TEXTS)
    assert found.shape == (len(TEXTS), DIMENSIONS)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1.0)
    cosine = found @ found.T
    assert cosine[0, 1] == pytest.approx(1.0, abs=1e-5) and cosine[0, 2] < 0.9


def test_a_text_has_one_vector_whatever_stands_beside_it(place: Path) -> None:
    encoder = load_encoder(place)
    alone = np.concatenate([load_encoder(place).vectors([text]) for text in TEXTS])
    assert encoder.vectors(TEXTS) == pytest.approx(alone, abs=1e-6)
    assert encoder.vectors(list(reversed(TEXTS)))[::-1] == pytest.approx(alone, abs=1e-6)


def test_the_folder_says_whether_the_first_token_stands_for_the_text(tmp_path: Path) -> None:
    encoder = load_encoder(write_encoder(tmp_path / "cls", "".join(TEXTS), cls=True))
    one, other = encoder.vectors(["修建公路", "修"])
    assert one == pytest.approx(other)


def test_no_texts_no_vectors(place: Path) -> None:
    assert len(load_encoder(place).vectors([])) == 0


def emptied(place: Path) -> None:
    for path in sorted(place.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    place.rmdir()


def without_graph(place: Path) -> None:
    (place / "onnx" / "model.onnx").unlink()
    (place / "pytorch_model.bin").write_bytes(b"\x80\x02}q\x00.")  # a pickle is no encoder


def without_tokenizer(place: Path) -> None:
    (place / "tokenizer.json").unlink()


def damaged(place: Path) -> None:
    (place / "onnx" / "model.onnx").write_bytes(b"no graph")


def odd_tokenizer(place: Path) -> None:
    (place / "tokenizer.json").write_text("[]", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (emptied, "is no folder"),
        (without_graph, "holds no model.onnx"),
        (without_tokenizer, "holds no tokenizer.json"),
        (damaged, "cannot be used as an encoder"),
        (odd_tokenizer, "cannot be used as an encoder"),
    ],
)
def test_what_is_no_encoder_is_refused_in_one_line(place: Path, spoil: object, why: str) -> None:
    assert callable(spoil)
    spoil(place)
    with pytest.raises(ModelError, match=why) as error:
        load_encoder(place)
    assert "\n" not in str(error.value) and str(place) in str(error.value)


def test_without_the_extra_a_line_says_which_to_install(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(MissingExtra):
        load_encoder(place)
    corpora = Path(__file__).resolve().parents[2] / "corpora"
    pair = [str(corpora / f"{name}.txt") for name in ("lanchuan-logistics-action", "yanxi-logistics-scheme")]
    assert cli.main(["diff", *pair, "--encoder", str(place)]) == 1
    said = capsys.readouterr().err.strip()
    assert "docparse[encoder]" in said and "\n" not in said
