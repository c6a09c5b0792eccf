"""The model `sentence-role`: what a sentence of a plan is for, by its characters and words.

A logistic regression over TF-IDF weights, one class against the rest, each calibrated by a sigmoid (Platt 1999), stored as
JSON: names of features and numbers, and nothing that runs.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docparse.errors import ModelError
from docparse.extractors.reading import Reading
from docparse.language.segmentation import new_tokenizer
from docparse.learned.artefact import again, read_model
from docparse.records import Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "sentence-role"
ROLES = ("goal", "task", "measure", "duty", "background", "principle", "forecast", "guarantee")
FACTS = ("background", "forecast")
SURE = 0.9
"""The probability from which on a sentence is held for a fact, and a number in it for no goal."""


@dataclass(frozen=True)
class RoleModel:
    """`index` names the row of each feature in `weights`, shape (features, roles); `calibration` is (a, b) a role."""

    version: str
    index: Mapping[str, int]
    idf: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]
    calibration: NDArray[np.float64]

    def probabilities(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """Shape (sentences, roles), in the order of `ROLES`; each row sums to 1."""
        import numpy as np

        decisions = np.empty((len(sentences), len(ROLES)))
        for row, sentence in enumerate(sentences):
            counts = Counter(self.index[name] for name in features(sentence) if name in self.index)
            places = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
            values = (1 + np.log(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))) * self.idf[places]
            norm = float(np.sqrt(values @ values)) or 1.0
            decisions[row] = values @ self.weights[places] / norm + self.bias
        scores = 1 / (1 + np.exp(self.calibration[0] * decisions + self.calibration[1]))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True), dtype=np.float64)


def features(sentence: str) -> list[str]:
    """The sentence's n-grams of one to three characters, and its words; each digit is a 0, so that no figure is learnt."""
    text = re.sub(r"[\d.]+", "0", sentence)
    grams = [f"c{text[i : i + n]}" for n in (1, 2, 3) for i in range(len(text) - n + 1)]
    return [*grams, *(f"w{word}" for word in _words(text))]


def without_facts(reading: Reading, targets: Sequence[Target], model: RoleModel) -> list[Target]:
    """The targets but for those in sentences that the model is sure to be background or forecast."""
    spans = [reading.sentence_at(target.span[0]) for target in targets]
    if not spans:
        return []
    chances = model.probabilities([reading.text[slice(*span)] for span in spans])
    fact = chances[:, [ROLES.index(role) for role in FACTS]].sum(axis=1)
    kept = [target for target, chance in zip(targets, fact, strict=True) if chance < SURE]
    there = {target.id for target in kept}
    return [t if t.parent is None or t.parent in there else t.model_copy(update={"parent": None}) for t in kept]


@cache
def load(place: Path | None = None) -> RoleModel:
    """The model of a folder, or else the packaged one.

    Raises:
        ModelError: it is missing, damaged, or made for another version.
    """
    manifest, data = read_model(NAME, "model.json", place)
    try:
        return model_of(json.loads(data), str(manifest.get("version")))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise ModelError(f"{place or NAME}: model.json is no model of roles ({error!r}); {again(NAME)}") from error


def model_of(numbers: Mapping[str, Any], version: str) -> RoleModel:
    """The model of its JSON.

    Raises:
        ValueError: the roles are others, or the shapes do not fit together.
    """
    import numpy as np

    names = numbers["features"]
    given = [np.asarray(numbers[field], dtype=np.float64) for field in ("idf", "weights", "bias", "calibration")]
    shapes = [(len(names),), (len(names), len(ROLES)), (len(ROLES),), (2, len(ROLES))]
    if numbers["roles"] != list(ROLES) or [values.shape for values in given] != shapes:
        raise ValueError("other roles, or shapes that do not fit")
    return RoleModel(version, {name: row for row, name in enumerate(names)}, *given)


@cache
def _tokenizer() -> Any:
    return new_tokenizer()


def _words(text: str) -> list[str]:
    return [word for word in _tokenizer().lcut(text) if len(word) > 1]
