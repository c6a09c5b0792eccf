"""What trained models add: only where they are asked, marked as inferred, and refused in one line where they do not fit."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from docparse import cli
from docparse.errors import DocparseError, ModelError
from docparse.learned import MODELS, roles, spans
from docparse.learned.roles import FACTS, ROLES
from docparse.learned.spans import candidates
from docparse.pipeline import extract

ROOT = Path(__file__).resolve().parents[2]
LOADERS: dict[str, Callable[[Path], Any]] = {"agency-spans": spans.load, "sentence-role": roles.load}
TEXT = """关于推进湿地保护的通知

各镇人民政府：

一、加强管护
（一）划定范围。由县林泽湖管护局会同县财政局划定保护范围。
（二）预计到2027年，湿地面积达到30万亩。
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "notice.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture(params=MODELS)
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A packaged model in a folder of its own."""
    return Path(shutil.copytree(ROOT / "models" / request.param, tmp_path / request.param))


# --- what is refused -------------------------------------------------------------------------------------------------


def refused(place: Path) -> str:
    with pytest.raises(ModelError) as error:
        LOADERS[place.name](place)
    said = str(error.value)
    assert f"make it again: docparse train {place.name}" in said and "\n" not in said
    return said


def test_a_manifest_of_an_earlier_version_is_refused_in_one_line(copy: Path) -> None:
    """`old/` holds manifests as the first form wrote them: without format, the hash of one file."""
    shutil.copy(Path(__file__).with_name("old") / f"{copy.name}.json", copy / "manifest.json")
    assert "does not describe a model" in refused(copy)


def test_a_model_of_bodies_alone_is_refused_in_one_line(tmp_path: Path) -> None:
    """`agency-spans-1` had one threshold and knew neither people nor posts."""
    place = Path(shutil.copytree(ROOT / "models" / "agency-spans", tmp_path / "agency-spans"))
    manifest = json.loads(Path(__file__).with_name("old").joinpath("agency-spans-1.json").read_text(encoding="utf-8"))
    manifest["files"] = json.loads((place / "manifest.json").read_text(encoding="utf-8"))["files"]
    (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert "knows other labels than AGENCY, PERSON, POST" in refused(place)


def test_the_packaged_manifest_is_read(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    assert LOADERS[copy.name](copy).version == manifest["version"]


@pytest.mark.parametrize("content", ["", "[]", "{", "[" * 100_000, '{"model": "links", "format": 1}'])
def test_what_is_no_manifest_is_refused(copy: Path, content: str) -> None:
    (copy / "manifest.json").write_text(content, encoding="utf-8")
    refused(copy)


def test_a_changed_or_missing_file_is_refused(copy: Path) -> None:
    (weights,) = [file for file in copy.iterdir() if file.stem == "model"]
    weights.write_bytes(weights.read_bytes() + b" ")
    assert "not the file that manifest.json describes" in refused(copy)
    weights.unlink()
    assert "cannot be read" in refused(copy)


@pytest.mark.parametrize("data", [b"", b"{}", b'{"roles": []}', b"\x81\xa1a\xc0"])
def test_weights_of_another_shape_are_refused(copy: Path, data: bytes) -> None:
    import hashlib

    (weights,) = [file for file in copy.iterdir() if file.stem == "model"]
    weights.write_bytes(data)
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"] = {weights.name: hashlib.sha256(data).hexdigest()}
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    refused(copy)


def test_a_model_that_there_is_not_is_refused(document: Path) -> None:
    with pytest.raises(DocparseError, match="'oracle' is no model; there are agency-spans, sentence-role"):
        extract(document, models=["oracle"])


# --- what they say ---------------------------------------------------------------------------------------------------


def test_each_sentence_has_one_probability_a_role() -> None:
    chances = roles.load().probabilities(["到2028年，建成充电站40座。", "", "预计客流量有望翻一番。", "🙂"])
    assert chances.shape == (4, len(ROLES))
    assert chances.sum(axis=1) == pytest.approx(np.ones(4))
    assert (ROLES[chances[0].argmax()], ROLES[chances[2].argmax()]) == ("goal", "forecast")


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("截至2023年底，全县已建成水库12座。", "background"),
        ("责任单位：县水利局、县财政局。", "duty"),
        ("坚持统筹规划、因地制宜。", "principle"),
    ],
)
def test_clear_sentences_have_their_roles(sentence: str, role: str) -> None:
    (chances,) = roles.load().probabilities([sentence])
    assert ROLES[chances.argmax()] == role


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("由县林业局、水务局牵头", {"县林业局", "林业局", "水务局"}),
        ("县财政局副局长林牧任组长", {"县财政局副局长", "副局长", "县财政局", "林牧", "组长"}),
        ("阿卜·林（副旗长）", {"阿卜·林", "副旗长"}),
        ("欧阳远舟", {"欧阳远", "欧阳远舟"}),
    ],
)
def test_candidates_have_the_form_of_a_body_a_post_or_a_person_and_run_over_no_stop(
    text: str, wanted: set[str]
) -> None:
    found = [text[start:end] for start, end in candidates(text)]
    assert wanted <= set(found)
    assert not any(set(name) & set("、（），") for name in found)
    assert len(set(candidates(text))) == len(candidates(text))


@pytest.mark.parametrize("text", ["新格局", "水务局承办", "管护三处", "工期延长"])
def test_what_only_ends_like_a_name_is_no_candidate(text: str) -> None:
    assert not [text[start:end] for start, end in candidates(text) if end == len(text)]


def test_what_a_model_adds_is_marked_and_quotes_the_text(document: Path) -> None:
    plain, asked = extract(document), extract(document, models=MODELS)
    assert not any(agency.inferred or agency.confidence for agency in plain.agencies)
    added = [agency for agency in asked.agencies if agency.inferred]
    known = {agency.name for agency in plain.agencies}
    assert not known & {agency.name for agency in added}
    for agency in added:
        assert agency.rule == spans.load().version
        assert agency.confidence is not None and spans.load().thresholds["AGENCY"] <= agency.confidence <= 1
        assert [asked.text[slice(*span)] for span in agency.mentions] == [agency.name] * len(agency.mentions)
    assert len({agency.id for agency in asked.agencies}) == len(asked.agencies)


def test_numbers_in_facts_are_no_goals_for_the_model_that_is_asked() -> None:
    text = "截至2023年底，全县已建成水库12座。"
    (chances,) = roles.load().probabilities([text])
    assert sum(chances[ROLES.index(role)] for role in FACTS) > 0.5


# --- what they cost --------------------------------------------------------------------------------------------------


def test_models_cost_nothing_where_they_are_not_asked(document: Path) -> None:
    code = f"import sys; from docparse.pipeline import extract; extract({str(document)!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8", cwd=ROOT)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"spacy", "thinc", "sklearn", "jieba"}


def test_all_models_together_are_small() -> None:
    assert sum(f.stat().st_size for f in (ROOT / "models").rglob("*") if f.is_file()) < 20_000_000


def test_the_command_knows_the_models(document: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.main(["extract", str(document), "--model", "agency-spans", "--model", "sentence-role"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["schema_version"] == "1"
