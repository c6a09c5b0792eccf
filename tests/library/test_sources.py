"""What a batch is given: folders, patterns, archives, lists; names of any characters."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest

from docparse.errors import UnreadableFile
from docparse.library.sources import Item, items
from tests.readers.ofd_writer import OfdPage, ofd


def names(*sources: str, stdin: tuple[str, ...] = ()) -> list[str]:
    return [item.name for item in items(sources, stdin)]


def filled(folder: Path, *files: str) -> Path:
    for file in files:
        place = folder / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"关于{file}的通知", encoding="utf-8")
    return folder


def test_folders_are_walked_in_the_order_of_names_and_leavings_are_left_out(tmp_path: Path) -> None:
    filled(tmp_path, "b.txt", "a/2.txt", "a/1.txt", ".git/x", "~$b.docx", "Thumbs.db", "c.part", "out.json")
    assert names(str(tmp_path)) == [str(tmp_path / n) for n in ("b.txt", "a/1.txt", "a/2.txt")]


def test_files_patterns_and_lists_once_each(tmp_path: Path) -> None:
    filled(tmp_path, "a/1.txt", "a/b/2.txt", "3.md")
    one, two = tmp_path / "a" / "1.txt", tmp_path / "a" / "b" / "2.txt"
    assert names(str(one), str(tmp_path / "**" / "*.txt"), str(one)) == [str(one), str(two)]
    assert names("-", stdin=(f"{two}\n", "\n", f"{tmp_path / 'a'}\r\n")) == [str(two), str(one)]


def test_what_is_not_there_is_handed_on_so_that_reading_it_says_so(tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    (item,) = items([str(missing)])
    assert item.path == missing
    with pytest.raises(UnreadableFile, match="does not exist"):
        item.read()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows few characters in names")
@pytest.mark.parametrize("name", ["关于 印发.txt", "a'b\"c;$(x).txt", "-rf", "[甲]*.txt", "行\n二.txt", "\udcff.txt"])
def test_names_of_any_characters(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    try:
        (tmp_path / "in" / name).write_bytes("关于清窖的通知".encode())
    except OSError:
        pytest.skip("this file system doesn't take such a name")
    (item,) = items([str(tmp_path / "in")])
    assert item.read().decode() == "关于清窖的通知"
    (again,) = items([os.fspath(tmp_path / "in" / name)])
    assert again == item


def test_an_archive_gives_its_files_and_a_document_that_is_one_does_not(tmp_path: Path) -> None:
    page = OfdPage()
    page.write("关于清窖的通知")
    (tmp_path / "a.ofd").write_bytes(ofd([page]))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("区/二.txt", "关于封窖的通知")
        archive.writestr("__MACOSX/._x", "x")
        archive.writestr(".hidden", "x")
        archive.writestr(zipfile.ZipInfo("通知.txt".encode("gb18030").decode("cp437")), "关于清窖的通知")
    found = list(items([str(tmp_path)]))
    assert [item.path.name for item in found].count("b.zip") >= 2
    assert [item.name for item in found if item.path.name == "a.ofd"] == [str(tmp_path / "a.ofd")]
    texts = {item.name.rpartition("!")[2]: item.read().decode() for item in found if item.member}
    assert texts["区/二.txt"] == "关于封窖的通知" and texts["通知.txt"] == "关于清窖的通知"
    assert ".hidden" not in texts


def test_a_bomb_and_a_damaged_archive_are_files_that_fail(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(60 * 2**20))
    (tmp_path / "cut.zip").write_bytes((tmp_path / "bomb.zip").read_bytes()[:-40])
    assert [item.member for item in items([str(tmp_path)])] == [None, None]


def test_a_member_that_is_gone(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UnreadableFile, match="damaged or encrypted archive"):
        Item(tmp_path / "a.zip", "b.txt").read()
