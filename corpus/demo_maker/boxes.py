"""How a redaction looks, and what is recorded of it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from demo_maker.fonts import text_width
from demo_maker.pdf import BLACK, WHITE, Color, Page

GRAY_FILL: Color = (0.78, 0.78, 0.78)
GRAY_TEXT: Color = (0.35, 0.35, 0.35)
YELLOW: Color = (1.0, 0.93, 0.2)
CYAN: Color = (0.35, 0.92, 0.95)


@dataclass
class Box:
    """A redaction as drawn: place in points from the top left corner of the page."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    kind: str
    code: str | None
    recoverable: bool
    row: str = ""
    meant: str = ""


@dataclass(frozen=True)
class Look:
    """Fill, edge and letter colour of one way to redact; ``kind`` is what a finder should call it."""

    kind: str
    fill: Color | None
    edge: Color | None
    ink: Color
    font: str = "Helvetica"


LOOKS = {
    "black": Look("black", BLACK, None, WHITE, "Helvetica-Bold"),
    "gray": Look("gray", GRAY_FILL, None, GRAY_TEXT),
    "border": Look("border", WHITE, BLACK, BLACK),
    "white": Look("white", WHITE, None, BLACK),
    "yellow": Look("color", YELLOW, None, BLACK),
    "cyan": Look("color", CYAN, None, BLACK),
    "marker": Look("black", BLACK, None, WHITE),
    # Not redacted at all, only covered: the words stay in the text layer.
    "fakeblack": Look("black", BLACK, None, WHITE, "Helvetica-Bold"),
    # Marked in the editor, never applied: shown as a red line, black once applied.
    "unapplied": Look("black", None, (1, 0, 0), BLACK),
    # A code typed where the words stood, without any box.
    "typed": Look("placeholder", None, None, BLACK),
}


def draw_box(
    page: Page, number: int, place: tuple[float, float, float, float], kind: str, code: str, words: str, row: str = ""
) -> Box:
    """Draw one redaction; the words it hides must already stand on the page where they stay recoverable.

    ``row`` is the inventory number of the document; a code with ``~`` before it is meant but not printed.
    """
    meant, code = code.lstrip("~"), "" if code.startswith("~") else code
    look = LOOKS[kind]
    x0, y0, x1, y1 = (round(value, 2) for value in place)
    if kind == "unapplied":
        page.redact_annotation(x0, y0, x1, y1, code)
    elif kind == "typed":
        _draw_code(page, (x0, y0, x1, y1), code, look)
    else:
        with page.over():
            if kind == "marker":
                _draw_marker(page, x0, y0, x1, y1)
            else:
                page.rect(x0, y0, x1, y1, look.fill, look.edge, 0.5)
                if code:
                    _draw_code(page, (x0, y0, x1, y1), code, look)
    return Box(number, x0, y0, x1, y1, look.kind, code or None, bool(words), row, meant)


def _draw_code(page: Page, place: tuple[float, float, float, float], code: str, look: Look) -> None:
    x0, y0, x1, y1 = place
    size = min(9.0, (y1 - y0) * 0.62)
    if look.kind == "placeholder":
        size = (y1 - y0) / 1.02
    width = text_width(code, look.font, size)
    if width > (x1 - x0) - 1:
        size *= (x1 - x0 - 1) / width
        width = text_width(code, look.font, size)
    page.text(x0 + (x1 - x0 - width) / 2, (y0 + y1) / 2 + size * 0.35, code, look.font, size, look.ink)


def _draw_marker(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    """A felt pen: edges that waver by under a point, the same way each time."""
    hand = random.Random(f"{x0:.1f} {y0:.1f}")
    steps = max(2, int((x1 - x0) // 12))
    along = [x0 + (x1 - x0) * i / steps for i in range(steps + 1)]
    top = [(x, y0 + hand.random() * 0.9) for x in along]
    low = [(x, y1 - hand.random() * 0.9) for x in reversed(along)]
    page.polygon(top + low, BLACK)
