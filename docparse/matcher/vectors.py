"""The passages of two documents as weighted vectors.

A document's terms are counted once (`count`), in hashed columns that are the same for every document; the two sides
of a comparison are then weighed together (`weigh`): terms that stand in every second clause of the two documents
weigh little, terms that stand in two weigh much (TF-IDF over headings and clauses). So one upper document is compared
with any number of lower ones without being counted again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, starmap
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from docparse.matcher.words import characters, matters, words

Sparse: TypeAlias = Any
"""scipy.sparse.csr_matrix: one row a text, one column a term, rows of length 1 (or 0 where a text has no term)."""

_COLUMNS = 2**18  # of the hashed terms; two documents hold some 20,000, so that few share a column
_KINDS: tuple[Callable[[str], Iterable[str]], ...] = (words, characters, lambda text: matters(text).elements())


@dataclass(frozen=True, slots=True)
class Text:
    """What is vectorised of one passage: its heading, the clauses of each of its paragraphs, the headings above it."""

    heading: str
    blocks: tuple[tuple[str, ...], ...]
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One kind of term: rows for a heading, a clause, a paragraph with its heading, a whole passage, the headings above."""

    headings: Sparse
    clauses: Sparse
    blocks: Sparse
    wholes: Sparse
    contexts: Sparse

    def __iter__(self) -> Iterator[Sparse]:
        return iter((self.headings, self.clauses, self.blocks, self.wholes, self.contexts))


@dataclass(frozen=True, slots=True)
class Counts:
    """One document's passages with their terms counted, for each kind of term: by line, and by the rows of a `View`, which
    stand one part below the other in `rows`; `parts` says where each part lies.

    Row r of `clauses` belongs to passage `clause_owner[r]`; a passage without clauses has its heading for one.
    `block_owner` likewise. Owners ascend.
    """

    texts: tuple[Text, ...]
    clause_owner: NDArray[np.int64]
    block_owner: NDArray[np.int64]
    lines: tuple[Sparse, ...]
    rows: tuple[Sparse, ...]
    parts: tuple[slice, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One document's passages as vectors; owners as in `Counts`."""

    texts: tuple[Text, ...]
    clause_owner: NDArray[np.int64]
    block_owner: NDArray[np.int64]
    words: View
    characters: View
    matters: View


def count(texts: Sequence[Text]) -> Counts:
    """The terms of `texts`, counted."""
    from scipy.sparse import vstack  # type: ignore[import-untyped]
    from sklearn.feature_extraction.text import HashingVectorizer

    lines, layout, owners = _layout(texts)
    sizes = np.cumsum([0, *(rows.shape[0] for rows in layout)])
    counted = []
    for analyse in _KINDS:
        hashing = HashingVectorizer(analyzer=analyse, n_features=_COLUMNS, norm=None, alternate_sign=False)
        counted.append(hashing.transform(lines) if lines else _csr((0, _COLUMNS), (0, _COLUMNS)))
    whole = vstack(list(layout), format="csr")
    rows = tuple((whole @ terms).tocsr() for terms in counted)
    return Counts(tuple(texts), *owners, tuple(counted), rows, tuple(starmap(slice, pairwise(sizes.tolist()))))


def weigh(upper: Counts, lower: Counts) -> tuple[Side, Side]:
    """Both sides as vectors in one common space."""
    from scipy.sparse import vstack
    from sklearn.feature_extraction.text import TfidfTransformer

    above: list[View] = []
    below: list[View] = []
    for kind in range(len(_KINDS)):
        lines = vstack([upper.lines[kind], lower.lines[kind]])
        weights = TfidfTransformer(sublinear_tf=True)
        if lines.shape[0]:
            weights.fit(lines)
        for side, counts in ((above, upper), (below, lower)):
            rows = weights.transform(counts.rows[kind]) if counts.rows[kind].shape[0] else counts.rows[kind]
            side.append(View(*(rows[part] for part in counts.parts)))
    return (
        Side(upper.texts, upper.clause_owner, upper.block_owner, *above),
        Side(lower.texts, lower.clause_owner, lower.block_owner, *below),
    )


def starts(owner: NDArray[np.int64], passages: int) -> NDArray[np.int64]:
    """Where each passage's rows begin; every passage has one row at least."""
    return np.searchsorted(owner, np.arange(passages))


def _layout(texts: Sequence[Text]) -> tuple[list[str], View, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """All lines, 0/1 matrices of which lines make up each row of a `View`, and the owners of clauses and blocks."""
    lines = [text.heading for text in texts]
    clause_rows: list[list[int]] = []
    block_rows: list[list[int]] = []
    whole_rows: list[list[int]] = []
    clause_owner: list[int] = []
    block_owner: list[int] = []
    for number, text in enumerate(texts):
        whole = [number]
        for block in text.blocks or ((),):
            rows = list(range(len(lines), len(lines) + len(block)))
            lines.extend(block)
            clause_rows.extend([row] for row in rows)
            clause_owner.extend([number] * len(rows))
            block_rows.append([number, *rows])
            block_owner.append(number)
            whole.extend(rows)
        if len(whole) == 1:
            clause_rows.append([number])
            clause_owner.append(number)
        whole_rows.append(whole)
    above = {heading: len(lines) + n for n, heading in enumerate(dict.fromkeys(chain(*(t.context for t in texts))))}
    lines.extend(above)
    contexts = [[above[heading] for heading in text.context] for text in texts]
    rows_of = ([[number] for number in range(len(texts))], clause_rows, block_rows, whole_rows, contexts)
    owners = np.array(clause_owner, dtype=np.int64), np.array(block_owner, dtype=np.int64)
    return lines, View(*(_gather(rows, len(lines)) for rows in rows_of)), owners


def _gather(rows: Sequence[Sequence[int]], width: int) -> Sparse:
    indptr = np.cumsum([0, *(len(row) for row in rows)])
    indices = np.fromiter((i for row in rows for i in row), dtype=np.int64, count=int(indptr[-1]))
    return _csr((np.ones(len(indices)), indices, indptr), (len(rows), width))


def _csr(content: object, shape: tuple[int, int]) -> Sparse:
    from scipy.sparse import csr_matrix

    return csr_matrix(content, shape=shape)
