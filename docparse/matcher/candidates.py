"""The passages of two documents as weighted vectors, and which pairs of them are worth comparing.

Terms that stand in every second clause of the two documents weigh little, terms that stand in two weigh much
(TF-IDF, counted over clauses and headings). One counting pass serves headings, clauses, paragraphs and passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from docparse.matcher.words import characters, matters, words

Sparse: TypeAlias = Any
"""scipy.sparse.csr_matrix: one row a text, one column a term, rows of length 1 (or 0 where a text has no term)."""

TOP = 24
"""How many lower passages are compared with one requirement."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is vectorised of one passage: its heading, and the clauses of each of its paragraphs."""

    heading: str
    blocks: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    """One kind of term over one side: a row a heading, a clause, a paragraph with its heading, a whole passage."""

    headings: Sparse
    clauses: Sparse
    blocks: Sparse
    wholes: Sparse


@dataclass(frozen=True, slots=True)
class Side:
    """One document's passages as vectors.

    Row r of `clauses` belongs to passage `clause_owner[r]`; a passage without clauses has its heading for one.
    `block_owner` likewise. Owners ascend. `phrases` are each passage's heading and clauses as they stand.
    """

    texts: tuple[Text, ...]
    clause_owner: NDArray[np.int64]
    block_owner: NDArray[np.int64]
    phrases: tuple[frozenset[str], ...]
    words: View
    characters: View
    matters: View


def vectorise(upper: Sequence[Text], lower: Sequence[Text]) -> tuple[Side, Side]:
    """Both sides as vectors in one common space."""
    texts = [*upper, *lower]
    lines, layout = _layout(texts)
    views = [_view(layout, lines, analyse) for analyse in (words, characters, lambda text: matters(text).elements())]
    cuts = (slice(0, len(upper)), slice(len(upper), len(texts)))
    return _side(texts, layout, views, cuts[0]), _side(texts, layout, views, cuts[1])


def candidates(upper: Side, lower: Side, top: int = TOP) -> list[NDArray[np.int64]]:
    """For each upper passage the indices of up to `top` lower passages that share most with it, ascending."""
    if not upper.texts or not lower.texts:
        return [np.empty(0, dtype=np.int64) for _ in upper.texts]
    if len(lower.texts) <= top:
        return [np.arange(len(lower.texts))] * len(upper.texts)
    likeness = upper.words.wholes @ lower.words.blocks.T + upper.characters.wholes @ lower.characters.blocks.T
    likeness = (likeness + upper.matters.wholes @ lower.matters.blocks.T).tocsr()
    found = []
    for row in range(likeness.shape[0]):
        start, end = likeness.indptr[row], likeness.indptr[row + 1]
        order = np.argsort(-likeness.data[start:end], kind="stable")
        owners = lower.block_owner[likeness.indices[start:end][order]]
        first = np.sort(np.unique(owners, return_index=True)[1])[:top]
        found.append(np.sort(owners[first]))
    return found


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which lines (headings first, then clauses) make up each clause row, block and passage: 0/1 matrices."""

    headings: Sparse
    clauses: Sparse
    blocks: Sparse
    wholes: Sparse
    clause_owner: NDArray[np.int64]
    block_owner: NDArray[np.int64]


def _layout(texts: Sequence[Text]) -> tuple[list[str], _Layout]:
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
    headings = [[number] for number in range(len(texts))]
    return lines, _Layout(
        headings=_gather(headings, len(lines)),
        clauses=_gather(clause_rows, len(lines)),
        blocks=_gather(block_rows, len(lines)),
        wholes=_gather(whole_rows, len(lines)),
        clause_owner=np.array(clause_owner, dtype=np.int64),
        block_owner=np.array(block_owner, dtype=np.int64),
    )


def _gather(rows: Sequence[Sequence[int]], width: int) -> Sparse:
    indptr = np.cumsum([0, *(len(row) for row in rows)])
    indices = np.fromiter((i for row in rows for i in row), dtype=np.int64, count=int(indptr[-1]))
    return _csr((np.ones(len(indices)), indices, indptr), (len(rows), width))


def _csr(content: object, shape: tuple[int, int]) -> Sparse:
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    return csr_matrix(content, shape=shape)


def _view(layout: _Layout, lines: Sequence[str], analyse: Callable[[str], Iterable[str]]) -> View:
    """Counts the terms of all lines once and weighs them for each way of grouping lines."""
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    terms = [list(analyse(line)) for line in lines]
    if not any(terms):
        counts = _csr((len(lines), 1), (len(lines), 1))
    else:
        counts = CountVectorizer(analyzer=lambda row: row, dtype=np.float64).fit_transform(terms)
    groups = [(group @ counts).tocsr() for group in (layout.headings, layout.clauses, layout.blocks, layout.wholes)]
    if lines:
        weigh = TfidfTransformer(sublinear_tf=True).fit(counts)
        groups = [weigh.transform(group) for group in groups]
    return View(*groups)


def _side(texts: Sequence[Text], layout: _Layout, views: Sequence[View], cut: slice) -> Side:
    clause_rows = slice(*np.searchsorted(layout.clause_owner, (cut.start, cut.stop)))
    block_rows = slice(*np.searchsorted(layout.block_owner, (cut.start, cut.stop)))
    parts = (
        View(view.headings[cut], view.clauses[clause_rows], view.blocks[block_rows], view.wholes[cut]) for view in views
    )
    return Side(
        tuple(texts[cut]),
        layout.clause_owner[clause_rows] - cut.start,
        layout.block_owner[block_rows] - cut.start,
        tuple(frozenset(chain([text.heading], *text.blocks)) for text in texts[cut]),
        *parts,
    )
