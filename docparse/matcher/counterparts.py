"""Which body of the lower level answers to which of the upper: 市经济信息委 → 区经济信息委, 市教委 → 区教育局."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from docparse.lexicon.agencies import tail_of, tails
from docparse.records import Agency, Document

_LEVEL_MARK = re.compile(r"^(?:省|市|区|县|旗|州|盟|自治区|自治州|自治县)(?:级|直)?(?=[\u3400-\u9fff]{2,})")
_PLACE = re.compile(r"^[\u3400-\u9fff]{2,8}?(?:省|市|区|县|旗|州|盟)(?=[\u3400-\u9fff]{2,})")
_DIVISION = re.compile(r"^(?:厅|局|委|部|办)(?P<matter>[\u3400-\u9fff]{2,10})(?:处|科|室)$")
_GROUP = re.compile(r"(?:行政)?(?:主管)?部门$")
_OFFICES = ("", "局", "厅", "委")
_KIND = re.compile(r"(?:委员会|办公室|委|局|厅|部|办|处)$")


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """What an agency's name says beside its level and its kind of office: 市科技局, 岚川市科技局 and 区科技局 → 科技."""
    bare = name.strip()
    if division := _DIVISION.match(bare):  # 厅科技处 and 局科技科 are divisions for one matter
        return division["matter"]
    if bare in tails():
        return _KIND.sub("", bare) or bare
    shorter = _LEVEL_MARK.sub("", bare)
    if shorter == bare:
        shorter = _PLACE.sub("", bare)
    return _KIND.sub("", shorter) or bare


def is_counterpart(upper: Agency, lower: Agency) -> bool:
    """Whether `lower` does at its level what `upper` does above: the same function, or the same core of the name."""
    above, below = functions(upper), functions(lower)
    if above and below:
        return bool(above & below)
    if "generic" in (upper.kind, lower.kind):
        return False
    return core(upper.canonical) == core(lower.canonical)


def functions(agency: Agency) -> frozenset[str]:
    """What a body does; of a group of bodies for one matter too (各县住房城乡建设局, 交通运输部门), of others () (有关部门)."""
    return _of_group(agency.name) if agency.kind == "generic" else _functions_of(agency.canonical, agency.function)


@lru_cache(maxsize=4096)
def _of_group(name: str) -> frozenset[str]:
    known = (tail_of(_GROUP.sub("", name) + office) for office in _OFFICES)
    return frozenset(next((tail.functions for tail in known if tail is not None and tail.kind == "department"), ()))


@lru_cache(maxsize=4096)
def _functions_of(canonical: str, function: str | None) -> frozenset[str]:
    """What a body does; a merged bureau (科技工信局) does several things."""
    tail = tail_of(canonical)
    known = () if tail is None else tail.functions
    return frozenset(known) if function is None or function in known else frozenset({function})


def counterparts(agency: Agency, lower: Document) -> tuple[Agency, ...]:
    """The bodies of `lower` that answer to `agency`, those of the lower document's own level first."""
    found = [other for other in lower.agencies if is_counterpart(agency, other)]
    return tuple(sorted(found, key=lambda other: other.level != lower.meta.level))


def any_counterpart(upper: Iterable[Agency], lower: Iterable[Agency]) -> bool:
    """Whether one of `upper` has its counterpart among `lower`."""
    below = tuple(lower)
    return any(is_counterpart(above, other) for above in upper for other in below)
