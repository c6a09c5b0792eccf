"""The region that a plan is written for: its names, the level above, and the other places that it must not speak for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docparse.errors import DocparseError
from docparse.lexicon.regions import by_name, full_name, level_of, regions
from docparse.records import Document, Table

TIERS = "自治区|省|自治县|自治州|自治旗|新区|区|县|市|州|盟|旗"
_PREFIX = re.compile(r"[一-龥]{1,8}?(?:省|自治区|市|州|盟)(?=[一-龥]{2})")
# 高新区 and 经开区 are places of the district's rank; 园区, 城区 and the like are words.
_PLACE = re.compile(rf"(?!.*(?:各|每|其[他余]|所有|有关|相关|全|我|本|等|支持|推动|引导))[一-龥]{{2,12}}?(?:{TIERS})")
_NO_PLACE = re.compile(
    r".*(?:园区|社区|城区|景区|片区|库区|小区|市区|地区|灾区|郊区|[灌牧矿林]区|示范区|试验区|先导区|功能区|聚集区|集聚区)|.*(?:建设|打造|实施|县级|乡级|镇级|创建|一批|新型|智慧|海绵|先锋|宜居|韧性).*"
)
_GROUP = re.compile(r"[一-龥]{2,4}(?:地区|片区|组团)")
_ADDRESSED = re.compile(
    rf"([一-龥]{{1,10}}?(?:{TIERS}))(?:人民政府|政府|管委会|[一-龥]{{2,8}}[委局办部]|[一-龥]{{2,6}}部门)?"
)
_ENUMERATED = re.compile(r"[一-龥]{1,8}(?:区|县|市|州|旗)(?:、[一-龥]{1,8}(?:区|县|市|州|旗)){2,40}")
# How an upper document addresses all its districts, counties or cities at once.
LOWER = (
    r"(?:(?:沿[海江河边])?(?:各|有关|相关)(?:省|设区的?市|盟市|州市|盟|区市县|县市区|旗县区?|区县|县区|市县|市州|地区|地方|地|区|市|县|州)(?:（[^（）]{1,12}）)?"
    r"|区县|县区|县市区|县（区）|区（县）|县（市、区）|市（州）)(?:党委)?(?:人民)?(?:政府|行政公署)?(?!域|块|间|位|场|民|标|界)"
)


class UnknownRegion(DocparseError):
    """A region that none of the given documents names."""


@dataclass(frozen=True, slots=True)
class Locality:
    """`name` 永川区, `full` 重庆市永川区, `own` the tier that stands for it (区), `upper` the tier above it (市).

    `groups` are the wider areas that the upper documents speak of and that hold more than the region (渝西地区),
    `others` the places of its own rank, `siblings` the short names of such (济南 beside 青岛).
    """

    name: str
    full: str
    own: str
    upper: str
    groups: tuple[str, ...]
    others: tuple[str, ...]
    siblings: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """永川, or the whole name where the stem would be a single character."""
        stem = re.sub(rf"(?:{TIERS})$", "", self.name)
        return stem if len(stem) >= 2 else self.name

    def is_named(self, cell: str) -> bool:
        """Whether a cell or a scope is this region's name, whole, short or full."""
        return cell.strip() in {self.name, self.stem, self.full}


def locate(upper: Sequence[Document], region: str, bodies: Sequence[Document]) -> Locality:
    """What the documents say of `region`, which may be given as 永川, 永川区 or 重庆市永川区.

    Raises:
        UnknownRegion: no document names it, and the upper ones do not speak to every place of its rank.
    """
    texts = [document.text for document in (*upper, *bodies)]
    name = _with_tier(_bare(region.strip()), texts)
    home = next((d.meta.region for d in upper if d.meta.region), None)
    groups = tuple(dict.fromkeys(_groups(upper)))
    places = dict.fromkeys(place for document in upper for place in _places(document, name))
    stem = re.sub(rf"(?:{TIERS})$", "", name)
    named = (len(stem) >= 2 and any(stem in text for text in texts)) or any(is_place(name) and name in t for t in texts)
    if not named and not _is_meant(name, home, upper):
        raise UnknownRegion(f"region {region!r}: none of the {len(texts)} documents names it; check the name")
    stated = (d.meta.region for d in bodies if d.meta.region and d.meta.region.endswith(name))
    full = next(stated, None) or full_name(name, home) or name
    drop = {name, full, home, *groups}
    others = tuple(p for p in places if p not in drop and not name.startswith(p))
    siblings = tuple(short for short in _siblings(name, home) if any(short in text for text in texts))
    return Locality(name, full, name[-1], _tier_above(upper, home, name), groups, others, siblings)


def _siblings(name: str, home: str | None) -> Iterator[str]:
    """The other prefectures of a prefecture's province by their short names, which documents use among themselves.

    Counties are left out: 和平 or 新城 are words too.
    """
    within = {region.code for region in by_name(home or "")}
    own = next((r for r in by_name(name) if r.level == "municipal" and (not within or r.parent in within)), None)
    if own is not None:
        yield from (r.short for r in regions().values() if r.parent == own.parent and r.code != own.code)


def _is_meant(name: str, home: str | None, upper: Sequence[Document]) -> bool:
    """Whether documents that do not name the region speak to it all the same: to 各区县, or to no place by name."""
    if any(a.startswith("各") and re.match(LOWER, a) for d in upper for a in d.meta.addressees):
        return is_place(name) and (home is None or not by_name(home) or full_name(name, home) is not None)
    peers = any(True for document in upper for _ in _peers(document, name))
    within = home is None or home == name or full_name(name, home) is not None
    return bool(by_name(name)) and not peers and within


def _bare(region: str) -> str:
    while prefix := _PREFIX.match(region):
        region = region[prefix.end() :]
    return region


def _with_tier(name: str, texts: Sequence[str]) -> str:
    """The name with its tier, as the documents write it most often: 永川 → 永川区."""
    if not name or re.search(rf"(?:{TIERS})$", name):
        return name
    found = Counter(m[0] for text in texts for m in re.finditer(rf"{re.escape(name)}(?:{TIERS})", text))
    return found.most_common(1)[0][0] if found else name


def _tier_above(upper: Sequence[Document], home: str | None, name: str) -> str:
    """省, 市 or another tier by which the upper documents call their own level."""
    if any(d.meta.level == "national" for d in upper[:1]):
        return "国家"
    if home and home.endswith("自治区"):
        return "自治区"
    if home and home[-1] in "省市州盟":
        return home[-1]
    return {"municipal": "省", "provincial": "国家"}.get(level_of(name) or "", "市")


def _groups(upper: Sequence[Document]) -> Iterator[str]:
    for document in upper:
        for scope in (t.scope for t in document.targets):
            if scope and _GROUP.fullmatch(scope):
                yield scope
        yield from _GROUP.findall(re.sub(r".*(?:印发|关于)", "", document.meta.title or ""))


def _places(document: Document, name: str) -> Iterator[str]:
    """Names of places of the region's rank, wherever the document has them."""
    yield from _peers(document, name)
    for run in _ENUMERATED.findall(document.text):
        yield from (place for place in run.split("、") if is_place(place))


def _peers(document: Document, name: str) -> Iterator[str]:
    """The places to which the document gives something each: headings, rows of lists, scopes, addressees."""
    parent = {s.parent for s in document.sections if name in named_places(s.heading)}
    yield from (place for s in document.sections if s.parent in parent for place in named_places(s.heading))
    for table in document.tables:
        if (column := region_column(table, name)) is not None:
            yield from (row[column] for row in table.rows if len(row) > column and len(row[column]) >= 2)
    yield from (t.scope for t in document.targets if t.scope and is_place(t.scope))
    for addressee in document.meta.addressees:
        if (match := _ADDRESSED.fullmatch(addressee)) and is_place(match[1]):
            yield match[1]


def is_place(text: str) -> bool:
    """Whether `text` as a whole looks like the name of a district, county, city or development zone."""
    return bool(_PLACE.fullmatch(text)) and not _NO_PLACE.fullmatch(text)


def named_places(heading: str) -> tuple[str, ...]:
    """The places of a heading that names nothing else: 甲区、乙区 → (甲区, 乙区); () for any other heading."""
    names = tuple(re.split(r"[、和与]", heading))
    return names if all(is_place(name) for name in names) else ()


def region_column(table: Table, name: str) -> int | None:
    """The column of a table in which the region stands by itself, whole or without its tier."""
    stem = re.sub(rf"(?:{TIERS})$", "", name)
    for row in table.rows:
        for column, cell in enumerate(row):
            if cell == name or (len(stem) >= 2 and cell == stem):
                return column
    return None
