"""Front and end matter: title, number, issuers, addressees, dates, copies (CONTRACT section 3, `meta`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from docparse.lexicon.regions import by_name, full_name, level_of
from docparse.lexicon.tables import table, values
from docparse.records import Level, Meta, Part, Period, Span
from docparse.structure.labels import DATE, DOC_NUMBER
from docparse.structure.numbering import arabic
from docparse.structure.text import Label, Paragraph

_HEAD = 14  # paragraphs in which the front matter stands
_YEARS = re.compile(r"[（(]?((?:19|20)\d{2})年?\s?[—–\-－~～至到]{1,2}\s?((?:19|20)\d{2})年?[）)]?")


@dataclass(slots=True)
class _Found:
    """Fields found so far, with the spans where the text states them."""

    spans: dict[str, Span] = field(default_factory=dict)

    def at(self, name: str, start: int, end: int) -> None:
        self.spans.setdefault(name, (start, end))


def read_meta(paragraphs: Sequence[Paragraph], starts: Sequence[int], parts: Sequence[Part]) -> Meta:
    """What the document says of itself outside its body. What it does not say is None."""
    found = _Found()
    title = _title(paragraphs, starts, parts, found)
    addressees = _addressees(paragraphs, starts, found)
    issuers = _issuers(title, paragraphs, starts, parts, found)
    region = _region(issuers) if issuers else _titled_region(title)
    return Meta(
        title=title,
        doc_number=_doc_number(paragraphs, starts, found),
        doc_type=_doc_type(title),
        genre=_genre(title, parts),
        issuers=issuers,
        level=_level(issuers, region, addressees),
        region=region,
        addressees=addressees,
        cc=_cc(paragraphs, starts, found),
        issued_on=_dated("issued_on", Label.DATE, paragraphs, starts, found),
        printed_on=_dated("printed_on", Label.IMPRINT, paragraphs, starts, found),
        period=_period(title, paragraphs, starts, parts, found),
        disclosure=_disclosure(paragraphs, starts, found),
        spans=found.spans,
    )


def _title(paragraphs: Sequence[Paragraph], starts: Sequence[int], parts: Sequence[Part], found: _Found) -> str | None:
    for i, p in enumerate(paragraphs[:_HEAD]):
        if p.label is Label.TITLE:
            found.at("title", starts[i], starts[i] + len(p.text))
            return p.text
    return None


def _doc_number(paragraphs: Sequence[Paragraph], starts: Sequence[int], found: _Found) -> str | None:
    for i, p in enumerate(paragraphs[:_HEAD]):
        match = re.match(DOC_NUMBER, p.text) if p.label is Label.NUMBER else None
        if match:
            found.at("doc_number", starts[i], starts[i] + match.end())
            return normal_number(match[0])
    return None


def normal_number(text: str) -> str:
    """A document number in its standard form: 〔〕 around the year, no blanks, no 第 (GB/T 9704-2012, 7.2.5).

    >>> normal_number("云府办[2024] 3 号")
    '云府办〔2024〕3号'
    """
    squashed = "".join(text.split())
    return re.sub(r"[\[﹝（(【]((?:19|20)\d{2})[\]﹞）)】]第?0*(\d+)号", r"〔\1〕\2号", squashed).replace("〕第", "〕")


def _doc_type(title: str | None) -> str | None:
    """The statutory type that the title closes with (党政机关公文处理工作条例, art. 8)."""
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", title or "")
    return next((r["doc_type"] for r in table("doc_types.tsv") if bare.endswith(r["doc_type"])), None)


def _genre(title: str | None, parts: Sequence[Part]) -> str | None:
    """The genre that the plan's title tells, or else the notice's own."""
    titles = [p.title for p in parts if p.kind == "plan"] + [title or ""]
    if re.search(r"(?:批复|请示|复函|答复|报告|议案)(?:[（(].*[）)])?$", title or ""):
        return None
    for text in titles:
        core = re.sub(r"[（(][^（()）]*[）)]", "", text)
        core = re.sub(r"的?(?:通知|函|批复|报告)$", "", core)
        ends = [
            (core.rfind(word) + len(word), row["genre"])
            for row in table("genres.tsv")
            for word in values(row["words"])
            if word in core or word in text
        ]
        if ends:
            last = max(end for end, _ in ends)
            return next(genre for end, genre in ends if end == last)
    return None


def _issuers(
    title: str | None, paragraphs: Sequence[Paragraph], starts: Sequence[int], parts: Sequence[Part], found: _Found
) -> list[str]:
    """The bodies before 关于 in the title, or else those that sign."""
    signed = [(i, p.text) for i, p in enumerate(paragraphs) if p.label is Label.SIGNATURE and p.text[-1:] not in "日号"]
    head = re.match(r"([^《》。]{2,120}?)关于", title or "")
    named = _split_issuers(head[1]) if head else []
    signers = [text for _, text in signed]
    if len(signers) > 1 and len(named) == 1 and "".join(signers) == named[0]:  # issuers that nothing parts in the title
        named = signers
    if named:
        match = next((i for i, text in signed if text in named), None)
        if match is not None:
            found.at("issuers", starts[match], starts[match] + len(paragraphs[match].text))
        elif "title" in found.spans:
            found.at("issuers", found.spans["title"][0], found.spans["title"][0] + len(head[1] if head else ""))
        return named
    if signers:
        found.at("issuers", starts[signed[0][0]], starts[signed[0][0]] + len(signers[0]))
    return list(dict.fromkeys(signers))


def _split_issuers(text: str) -> list[str]:
    """Several issuers stand side by side, apart by a blank or a 、; a party committee parts from its government."""
    return [name for name in re.split(r"[、\s]+|(?<=委员会)(?=[\u4e00-\u9fff]{2,14}人民政府$)", text) if len(name) >= 2]


def _region(issuers: Sequence[str]) -> str | None:
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


def _titled_region(title: str | None) -> str | None:
    """The division that the title of a document without issuers opens with: 云中省推动…行动计划; None where it is unknown."""
    for end in range(min(len(title or ""), 12), 2, -1):
        name = (title or "")[:end]
        if name[-1] in "省市区县州盟旗" and by_name(name):
            return full_name(name, None)
    return None


def _level(issuers: Sequence[str], region: str | None, addressees: Sequence[str]) -> Level | None:
    """The region's level; a city that the table does not know is a county's where it writes to towns or streets."""
    if region:
        level, below = level_of(region), "".join(addressees)
        towns = re.search("各?[乡镇]|街道", below) and not re.search("各[县区旗市]|县[（(]", below)
        return "county" if level == "municipal" and not by_name(region) and towns else level
    if issuers and re.match(r"国务院|中共中央|国家|中华人民共和国|.{2,12}(?:部|总局)(?:办公厅)?$", issuers[0]):
        return "national"
    return None


_VAGUE_PLACE = re.compile(
    r"各?(?:中央|省|市|县|区|州|盟|旗|自治区|直辖市|自治州|自治县|设区市|县级市|乡|镇)(?:[（(][^（()）]*[）)])?"
)


def split_names(text: str) -> list[str]:
    """The items of a list of addressees or copies; 、 and ， inside brackets do not part them.

    Places that are no bodies of their own stay with the body that they share: 各省、自治区、直辖市人民政府 is one item.
    """
    items: list[str] = []
    depth, item, opened = 0, "", ""
    for c in text + "。":
        depth += (c in "（(") - (c in "）)")
        if c not in "、，,；;：:。" or depth > 0:
            item += c
            continue
        name = (opened + item).strip()
        if c == "、" and (
            _VAGUE_PLACE.fullmatch(item.strip()) or re.search("(?:各|各有关|^)[委办部厅局]$", item.strip())
        ):
            opened += item.strip() + c
        else:
            items += [name] if name else []
            opened = ""
        item = ""
    return items


def _addressees(paragraphs: Sequence[Paragraph], starts: Sequence[int], found: _Found) -> list[str]:
    for i, p in enumerate(paragraphs[:_HEAD]):
        if p.label is Label.ADDRESSEE:
            names = split_names(p.text)
            if names:
                found.at("addressees", starts[i], starts[i] + len(p.text) - 1)
            return names
    return []


def _cc(paragraphs: Sequence[Paragraph], starts: Sequence[int], found: _Found) -> list[str]:
    for i, p in enumerate(paragraphs):
        match = re.match(r"抄\s?(?:送|报)\s?[：:]", p.text) if p.label is Label.COPY else None
        if match:
            found.at("cc", starts[i] + match.end(), starts[i] + len(p.text))
            return split_names(p.text[match.end() :])
    return []


def iso_date(text: str) -> str | None:
    """The first date of `text` in ISO form; None where it has none or it is impossible.

    >>> iso_date("二〇二四年三月八日")
    '2024-03-08'
    """
    match = re.search(DATE, text)
    if not match:
        return None
    year, month, day = re.split("[年月日]", match[0])[:3]
    digits = year.translate(str.maketrans("〇○零一二三四五六七八九", "000123456789"))
    try:
        return date(int(digits), int(arabic(month)), int(arabic(day))).isoformat()
    except ValueError:
        return None


def _dated(
    field: str, label: Label, paragraphs: Sequence[Paragraph], starts: Sequence[int], found: _Found
) -> str | None:
    """The first date in a paragraph of this label, in ISO form."""
    for i, p in enumerate(paragraphs):
        day = iso_date(p.text) if p.label is label else None
        if day:
            found.at(field, starts[i], starts[i] + len(p.text))
            return day
    return None


def _period(
    title: str | None,
    paragraphs: Sequence[Paragraph],
    starts: Sequence[int],
    parts: Sequence[Part],
    found: _Found,
) -> Period | None:
    """The years that a plan's title or the notice's names."""
    for text in [p.title for p in parts if p.kind == "plan"] + [title or ""]:
        plan = re.search('[“"]?十([三四五六七])五[”"]?', text)
        match = _YEARS.search(text)
        if plan and not match:  # 十四五 are the years 2021–2025
            begin = 2016 + 5 * "三四五六七".index(plan[1])
            for i, p in enumerate(paragraphs):
                if p.label is Label.TITLE and p.text == text:
                    found.at("period", starts[i] + plan.start(), starts[i] + plan.end())
            return Period(start=begin, end=begin + 4)
        if match and int(match[1]) <= int(match[2]):
            for i, p in enumerate(paragraphs):
                if p.label is Label.TITLE and p.text == text:
                    inner = re.search(r"\d.*\d年?", match[0])
                    at = starts[i] + match.start() + (inner.start() if inner else 0)
                    found.at("period", at, at + len(inner[0] if inner else match[0]))
            return Period(start=int(match[1]), end=int(match[2]))
    return None


def _disclosure(paragraphs: Sequence[Paragraph], starts: Sequence[int], found: _Found) -> str | None:
    for i, p in enumerate(paragraphs):
        if p.label is not Label.NOTE:
            continue
        inner = p.text.strip("（）()")
        at = starts[i] + p.text.index(inner)
        found.at("disclosure", at, at + len(inner))
        if "依申请" in inner:
            return "on_request"
        return "internal" if re.search(r"不(?:予|宜)?公开|内部", inner) else "public"
    return None
