"""Who issues a document, and the division and level that it speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from docparse.lexicon.agencies import borne_nationally, national
from docparse.lexicon.regions import by_name, full_name, level_of
from docparse.records import Level, Span
from docparse.structure.labels import DATE
from docparse.structure.text import Label, Paragraph

# Issuers stand side by side, apart by a blank or a 、; a party committee parts from its government.
_BESIDE = r"[、\s]+|(?<=委员会)(?=[\u4e00-\u9fff]{2,14}人民政府$)"


_AND_OTHERS = re.compile(r"等(?:[\d一二三四五六七八九十]{1,3}个?)?(?:部门|单位|部委|委局|厅局)$")


@dataclass(slots=True)
class Found:
    """Fields found so far, with the spans where the text states them."""

    spans: dict[str, Span] = field(default_factory=dict)

    def at(self, name: str, start: int, end: int) -> None:
        self.spans.setdefault(name, (start, end))


def find_issuers(title: str | None, paragraphs: Sequence[Paragraph], starts: Sequence[int], found: Found) -> list[str]:
    """The bodies before 关于 in the title, or else those that sign, or that the line of issue or the index names."""
    signed = list(_signed(paragraphs, starts))
    head = re.match(r"(?!关于)([^《》。]{2,240}?)(?:关于|印发《)", title or "")
    named = [name for piece in re.split(_BESIDE, head[1] if head else "") for name in unglued(piece) if len(name) >= 2]
    signers = [name for text, _ in signed for name in unglued(text)]
    if len(signers) > 1 and len(named) == 1 and "".join(signers) == named[0]:  # issuers that nothing parts in the title
        named = signers
    if len(named) == 1 and (others := _AND_OTHERS.search(named[0])):  # 某某市教育局等四部门
        named = signers if len(signers) > 1 else [named[0][: others.start()]]
    named = [name for name in named if not by_name(name)]  # 某省关于…的意见 names no body
    told = [*signers, *(name for name, _ in _headed(paragraphs, starts))]
    named = [_whole_name(re.sub("(?:印发|转发|批转)$", "", name), told, title or "") for name in named]
    if named:
        span = next((span for text, span in signed if text in named or unglued(text)[0] in named), None)
        if span is not None:
            found.at("issuers", *span)
        elif "title" in found.spans:
            found.at("issuers", found.spans["title"][0], found.spans["title"][0] + len(head[1] if head else ""))
        return named
    if signers:
        found.at("issuers", *signed[0][1])
    return list(dict.fromkeys(signers))


def _signed(paragraphs: Sequence[Paragraph], starts: Sequence[int]) -> Iterator[tuple[str, Span]]:
    """Who signs, with its place: in lines of their own, before the date in its line, or in a portal's index."""
    indexed: list[tuple[str, Span]] = []
    signs = False
    for i, p in enumerate(paragraphs):
        end = len(p.text)
        if p.label is Label.INDEX:
            value = _INDEXED.search(p.text)
            indexed += [(value[1], (starts[i] + value.start(1), starts[i] + value.end(1)))] if value else []
            continue
        if p.label is Label.DATE and (match := re.search(DATE, p.text)) is not None:
            end = match.start() if match.start() > 1 else 0
        elif p.label is not Label.SIGNATURE or p.text[-1:] in "日号":
            continue
        if end and not _OFFICIAL.fullmatch(p.text[:end]):
            signs = True
            yield p.text[:end], (starts[i], starts[i] + end)
    if not signs:
        yield from indexed or _headed(paragraphs, starts)


_INDEXED = re.compile(
    r"(?:发文(?:机关|单位)|发布机构|制定机关)[：:]([\u4e00-\u9fff、]{4,60}?)(?=发文|发布|成文|生成|文号|$)"
)
_OFFICIAL = re.compile(
    r"代?(?:[省市州盟县区旗乡镇]长|部长|主任|局长|厅长|署长|行长|主席|总理|专员)\s?[\u4e00-\u9fff·]{2,4}"
)
_HEADED = re.compile(r"([\u4e00-\u9fff]{4,40})(?:文件|令(?:第?\d{1,5}号)?)")


def _headed(paragraphs: Sequence[Paragraph], starts: Sequence[int]) -> Iterator[tuple[str, Span]]:
    """Whom the head of the first page or a portal's index names: 某省人民政府文件, 某市人民政府令第8号."""
    for i, p in enumerate(paragraphs[:_HEAD]):
        match = _INDEXED.search(p.text) if p.label is Label.INDEX else _HEADED.fullmatch(p.text)
        if match:
            yield match[1], (starts[i] + match.start(1), starts[i] + match.end(1))


def _whole_name(name: str, told: Sequence[str], title: str) -> str:
    """The whole name of a body that the title names without its place: 省政府办公厅, as signatures or the head tell it, or
    with the division of that rank which the title names. Another name stays as it is.
    """
    if re.match("[省市州盟县区旗]|自治区", name) and not by_name(name[:3]):
        longer = next((other for other in told if other.endswith(name) and other != name), None)
        name = longer or name
    placed = re.fullmatch("([\u4e00-\u9fff]{2,12}[省市州盟县区旗])政府(办公[厅室])?", name)
    if placed and by_name(placed[1]):  # the name as it is said
        return f"{placed[1]}人民政府{placed[2] or ''}"
    short = re.fullmatch("(省|自治区|市|州|盟|县|区|旗)(?:人民)?(政府(?:办公[厅室])?)", name)
    if short is None:
        return name
    tail = f"{short[1]}人民{short[2]}"
    if whole := next((other for other in told if other.endswith(tail)), None):
        return whole
    places = re.finditer(f"(?=([\u4e00-\u9fff]{{1,8}}{short[1]}))", title)
    place = next((m[1][k:] for m in places for k in range(len(m[1]) - 1) if by_name(m[1][k:])), None)
    return f"{place}人民{short[2]}" if place else name


_HEAD = 24  # paragraphs among which a red head or a portal's index stands


def unglued(name: str) -> list[str]:
    """The bodies in a line whose blanks are gone: 教育部公安部 → 教育部, 公安部. One that nothing parts stays whole.

    >>> unglued("云江市财政局云江市民政局"), unglued("云江市民政局")
    (['云江市财政局', '云江市民政局'], ['云江市民政局'])
    """
    place = region_of([name])
    if place and name.count(place) > 1:
        return re.split(rf"(?<=[委局厅办部府院会室署])(?=(?:中共)?{place})", name)
    governments = re.split("(?<=人民政府)(?=[\u4e00-\u9fff]{2,14}人民政府)", name)
    return governments if len(governments) > 1 else _national(name) or [name]


@cache
def _longest_national() -> int:
    return max(map(len, borne_nationally()))


def _national(name: str) -> list[str] | None:
    """The national bodies that make up the whole of `name`, the fewest; None where they do not, or where none of them
    is surely national: 教育部能源局, not 发展改革委能源局.
    """
    known, longest = borne_nationally(), _longest_national()
    best: list[list[str] | None] = [[], *[None] * len(name)]  # of what stands before each character
    for end in range(2, len(name) + 1):
        for start in range(max(0, end - longest), end - 1):
            before = best[start]
            if (
                before is not None
                and name[start:end] in known
                and (best[end] is None or len(before) < len(best[end] or ()))
            ):
                best[end] = [*before, name[start:end]]
    found = best[len(name)]
    return found if found and any(piece in national() for piece in found) else None


def imprinted(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The body that prints the document, as its imprint names it (某市人民政府办公室2025年3月1日印发)."""
    for p in paragraphs:
        if p.label is Label.IMPRINT and (match := re.match(r"[\u4e00-\u9fff]{4,30}?(?=20\d\d年|二)", p.text)):
            return [match[0]]
    return []


def told_level(paragraphs: Sequence[Paragraph]) -> Level | None:
    """The level that a text without title or issuer speaks for: 全省, 我市. None where it speaks of several."""
    words: dict[Level, str] = {"provincial": "省", "municipal": "市", "county": "[县区旗]"}
    text = "".join(p.text for p in paragraphs if p.label in (Label.BODY, Label.ADDRESSEE))
    found = {
        level: len(re.findall(f"[全我本]{mark}(?!级)|(?<!各){mark}政府(?:各部门|办公)", text))
        for level, mark in words.items()
    }
    best = max(found, key=lambda level: found[level])
    return best if found[best] >= 2 and sum(found.values()) == found[best] else None


def region_of(issuers: Sequence[str]) -> str | None:
    """The administrative division that the first issuer belongs to: 某市某区人民政府办公室 → 某市某区."""
    if not issuers:
        return None
    name = issuers[0].removeprefix("中共")
    chain = re.match(
        r"(?:(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|特别行政区))?(?:[\u4e00-\u9fff]{2,9}?(?:市|自治州|州|地区|盟))?"
        r"(?:[\u4e00-\u9fff]{1,9}?(?:自治县|自治旗|林区|特区|县|区|旗|市))?(?:[\u4e00-\u9fff]{1,6}?(?:街道|(?<!城)镇|(?<!城)乡))?)",
        name,
    )
    region = chain[0] if chain else ""
    if not region or (len(region) == len(name) and len(name) > 12):
        return None
    return full_name(region, None) or region


def titled_region(title: str | None, addressees: Sequence[str]) -> str | None:
    """The division that the title of a document without issuers opens with, perhaps behind a year: 云中省推动…行动计划;
    its short name is enough where the addressees tell its rank (省政府各部门). None where it is unknown.
    """
    core = re.sub(r"^20\d\d年度?", "", title or "")
    for end in range(min(len(core), 12), 2, -1):
        name = core[:end]
        if name[-1] in "省市区县州盟旗" and by_name(name):
            return full_name(name, None)
    own = next((m[1] for name in addressees if (m := re.match("(省|自治区|市|县|区)(?:人民)?政府", name))), "")
    short = next((core[:end] + own for end in range(4, 1, -1) if own and by_name(core[:end] + own)), None)
    return full_name(short, None) if short else None


def level_of_issuers(issuers: Sequence[str], region: str | None, addressees: Sequence[str]) -> Level | None:
    """The region's level; a city that the table does not know is a county's where it writes to towns or streets."""
    if region:
        level, below = level_of(region), "".join(addressees)
        towns = re.search("各?[乡镇]|街道", below) and not re.search("各[县区旗市]|县[（(]", below)
        return "county" if level == "municipal" and not by_name(region) and towns else level
    if issuers and re.match(r"国务院|中共中央|国家|中华人民共和国|.{2,12}(?:部|总局)(?:办公厅)?$", issuers[0]):
        return "national"
    return None
