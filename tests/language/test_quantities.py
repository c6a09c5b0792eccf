"""Quantities: a sentence a line, and what is found in it as `quote|comparator|value[—max]|unit`, parted by blanks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docparse.language.quantities import Quantity, find_quantities

CASES = [
    # counts, money, areas
    ("全区算力企业达到120家", "达到120家|reach|120|家"),
    ("力争营业收入突破50亿元", "突破50亿元|more_than|50|亿元"),
    ("年产整车70万辆", "70万辆|reach|70|万辆"),
    ("建成公共充电桩12000个、换电站25座", "12000个|reach|12000|个 25座|reach|25|座"),
    ("发放补贴12,000个", "12,000个|reach|12000|个"),
    ("占比９５％以上", "９５％以上|at_least|95|%"),
    ("总投资12.6亿元，其中：财政资金3000万元", "12.6亿元|reach|12.6|亿元 3000万元|reach|3000|万元"),
    ("新增高标准农田8万亩", "8万亩|reach|8|万亩"),
    ("数字经济规模达到1.5万亿元", "达到1.5万亿元|reach|1.5|万亿元"),
    ("发电量3亿千瓦时", "3亿千瓦时|reach|3|亿千瓦时"),
    ("储能装机约10万千瓦", "约10万千瓦|about|10|万千瓦"),
    ("绿地6.5平方公里、湿地300公顷", "6.5平方公里|reach|6.5|平方公里 300公顷|reach|300|公顷"),
    ("每万人拥有发明专利12.5件", "12.5件|reach|12.5|件"),
    ("算力总规模达到12EFLOPS，存储10EB", "达到12EFLOPS|reach|12|EFLOPS 10EB|reach|10|EB"),
    ("带宽5000M以上", "5000M以上|at_least|5000|M"),
    ("细颗粒物浓度不高于35微克/立方米", "不高于35微克/立方米|at_most|35|微克/立方米"),
    ("生均经费不低于1000元/年", "不低于1000元/年|at_least|1000|元/年"),
    ("公交车达到500标台", "达到500标台|reach|500|标台"),
    ("服务群众3万人次以上", "3万人次以上|at_least|3|万人次"),
    ("举办活动不少于20场次", "不少于20场次|at_least|20|场次"),
    ("粮食产量稳定在14亿斤左右", "稳定在14亿斤左右|about|14|亿斤"),
    ("死亡率下降到5‰以下", "下降到5‰以下|at_most|5|‰"),
    ("办理时限压缩至3个工作日", "压缩至3个工作日|at_most|3|个工作日"),
    ("绿地服务半径500m、面积5000m2", "500m|reach|500|m 5000m2|reach|5000|m2"),
    # Chinese and mixed numerals
    ("站点新增三百个以上", "新增三百个以上|at_least|300|个"),
    ("开展两个平面的试点", "两个|reach|2|个"),
    ("覆盖率达到百分之九十五", "达到百分之九十五|reach|95|%"),
    ("占比百分之三点五至百分之五", "百分之三点五至百分之五|reach|3.5—5|%"),
    ("完成率百分之百", "百分之百|reach|100|%"),
    ("投资二十万亿元", "二十万亿元|reach|20|万亿元"),
    ("投资一万五千亿元", "一万五千亿元|reach|15000|亿元"),
    ("投资三十万多亿元", "三十万多亿元|more_than|300000|亿元"),
    ("造林三万亩", "三万亩|reach|3|万亩"),
    ("企业十余家", "十余家|more_than|10|家"),
    ("面积50余万亩", "50余万亩|more_than|50|万亩"),
    ("培育两三家龙头企业", "两三家|reach|2—3|家"),
    ("三成以上的门店", "三成以上|at_least|3|成"),
    ("能耗降低三分之一", "降低三分之一|reach|0.333333|"),
    ("审批材料压减一半以上", "压减一半以上|at_least|0.5|"),
    ("投资三亿元，城乡二元结构，一成不变", "三亿元|reach|3|亿元"),
    ("增幅达到8%，提高了3%", "增幅达到8%|increase_by|8|% 提高了3%|increase_by|3|%"),
    ("产值突破千亿元", "突破千亿元|more_than|1000|亿元"),
    ("上市企业超百家", "超百家|more_than|100|家"),
    ("规模突破万亿元", "突破万亿元|more_than|1|万亿元"),
    # comparators
    ("引进企业超60家", "超60家|more_than|60|家"),
    ("增加值增长12%以上", "增长12%以上|at_least|12|%"),
    ("生产总值增长6.2%左右", "增长6.2%左右|about|6.2|%"),
    ("年均增长10% 以上", "年均增长10% 以上|at_least|10|%"),
    ("年均增长8%", "年均增长8%|increase_by|8|%"),
    ("投入强度提高0.5个百分点", "提高0.5个百分点|increase_by|0.5|个百分点"),
    ("比重由18%提升至22%", "18%|reach|18|% 提升至22%|reach|22|%"),
    ("单位能耗下降13.5%", "下降13.5%|reach|13.5|%"),
    ("成本降低20%以上", "降低20%以上|at_least|20|%"),
    ("容积率控制在2.5以内", "控制在2.5以内|at_most|2.5|"),
    ("失业率控制在年均5.5%以内", "5.5%以内|at_most|5.5|%"),
    ("债务率不超过60%", "不超过60%|at_most|60|%"),
    ("贷款额度最高不超过15万元", "最高不超过15万元|at_most|15|万元"),
    ("最高补助100万元", "100万元|at_most|100|万元"),
    ("每个镇至少建成1座", "1座|at_least|1|座"),
    ("按不超过总投资的30%支持", "30%|at_most|30|%"),
    ("指标值≥95%", "≥95%|at_least|95|%"),
    ("浓度≤35微克/立方米", "≤35微克/立方米|at_most|35|微克/立方米"),
    ("入围企业在3家及以上", "3家及以上|at_least|3|家"),
    ("近40家企业参与", "近40家|about|40|家"),
    ("综合实力进入全省前10位", "前10位|at_most|10|位"),
    ("进入全国前十。", "前十|at_most|10|"),
    ("较2024年翻一番", "翻一番|multiply|2|倍"),
    ("力争实现翻两番", "实现翻两番|multiply|4|倍"),
    ("规模实现倍增，效益更好", "实现倍增|multiply|2|倍"),
    ("达到2020年的2.5倍", "2.5倍|multiply|2.5|倍"),
    ("产量增长2倍", "增长2倍|increase_by|2|倍"),
    ("至少一个", "至少一个|at_least|1|个"),
    # ranges
    ("打造1—2家一流企业", "1—2家|reach|1—2|家"),
    ("培育3至5个品牌", "3至5个|reach|3—5|个"),
    ("遴选一至两家单位", "一至两家|reach|1—2|家"),
    ("给予5-20%的补贴", "5-20%|reach|5—20|%"),
    ("1～2项成果", "1～2项|reach|1—2|项"),
    ("增长8%—10%", "增长8%—10%|increase_by|8—10|%"),
    ("补助500—1000万元", "500—1000万元|reach|500—1000|万元"),
    ("投资8000万元—1.2亿元", "8000万元—1.2亿元|reach|0.8—1.2|亿元"),
    ("从10家到20家", "10家|reach|10|家 20家|reach|20|家"),
    # what begins like another word, and is none
    ("培育10家具有影响力的企业", "10家|reach|10|家"),
    ("建设3所在全国领先的学校", "3所|reach|3|所"),
    ("建成5个人工智能平台", "5个|reach|5|个"),
    ("安装10台风电机组", "10台|reach|10|台"),
    # no quantities
    ("推进5G、4/5G和F5G网络建设", ""),
    ("L2级以上自动驾驶，5A级景区，4D成像雷达", ""),
    ("“1+10+100”集群，985高校，12345热线，33618体系", ""),
    ("G5高速公路，3号线，S208省道", ""),
    ("2025年3月25日，2023—2027年，30日内，3个月，两年", ""),
    ("根据第3条、第十二条和第三批名单", ""),
    ("增强“四个意识”，做到“两个维护”", ""),
    ("落实“十四五”规划，召开六届二次全会", ""),
    ("一企一策，一批企业，一系列措施，一个平台，一套机制，一支队伍", ""),
    ("打通最后一公里，一站式服务，一体化发展，三网融合，千方百计", ""),
    ("云府办〔2024〕12号，GB/T 36073-2018", ""),
    ("打造千亿级集群，支持百亿元级企业，1万吨级码头", ""),
    ("实施产业倍增行动", ""),
    ("1080P高清视频", ""),
    ("3项目建设", "3项|reach|3|项"),
    ("（三）家庭教育；三、家庭教育", ""),
    ("100家庭", ""),
    ("“稳增长20条”", "20条|reach|20|条"),
]


def show(text: str, found: Quantity) -> str:
    value = f"{found.value}" + (f"—{found.value_max}" if found.value_max is not None else "")
    return f"{text[slice(*found.span)]}|{found.comparator}|{value}|{found.unit}"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_quantity(text: str, expected: str) -> None:
    assert " ".join(show(text, q) for q in find_quantities(text)) == expected


NORMALIZED = [
    ("8000万元", (80_000_000, "元")),
    ("0.8亿元", (80_000_000, "元")),
    ("4000亿元", (400_000_000_000, "元")),
    ("10万个", (100_000, "个")),
    ("70万辆", (700_000, "辆")),
    ("1.2万亿元", (1_200_000_000_000, "元")),
    ("30公顷", (300_000, "平方米")),
    ("3亩", (2000, "平方米")),
    ("5公里", (5000, "米")),
    ("2千瓦时", (2, "千瓦时")),
    ("3兆瓦", (3000, "千瓦")),
    ("5‰", (0.5, "%")),
    ("三成", (30, "%")),
    ("千分之五", (0.5, "%")),
    ("三分之一", (33.3333, "%")),
    ("1.5个百分点", (1.5, "个百分点")),
    ("10微克/立方米", (10, "微克/立方米")),
    ("500克/人", (0.0005, "吨/人")),
]


@pytest.mark.parametrize(("text", "normalized"), NORMALIZED, ids=[c[0] for c in NORMALIZED])
def test_normalized(text: str, normalized: tuple[float, str]) -> None:
    (found,) = find_quantities(text)
    assert found.normalized == normalized


CHANGES = [
    ("下降18%", "down"),
    ("增长8%以上", "up"),
    ("增长超过8%", "up"),
    ("降低到18%", None),
    ("提高到30%", None),
    ("达到9%", None),
]


@pytest.mark.parametrize(("text", "change"), CHANGES, ids=[c[0] for c in CHANGES])
def test_change(text: str, change: str | None) -> None:
    (found,) = find_quantities(text)
    assert found.change == change


def test_number_span_covers_the_numeral_alone() -> None:
    for text, numeral in [("达到70万辆以上", "70"), ("培育3—5家", "3—5"), ("二十万亿元", "二十"), ("三百个", "三百")]:
        (found,) = find_quantities(text)
        assert text[slice(*found.number)] == numeral


PIECES = [
    "120",
    "三百",
    "一",
    "1.5",
    "万",
    "亿元",
    "家",
    "个",
    "%",
    "达到",
    "不少于",
    "以上",
    "左右",
    "—",
    "至",
    "百分之",
    "翻",
    "番",
    "，",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_spans_are_ordered_apart_and_hold_their_number(text: str) -> None:
    end = 0
    for found in find_quantities(text):
        assert end <= found.span[0] <= found.number[0] < found.number[1] <= found.span[1] <= len(text)
        assert found.value_max is None or found.value < found.value_max
        end = found.span[1]


HOSTILE = [
    "1",
    "1、",
    "1家",
    "1—",
    "一",
    "一家",
    "十万",
    "百分之",
    "前",
    "、",
    "1,000",
    "1.",
    "近",
    "翻",
    "1家/",
    "不超过",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begin = time.process_time()
        find_quantities(text)
        return time.process_time() - begin

    seconds(1000)
    small, large = min(seconds(5_000) for _ in range(3)), seconds(50_000)
    assert large < 40 * small + 0.2
