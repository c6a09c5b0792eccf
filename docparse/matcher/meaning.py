"""What a sentence encoder adds to a pair: how alike requirement and section are in meaning, whatever their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from docparse.learned.encoder import Encoder
from docparse.matcher.vectors import Text

MEANING = "meaning"
"""The name of the feature."""

_SPREAD = 3.0  # standard deviations that make a whole
_STEPS = 40  # of the bisection; the range halves with each

Values = NDArray[np.float64]


def meaning(encoder: Encoder, upper: Sequence[Text], lower: Sequence[Text]) -> Values:
    """How alike each requirement is to the paragraph most like it of each passage, shape (len(upper), len(lower)).

    The cosine, as its distance from the mean over all pairs of the two documents, three standard deviations being 1, cut
    to [-1, 1]: encoders differ in where their cosines lie, and official documents are all alike to many of them.
    """
    if not upper or not lower:
        return np.zeros((len(upper), len(lower)))
    above = encoder.vectors([_said(text.heading, (c for block in text.blocks for c in block)) for text in upper])
    paragraphs = [[_said(text.heading, block) for block in text.blocks or ((),)] for text in lower]
    below = encoder.vectors([paragraph for group in paragraphs for paragraph in group])
    starts = np.cumsum([0, *(len(group) for group in paragraphs)])[:-1]
    cosine = np.maximum.reduceat((above @ below.T).astype(np.float64), starts, axis=1)
    spread = float(cosine.std())
    return np.clip((cosine - cosine.mean()) / (_SPREAD * spread), -1.0, 1.0) if spread else np.zeros_like(cosine)


def level(decisions: Values, shares: Values) -> float:
    """By how much to lessen `shares`, so that with them the mean probability of a link is what it was without.

    So an encoder that no training has weighed says which sections answer, and not how many do.

    Args:
        decisions: the log odds of each candidate without the encoder.
        shares: what the encoder adds to each.
    """
    wanted = _probability(decisions).mean()
    least, most = float(shares.min()), float(shares.max())
    for _ in range(_STEPS):
        middle = (least + most) / 2
        if _probability(decisions + shares - middle).mean() > wanted:
            least = middle
        else:
            most = middle
    return (least + most) / 2


def _probability(decisions: Values) -> Values:
    return np.asarray(1 / (1 + np.exp(-decisions)))


def _said(heading: str, clauses: Iterable[str]) -> str:
    return "。".join((heading, *clauses))
