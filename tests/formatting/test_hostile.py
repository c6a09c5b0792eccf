"""Whatever the bytes: departures or an UnreadableFile of one line, in time that grows with the file."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docparse.errors import UnreadableFile
from docparse.formatting import Departure, check_format
from tests.formatting.made import Notice

PARTS = ("word/document.xml", "word/styles.xml", "word/settings.xml", "word/footer1.xml", "word/theme/theme1.xml")


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(Notice().data())) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Departure] | None]:
    """Checks a package made of parts; None where it is refused with one line."""
    file = tmp_path_factory.mktemp("hostile") / "a.docx"

    def check_parts(parts: dict[str, bytes]) -> list[Departure] | None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts.items():
                package.writestr(name, data)
        try:
            return check_format(file)
        except UnreadableFile as error:
            assert "\n" not in str(error) and len(str(error)) < 400
            return None

    return check_parts


Check = Callable[[dict[str, bytes]], list[Departure] | None]


@pytest.mark.parametrize("part", PARTS)
def test_damaged_parts(parts: dict[str, bytes], check: Check, part: str) -> None:
    size = len(parts[part])
    piece = st.one_of(st.binary(max_size=8), st.sampled_from([b"", b"<", b"999999999", b"-1", b"<w:p>", b'w:val="x"']))
    cuts = st.lists(st.tuples(st.integers(0, size), st.integers(0, 40), piece), min_size=1, max_size=4)

    @given(cuts)
    @settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def damaged(found: list[tuple[int, int, bytes]]) -> None:
        data = parts[part]
        for at, gone, new in found:
            data = data[:at] + new + data[at + gone :]
        check({**parts, part: data})

    damaged()


@pytest.mark.parametrize("part", PARTS)
def test_odd_values(parts: dict[str, bytes], check: Check, part: str) -> None:
    """Attributes with values of any kind are read as nothing stated."""
    values = st.sampled_from(["", "x", "-1", "0", "1e9", "nan", "inf", "9" * 400, "²", "一"])

    @given(values, st.integers(0, 40))
    @settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def odd(value: str, nth: int) -> None:
        attributes = list(
            re.finditer(rb'w:(?:val|line|left|right|w|h|top|sz|pitch|firstLineChars)="([^"]*)"', parts[part])
        )
        if attributes:
            hit = attributes[nth % len(attributes)]
            data = parts[part][: hit.start(1)] + value.encode() + parts[part][hit.end(1) :]
            assert check({**parts, part: data}) is not None

    odd()


@pytest.mark.parametrize("part", ["word/styles.xml", "word/settings.xml", "word/theme/theme1.xml", "docProps/core.xml"])
def test_a_package_without_a_part_is_checked_or_refused(parts: dict[str, bytes], check: Check, part: str) -> None:
    check({name: data for name, data in parts.items() if name != part})


def test_styles_based_on_each_other(parts: dict[str, bytes], check: Check) -> None:
    """A circle of styles ends where it closes."""
    styles = parts["word/styles.xml"].decode()
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="c{i}"><w:name w:val="c{i}"/><w:basedOn w:val="c{(i + 1) % 3}"/></w:style>'
        for i in range(3)
    )
    document = parts["word/document.xml"].decode().replace("<w:pPr>", '<w:pPr><w:pStyle w:val="c0"/>', 40)
    changed = {
        "word/styles.xml": styles.replace("</w:styles>", circle + "</w:styles>").encode(),
        "word/document.xml": document.encode(),
    }
    assert check({**parts, **changed})


@pytest.mark.parametrize("part", PARTS)
def test_entities_are_not_resolved(parts: dict[str, bytes], check: Check, part: str) -> None:
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "x" * 50}">' for i in range(12))
    data = parts[part].decode().replace("\n", "", 1)
    declared = re.sub(r"^(<\?xml[^>]*\?>)?", r"\1" + f"<!DOCTYPE w [{bomb}]>".replace("\\", ""), data, count=1)
    started = time.process_time()
    check({**parts, part: declared.replace("</w:p>", "<w:r><w:t>&e11;</w:t></w:r></w:p>", 1).encode()})
    assert time.process_time() - started < 5


def test_a_bomb_is_refused(parts: dict[str, bytes], check: Check) -> None:
    assert check({**parts, "word/media/image1.bmp": b"\0" * (60 * 2**20)}) is None


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", "云江市人民政府通知。".encode()), ("a.docx", b"PK\x03\x04"), ("a.docx", b"")]
)
def test_what_is_no_word_document_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(UnreadableFile):
        check_format(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="does not exist"):
        check_format(tmp_path / "none.docx")


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


CENTRED = '<w:p><w:pPr><w:pageBreakBefore/><w:jc w:val="center"/></w:pPr>' + text("窖池保护方案") + "</w:p>"
GROWING = {
    "paragraphs": lambda n: f"<w:p>{text('（一）各区县要落实经费。')}</w:p>" * n,
    "runs and blanks": lambda n: f"<w:p>{(text('（待补充：经费）') + text('，')) * n}</w:p>",
    "open brackets": lambda n: f"<w:p>{text('（待补充（' * n)}</w:p>",
    "commas": lambda n: f"<w:p>{text('、' * n)}</w:p>",
    "signs": lambda n: f"<w:p>{text('一,  (' * n)}</w:p>",
    "titles": lambda n: CENTRED * n,
    "fields": lambda n: "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * n + text("页") * n + "</w:p>",
    "annexes": lambda n: f"<w:p>{text('附件')}</w:p>" * n,
    "rows": lambda n: "<w:tbl>" + f"<w:tr>{f'<w:tc><w:p>{text(chr(0x7A96))}</w:p></w:tc>' * 2}</w:tr>" * n + "</w:tbl>",
    "sections": lambda n: f"<w:p><w:pPr><w:sectPr/></w:pPr>{text('附件')}</w:p>" * n,
}


@pytest.mark.parametrize("kind", GROWING)
def test_time_grows_with_the_file(parts: dict[str, bytes], check: Check, kind: str) -> None:
    document = parts["word/document.xml"].decode()
    at = document.index("</w:p>", document.index("关于加强窖池")) + len("</w:p>")

    def seconds(n: int) -> float:
        grown = document[:at] + GROWING[kind](n) + document[at:]
        started = time.process_time()
        assert check({**parts, "word/document.xml": grown.encode()}) is not None
        return time.process_time() - started

    seconds(10)
    assert seconds(3200) < 14 * max(seconds(400), 0.02)


def test_thirty_pages_take_less_than_a_second(parts: dict[str, bytes], check: Check) -> None:
    document = parts["word/document.xml"].decode()
    pages = document.replace("<w:body>", "<w:body>" + GROWING["paragraphs"](30 * 22))
    started = time.process_time()
    assert check({**parts, "word/document.xml": pages.encode()})
    assert time.process_time() - started < 1
