"""Thirty invented tables drawn on pages: ruled whole, by lines across alone, or not at all; with merged cells; over pages."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.readers.typeset import HEIGHT, LEFT, MILLIMETRE, Press, broken

Rules = Literal["all", "across", "none"]
_WORDS = "窖池 清查 登记 造册 封存 改造 验收 公示 培训 巡查 调度 通报 整治 保护 利用 传承".split()
_OFFICES = "市窖务局 市酒业委 区窖泥办 市水土局 市粮曲局 区文窖局".split()
_SIZE, _LEADING, _PAD = 12, 16, 4


@dataclass(frozen=True)
class Made:
    """A table: its rows, column widths in points, rules, and whether equal neighbours of the first column are merged."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    rules: Rules
    merged: bool = False
    header_again: bool = False


def drawn_tables() -> Iterator[tuple[str, bytes, tuple[tuple[str, ...], ...]]]:
    """Name, PDF and cells of each."""
    pick = random.Random(2025)
    for number in range(30):
        rules: Rules = ("all", "all", "all", "across", "none")[number % 5]
        columns = 3 + number % 4
        length = 6 + (number * 7) % 30 if rules == "all" else 5 + number % 8
        merged = rules == "all" and number % 3 == 0
        table = _table(pick, columns, length, rules, merged, header_again=number % 2 == 0)
        yield f"{number:02d}-{rules}{'-merged' if merged else ''}", _drawn(table), table.rows


def _table(pick: random.Random, columns: int, length: int, rules: Rules, merged: bool, *, header_again: bool) -> Made:
    heads = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限", "备注")[:columns]
    rows = [heads]
    for i in range(1, length + 1):
        task = "".join(pick.choice(_WORDS) for _ in range(pick.randint(2, 9 if rules == "all" else 5)))
        cells = [
            str(i),
            task,
            pick.choice(_OFFICES),
            "、".join(pick.sample(_OFFICES, 2)),
            f"202{pick.randint(5, 9)}年",
            "按月",
        ]
        rows.append(tuple(cells[:columns]))
    if merged:  # the first column holds a group's name over two to four rows
        group, left = 0, 0
        for r in range(1, len(rows)):
            if left == 0:
                group, left = group + 1, pick.randint(2, 4)
            rows[r] = (f"第{'一二三四五六七八九十'[(group - 1) % 10]}类", *rows[r][1:])
            left -= 1
    shares = (3.5, 12.0, 6.0, 10.5, 5.0, 4.0)[:columns]
    scale = 156 * MILLIMETRE / sum(shares)
    return Made(tuple(rows), tuple(s * scale for s in shares), rules, merged, header_again)


def _drawn(table: Made) -> bytes:
    """The table below a line of text, on as many pages as it needs."""
    press = Press("云江市人民政府文件")
    press.line("附表：全市窖池整治任务分工表")
    top = 37 * MILLIMETRE + 40
    page: list[tuple[int, float, float, list[list[str]]]] = []
    for number, row in enumerate(table.rows):
        texts = [broken(cell, _fit(w), _fit(w)) or [""] for cell, w in zip(row, table.widths, strict=True)]
        height = max(map(len, texts)) * _LEADING + 2 * _PAD
        if top + height > HEIGHT - 38 * MILLIMETRE:
            _print(press, table, page)
            press.turn()
            page, top = [], 37 * MILLIMETRE
            if table.header_again:
                head = [[cell] for cell in table.rows[0]]
                page.append((0, top, _LEADING + 2 * _PAD, head))
                top += _LEADING + 2 * _PAD
        page.append((number, top, height, texts))
        top += height
    _print(press, table, page)
    return press.done()


def _fit(width: float) -> int:
    return max(int((width - 2 * _PAD) / _SIZE), 1)


def _print(press: Press, table: Made, page: Sequence[tuple[int, float, float, list[list[str]]]]) -> None:
    xs = [LEFT]
    for width in table.widths:
        xs.append(xs[-1] + width)
    bottom = page[-1][1] + page[-1][2]
    last = ""
    for at, (number, top, _, texts) in enumerate(page):
        goes_on = table.merged and at > 0 and number > 1 and texts[0][0] == last
        last = texts[0][0]
        for column, (x, lines) in enumerate(zip(xs, texts, strict=False)):
            if not (goes_on and column == 0):
                for i, line in enumerate(lines):
                    press.write(line, top + _PAD + _SIZE + i * _LEADING, x=x + _PAD, size=_SIZE)
        if table.rules == "all" or (table.rules == "across" and at < 2):
            press.canvas.line(xs[1] if goes_on else xs[0], HEIGHT - top, xs[-1], HEIGHT - top)
    if table.rules != "none":
        press.canvas.line(xs[0], HEIGHT - bottom, xs[-1], HEIGHT - bottom)
    if table.rules == "all":
        for x in xs:
            press.canvas.line(x, HEIGHT - page[0][1], x, HEIGHT - bottom)
