"""Whatever the documents say, a draft is made or refused with one line; and forms of other provinces are understood."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docparse.drafting import draft
from docparse.drafting.outline import NothingAsked, outline
from docparse.drafting.plan import Item
from docparse.errors import DocparseError
from docparse.pipeline import extract
from docparse.records import Document

LINES = st.sampled_from(
    [
        "澜江市人民政府办公室关于印发生态修复行动计划（2024—2026年）的通知",
        "各区县（自治县）人民政府，市政府各部门：",
        "一、总体要求",
        "二、重点任务",
        "（一）修复湿地。",
        "（二）苇塘区。到2026年，湿地面积达到30平方公里。",
        "1.清理河道。每季度末月10日前，各区县要向市水利局报送进展。",
        "到2026年，全市清理河道500公里，其中苇塘区60公里。",
        "（责任单位：市水利局牵头，市财政局参与，以下各项任务均需各区县具体落实）",
        "（市水利局、市林业局按职责分工负责",
        "序号\t区县\t承载园区",
        "1\t苇塘区\t芦湾湿地公园",
        "附件",
        "{{ plan }}{% for %}",
        "（待补充：没有关上",
        "三、保障措施",
        "",
    ]
)


@given(st.lists(LINES, min_size=1, max_size=14))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_document_gives_a_draft_or_one_line(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    file = tmp_path_factory.mktemp("any") / "any.txt"
    file.write_text("\n".join(["苇塘区有关事项", *lines]), encoding="utf-8")
    document = extract(file)
    try:
        text = draft([document], "苇塘区", bodies=[document], suffix=".md").decode("utf-8")
    except DocparseError as error:
        assert "\n" not in str(error)
    else:
        assert "实施方案" in text


def test_prose_without_sections_is_refused_in_one_line(documents: Callable[[str], Document]) -> None:
    prose = documents("苇塘区要修复湿地。\n市水利局要清理河道，改善水质。\n")
    with pytest.raises(NothingAsked, match=r"no numbered section asks anything of 苇塘区") as raised:
        draft([prose], "苇塘区")
    assert "\n" not in str(raised.value)


FORMS = """省人民政府办公厅关于印发支持水产养殖升级若干措施的通知
各市（州）、县（市、区）人民政府，省政府各部门：
现将《支持水产养殖升级若干措施》印发给你们，请认真贯彻执行。
省人民政府办公厅
2024年3月4日
支持水产养殖升级若干措施
一、重点任务
（一）更新养殖设施。推进池塘标准化改造。{bracket}
"""


@pytest.mark.parametrize(
    ("bracket", "lead", "support", "responsible"),
    [
        ("（责任单位：省农业农村厅、省财政厅）", [], [], ["市农业农村局", "市财政局"]),
        ("（牵头单位：省农业农村厅；配合单位：省财政厅）", ["市农业农村局"], ["市财政局"], []),
        ("（省农业农村厅牵头，省财政厅配合）", ["市农业农村局"], ["市财政局"], []),
        ("（省农业农村厅、省财政厅按职责分工负责）", [], [], ["市农业农村局", "市财政局"]),
        ("〔责任单位：省农业农村厅，各市（州）人民政府〕", [], [], ["市农业农村局"]),
    ],
)
def test_forms_of_responsibility(
    documents: Callable[[str], Document], bracket: str, lead: list[str], support: list[str], responsible: list[str]
) -> None:
    plan = outline([documents(FORMS.format(bracket=bracket))], "成都市")
    task: Item = plan.of_kind("tasks")[0]
    assert task.text == "推进池塘标准化改造。"
    assert [o.name for o in task.lead] == lead
    assert [o.name for o in task.support] == support
    assert [o.name for o in task.responsible] == responsible
