"""What makes a quantity no goal: each rejection names a way of telling a number that nobody sets."""

from __future__ import annotations

import re
from collections.abc import Callable

from docparse.extractors.bounds import within
from docparse.extractors.candidates import Candidate, opens_noun, rate, sense, share
from docparse.extractors.governing import governing_time
from docparse.structure.text import Label

_LONGEST_TAIL = 400  # characters of a sentence behind a number that may say what it is for
_MEASURES = ("米", "元", "伏", "千瓦", "人", "岁", "天", "小时", "分钟", "公里")
_LENGTHS_OF_TIME = ("天", "小时", "个小时", "分钟", "工作日", "个工作日")
_PHYSICAL = ("area", "volume", "length", "mass", "power", "energy", "data", "age", "time")
_SPELLED = "两二三四五六七八九十"
_SIZED = re.compile("(?:总?规模|总额|配备|组建|提前)$")  # 规模不低于100亿元的基金, 配备不少于10人的队伍
_RATE = re.compile(r"(?:率|占比|比重|覆盖面)(?:[到至]?(?:20\d\d年)?年?(?:底|末)?)$")
_LIFETIME = re.compile(
    r"(?:年限|寿命|年龄|时间|时限|周期|时长)(?:[\u4e00-\u9fff]{0,3}[到至为])?$"
)  # counted in years, and to be reached
_GRADES = ("岁", "周岁", "级", "号", "层", "楼", "代")
_TIMES = ("次", "轮", "遍", "期", "回")
_COUNTERS = ("个", "大", "类", "项", "种")


def _in_background(c: Candidate) -> bool:
    """It stands in a section that tells how things are."""
    return within(c.reading.background, c.quantity.span[0])


def _in_title(c: Candidate) -> bool:
    """It belongs to a cited title."""
    return within(c.reading.titles, c.quantity.span[0])


def _in_name(c: Candidate) -> bool:
    """「“一年提升、三年倍增”」, 「“培育百家企业”行动」: within the marks of a name or a slogan, unless they hold a goal."""
    if c.lead.count("“") <= c.lead.count("”") or "关于“" in c.lead:  # 关于“…达到95%以上”的问题，由某厅负责
        return False
    tail = c.reading.text[c.quantity.span[1] : min(c.sentence[1], c.quantity.span[1] + 40)]
    closing = re.match("[^“”]*”(?!的?(?:目标|任务|要求))", tail)
    return closing is not None and len(c.lead) - c.lead.rfind("“") + closing.end() <= 40


def _forecast(c: Candidate) -> bool:
    """「预计达到40%」"""
    return sense("forecast").search(c.lead) is not None


def _fact(c: Candidate) -> bool:
    """「已建成300个」, 「截至2023年底共有30家」, 「2023年达到800亿元」 in a text of 2024"""
    told = re.search(r"(?<!拟)(?:建成|投用|认定|登记|注册)的$", c.before)
    if (
        told
        or sense("fact").search(c.before)
        or re.search(r"截至|截止|(?<!项)目前(?!期)|年(?:\d{1,2}月)?以来[，,]", c.lead)
    ):
        return True
    if re.match("(?:的基础上|的前提下)", c.behind):
        return True
    if sense("compared").search(c.before) and c.quantity.comparator in ("reach", "increase_by"):
        return governing_time(c.reading, c.sentence, c.quantity.span[0]) is None
    times = c.reading.times_between(c.sentence[0], c.quantity.span[0])
    last = next((t for t in reversed(times) if not _in_bracket(c, t.span[0]) and not _is_base(c, t.span[0])), None)
    if last is None or last.kind not in ("date", "period") or last.end is None or c.reading.since is None:
        return False
    return last.end < c.reading.since


def _is_base(c: Candidate, offset: int) -> bool:
    """Whether a time at `offset` is what something is compared with: 比2020年, 在2020年基础上."""
    said = c.reading.text[max(offset - 1, 0) : offset + 16]
    return said[:1] in ("比", "较", "与", "以") or re.match(r".[\d年]+底?(?:的)?(?:基础|水平|基数)", said) is not None


def _in_bracket(c: Candidate, offset: int) -> bool:
    before = c.reading.text[c.sentence[0] : offset]
    return before.count("（") > before.count("）") or before.count("《") > before.count("》")


def _aside(c: Candidate) -> bool:
    """「60%（含农户自用12%）」, 「剩余17%留作自用」, 「一人（常住居民）一码」: a detail, a rest, an idiom."""
    spoken = c.reading.text[c.quantity.number[0] : c.quantity.span[1] + 20]
    if re.match("一[\u4e00-\u9fff](?:[（(][^（()）]*[）)])?一[\u4e00-\u9fff]", spoken):
        return True
    if c.quantity.unit == "%" and re.search("分别占[^，；。]*$", c.lead):  # …分别占全国任务的70%、13%
        return True
    return re.search("[（(]含[^（()）]*$", c.lead) is not None or re.fullmatch("(?:剩余|其余)的?", c.before) is not None


def _parameter(c: Candidate) -> bool:
    """「包含5个总成」, 「由9个部门组成」, 「某某等13个区县」"""
    if (
        re.search("每(?:新增|增加|减少|提高|下降|超过|满|认定|培育|引进|完成|新建)?$", c.before)
        and c.quantity.value == 1
    ):  # 每新增1亿元
        return True
    spelled = c.reading.text[c.quantity.number[0]] in _SPELLED
    if spelled and re.match("[“\\d]", c.reading.text[c.quantity.span[1] :][:1]):  # 实现两个“全覆盖”, 两个100%
        return True
    if c.quantity.unit == "%" and re.match("的?[\u4e00-\u9fff]{0,6}标准", c.behind):  # 执行75%节能标准
        return True
    if spelled and re.match("(?:指标|要求|条件|标准|措施|机制|制度|原则|职能|工程|行动)", c.behind):
        return True
    if c.quantity.unit == "件" and re.match("(?:民生)?(?:实事|大事)", c.behind):  # 办好十件实事
        return True
    if c.behind.startswith("”") and "“" in c.before and "关于“" not in c.lead:  # 落实“金融15条”
        return True
    if c.reading.text.startswith("：", c.quantity.span[1]) and c.quantity.unit in _COUNTERS:  # 科技金融方面5项：…
        return True
    if re.search("(?:时速|直径|半径|高度|深度|宽度|按(?![^，；]*每)[^，；]{0,12})$", c.before) and re.match(
        "的?[\u4e00-\u9fff]{2}", c.behind
    ):
        return True
    if re.search("是指|指的是", c.lead):  # a definition
        return True
    if re.match(r"[\u4e00-\u9fff]{0,8}(?:组成|构成|出席|通过|带队|带班)", c.behind):
        return True
    if re.fullmatch("的?(?:责任人|负责人|联络员|联系人|工作人员|分管领导|负责同志|专人)", c.behind):
        return True
    told = sense("parameter").search(c.before) is not None or c.before.endswith("等")
    return told and sense("verb").search(c.before) is None


def _funding(c: Candidate) -> bool:
    """「给予50万元补助」, 「按40%的比例配套」, 「按采购金额的30%预付」"""
    paid = r"(?:以上|以下)?(?:的标准)?(?:提前|统一|足额|定额)?(?:预付|拨付|支付|缴纳|计提|提取|安排|分担|承担|收取|估算|测算|核定|确定|计算|计入)"
    if re.search("按照?[^，；。]*$", c.before) and re.match(paid, c.behind):
        return True
    rated = c.quantity.kind == "ratio" and _RATE.search(c.before)  # 补贴发放率 is a rate, whatever it is of
    if not rated and sense("funding").search(c.before + c.behind):
        return True
    if c.quantity.unit.endswith("元") and re.search(
        r"每(?:人|户|亩|头|只|套|间|生|名|张|件|辆)[^，；]{0,6}$", c.before
    ):
        return re.search("收入|消费", c.before) is None
    if c.quantity.unit.endswith("元") and re.search(
        r"(?:安排|统筹|列支|预算|设立|筹措|拨付)[^，；]{0,16}(?:资金|经费|基金)$", c.before
    ):
        return True
    said = c.before + c.reading.text[slice(*c.quantity.span)]
    paid_share = c.quantity.unit == "%" and not rated and "占" not in said and not sense("verb").search(said)
    if paid_share and sense("funding").search(c.lead.rsplit("；", 1)[-1]):  # 给予房租补贴，前两年100%
        return True
    tail = c.reading.text[c.quantity.span[1] : min(c.sentence[1], c.quantity.span[1] + _LONGEST_TAIL)]
    whole = c.lead.rsplit("；", 1)[-1] + tail.split("；", 1)[0]
    if tail.startswith("的标准") and sense("funding").search(tail.split("；", 1)[0]):
        return True
    if c.before.startswith("对") and sense("funding").search(whole):
        return True
    if c.quantity.unit.endswith("元") and re.search(
        "(?:安排|统筹|列支|投入)[^，；]{0,14}(?:资金|经费)[^；]*其中|财政(?:每年)?(?:安排|投入)", whole
    ):
        return True
    return c.quantity.unit.endswith("元") and sense("funding").search(whole) is not None


def _measure_of(c: Candidate) -> bool:
    """「800伏以上大功率充电站」, 「20人以上的自然村」, 「停留30天的签证」: a measure of something, not its number."""
    if rate(c) is not None or share(c) is not None or _SIZED.search(c.before):
        return False
    bounded = c.quantity.comparator in ("at_least", "more_than", "at_most")
    of = c.reading.text.startswith("的", c.quantity.span[1])
    bounded = bounded or re.search("[过达超]$", c.before) is not None
    if bounded and of and c.lead[-1:] not in ("", *"，；。：") and not opens_noun().search(c.before):
        return True  # 持有房源超过3000套的租赁企业
    if c.quantity.unit in (*_GRADES, "年", "个月"):
        return _LIFETIME.search(c.before) is None
    if re.match(r"[\u4e00-\u9fff]{0,8}圈", c.behind):
        return True
    attributive = re.match(r"的?[\u4e00-\u9fff]{2,}", c.behind) is not None
    if c.quantity.kind in _PHYSICAL and attributive and _counted_behind(c):  # 500千伏变电站1座
        return True
    if c.quantity.unit in _LENGTHS_OF_TIME and c.quantity.comparator == "reach" and c.quantity.kind == "time":
        told = c.quantity.span[0] == c.quantity.number[0]  # no 缩短至 or 达到 before it: 24小时便利店
        return told and _LIFETIME.search(c.before) is None
    measured = c.quantity.unit.endswith(_MEASURES) or c.quantity.unit == "级"
    measured = measured or (c.quantity.unit == "户" and c.lead[-1:] in ("", *"，；。："))
    return measured and bounded and attributive and not re.match(r"的?(?:目标|水平|规模)", c.behind)


def _counted_behind(c: Candidate) -> bool:
    """Whether the noun behind the number has its own number right behind it."""
    end = c.quantity.span[1]
    following = c.reading.quantities_between(end, end + 16)
    return (
        bool(following)
        and re.fullmatch("[\u4e00-\u9fff]{2,12}", c.reading.text[end : following[0].span[0]]) is not None
    )


def _rank_of(c: Candidate) -> bool:
    """「全球前100名高校」: a rank that describes somebody and is not to be reached."""
    reached = re.search("进入|跻身|达到|迈入|挺进|保持|稳居|位[居列于]|排名?|居|列", c.before)
    return c.quantity.kind == "rank" and reached is None and re.match("的?[\u4e00-\u9fff]{2,}", c.behind) is not None


def _points(c: Candidate) -> bool:
    """「资金落实，25分」 in an assessment is what something counts, not what it is to reach."""
    if c.quantity.unit != "分":
        return False
    said = c.before + c.reading.text[c.quantity.span[0] : c.quantity.number[0]]
    return re.search("(?:达到?|超过|不低于|保持在|提高到|提升[到至])$", said) is None


def _frequency(c: Candidate) -> bool:
    """「每半年召开1次」 says how often, not how much; so does 「召开1次」 in a row whose time is 每半年."""
    often = c.quantity.unit in ("场", "场次")
    if often and re.fullmatch("每(?:个?月|季度|半?年|周)", c.before):
        return True
    start = c.sentence[0]
    in_row = c.reading.label_at(start) is Label.ROW
    if in_row:
        start = c.reading.document.span(c.reading.document.paragraph_at(start))[0]
    if c.quantity.unit not in _TIMES and not (often and in_row):
        return False
    return any(t.kind == "recurring" for t in c.reading.times_between(start, c.quantity.span[0]))


def _base(c: Candidate) -> bool:
    """The first number of 「由7.5%提高到10%」."""
    behind = c.reading.text[c.quantity.span[1] : c.quantity.span[1] + 4]
    return (
        re.search("[由从](?:现行|目前|原来|原)?的?[^，；、]{0,6}$", c.before) is not None
        and re.match(r"(?:提高|提升|增加|扩大|增长|降低|下降|减少|压缩|缩短|拓展|[降增升减提扩])[到至]", behind)
        is not None
    )


def _subjects(c: Candidate) -> bool:
    """「12个街道各建成…」 counts those who are to act, 「对挂牌督办的16处隐患逐一…」 what is acted on."""
    if re.match("[对将把][^，；。]*的$", c.lead[-len(c.before) :] if c.before else ""):
        return True
    return (
        re.match(r"[\u4e00-\u9fff]{1,8}?(?:各|均|都|分别|全部)(?=建|打造|培育|完成|新|至少|要|创)", c.behind)
        is not None
    )


def _condition(c: Candidate) -> bool:
    """「达到3家及以上的，采取招标方式」, 「申报企业研发人员占比应不低于10%」: on what condition something is done."""
    end = c.quantity.span[1]
    if re.match(r"[^，,；;。]{0,8}的，?(?:得|扣|加|减)(?:满分|[\d.]+分)", c.reading.text[end : end + 24]):
        return True  # 达到85%以上的得满分
    if re.match("(?:以上)?[^，。；]{0,24}(?:出现|发生|遭受)", c.behind):  # 两个以上县区出现灾情
        return True
    bound = r"(?:及以上|及以下|以上|以下|以内)?(?:（含）)?的[，,；。]"
    if re.match(bound, c.reading.text[end : end + 10]) or _APPLYING.search(c.lead):
        return True
    if c.behind.endswith(("者的", "单位的", "企业的", "机构的", "个人的")):  # 有两个以上意向用地单位的，…
        return True
    return any(_CONDITIONS.search(s.heading) for s in c.reading.ancestors(c.reading.section_at(c.quantity.span[0])))


def _list_count(c: Candidate) -> bool:
    """「甲、乙两个平面」 counts what it lists."""
    if c.quantity.comparator != "reach" or "、" not in c.before or opens_noun().search(c.before):
        return False
    spelled = c.reading.text[c.quantity.number[0]] in _SPELLED
    plain = c.quantity.unit in _COUNTERS or (spelled and c.before.count("、") + 1 == c.quantity.value)
    return plain and re.match(r"[\u4e00-\u9fff]{2}", c.behind) is not None


def _establishment(c: Candidate) -> bool:
    """「行政编制25名，设局长1名」, 「设立30个专项指挥部」, and the part of the people that a survey samples (1%人口抽样调查)."""
    if c.behind.startswith("人口抽样调查"):
        return True
    if c.quantity.unit == "个" and _GROUPS.match(c.behind):
        return re.search("设立?$|成立$|分设$|分为$|等$", c.before) is not None
    if c.quantity.unit not in ("名", "人", "个") or not _STAFFED.search(c.before):
        return False
    return re.search("编制|职数", c.before) is not None or c.quantity.value <= _FEW


_GROUPS = re.compile("[\u4e00-\u9fff]{0,14}(?:工作组|专项组|专业组|专班|指挥部|领导小组)")
_FEW = 5  # more people of one post are trained or hired, not established
_STAFFED = re.compile("(?:编制|职数|副?(?:局长|主任|科长|处长|所长|院长|部长)|总[\u4e00-\u9fff]{1,3}师)$")


# Who applies must meet what follows: 申报企业应具备下列条件.
_CONDITIONS = re.compile(
    "(?:申报|申请|认定|支持|准入|补贴|奖励|补助|享受|评选)[^，。；]{0,6}(?:条件|标准|对象|范围|材料)|^(?:基本)?条件$|适用范围"
)
_APPLYING = re.compile(
    "(?:遴选|认定|入选|申报|准入|评选)(?:标准|条件)|(?:申报|申请|参评|认定|入驻)[\u4e00-\u9fff]{0,10}?(?:应|须|需要|需满足|必须|条件)"
)

REJECTIONS: dict[str, Callable[[Candidate], bool]] = {
    "background": _in_background,
    "title": _in_title,
    "name": _in_name,
    "forecast": _forecast,
    "fact": _fact,
    "aside": _aside,
    "parameter": _parameter,
    "funding": _funding,
    "measure": _measure_of,
    "rank": _rank_of,
    "points": _points,
    "frequency": _frequency,
    "base": _base,
    "list-count": _list_count,
    "condition": _condition,
    "subjects": _subjects,
    "establishment": _establishment,
}
