"""People of leading groups and joint conferences: name, role, posts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docparse.extractors.appointments import appointments_of, is_person, people_of
from docparse.extractors.made import Records
from docparse.extractors.member_tables import member_rows, roles
from docparse.extractors.reading import Reading
from docparse.records import Body, Member, Span
from docparse.structure.front_matter import split_names
from docparse.structure.members import member_line
from docparse.structure.text import Label


def find_members(reading: Reading, made: Records) -> list[Member]:
    """One record a person and role, in the order of the list. Posts stand in the order of the text."""
    records: list[Member] = []
    role, last = "", -2
    for index, paragraph in enumerate(reading.document.paragraphs):
        if paragraph.label is not Label.MEMBER:
            continue
        line = member_line(paragraph.text, inside=True)
        if line is None:
            continue
        role = line.role or (role if index - last <= 2 else "")
        last = index
        if not role or not (line.name or line.post):
            continue
        start, end = reading.document.span(index)
        body = body_of_members(made.bodies, (start, end), role)
        for name, post in _people(line.name, line.post):
            records.append(
                Member(
                    id=f"m{len(records) + 1}",
                    span=(start, end),
                    quote=reading.text[start:end],
                    section=reading.section_id(start),
                    rule="member.line",
                    name=name,
                    role=role,
                    titles=posts(post),
                    body=body,
                )
            )
    records += _of_tables(reading, made, len(records))
    records += _of_headings(reading, made, len(records))
    return _with_appointed(reading, made, records)


def _of_tables(reading: Reading, made: Records, count: int) -> Iterator[Member]:
    """The people of tables that give them roles."""
    for k, (found, span, role, name, post) in enumerate(member_rows(reading)):
        yield Member(
            id=f"m{count + k + 1}",
            span=span,
            quote=reading.text[slice(*span)],
            section=found.section,
            rule="member.table",
            name=name,
            role=role,
            titles=posts(post),
            body=body_of_members(made.bodies, span, role),
        )


def _of_headings(reading: Reading, made: Records, count: int) -> Iterator[Member]:
    """The people under a heading that is a role: （二）副组长, then 1.林牧同志，副区长."""
    for section in reading.document.sections:
        if section.heading not in roles():
            continue
        at = section.heading_span[1]
        for line in reading.text[at : section.span[1]].split("\n"):
            said = _NUMBER.sub("", line)
            found = member_line(said, inside=True)
            if found is not None and found.name and found.post and not found.role:
                start = at + len(line) - len(said)
                count += 1
                yield Member(
                    id=f"m{count}",
                    span=(start, at + len(line)),
                    quote=said,
                    section=section.id,
                    rule="member.line",
                    name=found.name,
                    role=section.heading,
                    titles=posts(found.post),
                    body=body_of_members(made.bodies, (start, at + len(line)), section.heading),
                )
            at += len(line) + 1


_NUMBER = re.compile(r"(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)])")


def _with_appointed(reading: Reading, made: Records, listed: list[Member]) -> list[Member]:
    """The members with the people to whom running text gives a role that no list has given them."""
    members = list(listed)
    known = {(m.name, m.role) for m in listed}
    for found in reading.once(appointments_of):
        if (found.name, found.role) in known or reading.label_at(found.span[0]) not in (Label.BODY, Label.ROW):
            continue
        known.add((found.name, found.role))
        members.append(
            Member(
                id=f"m{len(members) + 1}",
                span=found.span,
                quote=reading.text[slice(*found.span)],
                section=reading.section_id(found.span[0]),
                rule="member.appointed",
                name=found.name,
                role=found.role,
                titles=posts(found.post),
                body=body_of_members(made.bodies, found.span, found.role),
            )
        )
    return members


def _people(name: str, post: str) -> list[tuple[str, str]]:
    """(name, post) of each person of one line: 「李丙，副秘书长；王丁，市数据局局长」 names two, and so does
    「李丙（副秘书长）、王丁（市数据局局长）」; a line of names alone may part them by blanks.
    """
    if not name:
        people = list(people_of(post.rstrip("。；")))
        return people if "（" in post or len(people) == len(re.split("[、，,]", post.rstrip("。；"))) else []
    if not post:
        return [(name, "")]
    beside = re.fullmatch(r"((?:[\u4e00-\u9fff·]{2,21}（兼）\s?)+)", post)
    others = re.findall(r"([\u4e00-\u9fff·]{2,21})（兼）", post) if beside else []
    if others and all(map(is_person, others)):  # 甲（兼） 乙（兼）
        return [(name, ""), *((other, "") for other in others)]
    tokens = post.split(" ")
    if all(map(is_person, tokens)):
        return [(name, ""), *((token, "") for token in tokens)]
    if post[0] in "（(" and re.search("[）)][、；;，,][^（()）]{2,21}[（(]", post):
        return list(people_of(name + post.rstrip("。；"))) or [(name, post)]
    people = [(name, post)]
    if "；" in post or ";" in post:
        first, *others = re.split("[；;]", post)
        people = [(name, first)]
        for other in others:
            match = re.fullmatch(r"([\u4e00-\u9fff·]{2,8})(?:[，,]|\s)(.+)", other.strip("。 "))
            people += [(match[1], match[2])] if match else []
    return people


def posts(text: str) -> list[str]:
    """The posts of one person: 「区委常委、区政府常务副区长」 → two; brackets around them and a closing 兼 are dropped.

    >>> posts("（区委常委、常务副区长）")
    ['区委常委', '常务副区长']
    """
    text = text.strip().lstrip("，,").rstrip("。；;")
    inner = re.fullmatch(r"[（(](.*)[）)]", text)
    items = split_names(_PERSONAL.sub("", inner[1] if inner else text))
    return [post for item in items for post in item.split(" ") if post and post not in ("兼", "（兼）")]


_PERSONAL = re.compile("^(?:(?:男|女|[\u4e00-\u9fff]{1,6}族)[，,、；;])+")  # what a bracket says of the person


def body_of_members(bodies: tuple[Body, ...], span: Span, role: str) -> str | None:
    """The body whose members these are: the nearest leading group or mechanism named before the list, and for the
    people of its office (办公室主任) that office, where the text sets one up.
    """
    above = [b for b in bodies if b.kind in ("leading_group", "committee", "mechanism", "task_force")]
    before = [b for b in above if b.span[0] < span[0] and b.kind != "task_force"]
    before = before or [b for b in above if b.span[0] < span[1]] or above
    group = before[-1].id if before else None
    if role.startswith("办公室"):
        return next((b.id for b in bodies if b.kind == "office" and b.parent == group), group)
    return group
