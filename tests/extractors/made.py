"""Documents made from text, for tests of the extractors."""

from __future__ import annotations

from docparse.pipeline import extract
from docparse.records import Document
from tests.structure.made import source


def document(text: str) -> Document:
    return extract(source(text))


def plan(body: str, *, issued: str = "2024年3月8日") -> Document:
    """A district's plan with `body`, under a notice that states the issue date."""
    return document(
        "南浦府办发〔2024〕12号\n云江市南浦区人民政府办公室关于印发南浦区产业发展实施方案的通知\n各镇人民政府，区政府各部门：\n"
        f"《南浦区产业发展实施方案》已经区政府同意，现印发给你们，请认真贯彻执行。\n云江市南浦区人民政府办公室\n{issued}\n"
        f"南浦区产业发展实施方案\n{body}"
    )
