"""Drafts have no departure; our own corpus, which is set as plainly as offices often do, has those that it is known for."""

from __future__ import annotations

from pathlib import Path

import pytest

from docparse.drafting import draft
from docparse.formatting import check_format
from docparse.pipeline import extract

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT / "corpora"
REAL = ROOT.parent / "shared" / "corpora"

# upper documents, region, its own documents
DRAFTS = [
    (["lanchuan-logistics-action"], "砚溪区", []),
    (["lanchuan-lowalt-plan", "lanchuan-biomed-list"], "桐麓区", ["tonglu-data-leadgroup"]),
]
REAL_DRAFTS = [(["003", "001", "002"], "永川区", ["000"]), (["002"], "渝北区", [])]


def departures_of_draft(files: list[Path], region: str, own: list[Path], place: Path) -> list[str]:
    place.write_bytes(draft([extract(f) for f in files], region, bodies=[extract(f) for f in own]))
    return [f"{d.code}: {d.message}" for d in check_format(place)]


@pytest.mark.parametrize(("upper", "region", "own"), DRAFTS, ids=[region for _, region, _ in DRAFTS])
def test_drafts_have_no_departure(upper: list[str], region: str, own: list[str], tmp_path: Path) -> None:
    files, bodies = ([CORPORA / f"{stem}.txt" for stem in stems] for stems in (upper, own))
    assert departures_of_draft(files, region, bodies, tmp_path / "draft.docx") == []


@pytest.mark.parametrize(("upper", "region", "own"), REAL_DRAFTS, ids=[region for _, region, _ in REAL_DRAFTS])
def test_drafts_from_real_documents(upper: list[str], region: str, own: list[str], tmp_path: Path) -> None:
    if not REAL.is_dir():
        pytest.skip(f"{REAL} is not here")
    files, bodies = ([next(REAL.glob(f"{stem}_*.txt")) for stem in stems] for stems in (upper, own))
    assert departures_of_draft(files, region, bodies, tmp_path / "draft.docx") == []


PAGE_NUMBERS = {"page_number.sides", "page_number.dashes", "page_number.type"}  # centred, - 1 -, in 仿宋
KNOWN = PAGE_NUMBERS | {"signature.place", "imprint.rules"}


@pytest.mark.parametrize("file", sorted(CORPORA.glob("*.docx")), ids=lambda file: file.stem)
def test_departures_of_the_corpus(file: Path) -> None:
    found = {d.code for d in check_format(file)}
    misnumbered = {"heading.numbers"} if file.stem == "lanchuan-lowalt-plan" else set()  # （五） follows （三）
    assert PAGE_NUMBERS | misnumbered <= found <= KNOWN | misnumbered
