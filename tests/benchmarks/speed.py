"""Where the time of a whole extraction goes, on one core from a cold start. Run: python -m tests.benchmarks.speed [FILE...]

Without files: the five documents of Chongqing in ../shared, or where they are not, our own. The table's first column is
a fresh process that has loaded nothing, the second the same documents again in that process, the best of seven runs. Below
it stands the time that `jieba.lcut` alone takes over the same text, measured in the same run. All in processor time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
INSIDE = "--inside"
Result = TypeVar("Result")


class Stopwatch:
    """Seconds of the processor by stage, added up over documents: other work beside it counts little."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, work: Callable[..., Result], *arguments: object) -> Result:
        start = time.process_time()
        result = work(*arguments)
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start
        return result


def usual_files() -> list[Path]:
    real = sorted((ROOT.parent / "shared" / "corpora").glob("00*.txt"))
    return real or sorted((ROOT / "corpora").glob("*.txt"))


def one_pass(files: list[Path]) -> Stopwatch:
    """The stages of `docparse.pipeline.extract`, one by one, over all files."""
    watch = Stopwatch()
    watch("imports", _imports)
    from docparse.extractors import EXTRACTORS, Records
    from docparse.extractors.reading import Reading
    from docparse.pipeline import assemble
    from docparse.readers import read
    from docparse.structure import structure

    shared = [name for name, value in vars(Reading).items() if isinstance(value, cached_property) and name[0] != "_"]
    for file in files:
        source = watch("read", read, file)
        reading = Reading(watch("structure", structure, source))
        for name in shared:
            watch(name, getattr, reading, name)
        records = Records()
        for kind, make in EXTRACTORS:
            records = records.plus(kind, watch(f"→ {kind}", make, reading, records))
        document = watch("document", assemble, source, reading, records)
        watch("JSON", document.model_dump_json)
    return watch


def _imports() -> None:
    import docparse.pipeline  # noqa: F401


def jieba_seconds(files: list[Path]) -> tuple[float, int]:
    """(seconds, bytes): the best of seven runs of `jieba.lcut` over the text of the files, its dictionary loaded."""
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    texts = [file.read_text(encoding="utf-8") for file in files]
    runs = []
    for _ in range(7):
        watch = Stopwatch()
        for text in texts:
            watch("lcut", jieba.lcut, text)
        runs.append(watch.seconds["lcut"])
    return min(runs), sum(len(text.encode()) for text in texts)


def report(files: list[Path]) -> None:
    """Prints the table of stages; to be run in a fresh process."""
    cold = one_pass(files).seconds
    warm_runs = [one_pass(files).seconds for _ in range(7)]
    warm = {stage: min(run[stage] for run in warm_runs) for stage in cold}
    print(f"{'stage':<16} {'cold ms':>9} {'warm ms':>9} {'share':>6}")
    whole = sum(warm.values())
    for stage, seconds in cold.items():
        print(f"{stage:<16} {seconds * 1e3:>9.1f} {warm[stage] * 1e3:>9.1f} {warm[stage] / whole:>6.1%}")
    print(f"{'all':<16} {sum(cold.values()) * 1e3:>9.1f} {whole * 1e3:>9.1f}")
    words, size = jieba_seconds(files)
    work = whole - warm["imports"] - warm["read"]
    print(f"\n{size / 1e3:.0f} kB; structure to JSON {work * 1e3:.1f} ms ({size / 1e6 / work:.2f} MB/s)")
    print(f"jieba.lcut {words * 1e3:.1f} ms ({size / 1e6 / words:.2f} MB/s); ratio {work / words:.2f}")


def command_line(files: list[Path]) -> list[float]:
    """Seconds of three runs of `docparse extract` over all files, each in a fresh process."""
    runs = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            command = [sys.executable, "-m", "docparse", "extract", *map(str, files), "-o", folder]
            subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
            runs.append(time.perf_counter() - start)
    return runs


def main(arguments: list[str]) -> int:
    files = [Path(a).resolve() for a in arguments if a != INSIDE] or usual_files()
    if INSIDE in arguments:
        report(files)
        return 0
    if hasattr(os, "sched_setaffinity"):  # children inherit it; not on every system
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    runs = ", ".join(f"{seconds:.2f}" for seconds in command_line(files))
    print(f"docparse extract, {len(files)} documents, fresh process on one core: {runs} s\n", flush=True)
    command = [sys.executable, "-m", "tests.benchmarks.speed", INSIDE, *map(str, files)]
    return subprocess.run(command, check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
