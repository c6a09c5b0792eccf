"""The house stays as `docs/architecture.md` says: floors, sizes, what costs nothing, what is documented."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import docparse
from docparse.cli import app

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "docparse"
MODULES = sorted(p for p in PACKAGE.rglob("*.py"))
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = SETTINGS["tool"]["importlinter"]["contracts"]
LAYERS = [re.findall(r"\w+", layer) for layer in next(c for c in CONTRACTS if c["type"] == "layers")["layers"]]

MOST_LINES = 400
MOST_LINES_OF_FUNCTION = 60
HEAVY = {
    "alembic",
    "distributed",
    "docx",
    "docxtpl",
    "icalendar",
    "jieba",
    "jinja2",
    "lxml",
    "pdfplumber",
    "pebble",
    "pyarrow",
    "pypdfium2",
    "scipy",
    "sklearn",
    "spacy",
    "sqlalchemy",
    "xlsxwriter",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# --- floors ----------------------------------------------------------------------------------------------------------


def test_imports_keep_to_the_floors() -> None:
    """In a process of its own, as import-linter switches off the loggers of the one it runs in."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_documented_floors_are_those_that_are_enforced() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d+ \| (.+?) \|", text, flags=re.MULTILINE)
    documented = [sorted(re.findall(r"`([\w]+)(?:\.py|/)?`", row)) for row in rows]
    assert documented == [sorted(layer) for layer in LAYERS]


# --- sizes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_a_book(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def functions() -> Iterator[tuple[str, int]]:
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                yield f"{name_of(path)}:{node.name}", node.end_lineno - node.lineno + 1


def test_no_function_is_a_chapter() -> None:
    assert [f"{name} has {lines} lines" for name, lines in functions() if lines > MOST_LINES_OF_FUNCTION] == []


def test_rooms_are_named_for_what_is_in_them() -> None:
    vague = {"utils", "helpers", "base", "config", "common", "misc"}
    assert [name_of(p) for p in MODULES if p.stem in vague] == []


# --- what costs nothing ----------------------------------------------------------------------------------------------


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded after `code`."""
    code += "\nimport sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    return set(done.stdout.split())


def test_importing_docparse_loads_nothing_else() -> None:
    assert loaded_by("import docparse") & (HEAVY | {"pydantic", "typer"}) == set()


def test_no_module_loads_a_heavy_library_when_imported() -> None:
    apart = PACKAGE / "library" / "migrations"  # files that Alembic runs; nothing imports them
    paths = [p for p in MODULES if p.stem != "__init__" and apart not in p.parents]
    names = [".".join(p.relative_to(ROOT).with_suffix("").parts) for p in paths]
    assert len(names) > 10
    assert loaded_by("import " + ", ".join(names)) & HEAVY == set()


# --- the public API --------------------------------------------------------------------------------------------------


def test_the_public_api_is_small() -> None:
    assert len(docparse.__all__) <= 10


@pytest.mark.parametrize("name", docparse.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(docparse, name).__doc__
    assert name in dir(docparse)


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'utils'"):
        docparse.utils  # noqa: B018


# --- the commands ----------------------------------------------------------------------------------------------------

COMMANDS = {
    command.name or command.callback.__name__: command for command in app.registered_commands if command.callback
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_has_help(command: str) -> None:
    from typer.main import get_command

    found = get_command(app).commands[command]  # type: ignore[attr-defined]
    assert found.help
    assert [p.name for p in found.params if not p.help] == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command: str, readme: str) -> None:
    assert f"docparse {command} " in (ROOT / readme).read_text(encoding="utf-8").replace("\n", " ")


# --- dependencies ----------------------------------------------------------------------------------------------------


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]) for requirement in requirements}


def imported(paths: list[Path]) -> dict[str, str]:
    """Top-level third-party modules, each with a file that imports it."""
    found: dict[str, str] = {}
    for path in paths:
        for node in ast.walk(tree(path)):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                modules.append(node.module or "")
            found |= {module.partition(".")[0]: name_of(path) for module in modules}
    return {m: path for m, path in found.items() if m not in sys.stdlib_module_names | {"docparse", "tests"}}


DECLARED = names(SETTINGS["project"]["dependencies"])
OPTIONAL = set[str]().union(*map(names, SETTINGS["project"]["optional-dependencies"].values()))
FOR_DEVELOPERS = names(SETTINGS["dependency-groups"]["dev"])
PROVIDERS = {module: {normal(d) for d in dists} for module, dists in packages_distributions().items()}


def test_every_import_is_declared() -> None:
    found = imported(MODULES)
    assert {m: path for m, path in found.items() if not PROVIDERS.get(m, set()) & (DECLARED | OPTIONAL)} == {}


def test_every_dependency_is_imported() -> None:
    used = set[str]().union(*(PROVIDERS.get(module, set()) for module in imported(MODULES)))
    assert DECLARED - used == set()


def test_every_import_of_the_tests_is_declared() -> None:
    apart = set(
        (ROOT / "tests" / "benchmarks").glob("*peers.py")
    )  # have groups of their own, which are not installed here
    found = imported([path for path in sorted((ROOT / "tests").rglob("*.py")) if path not in apart])
    declared = DECLARED | OPTIONAL | FOR_DEVELOPERS
    assert {m: p for m, p in found.items() if not PROVIDERS.get(m, set()) & declared} == {}


def test_the_lock_holds_every_dependency_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {normal(name) for name in re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE)}
    assert (DECLARED | OPTIONAL | FOR_DEVELOPERS) - pinned == set()
    assert "://" not in lock
    assert "--index" not in lock and "--find-links" not in lock
