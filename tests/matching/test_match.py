"""Words, counterparts, features and links."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docparse.lexicon.tables import table, values
from docparse.matcher import match, match_many
from docparse.matcher.candidates import candidates, likeness
from docparse.matcher.counterparts import core, counterparts, is_counterpart
from docparse.matcher.features import FEATURES
from docparse.matcher.likeness import target_likeness
from docparse.matcher.links import LINKED
from docparse.matcher.model import link_model
from docparse.matcher.vectors import Text, count, weigh
from docparse.matcher.words import _tokenizer, characters, matters, words

UPPER = """
一、重点任务
（一）建设冷链设施。支持产地建设冷库和预冷车间，配备冷藏运输车辆。
（二）引进加工企业。开展精准招商，引进一批茶叶精深加工龙头企业落户园区。
（三）培育技能人才。支持职业院校开设制茶专业，培训制茶工匠。
（四）推进茶旅融合。打造茶园观光线路，举办采茶节庆活动。
"""
LOWER = """
一、工作任务
（一）补齐仓储短板。在三个产茶镇新建冷库，购置冷藏运输车辆，配建预冷车间。
（二）招商与育才并举。围绕茶叶精深加工开展招商，力争引进龙头企业两家。依托区职教中心办好制茶专业，每年培训制茶工匠百人。
（三）美化茶园环境。打造茶园观光线路，修建游步道。
（四）办好节会。举办采茶节庆活动，邀请茶商参加。
（五）治理河道。清理河道淤泥，修复护岸。
"""

texts = st.text(alphabet="一二（）、。1.茶园冷库区县要建设发展“” \n<>\t", max_size=120)


@pytest.mark.parametrize("word", ["工作专班", "专精特新", "产业链", "冷链物流"])
def test_official_terms_are_words(word: str) -> None:
    assert word in words(f"推动{word}有关工作")


def test_words_leave_nothing_in_the_common_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    _tokenizer.__wrapped__().lcut("推动发展")
    assert not list(tmp_path.iterdir())


def test_numbers_and_single_characters_are_no_words() -> None:
    assert not {"2027", "年", "到", "，"} & set(words("到2027年，建3个"))


def test_punctuation_interrupts_character_sequences() -> None:
    assert sorted(characters("茶园，冷库")) == ["冷库", "茶园"]


def test_a_matter_is_known_by_different_words() -> None:
    assert matters("精准招商")["招商引资"] and matters("引进企业落户")["招商引资"]


def test_no_term_stands_twice_in_one_matter() -> None:
    for row in table("concepts.tsv"):
        terms = values(row["terms"])
        assert len(terms) == len(set(terms)), row["concept"]


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("市科技局", "科技"),
        ("区科技局", "科技"),
        ("岚江市科技局", "科技"),
        ("省财政厅", "财政"),
        ("市场监管局", "市场监管"),
    ],
)
def test_the_core_of_a_name(name: str, rest: str) -> None:
    assert core(name) == rest


@pytest.mark.parametrize(
    ("above", "below", "same"),
    [
        (("市经济信息委", "economy"), ("区工信局", "economy"), True),
        (("市经济信息委", "economy"), ("区科技局", "science"), False),
        (("市茶产业中心", None), ("区茶产业中心", None), True),
        (("市茶产业中心", None), ("区水产中心", None), False),
    ],
)
def test_counterparts_share_a_function_or_a_name(
    agency: Callable[..., Any], above: tuple[str, str], below: tuple[str, str], same: bool
) -> None:
    assert is_counterpart(agency(*above), agency(*below)) is same


def test_a_group_is_nobodys_counterpart(agency: Callable[..., Any]) -> None:
    assert not is_counterpart(agency("有关部门", kind="generic"), agency("有关部门", kind="generic"))


def test_counterparts_of_the_lower_level_come_first(document: Callable[..., Any], agency: Callable[..., Any]) -> None:
    bodies = [agency("市科技局", "science", level="municipal"), agency("区科技局", "science", level="county")]
    lower = document("一、任务", level="county", agencies=bodies)
    assert [a.name for a in counterparts(agency("市科技局", "science"), lower)] == ["区科技局", "市科技局"]


def test_links_join_what_answers_split_and_merged(document: Callable[..., Any]) -> None:
    result = match(document(UPPER), document(LOWER))
    assert [r.section for r in result.requirements] == ["1.1", "1.2", "1.3", "1.4"]
    joined: dict[str, list[str]] = {}
    for link in result.links:
        joined.setdefault(link.upper, []).append(link.lower)
    assert joined["1.1"][0] == "1.1"
    assert joined["1.2"] == joined["1.3"] == ["1.2"]
    assert set(joined["1.4"]) == {"1.3", "1.4"}


def test_a_score_is_made_of_its_reasons(document: Callable[..., Any]) -> None:
    bias = link_model().bias
    for link in match(document(UPPER), document(LOWER)).links:
        total = bias + sum(reason.value * reason.weight for reason in link.reasons)
        assert link.score == pytest.approx(1 / (1 + math.exp(-total)), abs=5e-3)
        assert link.score >= min(LINKED.values())
        assert {reason.feature for reason in link.reasons} <= set(FEATURES)


def test_candidates_are_the_passages_that_share_most() -> None:
    lower = [Text("", (("冷库建设",),)), *(Text("", ((f"事项{n}安排",),)) for n in range(30)), Text("冷库", ())]
    sides = weigh(count([Text("建设", (("建设冷库",),))]), count(lower))
    assert candidates(likeness(*sides), top=2)[0].tolist() == [0, 31]


@settings(deadline=None, max_examples=60)
@given(upper=texts, lower=texts)
def test_any_two_texts_can_be_matched(document: Callable[..., Any], upper: str, lower: str) -> None:
    above, below = document(upper), document(lower)
    result = match(above, below)
    places = [{d.address(s.id) for s in d.sections} for d in (above, below)]
    for requirement in result.requirements:
        assert above.text[slice(*requirement.span)] == requirement.text
    for link in result.links:
        assert link.upper in places[0] and link.lower in places[1] and 0 <= link.score <= 1


@pytest.mark.parametrize(("upper", "lower"), [("", ""), (UPPER, ""), ("", LOWER), ("没有编号的一段话。", LOWER)])
def test_without_sections_there_is_nothing_to_link(document: Callable[..., Any], upper: str, lower: str) -> None:
    assert match(document(upper), document(lower)).links == []


@pytest.mark.parametrize(
    ("one", "other", "compared"),
    [
        (("冷链流通率", "%"), ("冷链流通率", "%"), True),
        (("集分拣、仓储于一体的配送中心", "个"), ("区级配送中心", "个"), True),
        (("冷链流通率", "%"), ("冷链流通率", "亿元"), False),
        (("茶园面积", "亩"), ("旅游收入", "亩"), False),
        (("引进企业", "家"), ("规上企业", "家"), False),
    ],
)
def test_targets_are_of_one_indicator(
    target: Callable[..., Any], one: tuple[str, str], other: tuple[str, str], compared: bool
) -> None:
    likeness = target_likeness(target(one[0], 1, one[1]), target(other[0], 2, other[1]))
    assert (likeness >= 0.45) is compared


def test_many_lower_documents_are_matched_in_their_order(document: Callable[..., Any]) -> None:
    upper, lowers = document(UPPER), [document(LOWER), document(""), document(UPPER)]
    alone = [match(upper, lower) for lower in lowers]
    assert list(match_many(upper, iter(lowers))) == alone
    assert list(match_many(upper, iter(lowers), processes=2)) == alone
