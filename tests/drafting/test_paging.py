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


def breaks(document: Document) -> tuple[bool, bool]:
    """(whether 版记 begins a page, whether it begins a section on an even page)."""
    before = [p for p in document.paragraphs if p.style is not None and p.style.name == form.END]
    turned = any(p.paragraph_format.page_break_before for p in before)
    return turned, document.sections[-1].start_type == WD_SECTION.EVEN_PAGE


LINE = "湿地" * 13  # 26 characters behind an indent of two


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([LINE] * 10, (True, False)),
        ([LINE] * 22, (True, False)),
        ([LINE] * 23, (False, False)),
        ([LINE] * 41, (False, False)),
        ([LINE] * 43, (False, True)),
        ([LINE] * 44, (False, True)),
        ([LINE] * 45, (True, False)),
        ([LINE + "水"] * 11, (True, False)),
        ([LINE + "。"] * 22, (True, False)),  # a mark hangs over the end of its line
        ([LINE + "水"] * 12, (False, False)),
        ([LINE[:-1] + "2024年"] * 11, (True, False)),  # a number is not cut
        ([LINE[:-1] + "（水）"] * 11, (True, False)),
        (["湿地\n湿地"] * 11, (True, False)),
        (["湿地\n湿地"] * 12, (False, False)),
    ],
    ids=lambda value: f"{len(value)} of {value[0][-6:]!r}" if isinstance(value, list) else "",
)
def test_the_imprint_goes_to_an_even_page(lines: list[str], expected: tuple[bool, bool]) -> None:
    assert breaks(letter(lines)) == expected


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

    # 12756 twips hold 41 rows of 310; on the second page the head stands again
    assert breaks(with_rows(41)) == (True, False)
    assert breaks(with_rows(42)) == (False, False)
    assert breaks(with_rows(41 + 39)) == (False, True)
    assert breaks(with_rows(41 + 40 + 1)) == (True, False)


def test_a_paper_without_imprint_stays_as_it_is() -> None:
    document = form.blank_document()
    document.add_paragraph(LINE, form.BODY)
    before = document.element.xml
    settle_imprint(document)
    assert document.element.xml == before
