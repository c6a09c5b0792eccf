"""版记 on the last even page: counted from the text, and laid out by LibreOffice where it is there."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION

from docparse.drafting import form
from docparse.drafting.paging import settle_imprint


def letter(lines: list[str]) -> Document:
    document = form.blank_document()
    for line in lines:
        document.add_paragraph(line, form.BODY)
    for line in ("\t抄送：区委办。", "\t苇塘区人民政府办公室\t2024年5月6日印发"):
        form.at_foot(document.add_paragraph(line, form.IMPRINT))
    document.add_paragraph(style=form.END)
    settle_imprint(document)
    return document


def turned(document: Document) -> bool:
    """Whether 版记 begins a section of its own, on the next even page."""
    return document.sections[-1].start_type == WD_SECTION.EVEN_PAGE


LINE = "湿地" * 13  # 26 characters behind an indent of two


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([LINE] * 10, True),
        ([LINE] * 22, True),
        ([LINE] * 23, False),
        ([LINE] * 41, False),
        ([LINE] * 43, True),
        ([LINE] * 44, True),
        ([LINE] * 45, True),
        ([LINE + "水"] * 11, True),
        ([LINE + "水"] * 12, False),
        ([LINE + "。"] * 23, False),  # a mark hangs over the end of its line: 23 lines, not 46
        ([LINE[:-1] + "2024年"] * 11, True),
        ([LINE[:-1] + "2024年"] * 12, False),  # a number is not cut
        ([LINE[:-1] + "（水）"] * 12, False),
        (["湿地\n湿地"] * 11, True),
        (["湿地\n湿地"] * 12, False),
        ([LINE] * (22 * 9 + 5), False),
        ([LINE] * (22 * 11 + 5), True),  # page 12 by the count, which is sure for ten
    ],
    ids=lambda value: f"{len(value)} of {value[0][-6:]!r}" if isinstance(value, list) else "",
)
def test_the_imprint_opens_the_next_even_page_unless_one_surely_has_room(lines: list[str], expected: bool) -> None:
    assert turned(letter(lines)) == expected


def test_a_blank_page_and_the_imprint_behind_it_have_no_number() -> None:
    document = letter([LINE] * 44)
    first, last = document.sections
    assert "PAGE" in first.footer._element.xml
    for footer in (last.footer, last.even_page_footer):
        assert not footer.is_linked_to_previous
        assert "PAGE" not in footer._element.xml


def test_tables_are_counted_with_their_repeated_heads() -> None:
    def with_rows(count: int) -> Document:
        document = form.blank_document()
        table = document.add_table(rows=count, cols=2)
        for row in table.rows:
            for cell in row.cells:
                cell.paragraphs[0].style = document.styles[form.CELL]
                cell.text = "湿地"
        form.at_foot(document.add_paragraph("\t抄送：区委办。", form.IMPRINT))
        settle_imprint(document)
        return document

    # 12756 twips hold 41 rows of 310; on the second page the head stands again, and 版记 asks for 1700
    assert turned(with_rows(41))
    assert not turned(with_rows(42))
    assert not turned(with_rows(41 + 34))
    assert turned(with_rows(41 + 35))


def test_a_paper_without_imprint_stays_as_it_is() -> None:
    document = form.blank_document()
    document.add_paragraph(LINE, form.BODY)
    before = document.element.xml
    settle_imprint(document)
    assert document.element.xml == before
