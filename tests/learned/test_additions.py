"""What becomes of a model's sightings: agencies and members beside those of the rules. The model is one that says what it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from docparse.extractors import EXTRACTORS, Records, run
from docparse.extractors.reading import Reading
from docparse.learned import with_names
from docparse.learned.spans import AGENCY, PERSON, POST, Found, SpanModel
from docparse.readers import read
from docparse.structure import structure

HEAD = "关于推进湿地保护的通知\n\n各镇人民政府：\n\n一、加强管护\n（一）健全机制。"


class Told(SpanModel):
    """Sees each of some words wherever it stands."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__("told-1", {}, None)  # type: ignore[arg-type]
        object.__setattr__(self, "words", words)

    def spans(self, sentences: Sequence[str]) -> list[list[Found]]:
        words: Mapping[str, str] = self.words  # type: ignore[attr-defined]
        return [
            sorted(Found(s.index(w), s.index(w) + len(w), label, 0.9) for w, label in words.items() if w in s)
            for s in sentences
        ]


def added(tmp_path: Path, sentence: str, words: Mapping[str, str]) -> tuple[Records, Records]:
    """The records of the rules, and those with what is told."""
    file = tmp_path / "notice.txt"
    file.write_text(f"{HEAD}{sentence}\n", encoding="utf-8")
    reading = Reading(structure(read(file)))
    rules = run(reading, EXTRACTORS)
    return rules, with_names(reading, rules, Told(words))


@pytest.mark.parametrize(
    ("sentence", "seen", "names"),
    [
        ("有关材料由林泽湖管护局备查。", "林泽湖管护局", ["林泽湖管护局"]),
        ("有关材料报自治区林泽厅备查。", "区林泽厅", ["自治区林泽厅"]),
        ("会同县林泽厅开展巡护。", "会同县林泽厅", ["县林泽厅"]),
        ("引进绿色上市公司。", "引进绿色上市公司", []),
        ("林业和草原局的意见另行告知。", "草原局", []),
        ("建成托育中心3所。", "托育中心", []),
        ("报县政府督察室备案。", "县政府督察室", ["县政府督察室"]),
        ("报各有关管护局备案。", "各有关管护局", []),
        ("报县委、指挥部备案。", "指挥部", []),
        ("情况书面报告县林泽厅。", "告县林泽厅", ["县林泽厅"]),
        ("建好供应五大中心。", "供应五大中心", []),
        ("4座渔港于年底前全部完工。", "4座渔港于年底前全部", []),
        ("推行企业开办一件事。", "企业开办", []),
    ],
)
def test_agencies_have_their_whole_name(tmp_path: Path, sentence: str, seen: str, names: list[str]) -> None:
    rules, both = added(tmp_path, sentence, {seen: AGENCY})
    known = {agency.name for agency in rules.agencies}
    assert [a.name for a in both.agencies if a.inferred] == [name for name in names if name not in known]
    assert {a.name for a in both.agencies} >= set(names)


PEOPLE = {"林牧": PERSON, "副县长": POST, "县公安局局长": POST, "县湿地保护中心主任": POST}


@pytest.mark.parametrize(
    ("sentence", "member"),
    [
        ("会议推举副县长林牧同志主持，行使总召集人职权。", ("林牧", "总召集人", ["副县长"])),
        (
            "会议推举林牧（副县长、县公安局局长）主持，行使总召集人职权。",
            ("林牧", "总召集人", ["副县长", "县公安局局长"]),
        ),
        ("会议推举副县长、县公安局局长林牧主持，行使总召集人职权。", ("林牧", "总召集人", ["副县长", "县公安局局长"])),
        ("总召集人由副县长林牧出面，副召集人另定。", ("林牧", "总召集人", ["副县长"])),  # the word of his own clause
        ("会议推举副县长林牧主持。", None),  # no word of role
        ("副县长林牧到会，村主任各一人。", None),  # a post of others
        ("副县长到会，推举林牧行使总召集人职权。", None),  # his post stands elsewhere
        ("副县长林牧到会，成员单位各派一人。", None),  # 成员单位 is no role
    ],
)
def test_members_need_a_post_and_a_role(
    tmp_path: Path, sentence: str, member: tuple[str, str, list[str]] | None
) -> None:
    rules, both = added(tmp_path, sentence, PEOPLE)
    assert not rules.members
    assert [(m.name, m.role, m.titles) for m in both.members] == ([member] if member else [])
    assert all(
        m.inferred and m.confidence == 0.9 and m.rule == "told-1" and sentence in m.quote + "。" for m in both.members
    )


def test_a_member_of_the_rules_is_not_said_twice(tmp_path: Path) -> None:
    rules, both = added(tmp_path, "由副县长林牧任组长。", PEOPLE)
    assert [m.name for m in rules.members] == ["林牧"] and both.members == rules.members
