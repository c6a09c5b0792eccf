"""The bodies that a document names: one record a name, with all its mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docparse.extractors.appointments import appointments_of
from docparse.extractors.bounds import within
from docparse.extractors.divisions import divided_duties, division_rows
from docparse.extractors.heads import MARKS, head_before, known_place
from docparse.extractors.listed import find_boards, find_listed
from docparse.extractors.made import Records
from docparse.extractors.member_tables import member_rows
from docparse.extractors.mentions import (
    Mention,
    body_of_post,
    find_framed,
    find_groups,
    find_mentions,
    is_group,
    mark_level,
)
from docparse.extractors.names import looks_like_body
from docparse.extractors.reading import Reading
from docparse.language.lines import find_in_lines
from docparse.lexicon.agencies import Tail, lookup, national_meaning, tail_of
from docparse.lexicon.regions import by_name
from docparse.records import Agency, AgencyKind, Level
from docparse.structure.members import member_line
from docparse.structure.text import Label

_DIRECT = ("北京市", "天津市", "上海市", "重庆市")


@dataclass(frozen=True, slots=True)
class _Home:
    """The issuer's place: its region in full (重庆市永川区), the city part (重庆市), and its level."""

    region: str
    city: str
    province: str
    level: Level | None


def find_agencies(reading: Reading, made: Records) -> list[Agency]:
    """One record a name as written, in the order of first mention.

    Names come from the lexicon's tails with a place or level before them, from responsibility clauses, addressees,
    copies, signatures and the posts of members.
    """
    home = _home(reading)
    mentions = _without_overlaps(all_mentions(reading))
    by_name: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_name.setdefault(mention.name, []).append(mention)
    records = []
    for k, (name, found) in enumerate(by_name.items()):
        records.append(_agency(reading, home, f"a{k + 1}", name, found))
    return records


def _agency(reading: Reading, home: _Home, identity: str, name: str, found: list[Mention]) -> Agency:
    first = found[0]
    tail = next((m.tail for m in found if m.tail), None) or tail_of(name)
    head = next((m.head or m.shared for m in found if m.head or m.shared), "")
    if tail and not head and tail.tail == name and home.level == "national":
        tail = national_meaning(name) or tail  # 统计局 of a national list
    generic = all(m.generic for m in found) or is_group(name)
    part = ""  # what stands between a level and a tail that is only part of the name: 市|城建|规划局
    if not head and tail and name.endswith(tail.tail) and name != tail.tail:
        head = name[: -len(tail.tail)]
        part = "" if generic or _is_head(head) else head
    level = _level(head if generic or (head and not part) else _opening_mark(part or name), tail, home)
    region = None if part else _region_of(head, home)
    if tail is not None and tail.levels == ("national",) and level not in (None, "national"):
        tail = lookup(tail.tail, level=level) or replace(tail, full="", levels=())  # 供销总社 of a city
    return Agency(
        id=identity,
        span=first.span,
        quote=reading.text[first.span[0] : first.span[1]],
        section=reading.section_id(first.span[0]),
        rule="agency.group" if generic else "agency.tail" if first.tail else "agency.named",
        name=name,
        canonical=(first.shared + name) if first.shared else name,
        full_name=None if generic else _full_name(name, tail, region),
        kind="generic" if generic else _kind(name, tail),
        level=level,
        function=None if generic or tail is None else tail.function,
        mentions=[m.span for m in found],
    )


def _is_head(text: str) -> bool:
    """Whether the words before a tail are a place or a level: 市, 区委, 云江市, but not 市城建."""
    place = text.removeprefix("中共").removesuffix("委").removesuffix("党")
    return place in MARKS or known_place(place) or head_before(text, len(text)) == text


def _opening_mark(name: str) -> str:
    """The level that opens a name of which no table knows the rest: 省 of 省物资厅."""
    return name[0] if name[0] in MARKS and len(name) > 2 else ""


def _home(reading: Reading) -> _Home:
    region = reading.document.meta.region or ""
    match = re.match(r"(.{2,8}?(?:省|自治区))?(.{1,8}?(?:市|州(?!市)|盟|地区))?", region)
    province, city = (match[1] or "", match[2] or "") if match else ("", "")
    return _Home(region, province + city if city else "", province, reading.document.meta.level)


def _region_of(head: str, home: _Home) -> str | None:
    """The region in full that a head means: 区 → the issuer's own, 市 → its city, 永川区 → inside its city."""
    bare = head.removeprefix("中共").removesuffix("委")
    if not bare:
        return ""
    if bare in ("区", "县", "旗"):
        return home.region if home.level == "county" else None
    if bare in ("市", "州", "盟"):
        return home.city or None
    if bare == "省":
        return home.province or None
    if home.city and bare[-1] in "区县" and not re.search("[省市]", bare) and home.region != bare:
        return home.city + bare
    return bare


def _full_name(name: str, tail: Tail | None, region: str | None) -> str | None:
    """The official name, where the lexicon knows the tail and the place is clear."""
    if tail is None or region is None or not tail.full:
        return None
    if not tail.levels or ("national" in tail.levels and not region):
        return tail.full
    return tail.full_name(region) if region else None


def _level(head: str, tail: Tail | None, home: _Home) -> Level | None:
    if not head:
        return "national" if tail is not None and tail.levels == ("national",) else None
    if head.removeprefix("中共").removesuffix("委") in _DIRECT:
        return "provincial"
    place = head.removeprefix("中共").removesuffix("委")
    if place == "市" and home.city in _DIRECT:
        return "provincial"
    if place == home.region and home.level:
        return home.level
    if len(place) > 1 and place[-1] not in "省区县州盟旗镇乡" and (known := by_name(place)):
        return known[0].level  # a city of a county's rank, or a place without its rank
    return mark_level(head, own=home.level, own_is_city=home.city == home.region and bool(home.city))


_KINDS: tuple[tuple[str, AgencyKind], ...] = (
    (r"(?:公司|集团|银行|支行|分行|厂)$", "enterprise"),
    (r"(?:管委会|建管委|管理委员会|委员会|组委会)$", "committee"),
    (r"(?:党工委|工委|党委|党组|市委|区委|县委|省委)$", "party"),
    (r"(?:园区?|开发区|高新区|经开区|新区|港|谷|城)$", "park"),
    (r"(?:人民政府|政府)(?:办公[厅室]|办)?$|^[\u4e00-\u9fff]{2,}[省市州县旗镇乡]$", "government"),
    (r"(?:中心|院|所|站|馆|学校|大学|医院|协会|学会|商会|联盟|办公室|联席会议|基金会|总社|社)$", "institution"),
)


def _kind(name: str, tail: Tail | None) -> AgencyKind:
    if tail is not None:
        return tail.kind
    return next((kind for pattern, kind in _KINDS if re.search(pattern, name)), "department")


# --- where names stand -----------------------------------------------------------------------------------------------


def all_mentions(reading: Reading) -> list[Mention]:
    """Every mention that any rule finds, by their start, the longer first; they may overlap."""
    return sorted(_found(reading), key=lambda m: (m.span[0], -m.span[1]))


def _found(reading: Reading) -> Iterator[Mention]:
    national_text = reading.document.meta.level == "national"
    skip = {Label.TITLE, Label.NUMBER, Label.IMPRINT}
    for mention in find_mentions(reading.text, national_text=national_text, own=_own_places(reading)):
        if reading.label_at(mention.span[0]) not in skip and not within(reading.titles, mention.span[0]):
            yield mention
    yield from (m for m in find_framed(reading.text) if reading.label_at(m.span[0]) not in skip)
    yield from (g for g in find_groups(reading.text) if reading.label_at(g.span[0]) not in skip)
    for clause in reading.clauses:
        for duty in clause.duties + clause.defaults:
            name = duty.name
            if looks_like_body(name.text) or is_group(name.text):
                yield Mention(name.span, name.text, "", tail_of(name.text), generic=is_group(name.text))
    for _, _, _, _, duties in division_rows(reading):
        for duty in duties:
            yield Mention(duty.name.span, duty.name.text, "", tail_of(duty.name.text), generic=is_group(duty.name.text))
    for _, _, _, _, duty in divided_duties(reading):
        yield Mention(duty.name.span, duty.name.text, "", tail_of(duty.name.text), generic=is_group(duty.name.text))
    yield from _front(reading)
    yield from _served(reading)
    yield from _offices(reading)
    yield from _printers(reading)
    yield from _committees(reading)
    yield from _committees_of_the_party(reading)
    yield from _own_firms(reading)
    listed = (*find_listed(reading.text), *find_boards(reading.text))
    yield from (m for m in listed if reading.label_at(m.span[0]) not in skip)


def _own_places(reading: Reading) -> frozenset[str]:
    """The issuer's region and those above it, as a text may name them: 云江市南浦区, 云江市, 南浦区."""
    region = reading.document.meta.region or ""
    parts = re.findall(r".{1,12}?(?:自治区|自治州|自治县|地区|新区|[省市区县州盟旗])", region)
    return frozenset(p for p in (region, *parts, "".join(parts[1:])) if len(p) > 2)


def _front(reading: Reading) -> Iterator[Mention]:
    """Issuers, addressees and copies."""
    meta, own = reading.document.meta, _own_places(reading)
    for field, names in (("issuers", meta.issuers), ("addressees", meta.addressees), ("cc", meta.cc)):
        span = meta.spans.get(field)
        if span is None:
            continue
        at = span[0]
        for name in names:
            at = reading.text.find(name, at, span[1])
            if at < 0:
                break
            place = (at, at + len(name))
            at = place[1]
            if (looks_like_body(name) or is_group(name)) and name not in own:
                yield Mention(place, name, "", tail_of(name), generic=is_group(name))


def _printers(reading: Reading) -> Iterator[Mention]:
    """The office that prints, where nothing else names the issuer."""
    if reading.document.meta.issuers:
        return
    for index, paragraph in enumerate(reading.document.paragraphs):
        match = re.match(r"[\u4e00-\u9fff]{4,40}?(?=(?:19|20)\d\d年)", paragraph.text)
        if paragraph.label is Label.IMPRINT and match and looks_like_body(match[0]):
            start = reading.document.span(index)[0]
            yield Mention((start, start + match.end()), match[0], "", tail_of(match[0]))


def _committees(reading: Reading) -> Iterator[Mention]:
    """Committees and headquarters that no lexicon knows, by their level and form: 省某某标准化技术委员会."""
    text = reading.text
    for match in re.finditer(r"(?:委员会|指挥部)(?:办公室)?", text):
        if within(reading.titles, match.start()) or text.startswith(("组成人员", "成员名单"), match.end()):
            continue
        left = re.split(r"[，。；：、（）《》“”\n]", text[max(match.start() - 24, 0) : match.start()])[-1]
        marks = list(re.finditer(r"国家|全国|(?<![城都门超股社园景])[省市区县](?!级|委|政府|场|域|块|位)", left))
        if (
            not marks
            or len(left) - marks[-1].end() < 3
            or _SET_UP.search(re.split("[。；\n]", text[max(match.start() - 48, 0) : match.start()])[-1])
        ):
            continue
        if re.search("(?:创建|争创)$", left[: marks[-1].start()]):
            continue  # 县创建全国文明城市指挥部 is the county's
        start = match.start() - len(left) + marks[-1].start()
        inner = text[start : match.start()]
        if re.search(r"[的各全]$", text[max(start - 1, 0) : start]) or re.search(
            r"[和与由在向]|下设|内设|启动|成立|设立|牵头|的$", inner
        ):
            continue
        if text[start] in "省市区县":
            start -= max(len(head_before(text, start + 1)) - 1, 0)
        yield Mention((start, match.end()), text[start : match.end()], "", None)


_SET_UP = re.compile("成立|组建|设立|撤销|关于")  # what a text sets up is a body of its own, and no agency


def _own_firms(reading: Reading) -> Iterator[Mention]:
    """Companies that bear the name of the document's own place: 南浦安居公司."""
    own = {p for place in _own_places(reading) for p in (place, place[:-1]) if len(p) >= 2}
    if not own:
        return
    places = "|".join(sorted(map(re.escape, own), key=len, reverse=True))
    words = r"[^，。；：、（）《》“”\n\t的和与及等]{2,12}?"
    for match in re.finditer(
        rf"(?:{places}){words}(?:(?:集团)?(?:股份|责任)?有限(?:责任)?公司|集团公司|公司|集团)(?!们|化|制)", reading.text
    ):
        if not within(reading.titles, match.start()):
            yield Mention(match.span(), match[0], "", tail_of(match[0]))


def _committees_of_the_party(reading: Reading) -> Iterator[Mention]:
    """「市委、市政府」, 「省委省政府」: the party committee beside the government of its level."""
    for match in re.finditer(r"([省市区县州])委(?=[、和]?\1政府)", reading.text):
        yield Mention(match.span(), match[0], match[1], None)


def _served(reading: Reading) -> Iterator[Mention]:
    """The bodies that members serve."""
    for index, paragraph in enumerate(reading.document.paragraphs):
        line = member_line(paragraph.text, inside=True) if paragraph.label is Label.MEMBER else None
        if line is None or not line.post or (not line.name and line.post.startswith("各")):
            continue
        start, _end = reading.document.span(index)
        yield from _served_by(line.post, start + paragraph.text.find(line.post, min(line.post_at, len(paragraph.text))))
    for _found_table, span, _role, _name, post in member_rows(reading):
        yield from _served_by(post, span[0] + reading.text[slice(*span)].rfind(post))
    for appointed in reading.once(appointments_of):
        at = reading.text.find(appointed.post, *appointed.span) if appointed.post else -1
        if at >= 0 and reading.label_at(at) is not Label.MEMBER:
            yield from _served_by(appointed.post, at)


_WITHIN = re.compile(
    "原$|书记处$|(?<=大学)[\u4e00-\u9fff]{2,10}学院$|(?<=[局委厅署])(?:[\u4e00-\u9fff]{2,4}(?:中心|[处科])|办公室)$"
)  # a part of the body that a member serves


_POST = re.compile(r"(?:[^、，；（）()\s]|（(?:集团|控股|中国|[\u4e00-\u9fff]{2,3})）(?=[^、，；（）\s]{0,6}公司))+")
_OWN_PART = re.compile(
    "办公室|书记处|社区|(?:宣传|组织|统战|社会工作|人民武装|人武|武装)部|政法委|纪委|农办|编办|党组|党委"
)
_BEFORE_BODY = re.compile("(?:以及|及|和|原|时任|现任|兼任|兼)(?=[省市区县州盟旗镇乡])")


def _served_by(post: str, at: int) -> Iterator[Mention]:
    """The bodies of the posts that `post`, standing at `at`, tells."""
    for match in _POST.finditer(post):
        if match.start() and post[match.start() - 1] in "（(" and post[0] not in "（(，,":
            continue  # a bracket behind a post (援疆干部) names no body
        opening = _BEFORE_BODY.match(match[0])
        first = opening.end() if opening else 0
        name = _WITHIN.sub("", body_of_post(match[0][first:]))
        start = at + match.start() + first
        if len(name) >= 2 and looks_like_body(name) and not _OWN_PART.fullmatch(name):
            yield Mention((start, start + len(name)), name, "", tail_of(name))


def _offices(reading: Reading) -> Iterator[Mention]:
    """Offices inside a bureau, where they are told to act: 「规划处要…」."""
    for match in find_in_lines(*_ACTING, reading.text):
        yield Mention(match.span(), match[0], "", None)


_ACTING = (
    re.compile(
        r"(?<=[，。、；：（和与\n])[\u4e00-\u9fff]{2,5}处(?=等处室|要|应|负责|牵头|会同|、[\u4e00-\u9fff]{2,5}处)"
    ),
    re.compile("处(?=等处室|要|应|负责|牵头|会同|、)"),
)


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Each stretch of text names one body: the longer mention wins, a known tail over a mere form."""
    kept: list[Mention] = []
    for mention in mentions:
        last = kept[-1] if kept else None
        if last is not None and mention.span[0] < last.span[1]:
            if mention.span == last.span and last.tail is None and mention.tail is not None:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept
