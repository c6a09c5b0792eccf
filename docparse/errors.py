"""The errors that docparse raises. Each message says what was wrong, where, and what to do."""

from __future__ import annotations


class DocparseError(Exception):
    """Base of all errors that docparse raises on purpose; the CLI prints its text as one line."""


class UnreadableFile(DocparseError):
    """A file that is missing, empty, encrypted, truncated, mislabelled or hostile."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        self.path, self.reason, self.advice = path, reason, advice
        super().__init__(f"{path}: {reason}" + (f"; {advice}" if advice else ""))


class MissingExtra(DocparseError):
    """A feature whose optional dependency is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        self.feature, self.extra = feature, extra
        super().__init__(f"{feature} needs an optional part; install it with: pip install 'docparse[{extra}]'")


class TemplateError(DocparseError):
    """A drafting template that is missing, unsafe, or names what the plan does not hold."""


class LexiconError(DocparseError):
    """A lexicon table with a malformed row; the message names file and line."""


class ModelError(DocparseError):
    """A trained model that is missing, damaged, or made for another version; the message says how to make it again."""
