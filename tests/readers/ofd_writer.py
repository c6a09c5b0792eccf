"""A small writer of OFD packages (GB/T 33190-2016) for the tests: text and rules at given places, in millimetres."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PAPER = (210.0, 297.0)


@dataclass
class OfdPage:
    """A page to draw on; all places in millimetres from the top left."""

    paper: tuple[float, float] = PAPER
    objects: list[str] = field(default_factory=list)
    template: str = ""

    def write(self, *rows: str, top: float = 40, x: float = 28, size: float = 5.64, leading: float = 10.2) -> None:
        """Rows of text, the first with its baseline at `top`; a character below U+0080 is half as wide as others."""
        for i, row in enumerate(rows):
            steps = " ".join(f"{size * (0.5 if c.isascii() else 1):.3f}" for c in row[:-1])
            self.text(row, x, top + i * leading, size, f'DeltaX="{steps}"')

    def text(  # noqa: PLR0913  the attributes of a TextObject
        self,
        text: str,
        x: float,
        baseline: float,
        size: float = 5.64,
        deltas: str = "",
        ctm: str = "",
        width: float = 170,
    ) -> None:
        """One text object whose TextCode has the attributes `deltas`, under the matrix `ctm`, in a box of `width`."""
        matrix = f' CTM="{ctm}"' if ctm else ""
        self.objects.append(
            f'<ofd:TextObject ID="{len(self.objects) + 100}" Boundary="{x} {baseline - size} {width} {size * 1.3}" Font="3" '
            f'Size="{size}"{matrix}><ofd:TextCode X="0" Y="{size}" {deltas}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A stroked rule."""
        self.objects.append(
            f'<ofd:PathObject ID="{len(self.objects) + 100}" Boundary="{x0} {y0} {x1 - x0 + 0.1} {y1 - y0 + 0.1}" '
            f'LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>'
        )

    def table(self, xs: Sequence[float], ys: Sequence[float], cells: Mapping[tuple[float, float], str]) -> None:
        """Rules at `xs` and `ys`, and texts by the left top corner of their cells."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for (x, y), text in cells.items():
            self.write(*text.split("\n"), top=y + 6, x=x + 1, size=4.2, leading=5.4)

    def xml(self) -> str:
        width, height = self.paper
        area = f"<ofd:Area><ofd:PhysicalBox>0 0 {width} {height}</ofd:PhysicalBox></ofd:Area>"
        layer = f'<ofd:Content><ofd:Layer ID="2">{"".join(self.objects)}</ofd:Layer></ofd:Content>'
        return f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {SPACE}>{self.template}{area}{layer}</ofd:Page>'


def ofd(*documents: Sequence[OfdPage], templates: Sequence[OfdPage] = (), extra: Mapping[str, bytes] = {}) -> bytes:
    """A package of documents, each a sequence of pages; template `n` has the id "T<n>"."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{d:032d}</ofd:DocID></ofd:DocInfo>"
        f"<ofd:DocRoot>Doc_{d}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        for d in range(len(documents))
    )
    members = {"OFD.xml": f'<ofd:OFD {SPACE} Version="1.0" DocType="OFD">{bodies}</ofd:OFD>'}
    for d, pages in enumerate(documents):
        members |= _document(f"Doc_{d}", pages, templates)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in members.items():
            package.writestr(name, xml.encode("utf-8"))
        for name, data in extra.items():
            package.writestr(name, data)
    return buffer.getvalue()


def _document(folder: str, pages: Sequence[OfdPage], templates: Sequence[OfdPage]) -> dict[str, str]:
    listed = "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    used = "".join(f'<ofd:TemplatePage ID="T{n}" BaseLoc="Tpls/Tpl_{n}.xml"/>' for n in range(len(templates)))
    box = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {PAPER[0]} {PAPER[1]}</ofd:PhysicalBox></ofd:PageArea>"
    common = f"<ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID>{box}{used}</ofd:CommonData>"
    root = f"<ofd:Document {SPACE}>{common}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    parts = {f"{folder}/Document.xml": root}
    parts |= {f"{folder}/Pages/Page_{n}/Content.xml": page.xml() for n, page in enumerate(pages)}
    return parts | {f"{folder}/Tpls/Tpl_{n}.xml": page.xml() for n, page in enumerate(templates)}
