"""Time bounds on what is to be done."""

from __future__ import annotations

import re

from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.records import Deadline

_LONGEST_ACTION = 80


def find_deadlines(reading: Reading, made: Records) -> list[Deadline]:
    """One record for each time that bounds an action, in the order of the text.

    定期 counts once a section, and not in a heading whose section says how often.
    """
    records: list[Deadline] = []
    vague: set[str | None] = set()  # sections that said 定期 already
    spoken = {reading.section_id(t.span[0]) for t in reading.bounds if t.kind == "recurring" and t.rrule}
    for time in reading.bounds:
        start, end = time.span
        if time.kind == "date":  # never among bounds; said for the type
            continue
        if time.kind == "recurring" and time.rrule is None:
            section = reading.section_at(start)
            headed = section is not None and section.heading_span[0] <= start < section.heading_span[1]
            if reading.section_id(start) in vague or (headed and reading.section_id(start) in spoken):
                continue
            vague.add(reading.section_id(start))
        records.append(
            Deadline(
                id=f"d{len(records) + 1}",
                span=time.span,
                quote=reading.text[start:end],
                section=reading.section_id(start),
                rule=time.rule or "time",
                kind=time.kind,
                start=time.start.isoformat() if time.start else None,
                end=time.end.isoformat() if time.end else None,
                precision=time.precision,
                rrule=time.rrule,
                offset=time.offset,
                action=_action(reading.text, end),
            )
        )
    return records


def _action(text: str, end: int) -> str | None:
    """The clause behind the time, up to its next stop; the time's own comma is passed over."""
    match = re.match(r"[，,、]?\s?([^，。；\n]{1,200})", text[end : end + 220])
    action = match[1].strip()[:_LONGEST_ACTION] if match else ""
    return action or None
