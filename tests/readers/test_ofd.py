"""OFD packages: lines by positions, page order, templates, tables; and what is refused."""

from __future__ import annotations

import pytest

from docparse.errors import UnreadableFile
from docparse.readers import limits, read_bytes
from docparse.readers.ofd_page import deltas
from docparse.source import Grid, Line
from tests.readers.ofd_writer import SPACE, OfdPage, ofd


def texts(data: bytes) -> list[str]:
    return [b.text for b in read_bytes(data, "a.ofd").blocks if isinstance(b, Line)]


def page(*rows: str, **place: float) -> OfdPage:
    made = OfdPage()
    made.write(*rows, **place)
    return made


def test_lines_stand_by_their_positions_not_by_their_order() -> None:
    made = OfdPage()
    made.text("二、分步封窖。", 28, 60)
    made.text("一、全面", 28, 50, deltas='DeltaX="g 3 5.64"')
    made.text("清窖。", 28 + 4 * 5.64, 50)  # the line goes on in an object of its own
    assert texts(ofd([made])) == ["一、全面清窖。", "二、分步封窖。"]


def test_a_line_knows_its_page_and_box_in_points() -> None:
    source = read_bytes(ofd([page("甲"), page("关于清窖", top=50, x=28, size=6)]), "a.ofd")
    line = source.blocks[-1]
    assert isinstance(line, Line) and line.place.page == 2 and source.pages == 2
    assert line.place.bbox == pytest.approx((79.37, 126.77, 147.4, 143.78), abs=0.1)
    assert line.size == pytest.approx(6 / 25.4 * 72, abs=0.01)


def test_a_matrix_stretches_and_moves() -> None:
    made = OfdPage()
    made.text("关于", 0, 0, size=1, ctm="5 0 0 5 28 50", deltas='DeltaX="1"')
    (line,) = (b for b in read_bytes(ofd([made]), "a.ofd").blocks if isinstance(b, Line))
    assert line.size == pytest.approx(5 / 25.4 * 72, abs=0.01)
    assert line.place.bbox is not None and line.place.bbox[0] == pytest.approx(28 / 25.4 * 72, abs=0.1)


def test_a_slanting_watermark_is_no_text() -> None:
    made = page("关于清窖的通知")
    made.text("内部资料", 60, 120, ctm="0.7 0.7 -0.7 0.7 0 0", deltas='DeltaX="g 3 5"')
    assert texts(ofd([made])) == ["关于清窖的通知"]


def test_letters_with_gaps_stand_apart_and_missing_offsets_are_widths() -> None:
    made = OfdPage()
    made.text("组长", 28, 50, deltas='DeltaX="16.9"')
    made.text("2027年底前", 28, 60)
    assert texts(ofd([made])) == ["组\u3000\u3000长", "2027年底前"]


def test_several_documents_and_pages_in_the_order_of_the_package() -> None:
    data = ofd([page("一"), page("二")], [page("三")])
    assert texts(data) == ["一", "二", "三"]
    assert read_bytes(data, "a.ofd").pages == 3


def test_a_template_is_drawn_with_its_page() -> None:
    head = OfdPage()
    head.write("南浦区人民政府文件", top=20)
    made = page("关于清窖的通知", top=60)
    made.template = '<ofd:Template TemplateID="T0" ZOrder="Background"/>'
    assert texts(ofd([made], templates=[head])) == ["南浦区人民政府文件", "关于清窖的通知"]


def test_what_is_not_visible_is_left_out() -> None:
    made = page("关于清窖的通知")
    made.objects.append(made.objects[0].replace("<ofd:TextObject", '<ofd:TextObject Visible="false"'))
    made.objects[-1] = made.objects[-1].replace("关于", "草稿")
    assert texts(ofd([made])) == ["关于清窖的通知"]


def test_composite_graphics_are_drawn_where_they_are_used() -> None:
    unit = page("关于清窖的通知").objects[0]
    resource = (
        f'<ofd:Res {SPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9" Width="100" Height="100">'
        f"<ofd:Content>{unit}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    made = OfdPage(objects=['<ofd:CompositeObject ID="5" Boundary="0 0 210 297" ResourceID="9"/>'])
    data = ofd([made], extra={"Doc_0/Res.xml": resource.encode()})
    data = replaced(
        data, "Doc_0/Document.xml", b"<ofd:PageArea>", b"<ofd:PublicRes>Res.xml</ofd:PublicRes><ofd:PageArea>"
    )
    assert texts(data) == ["关于清窖的通知"]


def replaced(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """The package with `old` in one member replaced by `new`."""
    import zipfile
    from io import BytesIO

    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            assert name != member or old in content
            package.writestr(name, content.replace(old, new) if name == member else content)
    return buffer.getvalue()


# --- tables ----------------------------------------------------------------------------------------------------------


def test_ruled_tables_and_merged_cells() -> None:
    made = page("附件", top=30)
    made.line(28, 60, 168, 60)
    for y in (70, 80, 90):
        made.line(28 if y != 80 else 60, y, 168, y)  # the first column's cell reaches over two rows
    for x in (28, 60, 168):
        made.line(x, 60, x, 90)
    for text, x, y in (("牵头单位", 29, 66), ("任务", 61, 66), ("南浦区", 29, 76), ("清窖", 61, 76), ("封窖", 61, 86)):
        made.write(text, x=x, top=y, size=4.2)
    first, grid = read_bytes(ofd([made]), "a.ofd").blocks
    assert isinstance(first, Line) and isinstance(grid, Grid)
    assert grid.rows == (("牵头单位", "任务"), ("南浦区", "清窖"), ("南浦区", "封窖"))
    assert grid.places[0].page == 1 and grid.places[0].bbox is not None


def test_a_table_over_pages_is_one() -> None:
    xs = (28.0, 70.0, 140.0)
    above, below = OfdPage(), OfdPage()
    above.write("附件", top=40)
    above.table(xs, (250, 260, 270), {(28, 250): "序号", (70, 250): "任务", (28, 260): "1", (70, 260): "清窖"})
    below.table(xs, (37, 47, 57), {(28, 37): "序号", (70, 37): "任务", (28, 47): "2", (70, 47): "封窖"})
    grids = [b for b in read_bytes(ofd([above, below]), "a.ofd").blocks if isinstance(b, Grid)]
    assert [grid.rows for grid in grids] == [(("序号", "任务"), ("1", "清窖"), ("2", "封窖"))]


# --- what is refused -------------------------------------------------------------------------------------------------


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(data, "a.ofd")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("member", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"])
def test_no_entity_is_expanded(member: str) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><ofd:'
    root = {"OFD.xml": b"<ofd:OFD", "Doc_0/Document.xml": b"<ofd:Document"}.get(member, b"<ofd:Page")
    data = ofd([page("甲")])
    assert "XML entities" in refused(replaced(data, member, root, bomb + root.removeprefix(b"<ofd:")))


def test_a_part_that_is_missing_or_outside_is_named() -> None:
    data = ofd([page("甲")])
    for place in (b"Pages/None.xml", b"../../../../etc/passwd", b"/etc/passwd"):
        assert "lacks its part" in refused(replaced(data, "Doc_0/Document.xml", b"Pages/Page_0/Content.xml", place))


def test_pictures_and_fonts_without_characters() -> None:
    assert "pictures" in refused(ofd([OfdPage()]))
    assert "don't say which characters" in refused(ofd([page("¤¤¤¤¤¤")]))
    assert "don't say which characters" in refused(ofd([page("\ue001\ue002\ue003")]))


def test_drawings_inside_themselves_end() -> None:
    inner = '<ofd:CompositeObject ID="5" Boundary="0 0 9 9" ResourceID="9"/>'
    resource = f'<ofd:Res {SPACE}><ofd:CompositeGraphicUnit ID="9"><ofd:Content>{inner}</ofd:Content></ofd:CompositeGraphicUnit></ofd:Res>'
    made = page("关于清窖的通知")
    made.objects.append(inner)
    data = ofd([made], extra={"Doc_0/Res.xml": resource.encode()})
    data = replaced(
        data, "Doc_0/Document.xml", b"<ofd:PageArea>", b"<ofd:PublicRes>Res.xml</ofd:PublicRes><ofd:PageArea>"
    )
    assert texts(data) == ["关于清窖的通知"]


def test_too_many_characters_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE_CHARACTERS", 5)
    assert "more than 5 characters" in refused(ofd([page("关于清窖的通知")]))


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("5.6 g 2 7.5 5.6", 9, [5.6, 7.5, 7.5, 5.6]),
        ("g 3 1", 2, [1, 1]),
        ("g 1000000000 1", 3, [1, 1, 1]),
        ("g x 1", 3, []),
        ("nan 1", 3, []),
        ("g", 3, []),
        (None, 3, []),
        ("1 2", -1, []),
    ],
)
def test_offsets(text: str | None, most: int, expected: list[float]) -> None:
    assert deltas(text, most) == expected
