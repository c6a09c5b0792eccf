"""Names of the region and of the places beside it."""

from __future__ import annotations

import pytest

from docparse.drafting.locality import UnknownRegion, is_place, locate, named_places
from docparse.records import Document


@pytest.mark.parametrize("given", ["苇塘", "苇塘区", "澜江市苇塘区", " 苇塘区 "])
def test_a_region_by_any_of_its_names(given: str, action: Document, group: Document) -> None:
    place = locate([action], given, [group])
    assert (place.name, place.full, place.own, place.upper) == ("苇塘区", "澜江市苇塘区", "区", "市")
    assert place.groups == ("澜西地区",)
    assert set(place.others) == {"青岑区", "云渡区"}


@pytest.mark.parametrize("given", ["不存在区", "", "区"])
def test_an_unknown_region_is_one_line(given: str, action: Document) -> None:
    with pytest.raises(UnknownRegion, match="none of the 1 documents names it") as raised:
        locate([action], given, [])
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("青岑区", True),
        ("白苇县", True),
        ("澜江高新区", True),
        ("两河新区", True),
        ("特色园区", False),
        ("先行示范区", False),
        ("各区", False),
        ("有关县", False),
        ("毗邻地区", False),
        ("优化布局", False),
        ("成都市", True),
        ("诸城市", True),
        ("建设一批新型智慧城市", False),
        ("打造海绵城市", False),
        ("每个设区市", False),
        ("其他区", False),
        ("支持青岑区", False),
        ("实施灌区", False),
    ],
)
def test_places(text: str, place: bool) -> None:
    assert is_place(text) is place


@pytest.mark.parametrize(
    ("heading", "names"),
    [("青岑区", ("青岑区",)), ("青岑区、云渡区", ("青岑区", "云渡区")), ("青岑区产业", ()), ("强化招商引资", ())],
)
def test_headings_of_places(heading: str, names: tuple[str, ...]) -> None:
    assert named_places(heading) == names
