"""Tables that give people roles: 职务, 姓名, 单位及职务."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from docparse.extractors.reading import Reading
from docparse.lexicon.tables import table
from docparse.records import Span, Table

_ROLE_COLUMN = re.compile(
    "(?:[\u4e00-\u9fff]{0,12}(?:小组|组内|专班|委员会|委|指挥部|联席会议|机构|协调机制)(?:中|内|成员)?|拟任|担任|兼任)?"
    "(?:职务|角色|任职|分工|身份)"
)
_POST_COLUMN = re.compile(
    "(?:所在|工作|现)?(?:单位|部门)?(?:及|和|、|/)?(?:现任|行政|所任|担任)?(?:职务|单位|部门)(?:职称)?"
)


def member_rows(reading: Reading) -> Iterator[tuple[Table, Span, str, str, str]]:
    """(table, span of the row, role, name, post) of every row that names somebody; an empty role goes on from above."""
    known = roles()
    for found in reading.document.tables:
        columns = _columns(found.header)
        rows = list(found.row_spans())
        if columns is None:
            first = (found.span[0], found.span[0] + len("\t".join(found.header)))
            rows = [(first, found.header), *rows]
            columns = _columns_told([row for _, row in rows])
        if columns is None:
            continue
        name_at, role_at, posts_at = columns
        role = ""
        for (start, end), row in rows:
            merged = next((at for at, cell in enumerate(row) if cell), 0)  # cells that go on with those above are empty
            span = (start + merged, end)
            role = _bare(row[role_at]) or role
            name = _bare(row[name_at])
            if role in known and re.fullmatch(r"[\u4e00-\u9fff·]{2,14}", name):
                yield found, span, role, name, "".join(row[i] for i in posts_at)


def _columns(header: Sequence[str]) -> tuple[int, int, list[int]] | None:
    """(name, role, posts) columns of a table of members, or None where it is none."""
    cells = [_bare(h) for h in header]
    names = [i for i, h in enumerate(cells) if h == "姓名"]
    told = [i for i, h in enumerate(cells) if _ROLE_COLUMN.fullmatch(h)]
    if not names or not told:
        return None
    role = max(told, key=lambda i: len(cells[i]))  # 领导小组职务 before 职务
    others = [i for i, h in enumerate(cells) if i not in (names[0], role) and _POST_COLUMN.fullmatch(h)]
    return names[0], role, others


def _columns_told(rows: Sequence[Sequence[str]]) -> tuple[int, int, list[int]] | None:
    """The columns of a table without a heading row: one holds roles alone, the next names, the rest posts."""
    known, width = roles(), min(map(len, rows))
    for role_at in range(width - 1):
        said = [_bare(row[role_at]) for row in rows]
        names = [_bare(row[role_at + 1]) for row in rows]
        told = said[0] in known and all(r in known or not r for r in said)
        if told and all(re.fullmatch(r"[\u4e00-\u9fff·]{2,14}", n) for n in names):
            return role_at + 1, role_at, list(range(role_at + 2, width))
    return None


def _bare(cell: str) -> str:
    return re.sub(r"\s", "", cell)


@cache
def roles() -> frozenset[str]:
    """The role words of groups, as members' lines and tables give them."""
    return frozenset(r["role"] for r in table("roles.tsv"))
