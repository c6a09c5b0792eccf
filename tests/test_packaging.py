"""The wheel: what lies in it, and that it works where nothing of the checkout is in reach."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def build(kind: str, checkout: Path, into: Path) -> Path:
    """Builds "wheel" or "sdist" with the backend that the environment holds, so that nothing is fetched."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(into)]
    done = subprocess.run(command, cwd=checkout, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel in it.

    The libraries that docparse needs are already installed beside these tests; a .pth line puts their folder behind
    the clean one's. Python doesn't read the .pth files of a folder that is added like this, so that the checkout,
    which is installed there in editable form, stays out of reach.
    """
    clean = tmp_path_factory.mktemp("environment")
    venv.create(clean, symlinks=os.name != "nt")
    python = clean / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(python), *install], check=True)
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([python, "-c", code], capture_output=True, check=True, encoding="utf-8").stdout.strip()
    (Path(packages) / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python.parent


def test_the_wheel_holds_data_and_types(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder, suffix in [
        ("templates", ""),
        ("models", ".md"),
        ("models/links", ".skops"),
        ("models/links", ".json"),
        ("corpora", ".txt"),
        ("corpora/gold", ".json"),
    ]:
        start = f"docparse/_data/{folder}/"
        assert [n for n in names if n.startswith(start) and n.endswith(suffix) and "/" not in n[len(start) :]], folder
    inside = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docparse").rglob("*") if path.is_file()}
    lacking = {n for n in inside if "__pycache__" not in n} - set(names)
    assert lacking == set()
    assert "docparse/py.typed" in names


def test_a_wheel_from_the_sdist_is_the_same(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build("sdist", ROOT, tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (checkout,) = (tmp_path / "unpacked").iterdir()
    again = build("wheel", checkout, tmp_path / "again")
    assert sorted(zipfile.ZipFile(again).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())


def test_the_demo_runs_from_the_wheel_alone(environment: Path, tmp_path: Path) -> None:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    where = [environment / "python", "-c", "import docparse; print(docparse.__file__)"]
    home = subprocess.run(where, cwd=tmp_path, env=clean, capture_output=True, check=True, encoding="utf-8").stdout
    assert Path(home).is_relative_to(environment.parent)
    done = subprocess.run(
        [environment / "docparse", "demo", "-o", "results"],
        cwd=tmp_path,
        env=clean,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    results = tmp_path / "results"
    for form in ("txt", "docx", "pdf"):
        documents = sorted(p.stem for p in (ROOT / "corpora").glob(f"*.{form}"))
        assert len(documents) >= 15
        assert sorted(p.stem for p in (results / "json" / form).glob("*.json")) == documents
    for name in ("diff.html", "diff.xlsx", "diff.md", "diff.json", "plan.docx", "plan.md", "plan.html"):
        assert (results / name).stat().st_size > 500, name
        assert name in done.stdout or name.partition(".")[0] in done.stdout
