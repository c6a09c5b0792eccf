"""A batch of many documents: rate on one core and on two, memory, what a second run costs, and how fast questions are.

    .venv/bin/python -m tests.benchmarks.batch [COUNT] [FOLDER]      10,000 documents by default; make bench-batch

The documents are those of corpora/ by variation (other places, numbers, order of sections), mixed .txt, .docx and .pdf.
The rate on one core is that of the whole program held to one processor, the rate on two that of the program as it is, so
that the driver's own work counts in both. Linux.
"""

from __future__ import annotations

import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = "岚川 砚溪 桐麓 泽海 澄岸 禾川 榆陵 云鹿 木垭 渌东 澜屏 衡岭 石渡".split()
LINE, LINES = 28, 22


def variant(text: str, number: int) -> str:
    """A document like `text` and unlike all others: numbers changed, places renamed, in its number the variant's."""
    chance = random.Random(number)
    names = dict(zip(PLACES, chance.sample(PLACES, len(PLACES)), strict=True))
    text = re.sub("|".join(PLACES), lambda m: names[m[0]], text)
    text = re.sub(r"(?<![\d.年])\d{2,3}(?=[家个亿万%座])", lambda m: str(int(m[0]) + chance.randrange(40)), text)
    return re.sub(r"〕\d+号", f"〕{number}号", text, count=1)


def as_docx(text: str) -> bytes:
    from docx import Document

    document = Document()
    for line in text.splitlines():
        if line.strip():
            document.add_paragraph(line.strip())
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(text: str) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    lines = [
        line[i : i + LINE] for line in text.splitlines() if line.strip() for i in range(0, len(line.strip()), LINE)
    ]
    for start in range(0, len(lines), LINES):
        canvas.setFont("STSong-Light", 16)
        for row, line in enumerate(lines[start : start + LINES]):
            canvas.drawString(80, 740 - 29 * row, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def write_documents(folder: Path, count: int) -> int:
    """Writes `count` documents, a third in each format, and returns their bytes of text."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpora").glob("*.txt"))]
    size = 0
    for number in range(count):
        text = variant(texts[number % len(texts)], number + 1)
        size += len(text.encode("utf-8"))
        place = folder / f"{number // 1000:02}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 3 == 0:
            (place / f"{number}.txt").write_text(text, encoding="utf-8")
        else:
            data = as_docx(text) if number % 3 == 1 else as_pdf(text)
            (place / f"{number}.{'docx' if number % 3 == 1 else 'pdf'}").write_bytes(data)
    return size


class Memory(threading.Thread):
    """Looks once a second at how much memory a program and its children have; megabytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.driver, self.worker = pid, [0.0], 0.0

    def run(self) -> None:
        while Path(f"/proc/{self.pid}").exists():
            self.driver.append(_resident(self.pid))
            listed = subprocess.run(
                ["ps", "--ppid", str(self.pid), "-o", "pid="], capture_output=True, encoding="utf-8"
            )
            self.worker = max([self.worker, *(_resident(int(pid)) for pid in listed.stdout.split())])
            time.sleep(1)


def _resident(pid: int) -> float:
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def _size(place: Path) -> float:
    """Kilobytes of a file or of all files below a folder."""
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files) / 1024


def batch(folder: Path, library: Path, *, workers: int, cores: set[int]) -> tuple[float, Memory]:
    """Seconds that the program takes over a folder, and its memory."""
    command = [sys.executable, "-m", "docparse", "batch", str(folder), "--library", str(library)]
    started = time.monotonic()
    program = subprocess.Popen(
        [*command, "--workers", str(workers)],
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    memory = Memory(program.pid)
    memory.start()
    if program.wait():
        raise SystemExit("the batch failed")
    return time.monotonic() - started, memory


def searches(library: Path) -> list[float]:
    """Milliseconds of 200 questions."""
    from docparse.library.finding import Query, find
    from docparse.library.store import Library

    opened, times = Library(library), []
    words = "物流企业 冷链 低空经济 养老服务 绿色建筑 高标准农田 职业学校 数据资源 财政局 每季度 领导小组 2027年底前".split()
    asked = [Query(text=w) for w in words] + [Query(indicator=w) for w in words[:6]]
    asked += [
        Query(agency="市财政局"),
        Query(agency="财政"),
        Query(before="2026-12-31"),
        Query(text="物流", agency="市商务局"),
    ]
    for number in range(200):
        started = time.perf_counter()
        find(opened, asked[number % len(asked)])
        times.append((time.perf_counter() - started) * 1000)
    return times


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp(prefix="docparse-batch-"))
    cores = sorted(os.sched_getaffinity(0))[:2]
    sample = max(count // 10, 20)
    size = write_documents(folder / "all", count)
    write_documents(folder / "sample", sample)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    alone, _ = batch(folder / "sample", folder / "one", workers=1, cores={cores[0]})
    both, memory = batch(folder / "all", folder / "two", workers=2, cores=set(cores))
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    again, _ = batch(folder / "all", folder / "two", workers=2, cores=set(cores))
    (folder / "all" / "new.txt").write_text(
        variant("关于清窖的通知\n一、目标\n到2027年，建成窖池120口。", count + 1), encoding="utf-8"
    )
    new, _ = batch(folder / "all", folder / "two", workers=2, cores=set(cores))
    times = sorted(searches(folder / "two"))
    one, two = sample / alone, count / both
    print(f"documents                    {count} ({size / 2**20:.1f} MB of text) in {folder}")
    print(f"one core                     {one:.1f} documents/s (over {sample})")
    print(f"two cores                    {two:.1f} documents/s, {size / 2**20 / both:.2f} MB/s")
    print(f"efficiency                   {two / (2 * one):.2f} of twice one core")
    cpu = (spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime) / (count + sample)
    sizes = {name: _size(folder / "two" / name) / count for name in ("json", "library.sqlite")}
    print(f"processor time               {cpu * 1000:.1f} ms a document, the start of programs included")
    print(
        f"disk                         {sizes['json']:.0f} KB of JSON, {sizes['library.sqlite']:.0f} KB of database a document"
    )
    flat = memory.driver[len(memory.driver) // 4], memory.driver[-2 if len(memory.driver) > 1 else -1]
    print(
        f"memory of the driver         {max(memory.driver):.0f} MB at most; a quarter through {flat[0]:.0f}, at the end {flat[1]:.0f}"
    )
    print(
        "  once a second              "
        + " ".join(f"{m:.0f}" for m in memory.driver[:: max(len(memory.driver) // 20, 1)])
    )
    print(f"memory of a worker           {memory.worker:.0f} MB at most")
    print(f"second run, nothing new      {again:.2f} s, {both / again:.0f} times faster")
    print(f"one new among {count:<14} {new:.2f} s")
    print(
        f"questions                    median {statistics.median(times):.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms"
    )
    print(f"this program's own memory    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
