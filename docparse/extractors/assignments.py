"""Who answers for what: responsibility clauses tied to the tasks that they close."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import get_args

from docparse.extractors.clauses import Clause, Duty
from docparse.extractors.divisions import divided_duties, division_rows, is_schedule
from docparse.extractors.made import Records
from docparse.extractors.names import NUMBER
from docparse.extractors.reading import Reading
from docparse.records import Agency, Assignment, DutyRole, Party, Section
from docparse.structure.text import Label

_ROLES: tuple[DutyRole, ...] = get_args(DutyRole)


def find_assignments(reading: Reading, made: Records) -> list[Assignment]:
    """One record a clause, in the order of the text. A clause that binds what follows is resolved onto each later task
    of the same chapter, as inherited, where that task says nothing of that role itself.
    """
    ids = _agency_ids(made.agencies)
    records: list[Assignment] = []
    standing: list[tuple[str | None, Clause]] = []  # (chapter that a default holds in, its clause)
    of_tables: list[Duty] = []  # what holds for the rows of tables (下表所列任务)
    order: Clause | None = None  # the clause that makes the first of each list the lead
    rows = sorted(
        ((*span, {d.name.text for d in duties}) for _, span, _, _, duties in division_rows(reading)),
        key=lambda r: r[:2],
    )
    starts = [start for start, _, _ in rows]
    for clause in reading.clauses:
        row = bisect_right(starts, clause.span[0]) - 1
        if row >= 0 and clause.span[0] < rows[row][1] and {d.name.text for d in clause.duties} <= rows[row][2]:
            continue  # the table tells it
        section = reading.section_at(clause.span[0])
        order = clause if clause.first_leads else order
        if clause.duties:
            own = _ordered(clause.duties, order) if order else clause.duties
            inherited = [d for holder, c in standing for d in c.defaults if _holds(reading, holder, section)]
            fresh = [d for d in clause.defaults if d.role not in {o.role for o in own} or d.role == "support"]
            records.append(
                _assignment(reading, clause, section, _parties(own + tuple(fresh), inherited, ids), len(records))
            )
        if clause.defaults and clause.backward:
            records = [_with_defaults(r, clause.defaults, ids) for r in records]
        elif clause.defaults and "表" in reading.text[slice(*clause.span)]:
            of_tables += clause.defaults
        elif clause.defaults:
            chain = reading.ancestors(section)
            standing.append((chain[-1].id if len(chain) > 1 else None, clause))
    records += _of_divisions(reading, records, ids)
    return records + [_with_defaults(r, of_tables, ids) for r in _of_tables(reading, records, ids)]


def _with_defaults(record: Assignment, defaults: Sequence[Duty], ids: dict[str, str]) -> Assignment:
    """The record with what a clause sets for all tasks, as inherited, in roles of which it says nothing itself."""
    fresh = [d for d in defaults if not getattr(record, d.role)]
    parties = _parties([], fresh, ids)
    return record.model_copy(update={role: found for role, found in parties.items() if found})


def _of_divisions(reading: Reading, said: Sequence[Assignment], ids: dict[str, str]) -> list[Assignment]:
    """「省教育厅负责人才培养。」 in a section or annex that divides duties (职责分工)."""
    records: list[Assignment] = []
    for task, section, start, end, duty in divided_duties(reading):
        parties = _parties([duty], [], ids)
        records.append(
            Assignment(
                id=f"r{len(said) + len(records) + 1}",
                span=(start, end),
                quote=reading.text[start:end],
                section=section,
                rule="assignment.division",
                task=task,
                duties=reading.text[duty.name.span[1] : end].strip("，。；：") or None,
                lead=parties["lead"],
                support=parties["support"],
                responsible=parties["responsible"],
                implement=parties["implement"],
            )
        )
    return records


def _of_tables(reading: Reading, said: Sequence[Assignment], ids: dict[str, str]) -> list[Assignment]:
    """The rows of tables of division that say more than the text has said of the same task. A schedule says when; whom it
    names beside is told by the text, where that names anybody.
    """
    known = {(a.task, role, p.name) for a in said for role in _ROLES for p in getattr(a, role)}
    records: list[Assignment] = []
    for table, span, task, content, duties in division_rows(reading):
        if all((task, d.role, d.name.text) in known for d in duties) or (said and is_schedule(table)):
            continue
        parties = _parties(duties, [], ids)
        records.append(
            Assignment(
                id=f"r{len(said) + len(records) + 1}",
                span=span,
                quote=reading.text[span[0] : span[1]],
                section=table.section,
                rule="assignment.table",
                task=task,
                duties=content,
                lead=parties["lead"],
                support=parties["support"],
                responsible=parties["responsible"],
                implement=parties["implement"],
            )
        )
    return records


def _holds(reading: Reading, holder: str | None, section: Section | None) -> bool:
    """Whether a default set in the chapter `holder` (None: the part) reaches `section`."""
    return holder is None or any(s.id == holder for s in reading.ancestors(section))


def _ordered(duties: Sequence[Duty], order: Clause) -> tuple[Duty, ...]:
    """Where the first of each list leads: it does, and the others support if `order` says so."""
    rest = [d for d in duties if d.role == "responsible"]
    if any(d.role == "lead" for d in duties) or len(rest) < 2:
        return tuple(duties)
    others: DutyRole = "support" if order.others_support else "responsible"
    roles: dict[int, DutyRole] = {id(d): ("lead" if k == 0 else others) for k, d in enumerate(rest)}
    return tuple(Duty(roles.get(id(d), d.role), d.name) for d in duties)


def _parties(own: Sequence[Duty], inherited: Sequence[Duty], ids: dict[str, str]) -> dict[str, list[Party]]:
    parties: dict[str, list[Party]] = {role: [] for role in _ROLES}
    for duty in own:
        parties[duty.role].append(Party(name=duty.name.text, agency=ids.get(duty.name.text), inherited=False))
    named = {(d.role, d.name.text) for d in own}
    for duty in inherited:
        if (duty.role, duty.name.text) not in named:
            parties[duty.role].append(Party(name=duty.name.text, agency=ids.get(duty.name.text), inherited=True))
    return parties


def _assignment(
    reading: Reading, clause: Clause, section: Section | None, parties: dict[str, list[Party]], count: int
) -> Assignment:
    start, end = clause.span
    begin = _bounded_from(reading, clause, section)
    duties = _NUMBER.sub("", reading.text[begin:start].rstrip("（(〔[【 ").strip())
    task, duties = _task(reading, section, begin, start, duties)
    group = _GROUP.search(reading.text, max(start - 30, 0), start)
    task = group[1] if group else task
    return Assignment(
        id=f"r{count + 1}",
        span=clause.span,
        quote=reading.text[start:end],
        section=section.id if section else None,
        rule="assignment.bracket" if clause.bracketed else "assignment.prose",
        task=task,
        duties=duties or _behind(reading, end),
        lead=parties["lead"],
        support=parties["support"],
        responsible=parties["responsible"],
        implement=parties["implement"],
    )


_GROUP = re.compile(r"[；：。，）\n]([^，。；：、（）\n]{2,14}(?:组|专班))，$")  # 综合协调组，|由某局牵头
_LONGEST_DUTIES = 8000  # characters of a paragraph in front of a clause that are taken for its task's
_NUMBER = re.compile(rf"^(?:{NUMBER})$")  # the item's number alone


def _bounded_from(reading: Reading, clause: Clause, section: Section | None) -> int:
    """Where the words begin that the clause bounds: behind the clause before it, the heading, or the paragraph's start."""
    paragraph = reading.document.span(reading.document.paragraph_at(clause.span[0]))[0]
    before = reading.bracket_before(clause.span[0])
    starts = [paragraph]
    if section is not None and section.heading_span[1] <= clause.span[0]:
        starts.append(section.heading_span[1])
    if before is not None and before[0] >= paragraph:
        starts.append(before[1])
    begin = max(*starts, clause.span[0] - _LONGEST_DUTIES)
    while begin < clause.span[0] and reading.text[begin] in "）)〕】]。；，：: \n":
        begin += 1
    return begin


def _task(reading: Reading, section: Section | None, begin: int, start: int, duties: str) -> tuple[str, str]:
    """The task's name, and the duties without it: a run-in name (「综合协调专班。由…牵头」), else the heading."""
    paragraph = reading.document.span(reading.document.paragraph_at(begin))[0]
    run_in = re.match(r"([^。；，：\n]{2,40})[。：]", reading.text[paragraph : paragraph + 45])
    opens_section = section is not None and section.span[0] == paragraph
    if (
        run_in
        and start >= paragraph + run_in.end(1)
        and not opens_section
        and paragraph <= begin <= paragraph + 45
        and reading.label_at(paragraph) is Label.BODY
    ) and not re.search(r"单位$|部门$|到20\d\d年|牵头|配合", run_in[1]):
        return run_in[1], duties.removeprefix(run_in[0]).strip()
    for ancestor in reading.ancestors(section):
        if ancestor.heading:
            return ancestor.heading, duties
    first = re.match(r"[^。；，]{2,40}", duties)
    return (first[0] if first else ""), duties


def _behind(reading: Reading, end: int) -> str | None:
    """What a clause in front of its duties bounds: the rest of its paragraph."""
    stop = reading.document.span(reading.document.paragraph_at(end))[1]
    rest = reading.text[end:stop].lstrip("。；，：）)〕] ").strip()
    return rest or None


def _agency_ids(agencies: Sequence[Agency]) -> dict[str, str]:
    """name or canonical name → id; the name as written comes first."""
    ids = {a.canonical: a.id for a in agencies}
    return ids | {a.name: a.id for a in agencies}
