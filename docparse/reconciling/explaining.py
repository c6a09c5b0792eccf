"""Says in Chinese how a total stands: whether the shares come to it, who is short and by how much, who says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docparse.differ.comparing import side
from docparse.records import Number, Target
from docparse.results import Reconciled, Share, Sum
from docparse.wording import amount, day, number, quantity, quoted


def explain(item: Reconciled) -> str:
    """A sentence on the allocation, one on the plans, one on each kind of region that needs a look."""
    total = item.measure
    if item.total is not None:
        sentences = [f"上级提出{said(total)}" + ("，各地均须达到" if item.kind == "each" else "")]
    else:
        sentences = [
            f"上级对{sum(len(row.regions) for row in item.shares)}个地区分别提出{quoted(total.indicator)}，未写明总数"
        ]
    if item.allotted is not None:
        sentences.append(f"文件分解到{item.allotted.regions}个地区，合计{_summed(item.allotted, total)}")
    if item.pledged is not None:
        sentences.append(f"所附计划中{item.pledged.regions}个地区可计入，合计{_pledged(item, item.pledged)}")
    rows = item.shares
    sentences += [f"{_names([row])}{_short(row, total)}" for row in rows if row.standing in ("short", "over")]
    soft = [row for row in rows if row.standing == "aspirational"]
    sentences += [f"{_names(soft)}数值相当，但只写“力争”"] if soft else []
    absent = [row for row in rows if row.standing == "absent"]
    sentences += [f"{_names(absent)}的计划未提出该项指标"] if absent else []
    sentences += [f"{_names([row])}{row.note}" for row in rows if row.standing == "incomparable"]
    return "。".join(sentences) + "。"


def said(target: Target) -> str:
    """到2027年全市“企业数量”不低于30家."""
    by = f"到{day(target.by)}" if target.by else ""
    hope = "力争" if target.aspirational else ""
    return f"{by}{target.scope or ''}{quoted(target.indicator)}{hope}{amount(target)}"


def _summed(found: Sum, total: Target) -> str:
    top = "" if found.value_max is None else f"—{number(found.value_max)}"
    against = "" if found.gap is None else f"，{_against(found.gap, total)}"
    words = f"{number(found.value)}{top}{total.unit}{against}"
    if found.aspirational and not total.aspirational:
        words += f"（其中{number(found.aspirational)}{total.unit}为力争数）"
    return words


def _pledged(item: Reconciled, found: Sum) -> str:
    """Against the total where the plans of all regions are there, else how much of it is spoken for."""
    total = item.measure
    waiting = [row for row in item.shares if row.standing == "no_plan"]
    if not waiting and item.allotted is not None:
        return _summed(found, total)
    part = f"，为总数的{round(100 * found.value / total.value, 1):g}%" if total.value and item.total else ""
    words = f"{number(found.value)}{total.unit}{part}"
    return words + (f"（{_names(waiting)}未附计划）" if waiting else "")


def _against(gap: Number, total: Target) -> str:
    if not gap:
        exact = total.comparator == "more_than"
        return "与总数相等，但上级要求“超过”" if exact else "与总数一致"
    if side(total) == "ceiling":
        return f"超出上限{number(gap)}{total.unit}" if gap > 0 else f"低于上限{number(-gap)}{total.unit}"
    return f"比总数多{number(gap)}{total.unit}" if gap > 0 else f"比总数少{number(-gap)}{total.unit}"


def _short(row: Share, total: Target) -> str:
    gap = row.gap or 0
    unit = "个百分点" if total.unit in ("%", "％") else total.unit
    pledged = "、".join(quantity(figure.target) for figure in row.pledged)
    asked = f"分解数{quantity(row.allotted.target)}" if row.allotted else "上级要求"
    if row.standing == "over":
        return f"计划{pledged}，比{asked}多{number(gap)}{unit}，超出上限"
    return f"计划{pledged}，比{asked}少{number(-gap)}{unit}" if gap else f"计划{pledged}，恰等于{asked}，未“超过”"


def _names(rows: Sequence[Share]) -> str:
    return "、".join(_each(name for row in rows for name in row.regions))


def _each(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
