"""JioNLP and recognizers-text on the times and quantities of our own cases, and their speed beside a whole extraction.

Run: uv run --isolated --group peers python -m tests.benchmarks.peers

The cases are those of tests/language, which were written for docparse: they ask what official documents say. Counted is
the day on which a time ends, or the plain number that a quantity comes to; how the words around it bind it (by, at
least) is not. JioNLP reads amounts of money only, and is asked for no others.

Speed is that of processor time over the same whole texts, all warm and in turn within one run, by the medians: docparse
from the reader's lines to JSON; JioNLP its times and money; recognizers its times, on every n-th paragraph, as it is slow.
"""

from __future__ import annotations

import logging
import re
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from docparse.language.quantities import find_quantities
from docparse.language.times import find_times
from docparse.pipeline import extract
from docparse.readers import read
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


def seconds(works: dict[str, Callable[[], object]], runs: int = 7) -> dict[str, float]:
    """The processor time of each piece of work, the median of `runs` rounds in which each has its turn; one more warms up."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs + 1):
        for name, work in works.items():
            start = time.process_time()
            work()
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def speeds() -> None:
    """Prints characters a second, and how many times as fast docparse is."""
    sources = [read(file) for file in usual_files()]
    texts = [extract(source).text for source in sources]
    paragraphs = [line for text in texts for line in text.split("\n")]
    some = paragraphs[:: max(len(paragraphs) // 60, 1)]
    taken = seconds(
        {
            "docparse": lambda: [extract(source).model_dump_json() for source in sources],
            "JioNLP": lambda: [(jio_times(text), jio_money(text)) for text in texts],
            "JioNLP's times": lambda: [jio_times(text) for text in texts],
        }
    )
    taken |= seconds({"recognizers": lambda: [recognizers_times(paragraph) for paragraph in some]}, runs=2)
    sizes = dict.fromkeys(taken, sum(map(len, texts))) | {"recognizers": sum(map(len, some))}
    rates = {name: sizes[name] / spent for name, spent in taken.items()}
    print("characters a second:", ", ".join(f"{name} {rate:,.0f}" for name, rate in rates.items()))
    beside = ", ".join(f"{rates['docparse'] / rates[name]:.2f} x {name}" for name in rates if name != "docparse")
    print(f"docparse's whole extraction is {beside}")


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
    speeds()


if __name__ == "__main__":
    main()
