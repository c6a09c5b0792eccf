"""Deadlines as a calendar (iCalendar, RFC 5545) that Outlook and phones import; by the icalendar library."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from docparse.library.schema import metadata
from docparse.library.store import Library

_REMINDED = timedelta(days=7)  # before the day
_STAMP = datetime(
    1980, 1, 1, tzinfo=UTC
)  # when an event was made is no matter, and the clock would tell two exports apart


def calendar(library: Library) -> bytes:
    """The days by which something is due, as all-day events with a reminder a week before; recurring ones with their rule.

    A bound without a day of its own (长期, 定期) has no event. An event keeps its UID from export to export, so that a
    calendar that has it already takes it for the same.

    Raises:
        DocparseError: the database can't be used.
    """
    from icalendar import Calendar
    from sqlalchemy import select

    tables = metadata().tables
    deadlines, documents = tables["deadlines"], tables["documents"]
    query = select(deadlines, documents.c.title, documents.c.doc_number, documents.c.issued_on)
    query = query.join(documents, documents.c.id == deadlines.c.document)
    made = Calendar()
    made.add("prodid", "-//docparse//deadlines//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", "完成时限")
    with library.connection() as connection:
        for row in connection.execute(query.order_by(deadlines.c.document, deadlines.c.ordinal)).mappings():
            event = _event(row)
            if event is not None:
                made.add_component(event)
    return bytes(made.to_ical())


def _event(row: Any) -> Any:
    from icalendar import Alarm, Event, vRecur

    day = _day(row["end"]) or (_first(row["rrule"], _day(row["issued_on"])) if row["rrule"] else None)
    if day is None:
        return None
    event = Event()
    event.add("uid", f"{row['document']}-{row['id']}@docparse")
    event.add("dtstamp", _STAMP)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{row['quote']}：{row['action'] or row['title'] or ''}".replace("\n", " "))
    source = " ".join(part for part in (row["title"], row["doc_number"], row["address"]) if part)
    event.add("description", source.replace("\n", " "))
    if row["rrule"]:
        event.add("rrule", vRecur.from_ical(row["rrule"]))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "完成时限将至")
    alarm.add("trigger", -_REMINDED)
    event.add_component(alarm)
    return event


def _first(rule: str, issued: date | None) -> date | None:
    """The first day of a recurring bound after the document's issue; None where the document has no date."""
    if issued is None:
        return None
    from dateutil.rrule import rrulestr

    start = datetime(issued.year, issued.month, issued.day)
    try:
        first = next(iter(rrulestr(rule, dtstart=start)), None)
    except ValueError:
        return None
    return first.date() if first else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
