"""The proof of each kind of gold record against its text: what doesn't stand there, one problem a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from docparse.corpus.annotated import Annotated, Slip, squash
from docparse.corpus.values import stands_in_a_row, stands_with_unit, year_is_told
from docparse.language.numerals import parse_number

Record: TypeAlias = dict[str, Any]
Proof: TypeAlias = Callable[[Annotated, Record], Iterator[str]]
"""The problems of one record."""

ROLES = ("lead", "support", "responsible", "implement")
_INHERITED = re.compile(r"不(?:再|逐)[^。；]{0,10}(?:列出|列明|注明|分工)")
"""What a clause says that binds tasks which don't name its bodies."""
_DISCLOSED = {"public": re.compile(r"此件(?:公开发布|主动公开)"), "on_request": re.compile(r"依申请公开")}


def slips(document: Annotated, kind: str) -> Iterator[Slip]:
    """What is wrong in the document's records of a kind, or in its meta."""
    if kind == "meta":
        yield from (Slip(document.name, "meta", problem) for problem in _told(_meta(document)))
        return
    for number, record in enumerate(document.records(kind)):
        unfilled = [field for field in ("kind", "role", "indicator") if field in record and not record[field]]
        for problem in (*(f"{field} is empty: say it" for field in unfilled), *_told(PROOFS[kind](document, record))):
            yield Slip(document.name, f"{kind}[{number}]", problem)


def _told(problems: Iterator[str]) -> Iterator[str]:
    """The problems, and last of all that a field is missing or of another form, which ends the proof."""
    try:
        yield from problems
    except KeyError as error:
        yield f"has no {error}"
    except (AttributeError, TypeError, ValueError) as error:
        yield f"a field is not of the form that gold has ({error})"


def missing(value: str, text: str) -> Iterator[str]:
    """A problem where the value doesn't stand in the text."""
    if squash(value) not in text:
        yield f"{value!r} does not stand in the text"


def _meta(document: Annotated) -> Iterator[str]:
    meta, text = document.meta, document.text
    for field in ("title", "doc_number", "region"):
        yield from missing(meta.get(field) or "", text)
    for field in ("issuers", "addressees", "cc"):
        for value in meta.get(field) or []:
            yield from missing(value, text)
    for field in ("issued_on", "printed_on"):
        if day := meta.get(field):
            year, month, date = map(int, day.split("-"))
            yield from missing(f"{year}年{month}月{date}日", text)
    if period := meta.get("period"):
        spelled = f"（{period['start']}—{period['end']}年）"
        five_years = "“十五五”" in meta["title"] and (period["start"], period["end"]) == (2026, 2030)
        if spelled not in squash(meta["title"]) and not five_years:
            yield f"the title does not say the period {spelled}"
    for disclosure, words in _DISCLOSED.items():
        if (meta.get("disclosure") == disclosure) != bool(words.search(text)):
            yield f"disclosure is {meta.get('disclosure')!r}, which the text does not say"


def _section(document: Annotated, section: Record) -> Iterator[str]:
    paths = [other["path"] for other in document.records("sections")]
    path = section["path"]
    parent, _, last = path.rpartition(".")
    last = last.rpartition(":")[2]  # of "notice:1", "annex1:2"
    if paths.count(path) > 1:
        yield f"the path {path!r} stands twice"
    if parent and parent not in paths:
        yield f"the path {path!r} has no section above it"
    written = section["number"].strip("（）()、.．第章节条")
    if last not in (written, str(parse_number(written))):
        yield f"the path {path!r} does not end in the number {section['number']!r}"
    if path not in document.sections:
        yield f"{section['number']}{section['heading']} does not stand in the text, or not in this order"


def _agency(document: Annotated, agency: Record) -> Iterator[str]:
    if not agency.get("optional"):
        yield from missing(agency["name"], document.text)
        if sum(other["name"] == agency["name"] for other in document.records("agencies")) > 1:
            yield f"{agency['name']!r} is listed twice"


def _member(document: Annotated, member: Record) -> Iterator[str]:
    """His titles stand behind his name, in brackets perhaps, or before it."""
    name, titles = re.escape(member["name"]), "[、，]".join(map(re.escape, member["titles"]))
    if not re.search(f"{name}(?:（(?:女，)?)?{titles}|{titles}，?{name}", document.text):
        yield f"{member['name']!r} does not stand beside {'、'.join(member['titles'])!r}"


def _body(document: Annotated, body: Record) -> Iterator[str]:
    yield from missing(body["name"], document.text)
    if body["host"]:
        yield from missing(f"设在{body['host']}", document.text)
    if body["parent"] not in {None, *(other["name"] for other in document.records("bodies"))}:
        yield f"its parent {body['parent']!r} is no body of this gold"


def _target(document: Annotated, target: Record) -> Iterator[str]:
    text = document.place(target)
    yield from missing(target["indicator"], text)
    yield from missing(target["scope"] or "", text)
    value, most, unit = target["value"], target["value_max"], target["unit"]
    if target["comparator"] == "multiply":
        yield from missing("翻一番", text)
    elif most:
        if not re.search(rf"(?<!\d){value}[—至]{most}{re.escape(unit)}", text):
            yield f"the range {value}—{most}{unit} does not stand in the text"
    elif not stands_with_unit(value, unit, text) and not stands_in_a_row(document, target["indicator"], value, unit):
        yield f"{value}{unit} does not stand in the text"
    year = (target["by"] or "")[:4]
    if year and not year_is_told(document, year, text):
        yield f"neither the text nor the title says {year}"


def _deadline(document: Annotated, deadline: Record) -> Iterator[str]:
    quote, end, rule = deadline["quote"], deadline["end"] or "", deadline["rrule"] or ""
    yield from missing(quote, document.place(deadline))
    years = re.findall(r"20\d\d", quote)
    if quote.endswith("年前"):  # before that year begins, or before it ends: readers differ
        years += [str(int(year) - 1) for year in years]
    if deadline["kind"] == "by" and years and end[:4] not in years:
        yield f"{end!r} is not of a year that {quote!r} says"
    if month := re.search(r"(\d+)月(\d+)日前", quote):
        day = f"-{int(month[1]):02}-{int(month[2]):02}"
        if not end.endswith(day) and f"BYMONTH={month[1]};BYMONTHDAY={month[2]}" not in rule:
            yield f"{quote!r} is another day than {end or rule!r}"
    if (deadline["kind"] == "recurring") != bool(rule or quote.startswith("定期")):
        yield "what recurs has a rule, and nothing else has"


def _assignment(document: Annotated, assignment: Record) -> Iterator[str]:
    own = document.place(assignment)
    named = [(role, name) for role in ROLES for name in assignment[role]]
    if not named:
        yield "names no body"
    yield from missing(assignment["task"], own)
    inherits = bool(_INHERITED.search(document.text))
    for role, name in named:
        inherited = inherits and (role == "implement" or assignment.get("optional"))
        yield from missing(name, document.text if inherited else own)


def _citation(document: Annotated, citation: Record) -> Iterator[str]:
    text = document.text.replace("[", "〔").replace("]", "〕")  # gold writes the number as it should be written
    number = f"（{citation['doc_number']}）" if citation["doc_number"] else ""
    yield from missing(f"《{citation['title']}》{number}", text)


def _finding(document: Annotated, finding: Record) -> Iterator[str]:
    yield from missing(finding["quote"], document.place(finding))


def _table(document: Annotated, table: Record) -> Iterator[str]:
    rows = [table["header"], *table["rows"]]
    if len({len(row) for row in rows}) > 1:
        yield "its rows are of different lengths"
    if squash("".join(cell for row in rows for cell in row)) not in document.text:
        yield "its cells do not stand in the text one after the other"


PROOFS: dict[str, Proof] = {
    "sections": _section,
    "tables": _table,
    "agencies": _agency,
    "members": _member,
    "bodies": _body,
    "targets": _target,
    "deadlines": _deadline,
    "assignments": _assignment,
    "citations": _citation,
    "findings": _finding,
}
"""The proof of each kind of record; `meta` has one of its own."""
