"""Annotated corpora: whether a folder of texts, gold and links says nothing that its texts don't."""

from docparse.corpus.annotated import Annotated, Slip, read_annotated
from docparse.corpus.checking import Corpus, check, read_corpus
from docparse.corpus.proofs import PROOFS, slips

__all__ = ["PROOFS", "Annotated", "Corpus", "Slip", "check", "read_annotated", "read_corpus", "slips"]
