"""What holds of every document whatever: everything is quoted, every reference resolves, and the text is a fixed point."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, zip_longest
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docparse.pipeline import extract
from docparse.readers import read_bytes
from docparse.records import RECORD_KINDS, Document, Meta, Record, Span
from docparse.source import Line, Place, Source

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
TEXTS = sorted(p for folder in (ROOT / "corpora", SHARED / "corpora") for p in folder.rglob("*.txt"))
OTHERS = sorted(
    p
    for folder in (ROOT / "corpora", SHARED / "corpora")
    for p in folder.rglob("*")
    if p.suffix in {".docx", ".pdf", ".html"} and "scan" not in p.name
)

quick = settings(suppress_health_check=[HealthCheck.too_slow])


def source_of(text: str) -> Source:
    """The text as a reader of text files hands it over."""
    lines = (Line(line, Place(line=number)) for number, line in enumerate(text.split("\n"), 1))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Source("invented.txt", digest, "text/plain", "text", tuple(lines), flow="lines")


# --- the invariants: each yields a line for each place where it does not hold ----------------------------------------


def records(document: Document) -> Iterator[tuple[str, Record]]:
    return ((kind, record) for kind in RECORD_KINDS for record in getattr(document, kind))


def unquoted(document: Document) -> Iterator[str]:
    """Every record quotes its text, and every heading and number stands where it is said to."""
    for kind, record in records(document):
        start, end = record.span
        if not record.quote or document.text[start:end] != record.quote:
            yield f"{kind} {record.id} says {record.quote!r}, text has {document.text[start:end]!r}"
    for section in document.sections:
        start, end = section.heading_span
        if document.text[start:end] != section.heading:
            yield f"section {section.id} has heading {section.heading!r}, text has {document.text[start:end]!r}"
        if not document.text.startswith(section.number, section.span[0]):
            yield f"section {section.id} does not begin with its number {section.number!r}"


def doubled(document: Document) -> Iterator[str]:
    """No id stands twice."""
    ids = Counter(
        thing.id for kind in ("parts", "sections", "tables", *RECORD_KINDS) for thing in getattr(document, kind)
    )
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)


def dangling(document: Document) -> Iterator[str]:
    """Every reference names a thing of the right kind, and None where it may."""
    parts, sections, agencies, bodies, targets = (
        {thing.id for thing in things}
        for things in (document.parts, document.sections, document.agencies, document.bodies, document.targets)
    )
    references: list[tuple[str, str | None, set[str]]] = [
        *((f"section {s.id} part", s.part, parts) for s in document.sections),
        *((f"section {s.id} parent", s.parent, sections) for s in document.sections),
        *((f"table {t.id} part", t.part, parts) for t in document.tables),
        *((f"table {t.id} section", t.section, sections) for t in document.tables),
        *((f"{kind} {r.id} section", r.section, sections) for kind, r in records(document)),
        *((f"member {m.id} body", m.body, bodies) for m in document.members),
        *((f"body {b.id} parent", b.parent, bodies - {b.id}) for b in document.bodies),
        *((f"target {t.id} parent", t.parent, targets - {t.id}) for t in document.targets),
        *(
            (f"assignment {a.id} party {party.name}", party.agency, agencies)
            for a in document.assignments
            for party in (*a.lead, *a.support, *a.responsible, *a.implement)
        ),
    ]
    yield from (f"{what} names {name!r}" for what, name, known in references if name is not None and name not in known)


def out_of_bounds(document: Document) -> Iterator[str]:
    """Every span lies in the text and, but for the empty heading and part, holds something."""
    size = len(document.text)
    solid: list[tuple[str, Span]] = [
        *((f"section {s.id}", s.span) for s in document.sections),
        *((f"table {t.id}", t.span) for t in document.tables),
        *((f"{kind} {r.id}", r.span) for kind, r in records(document)),
        *((f"agency {a.id} mention", mention) for a in document.agencies for mention in a.mentions),
        *((f"meta {field}", span) for field, span in document.meta.spans.items()),
    ]
    hollow: list[tuple[str, Span]] = [
        *((f"part {p.id}", p.span) for p in document.parts),
        *((f"heading of {s.id}", s.heading_span) for s in document.sections),
        *(("source_map entry", entry.span) for entry in document.source_map),
    ]
    yield from (f"{what} has span {span}" for what, span in solid if not 0 <= span[0] < span[1] <= size)
    yield from (f"{what} has span {span}" for what, span in hollow if not 0 <= span[0] <= span[1] <= size)
    yield from (f"meta.spans names {field!r}" for field in document.meta.spans if field not in Meta.model_fields)


def badly_nested(document: Document) -> Iterator[str]:
    """Parts follow each other; a section lies in its part and parent, below it in level; siblings do not overlap."""
    parts = {part.id: part for part in document.parts}
    sections = {section.id: section for section in document.sections}
    yield from (f"parts overlap at {b.span}" for a, b in pairwise(document.parts) if a.span[1] > b.span[0])
    for section in document.sections:
        if not within(section.span, parts[section.part].span):
            yield f"section {section.id} {section.span} leaves part {parts[section.part].span}"
        if not within(section.heading_span, section.span):
            yield f"heading {section.heading_span} leaves section {section.id} {section.span}"
        parent = sections.get(section.parent or "")
        if parent and not (within(section.span, parent.span) and parent.level < section.level):
            yield f"section {section.id} {section.span} does not nest in {parent.id} {parent.span}"
        if parent and parent.part != section.part:
            yield f"section {section.id} and its parent {parent.id} are of two parts"
    for parent_id in {(section.part, section.parent) for section in document.sections}:
        siblings = [s for s in document.sections if (s.part, s.parent) == parent_id]
        yield from (f"sections {a.id} and {b.id} overlap" for a, b in pairwise(siblings) if a.span[1] > b.span[0])


def misplaced(document: Document) -> Iterator[str]:
    """A record lies in the section that it names, and in none that lies deeper.

    An assignment belongs to the section of its task, which need not hold the clause that assigns it.
    """
    sections = {section.id: section for section in document.sections}
    for kind, record in records(document):
        if kind == "assignments":
            continue
        home = sections.get(record.section or "")
        if home and not home.span[0] <= record.span[0] < home.span[1]:
            yield f"{kind} {record.id} {record.span} is not in its section {home.id} {home.span}"
        deeper = [s for s in document.sections if s.parent == record.section and within(record.span, s.span)]
        if deeper:
            yield f"{kind} {record.id} {record.span} lies deeper than {record.section}, in {deeper[0].id}"


def unmapped(document: Document) -> Iterator[str]:
    """Every paragraph of the text knows where it came from, and no entry of the map crosses a paragraph's end."""
    entries = [entry.span for entry in document.source_map]
    yield from (f"source_map is out of order at {b}" for a, b in pairwise(entries) if a[0] > b[0])
    start = 0
    for paragraph in document.text.split("\n"):
        end = start + len(paragraph)
        if paragraph and not any(start <= a < b <= end for a, b in entries):
            yield f"paragraph at {start} ({paragraph[:20]!r}) is not in source_map"
        start = end + 1
    yield from (f"source_map entry {a, b} crosses a paragraph" for a, b in entries if "\n" in document.text[a:b])


def torn_tables(document: Document) -> Iterator[str]:
    """A table stands in the text row by row, cells joined by tabs."""
    for table in document.tables:
        said = ["\t".join(row) for row in (table.header, *table.rows) if row]
        stands = document.text[slice(*table.span)].split("\n")
        if said != stands[-len(said) :]:
            yield f"table {table.id} {said} stands as {stands}"


INVARIANTS = (unquoted, doubled, dangling, out_of_bounds, badly_nested, misplaced, unmapped, torn_tables)


def faults(document: Document) -> list[str]:
    return [f"{invariant.__name__}: {fault}" for invariant in INVARIANTS for fault in invariant(document)]


def within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


# --- texts made of the grammar's own words ---------------------------------------------------------------------------

NUMBERS = "一、 二、 十一、 （一） （二） （十二） (三) 1. 2． 3、 12. （1） (2) 第一章 第二条 专栏1 专栏2： —— ① 附件 附件1 附件2： 附件：1."
HEADINGS = (
    "总体要求 主要目标 重点任务 培育软件企业 建设智算中心 组织保障 加强组织领导。 领导小组成员 任务分工表 （一）其中"
)
AGENCIES = "区数据局 区发展改革委 市经济信息委、财政局 各镇街 区级有关部门 云江市人民政府 南浦高新区管委会 区委组织部 省工业和信息化厅"
LABELS = "牵头单位 配合单位 责任单位 牵头 负责 按职责分工负责 具体落实 参与 组长 副组长 成员 办公室设在 由 会同"
DATES = (
    "到2026年 2025年底前 2025年6月30日 2024—2026年 2025年13月45日 2025年2月30日 ０年 二○二六年 “十四五”期间 今年 每季度 "
    "每季度末月25日前 每月5日前 自印发之日起30日内 有效期5年 上半年 9999年12月 长期"
)
AMOUNTS = (
    "120家 50亿元 1—2家 3至5个 12%以上 1.5个百分点 一万五千亿元 百分之九十五 10^9 ²年 ٣٠家 ①家 0.0.1万吨 ,,,亿元 "
    "99999999999999999999999999亿元 -5% 翻一番 三分之一 近千 万亿 1/0 5G 12345热线 ２０２６家"
)
VERBS = "达到 突破 不少于 增长 力争 控制在 其中 分别达到 较2020年 建成 完成 新增 预计 设立 成立 印发 废止 根据 贯彻落实"
FRONT = (
    "云江市人民政府办公室 云江市人民政府办公室关于印发南浦区数字经济发展行动计划的通知 云府办发〔2024〕12号 云府办[2024]3号 各区人民政府： "
    "（此件公开发布） 2024年3月8日 抄送：区委办公室。 -1- —2— 南浦区数字经济工作专班 附件：名单"
)
TITLES = "《云江市数字经济促进办法》 《办法》（云府发〔2023〕9号） 《关于印发〈方案〉的通知》 （以下简称《方案》） 《 》 〈〉"
MARKS = [
    "e\u0301",
    "\t\t",
    "\n",
    *"，。；：、（）()〔〕[]《》〈〉“”【】—·|%〇㈠𠮷\t\u3000\xa0\u200b\ufeff\x00\r\x0c\u2028\x85",
]
WORDS = f"{NUMBERS} {HEADINGS} {AGENCIES} {LABELS} {DATES} {AMOUNTS} {VERBS} {FRONT} {TITLES}".split(" ")


def words(*vocabularies: str) -> st.SearchStrategy[str]:
    return st.sampled_from(" ".join(vocabularies).split(" "))


def joined(*pieces: str | st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One text of the pieces in this order, each drawn anew."""
    drawn = (st.just(piece) if isinstance(piece, str) else piece for piece in pieces)
    return st.tuples(*drawn).map("".join)


clause = joined(words(DATES), "，", words(HEADINGS), words(VERBS), words(AMOUNTS), st.sampled_from("，。；"))
duty = joined(
    st.sampled_from("（(〔["), words(LABELS), "：", words(AGENCIES), "；", words(LABELS), "：", words(AGENCIES), "）"
)
heading = joined(words(NUMBERS), words(HEADINGS))
paragraph = joined(heading, "。", clause, clause, duty)
row = st.lists(words(AGENCIES, AMOUNTS, HEADINGS), min_size=3, max_size=3).map("\t".join)
table = st.lists(row, min_size=2, max_size=4).map("\n".join)
members = joined(
    words("组长： 副组长： 成　员："),
    words("甲一 乙　二 丙·三 丁四四"),
    "  ",
    words(AGENCIES),
    words("主任 副区长、局长"),
)
soup = st.lists(st.sampled_from(WORDS) | st.sampled_from(MARKS), max_size=30).map("".join)
line = heading | paragraph | table | clause | duty | members | words(FRONT)
noise = line | row | soup | st.text(max_size=20) | st.just("")


def wrapped(text: str, width: int) -> str:
    """As text files of portals have it: a line broken where it is `width` hanzi wide, but not before a mark."""
    lines, room = [""], float(width)
    for character in text:
        room -= 0.5 if character.isascii() else 1
        if character == "\n" or (room < 0 and character not in "，。；：、）》”"):
            lines.append("")
            room = float(width)
        if character != "\n":
            lines[-1] += character
    return "\n".join(lines)


def paragraphs_wrapped(text: str, width: int) -> str:
    """As `wrapped`, each paragraph indented by two blanks, as the standard has it."""
    return "\n".join(wrapped(f"　　{paragraph}", width) for paragraph in text.split("\n"))


PREAMBLE = (
    "为贯彻落实《云江市数字经济促进办法》，加快建设智算中心、培育软件企业、完善工作机制，推动全区数字经济高质量发展，"
    "结合我区实际，现将有关事项通知如下，请各镇街、区级有关部门认真抓好落实，工作中遇到的重大问题及时向区政府报告。"
)
"""One long paragraph in each text: where all are short, paragraphs can't be told from the lines of a wrapped text."""
official_text = st.lists(line, max_size=12).map(lambda lines: "\n".join([PREAMBLE, *lines]))
noisy_text = st.lists(noise, max_size=12).map("\n".join)
document_text = official_text | st.builds(paragraphs_wrapped, official_text, st.integers(20, 40))
any_text = document_text | noisy_text | st.builds(wrapped, noisy_text, st.integers(5, 40)) | st.text() | soup


@quick
@given(any_text)
def test_any_text_holds_the_invariants(text: str) -> None:
    assert faults(extract(source_of(text))) == []


@quick
@given(any_text)
def test_json_gives_the_same_document_back(text: str) -> None:
    document = extract(source_of(text))
    assert Document.model_validate_json(document.model_dump_json()) == document


@quick
@given(any_text)
def test_extracting_twice_gives_the_same(text: str) -> None:
    assert extract(source_of(text)) == extract(source_of(text))


@quick
@given(document_text)
def test_text_is_a_fixed_point(text: str) -> None:
    document = extract(source_of(text))
    assert changed(document, extract(source_of(document.text))) == []


@settings(max_examples=20)
@given(document_text)
def test_spans_align_in_spacy(text: str) -> None:
    assert misaligned(extract(source_of(text))) == []


HOSTILE = {
    "nothing": "",
    "blank lines": "\n\n\n",
    "tabs alone": "\t\t\n\t",
    "brackets nested deep": "（" * 10_000 + "牵头单位：区数据局" + "）" * 10_000,
    "brackets of all kinds, open": "（〔《〈【“" * 3_000,
    "titles nested deep": "《" * 5_000 + "》" * 5_000,
    "one long line": "到2026年，建成充电桩300个。" * 5_000,
    "commas": "、" * 100_000,
    "agencies without end": "区数据局、" * 10_000,
    "numeral of many digits": "到2026年，产值达到" + "9" * 10_000 + "亿元。",
    "Chinese numeral of many digits": "到2026年，产值达到" + "九千" * 5_000 + "亿元。",
    "number after number": "1.2.3.4." * 5_000,
    "headings without end": "一、\n" * 3_000,
    "levels that jump": "（1）甲\n一、乙\n1.丙\n（一）丁\n（1）戊\n" * 200,
    "blanks": " \u3000" * 50_000 + "一、甲",
    "dashes": "—" * 20_000,
    "rows of all widths": "\n".join("\t".join("甲" * (n % 7)) for n in range(1_000)),
    "labels without end": "牵头单位：" * 5_000,
    "members without end": "成  员：" + "甲  某  区数据局局长\n" * 2_000,
    "default clauses": "（以下各项任务均需各镇街配合，不再列出）" * 500,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_holds_the_invariants(text: str) -> None:
    assert faults(extract(source_of(text))) == []


# --- documents -------------------------------------------------------------------------------------------------------


@cache
def document_of(path: Path) -> Document:
    return extract(path)


def content(document: Document) -> dict[str, object]:
    """All that is said of the document but where it came from."""
    return document.model_dump(exclude={"source", "source_map"})


def changed(document: Document, again: Document) -> list[str]:
    """The fields of the contract that differ, each with its first difference."""
    before, after = content(document), content(again)
    return [
        f"{field}: {first_difference(before[field], after[field])}" for field in before if before[field] != after[field]
    ]


def first_difference(before: object, after: object) -> str:
    if isinstance(before, list) and isinstance(after, list):
        return next((f"{a} became {b}" for a, b in zip_longest(before, after) if a != b), "")
    if isinstance(before, str) and isinstance(after, str):
        at = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
        return f"at {at} {before[max(at - 10, 0) : at + 30]!r} became {after[max(at - 10, 0) : at + 30]!r}"
    return f"{before} became {after}"


def misaligned(document: Document) -> list[str]:
    """Records whose spaCy span does not read as their quote."""
    doc = document.to_spacy()
    quotes = [(kind, r.id, r.quote) for kind, r in records(document)]
    said = [(kind, s.id_, s.text) for kind in RECORD_KINDS for s in doc.spans[kind]]
    wrong = [f"{want} reads {got}" for want, got in zip_longest(quotes, said) if want != got]
    return wrong if doc.text == document.text else [*wrong, "the texts differ"]


def name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", [*TEXTS, *OTHERS], ids=name)
def test_document_holds_the_invariants(path: Path) -> None:
    assert faults(document_of(path)) == []


@pytest.mark.parametrize("path", [*TEXTS, *OTHERS], ids=name)
def test_extracting_the_text_of_a_document_again_gives_the_same(path: Path) -> None:
    document = document_of(path)
    again = extract(read_bytes(document.text.encode("utf-8"), "again.txt"))
    assert changed(document, again) == []


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_document_through_json_and_twice(path: Path) -> None:
    document = document_of(path)
    assert Document.model_validate_json(document.model_dump_json()) == document
    assert extract(path) == document


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_document_aligns_in_spacy(path: Path) -> None:
    assert misaligned(document_of(path)) == []


@pytest.mark.parametrize("path", [path for path in TEXTS if path.is_relative_to(ROOT)], ids=name)
def test_wrapping_the_text_of_a_document_changes_nothing(path: Path) -> None:
    document = document_of(path)
    if document.tables:
        pytest.skip("the rows of a table are no paragraphs to wrap")
    assert changed(document, extract(source_of(paragraphs_wrapped(document.text, 28)))) == []


def test_there_are_documents_to_hold_them_to() -> None:
    assert any(path.is_relative_to(ROOT / "corpora") for path in TEXTS)
