"""How right docparse is: its records against gold that a careful reader made, its diffs against hand-made links."""

from docparse.evaluation.diffs import DiffScore, evaluate_diff
from docparse.evaluation.groups import Division, Score, divided, group_of, overall
from docparse.evaluation.intervals import f1_interval, gain_interval
from docparse.evaluation.report import Wanted, report
from docparse.evaluation.runs import Change, changed, read_run, run_json
from docparse.evaluation.scores import Evaluation, Mistake, Tally, evaluate

__all__ = [
    "Change",
    "DiffScore",
    "Division",
    "Evaluation",
    "Mistake",
    "Score",
    "Tally",
    "Wanted",
    "changed",
    "divided",
    "evaluate",
    "evaluate_diff",
    "f1_interval",
    "gain_interval",
    "group_of",
    "overall",
    "read_run",
    "report",
    "run_json",
]
