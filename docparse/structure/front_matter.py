"""Front and end matter: title, number, issuers, addressees, dates, copies (CONTRACT section 3, `meta`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from docparse.lexicon.tables import table, values
from docparse.records import Meta, Part, Period
from docparse.structure.issuers import (
    Found,
    find_issuers,
    imprinted,
    level_of_issuers,
    region_of,
    titled_region,
    told_level,
)
from docparse.structure.labels import DATE, DOC_NUMBER, NUMBERED_TITLE
from docparse.structure.numbering import arabic
from docparse.structure.text import Label, Paragraph

_HEAD = 14  # paragraphs in which the front matter stands
_BARE_TITLE = 6  # characters: 会议纪要, 工作简报
_YEARS = re.compile(r"[（(]?((?:19|20)\d{2})年?\s?[—–\-－~～至到]{1,2}\s?((?:19|20)\d{2})年?[）)]?")


def read_meta(paragraphs: Sequence[Paragraph], starts: Sequence[int], parts: Sequence[Part]) -> Meta:
    """What the document says of itself outside its body. What it does not say is None."""
    found = Found()
    title = _title(paragraphs, starts, found)
    told = None if title else _told(paragraphs)
    addressees = _addressees(paragraphs, starts, found)
    issuers = find_issuers(title, paragraphs, starts, found)
    region = region_of(issuers or imprinted(paragraphs)) or (None if issuers else titled_region(title, addressees))
    return Meta(
        title=title,
        doc_number=_doc_number(paragraphs, starts, found),
        doc_type=_doc_type(title or told),
        genre=_genre(title, parts) or _genre(told, []),
        issuers=issuers,
        level=level_of_issuers(issuers, region, addressees) or (None if title else told_level(paragraphs)),
        region=region,
        addressees=addressees,
        cc=_cc(paragraphs, starts, found),
        issued_on=_dated("issued_on", Label.DATE, paragraphs, starts, found)
        or _indexed_date(paragraphs, starts, found),
        printed_on=_dated("printed_on", Label.IMPRINT, paragraphs, starts, found),
        period=_period(title, paragraphs, starts, parts, found),
        disclosure=_disclosure(paragraphs, starts, found),
        spans=found.spans,
    )


def _title(paragraphs: Sequence[Paragraph], starts: Sequence[int], found: Found) -> str | None:
    """The document's title among its first lines: the first, but where a portal's index or the bare name of a kind of
    document (会议纪要) stands above another title, that one.
    """
    head = _head(paragraphs)
    titles = [i for i, p in enumerate(paragraphs[:head]) if p.label is Label.TITLE]
    if not titles:
        return None
    best = titles[0]
    if len(titles) > 1:
        above = paragraphs[titles[0] : titles[1]]
        between = {p.label for p in above}
        body = between & {Label.ANNEX_MARK, Label.ADDRESSEE} or any(
            len(p.text) > 30 for p in above if p.label is Label.BODY
        )
        bare = len(paragraphs[best].text) <= _BARE_TITLE
        best = titles[1] if (Label.INDEX in between or bare) and not body else best
    text = NUMBERED_TITLE.sub("", paragraphs[best].text)
    found.at("title", starts[best], starts[best] + len(text))
    return text


def _head(paragraphs: Sequence[Paragraph]) -> int:
    """How many paragraphs may hold front matter: a portal's index stands above them."""
    return _HEAD + sum(p.label is Label.INDEX for p in paragraphs[:_HEAD])


def _told(paragraphs: Sequence[Paragraph]) -> str | None:
    """What a text without a title calls itself where it begins: 「现提出如下实施意见」, 「特制定本实施方案」."""
    words = re.compile(r"(?:制定|提出|形成|制订)(?:了)?(?:如下|以下|本)([\u4e00-\u9fff]{2,8}?)(?=[。，：:]|$)")
    said = (words.search(p.text) for p in paragraphs[:6] if p.label is Label.BODY)
    return next((match[1] for match in said if match), None)


def _doc_number(paragraphs: Sequence[Paragraph], starts: Sequence[int], found: Found) -> str | None:
    """The number in a line of its own, in the portal's index above the text, or in a bracket that ends the title."""
    for wanted in (Label.NUMBER, Label.INDEX):
        for i, p in enumerate(paragraphs[: _head(paragraphs)]):
            match = re.search(rf"(?:^[（(]?|[：:]){DOC_NUMBER}", p.text) if p.label is wanted else None
            if match:
                number = match[0].lstrip("：:（(")
                found.at("doc_number", starts[i] + match.end() - len(number), starts[i] + match.end())
                return normal_number(number)
    for i, p in enumerate(paragraphs[: _head(paragraphs)]):
        match = NUMBERED_TITLE.search(p.text) if p.label is Label.TITLE else None
        if match:
            found.at("doc_number", starts[i] + match.start(1), starts[i] + match.end(1))
            return normal_number(match[1])
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
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", (title or "").rstrip("》"))
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


def _addressees(paragraphs: Sequence[Paragraph], starts: Sequence[int], found: Found) -> list[str]:
    for i, p in enumerate(paragraphs[: _head(paragraphs)]):
        if p.label is Label.ADDRESSEE:
            names = split_names(p.text)
            if names:
                found.at("addressees", starts[i], starts[i] + len(p.text) - 1)
            return names
    return []


def _cc(paragraphs: Sequence[Paragraph], starts: Sequence[int], found: Found) -> list[str]:
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
    field: str, label: Label, paragraphs: Sequence[Paragraph], starts: Sequence[int], found: Found
) -> str | None:
    """The first date in a paragraph of this label, in ISO form."""
    for i, p in enumerate(paragraphs):
        day = iso_date(p.text) if p.label is label else None
        if day:
            found.at(field, starts[i], starts[i] + len(p.text))
            return day
    return None


def _indexed_date(paragraphs: Sequence[Paragraph], starts: Sequence[int], found: Found) -> str | None:
    """The day of issue that a portal's index tells (成文日期)."""
    for i, p in enumerate(paragraphs[: _head(paragraphs)]):
        match = re.search(r"(?:成文|发文|生成)日期[：:]", p.text) if p.label is Label.INDEX else None
        written = p.text[match.end() :] if match else ""
        dashed = re.fullmatch(r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})", written)
        day = iso_date("{}年{}月{}日".format(*dashed.groups()) if dashed else written)
        if day:
            found.at("issued_on", starts[i] + len(p.text) - len(written), starts[i] + len(p.text))
            return day
    return None


def _period(
    title: str | None,
    paragraphs: Sequence[Paragraph],
    starts: Sequence[int],
    parts: Sequence[Part],
    found: Found,
) -> Period | None:
    """The years that a plan's title or the notice's names."""
    for text in [p.title for p in parts if p.kind == "plan"] + [title or ""]:
        plan = re.search('[“"]?十([三四五六七])五[”"]?|第十([三四五六七])个五年', text)
        match = _YEARS.search(text)
        if plan and not match:  # 十四五 are the years 2021–2025
            begin = 2016 + 5 * "三四五六七".index(plan[1] or plan[2])
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


def _disclosure(paragraphs: Sequence[Paragraph], starts: Sequence[int], found: Found) -> str | None:
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
