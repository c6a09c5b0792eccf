"""Scores as tables: plain text for a screen, Markdown for docs/accuracy.md."""

from __future__ import annotations

from collections.abc import Mapping

from docparse.evaluation.groups import Score
from docparse.evaluation.scores import Evaluation


def kinds_table(scores: Mapping[str, Score]) -> str:
    """A text table: a row a kind with precision, recall, F1, its 95 % interval, the counts, and over how many documents."""
    lines = [
        f"{'kind':<12} {'P':>6} {'R':>6} {'F1':>6} {'95 %':>13} {'hits':>5} {'missed':>6} {'extra':>5} {'docs':>5}"
    ]
    for kind, score in scores.items():
        t = score.tally
        lines.append(f"{kind:<12} {t.precision:6.3f} {t.recall:6.3f} {_figures(score)}")
    return "\n".join(lines)


def _figures(score: Score) -> str:
    t = score.tally
    return f"{t.f1:6.3f} {_interval(score)} {t.hits:5d} {t.misses:6d} {t.extras:5d} {score.documents:5d}"


def divided_table(groups: Mapping[str, Mapping[str, Score]]) -> str:
    """A text table: for each group and kind its F1, the 95 % interval, the counts, and over how many documents."""
    wide = max([len("group"), *map(_width, groups)], default=0)
    lines = [
        f"{'group':<{wide}} {'kind':<12} {'F1':>6} {'95 %':>13} {'hits':>5} {'missed':>6} {'extra':>5} {'docs':>5}"
    ]
    for group, scores in groups.items():
        name = group + " " * (wide - _width(group))
        for kind, score in scores.items():
            lines.append(f"{name} {kind:<12} {_figures(score)}")
    return "\n".join(lines)


def error_listing(evaluation: Evaluation) -> str:
    """Every mistake in two lines: what it is, and the words around it."""
    return "\n".join(f"{error}\n    {error.context or '(not found in the text)'}" for error in evaluation.errors)


def markdown_by_kind(scores: Mapping[str, Score]) -> str:
    """A Markdown table with a row a kind."""
    rows = [
        "| kind | P | R | F1 | 95 % | missed | extra | documents |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind, score in scores.items():
        t = score.tally
        figures = f"{t.precision:.3f} | {t.recall:.3f} | {t.f1:.3f} | {_interval(score)}"
        rows.append(f"| {kind} | {figures} | {t.misses} | {t.extras} | {score.documents} |")
    return "\n".join(rows)


def markdown_by_group(groups: Mapping[str, Mapping[str, Score]], head: str) -> str:
    """A Markdown table with a row a group and a column a kind: F1, and for all kinds its interval and the documents."""
    kinds = list(dict.fromkeys(kind for scores in groups.values() for kind in scores if kind != "all"))
    rows = [f"| {head} | documents | all | 95 % | {' | '.join(kinds)} |", "| --- " * (4 + len(kinds)) + "|"]
    for group, scores in groups.items():
        cells = [f"{scores[kind].tally.f1:.3f}" if kind in scores else "" for kind in kinds]
        whole = scores["all"]
        rows.append(
            f"| {group} | {whole.documents} | {whole.tally.f1:.3f} | {_interval(whole)} | {' | '.join(cells)} |"
        )
    return "\n".join(rows)


def _interval(score: Score) -> str:
    low, high = score.interval
    return f"{low:.3f}–{high:.3f}" if score.documents > 1 else "      –      "


def _width(text: str) -> int:
    """Columns on a screen: a Chinese character takes two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)
