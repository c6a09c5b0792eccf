"""Which lower passages are worth comparing with which requirement."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from docparse.matcher.vectors import Side, starts

TOP = 12
"""How many lower passages are compared with one requirement."""


def likeness(upper: Side, lower: Side) -> NDArray[np.float32]:
    """How much each requirement shares with the paragraph most like it of each passage, shape (requirements, passages).

    The sum of the cosines of words, character sequences, matters, and, for a third, of the headings above both.
    """
    if not upper.texts or not lower.texts:
        return np.zeros((len(upper.texts), len(lower.texts)), dtype=np.float32)
    shared = upper.words.wholes @ lower.words.blocks.T + upper.characters.wholes @ lower.characters.blocks.T
    shared = (shared + upper.matters.wholes @ lower.matters.blocks.T).toarray().astype(np.float32)
    above = (upper.words.contexts @ lower.words.contexts.T).toarray().astype(np.float32)
    return np.asarray(np.maximum.reduceat(shared, starts(lower.block_owner, len(lower.texts)), axis=1) + above / 3)


def candidates(shared: NDArray[np.float32], top: int = TOP) -> NDArray[np.int64]:
    """For each row of `likeness` the indices of the `top` passages (or of all) that share most, ascending."""
    if shared.shape[1] <= top:
        return np.tile(np.arange(shared.shape[1]), (shared.shape[0], 1))
    chosen = np.argpartition(-shared, top - 1, axis=1)[:, :top]
    return np.sort(chosen, axis=1)
