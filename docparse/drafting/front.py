"""The front of the draft: its title, the notice that issues it, and the documents it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docparse.drafting.blanks import blank
from docparse.drafting.demands import title_of
from docparse.drafting.locality import Locality
from docparse.drafting.plan import Basis, Cover
from docparse.lexicon.regions import by_name, level_of
from docparse.records import Document

# 高质量发展规划 is about 高质量发展, 数字经济发展规划 about 数字经济.
_GENRE = re.compile(
    r"(?:[一二三四五六七八九十\d]年)?(?:专项)?(?:(?:行动|实施|工作|推进|创建|建设|总体|试点)(?:计划|方案|意见|细则|要点)|(?<![量新合调续增化康同])(?:发展)?规划(?:纲要)?"
    r"|若干(?:政策)?措施|指导意见|若干意见|意见|办法|名单|通知|决定|方案|计划|措施)$"
)
_NOTICE = re.compile(r"^.{0,60}?关于(?:印发|公布|转发|发布|下达|同意)?")
_PERIOD = re.compile(r"（(\d{4})[—–－~～-]+(\d{4})年?）")
_NUMBER = re.compile(r"^([^〔\[（]{2,20})[〔\[（]\d{4}[〕\]）]")
_REGION = re.compile(r"[一-龥]{2,10}?(?:自治区|自治州|省|市|区|县|州|盟|旗)")
_RANKS = {"national": 0, "provincial": 10, "municipal": 20, "county": 30, "township": 40}


def rank(document: Document) -> tuple[int, str]:
    """The order of documents in 依据: by the rank of the issuer, then by date; the lowest stands first."""
    issuer = document.meta.issuers[0] if document.meta.issuers else ""
    kind = 0 if re.search(r"(?:委员会|人民政府|国务院|委)$", issuer) and "和" not in issuer else 2
    if re.search(r"办公[厅室]$", issuer):
        kind = 1
    return _RANKS.get(document.meta.level or "", 50) + kind, document.meta.issued_on or ""


def basis(upper: Iterable[Document]) -> tuple[Basis, ...]:
    """The upper documents as the plan cites them; documents that they cite but that were not read are left out."""
    return tuple(
        Basis(title=title_of(d) or blank("上级文件标题"), number=d.meta.doc_number, issued_on=d.meta.issued_on)
        for d in sorted(upper, key=rank)
    )


def subject(document: Document, place: Locality) -> str:
    """What the document is about, without its region, its genre and its period: 数字经济发展."""
    plan = next((p.title for p in document.parts if p.kind == "plan" and p.title), "")
    title = _NOTICE.sub("", plan or document.meta.title or "").removesuffix("的通知")
    title = _PERIOD.sub("", title).strip("《》 ")
    title = _GENRE.sub("", title).removesuffix("的")
    region = _REGION.match(title)
    known = region is not None and (region[0] == document.meta.region or bool(by_name(region[0])))
    prefix = next((g for g in place.groups if title.startswith(g)), region[0] if region and known else "")
    return re.sub(r"[我本全][省市州]", "", title.removeprefix(prefix)) or blank("方案名称")


def lead_in(cited: Iterable[Basis], place: Locality) -> str:
    """What the plan carries out; the template closes the sentence with the name of what it prints."""
    return f"为贯彻落实{''.join(b.cited for b in cited)}精神，结合我{place.own}实际，"


def cover(place: Locality, bodies: Sequence[Document], filed_with: Sequence[str]) -> Cover:
    """The notice that issues the plan. Form and addressees follow the district's own documents where there are any."""
    own = next((d for d in bodies if _is_ours(d, place)), None)
    office = f"{place.own}政府办公室"
    issuer = own.meta.issuers[0] if own else f"{place.full}{'行政公署' if place.own == '盟' else '人民政府'}办公室"
    prefix = _NUMBER.match(own.meta.doc_number or "") if own else None
    serial = f"〔{blank('年份')}〕{blank('序号')}号"
    span = own.meta.spans.get("addressees") if own else None
    meeting = blank("审议会议和时间", office, "审议通过前不得印发")
    addressees = own.text[slice(*span)] if own and span else f"{_below(place)}，{place.own}政府有关部门，有关单位"
    copies = (
        "，".join(own.meta.cc) if own else blank("区委、人大、政协办公室等抄送单位".replace("区", place.own, 1), office)
    )
    return Cover(
        issuer=issuer,
        number=prefix[1] + serial if prefix else blank("发文字号", office, "印发时编号"),
        addressees=addressees.rstrip("：:"),
        approval=f"已经{place.own}政府同意{meeting}，现印发给你们，请认真贯彻执行。",
        date=blank("成文日期"),
        disclosure=blank("公开属性", office, "由公开审查确定"),
        copies="；".join(filter(None, ["、".join(filed_with), copies])),
        printed=blank("印发日期"),
    )


def _below(place: Locality) -> str:
    """The governments that the region addresses: counties of a prefecture, else towns."""
    if place.own in "市州盟" and place.upper in ("省", "自治区", "国家") and level_of(place.name) == "municipal":
        return "各旗县（市、区）人民政府" if place.own == "盟" else "各县（市、区）人民政府"
    return "各镇人民政府、街道办事处" if place.own == "区" else "各乡镇人民政府、街道办事处"


def _is_ours(document: Document, place: Locality) -> bool:
    return any(place.name in issuer and "人民政府" in issuer for issuer in document.meta.issuers)
