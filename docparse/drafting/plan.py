"""The plan that a draft prints: what is asked, of whom, by when, on whose word, and what only the district knows.

A value that no source states is a blank, written （待补充：what，who；why） so that a reader, a highlighter and
`blanks()` all find it. Everything else names its `Source`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from docparse.records import Frozen, Period

OfficeState: TypeAlias = Literal["confirmed", "renamed", "unconfirmed", "blank"]
ChapterKind: TypeAlias = Literal["general", "directions", "tasks", "safeguards"]
BLANK_OPENING = "（待补充："


def blank(what: str, who: str = "", why: str = "") -> str:
    """A hole that the drafter fills: blank("园区名称", "区科技局", "上级文件未列") → （待补充：园区名称，由区科技局提供；上级文件未列）."""
    return f"{BLANK_OPENING}{what}" + (f"，由{who}提供" if who else "") + (f"；{why}" if why else "") + "）"


def blanks(text: str) -> Iterator[tuple[int, int]]:
    """The spans of all blanks in `text`, outermost first to last; a blank may hold brackets of its own."""
    start = text.find(BLANK_OPENING)
    while start >= 0:
        depth, end = 0, start
        while end < len(text):
            depth += {"（": 1, "）": -1}.get(text[end], 0)
            end += 1
            if depth == 0:
                yield start, end
                break
        start = text.find(BLANK_OPENING, end)


class Source(Frozen):
    """Where a statement comes from: a section, or a row of an annex, of a document that was read.

    `section` is the address in that document's JSON ("4.2"; "" where it is no section), `place` the same as an
    official writes it (四（二）, 附件第6行), `records` the ids of the records that were used.
    """

    title: str
    number: str | None
    section: str
    place: str
    records: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """渝府办〔2023〕3号 四（二）, or the title in 《》 where the document has no number."""
        return f"{self.number or f'《{self.title}》'} {self.place}".strip()


class Basis(Frozen):
    """An upper document that the plan carries out."""

    title: str
    number: str | None
    issued_on: str | None

    @property
    def cited(self) -> str:
        """《title》（number）, with 《》 inside the title turned into 〈〉."""
        inner = self.title.replace("《", "〈").replace("》", "〉")
        return f"《{inner}》" + (f"（{self.number}）" if self.number else "")


class Office(Frozen):
    """The district body that answers to `upper`; `name` is a blank where the district's documents name none."""

    name: str
    state: OfficeState
    upper: str = ""
    note: str = ""

    @property
    def checked(self) -> str:
        """The name, with （待核） where no document of the district confirms it."""
        return f"{self.name}（待核）" if self.state == "unconfirmed" else self.name


class Goal(Frozen):
    """A quantity that an upper document sets.

    `text` is the clause that the plan prints, without its time; where the region's share is unknown, `missing` says what
    is missing, and the blank stands between `text` and `rest`. `own` is the region's figure and `upper` that of the wider
    `scope`, each as its source writes it, "" where there is none. `by` is as in `records.Target`, `who` answers for it.
    """

    indicator: str
    unit: str
    text: str
    missing: str = ""
    rest: str = ""
    own: str = ""
    upper: str = ""
    scope: str = ""
    by: str | None = None
    who: str = ""
    source: Source


class Item(Frozen):
    """One numbered paragraph of the plan: a task, a safeguard, or a piece of the general part.

    `text` retells what is asked, `goal` is the sentence of its goals, `grip` the blank for the district's own means,
    `implement` a default clause that this item opens for all that follow, `due` its time limit, `notes` what the drafter
    should query, `items` the paragraphs one level below.
    """

    heading: str
    text: str = ""
    goal: str = ""
    grip: str = ""
    goals: tuple[Goal, ...] = ()
    lead: tuple[Office, ...] = ()
    support: tuple[Office, ...] = ()
    responsible: tuple[Office, ...] = ()
    implement: str = ""
    due: str = ""
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def title(self) -> str:
        """The heading as it runs into its paragraph, or alone where nothing follows; "" where the text begins with it."""
        if self.text.startswith(self.heading):
            return ""
        return f"{self.heading}。" if self.body or self.responsibility else self.heading

    @property
    def responsibility(self) -> str:
        """（牵头单位：…；配合单位：…。以下各项任务均需…）, or "" where nobody is named."""
        roles = (("牵头单位", self.lead), ("配合单位", self.support), ("责任单位", self.responsible))
        clauses = [f"{role}：{'、'.join(o.name for o in offices)}" for role, offices in roles if offices]
        if not clauses:
            return ""
        return f"（{'；'.join(clauses)}" + (f"。{self.implement}" if self.implement else "") + "）"

    @property
    def body(self) -> str:
        """The paragraph after the heading, without the bracket."""
        return self.text + self.goal + self.grip

    def walk(self) -> Iterator[Item]:
        """This item and all below it, in the order they are printed."""
        yield self
        for item in self.items:
            yield from item.walk()


class Chapter(Frozen):
    kind: ChapterKind
    heading: str
    intro: str = ""
    items: tuple[Item, ...]
    sources: tuple[Source, ...] = ()


class TaskForce(Frozen):
    name: str
    lead: tuple[str, ...]
    support: tuple[str, ...]


class Organisation(Frozen):
    """The leading group that the district already has; no persons."""

    group: str
    office: str
    host: str
    task_forces: tuple[TaskForce, ...]
    source: Source


class Duty(Frozen):
    """Something to be reported to the upper level: `what`, to whom, `when` as written, `rrule` as in RFC 5545."""

    what: str
    to: str
    when: str
    rrule: str | None
    who: str
    source: Source


class Milestone(Frozen):
    """A row of 工作进度安排表; `sort` orders the rows: ISO date, or "" for what recurs."""

    when: str
    what: str
    who: str
    source: Source
    sort: str = ""


class Coverage(Frozen):
    """A row of 上级要求对照表: a section of an upper document and where the plan answers it."""

    source: Source
    demand: str
    status: Literal["承接", "不涉及", "待研判"]
    place: str
    reason: str = ""


class Cover(Frozen):
    """The notice that issues the plan; each string is printed as it stands."""

    issuer: str
    number: str
    title: str
    addressees: str
    body: str
    date: str
    disclosure: str
    copies: str
    printed: str


class Plan(Frozen):
    title: str
    region: str
    region_full: str
    upper_scope: str
    period: Period | None
    cover: Cover
    basis: tuple[Basis, ...]
    lead_in: str
    chapters: tuple[Chapter, ...]
    goals: tuple[Goal, ...]
    organisation: Organisation | None
    duties: tuple[Duty, ...]
    schedule: tuple[Milestone, ...]
    coverage: tuple[Coverage, ...]

    def of_kind(self, kind: ChapterKind) -> tuple[Item, ...]:
        """The items of all chapters of this kind, those below others too, in the order they are printed."""
        chapters = (chapter for chapter in self.chapters if chapter.kind == kind)
        return tuple(inner for chapter in chapters for item in chapter.items for inner in item.walk())

    @property
    def tasks(self) -> tuple[Item, ...]:
        """Every item for which somebody answers: tasks, then safeguards."""
        return tuple(i for i in (*self.of_kind("tasks"), *self.of_kind("safeguards")) if i.responsibility)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the drafter should query before the plan goes out, each once."""
        items = (inner for chapter in self.chapters for item in chapter.items for inner in item.walk())
        return tuple(dict.fromkeys(note for item in items for note in item.notes))
