"""Which optional parts this installation has: each is tried, and what is missing comes with a word on how to get it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docparse.drafting.fonts import FALLBACKS
from docparse.errors import DocparseError


@dataclass(frozen=True, slots=True)
class Part:
    """An optional part: what it is for, whether it works here, and a word on what was tried or what to do."""

    name: str
    serves: str
    works: bool
    word: str


def parts() -> list[Part]:
    """All optional parts, each tried."""
    return [_tried(name, serves, get, attempt) for name, serves, get, attempt in _PARTS]


def _tried(name: str, serves: str, get: str, attempt: Callable[[], str]) -> Part:
    try:
        return Part(name, serves, True, attempt())
    except ModuleNotFoundError:
        return Part(name, serves, False, f"not installed; {get}")
    except DocparseError as error:
        return Part(name, serves, False, f"{' '.join(str(error).split())[:200]}; {get}")
    except Exception as error:  # noqa: BLE001  whatever a part meets when it is tried is the diagnosis
        return Part(name, serves, False, f"does not work ({type(error).__name__}: {str(error)[:120]}); {get}")


def _ocr() -> str:
    import numpy
    from PIL import Image, ImageDraw

    from docparse.readers.ocr import words

    picture = Image.new("RGB", (640, 120), "white")
    ImageDraw.Draw(picture).text((40, 30), "2027", fill="black", font_size=56)
    found = "".join(word.text for word in words(numpy.asarray(picture), "a test picture"))
    if "2027" not in found:
        raise DocparseError(f"read {found!r} where a test picture shows 2027")
    return "read a test picture"


def _libreoffice() -> str:
    from docparse.readers import office, read_bytes

    program = office.program()
    if program is None:
        raise ModuleNotFoundError("soffice")
    read_bytes(rb"{\rtf1\ansi {\pard \u36890?\u30693?\par}}", "a test file")
    return f"converted a test file ({program})"


def _encoder() -> str:
    import onnxruntime
    import tokenizers

    return (
        f"ONNX Runtime {onnxruntime.__version__} and tokenizers {tokenizers.__version__} load; --encoder names a folder"
    )


def _dask() -> str:
    from distributed import Client

    client: Any = Client(processes=False, n_workers=1, threads_per_worker=1, dashboard_address=None)
    with client:
        client.submit(len, "12").result(timeout=30)
    return "ran a test task"


def _parquet() -> str:
    from docparse.library.parquet import parquet

    return f"wrote a test file of {len(parquet('files', ['name'], [('a',)]))} bytes"


def _postgres() -> str:
    import psycopg

    return f"the driver loads (psycopg {psycopg.__version__}); --database says where the database is"


def _fonts() -> str:
    installed = _font_names()
    lacking = [name for name, others in FALLBACKS.items() if not {name, *others} & installed]
    if lacking:
        raise DocparseError(f"neither these typefaces nor what stands in for them: {'、'.join(lacking)}")
    own = [name for name in FALLBACKS if name in installed]
    return f"{len(own)} of the {len(FALLBACKS)} typefaces of the standard, others by their fallbacks"


def _font_names() -> set[str]:
    """The families installed, by fontconfig; on Windows the names of the font files that carry the typefaces."""
    if sys.platform == "win32":
        files = {
            "simfang": "FangSong",
            "simkai": "KaiTi",
            "simhei": "SimHei",
            "simsun": "SimSun",
            "stzhongs": "STZhongsong",
        }
        found = {path.stem.lower() for path in Path("C:/Windows/Fonts").iterdir()}
        return {family for stem, family in files.items() if stem in found}
    if shutil.which("fc-list") is None:
        raise DocparseError("fontconfig's fc-list is not there to ask")
    listed = subprocess.run(
        ["fc-list", "--format", "%{family}\n"], capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    return {name.strip() for line in listed.stdout.splitlines() for name in line.split(",")}


_PARTS: tuple[tuple[str, str, str, Callable[[], str]], ...] = (
    ("ocr", "scans and pictures of pages", "pip install 'docparse[ocr]'", _ocr),
    ("libreoffice", ".doc, .wps, .rtf and .odt files", "install LibreOffice", _libreoffice),
    ("fonts", "drafts that look as the standard asks", "install the typefaces, or Debian's fonts-noto-cjk", _fonts),
    ("encoder", "match and diff --encoder", "pip install 'docparse[encoder]'", _encoder),
    ("cluster", "batch --engine dask", "pip install 'docparse[cluster]'", _dask),
    ("parquet", "export --format parquet", "pip install 'docparse[parquet]'", _parquet),
    ("postgres", "a library in PostgreSQL", "pip install 'docparse[postgres]'", _postgres),
)
"""Name, what it serves, how to get it, and what tries it."""
