"""How sure a score is: bootstrap intervals, documents or regions drawn again with replacement.

Efron and Tibshirani, An Introduction to the Bootstrap (1993), ch. 13: the percentile interval. What is drawn is the unit
that errors go with: one document's records fail together, and so do the documents of one region.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docparse.evaluation.scores import Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEED = 7
ROUNDS = 2000
_TAIL = 2.5  # percent on either side of a 95 % interval


def f1_interval(units: Sequence[Tally]) -> tuple[float, float]:
    """The 95 % interval of the F1 over all `units`, each drawn as a whole.

    Equal input gives equal output. One unit alone says nothing about others: its interval is (0.0, 1.0).
    """
    if len(units) < 2:
        return (0.0, 1.0)
    return _interval(_drawn_f1(units))


def gain_interval(before: Sequence[Tally], now: Sequence[Tally]) -> tuple[float, float]:
    """The 95 % interval of the difference in F1 of two runs on the same units, drawn together.

    Raises:
        ValueError: the runs are of unlike length.
    """
    if len(before) != len(now):
        raise ValueError(f"{len(before)} units before and {len(now)} now")
    if len(now) < 2:
        return (-1.0, 1.0)
    return _interval(_drawn_f1(now) - _drawn_f1(before))


def _drawn_f1(units: Sequence[Tally]) -> NDArray[np.float64]:
    """F1 of each of the `ROUNDS` draws; the same draws for the same number of units."""
    import numpy as np

    counts = np.array([[t.hits, t.misses, t.extras] for t in units], dtype=np.float64)
    draws = np.random.default_rng(SEED).multinomial(len(units), np.full(len(units), 1 / len(units)), size=ROUNDS)
    hits, misses, extras = (draws @ counts).T
    whole = 2 * hits + misses + extras
    return np.where(whole > 0, 2 * hits / np.maximum(whole, 1), 1.0)


def _interval(values: NDArray[np.float64]) -> tuple[float, float]:
    import numpy as np

    low, high = np.percentile(values, [_TAIL, 100 - _TAIL])
    return (float(low), float(high))
