"""Goals shared out among places: 「任务分解如下：甲县3万亩、乙县2万亩」 and 「甲县、乙县…分别不少于3万亩、2万亩」."""

from __future__ import annotations

import re

from docparse.extractors.reading import Reading
from docparse.language.quantities import Quantity
from docparse.records import Span

PLACE = r"(?![\u4e00-\u9fff]{1,7}全[省市区县])[\u4e00-\u9fff]{1,8}(?:[市区县州盟旗]|新区|高新区|经开区|地区)"
"""The name of a place that a goal may bind."""
PLACES = rf"{PLACE}(?:[、和]{PLACE})*"
_SHARES = re.compile(
    r"([\u4e00-\u9fff]{2,24}?(?:任务|目标|指标|计划|规模))(?:数|量)?(?:分解|分配|安排|下达)?(?:如下|为|是)?："
)
_PLACES = re.compile(rf"(?:[^，；。\u4e00-\u9fff]{{2,9}}年[^，；。]{{0,4}}，)?({PLACE}(?:[、和]{PLACE})+)")


_PLACE_ALONE = re.compile(rf"[：，；、]?({PLACE})")


def shared_out(lead: str, before: str) -> tuple[str, str] | None:
    """(place, what is shared out) for a number in a list of places, None elsewhere.

    `lead` is the sentence before the number, `before` its own clause: the place alone.
    """
    place = _PLACE_ALONE.fullmatch(before)
    heads = list(_SHARES.finditer(lead)) if place else []
    if place is None or not heads:
        return None
    listed = lead[heads[-1].end() :]
    alone = all(re.fullmatch(rf"{PLACE}[^，；：。]{{0,16}}", item) for item in re.split("[，；、]", listed) if item)
    return (place[1], heads[-1][1].split("年", 1)[-1]) if alone else None


def respective_place(reading: Reading, sentence: Span, quantity: Quantity) -> str | None:
    """The n-th of the places that open the sentence, for the n-th number behind its 分别; None where they do not match.

    The places stand at the sentence's beginning (or behind its heading), joined by 、 or 和.
    """
    first, last = sentence
    word = reading.text.rfind("分别", first, quantity.span[0])
    section = reading.section_at(quantity.span[0])
    opening = section.heading_span[1] if section is not None and section.heading_span[1] < word else first
    places = _PLACES.match(reading.text, max(first, opening))
    if word < 0 or places is None or places.end() > word:
        return None
    names = re.split("[、和]", places[1])
    stop = re.search("[；。]", reading.text[word:last])
    numbers = reading.quantities_between(word, word + stop.start() if stop else last)
    rank = next((n for n, q in enumerate(numbers) if q.span == quantity.span), len(numbers))
    return names[rank] if rank < len(names) == len(numbers) else None


def respective_noun(reading: Reading, sentence: Span, quantity: Quantity) -> str | None:
    """The n-th of the nouns that 分别 pairs with as many numbers: 「甲覆盖率、乙改造率分别达到90%和60%」; None elsewhere.

    Nouns that share their end (城镇、农村居民收入) are not parted.
    """
    first, last = max(sentence[0], quantity.span[0] - _FARTHEST), min(sentence[1], quantity.span[1] + _FARTHEST)
    text = reading.text
    word = text.rfind("分别", first, quantity.span[0])
    if word < 0 or re.search("[，；。]", text[word : quantity.span[0]]):
        return None
    clause = max(text.rfind(stop, first, word) for stop in "，；：。") + 1 or first
    nouns = re.split("[、和与]", text[clause:word])
    stop = re.search("[，；。]", text[word:last])
    numbers = reading.quantities_between(word, word + stop.start() if stop else last)
    rank = next((n for n, q in enumerate(numbers) if q.span == quantity.span), len(numbers))
    whole = len(nouns) == len(numbers) > 1 and all(_MEASURE.search(noun) for noun in nouns)
    return nouns[rank] if whole and rank < len(nouns) else None


_FARTHEST = 400  # characters over which 分别 pairs nouns and numbers
_MEASURE = re.compile("[\u4e00-\u9fff]{2}(?:率|比例|比重|数量|规模|面积|产值|收入|产量|总额|增加值|投资|里程)$")


def shared_bound(reading: Reading, sentence: Span, quantity: Quantity) -> Quantity:
    """The quantity whose bound holds for `quantity`: the first behind 分别 for all of its list, else itself."""
    word = reading.text.rfind("分别", sentence[0], quantity.span[0])
    if word < 0 or re.search("[，；。]", reading.text[word : quantity.span[0]]):
        return quantity
    head = reading.quantities_between(word, sentence[1])[0]
    return head if head.unit == quantity.unit else quantity
