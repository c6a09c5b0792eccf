"""Where on a portal's page the document stands, and what around it is furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

SKIPPED = frozenset(
    "script style noscript template iframe object embed canvas svg audio video map select option button input "
    "textarea head title meta link nav".split()
)
_CONTAINERS = frozenset("body div td table tbody tr section article main center form span font ul".split())

# Names (id or class) that content systems of government portals give to the element around a document's text.
_BODY_NAMES = frozenset(
    "ucap-content trs_editor trs_ueditor trs_web custom_unionstyle zoom vsb_content v_news_content "
    "wp_articlecontent ivs_content pages_content pages-content article-content articlecontent article_content "
    "article-con articlecon art_con art-con contenttext content-text con_text content_text conzoom zoomcon "
    "xxgk_content zw_content news_content news-content newscontent detail-content detail_content info_content "
    "j-fontcontent fontzoom txtcontent maintext main-text bt_content gk_content zcwj_content doc-content".split()
)
_NAMED_SHARE = 0.2  # of the page's text that is in no link, so that a sidebar's name is not taken for the body's
_SAME = 0.9
_DESCEND = 0.7


def squashed(text: str) -> str:
    """`text` without any blank."""
    return "".join(text.split())


def is_hidden(element: _Element) -> bool:
    """Whether a page doesn't show the element, or it is the running head or foot of a text that was saved as a page."""
    style = element.get("style", "")
    if element.tag == "div" and element.get("title") in ("header", "footer"):  # LibreOffice
        return True
    return element.get("hidden") is not None or "display:none" in style.replace(" ", "").lower()


# --- finding the body ------------------------------------------------------------------------------------------------


def main_body(page: _Element) -> _Element:
    """The element that holds the document: by the names that portals use, else by where the text is.

    No paragraph may be lost, so a smaller element is taken only where what is around it looks like furniture.
    """
    weights = _weights(page)
    body = page.find("body")
    body = page if body is None else body
    named = [e for e in body.iter() if _names(e) & _BODY_NAMES and weights[e] >= _NAMED_SHARE * max(weights[body], 1)]
    if named:
        largest = max(weights[e] for e in named)
        return next(e for e in reversed(named) if weights[e] >= _SAME * largest)
    while (heaviest := max(body, key=lambda e: weights.get(e, 0), default=None)) is not None:
        if (
            heaviest.tag not in _CONTAINERS
            or weights[heaviest] < _DESCEND * weights[body]
            or _holds_more(body, heaviest)
        ):
            break
        body = heaviest
    return body


def _names(element: _Element) -> set[str]:
    return {element.get("id", "").lower(), *element.get("class", "").lower().split()}


def _weights(page: _Element) -> dict[_Element, int]:
    """For each element the number of characters inside it that are shown and not in a link."""
    from lxml import etree

    weights: dict[_Element, int] = {}
    silent = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        mute = element.tag in SKIPPED or element.tag == "a" or is_hidden(element)
        if event == "start":
            silent += mute
            weights[element] = 0 if silent else len(squashed(element.text or ""))
            continue
        silent -= mute
        parent = element.getparent()
        if parent is not None and parent in weights:
            weights[parent] += weights[element] + (0 if silent else len(squashed(element.tail or "")))
    return weights


def _holds_more(parent: _Element, child: _Element) -> bool:
    """Whether the parent shows anything beside `child` that a document could need: any line that is no furniture."""
    beside = [parent.text or "", *(e.tail or "" for e in parent)]
    beside += [text for e in parent if e is not child for text in _shown(e)]
    return not all(
        is_furniture(line) or is_index([line]) for text in beside for line in map(squashed, text.split("\n"))
    )


def _shown(element: _Element) -> Iterator[str]:
    """The pieces of the element's text outside scripts and links."""
    from lxml import etree

    walk = etree.iterwalk(element, events=("start",))
    for _, inner in walk:
        if inner.tag in SKIPPED or inner.tag == "a" or is_hidden(inner):
            walk.skip_subtree()
        else:
            yield inner.text or ""
        if inner is not element:
            yield inner.tail or ""


# --- furniture -------------------------------------------------------------------------------------------------------

# Whole lines, blanks dropped, at the edges of the body. Each with an example.
_FURNITURE = (
    r"(?:用?(?:手机|微信|微博)?扫[一码].{0,30})",  # 扫一扫在手机打开当前页
    r"(?:[\[【（]?(?:打印|关闭|关闭窗口|关闭本页|打印本页|打印此页|收藏|纠错|我要纠错|返回|返回顶部|下载|分享)[\]】）]?[|/]?){1,6}",
    r"[\[【]?(?:字体|字号|文字大小)[:：]?.{0,20}",  # 【字体：大 中 小】
    r"分享(?:到|至|：|:).{0,30}",  # 分享到：
    r"(?:您?(?:当前|现在|所在)的?位置|您的位置)(?:是)?[:：].{0,200}",  # 当前位置：首页>政府信息公开
    r"(?:信息|文章|稿件)?来源[:：].{0,40}(?:时间|日期|浏览|字体|字号|作者|编辑).{0,80}",  # 来源：市政府办 发布时间：…
    r"(?:发布|发文|更新)(?:时间|日期)[:：][0-9年月日:：/.\-]{6,25}.{0,60}",  # 发布时间：2024-03-08 浏览次数：12
    r"(?:浏览|点击|阅读)(?:次数|量|数)[:：].{0,20}",  # 浏览次数：12
    r"[\[【（(]?(?:责任)?编辑[:：].{0,12}[\]】）)]?",  # 责任编辑：某某
    r"(?:上一[篇条]|下一[篇条])[:：]?.{0,120}",  # 上一篇：…
    r"(?:版权所有|copyright|©).{0,200}",  # 版权所有：某市人民政府
    r".{0,120}(?:ICP备|网站标识码|公网安备|网安备).{0,120}",  # 渝ICP备05003300号 网站标识码…
)


# Labels of a portal's index of documents, which stands above the text as a table or as lines.
_INDEX_LABELS = (
    "索引号|信息索引|主题分类|主题词|公文种类|公开类别|公开形式|公开方式|体裁分类|组配分类|服务对象|有效性|信息有效性|时效性|废止日期|"
    "发布机构|发文机关|发文单位|成文日期|发布日期|公开日期|生成日期|生效日期|发文日期|标题|名称|信息名称|文号|发文字号|发文文号|公文文号"
)


@cache
def _furniture() -> tuple[re.Pattern[str], re.Pattern[str]]:
    whole_line = "|".join(f"(?:{pattern})" for pattern in _FURNITURE)
    return re.compile(whole_line, re.IGNORECASE), re.compile(f"(?:{_INDEX_LABELS})(?:[:：].*)?", re.DOTALL)


def is_furniture(line: str) -> bool:
    """Whether a whole line, blanks dropped, is what a site adds to a document. An empty one is.

    >>> is_furniture("【打印】【关闭】"), is_furniture("来源：市政府办公室发布时间：2024-03-08")
    (True, True)
    >>> is_furniture("主办单位：市政府办公室"), is_furniture("打印店、复印店应当登记。")
    (False, False)
    """
    return not line or (len(line) <= 400 and _furniture()[0].fullmatch(line) is not None)


def is_index(rows: Iterable[str]) -> bool:
    """Whether all of these, lines or the first cells of a table's rows, are entries of a portal's index.

    >>> is_index(["索 引 号：", "发文字号：云府发〔2024〕1号"]), is_index(["序号", "1"])
    (True, False)
    """
    return all(_furniture()[1].fullmatch(squashed(row)) for row in rows)


# --- facts that only the page around the body states -----------------------------------------------------------------

_BEGINNING = 200
_NUMBER_LABELS = frozenset({"发文字号", "文号", "发文文号", "公文文号", "文件编号"})


def facts_missing(page: _Element, said: str) -> list[tuple[str, int | None]]:
    """(text, heading level) of the title and document number that the page states and the document's text does not.

    `said` is the text without blanks; the facts come in the order in which a document has them.
    """
    facts: list[tuple[str, int | None]] = []
    title = _title(page)
    if title and squashed(title) not in said:
        facts.append((title, 1))
    number = _document_number(page)
    if number and squashed(number) not in said:
        facts.append((number, None))
    return facts


def _beginning(element: _Element) -> str:
    """The first characters of the element's text: enough for a title or a label with its value."""
    pieces: list[str] = []
    for piece in element.itertext():
        pieces.append(str(piece))
        if sum(map(len, pieces)) > _BEGINNING:
            break
    return "".join(pieces)[:_BEGINNING]


def _title(page: _Element) -> str | None:
    """The title as the page states it: <meta name="ArticleTitle">, <h1>, or <title> without the site's name."""
    for meta in page.iter("meta"):
        if meta.get("name", "").lower() == "articletitle" and meta.get("content", "").strip():
            return " ".join(meta.get("content", "").split())
    for tag in ("h1", "title"):
        element = next(page.iter(tag), None)
        text = "" if element is None else " ".join(_beginning(element).split())
        text = re.split("[_|]| - ", text)[0].strip()
        if "关于" in text:
            return text
    return None


def _document_number(page: _Element) -> str | None:
    """The value beside a label such as 发文字号 in the page's index table."""
    for cell in page.iter("td", "th", "li", "dt", "p", "span", "label", "b", "strong"):
        label, _, value = squashed(_beginning(cell)).replace(":", "：").partition("：")
        if label not in _NUMBER_LABELS:
            continue
        if not value and (following := cell.getnext()) is not None:
            value = squashed(_beginning(following))
        if "号" in value:
            return value
    return None
