"""Counterparts: who in the region answers to whom above."""

from __future__ import annotations

import pytest

from docparse.drafting.counterparts import Counterparts
from docparse.drafting.locality import Locality
from docparse.records import Agency

PLACE = Locality(name="苇塘区", full="澜江市苇塘区", own="区", upper="市", groups=(), others=("青岑区",))
KNOWN = Counterparts(
    PLACE,
    {"science": "区科技局", "finance-regulation": "区金融办", "development": "区发展改革局"},
    frozenset({"区科技局", "区金融办", "区发展改革局", "区统计局"}),
    stated=True,
)
NOBODY = Counterparts(PLACE, {}, frozenset(), stated=False)


def agency(name: str, function: str | None, kind: str = "department") -> Agency:
    return Agency(
        id="a",
        span=(0, len(name)),
        quote=name,
        section=None,
        rule="test",
        name=name,
        canonical=name,
        full_name=None,
        kind=kind,  # type: ignore[arg-type]
        level="municipal",
        function=function,
        mentions=[],
    )


@pytest.mark.parametrize(
    ("above", "function", "name", "state"),
    [
        ("市科技局", "science", "区科技局", "confirmed"),
        ("市统计局", None, "区统计局", "confirmed"),
        ("市发展改革委", "development", "区发展改革局", "confirmed"),
        ("市金融监管局", "finance-regulation", "区金融办", "renamed"),
        ("市国资委", "state-assets", "（待补充：区国资部门）", "blank"),
        ("澜江海关", "customs", "（待补充：对口单位）", "blank"),
    ],
)
def test_with_documents_of_the_region(above: str, function: str | None, name: str, state: str) -> None:
    office = KNOWN.office(above, agency(above, function))
    assert office is not None
    assert (office.name, office.state, office.upper) == (name, state, above)
    assert bool(office.note) == (state in ("renamed", "blank"))


@pytest.mark.parametrize(("above", "name"), [("市科技局", "区科技局"), ("省商务厅", "区商务局")])
def test_without_any_a_name_is_marked(above: str, name: str) -> None:
    office = NOBODY.office(above, agency(above, None))
    assert office is not None
    assert (office.name, office.state) == (name, "unconfirmed")


@pytest.mark.parametrize("above", ["各区县政府", "有关区人民政府", "苇塘区政府", "青岑区政府"])
def test_the_lower_level_has_no_counterpart(above: str) -> None:
    assert KNOWN.office(above, agency(above, None, "generic")) is None
