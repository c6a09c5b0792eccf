"""The proof of an alignment of two documents: its paths are sections, its statuses are ours, its lists agree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from docparse.corpus.annotated import Annotated
from docparse.errors import DocparseError
from docparse.records import Status


def read_links(file: Path) -> dict[str, Any]:
    """One file of links.

    Raises:
        DocparseError: it is no JSON object with a list of requirements.
    """
    links: dict[str, Any]
    try:
        links = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise DocparseError(f"{file}: not readable as links JSON ({error})") from error
    asked = links.get("requirements") if isinstance(links, dict) else None
    if not isinstance(asked, list) or not all(
        isinstance(r, dict) and {"upper", "status", "lower"} <= set(r) for r in asked
    ):
        raise DocparseError(f"{file}: links must be an object whose requirements have upper, status and lower")
    return links


def problems(links: dict[str, Any], upper: Annotated, lower: Annotated) -> Iterator[str]:
    """What is wrong with the links between two documents."""
    above, below = ({section["path"] for section in one.records("sections")} for one in (upper, lower))
    seen: set[str] = set()
    for requirement in links["requirements"]:
        path, status = requirement["upper"], requirement["status"]
        if path not in above:
            yield f"{path!r} is no section of {upper.name}"
        if path in seen:
            yield f"{path!r} is asked twice"
        seen.add(path)
        for said in {status, *requirement.get("also", [])} - set(get_args(Status)):
            yield f"{path!r}: {said!r} is no status"
        if bool(requirement["lower"]) == (status in ("missing", "not_applicable")):
            yield f"{path!r} is {status}, but its lower sections are {requirement['lower']}"
        for answer in {*requirement["lower"], *requirement.get("optional_lower", [])} - below:
            yield f"{answer!r} is no section of {lower.name}"
    answers = {path for requirement in links["requirements"] for path in requirement["lower"]}
    for addition in links.get("additions", []):
        if addition not in below:
            yield f"{addition!r} is no section of {lower.name}"
        if addition in answers:
            yield f"{addition!r} answers a requirement and is an addition too"
    if upper.meta.get("doc_number") not in [cited["doc_number"] for cited in lower.records("citations")]:
        yield f"{lower.name} does not cite the number of {upper.name}"
