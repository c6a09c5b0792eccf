"""The words of responsibility, and patterns made of them: labels, verbs behind and before the names, defaults."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from docparse.lexicon.tables import table
from docparse.records import DutyRole

_MANNER = r"(?:按照?|依照?|依据|根据|结合)(?:各自|其)?(?:工作)?(?:职[责能]|任务|权限|分工)(?:任务|分工|范围)*"
_CLOSE = "[委局厅办部府院会署处队司团镇街区县市旗盟州乡联社站所位门心校馆]"
# verbs that keep their role whatever they are said of: 牵头拟订, 协助执法
_OPEN_VERBS: dict[str, DutyRole] = {
    "牵头": "lead",
    "负责": "responsible",
    "配合": "support",
    "协助": "support",
    "参与": "support",
    "会商": "support",
    "指导": "support",
}


@cache
def words() -> dict[str, dict[str, DutyRole]]:
    """position → word → role."""
    known: dict[str, dict[str, DutyRole]] = {"label": {}, "after": {}, "before": {}, "other": {}}
    for row in table("duties.tsv"):
        known[row["position"]][row["word"]] = cast(DutyRole, row["role"])
    return known


def alternatives(position: str) -> str:
    """The words of a position as the branches of a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, words()[position]), key=len, reverse=True))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """What a clause's stretches are told by, under the names that `clauses` uses; compiled once."""
    after, before, label, other = (alternatives(p) for p in ("after", "before", "label", "other"))
    firsts = "".join({word[0] for position in ("label", "other") for word in words()[position]})
    return {
        "any": re.compile(f"{after}|{label}|第一|首位"),
        # a blank between two labels may be gone (牵头单位：某局责任单位：某局); 各责任单位 is no label
        "label": re.compile(
            rf"(?=[{firsts}\d])(?:(?<![\u4e00-\u9fff])(?:\d[.．、]?)?|(?<=[委局厅办部院府司区县镇街]))({label}|{other})"
            r"(?:[（(][^（()）]{0,10}[）)])?\s?(?:[：:]+|(?<=单位|部门)(?:为|包括|是)|"
            r"(?<=单位|部门)(?=[市省区县州盟旗][^，。；：、的]{1,14}?[委局厅办部院会]))"
        ),
        "verb": re.compile(
            rf"(?:{after}|{_MANNER}[\u4e00-\u9fff]{{2,8}}|(?<={_CLOSE})(?:{'|'.join(_OPEN_VERBS)})[\u4e00-\u9fff]{{2,6}})$"
        ),
        "before": re.compile(rf"^(?:并)?(?:{before})(?=.{{2,}})"),
        "middle": re.compile(rf"(?<=[委局厅办部院会府司团心区县])(?:{before})(?=.{{2,}})"),
        "manner": re.compile(
            rf"(?<=.)(?:{_MANNER}|"
            r"各自|共同|依次|予以|给予|密切|积极|全力|主动|协同|具体|分别|大力|切实|全面|总|要)$"
        ),
        "seam": re.compile(r"(?<=牵头|负责|配合|参与)[、和](?=.)"),
        "guided": re.compile(r"^在(.{2,30})的?指导下$"),
        "default": re.compile(
            r"^(?:以下|下列|下述|后续|以上|上述|前述|具体|本方案|各)?(?:各项|所有|全部|具体|其他|有关)?(?:重点)?(?:任务|工作|措施|事项|内容)"
            r"(?:中)?(?:均|都|皆)(?:需要?|须|应|由|要|涉及)?(.+?)$"
        ),
        "all_are": re.compile(
            rf"^(?:(?:以下|下列|下述|上述|以上)?(?:各项|所有)?(?:重点)?(?:任务|工作|事项|措施)(?:中)?)?(.{{2,40}}?)(?:均|皆|都)(?:为|是|作为)({label})$"
        ),
        "deed": re.compile(
            rf"(?<={_CLOSE})(?:开展|推进|推动|制定|组织(?!部)|实施|做好|共同|落实|建立|编制|完成|研究|加强|负责|抓好|统筹|出台|"
            r"印发|指导|办理|协调|解决|联合|按).*$"
        ),
        "stop": re.compile(r"不再|下同|逐一|重复列|列出|无牵头|为牵头"),
        "first": re.compile(r"(?:第一|首)(?:位|个|名)?[的者]?(?:单位|部门)?(?:的)?(?:即)?为?(?:是)?牵头"),
    }


def role_of(verb: str) -> DutyRole:
    """The role that a verb gives: that of the table, else that of the word it opens with."""
    if role := words()["after"].get(verb):
        return role
    return next((r for word, r in _OPEN_VERBS.items() if verb.startswith(word)), "responsible")
