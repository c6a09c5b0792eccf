"""JioNLP and recognizers-text on the times and quantities of our own cases, and their speed beside a whole extraction.

Run: uv run --group peers python -m tests.benchmarks.peers

The cases are those of tests/language, which were written for docparse: they ask what official documents say. Counted is
the day on which a time ends, or the plain number that a quantity comes to; how the words around it bind it (by, at
least) is not. JioNLP reads amounts of money only, and is asked for no others.
"""

from __future__ import annotations

import logging
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from docparse.language.quantities import find_quantities
from docparse.language.times import find_times
from docparse.pipeline import extract
from tests.benchmarks.speed import usual_files
from tests.language.test_quantities import CASES as QUANTITIES
from tests.language.test_times import CASES as TIMES
from tests.language.test_times import ISSUED

Read = Callable[[str], list[Any]]
_SCALE = {"百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_BASE = datetime.combine(ISSUED, datetime.min.time())


def plain(value: object, unit: str) -> Fraction:
    """A value and its unit as a plain number: 50 亿元 → 5000000000; % stays as it is written."""
    scaled = re.match(r"(万亿|千万|百万|亿|万|千(?![克米瓦伏卡])|百)(?=.)", unit)
    return Fraction(str(value)) * (_SCALE[scaled[1]] if scaled else 1)


def gold_times() -> list[tuple[str, list[date]]]:
    cases = []
    for text, expected in TIMES:
        found = [part.split("|") for part in expected.split()]
        ends = [f[2].split("..")[-1] for f in found if len(f) == 3 and f[1] in ("by", "period", "date")]
        if len(ends) == len(found) and "-" not in ends:
            cases.append((text, [date.fromisoformat(end) for end in ends]))
    return cases


def gold_quantities(*, money: bool) -> list[tuple[str, list[Fraction]]]:
    cases = []
    for text, expected in QUANTITIES:
        found = [part.split("|") for part in expected.split()]
        values = [(f[2], f[3]) for f in found if len(f) == 4]
        if (
            len(values) < len(found)
            or any("—" in value for value, _ in values)
            or (money and not all(u.endswith("元") for _, u in values))
        ):
            continue
        cases.append((text, [plain(value, unit) for value, unit in values]))
    return cases


def f1(read: Read, cases: Iterable[tuple[str, list[Any]]]) -> float:
    """F1 over all cases; a reader that raises on a case has found nothing in it."""
    hits = said = wanted = 0
    for text, gold in cases:
        try:
            found = Counter(read(text))
        except Exception:  # noqa: BLE001  a peer's failure on a case is its answer to it
            found = Counter()
        hits += (found & Counter(gold)).total()
        said, wanted = said + found.total(), wanted + len(gold)
    return 2 * hits / (said + wanted)


def own_times(text: str) -> list[date]:
    return [t.end for t in find_times(text, ISSUED) if t.end is not None]


def own_quantities(text: str) -> list[Fraction]:
    return [plain(q.value, q.unit) for q in find_quantities(text)]


def jio_times(text: str) -> list[date]:
    import jionlp

    found = jionlp.ner.extract_time(text, time_base=_BASE.timestamp())
    ends = [t["detail"]["time"][1] for t in found if t["type"] in ("time_point", "time_span")]
    return [date.fromisoformat(end[:10]) for end in ends if end != "inf"]


def jio_money(text: str) -> list[Fraction]:
    import jionlp

    numbers = [m["detail"]["num"] for m in jionlp.ner.extract_money(text)]
    return [Fraction(n[-1] if isinstance(n, list) else n) for n in numbers]


def recognizers_times(text: str) -> list[date]:
    from recognizers_suite import Culture, recognize_datetime

    ends = []
    for found in recognize_datetime(text, Culture.Chinese, reference=_BASE):
        value = found.resolution["values"][-1]
        if "end" in value:
            ends.append(date.fromisoformat(value["end"][:10]) - timedelta(days=1))
        elif "value" in value:
            ends.append(date.fromisoformat(value["value"][:10]))
    return ends


def recognizers_numbers(text: str) -> list[Fraction]:
    from recognizers_suite import Culture, recognize_number, recognize_percentage

    shares = recognize_percentage(text, Culture.Chinese)
    inside = {i for found in shares for i in range(found.start, found.end + 1)}
    numbers = [n for n in recognize_number(text, Culture.Chinese) if n.start not in inside]
    return [Fraction(str(found.resolution["value"]).rstrip("%")) for found in (*shares, *numbers)]


def rate(work: Callable[[str], object], texts: list[str], runs: int = 5) -> float:
    """Characters a second of the processor's time, the best of `runs` runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - start)
    return sum(map(len, texts)) / best


def quietly(read: Read) -> Callable[[str], object]:
    """The reader, with what it raises swallowed."""

    def work(text: str) -> object:
        try:
            return read(text)
        except Exception:  # noqa: BLE001  as in `f1`
            return None

    return work


def main() -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    rows = [
        ("times", gold_times(), [("docparse", own_times), ("JioNLP", jio_times), ("recognizers", recognizers_times)]),
        ("money", gold_quantities(money=True), [("docparse", own_quantities), ("JioNLP", jio_money)]),
        (
            "quantities",
            gold_quantities(money=False),
            [("docparse", own_quantities), ("recognizers", recognizers_numbers)],
        ),
    ]
    for name, cases, readers in rows:
        scores = ", ".join(f"{peer} {f1(read, cases):.3f}" for peer, read in readers)
        print(f"F1 on {len(cases)} cases of {name}: {scores}")
    files: list[Path] = usual_files()
    documents = [extract(file) for file in files]
    paragraphs = [line for document in documents for line in document.text.split("\n")]
    sizes = sum(len(document.text) for document in documents)
    names = [str(file) for file in files]
    whole = rate(extract, names) * sizes / sum(map(len, names))
    jio = rate(quietly(jio_times), paragraphs)
    microsoft = rate(quietly(recognizers_times), paragraphs[:: max(len(paragraphs) // 60, 1)], runs=2)
    print(f"characters a second: docparse, whole extraction {whole:.0f}; times alone: JioNLP {jio:.0f}, ", end="")
    print(f"recognizers {microsoft:.0f} (on every n-th paragraph)")
    print(f"docparse is {whole / jio:.1f} x JioNLP, {whole / microsoft:.0f} x recognizers")


if __name__ == "__main__":
    main()
