"""Agencies that a model sees beside those of the rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from docparse.extractors import Records
from docparse.extractors.heads import MARKS, head_before, opening_word
from docparse.extractors.mentions import is_group, mark_level
from docparse.extractors.names import looks_like_body
from docparse.extractors.reading import Reading
from docparse.learned.leftover import Sighting, taken
from docparse.learned.spans import AGENCY
from docparse.lexicon.agencies import tail_of
from docparse.records import Agency, Span

_MEMBERS_OF_A_NAME = re.compile("([\u4e00-\u9fff]+)[和与]$")
_VERBS = "建设|建成|新建|改建|扩建|改造|创建|打造|深化|推广|新增|引进|培育|完成|接入|联办"
_MARKS = tuple(MARKS)
_BUILDS = re.compile(_VERBS)
_BUILT = re.compile(f"(?:{_VERBS})[了好]?$")
_KIND = re.compile(
    "公司|集团|办公室|学校|医院|中心|协会|大学|党委|党组|领导小组|专班|指挥部|办事处|.{1,2}委会|我[委局厅办]|[省市区县州盟旗]委"
)
"""What names a kind of body and none of them."""
_LONGEST_PART = 7  # characters of a part behind the name of its body: 教育督导室
_NO_BODY = re.compile(r"(?:开办|创办|部署|[全内大局干]部)$|\d+[年月座个家所处条项]|[二三四五六七八九十]大中心$")
"""Words that end like a body's name, and numbers inside it: 企业开办, 4座一级渔港…全部, 五大中心."""
_COUNTED = re.compile("[0-9０-９]|[一二两三四五六七八九十]+[个所处家座间]|部(?![委门])|学|面|限|主义")


def inferred_agencies(reading: Reading, records: Records, seen: Sequence[Sighting], version: str) -> list[Agency]:
    """The bodies among what a model of this version has seen, beside those of `records`: one a name, in the text's order.

    Each has `inferred`, the `confidence` of its surest mention, and the version as `rule`. Names of known bodies, of
    leading groups and groups of bodies (各部门) are none; a name that goes on behind a known one (市政府｜督查室) is.
    """
    found: dict[str, list[Sighting]] = {}
    known = taken(reading, records)
    opened = {span for agency in records.agencies for span in agency.mentions}
    for one in seen:
        span = _bounded(reading.text, one.span) if one.label == AGENCY else None
        if span and _is_open(span, known, opened) and not _is_thing(reading.text, span):
            found.setdefault(reading.text[slice(*span)], []).append(replace(one, span=span))
    names = {agency.name for agency in records.agencies}
    new = [
        (name, places)
        for name, places in found.items()
        if name not in names and not _KIND.fullmatch(name) and not is_group(name)
    ]
    first_free = len(records.agencies) + 1
    return [_agency(reading, f"a{first_free + k}", name, places, version) for k, (name, places) in enumerate(new)]


def _bounded(text: str, span: Span) -> Span | None:
    """The span from where its name begins: with the whole of its place (自治区｜财政厅), without a verb before it
    (会同｜市气象局); None where it begins amid a name (林业和｜草原局) or verb, or with a verb alone (引进｜上市公司).
    """
    start, end = span
    before = text[max(start - 1, 0) : start]
    verb = opening_word(before + text[start:end]) if before else ""
    if len(verb) > 1:  # 报｜告市气象局
        start += len(verb) - 1
        if not text[start:end].startswith(_MARKS):
            return None
    name = text[start:end]
    verb = opening_word(name) or next(iter(_BUILDS.findall(name[:2])), "")
    if verb and name[len(verb) :].startswith(_MARKS):
        start += len(verb)
    elif verb == "由" or (len(verb) > 1 and len(name) - len(verb) > 1):
        return None
    if text[start] in MARKS:
        return max(start + 1 - len(head_before(text, start + 1)), 0), end
    beside = _MEMBERS_OF_A_NAME.search(text, max(start - 8, 0), start)
    return None if beside and not looks_like_body(beside[1]) else (start, end)


def _is_open(span: Span, known: bytearray, opened: Collection[Span]) -> bool:
    """Whether nothing of it is known, or only a whole name at its beginning."""
    start, end = span
    first = next((at for at in range(start, end) if not known[at]), end)
    part = first > start
    return not any(known[first:end]) and (not part or ((start, first) in opened and 1 < end - first <= _LONGEST_PART))


def _is_thing(text: str, span: Span) -> bool:
    """Whether a number or a verb of building tells that the words name what is to be built, or whether they end inside a word
    or hold a number.

    「建成托育中心3所」, 「改造综合站」, 「整体和局｜部」, 「企业开办」 are no bodies.
    """
    before, after = text[max(span[0] - 4, 0) : span[0]], text[span[1] : span[1] + 3]
    return bool(_BUILT.search(before) or _COUNTED.match(after) or _NO_BODY.search(text, *span))


def _agency(reading: Reading, identity: str, name: str, places: Sequence[Sighting], version: str) -> Agency:
    tail, span = tail_of(name), places[0].span
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
        mentions=[place.span for place in places],
        inferred=True,
        confidence=round(max(place.confidence for place in places), 4),
    )
