"""What changed between two versions of a document, in an official's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docparse.exporting.ledger import Row, Sheet
from docparse.exporting.places import document_name, section_labels
from docparse.records import Document
from docparse.reporting.forms import Format, Report, render, sheet, titled
from docparse.reporting.wording import CHANGES, HEAD, RECORD_CHANGES, REVISED
from docparse.results import Piece, RevisionResult, SectionRevision

_LONGEST_EQUAL = 80  # characters of an unchanged run that are shown whole
_AROUND = 30  # characters of a longer one that stay on each side of a change


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """`changes` rows of the result's word and the Chinese one; labels are "" where a version lacks the section."""

    changes: tuple[tuple[str, str], ...]
    old_label: str
    new_label: str
    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """A record with its quote and the label of its section in each version, "" where a version lacks it."""

    kind: str
    kind_words: str
    change: str
    change_words: str
    note: str
    old: str
    old_label: str
    new: str
    new_label: str


def render_revision(result: RevisionResult, old: Document, new: Document, format: Format) -> bytes:
    """What changed from `old` to `new` as a whole file: UTF-8 text, or a workbook for "xlsx".

    Raises:
        DocparseError: an unknown format, or a damaged installation without templates.
    """
    report = Report(
        name="revision",
        title=f"版本比对：{document_name(new)}",
        day=new.meta.issued_on,
        values=lambda: _values(result, old, new),
        sheets=lambda: tuple(_sheets(result, old, new)),
    )
    return render(result, report, format)


def _values(result: RevisionResult, old: Document, new: Document) -> Mapping[str, object]:
    counts = [(c, words, sum(c in s.changes for s in result.sections)) for c, words in CHANGES.items()]
    kinds = [(k, words, sum(r.kind == k for r in result.records)) for k, words in REVISED.items()]
    return {
        "old_title": titled(old),
        "new_title": titled(new),
        "meta": [(HEAD[field.field], field.old, field.new) for field in result.meta],
        "sections": _sections(result, old, new),
        "counts": counts,
        "records": _records(result, old, new),
        "kinds": kinds,
    }


def _sections(result: RevisionResult, old: Document, new: Document) -> list[ChangedSection]:
    above, below = _labels(old), _labels(new)
    return [
        ChangedSection(
            changes=tuple((change, CHANGES[change]) for change in section.changes),
            old_label="" if section.old is None else above.get(section.old, ""),
            new_label="" if section.new is None else below.get(section.new, ""),
            heading=section.heading,
            pieces=tuple(_shortened(section)),
        )
        for section in result.sections
    ]


def _labels(document: Document) -> dict[str, str]:
    labels = section_labels(document)
    return {"": "（文首）"} | {document.address(section.id): labels[section.id] for section in document.sections}


def _shortened(section: SectionRevision) -> Iterator[Piece]:
    """The pieces with long unchanged runs cut in the middle, so that the changes are seen."""
    last = len(section.pieces) - 1
    for place, piece in enumerate(section.pieces):
        if piece.op != "equal" or len(piece.text) <= _LONGEST_EQUAL:
            yield piece
            continue
        tail = "" if place == last else piece.text[-_AROUND:]
        yield piece.model_copy(update={"text": f"{piece.text[:_AROUND]}……{tail}"})


def _records(result: RevisionResult, old: Document, new: Document) -> list[ChangedRecord]:
    above, below = _labels(old), _labels(new)
    return [
        ChangedRecord(
            kind=record.kind,
            kind_words=REVISED[record.kind],
            change=record.change,
            change_words=RECORD_CHANGES[record.change],
            note=record.note,
            old=record.old.quote if record.old else "",
            old_label=above.get(record.old.section, "") if record.old and record.old.section else "",
            new=record.new.quote if record.new else "",
            new_label=below.get(record.new.section, "") if record.new and record.new.section else "",
        )
        for record in result.records
    ]


def _sheets(result: RevisionResult, old: Document, new: Document) -> Iterator[Sheet]:
    above, below = _labels(old), _labels(new)
    sections: list[Row] = [
        (
            "、".join(CHANGES[change] for change in section.changes),
            "" if section.old is None else above.get(section.old, ""),
            "" if section.new is None else below.get(section.new, ""),
            section.heading,
            _told(section.pieces, "insert"),
            _told(section.pieces, "delete"),
        )
        for section in result.sections
    ]
    columns = (
        ("变动", 12),
        ("旧版条目", 14),
        ("新版条目", 14),
        ("标题", 24),
        ("旧版内容（【】内删去）", 55),
        ("新版内容（【】内新增）", 55),
    )
    yield sheet("章节变动", columns, sections)  # fmt: skip
    records = [
        (r.kind_words, r.change_words, r.note, r.old_label, r.old, r.new_label, r.new)
        for r in _records(result, old, new)
    ]
    yield sheet(
        "要素变动",
        (
            ("类别", 8),
            ("变动", 8),
            ("说明", 60),
            ("旧版条目", 12),
            ("旧版原文", 40),
            ("新版条目", 12),
            ("新版原文", 40),
        ),
        records,
    )
    head = [(HEAD[field.field], field.old, field.new) for field in result.meta]
    yield sheet("文件信息变动", (("项目", 12), ("旧版", 60), ("新版", 60)), head)


def _told(pieces: Sequence[Piece], hidden: str) -> str:
    """A text in which what the other version lacks stands in 【】."""
    return "".join(p.text if p.op == "equal" else f"【{p.text}】" for p in pieces if p.op != hidden)
