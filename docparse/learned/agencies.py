"""Agencies in sentences that the rules leave open: an end of a body's name stands there that no rule has read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docparse.extractors import Records
from docparse.extractors.mentions import is_group, mark_level
from docparse.extractors.reading import Reading
from docparse.learned.spans import SpanModel
from docparse.lexicon.agencies import tail_of
from docparse.records import Agency, Span
from docparse.structure.text import Label

_SAYS_NOTHING = frozenset({Label.TITLE, Label.NUMBER, Label.DATE, Label.IMPRINT, Label.ANNEX_MARK, Label.ANNEX_LIST})
_CALLS = re.compile(
    "局|[部工党纪]委|委(?!员|托|派)|厅|办(?![理法公事学好])|署|中心|公司|集团|政府|办公室|协会|联合会|法院|检察院"
)
"""What a sentence must hold outside the names that are known, so that the model is asked at all."""

_BUILT = re.compile("(?:建设|建成|新建|改建|扩建|改造|创建|打造|深化|推广|新增)[了好]?$")
_COUNTED = re.compile("[0-9０-９]|[一二两三四五六七八九十]+[个所处家座间]|部(?![委门])|学|面|限|主义")


def inferred_agencies(reading: Reading, records: Records, model: SpanModel) -> list[Agency]:
    """The bodies that the model finds beside those of `records`, one a name, in the order of the text.

    Each has `inferred`, the `confidence` of its surest mention, and the model's version as `rule`. Names of known bodies,
    of leading groups and groups of bodies (各部门) are none.
    """
    open_spans = list(_open_sentences(reading, records))
    found: dict[str, list[tuple[Span, float]]] = {}
    known = _taken(reading, records)
    for (start, _), spans in zip(open_spans, model.spans([reading.text[s:e] for s, e in open_spans]), strict=True):
        for first, last, confidence in spans:
            span = (start + first, start + last)
            if not any(known[slice(*span)]) and not _is_thing(reading.text, span):
                found.setdefault(reading.text[slice(*span)], []).append((span, confidence))
    names = {agency.name for agency in records.agencies}
    new = [(name, places) for name, places in found.items() if name not in names and not is_group(name)]
    first_free = len(records.agencies) + 1
    return [_agency(reading, f"a{first_free + k}", places, model.version) for k, (_, places) in enumerate(new)]


def _open_sentences(reading: Reading, records: Records) -> Iterator[Span]:
    taken = _taken(reading, records)
    for start, end in reading.sentences:
        if reading.label_at(start) in _SAYS_NOTHING:
            continue
        left = "".join("　" if taken[at] else reading.text[at] for at in range(start, end))
        if _CALLS.search(left):
            yield start, end


def _is_thing(text: str, span: Span) -> bool:
    """Whether a number or a verb of building tells that the words name what is to be built, or whether they end inside a word.

    「建成托育中心3所」, 「改造综合站」, 「整体和局｜部」 are no bodies.
    """
    before, after = text[max(span[0] - 4, 0) : span[0]], text[span[1] : span[1] + 3]
    return _BUILT.search(before) is not None or _COUNTED.match(after) is not None


def _taken(reading: Reading, records: Records) -> bytearray:
    """1 for each character that stands in a known name, a cited title or a member's line."""
    taken = bytearray(len(reading.text))
    spans = [*(span for agency in records.agencies for span in agency.mentions), *reading.titles]
    spans += [record.span for record in (*records.bodies, *records.members)]
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    for body in records.bodies:
        for match in re.finditer(re.escape(body.name), reading.text):
            taken[slice(*match.span())] = b"\1" * len(body.name)
    return taken


def _agency(reading: Reading, identity: str, places: list[tuple[Span, float]], version: str) -> Agency:
    span = places[0][0]
    name = reading.text[slice(*span)]
    tail = tail_of(name)
    return Agency(
        id=identity,
        span=span,
        quote=name,
        section=reading.section_id(span[0]),
        rule=version,
        name=name,
        canonical=name,
        full_name=None,
        kind=tail.kind if tail else "department",
        level=mark_level(name[:1], own=None, own_is_city=False),
        function=tail.function if tail else None,
        mentions=[place for place, _ in places],
        inferred=True,
        confidence=round(max(confidence for _, confidence in places), 4),
    )
