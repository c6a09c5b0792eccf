"""The commands: what comes out, where it goes, and one clear line for all that can go wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

from docparse import cli, output
from docparse.errors import DocparseError
from docparse.records import DiffResult, Document, MatchResult
from docparse.results import ReconcileResult, RevisionResult

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
UPPER, LOWER = CORPORA / "lanchuan-logistics-action.txt", CORPORA / "yanxi-logistics-scheme.txt"
NOTICE = CORPORA / "tonglu-data-leadgroup.txt"
SLOWEST_HELP = 0.4


@dataclass(frozen=True)
class Ran:
    """What a command line came to."""

    status: int
    out: bytes
    err: str

    @property
    def json(self) -> dict:
        return json.loads(self.out.decode("utf-8"))

    @property
    def complaint(self) -> str:
        """The one line on stderr."""
        (line,) = self.err.splitlines()
        return line


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """Runs a command line inside this process."""

    def run(*args: str | Path) -> Ran:
        status = cli.main([str(arg) for arg in args])
        sys.stdout.flush()
        captured = capfdbinary.readouterr()
        return Ran(status, captured.out, captured.err.decode("utf-8"))

    return run


def start(*args: str | Path, **options: object) -> subprocess.Popen:
    """Starts a command line as a process of its own."""
    command = [sys.executable, "-m", "docparse", *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


# --- help and version ------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say what time child processes took")
def test_help_is_instant() -> None:
    """In the process's own seconds: it waits for nothing, and other processes may hold the machine."""

    def spent() -> float:
        return sum(os.times()[2:4])

    times = []
    for _ in range(3):
        began = spent()
        assert start("--help").wait() == 0
        times.append(spent() - began)
    assert min(times) < SLOWEST_HELP


def test_version(run: Callable[..., Ran]) -> None:
    import docparse

    assert run("--version") == Ran(0, f"docparse {docparse.__version__}\n".encode(), "")


def test_the_forms_offered_are_those_that_can_be_made() -> None:
    from docparse.drafting.render import FILES
    from docparse.reporting import Format

    assert get_args(cli.DiffFormat) == get_args(Format)
    assert tuple(FILES) == cli.DRAFT_SUFFIXES


def test_schema_is_that_of_the_contract(run: Callable[..., Ran]) -> None:
    assert run("schema").json == Document.model_json_schema()
    assert run("schema", "reconcile").json == ReconcileResult.model_json_schema()
    assert run("schema", "revision").json == RevisionResult.model_json_schema()


# --- results ---------------------------------------------------------------------------------------------------------


def test_one_document_goes_to_stdout(run: Callable[..., Ran]) -> None:
    ran = run("extract", NOTICE)
    assert (ran.status, ran.err) == (0, "")
    assert Document.model_validate(ran.json).members
    assert "领导小组".encode() in ran.out  # as it is, not escaped


def test_one_document_goes_to_a_file(run: Callable[..., Ran], tmp_path: Path) -> None:
    place = tmp_path / "new" / "notice.json"
    assert run("extract", NOTICE, "-o", place) == Ran(0, b"", "")
    assert place.read_bytes() == run("extract", NOTICE).out
    assert [p.name for p in place.parent.iterdir()] == ["notice.json"]


def test_several_documents_go_to_a_folder(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("extract", UPPER, LOWER, "-o", tmp_path / "json") == Ran(0, b"", "")
    assert {p.name for p in (tmp_path / "json").iterdir()} == {f"{UPPER.stem}.json", f"{LOWER.stem}.json"}


def test_one_document_goes_into_a_folder_that_is_there(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("extract", NOTICE, "-o", tmp_path) == Ran(0, b"", "")
    assert [p.name for p in tmp_path.iterdir()] == [f"{NOTICE.stem}.json"]


def test_read_prints_each_paragraph_after_its_place(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text("关于做好秋粮收购的通知\n\n各乡镇人民政府：\n    现将有关事项通知如下。\n", encoding="utf-8")
    lines = run("read", file).out.decode("utf-8").splitlines()
    assert lines == ["L1\t关于做好秋粮收购的通知", "L3\t各乡镇人民政府：", "L4\t现将有关事项通知如下。"]


def test_match_links_sections(run: Callable[..., Ran]) -> None:
    result = MatchResult.model_validate(run("match", UPPER, LOWER).json)
    assert result.requirements and result.links


@pytest.mark.parametrize(
    ("name", "begins"), [("d.json", b"{"), ("d.md", b"#"), ("d.html", b"<!"), ("d.xlsx", b"PK"), ("d.HTML", b"<!")]
)
def test_diff_takes_its_form_from_the_name(name: str, begins: bytes, run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("diff", UPPER, LOWER, "-o", tmp_path / name) == Ran(0, b"", "")
    assert (tmp_path / name).read_bytes().lower().startswith(begins.lower())


def test_two_versions_are_compared(run: Callable[..., Ran], tmp_path: Path) -> None:
    revised = CORPORA / "versions" / f"{UPPER.stem}-revised.txt"
    result = RevisionResult.model_validate(run("diff", "--mode", "revision", UPPER, revised).json)
    assert result.summary["moved"] == 1
    assert run("diff", "--mode", "revision", UPPER, revised, "-o", tmp_path / "r.html") == Ran(0, b"", "")
    assert "版本比对".encode() in (tmp_path / "r.html").read_bytes()


def test_totals_are_reconciled_with_and_without_plans(run: Callable[..., Ran], tmp_path: Path) -> None:
    alone = ReconcileResult.model_validate(run("reconcile", UPPER).json)
    assert len(alone.documents) == 1 and all(item.allotted for item in alone.items)
    assert len(ReconcileResult.model_validate(run("reconcile", UPPER, LOWER).json).items) > len(alone.items)
    assert run("reconcile", UPPER, LOWER, "-o", tmp_path / "t.xlsx") == Ran(0, b"", "")
    assert (tmp_path / "t.xlsx").read_bytes()[:2] == b"PK"


def test_diff_says_json_unless_told(run: Callable[..., Ran]) -> None:
    result = DiffResult.model_validate(run("diff", UPPER, LOWER).json)
    assert sum(result.summary.values()) == len(result.items) > 0
    assert run("diff", UPPER, LOWER, "--format", "md").out.startswith(b"#")


def test_contract_json_serves_as_a_document(run: Callable[..., Ran], tmp_path: Path) -> None:
    run("extract", UPPER, LOWER, "-o", tmp_path)
    again = run("diff", tmp_path / f"{UPPER.stem}.json", tmp_path / f"{LOWER.stem}.json")
    assert again == run("diff", UPPER, LOWER)


@pytest.mark.parametrize(("suffix", "opens"), [(".md", b"\n# "), (".html", b"<!doctype"), (".docx", b"pk")])
def test_draft(suffix: str, opens: bytes, run: Callable[..., Ran], tmp_path: Path) -> None:
    plan = tmp_path / f"plan{suffix}"
    ran = run("draft", "--region", "桐麓区", "--upper", UPPER, "--body", NOTICE, "-o", plan)
    assert ran == Ran(0, b"", "")
    assert opens in plan.read_bytes()[:400].lower()


def test_an_outline_can_be_edited_and_printed(run: Callable[..., Ran], tmp_path: Path) -> None:
    outline, plan, sources = tmp_path / "plan.yaml", tmp_path / "plan.md", tmp_path / "plan.json"
    from_upper = ["draft", "--region", "桐麓区", "--upper", UPPER, "--outline", outline]
    assert run(*from_upper) == Ran(0, b"", "")
    text = outline.read_text(encoding="utf-8")
    outline.write_text(text.replace("地区: 桐麓区", "地区: 桐麓新区", 1), encoding="utf-8")
    assert run("draft", "--outline", outline, "-o", plan, "--sources", sources) == Ran(0, b"", "")
    assert "桐麓新区" in plan.read_text(encoding="utf-8")
    assert json.loads(sources.read_text(encoding="utf-8"))["entries"]
    assert run(*from_upper).status == 2, "what a person edited is not written over"


def test_a_draft_keeps_to_the_official_form(run: Callable[..., Ran], tmp_path: Path) -> None:
    plan = tmp_path / "plan.docx"
    run("draft", "--region", "桐麓区", "--upper", UPPER, "-o", plan, "--red-head")
    assert run("check-format", plan).status == 0
    bad = run("check-format", UPPER.with_suffix(".docx"), "--format", "json")
    assert bad.status == 1
    assert {found["severity"] for found in json.loads(bad.out)} <= {"error", "warning", "info"}


def test_evaluate_scores_documents_or_a_folder_of_json(run: Callable[..., Ran], tmp_path: Path) -> None:
    """Named documents are scored alone; a folder is held against all of the gold, so that nothing is left out unseen."""
    gold, said = tmp_path / "gold", tmp_path / "said"
    gold.mkdir()
    for file in (NOTICE, UPPER):
        shutil.copy(CORPORA / "gold" / f"{file.stem}.json", gold)
    run("extract", NOTICE, UPPER, "-o", said)
    by_document = run("evaluate", "--gold", CORPORA / "gold", NOTICE, UPPER)
    assert by_document == run("evaluate", "--gold", gold, "--pred", said)
    assert b"no prediction for" in run("evaluate", "--gold", CORPORA / "gold", "--pred", said).out
    assert by_document.out.decode("utf-8").split()[:4] == ["kind", "P", "R", "F1"]


# --- wrong usage exits 2, before any work ----------------------------------------------------------------------------

WRONG = {
    "no command": [],
    "unknown command": ["frobnicate"],
    "unknown option": ["extract", "--frobnicate", NOTICE],
    "extract nothing": ["extract"],
    "several to stdout": ["extract", UPPER, LOWER],
    "several to one file": ["extract", UPPER, LOWER, "-o", NOTICE],
    "two of one stem": ["extract", NOTICE, f"elsewhere/{NOTICE.name}", "-o", "out"],
    "diff of one": ["diff", UPPER],
    "unknown form": ["diff", UPPER, LOWER, "--format", "pdf"],
    "form not in the name": ["diff", UPPER, LOWER, "-o", "diff.pdf"],
    "unknown mode": ["diff", UPPER, LOWER, "--mode", "both"],
    "reconcile of none": ["reconcile"],
    "schema of what": ["schema", "draft"],
    "draft for nowhere": ["draft", "--upper", UPPER, "-o", "plan.md"],
    "draft from nothing": ["draft", "--region", "桐麓区", "-o", "plan.md"],
    "draft to nowhere": ["draft", "--region", "桐麓区", "--upper", UPPER],
    "draft of no form": ["draft", "--region", "桐麓区", "--upper", UPPER, "-o", "plan.pdf"],
    "evaluate nothing": ["evaluate", "--gold", CORPORA / "gold"],
    "evaluate both": ["evaluate", "--gold", CORPORA / "gold", "--pred", CORPORA, NOTICE],
}


@pytest.mark.parametrize("args", WRONG.values(), ids=WRONG.keys())
def test_wrong_usage(args: list[str | Path], run: Callable[..., Ran]) -> None:
    ran = run(*args)
    assert ran.status == 2
    assert "Usage: " in ran.err and "Traceback" not in ran.err
    assert ran.out == b""


# --- what fails says so in one line and exits 1 ----------------------------------------------------------------------

BAD = {
    "empty": b"",
    "binary": bytes(range(256)) * 8,
    "truncated.pdf": b"%PDF-1.7\n1 0 obj\n<<",
    "truncated.docx": b"PK\x03\x04" + bytes(60),
    "mislabelled.pdf": "关于做好秋粮收购的通知".encode(),
    "notcontract.json": b'{"schema_version": "1"}',
    "notjson.json": b"{",
}


@pytest.fixture(params=[*BAD, "missing", "folder"])
def bad(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A path from which no document can be read."""
    path = tmp_path / request.param
    if request.param in BAD:
        path.write_bytes(BAD[request.param])
    elif request.param == "folder":
        path.mkdir()
    return path


@pytest.mark.parametrize(
    "command",
    [
        lambda bad: ["extract", bad],
        lambda bad: ["read", bad],
        lambda bad: ["match", bad, LOWER],
        lambda bad: ["diff", UPPER, bad],
        lambda bad: ["draft", "--region", "桐麓区", "--upper", bad, "-o", bad.parent / "plan.md"],
        lambda bad: ["evaluate", "--gold", CORPORA / "gold", bad],
    ],
    ids=["extract", "read", "match", "diff", "draft", "evaluate"],
)
def test_a_bad_file(command: Callable[[Path], list[str | Path]], bad: Path, run: Callable[..., Ran]) -> None:
    before = sorted(bad.parent.rglob("*"))
    args = command(bad)
    ran = run(*args)
    if args[0] in ("extract", "read") and bad.suffix == ".json":  # to these a .json is a text like any other
        assert ran.status in (0, 1)
        return
    assert ran.status == 1
    assert ran.complaint.startswith("docparse: ")
    assert "internal error" not in ran.err
    assert bad.name in ran.complaint
    assert sorted(bad.parent.rglob("*")) == before


def test_one_bad_file_costs_no_other(bad: Path, run: Callable[..., Ran], tmp_path: Path) -> None:
    if bad.suffix == ".json":
        pytest.skip("to extract, a .json is a text like any other")
    ran = run("extract", UPPER, bad, LOWER, "-o", tmp_path / "json")
    assert ran.status == 1
    assert ran.complaint
    assert {p.stem for p in (tmp_path / "json").iterdir()} == {UPPER.stem, LOWER.stem}


def test_a_bug_costs_no_other_file_and_shows_no_traceback(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docparse import pipeline

    extract = pipeline.extract

    def stumbling(file: Path, **options: Any) -> Document:
        if file == UPPER:
            raise IndexError("list index\nout of range")
        return extract(file, **options)

    monkeypatch.setattr(pipeline, "extract", stumbling)
    ran = run("extract", UPPER, NOTICE, "-o", tmp_path)
    assert ran.status == 1
    assert f"{UPPER}: internal error (IndexError: list index out of range)" in ran.complaint
    assert [p.stem for p in tmp_path.iterdir()] == [NOTICE.stem]
    monkeypatch.setenv("DOCPARSE_TRACEBACK", "1")
    assert "in stumbling" in run("extract", UPPER).err


def test_a_complaint_is_one_printable_line(run: Callable[..., Ran], tmp_path: Path) -> None:
    complaint = run("extract", tmp_path / "a\nb\x1b[31m\u202e.txt").complaint
    assert "a b\\x1b[31m\\u202e.txt" in complaint


# --- where results go ------------------------------------------------------------------------------------------------


def test_an_input_is_never_overwritten(run: Callable[..., Ran], tmp_path: Path) -> None:
    file, link = tmp_path / "a.md", tmp_path / "b.md"
    file.write_bytes(UPPER.read_bytes())
    link.symlink_to(file)
    for args in (
        ["extract", file, "-o", file],
        ["extract", file, "-o", link],
        ["diff", file, LOWER, "-o", link],
        ["draft", "--region", "桐麓区", "--upper", file, "-o", link],
    ):
        ran = run(*args)
        assert ran.status == 1
        assert "is an input" in ran.complaint
    assert file.read_bytes() == UPPER.read_bytes()


@pytest.mark.parametrize("place", ["there/a.json", f"{'长' * 200}.json"])
def test_a_place_that_cannot_be_written(place: str, run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a file, not a folder", encoding="utf-8")
    ran = run("extract", NOTICE, "-o", tmp_path / place)
    assert ran.status == 1
    assert "cannot be written" in ran.complaint
    assert [p.name for p in tmp_path.iterdir()] == ["there"]


def test_writing_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.json"
    output.write_whole(place, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DocparseError, match="No space left on device"):
        output.write_whole(place, b"new")
    assert place.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_writing_keeps_links_and_devices(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    output.write_whole(tmp_path / "link", b"x")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "file").read_bytes() == b"x"
    output.write_whole(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
def test_a_name_that_is_no_text(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"\xcd\xff.txt")
    file.write_bytes(LOWER.read_bytes())
    assert run("extract", file, "-o", tmp_path / "lower.json") == Ran(0, b"", "")
    for lower in (file, tmp_path / "lower.json"):
        assert run("diff", UPPER, lower, "-o", tmp_path / "diff.html") == Ran(0, b"", "")


def test_json_is_utf8_whatever_it_is_given() -> None:
    assert output.json_bytes({"a\udcff": "秋粮\n"}) == '{\n "a\ufffd": "秋粮\\n"\n}\n'.encode()
    with pytest.raises(ValueError, match="not JSON compliant"):
        output.json_bytes(float("nan"))


# --- consoles, pipes and signals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_any_console(encoding: str) -> None:
    done = start("extract", NOTICE, env={**os.environ, "PYTHONIOENCODING": encoding})
    out, err = done.communicate()
    assert (done.returncode, err) == (0, b"")
    assert json.loads(out.decode("utf-8"))["meta"]["region"]
    done = start("extract", "没有〔这份〕文件\u00a9.txt", env={**os.environ, "PYTHONIOENCODING": encoding})
    _, err = done.communicate()
    assert done.returncode == 1
    assert len(err.decode(encoding).splitlines()) == 1


def test_a_reader_that_leaves_early() -> None:
    process = start("read", UPPER)
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "docparse", "schema"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr == b"docparse: stdout cannot be written (No space left on device); name a file with -o\n"


@pytest.mark.skipif(os.name == "nt", reason="signals are another matter there")
def test_an_interrupt(tmp_path: Path) -> None:
    pipe = tmp_path / "slow.json"  # reading it waits until somebody writes
    os.mkfifo(pipe)
    process = start("match", pipe, LOWER)
    with pipe.open("wb"):  # opens once the command reads
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out) == (130, b"")
    assert err == b"docparse: interrupted\n"
