"""What trained models add to what the rules say: only where they are asked, and marked as inferred.

A model finds some of what no rule was written for, and is sometimes wrong; `docs/accuracy.md` says how often, and why none
of them is on by default.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docparse.errors import DocparseError
from docparse.extractors import Records
from docparse.extractors.reading import Reading

if TYPE_CHECKING:
    from docparse.learned.spans import SpanModel

MODELS = ("agency-spans", "sentence-role")
"""The names that may be asked for: the folders of `models/`."""


def infer(reading: Reading, records: Records, models: Sequence[str]) -> Records:
    """The records with what `models` add: agencies and members with `inferred` and `confidence`; targets that stand in a
    sentence which tells how things are, or will be by themselves, are taken out.

    Raises:
        DocparseError: a name is none of `MODELS`.
        ModelError: a model is missing, damaged, or made for another version.
    """
    if unknown := [name for name in models if name not in MODELS]:
        raise DocparseError(f"{unknown[0]!r} is no model; there are {', '.join(MODELS)}")
    if "agency-spans" in models:
        from docparse.learned import spans

        records = with_names(reading, records, spans.load())
    if "sentence-role" in models:
        from docparse.learned import roles

        records = records.plus("targets", roles.without_facts(reading, records.targets, roles.load()))
    return records


def with_names(reading: Reading, records: Records, model: SpanModel) -> Records:
    """The records with the agencies and members that `model` finds in sentences that they leave open."""
    from docparse.learned.agencies import inferred_agencies
    from docparse.learned.leftover import sightings
    from docparse.learned.members import inferred_members

    seen = sightings(reading, records, model)
    agencies = inferred_agencies(reading, records, seen, model.version)
    members = inferred_members(reading, records, seen, model.version)
    return records.plus("agencies", (*records.agencies, *agencies)).plus("members", (*records.members, *members))
