"""Lines into paragraphs: wrapped lines rejoined, furniture dropped, blanks repaired, places kept."""

from __future__ import annotations

import pytest

from docparse.structure.blanks import repair, squash
from tests.structure.made import source, structured


def wrapped(*paragraphs: str, width: int = 28) -> str:
    """The paragraphs broken every `width` full-width cells, the first line two cells shorter for its lost indent, with
    blank lines between, as offices' PDF texts come.
    """
    lines = []
    for paragraph in paragraphs:
        line, room = "", width - 2.0
        for char in paragraph:
            if room < (0.5 if char.isascii() else 1) and char not in "，。、；：）》”":
                lines.append(line)
                line, room = "", float(width)
            line += char
            room -= 0.5 if char.isascii() else 1
        lines.append(line)
    return "\n\n".join(lines) + "\n"


WRAPPED = wrapped(
    "云江市人民政府办公室",
    "关于印发云江市冷链物流发展行动计划的通知",
    "云府办〔2024〕7 号",
    "各县（区）人民政府，市政府各部门，有关单位：",
    "《云江市冷链物流发展行动计划》已经市政府同意，现印发给你们，请认真贯彻执行。",
    "云江市人民政府办公室",
    "2024 年 3 月 8 日",
    "云江市人民政府办公室文件",
    "- 2 -",
    "云江市冷链物流发展行动计划",
    "一、主要目标",
    "到 2027 年，全市建成冷库总容量 120 万立方米，冷链流通率达到 60% 以上，培育骨干企业 30 家。到 2030 年，建成区域性冷链物流中心。"
    "各县（区）结合实际制定年度计划，报市发展改革委备案。",
    "（一）云江区、南浦县、北溪县、东陵县、西屏县等地要加快布局产地冷库，形成覆盖主要产区的网络。",
    "云江市人民政府办公室文件",
    "- 3 -",
)


@pytest.mark.parametrize(
    ("line", "repaired"),
    [
        ("到 2027 年，建成 3 座", "到2027年，建成3座"),
        ("  组  织  领  导", "组织领导"),
        ("按照 40%的比例", "按照40%的比例"),
        ("达到 60% 以上", "达到60%以上"),
        ("建设 AI 平台", "建设 AI 平台"),
        ("第一章　总 则", "第一章总则"),
        ("12 34", "12 34"),
        ("（ 一 ）目标", "（一）目标"),
        ("\u200b政\u200c府", "政府"),
    ],
)
def test_layout_blanks(line: str, repaired: str) -> None:
    assert repair(line) == repaired
    assert repair(repaired) == repaired


@pytest.mark.parametrize(
    "paragraph",
    [
        "《云江市冷链物流发展行动计划》已经市政府同意，现印发给你们，请认真贯彻执行。",
        "到2027年，全市建成冷库总容量120万立方米，冷链流通率达到60%以上，培育骨干企业30家。到2030年，建成区域性冷链物流中心。各县（区）结合实际制定年度计划，报市发展改革委备案。",
        "（一）云江区、南浦县、北溪县、东陵县、西屏县等地要加快布局产地冷库，形成覆盖主要产区的网络。",
        "云江市人民政府办公室关于印发云江市冷链物流发展行动计划的通知",
    ],
)
def test_wrapped_lines_are_rejoined(paragraph: str) -> None:
    assert paragraph in structured(WRAPPED).text.split("\n")


@pytest.mark.parametrize("furniture", ["- 2 -", "- 3 -", "云江市人民政府办公室文件"])
def test_furniture_is_dropped(furniture: str) -> None:
    assert squash(furniture) not in structured(WRAPPED).text.split("\n")


def test_the_first_red_head_stays() -> None:
    text = "云江市人民政府文件\n\n云府发〔2024〕1号\n\n云江市人民政府关于做好春耕工作的通知\n"
    assert structured(text).text.startswith("云江市人民政府文件\n")


def test_whole_paragraphs_are_not_joined() -> None:
    text = "一、总体要求\n" + "坚持问题导向，强化统筹，推动各项工作落地见效。" * 4 + "\n健全机制\n完善制度\n"
    assert structured(text).text.split("\n")[-2:] == ["健全机制", "完善制度"]


@pytest.mark.parametrize("number", ["0.2", "1.2", "2.10"])
def test_a_quantity_at_the_head_of_a_line_ends_no_paragraph(number: str) -> None:
    words = "各部门要压减办事环节，优化办理流程，推动高频事项平均跑动次数逐年下降并且不超过"
    text = wrapped(words[-26:] + number + "次，企业满意。" + words * 2, *[words * 3] * 4)
    assert f"\n{number}次" in text
    assert f"过{number}次" in structured(text).text


def test_each_paragraph_knows_its_lines() -> None:
    document = structured(WRAPPED)
    lines = WRAPPED.split("\n")
    entries = document.source_map()
    assert len(entries) == len(document.paragraphs)
    for entry, paragraph in zip(entries, document.paragraphs, strict=True):
        assert entry.lines is not None
        first, last = entry.lines
        assert squash(paragraph.text).startswith(squash(lines[first - 1])[:4])
        assert squash(paragraph.text).endswith(squash(lines[last - 1])[-2:])


def test_structuring_the_text_again_changes_nothing() -> None:
    once = structured(WRAPPED)
    again = structured(once.text)
    assert again.text == once.text
    assert (again.sections, again.parts, again.meta) == (once.sections, once.parts, once.meta)


MEMBERS = wrapped(
    "一、组成人员",
    "组 长：林 牧 区委副书记、区政府区长",
    "副组长：陈 远 区委常委、区政府常务副区长，区科创新城党工委书记",
    "方 晓 区政府副区长",
    "成 员：何青禾 区政府办公室主任",
    "沈 舟 区财政局局长",
    "欧阳·阿卜 区民族宗教委主任",
    "领导小组办公室设在区财政局，由沈舟同志兼任办公室主任，负责日常工作和统筹协调，督促各成员单位落实任务。",
    "各成员单位要各司其职、密切配合，定期向领导小组办公室报送工作进展情况和下一步打算。",
)


@pytest.mark.parametrize(
    "line",
    [
        "组长：林牧 区委副书记、区政府区长",
        "副组长：陈远 区委常委、区政府常务副区长，区科创新城党工委书记",
        "成员：何青禾 区政府办公室主任",
        "沈舟 区财政局局长",
        "欧阳·阿卜 区民族宗教委主任",
        "方晓 区政府副区长",
        "领导小组办公室设在区财政局，由沈舟同志兼任办公室主任，负责日常工作和统筹协调，督促各成员单位落实任务。",
    ],
)
def test_member_lines_keep_the_blank_before_the_post(line: str) -> None:
    assert line in structured(MEMBERS).text.split("\n")


def test_a_source_of_text_has_flow_of_lines() -> None:
    assert source("甲\n乙").flow == "lines"
