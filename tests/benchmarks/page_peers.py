"""How much of a document comes out of a portal's page, and how much of the site: docparse beside two libraries.

    uv run --isolated --group peers python -m tests.benchmarks.page_peers

The pages are the documents of corpora/ in three skins of portals, and the real pages beside the checkout where there are
some. Kept: the share of the document's characters that come out, blanks aside. Let in: characters of the site per page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from html import escape
from pathlib import Path

from docparse.readers import read_bytes
from docparse.source import Line

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "corpora" / "more"
MENU = (
    "<ul>"
    + "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in "首页 要闻 政务公开 政务服务 互动交流 走进岚川".split())
    + "</ul>"
)
FOOT = "<div class='footer'><p>版权所有：岚川市人民政府 ICP备00000000号</p><p>网站标识码 0000000000</p></div>"
INDEX = (
    "<table class='index'><tr><td>索引号：</td><td>000014349/2025-00001</td></tr><tr><td>主题分类：</td>"
    "<td>综合政务</td></tr><tr><td>发布日期：</td><td>2025-01-01</td></tr></table>"
)
TOOLS = "<p>来源：市政府办 发布时间：2025-01-01 浏览次数：12</p><p>【字体：大 中 小】 打印 分享到：</p>"
SKINS = {
    "named": f"<body>{MENU}{INDEX}<div id='UCAP-CONTENT'>%s</div>{FOOT}</body>",
    "plain": f"<body><div class='top'>{MENU}</div><div class='m'>{TOOLS}<div class='c'>%s</div></div>{FOOT}</body>",
    "tables": f"<body><table><tr><td>{MENU}</td></tr><tr><td>{TOOLS}<table><tr><td>%s</td></tr></table></td></tr></table>"
    f"{FOOT}</body>",
}


def squashed(text: str) -> str:
    return re.sub(r"[\s|\-]", "", text)


def own(page: bytes) -> str:
    blocks = read_bytes(page, "page").blocks
    return "".join(b.text if isinstance(b, Line) else "".join(map("".join, b.rows)) for b in blocks)


def trafilatura(page: bytes) -> str:
    from trafilatura import extract

    return extract(page.decode("utf-8"), include_tables=True, favor_recall=True) or ""


def readability(page: bytes) -> str:
    from lxml.html import fromstring
    from readability import Document

    return str(fromstring(Document(page.decode("utf-8")).summary()).text_content())


def made() -> Iterator[tuple[str, bytes, str]]:
    """(skin, page, the document's own text)."""
    for file in sorted((ROOT / "corpora").glob("*.txt")):
        lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        cells = [line for line in lines if "\t" in line]
        body = "".join(f"<p>{escape(line)}</p>" for line in lines if line not in cells)
        for skin, around in SKINS.items():
            page = f"<!DOCTYPE html><html><head><meta charset='utf-8'></head>{around % body}</html>"
            yield skin, page.encode(), "".join(line for line in lines if line not in cells)


def real() -> Iterator[tuple[str, bytes, str]]:
    from lxml import html

    for file in sorted(REAL.glob("sc-*.html")):
        page = file.read_bytes()
        tree = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", remove_comments=True))
        yield "real", page, tree.get_element_by_id("UCAP-CONTENT").text_content()


def main() -> None:
    rows: dict[tuple[str, str], list[tuple[float, int]]] = {}
    readers: tuple[Callable[[bytes], str], ...] = (own, trafilatura, readability)
    for skin, page, document in (*made(), *real()):
        expected = squashed(document)
        for reader in readers:
            found = squashed(reader(page))
            same = sum(b.size for b in SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks())
            rows.setdefault((skin, reader.__name__), []).append((same / len(expected), len(found) - same))
    print("skin      reader        pages  kept   let in")
    for (skin, name), figures in sorted(rows.items()):
        kept = sum(k for k, _ in figures) / len(figures)
        let_in = sum(n for _, n in figures) / len(figures)
        print(f"{skin:9} {name:13} {len(figures):5}  {kept:.3f}  {let_in:6.1f}")


if __name__ == "__main__":
    main()
