"""A drop folder: files wait until they have come to rest, and are handed on once."""

from __future__ import annotations

from pathlib import Path

from docparse.library.sources import items
from docparse.library.watching import Settled, watch


def look(settled: Settled, folder: Path) -> list[str]:
    return [item.path.name for item in settled.look(items([str(folder)]))]


def test_a_file_that_still_grows_waits(tmp_path: Path) -> None:
    settled = Settled()
    file = tmp_path / "a.txt"
    file.write_text("关于", encoding="utf-8")
    assert look(settled, tmp_path) == []
    file.write_text("关于清窖的通知", encoding="utf-8")
    assert look(settled, tmp_path) == []
    assert look(settled, tmp_path) == ["a.txt"]
    assert look(settled, tmp_path) == []
    file.write_text("关于清窖和封窖的通知", encoding="utf-8")
    assert (look(settled, tmp_path), look(settled, tmp_path)) == ([], ["a.txt"])


def test_a_file_that_is_gone_and_comes_back(tmp_path: Path) -> None:
    settled = Settled()
    file = tmp_path / "a.txt"
    file.write_text("关于清窖的通知", encoding="utf-8")
    look(settled, tmp_path)
    assert look(settled, tmp_path) == ["a.txt"]
    file.unlink()
    assert look(settled, tmp_path) == []
    file.write_text("关于清窖的通知", encoding="utf-8")
    assert (look(settled, tmp_path), look(settled, tmp_path)) == ([], ["a.txt"])


def test_looks_follow_each_other_with_a_wait_between(tmp_path: Path) -> None:
    waits = 0

    def wait() -> None:
        nonlocal waits
        waits += 1
        if waits == 2:
            (tmp_path / "a.txt").write_text("关于清窖的通知", encoding="utf-8")

    found = next(watch(lambda: items([str(tmp_path)]), wait))
    assert [item.path.name for item in found] == ["a.txt"] and waits == 3
