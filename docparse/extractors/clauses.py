"""Responsibility clauses: 「（责任单位：市科技局牵头，市教委参与）」, 「责任单位：…」 lines, 「由…牵头，…配合。」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from docparse.extractors.duty_words import alternatives, patterns, role_of, words
from docparse.extractors.mentions import find_mentions, is_group
from docparse.extractors.names import CLOSING, NUMBER, OPENING, Name, looks_like_body, split_list
from docparse.language.lines import find_in_lines
from docparse.records import DutyRole, Span

_LONGEST = 1200  # characters; a longer bracket is no clause
_LEVEL_MARKS = "市区县省州旗"


@dataclass(frozen=True, slots=True)
class Duty:
    """A body with its role."""

    role: DutyRole
    name: Name


@dataclass(frozen=True, slots=True)
class Clause:
    """A responsibility clause. `defaults` are duties that it sets for all tasks that follow.

    `first_leads` says that it makes the first of each list the lead (`others_support`: and the others support);
    `misprint` is the span of a misplaced 市; `backward` says that the defaults hold for what stands above (以上任务均由…).
    """

    span: Span
    duties: tuple[Duty, ...]
    defaults: tuple[Duty, ...] = ()
    first_leads: bool = False
    others_support: bool = False
    bracketed: bool = False
    misprint: Span | None = None
    backward: bool = False


# --- where clauses stand ---------------------------------------------------------------------------------------------


def find_clauses(text: str) -> list[Clause]:
    """All responsibility clauses of `text`, in its order; they do not overlap."""
    clauses: list[Clause] = []
    end = 0
    for start, inner_end, bracketed in _candidates(text):
        if start < end:
            continue
        clause = parse_clause(text[start:inner_end], start, bracketed=bracketed)
        if clause is not None and not _is_of_group(text, clause, clauses[-1] if clauses else None):
            clauses.append(clause)
            end = inner_end
    return clauses


def _is_of_group(text: str, clause: Clause, before: Clause | None) -> bool:
    """Whether the clause tells the members of a group, for no task of its own: 成员单位 without a lead in it, or in the
    clause just before it.
    """
    if not _MEMBERS.search(text, *clause.span) or any(d.role == "lead" for d in clause.duties):
        return False
    beside = before is not None and not text[before.span[1] : clause.span[0]].strip("。；\n")
    return not (beside and before is not None and any(d.role == "lead" for d in before.duties))


def _candidates(text: str) -> Iterator[tuple[int, int, bool]]:
    """Stretches that may be clauses: (start, end, in brackets), outermost brackets first, by their start."""
    stretches = [(a, b, True) for a, b in brackets(text)] + list(_lines(text)) + list(_prose(text))
    any_word = patterns()["any"]
    for start, end, bracketed in sorted(stretches, key=lambda s: (s[0], -s[1])):
        if end - start <= _LONGEST and any_word.search(text, start, end):
            yield start, end, bracketed


def brackets(text: str) -> Iterator[Span]:
    """The insides of outermost brackets within a paragraph, of whatever kind."""
    opening = -1
    depth = 0
    for match in re.finditer(r"[（(〔【\[）)〕】\]\n]", text):
        c = match[0]
        if c == "\n":
            depth = 0
        elif c in "（(〔【[":
            if depth == 0:
                opening = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield opening + 1, match.start()


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """「责任单位：…」 that opens a paragraph or follows a stop, up to the paragraph's end or the next 。"""
    for match in patterns()["label"].finditer(text):
        before = text[match.start() - 1] if match.start() else "\n"
        if before in "\n。；;，\t 　":
            end = _LINE_END.search(text, match.end(), match.end() + _LONGEST)
            yield match.start(), end.start() if end else min(match.end() + _LONGEST, len(text)), False


_LINE_END = re.compile("[。\n\t]")


def _prose(text: str) -> Iterator[tuple[int, int, bool]]:
    """Sentences that say who leads: 「由区财政局牵头，区教委配合」, 「教育部为牵头单位」."""
    for match in find_in_lines(_LEADS, _LEADING_WORD, text):
        number = _OPENING_NUMBER.match(text, match.start(), match.end())
        end = _SENTENCE_END.search(text, match.end(), match.end() + _LONGEST)
        start = number.end() if number else match.start()
        yield start, end.start() if end else min(match.end() + _LONGEST, len(text)), False
    for pattern, trigger in (_whole_sentence(), _said_once()):
        for match in find_in_lines(pattern, trigger, text):
            number = _OPENING_NUMBER.match(text, match.start(), match.end())
            yield number.end() if number else match.start(), match.end(), False


_OPENING_NUMBER = re.compile(NUMBER)


_LEADING_WORD = re.compile("牵头(?!单位|部门)|为牵头单位|(?:负责|承办|主办)，")
_LEADS = re.compile(
    rf"(?:(?<=[。；\n：，])|^)(?:{NUMBER})?由?[^。；\n\t（）()：，“”]{{2,60}}?(?:牵头(?!单位|部门|抓总作用|作用)[^。；\n\t，：]{{0,6}}|为牵头单位|"
    r"(?:共同|具体|分别)?(?:负责|承办|主办)(?=，[^。；\n]{2,80}?(?:配合|参与|参加|协助|协同|协办|支持|指导|落实)[，。；\n]))(?=[，。；\n]|$)"
)
_SENTENCE_END = re.compile("[。；\n]")


@cache
def _whole_sentence() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A sentence that is nothing but bodies and what they do: 「市商务局、市文旅局分别负责。」, 「各镇街抓落实。」"""
    verbs = "(?:分别负责|共同负责|分工负责|(?:按照?|依|根据)(?:各自)?职[责能](?:分工)?(?:分别)?(?:负责|推进|落实)|负总责|(?:会同|协同)[^，。；\n]{2,30}负责|抓(?:好)?落实|具体落实)"
    close = "[委局厅办部府院会镇街区县]"
    names = rf"[^，。；：\n\t（）()“”]{{2,60}}?{close}"
    return (
        re.compile(rf"(?:(?<=[。；\n])|^){names}{verbs}(?:，{names}(?:{verbs}|配合|参与))*(?=[。；\n]|$)"),
        re.compile(close + verbs),
    )


@cache
def _said_once() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """「各项任务均需各市人民政府组织落实，以下不再逐一列出。」: a default told in a sentence of its own."""
    labels = alternatives("label")
    told = re.compile(
        r"(?:(?<=[。；\n])|^)(?:[^，。；：\n\t（）]{0,8}(?:任务|工作|措施|事项)[^，。；：\n\t（）]{0,4}(?:均|都|皆)[^。；\n\t（）]{4,60}，"
        r"[^，。；\n]{0,8}不[^，。；\n]{0,14}(?:列|赘|注明|标注|说明|重复)[^，。；\n]{0,6}|"
        rf"[^。\n\t]{{2,80}}?(?:均|皆|都)(?:为|是|作为)(?:{labels})[^。；\n]{{0,30}})(?=[。；\n]|$)"
    )
    return told, re.compile("[均都皆]")


# --- what they say ---------------------------------------------------------------------------------------------------


def parse_clause(text: str, start: int, *, bracketed: bool) -> Clause | None:
    """The clause that `text`, standing at `start`, makes; None where it names nobody for anything."""
    text = text.rstrip("。；;，, ")
    fixed, misprint = _repaired(text)
    duties: list[Duty] = []
    defaults: list[Duty] = []
    first_leads = False
    for role, offset, content in _segments(fixed):
        named, followed, leads = _read_segment(content, start + offset, role, told=not bracketed and role is None)
        duties += named
        defaults += followed
        first_leads = first_leads or leads
    if not duties and not defaults and not first_leads:
        return None
    labelled = patterns()["label"].search(text) is not None
    if not labelled and not first_leads and not any(looks_like_body(d.name.text) for d in duties + defaults):
        return None
    if not labelled and not bracketed and not _sound(duties or defaults):
        return None
    if misprint is not None:
        duties = [Duty(d.role, Name(d.name.text, (d.name.span[0], d.name.span[1]))) for d in duties]
    span = (start, start + len(text))
    moved = (start + misprint, start + misprint + 1) if misprint is not None else None
    support = first_leads and re.search(r"其[他余][^，。；]{0,8}(?:配合|参与|协同|协助)", text) is not None
    backward = re.match("以上|上述|前述", text) is not None
    return Clause(
        span, tuple(_unique(duties)), tuple(_unique(defaults)), first_leads, support, bracketed, moved, backward
    )


def _unique(duties: list[Duty]) -> list[Duty]:
    return list({(d.role, d.name.text): d for d in map(marked, duties)}.values())


_MARKED = re.compile("(.{2,30}?)[（(](牵头|主办|主责|负责|配合|协办|参与|协助)(?:单位|部门)?[）)]")


def marked(duty: Duty) -> Duty:
    """The duty with the role that a bracket behind the name gives: 市财政局（牵头）."""
    said = _MARKED.fullmatch(duty.name.text)
    if said is None:
        return duty
    start = duty.name.span[0]
    return Duty(role_of(said[2]), Name(said[1], (start, start + len(said[1]))))


def _sound(duties: list[Duty]) -> bool:
    """Prose counts only where each named lead has the form of a body: 「企业牵头」 names nobody."""
    leads = [d.name.text for d in duties if d.role == "lead"] or [d.name.text for d in duties]
    return bool(leads) and all(
        looks_like_body(n) and not re.search(r"企业$|高校$|^(?:整车|骨干|龙头|链主)", n) for n in leads
    )


def _repaired(text: str) -> tuple[str, int | None]:
    """A level mark that slipped behind the name before it, put back: 「市财政局市牵头，教委参与」.

    The text keeps its length; the offset is that of the misplaced mark. (A proof-reader's repair: the mark is moved in
    reading only, the record quotes what stands there.)
    """
    slip = re.search(rf"(?<=[委局厅办部])([{_LEVEL_MARKS}])(?=牵头|参与|配合|负责)", text)
    return (text, slip.start()) if slip else (text, None)


def _segments(text: str) -> list[tuple[DutyRole | None, int, str]]:
    """(role of the label or None, offset, content) for each labelled stretch; unlabelled text is one stretch."""
    labels = list(patterns()["label"].finditer(text))
    if not labels:
        return [(None, 0, text)]
    roles = words()["label"]
    ends = [m.start() for m in labels[1:]] + [len(text)]
    head = text[: labels[0].start()]
    segments: list[tuple[DutyRole | None, int, str]] = [(None, 0, head)] if patterns()["any"].search(head) else []
    named = [(m, e) for m, e in zip(labels, ends, strict=True) if m[1] in roles]
    return segments + [(roles[m[1]], m.end(), text[m.end() : e]) for m, e in named]


def _read_segment(
    content: str, start: int, role: DutyRole | None, *, told: bool
) -> tuple[list[Duty], list[Duty], bool]:
    """Duties, defaults for what follows, and whether the first of each list leads. In running text (`told`) a name that
    no verb follows counts only where the lexicon knows it.
    """
    forms = patterns()
    duties: list[Duty] = []
    defaults: list[Duty] = []
    pending: list[Name] = []
    stray = ""
    first_leads = False
    for offset, chunk in _chunks(content):
        at = start + offset
        if forms["first"].search(chunk):
            first_leads = True
            chunk = _BRACKET.sub("", chunk)
            if forms["first"].search(chunk) or not chunk.strip():
                continue
        said = forms["all_are"].match(chunk)
        if said:
            defaults += [Duty(words()["label"][said[2]], n) for n in split_list(said[1], at)]
            continue
        default = forms["default"].match(chunk)
        if default and (default[1] or "").strip():
            named, bare = _verbal(default[1], at + default.start(1))
            defaults += named + [Duty("implement", n) for n in bare]
            continue
        if (forms["stop"].search(_BRACKET.sub("", chunk)) or re.match("其他|其余", chunk)) and not chunk.endswith(
            ("为牵头单位", "为牵头部门")
        ):
            continue
        found, loose, stray = _with_stray(*_verbal(chunk, at), stray)
        if _JOINTLY.search(chunk) and any(d.role == "lead" for d in duties):
            found = [Duty("support", d.name) for d in found]
        if pending and any(looks_like_body(d.name.text) or is_group(d.name.text) for d in found):
            duties += [Duty(found[0].role, n) for n in pending]
            pending = []
        duties += found
        pending += loose
    rest: DutyRole | None = role or ("support" if any(d.role == "lead" for d in duties) else None)
    if rest is None and first_leads:
        rest = "responsible"
    if told:
        pending = [n for n in pending if is_group(n.text) or _is_mention(n.text)]
    if pending and rest and (role or all(looks_like_body(n.text) for n in pending)):
        duties += [Duty(rest, n) for n in pending]
    return [d for d in duties if _nameable(d.name.text)], [d for d in defaults if _nameable(d.name.text)], first_leads


def _is_mention(text: str) -> bool:
    """Whether the words are, whole, a place or level and a body that the lexicon knows."""
    return [m.name for m in find_mentions(text, national_text=False)] == [text]


def _with_stray(found: list[Duty], loose: list[Name], stray: str) -> tuple[list[Duty], list[Name], str]:
    """Moves a misplaced level mark from the end of one name to the head of the next list's first bare name."""
    if stray and found and found[0].name.text[:1] not in _LEVEL_MARKS:
        first = found[0]
        found = [Duty(first.role, Name(stray + first.name.text, first.name.span)), *found[1:]]
        stray = ""
    if found:
        last = found[-1]
        slip = re.fullmatch(rf"(.*[委局厅办部])([{_LEVEL_MARKS}])", last.name.text)
        if slip:
            name = Name(slip[1], (last.name.span[0], last.name.span[1] - 1))
            return [*found[:-1], Duty(last.role, name)], loose, slip[2]
    return found, loose, stray


def _chunks(content: str) -> Iterator[tuple[int, str]]:
    """Stretches between ，；。 outside brackets, and between 「…牵头、…配合」, with their offsets."""
    depth, first = 0, 0
    bounds: list[Span] = []
    for i, c in enumerate(content):
        depth += (c in OPENING) - (c in CLOSING)
        if depth <= 0 and c in "，；。,; \t　":
            bounds.append((first, i))
            first = i + 1
    bounds.append((first, len(content)))
    for a, b in bounds:
        for seam in [*patterns()["seam"].finditer(content, a, b)]:
            if content[a : seam.start()].strip():
                yield a, content[a : seam.start()]
            a = seam.end()
        if content[a:b].strip():
            yield a, content[a:b]


def _verbal(chunk: str, at: int) -> tuple[list[Duty], list[Name]]:
    """What one stretch says: duties where it has a verb, else the names alone."""
    forms = patterns()
    guided = forms["guided"].match(chunk)
    if guided:
        return [Duty("support", n) for n in split_list(guided[1], at + guided.start(1))], []
    verb = forms["verb"].search(chunk)
    body = forms["manner"].sub("", chunk[: verb.start()]) if verb else chunk
    role = role_of(verb[0]) if verb else None
    helped = forms["before"].match(body)
    if helped:
        helpers = forms["deed"].sub("", body[helped.end() :])
        return [Duty("support", n) for n in split_list(helpers, at + helped.end())], []
    middle = forms["middle"].search(body)
    if middle and role:
        first = [Duty(role, n) for n in split_list(body[: middle.start()], at)]
        return first + [Duty("support", n) for n in split_list(body[middle.end() :], at + middle.end())], []
    led = _LED.match(body)
    if led:  # 各盟市由交通运输部门牵头: the groups' own
        body, at = body[led.end() :], at + led.end()
    names = split_list(body, at)
    if role is None:
        return [], names
    return [Duty(role, n) for n in names], []


_LED = re.compile(
    "(?:各[市州县区盟旗镇乡街]{1,3}|(?:以上|上述|以下|该项|此项|具体)?(?:任务|工作|事项|措施))(?:分别|主要)?由(?=..)"
)
_MEMBERS = re.compile("成员(?:单位|部门)(?:[：:]|为|包括|是)|为成员单位")
_JOINTLY = re.compile("(?:协同|共同|配合)(?:推进|实施|落实|负责|做好)$")
_BRACKET = re.compile("[（(][^（()）]*[）)]")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(
        r"^于|每[年月季]|\d月|[%％]|\d\d|^(?:实现|完成|达到|力争|争取|形成|打造|培育)|^[^局委办厅部]{0,8}将.+报|^(?:加强|加快|推进|推动|落实|做好|负责|建立|完善|开展|组织(?!部)|按照|根据|实施|支持|鼓励|引导|强化|确保|统筹|不再|以下|下同|具体|切实|"
        r"要(?![塞素])|应(?!急)|由|对(?!外)|将|并|在|按|各自|共同|分别|积极|认真|严格|主动|深入)|[。；：]|进行|工作任务|为成员$|等(?:部门|单位|群团)[^等]*[和、]"
    )


def _nameable(text: str) -> bool:
    """Whether the words may name somebody: not a clause of their own, not a blank to fill."""
    return 2 <= len(text) <= 40 and _verbs().search(text) is None
