"""What trained models add to what the rules say: only where they are asked, and marked as inferred.

A model finds some of what no rule was written for, and is sometimes wrong; `docs/accuracy.md` says how often, and why none
of them is on by default.
"""

from __future__ import annotations

from collections.abc import Sequence

from docparse.errors import DocparseError
from docparse.extractors import Records
from docparse.extractors.reading import Reading

MODELS = ("agency-spans", "sentence-role")
"""The names that may be asked for: the folders of `models/`."""


def infer(reading: Reading, records: Records, models: Sequence[str]) -> Records:
    """The records with what `models` add: agencies with `inferred` and `confidence`; targets that stand in a sentence which
    tells how things are, or will be by themselves, are taken out.

    Raises:
        DocparseError: a name is none of `MODELS`.
        ModelError: a model is missing, damaged, or made for another version.
    """
    if unknown := [name for name in models if name not in MODELS]:
        raise DocparseError(f"{unknown[0]!r} is no model; there are {', '.join(MODELS)}")
    if "agency-spans" in models:
        from docparse.learned.agencies import inferred_agencies
        from docparse.learned.spans import span_model

        records = records.plus("agencies", (*records.agencies, *inferred_agencies(reading, records, span_model())))
    if "sentence-role" in models:
        from docparse.learned.roles import role_model, without_facts

        records = records.plus("targets", without_facts(reading, records.targets, role_model()))
    return records
