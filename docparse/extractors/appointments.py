"""People whom running text gives a role: 「由副市长林牧任组长」, 「增补市数据局局长陈远为成员」, 「办公室主任由何青禾兼任」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from docparse.language.lines import lines_with
from docparse.lexicon.agencies import tail_of
from docparse.lexicon.tables import words_in
from docparse.records import Span

if TYPE_CHECKING:
    from docparse.extractors.reading import Reading

_BREAK = "。；：\n\t"
_CLAUSE = 160  # characters of a clause that are looked at
LEAVES = re.compile("不再担任|不再兼任|免去|免除|辞去|卸任|调离|原任|此前由|已由")
"""Words by which somebody gives a role up."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person with a role; `post` is what stands before or behind the name, "" where nothing does."""

    name: str
    post: str
    role: str
    span: Span


def find_appointments(text: str) -> Iterator[Appointment]:
    """Those that the text names for a role, in its order of rules; who leaves one is none."""
    lines = list(lines_with(_named_roles(), text))
    for pattern in _patterns():
        for match in (m for line in lines for m in pattern.finditer(text, *line)):
            start = match.start("people")
            sentence = re.split("[。\n\t]", text[max(start - _CLAUSE, 0) : start])[-1]
            before = re.split(f"[{_BREAK}]", sentence)[-1]
            if LEAVES.search(before[-30:]) or LEAVES.search(match[0]):
                continue
            people = list(_people(match["people"]))
            role = _full_role(match["role"], match[0].replace(match["people"], ""), sentence)
            for name, post in people:
                yield Appointment(name, post, role, match.span())


def appointments_of(reading: Reading) -> list[Appointment]:
    """Those of a document, for `Reading.once`."""
    return list(find_appointments(reading.text))


def people_of(text: str) -> Iterator[tuple[str, str]]:
    """(name, post) of the people of a list with their posts in brackets, or of names alone; what names nobody
    (以及区财政局主要负责人) is left out.
    """
    depth, first = 0, 0
    for i, c in enumerate(text + "、"):
        depth += (c in "（(") - (c in "）)")
        if c in "、，；;," and depth <= 0:
            match = _BRACKETED.fullmatch(text[first:i].strip())
            if match and (
                is_person(match[1]) or (match[2] and _post().search(match[2]) and not _post().search(match[1]))
            ):
                yield match[1], match[2] or ""
            first = i + 1


_BRACKETED = re.compile(r"([\u4e00-\u9fff·•]{2,21})(?:同志)?(?:[（(](.{2,80})[）)])?")


def _full_role(role: str, said: str, before: str) -> str:
    """主任 and 副主任 of an office are 办公室主任 and 办公室副主任."""
    if role.endswith("主任") and "办公室" not in role and "办公室" in said + before:
        return "办公室" + role
    return role


@cache
def _roles() -> str:
    return "|".join(words_in("roles.tsv", "role"))


@cache
def _named_roles() -> re.Pattern[str]:
    return re.compile(_roles())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    roles = _roles()
    people = rf"(?P<people>[^{_BREAK}，]{{2,100}}?)"
    group = "(?:[^，。；：、\n\t]{0,14}?)"
    opening = rf"(?:(?<![^{_BREAK}，（])|(?<=[人长任员挥]、))(?=[\u4e00-\u9fff])(?:[^{_BREAK}，]{{0,20}}?(?:由|(?:成立|组建|设立|建立)了?以)|另，|并|增补|新增|增加|调整|明确|任命|推选|新任|现任)?"
    close = rf"(?=[{_BREAK}，、）的并兼]|$)"
    end = rf"(?=[{_BREAK}，]|$)"
    takes = "(?:兼任|担任|出任|增补为|调整为|递补为|接任|(?<!主)任|为)"
    return (
        re.compile(
            rf"{opening}{people}(?:等)?(?:同志)?(?:接替[^{_BREAK}，]{{2,16}}?)?{takes}{group}(?P<role>{roles}){close}"
        ),
        re.compile(
            rf"(?P<role>{roles})(?:职务)?(?:一职)?(?:改|调整)?由(?:[^{_BREAK}，]{{2,40}}?调整为)?{people}(?:同志)?(?:兼任|担任|出任|接任|接替|{end})"
        ),
        re.compile(
            rf"(?P<role>{roles})(?:分别)?由(?P<people>[^{_BREAK}]{{2,300}}?)(?:同志)?(?:分别)?(?:兼任|担任|出任)(?=[{_BREAK}]|$)"
        ),
        re.compile(
            rf"(?<![\u4e00-\u9fff])(?P<role>{roles})：(?P<people>[^{_BREAK}]{{2,200}}?)(?=，(?:{roles})：|[{_BREAK}]|$)"
        ),
    )


def _people(text: str) -> Iterator[tuple[str, str]]:
    """(name, post) of each person of a list, or nothing where one of its items names nobody."""
    found, posts = [], ""
    for item in re.split("[、，和及]|以及", re.sub("（[^（）]*）", lambda m: m[0].replace("、", "\0"), text)):
        if _post().fullmatch(item) and not _addressed(item):  # the first of several posts of one person
            posts += item + "、"
            continue
        person = _person(item.replace("\0", "、"))
        if person is None:
            return
        found.append((person[0], posts + person[1]))
        posts = ""
    yield from found


def _person(item: str) -> tuple[str, str] | None:
    """The person that an item of a list names: 市数据局局长陈远, 陈远（市数据局局长）, 陈远同志, 市数据局陈远,
    市数据局陈远局长.
    """
    item = item.removesuffix("同志").strip()
    bracketed = re.fullmatch(r"([^（）]+)（([^（）]+)）", item)
    name, post = (bracketed[1], bracketed[2]) if bracketed else (item, "")
    titled = _titled().fullmatch(name)
    if titled and is_person(titled["name"]) and not post:
        return titled["name"], titled["post"]
    if is_person(name):
        return name, post
    if post:
        return None
    if addressed := _addressed(name):
        return addressed["name"], addressed["body"] + addressed["post"]
    served = next((k for k in (2, 3) if is_person(name[-k:]) and _is_body(name[:-k])), None)
    return (name[-served:], name[:-served]) if served else None


def _addressed(text: str) -> re.Match[str] | None:
    """「市数据局陈远局长」, a person between body and post; 「市水利局建设科科长」 names none."""
    match = _ADDRESSED.fullmatch(text)
    return match if match and is_person(match["name"]) and not re.search("[科处股队组]$", match["name"]) else None


_ADDRESSED = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,20}[局委办厅部院会处队])(?P<name>[\u4e00-\u9fff]{2,3}?)(?P<post>副?(?:局长|处长|科长|主任|部长|厅长|院长|队长|书记|县长|市长|区长))"
)


def _is_body(text: str) -> bool:
    """Whether a person may be said to be of it: a body that the lexicon knows, or one with a level and a bureau's end."""
    return tail_of(text) is not None or re.fullmatch("[省市区县州盟旗][\u4e00-\u9fff]{2,10}[局委办]", text) is not None


@cache
def _post() -> re.Pattern[str]:
    posts = "|".join(words_in("posts.tsv", "post"))
    return re.compile(rf".{{0,30}}(?:{posts})")


@cache
def _titled() -> re.Pattern[str]:
    posts = "|".join(words_in("posts.tsv", "post"))
    return re.compile(rf"(?P<post>.{{0,40}}(?:{posts}))(?:同志)?(?P<name>[\u4e00-\u9fff·]{{2,12}})")


@cache
def _names() -> re.Pattern[str]:
    words = "|".join(words_in("surnames.tsv", "surname"))
    parts = "|".join(words_in("given_names.tsv", "name"))
    return re.compile(
        rf"(?:{words})[\u4e00-\u9fff]{{1,2}}|(?:{parts}){{1,2}}|[\u4e00-\u9fff]{{1,6}}(?:·[\u4e00-\u9fff]{{1,6}}){{1,3}}"
    )


def is_person(text: str) -> bool:
    """Whether the text has the form of a person's name: 林牧, 欧阳远, 阿卜·林, 扎西次仁; not 市长, nor 各单位."""
    return _names().fullmatch(text) is not None and not re.search(
        "[局委办厅部院会长任员组的各级位门人处区市县镇]$|负责|分管|主要|同志|领导|单位|有关", text
    )
