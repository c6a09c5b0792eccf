"""The plan's chapters, in the order in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docparse.drafting.annexes import Entry
from docparse.drafting.blanks import blank, shortened
from docparse.drafting.demands import Demand
from docparse.drafting.goals import named, paired, targets_in
from docparse.drafting.items import Desk, item, source
from docparse.drafting.merging import Bundle
from docparse.drafting.organisation import STEERING, of_upper_group, steering_text
from docparse.drafting.plan import Chapter, ChapterKind, Item
from docparse.records import Section

_REASON = re.compile(r"；([^（）]+)）")
_DEFAULT_CLAUSE = re.compile(
    r"以下各项(?:任务|工作|措施)?[^，。）]{0,4}均[需由][^，。）]{2,24}(?:落实|配合|参与|负责|实施|推进|承担)"
)


def general_chapter(desk: Desk, bundles: Sequence[Bundle]) -> Chapter:
    """总体要求: 指导思想 and 基本原则 of the latest document that has them and of the principal one, then the goals."""
    hole = blank("印发时的最新表述和本级有关会议部署", f"{desk.place.own}政府办公室", "上级文件印发后表述可能更新")
    guiding = _latest(desk, bundles, ("guiding", "general"), "指导思想")
    guiding[:1] = [item.model_copy(update={"grip": f"{hole}。"}) for item in guiding[:1]]
    principles = _latest(desk, bundles, ("principles",), "基本原则")
    return Chapter(kind="general", heading="总体要求", items=(*guiding, *principles, _goals_item(desk, bundles)))


def _latest(desk: Desk, bundles: Sequence[Bundle], kinds: tuple[str, ...], heading: str) -> list[Item]:
    """What the latest document says, then what the principal one does, each under its own heading, verbatim: the
    superior checks against it. Two of one heading are one item.
    """
    stated = [b.head for b in bundles if b.head.kind in kinds]
    newest = max(stated, key=lambda d: d.document.meta.issued_on or "", default=None)
    told: dict[str, list[Demand]] = {}
    for document in (newest.document, desk.upper[0]) if newest else ():
        whole = [d for d in stated if d.document is document]
        own = next((d.heading for d in whole if d.kind != "general"), heading)
        if whole and not any(whole[0] in found for found in told.values()):
            told.setdefault(own, []).extend(whole)
    return [
        Item(heading=own, text="".join(desk.told(whole)), sources=tuple(source(d) for d in whole))
        for own, whole in told.items()
    ]


def _goals_item(desk: Desk, bundles: Sequence[Bundle]) -> Item:
    """主要目标: the region's allocated figures first, then what is set for a wider scope alone, as blanks."""
    stated = [b.head for b in bundles if b.head.kind == "goals"]
    allocated = [b.head for b in bundles if b.head.own or b.head.shared]
    own, _ = desk.goals_of([*allocated, *(d for d in stated if d not in allocated)])
    _, wider = desk.goals_of([*stated, *(d for d in allocated if d.shared)])
    own, wider = paired(own, wider, desk.alike)
    text = "".join(desk.told(stated))
    if not own and not wider and any(targets_in(d) for b in bundles for d in b.demands if d.binds):
        text += "各项目标分列于以下任务。"
    elif not own and not wider:
        text += (
            f"到{blank('目标年份')}，{blank('本级主要指标和目标值', f'{desk.place.own}级牵头单位', '上级文件未下达')}。"
        )
    sources = dict.fromkeys(source(d) for d in (*stated, *(d for d in allocated if d not in stated)))
    goals = (*named(own, desk.place.name), *wider)
    return Item(heading="主要目标", text=text, goals=goals, sources=tuple(sources))


def task_chapters(desk: Desk, bundles: Sequence[Bundle], rows: Sequence[Entry]) -> list[Chapter]:
    """The task chapters of the principal document under its own headings; what only others ask closes the last."""
    chapters = _by_chapter(desk, [b for b in bundles if b.head.kind == "tasks"], "tasks", "重点任务")
    if not chapters:
        return []
    clause = _implementation(desk, rows)
    if clause:
        chapters[0] = chapters[0].model_copy(update={"items": _opened(chapters[0].items, clause)})
    return chapters


def _opened(items: tuple[Item, ...], clause: str) -> tuple[Item, ...]:
    """The items with the default clause in the first bracket of responsibility."""
    for index, first in enumerate(items):
        if first.responsibility:
            return (*items[:index], first.model_copy(update={"implement": clause}), *items[index + 1 :])
        if first.items and (below := _opened(first.items, clause)) != first.items:
            return (*items[:index], first.model_copy(update={"items": below}), *items[index + 1 :])
    return items


def safeguard_chapter(desk: Desk, bundles: Sequence[Bundle]) -> Chapter:
    """保障措施: who steers the plan, then the safeguards of all documents."""
    stated = [b for b in bundles if b.head.kind in ("safeguards", "supplement")]
    items = [i for chapter in _by_chapter(desk, stated, "safeguards", "保障措施") for i in chapter.items]
    steering = next((n for n, i in enumerate(items) if STEERING.search(i.heading)), None)
    text = steering_text(desk.group, desk.place.own)
    origin = desk.group.sources if desk.group else ()
    if steering is None:
        opener = Item(heading="加强组织领导", text=text, sources=origin)
    else:
        stated_item = items.pop(steering)
        sentences = re.findall(r"[^。]+。", stated_item.text)
        kept = [s for s in sentences if not of_upper_group(s, desk.place.upper)]
        update = {"text": text + "".join(kept), "sources": (*stated_item.sources, *origin)}
        opener = stated_item.model_copy(update=update)
    if desk.group:
        hole = blank("是否另设工作专班、成员是否调整", desk.group.office or desk.group.name, "领导小组成立在先")
        opener = opener.model_copy(update={"grip": hole + "。"})
    return Chapter(kind="safeguards", heading="保障措施", items=(opener, *items))


def _by_chapter(desk: Desk, bundles: Sequence[Bundle], kind: ChapterKind, heading: str) -> list[Chapter]:
    """Bundles under the chapters of their document; chapters of other documents join the last of the first document."""
    principal = desk.upper[0]
    chapters: list[Chapter] = []
    for top, members in _chaptered([b for b in bundles if b.head.document is principal]):
        intro = next((b for b in members if b.head.section.id == top.id and len(members) > 1), None)
        items = _nested(desk, [b for b in members if b is not intro])
        alone = len(members) == 1 and members[0].head.section.id == top.id
        if alone and chapters and chapters[-1].heading == heading:
            chapters[-1] = chapters[-1].model_copy(update={"items": (*chapters[-1].items, *items)})
            continue
        chapters.append(
            Chapter(
                kind=kind,
                heading=heading if alone else top.heading,
                intro="".join(desk.told(intro.demands)) if intro else "",
                items=items,
                sources=tuple(source(d) for d in intro.demands) if intro else (),
            )
        )
    rest = tuple(inner for d in desk.upper[1:] for inner in _nested(desk, [b for b in bundles if b.head.document is d]))
    if rest and chapters:
        chapters[-1] = chapters[-1].model_copy(update={"items": (*chapters[-1].items, *rest)})
    elif rest:
        chapters.append(Chapter(kind=kind, heading=heading, items=rest))
    return chapters


def _chaptered(bundles: Sequence[Bundle]) -> list[tuple[Section, list[Bundle]]]:
    """The bundles with the level-1 section that each stands in, in order."""
    found: dict[str, tuple[Section, list[Bundle]]] = {}
    for bundle in bundles:
        by_id = {s.id: s for s in bundle.head.document.sections}
        top = bundle.head.section
        while top.parent in by_id:
            top = by_id[top.parent]
        found.setdefault(top.id, (top, []))[1].append(bundle)
    return list(found.values())


def _nested(desk: Desk, bundles: Sequence[Bundle]) -> tuple[Item, ...]:
    """Items of level 2, each with those of its sections below; a section without a text of its own is a bare heading."""
    by_section = {b.head.section.id: b for b in bundles}
    order: dict[str, list[Bundle]] = {}
    heads: dict[str, Section] = {}
    for bundle in bundles:
        sections = {s.id: s for s in bundle.head.document.sections}
        top = bundle.head.section
        while top.level > 2 and top.parent in sections:
            top = sections[top.parent]
        heads[top.id] = top
        order.setdefault(top.id, []).append(bundle)
    items = []
    for key, members in order.items():
        parents = {b.head.section.parent for b in members}
        inner = ((b, item(b, desk)) for b in members if b.head.section.id != key)
        below = tuple(_as_heading(i) if b.head.section.id in parents else i for b, i in inner)
        head = item(by_section[key], desk) if key in by_section else Item(heading=heads[key].heading)
        items.append(_as_heading(head).model_copy(update={"items": below}) if below else head)
    return tuple(items)


def _as_heading(head: Item) -> Item:
    """A paragraph that only opens those below it: its blanks and offices stand with them."""
    return head.model_copy(update={"grip": "", "lead": (), "support": (), "responsible": ()})


def _implementation(desk: Desk, rows: Sequence[Entry]) -> str:
    """The clause that binds whoever carries the tasks out, where the principal document has one for its districts."""
    if not _DEFAULT_CLAUSE.search(desk.upper[0].text):
        return ""
    below = {"区": "有关镇街", "县": "有关乡镇（街道）", "市": "有关县（市、区）政府"}.get(desk.place.own, "有关单位")
    carriers = f"承载园区和{below}" if any(row.carriers for row in rows) else below
    return f"以下各项任务均需{carriers}具体落实，不再重复列出"


def briefly(chapter: Chapter) -> Chapter:
    """The chapter with each reason for a blank given where it is first needed; later blanks say only what is missing."""
    given: set[str] = set()

    def once(text: str) -> str:
        reasons = set(_REASON.findall(text))
        known = reasons <= given
        given.update(reasons)
        return shortened(text) if known else text

    def brief(item: Item) -> Item:
        grip = once(item.grip)
        lead, support, responsible = (
            tuple(o.model_copy(update={"name": once(o.name)}) if o.state == "blank" else o for o in offices)
            for offices in (item.lead, item.support, item.responsible)
        )
        parts = {"grip": grip, "lead": lead, "support": support, "responsible": responsible}
        return item.model_copy(update={**parts, "items": tuple(map(brief, item.items))})

    return chapter.model_copy(update={"items": tuple(map(brief, chapter.items))})
