"""Member lines: 「副组长：邓 文 区委常委」. Their blanks part names from posts, so they are kept where others go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from docparse.lexicon.tables import table
from docparse.structure.blanks import repair, squash, strip_blanks

_B = "[ \t\u00a0\u2002\u2003\u3000]"
_H = "[\u4e00-\u9fff\u3400-\u4dbf]"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A line of a member list: the role it opens (or None where it continues one), the name, and what follows it."""

    role: str | None
    name: str
    post: str

    @property
    def text(self) -> str:
        """The repaired line: one blank between name and post, none elsewhere."""
        head = f"{self.role}：" if self.role else ""
        gap = " " if self.name and self.post and self.post[0] not in "（(，,：:" else ""
        return f"{head}{self.name}{gap}{self.post}"


_VACANT = re.compile(
    rf"[（(]{_B}*(?:暂{_B}*缺|空{_B}*缺|待{_B}*定|待{_B}*明{_B}*确|另{_B}*行{_B}*[确明]{_B}*定)[^（()）]{{0,4}}[）)]"
)


@cache
def _role() -> re.Pattern[str]:
    words = sorted((r["role"] for r in table("roles.tsv")), key=len, reverse=True)
    spaced = "|".join(f"{_B}*".join(w) for w in words)
    return re.compile(rf"({spaced}){_B}*[:：]{_B}*")


@cache
def _name() -> re.Pattern[str]:
    """A name, then a blank and a post; a bracketed post; or nothing.

    Two characters padded with blanks count as one name only where a second blank, a bracket or the end follows.
    """
    name = rf"(?:{_H}{_B}+{_H}{_B}+{_H}(?={_B}|$|[（(])|{_H}{_B}+{_H}|{_H}{{2,4}}|{_H}{{1,8}}[·•‧]{_H}{{1,8}}(?:[·•‧]{_H}{{1,8}})?|{_H}[×xX某]{{1,2}})"
    return re.compile(rf"({name})(?:{_B}*([（(].*)|{_B}+(\S.*)|[，,]{_B}*(\S.*)|{_B}*$)")


def member_line(line: str, *, inside: bool) -> MemberLine | None:
    """The line as a member line, or None. `inside` says that the line before belonged to a member list.

    A line without a role label counts only inside a list.
    """
    line = strip_blanks(line)
    role = _role().match(line)
    if role:
        rest = line[role.end() :]
        match = _name().fullmatch(rest)
        if match and not _is_prose(rest):
            return _line(squash(role[1]), match)
        if _VACANT.match(rest):
            return MemberLine(squash(role[1]), "", repair(rest))
        # 成员：市委宣传部分管副部长 names nobody, but the list goes on behind it
        nameless = not rest or (inside and len(rest) <= 80 and not re.search("[。：:]", rest))
        return MemberLine(squash(role[1]), "", repair(rest)) if nameless else None
    if not inside:
        return None
    if _VACANT.match(line):
        return MemberLine(None, "", repair(line))
    match = _name().fullmatch(line)
    return _line(None, match) if match and not _is_prose(line) and not line.startswith(("各", "全", "本")) else None


def _line(role: str | None, match: re.Match[str]) -> MemberLine:
    post = f"，{repair(match[4])}" if match[4] else repair(match[2] or match[3] or "")
    return MemberLine(role, squash(match[1]), post)


def _is_prose(text: str) -> bool:
    return text.endswith("。") and len(text) > 40
