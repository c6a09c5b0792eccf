"""Findings as lines, JSON and SARIF."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import docparse
from docparse.checking import check
from docparse.errors import DocparseError
from docparse.extractors.findings import rules
from docparse.pipeline import extract
from docparse.records import Document
from docparse.resources import folder

CORPORA = folder("corpora")


def sample(suffix: str = ".txt") -> list[Document]:
    return [extract(CORPORA / f"lanchuan-{name}{suffix}") for name in ("biomed-list", "lowalt-plan")]


def with_finding(**fields: Any) -> Document:
    """A document of one finding, as contract JSON may hold it."""
    made = sample()[0]
    finding = made.findings[0].model_copy(update=fields)
    return made.model_copy(update={"findings": [finding]})


def log(documents: list[Document]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(check(documents, "sarif"))
    return read


# --- text ------------------------------------------------------------------------------------------------------------


def test_a_line_names_file_paragraph_severity_code_and_message() -> None:
    documents = sample()
    lines = check(documents, "text").decode("utf-8").splitlines()
    assert len(lines) == sum(len(d.findings) for d in documents) == 3
    path = documents[1].source.path
    (line,) = [line for line in lines if line.startswith(path)]
    number, _, rest = line.removeprefix(path + ":").partition(": ")
    assert rest == f"warning numbering-gap {documents[1].findings[0].message}"
    assert "（五）强化监测评估" in documents[1].text.split("\n")[int(number) - 1]


def test_no_finding_gives_no_line() -> None:
    made = sample()[0].model_copy(update={"findings": []})
    assert check([made], "text") == b""
    assert json.loads(check([made], "json")) == []
    assert log([made])["runs"][0]["results"] == []


@pytest.mark.parametrize("forged", ["甲\n乙.txt:1: error 假", "甲\u2028乙", "甲\x1b[31m乙", "甲\u202e乙"])
def test_a_message_cannot_forge_a_line(forged: str) -> None:
    text = check([with_finding(message=forged)], "text").decode("utf-8")
    assert len(text.splitlines()) == 1
    assert text.rstrip("\n").isprintable()


# --- JSON ------------------------------------------------------------------------------------------------------------


def test_json_quotes_the_text_and_its_lines() -> None:
    documents = sample()
    told = json.loads(check(documents, "json"))
    by_path = {d.source.path: d for d in documents}
    assert [t["code"] for t in told] == [f.code for d in documents for f in d.findings]
    for one in told:
        made = by_path[one["file"]]
        start, end = one["span"]
        assert made.text[start:end] == one["quote"]
        assert made.text.count("\n", 0, start) == one["paragraph"] - 1
        first, last = one["lines"]
        lines = Path(one["file"]).read_text(encoding="utf-8").splitlines()[first - 1 : last]
        assert one["quote"] in "".join("".join(lines).split())


def test_json_tells_the_page_of_a_pdf() -> None:
    told = json.loads(check(sample(".pdf"), "json"))
    assert told
    assert all(one["page"] >= 1 and one["lines"] is None for one in told)


# --- SARIF -----------------------------------------------------------------------------------------------------------


def test_sarif_has_what_the_standard_requires() -> None:
    """SARIF 2.1.0: 3.13 (log), 3.14 (run), 3.19 (component), 3.27 (result), 3.28 to 3.30 (places), 3.49 (rules)."""
    documents = sample()
    made = log(documents)
    assert made["version"] == "2.1.0"
    assert made["$schema"].endswith("sarif-2.1.0.json")
    (run,) = made["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("docparse", docparse.__version__)
    assert [r["id"] for r in driver["rules"]] == list(rules())
    assert all(r["shortDescription"]["text"] and r["defaultConfiguration"]["level"] in LEVELS for r in driver["rules"])
    for result, finding in zip(run["results"], [f for d in documents for f in d.findings], strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] in LEVELS
        assert result["message"]["text"] == finding.message
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert 1 <= region["startLine"] <= region["endLine"]


LEVELS = ("none", "note", "warning", "error")


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")])
def test_severities_become_levels(severity: str, level: str) -> None:
    assert log([with_finding(severity=severity)])["runs"][0]["results"][0]["level"] == level


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("文件/通知.txt", "%E6%96%87%E4%BB%B6/%E9%80%9A%E7%9F%A5.txt"),
        ("a b#c?.txt", "a%20b%23c%3F.txt"),
        ("c:d.txt", "c%3Ad.txt"),
        ("/tmp/a b.txt", "file:///tmp/a%20b.txt"),
    ],
)
def test_paths_become_uris(path: str, uri: str) -> None:
    made = with_finding()
    made = made.model_copy(update={"source": made.source.model_copy(update={"path": path})})
    location = log([made])["runs"][0]["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_file_without_lines_has_no_region() -> None:
    for result in log(sample(".docx"))["runs"][0]["results"]:
        assert "region" not in result["locations"][0]["physicalLocation"]
        assert result["properties"]["paragraph"] >= 1


def test_a_code_of_an_older_version_is_still_told() -> None:
    run = log([with_finding(code="former-code")])["runs"][0]
    assert run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]] == {"id": "former-code"}


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(DocparseError, match="choose text, json or sarif"):
        check(sample(), "xml")  # type: ignore[arg-type]


def test_findings_are_told_of_every_document_even_of_like_names() -> None:
    documents = sample()[:1] * 2
    assert check(documents, "text") == 2 * check(documents[:1], "text")
