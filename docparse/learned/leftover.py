"""What rules leave open: sentences with the end of a body's name, or with a post, that no rule has read; and what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docparse.extractors import Records
from docparse.extractors.reading import Reading
from docparse.learned.spans import SpanModel
from docparse.records import Span
from docparse.structure.text import Label

_SAYS_NOTHING = frozenset({Label.TITLE, Label.NUMBER, Label.DATE, Label.IMPRINT, Label.ANNEX_MARK, Label.ANNEX_LIST})
_CALLS = re.compile(
    "局|[部工党纪]委|委(?!员|托|派)|厅|办(?![理法公事学好])|署|中心|公司|集团|政府|[公查察导究]室|协会|联合会|法院|检察院"
    "|主任|书记|主席|经理|[局部处县区市州盟旗镇乡院校行所站队]长"
)
"""What a sentence must hold outside of what is known, so that a model is asked at all."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A stretch of the text, its label, and the model's probability; `sentence` is where it stands."""

    span: Span
    label: str
    confidence: float
    sentence: Span


def sightings(reading: Reading, records: Records, model: SpanModel) -> list[Sighting]:
    """All that the model finds in the open sentences, in the order of the text, known or not."""
    asked = list(_open_sentences(reading, taken(reading, records)))
    said = model.spans([reading.text[slice(*sentence)] for sentence in asked])
    return [
        Sighting((sentence[0] + one.start, sentence[0] + one.end), one.label, one.probability, sentence)
        for sentence, found in zip(asked, said, strict=True)
        for one in found
    ]


def taken(reading: Reading, records: Records) -> bytearray:
    """1 for each character that stands in a known name, a cited title or a member's line."""
    known = bytearray(len(reading.text))
    spans = [*(span for agency in records.agencies for span in agency.mentions), *reading.titles]
    spans += [record.span for record in (*records.bodies, *records.members)]
    for body in records.bodies:
        spans += [match.span() for match in re.finditer(re.escape(body.name), reading.text)]
    for start, end in spans:
        known[start:end] = b"\1" * (end - start)
    return known


def _open_sentences(reading: Reading, known: bytearray) -> Iterator[Span]:
    for start, end in reading.sentences:
        if reading.label_at(start) in _SAYS_NOTHING:
            continue
        left = "".join("　" if known[at] else reading.text[at] for at in range(start, end))
        if _CALLS.search(left):
            yield start, end
