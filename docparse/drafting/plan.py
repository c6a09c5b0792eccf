"""The plan that a draft prints: what is asked, of whom, by when, on whose word, and what only the district knows.

A fact stands here once, so that whoever edits the outline changes it in one place; what the annexes repeat is told from
it (`Plan.tasks`, `Plan.goals`, and the tables of `schedule.py`, `coverage.py`, `quarters.py`). A value that no source
states is a blank (see `blanks.py`); everything else names its `Source`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal, TypeAlias

from docparse.drafting.blanks import blank
from docparse.records import Frozen, Period

OfficeState: TypeAlias = Literal["confirmed", "renamed", "unconfirmed", "suggested", "blank"]
ChapterKind: TypeAlias = Literal["general", "directions", "tasks", "safeguards"]


class Source(Frozen):
    """Where a statement comes from: a section, or a row of an annex, of a document that was read.

    `section` is the address in that document's JSON ("4.2"; "" where it is no section), `place` the same as an
    official writes it (四（二）, 附件第6行), `records` the ids of the records that were used.
    """

    title: str
    number: str | None = None
    section: str = ""
    place: str = ""
    records: tuple[str, ...] = ()

    @property
    def document(self) -> str:
        """渝府办〔2023〕3号, or the title in 《》 where the document has no number."""
        return self.number or f"《{self.title}》"

    @property
    def label(self) -> str:
        """渝府办〔2023〕3号 四（二）."""
        return f"{self.document} {self.place}".strip()


class Basis(Frozen):
    """An upper document that the plan carries out."""

    title: str
    number: str | None = None
    issued_on: str | None = None

    @property
    def cited(self) -> str:
        """《title》（number）, with 《》 inside the title turned into 〈〉."""
        inner = self.title.replace("《", "〈").replace("》", "〉")
        return f"《{inner}》" + (f"（{self.number}）" if self.number else "")


class Office(Frozen):
    """The district body that answers to `upper`; `name` is a blank where the district's documents name none.

    "renamed": it has the upper body's function under another name. "unconfirmed": no document of the district names it.
    "suggested": one of the district's task forces, whose field this is.
    """

    name: str
    state: OfficeState
    upper: str = ""
    note: str = ""


class Goal(Frozen):
    """A quantity that an upper document sets, told as `text`, figure, `rest`.

    `own` is the region's figure as its source writes it (达到150家); where it is "", a blank says that `missing` is
    missing, and `why`. `upper` is the figure of the wider `scope`, "" where there is none. `by` is as in
    `records.Target`, `who` answers for it, "" where nobody is named.
    """

    indicator: str
    unit: str
    text: str
    own: str = ""
    rest: str = ""
    missing: str = ""
    why: str = ""
    upper: str = ""
    scope: str = ""
    by: str | None = None
    who: str = ""
    source: Source

    def told(self, *, alone: bool = True) -> str:
        """The clause, with its figure or its blank; a blank that is not `alone` leaves who and why to a common one."""
        hole = blank(self.missing, self.who or "牵头单位", self.why) if alone else blank(self.missing)
        return f"{self.text}{self.own or hole}{self.rest}"


class Item(Frozen):
    """One numbered paragraph of the plan: a task, a safeguard, or a piece of the general part.

    `text` retells what is asked, `grip` is the blank for the district's own means, `implement` a default clause that
    this item opens for all that follow, `due` its time limit, `notes` what the drafter should query, `items` the
    paragraphs one level below.
    """

    heading: str
    text: str = ""
    goals: tuple[Goal, ...] = ()
    grip: str = ""
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
    def goal(self) -> str:
        """到2027年，A达到…，B（待补充：…）。 for each time in turn, the region's own figures apart; "" for no goals.

        One blank says who gives it and why it is open; several share a blank at the end that does.
        """
        unknown = [goal for goal in self.goals if not goal.own]
        told = []
        for (by, _), same in groupby(self.goals, key=lambda g: (g.by, bool(g.own))):
            time = until(by)
            clauses = (goal.told(alone=len(unknown) == 1) for goal in same)
            told.append((f"{time}，" if time else "") + "，".join(clauses) + "。")
        if len(unknown) > 1:
            who = "、".join(dict.fromkeys(g.who or "牵头单位" for g in unknown))
            told.append(blank("以上各项目标值", who, unknown[0].why) + "。")
        return "".join(told)

    @property
    def responsibility(self) -> str:
        """（牵头单位：…；配合单位：…。以下各项任务均需…）, or "" where nobody is named."""
        roles = (("牵头单位", self.lead), ("责任单位", self.responsible), ("配合单位", self.support))
        clauses = [f"{role}：{'、'.join(o.name for o in offices)}" for role, offices in roles if offices]
        if not clauses:
            return ""
        return f"（{'；'.join(clauses)}" + (f"。{self.implement}" if self.implement else "") + "）"

    @property
    def body(self) -> str:
        """The paragraph after the heading, without the bracket."""
        return self.text + self.goal + self.grip

    @property
    def offices(self) -> tuple[Office, ...]:
        """All who answer for it."""
        return (*self.lead, *self.support, *self.responsible)

    @property
    def queries(self) -> tuple[str, ...]:
        """Its notes, and one for the bodies that no document of the district confirms."""
        doubtful = "、".join(dict.fromkeys(o.name for o in self.offices if o.state == "unconfirmed"))
        return (*self.notes, f"{doubtful}未经本级文件印证") if doubtful else self.notes

    def walk(self) -> Iterator[Item]:
        """This item and all below it, in the order they are printed."""
        yield self
        for item in self.items:
            yield from item.walk()


class Chapter(Frozen):
    kind: ChapterKind
    heading: str
    intro: str = ""
    items: tuple[Item, ...] = ()
    sources: tuple[Source, ...] = ()


class Post(Frozen):
    """A seat in the leading group; `name` is a blank, for a draft names no persons."""

    role: str
    post: str
    name: str


class Seats(Frozen):
    """The posts of one role."""

    role: str
    posts: tuple[Post, ...]


class TaskForce(Frozen):
    name: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


class Group(Frozen):
    """The leading group: the district's own where it has one (`existing`), else the one that is to be set up."""

    name: str
    existing: bool
    office: str = ""
    host: str = ""
    duties: str = ""
    posts: tuple[Post, ...] = ()
    task_forces: tuple[TaskForce, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def seats(self) -> tuple[Seats, ...]:
        """The posts, those of one role together, in their order."""
        return tuple(Seats(role=role, posts=tuple(same)) for role, same in groupby(self.posts, key=lambda p: p.role))


class Duty(Frozen):
    """Something to be reported to the upper level: `what`, to whom, `when` as written, `rrule` as in RFC 5545.

    `by` is the ISO date of what is reported once, "" where none is stated.
    """

    what: str
    to: str
    when: str = ""
    by: str = ""
    rrule: str | None = None
    who: str = ""
    source: Source


class Milestone(Frozen):
    """What falls due: `by` is an ISO date or its beginning ("2027"), `rrule` a rhythm as in RFC 5545.

    `who` is "" where whoever leads the paragraph of the same source answers for it.
    """

    when: str
    what: str
    who: str = ""
    by: str = ""
    rrule: str | None = None
    source: Source


class Project(Frozen):
    """A row of 重点项目清单, which only the district can fill."""

    name: str
    content: str = ""
    place: str = ""
    investment: str = ""
    progress: str = ""
    who: str = ""


class Demanded(Frozen):
    """A section of an upper document; `reason` says why the plan need not answer it, "" where it must."""

    source: Source
    demand: str
    reason: str = ""


class Cover(Frozen):
    """The notice that issues the plan; `approval` follows the plan's title in it."""

    issuer: str
    number: str
    addressees: str
    approval: str
    date: str
    disclosure: str
    copies: str
    printed: str


class Plan(Frozen):
    """`subject` is the plan's title without genre and period, which the template adds: 永川区…发展倍增."""

    subject: str
    region: str
    region_full: str
    upper_scope: str
    period: Period | None = None
    cover: Cover
    basis: tuple[Basis, ...]
    lead_in: str
    chapters: tuple[Chapter, ...]
    group: Group
    duties: tuple[Duty, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    projects: tuple[Project, ...] = ()
    demands: tuple[Demanded, ...] = ()

    @property
    def years(self) -> str:
        """（2023—2027年）, or "" where the principal document has no period."""
        return f"（{self.period.start}—{self.period.end}年）" if self.period else ""

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of every chapter, in the order they are printed."""
        return tuple(inner for chapter in self.chapters for item in chapter.items for inner in item.walk())

    def of_kind(self, kind: ChapterKind) -> tuple[Item, ...]:
        """The items of all chapters of this kind, those below others too, in the order they are printed."""
        chapters = (chapter for chapter in self.chapters if chapter.kind == kind)
        return tuple(inner for chapter in chapters for item in chapter.items for inner in item.walk())

    @property
    def tasks(self) -> tuple[Item, ...]:
        """Every item for which somebody answers: tasks, then safeguards."""
        return tuple(i for i in (*self.of_kind("tasks"), *self.of_kind("safeguards")) if i.responsibility)

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Every goal once: the region's own figures, then those that are open."""
        found = dict.fromkeys(goal for item in self.items for goal in item.goals)
        return tuple(sorted(found, key=lambda goal: not goal.own))

    @property
    def has_responsible(self) -> bool:
        """Whether some task names who is responsible without saying who leads; tables then have a column for them."""
        return any(item.responsible for item in self.tasks)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the drafter should query before the plan goes out, each once."""
        return tuple(dict.fromkeys(note for item in self.items for note in item.queries))


def until(by: str | None) -> str:
    """A time limit in words: "2027" → 到2027年, "2025-06-30" → 到2025年6月底, None → ""."""
    if not by:
        return ""
    year, _, rest = by.partition("-")
    month = rest[:2].lstrip("0")
    return f"到{year}年" if not month or rest == "12-31" else f"到{year}年{month}月底"
