"""Trains `sentence-role`: labels from the gold and the structure of the corpus, and from a table of sentences read by hand."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docparse.corpus import align, read_corpus
from docparse.errors import DocparseError
from docparse.evaluation import group_of
from docparse.extractors.reading import Reading
from docparse.learned.roles import NAME, ROLES, RoleModel, features, model_of
from docparse.lexicon.tables import read_table
from docparse.pipeline import extract
from docparse.readers import read
from docparse.records import Section, Span
from docparse.structure import structure
from docparse.structure.text import Label
from docparse.training.artefacts import SEED, digest, manifest, with_manifest

NUMBER = 1
FOLDS = 5
_FEWEST = 3  # sentences that a feature must stand in
_MOST_FEATURES = 8000
_STRENGTH = 4.0  # C of the regression
_LIBRARIES = ("jieba", "numpy", "scikit-learn")
_TABLE = "roles.tsv"
_SHORTEST = 6  # characters of a sentence

_PRINCIPLES = re.compile("基本原则|工作原则|指导思想|总体要求|总体思路")
_GUARANTEES = re.compile("保障|组织领导|组织实施|组织推动|实施保障|工作要求|机制")
_SUPPORT = re.compile("给予|奖励|补贴|补助|贴息|减免|减按|优惠|优先(?:安排|保障|支持)|支持.{0,20}(?:申报|享受)")
_DUTY = re.compile("牵头|配合|责任单位|责任部门|负责|按职责")
_FORECAST = re.compile("预计|预测|有望|预期(?!性)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, its role, and the group that folds never part: its region; a sentence of the table is its own."""

    text: str
    role: str
    group: str


def labelled(corpus: Path) -> list[Labelled]:
    """The sentences of a corpus that its gold and structure give a role, and those of `roles.tsv`.

    Raises:
        DocparseError: as `read_corpus`; or the table names a role that there is not.
    """
    regions = group_of(corpus / "gold", "region")
    found = [
        Labelled(text, role, regions[name])
        for name, annotated in read_corpus(corpus).documents.items()
        for text, role in _of_document(corpus / f"{name}.txt", annotated.gold)
    ]
    table = corpus / "roles.tsv"
    rows = read_table(table) if table.is_file() else ()
    if strange := {row["role"] for row in rows} - set(ROLES):
        raise DocparseError(f"{table}: {sorted(strange)[0]!r} is no role; there are {', '.join(ROLES)}")
    return [*found, *(Labelled(row["sentence"], row["role"], f"{_TABLE}:{k}") for k, row in enumerate(rows))]


def _of_document(file: Path, gold: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    reading = Reading(structure(read(file)))
    marks = [aligned.mark for aligned in align(extract(file), gold) if aligned.kind == "targets"]
    goals = {reading.sentence_at(mark.start) for mark in marks}
    for span in reading.sentences:
        text = reading.text[slice(*span)].strip()
        if reading.label_at(span[0]) is Label.BODY and len(text) >= _SHORTEST:
            role = _role(reading, span, text, span in goals)
            if role:
                yield text, role


def _role(reading: Reading, span: Span, text: str, goal: bool) -> str | None:
    """The role that gold and structure give a sentence, the surest sign first; None where they give none."""
    sections = reading.ancestors(reading.section_at(span[0]))
    if goal:
        return "goal"
    if _FORECAST.search(text):
        return "forecast"
    if any(start <= span[0] < end for start, end in reading.background):
        return "background"
    if _under(sections, _PRINCIPLES):
        return "principle"
    if _under(sections, _GUARANTEES):
        return "guarantee"
    if _SUPPORT.search(text):
        return "measure"
    if _DUTY.search(text):
        return "duty"
    return "task" if sections else None


def _under(sections: Sequence[Section], headings: re.Pattern[str]) -> bool:
    return any(headings.search(section.heading) for section in sections)


def fit(found: Sequence[Labelled]) -> dict[str, Any]:
    """The numbers of the model (see `learned.roles`): calibrated over folds that part no group."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold
    from sklearn.multiclass import OneVsRestClassifier

    vectorizer = TfidfVectorizer(analyzer=features, min_df=_FEWEST, max_features=_MOST_FEATURES, sublinear_tf=True)
    rows = vectorizer.fit_transform([one.text for one in found])
    roles = [ROLES.index(one.role) for one in found]
    groups = [one.group for one in found]
    cuts = list(GroupKFold(min(FOLDS, len(set(groups)))).split(rows, groups=groups))
    base = OneVsRestClassifier(
        LogisticRegression(C=_STRENGTH, class_weight="balanced", solver="liblinear", random_state=SEED)
    )
    calibrated = CalibratedClassifierCV(base, method="sigmoid", cv=cuts, ensemble=False).fit(rows, roles)
    (whole,) = calibrated.calibrated_classifiers_
    if len(whole.estimator.estimators_) != len(ROLES):
        raise DocparseError("the corpus lacks sentences of some role; add them to roles.tsv beside its texts")
    names = vectorizer.get_feature_names_out().tolist()
    return {
        "roles": list(ROLES),
        "features": names,
        "idf": _short(vectorizer.idf_),
        "weights": _short([[one.coef_[0][k] for one in whole.estimator.estimators_] for k in range(len(names))]),
        "bias": _short([one.intercept_[0] for one in whole.estimator.estimators_]),
        "calibration": _short([[c.a_ for c in whole.calibrators], [c.b_ for c in whole.calibrators]]),
    }


def _short(values: Any) -> Any:
    """Numbers with four decimals: enough for a score, and a third of the file."""
    import numpy as np

    return np.round(np.asarray(values, dtype=float), 4).tolist()


def held_out(found: Sequence[Labelled]) -> list[tuple[str, str, float]]:
    """(role, role guessed, its probability) of each sentence of the corpus by a model that did not see its region."""
    from sklearn.model_selection import GroupKFold

    groups = [one.group for one in found]
    guessed = []
    for seen, unseen in GroupKFold(FOLDS).split(groups, groups=groups):
        model = model_of(fit([found[i] for i in seen]), "")
        rest = [found[i] for i in unseen if not found[i].group.startswith(_TABLE)]
        chances = model.probabilities([one.text for one in rest])
        guessed += [(one.role, ROLES[row.argmax()], float(row.max())) for one, row in zip(rest, chances, strict=True)]
    return guessed


def scores(guessed: Sequence[tuple[str, str, float]]) -> dict[str, Any]:
    """Accuracy, macro F1, F1 by role, and the calibration error: the mean of |probability given - share that is right|.

    The error is over ten bins of equal width, weighed by their sentences (Guo et al. 2017).
    """
    by_role = {}
    for role in ROLES:
        hits = sum(role == wanted == said for wanted, said, _ in guessed)
        told = sum(role in (wanted, said) for wanted, said, _ in guessed)
        by_role[role] = round(2 * hits / (told + hits), 3) if told else 0.0
    error = 0.0
    for k in range(10):
        part = [(wanted == said, p) for wanted, said, p in guessed if k / 10 <= p < (k + 1) / 10 or (k == 9 and p == 1)]
        error += abs(sum(right for right, _ in part) - sum(p for _, p in part))
    return {
        "accuracy": round(sum(wanted == said for wanted, said, _ in guessed) / len(guessed), 3),
        "macro_f1": round(sum(by_role.values()) / len(ROLES), 3),
        "calibration_error": round(error / len(guessed), 3),
        "f1": by_role,
    }


def train(corpus: Path) -> dict[str, bytes]:
    """The files of the model trained on a corpus, by name.

    Raises:
        DocparseError: as `labelled`, or a role has no sentence.
    """
    found = labelled(corpus)
    numbers = fit(found)
    data = json.dumps(numbers, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    files = {"model.json": data}
    told = {
        "corpus": {"sha256": digest(corpus), "documents": len(list(corpus.glob("*.txt")))},
        "examples": {"sentences": len(found), **Counter(one.role for one in found)},
        "features": len(numbers["features"]),
        "scores": scores(held_out(found)),
    }
    description = manifest(NAME, NUMBER, files, _LIBRARIES, told)
    return with_manifest(files, description, _card(description))


def trained(found: Sequence[Labelled]) -> RoleModel:
    """What `learned.roles.load` would give for a model trained on these sentences."""
    return model_of(fit(found), f"{NAME}-{NUMBER}")


def _card(description: Mapping[str, Any]) -> str:
    rows = "\n".join(
        f"| {role} | {_SIGNS[role]} | {description['examples'].get(role, 0)} | {description['scores']['f1'][role]:.3f} |"
        for role in ROLES
    )
    libraries = ", ".join(f"{name} {version}" for name, version in description["libraries"].items())
    return _CARD.format(**{**description, "libraries": libraries}, rows=rows)


_SIGNS = {
    "goal": "a target of the gold stands in it",
    "forecast": "预计, 预测, 有望",
    "background": "its section tells how things are",
    "principle": "under 基本原则, 指导思想 or 总体要求",
    "guarantee": "under 保障, 组织实施, 工作要求 …",
    "measure": "money, relief or precedence is given",
    "duty": "says who leads, supports or answers",
    "task": "any other in a section",
}
_CARD = """# Sentence role

{version}: what a sentence of a plan is for. A logistic regression over TF-IDF of characters (one to three) and jieba's words,
one role against the rest, each calibrated by a sigmoid over folds that part no region. {features} features; digits are one
sign, so that no figure is learnt.

| | |
| --- | --- |
| for | telling a target from a fact: a number in a sentence that is surely background or forecast is no goal |
| not for | sentences out of their documents; other genres than plans, schemes, opinions, measures and lists |
| trained on | {examples[sentences]} sentences of {corpus[documents]} documents of `corpora/` and of `corpora/roles.tsv` |
| corpus | SHA-256 `{corpus[sha256]}` over texts, gold and tables |
| made with | {libraries}; seed {seed} |
| size | {bytes} bytes, `model.json`: numbers and names of features; nothing in it is code |
| made again by | `docparse train sentence-role`; twice the same bytes on the same machine |

## How the labels were made

By the surest sign, in this order; only the goals come from gold that a person made, and the sentences of the table, which were
written and labelled by hand. The rest are what structure and words tell: the model learns to tell them where such signs lack,
and its figures for them say how well it repeats the signs.

| role | sign | sentences | F1 |
| --- | --- | --- | --- |
{rows}

## How right it is

Each region by a model that saw the others only: accuracy {scores[accuracy]:.3f}, macro F1 {scores[macro_f1]:.3f}, calibration
error {scores[calibration_error]:.3f}.

## Limits

One sentence, one role: a goal with its clause of duty is a goal. [docs/accuracy.md](../../docs/accuracy.md) says what becomes
of it beside the rules, and why it is not on by default.
"""
