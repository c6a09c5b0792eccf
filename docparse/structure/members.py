"""Member lines: 「副组长：邓 文 区委常委」. Their blanks part names from posts, so they are kept where others go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from docparse.lexicon.tables import words_in
from docparse.structure.blanks import repair, squash, strip_blanks

_B = "[ \t\u00a0\u2002\u2003\u3000]"
_H = "[\u4e00-\u9fff\u3400-\u4dbf]"
_LONGEST = 400  # characters; a longer line is no member's


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A line of a member list: the role it opens (or None where it continues one), the name, and what follows it.

    `mark` is what parts the role from the rest (「：」, 「（按姓氏笔画排序）：」, a blank, or "" where the role stands alone); `note` is what a
    bracket says of the person (女); `post_first` says that the post stands before the name.
    """

    role: str | None
    name: str
    post: str
    mark: str = "："
    note: str = ""
    post_first: bool = False

    @property
    def text(self) -> str:
        """The repaired line: one blank between name and post, none elsewhere."""
        head = f"{self.role}{self.mark}" if self.role else ""
        if self.post_first:
            return f"{head}{self.post} {self.name}{self.note}"
        gap = " " if self.name and self.post and not self.note and self.post[0] not in "（(，,：:" else ""
        return f"{head}{self.name}{self.note}{gap}{self.post}"

    @property
    def post_at(self) -> int:
        """Where the post begins in `text`."""
        if self.post_first:
            return len(f"{self.role}{self.mark}") if self.role else 0
        return len(self.text) - len(self.post)


_VACANT = re.compile(
    rf"[（(]?{_B}*(?:暂{_B}*缺|空{_B}*缺|待{_B}*定|待{_B}*明{_B}*确|另{_B}*行{_B}*[确明]{_B}*定)[^（()）\s]{{0,4}}(?:[）)]|(?={_B}))"
)
_NOTE = rf"(?:[（(]{_B}*(?:男|女|{_H}{{1,6}}族)(?:[，,、；;]{_B}*(?:男|女|{_H}{{1,6}}族))*{_B}*[）)]|[（(]兼[）)]|同志)"


@cache
def _role() -> re.Pattern[str]:
    words = words_in("roles.tsv", "role")
    spaced = "|".join(f"{_B}*".join(w) for w in words)
    return re.compile(rf"({spaced})(?:({_B}*(?:[（(][^（()）:：]{{2,20}}[）)])?{_B}*[:：]){_B}*|({_B}+)|$)")


@cache
def _other_role() -> re.Pattern[str]:
    words = "|".join(words_in("roles.tsv", "role"))
    return re.compile(rf"[，,；;。](?:{words})[:：]")


@cache
def _posts() -> str:
    return "(?:" + "|".join(words_in("posts.tsv", "post")) + ")"


@cache
def _tail() -> re.Pattern[str]:
    """What closes a post: its word, and what a bracket adds (主持工作)."""
    return re.compile(rf"{_posts()}(?:[（(][^（()）]{{1,12}}[）)])?[。；;、，]?$")


@cache
def _name() -> re.Pattern[str]:
    """A name, then a blank and a post; a bracketed post; or nothing.

    Two characters padded with blanks count as one name only where a second blank, a bracket or the end follows.
    """
    gap = rf"(?={_B}|$|[（(])"
    dotted = rf"{_H}{{1,10}}(?:{_B}?[·•‧・]{_B}?{_H}{{1,10}}){{1,3}}"
    name = (
        rf"(?:{_H}{_B}+{_H}{_B}+{_H}{gap}|{_H}{_B}+{_H}|{_H}{{2,4}}?|{dotted}|{_H}{_B}+{_H}{{2}}{gap}|{_H}{{2}}{_B}+{_H}{gap}|"
        rf"{_H}[×xX某]{{1,2}})"
    )
    return re.compile(
        rf"({name})(?:{_B}*({_NOTE}){_B}*)?(?:(?:(?<=[）)志])|{_B}+)([^\s（(，,](?![（(]|$|{_B}).*)|{_B}*([（(].*)|([，,]){_B}*(\S.*)|{_B}*$)"
    )


@cache
def _long() -> re.Pattern[str]:
    """A name of five characters or more without a mark, which only a post behind it shows."""
    return re.compile(rf"({_H}{{5,8}})(?:{_B}*({_NOTE}){_B}*)?(?:(?:(?<=[）)志])|{_B}+)([^\s（(，,].*)|{_B}*([（(].*))")


@cache
def _post_first() -> re.Pattern[str]:
    """A post, a blank, and the name: 「县财政局局长　王芳」."""
    return re.compile(rf"(\S*?{_posts()}){_B}+({_H}{{2,4}}|{_H}{_B}+{_H}|{_H}{{1,10}}[·•‧]{_H}{{1,10}})({_NOTE})?")


@cache
def _row_of_people() -> re.Pattern[str]:
    """「甲（区长）、乙（副区长、区公安分局局长）」 or 「甲、乙、丙」: several people of one role."""
    name = rf"(?:{_H}{{2,4}}|{_H}{{1,10}}[·•‧]{_H}{{1,10}})"
    return re.compile(
        rf"{name}[（(][^（()）]{{2,80}}[）)](?:[、，,；;]{name}[（(][^（()）]{{2,80}}[）)]).*|{name}(?:、{name})+[。；]?"
    )


def member_line(line: str, *, inside: bool) -> MemberLine | None:
    """The line as a member line, or None. `inside` says that the line before belonged to a member list.

    A line without a role label counts only inside a list.
    """
    line = strip_blanks(line)
    if not line or len(line) > _LONGEST:
        return None
    role = _role().match(line)
    if role:
        return _of_role(line, role, inside=inside)
    if not inside:
        return None
    if _VACANT.match(line):
        return MemberLine(None, "", repair(line))
    if line.startswith(("各", "全", "本")) or _is_prose(line):
        return MemberLine(None, "", repair(line)) if _names_posts(line) else None
    person = _person(line)
    if person:
        return MemberLine(None, person[0], person[1], note=person[2], post_first=person[3])
    return MemberLine(None, "", repair(line)) if _names_posts(line) else None


def _of_role(line: str, role: re.Match[str], *, inside: bool) -> MemberLine | None:
    """The line that opens with a role."""
    word, rest = squash(role[1]), line[role.end() :]
    mark = f"{repair(role[2][:-1])}：" if role[2] else " " if role[3] else ""
    if not mark:
        return MemberLine(word, "", "", mark)
    if _other_role().search(rest):  # 「组长：甲（局长），副组长：乙」 is running text
        return None
    person = _person(rest) if not _is_prose(rest) and not rest.startswith(("各", "全体")) else None
    if mark == " ":  # without a colon only a whole line of role, name and post is one
        whole = person is not None and bool(person[1]) and _tail().search(person[1])
        return MemberLine(word, person[0], person[1], mark, person[2], person[3]) if whole and person else None
    if person and not (person[1] and _row_of_people().fullmatch(rest)):
        return MemberLine(word, person[0], person[1], mark, person[2], person[3])
    if _VACANT.match(rest) or _row_of_people().fullmatch(rest):
        return MemberLine(word, "", repair(rest), mark)
    # 成员：市委宣传部分管副部长 names nobody, but the list goes on behind it
    nameless = not rest or (inside and len(rest) <= 80 and not re.search("[。：:]", rest))
    return MemberLine(word, "", repair(rest), mark) if nameless else None


def _person(text: str) -> tuple[str, str, str, bool] | None:
    """(name, post, note, post first) of a line that names one person."""
    before = _post_first().fullmatch(text)
    if before and not _tail().search(squash(before[2])):
        return squash(before[2]), repair(before[1]), before[3] or "", True
    match = _name().fullmatch(text)
    if match and not _tail().fullmatch(squash(text)):  # 「主任：市长」 names nobody
        post = f"，{repair(match[6])}" if match[5] else repair(match[3] or match[4] or "")
        return squash(match[1]), post, squash(match[2] or ""), False
    long = _long().fullmatch(text)
    if long and _tail().search((long[3] or long[4]).rstrip("）)")):
        return long[1], repair(long[3] or long[4]), squash(long[2] or ""), False
    return None


def _names_posts(line: str) -> bool:
    """Whether the line names members by their posts alone: 「某村、某屯等12个村党支部书记」."""
    return len(line) <= 60 and re.search("[。：:]", line) is None and _tail().search(line) is not None


def _is_prose(text: str) -> bool:
    return text.endswith("。") and len(text) > 40
