"""The organisation chart of a leading group: its people by role, its office, its task forces with who leads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from docparse.exporting.drawing import Box, Drawing, Line, Text, stacked, wrap
from docparse.exporting.places import key_of
from docparse.records import Body, Document, Member
from docparse.wording import word

_WIDTH, _MARGIN, _GAP = 860.0, 4.0, 12.0  # narrow enough that A4 shows it in a readable size
_MIDDLE = _WIDTH / 2
_DROP = 28.0  # from a box down to the next
_COLUMNS = 4
_CELL = (_WIDTH - 2 * _MARGIN - (_COLUMNS - 1) * _GAP) / _COLUMNS
_NAME, _SMALL = 16.0, 13.0  # font sizes, as in page.css
_Row: TypeAlias = tuple[str, str, float]  # a line of text, its style, its height

_NOBODY = "（文中未写明所属机构的人员）"


def charts(document: Document) -> list[Drawing]:
    """One drawing for each body that has people or other bodies under it, in the order of the text."""
    tree = _Tree.of(document)
    drawings = [_draw(tree, number, body) for number, body in tree.roots()]
    if stray := tree.members.get(None, []):
        canvas = _Canvas()
        canvas.title(_NOBODY, "")
        canvas.people(stray)
        drawings.append(canvas.drawing(_NOBODY))
    return drawings


@dataclass(frozen=True, slots=True)
class _Tree:
    """Bodies and people by the id of the body above them, each with its place in the document; None is nobody's."""

    document: Document
    bodies: dict[str | None, list[tuple[int, Body]]]
    members: dict[str | None, list[tuple[int, Member]]]

    @classmethod
    def of(cls, document: Document) -> _Tree:
        ids = {body.id for body in document.bodies}
        bodies: dict[str | None, list[tuple[int, Body]]] = {}
        for number, body in enumerate(document.bodies):
            above = body.parent if body.parent in ids and body.parent != body.id else None
            bodies.setdefault(above, []).append((number, body))
        members: dict[str | None, list[tuple[int, Member]]] = {}
        for number, member in enumerate(document.members):
            members.setdefault(member.body if member.body in ids else None, []).append((number, member))
        return cls(document, bodies, members)

    def roots(self) -> Iterator[tuple[int, Body]]:
        for number, body in self.bodies.get(None, ()):
            if body.id in self.members or body.id in self.bodies:
                yield number, body

    def below(self, body: Body) -> tuple[list[tuple[int, Body]], list[tuple[int, Body]]]:
        """Offices under a body, and all other bodies under it or under those."""
        offices: list[tuple[int, Body]] = []
        others: list[tuple[int, Body]] = []
        waiting = list(self.bodies.get(body.id, ()))
        for number, found in waiting:
            (offices if found.kind == "office" else others).append((number, found))
            waiting += self.bodies.get(found.id, ())
        return offices, others

    def leads(self, body: Body) -> list[str]:
        """牵头：… and 配合：… of the tasks that have the body's name."""
        tasks = [a for a in self.document.assignments if body.name and body.name in a.task]
        found = []
        for role in ("lead", "responsible", "support"):
            names = dict.fromkeys(party.name for task in tasks for party in getattr(task, role))
            count = f"（{len(names)}家）" if len(names) > 2 else ""
            found += [f"{word('role', role)}{count}：{'、'.join(names)}"] if names else []
        return found


def _draw(tree: _Tree, number: int, body: Body) -> Drawing:
    canvas = _Canvas()
    canvas.title(body.name, key_of("bodies", number), _facts(body))
    canvas.people(tree.members.get(body.id, ()))
    offices, others = tree.below(body)
    for place, office in offices:
        canvas.office(office, key_of("bodies", place))
        canvas.people(tree.members.get(office.id, ()))
    canvas.forces([(key_of("bodies", place), force.name, _told(tree, force)) for place, force in others])
    return canvas.drawing(f"{body.name}组织架构")


def _facts(body: Body) -> list[str]:
    return [f"{name}：{value}" for name, value in (("设在", body.host), ("负责人", body.head)) if value]


def _told(tree: _Tree, body: Body) -> list[str]:
    people = "、".join(f"{m.role}{m.name}" for _, m in tree.members.get(body.id, ()))
    return [*_facts(body), *tree.leads(body), *([people] if people else [])]


def _rows(text: str, style: str, width: float, size: float, most: int = 4) -> list[_Row]:
    return [(line, style, size * 1.4) for line in wrap(text, width - 16, size, most)]


@dataclass(slots=True)
class _Canvas:
    """Boxes set one below the other around the middle, `y` being where the next may begin."""

    y: float = _MARGIN
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def title(self, name: str, key: str, facts: Sequence[str] = ()) -> None:
        self._box("root", key, 560, _rows(name, "name", 560, _NAME), facts)

    def office(self, body: Body, key: str) -> None:
        self._box("office", key, 460, _rows(body.name, "name", 460, _NAME), _facts(body))

    def people(self, members: Iterable[tuple[int, Member]]) -> None:
        """One frame for each role, in the order in which the text lists them."""
        roles: dict[str, list[tuple[int, Member]]] = {}
        for number, member in members:
            roles.setdefault(member.role, []).append((number, member))
        for role, found in roles.items():
            self._frame(role, found)

    def forces(self, bodies: Sequence[tuple[str, str, Sequence[str]]]) -> None:
        """Rows of boxes under one branching line; each is key, name and what is said of it."""
        for at in range(0, len(bodies), _COLUMNS):
            row = bodies[at : at + _COLUMNS]
            texts = [self._force(name, facts) for _, name, facts in row]
            height = max(_height(rows) for rows in texts) + 16
            top, branch = self.y + _DROP, self.y + _DROP / 2
            centres = [_centre(n, len(row)) for n in range(len(row))]
            self.lines.append(Line(_MIDDLE, self.y, _MIDDLE, branch))
            self.lines.append(Line(min(*centres, _MIDDLE), branch, max(*centres, _MIDDLE), branch))
            for (key, _, _), rows, centre in zip(row, texts, centres, strict=True):
                self.lines.append(Line(centre, branch, centre, top))
                placed = stacked(rows, centre, top + 8)
                self.boxes.append(Box(centre - _CELL / 2, top, _CELL, height, "force", key, placed))
            self.y = top + height

    @staticmethod
    def _force(name: str, facts: Sequence[str]) -> list[_Row]:
        said = [row for fact in facts for row in _rows(fact, "small", _CELL, _SMALL)]
        return [*_rows(name, "name", _CELL, _NAME), *said]

    def _box(self, style: str, key: str, width: float, rows: list[_Row], facts: Sequence[str]) -> None:
        rows = rows + [row for fact in facts for row in _rows(fact, "small", width, _SMALL)]
        top = self._drop()
        height = _height(rows) + 20
        self.boxes.append(Box(_MIDDLE - width / 2, top, width, height, style, key, stacked(rows, _MIDDLE, top + 10)))
        self.y = top + height

    def _frame(self, role: str, people: Sequence[tuple[int, Member]]) -> None:
        columns = min(len(people), _COLUMNS)
        top = self._drop()
        width = columns * _CELL + (columns - 1) * _GAP
        head = f"{role}（{len(people)}人）" if len(people) > 1 else role
        frame = len(self.boxes)
        y = top + 26
        for at in range(0, len(people), columns):
            row = people[at : at + columns]
            texts = [self._person(member) for _, member in row]
            for column, ((number, _), rows) in enumerate(zip(row, texts, strict=True)):
                centre = _centre(column, columns)
                key = key_of("members", number)
                size = (_CELL - 12, _height(rows) + 8)
                self.boxes.append(Box(centre - size[0] / 2, y, *size, "person", key, stacked(rows, centre, y + 4)))
            y += max(_height(rows) for rows in texts) + 12
        title = (Text(_MIDDLE, top + 18, head, "role"),)
        self.boxes.insert(frame, Box(_MIDDLE - width / 2, top, width, y + 2 - top, "frame", "", title))
        self.y = y + 2

    @staticmethod
    def _person(member: Member) -> list[_Row]:
        titles = _rows("、".join(member.titles), "small", _CELL - 12, _SMALL) if member.titles else []
        return [*_rows(member.name, "name", _CELL - 12, _NAME), *titles]

    def _drop(self) -> float:
        """The top of the next box, with a line down to it from the one above."""
        if self.boxes:
            self.lines.append(Line(_MIDDLE, self.y, _MIDDLE, self.y + _DROP))
            self.y += _DROP
        return self.y

    def drawing(self, title: str) -> Drawing:
        return Drawing(title, _WIDTH, round(self.y + _MARGIN, 1), tuple(self.lines), tuple(self.boxes))


def _height(rows: Iterable[_Row]) -> float:
    return sum(height for _, _, height in rows)


def _centre(column: int, columns: int) -> float:
    """The middle of a column of a row that stands around the middle of the drawing."""
    return round(_MIDDLE + (column - (columns - 1) / 2) * (_CELL + _GAP), 1)
