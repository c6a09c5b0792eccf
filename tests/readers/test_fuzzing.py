"""Whatever the bytes: a Source or an UnreadableFile of one line, and never another exception."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docparse.errors import UnreadableFile
from docparse.readers import read_bytes
from docparse.source import Line, Source

fuzzing = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)


def outcome(data: bytes, name: str = "来文") -> Source | None:
    """The Source, checked, or None where the file is refused as it should be."""
    try:
        source = read_bytes(data, name)
    except UnreadableFile as error:
        message = str(error)
        assert message.startswith(f"{name}: ") and "\n" not in message and len(message) < 400
        return None
    for block in source.blocks:
        if isinstance(block, Line):
            assert "\n" not in block.text and block.place is not None
        else:
            assert block.rows and len({len(row) for row in block.rows}) == 1 and len(block.places) == len(block.rows)
    return source


@st.composite
def mutations(draw: st.DrawFn, size: int) -> list[tuple[int, int, bytes]]:
    """Up to six cuts in `size` bytes: (where, how many bytes go, what comes instead)."""
    piece = st.one_of(
        st.binary(max_size=8), st.sampled_from([b"", b"\0", b"<", b">", b"999999999", b"-1", b"<w:p>", b"<td>", b" R"])
    )
    return draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, 40), piece), min_size=1, max_size=6))


def mutate(data: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    for at, gone, new in cuts:
        data = data[:at] + new + data[at + gone :]
    return data


@given(st.binary(max_size=300), st.sampled_from(["来文", "a.pdf", "a.docx", "a.txt"]))
@fuzzing
def test_any_bytes(data: bytes, name: str) -> None:
    outcome(data, name)


@given(
    st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"<%"]),
    st.binary(max_size=300),
)
@fuzzing
def test_any_bytes_under_a_signature(signature: bytes, data: bytes) -> None:
    outcome(signature + data)
    outcome(signature + data + b"\n%%EOF")


@given(st.text(max_size=300))
@fuzzing
def test_any_text_and_any_markup(text: str) -> None:
    outcome(text.encode("utf-8", "surrogatepass"))
    outcome(f"<html><body><table><tr><td>{text}<td>甲</table><p>{text}".encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("key", ["text", "docx", "pdf", "html"])
def test_damaged_documents(samples: dict[str, bytes], key: str) -> None:
    sample = samples[key]
    assert outcome(sample) is not None

    @given(mutations(len(sample)))
    @fuzzing
    def damaged(cuts: list[tuple[int, int, bytes]]) -> None:
        outcome(mutate(sample, cuts))

    damaged()


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml"])
def test_sound_packages_with_damaged_parts(samples: dict[str, bytes], part: str) -> None:
    """A zip's check sums stop damage at the door; this damage is inside."""
    with zipfile.ZipFile(BytesIO(samples["docx"])) as package:
        parts = {name: package.read(name) for name in package.namelist()}

    @given(mutations(len(parts[part])))
    @settings(fuzzing, max_examples=60)
    def damaged(cuts: list[tuple[int, int, bytes]]) -> None:
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name, data in parts.items():
                package.writestr(name, mutate(data, cuts) if name == part else data)
        outcome(buffer.getvalue())

    damaged()
