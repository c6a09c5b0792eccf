"""Words: doubled, left out, left blank, misspelt, and set phrases that are misquoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from docparse.extractors.findings.slips import CJK, STOPS, Slip, around, clause_start, matches
from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.lexicon.tables import table, values
from docparse.structure.text import Label

# --- said twice ------------------------------------------------------------------------------------------------------


@cache
def _doubled() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"([{CJK}]{{2,12}})\1"),  # 加快推进加快推进
        re.compile(rf"([{CJK}])([{CJK}])\1[{CJK}]\1\2"),  # 落实落地落实
        re.compile(rf"(?<![{CJK}])([{CJK}]{{2,20}})、\1(?=[、，。；）等和及])"),  # 仓储、仓储、
        re.compile(  # 2026年底前前; branches that all begin with a literal are found fast
            "|".join(rf"{c}{c}(?<=[\d万亿]..)" for c in "日月元个")
            + r"|前前(?<=[\d底月日]..)|化化|的的(?<![目标有]..)(?!确)"
        ),
    )


def doubled_words(reading: Reading, made: Records) -> Iterator[Slip]:
    """Words that stand twice: 加快推进加快推进, 落实落地落实, 2026年底前前, and a sentence said twice running."""
    ends = -1
    found = sorted(m.span() for pattern in _doubled() for m in matches(reading, pattern, rows=False))
    for start, end in found:
        if start >= ends and not _by_chance(reading.text, start, end):
            span = around(reading.text, (start, end), 6) if end - start < 4 else (start, end)
            yield Slip(span, {"words": reading.text[start:end]})
            ends = end
    for first, second in pairwise(reading.sentences):
        same = (
            second[1] - second[0] == first[1] - first[0] >= 12
            and reading.text[slice(*first)] == reading.text[slice(*second)]
        )
        if same and reading.text[second[1] - 1] == "。" and reading.label_at(second[0]) is Label.BODY:
            yield Slip(second, {"words": reading.text[second[0] : second[0] + 12] + "……"})


def _by_chance(text: str, start: int, end: int) -> bool:
    """Whether two pairs of characters may only meet: 交通/保通/保畅, 制造/制造业; the second must end a word, and 一一 counts."""
    pair = end - start == 4 and text[start : start + 2] == text[start + 2 : end]
    return pair and (text[start] == "一" or (end < len(text) and text[end] not in STOPS + "）的和与及"))


# --- set phrases -----------------------------------------------------------------------------------------------------

_MOST_EXTRA = 3  # characters that may have slipped into a set phrase


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """What finds the first half of any set phrase, and first half → what may follow it."""
    rests: dict[str, tuple[str, ...]] = {}
    for row in table("set_phrases.tsv"):
        half = (len(row["phrase"]) + 1) // 2
        head = row["phrase"][:half]
        rests[head] = (*rests.get(head, ()), row["phrase"][half:])
    heads = sorted(rests, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, heads))), rests


def misquoted_phrases(reading: Reading, made: Records) -> Iterator[Slip]:
    """A set phrase with a word too many inside: 供给侧结构性性改革."""
    pattern, rests = _phrases()
    for match in pattern.finditer(reading.text):
        after = reading.text[match.end() : match.end() + 24]
        if any(after.startswith(rest) for rest in rests[match[0]]):
            continue
        for rest in rests[match[0]]:
            extra = _extra(after, rest)
            if extra:
                wrong = match[0] + after[: len(rest) + extra]
                yield Slip((match.start(), match.start() + len(wrong)), {"wrong": wrong, "right": match[0] + rest})
                break


def _extra(text: str, rest: str) -> int:
    """How many characters stand too many in `text` for it to begin with `rest`; 0 where it is something else.

    「的」 and words of joining vary a phrase without misquoting it.
    """
    for count in range(1, _MOST_EXTRA + 1):
        for at in range(len(rest)):
            added = text[at : at + count]
            if text[:at] == rest[:at] and text[at + count : len(rest) + count] == rest[at:]:
                return count if re.fullmatch(rf"[{CJK}]+", added) and not re.search("[的和与及之]", added) else 0
    return 0


# --- misspelt --------------------------------------------------------------------------------------------------------


@cache
def _misprints() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = table("misprints.tsv")
    alternatives = [
        re.escape(row["wrong"])
        + (f"(?!{'|'.join(map(re.escape, values(row['not_before'])))})" if row["not_before"] else "")
        for row in rows
    ]
    return re.compile("|".join(alternatives)), {row["wrong"]: row["right"] for row in rows}


def misspelt_words(reading: Reading, made: Records) -> Iterator[Slip]:
    """A usual misspelling of official texts (misprints.tsv): 布署, 截止2023年底."""
    pattern, right = _misprints()
    for match in pattern.finditer(reading.text):
        yield Slip(around(reading.text, match.span(), 6), {"wrong": match[0], "right": right[match[0]]})


_LONGEST_SENTENCE = 400


def stray_characters(reading: Reading, made: Records) -> Iterator[Slip]:
    """A character that is none (lost in conversion), or 特 amid a clause that enacts nothing.

    特 opens the act of a text (特制定本方案); between a subject and 根据 it stands only where such a word follows.
    """
    lost = re.compile("[\ufffd\ue000-\uf8ff]+")
    formal = re.compile(rf"特(?<=[{CJK}]特)(?=根据|按照|依据|结合)")
    act = re.compile(
        "制定|制订|编制|印发|通知|通告|公告|[作做]出|提出|拟定|规定|决定|明确|发布|成立|设立|修订|出台|建立|批复|函|如下"
    )
    for match in lost.finditer(reading.text):
        yield Slip(around(reading.text, match.span(), 6), {"character": f"U+{ord(match[0][0]):04X}"})
    for match in formal.finditer(reading.text):
        _start, end = reading.sentence_at(match.start())
        if not act.search(reading.text, match.end(), min(end, match.end() + _LONGEST_SENTENCE)):
            yield Slip(around(reading.text, match.span(), 6), {"character": match[0]})


# --- left out --------------------------------------------------------------------------------------------------------


_TRANSITIVE = frozenset(
    "强化 加强 推进 推动 开展 支持 落实 做好 完善 建设 实施 促进 深化 提升 培育 打造 鼓励 引进 发展 优化 规范 包括 涵盖 健全 构建".split()
)
_ADVERBS = "(?:进一步|大力|积极|着力|加快|全面|持续)?"


@cache
def _and_so_on() -> re.Pattern[str]:
    return re.compile(rf"等(?![级保效待次额同价候距离线温压位号比式身分第]|高[线级度效])[{CJK}]{{2,8}}")


def empty_lists(reading: Reading, made: Records) -> Iterator[Slip]:
    """等 behind a verb that opens a clause, with nothing listed before it: 强化等领域合作."""
    opens = re.compile(rf"(?:^|[，。；：\n]){_ADVERBS}$")
    for match in _and_so_on().finditer(reading.text):
        verb = match.start() - 2
        if reading.text[verb : match.start()] in _TRANSITIVE and opens.search(reading.text[max(verb - 5, 0) : verb]):
            yield Slip((verb, match.end()), {"words": reading.text[verb : match.end()]})


@cache
def _purpose() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(r"^为(?![了]?(?:期|人|民|主|首|此|何|准|止))[^。\n]{12,400}。(?=([^。\n]{0,12}))", re.MULTILINE),
        # what a main clause would hold
        re.compile(
            r"制定|制订|编制|印发|根据|依据|按照|结合|决定|提出|通知|通告|经[^济营验费常贸]|如下|成立|设立|组建|组织|建立|开展|实施|出台|修订|"
            r"[，、]现|我[省市区县局委厅部办]|本[省市区县局委厅部办]|应当|必须|要|可|由|将|给予|提供|争取"
        ),
        re.compile(r"经|根据|依据|按照|结合|现|特|决定"),
    )


def purpose_without_clause(reading: Reading, made: Records) -> Iterator[Slip]:
    """An opening that stops after its purpose: 为加快某事，推动某事。经区政府同意，…… ; the 。 should be a ，."""
    opening, main, sequel = _purpose()
    for match in matches(reading, opening, rows=False):
        if sequel.match(match[1]) and not main.search(match[0]):
            start = clause_start(reading.text, match.end() - 1, 30)
            yield Slip((start, match.end()), {"next": match[1]})


@cache
def _blanks() -> re.Pattern[str]:
    return re.compile(r"[×＊*XＸ_]{2,}|待(?:定|补充|核实|填)(?=[，。；）\n])")


@cache
def _blank() -> re.Pattern[str]:
    """What makes such signs a blank: ×× anywhere, XX and ** before Chinese, 待定 alone in its clause."""
    return re.compile(rf"(?:[×＊]{{2,}}|(?<![A-Za-z0-9])[*XＸ]{{2,}}(?=[{CJK}”）])|_{{3,}}|(?<=[：，（])待.+)")


def blanks(reading: Reading, made: Records) -> Iterator[Slip]:
    """A place that somebody was to fill: ××局, XX万元, 待定. Annexes hold forms, whose blanks are meant."""
    annexes = [p.span for p in reading.document.parts if p.kind == "annex"]
    for match in matches(reading, _blanks(), rows=False):
        blank = _blank().match(reading.text, match.start())
        if blank and not any(a <= match.start() < b for a, b in annexes):
            yield Slip(around(reading.text, match.span(), 8), {"blank": match[0]})


# --- said against itself ---------------------------------------------------------------------------------------------


@cache
def _qualifiers() -> dict[str, re.Pattern[str]]:
    """Word behind a number → what says the same, or its contrary, before the number."""
    number = r"\d{1,9}(?:\.\d{1,4})?[^\d，。；、：（）\n]{0,5}$"
    floor = "不少于|不低于|不小于|至少|超过|突破|高于|多于"
    ceiling = "不超过|不高于|不多于|低于|小于|至多"
    return {
        "以上": re.compile(f"(?:{floor}){number}"),
        "以下": re.compile(f"(?<!不)(?:{ceiling}){number}"),
        "以内": re.compile(f"(?<!不)(?:{ceiling}){number}"),
        "左右": re.compile(f"(?:大约|约|将近|接近|近|超过|不低于|不少于){number}"),
    }


def double_qualifiers(reading: Reading, made: Records) -> Iterator[Slip]:
    """A bound said twice, or two that exclude each other: 不少于30家以上, 约50个左右."""
    for match in re.finditer("以上|以下|以内|左右", reading.text):
        first = max(match.start() - 22, 0)
        before = _qualifiers()[match[0]].search(reading.text[first : match.start()])
        if before:
            span = (first + before.start(), match.end())
            yield Slip(span, {"words": reading.text[span[0] : span[1]]})
