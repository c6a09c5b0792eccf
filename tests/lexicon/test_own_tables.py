"""An office's own tables: read before the packaged ones, checked with line numbers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from docparse.errors import LexiconError
from docparse.lexicon.checking import check_table, table_of
from docparse.lexicon.tables import OWN, read_rows

GOOD = "tail\tfull\tfunction\tkind\tlevels\n云港物流集团\t云港物流集团有限公司\tlogistics\tenterprise\t\n低空办\t低空经济发展办公室\tlow-altitude\tdepartment\tmunicipal|county\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "本单位机构.tsv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_rows_belong_to_the_table_whose_columns_they_have(own: Path) -> None:
    assert table_of(read_rows(own)[0]) == "agencies.tsv"
    assert check_table(own) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("低空办\t低空经济发展办公室\tx\tbureau\tcounty", "kind 'bureau' is none of"),
        ("低空办\t低空经济发展办公室\tx\tdepartment\tdistrict", "levels 'district' is none of"),
        ("\t低空经济发展办公室\tx\tdepartment\tcounty", "the column 'tail' is empty"),
        ("低空办\t\tx\tdepartment\tcounty", "the column 'full' is empty"),
        ("云港物流集团\t云港物流集团有限公司\tlogistics\tenterprise\t", "repeats line 2"),
    ],
)
def test_problems_name_file_and_line(own: Path, row: str, problem: str) -> None:
    own.write_text(GOOD + row + "\n", encoding="utf-8")
    (line,) = check_table(own)
    assert line.startswith(f"{own}:4: ")
    assert problem in line


def test_unknown_columns_are_said(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text("name\tplace\n甲\t乙\n", encoding="utf-8")
    assert "no packaged table" in check_table(path)[0]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"", b"# only a comment\n", b"a\tb\n1\t2\t3\n"])
def test_what_is_no_table_raises(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.tsv"
    path.write_bytes(data)
    with pytest.raises(LexiconError, match=r"x\.tsv"):
        check_table(path)


def test_own_bodies_are_found_in_a_document(own: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("云江市方案\n一、任务\n推动云港物流集团加快建设，由市低空办统筹。\n", encoding="utf-8")
    code = "import json, sys; from docparse.pipeline import extract; d = extract(sys.argv[1]); print(json.dumps({a.name: [a.full_name, a.kind, a.rule] for a in d.agencies}))"
    found = {}
    for environment in ({}, {OWN: str(own)}):
        done = subprocess.run(
            [sys.executable, "-c", code, str(plan)],
            env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path), **environment},
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        found[bool(environment)] = json.loads(done.stdout)
    assert found[False] == {}
    assert found[True]["云港物流集团"] == ["云港物流集团有限公司", "enterprise", "agency.tail"]
    assert found[True]["市低空办"][1:] == ["department", "agency.tail"]
