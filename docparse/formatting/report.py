"""Departures as text for a person, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Literal

from docparse.formatting.departures import Departure
from docparse.output import json_bytes

_SEVERITIES = {"error": "错误", "warning": "提醒", "info": "习惯"}


def render(departures: Sequence[Departure], format: Literal["text", "json"] = "text") -> bytes:
    """The departures in UTF-8: a line each with a count at the end, or a JSON list of objects."""
    if format == "json":
        return json_bytes([asdict(d) for d in departures])
    lines = [_line(d) for d in departures]
    counts = [(name, sum(d.severity == key for d in departures)) for key, name in _SEVERITIES.items()]
    summary = "，".join(f"{name}{count}处" for name, count in counts if count)
    lines.append(
        f"共{len(departures)}处不符：{summary}（条款号指GB/T 9704-2012）"
        if departures
        else "未发现与GB/T 9704-2012不符之处"
    )
    return ("\n".join(lines) + "\n").encode("utf-8")


def _line(departure: Departure) -> str:
    place = "全文"
    if departure.where is not None:
        row = "" if departure.where.row is None else f"第{departure.where.row + 1}行"
        place = f"第{departure.where.element + 1}段{row}“{departure.where.quote}”"
    several = f"，共{departure.count}处" if departure.count > 1 else ""
    severity = _SEVERITIES[departure.severity]
    return f"{severity} {departure.code} {place}：{departure.message}（{departure.clause}{several}）"
