"""The trained model of links: a logistic regression whose score is a calibrated probability.

It lies in `models/links`: `model.skops` (scikit-learn objects without pickle), `manifest.json` (what it was trained on
and with) and a model card. `docparse train links` makes it again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docparse.errors import ModelError
from docparse.learned.artefact import again, read_manifest
from docparse.resources import folder

AGAIN = again("links")

_LARGEST = 1_000_000  # bytes; a model of this kind has some 10,000
_TRUSTED = frozenset(
    {
        "sklearn.calibration._CalibratedClassifier",
        "sklearn.calibration._SigmoidCalibration",
    }
)  # beyond what skops trusts by itself: scikit-learn's own private parts of a calibrated classifier


@dataclass(frozen=True, slots=True)
class LinkModel:
    """score = 1 / (1 + exp(-(bias + Σ weight · value))), a row of values in the order of `features`."""

    version: str
    features: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: float

    def probability(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Feature values, shape (…, len(features)) → probabilities, shape (…)."""
        return np.asarray(1 / (1 + np.exp(-(self.bias + values @ self.weights))), dtype=np.float64)


@cache
def link_model() -> LinkModel:
    """The packaged model.

    Raises:
        ModelError: it is missing, damaged, or not made for this version of docparse.
    """
    return load(folder("models") / "links")


def load(place: Path) -> LinkModel:
    """The model of the folder `place`.

    Raises:
        ModelError: a file is missing, the manifest is another model's or another version's, or the file holds types
            other than scikit-learn's.
    """
    from docparse.matcher.features import FEATURES

    manifest = read_manifest(place, "links")
    if tuple(manifest.get("features") or ()) != FEATURES:
        raise ModelError(f"{place}: the model was trained on other features than this docparse has; {AGAIN}")
    try:
        data = (place / "model.skops").read_bytes()
    except OSError as error:
        raise ModelError(f"{place / 'model.skops'}: cannot be read ({error.strerror}); {AGAIN}") from error
    if hashlib.sha256(data).hexdigest() != manifest.get("sha256"):
        raise ModelError(f"{place}: model.skops is not the file that manifest.json describes; {AGAIN}")
    weights, bias = linear(_classifier(place, data))
    if weights.shape != (len(FEATURES),):
        raise ModelError(f"{place}: the model has {weights.size} weights for {len(FEATURES)} features; {AGAIN}")
    return LinkModel(str(manifest.get("version")), FEATURES, weights, bias)


def linear(classifier: Any) -> tuple[NDArray[np.float64], float]:
    """Weights of the raw values, and the bias, of a calibrated pipeline of StandardScaler and LogisticRegression.

    The sigmoid calibration of a logistic regression's decision is logistic again (Platt 1999), so that the whole is one
    weighted sum; `docparse` shows these weights as the reasons of a score.
    """
    (calibrated,) = classifier.calibrated_classifiers_
    (sigmoid,) = calibrated.calibrators
    scaler, regression = (step for _, step in calibrated.estimator.steps)
    weights = regression.coef_[0] / scaler.scale_
    bias = regression.intercept_[0] - float(scaler.mean_ @ weights)
    return np.asarray(-sigmoid.a_ * weights, dtype=np.float64), float(-sigmoid.a_ * bias - sigmoid.b_)


def _classifier(place: Path, data: bytes) -> Any:
    from skops import io

    if len(data) > _LARGEST:
        raise ModelError(f"{place / 'model.skops'}: {len(data)} bytes are too many for a model of links; {AGAIN}")
    try:
        strange = set(io.get_untrusted_types(data=data)) - _TRUSTED
        if not strange:
            return io.loads(data, trusted=sorted(_TRUSTED))
    except Exception as error:
        raise ModelError(f"{place / 'model.skops'}: cannot be read ({error}); {AGAIN}") from error
    raise ModelError(
        f"{place / 'model.skops'}: holds types that are not trusted ({', '.join(sorted(strange))}); {AGAIN}"
    )
