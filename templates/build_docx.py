"""Builds the Word templates of this folder: python templates/build_docx.py

The form (page, styles, page numbers) comes from docparse.drafting.form; here stands what is printed, with its tags. An
official changes the built .docx in Word instead; this script is for whoever wants it made afresh.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Twips

from docparse.drafting import form

HERE = Path(__file__).parent


def implementation_plan() -> Document:
    """实施方案: the notice, the plan, four annex tables, the imprint."""
    document = form.blank_document()
    _notice(document)
    _plan(document)
    _annexes(document)
    _imprint(document)
    return document


def _notice(document: Document) -> None:
    add = document.add_paragraph
    add("{{ plan.cover.number }}", form.NUMBER)
    add("{{ plan.cover.title }}", form.TITLE)
    add("{{ plan.cover.addressees }}：", form.FLUSH)
    add("{{ plan.cover.body }}", form.BODY)
    add("{{ plan.cover.issuer }}", form.SIGNATURE)
    add("{{ plan.cover.date }}", form.DATE)
    add("{{ plan.cover.disclosure }}", form.BODY)


def _plan(document: Document) -> None:
    add = document.add_paragraph
    _new_page(add("{{ plan.title }}", form.TITLE))
    lead_in = add("{{ plan.lead_in }}", form.BODY)
    lead_in.paragraph_format.space_before = Twips(form.LINE)
    add("{%p for chapter in plan.chapters %}", form.BODY)
    add("{{ loop.index|numeral }}、{{ chapter.heading }}", form.HEADING_1)
    add("{%p if chapter.intro %}", form.BODY)
    add("{{ chapter.intro }}{{ chapter|mark }}", form.BODY)
    add("{%p endif %}", form.BODY)
    add("{%p for item in chapter.items %}", form.BODY)
    _run_in(document, "（{{ loop.index|numeral }}）{{ item.title }}", "item", form.HEADING_2)
    add("{%p for inner in item.items %}", form.BODY)
    _run_in(document, "{{ loop.index }}．{{ inner.title }}", "inner", form.HEADING_3)
    add("{%p endfor %}", form.BODY)
    add("{%p endfor %}", form.BODY)
    add("{%p endfor %}", form.BODY)
    first = add("附件：1．任务分工表", form.ANNEX_NOTE)
    first.paragraph_format.space_before = Twips(form.LINE)
    first.paragraph_format.first_line_indent = Twips(-3 * form.CHARACTER)
    for number, title in enumerate(("指标分解表", "工作进度安排表", "上级要求对照表"), start=2):
        paragraph = add(f"{number}．{title}", form.ANNEX_NOTE)
        paragraph.paragraph_format.first_line_indent = Twips(0)


def _run_in(document: Document, heading: str, variable: str, style: str) -> None:
    """A heading that runs into its paragraph, and the paragraph."""
    paragraph = document.add_paragraph(style=form.BODY)
    paragraph.add_run(heading, style)
    paragraph.add_run(f"{{{{ {variable}.body }}}}{{{{ {variable}.responsibility }}}}{{{{ {variable}|mark }}}}")


def _annexes(document: Document) -> None:
    _annex(
        document,
        (1, "任务分工表"),
        (
            "task in plan.tasks",
            "序号 重点任务 主要内容 牵头单位 配合单位 完成时限 上级依据".split(),
            (500, 1200, 2444, 1200, 1400, 700, 1400),
        ),
        (
            "{{ loop.index }}",
            "{{ task.heading }}",
            "{{ task.text|brief }}",
            "{{ task.lead|offices }}{{ task.responsible|offices }}",
            "{{ task.support|offices }}",
            "{{ task.due }}",
            "{{ task.sources|labels }}",
        ),
    )
    _annex(
        document,
        (2, "指标分解表"),
        (
            "goal in plan.goals",
            "指标 单位 {{_plan.upper_scope_}}目标 {{_plan.region_}}目标 基期 依据".split(),
            (2344, 700, 1500, 1700, 1100, 1500),
        ),
        (
            "{{ goal.indicator }}",
            "{{ goal.unit }}",
            "{{ goal.upper }}",
            "{{ goal.own or '（待补充：目标值）' }}",
            "（待补充：基期值）",
            "{{ goal.source.label }}",
        ),
    )
    _annex(
        document,
        (3, "工作进度安排表"),
        ("row in plan.schedule", "时间节点 工作内容 责任单位 依据".split(), (1700, 4044, 1700, 1400)),
        ("{{ row.when }}", "{{ row.what }}", "{{ row.who }}", "{{ row.source.label }}"),
    )
    _annex(
        document,
        (4, "上级要求对照表"),
        ("row in plan.coverage", "上级文件章节 要求 状态 本方案对应章节 说明".split(), (2400, 2444, 900, 1300, 1800)),
        ("{{ row.source.label }}", "{{ row.demand }}", "{{ row.status }}", "{{ row.place }}", "{{ row.reason }}"),
    )


def _annex(
    document: Document,
    title: tuple[int, str],
    loop: tuple[str, list[str], tuple[int, ...]],
    cells: tuple[str, ...],
) -> None:
    """One annex on a new page: its mark, its title, and a table with a repeated header and one row for each round."""
    number, name = title
    rounds, header, widths = loop
    _new_page(document.add_paragraph(f"附件{number}", form.ANNEX_MARK))
    heading = document.add_paragraph(name, form.TITLE)
    heading.paragraph_format.space_before = heading.paragraph_format.space_after = Twips(form.LINE // 2)
    table = document.add_table(rows=4, cols=len(header), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _repeat(table.rows[0])
    _keep_whole(table.rows[2])
    table.rows[1].cells[0].paragraphs[0].text = f"{{%tr for {rounds} %}}"
    table.rows[3].cells[0].paragraphs[0].text = "{%tr endfor %}"
    for column, width in enumerate(widths):
        table.columns[column].width = Twips(width)
        for row in table.rows:
            row.cells[column].width = Twips(width)
        _cell(table.rows[0].cells[column], header[column].replace("{{_", "{{ ").replace("_}}", " }}"), form.CELL_HEAD)
        _cell(table.rows[2].cells[column], cells[column], form.CELL)


def _cell(cell: Any, text: str, style: str) -> None:
    cell.paragraphs[0].text = text
    cell.paragraphs[0].style = style


def _repeat(row: Any) -> None:
    """The row stands again at the head of each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    """No row is cut by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _new_page(paragraph: Any) -> None:
    paragraph.paragraph_format.page_break_before = True


def _imprint(document: Document) -> None:
    """版记 at the foot of the last page: thick, thin and thick rules, copies, and who prints when."""
    for line in ("\t抄送：{{ plan.cover.copies }}。", "\t{{ plan.cover.issuer }}\t{{ plan.cover.printed }}印发"):
        form.at_foot(document.add_paragraph(line, form.IMPRINT))
    document.add_paragraph(style=form.END)


def main() -> None:
    """Writes every template."""
    implementation_plan().save(str(HERE / "implementation_plan" / "plan.docx"))


if __name__ == "__main__":
    main()
