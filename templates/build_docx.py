"""Builds the Word templates of this folder and the list of variables in its README: python templates/build_docx.py

The form (page, styles, page numbers) comes from docparse.drafting.form; here stands what is printed, with its tags, and in
sheets.toml its tables. An official changes the built .docx in Word instead; this script is for whoever wants it made afresh.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Twips

from docparse.drafting import form
from docparse.drafting.fields import reference

HERE = Path(__file__).parent


class Column(NamedTuple):
    """A column of a table: its head, its width in twips (8844 for all), and what stands in a cell."""

    head: str
    width: int
    cell: str


class Sheet(NamedTuple):
    """A table with one row for each round of a loop, and a row for none: what its columns then say, if anything."""

    title: str
    rounds: str
    columns: tuple[Column, ...]
    none: Sequence[str] = ()


def _sheets() -> dict[str, Sheet]:
    read = tomllib.loads((HERE / "sheets.toml").read_text(encoding="utf-8"))
    return {
        name: Sheet(**sheet | {"columns": tuple(Column(*column) for column in sheet["columns"])})
        for name, sheet in read.items()
    }


SHEETS = _sheets()
RESPONSIBLE = Column("责任单位", 1000, "{{ task.responsible|offices }}")


# --- the sets --------------------------------------------------------------------------------------------------------


def implementation_plan() -> Document:
    """实施方案: the notice that issues it, the plan, four annexes, the imprint."""
    return _issued("实施方案", ("tasks", "goals", "schedule", "projects"))


def action_plan() -> Document:
    """行动计划: the same under its own name, with the tables that an action plan brings."""
    return _issued("行动计划", ("tasks", "goals"))


def forwarding_notice() -> Document:
    """印发…的通知: the cover alone, for a plan that is kept in a file of its own."""
    document = form.blank_document()
    _notice(
        document, "印发{{ plan.subject }}实施方案{{ plan.years }}", "《{{ plan.subject }}实施方案{{ plan.years }}》"
    )
    _imprint(document)
    return document


def leading_group_notice() -> Document:
    """关于成立（调整）领导小组的通知: posts, with blanks for the names."""
    document = form.blank_document()
    change = (
        "{% if plan.group.existing %}调整{{ plan.group.name }}组成人员{% else %}成立{{ plan.group.name }}{% endif %}"
    )
    _head(document, change)
    add = document.add_paragraph
    add(
        "为加强组织领导和统筹协调，经{{ plan.region }}人民政府同意，决定{% if plan.group.existing %}调整"
        "{% else %}成立{% endif %}{{ plan.group.name }}（以下简称“领导小组”）{% if plan.group.existing %}组成人员"
        "{% endif %}。现将有关事项通知如下：",
        form.BODY,
    )
    add("一、组成人员", form.HEADING_1)
    add("{%p for seats in plan.group.seats %}", form.BODY)
    add("{%p for post in seats.posts %}", form.BODY)
    add("{% if loop.first %}{{ seats.role }}：{% endif %}{{ post.name }}　{{ post.post }}", form.BODY)
    add("{%p endfor %}", form.BODY)
    add("{%p endfor %}", form.BODY)
    add("二、办事机构", form.HEADING_1)
    add("领导小组办公室设在{{ plan.group.host }}，承担领导小组日常工作。", form.BODY)
    add("三、主要职责", form.HEADING_1)
    add("{{ plan.group.duties or '（待补充：领导小组职责）。' }}", form.BODY)
    add("{%p if plan.group.task_forces %}", form.BODY)
    add("四、工作专班", form.HEADING_1)
    add("{%p for force in plan.group.task_forces %}", form.BODY)
    _run_in(
        document,
        "（{{ loop.index|numeral }}）{{ force.name }}。",
        "{% if force.lead %}由{{ force.lead|names }}牵头"
        "{% if force.support %}，{{ force.support|names }}配合{% endif %}。{% endif %}",
        form.HEADING_2,
    )
    add("{%p endfor %}", form.BODY)
    add("{%p endif %}", form.BODY)
    _signature(document)
    _imprint(document)
    return document


def task_ledger() -> Document:
    """责任清单: the goals and the tasks as tables, without a text."""
    document = form.blank_document()
    _title(document, "{{ plan.subject }}责任清单{{ plan.years }}")
    goals = SHEETS["goals"]
    own = tuple(c._replace(head="目标（{{ plan.region }}）") if "goal.own" in c.cell else c for c in goals.columns)
    document.add_paragraph("一、主要指标", form.HEADING_1).paragraph_format.space_before = Twips(form.LINE)
    _table(document, goals._replace(columns=own))
    document.add_paragraph("二、责任清单", form.HEADING_1).paragraph_format.space_before = Twips(form.LINE)
    _table_of_tasks(document, SHEETS["ledger"])
    document.add_paragraph(style=form.END)
    return document


def quarterly_report() -> Document:
    """季度动态: what is due, how goals and tasks stand, what comes next."""
    document = form.blank_document()
    add = document.add_paragraph
    _title(document, "{{ plan.subject }}工作动态{{ quarter.label }}")
    sender = "本期动态由{{ plan.group.office }}（{{ plan.group.host }}）于（待补充：报送日期）报送。"
    add(sender, form.BODY).paragraph_format.space_before = Twips(form.LINE)
    add("一、本季度到期事项", form.HEADING_1)
    _table(document, SHEETS["due"])
    add("二、主要指标进展", form.HEADING_1)
    _table(document, SHEETS["progress"])
    add("三、重点任务进展", form.HEADING_1)
    add("{%p for task in plan.tasks %}", form.BODY)
    _run_in(
        document,
        "（{{ loop.index|numeral }}）{{ task.heading }}。",
        "（待补充：本季度进展和存在问题）。{{ task.responsibility|short }}{{ task|mark }}",
        form.HEADING_2,
    )
    add("{%p endfor %}", form.BODY)
    add("四、问题和建议", form.HEADING_1)
    add("（待补充：需要上级协调解决的问题和建议）。", form.BODY)
    add("五、下季度到期事项", form.HEADING_1)
    _table(document, SHEETS["coming"])
    document.add_paragraph(style=form.END)
    return document


def working_paper() -> Document:
    """起草说明: a paper for those who check the draft, never issued with it."""
    document = form.blank_document()
    add = document.add_paragraph
    _title(document, "{{ plan.subject }}实施方案起草说明")
    add("一、起草依据", form.HEADING_1).paragraph_format.space_before = Twips(form.LINE)
    add("{%p for basis in plan.basis %}", form.BODY)
    add("{{ loop.index }}．{{ basis.cited }}", form.BODY)
    add("{%p endfor %}", form.BODY)
    add("二、待核事项", form.HEADING_1)
    add("{%p for note in plan.notes %}", form.BODY)
    add("{{ loop.index }}．{{ note }}", form.BODY)
    add("{%p endfor %}", form.BODY)
    add("三、上级要求对照", form.HEADING_1)
    _table(document, SHEETS["coverage"])
    document.add_paragraph(style=form.END)
    return document


SETS: tuple[Callable[[], Document], ...] = (
    implementation_plan,
    action_plan,
    forwarding_notice,
    leading_group_notice,
    task_ledger,
    quarterly_report,
    working_paper,
)


# --- what the sets are made of ---------------------------------------------------------------------------------------


def _issued(genre: str, tables: Sequence[str]) -> Document:
    """A plan of a genre, the notice that issues it in front, its annexes behind."""
    document = form.blank_document()
    title = f"{{{{ plan.subject }}}}{genre}{{{{ plan.years }}}}"
    _notice(document, f"印发{title}", f"《{title}》")
    _new_page(document.add_paragraph(title, form.TITLE))
    lead_in = document.add_paragraph(f"{{{{ plan.lead_in }}}}制定本{genre}。", form.BODY)
    lead_in.paragraph_format.space_before = Twips(form.LINE)
    _chapters(document)
    annexes = [SHEETS[name] for name in tables]
    _annex_note(document, annexes)
    for number, sheet in enumerate(annexes, start=1):
        _annex(document, number, sheet)
    _imprint(document)
    return document


def _notice(document: Document, matter: str, issued: str) -> None:
    _head(document, matter)
    document.add_paragraph(f"{issued}{{{{ plan.cover.approval }}}}", form.BODY)
    _signature(document)


def _head(document: Document, matter: str) -> None:
    """Red head or none, number, title, addressees."""
    add = document.add_paragraph
    add("{%p if red_head %}", form.BODY)
    add("{{ plan.cover.issuer }}文件", form.MASTHEAD)
    add("{{ plan.cover.number }}", form.RED_NUMBER)
    add("{%p else %}", form.BODY)
    add("{{ plan.cover.number }}", form.NUMBER)
    add("{%p endif %}", form.BODY)
    add(f"{{{{ plan.cover.issuer }}}}关于{matter}的通知", form.TITLE)
    add("{{ plan.cover.addressees }}：", form.FLUSH)


def _title(document: Document, text: str) -> None:
    document.add_paragraph(text, form.TITLE).paragraph_format.space_before = Twips(form.LINE)


def _signature(document: Document) -> None:
    add = document.add_paragraph
    add("{{ plan.cover.issuer }}", form.SIGNATURE)
    add("{{ plan.cover.date }}", form.DATE)
    add("{{ plan.cover.disclosure }}", form.BODY)


def _chapters(document: Document) -> None:
    add = document.add_paragraph
    add("{%p for chapter in plan.chapters %}", form.BODY)
    add("{{ loop.index|numeral }}、{{ chapter.heading }}", form.HEADING_1)
    add("{%p if chapter.intro %}", form.BODY)
    add("{{ chapter.intro }}{{ chapter|mark }}", form.BODY)
    add("{%p endif %}", form.BODY)
    add("{%p for item in chapter.items %}", form.BODY)
    text = "{{ item.body }}{{ item.responsibility }}{{ item|mark }}"
    _run_in(document, "（{{ loop.index|numeral }}）{{ item.title }}", text, form.HEADING_2)
    add("{%p for inner in item.items %}", form.BODY)
    _run_in(document, "{{ loop.index }}．{{ inner.title }}", text.replace("item", "inner"), form.HEADING_3)
    add("{%p endfor %}", form.BODY)
    add("{%p endfor %}", form.BODY)
    add("{%p endfor %}", form.BODY)


def _run_in(document: Document, heading: str, text: str, style: str) -> None:
    """A heading that runs into its paragraph, and the paragraph."""
    paragraph = document.add_paragraph(style=form.BODY)
    paragraph.add_run(heading, style)
    paragraph.add_run(text)


def _annex_note(document: Document, annexes: Sequence[Sheet]) -> None:
    """附件：1．…, a line below the text; the names stand below one another."""
    for number, sheet in enumerate(annexes, start=1):
        label = f"附件：{number}．" if number == 1 else f"{number}．"
        paragraph = document.add_paragraph(f"{label}{sheet.title}", form.ANNEX_NOTE)
        paragraph.paragraph_format.first_line_indent = Twips(-3 * form.CHARACTER if number == 1 else 0)
        if number == 1:
            paragraph.paragraph_format.space_before = Twips(form.LINE)


def _annex(document: Document, number: int, sheet: Sheet) -> None:
    """One annex on a new page: its mark, its title on the third line, its table."""
    _new_page(document.add_paragraph(f"附件{number}", form.ANNEX_MARK))
    heading = document.add_paragraph(sheet.title, form.TITLE)
    heading.paragraph_format.space_before = heading.paragraph_format.space_after = Twips(form.LINE // 2)
    (_table_of_tasks if sheet is SHEETS["tasks"] else _table)(document, sheet)


def _table_of_tasks(document: Document, sheet: Sheet) -> None:
    """With a column for those who are responsible where the plan names any; contents and basis then give up its width."""
    *others, basis = sheet.columns
    half = RESPONSIBLE.width // 2
    others[2], basis = (c._replace(width=c.width - half) for c in (others[2], basis))
    document.add_paragraph("{%p if plan.has_responsible %}", form.BODY)
    _table(
        document,
        sheet._replace(columns=(*others[:4], RESPONSIBLE, *others[4:], basis)),
    )
    document.add_paragraph("{%p else %}", form.BODY)
    _table(document, sheet)
    document.add_paragraph("{%p endif %}", form.BODY)


def _table(document: Document, sheet: Sheet) -> None:
    """A table with a repeated header and one row for each round."""
    tags = [f"{{%tr for {sheet.rounds} %}}", "", *(["{%tr else %}", ""] if sheet.none else []), "{%tr endfor %}"]
    table = document.add_table(rows=1 + len(tags), cols=len(sheet.columns), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    form.narrow_cells(table)
    _mark_row(table.rows[0], "w:tblHeader")  # stands again at the head of each page
    _mark_row(table.rows[2], "w:cantSplit")  # is never cut by the end of a page
    for row, tag in zip(table.rows[1:], tags, strict=True):
        row.cells[0].paragraphs[0].text = tag
    for number, column in enumerate(sheet.columns):
        table.columns[number].width = Twips(column.width)
        for row in table.rows:
            row.cells[number].width = Twips(column.width)
        _cell(table.rows[0].cells[number], column.head, form.CELL_HEAD)
        _cell(table.rows[2].cells[number], column.cell, form.CELL)
        if sheet.none:
            _cell(table.rows[4].cells[number], sheet.none[number], form.CELL)


def _cell(cell: Any, text: str, style: str) -> None:
    cell.paragraphs[0].text = text
    cell.paragraphs[0].style = style
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _mark_row(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _new_page(paragraph: Any) -> None:
    paragraph.paragraph_format.page_break_before = True


def _imprint(document: Document) -> None:
    """版记 at the foot of the last page: thick, thin and thick rules, copies, and who prints when."""
    for line in ("\t抄送：{{ plan.cover.copies }}。", "\t{{ plan.cover.issuer }}\t{{ plan.cover.printed }}印发"):
        form.at_foot(document.add_paragraph(line, form.IMPRINT))
    document.add_paragraph(style=form.END)


def readme() -> str:
    """The README with its tables of variables made afresh."""
    told = (HERE / "README.md").read_text(encoding="utf-8")
    return told.partition("### Plan\n")[0] + reference()


def main() -> None:
    """Writes every template, and the README."""
    (HERE / "README.md").write_text(readme(), encoding="utf-8")
    for build in SETS:
        folder = HERE / build.__name__
        folder.mkdir(exist_ok=True)
        build().save(str(folder / "plan.docx"))


if __name__ == "__main__":
    main()
