"""Bodies that a text sets up: leading groups, their offices, task forces, committees, coordination mechanisms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.lexicon.tables import table
from docparse.records import Body, BodyKind, Span

_FOUND = r"(?:成立|组建|设立|建立健全|建立完善|建立|新设|共建|设置|健全|完善|调整)"
_STOP = "，。；：、（）()“”《》\n"


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    name: str
    kind: BodyKind
    parent: str | None = None  # name of the body that it belongs to
    host: str | None = None
    rule: str = "body.founded"


@cache
def _kinds() -> dict[str, BodyKind]:
    return {r["word"]: cast(BodyKind, r["kind"]) for r in table("body_words.tsv")}


@cache
def _words(*kinds: str) -> str:
    return "|".join(sorted((w for w, k in _kinds().items() if not kinds or k in kinds), key=len, reverse=True))


def bodies(reading: Reading, made: Records) -> list[Body]:
    """One record a body set up by the text, in the order of the text; what is set up twice counts once."""
    found = sorted(
        [*_founded(reading), *_subordinate(reading), *_offices(reading)], key=lambda f: (f.span[0], -f.span[1])
    )
    unique: list[_Found] = []
    for body in found:
        if not any(_same(body, other) for other in unique):
            unique.append(body)
    unique = [_with_host(reading, b, unique) for b in unique]
    ids = {b.name: f"b{k + 1}" for k, b in enumerate(unique)}
    heads = _heads(reading)
    return [
        Body(
            id=ids[b.name],
            span=b.span,
            quote=reading.text[b.span[0] : b.span[1]],
            section=reading.section_id(b.span[0]),
            rule=b.rule,
            name=b.name,
            kind=b.kind,
            parent=_parent_id(b, unique, ids),
            host=b.host,
            head=heads if b.kind == "office" else None,
            duties=_duties(reading, b),
        )
        for b in unique
    ]


def _same(a: _Found, b: _Found) -> bool:
    if a.name == b.name or (a.span[0] < b.span[1] and b.span[0] < a.span[1]):
        return True
    return a.kind == b.kind and a.kind != "task_force" and (a.name.endswith(b.name) or b.name.endswith(a.name))


# --- founding --------------------------------------------------------------------------------------------------------


def _founded(reading: Reading) -> list[_Found]:
    """「成立…领导小组」, 「建立…协调机制」: the verb and the name in one clause, or across a list that describes it."""
    found = []
    pattern = re.compile(rf"{_FOUND}(?:了)?([^。；\n：《》]{{0,80}}?)({_words()})(?!成|织|制度化)(?:制度)?")
    for match in pattern.finditer(reading.text):
        kind = _kinds()[match[2]]
        if kind == "office" or not _is_founding(reading, match, kind):
            continue
        start = match.start(1) + _name_start(match[1])
        name = reading.text[start : match.end(2)]
        if match[2] == name and kind == "mechanism":
            continue
        found.append(_Found((start, match.end(2)), name.removesuffix("制度"), kind))
    return found


def _is_founding(reading: Reading, match: re.Match[str], kind: str) -> bool:
    """Whether the verb founds the body: 调整 and 完善 found only what is no mechanism of every day."""
    verb = match[0][:2]
    if kind == "mechanism" and verb in ("调整", "健全", "完善", "设置"):
        return False
    if verb in ("完善", "健全", "调整") and kind in ("task_force", "committee"):
        return False
    if reading.text[match.start() - 1 : match.start()] in ("已", "原") or re.search(r"各[级类项]|内设", match[1]):
        return False
    return "，" not in match[1] or match[1].startswith(("由", "以"))


def _name_start(words: str) -> int:
    """Where the name begins behind the verb: after 由…组成的, 由…任召集人的, and after counting words."""
    described = [
        m.end()
        for m in re.finditer(
            r"(?:参与|组成|任[^，的]{1,8}|挂帅|参加|牵头|负责|为[^，的]{1,8}|担任[^，的]{1,8})的", words
        )
    ]
    start = (
        described[-1]
        if described
        else max((m.end() for m in re.finditer("[，、]", words)), default=0)
        if "由" in words
        else 0
    )
    counted = re.match(r"(?:了|一个|一套|若干|相应的?|专门的?|全新的?|统一的?|高效的?|跨部门的)", words[start:])
    start += counted.end() if counted else 0
    inner = [m.end() for m in re.finditer(r"(?<=[区县市])(?:牵头)?(?:成立|组建)", words[start:])]
    return start + (inner[-1] if inner else 0)


def _subordinate(reading: Reading) -> list[_Found]:
    """「某办公室下设7个工作专班：甲专班、乙专班」, 「某专班下设某发展组」."""
    found = []
    groups = _words("task_force", "leading_group")
    holders = _words("task_force", "leading_group", "office", "mechanism", "committee")
    for match in re.finditer(
        r"([^，。；：、（）\n]{0,40}?)(?:内)?(?:下设|设立|分设|组建|设(?![在于]))(?:了)?(\d+|[一二三四五六七八九十两]+)?个?([^。\n]*)",
        reading.text,
    ):
        holder = _holder(reading.text, match, holders)
        if holder is None or re.match("办公室|在", match[3]):
            continue
        tail = match[3].split("：", 1)[-1] if match[2] else match[3]
        at = match.end(3) - len(tail)
        for item in re.finditer(
            rf"[^、，；：（）\s]{{2,30}}?(?:{groups})(?=[、，；：（）。\s]|等|和|$)|[^、，；：（）\s和及]{{2,12}}组(?=[、，；：（）。\s]|等|和|$)",
            tail,
        ):
            name = item[0].lstrip("和及与")
            if re.match(r"\d|个", name) or len(name) < 3:
                continue
            start = at + item.end() - len(name)
            found.append(_Found((start, at + item.end()), name, "task_force", parent=holder, rule="body.subordinate"))
    return found


def _holder(text: str, match: re.Match[str], holders: str) -> str | None:
    """The body under which others are set: before the verb, or opening the clauses before it (某办公室设在某局，下设…)."""
    if re.search(rf"(?:{holders})$", match[1]):
        return match[1]
    if match[1].strip() or text[match.start() - 1 : match.start()] != "，":
        return None
    start = max(text.rfind(c, 0, match.start()) for c in "。；\n") + 1
    openings = list(
        re.finditer(
            rf"(?:^|，)([^，。；：\n]{{0,40}}?(?:{holders}))(?=设|由|为|负责|承担)", text[start : match.start()]
        )
    )
    return openings[-1][1] if openings else None


def _offices(reading: Reading) -> list[_Found]:
    """「领导小组办公室设在区发展改革委」, 「下设办公室，设在…」, 「办公室设在…」."""
    found = []
    pattern = re.compile(
        rf"((?:[^，。；：、（）\n]{{0,40}}?(?:{_words('leading_group', 'task_force', 'committee', 'mechanism')}))?(?:下设|设立|设)?(?:的)?(办公室))[^。；\n设]{{0,8}}设(?:在|于)([^，。；：（）\n]{{2,25}})"
    )
    for match in pattern.finditer(reading.text):
        name = re.sub(r"(?:下设|设立|设|的)(?=办公室$)", "", match[1])
        apart = re.search("下设|设立|设(?=办)", match[1])
        start, end = (match.start(2), match.end(2)) if apart else match.span(1)
        written = reading.text[start:end]
        found.append(
            _Found(
                (start, end),
                written,
                "office",
                parent=name.removesuffix("办公室") or None,
                host=match[3].removesuffix("内"),
                rule="body.office",
            )
        )
    for match in re.finditer(r"[^，。；：、（）\n]{2,40}?下设(办公室)(?=[，。；（])", reading.text):
        found.append(_Found(match.span(1), "办公室", "office", parent=match[0].split("下设")[0], rule="body.office"))
    return found


# --- relations -------------------------------------------------------------------------------------------------------


def _with_host(reading: Reading, body: _Found, others: list[_Found]) -> _Found:
    """An office said to be set up first, and hosted in a later clause, takes that host."""
    if body.kind != "office" or body.host:
        return body
    match = re.match(
        r"[^。\n]{0,20}?办公室设(?:在|于)([^，。；（）\n]{2,25})", reading.text[body.span[1] : body.span[1] + 60]
    )
    return _Found(body.span, body.name, body.kind, body.parent, match[1], body.rule) if match else body


def _parent_id(body: _Found, others: list[_Found], ids: dict[str, str]) -> str | None:
    """The body that this one belongs to: the one named before it, or for an office the nearest group above."""
    if body.parent:
        for other in others:
            if other is not body and (body.parent.endswith(other.name) or other.name.endswith(body.parent)):
                return ids[other.name]
    if body.kind == "office":
        above = [o for o in others if o.kind != "office" and o.span[0] < body.span[0]]
        leading = [o for o in above if o.kind == "leading_group"] or above
        return ids[leading[-1].name] if leading else None
    return None


def _heads(reading: Reading) -> str | None:
    """Who heads the office: 「由区经济信息委主要负责人兼任办公室主任」, 「某某同志兼任办公室主任」."""
    match = re.search(
        rf"(?:由)?([^{_STOP}]{{2,30}}?)(?:同志)?(?:兼任|担任|任)(?:领导小组)?(?:办公室)主任|办公室主任由([^{_STOP}]{{2,30}}?)(?:同志)?(?:兼任|担任)",
        reading.text,
    )
    return (match[1] or match[2]) if match else None


def _duties(reading: Reading, body: _Found) -> str | None:
    """The duties that a section or a run-in paragraph of the body's name tells: 「某专班。由…牵头。负责…」."""
    for section in reading.document.sections:
        if re.fullmatch(rf"{re.escape(body.name)}的?(?:主要)?(?:工作)?职责", section.heading):
            return reading.text[section.heading_span[1] : section.span[1]].strip("。\n ") or None
    match = re.search(rf"(?:^|\n){re.escape(body.name)}[。：](?:[^\n]*?。)?((?:主要)?负责[^\n]*)", reading.text)
    return match[1] if match else None
