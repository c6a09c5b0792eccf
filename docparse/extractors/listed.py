"""Bodies that no lexicon knows, by the company that they keep: 「市发展改革委、市财政局、市地震监测中心」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docparse.extractors.heads import known_place
from docparse.extractors.mentions import Mention, body_of_post, is_group
from docparse.extractors.names import Name, looks_like_body, split_list
from docparse.lexicon.agencies import tail_of

_LIST = re.compile(r"[^，。；：（）()《》“”\n\t、]{2,30}+(?:、[^，。；：（）()《》“”\n\t、]{2,30}+){2,}")
_OPENING = re.compile(r"^.*(?:由|包括|抽调|会同|组织|(?<!参)与)(?=[省市区县州盟旗])")
_CLOSING = re.compile(
    r"等|分管|主管|主要|有关|相关|负责|主任|派员|共同|业务|为(?:成员|单位)|组成|人员|开展|参加|配合|牵头|制定|联合|对(?!外)|[的各按要应]"
)
_FORM = re.compile(
    r"(?:[省市区县州盟旗](?![级直域内际属里场政民长委])[\u4e00-\u9fff]{2,12}"
    r"(?:局|办|中心|院|所|站|队|公司|集团|银行|支行|分行|协会|联合会|管委会|委员会|办公室|馆|台|社|处)"
    r"|武警[\u4e00-\u9fff]{0,6}(?:总队|支队|大队|中队)|[\u4e00-\u9fff]{2,6}(?:机场|火车站|汽车站|供电公司|供电局|水文站|航道站|军分区[\u4e00-\u9fff]{2,4}处))"
)
_NO_NAME = re.compile(r"[的了是将及与把对在向要应可]|开展|加强|推进|建设一|社区$|办事处$|各|有关")


def find_listed(text: str) -> Iterator[Mention]:
    """The items of a list of bodies that have a body's form though no table knows them.

    Two of its items at least, and half of them, are known: 「市教育局、市民政局、市红十字会馆」 vouches for the last,
    「文化馆、市民活动中心、体育场」 for none. A list that 「下属单位：」 opens needs no such company.
    """
    for match in _LIST.finditer(text):
        if not _FORM.search(match[0]):
            continue
        names = [_stripped(n) for n in split_list(match[0], match.start())]
        known = [_is_known(n.text) for n in names]
        told = _TOLD.search(text, max(match.start() - 4, 0), match.start())
        if not told and (sum(known) < 2 or 2 * sum(known) < len(names)):
            continue
        for name, sure in zip(names, known, strict=True):
            if not sure and _is_formed(name.text):
                yield Mention(name.span, name.text, name.text[0] if name.text[0] in "省市区县州盟旗" else "", None)


_BOARD = re.compile(r"(?<=[局委办部厅心])[（(]([省市区县州旗][\u4e00-\u9fff]{2,10}[局委办])[）)]")


def find_boards(text: str) -> Iterator[Mention]:
    """The second name boards of bodies: 规划建设部（区住建交通局）."""
    for match in _BOARD.finditer(text):
        if not is_group(match[1]):
            yield Mention(match.span(1), match[1], match[1][0], tail_of(match[1]))


_TOLD = re.compile("(?:单位|机构|部门)：$")


def _stripped(name: Name) -> Name:
    """The name without the words that open or close its list, and without a post (市数据局局长)."""
    start = name.span[0]
    if opening := _OPENING.match(name.text):
        start += opening.end()
    text = name.text[start - name.span[0] :]
    closing = _CLOSING.search(text, 4)
    text = body_of_post(text[: closing.start()] if closing else text)
    return Name(text, (start, start + len(text)))


def _is_known(name: str) -> bool:
    tail = tail_of(name)
    head = name[: -len(tail.tail)] if tail else ""
    return tail is not None and (len(head) < 2 or known_place(head) or head[-1] in "省市区县州盟旗委")


def _is_formed(name: str) -> bool:
    """Whether the name has a body's form: a level before, and a kind of body behind."""
    fits = len(name) >= 4 and not is_group(name) and not _NO_NAME.search(name) and looks_like_body(name)
    return fits and _FORM.fullmatch(name) is not None
