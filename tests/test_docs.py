"""The documents at the door are true: their commands run, their example runs, their picture shows what comes out."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import pytest

from docparse import cli

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def commands(readme: str) -> list[str]:
    """The `docparse` lines of the readme's shell blocks, whole, without comments and redirections."""
    lines = "".join(blocks(readme, "sh")).replace("\\\n", "").splitlines()
    return [re.sub(r"\s+[#>].*", "", line) for line in lines if line.startswith("docparse ")]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a checkout to a command, and takes its results."""
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCPARSE_LEXICON", "")  # put back what --lexicon sets
    return tmp_path


def test_the_commands_of_the_readme_run_in_their_order(
    checkout: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in commands("README.md"):
        args = [
            name
            for word in shlex.split(command)[1:]
            for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
        ]
        monkeypatch.setenv("DOCPARSE_LEXICON", "")
        status = cli.main(args)
        captured = capfdbinary.readouterr()
        assert (command, status, captured.err) == (command, 0, b"")
        assert captured.out or list(checkout.glob("out/*")), command


def test_both_readmes_show_the_same_commands() -> None:
    first, second = (commands(readme) for readme in READMES)
    assert len(first) > 5
    assert first == second


@pytest.mark.parametrize("readme", READMES)
def test_the_example_in_python_runs(readme: str, checkout: Path) -> None:
    (example,) = blocks(readme, "python")
    names: dict[str, object] = {}
    exec(compile(example, readme, "exec"), names)
    assert isinstance(names["plan"], bytes)


@pytest.mark.parametrize(
    "document", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/accuracy.md"]
)
def test_every_path_named_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = {(ROOT / document).parent / link for link in re.findall(r"\]\((?!https?://)([^)#]+)\)", text)}
    paths = {
        ROOT / path for path in re.findall(r"`((?:docparse|docs|corpora|templates|models|tests)/[\w/.*-]*)`", text)
    }
    assert [str(p) for p in links | paths if not list(ROOT.glob(str(p.resolve().relative_to(ROOT))))] == []


def test_the_picture_shows_what_comes_out() -> None:
    picture = runpy.run_path(str(ROOT / "docs" / "picture.py"))["picture"]
    assert (ROOT / "docs" / "picture.svg").read_text(encoding="utf-8") == picture(), (
        "now draw it again: .venv/bin/python docs/picture.py"
    )
