"""Does the time of matching grow with the number of lower documents alone?

    python -m tests.benchmarks.match_scale [PLANS ...]

200 requirements are matched with plans of 100 sections (1,000 plans: 100,000 sections). Requirements and plans are made of
the sections of corpora/: twenty plans take sections of several documents in an order of their own and are read by
docparse, with all their records; each further plan is one of them with other figures and other words. Two processes;
starting them is counted, and so is making the further plans. Prints seconds, CPU seconds and peak memory for growing
numbers of plans: time is linear where the milliseconds a plan stay the same.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from docparse.matcher import asked, match_many, offered
from docparse.matcher.passages import passages
from docparse.pipeline import extract
from docparse.records import Document

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = 100
REQUIREMENTS = 200
WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
STEPS = (125, 250, 500, 1000)
BASES = 20
DIGITS = "0123456789"
WORDS = "区县镇街城乡村社园企工农水路车房人业产地"


def pieces(stems: list[str]) -> list[tuple[str, str]]:
    """(heading, own text behind it) of the sections of documents of corpora/."""
    found = []
    for stem in stems:
        document = extract(ROOT / "corpora" / f"{stem}.txt")
        for passage in passages(document):
            if passage.leaf and passage.blocks:
                found.append((passage.heading, document.text[passage.heading_span[1] : passage.span[1]].strip("。 \n")))
    return found


def plan(number: int, stock: list[tuple[str, str]], sections: int) -> Document:
    """The document that docparse reads in a text of `sections` sections out of `stock`."""
    rng = random.Random(number)
    lines = ["甲市乙区实施方案", "一、主要任务"]
    for index in range(sections):
        heading, body = rng.choice(stock)
        lines.append(f"{index + 1}．{heading}。{body}".replace("\n", ""))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        return extract(path)


def varied(document: Document, number: int) -> Document:
    """`document` with other figures and, in every tenth place, another character; all spans stay."""
    rng = random.Random(number)
    text = "".join(
        rng.choice(DIGITS) if c.isdigit() else rng.choice(WORDS) if c in WORDS and rng.random() < 0.5 else c
        for c in document.text
    )
    meta = document.meta.model_copy(update={"region": f"甲市第{number}区"})
    return document.model_copy(update={"text": text, "meta": meta})


def plans(count: int, bases: list[Document]) -> Iterator[Document]:
    return (varied(bases[number % len(bases)], number) for number in range(count))


def cpu() -> float:
    """CPU seconds of this process and of those that it has ended."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, WHO))


def main() -> None:
    steps = tuple(map(int, sys.argv[1:])) or STEPS
    stems = sorted({s for f in (ROOT / "corpora" / "gold" / "links").glob("*.json") for s in f.stem.split("--")})
    stock = pieces(stems)
    bases = [plan(number, stock, SECTIONS) for number in range(BASES)]
    upper = plan(10**6, stock, 2 * REQUIREMENTS)
    keep = {d.passage.section for d in asked(upper).demands[:REQUIREMENTS]}
    upper = upper.model_copy(update={"sections": [s for s in upper.sections if s.id in keep]})
    print(f"{len(asked(upper).demands)} requirements, {len(offered(bases[0]).passages)} sections a plan")
    print(f"{'plans':>6} {'sections':>9} {'links':>8} {'s':>7} {'CPU s':>7} {'ms a plan':>10} {'peak MB':>8}")
    for count in steps:
        wall, used = time.perf_counter(), cpu()
        links = sum(len(result.links) for result in match_many(upper, plans(count, bases), processes=2))
        wall, used = time.perf_counter() - wall, cpu() - used
        own, workers = (resource.getrusage(who).ru_maxrss / 1024 for who in WHO)
        peak = own + 2 * workers  # the workers' figure is of the largest of them
        print(
            f"{count:>6} {count * SECTIONS:>9} {links:>8} {wall:>7.1f} {used:>7.1f} {1000 * used / count:>10.1f} {peak:>8.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
