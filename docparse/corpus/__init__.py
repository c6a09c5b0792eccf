"""Annotated corpora: drafts of gold for a person to correct, and whether a folder of texts, gold and links
says nothing that its texts don't, and gold in the forms of other tools and back."""

from docparse.corpus.adding import add, draft_gold
from docparse.corpus.alignment import Aligned, Mark, align
from docparse.corpus.annotated import Annotated, Slip, read_annotated
from docparse.corpus.checking import Corpus, check, read_corpus
from docparse.corpus.exchange import FORMS, Layer, read_layers
from docparse.corpus.merging import Merged, bring_back, export, layer, merge
from docparse.corpus.proofs import PROOFS, slips

__all__ = [
    "FORMS",
    "PROOFS",
    "Aligned",
    "Annotated",
    "Corpus",
    "Layer",
    "Mark",
    "Merged",
    "Slip",
    "add",
    "align",
    "bring_back",
    "check",
    "draft_gold",
    "export",
    "layer",
    "merge",
    "read_annotated",
    "read_corpus",
    "read_layers",
    "slips",
]
