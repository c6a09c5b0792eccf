"""The trained model of links: a logistic regression whose score is a calibrated probability.

It lies in `models/links`: `model.skops` (scikit-learn objects without pickle), `manifest.json` (what it was trained on
and with) and a model card. `docparse train links` makes it again.

An office's own sentence encoder adds one feature (`encoded`): weighed by training where `docparse train links --encoder` was
run, else by a fixed weight that changes the order of the candidates and not how many links there are.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docparse.errors import ModelError
from docparse.learned.artefact import again, read_manifest
from docparse.learned.encoder import Encoder, load_encoder
from docparse.matcher.meaning import MEANING, level
from docparse.resources import folder

AGAIN = again("links")

TRAINED = "docparse-links"
"""The folder in an encoder's own where `docparse train links --encoder` leaves the weights."""

UNTRAINED = 2.5
"""The weight of likeness in meaning that no training gave: that of the likeness of clauses, which it comes nearest to."""

_LARGEST = 1_000_000  # bytes; a model of this kind has some 10,000
_TRUSTED = frozenset(
    {
        "sklearn.calibration._CalibratedClassifier",
        "sklearn.calibration._SigmoidCalibration",
    }
)  # beyond what skops trusts by itself: scikit-learn's own private parts of a calibrated classifier


@dataclass(frozen=True, slots=True)
class LinkModel:
    """score = 1 / (1 + exp(-(bias + Σ weight · value))), a row of values in the order of `features`.

    Where there is an `encoder`, the last feature is the likeness in meaning; `trained` says whether its weight is.
    """

    version: str
    features: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: float
    encoder: Encoder | None = None
    trained: bool = True

    def levelled(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """`values` of all candidates of two documents; an untrained likeness in meaning is lessened for all alike."""
        if self.trained or not values.size:
            return values
        decisions = self.bias + values[..., :-1] @ self.weights[:-1]
        found = values.copy()
        found[..., -1] -= level(decisions, values[..., -1] * self.weights[-1]) / self.weights[-1]
        return found

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


def encoded(place: Path) -> LinkModel:
    """The model that also asks the sentence encoder in the folder `place`.

    Raises:
        MissingExtra: docparse's extra `encoder` is not installed.
        ModelError: there is no encoder, or the weights in it were trained with another one.
    """
    encoder = load_encoder(place)
    if (place / TRAINED).is_dir():
        return load(place / TRAINED, encoder)
    model = link_model()
    weights = np.append(model.weights, UNTRAINED)
    return replace(model, features=(*model.features, MEANING), weights=weights, encoder=encoder, trained=False)


def load(place: Path, encoder: Encoder | None = None) -> LinkModel:
    """The model of the folder `place`, trained with `encoder` where one is given.

    Raises:
        ModelError: a file is missing, the manifest is another model's or another version's, it was trained with another
            encoder, or the file holds types other than scikit-learn's.
    """
    from docparse.matcher.features import FEATURES

    features = (*FEATURES, MEANING) if encoder else FEATURES
    manifest = read_manifest(place, "links")
    if encoder and manifest.get("encoder") != encoder.sha256:
        raise ModelError(f"{place}: was trained with another encoder; {AGAIN} --encoder {place.parent}")
    if tuple(manifest.get("features") or ()) != features:
        raise ModelError(f"{place}: the model was trained on other features than this docparse has; {AGAIN}")
    try:
        data = (place / "model.skops").read_bytes()
    except OSError as error:
        raise ModelError(f"{place / 'model.skops'}: cannot be read ({error.strerror}); {AGAIN}") from error
    if hashlib.sha256(data).hexdigest() != manifest.get("sha256"):
        raise ModelError(f"{place}: model.skops is not the file that manifest.json describes; {AGAIN}")
    weights, bias = linear(_classifier(place, data))
    if weights.shape != (len(features),):
        raise ModelError(f"{place}: the model has {weights.size} weights for {len(features)} features; {AGAIN}")
    return LinkModel(str(manifest.get("version")), features, weights, bias, encoder)


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
