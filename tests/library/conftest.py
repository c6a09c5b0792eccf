"""Small notices, and readers that crash, hang or take all memory: brought as another package would, so that workers have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from docparse.library.batch import Report, run
from docparse.library.processes import Limits, local
from docparse.library.sources import items
from docparse.library.store import Library

NOTICE = """云江市南浦区人民政府办公室关于加强窖泥管理的通知
南浦府办发〔2025〕{number}号
各镇人民政府、街道办事处：
为加强窖泥管理，现将有关事项通知如下。
一、清理标准窖池
到2027年，建成标准窖池{pits}口，出酒率达到{rate}%。（牵头单位：区经济信息委；配合单位：区财政局）
二、加强日常调度
区经济信息委每季度末月25日前报送进展情况。2026年6月30日前完成第{number}批窖池检测。
云江市南浦区人民政府办公室
2025年3月{day}日
"""

MODULE = """
import os, signal, time
from docparse.readers import Content, Reader
from docparse.source import Line, Place

def _read(data, name):
    word = data.split()[1]
    if word == b"crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == b"hang":
        time.sleep(600)
    if word == b"memory":
        bytearray(4 * 2**30)
    if word == b"bug":
        raise SystemError("a bug")
    return Content((Line(data.decode(), Place(element=0)),))

BOMB = Reader("a bomb", "application/x-bomb", "paragraphs", lambda e: e.data.startswith(b"BOMB "), _read)
"""


def notice(number: int) -> str:
    """A notice unlike all others."""
    return NOTICE.format(number=number, pits=100 + number, rate=40 + number % 10, day=1 + number % 28)


@pytest.fixture
def notices(tmp_path: Path) -> Callable[..., Path]:
    """A function: how many notices, and from which number, to a folder that holds them."""

    def make(count: int, start: int = 1, name: str = "in") -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for number in range(start, start + count):
            (folder / f"{number:04}.txt").write_text(notice(number), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def bombs(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package on the path of every worker whose reader does what a file says: crash, hang, memory, bug."""
    from docparse.readers import _installed

    folder = tmp_path_factory.mktemp("package")
    (folder / "docparse_bombs.py").write_text(MODULE, encoding="utf-8")
    info = folder / "docparse_bombs-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: docparse-bombs\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[docparse.readers]\nbomb = docparse_bombs:BOMB\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(str(folder))
    _installed.cache_clear()


@pytest.fixture(autouse=True)
def forget_readers() -> Iterator[None]:
    from docparse.readers import _installed

    yield
    _installed.cache_clear()


ONE_WORKER = Limits(1)


@pytest.fixture
def take_in(tmp_path: Path) -> Callable[..., Report]:
    """A function that runs a batch over sources into the library `lib`, with one worker."""

    def take(
        *sources: Path | str, name: str = "lib", limits: Limits = ONE_WORKER, retry_failed: bool = False
    ) -> Report:
        library = Library(tmp_path / name, make=True)
        try:
            return run(
                library,
                items([str(source) for source in sources]),
                partial(local, limits=limits),
                now=lambda: datetime(2026, 1, 1),
                retry_failed=retry_failed,
            )
        finally:
            library.close()

    return take
