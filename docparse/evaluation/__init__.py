"""How right docparse is: its records against gold that a careful reader made, its diffs against hand-made links."""

from docparse.evaluation.diffs import DiffScore, evaluate_diff
from docparse.evaluation.scores import Evaluation, Mistake, Tally, evaluate

__all__ = ["DiffScore", "Evaluation", "Mistake", "Tally", "evaluate", "evaluate_diff"]
