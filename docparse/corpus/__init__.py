"""Annotated corpora: drafts of gold for a person to correct, and whether a folder of texts, gold and links says nothing that its texts don't."""

from docparse.corpus.adding import add, draft_gold
from docparse.corpus.annotated import Annotated, Slip, read_annotated
from docparse.corpus.checking import Corpus, check, read_corpus
from docparse.corpus.proofs import PROOFS, slips

__all__ = [
    "PROOFS",
    "Annotated",
    "Corpus",
    "Slip",
    "add",
    "check",
    "draft_gold",
    "read_annotated",
    "read_corpus",
    "slips",
]
