"""Retells an upper document's paragraph for the region: its own deed, no foreign figures, no other district's name.

The rules are rows of `rewriting.tsv`, each with an example and a counter-example that the tests run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docparse.drafting.locality import LOWER, Locality
from docparse.lexicon.tables import read_table
from docparse.records import Assignment, Document, Span

VERBS = (
    "加快 加大 加强 加速 按照 依托 推动 推进 推广 大力 抢抓 抓住 进一步 以 构建 建设 建立 建成 打造 发展 开展 积极 围绕 充分 完善 健全 成立 组建 "
    "制定 出台 探索 创新 实施 强化 深化 优化 提升 提高 落实 统筹 引进 引导 引育 培育 培养 聚焦 立足 结合 抓好 抓实 做好 做大 做强 壮大 扩大 利用 发挥 配套 "
    "争取 推行 申报 争创 创建 设立 下设 研究 编制 组织 协调 定期 对 向 在 与 因地制宜 有序 全面 着力 持续 严格 主动 支持 鼓励 应用 采取 通过 拓展 布局 承接 于 每 也 同步"
)
_SENTENCE = re.compile(r"[^。；！？\n]*(?:[。；！？\n]+|$)")
_CLAUSE = re.compile(r"(?:（[^（）]*）|[^，、；。])*[，、；。]?")
_LABEL = re.compile(r"[（〔\[](?:具体)?(?:责任|牵头|配合|主办|协办|承办|实施)(?:单位|部门|主体)")
_ADVERBIAL = re.compile(r"^(?:在|从|按|以|自|对|通过|除)[^，]{0,40}(?:中|下|内|上|前|后|起|外)，$")
_STOOD = re.compile(r"\s*(?:截至)?(20\d\d)年(?:底|末)?，?(?:我|全)[省市区州盟]")
_OPENS = re.compile("(?:[^，。；]{0,12}由|请|[一-龥]{2,6}(?:单位|部门)[：:为]?)?$")
_ROLE = re.compile(
    "(?:共同|分别|具体|会同|依次|按照?职[责能](?:分工)?)*(?:牵头|配合|参与|参加|协助|协同|落实|组织|指导|实施"
    "|(?:负责|承担|统筹|负责统筹)(?=[，。；\n]|$))*，?"
)
_WESTERN = re.compile(r"(?<=[一-龥”）》])[,;:?!]|[,;:?!](?=[一-龥“（《])")
_BRACKETS = re.compile(r"(?<=[一-龥])\(([^()\n]{1,60})\)|\(([^()\n]{0,60}[一-龥][^()\n]{0,60})\)")
_STRAIGHT = re.compile(r'["“]([^"“”\n]{1,60})["”]')
_MARKS = str.maketrans(",;:?!", "，；：？！")
_QUOTED = "《[^《》]{1,80}》"
_CJK = re.compile(r"[一-龥]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table, its placeholders filled in for one plan."""

    name: str
    pattern: re.Pattern[str]
    becomes: str


@cache
def rows() -> tuple[dict[str, str], ...]:
    """The table of rewriting rules as it stands in the file."""
    return read_table(Path(__file__).with_name("rewriting.tsv"))


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Tells one sentence as the region's own; what `kept` finds (titles in 《》, names of bodies) stays as it is."""

    rules: tuple[Rule, ...]
    kept: re.Pattern[str]
    offices: re.Pattern[str]

    def is_upper(self, text: str) -> bool:
        """Whether the text begins with a body of the upper level, whose deed it then tells."""
        return bool(self.offices.match(text))

    def __call__(self, sentence: str) -> str:
        held: list[str] = []

        def hold(match: re.Match[str]) -> str:
            held.append(match[0])
            return f"\x00{len(held) - 1}\x00"

        text = self.kept.sub(hold, sentence)
        for rule in self.rules:
            text = rule.pattern.sub(rule.becomes, text)
        return re.sub(r"\x00(\d+)\x00", lambda m: held[int(m[1])], text)


def rewriter(place: Locality, offices: Iterable[str], bodies: Iterable[str] = ()) -> Rewriter:
    """The rewriting rules for one region.

    Args:
        place: the region.
        offices: the upper level's bodies as the documents name them.
        bodies: names of groups that the documents set up; an area inside such a name is part of the name.
    """
    words = {
        "group": _any(place.groups),
        "lower": LOWER,
        "place": _any((place.name, place.stem, *place.others, *place.siblings)),
        "office": _any(offices),
        "upper": place.upper,
        "own": place.own,
        "verb": _any(VERBS.split()),
    }

    def fill(text: str) -> str:
        for word, value in words.items():
            text = text.replace("{" + word + "}", value)
        return text

    rules = tuple(Rule(row["rule"], re.compile(fill(row["pattern"])), fill(row["becomes"])) for row in rows())
    names = _any(body for body in bodies if any(group in body for group in place.groups))
    return Rewriter(rules, re.compile(f"{_QUOTED}|{names}"), re.compile(words["office"]))


def _any(names: Iterable[str]) -> str:
    """Names as one group, the longest first; a group that never matches where there are none."""
    ordered = sorted(set(names), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else "(?!)"


def retell(document: Document, span: Span, place: Locality, rewrite: Rewriter, *, own: bool = False) -> list[str]:
    """The sentences of `document.text[span]`, rewritten for the region.

    Left out are brackets of responsibility, clauses that hold a recorded target (goals are told apart from the text)
    and sentences that speak of other places or of the upper level's own figures alone; `own` marks a section that is the region's.
    """
    sentences: list[str] = []
    for start, end in sentence_spans(document, span):
        if not own and is_foreign(document.text[start:end], place):
            continue
        aimed = any(start <= t.span[0] < end for t in document.targets)
        if rewrite.is_upper(document.text[start:end]) and aimed:
            continue  # a figure of the upper level's own work
        if not own and not aimed and _tells_past(document, (start, end)):
            continue
        told = rewrite(_without_targets(document, (start, end)).strip())
        if len(_CJK.findall(told)) >= 4:
            sentences.append(_closed(told))
    return sentences


def sentence_spans(document: Document, span: Span) -> list[Span]:
    """Spans of the sentences inside `span`; brackets of responsibility, and tables with their captions, are left out."""
    pieces, start = [], span[0]
    for bracket in sorted([*_responsibilities(document, span), *_tables(document, span)]):
        if bracket[0] >= start:
            pieces.append((start, bracket[0]))
            start = bracket[1]
    pieces.append((start, span[1]))
    return [
        (begin + m.start(), begin + m.end())
        for begin, end in pieces
        for m in _SENTENCE.finditer(document.text[begin:end])
        if m[0].strip()
    ]


def _tables(document: Document, span: Span) -> list[Span]:
    """The tables inside `span`, each from its caption on."""
    found = []
    for table in document.tables:
        if span[0] <= table.span[0] < span[1]:
            before = document.text.rfind("\n", 0, max(table.span[0] - 1, 0)) + 1
            captioned = bool(table.caption) and (table.caption or "") in document.text[before : table.span[0]]
            found.append((max(before if captioned else table.span[0], span[0]), min(table.span[1], span[1])))
    return found


def _responsibilities(document: Document, span: Span) -> list[Span]:
    """Brackets that say who answers: those that hold a recorded assignment, and those that open with its label."""
    text, depth_of = document.text, {"（": 1, "〔": 1, "[": 1, "）": -1, "〕": -1, "]": -1}
    stated = [a.span for a in document.assignments if span[0] <= a.span[0] < span[1]]
    found: list[Span] = []
    start, depth = span[0], 0
    for offset in range(*span):
        change = depth_of.get(text[offset], 0)
        if change > 0 and depth == 0:
            start = offset
        depth = max(depth + change, 0)
        if change < 0 and depth == 0:
            held = any(start < s[0] <= offset for s in stated)
            if held or _LABEL.match(text, start, offset):
                found.append((start, offset + 1))
    return found


def _tells_past(document: Document, span: Span) -> bool:
    """Whether the sentence says how the whole of the upper level stood in a year before the document's: 2025年，全省…."""
    stated, issued = _STOOD.match(document.text, *span), document.meta.issued_on
    return stated is not None and issued is not None and stated[1] <= issued[:4]


def is_foreign(sentence: str, place: Locality) -> bool:
    """Whether a sentence names other places of the region's rank and not the region.

    A short name counts where it stands for the place (济南、), not inside another name (济南智能产业园).
    """
    return place.stem not in sentence and (
        names_others(sentence, place) or bool(re.search(f"{_any(place.siblings)}(?=[市、，。和与及等两为])", sentence))
    )


def names_others(sentence: str, place: Locality) -> bool:
    """Whether a sentence names other places in full and not the region."""
    return place.stem not in sentence and any(other in sentence for other in place.others)


def _without_targets(document: Document, span: Span) -> str:
    """The sentence without the clauses that hold a target, without who does what it tells (由…牵头, 某局会同某局…), which
    the bracket says anew, and without a time that then bounds nothing.
    """
    named = [n for a in document.assignments if a.rule == "assignment.prose" for n in _told_of(document, a)]
    targets = [t.span for t in document.targets if t.span[0] < span[1] and t.span[1] > span[0]]
    text = document.text[span[0] : span[1]]
    clauses = [(span[0] + m.start(), span[0] + m.end()) for m in _CLAUSE.finditer(text) if m[0]]
    if not targets:
        return _without(document, clauses, named)
    held = [any(t[0] < end and t[1] > start for t in targets) for start, end in clauses]
    times = [d.span for d in document.deadlines]
    kept = []
    for index, (start, end) in enumerate(clauses):
        only_time = any(t[0] <= start + 1 and t[1] >= end - 2 for t in times)
        clause = document.text[start:end]
        leads_in = only_time or clause.endswith("的，") or bool(_ADVERBIAL.match(clause))
        if not held[index] and not (leads_in and (index + 1 == len(clauses) or held[index + 1])):
            kept.append((start, end))
    return re.sub(r"[^，；：]*：$", "", _without(document, kept, named).rstrip("，、；。")).rstrip("，、；")


def _told_of(document: Document, told: Assignment) -> list[Span]:
    """Where the names of those who do something open its clause, the span from the first name to the last one's role; the
    clause from its start where it says nothing else (此项工作由市科技局牵头).
    """
    roles = (told.lead, told.responsible, told.support, told.implement)
    names = [p.name for role in roles for p in role if not p.inherited and p.name in told.quote]
    if not any(_OPENS.match(told.quote[: told.quote.index(name)]) for name in names):
        return []
    start, end = told.span[0], told.span[0] + max(told.quote.rfind(name) + len(name) for name in names)
    role = _ROLE.match(document.text, end)
    end = role.end() if role else end
    if document.text[end - 1 : end + 1].strip("。；\n") != document.text[end - 1 : end + 1]:
        start = max(document.text.rfind(mark, 0, start) for mark in "，。；\n") + 1
    return [(start, end)]


def _without(document: Document, kept: Sequence[Span], named: Sequence[Span]) -> str:
    """The text of the spans `kept` without what lies in `named`."""
    return "".join(
        document.text[at] for start, end in kept for at in range(start, end) if not any(a <= at < b for a, b in named)
    )


def _closed(sentence: str) -> str:
    """The sentence with a final 。, whatever stood there."""
    return full_width(sentence).rstrip("，、；。 \n") + "。"


def full_width(text: str) -> str:
    """Western marks beside Chinese characters as Chinese ones, and straight quotes in pairs (GB/T 15834)."""
    text = _STRAIGHT.sub(r"“\1”", text)
    text = _BRACKETS.sub(lambda m: f"（{m[1] or m[2]}）", text)
    return _WESTERN.sub(lambda m: m[0].translate(_MARKS), text)


def merged(texts: Sequence[list[str]], alike: Callable[[str, str], bool]) -> list[str]:
    """The sentences of several tellings in order, each that says what an earlier one said left out."""
    told: list[str] = []
    for sentences in texts:
        told += [s for s in sentences if not any(alike(s, earlier) for earlier in told)]
    return told
