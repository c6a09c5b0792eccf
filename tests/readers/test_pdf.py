"""Text PDF: lines from positions, tables from rules, and PDFs that hold no text to read."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from docparse.errors import MissingExtra, UnreadableFile
from docparse.readers import limits, read_bytes
from docparse.readers.characters import plain
from docparse.source import Block, Grid, Line
from docparse.structure import structure
from tests.readers.made_tables import drawn_tables

MakePdf = Callable[..., bytes]


def blocks(data: bytes) -> tuple[Block, ...]:
    return read_bytes(data, "a.pdf").blocks


def texts(data: bytes) -> list[str]:
    return [b.text for b in blocks(data) if isinstance(b, Line)]


def grids(data: bytes) -> list[Grid]:
    return [b for b in blocks(data) if isinstance(b, Grid)]


# --- lines -----------------------------------------------------------------------------------------------------------


def test_places_and_sizes(make_pdf: MakePdf) -> None:
    def first(page: Any) -> None:
        page.write("关于清窖的通知", top=100, x=220.5, size=22)
        page.write("为加强窖泥管理，提高出酒质量，现将有关事项通知如下，请认", "真落实。", top=160, x=73.5)

    source = read_bytes(make_pdf(first, lambda page: page.write("二、工作要求")), "a.pdf")
    title, body, end, second = (b for b in source.blocks if isinstance(b, Line))
    assert source.pages == 2
    assert [line.place.page for line in (title, body, end, second)] == [1, 1, 1, 2]
    assert (title.size, body.size, title.centred, body.centred, end.centred) == (22.0, 16.0, True, False, False)
    assert title.place.bbox == pytest.approx((220.5, 100 - 0.88 * 22, 220.5 + 7 * 22, 100 + 0.12 * 22), abs=0.01)
    assert body.place.bbox is not None and end.place.bbox is not None
    assert body.place.bbox[0] == pytest.approx(73.5) and end.place.bbox[1] - body.place.bbox[1] == pytest.approx(28)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(0, "成员李明"), (0.25, "成员李明"), (0.5, "成员 李明"), (1, "成员　李明"), (3, "成员　　　李明")],
)
def test_gaps_in_em_become_blanks(make_pdf: MakePdf, gap: float, expected: str) -> None:
    def draw(page: Any) -> None:
        page.write("成员")
        page.write("李明", x=80 + 32 + gap * 16)

    assert texts(make_pdf(draw)) == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("李 明　区长", "李 明　区长"),  # blanks of the file stay
        ("AI and 5G", "AI and 5G"),
        (" 首行", " 首行"),
        ("行末  ", "行末"),
    ],
)
def test_blanks_of_the_file(make_pdf: MakePdf, written: str, expected: str) -> None:
    assert texts(make_pdf(lambda page: page.write(written))) == [expected]


def test_pieces_of_a_line_in_any_order(make_pdf: MakePdf) -> None:
    """A superscript, a piece drawn last but standing first, and the 「文件」 of a head with two issuers."""

    def draw(page: Any) -> None:
        page.write("建成", "封窖", top=300, x=200)
        page.write("用地50km", top=300, x=80)
        page.write("2", top=294, x=80 + 16 * 2 + 8 * 4, size=8)
        page.write("云江市财政局", "云江市水利局", top=100, size=30, leading=36)
        page.write("文件", top=118, x=300, size=30)

    assert texts(make_pdf(draw)) == [
        "云江市财政局",
        "云江市水利局",
        "文件",  # behind both issuers
        "用地50km2　　　建成",
        "封窖",
    ]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_rotated_pages_stand_upright(make_pdf: MakePdf, rotation: int) -> None:
    def draw(page: Any) -> None:
        page.canvas.setPageRotation(rotation)  # reportlab swaps width and height, so that the page shown is upright A4
        page.canvas.translate(*{0: (0, 0), 90: (842, 0), 180: (595, 842), 270: (0, 595)}[rotation])
        page.canvas.rotate(rotation)
        page.write("上一行", "下一行", top=200, x=100)

    found = [b for b in blocks(make_pdf(draw)) if isinstance(b, Line)]
    assert [b.text for b in found] == ["上一行", "下一行"]
    assert found[0].place.bbox == pytest.approx((100, 200 - 14.08, 148, 201.92), abs=0.1)


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("⼀、⽣产⻛险", "一、生产风险"),
        ("⻓期⻔店", "长期门店"),
        ("\uf9e9", "\u91cc"),
        ("ﬁ\u00ad\x02", "fi--"),
        ("甲\x07乙\t丙\u00a0丁", "甲乙\t丙 丁"),
        ("到\uf032\uf030\uf032\uf037年，\uf039\uf038\uf02e\uf035\uf025", "到2027年，98.5%"),
        ("\uf06c清窖", "\uf06c清窖"),  # a letter's code is a picture in most fonts of symbols
        ("（一）①㈠％", "（一）①㈠％"),  # wide and circled forms are the text's own
    ],
)
def test_compatibility_characters(drawn: str, expected: str) -> None:
    assert plain(drawn) == expected


# --- tables ----------------------------------------------------------------------------------------------------------

XS = (80.0, 130.0, 330.0, 480.0)


def test_a_ruled_table_stands_between_its_lines(make_pdf: MakePdf) -> None:
    def draw(page: Any) -> None:
        page.write("附件", top=100)
        cells = {(80, 200): "序号", (130, 200): "任务", (330, 200): "牵头单位"}
        cells |= {(80, 240): "1", (130, 240): "对全市老窖池逐一清查登记造\n册并公布", (330, 240): "市商务委\n市财政局"}
        page.table(XS, (200, 240, 300), cells)
        page.write("注：按月调度。", top=340)

    before, grid, after = blocks(make_pdf(draw))
    assert isinstance(before, Line) and isinstance(after, Line) and isinstance(grid, Grid)
    assert (before.text, after.text) == ("附件", "注：按月调度。")
    assert grid.rows == (
        ("序号", "任务", "牵头单位"),
        ("1", "对全市老窖池逐一清查登记造 册并公布", "市商务委 市财政局"),
    )
    assert [p.page for p in grid.places] == [1, 1]
    assert grid.places[1].bbox == pytest.approx((80, 240, 480, 300), abs=1)


def test_a_full_line_of_a_cell_runs_on(make_pdf: MakePdf) -> None:
    def draw(page: Any) -> None:
        page.table((80, 130, 196), (200, 240, 300), {(80, 200): "1", (130, 200): "清查老窖\n池", (130, 240): "封窖"})

    assert grids(make_pdf(draw))[0].rows == (("1", "清查老窖池"), ("", "封窖"))


def test_merged_cells_are_spelled_out(make_pdf: MakePdf) -> None:
    def draw(page: Any) -> None:
        canvas = page.canvas
        for x0, y0, x1, y1 in (
            *((x, 200, x, 290) for x in (80, 480)),
            *((80, y, 480, y) for y in (200, 230, 290)),
            (130, 230, 130, 290),
            (330, 230, 330, 290),
            (130, 260, 480, 260),
        ):
            canvas.line(x0, 842 - y0, x1, 842 - y1)
        for (x, y), text in {(80, 200): "一、清窖", (80, 230): "1", (130, 230): "查", (330, 230): "甲"}.items():
            page.write(text, top=y + 16, x=x + 4, size=12)
        page.write("封", top=276, x=134, size=12)
        page.write("乙", top=276, x=334, size=12)

    assert grids(make_pdf(draw))[0].rows == (("一、清窖",) * 3, ("1", "查", "甲"), ("1", "封", "乙"))


def test_text_between_the_cells_of_a_table_is_not_lost(make_pdf: MakePdf) -> None:
    """Two columns of two rows each, that share a corner and leave the other two open."""

    def draw(page: Any) -> None:
        page.table((80, 130, 200), (200, 240), {(80, 200): "甲", (130, 200): "乙"})
        page.table((200, 300, 400), (240, 280), {(200, 240): "丙", (300, 240): "丁"})
        page.write("外", top=225, x=300, size=12)

    found = blocks(make_pdf(draw))
    seen = [b.text if isinstance(b, Line) else "".join(map("".join, b.rows)) for b in found]
    assert sorted("".join(seen)) == sorted("甲乙丙丁外")


@pytest.mark.parametrize(
    "frame",
    [
        lambda page: page.table((60, 540), (80, 200), {}),  # a box around text
        lambda page: page.canvas.line(60, 700, 540, 700),  # the rule of a red head
        lambda page: [page.canvas.line(60, y, 540, y) for y in (700, 660, 630)],  # those of an imprint
    ],
)
def test_frames_and_rules_are_no_tables(make_pdf: MakePdf, frame: Callable[[Any], None]) -> None:
    def draw(page: Any) -> None:
        frame(page)
        page.write("关于清窖的通知", "一、总体要求")

    assert texts(make_pdf(draw)) == ["关于清窖的通知", "一、总体要求"] and not grids(make_pdf(draw))


def table_over_pages(make_pdf: MakePdf, above: list[list[str]], below: list[list[str]], foot: str = "- 1 -") -> bytes:
    def draw(rows: list[list[str]], top: float, extra: str) -> Callable[[Any], None]:
        def inner(page: Any) -> None:
            ys = tuple(top + 40 * i for i in range(len(rows) + 1))
            cells = {(x, y): text for y, row in zip(ys, rows, strict=False) for x, text in zip(XS, row, strict=False)}
            page.table(XS, ys, cells)
            page.write(extra, top=800, x=280)

        return inner

    return make_pdf(draw(above, 740 - 40 * len(above), foot), draw(below, 80, "- 2 -"))


HEADER = ["序号", "任务", "牵头单位"]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (
            [HEADER, ["1", "清窖。", "甲"]],
            [HEADER, ["2", "封窖。", "乙"]],
            [HEADER, ["1", "清窖。", "甲"], ["2", "封窖。", "乙"]],
        ),
        (
            [HEADER, ["1", "清窖。", "甲"]],
            [["2", "封窖。", "乙"]],
            [HEADER, ["1", "清窖。", "甲"], ["2", "封窖。", "乙"]],
        ),
        (
            [HEADER, ["1", "逐一清查全市老窖池并登记造册备", "市商务委、市财政局、市市"]],
            [["", "查。", "场监管局"], ["2", "封窖。", "乙"]],
            [
                HEADER,
                ["1", "逐一清查全市老窖池并登记造册备查。", "市商务委、市财政局、市市场监管局"],
                ["2", "封窖。", "乙"],
            ],
        ),
        (
            [HEADER, ["", "逐一清查全市老窖池并登记造册备", "市商务委、市财政局、市市"]],
            [["1", "查。", "场监管局"], ["2", "封窖。", "乙"]],
            [
                HEADER,
                ["1", "逐一清查全市老窖池并登记造册备查。", "市商务委、市财政局、市市场监管局"],
                ["2", "封窖。", "乙"],
            ],
        ),
        (
            [HEADER, ["1", "清窖。", "甲"]],
            [["", "封窖。", "乙"]],
            [HEADER, ["1", "清窖。", "甲"], ["1", "封窖。", "乙"]],
        ),
    ],
    ids=["repeated header", "no header", "row cut in two", "row cut above its number", "merged cell over the page end"],
)
def test_a_table_over_pages_is_one(
    make_pdf: MakePdf, above: list[list[str]], below: list[list[str]], expected: list[list[str]]
) -> None:
    data = table_over_pages(make_pdf, above, below)
    (grid,) = grids(data)
    assert [list(row) for row in grid.rows] == expected and len(grid.places) == len(grid.rows)
    assert texts(data) == ["- 1 -", "- 2 -"]


def test_text_between_parts_two_tables(make_pdf: MakePdf) -> None:
    def first(page: Any) -> None:
        page.table(XS, (300, 340), dict(zip(((x, 300.0) for x in XS), HEADER, strict=False)))
        page.write("二、另一张表", top=500)

    def second(page: Any) -> None:
        page.table(XS, (100, 140), dict(zip(((x, 100.0) for x in XS), HEADER, strict=False)))

    assert [len(grid.rows) for grid in grids(make_pdf(first, second))] == [1, 1]


# --- tables without rules --------------------------------------------------------------------------------------------


def row_at(page: Any, top: float, *cells: str, xs: tuple[float, ...] = (80, 130, 330)) -> None:
    for x, cell in zip(xs, cells, strict=True):
        page.write(cell, top=top, x=x, size=12)


def test_a_table_without_rules(make_pdf: MakePdf) -> None:
    def draw(page: Any) -> None:
        page.write("附表：任务分工", top=100)
        row_at(page, 140, "序号", "重点任务", "牵头单位")
        row_at(page, 160, "1", "逐一清查全市老窖池并登记", "市商务委")
        row_at(page, 176, "", "造册", "")
        row_at(page, 196, "2", "封存旧窖池", "市财政局")
        page.write("注：本表所列各项任务均需各区县人民政府具体落实，按月调度。", top=240, size=12)

    before, grid, after = blocks(make_pdf(draw))
    assert isinstance(before, Line) and isinstance(after, Line) and isinstance(grid, Grid)
    assert grid.rows == (
        ("序号", "重点任务", "牵头单位"),
        ("1", "逐一清查全市老窖池并登记造册", "市商务委"),
        ("2", "封存旧窖池", "市财政局"),
    )


def test_a_table_without_rules_goes_on_over_the_page_without_its_heads(make_pdf: MakePdf) -> None:
    def first(page: Any) -> None:
        row_at(page, 640, "序号", "重点任务", "牵头单位")
        row_at(page, 664, "1", "逐一清查全市老窖池并登记", "市商务委")
        row_at(page, 688, "2", "封存旧窖池", "市财政局")
        row_at(page, 712, "3", "逐一整治街道上的窖池并", "市水利局")
        page.write("— 1 —", top=800, x=280)

    def second(page: Any) -> None:
        page.write("云江市人民政府文件", top=60, x=220, size=14)
        row_at(page, 120, "", "验收", "")
        row_at(page, 144, "4", "公示窖池名单", "市文旅局")
        row_at(page, 168, "5", "按月调度", "市政府办公室")
        page.write("注：本表所列各项任务均需各区县人民政府具体落实，按月调度。", top=210, size=12)

    data = make_pdf(first, second)
    (grid,) = grids(data)
    assert grid.rows == (
        ("序号", "重点任务", "牵头单位"),
        ("1", "逐一清查全市老窖池并登记", "市商务委"),
        ("2", "封存旧窖池", "市财政局"),
        ("3", "逐一整治街道上的窖池并验收", "市水利局"),
        ("4", "公示窖池名单", "市文旅局"),
        ("5", "按月调度", "市政府办公室"),
    )
    assert [place.page for place in grid.places] == [1, 1, 1, 1, 2, 2]
    assert texts(data)[-1].startswith("注：")


def test_prose_below_a_page_that_ends_in_a_table_is_no_table(make_pdf: MakePdf) -> None:
    def first(page: Any) -> None:
        row_at(page, 664, "序号", "重点任务", "牵头单位")
        row_at(page, 688, "1", "封存旧窖池", "市财政局")
        row_at(page, 712, "2", "整治窖池", "市水利局")

    data = make_pdf(
        first, lambda page: page.write("二、工作要求", "各区县要认真落实窖泥管理各项制度，做到底数清、情况明。")
    )
    assert [len(grid.rows) for grid in grids(data)] == [3] and len(texts(data)) == 2


def test_lists_of_members_are_no_tables(make_pdf: MakePdf) -> None:
    def draw(page: Any) -> None:
        for i, name in enumerate(("组　长：", "副组长：", "成　员：", "　　　　")):
            row_at(page, 140 + 28 * i, name, "周立", "区商务委主任")

    assert not grids(make_pdf(draw)) and len(texts(make_pdf(draw))) == 4


def test_thirty_tables() -> None:
    """Ruled whole, by lines across alone and not at all; merged; over pages with their heads again or not."""
    total = right = 0
    for name, data, expected in drawn_tables():
        found = [grid.rows for grid in grids(data)]
        cells = {(r, c): cell for rows in found[:1] for r, row in enumerate(rows) for c, cell in enumerate(row)}
        total += sum(map(len, expected))
        right += sum(
            "".join(cells.get((r, c), "").split()) == cell
            for r, row in enumerate(expected)
            for c, cell in enumerate(row)
        )
        assert len(found) == 1, name
    assert right >= 0.99 * total


# --- text that nobody sees -------------------------------------------------------------------------------------------


def test_hidden_text_is_left_out(make_pdf: MakePdf) -> None:
    def draw(page: Any) -> None:
        page.write("关于清窖的通知")
        for mode, colour, x, top in ((3, 0, 80, 200), (0, 1, 80, 240), (0, 0, 700, 280), (0, 0, 80, 900)):
            page.canvas.saveState()
            text = page.canvas.beginText(x, 842 - top)
            text.setFont("STSong-Light", 16)
            text.setTextRenderMode(mode)
            text.setFillGray(colour)
            text.textLine("看不见的字")
            page.canvas.drawText(text)
            page.canvas.restoreState()
        page.canvas.setFillGray(0.2)
        page.canvas.rect(70, 500, 300, 40, fill=1)
        page.canvas.setFillGray(1)
        page.write("深底白字", top=330)

    assert texts(make_pdf(draw)) == ["关于清窖的通知", "深底白字"]


# --- what holds no text ----------------------------------------------------------------------------------------------


def picture(page: Any) -> None:
    buffer = BytesIO()
    Image.new("L", (60, 80), 200).save(buffer, "PNG")
    page.canvas.drawImage(ImageReader(buffer), 0, 0, 595, 842)


@pytest.mark.usefixtures("without_ocr")
def test_a_scan_is_named(make_pdf: MakePdf) -> None:
    def scanned(page: Any) -> None:
        picture(page)
        page.write("扫描工具 创建", top=830, size=8)  # the scanner's watermark is no text layer

    for data in (make_pdf(picture, picture), make_pdf(scanned, scanned)):
        with pytest.raises(MissingExtra, match="is a scan"):
            read_bytes(data, "a.pdf")


@pytest.mark.usefixtures("without_ocr")
def test_a_scanned_page_among_others_is_left_out_aloud(make_pdf: MakePdf, caplog: pytest.LogCaptureFixture) -> None:
    data = make_pdf(lambda page: page.write("关于清窖的通知"), picture)
    assert texts(data) == ["关于清窖的通知"]
    assert "page 2 is a picture" in caplog.text and "docparse[ocr]" in caplog.text


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda data: data[: len(data) // 2], "is a truncated PDF"),
        (lambda data: data[:-8], "is a truncated PDF"),
        (lambda data: b"%PDF-1.4\n" + bytes(600) + b"%%EOF", "is a damaged PDF"),
    ],
)
def test_damaged(samples: dict[str, bytes], damage: Callable[[bytes], bytes], reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_bytes(damage(samples["pdf"]), "a.pdf")


def test_encrypted(make_pdf: MakePdf) -> None:
    def draw(page: Any) -> None:
        page.write("密")

    with pytest.raises(UnreadableFile, match="is encrypted; open it with its password"):
        read_bytes(make_pdf(draw, encrypt=StandardEncryption("secret", "owner")), "a.pdf")
    open_to_all = make_pdf(draw, encrypt=StandardEncryption("", "owner", canCopy=0))
    assert texts(open_to_all) == ["密"]


def test_no_text_at_all(make_pdf: MakePdf) -> None:
    with pytest.raises(UnreadableFile, match="has pages that are empty"):
        read_bytes(make_pdf(lambda page: page.canvas.line(10, 10, 20, 20)), "a.pdf")


def test_limits(make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_pdf(*[lambda page: page.write("甲乙丙")] * 3)
    monkeypatch.setattr(limits, "PAGE_CHARACTERS", 2)
    with pytest.raises(UnreadableFile, match="more than 2 characters on page 1"):
        read_bytes(data, "a.pdf")
    monkeypatch.setattr(limits, "PAGES", 2)
    with pytest.raises(UnreadableFile, match="more than 2 pages"):
        read_bytes(data, "a.pdf")


# --- footnotes -------------------------------------------------------------------------------------------------------

NOTED = ["为加强窖泥管理，到2027年全市建成老窖池", "120口，出酒率提高，封窖面积50km"]


def noted(mark: str, notes: list[str], raised: float = 6) -> Callable[[Any], None]:
    """A page whose first line refers to a note, with a mark raised by so many points, and its foot."""

    def draw(page: Any) -> None:
        page.write(*NOTED, top=500, x=80)
        small = 9 if raised else 16
        page.write(mark, top=500 - raised, x=80 + 16 * 18 + 8 * 4, size=small)
        page.write("2", top=522, x=80 + 16 * 12 + 8 * 7, size=8)
        page.canvas.line(80, 842 - 700, 200, 842 - 700)
        page.write(*notes, top=715, x=80, size=9, leading=14)
        page.write("— 1 —", top=790, x=280, size=14)

    return draw


@pytest.mark.parametrize(
    ("mark", "raised", "notes", "expected"),
    [
        ("1", 6, ["1 指使用三十年以上、经区窖务局登记", "2020年造册的窖。"], ["指使用三十年以上、经区窖务局登记2020年造册的窖。"]),
        ("①", 6, ["①指老窖。"], ["指老窖。"]),
        ("①", 0, ["①指老窖。"], ["指老窖。"]),
        ("[1]", 6, ["[1]指老窖。"], ["指老窖。"]),
    ],
)  # fmt: skip
def test_a_footnote_stands_behind_the_line_that_refers_to_it(
    make_pdf: MakePdf, mark: str, raised: float, notes: list[str], expected: list[str]
) -> None:
    data = make_pdf(noted(mark, notes, raised), lambda page: page.write("下一步由各区县落实。"))
    found = [b for b in blocks(data) if isinstance(b, Line)]
    first, second = NOTED
    assert [b.text for b in found if not b.note] == [
        first,
        second.replace("km", "km2"),
        "— 1 —",
        "下一步由各区县落实。",
    ]
    assert [b.text for b in found if b.note] == expected and found[1].note


def test_two_footnotes_of_one_line(make_pdf: MakePdf) -> None:
    def draw(page: Any) -> None:
        page.write("老窖池", top=500, x=80)
        page.write("1", top=494, x=128, size=8)
        page.write("和封存的新窖", top=500, x=134)
        page.write("2", top=494, x=230, size=8)
        page.write("均登记造册。", top=500, x=236)
        page.write("本市各区县照此办理，并于年底前报送情况。", top=528, x=80)
        page.write("1指老窖。", "2指新窖。", top=715, x=80, size=9, leading=14)

    found = [b for b in blocks(make_pdf(draw)) if isinstance(b, Line)]
    assert [(b.text, b.note) for b in found] == [
        ("老窖池和封存的新窖均登记造册。", False),
        ("指老窖。", True),
        ("指新窖。", True),
        ("本市各区县照此办理，并于年底前报送情况。", False),
    ]


def test_small_lines_at_the_foot_without_a_reference_stay_where_they_are(make_pdf: MakePdf) -> None:
    def draw(page: Any) -> None:
        page.write("①清窖；②封窖；建成50km长的窖廊一条。", "本市各区县照此办理。", top=500)
        page.write("1 本表由市窖务局填报。", "注：按月调度。", top=715, x=80, size=9, leading=14)

    found = [b for b in blocks(make_pdf(draw)) if isinstance(b, Line)]
    assert len(found) == 4 and not any(b.note for b in found)
    assert found[2].text == "1 本表由市窖务局填报。"


def test_a_footnote_parts_no_paragraph_over_pages(make_pdf: MakePdf) -> None:
    rows = [
        "　　为加强窖泥管理，到二〇二七年全市建成老窖池一百",
        "二十口，出酒率逐年提高，封窖面积稳步扩大，窖泥品",
        "质明显改善，到二〇三〇年",
    ]

    def first(page: Any) -> None:
        page.write(
            *(
                ["　　按照市政府部署要求，各区县要认真落实窖泥管理各", "项制度，做到底数清、情况明、责任实，按月调度。"]
                * 4
            )
        )
        page.write(*rows[:2], top=100 + 28 * 8)
        page.write("1", top=318, x=80 + 16 * 16, size=8)
        page.write("1 指使用三十年以上的窖。", top=715, x=80, size=9)

    def second(page: Any) -> None:
        page.write(
            "质明显改善，到二〇三〇年全部达标。", "　　按照市政府部署要求，各区县要认真落实窖泥管理各", "项制度。"
        )

    found = structure(read_bytes(make_pdf(first, second), "a.pdf")).text.split("\n")
    assert found[4] == "".join(rows).strip() + "全部达标。"
    assert found[5] == "指使用三十年以上的窖。"
