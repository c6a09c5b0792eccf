"""Tables that give people roles: 职务, 姓名, 单位及职务."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from docparse.extractors.reading import Reading
from docparse.lexicon.tables import table
from docparse.records import Span, Table

_ROLE_COLUMN = re.compile("(?:小组|组内|领导小组|工作专班|专班|委员会|指挥部|拟任|担任)?(?:职务|角色|任职|分工)")
_POST_COLUMN = re.compile(
    "(?:所在|工作|现)?(?:单位|部门)?(?:及|和|、|/)?(?:现任|行政|所任|担任)?(?:职务|单位|部门)(?:职称)?"
)


def member_rows(reading: Reading) -> Iterator[tuple[Table, Span, str, str, str]]:
    """(table, span of the row, role, name, post) of every row that names somebody; an empty role goes on from above."""
    for found in reading.document.tables:
        columns = _columns(found.header)
        if columns is None:
            continue
        name_at, role_at, post_at = columns
        role = ""
        for (start, end), row in found.row_spans():
            merged = next((at for at, cell in enumerate(row) if cell), 0)  # cells that go on with those above are empty
            span = (start + merged, end)
            role = _bare(row[role_at]) or role
            name = _bare(row[name_at])
            if role in _roles() and re.fullmatch(r"[\u4e00-\u9fff·]{2,14}", name):
                yield found, span, role, name, row[post_at] if post_at is not None else ""


def _columns(header: Sequence[str]) -> tuple[int, int, int | None] | None:
    """(name, role, post) columns of a table of members, or None where it is none."""
    cells = [_bare(h) for h in header]
    names = [i for i, h in enumerate(cells) if h == "姓名"]
    roles = [i for i, h in enumerate(cells) if _ROLE_COLUMN.fullmatch(h)]
    if not names or not roles:
        return None
    others = [i for i, h in enumerate(cells) if i not in (names[0], roles[0]) and _POST_COLUMN.fullmatch(h)]
    return names[0], roles[0], others[0] if others else None


def _bare(cell: str) -> str:
    return re.sub(r"\s", "", cell)


@cache
def _roles() -> frozenset[str]:
    return frozenset(r["role"] for r in table("roles.tsv"))
