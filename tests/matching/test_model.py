"""The trained model of links: what is packaged, what is refused, and that training gives it again."""

from __future__ import annotations

import hashlib
import json
import shutil
from copy import deepcopy as copy_of
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from docparse.errors import DocparseError, ModelError
from docparse.matcher.features import FEATURES
from docparse.matcher.model import link_model, load
from docparse.matcher.training import Examples, fit, left_out, model_of, read_pairs, reliability, settled
from docparse.matcher.variation import without_answers

PACKAGED = Path(__file__).resolve().parents[2] / "models" / "links"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packaged model in a folder of its own."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "links"))


def manifest(place: Path, **changes: Any) -> None:
    path = place / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **changes}), encoding="utf-8")


def test_the_packaged_model_is_one_weighted_sum() -> None:
    from skops import io

    model = link_model()
    data = (PACKAGED / "model.skops").read_bytes()
    classifier = io.loads(data, trusted=io.get_untrusted_types(data=data))
    values = np.random.default_rng(1).random((200, len(FEATURES)))
    assert model.probability(values) == pytest.approx(classifier.predict_proba(values)[:, 1])


def test_likeness_never_speaks_against_a_link() -> None:
    model = link_model()
    weights = dict(zip(model.features, model.weights, strict=True))
    assert min(weight for feature, weight in weights.items() if feature != "aim") >= 0 > weights["aim"]


def test_only_parts_of_scikit_learn_lie_in_the_model() -> None:
    from skops import io

    strange = io.get_untrusted_types(data=(PACKAGED / "model.skops").read_bytes())
    assert all(name.startswith("sklearn.") for name in strange)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"features": ["words"]}, "other features"),
        ({"format": 99}, "format 1"),
        ({"model": "names"}, "model of links"),
        ({"sha256": "0" * 64}, "not the file that manifest.json describes"),
    ],
)
def test_a_stale_or_foreign_manifest_is_refused_in_one_line(copy: Path, changes: dict[str, Any], why: str) -> None:
    manifest(copy, **changes)
    with pytest.raises(ModelError, match=why) as error:
        load(copy)
    assert "docparse train links" in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["model.skops", "manifest.json"])
def test_a_missing_file_is_refused(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=name):
        load(copy)


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"no archive at all"])
def test_a_damaged_model_is_refused(copy: Path, data: bytes) -> None:
    (copy / "model.skops").write_bytes(data)
    manifest(copy, sha256=hashlib.sha256(data).hexdigest())
    with pytest.raises(ModelError, match="cannot be read"):
        load(copy)


def test_a_model_of_foreign_types_is_refused(copy: Path) -> None:
    from skops import io

    data = io.dumps({"run": Path("/etc/passwd").exists, "of": ModelError})
    (copy / "model.skops").write_bytes(data)
    manifest(copy, sha256=hashlib.sha256(data).hexdigest())
    with pytest.raises(ModelError, match=r"not trusted|cannot be read"):
        load(copy)


def invented(pairs: int = 4, rows: int = 60) -> Examples:
    """Examples of which the first feature tells all but a tenth apart."""
    random = np.random.default_rng(3)
    values = random.random((pairs * rows, len(FEATURES)))
    linked = (values[:, 0] > 0.6) ^ (random.random(len(values)) < 0.1)
    return Examples(values, linked.astype(np.int64), np.repeat(np.arange(pairs), rows))


def test_what_tells_links_apart_weighs_most() -> None:
    weights = model_of(fit(invented())).weights
    assert int(np.abs(weights).argmax()) == 0


def test_one_model_is_the_same_bytes_wherever_it_lay_in_memory() -> None:
    from skops import io

    classifier = fit(invented())
    written = [io.dumps(one) for one in (classifier, copy_of(classifier))]
    assert written[0] != written[1] and settled(written[0]) == settled(written[1])
    again = io.loads(settled(written[0]), trusted=io.get_untrusted_types(data=written[0]))
    assert model_of(again).weights == pytest.approx(model_of(classifier).weights, abs=0)


def test_no_pair_is_scored_by_a_model_that_saw_it() -> None:
    seen = invented()
    flipped = Examples(seen.values, np.where(seen.pair == 0, 1 - seen.linked, seen.linked), seen.pair)
    first = seen.pair == 0
    assert left_out(seen)[first] == pytest.approx(left_out(flipped)[first])


def test_the_reliability_diagram_counts_every_example() -> None:
    rows = reliability(np.array([0, 1, 1, 1]), np.array([0.05, 0.95, 1.0, 0.5]))
    assert [(row["found"], row["count"]) for row in rows] == [(0.0, 1), (1.0, 1), (1.0, 2)]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        (None, "", "holds no gold/links"),
        ("a--b.json", "{}", "no file of links"),
        ("a--b.json", '{"requirements": []}', "a.txt"),
    ],
)
def test_a_corpus_that_cannot_be_learnt_from_is_refused(
    tmp_path: Path, name: str | None, content: str, why: str
) -> None:
    (tmp_path / "gold" / "links").mkdir(parents=True)
    if name:
        (tmp_path / "gold" / "links" / name).write_text(content, encoding="utf-8")
    with pytest.raises(DocparseError, match=why):
        read_pairs(tmp_path)


def test_the_command_makes_the_packaged_model_again(tmp_path: Path) -> None:
    """Within what small changes of extraction do to the features; a model of another corpus lies further off."""
    from docparse import cli

    assert cli.main(["train", "links", "-o", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in PACKAGED.iterdir()}
    again, packaged = load(tmp_path), link_model()
    values = np.random.default_rng(2).random((500, len(FEATURES))) * 0.7
    apart = np.abs(again.probability(values) - packaged.probability(values)).mean()
    assert apart < 0.03, "extraction or corpora changed: run docparse train links and look at what the pairs say"


def test_sections_are_withheld_the_same_each_time_and_none_is_made_up() -> None:
    lower = read_pairs(Path(__file__).resolve().parents[2] / "corpora")[0].below
    forms = [form.passages for form, _ in without_answers(lower, 7)]
    assert forms == [form.passages for form, _ in without_answers(lower, 7)]
    assert all(0 < len(form) < len(lower.passages) for form in forms)
    assert {p.address for form in forms for p in form} <= {p.address for p in lower.passages}
