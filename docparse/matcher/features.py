"""What a requirement and a lower section have in common, as numbers.

Likeness of text is in [0, 1]. Records and figures are in [-1, 1]: 0 where the requirement has none of the kind, -1 where
it has and the section does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docparse.matcher.holdings import Holdings, shared
from docparse.matcher.passages import Passage
from docparse.matcher.requirements import Demand
from docparse.matcher.vectors import Side, Sparse, Text, starts
from docparse.records import Document

TEXT_FEATURES = (
    "words",  # cosine of the words, with the paragraph most like it
    "characters",  # cosine of the character sequences
    "contained",  # share of the requirement's words, by weight, that stand in one paragraph
    "rare",  # share of its words that stand in the passage and in few others
    "coverage",  # mean over its clauses of the likeness of the clause most like it
    "clause",  # the greatest of these
    "heading",  # share of its heading's words that stand in one paragraph
    "figures",  # share of the figures in it that stand in the passage too
    "rank",  # likeness as a share of the requirement's greatest
    "claim",  # likeness as a share of the passage's greatest
)
RECORD_FEATURES = (
    "targets",  # likeness of the two targets most alike
    "agencies",  # a lead below answers to a lead above
    "bodies",  # both set up a body of one kind
    "times",  # one day, month or rule in both, or two duties to report
    "citation",  # the upper document is cited
    "aim",  # one of the two is a section of goals, the other is none
)
FEATURES = (*TEXT_FEATURES, *RECORD_FEATURES)

_FIGURE = re.compile(r"\d+(?:\.\d+)?(?![\d.年月日号])[万亿千百]?\D")  # 95%, 30家, 2万户; dates are times
_FEW = 3  # passages in which a rare word stands
_MOST_CELLS = 2_000_000  # of clause beside clause at one time, so that memory stays bounded

Values = NDArray[np.float64]


def text_features(upper: Side, lower: Side, likeness: NDArray[np.float32], chosen: NDArray[np.int64]) -> Values:
    """The text features of each requirement against its chosen passages: shape (*chosen.shape, len(TEXT_FEATURES)).

    Args:
        likeness: requirements × passages, as `candidates.likeness` gives it.
        chosen: requirements × candidates, indices of passages.
    """
    values = np.zeros((*chosen.shape, len(TEXT_FEATURES)))
    for rows in _chunks(upper, lower):
        below = _against(upper, lower, rows)
        for column, matrix in enumerate(below):
            values[rows, :, column] = np.take_along_axis(matrix, chosen[rows], axis=1)
    best = likeness.max(axis=1, initial=0.0, keepdims=True), likeness.max(axis=0, initial=0.0, keepdims=True)
    for column, greatest in enumerate(best, start=len(TEXT_FEATURES) - 2):
        share = np.divide(likeness, greatest, out=np.zeros_like(likeness), where=greatest > 0)
        values[:, :, column] = np.take_along_axis(share, chosen, axis=1)
    return np.clip(values, -1.0, 1.0, out=values)


def clause_likeness(upper: Side, lower: Side, row: int, passage: int) -> Values:
    """Each clause of requirement `row` against each of the passage's, in [0, 1]; a heading stands for no clauses."""
    asked = slice(*np.searchsorted(upper.clause_owner, (row, row + 1)))
    given = slice(*np.searchsorted(lower.clause_owner, (passage, passage + 1)))
    shared_matters: Values = (upper.matters.clauses[asked] @ lower.matters.clauses[given].T).toarray()
    return (2 * _clauses(upper, lower, asked, given) + shared_matters) / 3


def record_features(
    upper: Document, demand: tuple[Demand, Holdings], passages: Sequence[tuple[Passage, Holdings]]
) -> Values:
    """The features from records and the kinds of section: shape (len(passages), len(RECORD_FEATURES))."""
    asked, above = demand
    goal = asked.passage.stance == "target"
    nothing = (0.0,) * (len(RECORD_FEATURES) - 1)
    held = above.targets or above.bodies or above.leads or above.deadlines
    rows = [
        (
            *(shared(upper, above, below) if held or below.citations else nothing),
            (passage.stance == "target") != goal,
        )
        for passage, below in passages
    ]
    return np.array(rows, dtype=np.float64).reshape(len(passages), len(RECORD_FEATURES))


def _against(upper: Side, lower: Side, rows: slice) -> list[Values]:
    """All text features but the last two, of the requirements `rows` against every passage."""
    blocks = starts(lower.block_owner, len(lower.texts))
    words = upper.words.wholes[rows]
    asked = words.multiply(words)
    title = upper.words.headings[rows]

    def best(above: Sparse, below: Sparse) -> Values:
        return np.maximum.reduceat((above @ below.T).toarray(), blocks, axis=1)

    clauses = slice(*np.searchsorted(upper.clause_owner, (rows.start, rows.stop)))
    each = _clauses(upper, lower, clauses, slice(None))
    per_ask = np.maximum.reduceat(each, starts(lower.clause_owner, len(lower.texts)), axis=1)
    begin = starts(upper.clause_owner[clauses] - rows.start, rows.stop - rows.start)
    asks = np.diff(np.append(begin, len(per_ask)))[:, np.newaxis]
    return [
        best(words, lower.words.blocks),
        best(upper.characters.wholes[rows], lower.characters.blocks),
        best(asked, _present(lower.words.blocks)),
        (asked @ _rare(lower).T).toarray(),
        np.add.reduceat(per_ask, begin, axis=0) / asks,
        np.maximum.reduceat(per_ask, begin, axis=0),
        best(title.multiply(title), _present(lower.words.blocks)),
        _figures(upper, lower, rows),
    ]


def _figures(upper: Side, lower: Side, rows: slice) -> Values:
    given = [_figures_of(text) for text in lower.texts]
    found = np.zeros((rows.stop - rows.start, len(given)))
    for row in range(rows.start, rows.stop):
        if asked := _figures_of(upper.texts[row]):
            found[row - rows.start] = [2 * len(asked & figures) / len(asked) - 1 for figures in given]
    return found


@lru_cache(maxsize=4096)
def _figures_of(text: Text) -> frozenset[str]:
    return frozenset(figure for block in text.blocks for clause in block for figure in _FIGURE.findall(clause))


def _clauses(upper: Side, lower: Side, asked: slice, given: slice) -> Values:
    pairs = ((upper.words, lower.words), (upper.characters, lower.characters))
    total: Any = sum((above.clauses[asked] @ below.clauses[given].T).toarray() for above, below in pairs)
    return np.asarray(total / 2)


def _chunks(upper: Side, lower: Side) -> list[slice]:
    """The requirements cut into runs whose clauses, beside all clauses of the other side, stay below _MOST_CELLS."""
    most = max(_MOST_CELLS // max(len(lower.clause_owner), 1), 1)
    found, begin = [], 0
    counts = np.bincount(upper.clause_owner, minlength=len(upper.texts))
    total = 0
    for row, clauses in enumerate(counts):
        if row > begin and total + clauses > most:
            found.append(slice(begin, row))
            begin, total = row, 0
        total += clauses
    if len(upper.texts) > begin and lower.texts:
        found.append(slice(begin, len(upper.texts)))
    return found


def _present(matrix: Sparse) -> Sparse:
    return (matrix > 0).astype(np.float64)


def _rare(lower: Side) -> Sparse:
    """Which of the words that stand in a few passages only stand in each passage."""
    present = _present(lower.words.wholes)
    often = np.bincount(present.indices, minlength=present.shape[1])
    present.data[often[present.indices] > _FEW] = 0.0
    return present
