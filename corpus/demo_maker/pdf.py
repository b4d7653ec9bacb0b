"""A small PDF writer: nothing in its output depends on clock, machine or library version.

Streams stay uncompressed (images run-length coded) because deflate differs from one zlib build to the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from demo_maker.fonts import BASE_FONTS

A4 = (595.0, 842.0)
Color = tuple[float, float, float]
BLACK: Color = (0.0, 0.0, 0.0)
WHITE: Color = (1.0, 1.0, 1.0)
_FONT_KEYS = {name: f"F{index}" for index, name in enumerate(BASE_FONTS, 1)}


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def _numbers(*values: float) -> str:
    return " ".join(_number(value) for value in values)


def _string(text: str) -> bytes:
    raw = text.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        raw = raw.replace(sign, b"\\" + sign)
    return b"(" + raw + b")"


@dataclass
class Page:
    """One page; callers give coordinates from the top left corner, as a reader sees the page."""

    width: float = A4[0]
    height: float = A4[1]
    content: list[bytes] = field(default_factory=list)
    # Drawn after everything else, as the programs that apply redactions do.
    overlay: list[bytes] = field(default_factory=list)
    annotations: list[bytes] = field(default_factory=list)
    image: tuple[int, int, int, bytes] | None = None

    @contextmanager
    def over(self) -> Iterator[None]:
        """What is drawn inside goes on top of the finished page."""
        below, self.content = self.content, self.overlay
        try:
            yield
        finally:
            self.overlay, self.content = self.content, below

    def text(self, x: float, y: float, text: str, font: str, size: float, color: Color = BLACK) -> None:
        """Write one line with its baseline at ``y``."""
        where = _numbers(x, self.height - y)
        head = f"BT {_numbers(*color)} rg /{_FONT_KEYS[font]} {_number(size)} Tf {where} Td ".encode()
        self.content.append(head + _string(text) + b" Tj ET")

    def rect(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        fill: Color | None,
        edge: Color | None = None,
        line: float = 0.5,
    ) -> None:
        """Draw a rectangle, filled, stroked or both."""
        parts = [f"{_numbers(*fill)} rg"] if fill else []
        if edge:
            parts.append(f"{_numbers(*edge)} RG {_number(line)} w")
        paint = "B" if fill and edge else "f" if fill else "S"
        parts.append(f"{_numbers(x0, self.height - y1, x1 - x0, y1 - y0)} re {paint}")
        self.content.append(" ".join(parts).encode())

    def line(self, x0: float, y0: float, x1: float, y1: float, color: Color = BLACK, width: float = 0.5) -> None:
        """Draw a straight line."""
        ends = f"{_numbers(x0, self.height - y0)} m {_numbers(x1, self.height - y1)} l S"
        self.content.append(f"{_numbers(*color)} RG {_number(width)} w {ends}".encode())

    def polygon(self, points: list[tuple[float, float]], fill: Color) -> None:
        """Fill a polygon."""
        first, *rest = [_numbers(x, self.height - y) for x, y in points]
        path = f"{first} m " + " ".join(f"{point} l" for point in rest)
        self.content.append(f"{_numbers(*fill)} rg {path} h f".encode())

    def curve(self, points: list[tuple[float, float]], color: Color, width: float) -> None:
        """Stroke a Bezier path: a start, then control, control, end for each piece."""
        first, *rest = [_numbers(x, self.height - y) for x, y in points]
        pieces = [" ".join(rest[i : i + 3]) + " c" for i in range(0, len(rest), 3)]
        self.content.append(f"{_numbers(*color)} RG {_number(width)} w 1 J {first} m {' '.join(pieces)} S 0 J".encode())

    def redact_annotation(self, x0: float, y0: float, x1: float, y1: float, overlay: str) -> None:
        """Mark an area for redaction without applying it: the text beneath stays in the file."""
        low, high = self.height - y1, self.height - y0
        quad = _numbers(x0, high, x1, high, x0, low, x1, low)
        body = (
            f"<< /Type /Annot /Subtype /Redact /F 4 /Rect [{_numbers(x0, low, x1, high)}] /QuadPoints [{quad}] "
            f"/IC [0 0 0] /OC [0 0 0] /C [0 0 0] /DA (/Helv 7 Tf 1 g) /Q 1 /OverlayText "
        ).encode()
        self.annotations.append(body + _string(overlay) + f"|{_numbers(x1 - x0, y1 - y0)}".encode())


@dataclass
class PdfFile:
    """A file in the making."""

    title: str
    author: str
    created: str
    pages: list[Page] = field(default_factory=list)

    def to_bytes(self) -> bytes:
        """The file, the same bytes for the same content."""
        objects: list[bytes] = [b"", b""]

        def add(body: bytes) -> int:
            objects.append(body)
            return len(objects)

        def stream(head: str, data: bytes) -> int:
            return add(f"<< {head}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream")

        fonts = " ".join(f"/{key} {add(_font(name))} 0 R" for name, key in _FONT_KEYS.items())
        kids = []
        for page in self.pages:
            images, content = "", [*page.content, *page.overlay]
            if page.image:
                images = f"/XObject << /Im {stream(_image_head(*page.image[:3]), page.image[3])} 0 R >> "
                content.insert(0, f"q {_numbers(page.width, 0, 0, page.height)} 0 0 cm /Im Do Q".encode())
            body = stream("", b"\n".join(content))
            annots = [add(_with_appearance(raw, stream)) for raw in page.annotations]
            listed = f"/Annots [{' '.join(f'{number} 0 R' for number in annots)}] " if annots else ""
            kids.append(
                add(
                    f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_numbers(page.width, page.height)}] {listed}"
                    f"/Resources << /Font << {fonts} >> {images}>> /Contents {body} 0 R >>".encode()
                )
            )
        objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Lang (nl-NL) >>"
        objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
        info = b"<< /Title " + _string(self.title) + b" /Author " + _string(self.author)
        info += b" /Producer (woo_gronden demo corpus, invented) /CreationDate " + _string(self.created) + b" >>"
        return _assemble(objects, add(info))


def _font(name: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()


def _image_head(width: int, height: int, bits: int) -> str:
    return (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
        f"/BitsPerComponent {bits} /Filter /RunLengthDecode "
    )


def _with_appearance(raw: bytes, stream: Callable[[str, bytes], int]) -> bytes:
    body, _, size = raw.rpartition(b"|")
    head = f"/Type /XObject /Subtype /Form /BBox [0 0 {size.decode()}] "
    look = stream(head, b"1 0 0 RG 1 w 0.5 0.5 %s re S" % size)
    return body + f" /AP << /N {look} 0 R >> >>".encode()


def _assemble(objects: list[bytes], info: int) -> bytes:
    out, offsets = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    identity = hashlib.sha256(bytes(out)).hexdigest()[:32]
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    ids = f"/ID [<{identity}> <{identity}>]"
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {info} 0 R {ids} >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())
