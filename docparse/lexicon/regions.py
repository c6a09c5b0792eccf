"""The administrative divisions of China, by name and by suffix."""

from __future__ import annotations

import re

# 恩施土家族苗族自治州 → 恩施: what a place is called without its rank.
_RANK = re.compile(r"(?:省|市|自治区|特别行政区|地区|自治州|州|盟|自治县|自治旗|县|区|旗)$")


def short_name(name: str) -> str:
    """A place's name without its rank: 重庆市 → 重庆."""
    return _RANK.sub("", name)
