"""The model card of the links: what it is, how right it is, and how far its probabilities can be believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docparse.matcher.model import UNTRAINED

_CARD = """# Links

{version}: the probability that a section of a lower document answers a requirement of an upper one.
A standardised logistic regression over {features} features of a pair of sections, its decision calibrated by a sigmoid over
folds that part no pair of documents. The calibration of a logistic regression is logistic again, so that the score is one
weighted sum, and each link's `reasons` are its terms.

| | |
| --- | --- |
| trained on | {pairs} pairs of `corpora/`, each as it stands and in variants (clauses left out, headings replaced, neighbouring sections made one, other words, answers withheld): {all} candidates, {linked} of them links |
| pairs | {names} |
| corpus | SHA-256 `{corpus}` over the link files and their texts |
| made with | {libraries}; seed {seed} |
| size | {bytes} bytes, `model.skops`, read with skops: no pickle, no type but scikit-learn's |
| made again by | `docparse train links -o models/links` |

## How right it is

Each pair scored by a model that saw the other pairs only:

| average precision | Brier score | log loss | F1 at the least score of a task's link |
| --- | --- | --- | --- |
| {average_precision:.3f} | {brier:.3f} | {log_loss:.3f} | {f1:.3f} |

`python -m tests.benchmarks.matching` prints what becomes of it in whole documents, real ones too, beside plain TF-IDF.

![Reliability: probability given, share of links found](reliability.svg)

| probability given | share of links | candidates |
| --- | --- | --- |
{reliability}

## Weights

| feature | weight |
| --- | --- |
{weights}

## With a sentence encoder

`--encoder PATH` adds a feature, `meaning`: the cosine of requirement and paragraph by an encoder of the office's own, as its
distance from the mean of all pairs of the two documents (three standard deviations are 1). `docparse train links --encoder
PATH` trains the weights with it and leaves them, with a card, in the encoder's folder. Where they are not there, it weighs
{untrained:+.2f}, a value by choice and not by training, and is lessened for all candidates alike until the mean probability of
a link is what it was: it then changes which sections answer, and not how many. No encoder comes with docparse, and none has
been measured here.

## Limits

The pairs are invented, and their lower documents answer in clearer order than real ones; the variants make up for part of
that. On real documents the same probability stands more often for a link than the diagram says: the scores of true links
are lower there, which is why a link is taken from a low score on. The model knows no place, body or programme by name.
"""

_SIDE, _EDGE = 320, 44


def card(manifest: Mapping[str, Any], weights: Mapping[str, float]) -> bytes:
    """The card as Markdown."""
    rows = [f"| {row['given']:.3f} | {row['found']:.3f} | {row['count']} |" for row in manifest["reliability"]]
    heaviest = sorted(weights.items(), key=lambda item: -abs(item[1]))
    values = {
        **manifest["scores"],
        **manifest["examples"],
        "version": manifest["version"],
        "features": len(manifest["features"]),
        "pairs": len(manifest["corpus"]["pairs"]),
        "names": ", ".join(manifest["corpus"]["pairs"]),
        "corpus": manifest["corpus"]["sha256"],
        "libraries": ", ".join(f"{name} {version}" for name, version in manifest["libraries"].items()),
        "seed": manifest["seed"],
        "bytes": manifest["bytes"],
        "untrained": UNTRAINED,
        "reliability": "\n".join(rows),
        "weights": "\n".join(f"| {name} | {weight:+.2f} |" for name, weight in heaviest),
    }
    return _CARD.format(**values).encode("utf-8")


def reliability_diagram(rows: Sequence[Mapping[str, float]]) -> bytes:
    """The reliability diagram as SVG: a point for each tenth, its area by how many candidates, beside the diagonal."""
    most = max((row["count"] for row in rows), default=1)
    points = [(_EDGE + row["given"] * _SIDE, _EDGE + (1 - row["found"]) * _SIDE, row["count"]) for row in rows]
    whole = _SIDE + 2 * _EDGE
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + 9 * (count / most) ** 0.25:.1f}" fill="#2a6f97" fill-opacity="0.55">'
        f"<title>{count:.0f}</title></circle>"
        for x, y, count in points
    )
    ticks = "".join(
        f'<text x="{_EDGE + t * _SIDE / 5:.0f}" y="{whole - 24}" text-anchor="middle">{t / 5:.1f}</text>'
        f'<text x="{_EDGE - 8}" y="{_EDGE + _SIDE - t * _SIDE / 5 + 4:.0f}" text-anchor="end">{t / 5:.1f}</text>'
        for t in range(6)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" font-family="sans-serif" font-size="11">'
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>'
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>'
        f'<path d="M{_EDGE} {_EDGE + _SIDE}L{_EDGE + _SIDE} {_EDGE}" stroke="#bbb" stroke-dasharray="4 4"/>'
        f'<polyline points="{line}" fill="none" stroke="#2a6f97"/>{marks}{ticks}'
        f'<text x="{whole / 2}" y="{whole - 8}" text-anchor="middle">probability given</text>'
        f'<text x="{_EDGE}" y="{_EDGE - 12}">share of links found</text></svg>\n'
    ).encode()
