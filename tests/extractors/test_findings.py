"""Each code finds what its example shows and not what its counter-example shows; nothing is found that isn't there."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.extractors import EXTRACTORS, run
from docparse.extractors.findings import CHECKS, Rule, findings, rules
from docparse.extractors.reading import Reading
from docparse.pipeline import extract
from docparse.records import Document, Finding
from docparse.resources import folder
from tests.extractors.made import document
from tests.structure.made import structured

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPORA = sorted(p for p in folder("corpora").glob("*.txt") if (p.parent / "gold" / f"{p.stem}.json").exists())
RULES = list(rules().values())


def codes(text: str) -> set[str]:
    return {f.code for f in document(text).findings}


# --- the table -------------------------------------------------------------------------------------------------------


def test_every_code_has_a_check_and_every_check_a_code() -> None:
    assert list(rules()) == list(CHECKS)
    assert len(CHECKS) >= 15


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_the_example_yields_the_code_alone(rule: Rule) -> None:
    assert codes(rule.example) == {rule.code}


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_the_counter_example_yields_nothing(rule: Rule) -> None:
    assert codes(rule.counter_example) == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_the_row_is_whole(rule: Rule) -> None:
    assert rule.severity in ("error", "warning", "info")
    assert rule.why
    assert "{" not in document(rule.example).findings[0].message


# --- what is found ---------------------------------------------------------------------------------------------------

FOUND = [
    # marks
    ("依据云府办函（2024）12号文件。", "doc-number-brackets", "云府办函（2024）12号"),
    ("落实云府办函[2024]12号要求。", "doc-number-brackets", "云府办函[2024]12号"),
    ("推进（冷链、仓储建设。", "unbalanced-brackets", "推进（冷链"),
    ("推进“冷链进村\"工程。", "punctuation-brackets", "“冷链进村\""),
    ("责任单位：：市财政局。", "punctuation-doubled", "责任单位：：市财政局"),
    # words
    ("要加快推进加快推进项目。", "duplicated-text", "加快推进加快推进"),
    ("甲项包括：仓储、仓储、包装。", "duplicated-text", "仓储、仓储"),
    ("请于2026年底前前报送。", "duplicated-text", "2026年底前前报送"),
    ("完善冷链设施，提高流通效率。完善冷链设施，提高流通效率。", "duplicated-text", "完善冷链设施，提高流通效率。"),
    ("把握新一轮科技革命和产业大变革机遇。", "set-phrase", "新一轮科技革命和产业大变革"),
    ("截止目前，建成冷库3座。", "misprint", "截止目前"),
    ("每吨\ue0102元。", "stray-character", "每吨\ue0102元"),
    ("建成冷库约50座左右。", "qualifier-redundant", "约50座左右"),
    ("由XX局负责。", "blank-left", "由XX局负责"),
    # numbers
    ("抓好落实：\n一是摸清底数。三是建立台账。", "numbering-gap", "三是建立台账"),
    ("一、甲项\n二、乙项\n四、丁项", "numbering-gap", "四、丁项"),
    ("二、乙项\n三、丙项", "numbering-gap", "二、乙项"),
    ("一、甲项\n1.乙项。\n2.丙项。\n二、丁项\n3.戊项。\n三、己项\n5.庚项。", "numbering-gap", "5.庚项"),
    ("序号\t名称\n1\t甲园\n2\t乙园\n4\t丁园", "numbering-gap", "4\t丁园"),
    ("一、甲项\n（一）乙项。\n1.丙项。\n2.丁项。\n2.戊项。", "numbering-duplicate", "2.戊项"),
    ("涵盖规划、建设、运营、监管等3个方面。", "count-mismatch", "涵盖规划、建设、运营、监管等3个方面"),
    ("下设3个专班，分别为综合协调专班、项目推进专班。", "count-mismatch", "3个专班"),
    ("确定4个试点乡镇：石桥镇、云溪镇、南浦镇。", "count-mismatch", "4个试点乡镇"),
    ("按东、西、南、北、中四个片区推进。", "count-mismatch", "按东、西、南、北、中四个片区"),
    ("一、实施四大行动\n（一）设施提升行动。\n（二）主体培育行动。\n（三）市场拓展行动。", "count-mismatch", "四大行动"),
    ("紧扣五金制造、纺织服装三大产业。", "count-mismatch", "紧扣五金制造、纺织服装三大产业"),
    ("一、分工\n下设三个专项组，分工如下：\n（一）综合组。\n（二）项目组。", "count-mismatch", "三个专项组"),
    ("重点抓好3项工作：一是摸清底数；二是建立台账；三是抓好整改；四是总结。", "count-mismatch", "3项工作"),
    ("区县\t冷库（座）\n甲浦区\t12\n乙溪区\t20\n丙山县\t8\n合计\t45", "sum-mismatch", "合计\t45"),
    # dates
    ("请于202年底前完成。", "year-misprint", "请于202年底前完成"),
    ("自2025年6月至2025年3月实施。", "period-reversed", "2025年6月至2025年3月"),
    ("请于4月31日前完成。", "impossible-date", "4月31日"),
    # names
    ("由市市教育局负责。（责任单位：市市教育局）", "agency-misprint", "市市教育局"),
    ("完善设施。（责任单位：财政市局、市教育局）", "agency-misprint", "财政市局"),
    ("由市发展改革委统筹。（责任单位：市发展改委）", "agency-misprint", "市发展改委"),
    ("成员有江岸区、南岸区、惠山、北岸区、西岸区。", "region-name-incomplete", "惠山"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "quote"), FOUND, ids=lambda v: v if len(str(v)) < 30 else None)
def test_findings(text: str, code: str, quote: str) -> None:
    assert [(f.code, f.quote) for f in document(text).findings] == ([(code, quote)] if code else [])


SOUND = [
    "取值区间为[0,1)和(0,5]。",
    "1）摸清底数；2）建立台账。",
    "“甲项\n乙项\n丙项”",
    "到2027年，建成1—2家、3至5个，约50座。",
    "该镇已有2300年历史，距今1200年。",
    "第一条甲项。\n第二条乙项。第三条丙项。\n第四条丁项。",  # a line that was not broken
    "一、甲项\n1.乙项。\n2.丙项。\n二、丁项\n3.戊项。\n三、己项\n4.庚项。",  # numbered through
    "1.甲项\n（1）乙项。\n（2）丙项。\n2.丁项\n（1）戊项。",
    "建成甲、乙、丙三类园区20个。",
    "围绕规划、建设、运营和监管三大环节发力。",
    "围绕规划、建设、运营和监管四大环节发力。",
    "下设3个专班：综合协调专班、项目推进专班等。",
    "完善设施。（责任单位：团市委、市教育局、人行云江市分行）",
    "推动产业、人才、资金向甲、乙两区集聚。",
    "以研发、制造为重点的甲、乙、丙等3个园区。",
    "2019年底前注册登记的车辆可以继续使用。",
    "市农业农村委、市农业农村委执法总队负责。",
    "逐步建立层层负责的制度，以营利为目的的除外。",
    "支持甲企业攻关，支持乙企业攻关，支持丙企业攻关。",
    "按装机容量计算，发布署名文章，预防犯罪。",
    "由XXL公司研制，型号为A**B。",
    "发展仓储、包装，支持配送等服务。",
    "各市、县、园区、景区、社区要抓好落实。",
    "增强国家治理体系和治理能力的现代化水平。",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_texts_yield_nothing(text: str) -> None:
    assert [(f.code, f.quote) for f in document(text).findings] == []


def test_a_habit_is_told_once() -> None:
    few, many = ("。".join(["加强统筹,推进建设"] * n) for n in (10, 11))
    told = [f for f in document(many).findings if f.code == "half-width-punctuation"]
    assert len([f for f in document(few).findings if f.code == "half-width-punctuation"]) == 10
    assert len(told) == 1
    assert "11处" in told[0].message


# --- whole documents -------------------------------------------------------------------------------------------------


def near(quote: str, finding: Finding) -> bool:
    return quote in finding.quote or finding.quote in quote


@pytest.mark.parametrize("file", CORPORA, ids=lambda p: p.stem)
def test_our_own_corpus_has_what_was_planted_and_nothing_else(file: Path) -> None:
    gold = json.loads((file.parent / "gold" / f"{file.stem}.json").read_text(encoding="utf-8"))
    found = extract(file).findings
    assert all(any(near(g["quote"], f) for f in found) for g in gold["findings"] if not g.get("optional"))
    assert [f.quote for f in found if not any(near(g["quote"], f) for g in gold["findings"])] == []


def test_real_documents_with_gold_yield_what_a_reader_queried() -> None:
    """All but one of what careful readers queried, and nothing that they passed over."""
    if not SHARED.is_dir():
        pytest.skip("the real documents are not part of the repository")
    missed, extra = [], []
    for gold in sorted((SHARED / "gold").glob("*.json")):
        queried = json.loads(gold.read_text(encoding="utf-8"))["findings"]
        file = next(p for p in (SHARED / "corpora").rglob(f"{gold.stem}.*") if p.suffix in (".txt", ".html"))
        found = extract(file).findings
        missed += [g["quote"] for g in queried if not g.get("optional") and not any(near(g["quote"], f) for f in found)]
        extra += [f.quote for f in found if not any(near(g["quote"], f) for g in queried)]
    assert len(missed) <= 1, missed
    assert extra == []


# --- what always holds -----------------------------------------------------------------------------------------------


def holds(made: Document) -> bool:
    spans = [f.span for f in made.findings]
    inside = all(0 <= start < end <= len(made.text) for start, end in spans)
    return inside and spans == sorted(spans) and all(made.text[slice(*f.span)] == f.quote for f in made.findings)


@given(
    st.lists(
        st.sampled_from([r.example for r in RULES] + ["（", "》", "\n", "、", "市", "一是", "（三）", "2月30日", "等"])
    )
)
def test_findings_quote_the_text_in_its_order(pieces: list[str]) -> None:
    assert holds(document("甲\n" + "".join(pieces)))


HOSTILE = {
    "brackets": "（《“[" * 20_000,
    "closing brackets": "）》”]" * 20_000,
    "one character": "的" * 80_000,
    "pauses": "、" * 80_000,
    "list": "市财政局、市教育局、" * 8_000,
    "digits": "9" * 80_000,
    "dates": "2月30日" * 10_000,
    "ordinals": "。一是甲。三是乙" * 8_000,
    "counts": "等9个园区、3个专班：" * 8_000,
    "places": "甲浦区、丙丁、" * 10_000,
    "sections": "\n".join(f"{i}.甲" for i in range(1, 9_000)),
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(text: str) -> None:
    """Twice the text in no more than about twice the time; the slack is for a busy machine."""

    def seconds(text: str) -> float:
        reading = Reading(structured(text))
        made = run(reading, EXTRACTORS[:-1])
        start = time.process_time()
        assert isinstance(findings(reading, made), list)
        return time.process_time() - start

    most = 4 * seconds(text[: len(text) // 2]) + 0.5
    assert seconds(text) <= most or seconds(text) <= most  # again where the garbage of other tests was collected
