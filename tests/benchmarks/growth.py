"""Does the time of an extraction grow with the size of the text alone? Run: python -m tests.benchmarks.growth

Prints seconds of the processor for a text of a plan's kind at doubling sizes, then for hostile texts at a half and at the whole of their
size. Time that doubles with the size is linear; "> LIMIT s" means that it was given up.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import sys
import time
from collections.abc import Callable, Iterator

LIMIT = 180.0  # seconds by the clock for one text, before it is given up
BEND = 2.6  # a doubling of the size that takes this times the time is reported

PLAN = """{n}、培育软件企业
（一）建设智算中心。到2026年，全区数字经济核心产业企业达到120家，其中规模以上企业不少于30家，力争营业收入突破50亿元。\
每季度末月20日前向市数据局报送进展。（牵头单位：区数据局；配合单位：区发展改革委、财政局）
（二）完善机制。依据《云江市数字经济促进办法》（云府发〔2023〕9号），2025年6月30日前成立数字经济工作专班，办公室设在区数据局。
1．支持有条件的镇街先行。各镇街、区级有关部门按职责分工负责，年均增长8%以上，能耗下降5个百分点。
"""


def plan_of(size: int) -> str:
    """A plan of about `size` characters, its sections numbered 一 to 十 over and over."""
    pieces: list[str] = []
    length = 0
    while length < size:
        pieces.append(PLAN.format(n="一二三四五六七八九十"[len(pieces) % 10]))
        length += len(pieces[-1])
    return "".join(pieces)


HOSTILE: dict[str, Callable[[int], str]] = {
    "brackets 10,000 deep": lambda n: "（" * (n // 2) + "牵头单位：区数据局" + "）" * (n // 2),
    "titles 10,000 deep": lambda n: "《" * (n // 2) + "办法" + "》" * (n // 2),
    "open brackets": lambda n: "（〔《〈【“" * (n // 6),
    "one line of 10 MB": lambda n: plan_of(n).replace("\n", ""),
    "a million 、": lambda n: "、" * n,
    "a list of 100,000 agencies": lambda n: "区数据局、" * (n // 5),
    "a numeral of 10,000 digits": lambda n: "到2026年产值达到" + "9" * n + "亿元。",
    "a Chinese numeral of 10,000": lambda n: "到2026年产值达到" + "九千" * (n // 2) + "亿元。",
    "100,000 digits and dots": lambda n: "1.2" * (n // 3),
    "dates on end": lambda n: "2026年6月30日前" * (n // 11),
    "blanks": lambda n: " \u3000" * (n // 2) + "一、甲",
    "headings alone": lambda n: "一、\n（一）\n1.\n（1）\n" * (n // 16),
    "labels alone": lambda n: "牵头单位：" * (n // 5),
    "rows of a table": lambda n: "区数据局\t培育企业\t120家\n" * (n // 15),
    "members": lambda n: "成  员：甲  某  区数据局局长\n" * (n // 16),
    "lines of one character": lambda n: "甲\n" * (n // 2),
}
SIZES = {"brackets 10,000 deep": 20_000, "titles 10,000 deep": 20_000, "a numeral of 10,000 digits": 10_000}
SIZES |= {"a Chinese numeral of 10,000": 10_000, "one line of 10 MB": 3_500_000, "a million 、": 1_000_000}
USUAL_SIZE = 200_000
PLAN_SIZES = (50_000, 100_000, 200_000, 400_000, 800_000, 1_600_000, 3_500_000)  # characters; the last is 10 MB


def measured(text: str) -> float | None:
    """Seconds of the processor that one extraction takes in a process of its own, imports aside; None past the limit or if it fails."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_extract, args=(text, sender))
    process.start()
    sender.close()
    try:
        return float(receiver.recv()) if receiver.poll(LIMIT) else None
    except EOFError:  # it died, and has printed why
        return None
    finally:
        process.terminate()
        process.join()


def _extract(text: str, sender: multiprocessing.connection.Connection) -> None:
    from docparse.pipeline import extract
    from docparse.readers import read_bytes

    extract(read_bytes("一、热身。到2026年达到1家。".encode(), "warm.txt"))
    source = read_bytes(text.encode("utf-8"), "grown.txt")
    start = time.process_time()
    extract(source)
    sender.send(time.process_time() - start)


def rows() -> Iterator[tuple[str, int, float | None, float | None]]:
    """(what, characters, seconds, seconds of half the size) for each text."""
    before: float | None = None
    for size in PLAN_SIZES:
        text = plan_of(size)
        seconds = measured(text)
        yield "a plan", len(text), seconds, before
        before = seconds
    for what, made in HOSTILE.items():
        size = SIZES.get(what, USUAL_SIZE)
        half, whole = made(size // 2), made(size)
        yield what, len(whole), measured(whole), measured(half)


def main() -> int:
    """Prints the table; 1 if any text was given up or bends."""
    bent = 0
    print(f"{'text':<30} {'characters':>10} {'seconds':>8} {'µs/char':>8} {'× half':>7}")
    for what, size, seconds, half in rows():
        if seconds is None:
            print(f"{what:<30} {size:>10,} {f'> {LIMIT:.0f}':>8}")
            bent += 1
            continue
        ratio = seconds / half if half else None
        bends = ratio is not None and ratio > BEND and seconds > 0.1
        bent += bends
        factor = f"{ratio:7.2f}" if ratio is not None else " " * 7
        mark = "  more than linear" if bends else ""
        print(f"{what:<30} {size:>10,} {seconds:>8.3f} {seconds / size * 1e6:>8.2f} {factor}{mark}", flush=True)
    return 1 if bent else 0


if __name__ == "__main__":
    sys.exit(main())
