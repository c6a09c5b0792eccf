"""Makes the models of `learned/` from an annotated corpus: the same corpus and libraries give the same files."""
