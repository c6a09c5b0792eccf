"""Duties told in running text: 「由市商务局牵头制定细则」, 「市水利局负责河道清淤」, 「请市公安局商市司法局提出意见」,
and brackets that close a task with names alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from docparse.extractors.clauses import Clause, Duty, brackets
from docparse.extractors.mentions import find_groups, find_mentions, is_group
from docparse.extractors.names import Name, looks_like_body, split_list
from docparse.language.lines import find_in_lines
from docparse.lexicon.agencies import tail_of
from docparse.records import DutyRole

_NAMES = r"[^，。；：？！\n\t“”《》]{2,80}?"
_VERBS: dict[str, DutyRole] = {
    "牵头": "lead",
    "负责": "responsible",
    "承担": "responsible",
    "组织实施": "implement",
    "具体实施": "implement",
    "具体落实": "implement",
    "抓好落实": "implement",
    "推进": "responsible",
    "办理": "responsible",
    "落实": "responsible",
    "会同": "responsible",
    "商": "responsible",
    "配合": "support",
    "协助": "support",
}
_CLOSE_OF_NAME = "[委局厅办部府院会署处室队心司团镇街区县市旗盟州乡联社站所校门位组）]"


_MANNER = "按照?(?:各自)?职[责能](?:分工)?|分别|共同|统一|主要|统筹"
_MODAL = "要|应当?|须|需"


@cache
def _told() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A clause that names bodies and what they do: behind 由, 请 or 将由, or opening its sentence; and what no such
    clause is without.
    """
    verbs = "|".join(sorted(_VERBS, key=len, reverse=True))
    told = re.compile(
        rf"(?:(?<=[。；\n：，])|(?<=[。；\n][一二三四五六七八九]是)|^)(?:[一二三四五六七八九十]{{1,3}}、|\d{{1,2}}[、.．])?"
        rf"(?P<opening>(?:[^，。；：\n（）“”]{{0,30}}(?<!自|经|缘|因|理))?(?:由|请))?"
        rf"(?P<names>{_NAMES})(?<={_CLOSE_OF_NAME})(?P<manner>{_MANNER})?(?:{_MODAL})?"
        rf"(?P<verb>{verbs})(?!人(?![才员民口居工力均])|单位|部门|解释|企业)(?P<rest>[^，。；：\n\t]{{0,80}})"
    )
    return told, re.compile(f"{_CLOSE_OF_NAME}(?:{_MANNER})?(?:{_MODAL})?(?:{verbs})")


_FIELD = re.compile(
    "(?:教育|科技|工业和信息化|经信|公安|民政|司法|财政|人社|人力资源社会保障|自然资源|生态环境|住建|住房城乡建设|城管|交通|交通运输|水利|水务|农业|农业农村"
    "|商务|文旅|文化和旅游|卫生健康|卫健|退役军人|应急|应急管理|审计|市场监管|体育|统计|医保|医疗保障|林业|气象|税务|消防|消防救援|数据|金融|宣传|网信"
    "|编制|机构编制|组织|发展改革|发改|通信|电力|邮政|海关|司法行政|卫生|环保|规划|国土|质检|工商|民族|宗教|外事|国资|能源|粮食|粮食和储备|烟草)"
    "(?:行政|主管|行政主管|管理)?部门"
)
_GUIDED = re.compile("在([^，。；]{2,30}?)的?指导下，$")


def find_told(text: str, taken: Sequence[Clause]) -> list[Clause]:
    """The clauses that running text tells, and brackets of names alone, outside those `taken`; in the text's order."""
    spans = [c.span for c in taken]
    told = [c for c in (*_prose(text), *_asked(text), *_bare_brackets(text)) if c is not None]
    free: list[Clause] = []
    k = 0
    for clause in sorted(told, key=lambda c: c.span):
        while k < len(spans) and spans[k][1] <= clause.span[0]:
            k += 1
        beside_taken = k == len(spans) or spans[k][0] >= clause.span[1]
        if beside_taken and (not free or free[-1].span[1] <= clause.span[0]):
            free.append(clause)
    return free


def _prose(text: str) -> Iterator[Clause]:
    for match in find_in_lines(*_told(), text):
        opening, verb, rest = match["opening"] or "", match["verb"], match["rest"]
        if _in_row(text, match.start(), match.end()) or not _asks(opening, verb, rest):
            continue
        names = split_list(match["names"], match.start("names"))
        if not _are_bodies(names):
            continue
        if (
            verb in ("推进", "办理", "落实")
            and not (match["manner"] or "").startswith("按")
            and not opening.endswith("由")
        ):
            continue
        duties = [Duty(_VERBS[verb], n) for n in names]
        guide = _GUIDED.search(text, max(match.start() - 40, 0), match.start())
        if guide and "\n" not in guide[0]:
            duties += [Duty("support", n) for n in split_list(guide[1], guide.start(1))]
        if verb in ("会同", "商"):
            helpers = list(_helpers(rest, match.start("rest")))
            if not helpers:
                continue
            duties += [Duty("support", n) for n in helpers]
        start = (
            guide.start()
            if guide
            else names[0].span[0]
            if not opening.endswith(("由", "请"))
            else match.end("opening") - 1
        )
        yield Clause((start, match.end()), tuple(duties))


def _asked(text: str) -> Iterator[Clause]:
    """「请市公安局、市司法局简化手续」: bodies that are asked for what follows."""
    for match in _ASKED.finditer(text):
        line = text[match.end() : match.end() + 200].split("\n", 1)[0]
        names = list(_helpers(line, match.end()))
        if (
            names
            and re.match("(?!会同|商|牵头|负责|配合|协助)[\u4e00-\u9fff]{2}", text[names[-1].span[1] :][:2])
            and _are_bodies(names)
        ):
            yield Clause((match.start(), names[-1].span[1]), tuple(Duty("responsible", n) for n in names))


_ASKED = re.compile(
    r"请(?=[市省州县区国自])(?:(?<=[。；：，\n）]请)|(?<=^请))"
)  # begins with a literal, which is found fast


def _in_row(text: str, start: int, end: int) -> bool:
    """Whether the words stand in a row of a table, which says who does what by its columns."""
    before = text[max(start - 300, 0) : start].rsplit("\n", 1)[-1]
    return "\t" in before or "\t" in text[end : end + 300].split("\n", 1)[0]


def _asks(opening: str, verb: str, rest: str) -> bool:
    """Whether the clause hands out a duty: costs that somebody bears and parts of a noun (负责的工作) are none."""
    if re.search("制定(?:了|出|出台)?(?:本|以下|如下|《)|印发给", rest):  # who made the text itself
        return False
    if re.search("适用于.{0,60}[需应]由$", opening) or (opening.endswith(("需由", "应由")) and "的" in rest[:8]):
        return False  # the kind of matter that a body handles
    if re.match("的|同志|主体|(?:抓总)?作用", rest) or re.search("解释$|^解释", rest):
        return False
    if verb == "承担" and re.search("费用|经费|成本|损失|所需|责任|风险|资金.*由", opening + rest):
        return False
    return not re.search("已|曾|可以?$|鼓励|支持|允许|不得", opening[-12:])


def _are_bodies(names: Sequence[Name]) -> bool:
    """Whether every name is a body's: one at least that is known, and the others formed like it."""
    known = [_is_known(n.text) for n in names]
    return any(known) and all(
        k or (looks_like_body(n.text) and re.match("[省市区县州盟旗].{2,10}[局委办厅部]$", n.text))
        for k, n in zip(known, names, strict=True)
    )


def _is_known(name: str) -> bool:
    """Whether the lexicon knows the body, or the name is a group that all readers know (各镇街)."""
    if re.search("[的对将应要可未已为]|根据|按照|结合|依托|企业$|主管部门$|主体$", name) and tail_of(name) is None:
        return False
    if name.endswith("组") and tail_of(name) is None:  # 各工作组
        return False
    if is_group(name):
        return re.match("各|有关|相关|[省市区县州]", name) is not None or _FIELD.fullmatch(name) is not None
    if tail_of(name) is not None:
        return len(name) <= 24
    if re.fullmatch("[省市区县州旗盟镇乡][\u4e00-\u9fff]{2,10}(?:中心|分局|支队|大队)", name):
        return True
    return re.search(r"(?:集团|公司|研究院|管委会|领导小组办公室|指挥部|专班)$", name) is not None and looks_like_body(
        name
    )


def _helpers(text: str, start: int) -> Iterator[Name]:
    """The bodies that open `text`, joined by 、 and 和, with their places in the document."""
    found = sorted(
        [*find_mentions(text, national_text=True), *find_groups(text)], key=lambda m: (m.span[0], -m.span[1])
    )
    at = 0
    for mention in found:
        gap = text[at : mention.span[0]]
        if mention.span[0] >= at and gap in ("", "、", "和", "及", "与", "以及"):
            yield Name(mention.name, (start + mention.span[0], start + mention.span[1]))
            at = mention.span[1]
        elif mention.span[0] > at:
            return


def _bare_brackets(text: str) -> Iterator[Clause]:
    """「加快建设。（市财政局、市教育局）」: names alone in the bracket that closes a task."""
    for start, end in brackets(text):
        closes = text[start - 2 : start - 1] in tuple("。；")
        alone = text[start - 3 : start - 1] == "。\n" and text[end + 1 : end + 2] in ("\n", "。", "")
        if not (closes or alone) or end - start > 400:
            continue
        names = split_list(text[start:end], start)
        known = [n for n in names if is_group(n.text) or tail_of(n.text) is not None]
        if names and all(looks_like_body(n.text) for n in names) and 2 * len(known) >= len(names):
            yield Clause((start, end), tuple(Duty("responsible", n) for n in names), bracketed=True)
