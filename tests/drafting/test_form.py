"""The form of the .docx by GB/T 9704-2012, read from the file; `test_pages.py` measures it on paper."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import RGBColor

from docparse.drafting import form
from docparse.drafting.fonts import FALLBACKS, SONGTI
from docparse.drafting.plan import Plan
from docparse.drafting.render import Edition, render

TWIPS_PER_MM = 1440 / 25.4


@pytest.fixture(scope="module")
def word(drafted: Path) -> Any:
    return docx.Document(str(drafted))


def test_paper_and_margins(word: Any) -> None:
    for section in word.sections:
        assert (section.page_width.twips, section.page_height.twips) == form.PAPER
        for side, mm in (("top", 37), ("left", 28), ("right", 26), ("bottom", 35)):
            assert getattr(section, f"{side}_margin").twips / TWIPS_PER_MM == pytest.approx(mm, abs=0.2)
        assert section._sectPr.xpath("w:docGrid") == []


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        (form.BODY, "仿宋_GB2312", 32),
        (form.HEADING_1, "黑体", 32),
        (form.HEADING_2, "楷体_GB2312", 32),
        (form.HEADING_3, "仿宋_GB2312", 32),
        (form.TITLE, "方正小标宋简体", 44),
        (form.ANNEX_MARK, "黑体", 32),
        (form.IMPRINT, "仿宋_GB2312", 28),
    ],
)
def test_fonts(word: Any, style: str, font: str, size: int) -> None:
    properties = word.styles[style].element.rPr
    fonts = properties.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia")} == {font}
    assert properties.find(qn("w:sz")).get(qn("w:val")) == str(size)


def test_body_lines_and_indent(word: Any) -> None:
    style = word.styles[form.BODY].element
    spacing, indent = style.pPr.find(qn("w:spacing")), style.pPr.find(qn("w:ind"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert style.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    for paragraph in word.paragraphs:
        assert not paragraph.text.startswith(("\u3000", " ")), "an indent is no blank"


def test_page_numbers_are_outside(word: Any) -> None:
    assert word.settings.odd_and_even_pages_header_footer
    section = word.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]._p
        assert paragraph.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert [e.text for e in paragraph.iter(qn("w:instrText"))] == ["PAGE"]
        assert footer.paragraphs[0].text.replace(" ", "") == "——"


def test_headings_take_their_level(word: Any) -> None:
    styles = {p.text: p.style.name for p in word.paragraphs}
    assert styles["三、重点任务"] == form.HEADING_1
    assert styles["苇塘区智能传感器产业提升实施方案\n（2024—2028年）"] == form.TITLE
    run_in = next(p for p in word.paragraphs if p.text.startswith("（一）增强研发能力。"))
    assert (run_in.runs[0].text, run_in.runs[0].style.name) == ("（一）增强研发能力。", form.HEADING_2)


def test_every_blank_is_highlighted(word: Any) -> None:
    paragraphs = [*word.paragraphs, *(p for t in word.tables for r in t.rows for c in r.cells for p in c.paragraphs)]
    marked = "".join(
        r.text for p in paragraphs for r in p.runs if r.style.name == form.BLANK and r.font.highlight_color
    )
    assert marked.count("（待补充：") == sum(p.text.count("（待补充：") for p in paragraphs) > 20


def test_sources_are_comments_and_the_text_is_clean(word: Any) -> None:
    comments = [c.text for c in word.comments]
    assert any(c.startswith("依据：澜府办〔2024〕17号 四（一）；澜经信〔2023〕41号 二（一）") for c in comments)
    assert all(c.timestamp is None for c in word.comments)
    text = "\n".join(p.text for p in word.paragraphs)
    assert "依据：" not in text
    assert "\ue000" not in text


def test_no_name_of_a_person_in_the_properties(word: Any) -> None:
    core = word.core_properties
    title = "澜江市苇塘区人民政府办公室关于印发苇塘区智能传感器产业提升实施方案（2024—2028年）的通知"
    assert (core.author, core.last_modified_by, core.title) == ("", "", title)


def test_tables_repeat_their_header(word: Any) -> None:
    assert [len(t.columns) for t in word.tables] == [7, 8, 4, 7]
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_every_font_names_what_stands_in_for_it(drafted: Path) -> None:
    with zipfile.ZipFile(drafted) as package:
        table = package.read("word/fontTable.xml").decode("utf-8")
        styles = package.read("word/styles.xml").decode("utf-8")
    named = dict(re.findall(r'<w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"/>', table))
    used = set(re.findall(r'w:eastAsia="([^"]+)"', styles)) - {"zh-CN"}
    assert used | {SONGTI} == set(named) == set(FALLBACKS)
    assert all(len(name) <= 31 and "," not in name for name in named.values()), "Word takes one name of 31 characters"


def test_a_red_head(plan: Plan) -> None:
    word = docx.Document(io.BytesIO(render(plan, edition=Edition(red_head=True))))
    mark, number, title = word.paragraphs[:3]
    assert (mark.text, mark.style.name) == ("澜江市苇塘区人民政府办公室文件", form.MASTHEAD)
    assert (
        mark.runs[0].font.size.pt * len(mark.text) <= form.WIDTH / 20 < (mark.runs[0].font.size.pt + 1) * len(mark.text)
    )
    assert mark.style.paragraph_format.space_before.mm == pytest.approx(35, abs=0.1)
    assert mark.style.font.color.rgb == RGBColor(255, 0, 0)
    assert (number.text, number.style.name) == (plan.cover.number, form.RED_NUMBER)
    (line,) = number.style.element.iter(qn("w:bottom"))
    assert (line.get(qn("w:color")), line.get(qn("w:space"))) == ("FF0000", "7")
    assert title.style.name == form.TITLE


def test_without_a_red_head_nothing_is_red(word: Any) -> None:
    assert not [p.text for p in word.paragraphs if p.style.name in (form.MASTHEAD, form.RED_NUMBER)]


@pytest.mark.parametrize(
    ("issuer", "characters"), [("苇塘区人民政府", 4.25), ("澜江市苇塘区人民政府办公室", 1.25), ("甲" * 17, 0)]
)
def test_the_signature_is_centred_over_the_date(plan: Plan, issuer: str, characters: float) -> None:
    """The date ends four characters from the edge and is 7.5 long; a long name does not leave the type area."""
    cover = plan.cover.model_copy(update={"issuer": issuer})
    word = docx.Document(io.BytesIO(render(plan.model_copy(update={"cover": cover}), template="forwarding_notice")))
    (signature,) = [p for p in word.paragraphs if p.style.name == form.SIGNATURE]
    assert signature.paragraph_format.right_indent.twips == pytest.approx(characters * form.CHARACTER, abs=1)
