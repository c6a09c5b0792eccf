"""docparse beside other readers of PDF, on the PDFs of corpora/. Run: uv run --isolated --group peers python -m
tests.benchmarks.reading_peers

Paragraphs: the share of the text's paragraphs that a reader gives whole and alone, blanks and Markdown marks aside; with
docparse these are the lines of `docparse read`. Characters: those of the text that come in order, less those that don't belong
to it (running heads, page numbers). Speed in time of the processor.
"""

from __future__ import annotations

import difflib
import re
import time
from collections.abc import Callable
from pathlib import Path

from docparse.readers import read
from docparse.structure import structure

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


def docparse(path: Path) -> str:
    return "\n\n".join(p.text for p in structure(read(path)).paragraphs)


def markitdown(path: Path) -> str:
    from markitdown import MarkItDown

    return str(MarkItDown(enable_plugins=False).convert(str(path)).text_content)


def pymupdf4llm(path: Path) -> str:
    import pymupdf4llm

    return str(pymupdf4llm.to_markdown(str(path), show_progress=False))


def bare(text: str) -> str:
    return re.sub(r"[\s*#_|\\`>~-]", "", text)


def main() -> None:
    files = sorted(CORPORA.glob("*.pdf"))[:15]
    pages = sum(read(path).pages or 0 for path in files)
    readers: tuple[Callable[[Path], str], ...] = (docparse, markitdown, pymupdf4llm)
    for reader in readers:
        reader(files[0])  # what is loaded once
        whole = paragraphs = 0
        alike: list[float] = []
        seconds = 0.0
        for path in files:
            expected = [bare(p.text) for p in structure(read(path.with_suffix(".txt"))).paragraphs]
            start = time.process_time()
            text = reader(path)
            seconds += time.process_time() - start
            found = {bare(piece) for piece in re.split(r"\n\s*\n", text)} | {bare(row) for row in text.splitlines()}
            whole += sum(p in found for p in expected)
            paragraphs += len(expected)
            alike.append(difflib.SequenceMatcher(None, "".join(expected), bare(text), autojunk=False).ratio())
        print(
            f"{reader.__name__}: {whole / paragraphs:.3f} of paragraphs whole, characters {sum(alike) / len(alike):.4f}, "
            f"{pages / seconds:.1f} pages/s",
            flush=True,
        )


if __name__ == "__main__":
    main()
