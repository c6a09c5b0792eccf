"""Bodies that a text sets up: leading groups, their offices, task forces, committees, coordination mechanisms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.language.lines import find_in_lines
from docparse.lexicon.tables import table
from docparse.records import Body, BodyKind, Section, Span

_FOUND = r"(?:成立|组建|设立|建立健全|建立完善|建立|新设|共建|设置|健全|完善|调整)"
_NEAR = 40  # bodies before among which the same one is looked for under a shorter or longer name
_LEADING = "领导小组"  # any leading group of the text
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


def find_bodies(reading: Reading, made: Records) -> list[Body]:
    """One record a body set up by the text, in the order of the text; what is set up twice counts once."""
    found = sorted(
        [*_founded(reading), *_subordinate(reading), *_listed(reading), *_offices(reading)],
        key=lambda f: (f.span[0], -f.span[1]),
    )
    unique: list[_Found] = []
    names: set[str] = set()
    for body in found:
        if body.name not in names and not any(_same(body, other) for other in unique[-_NEAR:]):
            unique.append(body)
            names.add(body.name)
    unique = [_with_host(reading, b, unique) for b in unique]
    ids = {b.name: f"b{k + 1}" for k, b in enumerate(unique)}
    head, duties = _head(reading), _duties(reading)
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
            head=head if b.kind == "office" else None,
            duties=duties.get(b.name) or None,
        )
        for b in unique
    ]


def _same(a: _Found, b: _Found) -> bool:
    if a.name == b.name or (a.span[0] < b.span[1] and b.span[0] < a.span[1]):
        return True
    if a.kind == b.kind and _PADDING.sub("", a.name) == _PADDING.sub("", b.name):
        return True
    long = a.kind != "task_force" or min(len(a.name), len(b.name)) >= 8
    return a.kind == b.kind and long and (a.name.endswith(b.name) or b.name.endswith(a.name))


_PADDING = re.compile("工作|实施|推进")  # words that a body's name may go without


# --- founding --------------------------------------------------------------------------------------------------------


def _founded(reading: Reading) -> list[_Found]:
    """「成立…领导小组」, 「建立…协调机制」: the verb and the name in one clause, or across a list that describes it."""
    found = []
    pattern = re.compile(rf"{_FOUND}(?:了)?([^。；\n\t：《》]{{0,80}}?)({_words()})(?!成|织|制度化)(?:制度)?")
    for match in pattern.finditer(reading.text):
        kind = _kinds()[match[2]]
        if not _is_founding(reading, match, kind):
            continue
        start = match.start(1) + _name_start(match[1])
        name = reading.text[start : match.end(2)]
        if match[2] == name and kind == "mechanism" and not (start > match.start(1) and "联席会议" in name):
            continue
        found.append(_Found((start, match.end(2)), name.removesuffix("制度"), kind))
    for match in _manned().finditer(reading.text):
        found.append(_Found(match.span("name"), match["name"], _kinds()[match["word"]]))
    return found


@cache
def _manned() -> re.Pattern[str]:
    """「现将市防汛指挥部（以下简称市防指）组成人员……印发给你们」: a body whose members the text makes known."""
    return re.compile(
        rf"(?:现将|决定对|将|对)(?P<name>(?!有关|情况)[^，。；：\n《》（）报]{{2,40}}?(?P<word>{_words('leading_group', 'committee')}))"
        r"(?:（[^（）]{2,24}）)?(?:的)?(?:组成人员|成员名单|组成成员|成员单位|成员(?=调整|作|进行|公布))"
    )


def _short_names(reading: Reading) -> list[str]:
    """What the text calls its groups for short: （以下简称市防指）."""
    ends = _words("leading_group", "task_force", "committee", "mechanism")
    called = re.compile(rf"(?:{ends})（(?:以下|下)?简[称为]“?([^“”（）\n]{{2,12}}?)”?）")
    return [match[1] for match in find_in_lines(called, re.compile("简[称为]"), reading.text)]


def _is_founding(reading: Reading, match: re.Match[str], kind: str) -> bool:
    """Whether the verb founds the body: 调整 and 完善 found only what is no mechanism of every day."""
    verb = match[0][:2]
    if kind == "office":
        return verb in ("成立", "组建", "设立") and len(match[1]) >= 2 and "领导小组" not in match[1]
    if kind == "mechanism" and verb in ("调整", "健全", "完善", "设置"):
        return False
    if verb in ("完善", "健全", "调整") and kind in ("task_force", "committee"):
        return False
    if reading.text[match.start() - 1 : match.start()] in ("已", "原") or re.search(r"各[级类项]|内设|相应", match[1]):
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
    counted = re.match(
        r"(?:了|为|成立|\d+个|[一二三四五六七八九十]+个|一个|一套|若干|相应的?|专门的?|全新的?|统一的?|高效的?|跨部门的)",
        words[start:],
    )
    start += counted.end() if counted else 0
    inner = [m.end() for m in re.finditer(r"(?<=[区县市])(?:牵头)?(?:成立|组建)", words[start:])]
    return start + (inner[-1] if inner else 0)


_SETS = re.compile(
    r"(?:下设|分设|设立|组建|设(?=(?:有)?(?:\d|[一二三四五六七八九十两]+个)))(?:了|有)?(?:(\d+|[一二三四五六七八九十两]+)个)?"
)
_COUNTED_ENDS = r"(?=[、，；：（）。\s]|等|和|$)"


def _subordinate(reading: Reading) -> list[_Found]:
    """「某办公室下设7个工作专班：甲专班、乙专班」, 「某专班下设某发展组」."""
    found = []
    groups = _words("task_force", "leading_group", "committee")
    item = re.compile(
        rf"[^、，；：（）\s]{{0,30}}?(?:{groups}){_COUNTED_ENDS}|[^、，；：（）\s和及]{{2,12}}组{_COUNTED_ENDS}"
    )
    short = reading.once(_short_names)
    for match in _SETS.finditer(reading.text):
        holder = _holder(reading.text, match.start(), short)
        if holder is None:
            continue
        rest = re.match(r"[^。\n]*", reading.text[match.end() : match.end() + 600])
        whole = rest[0] if rest else ""
        tail = whole.split("：", 1)[-1] if match[1] else whole
        at = match.end() + len(whole) - len(tail)
        for named in item.finditer(tail):
            name = named[0].lstrip("和及与")
            bare = name in _BARE and "：" not in whole  # 下设两个工作组 counts them, and names none
            if not bare and not re.match(r"\d|个|办公室|等", name) and len(name) >= 3:
                span = (at + named.end() - len(name), at + named.end())
                kind: BodyKind = "committee" if name.endswith("委员会") else "task_force"
                found.append(_Found(span, name, kind, parent=holder, rule="body.subordinate"))
    for match in _ROW_OF_GROUPS.finditer(reading.text):
        at = match.start(1)
        for name in re.split("[、和]", match[1]):
            found.append(_Found((at, at + len(name)), name, "task_force", parent=_LEADING, rule="body.subordinate"))
            at += len(name) + 1
    return found


_ROW_OF_GROUPS = re.compile(
    r"(?:组建|成立|设立|设置|分为|分成|下设|分设)(?:了)?([^，。；：、和\n\d个]{2,10}组(?:[、和][^，。；：、和\n\d个]{2,10}组)+)(?=[，。；：\n等共集]|$)"
)


def _listed(reading: Reading) -> list[_Found]:
    """The sections 「（一）某某组。」 of a chapter on the groups of a body (专项组及分工), or of one whose own words set
    groups up (下设三个工作组); in the second case items of its list count too (1.某某组，由…).
    """
    text, sections = reading.text, reading.document.sections
    below: dict[str | None, list[Section]] = {}
    for section in sections:
        below.setdefault(section.parent, []).append(section)
    found = [*_headed(reading), *_led(text)]
    for siblings in below.values():  # 「下设4个工作组：」 in a paragraph of its own before them
        first = siblings[0].span[0]
        opening = text[max(first - 200, 0) : first].rstrip("\n").rsplit("\n", 1)[-1]
        if opening.endswith("：") and _GROUPS_SET.search(opening[-60:]):
            groups = [_GROUP_NAME.match(text, s.heading_span[0], s.heading_span[0] + 24) for s in siblings]
            found += [_Found(g.span(), g[0], "task_force", parent=_LEADING, rule="body.listed") for g in groups if g]
    for holder in sections:
        children = below.get(holder.id, [])
        own = text[holder.span[0] : children[0].span[0] if children else holder.span[1]][:600]
        named = re.search("专项组|工作组|工作小组|专班|专责组|推进组|工作机构|机构设置", holder.heading)
        if not named and not _GROUPS_SET.search(own):
            continue
        starts = [c.heading_span[0] for c in children] + [m.end() + holder.span[0] for m in _ITEM.finditer(own)]
        for start in sorted(set(starts)):
            group = _GROUP_NAME.match(text, start, start + 24)
            if group and group[0] not in _BARE:
                found.append(_Found(group.span(), group[0], "task_force", parent=_LEADING, rule="body.listed"))
    return found


def _led(text: str) -> Iterator[_Found]:
    """The items 「1.某某督查组，由某局长任组长」: each sets up a group."""
    for match in _LED_GROUP.finditer(text):
        yield _Found(match.span("name"), match["name"], "task_force", parent=_LEADING, rule="body.listed")


_LED_GROUP = re.compile(
    r"(?:^|\n)(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳])?(?P<name>(?!第|成立|组建)[^，。；：\n]{2,22}(?<!领导小)(?:组|专班))[。：，](?=由[^。；\n]{2,60}?(?:(?:任|担任|为|兼任)组长|带队))",
    re.MULTILINE,
)


def _headed(reading: Reading) -> Iterator[_Found]:
    """The sections 「一、某专班」 that say who leads it, and 「一、某委员会」 of a notice that changes who is in several
    bodies.
    """
    for section in reading.document.sections:
        group = _GROUP_NAME.fullmatch(section.heading)
        if group and section.heading not in _BARE and _STAFFED.search(reading.text, *section.span):
            yield _Found(section.heading_span, section.heading, "task_force", parent=_LEADING, rule="body.listed")
    if not re.search("(?:组成人员|成员|机构)", reading.document.meta.title or ""):
        return
    for section in reading.document.sections:
        match = _named_group().fullmatch(section.heading)
        if match and _PEOPLED.search(reading.text, *section.span):
            yield _Found(section.heading_span, section.heading, _kinds()[match[1]], rule="body.listed")


@cache
def _named_group() -> re.Pattern[str]:
    return re.compile(rf"[^，。；：]{{2,30}}?({_words('leading_group', 'committee', 'mechanism')})")


_BARE = ("专班", "工作专班", "工作组", "专项组", "专项工作组", "工作小组", "推进组")  # what kind, not which
_STAFFED = re.compile(r"\n[^：\n]{0,4}(?:牵头|组长|成员|召集)(?:单位|部门|领导)?：")
_PEOPLED = re.compile(
    "(?:组长|主任|总指挥|指挥长|召集人|成员|委员)(?:：|由|为|\\n)|任(?:组长|主任|总指挥|指挥长|召集人)"
)
_GROUPS_SET = re.compile(
    r"(?:下设|内设|分设|设立|成立|组建|设)[^，。；：\n]{0,12}(?:个|若干)[^，。；：\n]{0,6}(?:组|专班)"
)
_ITEM = re.compile(
    r"\n(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑳])?(?=[\u4e00-\u9fff]{2,12}(?:组|专班)[，。：\n])"
)
_GROUP_NAME = re.compile(r"(?![各本该])[^，。；：、\n个]{2,12}(?:组|专班)(?=[，。：\n]|$)")


def _before(text: str, at: int) -> str:
    """The words since the last stop before `at`, forty characters at most."""
    return re.split(r"[，。；：、（）\n\t]", text[max(at - 40, 0) : at])[-1]


@cache
def _holders() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _words("task_force", "leading_group", "office", "mechanism", "committee")
    return re.compile(rf"(?:{words})(?:内|原则上)?$"), re.compile(
        rf"(?:^|，)([^，：]{{0,40}}?(?:{words}))(?=[，（]|设|由|为|负责|承担)"
    )


def _holder(text: str, at: int, short: list[str]) -> str | None:
    """The body under which others are set: before the verb, or opening the clauses before it (某办公室设在某局，下设…)."""
    ends, opens = _holders()
    words = _before(text, at)
    if ends.search(words) or words in short:
        return re.sub(r"(?:内|原则上)$", "", words)
    if words.strip() or text[at - 1 : at] != "，":
        return None
    openings = list(opens.finditer(re.split(r"[。；\n]", text[max(at - 160, 0) : at])[-1]))
    return openings[-1][1] if openings else None


def _offices(reading: Reading) -> list[_Found]:
    """「领导小组办公室设在区发展改革委」, 「下设办公室，设在…」, 「办公室设在…」."""
    text, short = reading.text, reading.once(_short_names)
    found = []
    for match in re.finditer(r"办公室", text):
        seat = re.match(
            r"(?:(?:[^。；\n设]{0,8}设|[。\n]设)?(?:在|于)|设(?=[省市区县州盟旗][^，。；\n]{2,14}[局委办厅部院]))([^，。；：（）()\n]{2,25})",
            text[match.end() : match.end() + 40],
        )
        words = _before(text, match.start())
        holder = re.sub(r"(?:下设|设立|设|的)$", "", words)
        group = _group_end().search(holder) or (holder if holder in short else None)
        apart = words.endswith(("下设", "设立", "设"))
        if not seat and not (apart and group and text[match.end() : match.end() + 1] in tuple("，。；（")):
            continue
        named = group is not None and not apart
        start = match.start() - (len(words) if named else 0)
        found.append(
            _Found(
                (start, match.end()),
                text[start : match.end()],
                "office",
                parent=re.sub(r"(?:下设|设立|设|的)$", "", words) if group else None,
                host=seat[1].removesuffix("内") if seat else None,
                rule="body.office",
            )
        )
    return found


@cache
def _group_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('leading_group', 'task_force', 'committee', 'mechanism')})$")


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


def _head(reading: Reading) -> str | None:
    """Who heads the office: 「由区经济信息委主要负责人兼任办公室主任」, 「某某同志兼任办公室主任」."""
    for match in re.finditer("办公室主任", reading.text):
        before = _HEAD_BEFORE.search(reading.text, max(match.start() - _LONGEST_HEAD, 0), match.start())
        named = before or _HEAD_BEHIND.match(reading.text, match.end())
        if named:
            return named[1]
    return None


_LONGEST_HEAD = 40  # characters from the head's name to the office
_HEAD_BEFORE = re.compile(rf"由?([^{_STOP}]{{2,30}}?)(?:(?<!负责)同志)?(?:兼任|担任|任)(?:领导小组)?$")
_HEAD_BEHIND = re.compile(rf"由([^{_STOP}]{{2,30}}?)(?:(?<!负责)同志)?(?:兼任|担任)")


_DUTIES_OF = re.compile(r"(.{2,40}?)的?(?:主要)?(?:工作)?职责")
_DUTIES_TOLD = re.compile(r"([^。：，；]{2,40})[。：](?:[^。]*。)?((?:主要)?负责.*)")


def _duties(reading: Reading) -> dict[str, str]:
    """name → duties, as sections (某专班的主要职责) and run-in paragraphs (「某专班。由…牵头。负责…」) tell them."""
    duties: dict[str, str] = {}
    for section in reading.document.sections:
        match = _DUTIES_OF.fullmatch(section.heading)
        if match:
            duties.setdefault(match[1], reading.text[section.heading_span[1] : section.span[1]].strip("。\n "))
    for paragraph in reading.document.paragraphs:
        match = _DUTIES_TOLD.match(paragraph.text[:2000]) if "负责" in paragraph.text else None
        if match:
            duties.setdefault(match[1], match[2])
    return duties
