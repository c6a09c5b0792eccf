"""How long a draft takes, beside the extraction of the documents that it is made from. Run: python -m tests.benchmarks.drafting

Without files: three upper documents and one of the district from ../shared, or where they are not, our own. The first row is a
fresh process, imports and all; below it stand the medians of five runs in one process that has made one draft already,
in seconds and as a share of the extraction.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from docparse.drafting.outline import outline
from docparse.drafting.render import render
from docparse.pipeline import extract

ROOT = Path(__file__).resolve().parents[2]
Result = TypeVar("Result")


def usual_case() -> tuple[list[Path], list[Path], str]:
    """(upper documents, the region's own, the region)."""
    real = ROOT.parent / "shared" / "corpora"
    if real.is_dir():
        upper = [next(real.glob(f"{stem}_*.txt")) for stem in ("003", "001", "002")]
        return upper, [next(real.glob("000_*.txt"))], "永川区"
    ours = ROOT / "corpora"
    upper = [ours / f"{stem}.txt" for stem in ("lanchuan-logistics-action", "lanchuan-lowalt-plan")]
    return upper, [ours / "tonglu-data-leadgroup.txt"], "桐麓区"


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """(seconds, result): the median of five runs after one that is not counted."""
    result = work()
    runs = []
    for _ in range(5):
        start = time.perf_counter()
        result = work()
        runs.append(time.perf_counter() - start)
    return statistics.median(runs), result


def command_line(upper: list[Path], bodies: list[Path], region: str) -> float:
    """Seconds of one `docparse draft` in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        options = [part for file in upper for part in ("--upper", str(file))]
        options += [part for file in bodies for part in ("--body", str(file))]
        command = [sys.executable, "-m", "docparse", "draft", "--region", region, *options, "-o", f"{folder}/plan.docx"]
        start = time.perf_counter()
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start


def main() -> int:
    upper, bodies, region = usual_case()
    print(f"docparse draft, {len(upper)} upper documents, fresh process: {command_line(upper, bodies, region):.2f} s\n")
    extraction, documents = timed(lambda: [extract(file) for file in (*upper, *bodies)])
    planning, plan = timed(lambda: outline(documents[: len(upper)], region, documents[len(upper) :]))
    rows = [("extraction", extraction), ("outline", planning)]
    rows += [
        (suffix, timed(lambda suffix=suffix: render(plan, suffix=suffix))[0])  # type: ignore[misc]
        for suffix in (".docx", ".md", ".html")
    ]
    for name, seconds in rows:
        print(f"{name:<12} {seconds:>7.3f} s {seconds / extraction:>7.2f} × extraction")
    whole = planning + dict(rows)[".docx"]
    print(f"\nplan and .docx {whole:.3f} s, {whole / extraction:.2f} × the extraction of the same documents")
    return 0


if __name__ == "__main__":
    sys.exit(main())
